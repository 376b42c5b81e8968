/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The dialogs whose classes differ between versions of the toolkit. */

void     hr_about_present (GtkWindow *parent);
void     hr_preferences_present (GtkWindow *parent, const HrSnapshot *snapshot);
gboolean hr_color_scheme_from_setting (GValue *value, GVariant *variant, gpointer user_data);

G_END_DECLS
