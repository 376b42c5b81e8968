/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"

static guint
run (ImageCase *self, HrImageTime *time)
{
  HrImageNet net;
  guint      notes = 0;

  hr_image_net (&self->workload.image, self->workload.model_name, &net);
  hr_image_time (&self->input, &net, time, &notes, NULL);
  return notes;
}

static void
test_training (void)
{
  ImageCase   self;
  HrImageTime time;

  image_case_init (&self);
  g_assert_cmpuint (run (&self, &time), ==, 0);
  assert_near (time.compute, 2 * 5e9 * 3 * 10 / (10e12 * 0.5));
  assert_near (time.traffic, 10e6 * 4 * 25 * 10 / 1e12);
  assert_near (time.optimizer, 10e6 * 20 / 1e12);
  assert_near (time.exchange, 0);
  g_assert_cmpfloat_with_epsilon (time.step, 0.0702, 1e-7);
  self.workload.image.mode = HR_MODE_INFERENCE;
  run (&self, &time);
  assert_near (time.compute, 0.02);
  assert_near (time.traffic, 0.002);
  assert_near (time.optimizer, 0);
}

static void
test_rates (void)
{
  static const struct
  {
    const char *kind;
    HrPrecision precision;
    double      tf32, fp16, bf16, rate;
    guint       notes;
  } cases[] = {
    { "convolution", HR_PRECISION_FP32, 0, 40, 0, 10, 0 },
    { "convolution", HR_PRECISION_FP32, 20, 40, 40, 20, 0 }, /* cuDNN uses TF32 by default … */
    { "attention", HR_PRECISION_FP32, 20, 40, 40, 10, 0 },   /* … matrix products do not */
    { "attention", HR_PRECISION_TF32, 20, 40, 40, 20, 0 },
    { "attention", HR_PRECISION_TF32, 0, 40, 40, 10, 0 },
    { "convolution", HR_PRECISION_AMP, 20, 40, 40, 40, 0 },
    { "convolution", HR_PRECISION_AMP, 0, 0, 0, 10, 0 },
    { "convolution", HR_PRECISION_BF16, 0, 40, 0, 10, HR_NOTE_NO_BF16 },
    { "convolution", HR_PRECISION_BF16, 0, 40, 35, 35, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase  self;
      HrImageNet net;
      guint      notes = 0;

      g_test_message ("%u", i);
      image_case_init (&self);
      g_strlcpy (self.workload.image.kind, cases[i].kind, sizeof self.workload.image.kind);
      self.workload.image.precision = cases[i].precision;
      self.gpu.tflops[HR_RATE_TF32] = cases[i].tf32;
      self.gpu.tflops[HR_RATE_FP16_FP32ACC] = cases[i].fp16;
      self.gpu.tflops[HR_RATE_BF16] = cases[i].bf16;
      hr_image_net (&self.workload.image, NULL, &net);
      assert_near (hr_image_rate (&self.gpu, &net, cases[i].precision, &self.calibration, &notes),
                   cases[i].rate);
      g_assert_cmpuint (notes, ==, cases[i].notes);
    }
}

/* Two devices on one card share its figures. */
static void
test_devices (void)
{
  ImageCase   self;
  HrImageTime one, half;

  image_case_init (&self);
  run (&self, &one);
  self.gpu.devices = 2;
  run (&self, &half);
  assert_near (half.compute, 2 * one.compute);
  assert_near (half.traffic, 2 * one.traffic);
}

static void
test_launch (void)
{
  ImageCase   self;
  HrImageTime time;
  double      layers = 47 * pow (10, 0.71) * pow (10, -0.41);

  image_case_init (&self);
  FILL (self.calibration.image_launch_us, 1e5);
  self.workload.image.mode = HR_MODE_INFERENCE;
  self.workload.image.batch = 1;
  run (&self, &time);
  assert_near (time.launch, layers * 0.1);
  g_assert_cmpfloat_with_epsilon (time.step, time.launch, 1e-6); /* launching hides the work */
  g_strlcpy (self.workload.image.framework, "TensorFlow 2", sizeof self.workload.image.framework);
  run (&self, &time);
  assert_near (time.step, time.launch + time.compute + time.traffic);
  self.calibration.image_gate_launches = 2;
  g_strlcpy (self.workload.model_name, "regnety_032", sizeof self.workload.model_name);
  run (&self, &time);
  assert_near (time.launch, 2 * layers * 0.1);
  g_strlcpy (self.workload.model_name, "seresnet50", sizeof self.workload.model_name);
  run (&self, &time);
  assert_near (time.launch, 2 * 53 * 0.1);
}

static void
test_exchange (void)
{
  static const struct
  {
    gboolean peer;
    double   link, pcie, gb_s;
  } cases[] = {
    { FALSE, 0, 20, 5 }, /* crosses PCIe twice, through the host's memory */
    { TRUE, 0, 20, 10 },
    { TRUE, 600, 20, 240 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase   self;
      HrImageTime alone, time;

      image_case_init (&self);
      run (&self, &alone);
      self.input.gpu_count = 4;
      self.input.host.peer_to_peer = cases[i].peer;
      self.input.host.link_gb_s = cases[i].link;
      self.input.host.pcie_gb_s = cases[i].pcie;
      run (&self, &time);
      assert_near (time.exchange, 40e6 * 2 * 3 / 4 / (cases[i].gb_s * 1e9));
      assert_near (time.step, alone.step + time.exchange);
      self.calibration.image_exchange_hidden = 1;
      self.calibration.image_straggle = 0.1;
      run (&self, &time);
      assert_near (time.step, alone.step * 1.1);
      self.workload.image.mode = HR_MODE_INFERENCE;
      run (&self, &time);
      assert_near (time.exchange, 0);
    }
}

/* Launching from Python is as slow as the hosts of the card's time; a graph executor's is not. */
static void
test_host (void)
{
  static const struct
  {
    const char *framework;
    double      factor;
  } cases[] = { { "PyTorch 2.4", 2 },
                { "PyTorch (NGC)", 2 },
                { "TensorFlow 2", 1 },
                { "PyTorch 2.4 torch.compile", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase   self;
      HrImageTime time;
      double      layers = 47 * pow (10, 0.71) * pow (10, -0.41);

      image_case_init (&self);
      FILL (self.calibration.image_launch_us, 1e5);
      self.calibration.image_launch_host[self.gpu.arch] = 2;
      self.workload.image.mode = HR_MODE_INFERENCE;
      g_strlcpy (self.workload.image.framework, cases[i].framework,
                 sizeof self.workload.image.framework);
      run (&self, &time);
      assert_near (time.launch, layers * 0.1 * cases[i].factor);
    }
}

/* Without 16-bit matrix units mixed precision computes as FP32 does, and as well. */
static void
test_no_half (void)
{
  ImageCase   self;
  HrImageTime single, mixed;

  image_case_init (&self);
  self.calibration.image_fp32_compute = 1.5;
  self.gpu.tflops[HR_RATE_FP16] = self.gpu.tflops[HR_RATE_FP16_FP32ACC] = 0;
  self.gpu.tflops[HR_RATE_BF16] = self.gpu.tflops[HR_RATE_TF32] = 0;
  run (&self, &single);
  self.workload.image.precision = HR_PRECISION_AMP;
  run (&self, &mixed);
  assert_near (mixed.compute, single.compute);
}

/* Tensors of 32 bits are not cast nor turned, where convolutions read them. */
static void
test_moves (void)
{
  static const struct
  {
    const char *kind;
    HrPrecision precision;
    double      factor;
  } cases[] = {
    { "convolution", HR_PRECISION_FP32, 0.5 },
    { "convolution", HR_PRECISION_TF32, 0.5 },
    { "convolution", HR_PRECISION_AMP, 1 },
    { "mlp", HR_PRECISION_FP32, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase   self;
      HrImageTime all, time;

      image_case_init (&self);
      g_strlcpy (self.workload.image.kind, cases[i].kind, sizeof self.workload.image.kind);
      self.workload.image.precision = cases[i].precision;
      run (&self, &all);
      self.calibration.image_full_moves = 0.5;
      run (&self, &time);
      assert_near (time.traffic, all.traffic * cases[i].factor);
    }
}

/* ECC of a datacenter card with GDDR takes bandwidth. */
static void
test_ecc (void)
{
  ImageCase   self;
  HrImageTime with, without;

  image_case_init (&self);
  self.calibration.gddr_ecc_factor = 0.8;
  self.gpu.segment = HR_SEGMENT_DATACENTER;
  self.gpu.memory_type = HR_MEMORY_TYPE_GDDR6;
  run (&self, &without);
  self.gpu.ecc = TRUE;
  run (&self, &with);
  assert_near (with.traffic, without.traffic / 0.8);
}

/* TF32 never runs its matrix units above their peak. */
static void
test_matrix_peak (void)
{
  ImageCase   self;
  HrImageTime time;

  image_case_init (&self);
  self.workload.image.precision = HR_PRECISION_TF32;
  self.gpu.tflops[HR_RATE_TF32] = 20;
  FILL (self.calibration.image_compute_efficiency, 0.9);
  self.calibration.image_tf32_compute = 1.5;
  run (&self, &time);
  assert_near (time.compute, 2 * 5e9 * 3 * self.workload.image.batch / 20e12);
}

/* The exchange hides behind the backward pass, whatever holds that up; so larger images never make
 * a step of several cards shorter. */
static void
test_exchange_and_launch (void)
{
  ImageCase self;
  double    before = 0;

  image_case_init (&self);
  FILL (self.calibration.image_launch_us, 1000);
  self.calibration.image_exchange_hidden = 0.8;
  self.input.gpu_count = 4;
  self.input.host.pcie_gb_s = 2;
  for (guint size = 32; size <= 1024; size *= 2)
    {
      HrImageTime time;

      self.workload.image.image_size = size;
      run (&self, &time);
      g_assert_cmpfloat (time.step, >, before);
      before = time.step;
    }
}

/* A batch never makes a step shorter, nor the rate of images lower. */
static void
test_monotonic (void)
{
  ImageCase self;
  double    step = 0, rate = 0;

  image_case_init (&self);
  FILL (self.calibration.image_launch_us, 50);
  for (guint64 batch = 1; batch <= 1 << 20; batch *= 2)
    {
      HrImageTime time;

      self.workload.image.batch = (guint32) batch;
      run (&self, &time);
      g_assert_cmpfloat (time.step, >, step);
      g_assert_cmpfloat (batch / time.step, >, rate);
      step = time.step;
      rate = batch / time.step;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-time/training", test_training);
  g_test_add_func ("/image-time/rates", test_rates);
  g_test_add_func ("/image-time/devices", test_devices);
  g_test_add_func ("/image-time/launch", test_launch);
  g_test_add_func ("/image-time/exchange", test_exchange);
  g_test_add_func ("/image-time/host", test_host);
  g_test_add_func ("/image-time/no-half", test_no_half);
  g_test_add_func ("/image-time/exchange-and-launch", test_exchange_and_launch);
  g_test_add_func ("/image-time/moves", test_moves);
  g_test_add_func ("/image-time/ecc", test_ecc);
  g_test_add_func ("/image-time/matrix-peak", test_matrix_peak);
  g_test_add_func ("/image-time/monotonic", test_monotonic);
  return g_test_run ();
}
