/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-weight-format.h"

/* Sources: GGUF types: the table of bits per weight (Llama 3.1 8B) in llama.cpp's documentation of
 * its quantize tool. GPTQ and AWQ: 4 or 8 bits + a 16-bit scale and a zero point per group of 128.
 * NF4: 4 bits + a 32-bit constant per 64 weights (QLoRA paper, section 3), 0.127 bit with double
 * quantisation. INT8 of LLM.int8: 8 bits + one 16-bit scale a row. FP8: one scale a tensor or a
 * block. */
static const HrWeightFormat formats[] = {
  { "fp32", 32, FALSE, FALSE },       { "fp16", 16, FALSE, FALSE },
  { "bf16", 16, FALSE, FALSE },       { "fp8", 8.0, FALSE, TRUE },
  { "int8", 8.0, FALSE, TRUE },       { "gptq-int8", 8.25, FALSE, TRUE },
  { "fp6", 6.0, FALSE, TRUE },        { "int4", 4.5, FALSE, TRUE },
  { "gptq-int4", 4.25, FALSE, TRUE }, { "awq", 4.25, FALSE, TRUE },
  { "nf4", 4.5, FALSE, TRUE },        { "nf4-dq", 4.127, FALSE, TRUE },
  { "fp4", 4.5, FALSE, TRUE },        { "nvfp4", 4.5, FALSE, TRUE },
  { "mxfp4", 4.25, FALSE, TRUE },     { "exl2-4bpw", 4.0, FALSE, TRUE },
  { "iq1_s", 2.00, TRUE, FALSE },     { "iq1_m", 2.15, TRUE, FALSE },
  { "iq2_xxs", 2.38, TRUE, FALSE },   { "iq2_xs", 2.59, TRUE, FALSE },
  { "iq2_s", 2.74, TRUE, FALSE },     { "iq2_m", 2.93, TRUE, FALSE },
  { "iq3_xxs", 3.25, TRUE, FALSE },   { "iq3_xs", 3.50, TRUE, FALSE },
  { "iq3_s", 3.66, TRUE, FALSE },     { "iq3_m", 3.76, TRUE, FALSE },
  { "iq4_xs", 4.46, TRUE, FALSE },    { "iq4_nl", 4.68, TRUE, FALSE },
  { "q2_k_s", 2.97, TRUE, FALSE },    { "q2_k", 3.16, TRUE, FALSE },
  { "q3_k_s", 3.64, TRUE, FALSE },    { "q3_k_m", 4.00, TRUE, FALSE },
  { "q3_k_l", 4.30, TRUE, FALSE },    { "q4_0", 4.64, TRUE, FALSE },
  { "q4_1", 5.10, TRUE, FALSE },      { "q4_k_s", 4.67, TRUE, FALSE },
  { "q4_k_m", 4.89, TRUE, FALSE },    { "q5_0", 5.59, TRUE, FALSE },
  { "q5_1", 6.07, TRUE, FALSE },      { "q5_k_s", 5.57, TRUE, FALSE },
  { "q5_k_m", 5.70, TRUE, FALSE },    { "q6_k", 6.56, TRUE, FALSE },
  { "q8_0", 8.50, TRUE, FALSE },
};

/**
 * hr_weight_format_find:
 * @nick: "fp16", "int8", "q4_k_m", … in any case
 *
 * Returns: (transfer none) (nullable): the format, %NULL when there is none of that name.
 */
const HrWeightFormat *
hr_weight_format_find (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_tolower (nick[0]) == formats[i].nick[0]
        && g_ascii_strcasecmp (formats[i].nick, nick) == 0)
      return &formats[i];
  return NULL;
}

const HrWeightFormat *
hr_weight_format_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (formats), NULL);

  return &formats[index];
}

guint
hr_weight_format_n (void)
{
  return G_N_ELEMENTS (formats);
}

/**
 * hr_weight_format_allowed:
 *
 * Returns: (transfer full): "fp32, fp16, …", for error messages.
 */
char *
hr_weight_format_allowed (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", formats[i].nick);
  return g_string_free (text, FALSE);
}
