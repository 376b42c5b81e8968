/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-detect.h"

#include "hr-gpu-match.h"

/**
 * hr_detect_match:
 * @name: a card as its driver or the list of PCI ids calls it
 * @vram_gib: its memory; 0 = not known
 *
 * Returns: (nullable): the card of the catalog with that name and memory; none where it is left
 *   open which. A laptop's GPU has the name of a card and is none.
 */
const HrGpu *
hr_detect_match (const HrSnapshot *snapshot, const char *name, double vram_gib)
{
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (snapshot);
  const HrGpuMatchHints hints = { .device_gib = vram_gib, .is_driver = TRUE };
  HrGpuMatch            match;

  hr_gpu_names_match (names, name, &hints, &match);
  return match.kind == HR_GPU_MATCH_ONE || match.kind == HR_GPU_MATCH_LIKELY ? match.gpus[0] : NULL;
}
