/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-log.h"

#include <math.h>
#include <string.h>

static const char *data_file;

static HrLog *
read_text (const char *text)
{
  return hr_log_read (text, strlen (text));
}

static gboolean
is_near (double a, double b)
{
  return fabs (a - b) <= 0.02 * fabs (b) + 0.006;
}

/* Each number of @facts was read, within what its digits tell. */
static void
check_facts (const char *id, const HrLog *log, JsonObject *facts)
{
  JsonObjectIter iter;
  const char    *key;
  JsonNode      *value;

  json_object_iter_init (&iter, facts);
  while (json_object_iter_next (&iter, &key, &value))
    {
      double got = hr_log_number (log, key, NAN);

      if (!is_near (got, json_node_get_double (value)))
        g_error ("%s: %s is %g, not %g", id, key, got, json_node_get_double (value));
    }
}

static double
gpu_number (const HrLogGpu *gpu, const char *key)
{
  return g_str_equal (key, "total_gib")       ? gpu->total_gib
         : g_str_equal (key, "used_gib")      ? gpu->used_gib
         : g_str_equal (key, "free_gib")      ? gpu->free_gib
         : g_str_equal (key, "power_limit_w") ? gpu->power_limit_w
         : g_str_equal (key, "integrated")    ? gpu->is_integrated
                                              : NAN;
}

static void
check_gpus (const char *id, const HrLog *log, JsonArray *gpus)
{
  g_assert_cmpuint (log->gpus->len, ==, json_array_get_length (gpus));
  for (guint i = 0; i < log->gpus->len; i++)
    {
      const HrLogGpu *gpu = &g_array_index (log->gpus, HrLogGpu, i);
      JsonObjectIter  iter;
      const char     *key;
      JsonNode       *value;

      json_object_iter_init (&iter, json_array_get_object_element (gpus, i));
      while (json_object_iter_next (&iter, &key, &value))
        if (g_str_equal (key, "name"))
          g_assert_cmpstr (gpu->name, ==, json_node_get_string (value));
        else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
          g_assert_true (gpu->is_integrated == json_node_get_boolean (value));
        else if (!is_near (gpu_number (gpu, key), json_node_get_double (value)))
          g_error ("%s: %s of card %u is %g", id, key, i, gpu_number (gpu, key));
    }
}

static void
check_case (JsonObject *object)
{
  const char *id = json_object_get_string_member (object, "id");
  const char *gpu = json_object_get_string_member_with_default (object, "gpu", NULL);
  g_autoptr (HrLog) log = read_text (json_object_get_string_member (object, "text"));

  g_test_message ("%s", id);
  g_assert_cmpstr (hr_log_class_nick (log->klass), ==,
                   json_object_get_string_member (object, "class"));
  check_facts (id, log, json_object_get_object_member (object, "facts"));
  if (json_object_has_member (object, "gpus"))
    check_gpus (id, log, json_object_get_array_member (object, "gpus"));
  /* A card that the text does not name is never told. */
  g_assert_cmpstr (hr_log_said (log, "gpu"), ==, gpu);
}

static void
test_file (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (data_file, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
      check_case (json_node_get_object (json_parser_get_root (parser)));
      n++;
    }
  g_assert_cmpuint (n, >=, 60);
}

