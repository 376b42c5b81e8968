/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <string.h>

/* What is said in words of nobody in particular: that an allocation failed, of which memory, and
 * the figures around it, by the words that stand beside each. */

#define LINES_BEFORE 4
#define LINES_BEHIND 6
#define REACH        44 /* bytes of words beside a figure */
#define N_WEAK       2  /* of the words that name figures */

/* clang-format off */
static const char *const failing[] = {
  "out of memory", "outofmemory", "out-of-memory", "out_of_memory", "failed to allocate",
  "failed to alloc", "could not allocate", "couldn't allocate", "cannot allocate",
  "can't allocate", "unable to allocate", "allocation failed", "alloc failed",
  "allocation failure", "not enough memory", "insufficient memory", "memory exhausted",
  "memory allocation error", "memory allocation failure", "low on memory", "does not fit in",
  "doesn't fit in", "bad_alloc", "memoryerror", "exceeds available", "ran out of memory",
  "nicht genügend speicher", "nicht genug speicher", "speicher reicht nicht", "zu wenig speicher",
  "kein speicher", "mémoire insuffisante", "memoria insuficiente", "недостаточно памяти", "メモリ不足",
  "memory full", "oom error", "oom-killed", "oom killed", "exceeds the available",
  "more memory than", "failed to reserve", "分配失败", "out of resources",
};
static const char *const of_card[] = {
  "cuda", "gpu", "hsa_", "vram", "hip ", "hip:", "rocm", "vulkan", "opencl", "metal", "optix",
  "device memory", "xpu", "npu", "tpu", "hbm", "显存", "graphics", "grafik", "video memory",
  "videospeicher", "opengl", "d3d1", "dxgi", "sycl", "level zero", "oneapi", "nvidia", "geforce",
  "radeon", "cudnn", "cublas", "cusolver", "nvrtc", "vk_", "cl_", "ggml_backend", "on device",
  "rmm", "device 0", "device #",
};
static const char *const of_host[] = {
  "host mem", "host ram", "system memory", "system ram", "main memory", "physical memory",
  "cpu memory", "on cpu", "cpu:", "swap", "virtual memory", "page file", "pagefile", "paging file",
  "arbeitsspeicher", "hauptspeicher", "heap", "malloc", "memoryerror", "bad_alloc", "numpy",
  " ram", "cgroup", "container", "oom-kill", "oom kill", "内存", "memory limit", "fork", "mmap",
  "ram ", "rss",
};
/* clang-format on */

