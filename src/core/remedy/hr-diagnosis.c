/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-diagnose.h"

/* What is said of a diagnosis, the same in each place that says it. */

/**
 * hr_diagnosis_runs:
 * @self: a diagnosis
 *
 * Returns: whether the work runs as it is: neither memory runs out, and the card can do it
 */
gboolean
hr_diagnosis_runs (const HrDiagnosis *self)
{
  return !(self->vram_short_gib > 0) && !(self->ram_short_gib > 0)
         && !(self->estimate.notes & HR_NOTE_UNSUPPORTED);
}

/**
 * hr_diagnosis_notes:
 * @self: a diagnosis
 *
 * Where GPU memory runs out, work in RAM is one of the remedies rather than what was estimated.
 *
 * Returns: the estimate's notes that hold beside the verdict, as #HrNotes
 */
guint
hr_diagnosis_notes (const HrDiagnosis *self)
{
  guint notes = self->estimate.notes;

  return self->vram_short_gib > 0 ? notes & ~(guint) HR_NOTE_OFFLOADED : notes;
}

/**
 * hr_diagnosis_compares:
 * @self: a diagnosis
 * @remedy: one of its remedies
 *
 * Where layers of a model were left in RAM, the time before is not of the same machine.
 *
 * Returns: whether @remedy has a slowdown that tells something
 */
gboolean
hr_diagnosis_compares (const HrDiagnosis *self, const HrRemedy *remedy)
{
  return remedy->slowdown > 0
         && !(self->plan.workload.task == HR_TASK_LLM_INFERENCE
              && (self->estimate.notes & HR_NOTE_OFFLOADED));
}

/**
 * hr_remedy_buys_ram:
 * @self: a remedy
 *
 * Returns: whether RAM is to be bought for it, alone or with other changes
 */
gboolean
hr_remedy_buys_ram (const HrRemedy *self)
{
  return self->kind == HR_REMEDY_MORE_RAM || (self->parts & (1u << HR_REMEDY_MORE_RAM)) != 0;
}
