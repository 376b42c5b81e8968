/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_FIT_BIN (hr_fit_bin_get_type ())
G_DECLARE_FINAL_TYPE (HrFitBin, hr_fit_bin, HR, FIT_BIN, GtkWidget)

void       hr_fit_bin_set_child (HrFitBin *self, GtkWidget *child);
GtkWidget *hr_fit_bin_get_child (HrFitBin *self);
gboolean   hr_fit_bin_get_fits (HrFitBin *self);

G_END_DECLS
