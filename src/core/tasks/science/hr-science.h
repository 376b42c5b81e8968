/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-band.h"
#include "hr-calibration.h"
#include "hr-gpu-rate.h"
#include "hr-task-type.h"

G_BEGIN_DECLS

/* FP64 at this share of FP32 or less is said aloud: consumer cards have 1/64, some 1/16. */
#define HR_SLOW_FP64_RATIO 12

/* What the kernels of scientific compute share. A kernel is one file with one HrScienceKernel, and
 * a row in hr-task-scientific.c. */

typedef struct
{
  const HrEstimateInput *input;
  const HrScienceWork   *work;
  const HrCalibration   *cal;
  HrEstimate            *estimate;
  HrTrace               *trace;
  const HrGpu           *gpu;
  guint                  n;                 /* GPUs that software sees, all cards together */
  double                 flop_s[HR_N_RATE]; /* peak of one of them */
  double                 alu_flop_s;        /* FP32 of one that plain code reaches */
  gboolean               is_hbm;
  double                 bytes_s;     /* memory bandwidth of one, less ECC where it costs */
  double                 cache_bytes; /* last-level cache of one */
  double                 link_s;      /* bytes/s one way between two of them */
  double                 context_bytes;
  double                 room_bytes; /* of one, less the context */
  /* What the kernel answers. */
  double     fixed_bytes;   /* on each GPU, whatever the split */
  double     split_bytes;   /* of the whole problem, divided by the GPUs */
  double     work_per_step; /* in the rate's unit × second */
  HrRateUnit unit;
  double     steps;         /* when the plan does not say */
  gboolean   is_replicated; /* more GPUs hold no larger problem */
  double     host_bytes;    /* arrays in host RAM; 0 = as much as the GPUs hold */
} HrScience;

typedef struct
{
  void (*validate) (const HrScienceWork *work, HrIssues *issues);
  void (*estimate) (HrScience *s);
  /* The size (atoms, order, …) whose memory is @bytes on one GPU of s->n. */
  double (*size_for) (const HrScience *s, double bytes);
  HrSize size_unit;
} HrScienceKernel;

extern const HrScienceKernel hr_science_md;
extern const HrScienceKernel hr_science_dense;
extern const HrScienceKernel hr_science_lattice;
extern const HrScienceKernel hr_science_sparse;
extern const HrScienceKernel hr_science_fft;
extern const HrScienceKernel hr_science_custom;

void
hr_science_init (HrScience *s, const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace);
double hr_science_real_bytes (HrPrecision precision);
HrRate hr_science_rate (HrPrecision precision);
double hr_science_peak (HrScience *s, HrRate rate);
void   hr_science_add_split (HrScience  *s,
                             HrTerm      term,
                             double      bytes,
                             const char *id,
                             const char *formula,
                             const char *source);
void   hr_science_trace_launches (const HrScience *s, double kernels);
void   hr_science_finish (HrScience *s, const HrScienceKernel *kernel, double step_seconds);

void hr_science_software (const HrWorkload *workload, HrSoftwareNeeds *needs);

G_END_DECLS
