/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The row for a setting: a HrNumberRow, HrChoiceRow, HrMaskRow, or an action row with a switch. */

typedef void (*HrFieldRowChanged) (GtkWidget *row, gpointer user_data);

GtkWidget *hr_field_row_new (const HrField *field, HrFieldRowChanged changed, gpointer user_data);
const HrField *hr_field_row_get_field (GtkWidget *row);
void           hr_field_row_show (GtkWidget *row, const HrPlan *plan);
void           hr_field_row_store (GtkWidget *row, HrPlan *plan);
void           hr_field_row_set_error (GtkWidget *row, const char *error);
char          *hr_field_summarize (const HrField *field, const HrPlan *plan);

G_END_DECLS
