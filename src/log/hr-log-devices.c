/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <math.h>
#include <string.h>

/* Whose memory it is: cards by name, and the processes on a card. */

#define MAX_NAME_WORDS 8
#define CONTEXT_GIB    1.5  /* of a process: context, libraries, other streams */
#define CONTEXT_SHARE  0.02 /* of a card that its driver may keep */

static const char *const heads[] = {
  "nvidia geforce ", "nvidia rtx ",  "nvidia quadro ", "nvidia tesla ", "nvidia titan ",
  "nvidia a",        "nvidia h",     "nvidia l",       "nvidia b",      "nvidia gb",
  "nvidia gh",       "nvidia t",     "nvidia v",       "nvidia p",      "amd radeon ",
  "amd instinct ",   "radeon rx ",   "radeon pro ",    "intel arc ",    "intel(r) arc",
  "geforce rtx ",    "geforce gtx ", "quadro rtx ",    "tesla ",        "apple m",
};

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '(' || c == ')' || c == '+';
}

/* Words of products behind the number; what is none ends the name. */
static gboolean
continues_name (const char *word, gsize n)
{
  static const char *const more[] = {
    "ti",         "super",       "xt",     "xtx",       "gre",  "laptop",   "gpu",
    "max-q",      "pro",         "max",    "ultra",     "pcie", "graphics", "ada",
    "generation", "nvl",         "sxm",    "d",         "hbm3", "hbm2e",    "hbm2",
    "edition",    "workstation", "server", "blackwell", "with", "design",
  };

  for (gsize i = 0; i < n; i++)
    if (g_ascii_isdigit (word[i]))
      return n < 12;
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    if (strlen (more[i]) == n && strncmp (word, more[i], n) == 0)
      return TRUE;
  return FALSE;
}

/* The end of a card's name that begins at @at; NULL when no number is in it. */
static const char *
name_end (const char *at, const char *behind_head)
{
  const char *end = behind_head;
  gboolean    has_number = FALSE;

  while (end > at && g_ascii_isalnum (end[-1]))
    end--; /* "nvidia a" is the beginning of a word */
  for (guint i = 0; i < MAX_NAME_WORDS; i++)
    {
      const char *from = end;
      gsize       n = 0;

      while (*from == ' ')
        from++;
      while (is_name_char (from[n]) && !(from[n] == '(' && n == 0))
        n++;
      if (n == 0 || (!continues_name (from, n) && !(i == 0 && n < 6)))
        break;
      for (gsize k = 0; k < n; k++)
        has_number |= g_ascii_isdigit (from[k]);
      end = from + n;
    }
  /* "(device 0, NVIDIA A10G)" */
  while (end > at && end[-1] == ')' && memchr (at, '(', (gsize) (end - at)) == NULL)
    end--;
  return has_number ? end : NULL;
}

