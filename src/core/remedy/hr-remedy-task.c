/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-remedy.h"

#include <math.h>

#include "hr-task.h"
#include "hr-run-estimate.h"

/* Networks halve an image five times, so sizes go in steps of 2^5 pixels a side. */
#define IMAGE_STEP     32
#define IMAGE_SMALLEST 96
/* Below these a picture shows it: textures, frames a side, and a mesh. */
#define TEXTURE_SMALLEST 256
#define FRAME_SMALLEST   480
#define TRIANGLES_SHARE  16 /* of which a mesh is thinned to one at most */

const HrRemedyKind hr_task_remedies[] = {
  HR_REMEDY_OTHER_BACKEND,     HR_REMEDY_LESS_OFFLOAD,     HR_REMEDY_OUT_OF_CORE,
  HR_REMEDY_STORAGE_PRECISION, HR_REMEDY_LOWER_PRECISION,  HR_REMEDY_SMALLER_IMAGES,
  HR_REMEDY_SMALLER_TEXTURES,  HR_REMEDY_LOWER_RESOLUTION, HR_REMEDY_FEWER_TRIANGLES,
  HR_REMEDY_SMALLER_PROBLEM,
};
const guint hr_n_task_remedies = G_N_ELEMENTS (hr_task_remedies);

static gboolean
fits (const HrEstimateInput *input, const HrWorkload *settings, HrEstimate *estimate)
{
  HrEstimateInput with = *input;

  with.workload = settings;
  hr_estimate (&with, estimate, NULL);
  return hr_estimate_is_likely (estimate);
}

/* What is tight is to fit beyond doubt; what exceeds, to fit at all. */
static HrFit
target_of (const HrEstimateInput *input, const HrWorkload *settings)
{
  HrEstimate estimate;

  return fits (input, settings, &estimate) && estimate.fit == HR_FIT_TIGHT
                 && !(estimate.notes & HR_NOTE_OUT_OF_CORE)
             ? HR_FIT_FITS
             : HR_FIT_TIGHT;
}

/* On the card, all of it. */
static gboolean
reaches (const HrEstimateInput *input, const HrWorkload *settings, HrFit target)
{
  HrEstimate estimate;

  return fits (input, settings, &estimate) && estimate.fit <= target
         && !(estimate.notes & HR_NOTE_OUT_OF_CORE);
}

static void
set_number (HrSettingChange *change, const char *key, double number)
{
  *change = (HrSettingChange){ .key = key, .number = number, .changes_quality = TRUE };
}

static gboolean
apply_images (const HrEstimateInput *input, HrWorkload *w, HrSettingChange *change)
{
  guint32 smallest = MAX (IMAGE_SMALLEST, w->image.image_size / 2);
  HrFit   target = target_of (input, w);

  if (w->image.image_size < smallest + IMAGE_STEP)
    return FALSE;
  do
    w->image.image_size = (w->image.image_size - 1) / IMAGE_STEP * IMAGE_STEP;
  while (!reaches (input, w, target) && w->image.image_size >= smallest + IMAGE_STEP);
  set_number (change, "image_size", w->image.image_size);
  return TRUE;
}

/* A lattice can keep its populations in half precision and compute in single. */
static gboolean
apply_storage (HrWorkload *w, HrSettingChange *change)
{
  HrScienceWork *work = &w->science;

  if (work->kernel != HR_KERNEL_LATTICE || work->bytes_per_cell > 0
      || work->storage_precision == HR_PRECISION_FP16
      || work->storage_precision == HR_PRECISION_BF16
      || (work->storage_precision == HR_PRECISION_AUTO && work->precision == HR_PRECISION_FP16))
    return FALSE;
  work->storage_precision = HR_PRECISION_FP16;
  *change = (HrSettingChange){ .key = "storage_precision",
                               .nick = hr_enum_nick (&hr_enum_precision, HR_PRECISION_FP16),
                               .changes_quality = TRUE };
  return TRUE;
}

