/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

#include <math.h>

#define BENCHMARK_SCENES    3 /* monster, junkshop, classroom: the score is their sum */
#define BENCHMARK_TRIANGLES 5e6
#define TYPICAL_SAMPLES     1024

#define REFERENCE_TFLOPS 20.0

static const char bod[] = "Blender Open Data 4.x medians: score over plain FP32 rate, with and "
                          "without ray-tracing cores";

/**
 * hr_render_score:
 *
 * Tracing in plain code goes with the FP32 rate of one pipe, a little less than in proportion as
 * chips get wider; ray-tracing cores, which OptiX and oneAPI use, take part of it over. A100 and
 * H100 have none, and score as the CUDA backend does on others. Server cards with ECC in GDDR score
 * lower.
 *
 * Returns: the Blender Open Data score of one GPU, samples a minute summed over three scenes.
 */
double
hr_render_score (HrRender *r)
{
  const HrCalibration *cal = r->cal;
  double               tflops = hr_gpu_alu_tflops (r->gpu, cal);
  gboolean             traces = (r->backend == HR_BACKEND_OPTIX || r->backend == HR_BACKEND_ONEAPI)
                    && r->gpu->rt_generation > 0;
  double cores = traces ? cal->render_rt_factor[r->gpu->arch] : 1;
  double server = hr_gpu_has_gddr_ecc (r->gpu) ? cal->render_server_factor : 1;
  double base = cal->render_vendor_score[r->gpu->vendor];
  double score = base * pow (tflops / REFERENCE_TFLOPS, cal->render_width_exponent) * cores
                 * server;

  HR_TRACE (r->trace, "rate.score",
            "score at 20 TFLOP/s × (FP32 rate ÷ 20)^width × ray-tracing cores × server", score,
            HR_UNIT_SCORE, bod, "score at 20 TFLOP/s", base, HR_UNIT_SCORE, "FP32 rate", tflops,
            HR_UNIT_TFLOPS, "width", cal->render_width_exponent, HR_UNIT_NONE, "ray-tracing cores",
            cores, HR_UNIT_RATIO, "server", server, HR_UNIT_RATIO, NULL);
  return score;
}

/* How much heavier a sample is than in the benchmark: the depth of the tree, volumes, and what
 * comes over PCIe. */
static double
heaviness (const HrRender *r)
{
  double triangles = r->work->triangles + r->work->instances;
  double depth = triangles > 0 ? log10 (triangles / BENCHMARK_TRIANGLES) : 0;
  double tree = MAX (1 + r->cal->render_complexity * depth, 0.5);

  if (r->work->volumes_gib > 0)
    tree *= r->cal->render_volume_factor;
  return tree * (1 + r->out_of_core * (r->cal->render_out_of_core_slowdown - 1));
}

static void
trace_stages (const HrRender *r, double frame)
{
  const double *stage = r->estimate->stage_seconds;

  HR_TRACE (r->trace, "stage.compute", "frame ÷ (1 + out of core × (slowdown − 1))",
            stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, "a frame whose scene fits the card", "frame",
            frame, HR_UNIT_SECONDS, "out of core", r->out_of_core, HR_UNIT_RATIO, "slowdown",
            r->cal->render_out_of_core_slowdown, HR_UNIT_RATIO, NULL);
  if (stage[HR_STAGE_PCIE] > 0)
    HR_TRACE (r->trace, "stage.pcie", "frame − compute", stage[HR_STAGE_PCIE], HR_UNIT_SECONDS,
              "what the engine waits for data in host RAM", "frame", frame, HR_UNIT_SECONDS,
              "compute", stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, NULL);
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

/* Blender's scores are published; another engine's are known from one card each. */
static HrBand
score_band (HrRender *r)
{
  const HrCalibration *c = r->cal;
  HrBand               band = hr_band (c->render_score_low, c->render_score_high);

  hr_estimate_rest_on (r->estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ARCHITECTURE,
                       &hr_enum_arch, (int) r->gpu->arch, c->runs_render_arch,
                       c->render_unseen_arch);
  hr_estimate_rest_on (r->estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ENGINE,
                       &hr_enum_render_engine, (int) r->work->engine, c->runs_render_engine,
                       c->render_unseen_engine);
  if (r->estimate->notes & HR_NOTE_UNSUPPORTED)
    hr_band_widen (&band, c->render_unseen_arch);
  return band;
}

/**
 * hr_render_path_tracing:
 *
 * The engine's benchmark score, and the time of the plan's frames from it: several cards share a
 * frame's samples, and the score is quoted for all of them together.
 */
void
hr_render_path_tracing (HrRender *r)
{
  double score = hr_render_score (r) * r->n;
  double samples = r->work->samples > 0 ? r->work->samples : TYPICAL_SAMPLES;
  double per_second = score / BENCHMARK_SCENES / 60, heavy = heaviness (r);
  HrBand band;
  double frame = samples * r->pixels / r->cal->render_scene_pixels * heavy / per_second;

  HR_TRACE (r->trace, "time.frame",
            "samples × pixels ÷ benchmark pixels × heaviness ÷ samples a second", frame,
            HR_UNIT_SECONDS, "the score's own definition: samples a minute of whole frames",
            "samples", samples, HR_UNIT_COUNT, "pixels", r->pixels, HR_UNIT_PIXELS, "heaviness",
            heavy, HR_UNIT_RATIO, "samples a second", per_second, HR_UNIT_RATE, NULL);
  r->estimate->stage_seconds[HR_STAGE_COMPUTE] = frame
                                                 / (1
                                                    + r->out_of_core
                                                          * (r->cal->render_out_of_core_slowdown
                                                             - 1));
  r->estimate->stage_seconds[HR_STAGE_PCIE] = frame - r->estimate->stage_seconds[HR_STAGE_COMPUTE];
  trace_stages (r, frame);
  band = score_band (r);
  hr_render_finish (r, score * r->cal->render_engine_score[r->work->engine],
                    engine_unit (r->work->engine), frame, &band);
}
