/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-host-rules.h"
#include "hr-pick.h"

G_BEGIN_DECLS

/* No machine is built with less RAM for its GPU memory: half of what fills it can be staged. */
#define HR_LEAST_RAM_PER_VRAM 0.5

/* The parts of a host that differ in speed: one of the ways to fill a platform. */
typedef struct
{
  const HrHostPart *cpu; /* NULL = comes with the chassis or the system, or is not in the catalog */
  const HrRamKit   *kit;
  guint             kits;
  const HrHostPart *nvme;
  double            usd;
  guint             n_unpriced;
  guint             cores;
  double            ram_gib;
  double            ram_gb_s;
  double            storage_gb_s;
} HrBundle;

/* One platform, or one complete system, with everything that can be put into it. */
typedef struct
{
  const HrPlatform *platform;
  const HrHostPart *system; /* complete, with its GPUs; then one bundle that costs nothing */
  const HrHostPart
      *barebone; /* chassis with board, power and cooling; NULL = those are bought apart */
  const HrHostPart *board;
  guint             n_bundles;
  HrBundle         *bundles;    /* none dominated by another; by price */
  gboolean          is_bridged; /* two cards and a bridge; the bundles are those of its twin */
  HrBundle          best;       /* the best of everything in one; none that can be bought */
  guint64           n_ways;     /* before dominated ones were dropped, power supplies counted */
} HrHostOption;

typedef struct
{
  const HrSnapshot *snapshot;
  HrConstraints     constraints;  /* for the condition of parts, the mains and open frames */
  gboolean          trains;       /* the workload: the rule of thumb for RAM applies */
  double            ram_per_vram; /* at least, where it does not */
  guint             n_options;
  HrHostOption     *options;
  GPtrArray        *common; /* supplies, cases, empty chassis, coolers, bridges that may be used */
} HrHostOptions;

/* What does not differ in speed: chosen by power and width, always the cheapest that does. */
typedef struct
{
  HrHostVerdict     verdict;
  double            psu_w; /* needed */
  const HrHostPart *psu;
  guint             psus;
  const HrHostPart *box; /* case, or empty chassis */
  const HrHostPart *cooler;
  const HrHostPart *bridge; /* NULL = none */
  double            usd;
  guint             n_unpriced;
} HrFrame;

HrHostOptions *hr_host_options_new (const HrSnapshot    *snapshot,
                                    const HrWorkload    *workload,
                                    const HrConstraints *constraints);
void           hr_host_options_free (HrHostOptions *options);

/* The cheapest host for cards: what is asked of it, and what it is. */
typedef struct
{
  HrHostKind          host;     /* HR_HOST_KIND_ANY */
  const char         *platform; /* NULL or "" = any */
  double              ram_gib;  /* at least; never below hr_build_least_ram_gib() */
  const HrHostOption *option;
  const HrBundle     *bundle;
  double              usd; /* without the cards, no tax */
  guint               n_unpriced;
} HrCheapest;

double hr_build_least_ram_gib (const HrHostOptions *options, const HrGpu *gpu, guint gpu_count);
const HrHostPart *hr_build_bridge (const HrHostOptions *options, const HrGpu *gpu, guint gpu_count);
void              hr_build_frame (const HrHostOptions *options,
                                  const HrHostOption  *option,
                                  const HrGpu         *gpu,
                                  guint                gpu_count,
                                  HrFrame             *frame);
void              hr_build_host (const HrHostOption *option,
                                 const HrBundle     *bundle,
                                 const HrGpu        *gpu,
                                 guint               gpu_count,
                                 HrHost             *host);
void              hr_build_fill (const HrHostOptions *options,
                                 const HrHostOption  *option,
                                 const HrBundle      *bundle,
                                 const HrGpu         *gpu,
                                 guint                gpu_count,
                                 double               tax_rate,
                                 HrDate               today,
                                 HrBuild             *build);
gboolean          hr_build_cheapest (const HrHostOptions *options,
                                     const HrGpu         *gpu,
                                     guint                gpu_count,
                                     HrCheapest          *cheapest);
double            hr_build_price_deviation (const HrBuild *build);
void              hr_build_sum (HrBuild *build, double tax_rate, HrDate today, HrTrace *trace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHostOptions, hr_host_options_free)

G_END_DECLS
