/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-detect.h"

#include <math.h>
#include <string.h>

/* A driver prints 23.99 of 24 GiB, or 22.5 with ECC on the card's own DRAM. */
#define VRAM_LOW  0.90
#define VRAM_HIGH 1.03

/* The words of a name, small, without those that tell nothing; sizes are compared as numbers. */
static char **
words_of (const char *name)
{
  static const char *const noise[] = { "nvidia",     "amd",      "ati",   "intel",  "corporation",
                                       "geforce",    "radeon",   "tesla", "quadro", "graphics",
                                       "generation", "instinct", "r",     "tm",     "corp",
                                       "edition",    "gpu",      "gpus",  "on",     "card" };
  g_autofree char         *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char *p = lower; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      *p = ' ';
  parts = g_strsplit (lower, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean keep = parts[i][0] != '\0';
      gsize    length = strlen (parts[i]);

      for (guint k = 0; k < G_N_ELEMENTS (noise); k++)
        keep = keep && strcmp (parts[i], noise[k]) != 0;
      if (length > 2 && g_ascii_isdigit (parts[i][0]) && strcmp (parts[i] + length - 2, "gb") == 0)
        keep = FALSE;
      if (keep)
        g_strv_builder_add (builder, parts[i]);
    }
  return g_strv_builder_end (builder);
}

/* What a form is called may be missing from the driver's name: "NVIDIA H200" is an SXM module. */
static gboolean
is_form (const char *word)
{
  return g_str_has_prefix (word, "sxm") || strcmp (word, "pcie") == 0 || strcmp (word, "nvl") == 0
         || strcmp (word, "workstation") == 0 || strcmp (word, "server") == 0;
}

/* Words in common when each word of the catalog's name is there, forms aside; else 0. */
static int
score (char **catalog, char **found)
{
  int common = 0;

  for (guint i = 0; catalog[i] != NULL; i++)
    {
      gboolean has = g_strv_contains ((const char *const *) found, catalog[i]);

      if (!has && !is_form (catalog[i]))
        return 0;
      common += has ? 2 : -1;
    }
  return common;
}

/**
 * hr_detect_match:
 * @name: a card as its driver calls it
 * @vram_gib: its memory; 0 = not known
 *
 * Returns: (nullable): the card of the catalog with that name and memory. A laptop's GPU has the
 * name of a card and is none.
 */
const HrGpu *
hr_detect_match (const HrSnapshot *snapshot, const char *name, double vram_gib)
{
  g_auto (GStrv) found = words_of (name);
  const HrGpu *best = NULL;
  int          best_score = 0;

  if (g_strv_contains ((const char *const *) found, "laptop")
      || g_strv_contains ((const char *const *) found, "mobile"))
    return NULL;
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      const HrGpu *gpu = &snapshot->gpus[i];
      g_auto (GStrv) words = words_of (gpu->name);
      double device = hr_gpu_device_gib (gpu);
      int    points = score (words, found);

      if (vram_gib > 0 && (vram_gib < VRAM_LOW * device || vram_gib > VRAM_HIGH * device))
        continue;
      if (points > best_score)
        {
          best_score = points;
          best = gpu;
        }
    }
  return best;
}
