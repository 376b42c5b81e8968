/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include "hr-resolve.h"

#include <string.h>

/* The plan that a text lets fill in. Only what it says: a card or a model that could be several is
 * asked for. */

typedef struct
{
  const char *framework, *task, *engine;
} Program;

/* What the programs are for, where that is one thing. */
static const Program programs[] = {
  { "llama.cpp", "llm-inference", "llama.cpp" },
  { "Ollama", "llm-inference", "ollama" },
  { "vLLM", "llm-inference", "vLLM" },
  { "SGLang", "llm-inference", "SGLang" },
  { "TensorRT-LLM", "llm-inference", "TensorRT-LLM" },
  { "TGI", "llm-inference", "TGI" },
  { "LMDeploy", "llm-inference", "LMDeploy" },
  { "ExLlama", "llm-inference", "exllamav2" },
  { "DeepSpeed", "nlp-fine-tune", NULL },
  { "Blender Cycles", "rendering", "cycles" },
  { "OctaneRender", "rendering", "octane" },
  { "V-Ray", "rendering", "v-ray" },
  { "OpenMM", "scientific", NULL },
  { "GROMACS", "scientific", NULL },
  { "LAMMPS", "scientific", NULL },
  { "AMBER", "scientific", NULL },
  { "NAMD", "scientific", NULL },
};

static const Program *
program_of (const HrLog *self)
{
  const char *framework = hr_log_said (self, "framework");

  for (guint i = 0; framework != NULL && i < G_N_ELEMENTS (programs); i++)
    if (g_str_equal (programs[i].framework, framework))
      return &programs[i];
  return NULL;
}

/* The id of a name that means one thing. A tuned model counts as the one that it was tuned from. */
static const char *
resolve_one (const HrSnapshot *snapshot, HrNameKind kind, const char *text)
{
  HrResolved  resolved;
  const char *id = hr_resolve (snapshot, kind, text, &resolved);

  return resolved.how == HR_RESOLVED_NONE || resolved.how == HR_RESOLVED_SEVERAL ? NULL : id;
}

/* "/models/qwen3-14b-q6_k": the file's name without its folder. */
static char *
base_of (const char *path)
{
  const char *slash = MAX (strrchr (path, '/'), strrchr (path, '\\'));

  return g_strdup (slash ? slash + 1 : path);
}

static void
cut_end (char *name, const char *end)
{
  if (g_str_has_suffix (name, end))
    name[strlen (name) - strlen (end)] = '\0';
}

/* The part behind the last mark that is the name of a format: "qwen3-14b" + "q6_k". */
static char *
split_format (char *name, const HrSnapshot *snapshot, const char **format)
{
  char *mark = NULL;

  *format = NULL;
  for (char *p = name; *p != '\0'; p++)
    if (*p == '-' || *p == '.')
      mark = p;
  if (mark == NULL || mark == name)
    return name;
  *format = resolve_one (snapshot, HR_NAME_WEIGHT_FORMAT, mark + 1);
  if (*format != NULL)
    *mark = '\0';
  return name;
}

/* "Q4_K - Medium" is Q4_K_M. */
static const char *
format_of (const char *file_type, const HrSnapshot *snapshot)
{
  g_autofree char *text = g_strdup (file_type);
  char            *dash = strstr (text, " - ");

  if (dash != NULL)
    {
      dash[0] = '_';
      dash[1] = dash[3];
      dash[2] = '\0';
    }
  return resolve_one (snapshot, HR_NAME_WEIGHT_FORMAT, text);
}

static gboolean
fill_model (const HrLog *self, const HrSnapshot *snapshot, JsonObject *workload)
{
  static const char *const keys[] = { "model", "model_file" };
  const char              *file_type = hr_log_said (self, "file_type"), *format = NULL;
  const char              *quantization = hr_log_said (self, "quantization");
  const char              *model = NULL;

  if (file_type != NULL)
    format = format_of (file_type, snapshot);
  else if (quantization != NULL && strcmp (quantization, "None") != 0)
    format = resolve_one (snapshot, HR_NAME_WEIGHT_FORMAT, quantization);
  for (guint i = 0; model == NULL && i < G_N_ELEMENTS (keys); i++)
    {
      const char      *said = hr_log_said (self, keys[i]), *of_name;
      g_autofree char *name = said ? base_of (said) : NULL;

      if (name == NULL)
        continue;
      cut_end (name, ".gguf");
      split_format (name, snapshot, &of_name);
      format = format ? format : of_name;
      model = resolve_one (snapshot, HR_NAME_MODEL, said);
      if (model == NULL)
        model = resolve_one (snapshot, HR_NAME_MODEL, name);
    }
  if (model != NULL)
    json_object_set_string_member (workload, "model", model);
  if (format != NULL)
    json_object_set_string_member (workload, "weight_format", format);
  return model != NULL;
}

