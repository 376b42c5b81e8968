/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_PICK_VIEW (hr_pick_view_get_type ())
G_DECLARE_FINAL_TYPE (HrPickView, hr_pick_view, HR, PICK_VIEW, GtkWidget)

void hr_pick_view_set_pick (HrPickView *self, const HrAdvice *advice, const HrPick *pick);

G_END_DECLS
