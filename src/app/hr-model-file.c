/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-file.h"

#include "hr-model-config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/**
 * hr_model_file_shape:
 * @file: a config.json
 * @shape: (out): the transformer that it describes
 * @issues: what is wrong with it, each with its JSON path
 * @error: return location, for a file that cannot be read or is no JSON object
 *
 * Returns: whether @shape is set
 */
gboolean
hr_model_file_shape (GFile         *file,
                     HrModelShape  *shape,
                     HrIssues      *issues,
                     GError       **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *path = g_file_get_path (file);
  JsonNode *root;

  if (path == NULL || !json_parser_load_from_mapped_file (parser, path, error))
    return FALSE;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("this is neither a plan nor a model's configuration"));
      return FALSE;
    }

  return hr_model_shape_from_config (json_node_get_object (root), "$", shape, issues);
}
