/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-resolve.h"
#include "hr-weight-format.h"

#include <string.h>

/* What files, engines and pages call the formats, by letters and digits alone. A name of a row with
 * is_near set is of a format that is nearly as large: a dynamic GGUF file keeps some layers at more
 * bits than the plain one of its name (within 3 % for 7B to 70B). */
static const struct
{
  const char *key;
  const char *nick;
  gboolean    is_near;
} names[] = {
  { "f32", "fp32", FALSE },
  { "float32", "fp32", FALSE },
  { "float", "fp32", FALSE },
  { "f16", "fp16", FALSE },
  { "float16", "fp16", FALSE },
  { "half", "fp16", FALSE },
  { "bfloat16", "bf16", FALSE },
  { "fp8e4m3", "fp8", FALSE },
  { "fp8e4m3fn", "fp8", FALSE },
  { "fp8e5m2", "fp8", FALSE },
  { "f8e4m3", "fp8", FALSE },
  { "f8e5m2", "fp8", FALSE },
  { "f8e4m3fn", "fp8", FALSE },
  { "float8", "fp8", FALSE },
  { "float8e4m3fn", "fp8", FALSE },
  { "e4m3", "fp8", FALSE },
  { "e4m3fn", "fp8", FALSE },
  { "e5m2", "fp8", FALSE },
  { "fp8dynamic", "fp8", FALSE },
  { "fp8block", "fp8", FALSE },
  { "w8a8fp8", "fp8", FALSE },
  { "fp8w8a8", "fp8", FALSE },
  { "w8a8", "int8", FALSE },
  { "w8a8int8", "int8", FALSE },
  { "smoothquant", "int8", FALSE },
  { "llmint8", "int8", FALSE },
  { "bnb8bit", "int8", FALSE },
  { "bitsandbytes8bit", "int8", FALSE },
  { "8bit", "int8", FALSE },
  { "i8", "int8", FALSE },
  { "gptq", "gptq-int4", FALSE },
  { "gptq4bit", "gptq-int4", FALSE },
  { "gptq4", "gptq-int4", FALSE },
  { "int4gptq", "gptq-int4", FALSE },
  { "gptqmarlin", "gptq-int4", FALSE },
  { "marlin", "gptq-int4", FALSE },
  { "w4a16", "gptq-int4", FALSE },
  { "autoround", "gptq-int4", FALSE },
  { "gptq8bit", "gptq-int8", FALSE },
  { "gptq8", "gptq-int8", FALSE },
  { "int8gptq", "gptq-int8", FALSE },
  { "w8a16", "gptq-int8", FALSE },
  { "awqint4", "awq", FALSE },
  { "awq4bit", "awq", FALSE },
  { "awq4", "awq", FALSE },
  { "int4awq", "awq", FALSE },
  { "awqmarlin", "awq", FALSE },
  { "4bit", "int4", FALSE },
  { "i4", "int4", FALSE },
  { "uint4", "int4", FALSE },
  { "bnb", "nf4", FALSE },
  { "bnb4bit", "nf4", FALSE },
  { "bnbnf4", "nf4", FALSE },
  { "bitsandbytes", "nf4", FALSE },
  { "bitsandbytes4bit", "nf4", FALSE },
  { "normalfloat4", "nf4", FALSE },
  { "nf4doublequant", "nf4-dq", FALSE },
  { "nf4double", "nf4-dq", FALSE },
  { "qlora", "nf4-dq", FALSE },
  { "fp6e3m2", "fp6", FALSE },
  { "mxfp4moe", "mxfp4", FALSE },
  { "fp4mx", "mxfp4", FALSE },
  { "fp4nv", "nvfp4", FALSE },
  { "modeloptfp4", "nvfp4", FALSE },
  { "w4a4nvfp4", "nvfp4", FALSE },
  { "exl2", "exl2-4bpw", FALSE },
  { "exl240bpw", "exl2-4bpw", FALSE },
  { "exl24", "exl2-4bpw", FALSE },
  { "q3k", "q3_k_m", FALSE },
  { "q4k", "q4_k_m", FALSE },
  { "q5k", "q5_k_m", FALSE },
  { "q8", "q8_0", FALSE },
  { "q2kl", "q2_k", TRUE },
  { "q2kxl", "q2_k", TRUE },
  { "q3kxl", "q3_k_l", TRUE },
  { "q4kl", "q4_k_m", TRUE },
  { "q4kxl", "q4_k_m", TRUE },
  { "q5kl", "q5_k_m", TRUE },
  { "q5kxl", "q5_k_m", TRUE },
  { "q6kl", "q6_k", TRUE },
  { "q6kxl", "q6_k", TRUE },
  { "q8kxl", "q8_0", TRUE },
};

/* "UD-Q4_K_XL", "GGUF Q4_K_M": whose files they are says nothing of their bits. */
static const char *
skip_prefix (const char *key)
{
  static const char *const prefixes[] = { "ud", "gguf", "ggml" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (key, prefixes[i]) && key[strlen (prefixes[i])] != '\0')
      return key + strlen (prefixes[i]);
  return key;
}

static gboolean
find_nick (const char *key, HrResolved *resolved)
{
  for (guint i = 0; i < hr_weight_format_n (); i++)
    {
      const char      *nick = hr_weight_format_get (i)->nick;
      g_autofree char *own = hr_name_key (nick);

      if (strcmp (own, key) != 0)
        continue;
      *resolved = (HrResolved){ HR_RESOLVED_NAME, 1, { nick } };
      return TRUE;
    }
  return FALSE;
}

void
hr_format_names_resolve (const char *text, HrResolved *resolved)
{
  g_autofree char *whole = hr_name_key (text);
  const char      *key = skip_prefix (whole);
  const guint      n = hr_weight_format_n ();

  for (guint i = 0; i < n; i++)
    if (strcmp (hr_weight_format_get (i)->nick, text) == 0)
      {
        *resolved = (HrResolved){ HR_RESOLVED_ID, 1, { hr_weight_format_get (i)->nick } };
        return;
      }
  if (find_nick (whole, resolved) || find_nick (key, resolved))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].key, whole) == 0 || strcmp (names[i].key, key) == 0)
      {
        *resolved = (HrResolved){ names[i].is_near ? HR_RESOLVED_NEAR : HR_RESOLVED_NAME,
                                  1,
                                  { hr_weight_format_find (names[i].nick)->nick } };
        return;
      }
  {
    g_autofree HrNamed *all = g_new0 (HrNamed, n);

    for (guint i = 0; i < n; i++)
      all[i].id = hr_weight_format_get (i)->nick;
    hr_name_nearest (all, n, text, resolved);
  }
}
