/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-reader.h"

#include "hr-json-text.h"

#include <string.h>

/* The kinds of layers and the towers as members of a plan's model_config: what a shape has is
 * written number by number and read back the same. */

static const struct
{
  const char *key;
  gsize       offset;
  gboolean    integer;
} layer_fields[] = {
#define INTEGER(name)                           \
  {                                             \
#name, G_STRUCT_OFFSET(HrLayer, name), TRUE \
  }
#define REAL(name)                               \
  {                                              \
#name, G_STRUCT_OFFSET(HrLayer, name), FALSE \
  }
  INTEGER (count),      INTEGER (heads),       INTEGER (kv_heads),
  INTEGER (window),     INTEGER (ratio),       INTEGER (gated),
  INTEGER (experts),    INTEGER (experts_per_token), INTEGER (shares_cache),
  INTEGER (attends),    REAL (q_width),        REAL (k_width),
  REAL (v_width),       REAL (cache),          REAL (index_bytes),
  REAL (fixed),         REAL (matrix),         REAL (columns),
  REAL (mlp_width),     REAL (expert_width),   REAL (mixer_params),
  REAL (mlp_params),    REAL (expert_params),  REAL (other_params),
#undef INTEGER
#undef REAL
}, tower_fields[] = {
#define INTEGER(name)                           \
  {                                             \
#name, G_STRUCT_OFFSET(HrTower, name), TRUE \
  }
#define REAL(name)                               \
  {                                              \
#name, G_STRUCT_OFFSET(HrTower, name), FALSE \
  }
  INTEGER (layers), INTEGER (hidden), INTEGER (heads),      INTEGER (intermediate),
  INTEGER (patch),  INTEGER (merge),  INTEGER (image_size), INTEGER (tokens),
  INTEGER (max_tiles), REAL (tokens_per_second), REAL (params),
#undef INTEGER
#undef REAL
};

typedef struct
{
  const char *key;
  gsize       offset;
} Beside;

static const Beside beside[] = {
  { "layer_tables", G_STRUCT_OFFSET (HrModelShape, layer_tables) },
  { "extra_params", G_STRUCT_OFFSET (HrModelShape, extra_params) },
  { "saved_params", G_STRUCT_OFFSET (HrModelShape, saved_params) },
  { "draft_params", G_STRUCT_OFFSET (HrModelShape, draft_params) },
};

static const char *const mixers[HR_N_MIXER] = {
  [HR_MIXER_NONE] = "none",     [HR_MIXER_FULL] = "full",
  [HR_MIXER_WINDOW] = "window", [HR_MIXER_CHUNKED] = "chunked",
  [HR_MIXER_LATENT] = "latent", [HR_MIXER_COMPRESSED] = "compressed",
  [HR_MIXER_CROSS] = "cross",   [HR_MIXER_LINEAR] = "linear",
  [HR_MIXER_STATE] = "state",   [HR_MIXER_CONV] = "convolution",
};

static const char *const tower_kinds[HR_N_TOWER] = { "none", "vision", "audio" };

static guint
nick_of (const HrConfigReader *reader, const char *key, const char *const *nicks, guint n)
{
  const char *text = hr_config_text (reader, key);

  for (guint i = 0; text != NULL && i < n; i++)
    if (g_str_equal (nicks[i], text))
      return i;
  /* Reported as any other wrong member. */
  hr_config_required (reader, text ? "layer_kind" : key, 0);
  return 0;
}

static void
read_layer (const HrConfigReader *reader, HrLayer *layer)
{
  for (guint i = 0; i < G_N_ELEMENTS (layer_fields); i++)
    {
      char *at = (char *) layer + layer_fields[i].offset;

      if (layer_fields[i].integer)
        *(guint32 *) at = hr_config_count (reader, layer_fields[i].key, 0);
      else
        *(double *) at = hr_config_number (reader, layer_fields[i].key, 0, 1e15);
    }
  layer->mixer = nick_of (reader, "mixer", mixers, HR_N_MIXER);
}

static void
read_tower (const HrConfigReader *reader, HrTower *tower)
{
  for (guint i = 0; i < G_N_ELEMENTS (tower_fields); i++)
    {
      char *at = (char *) tower + tower_fields[i].offset;

      if (tower_fields[i].integer)
        *(guint32 *) at = hr_config_count (reader, tower_fields[i].key, 0);
      else
        *(double *) at = hr_config_number (reader, tower_fields[i].key, 0, 1e15);
    }
  tower->kind = nick_of (reader, "kind", tower_kinds, HR_N_TOWER);
}

/**
 * hr_config_read_kinds:
 *
 * Returns: whether @reader lists its layers itself.
 */
gboolean
hr_config_read_kinds (const HrConfigReader *reader, HrModelShape *shape)
{
  JsonArray *kinds = hr_config_list (reader, "layer_kinds");
  JsonArray *towers = hr_config_list (reader, "towers");

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    *(double *) ((char *) shape + beside[i].offset) = hr_config_number (reader, beside[i].key, 0,
                                                                        1e15);
  for (guint i = 0; towers != NULL && i < MIN (json_array_get_length (towers), HR_MAX_TOWERS); i++)
    {
      HrConfigReader inner = *reader;
      JsonNode      *node = json_array_get_element (towers, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      inner.config = json_node_get_object (node);
      read_tower (&inner, &shape->towers[shape->n_towers++]);
    }
  for (guint i = 0; kinds != NULL && i < json_array_get_length (kinds); i++)
    {
      HrConfigReader inner = *reader;
      JsonNode      *node = json_array_get_element (kinds, i);
      HrLayer        layer = { 0 };

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      inner.config = json_node_get_object (node);
      read_layer (&inner, &layer);
      if (layer.count > 0)
        hr_layers_add (shape->kinds, &shape->n_kinds, HR_MAX_LAYER_KINDS, &layer);
    }
  return kinds != NULL;
}

static void
write_number (JsonObject *object, const char *key, const char *at, gboolean integer)
{
  if (integer && *(const guint32 *) at != 0)
    json_object_set_int_member (object, key, *(const guint32 *) at);
  if (!integer && *(const double *) at != 0)
    json_object_set_double_member (object, key, *(const double *) at);
}

void
hr_config_write_kinds (JsonObject *config, const HrModelShape *shape)
{
  JsonArray *kinds = json_array_new (), *towers = json_array_new ();

  for (guint k = 0; k < shape->n_kinds; k++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "mixer", mixers[shape->kinds[k].mixer % HR_N_MIXER]);
      for (guint i = 0; i < G_N_ELEMENTS (layer_fields); i++)
        write_number (object, layer_fields[i].key,
                      (const char *) &shape->kinds[k] + layer_fields[i].offset,
                      layer_fields[i].integer);
      json_array_add_object_element (kinds, object);
    }
  for (guint k = 0; k < shape->n_towers; k++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind",
                                     tower_kinds[shape->towers[k].kind % HR_N_TOWER]);
      for (guint i = 0; i < G_N_ELEMENTS (tower_fields); i++)
        write_number (object, tower_fields[i].key,
                      (const char *) &shape->towers[k] + tower_fields[i].offset,
                      tower_fields[i].integer);
      json_array_add_object_element (towers, object);
    }
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    write_number (config, beside[i].key, (const char *) shape + beside[i].offset, FALSE);
  if (shape->n_kinds > 0)
    json_object_set_array_member (config, "layer_kinds", kinds);
  else
    json_array_unref (kinds);
  if (shape->n_towers > 0)
    json_object_set_array_member (config, "towers", towers);
  else
    json_array_unref (towers);
}
