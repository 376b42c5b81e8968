/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-estimate.h"
#include "hr-model-shape.h"
#include "hr-run-estimate.h"
#include "hr-task.h"

/* Steps in which a model grows, of its own size. */
#define MODEL_STEPS 64
#define MAX_TOKENS  (1u << 24)
#define MAX_MODEL   (64u * MODEL_STEPS)
/* Networks halve an image five times: sizes in steps of 2^5 pixels a side. */
#define IMAGE_STEP 32
#define MAX_IMAGE  (16384u / IMAGE_STEP)
/* A mesh grows in thousands of triangles. */
#define TRIANGLE_STEP 1000.0
#define MAX_TRIANGLES (1u << 31)

typedef void (*SetSize) (HrWorkload *workload, const HrWorkload *original, guint32 size);

static gboolean
fits (const HrEstimateInput *input, SetSize set, guint32 size)
{
  HrWorkload      workload = *input->workload;
  HrEstimateInput with = *input;
  HrEstimate      estimate;

  with.workload = &workload;
  hr_task_keep_on_cards (&workload);
  set (&workload, input->workload, size);
  hr_estimate (&with, &estimate, NULL);
  return hr_estimate_is_likely (&estimate);
}

/* Memory grows with each of these sizes: doubled until it does not fit, then bisected. 0 = not
 * even 1. */
static guint32
search (const HrEstimateInput *input, SetSize set, guint32 most)
{
  guint32 good = 0, bad = 1;

  while (bad <= most && fits (input, set, bad))
    {
      good = bad;
      bad = good < most ? MIN (good * 2, most) : most + 1;
    }
  while (bad - good > 1)
    {
      guint32 middle = good + (bad - good) / 2;

      if (fits (input, set, middle))
        good = middle;
      else
        bad = middle;
    }
  return good;
}

static void
set_tokens (HrWorkload *workload, const HrWorkload *original, guint32 tokens)
{
  (void) original;
  if (workload->task == HR_TASK_NLP_FINE_TUNE)
    workload->nlp.sequence_length = tokens;
  else
    workload->llm.context_length = tokens;
}

static void
set_image (HrWorkload *workload, const HrWorkload *original, guint32 steps)
{
  (void) original;
  workload->image.image_size = steps * IMAGE_STEP;
}

static void
set_triangles (HrWorkload *workload, const HrWorkload *original, guint32 thousands)
{
  (void) original;
  workload->render.triangles = thousands * TRIANGLE_STEP;
}

static guint32
scaled (guint32 value, guint32 steps)
{
  return value ? (guint32) MAX (1, round ((double) value * steps / MODEL_STEPS)) : 0;
}

/* A model of the same proportions: width, depth and MLP grow alike, a head keeps its size. */
static void
scale_shape (HrModelShape *shape, guint32 steps)
{
  guint32 kv_heads = shape->kv_heads ? shape->kv_heads : shape->heads;
  guint32 group = MAX (shape->heads / MAX (kv_heads, 1), 1);

  if (shape->head_dim == 0)
    shape->head_dim = shape->hidden / MAX (shape->heads, 1);
  shape->kv_heads = scaled (kv_heads, steps);
  shape->heads = shape->kv_heads * group;
  shape->hidden = scaled (shape->hidden, steps);
  shape->layers = scaled (shape->layers, steps);
  shape->decoder_layers = scaled (shape->decoder_layers, steps);
  shape->intermediate = scaled (shape->intermediate, steps);
  shape->moe_intermediate = scaled (shape->moe_intermediate, steps);
  shape->shared_intermediate = scaled (shape->shared_intermediate, steps);
  hr_model_shape_scale (shape, (double) steps / MODEL_STEPS);
  shape->params_b = 0;
}

static HrModelShape *
shape_of (HrWorkload *workload)
{
  return workload->task == HR_TASK_NLP_FINE_TUNE ? &workload->nlp.shape : &workload->llm.shape;
}

static void
set_model (HrWorkload *workload, const HrWorkload *original, guint32 steps)
{
  (void) original;
  scale_shape (shape_of (workload), steps);
}

/* What is asked of one concrete choice of settings; the best of all of them counts. */
typedef struct
{
  HrEstimateInput input;
  HrEstimate     *estimate;
  gboolean        batch_is_auto;
} Largest;

static void
raise_to (guint32 *largest, guint32 candidate)
{
  *largest = MAX (*largest, candidate);
}

static void
raise_model (const Largest *self)
{
  HrWorkload  workload = *self->input.workload;
  guint32     steps = search (&self->input, set_model, MAX_MODEL);
  HrModelSize size;

  if (steps == 0)
    return;
  scale_shape (shape_of (&workload), steps);
  hr_model_size (shape_of (&workload), &size);
  self->estimate->largest_params_b = MAX (self->estimate->largest_params_b, size.total / 1e9);
}

static gboolean
raise_variant (const HrWorkload *variant, gpointer user_data)
{
  Largest          *self = user_data;
  HrEstimate       *e = self->estimate;
  HrWorkload        workload = *variant;
  const HrTaskType *type = hr_task_type (workload.task);

  self->input.workload = &workload;
  raise_to (&e->largest_batch, hr_estimate_largest_batch (&self->input));
  if (self->batch_is_auto)
    *type->batch (&workload) = 1;
  if (workload.task == HR_TASK_IMAGE_CLASSIFICATION)
    raise_to (&e->largest_image, search (&self->input, set_image, MAX_IMAGE) * IMAGE_STEP);
  if (workload.task == HR_TASK_RENDERING)
    {
      e->largest_size = search (&self->input, set_triangles, MAX_TRIANGLES) * TRIANGLE_STEP;
      e->size_unit = e->largest_size > 0 ? HR_SIZE_TRIANGLES : HR_SIZE_NONE;
    }
  if (workload.task == HR_TASK_NLP_FINE_TUNE || workload.task == HR_TASK_LLM_INFERENCE)
    {
      raise_to (&e->largest_tokens, search (&self->input, set_tokens, MAX_TOKENS));
      raise_model (self);
    }
  return TRUE;
}

/**
 * hr_estimate_find_largest:
 * @input: as for hr_estimate(); its workload is not looked at
 * @asked: the workload as it was asked for: each "auto" is chosen anew for each size
 * @estimate: (inout): gets the largest batch, sequence or context, and model
 *
 * What else would fit the same cards, one thing changed at a time. Exact: each answer is an
 * estimate that fits, and the next larger one does not with any choice of what is "auto". A model
 * grows in 64ths of the given one, with its proportions; an image in steps of 32 pixels a side; a
 * scene in thousands of triangles. A scientific problem has its answer from hr_estimate().
 */
void
hr_estimate_find_largest (const HrEstimateInput *input,
                          const HrWorkload      *asked,
                          HrEstimate            *estimate)
{
  const HrTaskType *type = hr_task_type (asked->task);
  HrWorkload        workload = *asked;
  Largest           self = { .input = *input, .estimate = estimate };

  self.batch_is_auto = type->batch && *type->batch (&workload) == 0;
  if (type->each_variant)
    type->each_variant (asked, MAX (input->gpu_count, 1), raise_variant, &self);
  else
    raise_variant (asked, &self);
}
