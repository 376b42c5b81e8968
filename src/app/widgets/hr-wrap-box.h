/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_WRAP_BOX (hr_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (HrWrapBox, hr_wrap_box, HR, WRAP_BOX, GtkWidget)

void hr_wrap_box_append (HrWrapBox *self, GtkWidget *child);
void hr_wrap_box_clear (HrWrapBox *self);

G_END_DECLS
