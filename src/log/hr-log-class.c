/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <math.h>

/* What was seen, weighed: a class, with the reasons that the sentences tell. */

#define OVERFLOWED_GIB   16384.0 /* no request for so much is meant */
#define CONTEXT_GIB      1.5     /* of a process: context, libraries */
#define CONTEXT_SHARE    0.02    /* of a card that its driver may keep */
#define FRAGMENTED_SHARE 0.1     /* of the card that must lie unused */
#define OTHERS_SHARE     0.1     /* of the card that others must hold */
#define FULL_RAM_PERCENT 93.0    /* in use just before a process was killed */
#define FULL_SHM_SHARE   0.05
#define CONTRADICTION    1.1 /* free ÷ wanted */
#define UNLIMITED_GIB    1048576.0
#define PAGE_GIB         (4.0 / 1048576)

enum
{
  BIT_GPU,
  BIT_HOST,
  BIT_SHM,
  BIT_INDEX,
  BIT_KV,
};

static gboolean
has (const HrLog *log, guint marks)
{
  return (log->marks & marks) != 0;
}

/* Figures that follow from those that were said. */
static void
derive (HrLog *log)
{
  double pages = hr_log_number (log, "pages_ram", 0),
         limit = hr_log_number (log, "memory_limit_gib", 0);
  double sm = hr_log_number (log, "sm", 0);

  if (pages > 0)
    hr_log_set_number (log, "ram_total_gib", pages * PAGE_GIB, HR_KEEP_LAST);
  if (limit > 0 && has (log, HR_MARK_CGROUP))
    hr_log_set_number (log, "limit_gib", limit, HR_KEEP_FIRST);
  hr_log_unset (log, "pages_ram");
  hr_log_unset (log, "memory_limit_gib");
  if (sm >= 10)
    {
      g_autofree char *capability = g_strdup_printf ("%d.%d", (int) sm / 10, (int) sm % 10);

      hr_log_set_text (log, "compute_capability", capability, -1, HR_KEEP_LAST);
    }
  hr_log_unset (log, "sm");
  if (hr_log_number (log, "allowed_gib", 0) > UNLIMITED_GIB)
    hr_log_unset (log, "allowed_gib");
  if (hr_log_said (log, "dll") != NULL)
    {
      g_autofree char *path = g_strconcat (hr_log_said (log, "dll"), ".dll", NULL);
      const char      *base = MAX (g_strrstr (path, "\\"), g_strrstr (path, "/"));

      hr_log_set_text (log, "library", base ? base + 1 : path, -1, HR_KEEP_LAST);
    }
  hr_log_unset (log, "dll");
  if (hr_log_fact (log, "params_m") != NULL)
    hr_log_set_number (log, "model_params_b", hr_log_number (log, "params_m", 0) / 1000,
                       HR_KEEP_FIRST);
  hr_log_unset (log, "params_m");
  if (has (log, HR_MARK_COMPUTE) && hr_log_fact (log, "wanted_gib") != NULL)
    hr_log_set_number (log, "compute_buffer_gib", hr_log_number (log, "wanted_gib", 0),
                       HR_KEEP_LAST);
  if (!has (log, HR_MARK_ESTIMATE))
    {
      hr_log_unset (log, "ram_needed_gib");
      hr_log_unset (log, "gpu_needed_gib");
      hr_log_unset (log, "estimate_options");
    }
}

static gboolean
is_unused_enough (HrLog *log)
{
  double wanted = hr_log_number (log, "wanted_gib", NAN);
  double free_gib = hr_log_number (log, "free_gib", NAN);
  double allocated = hr_log_number (log, "allocated_gib", NAN);
  double reserved = hr_log_number (log, "reserved_gib", NAN);
  double total = hr_log_number (log, "total_gib", NAN);

  log->unused_gib = hr_log_number (log, "reserved_unallocated_gib", reserved - allocated);
  if (isnan (log->unused_gib))
    log->unused_gib = hr_log_number (log, "cached_gib", NAN);
  if (isnan (total))
    total = allocated + log->unused_gib + free_gib;
  return log->unused_gib >= wanted && log->unused_gib >= FRAGMENTED_SHARE * total
         && !(free_gib >= wanted);
}

/* What of the card is neither free nor of this process: said of others, or what is left. */
static gboolean
is_of_others (HrLog *log)
{
  double wanted = hr_log_number (log, "wanted_gib", NAN);
  double free_gib = hr_log_number (log, "free_gib", NAN);
  double total = hr_log_number (log, "total_gib", NAN);
  double allocated = hr_log_number (log, "allocated_gib", NAN);
  double others = hr_log_number (log, "other_process_gib", NAN);
  double own = hr_log_number (log, "process_gib", NAN);

  if (isnan (others) && !isnan (own))
    others = total - free_gib - own;
  else if (isnan (others))
    {
      own = hr_log_number (log, "reserved_gib",
                           allocated
                               + hr_log_number (log, "reserved_unallocated_gib",
                                                hr_log_number (log, "cached_gib", 0)));
      others = total - free_gib - own - CONTEXT_GIB - CONTEXT_SHARE * total;
    }
  if (isnan (others) || isnan (wanted))
    return FALSE;
  log->foreign_gib = others;
  return others >= MAX (wanted - (isnan (free_gib) ? 0 : free_gib), 0)
         && others >= OTHERS_SHARE * (isnan (total) ? others : total);
}