/* The same message with terminal colours, Windows' line ends, in UTF-16, or broken into lines. */
static void
test_disguises (void)
{
  static const char *const texts[] = {
    "\033[1;31mCUDA out of memory.\033[0m Tried to allocate \033[1m2.00 GiB\033[0m. GPU 0 has a "
    "total "
    "capacity of 23.64 GiB of which 1.21 GiB is free.",
    "\r\nCUDA out of memory. Tried to allocate 2.00 GiB.\r\nGPU 0 has a total capacity of 23.64 "
    "GiB of "
    "which 1.21 GiB is free.\r\n",
    " 12%|#   |\r 14%|#   |\rCUDA out of memory. Tried to\nallocate 2.00 GiB. GPU 0 has a total\n"
    "capacity of 23.64 GiB of which\n1.21 GiB is free.",
    "{\"log\":\"Traceback (most recent call last):\\n  File \\\"a.py\\\", line 1, in <module>\\n   "
    " main()\\n"
    "  File \\\"b.py\\\", line 7, in main\\n    y = model(x)\\n  File \\\"c.py\\\", line 9, in "
    "forward\\n"
    "    return self.layers(x)\\n  File \\\"d.py\\\", line 10, in forward\\n    h = self.attn(x)\\n"
    "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total "
    "capacity "
    "of 23.64 GiB of which 1.21 GiB is free.\\n\"}",
  };
  g_autofree char *wide = NULL;
  gsize            n_wide;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HrLog) log = read_text (texts[i]);

      g_test_message ("%u", i);
      g_assert_cmpint (log->klass, ==, HR_LOG_GPU_MEMORY);
      g_assert_cmpfloat_with_epsilon (hr_log_number (log, "wanted_gib", 0), 2, 1e-6);
      g_assert_cmpfloat_with_epsilon (hr_log_number (log, "total_gib", 0), 23.64, 1e-6);
      g_assert_cmpfloat_with_epsilon (hr_log_number (log, "free_gib", 0), 1.21, 1e-6);
    }
  wide = g_convert (texts[0], -1, "UTF-16", "UTF-8", NULL, &n_wide, NULL);
  {
    g_autoptr (HrLog) log = hr_log_read (wide, n_wide);

    g_assert_cmpint (log->klass, ==, HR_LOG_GPU_MEMORY);
    g_assert_cmpfloat_with_epsilon (hr_log_number (log, "total_gib", 0), 23.64, 1e-6);
  }
}

/* Figures decide, not the hint that the message always ends with. */
static void
test_fragmentation (void)
{
  static const struct
  {
    const char *free, *unallocated;
    HrLogClass  klass;
  } cases[] = {
    { "512.00 MiB", "9.00 GiB", HR_LOG_GPU_FRAGMENTED }, /* more than 3 GiB and than a tenth */
    { "512.00 MiB", "2.90 GiB", HR_LOG_GPU_MEMORY },
    { "3.50 GiB", "9.00 GiB", HR_LOG_UNKNOWN }, /* that much was free */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "CUDA out of memory. Tried to allocate 3.00 GiB. GPU 0 has a total capacity of 40.00 GiB "
          "of "
          "which %s is free. Including non-PyTorch memory, this process has 36.40 GiB memory in "
          "use. "
          "Of the allocated memory 26.00 GiB is allocated by PyTorch, and %s is reserved by "
          "PyTorch "
          "but unallocated. If reserved but unallocated memory is large try setting "
          "PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True to avoid fragmentation.",
          cases[i].free, cases[i].unallocated);
      g_autoptr (HrLog) log = read_text (text);
      g_auto (GStrv) remedies = hr_log_remedies (log);
      g_autofree char *all = g_strjoinv ("\n", remedies);

      g_assert_cmpint (log->klass, ==, cases[i].klass);
      g_assert_true ((strstr (all, "expandable_segments") != NULL)
                     == (cases[i].klass == HR_LOG_GPU_FRAGMENTED));
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double      wanted;
  } cases[] = {
    { "Speicher: Grafikspeicher reicht nicht aus: 1.536,50 MiB benötigt", 1.5005 },
    { "GPU out of memory: 1,536.50 MiB requested", 1.5005 },
    { "GPU out of memory: requested 1,610,612,736 bytes", 1.5 },
    { "GPU out of memory: requested 1.61e9 bytes", 1.4994 },
    { "GPU out of memory, 1.5GiB needed", 1.5 },
    { "显存不足：需要 1.50 GB", 1.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrLog) log = read_text (cases[i].text);

      g_assert_cmpint (log->klass, ==, HR_LOG_GPU_MEMORY);
      g_assert_cmpfloat_with_epsilon (hr_log_number (log, "wanted_gib", 0), cases[i].wanted, 1e-3);
    }
}

