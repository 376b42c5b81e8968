/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-hardware.h"
#include "hr-trace.h"

G_BEGIN_DECLS

#define HR_HOST_MAX_GPUS 8

/* Why a card cannot stand in a host, in the order in which the rules are asked. */
typedef enum
{
  HR_HOST_FITS,
  HR_HOST_MODULE,    /* SXM, OAM and mezzanine modules come only in complete systems */
  HR_HOST_NO_SYSTEM, /* … of which the catalog has none for this card and this many */
  HR_HOST_COOLING,   /* a passive card needs ducted airflow */
  HR_HOST_SLOTS,
  HR_HOST_LANES,
  HR_HOST_SUPPLY, /* no power supply, nor two, for so much */
  HR_HOST_MAINS,  /* more than the circuit that it stands on gives */
} HrHostVerdict;

HrHostVerdict hr_host_rules_check (const HrPlatform *platform, const HrGpu *gpu, guint gpu_count);
double        hr_host_rules_psu_w (const HrPlatform *platform, const HrGpu *gpu, guint gpu_count);
guint         hr_host_rules_slots (const HrGpu *gpu, guint gpu_count);
double        hr_host_rules_ram_gb_s (const HrPlatform *platform, guint modules, double kit_mt_s);
double        hr_host_rules_ram_rule (const HrGpu *gpu, guint gpu_count);
gboolean      hr_host_rules_bridge (const HrGpu *gpu, guint gpu_count);
void          hr_host_rules_link (const HrPlatform *platform,
                                  const HrGpu      *gpu,
                                  guint             gpu_count,
                                  gboolean          is_bridged,
                                  HrHost           *host);
double        hr_host_rules_peak_w (const HrPlatform *platform, const HrGpu *gpu, guint gpu_count);
double        hr_host_rules_wall_w (const HrPlatform *platform,
                                    const HrGpu      *gpu,
                                    guint             gpu_count,
                                    double            gpu_load);

/* The same with an account of it, where @trace is not %NULL. */
double hr_host_rules_ram_gb_s_traced (const HrPlatform *platform,
                                      guint             modules,
                                      double            kit_mt_s,
                                      HrTrace          *trace);
double hr_host_rules_wall_w_traced (
    const HrPlatform *platform, const HrGpu *gpu, guint gpu_count, double gpu_load, HrTrace *trace);
double hr_host_rules_ram_ratio (
    const HrGpu *gpu, guint gpu_count, double ram_gib, double *rule_low, HrTrace *trace);

G_END_DECLS
