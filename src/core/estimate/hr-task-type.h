/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"
#include "hr-issue.h"
#include "hr-software.h"

G_BEGIN_DECLS

/* Everything that the rest of the program needs to know of a kind of work. A new kind is one file
 * with one such table, and one row in hr-task.c. */
typedef struct
{
  HrTask task;
  /* The workload with every key at its default, from the task's first preset. */
  void (*init) (HrWorkload *workload);
  /* Adds an issue for each value that cannot be; paths start with "$.workload". */
  void (*validate) (const HrWorkload *workload, HrIssues *issues);
  void (*estimate) (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace);
  /* Resolves every "auto" but the batch: calls @visit with each concrete variant, gentlest first
   * (no checkpointing before checkpointing, full before LoRA before QLoRA where "auto" allows it).
   * Stops when @visit returns FALSE. NULL = the task has no "auto" but the batch. */
  void (*each_variant) (const HrWorkload *workload,
                        guint             gpu_count,
                        gboolean (*visit) (const HrWorkload *variant, gpointer user_data),
                        gpointer user_data);
  guint32 *(*batch) (HrWorkload *workload); /* NULL = the task has no batch */
  /* How much of the result's quality @variant gives up against the best that @asked allows: 0 =
   * nothing. NULL = no "auto" does. */
  guint (*quality) (const HrWorkload *asked, const HrWorkload *variant);
  /* Whether the work trains, which the rule of thumb for RAM is about. NULL = it never does. */
  gboolean (*trains) (const HrWorkload *workload);
  /* GiB of RAM that a machine for it has at least for each GiB of GPU memory, where that rule does
   * not say; 0 = as of any machine. */
  double ram_per_vram;
  /* How many times as long as somebody who watches would like it takes; 1 = as fast as that, or
   * nobody watches. NULL = nobody ever does. */
  double (*waiting) (const HrWorkload *workload, const HrEstimate *estimate);
  /* Adds what has to run on the card. NULL = nothing in particular. */
  void (*software) (const HrWorkload *workload, HrSoftwareNeeds *needs);
} HrTaskType;

G_END_DECLS