static gboolean
has_any (const char *lower, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

#define HAS(lower, words) has_any (lower, words, G_N_ELEMENTS (words))

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static gboolean
has_word (const char *lower, const char *word)
{
  gsize n = strlen (word);

  for (const char *at = strstr (lower, word); at != NULL; at = strstr (at + 1, word))
    if ((at == lower || !is_word_char (at[-1])) && !is_word_char (at[n]))
      return TRUE;
  return FALSE;
}

static void
add_mark (HrLogReader *reader, HrLogMark mark)
{
  reader->log->marks |= mark;
}

/* Of which memory: the line's own words, those of the lines around, and what the program works
 * with. */
static HrLogMark
memory_of (const HrLogReader *reader, guint line)
{
  const char *lower = reader->lower->pdata[line];
  gboolean    card = HAS (lower, of_card), host = HAS (lower, of_host);

  for (guint i = 1; !card && !host && i <= 3; i++)
    {
      const char *before = line >= i ? reader->lower->pdata[line - i] : "";
      const char *behind = line + i < reader->lower->len ? reader->lower->pdata[line + i] : "";

      card = HAS (before, of_card) || HAS (behind, of_card);
      host = HAS (before, of_host) || HAS (behind, of_host);
    }
  if (card && host)
    return strstr (lower, "host") || strstr (lower, "system") || strstr (lower, "cpu")
               ? HR_MARK_HOST
               : HR_MARK_GPU;
  if (card || host)
    return card ? HR_MARK_GPU : HR_MARK_HOST;
  for (guint i = 0; i < reader->lower->len; i++)
    if (HAS (reader->lower->pdata[i], of_card))
      return HR_MARK_GPU;
  return 0;
}

/* A shell's own word on how a process ended. */
static void
read_killed (HrLogReader *reader, guint line)
{
  g_autofree char *plain = g_strstrip (g_strdup (reader->lower->pdata[line]));

  if (g_str_equal (plain, "killed") || g_str_has_suffix (plain, ": killed")
      || g_str_has_prefix (plain, "zsh: killed") || strstr (plain, " killed  ") != NULL
      || g_str_has_prefix (plain, "killed:") || g_str_equal (plain, "getötet")
      || g_str_equal (plain, "已杀死") || g_str_equal (plain, "已终止"))
    {
      add_mark (reader, HR_MARK_KILLED);
      hr_log_set_text (reader->log, "signal", "SIGKILL", -1, HR_KEEP_FIRST);
    }
  if (g_str_has_prefix (plain, "bus error"))
    {
      add_mark (reader, HR_MARK_CRASHED);
      hr_log_set_text (reader->log, "signal", "SIGBUS", -1, HR_KEEP_FIRST);
    }
}

/* "ValueError: …": an error with a name. What may well be a lack of memory in disguise is left. */
static void
read_error (HrLogReader *reader, guint line)
{
  static const char *const ends[] = { "error: ", "exception: ", "error\n" };
  const char              *lower = reader->lower->pdata[line];

  if (strstr (lower, "not_initialized") || strstr (lower, "internal_error")
      || strstr (lower, "memory") || strstr (lower, "signal"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *at = strstr (lower, ends[i]);

      if (at != NULL && at > lower && g_ascii_isalpha (at[-1]))
        add_mark (reader, HR_MARK_ERROR);
    }
}

/**
 * hr_log_read_failure:
 * @line: one that no row knows as a failure
 */
void
hr_log_read_failure (HrLogReader *reader, guint line)
{
  const char *lower = reader->lower->pdata[line];

  read_killed (reader, line);
  read_error (reader, line);
  if ((!HAS (lower, failing) && !has_word (lower, "oom")) || strstr (lower, "oom_score")
      || strstr (lower, "oom debugging") || strstr (lower, "max_split_size"))
    return;
  if (reader->n_failures < G_N_ELEMENTS (reader->failures))
    reader->failures[reader->n_failures++] = line;
  add_mark (reader, memory_of (reader, line));
}

typedef enum
{
  ROLE_NONE,
  ROLE_WANTED,
  ROLE_FREE,
  ROLE_TOTAL,
  ROLE_LIMIT,
  ROLE_USED,
  ROLE_RESERVED,
} Role;

/* The words that name a figure, the surest first. */
static const struct
{
  const char *word;
  Role        role;
} role_words[] = {
  { "unallocated", ROLE_NONE },  { "requested", ROLE_WANTED },
  { "requires", ROLE_WANTED },   { "required", ROLE_WANTED },
  { "requesting", ROLE_WANTED }, { "request", ROLE_WANTED },
  { "needed", ROLE_WANTED },     { "needs", ROLE_WANTED },
  { "tried", ROLE_WANTED },      { "trying", ROLE_WANTED },
  { "attempt", ROLE_WANTED },    { "to allocate", ROLE_WANTED },
  { "allocating", ROLE_WANTED }, { "allocation of", ROLE_WANTED },
  { "benötigt", ROLE_WANTED },   { "angefordert", ROLE_WANTED },
  { "需要", ROLE_WANTED },       { "请求", ROLE_WANTED },
  { "尝试分配", ROLE_WANTED },   { "of size", ROLE_WANTED },
  { "free", ROLE_FREE },         { "available", ROLE_FREE },
  { "remaining", ROLE_FREE },    { "left", ROLE_FREE },
  { "frei", ROLE_FREE },         { "verfügbar", ROLE_FREE },
  { "可用", ROLE_FREE },         { "剩余", ROLE_FREE },
  { "空闲", ROLE_FREE },         { "limit", ROLE_LIMIT },
  { "allowed", ROLE_LIMIT },     { "budget", ROLE_LIMIT },
  { "total", ROLE_TOTAL },       { "capacity", ROLE_TOTAL },
  { "gesamt", ROLE_TOTAL },      { "总", ROLE_TOTAL },
  { "reserved", ROLE_RESERVED }, { "in use", ROLE_USED },
  { "used", ROLE_USED },         { "usage", ROLE_USED },
  { "allocated", ROLE_USED },    { "belegt", ROLE_USED },
  { "已用", ROLE_USED },         { "已分配", ROLE_USED },
  { "allocate", ROLE_WANTED },   { "size", ROLE_WANTED },
};

/* The role of the word that is nearest to the figure: the last of those before it, the first of
 * those behind it. A word that says little counts where no other stands. */
static Role
role_in (const char *words, gboolean is_before)
{
  Role        found = ROLE_NONE;
  const char *nearest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (role_words); i++)
    {
      const char *word = role_words[i].word;
      const char *at = is_before ? g_strrstr (words, word) : strstr (words, word);
      const char *edge = at && is_before ? at + strlen (word) : at;

      if (at == NULL || (nearest != NULL && i >= G_N_ELEMENTS (role_words) - N_WEAK))
        continue;
      if (nearest == NULL || (is_before ? edge > nearest : edge < nearest))
        {
          nearest = edge;
          found = role_words[i].role;
        }
    }
  return found;
}

/* The words between the figure and the next mark that ends a clause, or another figure. */
static char *
words_behind (const char *at)
{
  gsize n = 0;

  while (at[n] != '\0' && n < REACH && !g_ascii_isdigit (at[n]) && strchr (",;|()[]", at[n]) == NULL
         && !(at[n] == '.' && at[n + 1] == ' '))
    n++;
  return g_strndup (at, n);
}

static char *
words_before (const char *start, const char *from, const char *at)
{
  const char *p = at;

  while (p > start && p > from && at - p < REACH && !g_ascii_isdigit (p[-1])
         && strchr (",;|)]", p[-1]) == NULL)
    p--;
  return g_strndup (p, (gsize) (at - p));
}

static const char *
key_of (Role role, gboolean is_card)
{
  switch (role)
    {
    case ROLE_WANTED:
      return "wanted_gib";
    case ROLE_FREE:
      return is_card ? "free_gib" : "ram_free_gib";
    case ROLE_TOTAL:
      return is_card ? "total_gib" : "ram_total_gib";
    case ROLE_LIMIT:
      return "limit_gib";
    case ROLE_USED:
      return is_card ? "in_use_gib" : "ram_used_gib";
    case ROLE_RESERVED:
      return is_card ? "reserved_gib" : NULL;
    case ROLE_NONE:
    default:
      return NULL;
    }
}

static void
read_figures (HrLogReader *reader, guint line, gboolean is_card)
{
  const char *start = reader->lower->pdata[line], *from = start, *at = start;

  for (guint n = 0; *at != '\0' && n < 32;)
    {
      double           gib;
      const char      *end, *key;
      g_autofree char *before = NULL, *behind = NULL;
      Role             role;

      if (!g_ascii_isdigit (*at) || (at > start && (is_word_char (at[-1]) || at[-1] == '.')))
        {
          at++;
          continue;
        }
      n++;
      end = hr_log_parse_size (at, reader->is_decimal_comma, '\0', &gib);
      if (end == NULL)
        {
          while (is_word_char (*at) || *at == '.')
            at++;
          continue;
        }
      before = words_before (start, from, at);
      behind = words_behind (end);
      role = role_in (before, TRUE);
      if (role == ROLE_NONE)
        role = role_in (behind, FALSE);
      key = key_of (role, is_card);
      if (key != NULL && hr_log_fact (reader->log, key) == NULL)
        hr_log_set_number (reader->log, key, gib, HR_KEEP_FIRST);
      from = at = end;
    }
}

/* Which card a failure was on, where the text numbers them. */
static void
read_index (HrLogReader *reader)
{
  static const char *const patterns[] = { "%{gpu|device|cuda|npu|xpu}%{ #| |:|}%i" };

  if (hr_log_fact (reader->log, "gpu_index") != NULL || !(reader->log->marks & HR_MARK_GPU))
    return;
  for (guint i = 0; i < reader->n_failures; i++)
    {
      guint        line = reader->failures[reader->n_failures - 1 - i], n;
      HrLogCapture captures[HR_LOG_CAPTURES];

      if (hr_log_match (patterns[0], reader->lines->pdata[line], reader->lower->pdata[line], FALSE,
                        captures, &n)
          && captures[0].number >= 0 && captures[0].number < 64)
        {
          hr_log_set_number (reader->log, "gpu_index", captures[0].number, HR_KEEP_FIRST);
          return;
        }
    }
}

/**
 * hr_log_read_generic:
 *
 * The figures around failures for which no row said what was wanted. The lines of the failures come
 * first, the nearest next.
 */
void
hr_log_read_generic (HrLogReader *reader)
{
  gboolean is_card = (reader->log->marks & (HR_MARK_GPU | HR_MARK_INDEX)) != 0;

  read_index (reader);
  if (hr_log_fact (reader->log, "wanted_gib") != NULL || (reader->log->marks & HR_MARK_ESTIMATE)
      || (reader->log->marks & (HR_MARK_GPU | HR_MARK_HOST | HR_MARK_INDEX)) == 0)
    return;
  for (guint i = 0; i < reader->n_failures; i++)
    read_figures (reader, reader->failures[reader->n_failures - 1 - i], is_card);
  for (guint i = 0; i < MIN (reader->n_failures, 8); i++)
    {
      guint line = reader->failures[reader->n_failures - 1 - i];

      for (guint d = 1; d <= LINES_BEHIND; d++)
        {
          if (line + d < reader->lines->len)
            read_figures (reader, line + d, is_card);
          if (d <= LINES_BEFORE && line >= d)
            read_figures (reader, line - d, is_card);
        }
    }
}

/* Who printed it. A higher rank wins: a server says more than the library below it. */
static const struct
{
  const char *word, *name;
  int         rank;
} frameworks[] = {
  { "sglang", "SGLang", 5 },
  { "vllm", "vLLM", 5 },
  { "tensorrt_llm", "TensorRT-LLM", 6 },
  { "tensorrt-llm", "TensorRT-LLM", 6 },
  { "text_generation_", "TGI", 5 },
  { "lmdeploy", "LMDeploy", 5 },
  { "ollama", "Ollama", 4 },
  { "exllama", "ExLlama", 4 },
  { "comfyui", "ComfyUI", 4 },
  { "set vram state to", "ComfyUI", 4 },
  { "deepspeed", "DeepSpeed", 4 },
  { "max_ma ", "DeepSpeed", 4 },
  { "megatron", "Megatron-LM", 4 },
  { "llama_model", "llama.cpp", 3 },
  { "llama_context", "llama.cpp", 3 },
  { "llama_init", "llama.cpp", 3 },
  { "ggml_", "llama.cpp", 3 },
  { "llm_load_", "llama.cpp", 3 },
  { "load_tensors:", "llama.cpp", 3 },
  { "llama_kv_cache", "llama.cpp", 3 },
  { "update_slots", "llama.cpp", 3 },
  { "llama-server", "llama.cpp", 3 },
  { "whisper_", "whisper.cpp", 3 },
  { "jaxlib", "JAX", 3 },
  { "jax.errors", "JAX", 3 },
  { "bufferassignment", "JAX", 2 },
  { "resource_exhausted", "JAX", 1 },
  { "tensorflow", "TensorFlow", 2 },
  { "bfc_allocator", "TensorFlow", 2 },
  { "openmm", "OpenMM", 3 },
  { "gromacs", "GROMACS", 3 },
  { "gmx ", "GROMACS", 3 },
  { "lammps", "LAMMPS", 3 },
  { "pmemd", "AMBER", 3 },
  { "namd", "NAMD", 3 },
  { "cp2k", "CP2K", 3 },
  { "vasp", "VASP", 3 },
  { "blender", "Blender Cycles", 3 },
  { "cycles", "Blender Cycles", 2 },
  { "octane", "OctaneRender", 3 },
  { "v-ray", "V-Ray", 3 },
  { "vray", "V-Ray", 3 },
  { "redshift", "Redshift", 3 },
  { "arnold", "Arnold", 3 },
  { "cupy", "CuPy", 3 },
  { "cuda.jl", "CUDA.jl", 3 },
  { "onnxruntime", "ONNX Runtime", 3 },
  { "paddle", "PaddlePaddle", 3 },
  { "mxnet", "MXNet", 3 },
  { "nccl warn", "NCCL", 2 },
  { "torch", "PyTorch", 1 },
  { "mps backend", "PyTorch", 1 },
  { "kokkos", "LAMMPS", 1 },
  { "diffusers", "PyTorch", 1 },
  { "cuda out of memory. tried", "PyTorch", 1 },
};

static int
rank_of (const char *name)
{
  int rank = name ? 3 : 0;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (frameworks); i++)
    if (g_str_equal (frameworks[i].name, name))
      rank = MIN (rank, frameworks[i].rank);
  return rank;
}

/**
 * hr_log_read_framework:
 */
void
hr_log_read_framework (HrLogReader *reader)
{
  int best = rank_of (hr_log_said (reader->log, "framework"));

  for (guint line = 0; line < reader->lower->len; line++)
    for (guint i = 0; i < G_N_ELEMENTS (frameworks); i++)
      if (frameworks[i].rank > best && strstr (reader->lower->pdata[line], frameworks[i].word))
        {
          best = frameworks[i].rank;
          hr_log_set_text (reader->log, "framework", frameworks[i].name, -1, HR_KEEP_LAST);
        }
}
