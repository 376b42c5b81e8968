/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

static HrWorkload
scene (void)
{
  HrWorkload workload;

  hr_task_type (HR_TASK_RENDERING)->init (&workload);
  return workload;
}

/* A million triangles of 100 bytes, a tree twice that, one 4096 × 2048 image of three channels
 * (stored as four) at half precision, 1920 × 1080 pixels of 160 and 140 bytes. */
static void
test_memory (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = scene ();
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  double        pixels = 1920.0 * 1080;
  HrEstimate    e;

  cal.render_triangle_bytes = 100;
  cal.render_structure_ratio = 2;
  cal.render_texture_factor[HR_RENDER_ENGINE_CYCLES] = 1;
  cal.render_pixel_bytes = 160;
  cal.render_denoiser_bytes = 140;
  cal.render_engine_gib[HR_RENDER_ENGINE_CYCLES] = 1;
  cal.render_context_gib[HR_VENDOR_NVIDIA] = 0.5;
  w.render.triangles = 1e6;
  w.render.n_textures = 1;
  w.render.textures[0] = (HrTextureGroup){ 10, 4096, 2048, 3, 2 };
  w.render.volumes_gib = 2;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_sane (&e);
  test_near (test_term (&e, HR_TERM_GEOMETRY), 1e8 / HR_GIB, 1e-12);
  test_near (test_term (&e, HR_TERM_ACCELERATION_STRUCTURE), 2e8 / HR_GIB, 1e-12);
  test_near (test_term (&e, HR_TERM_TEXTURES), 10.0 * 4096 * 2048 * 4 * 2 / HR_GIB, 1e-12);
  test_near (test_term (&e, HR_TERM_VOLUMES), 2, 1e-12);
  test_near (test_term (&e, HR_TERM_FRAME_BUFFERS), pixels * 160 / HR_GIB, 1e-12);
  test_near (test_term (&e, HR_TERM_DENOISER), pixels * 140 / HR_GIB, 1e-12);
  g_assert_cmpint (e.fit, ==, HR_FIT_FITS);
  g_assert_false (e.notes & HR_NOTE_OUT_OF_CORE);

  /* 4 k has four times the buffers and the same scene. */
  w.render.width *= 2;
  w.render.height *= 2;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (test_term (&e, HR_TERM_FRAME_BUFFERS), 4 * pixels * 160 / HR_GIB, 1e-12);
  test_near (test_term (&e, HR_TERM_GEOMETRY), 1e8 / HR_GIB, 1e-12);

  /* Instances cost a node each, not their triangles. */
  w.render.instances = 1e9;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  g_assert_cmpfloat (test_term (&e, HR_TERM_ACCELERATION_STRUCTURE), <, 10);
}

/* Textures may stay in host RAM where the engine can; geometry may not. */
static void
test_out_of_core (void)
{
  HrWorkload w = scene ();
  HrGpu      gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate in, out;

  in = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  w.render.textures[0].count = 800; /* 50 GiB */
  out = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  test_sane (&out);
  g_assert_true (out.notes & HR_NOTE_OUT_OF_CORE);
  g_assert_cmpint (out.fit, !=, HR_FIT_EXCEEDS);
  g_assert_cmpfloat (out.step_seconds, >, 1.5 * in.step_seconds);
  g_assert_cmpfloat (out.host_required_gib, >, in.host_required_gib + 25);

  w.render.engine = HR_RENDER_ENGINE_GENERIC;
  out = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  g_assert_cmpint (out.fit, ==, HR_FIT_EXCEEDS);

  w = scene ();
  w.render.triangles = 1e9;
  out = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  test_sane (&out);
  g_assert_cmpint (out.fit, ==, HR_FIT_EXCEEDS);
}

