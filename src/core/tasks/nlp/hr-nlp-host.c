/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

/* Host RAM of a process and of the system around it. */
#define SYSTEM_BYTES  (4 * HR_GIB)
#define PROCESS_BYTES (3 * HR_GIB)

/**
 * hr_nlp_host:
 *
 * Adds the host RAM of a run: the system, one process a device with its loader workers and pinned
 * buffers, the checkpoint while it is loaded, and whatever is offloaded. Text is small: the data
 * set costs nothing beside these.
 */
void
hr_nlp_host (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace)
{
  const HrNlpWork *work = nlp->work;
  double           processes = MIN (nlp->devices, 8);
  double           loading = nlp->size.total * 2, offloaded = 0;

  /* Sharded start-up loads the checkpoint once a server and materialises one copy. */
  if (work->precision == HR_PRECISION_FP32 || work->precision == HR_PRECISION_TF32 || nlp->autocast)
    loading = nlp->size.total * 4;
  if (work->offload != HR_OFFLOAD_NONE)
    {
      /* ZeRO-Offload: FP32 weights, gradients and states of everything that is trained. */
      offloaded = nlp->trainable * (8 + MAX (hr_nlp_state_bytes (nlp), 2));
      if (work->offload == HR_OFFLOAD_ALL)
        offloaded += nlp->size.linear * nlp->base_bits / 8
                     + (nlp->size.total - nlp->size.linear) * 2;
    }
  else if (work->optimizer == HR_OPTIMIZER_PAGED_ADAMW_8BIT)
    offloaded = nlp->trainable * hr_nlp_state_bytes (nlp);
  hr_estimate_add_host_term (estimate, HR_TERM_SYSTEM, SYSTEM_BYTES);
  hr_estimate_add_host_term (estimate, HR_TERM_LOADER_WORKERS, processes * PROCESS_BYTES);
  hr_estimate_add_host_term (estimate, HR_TERM_PINNED, processes * 0.25 * HR_GIB);
  hr_estimate_add_host_term (estimate, HR_TERM_CHECKPOINT_LOADING, offloaded > 0 ? 0 : loading);
  hr_estimate_add_host_term (estimate, HR_TERM_OFFLOADED, offloaded);
  HR_TRACE (trace, "host.system", "constant", SYSTEM_BYTES, HR_UNIT_BYTES, "a desktop at rest",
            NULL);
  HR_TRACE (trace, "host.checkpoint-loading", "params × bytes, unless they stay in RAM",
            offloaded > 0 ? 0 : loading, HR_UNIT_BYTES,
            "the checkpoint passes the host's memory once", "params", nlp->size.total,
            HR_UNIT_PARAMS, NULL);
  HR_TRACE (trace, "host.offloaded-states", "trainable × (8 B + states)", offloaded, HR_UNIT_BYTES,
            "ZeRO-Offload, section 4", "trainable", nlp->trainable, HR_UNIT_PARAMS, NULL);
  HR_TRACE (trace, "host.loader-workers", "processes × 3 GiB", processes * PROCESS_BYTES,
            HR_UNIT_BYTES, "resident size of a PyTorch process with CUDA", "processes", processes,
            HR_UNIT_COUNT, NULL);
  HR_TRACE (trace, "host.pinned-buffers", "processes × 0.25 GiB", processes * 0.25 * HR_GIB,
            HR_UNIT_BYTES, "batches on their way to the cards", "processes", processes,
            HR_UNIT_COUNT, NULL);
}
