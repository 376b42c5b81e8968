/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"
#include "hr-string.h"

#include <stdlib.h>
#include <string.h>

/* What the vendors' tools print: nvidia-smi (table, -q, -L, --query-gpu), rocm-smi, amd-smi. */

#define MAX_COLUMNS 40

static HrLogGpu *
last_gpu (HrLog *log)
{
  return log->gpus->len ? &g_array_index (log->gpus, HrLogGpu, log->gpus->len - 1) : NULL;
}

static HrLogGpu *
gpu_of_index (HrLog *log, int index)
{
  HrLogGpu *gpu;

  for (guint i = 0; i < log->gpus->len; i++)
    if (g_array_index (log->gpus, HrLogGpu, i).index == index)
      return &g_array_index (log->gpus, HrLogGpu, i);
  if ((gpu = hr_log_add_gpu (log)) != NULL)
    gpu->index = index;
  return gpu;
}

static void
strip_words (char *name, const char *const *words)
{
  g_strstrip (name);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_suffix (name, words[i]))
      {
        name[strlen (name) - strlen (words[i])] = '\0';
        g_strstrip (name);
      }
}

/* "|   0  NVIDIA GeForce RTX 4090        Off |   00000000:01:00.0  On | …" */
static gboolean
read_table_name (HrLog *log, const char *plain)
{
  static const char *const states[] = { " Off", " On", " N/A", " WDDM", " TCC", " MCDM", NULL };
  g_auto (GStrv) cells = NULL;
  char     *end;
  long      index;
  HrLogGpu *gpu;

  if (*plain != '|')
    return FALSE;
  cells = g_strsplit (plain, "|", 5);
  if (g_strv_length (cells) < 3 || strstr (cells[2], ":") == NULL
      || strstr (cells[2], ".0") == NULL)
    return FALSE;
  g_strstrip (cells[1]);
  index = strtol (cells[1], &end, 10);
  if (end == cells[1] || *end != ' ' || index < 0 || index > 63
      || !g_ascii_isalpha (*g_strchug (end)))
    return FALSE;
  strip_words (end, states);
  strip_words (end, states);
  if ((gpu = gpu_of_index (log, (int) index)) == NULL)
    return FALSE;
  hr_string_copy (gpu->name, sizeof gpu->name, end);
  return TRUE;
}

static gboolean
match (HrLogReader *reader, guint line, const char *pattern, HrLogCapture captures[HR_LOG_CAPTURES])
{
  guint n;

  return hr_log_match (pattern, reader->lines->pdata[line], reader->lower->pdata[line],
                       reader->is_decimal_comma, captures, &n);
}

static void
read_table_figures (HrLogReader *reader, guint line, HrLogGpu *gpu)
{
  HrLogCapture c[HR_LOG_CAPTURES];

  if (gpu->total_gib > 0 || !match (reader, line, "%s / %s |", c))
    return;
  gpu->used_gib = c[0].number;
  gpu->total_gib = c[1].number;
  if (match (reader, line, "%n w / %n w", c))
    gpu->power_limit_w = c[1].number;
}

static gboolean
read_table (HrLogReader *reader)
{
  HrLogCapture c[HR_LOG_CAPTURES];
  gboolean     is_table = FALSE;
  HrLogGpu    *gpu = NULL;

  for (guint i = 0; i < reader->lines->len; i++)
    {
      if (match (reader, i, "nvidia-smi %w %*driver version: %w", c))
        {
          is_table = TRUE;
          hr_log_set_text (reader->log, "driver", c[1].start, (gssize) c[1].length, HR_KEEP_LAST);
          if (match (reader, i, "cuda version: %w", c))
            hr_log_set_text (reader->log, "cuda", c[0].start, (gssize) c[0].length, HR_KEEP_LAST);
        }
      else if (is_table && read_table_name (reader->log, reader->lines->pdata[i]))
        gpu = last_gpu (reader->log);
      else if (is_table && gpu != NULL)
        read_table_figures (reader, i, gpu);
    }
  return is_table && reader->log->gpus->len > 0;
}

static void
read_cell (HrLog *log, HrLogGpu *gpu, const char *column, const char *value)
{
  double gib, number;

  if (strcmp (column, "name") == 0 || strcmp (column, "gpu_name") == 0
      || strcmp (column, "card series") == 0)
    hr_log_name_gpu (gpu, value);
  else if (g_str_has_prefix (column, "vram total") && hr_log_parse_size (value, FALSE, 'b', &gib))
    *(strstr (column, "used") != NULL ? &gpu->used_gib : &gpu->total_gib) = gib;
  else if (strcmp (column, "index") == 0)
    gpu->index = atoi (value);
  else if (strcmp (column, "driver_version") == 0)
    hr_log_set_text (log, "driver", value, -1, HR_KEEP_LAST);
  else if (g_str_has_prefix (column, "memory.") && hr_log_parse_size (value, FALSE, 'm', &gib))
    {
      if (g_str_has_prefix (column, "memory.total"))
        gpu->total_gib = gib;
      else if (g_str_has_prefix (column, "memory.used"))
        gpu->used_gib = gib;
      else if (g_str_has_prefix (column, "memory.free"))
        gpu->free_gib = gib;
    }
  else if (g_str_has_suffix (column, "power.limit")
           && hr_log_parse_number (value, FALSE, TRUE, &number))
    gpu->power_limit_w = number;
  else if (g_str_has_prefix (column, "pcie.link.width"))
    gpu->pcie_width = (guint) CLAMP (atoi (value), 0, 32);
  else if (g_str_has_prefix (column, "pcie.link.gen"))
    gpu->pcie_gen = (guint) CLAMP (atoi (value), 0, 9);
}

