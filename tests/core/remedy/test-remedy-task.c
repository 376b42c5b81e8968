/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"
#include "hr-calibration.h"
#include "hr-remedy.h"
#include "hr-task.h"

typedef struct
{
  HrEstimateInput input;
  HrWorkload      workload, settings;
  HrEstimate      estimate;
  HrSettingChange change;
} Case;

static void
init (Case *self, const HrSnapshot *snapshot, HrTask task, const char *gpu)
{
  *self = (Case){ 0 };
  self->input = (HrEstimateInput){ .gpu = hr_snapshot_gpu (snapshot, gpu),
                                   .gpu_count = 1,
                                   .workload = &self->workload,
                                   .calibration = hr_calibration_default () };
  hr_host_default_for (self->input.gpu, 1, &self->input.host);
  hr_task_type (task)->init (&self->workload);
}

static gboolean
apply (Case *self, HrRemedyKind kind)
{
  return hr_remedy_apply (kind, &self->input, &self->settings, &self->estimate, &self->change);
}

/* The largest problem that fits is nearly as large as the cards hold, in each kernel's own size. */
static void
test_problem (void)
{
  static const struct
  {
    HrKernel    kernel;
    const char *key;
    double      atoms, order, cells, rows, nonzeros, points, gib;
  } cases[] = {
    { HR_KERNEL_MOLECULAR_DYNAMICS, "atoms", .atoms = 1e9 },
    { HR_KERNEL_DENSE_LINEAR_ALGEBRA, "matrix_order", .order = 1e6 },
    { HR_KERNEL_LATTICE, "cells", .cells = 1e10 },
    { HR_KERNEL_SPARSE, "rows", .rows = 1e10, .nonzeros = 2e11 },
    { HR_KERNEL_FFT, "points", .points = 1e12 },
    { HR_KERNEL_CUSTOM, "working_set_gib", .gib = 500 },
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrScienceWork *work;
      Case           self;

      init (&self, snapshot, HR_TASK_SCIENTIFIC, "middle");
      work = &self.workload.science;
      work->kernel = cases[i].kernel;
      work->atoms = cases[i].atoms;
      work->matrix_order = cases[i].order;
      work->cells = cases[i].cells;
      work->rows = cases[i].rows;
      work->nonzeros = cases[i].nonzeros;
      work->points = cases[i].points;
      work->working_set_gib = cases[i].gib;
      work->bytes_per_step = cases[i].gib * 1e9;
      g_assert_true (apply (&self, HR_REMEDY_SMALLER_PROBLEM));
      g_assert_cmpstr (self.change.key, ==, cases[i].key);
      g_assert_true (self.change.changes_quality);
      g_assert_cmpint (self.estimate.fit, !=, HR_FIT_EXCEEDS);
      g_assert_cmpfloat (self.estimate.required_gib, >, 0.75 * self.estimate.available_gib);
      if (cases[i].nonzeros > 0)
        g_assert_cmpfloat_with_epsilon (self.settings.science.nonzeros / self.settings.science.rows,
                                        20, 0.01);
      /* What fits needs no smaller one. */
      self.workload = self.settings;
      g_assert_false (apply (&self, HR_REMEDY_SMALLER_PROBLEM));
    }
}

static void
test_precisions (void)
{
  static const struct
  {
    HrKernel    kernel;
    HrPrecision before, after; /* equal = no remedy */
  } cases[] = {
    { HR_KERNEL_FFT, HR_PRECISION_FP64, HR_PRECISION_FP32 },
    { HR_KERNEL_MOLECULAR_DYNAMICS, HR_PRECISION_FP64, HR_PRECISION_MIXED },
    { HR_KERNEL_MOLECULAR_DYNAMICS, HR_PRECISION_MIXED, HR_PRECISION_MIXED },
    { HR_KERNEL_DENSE_LINEAR_ALGEBRA, HR_PRECISION_MIXED, HR_PRECISION_FP32 },
    { HR_KERNEL_SPARSE, HR_PRECISION_FP32, HR_PRECISION_FP32 },
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  Case self;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      init (&self, snapshot, HR_TASK_SCIENTIFIC, "middle");
      self.workload.science.kernel = cases[i].kernel;
      self.workload.science.precision = cases[i].before;
      g_assert_cmpint (apply (&self, HR_REMEDY_LOWER_PRECISION), ==,
                       cases[i].before != cases[i].after);
      g_assert_cmpint (self.settings.science.precision, ==, cases[i].after);
    }
  init (&self, snapshot, HR_TASK_SCIENTIFIC, "middle");
  self.workload.science.kernel = HR_KERNEL_LATTICE;
  g_assert_true (apply (&self, HR_REMEDY_STORAGE_PRECISION));
  g_assert_cmpint (self.settings.science.storage_precision, ==, HR_PRECISION_FP16);
  self.workload = self.settings;
  g_assert_false (apply (&self, HR_REMEDY_STORAGE_PRECISION));
  /* Bytes that the plan gives are not ours to halve. */
  init (&self, snapshot, HR_TASK_SCIENTIFIC, "middle");
  self.workload.science.kernel = HR_KERNEL_LATTICE;
  self.workload.science.bytes_per_cell = 100;
  g_assert_false (apply (&self, HR_REMEDY_STORAGE_PRECISION));
}

