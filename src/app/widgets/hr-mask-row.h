/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_MASK_ROW (hr_mask_row_get_type ())
G_DECLARE_FINAL_TYPE (HrMaskRow, hr_mask_row, HR, MASK_ROW, AdwActionRow)

GtkWidget *hr_mask_row_new (const char *title);
void       hr_mask_row_append (HrMaskRow *self, guint bit, const char *label);
guint      hr_mask_row_get_mask (HrMaskRow *self);
void       hr_mask_row_set_mask (HrMaskRow *self, guint mask);

G_END_DECLS
