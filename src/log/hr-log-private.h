/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-log.h"

G_BEGIN_DECLS

#define HR_LOG_CAPTURES 6

/* What a line gives away. The order is that of the bits only. */
typedef enum
{
  HR_MARK_GPU = 1 << 0,       /* an allocation on the card failed */
  HR_MARK_HOST = 1 << 1,      /* RAM, or a limit on it */
  HR_MARK_SHM = 1 << 2,       /* /dev/shm */
  HR_MARK_INDEX = 1 << 3,     /* a size or index limit */
  HR_MARK_KV = 1 << 4,        /* the cache of the context */
  HR_MARK_OTHER = 1 << 5,     /* another failure */
  HR_MARK_WARNING = 1 << 6,   /* said to be no failure */
  HR_MARK_KILLED = 1 << 7,    /* signal 9, with no word who sent it */
  HR_MARK_CRASHED = 1 << 8,   /* SIGSEGV, SIGABRT */
  HR_MARK_LISTING = 1 << 9,   /* the output of a program that lists hardware */
  HR_MARK_OTHERS = 1 << 10,   /* other processes are named as the reason */
  HR_MARK_COMPUTE = 1 << 11,  /* it was the compute buffer of llama.cpp */
  HR_MARK_CGROUP = 1 << 12,   /* a limit of a container, pod or job */
  HR_MARK_COMMIT = 1 << 13,   /* Windows' commit limit */
  HR_MARK_LOADING = 1 << 14,  /* while the weights were loaded */
  HR_MARK_FULL = 1 << 15,     /* a cache that was full while it served */
  HR_MARK_LEAK = 1 << 16,     /* a series that only grows */
  HR_MARK_SERVING = 1 << 17,  /* a server of language models */
  HR_MARK_TRAINING = 1 << 18, /* a training loop */
  HR_MARK_ECC = 1 << 19,      /* faulty memory */
  HR_MARK_ONCHIP = 1 << 20,   /* the shared memory of one multiprocessor */
  HR_MARK_TIMEOUT = 1 << 21,
  HR_MARK_BUILD = 1 << 22, /* the program is built for other cards */
  HR_MARK_BUS = 1 << 23,   /* the card was lost */
  HR_MARK_ACCESS = 1 << 24,
  HR_MARK_WORKERS = 1 << 25,  /* of a data loader */
  HR_MARK_ESTIMATE = 1 << 26, /* somebody's own estimate of the need */
  HR_MARK_NO_SPACE = 1 << 28, /* on whatever a file lies */
  HR_MARK_ERROR = 1 << 27,    /* an error without a word of memory */
} HrLogMark;

/* How a fact that is said again counts. */
typedef enum
{
  HR_KEEP_LAST,
  HR_KEEP_FIRST,
  HR_KEEP_LARGEST,
  HR_KEEP_SUM,
} HrLogKeep;

typedef struct
{
  const char *start; /* in the line as it was written */
  gsize       length;
  gboolean    is_number;
  double      number; /* GiB for sizes */
} HrLogCapture;

/* A pattern and what it says. keys: one for each capture, "" = not kept; a leading "=" keeps the
 * first, "+" the largest, "#" the sum. says: facts that the pattern itself tells, "key=value",
 * parted by ";". */
typedef struct
{
  const char *pattern;
  const char *keys;
  guint       marks;
  const char *says;
  enum
  {
    HR_ROW_ANY,
    HR_ROW_MESSAGE, /* only in the block of an out-of-memory message */
    HR_ROW_DEVICE,  /* the first capture names a buffer's device: not of the CPU */
    HR_ROW_STOP,    /* nothing else reads this line */
    HR_ROW_ERROR,   /* only in a line that speaks of a failure or a limit */
    HR_ROW_START,   /* only where the line begins with it */
  } how;
} HrLogRow;

typedef struct
{
  HrLog     *log;
  GPtrArray *lines; /* char *, as written */
  GPtrArray *lower; /* the same in small letters */
  gboolean   is_decimal_comma;
  guint      n_marked[32];
  guint      last_line[32]; /* of each mark */
  guint      line;          /* that is being read */
  guint      failures[64];  /* lines on which an allocation failed */
  guint      n_failures;
} HrLogReader;

/* hr-log-clean.c */
char    *hr_log_clean (const char *data, gsize length);
gboolean hr_log_has_decimal_comma (const char *text);

/* hr-log-pattern.c */
gboolean hr_log_match (const char  *pattern,
                       const char  *line,
                       const char  *lower,
                       gboolean     is_decimal_comma,
                       HrLogCapture captures[HR_LOG_CAPTURES],
                       guint       *n);
const char *
hr_log_parse_number (const char *text, gboolean is_decimal_comma, gboolean is_size, double *value);
const char *
hr_log_parse_size (const char *text, gboolean is_decimal_comma, char fallback, double *gib);

/* hr-log-facts.c */
void hr_log_set_number (HrLog *log, const char *key, double number, HrLogKeep keep);
void hr_log_set_text (HrLog *log, const char *key, const char *text, gssize length, HrLogKeep keep);
void hr_log_set_flag (HrLog *log, const char *key, gboolean is_set);
void hr_log_unset (HrLog *log, const char *key);
void hr_log_say (HrLog *log, const char *says);
gboolean hr_log_apply_rows (HrLogReader *reader, const HrLogRow *rows, guint n_rows, guint line);
void     hr_log_apply_message (HrLogReader *reader, const HrLogRow *rows, guint n_rows, guint line);
HrLogGpu *hr_log_add_gpu (HrLog *log);
void      hr_log_name_gpu (HrLogGpu *gpu, const char *name);

/* Rows by what prints them. */
extern const HrLogRow hr_log_torch_rows[];
extern const guint    hr_log_n_torch_rows;
extern const HrLogRow hr_log_engine_rows[];
extern const guint    hr_log_n_engine_rows;
extern const HrLogRow hr_log_host_rows[];
extern const guint    hr_log_n_host_rows;
extern const HrLogRow hr_log_other_rows[];
extern const guint    hr_log_n_other_rows;

/* hr-log-generic.c, hr-log-devices.c, hr-log-listing.c, hr-log-smi.c */
void     hr_log_read_failure (HrLogReader *reader, guint line);
void     hr_log_read_generic (HrLogReader *reader);
void     hr_log_read_series (HrLogReader *reader);
void     hr_log_read_framework (HrLogReader *reader);
void     hr_log_read_processes (HrLogReader *reader);
void     hr_log_read_device_name (HrLogReader *reader);
void     hr_log_read_listings (HrLogReader *reader);
gboolean hr_log_read_smi (HrLogReader *reader);
gboolean hr_log_read_rocm (HrLogReader *reader);

/* hr-log-class.c */
void hr_log_classify (HrLogReader *reader);

G_END_DECLS
