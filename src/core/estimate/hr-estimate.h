/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-quantile.h"
#include "hr-hardware.h"
#include "hr-trace.h"
#include "hr-workload.h"

G_BEGIN_DECLS

typedef struct _HrCalibration HrCalibration;

typedef struct
{
  HrTerm term;
  double gib;
} HrMemoryTerm;

#define HR_MAX_TERMS      20
#define HR_MAX_HOST_TERMS 10

typedef struct
{
  double     value, low, high; /* low..high: the 80 % interval of the model's measured error */
  HrRateUnit unit;
  gboolean   per_gpu; /* else of the whole system */
} HrThroughput;

/* One thing that an estimate rests on, e.g. the framework, and how many published runs have it.
 * None: the band is wider for it, and the answer says so. */
typedef struct
{
  HrQuantity        quantity;
  HrBasis           of;
  const HrEnumType *type; /* of the value */
  int               value;
  guint             runs;
} HrBasisEntry;

#define HR_MAX_BASIS 12

/* What an estimate had to assume; text says each in words. */
typedef enum
{
  HR_NOTE_UNKNOWN_ENGINE = 1 << 0, /* treated as generic */
  HR_NOTE_UNKNOWN_FAMILY = 1 << 1, /* from the shape alone */
  HR_NOTE_UNKNOWN_KIND = 1 << 2,   /* network kind guessed from its figures */
  HR_NOTE_NO_BF16 = 1 << 3,        /* no matrix path: runs at FP32 or emulated */
  HR_NOTE_OFFLOADED = 1 << 4,      /* part of the work runs from host RAM */
  HR_NOTE_OUT_OF_CORE = 1 << 5,    /* the scene leaves the card's memory */
  HR_NOTE_SLOW_FP64 = 1 << 6,      /* FP64 at 1/16 of FP32 or less */
  HR_NOTE_STARVED = 1 << 7,        /* the input pipeline is slower than the GPU */
  HR_NOTE_EXTRAPOLATED = 1 << 8,   /* no measurement of this architecture: the band is wider */
  HR_NOTE_UNSUPPORTED = 1 << 9,    /* the backend or the precision does not run on this card */
  HR_NOTE_SAME_SIZE = 1 << 10,     /* a working set was assumed from the preset */
  HR_NOTE_PART_OF_MODEL = 1 << 11, /* a part of the model was not understood: at least so much */
  HR_NOTE_TOWER = 1 << 13,         /* an encoder of images or sounds whose input is not counted */
  HR_NOTE_UNEVEN_HEADS = 1 << 12,  /* the cards cannot share the attention heads evenly */
  HR_NOTE_UNMEASURED_ENGINE = 1 << 16, /* no run's speed is behind the engine: the band is wider */
  HR_NOTE_UNMEASURED_MEMORY = 1 << 17, /* nor its memory */
  HR_NOTE_FEW_EXPERT_RUNS = 1 << 18,   /* experts on this maker's cards: single reports */
  HR_NOTE_NO_SOFTWARE = 1 << 20, /* beside UNSUPPORTED: the software does not run on the card */
  HR_NOTE_SOFTWARE_PARTIAL = 1 << 21, /* it runs with limits */
  HR_NOTE_SOFTWARE_UNKNOWN = 1 << 22, /* no source says whether it runs */
  HR_NOTE_FROM_DRIVE = 1 << 19,       /* RAM does not hold what lies off the cards */
} HrNotes;

typedef struct
{
  HrFit  fit;
  double fit_chance; /* 0…1, by the band as a log-normal error */
  guint  gpu_count;
  /* Per GPU device, GiB. Terms add up to required_gib. */
  guint        n_terms;
  HrMemoryTerm terms[HR_MAX_TERMS];
  double       allocated_gib;     /* peak of live tensors */
  double       reserved_gib;      /* + the allocator's fragmentation */
  double       required_gib;      /* + the context: what must be free on the card */
  double       low_gib, high_gib; /* 80 % interval around required_gib */
  double       available_gib;     /* what the card has for it */
  /* Host RAM, whole system, GiB. */
  guint        n_host_terms;
  HrMemoryTerm host_terms[HR_MAX_HOST_TERMS];
  double       host_required_gib;
  double       host_recommended_gib; /* rounded up to what is sold */
  HrThroughput throughput;
  HrThroughput prefill; /* LLM inference; unit NONE elsewhere */
  HrStage      bound_by;
  double       stage_seconds[HR_N_STAGE]; /* per step */
  double       step_seconds;
  double       steps;
  double       seconds, seconds_low, seconds_high; /* of the whole job */
  double       work;     /* of the whole job, in the unit of throughput × seconds */
  double       gpu_load; /* 0..1 of board power while it runs */
  /* Scientific problems, and triangles of a scene; 0 elsewhere, or where there is no answer. */
  double trainable_parameters; /* of a fine-tuning; 0 = another task */
  double largest_size;         /* that fits these cards, in size_unit */
  HrSize size_unit;
  guint  gpus_to_fit; /* cards of this kind over which the problem just fits */
  /* Transformers and images; filled by hr_estimate_find_largest() alone, 0 = not asked or not even
   * the smallest. */
  guint32      largest_batch;    /* sequences or images that fit, all else equal */
  guint32      largest_tokens;   /* of a training sequence, or of the context */
  guint32      largest_image;    /* pixels a side */
  double       largest_params_b; /* of a model with the same proportions, in 10^9 */
  guint        notes;            /* HrNotes */
  guint        n_basis;
  HrBasisEntry basis[HR_MAX_BASIS];
} HrEstimate;

typedef struct
{
  const HrGpu         *gpu;
  guint                gpu_count;
  HrHost               host;
  const HrWorkload    *workload;
  const HrCalibration *calibration;
} HrEstimateInput;

/* Whether the work is likelier to fit than not; "tight" alone says that the limit is in the band.
 */
static inline gboolean
hr_estimate_is_likely (const HrEstimate *estimate)
{
  return estimate->fit != HR_FIT_EXCEEDS && estimate->fit_chance >= 0.5;
}

/* For the task files. */
void hr_estimate_add_term (HrEstimate *estimate, HrTerm term, double bytes);
void hr_estimate_add_host_term (HrEstimate *estimate, HrTerm term, double bytes);
void
hr_estimate_set_band (HrEstimate *estimate, double low_ratio, double high_ratio, HrTrace *trace);
void hr_estimate_finish_fit (HrEstimate *estimate, const HrEstimateInput *input, HrTrace *trace);
void hr_estimate_finish_host (HrEstimate *estimate, const HrEstimateInput *input, HrTrace *trace);
void hr_estimate_set_time (HrEstimate *estimate,
                           double      seconds,
                           const char *formula,
                           double      low_ratio,
                           double      high_ratio,
                           HrTrace    *trace);
void hr_estimate_trace_rate (HrTrace            *trace,
                             const char         *id,
                             const char         *formula,
                             const HrThroughput *rate,
                             const char         *source);
void hr_estimate_trace_stages (const HrEstimate *estimate, const char *source, HrTrace *trace);

#define HR_GIB (1024.0 * 1024.0 * 1024.0)

G_END_DECLS
