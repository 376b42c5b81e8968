/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

#include <math.h>

#define OUT_OF_CORE_SHARE \
  0.97 /* of the free memory that engines fill before they turn to the host's */

static const char scene[] = "vertex, index and texture-coordinate layout of current path tracers";

/* Three channels are stored as four. */
static double
texture_bytes (const HrRenderWork *work)
{
  double bytes = 0;

  for (guint i = 0; i < work->n_textures && i < HR_MAX_TEXTURES; i++)
    {
      const HrTextureGroup *t = &work->textures[i];
      double                channels = t->channels == 3 ? 4 : t->channels;

      bytes += t->count * t->width * t->height * channels * t->bytes_per_channel;
    }
  return bytes;
}

static double
geometry_memory (HrRender *r)
{
  const HrCalibration *cal = r->cal;
  const HrRenderWork  *work = r->work;
  double               mesh = work->triangles * cal->render_triangle_bytes;
  double instances = work->instances / cal->render_instance_triangles * cal->render_instance_bytes;
  double structure = mesh * cal->render_structure_ratio + instances;

  hr_estimate_add_term (r->estimate, HR_TERM_GEOMETRY, mesh);
  hr_estimate_add_term (r->estimate, HR_TERM_ACCELERATION_STRUCTURE, structure);
  HR_TRACE (r->trace, "memory.geometry", "triangles × bytes per triangle", mesh, HR_UNIT_BYTES,
            scene, "triangles", work->triangles, HR_UNIT_COUNT, "bytes", cal->render_triangle_bytes,
            HR_UNIT_BYTES, NULL);
  HR_TRACE (r->trace, "memory.acceleration-structure", "mesh × ratio + instances × node", structure,
            HR_UNIT_BYTES, "two to four times the mesh, measured by engines' users", "mesh", mesh,
            HR_UNIT_BYTES, "ratio", cal->render_structure_ratio, HR_UNIT_RATIO, "instances",
            instances, HR_UNIT_BYTES, NULL);
  return mesh + structure;
}

static double
frame_memory (HrRender *r)
{
  const HrCalibration *cal = r->cal;
  gboolean             real_time = r->work->mode == HR_RENDER_MODE_REAL_TIME;
  double buffers = r->pixels * (real_time ? cal->realtime_pixel_bytes : cal->render_pixel_bytes);
  double denoiser = r->pixels
                    * (real_time ? cal->realtime_raytracing_pixel_bytes
                                 : cal->render_denoiser_bytes);
  double engine = (real_time ? cal->realtime_engine_gib : cal->render_engine_gib[r->work->engine])
                  * HR_GIB;
  double context = cal->render_context_gib[r->gpu->vendor] * HR_GIB;

  hr_estimate_add_term (r->estimate, HR_TERM_FRAME_BUFFERS, buffers);
  hr_estimate_add_term (r->estimate, HR_TERM_DENOISER, denoiser);
  hr_estimate_add_term (r->estimate, HR_TERM_ENGINE, engine);
  hr_estimate_add_term (r->estimate, HR_TERM_CONTEXT, context);
  HR_TRACE (r->trace, "memory.frame-buffers", "pixels × bytes of the passes", buffers,
            HR_UNIT_BYTES, "passes that engines keep", "pixels", r->pixels, HR_UNIT_PIXELS, NULL);
  HR_TRACE (r->trace, "memory.denoiser", "pixels × bytes", denoiser, HR_UNIT_BYTES,
            "denoisers' full-frame buffers", "pixels", r->pixels, HR_UNIT_PIXELS, NULL);
  HR_TRACE (r->trace, "memory.engine", "path states and kernels", engine, HR_UNIT_BYTES,
            "device memory with an empty scene", NULL);
  HR_TRACE (r->trace, "memory.context", "what a process takes before its data", context,
            HR_UNIT_BYTES, "device memory before a scene is loaded", NULL);
  return buffers + denoiser + engine + context;
}

