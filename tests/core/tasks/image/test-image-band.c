/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"

static void
prepare (ImageCase *self)
{
  image_case_init (self);
  FILL (self->calibration.image_time_deviation, 0.3);
  self->calibration.image_launch_deviation = 0;
  self->calibration.image_card_deviation = 0.4;
  self->calibration.image_source_deviation = 0.4;
  self->calibration.image_arch_deviation = 0.4;
  self->calibration.image_guess_deviation = 0.4;
  self->calibration.image_memory_deviation = 0.3;
  self->calibration.image_cast_deviation = 0.4;
  self->calibration.image_live_deviation = 0.5;
  self->gpu.tflops[HR_RATE_FP16_FP32ACC] = 65; /* as a T4 */
  self->gpu.bandwidth_gb_s = 300;
  g_strlcpy (self->workload.image.framework, "PyTorch (NGC)",
             sizeof self->workload.image.framework);
}

static double
time_band (ImageCase *self, guint *notes)
{
  HrImageNet  net;
  HrImageTime time;

  *notes = 0;
  hr_image_net (&self->workload.image, self->workload.model_name, &net);
  hr_image_time (&self->input, &net, &time, notes, NULL);
  return hr_image_time_band (&self->input, &net, &time, notes);
}

/* Each cause alone adds 0.4² to 0.3²: a deviation of 0.5. */
static void
test_time (void)
{
  static const struct
  {
    HrArch   arch;
    double   bandwidth;
    gboolean named, guessed;
    double   deviation;
    guint    notes;
  } cases[] = {
    { HR_ARCH_TURING, 300, TRUE, FALSE, 0.3, 0 },
    { HR_ARCH_TURING, 300, FALSE, FALSE, 0.5, 0 },
    { HR_ARCH_TURING, 300, TRUE, TRUE, 0.5, 0 },
    { HR_ARCH_TURING, 300 * G_E, TRUE, FALSE, 0.5, 0 },
    { HR_ARCH_TURING, 300 / G_E, TRUE, FALSE, 0.5, 0 },
    { HR_ARCH_RDNA4, 300, TRUE, FALSE, 0.5, HR_NOTE_EXTRAPOLATED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase self;
      guint     notes;

      g_test_message ("%u", i);
      prepare (&self);
      self.gpu.arch = cases[i].arch;
      self.gpu.bandwidth_gb_s = cases[i].bandwidth;
      if (!cases[i].named)
        self.workload.image.framework[0] = '\0';
      if (cases[i].guessed)
        self.workload.image.kind[0] = '\0';
      assert_near (time_band (&self, &notes), exp (1.2816 * cases[i].deviation));
      g_assert_cmpuint (notes, ==, cases[i].notes);
    }
}

/* Each framework was measured on some cards only; elsewhere what differs between sources adds up.
 */
static void
test_coverage (void)
{
  static const struct
  {
    HrArch      arch;
    double      tflops, bandwidth;
    const char *framework;
    gboolean    known;
  } cases[] = {
    { HR_ARCH_TURING, 65, 300, "PyTorch (NGC)", TRUE },
    { HR_ARCH_TURING, 65, 300, "TensorFlow 2", TRUE },
    { HR_ARCH_TURING, 65, 300, "PyTorch 2.4", FALSE },
    { HR_ARCH_TURING, 65, 300, "", FALSE },
    { HR_ARCH_ADA, 165, 1008, "PyTorch 2.4", TRUE },
    { HR_ARCH_ADA, 165, 1008, "PyTorch 2.4 torch.compile", TRUE },
    { HR_ARCH_ADA, 165, 1008, "PyTorch (NGC)", TRUE },
    { HR_ARCH_ADA, 364, 960, "PyTorch 2.4", FALSE },
    { HR_ARCH_HOPPER, 989, 3350, "PyTorch (NGC)", TRUE },
    { HR_ARCH_HOPPER, 989, 3350, "PyTorch 2.4", FALSE },
    { HR_ARCH_AMPERE, 71, 936, "PyTorch 2.4", TRUE },
    { HR_ARCH_AMPERE, 312, 2039, "PyTorch 2.4", FALSE },
    { HR_ARCH_AMPERE, 312, 2039, "PyTorch (NGC)", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase self;
      guint     notes;

      g_test_message ("%u", i);
      prepare (&self);
      self.gpu.arch = cases[i].arch;
      self.gpu.tflops[HR_RATE_FP16_FP32ACC] = cases[i].tflops;
      self.gpu.bandwidth_gb_s = cases[i].bandwidth;
      g_strlcpy (self.workload.image.framework, cases[i].framework,
                 sizeof self.workload.image.framework);
      assert_near (time_band (&self, &notes), exp (1.2816 * (cases[i].known ? 0.3 : 0.5)));
    }
}

/* A card that nobody entered rates for is far from all that was measured, but not infinitely far.
 */
static void
test_unknown_card (void)
{
  ImageCase self;
  guint     notes;

  prepare (&self);
  self.gpu.tflops[HR_RATE_FP16_FP32ACC] = 0;
  self.gpu.bandwidth_gb_s = 1e-3;
  assert_near (time_band (&self, &notes), exp (1.2816 * sqrt (0.09 + 0.64)));
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
      HrImageNet net;

      prepare (&self);
      self.workload.image.mode = cases[i].mode;
      self.workload.image.precision = cases[i].precision;
      hr_image_net (&self.workload.image, NULL, &net);
      assert_near (hr_image_memory_band (&self.input, &net), exp (1.2816 * cases[i].deviation));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-band/time", test_time);
  g_test_add_func ("/image-band/coverage", test_coverage);
  g_test_add_func ("/image-band/unknown-card", test_unknown_card);
  g_test_add_func ("/image-band/memory", test_memory);
  return g_test_run ();
}
