/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-detect.h"
#include "hr-plan.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void     hr_machine_detect_async (const HrDetectOptions *options,
                                  const HrSnapshot      *snapshot,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data);
gboolean hr_machine_detect_finish (GAsyncResult *result, HrMachine *machine);
void  hr_machine_to_system (const HrMachine *machine, const HrSnapshot *snapshot, HrSystem *system);
char *hr_machine_describe (const HrMachine *machine, const HrSnapshot *snapshot);

G_END_DECLS
