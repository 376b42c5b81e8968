/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-file-private.h"

#include "hr-json-text.h"
#include "hr-model-config.h"
#include "hr-model-shape.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
try_container (const guint8 *data, gsize size, gboolean gguf)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrByteReader reader = { stream, (goffset) size, 0 };
  HrModelFile  model = { 0 };
  gboolean     ok = gguf ? hr_gguf_read (&reader, &model, issues)
                         : hr_safetensors_read (&reader, &model, NULL, issues);

  g_assert_true (ok || hr_issues_n_errors (issues) > 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) root = hr_json_load ((const char *) data, (gssize) size, issues);
  HrModelShape shape;

  try_container (data, size, TRUE);
  try_container (data, size, FALSE);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root)
      && hr_model_shape_from_config (json_node_get_object (root), "$", &shape, issues))
    {
      HrModelSize counts;

      hr_model_shape_validate (&shape, "$", issues);
      if (hr_issues_n_errors (issues) == 0)
        hr_model_size (&shape, &counts);
    }
  return 0;
}
