/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-reader.h"

#include "hr-json-text.h"
#include "hr-string.h"

#include <string.h>

/* Which format a checkpoint's weights are in, by its quantization_config. */

static const struct
{
  const char *method;
  guint       bits; /* 0 = whatever */
  const char *nick;
} methods[] = {
  { "mxfp4", 0, "mxfp4" },
  { "fp8", 0, "fp8" },
  { "fbgemm_fp8", 0, "fp8" },
  { "awq", 0, "awq" },
  { "gptq", 8, "gptq-int8" },
  { "gptq", 0, "gptq-int4" },
  { "auto-round", 0, "gptq-int4" },
  { "nvfp4", 0, "nvfp4" },
  { "modelopt_fp4", 0, "nvfp4" },
  { "eetq", 0, "int8" },
  { "int8", 0, "int8" },
  { "int4", 0, "int4" },
};

/* compressed-tensors and ModelOpt: the type and bits of the first group's weights. */
static const char *
group_format (const HrConfigReader *quantization)
{
  HrConfigReader groups, group, weights;
  const char    *type;
  guint32        bits, size;

  if (!hr_config_object (quantization, "config_groups", &groups))
    return NULL;
  if (!hr_config_object (&groups, "group_0|FP8_BLOCK|W4A16|0", &group)
      || !hr_config_object (&group, "weights", &weights))
    return NULL;
  type = hr_config_text (&weights, "type");
  bits = hr_config_count (&weights, "num_bits", 0);
  size = hr_config_count (&weights, "group_size", 0);
  if (type != NULL && g_str_equal (type, "float"))
    return bits == 4 ? size == 32 ? "mxfp4" : "nvfp4" : "fp8";
  return bits == 8 ? "int8" : bits == 4 && size <= 32 ? "int4" : bits == 4 ? "gptq-int4" : NULL;
}

static const char *
bitsandbytes_format (const HrConfigReader *quantization)
{
  const char *type = hr_config_text (quantization, "bnb_4bit_quant_type");

  if (!hr_config_flag (quantization, "load_in_4bit|_load_in_4bit", FALSE))
    return "int8";
  if (type != NULL && g_str_equal (type, "fp4"))
    return "fp4";
  return hr_config_flag (quantization, "bnb_4bit_use_double_quant", FALSE) ? "nf4-dq" : "nf4";
}

static const char *
quantised_format (const HrConfigReader *quantization)
{
  const char *method = hr_config_text (quantization, "quant_method");
  const char *algorithm = hr_config_text (quantization, "quant_algo|fmt|format");
  guint32     bits = hr_config_count (quantization, "bits|w_bit", 0);

  if (method == NULL)
    method = "";
  if (g_str_equal (method, "bitsandbytes") || g_str_equal (method, "bnb"))
    return bitsandbytes_format (quantization);
  if (g_str_equal (method, "compressed-tensors") || g_str_equal (method, "quark"))
    return group_format (quantization);
  if (algorithm != NULL && g_strrstr (algorithm, "FP4") != NULL)
    return "nvfp4";
  if (algorithm != NULL && g_str_equal (algorithm, "FP8"))
    return "fp8";
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].method, method)
        && (methods[i].bits == 0 || methods[i].bits == bits))
      return methods[i].nick;
  return NULL;
}

/* Whether attention is left as it is: then only the experts are in the format. */
static gboolean
keeps_attention (const HrConfigReader *quantization)
{
  JsonArray *kept = hr_config_list (quantization,
                                    "modules_to_not_convert|ignore|ignored_layers|exclude_modules");

  for (guint i = 0; kept != NULL && i < json_array_get_length (kept); i++)
    {
      JsonNode *node = json_array_get_element (kept, i);

      if (hr_json_is_text (node) && strstr (json_node_get_string (node), "attn") != NULL)
        return TRUE;
    }
  return FALSE;
}

void
hr_config_read_format (const HrConfigReader *reader, HrModelShape *shape)
{
  HrConfigReader outer = *reader, quantization;
  const char    *nick, *kept;

  outer.config = reader->outer;
  kept = hr_config_text (&outer, "native_format"); /* of a preset */
  if (kept != NULL)
    {
      hr_string_copy (shape->native_format, sizeof shape->native_format, kept);
      kept = hr_config_text (&outer, "native_rest");
      hr_string_copy (shape->native_rest, sizeof shape->native_rest, kept ? kept : "");
      return;
    }
  if (!hr_config_object (&outer, "quantization_config|compression_config", &quantization)
      && !hr_config_object (reader, "quantization_config", &quantization))
    return;
  nick = quantised_format (&quantization);
  if (nick == NULL)
    {
      kept = hr_config_text (&quantization, "quant_method");
      hr_config_add_unknown (&outer, shape, "quantization_config", kept ? kept : "quant_method");
      return;
    }
  hr_string_copy (shape->native_format, sizeof shape->native_format, nick);
  if (shape->experts > 1 && keeps_attention (&quantization))
    hr_string_copy (shape->native_rest, sizeof shape->native_rest, "bf16");
}
