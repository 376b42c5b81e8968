/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-resolve.h"

#include "hr-gpu-match.h"

#include <string.h>

/* The rows of @kind; %NULL where they are no names of a catalog. */
static HrNamed *
list_named (const HrSnapshot *snapshot, HrNameKind kind, guint *n)
{
  HrNamed *all = NULL;

#define LIST(array, count)                                         \
  all = g_new0 (HrNamed, snapshot->count + 1);                     \
  *n = snapshot->count;                                            \
  for (guint i = 0; i < snapshot->count; i++)                      \
    all[i] = (HrNamed)                                             \
    {                                                              \
      .id = snapshot->array[i].id, .name = snapshot->array[i].name \
    }

  switch (kind)
    {
    case HR_NAME_GPU:
      LIST (gpus, n_gpus);
      break;
    case HR_NAME_PLATFORM:
      LIST (platforms, n_platforms);
      break;
    case HR_NAME_MODEL:
      LIST (models, n_models);
      for (guint i = 0; i < snapshot->n_models; i++)
        {
          all[i].hf_id = snapshot->models[i].hf_id;
          all[i].tag = snapshot->models[i].ollama;
          all[i].aliases = snapshot->models[i].aliases;
          all[i].relatives = snapshot->models[i].relatives;
        }
      break;
    case HR_NAME_IMAGE_MODEL:
      LIST (image_models, n_image_models);
      break;
    case HR_NAME_PROBLEM:
      LIST (problems, n_problems);
      break;
    case HR_NAME_WEIGHT_FORMAT:
      break;
    }
#undef LIST
  return all;
}

static gboolean
find_id (const HrNamed *all, guint n, const char *text, HrResolved *resolved)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (all[i].id, text) == 0)
      {
        *resolved = (HrResolved){ HR_RESOLVED_ID, 1, { all[i].id } };
        return TRUE;
      }
  return FALSE;
}

/* Letters and digits alone, in lower case. */
static char *
plain (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (out, g_ascii_tolower (*text));
  return g_string_free (out, FALSE);
}

/* Too short to name a machine. */
#define LEAST_NAME 4

/* Machines that are sold whole have names of their own: "DGX Spark", "Strix Halo", "M4 Max 128GB".
 */
static void
resolve_machine (const HrSnapshot *snapshot, const char *text, HrResolved *resolved)
{
  g_autofree char *said = plain (text);

  if (strlen (said) < LEAST_NAME)
    return;
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      const HrGpu     *gpu = &snapshot->gpus[i];
      g_autofree char *id = plain (gpu->id), *name = plain (gpu->name);

      if (hr_gpu_is_unified (gpu) && (strstr (id, said) || strstr (name, said)))
        hr_name_add (resolved, gpu->id);
    }
  if (resolved->n > 0)
    resolved->how = resolved->n == 1 ? HR_RESOLVED_NAME : HR_RESOLVED_SEVERAL;
}

static void
resolve_gpu (const HrSnapshot *snapshot, const char *text, HrResolved *resolved)
{
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (snapshot);
  HrGpuMatch match;

  hr_gpu_names_match (names, text, NULL, &match);
  for (guint i = 0; i < match.n; i++)
    hr_name_add (resolved, match.gpus[i]->id);
  if (match.kind == HR_GPU_MATCH_ONE || match.kind == HR_GPU_MATCH_LIKELY)
    resolved->how = HR_RESOLVED_NAME;
  else if (match.n > 1)
    resolved->how = HR_RESOLVED_SEVERAL;
  else if (resolved->n == 0)
    resolve_machine (snapshot, text, resolved);
}

/**
 * hr_resolve:
 * @snapshot: the catalog
 * @kind: of what
 * @text: an id, a name that is shown, a driver's name, a Hugging Face address, an Ollama tag, …
 * @resolved: (out): what that is, or what it may be
 *
 * Returns: (nullable): the id, %NULL when it is none or several.
 */
const char *
hr_resolve (const HrSnapshot *snapshot, HrNameKind kind, const char *text, HrResolved *resolved)
{
  guint               n = 0;
  g_autofree HrNamed *all = list_named (snapshot, kind, &n);

  *resolved = (HrResolved){ 0 };
  if (kind == HR_NAME_WEIGHT_FORMAT)
    hr_format_names_resolve (text, resolved);
  else if (!find_id (all, n, text, resolved))
    {
      if (kind == HR_NAME_GPU)
        resolve_gpu (snapshot, text, resolved);
      else
        hr_name_words_resolve (all, n, text, resolved);
      if (resolved->how == HR_RESOLVED_NONE && resolved->n == 0)
        hr_name_nearest (all, n, text, resolved);
    }
  return resolved->how >= HR_RESOLVED_ID ? resolved->ids[0] : NULL;
}

/**
 * hr_resolved_list:
 *
 * Returns: (transfer full): "llama-3-8b, llama-3.1-8b".
 */
char *
hr_resolved_list (const HrResolved *resolved)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < resolved->n; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", resolved->ids[i]);
  return g_string_free (text, FALSE);
}