/* Molecular dynamics adds up forces in FP64 and keeps the rest in FP32: "mixed". */
static gboolean
apply_lower (HrWorkload *w, HrSettingChange *change)
{
  gboolean is_md = w->science.kernel == HR_KERNEL_MOLECULAR_DYNAMICS;

  if (w->science.precision != HR_PRECISION_FP64
      && !(w->science.precision == HR_PRECISION_MIXED
           && w->science.kernel == HR_KERNEL_DENSE_LINEAR_ALGEBRA))
    return FALSE;
  w->science.precision = is_md ? HR_PRECISION_MIXED : HR_PRECISION_FP32;
  *change = (HrSettingChange){
    .key = "precision",
    .nick = hr_enum_nick (&hr_enum_precision, (int) w->science.precision),
    .changes_quality = TRUE,
  };
  return TRUE;
}

/* Two digits are enough of a size that nobody measured, and never more than fits. */
static double
round_down (double size)
{
  double unit = pow (10, floor (log10 (size)) - 1);

  return unit > 1 ? floor (size / unit) * unit : floor (size);
}

/* Where a problem keeps its size, and its share of what else goes with it. */
static const char *
set_size (HrScienceWork *work, HrSize unit, double size)
{
  double share;

  switch (unit)
    {
    case HR_SIZE_ATOMS:
      work->atoms = size;
      return "atoms";
    case HR_SIZE_ORDER:
      work->matrix_order = size;
      return "matrix_order";
    case HR_SIZE_CELLS:
      work->cells = size;
      return "cells";
    case HR_SIZE_ROWS:
      share = work->rows > 0 ? size / work->rows : 0;
      work->nonzeros = floor (work->nonzeros * share);
      work->rows = size;
      return "rows";
    case HR_SIZE_POINTS:
      work->points = size;
      return "points";
    case HR_SIZE_GIB:
      share = work->working_set_gib > 0 ? size / work->working_set_gib : 1;
      work->flops_per_step *= share;
      work->bytes_per_step *= share;
      work->working_set_gib = size;
      return "working_set_gib";
    case HR_SIZE_NONE:
    default:
      return NULL;
    }
}

/* The largest problem of the kind that these cards hold: a coarser grid, a smaller box. */
static gboolean
apply_problem (const HrEstimateInput *input, HrWorkload *w, HrSettingChange *change)
{
  const HrWorkload original = *w;
  const char      *key;
  HrEstimate       estimate;
  double           size;

  if (fits (input, w, &estimate) || (estimate.notes & HR_NOTE_SAME_SIZE)
      || !(estimate.largest_size > 0))
    return FALSE;
  size = estimate.size_unit == HR_SIZE_GIB ? floor (estimate.largest_size * 10) / 10
                                           : round_down (estimate.largest_size);
  for (guint i = 0; i < 40 && size >= 0.1; i++)
    {
      *w = original;
      key = set_size (&w->science, estimate.size_unit, size);
      if (key == NULL)
        return FALSE;
      set_number (change, key, size);
      if (fits (input, w, &estimate))
        return TRUE;
      size = size >= 100 ? floor (size * 0.95) : size * 0.95;
    }
  return FALSE;
}

static gboolean
apply_backend (HrWorkload *w, HrSettingChange *change)
{
  if (w->render.backend == HR_BACKEND_BEST)
    return FALSE;
  w->render.backend = HR_BACKEND_BEST;
  *change = (HrSettingChange){ .key = "backend",
                               .nick = hr_enum_nick (&hr_enum_backend, HR_BACKEND_BEST) };
  return TRUE;
}

/* An engine that leaves textures and volumes in the host's RAM until a ray asks for them. */
static gboolean
apply_out_of_core (HrWorkload *w, HrSettingChange *change)
{
  if (w->render.mode != HR_RENDER_MODE_PATH_TRACING || w->render.engine != HR_RENDER_ENGINE_GENERIC)
    return FALSE;
  w->render.engine = HR_RENDER_ENGINE_CYCLES;
  *change = (HrSettingChange){
    .key = "engine",
    .nick = hr_enum_nick (&hr_enum_render_engine, HR_RENDER_ENGINE_CYCLES),
  };
  return TRUE;
}

