/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-log.h"

#include <math.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes have a class; every figure is one, every text can be shown, and the plan is a plan. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrLog) log = hr_log_read ((const char *) data, size);
  const HrSnapshot *snapshot = hr_builtin_snapshot ();
  g_auto (GStrv) sentences = hr_log_sentences (log);
  g_auto (GStrv) remedies = hr_log_remedies (log);
  g_auto (GStrv) asks = NULL;
  g_autofree HrMachine *machine = g_new0 (HrMachine, 1);
  g_autoptr (JsonObject) plan = hr_log_plan (log, snapshot, &asks);

  g_assert_nonnull (plan);
  g_assert_nonnull (sentences[0]);
  g_assert_nonnull (hr_log_class_nick (log->klass));
  for (guint i = 0; i < log->facts->len; i++)
    {
      const HrLogFact *fact = &g_array_index (log->facts, HrLogFact, i);
      g_autofree char *text = hr_log_fact_text (fact);

      g_assert_true (isfinite (fact->number));
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  for (guint i = 0; i < log->gpus->len; i++)
    g_assert_true (g_utf8_validate (g_array_index (log->gpus, HrLogGpu, i).name, -1, NULL));
  hr_log_machine (log, snapshot, machine);
  return 0;
}
