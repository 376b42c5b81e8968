/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-snapshot.h"

G_BEGIN_DECLS

#define HR_MAX_GPUS 8

/* What is bought shall hold next year's models, too: they grow faster than cards are replaced. */
#define HR_ROOM_FOR_BUYING 0.1

typedef struct
{
  double            budget;      /* in currency; 0 = no limit */
  char              currency[4]; /* ISO 4217 */
  HrCovers          covers;
  guint             max_gpus; /* 1…8 */
  guint             vendors;  /* bit mask of 1 << HrVendor; 0 = all */
  guint             segments; /* bit mask of 1 << HrSegment; 0 = all */
  HrHostKind        host;
  HrConditionPolicy condition;
  double            max_power_w; /* at the wall, at its peak; 0 = no limit */
  double            mains_volts; /* of the circuit; 0 = as usual where the currency is */
  double            mains_amps;
  double            gpu_power_limit_w; /* a card is held to; 0 = its own */
  HrRamRule         ram_rule;
  gboolean          open_frame;         /* a frame without a case will do, in a tower's place */
  double            deadline_hours;     /* 0 = none */
  gboolean          allow_quality_loss; /* may "auto" choose LoRA, QLoRA or fewer bits */
  HrAim             aim;
  double            room;   /* 0…0.9 of each card's memory that shall stay free */
  HrDemand          demand; /* software that has to run, beside what the work needs */
} HrConstraints;

typedef struct
{
  double electricity_per_kwh; /* in the constraints' currency */
  double hours_per_week;      /* that the machine works */
  double horizon_years;
  double pue;          /* 0 = by host: 1 tower, 1.4 rack */
  double resale_share; /* 0…1 of the purchase, at the horizon */
  double tax_rate;     /* 0…1 on top of catalog prices */
} HrEconomics;

/* Hardware that is given: "estimate", "diagnose", My machine. */
typedef struct
{
  char     gpu[64];      /* "" = not given */
  guint    gpu_count;    /* up to 100,000 for published cluster runs */
  double   ram_gib;      /* 0 = not given */
  char     platform[64]; /* "" = the GPU's usual host */
  guint    cpu_cores;    /* 0 = the platform's usual */
  double   free_gib;     /* GPU memory that is free now, per GPU; 0 = all of it */
  gboolean bridge;       /* an NVLink or Infinity Fabric bridge joins its two cards */
  gboolean own;          /* somebody has it: changes of it are what is asked about */
  double   psu_w;        /* of its power supply; 0 = not given */
  guint    ram_modules;  /* 0 = not given */
} HrSystem;

typedef struct
{
  char          title[128];
  HrWorkload    workload;
  HrConstraints constraints;
  HrEconomics   economics;
  gboolean      has_system;
  HrSystem      system;
} HrPlan;

double       hr_constraints_mains_volts (const HrConstraints *constraints, HrHostKind kind);
double       hr_constraints_mains_w (const HrConstraints *constraints, HrHostKind kind);
gboolean     hr_constraints_open_frame (const HrConstraints *constraints);
void         hr_plan_init (HrPlan *plan, HrTask task);
double       hr_plan_round_money (double amount);
const HrGpu *hr_plan_gpu (const HrSystem *system, const HrSnapshot *snapshot);
const HrGpu *hr_plan_hold_card (const HrPlan *plan, const HrGpu *card, HrGpu *held);
HrSnapshot  *hr_plan_snapshot (const HrPlan *plan, const HrSnapshot *snapshot, HrDate today);
void         hr_plan_validate (const HrPlan *plan, const HrSnapshot *snapshot, HrIssues *issues);
void         hr_plan_settings (const HrPlan *plan, HrWorkload *settings);
gboolean     hr_system_equal (const HrSystem *a, const HrSystem *b);
gboolean     hr_plan_equal (const HrPlan *a, const HrPlan *b);

G_END_DECLS