static void
test_images (void)
{
  static const struct
  {
    guint32  size, batch;
    gboolean exists;
  } cases[] = { { 224, 1024, TRUE },
                { 224, 1, TRUE },
                { 96, 1024, FALSE },
                { 120, 1024, FALSE },
                { 128, 1024, TRUE } };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case self;

      init (&self, snapshot, HR_TASK_IMAGE_CLASSIFICATION, "small");
      self.workload.image.image_size = cases[i].size;
      self.workload.image.batch = cases[i].batch;
      g_assert_cmpint (apply (&self, HR_REMEDY_SMALLER_IMAGES), ==, cases[i].exists);
      if (!cases[i].exists)
        continue;
      g_assert_cmpuint (self.settings.image.image_size % 32, ==, 0);
      g_assert_cmpuint (self.settings.image.image_size, <, cases[i].size);
      g_assert_cmpuint (self.settings.image.image_size, >=, 96);
    }
}

static void
test_scene (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrRenderWork *work;
  Case          self;

  init (&self, snapshot, HR_TASK_RENDERING, "small");
  work = &self.workload.render;
  work->engine = HR_RENDER_ENGINE_GENERIC;
  work->n_textures = 2;
  work->textures[0] = (HrTextureGroup){ 100, 8192, 4096, 4, 1 };
  work->textures[1] = (HrTextureGroup){ 10, 256, 256, 4, 1 };
  g_assert_true (apply (&self, HR_REMEDY_SMALLER_TEXTURES));
  g_assert_cmpint (self.estimate.fit, !=, HR_FIT_EXCEEDS);
  g_assert_cmpuint (self.settings.render.textures[0].width, ==,
                    2 * self.settings.render.textures[0].height);
  g_assert_cmpfloat (self.change.number, ==, self.settings.render.textures[0].width);
  g_assert_cmpuint (self.settings.render.textures[1].width, ==, 256);

  g_assert_true (apply (&self, HR_REMEDY_OUT_OF_CORE));
  g_assert_cmpint (self.estimate.fit, !=, HR_FIT_EXCEEDS);
  g_assert_true (self.estimate.notes & HR_NOTE_OUT_OF_CORE);
  self.workload.render.mode = HR_RENDER_MODE_REAL_TIME;
  g_assert_false (apply (&self, HR_REMEDY_OUT_OF_CORE));

  init (&self, snapshot, HR_TASK_RENDERING, "small");
  g_assert_true (apply (&self, HR_REMEDY_LOWER_RESOLUTION));
  g_assert_cmpuint (self.settings.render.height, ==, 540);
  self.workload = self.settings;
  g_assert_false (apply (&self, HR_REMEDY_LOWER_RESOLUTION));

  init (&self, snapshot, HR_TASK_RENDERING, "small");
  self.workload.render.triangles = 1e9;
  g_assert_true (apply (&self, HR_REMEDY_FEWER_TRIANGLES));
  g_assert_cmpfloat (self.settings.render.triangles, >=, 1e9 / 17);
  self.workload.render.triangles = 10;
  g_assert_false (apply (&self, HR_REMEDY_FEWER_TRIANGLES));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remedy-task/problem", test_problem);
  g_test_add_func ("/remedy-task/precisions", test_precisions);
  g_test_add_func ("/remedy-task/images", test_images);
  g_test_add_func ("/remedy-task/scene", test_scene);
  return g_test_run ();
}
