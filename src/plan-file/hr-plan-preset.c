/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-json.h"

#include "hr-plan-keys.h"
#include "hr-task.h"
#include "hr-string.h"

#include <string.h>

static void
set_text (char *buffer, gsize size, const char *text)
{
  memset (buffer, 0, size); /* hr_plan_equal() compares bytes */
  hr_string_copy (buffer, size, text);
}

static gboolean
set_problem (HrWorkload *workload, const HrSnapshot *snapshot, const char *id)
{
  const HrProblemPreset *preset = hr_snapshot_problem (snapshot, id);

  if (preset == NULL || preset->workload.task != workload->task)
    return FALSE;
  *workload = preset->workload;
  return TRUE;
}

static gboolean
set_network (HrWorkload *workload, const HrSnapshot *snapshot, const char *id)
{
  const HrImagePreset *preset = hr_snapshot_image_model (snapshot, id);

  if (preset == NULL)
    return FALSE;
  set_text (workload->image.kind, sizeof workload->image.kind, preset->kind ? preset->kind : "");
  workload->image.params_m = preset->params_m;
  workload->image.gmacs = preset->gmacs;
  workload->image.macts_m = preset->macts_m;
  workload->image.native_size = workload->image.image_size = preset->image_size;
  set_text (workload->model, sizeof workload->model, preset->id);
  set_text (workload->model_name, sizeof workload->model_name, preset->name);
  return TRUE;
}

/* What is published in four bits is run so, unless the plan says otherwise after; another model
 * after it goes back to what is usual. */
static void
set_native_format (HrLlmWork *work)
{
  static const char native[] = "mxfp4", usual[] = "q4_k_m";
  gboolean          is_native = strcmp (work->shape.native_format, native) == 0;

  if (is_native && strcmp (work->weight_format, usual) == 0 && work->bits_per_weight <= 0)
    set_text (work->weight_format, sizeof work->weight_format, native);
  else if (!is_native && strcmp (work->weight_format, native) == 0)
    set_text (work->weight_format, sizeof work->weight_format, usual);
}

static gboolean
set_transformer (HrWorkload *workload, const HrSnapshot *snapshot, const char *id)
{
  const HrModelPreset *preset = hr_snapshot_model (snapshot, id);

  if (preset == NULL)
    return FALSE;
  if (workload->task == HR_TASK_NLP_FINE_TUNE)
    workload->nlp.shape = preset->shape;
  else
    {
      workload->llm.shape = preset->shape;
      set_native_format (&workload->llm);
    }
  set_text (workload->model, sizeof workload->model, preset->id);
  set_text (workload->model_name, sizeof workload->model_name, preset->name);
  return TRUE;
}

/**
 * hr_workload_set_preset:
 * @workload: (inout): a workload; its other settings stay, but a problem or scene replaces all
 * @snapshot: (nullable): the catalog that has the presets
 * @preset_id: a model, network, problem or scene, by the workload's task
 *
 * Returns: %FALSE, and nothing changed, when the task has no such preset.
 */
gboolean
hr_workload_set_preset (HrWorkload *workload, const HrSnapshot *snapshot, const char *preset_id)
{
  if (snapshot == NULL)
    return FALSE;
  switch (workload->task)
    {
    case HR_TASK_NLP_FINE_TUNE:
    case HR_TASK_LLM_INFERENCE:
      return set_transformer (workload, snapshot, preset_id);
    case HR_TASK_IMAGE_CLASSIFICATION:
      return set_network (workload, snapshot, preset_id);
    case HR_TASK_SCIENTIFIC:
    case HR_TASK_RENDERING:
      return set_problem (workload, snapshot, preset_id);
    case HR_N_TASK:
    default:
      return FALSE;
    }
}

gboolean
hr_plan_set_preset (HrPlan *plan, const HrSnapshot *snapshot, const char *preset_id)
{
  return hr_workload_set_preset (&plan->workload, snapshot, preset_id);
}

/* Science and rendering start from a whole preset; the other tasks name their own in their
 * defaults. */
static const char *
default_preset (const HrWorkload *workload, const HrSnapshot *snapshot)
{
  if (workload->model[0] != '\0')
    return workload->model;
  for (guint i = 0; snapshot != NULL && i < snapshot->n_problems; i++)
    if (snapshot->problems[i].workload.task == workload->task)
      return snapshot->problems[i].id;
  return NULL;
}

void
hr_plan_init_workload (HrWorkload       *workload,
                       HrTask            task,
                       gboolean          with_preset,
                       const HrSnapshot *snapshot)
{
  const char      *id;
  g_autofree char *copy = NULL;

  memset (workload, 0, sizeof *workload);
  hr_task_type (task)->init (workload);
  id = with_preset ? default_preset (workload, snapshot) : NULL;
  copy = g_strdup (id);
  if (copy != NULL && hr_workload_set_preset (workload, snapshot, copy))
    return;
  if (with_preset)
    return;
  memset (workload->model, 0, sizeof workload->model);
  memset (workload->model_name, 0, sizeof workload->model_name);
  if (task == HR_TASK_IMAGE_CLASSIFICATION)
    memset (workload->image.kind, 0, sizeof workload->image.kind);
}

/**
 * hr_plan_init_default:
 *
 * hr_plan_init() with the task's default preset as @snapshot has it.
 */
void
hr_plan_init_default (HrPlan *plan, HrTask task, const HrSnapshot *snapshot)
{
  hr_plan_init (plan, task);
  hr_plan_init_workload (&plan->workload, task, TRUE, snapshot);
}
