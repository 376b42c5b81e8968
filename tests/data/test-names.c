/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-resolve.h"

#include <string.h>

static void
test_resolve (void)
{
  static const struct
  {
    HrNameKind    kind;
    const char   *text;
    HrResolvedHow how;
    const char   *ids; /* the first ones of those that are told */
  } cases[] = {
    { HR_NAME_MODEL, "llama-3.1-8b", HR_RESOLVED_ID, "llama-3.1-8b" },
    { HR_NAME_MODEL, "Llama 3.1 8B", HR_RESOLVED_NAME, "llama-3.1-8b" },
    { HR_NAME_MODEL, "llama3.1:8b", HR_RESOLVED_NAME, "llama-3.1-8b" },
    { HR_NAME_MODEL, "QWEN3-32B", HR_RESOLVED_NAME, "qwen3-32b" },
    { HR_NAME_MODEL, "gptoss20b", HR_RESOLVED_NAME, "gpt-oss-20b" },
    { HR_NAME_MODEL, "openai/gpt-oss-120b", HR_RESOLVED_NAME, "gpt-oss-120b" },
    { HR_NAME_MODEL, "hf.co/unsloth/gpt-oss-20b-GGUF:Q4_K_M", HR_RESOLVED_NAME, "gpt-oss-20b" },
    { HR_NAME_MODEL, "Qwen/Qwen2.5-14B-Instruct", HR_RESOLVED_BASE, "qwen2.5-14b" },
    { HR_NAME_MODEL, "Qwen2.5-14B-Instruct-AWQ", HR_RESOLVED_BASE, "qwen2.5-14b" },
    { HR_NAME_MODEL, "mistralai/Mistral-7B-Instruct-v0.3", HR_RESOLVED_BASE, "mistral-7b" },
    { HR_NAME_MODEL, "google/gemma-2-9b-it", HR_RESOLVED_BASE, "gemma-2-9b" },
    { HR_NAME_MODEL, "Qwen3-30B-A3B-Instruct-2507", HR_RESOLVED_BASE, "qwen3-30b-a3b" },
    { HR_NAME_MODEL, "deepseek-r1-distill-qwen-14b", HR_RESOLVED_BASE, "qwen2.5-14b" },
    { HR_NAME_MODEL, "unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF", HR_RESOLVED_BASE,
      "llama-3.1-8b" },
    { HR_NAME_MODEL, "deepseek-r1:32b", HR_RESOLVED_BASE, "qwen2.5-32b" },
    { HR_NAME_MODEL, "meta-llama/Llama-2-7b-chat-hf", HR_RESOLVED_BASE, "llama-2-7b" },
    { HR_NAME_MODEL, "mpt-7b", HR_RESOLVED_ID, "mpt-7b" },
    { HR_NAME_MODEL, "llama 8b", HR_RESOLVED_SEVERAL, "llama-3-8b, llama-3.1-8b" },
    { HR_NAME_MODEL, "qwen 72b", HR_RESOLVED_SEVERAL, "qwen-72b, qwen2.5-72b, qwen2-72b" },
    { HR_NAME_MODEL, "qwen:72b", HR_RESOLVED_NAME, "qwen-72b" },
    { HR_NAME_MODEL, "qwen-72b", HR_RESOLVED_ID, "qwen-72b" },
    { HR_NAME_MODEL, "lama-3.1-8b", HR_RESOLVED_NONE, "llama-3.1-8b" },
    { HR_NAME_MODEL, "Qwen2.5-VL-7B-Instruct", HR_RESOLVED_NAME, "qwen2.5-vl-7b" },
    { HR_NAME_IMAGE_MODEL, "ResNet-50", HR_RESOLVED_NAME, "resnet50" },
    { HR_NAME_GPU, "RTX 3090", HR_RESOLVED_NAME, "rtx-3090" },
    { HR_NAME_GPU, "RTX 2080 Ti", HR_RESOLVED_NAME, "rtx-2080-ti" },
    { HR_NAME_GPU, "4060 laptop", HR_RESOLVED_NAME, "rtx-4060-laptop" },
    { HR_NAME_GPU, "Tesla P40", HR_RESOLVED_NAME, "p40" },
    { HR_NAME_GPU, "DGX Spark", HR_RESOLVED_NAME, "gb10-spark" },
    { HR_NAME_GPU, "NVIDIA GB10", HR_RESOLVED_NAME, "gb10-spark" },
    { HR_NAME_GPU, "Strix Halo", HR_RESOLVED_NAME, "ryzen-ai-max-395" },
    { HR_NAME_GPU, "M4 Max", HR_RESOLVED_SEVERAL, "apple-m4-max-64gb, apple-m4-max-128gb" },
    { HR_NAME_GPU, "4090", HR_RESOLVED_NAME, "rtx-4090" },
    { HR_NAME_GPU, "NVIDIA A100-SXM4-80GB", HR_RESOLVED_NAME, "a100-sxm4-80gb" },
    { HR_NAME_GPU, "7900xtx", HR_RESOLVED_NAME, "rx-7900-xtx" },
    { HR_NAME_GPU, "rtx 4060 ti", HR_RESOLVED_SEVERAL, "rtx-4060-ti-8gb, rtx-4060-ti-16gb" },
    { HR_NAME_GPU, "rtx-3009", HR_RESOLVED_NONE, "rtx-3090" },
    { HR_NAME_PLATFORM, "AM5", HR_RESOLVED_NAME, "am5" },
    { HR_NAME_WEIGHT_FORMAT, "Q4_K_M", HR_RESOLVED_NAME, "q4_k_m" },
    { HR_NAME_WEIGHT_FORMAT, "gptq", HR_RESOLVED_NAME, "gptq-int4" },
    { HR_NAME_WEIGHT_FORMAT, "W4A16", HR_RESOLVED_NAME, "gptq-int4" },
    { HR_NAME_WEIGHT_FORMAT, "fp8_e4m3", HR_RESOLVED_NAME, "fp8" },
    { HR_NAME_WEIGHT_FORMAT, "UD-Q4_K_XL", HR_RESOLVED_NEAR, "q4_k_m" },
    { HR_NAME_WEIGHT_FORMAT, "bnb-4bit", HR_RESOLVED_NAME, "nf4" },
    { HR_NAME_WEIGHT_FORMAT, "q4_k_n", HR_RESOLVED_NONE, "q4_k_s" },
    { HR_NAME_WEIGHT_FORMAT, "nonsense", HR_RESOLVED_NONE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrResolved  resolved;
      const char *id = hr_resolve (hr_builtin_snapshot (), cases[i].kind, cases[i].text, &resolved);
      g_autofree char *list = hr_resolved_list (&resolved);

      g_test_message ("%s: %d %s", cases[i].text, resolved.how, list);
      g_assert_cmpint (resolved.how, ==, cases[i].how);
      if (cases[i].how >= HR_RESOLVED_ID)
        g_assert_cmpstr (id, ==, cases[i].ids);
      else
        {
          g_auto (GStrv) ids = g_strsplit (cases[i].ids, ", ", -1);

          g_assert_null (id);
          for (guint k = 0; ids[k] != NULL; k++)
            g_assert_nonnull (strstr (list, ids[k]));
        }
    }
}

/* What a list shows is what can be typed. */
static void
test_own (void)
{
  const HrSnapshot *snapshot = hr_builtin_snapshot ();
  HrResolved        resolved;

  for (guint i = 0; i < snapshot->n_models; i++)
    {
      const HrModelPreset *model = &snapshot->models[i];
      g_autofree char     *upper = g_ascii_strup (model->id, -1);

      g_test_message ("%s", model->id);
      g_assert_cmpstr (hr_resolve (snapshot, HR_NAME_MODEL, model->id, &resolved), ==, model->id);
      g_assert_cmpstr (hr_resolve (snapshot, HR_NAME_MODEL, model->name, &resolved), ==, model->id);
      g_assert_cmpstr (hr_resolve (snapshot, HR_NAME_MODEL, upper, &resolved), ==, model->id);
    }
  for (guint i = 0; i < snapshot->n_image_models; i++)
    g_assert_cmpstr (
        hr_resolve (snapshot, HR_NAME_IMAGE_MODEL, snapshot->image_models[i].id, &resolved), ==,
        snapshot->image_models[i].id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/resolve", test_resolve);
  g_test_add_func ("/names/own", test_own);
  return g_test_run ();
}