/* Without a header: a name, then sizes of which the first is the whole. */
static gboolean
read_bare (HrLog *log, char **cells)
{
  HrLogGpu *gpu;
  double    gib;
  guint     name = 0;

  while (cells[name] != NULL
         && !(g_str_has_prefix (cells[name], "NVIDIA ") || g_str_has_prefix (cells[name], "Tesla ")
              || g_str_has_prefix (cells[name], "GeForce ")
              || g_str_has_prefix (cells[name], "Quadro ")))
    name++;
  if (cells[name] == NULL || name > 2 || cells[name + 1] == NULL)
    return FALSE;
  for (guint i = name + 1; cells[i] != NULL; i++)
    if (strstr (cells[i], "MiB") != NULL && hr_log_parse_size (cells[i], FALSE, 'm', &gib))
      {
        if ((gpu = hr_log_add_gpu (log)) == NULL)
          return FALSE;
        hr_string_copy (gpu->name, sizeof gpu->name, cells[name]);
        gpu->total_gib = gib;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_query (HrLogReader *reader)
{
  g_auto (GStrv) columns = NULL;
  guint n = 0, found = 0;

  for (guint i = 0; i < reader->lines->len; i++)
    {
      const char *lower = reader->lower->pdata[i];
      g_auto (GStrv) cells = NULL;
      HrLogGpu *gpu;

      if (strchr (lower, ',') == NULL)
        continue;
      cells = g_strsplit (reader->lines->pdata[i], ",", MAX_COLUMNS);
      for (guint k = 0; cells[k] != NULL; k++)
        g_strstrip (cells[k]);
      if ((strstr (lower, "memory.total") != NULL
           || strstr (lower, "vram total memory (b),") != NULL)
          && strstr (lower, "--query") == NULL)
        {
          if (strstr (lower, "vram") != NULL)
            hr_log_set_text (reader->log, "source", "rocm-smi", -1, HR_KEEP_FIRST);
          g_strfreev (columns);
          columns = g_strsplit (lower, ",", MAX_COLUMNS);
          for (n = 0; columns[n] != NULL; n++)
            g_strstrip (columns[n]);
        }
      else if (columns != NULL && g_strv_length (cells) == n
               && (gpu = hr_log_add_gpu (reader->log)))
        {
          for (guint k = 0; k < n; k++)
            read_cell (reader->log, gpu, columns[k], cells[k]);
          found++;
        }
      else if (columns == NULL)
        found += read_bare (reader->log, cells);
    }
  return found > 0;
}

/* nvidia-smi -q: "Key : value" below headings. */
static gboolean
read_details (HrLogReader *reader)
{
  static const char *const whats[] = { "total : %s", "used : %s", "free : %s" };
  gboolean                 is_memory = FALSE, is_details = FALSE;
  HrLogCapture             c[HR_LOG_CAPTURES];

  for (guint i = 0; i < reader->lines->len; i++)
    {
      const char *lower = reader->lower->pdata[i];
      HrLogGpu   *gpu = last_gpu (reader->log);

      if (match (reader, i, "product name : %l", c) && (gpu = hr_log_add_gpu (reader->log)) != NULL)
        {
          g_autofree char *name = g_strndup (c[0].start, c[0].length);

          hr_string_copy (gpu->name, sizeof gpu->name, name);
          is_details = TRUE;
        }
      else if (match (reader, i, "driver version : %l", c))
        hr_log_set_text (reader->log, "driver", c[0].start, (gssize) c[0].length, HR_KEEP_FIRST);
      else if (match (reader, i, "cuda version : %l", c))
        hr_log_set_text (reader->log, "cuda", c[0].start, (gssize) c[0].length, HR_KEEP_FIRST);
      if (strchr (lower, ':') == NULL && lower[0] != '\0')
        is_memory = strstr (lower, "fb memory usage") != NULL;
      if (gpu == NULL || !is_details)
        continue;
      for (guint k = 0; is_memory && k < G_N_ELEMENTS (whats); k++)
        if (match (reader, i, whats[k], c))
          *(k == 0 ? &gpu->total_gib : k == 1 ? &gpu->used_gib : &gpu->free_gib) = c[0].number;
      if (strstr (lower, "max") == NULL && match (reader, i, "power limit : %n w", c)
          && strstr (lower, "min") == NULL && !(gpu->power_limit_w > 0))
        gpu->power_limit_w = c[0].number;
    }
  return is_details;
}

/* nvidia-smi -L: "GPU 0: NVIDIA GeForce RTX 4090 (UUID: GPU-…)" */
static gboolean
read_list (HrLogReader *reader)
{
  guint found = 0;

  for (guint i = 0; i < reader->lines->len; i++)
    {
      HrLogCapture c[HR_LOG_CAPTURES];
      HrLogGpu    *gpu;

      if (match (reader, i, "gpu %i: %t (uuid", c)
          && (gpu = gpu_of_index (reader->log, (int) c[0].number)) != NULL)
        {
          g_autofree char *name = g_strndup (c[1].start, c[1].length);

          hr_string_copy (gpu->name, sizeof gpu->name, name);
          found++;
        }
    }
  return found > 0;
}

/* npu-smi: two rows a card, the last pair of the second is its memory in MB. */
static gboolean
read_npu (HrLogReader *reader)
{
  gboolean  is_table = FALSE;
  HrLogGpu *gpu = NULL;

  for (guint i = 0; i < reader->lines->len; i++)
    {
      HrLogCapture c[HR_LOG_CAPTURES];
      const char  *lower = reader->lower->pdata[i], *slash = g_strrstr (lower, "/");

      is_table |= strstr (lower, "| npu-smi ") != NULL;
      if (!is_table || *lower != '|')
        continue;
      if (match (reader, i, "| %i %w | %{ok|warning|alarm|critical|unknown}", c))
        {
          g_autofree char *name = g_strndup (c[1].start, c[1].length);

          if ((gpu = hr_log_add_gpu (reader->log)) == NULL)
            break;
          gpu->index = (int) c[0].number;
          hr_string_copy (gpu->name, sizeof gpu->name, name);
        }
      else if (gpu != NULL && !(gpu->total_gib > 0) && strchr (lower, ':') != NULL && slash != NULL)
        gpu->total_gib = g_ascii_strtod (slash + 1, NULL) / 1024;
    }
  return is_table && gpu != NULL;
}

/**
 * hr_log_read_smi:
 *
 * Returns: whether the text is of nvidia-smi, in any of its forms
 */
gboolean
hr_log_read_smi (HrLogReader *reader)
{
  static const struct
  {
    gboolean (*read) (HrLogReader *reader);
    const char *source;
  } forms[] = {
    { read_table, "nvidia-smi" },
    { read_details, "nvidia-smi -q" },
    { read_query, "nvidia-smi --query-gpu" },
    { read_list, "nvidia-smi -L" },
    { read_npu, "npu-smi" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].read (reader))
      {
        hr_log_set_text (reader->log, "source", forms[i].source, -1, HR_KEEP_FIRST);
        return TRUE;
      }
  return FALSE;
}

static void
copy_name (HrLogGpu *gpu, const HrLogCapture *capture)
{
  g_autofree char *name = g_strndup (capture->start, capture->length);

  if (gpu->name[0] == '\0' && !g_str_has_prefix (name, "0x") && strcmp (name, "N/A") != 0)
    hr_string_copy (gpu->name, sizeof gpu->name, name);
}

/**
 * hr_log_read_rocm:
 *
 * Returns: whether the text is of rocm-smi or amd-smi
 */
gboolean
hr_log_read_rocm (HrLogReader *reader)
{
  static const char *const names[] = { "gpu[%i] : card series: %l", "gpu[%i] : card model: %l",
                                       "gpu[%i] : device name: %l" };
  HrLogCapture             c[HR_LOG_CAPTURES];
  gboolean                 is_vram = FALSE;
  guint                    found = 0;

  for (guint i = 0; i < reader->lines->len; i++)
    {
      HrLogGpu *gpu = NULL;

      if (match (reader, i, "gpu[%i] : vram total memory (b): %b", c)
          && (gpu = gpu_of_index (reader->log, (int) c[0].number)) != NULL)
        gpu->total_gib = c[1].number;
      else if (match (reader, i, "gpu[%i] : vram total used memory (b): %b", c)
               && (gpu = gpu_of_index (reader->log, (int) c[0].number)) != NULL)
        gpu->used_gib = c[1].number;
      for (guint k = 0; gpu == NULL && k < G_N_ELEMENTS (names); k++)
        if (match (reader, i, names[k], c)
            && (gpu = gpu_of_index (reader->log, (int) c[0].number)) != NULL)
          copy_name (gpu, &c[1]);
      found += gpu != NULL;
      /* amd-smi static */
      gpu = last_gpu (reader->log);
      if (match (reader, i, "market_name: %l", c) && (gpu = hr_log_add_gpu (reader->log)) != NULL)
        {
          copy_name (gpu, &c[0]);
          found++;
        }
      if (strchr (reader->lower->pdata[i], ':') != NULL
          && strstr (reader->lower->pdata[i], "vram:"))
        is_vram = TRUE;
      else if (is_vram && gpu != NULL && match (reader, i, "size: %m", c))
        {
          gpu->total_gib = c[0].number;
          is_vram = FALSE;
        }
    }
  if (found > 0)
    hr_log_set_text (reader->log, "source", "rocm-smi", -1, HR_KEEP_FIRST);
  return found > 0;
}
