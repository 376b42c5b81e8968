/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-diagnose.h"

/* The work runs where neither memory runs out and the card can do it. */
static void
test_runs (void)
{
  static const struct
  {
    double   vram_short_gib, ram_short_gib;
    guint    notes;
    gboolean runs;
  } cases[] = {
    { 0, 0, 0, TRUE },    { 0, 0, HR_NOTE_OFFLOADED | HR_NOTE_EXTRAPOLATED, TRUE },
    { 0.1, 0, 0, FALSE }, { 0, 0.1, 0, FALSE },
    { 1, 1, 0, FALSE },   { 0, 0, HR_NOTE_UNSUPPORTED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree HrDiagnosis *d = g_new0 (HrDiagnosis, 1);

      d->vram_short_gib = cases[i].vram_short_gib;
      d->ram_short_gib = cases[i].ram_short_gib;
      d->estimate.notes = cases[i].notes;
      g_assert_cmpint (hr_diagnosis_runs (d), ==, cases[i].runs);
    }
}

/* Beside an out-of-memory error nothing runs in RAM; every other note stays. */
static void
test_notes (void)
{
  g_autofree HrDiagnosis *d = g_new0 (HrDiagnosis, 1);

  d->estimate.notes = HR_NOTE_OFFLOADED | HR_NOTE_EXTRAPOLATED;
  g_assert_cmpuint (hr_diagnosis_notes (d), ==, HR_NOTE_OFFLOADED | HR_NOTE_EXTRAPOLATED);
  d->ram_short_gib = 1;
  g_assert_cmpuint (hr_diagnosis_notes (d), ==, HR_NOTE_OFFLOADED | HR_NOTE_EXTRAPOLATED);
  d->vram_short_gib = 1;
  g_assert_cmpuint (hr_diagnosis_notes (d), ==, HR_NOTE_EXTRAPOLATED);
}

static void
test_compares (void)
{
  static const struct
  {
    HrTask   task;
    guint    notes;
    double   slowdown;
    gboolean compares;
  } cases[] = {
    { HR_TASK_NLP_FINE_TUNE, 0, 1.2, TRUE },
    { HR_TASK_NLP_FINE_TUNE, HR_NOTE_OFFLOADED, 1.2, TRUE },
    { HR_TASK_LLM_INFERENCE, 0, 1.2, TRUE },
    { HR_TASK_LLM_INFERENCE, HR_NOTE_OFFLOADED, 1.2, FALSE },
    { HR_TASK_NLP_FINE_TUNE, 0, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree HrDiagnosis *d = g_new0 (HrDiagnosis, 1);
      const HrRemedy          remedy = { .slowdown = cases[i].slowdown };

      d->plan.workload.task = cases[i].task;
      d->estimate.notes = cases[i].notes;
      g_assert_cmpint (hr_diagnosis_compares (d, &remedy), ==, cases[i].compares);
    }
}

static void
test_buys_ram (void)
{
  for (guint kind = 0; kind < HR_N_REMEDY; kind++)
    {
      const HrRemedy alone = { .kind = (HrRemedyKind) kind };
      const HrRemedy together = { .kind = HR_REMEDY_TOGETHER, .parts = 1u << kind };

      g_assert_cmpint (hr_remedy_buys_ram (&alone), ==, kind == HR_REMEDY_MORE_RAM);
      g_assert_cmpint (hr_remedy_buys_ram (&together), ==, kind == HR_REMEDY_MORE_RAM);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/runs", test_runs);
  g_test_add_func ("/diagnosis/notes", test_notes);
  g_test_add_func ("/diagnosis/compares", test_compares);
  g_test_add_func ("/diagnosis/buys-ram", test_buys_ram);

  return g_test_run ();
}
