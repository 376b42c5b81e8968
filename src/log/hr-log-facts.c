/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <string.h>

#define MAX_TEXT          200
#define MAX_MESSAGE_LINES 12
#define MAX_MESSAGE_BYTES 6000

static HrLogFact *
find (const HrLog *log, const char *key)
{
  for (guint i = 0; i < log->facts->len; i++)
    {
      HrLogFact *fact = &g_array_index (log->facts, HrLogFact, i);

      if (g_str_equal (fact->key, key))
        return fact;
    }
  return NULL;
}

static HrLogFact *
find_or_add (HrLog *log, const char *key, HrLogFactKind kind)
{
  HrLogFact *fact = find (log, key);
  HrLogFact  added = { .key = g_intern_string (key), .kind = kind };

  if (fact != NULL)
    return fact;
  g_array_append_val (log->facts, added);
  return &g_array_index (log->facts, HrLogFact, log->facts->len - 1);
}

void
hr_log_set_number (HrLog *log, const char *key, double number, HrLogKeep keep)
{
  HrLogFact *fact = find (log, key);
  gboolean   is_new = fact == NULL;

  fact = find_or_add (log, key, HR_LOG_FACT_NUMBER);
  if (fact->kind != HR_LOG_FACT_NUMBER || (!is_new && keep == HR_KEEP_FIRST))
    return;
  if (!is_new && keep == HR_KEEP_LARGEST)
    fact->number = MAX (fact->number, number);
  else if (!is_new && keep == HR_KEEP_SUM)
    fact->number += number;
  else
    fact->number = number;
}

/**
 * hr_log_set_text:
 * @length: bytes of @text, -1 = all
 */
void
hr_log_set_text (HrLog *log, const char *key, const char *text, gssize length, HrLogKeep keep)
{
  gboolean         is_new = find (log, key) == NULL;
  HrLogFact       *fact = find_or_add (log, key, HR_LOG_FACT_TEXT);
  gsize            n = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *raw = g_strndup (text, MIN (n, MAX_TEXT));

  if (!is_new && keep == HR_KEEP_FIRST)
    return;
  g_free (fact->text);
  fact->text = g_utf8_make_valid (g_strstrip (raw), -1);
}

void
hr_log_set_flag (HrLog *log, const char *key, gboolean is_set)
{
  find_or_add (log, key, HR_LOG_FACT_FLAG)->number = is_set;
}

void
hr_log_unset (HrLog *log, const char *key)
{
  for (guint i = 0; i < log->facts->len; i++)
    if (g_str_equal (g_array_index (log->facts, HrLogFact, i).key, key))
      {
        g_array_remove_index (log->facts, i);
        return;
      }
}

/**
 * hr_log_say:
 * @says: (nullable): "key=value;key=value"; a value of "true" is a flag
 */