/* 20 TFLOP/s of one pipe score the base; cores and servers scale it; twice the width 2^0.8. */
static void
test_score (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = scene ();
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate    e;

  cal.render_vendor_score[HR_VENDOR_NVIDIA] = 4000;
  cal.render_rt_factor[HR_ARCH_ADA] = 1.5;
  cal.render_width_exponent = 0.8;
  cal.render_server_factor = 0.75;
  cal.dual_issue[HR_ARCH_ADA] = 2;
  gpu.tflops[HR_RATE_FP32] = 40;
  gpu.rt_generation = 3;
  w.render.backend = HR_BACKEND_OPTIX;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.throughput.value, 6000, 1e-12);
  g_assert_cmpint (e.throughput.unit, ==, HR_RATE_UNIT_BLENDER_SCORE);
  w.render.backend = HR_BACKEND_BEST;
  test_near (test_estimate (&gpu, 1, &w, &cal, NULL).throughput.value, 6000, 1e-12);
  w.render.backend = HR_BACKEND_CUDA;
  test_near (test_estimate (&gpu, 1, &w, &cal, NULL).throughput.value, 4000, 1e-12);
  gpu.tflops[HR_RATE_FP32] = 80;
  test_near (test_estimate (&gpu, 1, &w, &cal, NULL).throughput.value, 4000 * pow (2, 0.8), 1e-12);
  gpu.segment = HR_SEGMENT_DATACENTER;
  gpu.ecc = TRUE;
  test_near (test_estimate (&gpu, 1, &w, &cal, NULL).throughput.value, 3000 * pow (2, 0.8), 1e-12);
}

/* A score of 6000 is 2000 samples a minute of a frame, on the average of three scenes. */
static void
test_frames (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = scene ();
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate    one, two;

  cal.render_vendor_score[HR_VENDOR_NVIDIA] = 6000;
  cal.dual_issue[HR_ARCH_ADA] = 2;
  cal.render_scene_pixels = 2e6;
  gpu.tflops[HR_RATE_FP32] = 40;
  w.render.backend = HR_BACKEND_CUDA;
  w.render.width = 2000;
  w.render.height = 1000;
  w.render.samples = 1000;
  w.render.frames = 10;
  w.render.triangles = 5e6;
  one = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (one.step_seconds, 30, 1e-9);
  test_near (one.seconds, 300, 1e-9);
  two = test_estimate (&gpu, 2, &w, &cal, NULL);
  test_near (two.seconds, 150, 1e-9);
  test_near (two.required_gib, one.required_gib, 1e-12); /* each holds the scene */
}

