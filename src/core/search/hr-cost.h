/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-pick.h"

G_BEGIN_DECLS

/* A plan's money in US dollars, resolved once a question. */
typedef struct
{
  double   budget_usd; /* 0 = no limit */
  HrCovers covers;
  double   usd_per_kwh;
  double   hours_per_week;
  double   horizon_hours; /* that the machine works */
  double   lost_share;    /* of the purchase that is not got back: 1 − resale */
  double   tax;           /* 1 + rate */
  double   pue[HR_N_HOST_KIND];
} HrMoney;

void hr_money_init (HrMoney *money, const HrPlan *plan, const HrSnapshot *snapshot, HrTrace *trace);
void hr_cost_date (HrCost *cost, const HrPlan *plan, HrDate today, HrTrace *trace);
double hr_cost_gpus_usd (const HrBuild *build);
double hr_money_hour_usd (
    const HrMoney *money, double price_usd, double wall_w, HrHostKind kind, HrTrace *trace);
double hr_money_budgeted_usd (const HrMoney *money,
                              double         gpus_usd,
                              double         price_usd,
                              double         wall_w,
                              HrHostKind     kind,
                              HrTrace       *trace);

void hr_cost_fill (const HrPlan     *plan,
                   const HrSnapshot *snapshot,
                   const HrBuild    *build,
                   const HrEstimate *estimate,
                   HrCost           *cost,
                   HrTrace          *trace);

G_END_DECLS
