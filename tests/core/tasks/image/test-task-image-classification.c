/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"
#include "hr-run-estimate.h"

static void
test_init (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrWorkload workload;

  hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->init (&workload);
  g_assert_cmpint (workload.task, ==, HR_TASK_IMAGE_CLASSIFICATION);
  g_assert_cmpstr (workload.model, ==, "resnet50");
  hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->validate (&workload, issues);
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
}

static void
test_validate (void)
{
  static const struct
  {
    const char *path;
    gsize       offset;
    gboolean    integer;
    double      value;
  } cases[] = {
#define NUMBER(path, field, value) \
  { "$.workload." path, G_STRUCT_OFFSET (HrImageWork, field), FALSE, value }
#define INTEGER(path, field, value)                                       \
  {                                                                       \
    "$.workload." path, G_STRUCT_OFFSET (HrImageWork, field), TRUE, value \
  }
    NUMBER ("model_complexity.params_m", params_m, 0),
    NUMBER ("model_complexity.params_m", params_m, -5),
    NUMBER ("model_complexity.gmacs", gmacs, 0),
    NUMBER ("model_complexity.gmacs", gmacs, NAN),
    NUMBER ("model_complexity.macts_m", macts_m, INFINITY),
    INTEGER ("model_complexity.image_size", native_size, 7),
    INTEGER ("image_size", image_size, 7),
    INTEGER ("image_size", image_size, 100000),
    INTEGER ("batch", batch, (1 << 20) + 1),
    NUMBER ("dataset_images", dataset_images, 0),
    NUMBER ("epochs", epochs, -1),
    NUMBER ("image_file_kib", image_file_kib, 1e9),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      ImageCase self;
      void     *field;

      g_test_message ("%s %g", cases[i].path, cases[i].value);
      image_case_init (&self);
      field = (char *) &self.workload.image + cases[i].offset;
      if (cases[i].integer)
        *(guint32 *) field = (guint32) cases[i].value;
      else
        *(double *) field = cases[i].value;
      hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->validate (&self.workload, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 1);
      g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, cases[i].path);
    }
}

static void
test_validate_words (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  ImageCase self;

  image_case_init (&self);
  g_strlcpy (self.workload.image.kind, "quantum", sizeof self.workload.image.kind);
  self.workload.image.precision = HR_PRECISION_FP64;
  hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->validate (&self.workload, issues);
  g_assert_cmpuint (hr_issues_n (issues), ==, 2);
  g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, "$.workload.model_complexity.kind");
  g_assert_cmpstr (hr_issues_get (issues, 1)->path, ==, "$.workload.precision");
}

static void
test_edges (void)
{
  static const struct
  {
    guint32 size, batch;
    double  params, gmacs, macts;
  } cases[] = {
    { 8, 1, 1e-3, 1e-4, 1e-3 },
    { 16384, 1 << 20, 1e6, 1e7, 1e7 },
    { 8, 1 << 20, 1e6, 1e-4, 1e7 },
    { 16384, 1, 1e-3, 1e7, 1e-3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * HR_N_IMAGE_KIND; i++)
    {
      ImageCase  self;
      HrEstimate estimate;
      guint      at = i % G_N_ELEMENTS (cases);

      image_case_init (&self);
      g_strlcpy (self.workload.image.kind,
                 hr_enum_nick (&hr_enum_image_kind, (int) (i / G_N_ELEMENTS (cases))),
                 sizeof self.workload.image.kind);
      self.input.calibration = hr_calibration_default ();
      self.workload.image.image_size = cases[at].size;
      self.workload.image.batch = cases[at].batch;
      self.workload.image.params_m = cases[at].params;
      self.workload.image.gmacs = cases[at].gmacs;
      self.workload.image.macts_m = cases[at].macts;
      hr_estimate (&self.input, &estimate, NULL);
      g_assert_true (isfinite (estimate.required_gib) && estimate.required_gib > 0);
      g_assert_true (isfinite (estimate.throughput.value) && estimate.throughput.value > 0);
      g_assert_true (isfinite (estimate.seconds) && estimate.seconds > 0);
      g_assert_true (isfinite (estimate.host_required_gib));
      g_assert_cmpfloat (estimate.throughput.low, <, estimate.throughput.value);
      g_assert_cmpfloat (estimate.throughput.high, >, estimate.throughput.value);
    }
}

/* 1,000,000 images ten times over at 10 images a step. */
static void
test_job (void)
{
  ImageCase  self;
  HrEstimate estimate;

  image_case_init (&self);
  self.workload.image.dataset_images = 1e6;
  self.workload.image.epochs = 10;
  self.input.host.cpu_cores = 1000;
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (estimate.work, 1e7);
  assert_near (estimate.steps, 1e6);
  g_assert_cmpfloat_with_epsilon (estimate.seconds, 1e6 * 0.0702, 1);
  g_assert_cmpfloat_with_epsilon (estimate.throughput.value, 10 / 0.0702, 1e-3);
  g_assert_cmpint (estimate.throughput.unit, ==, HR_RATE_UNIT_IMAGES_S);
  self.workload.image.mode = HR_MODE_INFERENCE; /* one pass, whatever the epochs */
  hr_estimate (&self.input, &estimate, NULL);
  assert_near (estimate.work, 1e6);
}

static void
test_batch_zero (void)
{
  ImageCase  self;
  HrEstimate one, zero;

  image_case_init (&self);
  self.workload.image.batch = 1;
  hr_estimate (&self.input, &one, NULL);
  self.workload.image.batch = 0;
  hr_estimate (&self.input, &zero, NULL);
  assert_near (zero.seconds, one.seconds);
  assert_near (zero.required_gib, one.required_gib);
  assert_near (zero.throughput.value, one.throughput.value);
}

/* A card of two devices is two GPUs to software: twice the images of one that is as fast as each.
 */
static void
test_two_devices (void)
{
  ImageCase  self;
  HrEstimate one, two;

  image_case_init (&self);
  self.workload.image.mode = HR_MODE_INFERENCE;
  hr_estimate (&self.input, &one, NULL);
  self.gpu.devices = 2;
  self.gpu.vram_gib *= 2;
  self.gpu.usable_mib *= 2;
  self.gpu.bandwidth_gb_s *= 2;
  for (guint i = 0; i < HR_N_RATE; i++)
    self.gpu.tflops[i] *= 2;
  hr_estimate (&self.input, &two, NULL);
  assert_near (two.throughput.value, 2 * one.throughput.value);
  assert_near (two.required_gib, one.required_gib);
  assert_near (two.available_gib, one.available_gib);
  assert_near (two.stage_seconds[HR_STAGE_PCIE], 2 * one.stage_seconds[HR_STAGE_PCIE]);
}

static void
test_notes (void)
{
  ImageCase  self;
  HrEstimate sure, unsure;

  image_case_init (&self);
  self.input.calibration = hr_calibration_default ();
  hr_estimate (&self.input, &sure, NULL);
  g_assert_cmpuint (sure.notes, ==, 0);
  self.gpu.arch = HR_ARCH_RDNA4;
  self.workload.image.kind[0] = '\0';
  hr_estimate (&self.input, &unsure, NULL);
  g_assert_cmpuint (unsure.notes, ==, HR_NOTE_EXTRAPOLATED | HR_NOTE_UNKNOWN_KIND);
  g_assert_cmpfloat (unsure.throughput.high / unsure.throughput.value, >,
                     sure.throughput.high / sure.throughput.value);
  g_assert_cmpfloat (unsure.high_gib / unsure.required_gib, >, sure.high_gib / sure.required_gib);
}

static gboolean
collect (const HrWorkload *variant, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, variant->image.precision);
  return TRUE;
}

