/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-detect.h"
#include "hr-snapshot.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What people paste after a run died, or when they are asked for their machine. The text is only
 * read: nothing in it is run, opened or believed beyond its figures. */

#define HR_LOG_MAX_BYTES \
  (64 * 1024 * 1024) /* what a front end takes; more than the ends is skipped */

/* Which memory ran out, or that none did. */
typedef enum
{
  HR_LOG_UNKNOWN, /* the text does not show it, or its figures contradict each other */
  HR_LOG_GPU_MEMORY,
  HR_LOG_GPU_FRAGMENTED,    /* enough lies unused in the framework's cache */
  HR_LOG_GPU_OTHER_PROCESS, /* somebody else holds what is missing */
  HR_LOG_HOST_MEMORY,       /* RAM, swap, a commit limit, the limit of a container or job */
  HR_LOG_SHARED_MEMORY,     /* /dev/shm */
  HR_LOG_INDEX_LIMIT,       /* a limit that more memory does not lift */
  HR_LOG_KV_CACHE,          /* the weights fit, what is left for the context does not do */
  HR_LOG_NOT_MEMORY,
  HR_LOG_LISTING, /* no failure: a description of a machine */
  HR_N_LOG_CLASS
} HrLogClass;

typedef enum
{
  HR_LOG_FACT_NUMBER,
  HR_LOG_FACT_TEXT,
  HR_LOG_FACT_FLAG,
  HR_LOG_FACT_LIST, /* whole numbers in text, parted by commas */
} HrLogFactKind;

/* One thing that the text says; a key that is not there was not said. */
typedef struct
{
  const char   *key; /* "wanted_gib"; _gib is 2^30 bytes */
  HrLogFactKind kind;
  double        number;
  char         *text;
} HrLogFact;

/* A graphics processor that a listing names, or shows without a name. 0 or "" = not said. */
typedef struct
{
  char     name[128];
  char     pci[16]; /* "10de:2684" */
  int      index;   /* -1 = not said */
  gboolean is_integrated;
  double   total_gib, used_gib, free_gib, shared_gib;
  double   power_limit_w;
  guint    pcie_width, pcie_gen;
} HrLogGpu;

typedef struct
{
  HrLogClass klass;
  GArray    *facts;       /* HrLogFact */
  GArray    *gpus;        /* HrLogGpu */
  guint64    marks;       /* of hr-log-private.h: what was seen, for the sentences */
  double     foreign_gib; /* of the card that the run itself does not hold; 0 = not known */
  double     unused_gib;  /* in the framework's cache */
} HrLog;

HrLog           *hr_log_read (const char *data, gsize length);
void             hr_log_free (HrLog *self);
const HrLogFact *hr_log_fact (const HrLog *self, const char *key);
double           hr_log_number (const HrLog *self, const char *key, double fallback);
const char      *hr_log_said (const HrLog *self, const char *key);
const char      *hr_log_class_nick (HrLogClass klass);

/* The machine of a listing, matched with the catalog. */
void hr_log_machine (const HrLog *self, const HrSnapshot *snapshot, HrMachine *machine);

/* The plan as far as the text tells it; what is missing is in @asks, as keys of a plan. */
JsonObject *hr_log_plan (const HrLog *self, const HrSnapshot *snapshot, GStrv *asks);

/* In words: what happened, and what helps, best first. */
GStrv       hr_log_sentences (const HrLog *self);
GStrv       hr_log_remedies (const HrLog *self);
char       *hr_log_fact_text (const HrLogFact *fact);
const char *hr_log_fact_label (const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrLog, hr_log_free)

G_END_DECLS
