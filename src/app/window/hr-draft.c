/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-draft.h"

#include "hr-file-gio.h"
#include "hr-json-text.h"
#include "hr-plan-json.h"

#include <string.h>

/* A draft is a plan in a frame that says where the plan belongs:
 *
 *   { "format": "headroom-draft", "version": 1, "file": URI, "etag": …, "plan": { … } }
 */

#define DRAFT_FORMAT    "headroom-draft"
#define DRAFT_SUFFIX    ".draft"
#define MAX_DRAFT_BYTES (8 * 1024 * 1024)

void
hr_draft_free (HrDraft *self)
{
  g_clear_pointer (&self->document, json_node_unref);
  g_clear_object (&self->file);
  g_free (self->etag);
  g_free (self);
}

/* (transfer full) (nullable): the text of the plan in @root; takes the rest of the frame along. */
static char *
unwrap (JsonNode *root, HrDraft *draft)
{
  JsonObject *frame = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode   *plan = frame ? json_object_get_member (frame, "plan") : NULL;
  JsonNode   *uri = frame ? json_object_get_member (frame, "file") : NULL;
  JsonNode   *etag = frame ? json_object_get_member (frame, "etag") : NULL;

  if (plan == NULL)
    return NULL;
  if (uri != NULL && hr_json_is_text (uri))
    draft->file = g_file_new_for_uri (json_node_get_string (uri));
  if (etag != NULL && hr_json_is_text (etag))
    draft->etag = g_strdup (json_node_get_string (etag));
  return hr_json_to_text (plan, TRUE);
}

/**
 * hr_draft_read:
 * @place: a draft; or a plan by itself, as earlier versions kept it
 * @snapshot: the catalog
 *
 * Returns: (transfer full) (nullable): the draft; %NULL when there is none that can be used.
 */
HrDraft *
hr_draft_read (GFile *place, const HrSnapshot *snapshot)
{
  g_autoptr (HrDraft) draft = g_new0 (HrDraft, 1);
  g_autoptr (GBytes) bytes = g_file_load_bytes (place, NULL, NULL, NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *plan = NULL;
  const char      *data;
  gsize            size;

  if (bytes == NULL || g_bytes_get_size (bytes) > MAX_DRAFT_BYTES)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  root = data ? hr_json_load (data, (gssize) size, issues) : NULL;
  if (root == NULL)
    return NULL;
  plan = unwrap (root, draft);
  if (plan == NULL)
    plan = g_strndup (data, size);
  if (!hr_plan_parse (plan, -1, snapshot, &draft->plan, &draft->document, issues)
      || hr_issues_n_errors (issues) > 0)
    return NULL;
  return g_steal_pointer (&draft);
}

/**
 * hr_draft_write:
 * @place: where the draft is kept
 * @plan_text: the plan
 * @file: (nullable): where the plan belongs
 * @etag: (nullable): of @file when it was opened or saved
 */
gboolean
hr_draft_write (GFile *place, const char *plan_text, GFile *file, const char *etag, GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) plan = json_from_string (plan_text, NULL);
  JsonObject      *frame = json_object_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (plan != NULL, FALSE);

  json_object_set_string_member (frame, "format", DRAFT_FORMAT);
  json_object_set_int_member (frame, "version", 1);
  if (file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      json_object_set_string_member (frame, "file", uri);
    }
  if (etag != NULL)
    json_object_set_string_member (frame, "etag", etag);
  json_object_set_member (frame, "plan", json_node_copy (plan));
  json_node_take_object (root, frame);
  text = hr_json_to_text (root, TRUE);
  return hr_file_write_gfile (place, text, strlen (text),
                              HR_FILE_WRITE_PRIVATE | HR_FILE_WRITE_FOLDERS, error);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  GFileInfo *first = *(GFileInfo *const *) a, *second = *(GFileInfo *const *) b;
  g_autoptr (GDateTime) one = g_file_info_get_modification_date_time (first);
  g_autoptr (GDateTime) two = g_file_info_get_modification_date_time (second);

  return g_date_time_compare (two, one);
}

/**
 * hr_draft_list:
 * @folder: the folder of drafts
 *
 * Returns: (transfer full) (element-type GFile): the drafts, newest first.
 */
GPtrArray *
hr_draft_list (GFile *folder)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder,
      G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_TIME_MODIFIED
                                     "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
      G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  GFileInfo *info;

  while (children != NULL && (info = g_file_enumerator_next_file (children, NULL, NULL)) != NULL)
    if (g_str_has_suffix (g_file_info_get_name (info), DRAFT_SUFFIX))
      g_ptr_array_add (infos, info);
    else
      g_object_unref (info);
  g_ptr_array_sort (infos, compare_newest_first);
  for (guint i = 0; i < infos->len; i++)
    g_ptr_array_add (files, g_file_get_child (folder, g_file_info_get_name (infos->pdata[i])));
  return files;
}

/**
 * hr_draft_new_place:
 *
 * Returns: (transfer full): a draft in @folder that nobody has.
 */
GFile *
hr_draft_new_place (GFile *folder)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (id, DRAFT_SUFFIX, NULL);

  return g_file_get_child (folder, name);
}