static void
fill_counts (const HrLog *self, JsonObject *workload)
{
  double context = hr_log_number (self, "context_tokens", 0);
  double layers = hr_log_number (self, "layers_offloaded", 0);
  double total = hr_log_number (self, "layers_total", 0);

  if (context >= 1 && context <= 1e7)
    json_object_set_int_member (workload, "context_length", (gint64) context);
  if (layers >= 1 && layers < total)
    {
      json_object_set_string_member (workload, "offload", "layers");
      json_object_set_int_member (workload, "gpu_layers", (gint64) layers);
    }
}

/* Without a program that does one thing: what the model is of. */
static const char *
task_of (const HrLog *self, const HrSnapshot *snapshot)
{
  const Program *program = program_of (self);
  const char    *model = hr_log_said (self, "model");

  if (program != NULL)
    return program->task;
  if (model != NULL && resolve_one (snapshot, HR_NAME_IMAGE_MODEL, model) != NULL)
    return "image-classification";
  if (self->marks & HR_MARK_TRAINING && model != NULL
      && resolve_one (snapshot, HR_NAME_MODEL, model) != NULL)
    return "nlp-fine-tune";
  return self->marks & HR_MARK_SERVING ? "llm-inference" : NULL;
}

static gboolean
fill_workload (const HrLog      *self,
               const HrSnapshot *snapshot,
               JsonObject       *workload,
               const char       *task)
{
  const Program *program = program_of (self);
  const char    *model = hr_log_said (self, "model");

  if (program != NULL && program->engine != NULL)
    json_object_set_string_member (workload, "engine", program->engine);
  if (g_str_equal (task, "image-classification"))
    {
      const char *id = model ? resolve_one (snapshot, HR_NAME_IMAGE_MODEL, model) : NULL;

      if (id != NULL)
        json_object_set_string_member (workload, "model", id);
      return id != NULL;
    }
  if (g_str_equal (task, "llm-inference"))
    fill_counts (self, workload);
  if (g_str_equal (task, "llm-inference") || g_str_equal (task, "nlp-fine-tune"))
    return fill_model (self, snapshot, workload);
  return FALSE;
}

static gboolean
fill_system (const HrLog *self, const HrSnapshot *snapshot, JsonObject *system)
{
  g_autofree HrMachine *machine = g_new0 (HrMachine, 1);
  const char           *id = NULL;
  guint                 n = 0;
  double                count;

  hr_log_machine (self, snapshot, machine);
  for (guint i = 0; i < machine->n_gpus; i++)
    {
      const HrLogGpu *gpu = i < self->gpus->len ? &g_array_index (self->gpus, HrLogGpu, i) : NULL;

      if (gpu != NULL && gpu->is_integrated)
        continue;
      if (machine->gpus[i].gpu[0] == '\0'
          || (id != NULL && !g_str_equal (id, machine->gpus[i].gpu)))
        {
          id = NULL;
          break;
        }
      id = machine->gpus[i].gpu;
      n++;
    }
  count = hr_log_number (self, "gpu_count", n);
  if (id != NULL)
    {
      json_object_set_string_member (system, "gpu", id);
      json_object_set_int_member (system, "gpu_count", (gint64) CLAMP (count, 1, 8));
    }
  if (machine->ram_gib >= 1)
    json_object_set_double_member (system, "ram_gib", machine->ram_gib);
  if (machine->platform[0] != '\0')
    json_object_set_string_member (system, "platform", machine->platform);
  return id != NULL;
}

/**
 * hr_log_plan:
 * @asks: (out) (transfer full): what the text does not tell, by the keys of a plan
 *
 * Returns: (transfer full): a plan document
 */
JsonObject *
hr_log_plan (const HrLog *self, const HrSnapshot *snapshot, GStrv *asks)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();
  JsonObject *plan = json_object_new (), *workload = json_object_new ();
  JsonObject *system = json_object_new ();
  const char *task = task_of (self, snapshot);

  json_object_set_string_member (plan, "format", "headroom-plan");
  json_object_set_int_member (plan, "version", 1);
  if (task != NULL)
    json_object_set_string_member (workload, "task", task);
  else
    g_strv_builder_add (missing, "workload.task");
  if (task == NULL || !fill_workload (self, snapshot, workload, task))
    g_strv_builder_add (missing, "workload.model");
  if (!fill_system (self, snapshot, system))
    g_strv_builder_add (missing, "system.gpu");
  if (json_object_get_size (workload) > 0)
    json_object_set_object_member (plan, "workload", workload);
  else
    json_object_unref (workload);
  if (json_object_get_size (system) > 0)
    json_object_set_object_member (plan, "system", system);
  else
    json_object_unref (system);
  *asks = g_strv_builder_end (missing);
  return plan;
}
