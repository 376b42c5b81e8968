/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <string.h>

#define MAX_LINE  4096
#define MAX_LINES 16000
#define HEAD_KEPT 4000

static void
clear_fact (gpointer data)
{
  g_free (((HrLogFact *) data)->text);
}

static HrLog *
new_log (void)
{
  HrLog *self = g_new0 (HrLog, 1);

  self->facts = g_array_new (FALSE, TRUE, sizeof (HrLogFact));
  g_array_set_clear_func (self->facts, clear_fact);
  self->gpus = g_array_new (FALSE, TRUE, sizeof (HrLogGpu));
  return self;
}

void
hr_log_free (HrLog *self)
{
  g_array_unref (self->facts);
  g_array_unref (self->gpus);
  g_free (self);
}

static void
add_line (HrLogReader *reader, const char *start, gsize n)
{
  /* A cut may not divide a character. */
  if (n > MAX_LINE)
    {
      n = MAX_LINE;
      while (n > 0 && ((guchar) start[n] & 0xc0) == 0x80)
        n--;
    }
  /* Of many empty lines one is enough. */
  if (n == 0 && reader->lines->len > 0
      && *(char *) reader->lines->pdata[reader->lines->len - 1] == '\0')
    return;
  g_ptr_array_add (reader->lines, g_strndup (start, n));
}

/* Logs inside JSON have their line ends written out. */
static gboolean
has_written_ends (const char *start, gsize n)
{
  const char *first = g_strstr_len (start, (gssize) n, "\\n");

  return n > 300 && first != NULL
         && g_strstr_len (first + 2, (gssize) (n - (gsize) (first + 2 - start)), "\\n") != NULL;
}

static void
split (HrLogReader *reader, const char *text)
{
  for (const char *at = text; *at != '\0';)
    {
      gsize n = strcspn (at, "\n");

      if (has_written_ends (at, n))
        for (const char *from = at; from < at + n;)
          {
            const char *end = g_strstr_len (from, at + n - from, "\\n");

            end = end ? end : at + n;
            add_line (reader, from, (gsize) (end - from));
            from = end + 2;
          }
      else
        add_line (reader, at, n);
      at += n + (at[n] == '\n');
    }
  if (reader->lines->len > MAX_LINES)
    g_ptr_array_remove_range (reader->lines, HEAD_KEPT, reader->lines->len - MAX_LINES);
  for (guint i = 0; i < reader->lines->len; i++)
    g_ptr_array_add (reader->lower, g_ascii_strdown (reader->lines->pdata[i], -1));
}

/* A message with the figures of one request: those of the request before are not its. */
static gboolean
begins_message (const char *lower)
{
  return strstr (lower, "tried to allocate") || strstr (lower, "would exceed allowed memory")
         || strstr (lower, "allocated so far")
         || (strstr (lower, "out of memory") && strstr (lower, "capacity"));
}

static void
read_message (HrLogReader *reader, guint line)
{
  static const char *const figures[] = { "wanted_gib",        "total_gib",
                                         "free_gib",          "allocated_gib",
                                         "reserved_gib",      "cached_gib",
                                         "process_gib",       "reserved_unallocated_gib",
                                         "private_pools_gib", "gpu_index" };
  const char              *lower = reader->lower->pdata[line];

  if (strstr (lower, "tried to allocate") != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
      hr_log_unset (reader->log, figures[i]);
  hr_log_apply_message (reader, hr_log_torch_rows, hr_log_n_torch_rows, line);
}

/* How many marks of a memory that ran out were set. */
static guint
n_failing (const HrLogReader *reader)
{
  guint n = 0;

  for (guint bit = 0; bit < 5; bit++)
    n += reader->n_marked[bit];
  return n;
}

static void
read_line (HrLogReader *reader, guint line)
{
  guint before = n_failing (reader);

  reader->line = line;
  if (begins_message (reader->lower->pdata[line]))
    read_message (reader, line);
  if (hr_log_apply_rows (reader, hr_log_torch_rows, hr_log_n_torch_rows, line)
      || hr_log_apply_rows (reader, hr_log_engine_rows, hr_log_n_engine_rows, line)
      || hr_log_apply_rows (reader, hr_log_host_rows, hr_log_n_host_rows, line)
      || hr_log_apply_rows (reader, hr_log_other_rows, hr_log_n_other_rows, line))
    return;
  if (n_failing (reader) == before)
    hr_log_read_failure (reader, line);
  else if (reader->n_failures < G_N_ELEMENTS (reader->failures))
    reader->failures[reader->n_failures++] = line;
}

/**
 * hr_log_read:
 * @data: any bytes: text in UTF-8 or UTF-16, cut anywhere
 *
 * Takes time in proportion to the length.
 *
 * Returns: (transfer full): what it says; never %NULL
 */
HrLog *
hr_log_read (const char *data, gsize length)
{
  g_autofree char *text = hr_log_clean (data, length);
  HrLogReader      reader = {
         .log = new_log (),
         .lines = g_ptr_array_new_with_free_func (g_free),
         .lower = g_ptr_array_new_with_free_func (g_free),
         .is_decimal_comma = hr_log_has_decimal_comma (text),
  };

  split (&reader, text);
  for (guint i = 0; i < reader.lines->len; i++)
    read_line (&reader, i);
  hr_log_read_processes (&reader);
  hr_log_read_listings (&reader);
  hr_log_read_series (&reader);
  hr_log_read_framework (&reader);
  hr_log_read_device_name (&reader);
  hr_log_read_generic (&reader);
  hr_log_classify (&reader);
  g_ptr_array_unref (reader.lines);
  g_ptr_array_unref (reader.lower);
  return reader.log;
}

/**
 * hr_log_class_nick:
 *
 * Returns: "gpu-memory": what files and programs call it
 */
const char *
hr_log_class_nick (HrLogClass klass)
{
  static const char *const nicks[HR_N_LOG_CLASS] = {
    [HR_LOG_UNKNOWN] = "unknown",
    [HR_LOG_GPU_MEMORY] = "gpu-memory",
    [HR_LOG_GPU_FRAGMENTED] = "gpu-memory-fragmented",
    [HR_LOG_GPU_OTHER_PROCESS] = "gpu-memory-other-process",
    [HR_LOG_HOST_MEMORY] = "host-memory",
    [HR_LOG_SHARED_MEMORY] = "shared-memory",
    [HR_LOG_INDEX_LIMIT] = "address-or-index-limit",
    [HR_LOG_KV_CACHE] = "kv-cache-too-small",
    [HR_LOG_NOT_MEMORY] = "not-memory",
    [HR_LOG_LISTING] = "hardware-listing",
  };

  return nicks[klass];
}
