/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_BUILDS_LIST (hr_builds_list_get_type ())
G_DECLARE_FINAL_TYPE (HrBuildsList, hr_builds_list, HR, BUILDS_LIST, GtkWidget)

void hr_builds_list_set_advice (HrBuildsList *self, const HrAdvice *advice, guint shown);
void hr_builds_list_set_narrow (HrBuildsList *self, gboolean narrow);

G_END_DECLS
