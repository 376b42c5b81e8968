/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

#include <math.h>

static void
rendering_init (HrWorkload *workload)
{
  *workload = (HrWorkload){ .task = HR_TASK_RENDERING };
  workload->render = (HrRenderWork){
    .mode = HR_RENDER_MODE_PATH_TRACING,
    .engine = HR_RENDER_ENGINE_CYCLES,
    .backend = HR_BACKEND_BEST,
    .triangles = 5e6,
    .n_textures = 1,
    .textures = { { 40, 4096, 4096, 4, 1 } },
    .width = 1920,
    .height = 1080,
    .samples = 1024,
    .frames = 250, /* 10 s at 25 a second */
  };
}

static void
rendering_validate (const HrWorkload *workload, HrIssues *issues)
{
  const HrRenderWork *work = &workload->render;

  hr_issues_add_range (issues, "$.workload.triangles", work->triangles, 0, 1e12);
  hr_issues_add_range (issues, "$.workload.instances", work->instances, 0, 1e15);
  hr_issues_add_range (issues, "$.workload.volumes_gib", work->volumes_gib, 0, 1e6);
  hr_issues_add_range (issues, "$.workload.samples", work->samples, 0, 1e9);
  hr_issues_add_range (issues, "$.workload.frames", work->frames, 0, 1e9);
  hr_issues_add_range (issues, "$.workload.resolution[0]", work->width, 1, 262144);
  hr_issues_add_range (issues, "$.workload.resolution[1]", work->height, 1, 262144);
  for (guint i = 0; i < work->n_textures && i < HR_MAX_TEXTURES; i++)
    {
      const HrTextureGroup *t = &work->textures[i];
      const struct
      {
        const char *key;
        double      value, min, max;
      } ranges[] = {
        { "count", t->count, 0, 1e9 },
        { "width", t->width, 1, 262144 },
        { "height", t->height, 1, 262144 },
        { "channels", t->channels, 1, 4 },
        { "bytes_per_channel", t->bytes_per_channel, 1, 8 },
      };

      for (guint j = 0; j < G_N_ELEMENTS (ranges); j++)
        {
          g_autofree char *path = g_strdup_printf ("$.workload.textures[%u].%s", i, ranges[j].key);

          hr_issues_add_range (issues, path, ranges[j].value, ranges[j].min, ranges[j].max);
        }
    }
}

/**
 * hr_render_finish:
 * @value: rate of all cards together
 * @seconds_per_frame: with all cards
 * @band: of the rate
 */
void
hr_render_finish (
    HrRender *r, double value, HrRateUnit unit, double seconds_per_frame, const HrBand *band)
{
  HrEstimate *e = r->estimate;

  e->throughput = (HrThroughput){ .value = value, .unit = unit };
  hr_band_set_rate (band, &e->throughput);
  e->step_seconds = seconds_per_frame;
  e->steps = r->work->frames > 0 ? r->work->frames : 1;
  HR_TRACE (r->trace, "time.step", "one frame", seconds_per_frame, HR_UNIT_SECONDS,
            "the stages of a frame follow one another", NULL);
  hr_estimate_set_time (e, e->step_seconds * e->steps, "frames × frame", hr_band_low (band),
                        hr_band_high (band), r->trace);
  e->work = value * e->seconds;
  e->bound_by = HR_STAGE_COMPUTE;
  for (guint i = 0; i < HR_N_STAGE; i++)
    if (e->stage_seconds[i] > e->stage_seconds[e->bound_by])
      e->bound_by = (HrStage) i;
  e->gpu_load = 0.85;
  HR_TRACE (r->trace, "time.load", "constant", e->gpu_load, HR_UNIT_RATIO,
            "an assumption: a card that renders draws nearly all", NULL);
  hr_estimate_trace_rate (r->trace, "throughput.rate",
                          r->work->mode == HR_RENDER_MODE_REAL_TIME ? "1 ÷ frame" : "score × GPUs",
                          &e->throughput, "all cards together");
}

static void
rendering_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  const HrRenderWork *work = &input->workload->render;
  gboolean            runs;
  HrRender            r = {
               .input = input,
               .work = work,
               .cal = input->calibration,
               .estimate = estimate,
               .trace = trace,
               .gpu = input->gpu,
               .n = MAX (input->gpu_count, 1) * MAX (input->gpu->devices, 1),
               .backend = hr_render_backend (input->gpu, work->engine, work->backend, &runs),
               .pixels = (double) work->width * work->height,
  };

  if (!runs)
    estimate->notes |= HR_NOTE_UNSUPPORTED;
  if (work->triangles <= 0 && work->n_textures == 0)
    estimate->notes |= HR_NOTE_SAME_SIZE;
  hr_render_memory (&r);
  if (work->mode == HR_RENDER_MODE_REAL_TIME)
    hr_render_real_time (&r);
  else
    hr_render_path_tracing (&r);
}

const HrTaskType hr_task_rendering = {
  .task = HR_TASK_RENDERING,
  .init = rendering_init,
  .validate = rendering_validate,
  .estimate = rendering_estimate,
  /* A renderer builds the scene in RAM, beside the program that made it, before a copy goes to the
   * cards: makers of such workstations advise twice the GPU memory (Puget Systems, hardware
   * recommendations for OctaneRender and Redshift). */
  .ram_per_vram = 2,
  .software = hr_render_software,
};
