/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-reader.h"

#include "hr-json-text.h"

#include <math.h>
#include <string.h>

/* Encoders of images and sounds beside a language model. Their parameters follow from their layers,
 * the patches that they read, and what joins them to the language model. */

/* What classes in the transformers library leave unsaid. */
static const struct
{
  const char *type;
  guint       layers, hidden, intermediate, heads, patch, image;
  gboolean    gated;
} classes[] = {
  { "siglip_vision_model", 12, 768, 3072, 12, 16, 224, FALSE },
  { "siglip2_vision_model", 12, 768, 3072, 12, 16, 256, FALSE },
  { "clip_vision_model", 12, 768, 3072, 12, 32, 224, FALSE },
  { "pixtral", 24, 1024, 4096, 16, 14, 1540, TRUE },
  { "gemma4_vision", 27, 1152, 4304, 16, 16, 0, TRUE },
  { "intern_vit_6b", 45, 3200, 12800, 25, 14, 448, FALSE },
  { "InternViT-300M", 24, 1024, 4096, 16, 14, 448, FALSE },
};

typedef struct
{
  HrConfigReader reader; /* of the tower */
  HrModelShape  *shape;
  HrTower       *tower;
  double         in_channels, frames;
  gboolean       gated, rotary;
  double         ratio;        /* of the sides before and after merging, where the file has it so */
  guint          deep_mergers; /* merging towards layers of the language model */
} Vision;

static guint32
count (const Vision *vision, const char *keys, double fallback)
{
  return hr_config_count (&vision->reader, keys, fallback);
}

static guint
class_of (const Vision *vision)
{
  const char *type = hr_config_text (&vision->reader, "model_type|model");

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].type, type))
      return i;
  return G_N_ELEMENTS (classes);
}

static void
read_sizes (Vision *vision)
{
  HrTower    *tower = vision->tower;
  guint       known = class_of (vision);
  gboolean    is = known < G_N_ELEMENTS (classes);
  double      ratio = hr_config_number (&vision->reader, "mlp_ratio", 4, 64);
  const char *act;

  tower->layers = count (vision, "depth|num_hidden_layers|vt_num_hidden_layers|layers|num_layers",
                         is ? classes[known].layers : 0);
  /* Qwen2-VL calls the output hidden_size. */
  tower->hidden = count (vision, "embed_dim|hidden_size|vt_hidden_size|width",
                         is ? classes[known].hidden : 0);
  tower->intermediate = count (vision, "intermediate_size|vt_intermediate_size",
                               is ? classes[known].intermediate : floor (ratio * tower->hidden));
  tower->heads = count (vision, "num_heads|num_attention_heads|vt_num_attention_heads",
                        is ? classes[known].heads : 0);
  tower->patch = count (vision, "patch_size", is ? classes[known].patch : 14);
  tower->image_size = count (vision, "image_size", is ? classes[known].image : 0);
  tower->merge = count (vision, "spatial_merge_size|downsample_factor|pooling_kernel_size", 1);
  if (hr_config_list (&vision->reader, "merge_kernel_size") != NULL)
    tower->merge = count (vision, "merge_kernel_size", 2);
  vision->in_channels = count (vision, "in_channels|in_chans|num_channels", 3);
  vision->frames = count (vision, "temporal_patch_size", 1);
  act = hr_config_text (&vision->reader, "hidden_act");
  vision->rotary = (is && g_str_equal (classes[known].type, "pixtral"))
                   || hr_config_member (&vision->reader, "fullatt_block_indexes|embed_dim") != NULL;
  vision->gated = (is && classes[known].gated) || (act != NULL && g_str_equal (act, "silu"))
                  || hr_config_member (&vision->reader, "fullatt_block_indexes|num_key_value_heads"
                                                        "|position_embedding_size")
                         != NULL;
  if (hr_config_list (&vision->reader, "deepstack_visual_indexes") != NULL)
    vision->deep_mergers = json_array_get_length (
        hr_config_list (&vision->reader, "deepstack_visual_indexes"));
}

