/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_ADAPTIVE_BIN (hr_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (HrAdaptiveBin, hr_adaptive_bin, HR, ADAPTIVE_BIN, GtkWidget)

gboolean hr_adaptive_bin_get_narrow (HrAdaptiveBin *self);
gboolean hr_adaptive_bin_get_show_sidebar (HrAdaptiveBin *self);
void     hr_adaptive_bin_set_show_sidebar (HrAdaptiveBin *self, gboolean show_sidebar);
void     hr_adaptive_bin_set_has_sidebar (HrAdaptiveBin *self, gboolean has_sidebar);

void hr_adaptive_bin_expect_width (HrAdaptiveBin *self, int width);

G_END_DECLS
