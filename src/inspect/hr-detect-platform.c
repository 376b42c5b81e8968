/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-detect.h"

#include <string.h>

/* How the vendors number their processors: the digit of the thousands is the generation, and with
 * it the socket; a letter of mobile parts behind the number means that it is soldered. */
static const struct
{
  const char *pattern, *platform;
} rules[] = {
  { "Threadripper PRO [79]\\d{3}WX", "wrx90" },
  { "Threadripper [79]\\d{3}X", "trx50" },
  { "Ryzen \\d (PRO )?[1-5]\\d{3}(X3D|XT|X|G|GE|E|F)?\\b(?! *with.*Mobile)", "am4" },
  { "Ryzen \\d (PRO )?[789]\\d{3}(X3D|XT|X|G|GE|F)?\\b", "am5" },
  { "EPYC 7\\w{2}[23]P?\\b", "epyc-sp3" },
  { "EPYC 9\\w{2}4[PFX]?\\b", "epyc-9004" },
  { "EPYC 9\\w{2}5[PFX]?\\b", "epyc-9005" },
  { "Xeon\\S* w[3579]-2[45]\\d{2}", "xeon-w-2500" },
  { "Xeon\\S* w[579]-3[45]\\d{2}", "xeon-w-3500" },
  { "Core\\S* Ultra \\d 2\\d{2}(K|KF|F|T)?( |$)", "lga1851" },
};

/**
 * hr_detect_platform:
 * @cpu: a processor as it calls itself
 *
 * Returns: (nullable): the platform of the catalog that takes it; a laptop's processor, or one that
 *   the catalog has no board for, has none
 */
const HrPlatform *
hr_detect_platform (const HrSnapshot *snapshot, const char *cpu)
{
  g_autofree char *plain = g_strdup (cpu);
  char            *from, *to;

  /* "Core(TM) Ultra" */
  for (from = to = plain; *from != '\0'; from++)
    if (g_str_has_prefix (from, "(R)"))
      from += 2;
    else if (g_str_has_prefix (from, "(TM)"))
      from += 3;
    else
      *to++ = *from;
  *to = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_regex_match_simple (rules[i].pattern, plain, 0, 0))
      return hr_snapshot_platform (snapshot, rules[i].platform);
  return NULL;
}
