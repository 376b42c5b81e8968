/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-json.h"

#include "hr-json-text.h"
#include "hr-plan-keys.h"

static JsonObject *
object_at (JsonObject *root, const char *member)
{
  JsonNode   *node = json_object_get_member (root, member);
  JsonObject *object;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  object = json_object_new ();
  json_object_set_object_member (root, member, object);
  return object;
}

/**
 * hr_plan_to_json:
 * @plan: a plan
 * @original: (nullable): the document that it came from
 * @snapshot: (nullable): not used for writing; presets are named, not spelled out
 *
 * Returns: (transfer full): the plan with every default filled in, and the members of @original
 * that this version does not know.
 */
JsonNode *
hr_plan_to_json (const HrPlan *plan, JsonNode *original, const HrSnapshot *snapshot)
{
  JsonNode   *node = original != NULL && JSON_NODE_HOLDS_OBJECT (original)
                         ? hr_json_copy (original)
                         : hr_json_take_object (json_object_new ());
  JsonObject *root = json_node_get_object (node);
  JsonObject *workload;
  HrPlanKeys  keys = hr_plan_keys_constraints ();

  json_object_set_string_member (root, "format", HR_PLAN_FORMAT);
  json_object_set_int_member (root, "version", HR_PLAN_VERSION);
  if (plan->title[0] != '\0')
    json_object_set_string_member (root, "title", plan->title);
  else
    json_object_remove_member (root, "title");
  /* Keys of another task would be taken for unknown ones. */
  workload = object_at (root, "workload");
  if (g_strcmp0 (json_object_get_string_member_with_default (workload, "task", NULL),
                 hr_enum_nick (&hr_enum_task, (int) plan->workload.task))
      != 0)
    {
      json_object_remove_member (root, "workload");
      workload = object_at (root, "workload");
    }
  json_object_set_string_member (workload, "task",
                                 hr_enum_nick (&hr_enum_task, (int) plan->workload.task));
  keys = hr_plan_keys_workload (plan->workload.task);
  hr_plan_keys_write (&keys, workload, &plan->workload);
  keys = hr_plan_keys_constraints ();
  hr_plan_keys_write (&keys, object_at (root, "constraints"), &plan->constraints);
  keys = hr_plan_keys_economics ();
  hr_plan_keys_write (&keys, object_at (root, "economics"), &plan->economics);
  keys = hr_plan_keys_system ();
  if (plan->has_system)
    hr_plan_keys_write (&keys, object_at (root, "system"), &plan->system);
  else
    json_object_remove_member (root, "system");
  return node;
}

/**
 * hr_plan_to_text:
 *
 * Returns: (transfer full): hr_plan_to_json() as the bytes of a plan document.
 */
char *
hr_plan_to_text (const HrPlan *plan, JsonNode *original, const HrSnapshot *snapshot)
{
  g_autoptr (JsonNode) node = hr_plan_to_json (plan, original, snapshot);

  return hr_json_to_text (node, TRUE);
}