/* Positions that an image takes; what the formats' own image processors do. */
static void
read_tokens (Vision *vision, const HrConfigReader *outer)
{
  HrTower *tower = vision->tower;
  double   ratio = hr_config_number (&vision->reader, "downsample_ratio|pixel_shuffle_ratio", 0, 1);

  ratio = hr_config_number (outer, "downsample_ratio|pixel_shuffle_ratio", ratio, 1);
  vision->ratio = ratio;
  tower->tokens = hr_config_count (outer, "mm_tokens_per_image",
                                   count (vision, "mm_tokens_per_image|default_output_length", 0));
  if (tower->tokens == 0 && ratio > 0 && tower->patch > 0 && tower->image_size > 0)
    tower->tokens = (guint32) pow (floor (tower->image_size / tower->patch) * ratio, 2);
  tower->max_tiles = hr_config_count (outer, "max_dynamic_patch",
                                      count (vision, "max_dynamic_patch|max_num_tiles", 0));
  if (g_str_has_prefix (vision->shape->family, "llama4"))
    tower->max_tiles = 16;
}

/* GLM-4V: MLPs as wide as the output; the merging MLP has the width that the file names. */
static double
glm_params (const Vision *vision)
{
  const HrTower *tower = vision->tower;
  double         h = tower->hidden, w = tower->intermediate, merge = MAX (tower->merge, 1);
  double         out = count (vision, "out_hidden_size", vision->shape->hidden);
  double         side = tower->patch > 0 ? (double) tower->image_size / tower->patch : 0;

  return vision->in_channels * vision->frames * tower->patch * tower->patch * h + side * side * h
         + tower->layers * (4 * h * h + 3 * h * out + 2 * h) + merge * merge * h * out + out * out
         + 3 * out * w;
}

/* From the tower's width to the language model's. */
static double
joining_params (const Vision *vision, double ratio)
{
  const HrTower *tower = vision->tower;
  double         h = tower->hidden, text = vision->shape->hidden, merge = MAX (tower->merge, 1);
  double         merged = h * merge * merge;
  double         out = count (vision, "out_hidden_size|vision_output_dim|projection_dim", text);

  if (ratio > 0 && out != text) /* Llama 4 */
    return h / (ratio * ratio) * out + out * out + out * text;
  if (ratio > 0) /* InternVL */
    return h / (ratio * ratio) * text + text * text;
  if (merge > 1
      && hr_config_member (&vision->reader, "out_hidden_size|embed_dim|merge_kernel_size|depth"))
    return (1 + vision->deep_mergers) * (merged * merged + merged * out);
  if (merge > 1 && vision->gated) /* Pixtral in Mistral 3 */
    return merged * h + h * text + text * text;
  return h * out + (out != text ? out * text : 0);
}

/* Patches in, layers, and what makes them positions of the language model. */
static double
params_of (const Vision *vision, double ratio)
{
  const HrTower *tower = vision->tower;
  double         h = tower->hidden, w = tower->intermediate;
  double         side = tower->patch > 0 ? floor ((double) tower->image_size / tower->patch) : 0;
  double half = hr_config_number (&vision->reader, "position_embedding_size", side * side / 2,
                                  G_MAXINT32);
  double positions = count (vision, "num_position_embeddings", 2 * half);
  double layers = tower->layers + count (vision, "num_global_layers", 0);
  double kv = count (vision, "num_key_value_heads", tower->heads);
  double attention = 2 * h * h + 2 * h * h * (tower->heads > 0 ? kv / tower->heads : 1);

  if (g_str_has_prefix (vision->shape->family, "glm") && tower->intermediate > 0
      && hr_config_member (&vision->reader, "out_hidden_size") != NULL)
    return glm_params (vision);
  /* Rotary positions have no table. */
  if (vision->rotary)
    positions = 0;
  return vision->in_channels * vision->frames * tower->patch * tower->patch * h + positions * h
         + layers * (attention + (vision->gated ? 3 : 2) * h * w + 9 * h + w)
         + joining_params (vision, ratio);
}

