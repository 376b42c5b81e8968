/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Nanoseconds of one full estimate on one core: memory, time and host, without a trace. */

#include "hr-calibration.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

#include <time.h>

#define ROUNDS 100000

/* The search makes hundreds of thousands of them within a blink. */
#define MOST_NANOSECONDS 500

static const HrGpu gpu = {
  .id = "bench",
  .name = "Bench",
  .vendor = HR_VENDOR_NVIDIA,
  .arch = HR_ARCH_ADA,
  .form = HR_FORM_PCIE_ACTIVE,
  .memory_type = HR_MEMORY_TYPE_GDDR6X,
  .vram_gib = 24,
  .usable_mib = 24564,
  .devices = 1,
  .bandwidth_gb_s = 1008,
  .tflops = { [HR_RATE_FP32] = 82.6,
              [HR_RATE_TF32] = 82.6,
              [HR_RATE_FP16] = 330,
              [HR_RATE_FP16_FP32ACC] = 165,
              [HR_RATE_BF16] = 165 },
  .pcie_gen = 4,
  .pcie_lanes = 16,
  .tdp_w = 450,
};

/* Time of this thread on a core: what else the machine does is not our cost. */
static double
thread_nanoseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static double
nanoseconds (const HrWorkload *workload, guint gpu_count)
{
  HrEstimateInput input = { .gpu = &gpu,
                            .gpu_count = gpu_count,
                            .workload = workload,
                            .calibration = hr_calibration_default () };
  HrEstimate      estimate;
  double          best = G_MAXDOUBLE, sum = 0;

  hr_host_default_for (&gpu, gpu_count, &input.host);
  for (guint turn = 0; turn < 5; turn++)
    {
      double start = thread_nanoseconds ();

      for (guint i = 0; i < ROUNDS; i++)
        {
          hr_estimate (&input, &estimate, NULL);
          sum += estimate.required_gib;
        }
      best = MIN (best, (thread_nanoseconds () - start) / ROUNDS);
    }
  g_assert_cmpfloat (sum, >, 0);
  return best;
}

static void
bench_task (gconstpointer data)
{
  HrTask     task = GPOINTER_TO_UINT (data);
  HrWorkload workload;
  double     one, four;

  hr_task_type (task)->init (&workload);
  if (task == HR_TASK_NLP_FINE_TUNE)
    workload.nlp.sharding = HR_SHARDING_ZERO3;
  one = nanoseconds (&workload, 1);
  four = nanoseconds (&workload, 4);
  g_test_message ("%s: %.0f ns on one GPU, %.0f ns on four", hr_enum_nick (&hr_enum_task, task),
                  one, four);
  g_test_minimized_result (MAX (one, four), "%s %.0f ns", hr_enum_nick (&hr_enum_task, task),
                           MAX (one, four));
  g_assert_cmpfloat (MAX (one, four), <=, MOST_NANOSECONDS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/estimate/nlp-fine-tune", GUINT_TO_POINTER (HR_TASK_NLP_FINE_TUNE),
                        bench_task);
  g_test_add_data_func ("/estimate/llm-inference", GUINT_TO_POINTER (HR_TASK_LLM_INFERENCE),
                        bench_task);
  return g_test_run ();
}
