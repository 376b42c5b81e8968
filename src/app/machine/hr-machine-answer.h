/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-diagnose.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_MACHINE_ANSWER (hr_machine_answer_get_type ())
G_DECLARE_FINAL_TYPE (HrMachineAnswer, hr_machine_answer, HR, MACHINE_ANSWER, AdwBin)

void
hr_machine_answer_show (HrMachineAnswer *self, const HrDiagnosis *diagnosis, HrSnapshot *snapshot);
const HrDiagnosis *hr_machine_answer_get_diagnosis (HrMachineAnswer *self);
const HrPick      *hr_machine_answer_get_pick (HrMachineAnswer *self);

G_END_DECLS
