/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-json-text.h"
#include "hr-model-config.h"
#include "hr-model-shape.h"

#include <math.h>
#include <string.h>

/* The presets of models against what is published of them. */

#define TOLERANCE 0.01

static const HrModelPreset *
find (const char *id)
{
  const HrSnapshot *s = hr_builtin_snapshot ();

  for (guint i = 0; i < s->n_models; i++)
    if (g_str_equal (s->models[i].id, id))
      return &s->models[i];
  g_error ("%s is no preset", id);
}

static void
check (const char *id, const char *what, double got, double published)
{
  g_test_message ("%s: %s %.6g, published %.6g", id, what, got, published);
  g_assert_cmpfloat (fabs (got - published), <=, TOLERANCE * fabs (published));
}

static void
test_published (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *facts;

  g_assert_true (json_parser_load_from_file (parser, HEADROOM_TEST_DIR "/model-facts.json", NULL));
  facts = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (facts), >=, 130);
  for (guint i = 0; i < json_array_get_length (facts); i++)
    {
      JsonObject         *fact = json_array_get_object_element (facts, i);
      const char         *id = json_object_get_string_member (fact, "id");
      const HrModelShape *shape = &find (id)->shape;
      HrModelSize         size;
      HrModelCache        cache;

      g_assert_cmpfloat (shape->params_b, ==, 0); /* nothing is scaled to fit */
      g_assert_cmpstr (shape->unknown, ==, "");
      hr_model_size (shape, &size);
      hr_model_cache (shape, &cache);
      check (id, "parameters", size.total / 1e9,
             json_object_get_double_member (fact, "parameters_b"));
      check (id, "active", size.active / 1e9,
             json_object_get_double_member (fact, "active_parameters_b"));
      check (id, "cache", cache.token * 2,
             json_object_get_double_member (fact, "kv_bytes_per_token"));
      check (id, "window", cache.window_token * 2,
             json_object_get_double_member (fact, "kv_bytes_per_token_in_window"));
      check (id, "state", hr_model_state_bytes (shape),
             json_object_get_double_member (fact, "state_bytes_per_sequence"));
    }
}

/* A plan that is saved has the model again, whatever its layers. */
static void
test_round_trip (void)
{
  const HrSnapshot *s = hr_builtin_snapshot ();

  for (guint i = 0; i < s->n_models; i++)
    {
      g_autoptr (JsonObject) config = hr_model_config_from_shape (&s->models[i].shape);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrModelShape again;
      HrModelSize  a, b;

      g_test_message ("%s", s->models[i].id);
      g_assert_true (hr_model_shape_from_config (config, "$", &again, issues));
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      hr_model_size (&s->models[i].shape, &a);
      hr_model_size (&again, &b);
      g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
      g_assert_cmpmem (&s->models[i].shape.kinds, sizeof again.kinds, &again.kinds,
                       sizeof again.kinds);
      g_assert_cmpmem (&s->models[i].shape.towers, sizeof again.towers, &again.towers,
                       sizeof again.towers);
      g_assert_cmpstr (s->models[i].shape.native_format, ==, again.native_format);
    }
}

/* Names by which others call a model are of one model each; a base has the same layers. */
static void
test_names (void)
{
  const HrSnapshot *s = hr_builtin_snapshot ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < s->n_models; i++)
    {
      const HrModelPreset *model = &s->models[i];

      g_test_message ("%s", model->id);
      if (model->ollama != NULL)
        g_assert_true (g_hash_table_add (seen, (gpointer) model->ollama));
      if (model->hf_id != NULL)
        g_assert_nonnull (strchr (model->hf_id, '/'));
      if (model->base != NULL)
        g_assert_cmpuint (find (model->base)->shape.layers, ==, model->shape.layers);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-presets/published", test_published);
  g_test_add_func ("/model-presets/round-trip", test_round_trip);
  g_test_add_func ("/model-presets/names", test_names);
  return g_test_run ();
}
