/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-catalog.h"
#include "hr-estimate.h"
#include "hr-issue.h"
#include "hr-plan.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* Exit statuses, a promise to scripts. */
enum
{
  HR_CLI_DONE = 0,
  HR_CLI_INFEASIBLE = 1, /* the question has no feasible answer; it was printed all the same */
  HR_CLI_REFUSED = 2     /* the input, or the output that it asks for */
};

typedef struct
{
  const char *name;
  const char *arguments; /* for the usage line, untranslated */
  const char *summary;   /* marked for translation */
  int (*run) (int argc, char **argv);
} HrVerb;

/* Options that every verb has. */
typedef struct
{
  const HrVerb        *verb;
  const char          *description; /* more help, at its end */
  char                *catalog_file;
  char                *calibration_file;
  char                *today_text;
  gboolean             json;
  gboolean             edits; /* the catalog is loaded, changed and saved as one step */
  GOptionContext      *options;
  HrCatalog           *catalog;
  const HrSnapshot    *snapshot; /* of the catalog */
  HrCalibration       *own_calibration;
  const HrCalibration *calibration;
  HrDate               today;
} HrCli;

void         hr_cli_init (HrCli *self, const HrVerb *verb);
void         hr_cli_clear (HrCli *self);
gboolean     hr_cli_parse (HrCli              *self,
                           const GOptionEntry *entries,
                           const GOptionEntry *plan_entries,
                           int                 max_args,
                           int                *argc,
                           char             ***argv,
                           int                *status);
gboolean     hr_cli_load (HrCli *self);
int          hr_cli_print (GString *text);
void         hr_cli_error (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean     hr_cli_report (const HrIssues *issues, const char *file);
const HrGpu *hr_cli_gpu (const HrCli *self, const char *text);
gboolean     hr_cli_read (const char *file, gsize limit, char **data, gsize *length);

/* The plan: a file, "-" or nothing, and the flags that change it. */
typedef struct _HrPlanFlags HrPlanFlags;

HrPlanFlags        *hr_plan_flags_new (gboolean with_system);
void                hr_plan_flags_free (HrPlanFlags *self);
const GOptionEntry *hr_plan_flags_entries (HrPlanFlags *self);
gboolean hr_plan_flags_read (HrPlanFlags *self, const HrCli *cli, const char *file, HrPlan *plan);
gboolean hr_plan_flags_merge (HrPlanFlags *self, JsonObject *plan);
void     hr_plan_flags_values (const char *name, const HrSnapshot *snapshot, GString *out);

/* An estimate of plan.system, "auto" resolved into @settings. */
gboolean hr_cli_estimate (const HrCli  *cli,
                          const HrPlan *plan,
                          HrWorkload   *settings,
                          HrEstimate   *estimate,
                          HrTrace      *trace,
                          const char   *base_path,
                          HrIssues     *issues);

/* One question of a batch. */
void hr_cli_answer (HrCli *self, const char *line, gsize length, GString *out);

/* What a run wrote before it died, in the file of that name. */
int hr_cli_diagnose_log (HrCli *cli, HrPlanFlags *flags, const char *file);

int hr_verb_batch (int argc, char **argv);
int hr_verb_catalog (int argc, char **argv);
int hr_verb_chart (int argc, char **argv);
int hr_verb_compare (int argc, char **argv);
int hr_verb_detect (int argc, char **argv);
int hr_verb_diagnose (int argc, char **argv);
int hr_verb_estimate (int argc, char **argv);
int hr_verb_inspect (int argc, char **argv);
int hr_verb_reach (int argc, char **argv);
int hr_verb_recommend (int argc, char **argv);

const HrVerb *hr_cli_find_verb (const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrCli, hr_cli_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrPlanFlags, hr_plan_flags_free)

G_END_DECLS
