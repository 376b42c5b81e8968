/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"

#define FACTOR(deviation) exp (1.2816 * (deviation))

static void
prepare (ImageCase *self)
{
  HrCalibration *c;

  image_case_init (self);
  c = &self->calibration;
  FILL (c->image_time_low, 1 / FACTOR (0.3));
  FILL (c->image_time_high, FACTOR (0.3));
  FILL (c->runs_image_stack, 1);
  FILL (c->runs_image_kind, 1);
  FILL (c->runs_image_memory_kind, 1);
  FILL (c->runs_image_arch, 0);
  FILL (c->runs_image_memory_mode, 0);
  c->runs_image_arch[HR_ARCH_TURING] = 30;
  c->runs_image_memory_mode[HR_MODE_TRAIN] = 100;
  c->image_unseen_arch = c->image_unseen_stack = c->image_unseen_kind = 0.4;
  c->image_launch_deviation = 0;
  c->image_card_deviation = 0.4;
  c->image_guess_deviation = 0.4;
  c->image_memory_low = 1 / FACTOR (0.3);
  c->image_memory_high = FACTOR (0.3);
  c->image_memory_unseen_kind = 0.4;
  c->image_cast_deviation = 0.4;
  c->image_live_deviation = 0.4;
  self->gpu.tflops[HR_RATE_FP16_FP32ACC] = 65; /* as a T4 */
  self->gpu.bandwidth_gb_s = 300;
  g_strlcpy (self->workload.image.framework, "PyTorch (NGC)",
             sizeof self->workload.image.framework);
}

/* The upper end; the lower one must mirror it. */
static double
time_band (ImageCase *self, HrEstimate *estimate)
{
  HrImageNet  net;
  HrImageTime time;
  HrBand      band;

  memset (estimate, 0, sizeof *estimate);
  hr_image_net (&self->workload.image, self->workload.model_name, &net);
  hr_image_time (&self->input, &net, &time, &estimate->notes, NULL);
  band = hr_image_time_band (&self->input, &net, &time, estimate);
  assert_near (hr_band_low (&band) * hr_band_high (&band), 1);
  return hr_band_high (&band);
}

/* Each cause alone adds 0.4² to 0.3²: a deviation of 0.5. */
static void
test_time (void)
{
  static const struct
  {
    HrArch   arch;
    double   bandwidth;
    gboolean guessed;
    double   deviation;
    guint    notes;
  } cases[] = {
    { HR_ARCH_TURING, 300, FALSE, 0.3, 0 },
    { HR_ARCH_TURING, 300, TRUE, 0.5, 0 },
    { HR_ARCH_TURING, 300 * G_E, FALSE, 0.5, 0 },
    { HR_ARCH_TURING, 300 / G_E, FALSE, 0.5, 0 },
    { HR_ARCH_RDNA4, 300, FALSE, 0.5, HR_NOTE_EXTRAPOLATED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase  self;
      HrEstimate estimate;

      g_test_message ("%u", i);
      prepare (&self);
      self.gpu.arch = cases[i].arch;
      self.gpu.bandwidth_gb_s = cases[i].bandwidth;
      if (cases[i].guessed)
        self.workload.image.kind[0] = '\0';
      assert_near (time_band (&self, &estimate), FACTOR (cases[i].deviation));
      g_assert_cmpuint (estimate.notes, ==, cases[i].notes);
      g_assert_cmpuint (hr_estimate_n_missing (&estimate, HR_QUANTITY_THROUGHPUT), ==,
                        cases[i].notes ? 1 : 0);
    }
}

/* Two things that no run has add up; each is named. */
static void
test_missing (void)
{
  ImageCase  self;
  HrEstimate estimate;

  prepare (&self);
  FILL (self.calibration.runs_image_stack, 0);
  FILL (self.calibration.runs_image_kind, 0);
  assert_near (time_band (&self, &estimate), FACTOR (sqrt (0.09 + 2 * 0.16)));
  g_assert_cmpuint (hr_estimate_n_missing (&estimate, HR_QUANTITY_THROUGHPUT), ==, 2);
  g_assert_cmpuint (hr_estimate_n_missing (&estimate, HR_QUANTITY_MEMORY), ==, 0);
  g_assert_cmpuint (estimate.notes, ==, 0);
  g_assert_cmpuint (estimate.basis[0].runs, ==, 30);
  g_assert_true (estimate.basis[0].type == &hr_enum_arch);
}

/* A card that nobody entered rates for is far from all that was measured, but not infinitely far.
 */
static void
test_unknown_card (void)
{
  ImageCase  self;
  HrEstimate estimate;

  prepare (&self);
  self.gpu.tflops[HR_RATE_FP16_FP32ACC] = 0;
  self.gpu.bandwidth_gb_s = 1e-3;
  assert_near (time_band (&self, &estimate), FACTOR (sqrt (0.09 + 0.64)));
}

static void
test_memory (void)
{
  static const struct
  {
    HrMode      mode;
    HrPrecision precision;
    double      deviation;
  } cases[] = {
    { HR_MODE_TRAIN, HR_PRECISION_FP32, 0.3 },
    { HR_MODE_TRAIN, HR_PRECISION_AMP, 0.5 },
    { HR_MODE_INFERENCE, HR_PRECISION_FP32, 0.5 },
    { HR_MODE_INFERENCE, HR_PRECISION_AMP, 0.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase  self;
      HrEstimate estimate = { 0 };
      HrImageNet net;
      HrBand     band;

      prepare (&self);
      self.workload.image.mode = cases[i].mode;
      self.workload.image.precision = cases[i].precision;
      hr_image_net (&self.workload.image, NULL, &net);
      band = hr_image_memory_band (&self.input, &net, &estimate);
      assert_near (hr_band_high (&band), FACTOR (cases[i].deviation));
      assert_near (hr_band_low (&band), 1 / FACTOR (cases[i].deviation));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-band/time", test_time);
  g_test_add_func ("/image-band/missing", test_missing);
  g_test_add_func ("/image-band/unknown-card", test_unknown_card);
  g_test_add_func ("/image-band/memory", test_memory);
  return g_test_run ();
}
