/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"
#include "hr-gpu-match.h"
#include "hr-gpu-words.h"
#include "hr-string.h"

#include <string.h>

static HrVendor
vendor_of (const HrLogGpu *gpu)
{
  g_autofree char *lower = g_ascii_strdown (gpu->name, -1);

  if (g_str_has_prefix (gpu->pci, "1002") || strstr (lower, "radeon") || strstr (lower, "amd ")
      || strstr (lower, "instinct"))
    return HR_VENDOR_AMD;
  if (g_str_has_prefix (gpu->pci, "8086") || strstr (lower, "intel") || strstr (lower, "arc "))
    return HR_VENDOR_INTEL;
  if (g_str_has_prefix (gpu->pci, "19e5") || strstr (lower, "ascend"))
    return HR_VENDOR_HUAWEI;
  return HR_VENDOR_NVIDIA;
}

/* What the text says of a card's memory at least: a name may stand for a card with 8 and one with
 * 12 GB, of which only one can have had 11 GB free. */
static const HrGpu *
match_at_least (const HrSnapshot *snapshot, const char *name, double total_gib, double least_gib)
{
  const HrGpu *match = hr_detect_match (snapshot, name, total_gib), *only = NULL;
  g_autoptr (HrGpuNames) names = NULL;
  const HrGpuMatchHints hints = { .device_gib = total_gib, .is_driver = TRUE };
  HrGpuMatch            all;

  if (match != NULL || !(least_gib > 0))
    return match;
  names = hr_gpu_names_new (snapshot);
  hr_gpu_names_match (names, name, &hints, &all);
  if (all.kind != HR_GPU_MATCH_SEVERAL)
    return NULL;
  for (guint i = 0; i < all.n; i++)
    if (all.gpus[i]->vram_gib >= least_gib)
      {
        if (only != NULL)
          return NULL;
        only = all.gpus[i];
      }
  return only;
}

/**
 * hr_log_machine:
 *
 * The machine that a listing describes, as detection has it. A name that a table has cut, or that
 * stands for several cards, is matched with none.
 */
void
hr_log_machine (const HrLog *self, const HrSnapshot *snapshot, HrMachine *machine)
{
  const char *cpu = hr_log_said (self, "cpu"), *gpu_name = hr_log_said (self, "gpu");

  memset (machine, 0, sizeof *machine);
  if (cpu != NULL)
    hr_string_copy (machine->cpu, sizeof machine->cpu, cpu);
  machine->cpu_cores = (guint) hr_log_number (self, "cpu_cores", 0);
  machine->ram_gib = hr_log_number (self, "ram_total_gib",
                                    hr_log_number (self, "ram_usable_gib", 0));
  machine->ram_free_gib = hr_log_number (self, "ram_free_gib", 0);
  if (machine->cpu[0] != '\0' && snapshot != NULL)
    {
      const HrPlatform *platform = hr_detect_platform (snapshot, machine->cpu);

      if (platform != NULL)
        hr_string_copy (machine->platform, sizeof machine->platform, platform->id);
    }
  for (guint i = 0; i < self->gpus->len; i++)
    {
      const HrLogGpu *from = &g_array_index (self->gpus, HrLogGpu, i);
      HrDetectedGpu  *gpu = &machine->gpus[machine->n_gpus++];
      const HrGpu    *match = NULL;
      const char     *source = hr_log_said (self, "source");

      hr_string_copy (gpu->name, sizeof gpu->name, from->name);
      hr_string_copy (gpu->pci, sizeof gpu->pci, from->pci);
      gpu->vendor = source && g_str_equal (source, "npu-smi")    ? HR_VENDOR_HUAWEI
                    : source && g_str_equal (source, "rocm-smi") ? HR_VENDOR_AMD
                                                                 : vendor_of (from);
      gpu->vram_gib = from->total_gib;
      gpu->free_gib = from->free_gib;
      if (snapshot != NULL && from->name[0] != '\0' && hr_gpu_words_are_whole (from->name))
        {
          /* npu-smi leaves the family's name out. */
          g_autofree char *name = g_strconcat (gpu->vendor == HR_VENDOR_HUAWEI ? "Ascend " : "",
                                               from->name, NULL);

          match = hr_detect_match (snapshot, name, from->total_gib);
        }
      if (match != NULL)
        hr_string_copy (gpu->gpu, sizeof gpu->gpu, match->id);
    }
  if (machine->n_gpus == 0 && gpu_name != NULL)
    {
      HrDetectedGpu *gpu = &machine->gpus[machine->n_gpus++];
      const HrGpu   *match = NULL;
      HrLogGpu       named = { 0 };

      if (snapshot != NULL)
        match = match_at_least (snapshot, gpu_name, hr_log_number (self, "total_gib", 0),
                                hr_log_number (self, "free_gib", 0));
      hr_string_copy (named.name, sizeof named.name, gpu_name);
      hr_string_copy (gpu->name, sizeof gpu->name, gpu_name);
      gpu->vendor = vendor_of (&named);
      gpu->vram_gib = hr_log_number (self, "total_gib", 0);
      if (match != NULL)
        hr_string_copy (gpu->gpu, sizeof gpu->gpu, match->id);
    }
}