static gboolean
is_contradicted (const HrLog *log)
{
  double wanted = hr_log_number (log, "wanted_gib", NAN);
  double allowed = hr_log_number (log, "allowed_gib", NAN);
  double allocated = hr_log_number (log, "allocated_gib", NAN);

  if (isnan (allocated) || hr_log_fact (log, "total_gib") == NULL || allocated + wanted > allowed)
    return FALSE;
  return hr_log_number (log, "free_gib", NAN) >= CONTRADICTION * wanted;
}

static HrLogClass
class_of_card (HrLog *log)
{
  if (has (log, HR_MARK_OTHERS))
    {
      log->foreign_gib = hr_log_number (log, "total_gib", 0) - hr_log_number (log, "free_gib", 0);
      return HR_LOG_GPU_OTHER_PROCESS;
    }
  if (is_unused_enough (log))
    return HR_LOG_GPU_FRAGMENTED;
  if (is_of_others (log))
    return HR_LOG_GPU_OTHER_PROCESS;
  if (is_contradicted (log))
    return HR_LOG_UNKNOWN;
  return HR_LOG_GPU_MEMORY;
}

/* Of the card and of the machine: what a row knows counts before words in general, and of two the
 * later, which ended it. */
static gboolean
is_of_host (const HrLogReader *reader)
{
  const HrLog *log = reader->log;
  gboolean     card = has (log, HR_MARK_GPU), host = has (log, HR_MARK_HOST);
  guint        n_card = reader->n_marked[BIT_GPU], n_host = reader->n_marked[BIT_HOST];

  if (!card || !host)
    return host;
  if (n_card == 0 || n_host == 0)
    return n_host > 0;
  return has (log, HR_MARK_CGROUP | HR_MARK_COMMIT)
         || reader->last_line[BIT_HOST] > reader->last_line[BIT_GPU];
}

static gboolean
is_killed (const HrLog *log)
{
  double code = hr_log_number (log, "exit_code", 0);

  return code == 137 || code == -9 || has (log, HR_MARK_KILLED);
}

static gboolean
is_ram_full (const HrLog *log)
{
  double used = hr_log_number (log, "ram_used_gib", NAN),
         total = hr_log_number (log, "ram_total_gib", NAN);
  double percent = hr_log_number (log, "ram_used_percent", 100 * used / total);

  return percent >= FULL_RAM_PERCENT;
}

/* Overflowed sizes are no sizes. */
static gboolean
is_overflowed (HrLog *log)
{
  double wanted = hr_log_number (log, "wanted_gib", 0);

  if (wanted >= 0 && wanted < OVERFLOWED_GIB)
    return FALSE;
  hr_log_unset (log, "wanted_gib");
  if (hr_log_said (log, "limit_what") == NULL)
    hr_log_set_text (log, "limit_what", "overflowed size", -1, HR_KEEP_LAST);
  return TRUE;
}

/* "No space left", beside a listing in which it is /dev/shm that is full. */
static gboolean
is_shm_full (const HrLog *log)
{
  return has (log, HR_MARK_NO_SPACE)
         && hr_log_number (log, "shm_free_gib", NAN)
                < FULL_SHM_SHARE * hr_log_number (log, "shm_total_gib", NAN);
}

static HrLogClass
class_of (HrLogReader *reader)
{
  HrLog   *log = reader->log;
  gboolean fails = has (log, HR_MARK_GPU | HR_MARK_HOST | HR_MARK_KV | HR_MARK_SHM | HR_MARK_INDEX);

  if (is_overflowed (log) || has (log, HR_MARK_INDEX))
    return HR_LOG_INDEX_LIMIT;
  if ((has (log, HR_MARK_SHM) || is_shm_full (log)) && !has (log, HR_MARK_ONCHIP))
    return HR_LOG_SHARED_MEMORY;
  if (has (log, HR_MARK_ONCHIP) && reader->n_marked[BIT_GPU] == 0)
    return HR_LOG_NOT_MEMORY;
  if (has (log, HR_MARK_KV)
      && !(reader->n_marked[BIT_GPU] > 0 && reader->last_line[BIT_GPU] > reader->last_line[BIT_KV]))
    return HR_LOG_KV_CACHE;
  if (has (log, HR_MARK_HOST) && is_of_host (reader))
    return HR_LOG_HOST_MEMORY;
  if (has (log, HR_MARK_OTHER) && reader->n_marked[BIT_GPU] == 0)
    return HR_LOG_NOT_MEMORY;
  if (has (log, HR_MARK_GPU))
    return class_of_card (log);
  if (is_killed (log))
    return is_ram_full (log) ? HR_LOG_HOST_MEMORY : HR_LOG_UNKNOWN;
  if (has (log, HR_MARK_CRASHED))
    return HR_LOG_UNKNOWN;
  if (has (log, HR_MARK_WARNING))
    return HR_LOG_NOT_MEMORY;
  if (has (log, HR_MARK_ERROR))
    return HR_LOG_NOT_MEMORY;
  if (!fails && (has (log, HR_MARK_LISTING) || log->gpus->len > 0))
    return HR_LOG_LISTING;
  return HR_LOG_UNKNOWN;
}

/**
 * hr_log_classify:
 */
void
hr_log_classify (HrLogReader *reader)
{
  HrLog *log = reader->log;

  derive (log);
  log->klass = class_of (reader);
  if (is_killed (log))
    log->marks |= HR_MARK_KILLED;
  if (log->klass == HR_LOG_LISTING)
    {
      hr_log_unset (log, "gpu");
      hr_log_unset (log, "framework");
      hr_log_unset (log, "other_process_gib");
      hr_log_unset (log, "other_process_name");
      hr_log_unset (log, "other_process_pid");
    }
  if (!(log->foreign_gib > 0))
    log->foreign_gib = 0;
  if (!(log->unused_gib > 0))
    log->unused_gib = 0;
}
