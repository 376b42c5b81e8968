/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-hardware.h"

G_BEGIN_DECLS

/* What a source says of one release of one software on some cards: a row of the catalog. */
typedef struct
{
  const char *id;
  const char *software; /* "vLLM" */
  const char *release;  /* a version or a month; NULL = not said */
  HrVendor    vendor;
  const char *targets; /* nicks of architectures and names of chips, a space between; NULL = all */
  HrSupport   status;
  const char *features; /* what it is said of, ";" between; NULL = of the software as a whole */
  const char *os;
  const char *detail; /* the limit or the need, in the source's terms */
  const char *source;
  HrDate      date;
} HrSoftwareFact;

/* One thing that work asks of software: that one of some programs runs, with a feature. */
#define HR_MAX_SOFTWARE_CHOICES 4
#define HR_MAX_SOFTWARE_NEEDS   8

typedef struct
{
  const char *choices[HR_MAX_SOFTWARE_CHOICES];  /* the usual one first; NULL ends them */
  const char *features[HR_MAX_SOFTWARE_CHOICES]; /* of each choice; NULL = none in particular */
  gboolean    is_named;  /* by the user: partial support counts only where that is allowed */
  gboolean    is_demand; /* of the plan: what no source knows is not known to run */
} HrSoftwareNeed;

typedef struct
{
  guint          n;
  gboolean       is_strict; /* partial support of what the user names counts as none */
  HrSoftwareNeed needs[HR_MAX_SOFTWARE_NEEDS];
} HrSoftwareNeeds;

/* How a need is met on a card. */
typedef struct
{
  const char           *software; /* the choice that does best */
  const char           *feature;  /* NULL = none in particular */
  const char           *usual;    /* the first choice, where another does better; or NULL */
  HrSupport             status;
  const HrSoftwareFact *fact; /* that the status rests on; NULL = no source names the card */
} HrSoftwareFinding;

typedef struct
{
  guint             n;
  HrSoftwareFinding findings[HR_MAX_SOFTWARE_NEEDS];
} HrSoftwareFindings;

void      hr_software_need (HrSoftwareNeeds *needs, const char *software, const char *feature);
void      hr_software_or (HrSoftwareNeeds *needs, const char *software, const char *feature);
HrSupport hr_software_status (const HrSoftwareFact  *facts,
                              guint                  n,
                              const char            *software,
                              const char            *feature,
                              const HrGpu           *gpu,
                              const HrSoftwareFact **why);
HrSupport hr_software_judge (const HrSoftwareFact  *facts,
                             guint                  n,
                             const HrSoftwareNeeds *needs,
                             const HrGpu           *gpu,
                             HrSoftwareFindings    *findings);

G_END_DECLS