static gboolean
read_vision (const HrConfigReader *outer, const char *key, HrModelShape *shape)
{
  Vision vision = { .shape = shape };

  if (shape->n_towers >= HR_MAX_TOWERS || !hr_config_object (outer, key, &vision.reader))
    return FALSE;
  vision.tower = &shape->towers[shape->n_towers];
  *vision.tower = (HrTower){ .kind = HR_TOWER_VISION };
  read_sizes (&vision);
  read_tokens (&vision, outer);
  vision.tower->params = hr_config_number (&vision.reader, "params_b", 0, 1e3) * 1e9;
  shape->n_towers++;
  if (vision.tower->params <= 0 && (vision.tower->layers == 0 || vision.tower->hidden == 0))
    {
      hr_config_add_unknown (outer, shape, key, key);
      return TRUE;
    }
  if (vision.tower->params <= 0)
    vision.tower->params = params_of (&vision, vision.ratio);
  return TRUE;
}

/* Two convolutions over a spectrum and a transformer: Whisper's encoder, as in the audio models
 * that were made from it. Others are named and not counted. */
static gboolean
read_audio (const HrConfigReader *outer, const char *key, HrModelShape *shape)
{
  HrConfigReader reader;
  HrTower       *tower;
  double         h, w;

  if (shape->n_towers >= HR_MAX_TOWERS || !hr_config_object (outer, key, &reader))
    return FALSE;
  tower = &shape->towers[shape->n_towers++];
  *tower = (HrTower){ .kind = HR_TOWER_AUDIO };
  tower->layers = hr_config_count (&reader, "encoder_layers|num_hidden_layers", 0);
  tower->hidden = hr_config_count (&reader, "d_model|hidden_size", 0);
  tower->heads = hr_config_count (&reader, "encoder_attention_heads|num_attention_heads", 0);
  tower->intermediate = hr_config_count (&reader, "encoder_ffn_dim|intermediate_size", 0);
  h = tower->hidden;
  w = tower->intermediate;
  if (hr_config_member (&reader, "encoder_ffn_dim") == NULL || h <= 0 || w <= 0)
    {
      hr_config_add_unknown (outer, shape, key, key);
      return TRUE;
    }
  tower->params = tower->layers * (4 * h * h + 2 * h * w) + 3 * h * h
                  + 3 * h * hr_config_count (&reader, "num_mel_bins", 80) + h * shape->hidden;
  tower->tokens_per_second = 25;
  return TRUE;
}

/* An image's keys and values in cross attention: as many positions as its tower makes. */
static void
set_cross_positions (HrModelShape *shape)
{
  const HrTower *tower = &shape->towers[0];
  double         side;

  if (shape->n_towers == 0 || tower->patch == 0)
    return;
  side = floor ((double) tower->image_size / tower->patch);
  for (guint i = 0; i < shape->n_kinds; i++)
    if (shape->kinds[i].mixer == HR_MIXER_CROSS)
      shape->kinds[i].fixed *= (side * side + 1) * MAX (tower->max_tiles, 1);
}

void
hr_config_read_towers (const HrConfigReader *reader, HrModelShape *shape)
{
  HrConfigReader outer = *reader, inner;

  outer.config = reader->outer;
  if (hr_config_object (&outer, "thinker_config", &inner)) /* Omni models */
    outer.config = inner.config;
  if (!read_vision (&outer, "vision_config", shape))
    read_vision (&outer, "vision_encoder", shape);
  if (!read_audio (&outer, "audio_config", shape))
    read_audio (&outer, "audio_encoder", shape);
  set_cross_positions (shape);
}