void
hr_log_say (HrLog *log, const char *says)
{
  g_auto (GStrv) all = says ? g_strsplit (says, ";", -1) : NULL;

  for (guint i = 0; all != NULL && all[i] != NULL; i++)
    {
      char *value = strchr (all[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (g_str_equal (value, "true"))
        hr_log_set_flag (log, all[i], TRUE);
      else if (value[strspn (value, "0123456789")] == '\0')
        hr_log_set_number (log, all[i], g_ascii_strtod (value, NULL), HR_KEEP_LAST);
      else
        hr_log_set_text (log, all[i], value, -1, HR_KEEP_LAST);
    }
}

static HrLogKeep
keep_of (const char **key)
{
  HrLogKeep keep = **key == '=' ? HR_KEEP_FIRST : **key == '+' ? HR_KEEP_LARGEST : HR_KEEP_SUM;

  if (strchr ("=+#", **key) == NULL)
    return HR_KEEP_LAST;
  (*key)++;
  return keep;
}

/* The keys of a row in order: "total_gib,free_gib", "" for what is not kept. */
static void
take_captures (HrLog *log, const HrLogRow *row, const HrLogCapture *captures, guint n)
{
  g_auto (GStrv) keys = row->keys ? g_strsplit (row->keys, ",", -1) : NULL;

  for (guint i = 0; keys != NULL && keys[i] != NULL && i < n; i++)
    {
      const char *key = keys[i];
      HrLogKeep   keep;

      if (*key == '\0')
        continue;
      keep = keep_of (&key);
      if (captures[i].is_number)
        hr_log_set_number (log, key, captures[i].number, keep);
      else
        {
          hr_log_set_text (log, key, captures[i].start, (gssize) captures[i].length, keep);
          if (g_str_equal (key, "shape"))
            find (log, key)->kind = HR_LOG_FACT_LIST;
        }
    }
}

static void
mark (HrLogReader *reader, guint marks)
{
  reader->log->marks |= marks;
  for (guint bit = 0; bit < 32; bit++)
    if ((marks >> bit) & 1)
      {
        reader->n_marked[bit]++;
        reader->last_line[bit] = reader->line;
      }
}

/* Buffers of llama.cpp: those of the CPU are no memory of the card. */
static gboolean
is_of_cpu (const HrLogCapture *capture)
{
  return capture->length >= 3
         && (g_ascii_strncasecmp (capture->start, "cpu", 3) == 0
             || (capture->length >= 4
                 && g_ascii_strncasecmp (capture->start + capture->length - 4, "host", 4) == 0));
}

static gboolean
speaks_of_failure (const char *lower)
{
  static const char *const words[] = { "error",       "exceed",        "limit",     "larger",
                                       "greater",     "less than",     "overflow",  "must be",
                                       "cannot",      "fail",          "too ",      "assert",
                                       "not support", "only supports", "more than", " > " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether the row's text is the first of the line. */
static gboolean
is_at_start (const HrLogRow *row, const char *lower)
{
  gsize blanks = strspn (lower, " \t"), n = strcspn (row->pattern, "% ");

  return strncmp (lower + blanks, row->pattern, n) == 0;
}

static gboolean
apply_row (HrLogReader *reader, const HrLogRow *row, const char *line, const char *lower)
{
  HrLogCapture captures[HR_LOG_CAPTURES];
  guint        n;

  if (!hr_log_match (row->pattern, line, lower, reader->is_decimal_comma, captures, &n))
    return FALSE;
  if ((row->how == HR_ROW_START && !is_at_start (row, lower))
      || (row->how == HR_ROW_ERROR && !speaks_of_failure (lower)))
    return FALSE;
  if (row->how == HR_ROW_DEVICE && n > 0 && is_of_cpu (&captures[0]))
    return FALSE;
  take_captures (reader->log, row, captures, n);
  hr_log_say (reader->log, row->says);
  mark (reader, row->marks);
  return TRUE;
}

/**
 * hr_log_apply_rows:
 *
 * Holds one line against every row, but those of a message.
 *
 * Returns: whether a row wants the line for itself.
 */
gboolean
hr_log_apply_rows (HrLogReader *reader, const HrLogRow *rows, guint n_rows, guint line)
{
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].how != HR_ROW_MESSAGE
        && apply_row (reader, &rows[i], reader->lines->pdata[line], reader->lower->pdata[line])
        && rows[i].how == HR_ROW_STOP)
      return TRUE;
  return FALSE;
}

/* A terminal may have broken the message into lines: what follows is taken up to a line that begins
 * something else. */
static gboolean
continues (const char *lower)
{
  static const char *const others[] = { "traceback", "file \"",   "during handling",
                                        "[rank",     "error ",    "info ",
                                        "{'",        "exception", "process " };

  while (*lower == ' ' || *lower == '\t')
    lower++;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_prefix (lower, others[i]))
      /* "Process 123 has 4 GiB" belongs to it. */
      return i == G_N_ELEMENTS (others) - 1 && strstr (lower, " has ") != NULL;
  return *lower != '\0';
}

/**
 * hr_log_apply_message:
 * @line: where an out-of-memory message begins
 *
 * Holds the whole message against the rows of messages.
 */
void
hr_log_apply_message (HrLogReader *reader, const HrLogRow *rows, guint n_rows, guint line)
{
  g_autoptr (GString) text = g_string_new (reader->lines->pdata[line]);
  g_autofree char *lower = NULL;

  for (guint i = 1; i < MAX_MESSAGE_LINES && line + i < reader->lines->len; i++)
    {
      if (!continues (reader->lower->pdata[line + i]) || text->len > MAX_MESSAGE_BYTES)
        break;
      g_string_append_c (text, ' ');
      g_string_append (text, reader->lines->pdata[line + i]);
    }
  lower = g_ascii_strdown (text->str, -1);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].how == HR_ROW_MESSAGE)
      apply_row (reader, &rows[i], text->str, lower);
}

HrLogGpu *
hr_log_add_gpu (HrLog *log)
{
  HrLogGpu gpu = { .index = -1 };

  if (log->gpus->len >= HR_MAX_DETECTED_GPUS)
    return NULL;
  g_array_append_val (log->gpus, gpu);
  return &g_array_index (log->gpus, HrLogGpu, log->gpus->len - 1);
}

/**
 * hr_log_fact:
 *
 * Returns: (nullable): what the text says of it
 */
const HrLogFact *
hr_log_fact (const HrLog *self, const char *key)
{
  return find (self, key);
}

double
hr_log_number (const HrLog *self, const char *key, double fallback)
{
  const HrLogFact *fact = find (self, key);

  return fact && fact->kind == HR_LOG_FACT_NUMBER ? fact->number : fallback;
}

/**
 * hr_log_said:
 *
 * Returns: (nullable): the text of a fact
 */
const char *
hr_log_said (const HrLog *self, const char *key)
{
  const HrLogFact *fact = find (self, key);

  return fact && fact->kind == HR_LOG_FACT_TEXT ? fact->text : NULL;
}
