/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

G_BEGIN_DECLS

/* The cards of a catalog by the words of their names. */
typedef struct _HrGpuNames HrGpuNames;

#define HR_GPU_MATCH_MAX 8

typedef enum
{
  HR_GPU_MATCH_NONE,
  HR_GPU_MATCH_ONE,
  HR_GPU_MATCH_LIKELY,  /* the name leaves out a word that the only card of that name has */
  HR_GPU_MATCH_SEVERAL, /* it leaves open which */
  HR_GPU_MATCH_NO_CARD, /* a part for a card, a machine, a share, several together */
} HrGpuMatchKind;

typedef struct
{
  HrGpuMatchKind kind;
  guint          n;
  const HrGpu   *gpus[HR_GPU_MATCH_MAX]; /* the one; or all that could be meant */
} HrGpuMatch;

/* What is known besides the name. */
typedef struct
{
  double   device_gib; /* as the driver reports it, of one device; 0 = not known */
  double   board_gib;  /* as a table says it of the card; 0 = not known */
  gboolean is_driver;  /* the name is a driver's, which names the form of every card but a module */
} HrGpuMatchHints;

HrGpuNames *hr_gpu_names_new (const HrSnapshot *snapshot);
void        hr_gpu_names_free (HrGpuNames *self);
void        hr_gpu_names_match (const HrGpuNames      *self,
                                const char            *text,
                                const HrGpuMatchHints *hints,
                                HrGpuMatch            *match);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrGpuNames, hr_gpu_names_free)

G_END_DECLS