/* The application holds the scene once more, as the artist edits it. */
static void
host_memory (HrRender *r, double scene_bytes)
{
  double copies = r->work->mode == HR_RENDER_MODE_REAL_TIME ? 1 : 2;
  double application = 2 * HR_GIB + copies * scene_bytes;

  hr_estimate_add_host_term (r->estimate, HR_TERM_SYSTEM, 4 * HR_GIB);
  HR_TRACE (r->trace, "host.system", "constant", 4 * HR_GIB, HR_UNIT_BYTES, "a desktop at rest",
            NULL);
  hr_estimate_add_host_term (r->estimate, HR_TERM_APPLICATION, application);
  HR_TRACE (r->trace, "host.application", "2 GiB + copies × scene", application, HR_UNIT_BYTES,
            "the application holds the scene as the artist edits it", "copies", copies,
            HR_UNIT_COUNT, "scene", scene_bytes, HR_UNIT_BYTES, NULL);
  hr_estimate_finish_host (r->estimate, r->input, r->trace);
}

/**
 * hr_render_memory:
 *
 * The scene is held whole on every GPU. Textures and volumes that do not fit stay in host RAM,
 * where the engine can do that; geometry and its acceleration structure must fit.
 */
void
hr_render_memory (HrRender *r)
{
  const HrRenderWork *work = r->work;
  gboolean            real_time = work->mode == HR_RENDER_MODE_REAL_TIME;
  double              factor = real_time ? r->cal->realtime_texture_factor
                                         : r->cal->render_texture_factor[work->engine];
  double textures = texture_bytes (work) * factor, volumes = work->volumes_gib * HR_GIB;
  double fixed = geometry_memory (r) + frame_memory (r);
  double room = MAX (hr_gpu_usable_gib (r->gpu) * HR_GIB - fixed, 0), movable = textures + volumes;
  double band = real_time ? r->cal->realtime_band : r->cal->render_memory_band;

  r->out_of_core = 0;
  if (movable > room && room > 0 && work->engine != HR_RENDER_ENGINE_GENERIC && !real_time)
    {
      room *= OUT_OF_CORE_SHARE;
      r->out_of_core = 1 - room / movable;
      r->estimate->notes |= HR_NOTE_OUT_OF_CORE;
      hr_estimate_add_host_term (r->estimate, HR_TERM_OFFLOADED, movable - room);
      HR_TRACE (r->trace, "host.offloaded-states", "textures + volumes − room", movable - room,
                HR_UNIT_BYTES, "what the engine leaves in host RAM", "textures", textures,
                HR_UNIT_BYTES, "volumes", volumes, HR_UNIT_BYTES, "room", room, HR_UNIT_BYTES,
                NULL);
    }
  hr_estimate_add_term (r->estimate, HR_TERM_TEXTURES, textures * (1 - r->out_of_core));
  hr_estimate_add_term (r->estimate, HR_TERM_VOLUMES, volumes * (1 - r->out_of_core));
  HR_TRACE (r->trace, "memory.textures", "count × width × height × channels × bytes × mip levels",
            textures * (1 - r->out_of_core), HR_UNIT_BYTES, scene, "all", textures, HR_UNIT_BYTES,
            "mip and compression", factor, HR_UNIT_RATIO, "left in host RAM", r->out_of_core,
            HR_UNIT_RATIO, NULL);
  HR_TRACE (r->trace, "memory.volumes", "as given, less what is left in host RAM",
            volumes * (1 - r->out_of_core), HR_UNIT_BYTES, "the plan", "all", volumes,
            HR_UNIT_BYTES, NULL);
  hr_estimate_rest_on (r->estimate, &(HrBand){ 0 }, HR_QUANTITY_MEMORY, HR_BASIS_ENGINE,
                       &hr_enum_render_engine, (int) work->engine, r->cal->runs_render_memory, 0);
  hr_estimate_set_band (r->estimate, 1 / band, band, r->trace);
  hr_estimate_finish_fit (r->estimate, r->input, r->trace);
  host_memory (r, fixed + movable);
}
