/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-gpu-match.h"
#include "hr-resolve.h"

#include <string.h>

#define LEAST_RIGHT 0.98

/* "rtx-4090", "-" for none, or "-|rtx-2080-ti": none, or that as soon as the catalog has it. */
static gboolean
is_meant (const char *got, const char *meant)
{
  g_auto (GStrv) patterns = g_strsplit (meant, "|", -1);

  for (guint i = 0; patterns[i] != NULL; i++)
    if (g_pattern_match_simple (patterns[i], got))
      return TRUE;
  return FALSE;
}

static void
test_names (void)
{
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (hr_builtin_snapshot ());
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (HEADROOM_TEST_DIR, "gpu-names.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, n_right = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      HrGpuMatchHints hints = { 0 };
      HrGpuMatch      match;
      const char     *got;

      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      g_assert_cmpuint (g_strv_length (fields), ==, 4);
      hints.is_driver = strcmp (fields[0], "driver") == 0;
      *(hints.is_driver ? &hints.device_gib : &hints.board_gib) = g_ascii_strtod (fields[1], NULL);
      hr_gpu_names_match (names, fields[2], &hints, &match);
      got = match.kind == HR_GPU_MATCH_ONE ? match.gpus[0]->id : "-";
      n++;
      if (is_meant (got, fields[3]))
        n_right++;
      else
        g_test_message ("%s: %s, expected %s", fields[2], got, fields[3]);
      /* No card at all is a name to ask about; another card is a fault. */
      if (strcmp (got, "-") != 0)
        g_assert_true (is_meant (got, fields[3]));
    }
  g_assert_cmpuint (n, >, 500);
  g_assert_cmpfloat ((double) n_right / n, >=, LEAST_RIGHT);
}

/* Each card is met by its own name and id, and by what a list shows of it. */
static void
test_own (void)
{
  const HrSnapshot *snapshot = hr_builtin_snapshot ();
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (snapshot);

  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      const HrGpu *gpu = &snapshot->gpus[i];
      HrGpuMatch   match;

      /* Machines go by names of their own. */
      if (hr_gpu_is_unified (gpu))
        {
          HrResolved resolved;

          g_assert_cmpstr (hr_resolve (snapshot, HR_NAME_GPU, gpu->name, &resolved), ==, gpu->id);
          continue;
        }
      hr_gpu_names_match (names, gpu->id, NULL, &match);
      g_assert_cmpint (match.kind, ==, HR_GPU_MATCH_ONE);
      g_assert_true (match.gpus[0] == gpu);
      hr_gpu_names_match (names, gpu->name, NULL, &match);
      g_test_message ("%s", gpu->name);
      g_assert_cmpint (match.kind, ==, HR_GPU_MATCH_ONE);
      g_assert_true (match.gpus[0] == gpu);
    }
}

static void
test_open (void)
{
  static const struct
  {
    const char    *name;
    HrGpuMatchKind kind;
    const char    *first, *second;
  } cases[] = {
    { "RTX 4060 Ti", HR_GPU_MATCH_SEVERAL, "rtx-4060-ti-8gb", "rtx-4060-ti-16gb" },
    { "A100 80GB", HR_GPU_MATCH_SEVERAL, "a100-pcie-80gb", "a100-sxm4-80gb" },
    { "RTX A2000", HR_GPU_MATCH_SEVERAL, "rtx-a2000-6gb", "rtx-a2000-12gb" },
    { "Arc Pro B60", HR_GPU_MATCH_LIKELY, "arc-pro-b60-24gb", NULL },
    { "water block for RTX 4080", HR_GPU_MATCH_NO_CARD, NULL, NULL },
    { "MSI GeForce RTX 4090 / RTX 4080 box", HR_GPU_MATCH_SEVERAL, "rtx-4090", "rtx-4080" },
    { "anything else", HR_GPU_MATCH_NONE, NULL, NULL },
  };
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (hr_builtin_snapshot ());

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpuMatch match;

      g_test_message ("%s", cases[i].name);
      hr_gpu_names_match (names, cases[i].name, NULL, &match);
      g_assert_cmpint (match.kind, ==, cases[i].kind);
      for (guint k = 0; k < 2; k++)
        {
          const char *id = k == 0 ? cases[i].first : cases[i].second;
          gboolean    found = id == NULL;

          for (guint g = 0; g < match.n; g++)
            found |= g_strcmp0 (match.gpus[g]->id, id) == 0;
          g_assert_true (found);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpu-names/names", test_names);
  g_test_add_func ("/gpu-names/own", test_own);
  g_test_add_func ("/gpu-names/open", test_open);
  return g_test_run ();
}
