/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"
#include "hr-calibration.h"
#include "hr-remedy.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

#define FREE (1u << HR_REMEDY_FLASH_ATTENTION | 1u << HR_REMEDY_CHUNKED_LOSS)

typedef struct
{
  HrEstimateInput input;
  HrWorkload      workload, settings;
  HrEstimate      estimate;
  HrGpu           gpu;
  guint32         parts;
  gboolean        changes_quality;
} Case;

static void
init (Case *self, const HrSnapshot *snapshot, double usable_mib)
{
  *self = (Case){ 0 };
  self->gpu = *hr_snapshot_gpu (snapshot, "middle");
  self->gpu.usable_mib = usable_mib;
  self->gpu.vram_gib = 1000;
  self->input = (HrEstimateInput){ .gpu = &self->gpu,
                                   .gpu_count = 1,
                                   .workload = &self->workload,
                                   .calibration = hr_calibration_default () };
  hr_host_default_for (&self->gpu, 1, &self->input.host);
  hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&self->workload);
  self->workload.nlp.method = HR_METHOD_FULL;
  self->workload.nlp.precision = HR_PRECISION_BF16;
  self->workload.nlp.optimizer = HR_OPTIMIZER_ADAMW;
  self->workload.nlp.attention = HR_ATTENTION_EAGER;
  self->workload.nlp.checkpointing = HR_CHECKPOINTING_NONE;
  self->workload.nlp.sharding = HR_SHARDING_NONE;
  self->workload.nlp.offload = HR_OFFLOAD_NONE;
  self->workload.nlp.batch = 16;
  self->workload.nlp.gradient_accumulation = 1;
}

static gboolean
run (Case *self)
{
  return hr_remedy_together (&self->input, &self->settings, &self->estimate, &self->parts,
                             &self->changes_quality);
}

/* From a card that holds next to nothing to one that needs no remedy: what is found runs, keeps the
 * batch that the optimizer sees, and is slower only where there is less room. */
static void
test_sizes (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  double before = G_MAXDOUBLE;

  for (double mib = 2048; mib < 4e6; mib *= 1.5)
    {
      Case self;

      init (&self, snapshot, mib);
      if (!run (&self))
        continue;
      g_assert_true (hr_remedy_runs (&self.input, &self.estimate));
      g_assert_false (self.changes_quality);
      g_assert_cmpuint (self.settings.nlp.batch * self.settings.nlp.gradient_accumulation, >=, 16);
      g_assert_cmphex (self.parts, !=, 0);
      g_assert_cmpfloat (self.estimate.seconds, <=, before * 1.2);
      before = self.estimate.seconds;
    }
  g_assert_cmpfloat (before, !=, G_MAXDOUBLE);
}

/* Without any one of them that costs something, the work does not run. */
static void
test_needed (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (double mib = 16 * 1024; mib < 512 * 1024; mib *= 1.3)
    {
      Case self;

      init (&self, snapshot, mib);
      if (!run (&self))
        continue;
      if (self.parts & (1u << HR_REMEDY_CHECKPOINTING))
        {
          HrWorkload      without = self.settings;
          HrEstimateInput input = self.input;
          HrEstimate      estimate;

          without.nlp.checkpointing = HR_CHECKPOINTING_NONE;
          without.nlp.batch = 1;
          input.workload = &without;
          hr_estimate (&input, &estimate, NULL);
          if (self.parts & (1u << HR_REMEDY_SMALLER_BATCH))
            g_assert_false (hr_remedy_runs (&input, &estimate));
        }
      /* Flash attention costs nothing: with it there is no reason to leave it out. */
      if (self.parts & ~FREE)
        g_assert_cmpint (self.settings.nlp.attention, ==, HR_ATTENTION_FLASH);
    }
}

/* Another method only where it is allowed. */
static void
test_quality (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  Case self;

  init (&self, snapshot, 16 * 1024);
  self.input.host.ram_gib = 40; /* no room for what would be offloaded */
  g_assert_false (run (&self));
  self.changes_quality = TRUE;
  g_assert_true (run (&self));
  g_assert_true (self.changes_quality);
  g_assert_cmpint (self.settings.nlp.method, !=, HR_METHOD_FULL);
  g_assert_true (hr_remedy_runs (&self.input, &self.estimate));
}

/* Logits are the peak only once the states of all weights are gone: what did not help before the
 * method was changed is tried again. */
static void
test_again (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  Case self;

  init (&self, snapshot, 11 * 1024);
  self.workload.nlp.batch = 1;
  self.workload.nlp.attention = HR_ATTENTION_FLASH;
  self.workload.nlp.checkpointing = HR_CHECKPOINTING_FULL;
  self.workload.nlp.chunked_loss = FALSE;
  self.input.host.ram_gib = 32;
  self.changes_quality = TRUE;
  g_assert_true (run (&self));
  g_assert_cmphex (self.parts & (1u << HR_REMEDY_CHUNKED_LOSS), !=, 0);
  g_assert_cmphex (self.parts & (1u << HR_REMEDY_SHORTER_SEQUENCE), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remedy-together/sizes", test_sizes);
  g_test_add_func ("/remedy-together/needed", test_needed);
  g_test_add_func ("/remedy-together/quality", test_quality);
  g_test_add_func ("/remedy-together/again", test_again);
  return g_test_run ();
}
