/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

#include <string.h>

/* Frameworks that are not PyTorch, lower case: nothing is known of them here. */
static gboolean
is_another (const char *framework)
{
  g_autofree char *lower = g_ascii_strdown (framework, -1);

  return strstr (lower, "tensorflow") || strstr (lower, "mxnet") || strstr (lower, "jax")
         || strstr (lower, "keras");
}

/**
 * hr_image_software:
 *
 * The usual library of image networks and what it stands on, unless another framework is named.
 */
void
hr_image_software (const HrWorkload *workload, HrSoftwareNeeds *needs)
{
  if (is_another (workload->image.framework))
    return;
  hr_software_need (needs, "PyTorch", NULL);
  hr_software_need (needs, "timm", "image classification");
}