/* Half, a quarter, … of each side, until everything is on the card. */
static gboolean
apply_textures (const HrEstimateInput *input, HrWorkload *w, HrSettingChange *change)
{
  HrRenderWork *work = &w->render;
  guint32       largest = 0;
  HrFit         target = target_of (input, w);

  for (guint i = 0; i < work->n_textures; i++)
    largest = MAX (largest, MAX (work->textures[i].width, work->textures[i].height));
  if (largest < 2 * TEXTURE_SMALLEST)
    return FALSE;
  do
    {
      for (guint i = 0; i < work->n_textures; i++)
        if (work->textures[i].width >= largest || work->textures[i].height >= largest)
          {
            work->textures[i].width = MAX (work->textures[i].width / 2, 1);
            work->textures[i].height = MAX (work->textures[i].height / 2, 1);
          }
      largest /= 2;
    }
  while (!reaches (input, w, target) && largest >= 2 * TEXTURE_SMALLEST);
  set_number (change, "textures", largest);
  return TRUE;
}

static gboolean
apply_resolution (const HrEstimateInput *input, HrWorkload *w, HrSettingChange *change)
{
  HrRenderWork *work = &w->render;
  HrFit         target = target_of (input, w);

  if (MIN (work->width, work->height) < 2 * FRAME_SMALLEST)
    return FALSE;
  do
    {
      work->width /= 2;
      work->height /= 2;
    }
  while (!reaches (input, w, target) && MIN (work->width, work->height) >= 2 * FRAME_SMALLEST);
  set_number (change, "resolution", work->height);
  return TRUE;
}

static gboolean
apply_triangles (const HrEstimateInput *input, HrWorkload *w, HrSettingChange *change)
{
  HrRenderWork *work = &w->render;
  double        least = work->triangles / TRIANGLES_SHARE;
  HrFit         target = target_of (input, w);

  if (work->triangles < 1000)
    return FALSE;
  do
    work->triangles = round_down (work->triangles / 2);
  while (!reaches (input, w, target) && work->triangles >= 2 * least);
  set_number (change, "triangles", work->triangles);
  return TRUE;
}

static gboolean
apply_rendering (HrRemedyKind           kind,
                 const HrEstimateInput *input,
                 HrWorkload            *settings,
                 HrSettingChange       *change)
{
  switch ((int) kind)
    {
    case HR_REMEDY_OTHER_BACKEND:
      return apply_backend (settings, change);
    case HR_REMEDY_OUT_OF_CORE:
      return apply_out_of_core (settings, change);
    case HR_REMEDY_SMALLER_TEXTURES:
      return apply_textures (input, settings, change);
    case HR_REMEDY_LOWER_RESOLUTION:
      return apply_resolution (input, settings, change);
    case HR_REMEDY_FEWER_TRIANGLES:
      return apply_triangles (input, settings, change);
    default:
      return FALSE;
    }
}

static gboolean
apply_science (HrRemedyKind           kind,
               const HrEstimateInput *input,
               HrWorkload            *settings,
               HrSettingChange       *change)
{
  switch ((int) kind)
    {
    case HR_REMEDY_STORAGE_PRECISION:
      return apply_storage (settings, change);
    case HR_REMEDY_LOWER_PRECISION:
      return apply_lower (settings, change);
    case HR_REMEDY_SMALLER_PROBLEM:
      return apply_problem (input, settings, change);
    default:
      return FALSE;
    }
}

/**
 * hr_remedy_apply_task:
 * @kind: a remedy of image classification, science or rendering
 * @input: the hardware and the settings as they are
 * @settings: (inout): those settings; with the remedy
 * @change: (out): what was changed
 *
 * Returns: whether the remedy exists for this work and is not in use already.
 */
gboolean
hr_remedy_apply_task (HrRemedyKind           kind,
                      const HrEstimateInput *input,
                      HrWorkload            *settings,
                      HrSettingChange       *change)
{
  switch ((int) settings->task)
    {
    case HR_TASK_IMAGE_CLASSIFICATION:
      return kind == HR_REMEDY_SMALLER_IMAGES && apply_images (input, settings, change);
    case HR_TASK_SCIENTIFIC:
      return apply_science (kind, input, settings, change);
    case HR_TASK_RENDERING:
      return apply_rendering (kind, input, settings, change);
    default:
      return FALSE;
    }
}
