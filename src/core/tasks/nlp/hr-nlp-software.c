/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

/**
 * hr_nlp_software:
 *
 * PyTorch; what shards states over cards; and the library that keeps weights in 4 bits and
 * optimizer states in 8.
 */
void
hr_nlp_software (const HrWorkload *workload, HrSoftwareNeeds *needs)
{
  const HrNlpWork *w = &workload->nlp;

  hr_software_need (needs, "PyTorch", NULL);
  if (w->framework == HR_FRAMEWORK_DEEPSPEED)
    hr_software_need (needs, "DeepSpeed", "zero");
  else if (w->sharding > HR_SHARDING_DDP && w->sharding < HR_SHARDING_AUTO)
    {
      hr_software_need (needs, "PyTorch FSDP", "sharded training");
      hr_software_or (needs, "DeepSpeed", "zero");
    }
  if (w->method == HR_METHOD_QLORA)
    hr_software_need (needs, "bitsandbytes", "nf4");
  if (w->optimizer == HR_OPTIMIZER_ADAMW_8BIT || w->optimizer == HR_OPTIMIZER_PAGED_ADAMW_8BIT)
    hr_software_need (needs, "bitsandbytes", "8-bit optimizers");
}
