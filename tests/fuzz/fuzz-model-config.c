/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"
#include "hr-model-config.h"
#include "hr-model-shape.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) root = hr_json_load ((const char *) data, (gssize) size, issues);
  HrModelShape shape;

  g_assert_true (root != NULL || hr_issues_n_errors (issues) > 0);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root)
      && hr_model_shape_from_config (json_node_get_object (root), "$", &shape, issues))
    {
      HrModelSize counts;

      g_assert_true (g_utf8_validate (shape.family, -1, NULL));
      hr_model_shape_validate (&shape, "$", issues);
      if (hr_issues_n_errors (issues) == 0)
        hr_model_size (&shape, &counts);
    }
  return 0;
}