static void
test_backends (void)
{
  static const struct
  {
    HrVendor       vendor;
    HrRenderEngine engine;
    HrBackend      backend;
    gboolean       runs;
  } cases[] = {
    { HR_VENDOR_NVIDIA, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_OPTIX, TRUE },
    { HR_VENDOR_NVIDIA, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_CUDA, TRUE },
    { HR_VENDOR_NVIDIA, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_HIP, FALSE },
    { HR_VENDOR_AMD, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_HIP, TRUE },
    { HR_VENDOR_AMD, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_BEST, TRUE },
    { HR_VENDOR_AMD, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_OPTIX, FALSE },
    { HR_VENDOR_AMD, HR_RENDER_ENGINE_OCTANE, HR_BACKEND_BEST, FALSE },
    { HR_VENDOR_NVIDIA, HR_RENDER_ENGINE_V_RAY, HR_BACKEND_BEST, TRUE },
    { HR_VENDOR_INTEL, HR_RENDER_ENGINE_CYCLES, HR_BACKEND_ONEAPI, TRUE },
    { HR_VENDOR_INTEL, HR_RENDER_ENGINE_V_RAY, HR_BACKEND_ONEAPI, FALSE },
    { HR_VENDOR_HUAWEI, HR_RENDER_ENGINE_GENERIC, HR_BACKEND_BEST, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrWorkload w = scene ();
      HrGpu      gpu = test_gpu (HR_ARCH_ADA);
      HrEstimate e;

      gpu.vendor = cases[i].vendor;
      w.render.engine = cases[i].engine;
      w.render.backend = cases[i].backend;
      e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
      g_test_message ("case %u", i);
      test_sane (&e);
      g_assert_cmpint (!(e.notes & HR_NOTE_UNSUPPORTED), ==, cases[i].runs);
    }
}

static void
test_real_time (void)
{
  static const struct
  {
    guint32 width, height;
  } cases[] = { { 1920, 1080 }, { 2560, 1440 }, { 3840, 2160 } };
  HrGpu  gpu = test_gpu (HR_ARCH_ADA);
  double last_gib = 0, last_rate = 1e9;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrWorkload w = scene ();
      HrEstimate e, two;

      w.render.mode = HR_RENDER_MODE_REAL_TIME;
      w.render.engine = HR_RENDER_ENGINE_GENERIC;
      w.render.width = cases[i].width;
      w.render.height = cases[i].height;
      e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
      test_sane (&e);
      g_assert_cmpint (e.throughput.unit, ==, HR_RATE_UNIT_FRAMES_S);
      g_assert_cmpfloat (e.required_gib, >, last_gib);
      g_assert_cmpfloat (e.throughput.value, <, last_rate);
      g_assert_cmpfloat (e.throughput.high / e.throughput.low, >,
                         2); /* a wide band, and it says so */
      last_gib = e.required_gib;
      last_rate = e.throughput.value;
      two = test_estimate (&gpu, 2, &w, hr_calibration_default (), NULL);
      g_assert_cmpfloat (two.throughput.value, ==, e.throughput.value);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    HrTextureGroup texture;
    double         triangles;
    guint32        width;
    const char    *path;
  } cases[] = {
    { { 1, 0, 0, 4, 1 }, 1e6, 1920, "$.workload.textures[0].width" },
    { { 1, 4096, 4096, 5, 1 }, 1e6, 1920, "$.workload.textures[0].channels" },
    { { 1, 4096, 4096, 4, 0 }, 1e6, 1920, "$.workload.textures[0].bytes_per_channel" },
    { { NAN, 4096, 4096, 4, 1 }, 1e6, 1920, "$.workload.textures[0].count" },
    { { 1, 4096, 4096, 4, 1 }, -1, 1920, "$.workload.triangles" },
    { { 1, 4096, 4096, 4, 1 }, INFINITY, 1920, "$.workload.triangles" },
    { { 1, 4096, 4096, 4, 1 }, 1e6, 0, "$.workload.resolution[0]" },
    { { 1, 4096, 4096, 4, 1 }, 0, 1920, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrWorkload w = scene ();

      w.render.textures[0] = cases[i].texture;
      w.render.triangles = cases[i].triangles;
      w.render.width = cases[i].width;
      hr_task_type (HR_TASK_RENDERING)->validate (&w, issues);
      if (cases[i].path)
        g_assert_cmpstr (hr_issues_first_error (issues)->path, ==, cases[i].path);
      else
        g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
    }
}

static void
test_everything (void)
{
  for (guint arch = 0; arch < HR_N_ARCH; arch++)
    for (guint engine = 0; engine < HR_N_RENDER_ENGINE; engine++)
      for (guint backend = 0; backend < HR_N_BACKEND; backend++)
        for (guint mode = 0; mode < HR_N_RENDER_MODE; mode++)
          {
            g_autoptr (HrTrace) trace = hr_trace_new ();
            HrWorkload w = scene ();
            HrGpu      gpu = test_gpu ((HrArch) arch);
            HrEstimate e;

            gpu.rt_generation = 2;
            if (engine == 0)
              memset (gpu.tflops, 0, sizeof gpu.tflops);
            w.render.mode = (HrRenderMode) mode;
            w.render.engine = (HrRenderEngine) engine;
            w.render.backend = (HrBackend) backend;
            w.render.triangles = arch % 2 ? 0 : 1e12;
            w.render.n_textures = arch % 3;
            w.render.textures[1] = w.render.textures[0];
            e = test_estimate (&gpu, 1 + arch % 8, &w, hr_calibration_default (), trace);
            test_sane (&e);
            for (guint i = 0; i < e.n_terms; i++)
              {
                g_autofree char *id = g_strconcat (
                    "memory.", hr_enum_nick (&hr_enum_term, (int) e.terms[i].term), NULL);
                const HrTraceTerm *term = hr_trace_find (trace, id);

                g_assert_nonnull (term);
                test_near (term->value, e.terms[i].gib * HR_GIB, 1e-12);
              }
            for (guint i = 0; i < hr_trace_n (trace); i++)
              g_assert_true (isfinite (hr_trace_get (trace, i)->value));
          }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task-rendering/memory", test_memory);
  g_test_add_func ("/task-rendering/out-of-core", test_out_of_core);
  g_test_add_func ("/task-rendering/score", test_score);
  g_test_add_func ("/task-rendering/frames", test_frames);
  g_test_add_func ("/task-rendering/backends", test_backends);
  g_test_add_func ("/task-rendering/real-time", test_real_time);
  g_test_add_func ("/task-rendering/bad", test_bad);
  g_test_add_func ("/task-rendering/everything", test_everything);
  return g_test_run ();
}
