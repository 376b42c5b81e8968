/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"
#include "hr-run-estimate.h"

static double
host_term (const HrEstimate *estimate, HrTerm term)
{
  for (guint i = 0; i < estimate->n_host_terms; i++)
    if (estimate->host_terms[i].term == term)
      return estimate->host_terms[i].gib;
  return 0;
}

static void
prepare (ImageCase *self)
{
  image_case_init (self);
  self->workload.image.image_file_kib = 100;
  self->workload.image.dataset_images = 1e6;
  self->workload.image.epochs = 10;
  self->input.host.cpu_cores = 8;
  self->input.host.storage_gb_s = 5;
  self->input.host.pcie_gb_s = 25;
}

static void
test_stages (void)
{
  ImageCase  self;
  HrEstimate estimate;
  double     image = 224 * 224 * 3 * 4.0;

  prepare (&self);
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (estimate.stage_seconds[HR_STAGE_STORAGE], 10 * 102400 / 5e9);
  assert_near (estimate.stage_seconds[HR_STAGE_HOST], 10 * (2e-3 + 20e-3 * 224 * 224 * 1e-6) / 8);
  assert_near (estimate.stage_seconds[HR_STAGE_PCIE], 10 * image / 25e9);
  /* Two GPUs share the host's storage and cores, not their own PCIe lanes. */
  self.input.gpu_count = 2;
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (estimate.stage_seconds[HR_STAGE_STORAGE], 20 * 102400 / 5e9);
  assert_near (estimate.stage_seconds[HR_STAGE_PCIE], 10 * image / 25e9);
}

static void
test_page_cache (void)
{
  ImageCase  self;
  HrEstimate estimate;

  prepare (&self);
  self.input.host.ram_gib = 64; /* less than the 95 GiB of the data set */
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (estimate.stage_seconds[HR_STAGE_STORAGE], 10 * 102400 / 5e9);
  self.input.host.ram_gib = 256;
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (estimate.stage_seconds[HR_STAGE_STORAGE], 10 * 102400 / 5e9 / 10);
}

static void
test_starved (void)
{
  ImageCase  self;
  HrEstimate fed, starved;

  prepare (&self);
  hr_estimate (&self.input, &fed, NULL);
  g_assert_false (fed.notes & HR_NOTE_STARVED);
  self.input.host.cpu_cores = 1;
  self.workload.image.image_file_kib = 1000;
  hr_estimate (&self.input, &starved, NULL);
  g_assert_true (starved.notes & HR_NOTE_STARVED);
  g_assert_cmpint (starved.bound_by, ==, HR_STAGE_HOST);
  assert_near (starved.step_seconds, starved.stage_seconds[HR_STAGE_HOST]);
  assert_near (starved.throughput.value, fed.throughput.value); /* what the GPU could do */
  g_assert_cmpfloat (starved.seconds, >, fed.seconds);
  g_assert_cmpfloat (starved.gpu_load, <, fed.gpu_load);
}

static void
test_host_memory (void)
{
  ImageCase  self;
  HrEstimate estimate;
  double     batch = 10 * 224 * 224 * 3 * 4.0 / HR_GIB;

  prepare (&self);
  self.input.gpu_count = 2;
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (host_term (&estimate, HR_TERM_SYSTEM), 3);
  assert_near (host_term (&estimate, HR_TERM_APPLICATION), 4);
  assert_near (host_term (&estimate, HR_TERM_LOADER_WORKERS), 8 * (0.5 + 2 * batch));
  assert_near (host_term (&estimate, HR_TERM_PINNED), 4 * batch);
  assert_near (host_term (&estimate, HR_TERM_CHECKPOINT_LOADING), 2 * 40e6 / HR_GIB);
  assert_near (estimate.host_required_gib,
               3 + 4 + 8 * (0.5 + 2 * batch) + 4 * batch + 80e6 / HR_GIB);
  g_assert_cmpfloat (estimate.host_recommended_gib, >=, estimate.host_required_gib);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-input/stages", test_stages);
  g_test_add_func ("/image-input/page-cache", test_page_cache);
  g_test_add_func ("/image-input/starved", test_starved);
  g_test_add_func ("/image-input/host-memory", test_host_memory);
  return g_test_run ();
}