/* Names in one line; several different ones leave open which card it was. */
static gboolean
read_names (HrLogReader *reader, guint line, char **name)
{
  const char *lower = reader->lower->pdata[line], *plain = reader->lines->pdata[line];

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const char      *at = strstr (lower, heads[i]);
      const char      *end = at ? name_end (at, at + strlen (heads[i])) : NULL;
      g_autofree char *found = NULL;

      if (end == NULL || (at > lower && g_ascii_isalnum (at[-1])))
        continue;
      found = g_strndup (plain + (at - lower), (gsize) (end - at));
      if (*name == NULL)
        *name = g_steal_pointer (&found);
      else if (strstr (*name, found) == NULL && strstr (found, *name) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* "Intel(R) Iris(R) Xe Graphics (Intel Corporation)", "NVIDIA … (0000:01:00.0)": what stands in
 * parentheses at the end is no name. */
static void
trim_name (HrLog *log)
{
  const char      *said = hr_log_said (log, "gpu");
  g_autofree char *name = said ? g_strdup (said) : NULL;
  char            *open = name ? g_strrstr (name, " (") : NULL;

  if (open != NULL)
    *open = '\0';
  if (name != NULL)
    hr_log_set_text (log, "gpu", name, -1, HR_KEEP_LAST);
}

/**
 * hr_log_read_device_name:
 *
 * The one card that a text names, where no row has read it.
 */
void
hr_log_read_device_name (HrLogReader *reader)
{
  g_autofree char *name = NULL;

  trim_name (reader->log);
  if (hr_log_said (reader->log, "gpu") != NULL)
    return;
  for (guint i = 0; i < reader->lower->len; i++)
    if (!read_names (reader, i, &name))
      return;
  if (name != NULL)
    hr_log_set_text (reader->log, "gpu", name, -1, HR_KEEP_LAST);
}

typedef struct
{
  double gib;
  guint  pid;
  char   name[96];
} Process;

static void
add_process (GArray *processes, guint pid, double gib, const HrLogCapture *name)
{
  Process process = { .gib = gib, .pid = pid };

  for (guint i = 0; i < processes->len; i++)
    if (pid != 0 && g_array_index (processes, Process, i).pid == pid)
      {
        g_array_index (processes, Process, i).gib = gib;
        return;
      }
  if (name != NULL)
    memcpy (process.name, name->start, MIN (name->length, sizeof process.name - 1));
  if (processes->len < 64)
    g_array_append_val (processes, process);
}

/* "Process 845990 has 52.43 GiB memory in use", any number of them in a line. */
static void
read_said (HrLogReader *reader, guint line, GArray *processes)
{
  const char *lower = reader->lower->pdata[line], *plain = reader->lines->pdata[line];
  const char *at = strstr (lower, "process ");

  for (guint i = 0; at != NULL && i < 32; i++, at = strstr (at + 1, "process "))
    {
      HrLogCapture captures[HR_LOG_CAPTURES];
      guint        n;

      if (g_ascii_isdigit (at[8])
          && hr_log_match ("process %i has %s", plain + (at - lower), at, FALSE, captures, &n))
        add_process (processes, (guint) captures[0].number, captures[1].number, NULL);
    }
}

/* The list of nvidia-smi: a table's row, or "pid, name, MiB". */
static void
read_listed (HrLogReader *reader, guint line, gboolean is_csv, GArray *processes)
{
  HrLogCapture captures[HR_LOG_CAPTURES];
  const char  *plain = reader->lines->pdata[line], *lower = reader->lower->pdata[line];
  guint        n;

  if (is_csv && hr_log_match ("%i, %t, %s", plain, lower, FALSE, captures, &n))
    add_process (processes, (guint) captures[0].number, captures[2].number, &captures[1]);
  else if (hr_log_match ("| %i n/a n/a %i %w %w %s |", plain, lower, FALSE, captures, &n))
    add_process (processes, (guint) captures[1].number, captures[4].number, &captures[3]);
}

/* PyTorch names every process, this one among them when it runs in a container: it is the one that
 * is as large as what PyTorch says of itself. */
static int
own_process (const HrLog *log, const GArray *processes)
{
  double own = hr_log_number (log, "allocated_gib", 0)
               + hr_log_number (log, "reserved_unallocated_gib", 0);
  int best = -1;

  if (hr_log_fact (log, "process_gib") != NULL || !(own > 0))
    return -1;
  for (guint i = 0; i < processes->len; i++)
    {
      double gib = g_array_index (processes, Process, i).gib;

      if (gib < own - 0.1 || gib > own + CONTEXT_GIB + 0.1 * own)
        continue;
      if (best < 0 || gib < g_array_index (processes, Process, best).gib)
        best = (int) i;
    }
  return best;
}

/**
 * hr_log_read_processes:
 *
 * Who holds the card's memory: this process, others.
 */
void
hr_log_read_processes (HrLogReader *reader)
{
  g_autoptr (GArray) said = g_array_new (FALSE, TRUE, sizeof (Process));
  g_autoptr (GArray) listed = g_array_new (FALSE, TRUE, sizeof (Process));
  GArray  *processes;
  gboolean is_csv = FALSE;
  int      own, largest = -1;

  for (guint line = 0; line < reader->lower->len; line++)
    {
      const char *lower = reader->lower->pdata[line];

      read_said (reader, line, said);
      read_listed (reader, line, is_csv, listed);
      if (strstr (lower, "pid") && strstr (lower, "process_name") && strstr (lower, "used"))
        is_csv = strstr (lower, "--query") == NULL;
    }
  processes = said->len > 0 ? said : listed;
  own = said->len > 0 ? own_process (reader->log, said) : -1;
  for (guint i = 0; i < processes->len; i++)
    {
      const Process *process = &g_array_index (processes, Process, i);

      if ((int) i == own)
        {
          hr_log_set_number (reader->log, "process_gib", process->gib, HR_KEEP_LAST);
          continue;
        }
      hr_log_set_number (reader->log, "other_process_gib", process->gib, HR_KEEP_SUM);
      if (largest < 0 || process->gib > g_array_index (processes, Process, largest).gib)
        largest = (int) i;
    }
  if (largest >= 0)
    {
      const Process *process = &g_array_index (processes, Process, largest);

      if (process->name[0] != '\0')
        hr_log_set_text (reader->log, "other_process_name", process->name, -1, HR_KEEP_LAST);
      if (process->pid != 0)
        hr_log_set_number (reader->log, "other_process_pid", process->pid, HR_KEEP_LAST);
    }
}
