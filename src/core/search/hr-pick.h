/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"
#include "hr-money.h"
#include "hr-plan.h"
#include "hr-sentence.h"

G_BEGIN_DECLS

#define HR_MAX_BUILD_PARTS 12
#define HR_MAX_SENTENCES   10
#define HR_MAX_REASONS     5 /* more are not read */

typedef struct
{
  HrPart         part;
  const char    *id;
  const char    *name;
  guint          count;
  double         unit_usd; /* tax not included; 0 = no price, and then the build says so */
  const HrPrice *price;    /* date, condition, source; NULL where there is none */
} HrBuildPart;

typedef struct
{
  const HrGpu      *gpu;
  guint             gpu_count;
  const HrPlatform *platform;
  double            ram_gib;
  guint             ram_channels_filled; /* 0 where a complete system does not say */
  double            psu_w;
  guint             n_parts;
  HrBuildPart       parts[HR_MAX_BUILD_PARTS];
  double            price_usd;      /* tax included */
  double            stale_share;    /* 0…1 of price_usd that rests on stale prices */
  guint             n_unpriced;     /* parts without a price, left out of price_usd */
  HrDate            oldest, newest; /* of the prices in it */
  HrHost            host;
} HrBuild;

typedef struct
{
  double             job_usd; /* share of the purchase over the horizon + energy */
  double             job_low_usd, job_high_usd;
  double             energy_kwh; /* of the job */
  double             energy_usd;
  double             power_w;       /* at the wall while working */
  double             per_hour_usd;  /* purchase share + energy */
  const HrRentOffer *rent;          /* cheapest offer for the same or an equivalent card; or NULL */
  double             rent_hour_usd; /* for gpu_count cards */
  double             rent_job_usd;
  double             break_even_hours; /* of use at which buying wins; 0 = never or no offer */
  HrDate             break_even_date;  /* at the plan's hours a week from today; unknown likewise */
  double             usd_per_gib;      /* GPU price ÷ its memory */
  double             usd_per_gb_s;
  double             usd_per_tflops; /* at the task's precision */
  double             work_per_usd;   /* work of the horizon ÷ money of the horizon */
} HrCost;

typedef struct
{
  guint      roles; /* bit mask of 1 << HrRole */
  HrBuild    build;
  HrWorkload settings; /* the workload with every "auto" resolved */
  HrEstimate estimate;
  HrCost     cost;
  double     headroom_gib; /* available − required, per GPU */
  double     doubt, risk;  /* ≥ 1: what the ranking counts it worse for; 0 = not known */
  guint      n_reasons;
  HrSentence reasons[HR_MAX_REASONS];
  guint      n_cautions; /* to know beside the reasons: doubts, old prices, settings */
  HrSentence cautions[HR_MAX_SENTENCES];
} HrPick;

G_END_DECLS