/* What the text says fills a plan; what could be several things is asked for. */
static void
test_plan (void)
{
  const HrSnapshot *snapshot = hr_builtin_snapshot ();
  g_autoptr (HrLog) log = read_text (
      "  Device 0: NVIDIA GeForce RTX 3060, compute capability 8.6, VMM: yes\n"
      "llama_model_loader: loaded meta data with 30 key-value pairs from /m/Qwen3-14B-Q6_K.gguf\n"
      "print_info: file type   = Q6_K\nllama_context: n_ctx         = 16384\n"
      "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 11218.07 MiB on device 0: cudaMalloc "
      "failed: out of memory\n");
  g_auto (GStrv) asks = NULL, open = NULL;
  g_autoptr (JsonObject) plan = hr_log_plan (log, snapshot, &asks);
  g_autoptr (JsonObject) empty = NULL;
  g_autoptr (HrLog)
      bare = read_text ("CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 23.64 GiB "
                        "total capacity; 20.00 GiB already allocated)");
  JsonObject *workload = json_object_get_object_member (plan, "workload");

  g_assert_cmpstr (json_object_get_string_member (workload, "task"), ==, "llm-inference");
  g_assert_cmpstr (json_object_get_string_member (workload, "model"), ==, "qwen3-14b");
  g_assert_cmpstr (json_object_get_string_member (workload, "weight_format"), ==, "q6_k");
  g_assert_cmpint (json_object_get_int_member (workload, "context_length"), ==, 16384);
  /* A GeForce RTX 3060 has 12 or 8 GB: the name alone does not say which. */
  empty = hr_log_plan (bare, snapshot, &open);
  g_assert_false (json_object_has_member (empty, "system"));
  g_assert_true (g_strv_contains ((const char *const *) open, "system.gpu"));
  g_assert_true (g_strv_contains ((const char *const *) open, "workload.model"));
}

/* One name stands for cards of two sizes: what was free on it can tell which. */
static void
test_size_of_card (void)
{
  static const struct
  {
    const char *free, *id;
  } cases[] = { { "11219", "rtx-3060-12gb" }, { "7011", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "llama_model_load_from_file_impl: using device CUDA0 (NVIDIA GeForce RTX 3060) - %s MiB "
          "free\n"
          "allocating 18508.35 MiB on device 0: cudaMalloc failed: out of memory\n",
          cases[i].free);
      g_autoptr (HrLog) log = read_text (text);
      g_autofree HrMachine *machine = g_new0 (HrMachine, 1);

      hr_log_machine (log, hr_builtin_snapshot (), machine);
      g_assert_cmpuint (machine->n_gpus, ==, 1);
      g_assert_cmpstr (machine->gpus[0].gpu, ==, cases[i].id ? cases[i].id : "");
    }
}

/* What grows from step to step and never falls is a leak; what goes up and down is none. */
static void
test_leak (void)
{
  for (guint grows = 0; grows < 2; grows++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < 12; i++)
        g_string_append_printf (text, "step %u memory allocated: %.2f GiB\n", i,
                                grows   ? 6 + 1.3 * i
                                : i % 2 ? 18
                                        : 6.0);
      g_string_append (
          text, "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of "
                "23.64 GiB of which 1.21 GiB is free.\n");
      {
        g_autoptr (HrLog) log = read_text (text->str);
        g_auto (GStrv) sentences = hr_log_sentences (log);
        g_autofree char *all = g_strjoinv ("\n", sentences);

        g_assert_cmpint (log->klass, ==, HR_LOG_GPU_MEMORY);
        g_assert_true ((strstr (all, "grew") != NULL) == (grows == 1));
      }
    }
}

/* A long text takes time in proportion to its length, and the end of it counts. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 start = g_get_monotonic_time ();

  while (text->len < 6 * 1024 * 1024)
    g_string_append (
        text, "12:00:01 step 1 %{%s allocated 1 2 3 4 5 6 7 8 9 GPU (((( memory |||| 1,2,3,4\n");
  g_string_append (
      text, "CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 23.64 GiB total capacity)");
  {
    g_autoptr (HrLog) log = hr_log_read (text->str, text->len);

    g_assert_cmpint (log->klass, ==, HR_LOG_GPU_MEMORY);
  }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  data_file = argv[1];
  g_test_add_func ("/log/file", test_file);
  g_test_add_func ("/log/disguises", test_disguises);
  g_test_add_func ("/log/fragmentation", test_fragmentation);
  g_test_add_func ("/log/numbers", test_numbers);
  g_test_add_func ("/log/plan", test_plan);
  g_test_add_func ("/log/size-of-card", test_size_of_card);
  g_test_add_func ("/log/leak", test_leak);
  g_test_add_func ("/log/long", test_long);
  return g_test_run ();
}
