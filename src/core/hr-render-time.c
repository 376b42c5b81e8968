/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

#include <math.h>

#define BENCHMARK_SCENES    3        /* monster, junkshop, classroom: the score is their sum */
#define BENCHMARK_TRIANGLES 5e6
#define TYPICAL_SAMPLES     1024

static const char bod[] = "Blender Open Data 4.x medians: score over FP32 rate by generation";

/**
 * hr_render_score:
 *
 * Returns: the Blender Open Data score of one GPU, samples a minute summed over three scenes.
 */
double
hr_render_score (const HrRender *r)
{
  double tflops = r->gpu->tflops[HR_RATE_FP32] / MAX (r->gpu->devices, 1);
  double scale = r->cal->render_score_scale[r->gpu->arch];
  double backend = r->cal->render_backend_factor[r->backend];
  double score = scale * MAX (tflops, 0.1) * backend;

  hr_trace_add (r->trace, "rate.score", "FP32 rate × score per TFLOP/s × backend", score, HR_UNIT_SCORE,
                bod, "FP32 rate", tflops, HR_UNIT_TFLOPS, "score per TFLOP/s", scale, HR_UNIT_NONE,
                "backend", backend, HR_UNIT_RATIO, NULL);
  return score;
}

/* How much heavier a sample is than in the benchmark: the depth of the tree, and what comes over PCIe. */
static double
heaviness (const HrRender *r)
{
  double triangles = r->work->triangles + r->work->instances;
  double depth = triangles > 0 ? log10 (triangles / BENCHMARK_TRIANGLES) : 0;
  double tree = MAX (1 + r->cal->render_complexity * depth, 0.5);

  return tree * (1 + r->out_of_core * (r->cal->render_out_of_core_slowdown - 1));
}

static HrRateUnit
engine_unit (HrRenderEngine engine)
{
  switch (engine)
    {
    case HR_RENDER_ENGINE_OCTANE:
      return HR_RATE_UNIT_OCTANEBENCH;
    case HR_RENDER_ENGINE_V_RAY:
      return HR_RATE_UNIT_VRAY;
    case HR_RENDER_ENGINE_CYCLES:
    case HR_RENDER_ENGINE_GENERIC:
    case HR_N_RENDER_ENGINE:
    default:
      return HR_RATE_UNIT_BLENDER_SCORE;
    }
}

/**
 * hr_render_path_tracing:
 *
 * The engine's benchmark score, and the time of the plan's frames from it: several cards share a frame's
 * samples, and the score is quoted for all of them together.
 */
void
hr_render_path_tracing (HrRender *r)
{
  double score = hr_render_score (r) * r->n;
  double samples = r->work->samples > 0 ? r->work->samples : TYPICAL_SAMPLES;
  double per_second = score / BENCHMARK_SCENES / 60, heavy = heaviness (r);
  double frame = samples * r->pixels / r->cal->render_scene_pixels * heavy / per_second;

  hr_trace_add (r->trace, "time.frame", "samples × pixels ÷ benchmark pixels × heaviness ÷ samples a second",
                frame, HR_UNIT_SECONDS, "the score's own definition: samples a minute of whole frames",
                "samples", samples, HR_UNIT_COUNT, "pixels", r->pixels, HR_UNIT_PIXELS,
                "heaviness", heavy, HR_UNIT_RATIO, "samples a second", per_second, HR_UNIT_RATE, NULL);
  r->estimate->stage_seconds[HR_STAGE_COMPUTE] = frame / (1 + r->out_of_core
                                                 * (r->cal->render_out_of_core_slowdown - 1));
  r->estimate->stage_seconds[HR_STAGE_PCIE] = frame - r->estimate->stage_seconds[HR_STAGE_COMPUTE];
  hr_render_finish (r, score * r->cal->render_engine_score[r->work->engine], engine_unit (r->work->engine),
                    frame, r->cal->render_spread[r->work->engine]);
}