static void
test_variants (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (HrPrecision));
  ImageCase self;

  image_case_init (&self);
  hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->each_variant (&self.workload, 1, collect, seen);
  g_assert_cmpuint (seen->len, ==, 1);
  self.workload.image.precision = HR_PRECISION_AUTO;
  hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->each_variant (&self.workload, 1, collect, seen);
  g_assert_cmpuint (seen->len, ==, 3);
  g_assert_cmpint (g_array_index (seen, HrPrecision, 1), ==, HR_PRECISION_AMP);
}

/* Every term of the estimate is in the trace, and computes to what the estimate says. */
static void
test_trace (void)
{
  static const char *const ids[] = {
    "memory.weights",
    "memory.master-weights",
    "memory.gradients",
    "memory.optimizer",
    "memory.activations",
    "memory.inputs",
    "memory.workspace",
    "memory.fragmentation",
    "memory.context",
    "time.compute",
    "time.traffic",
    "time.optimizer",
    "time.launch",
    "time.exchange",
    "time.storage",
    "time.host",
    "time.pcie",
    "time.step",
    "host.system",
    "host.application",
    "host.loader-workers",
    "host.pinned-buffers",
    "host.checkpoint-loading",
  };
  g_autoptr (HrTrace) trace = hr_trace_new ();
  ImageCase  self;
  HrEstimate estimate;
  double     sum = 0;

  image_case_init (&self);
  self.workload.image.precision = HR_PRECISION_AMP;
  self.input.gpu_count = 2;
  hr_estimate (&self.input, &estimate, trace);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const HrTraceTerm *term = hr_trace_find (trace, ids[i]);

      g_test_message ("%s", ids[i]);
      g_assert_nonnull (term);
      g_assert_true (isfinite (term->value));
      if (g_str_has_prefix (ids[i], "memory."))
        sum += term->value / HR_GIB;
    }
  assert_near (sum, estimate.required_gib);
  assert_near (hr_trace_find (trace, "time.step")->value, estimate.step_seconds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-classification/init", test_init);
  g_test_add_func ("/image-classification/validate", test_validate);
  g_test_add_func ("/image-classification/validate-words", test_validate_words);
  g_test_add_func ("/image-classification/edges", test_edges);
  g_test_add_func ("/image-classification/job", test_job);
  g_test_add_func ("/image-classification/batch-zero", test_batch_zero);
  g_test_add_func ("/image-classification/two-devices", test_two_devices);
  g_test_add_func ("/image-classification/notes", test_notes);
  g_test_add_func ("/image-classification/variants", test_variants);
  g_test_add_func ("/image-classification/trace", test_trace);
  return g_test_run ();
}
