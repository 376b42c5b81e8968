/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_NUMBER_ROW (hr_number_row_get_type ())
G_DECLARE_FINAL_TYPE (HrNumberRow, hr_number_row, HR, NUMBER_ROW, AdwActionRow)

GtkWidget *
hr_number_row_new (const char *title, double min, double max, gboolean integer, const char *empty);
double     hr_number_row_get_value (HrNumberRow *self);
void       hr_number_row_set_value (HrNumberRow *self, double value);
void       hr_number_row_set_in_full (HrNumberRow *self, gboolean in_full);
void       hr_number_row_set_unit (HrNumberRow *self, const char *unit);
void       hr_number_row_set_error (HrNumberRow *self, const char *error);
gboolean   hr_number_row_is_valid (HrNumberRow *self);
GtkWidget *hr_number_row_get_entry (HrNumberRow *self);

G_END_DECLS
