/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_CHOICE_ROW (hr_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (HrChoiceRow, hr_choice_row, HR, CHOICE_ROW, AdwActionRow)

/* How the values stand: behind a button with a searchable list, or side by side. */
typedef enum
{
  HR_CHOICE_MENU,
  HR_CHOICE_SEARCH,
  HR_CHOICE_TOGGLES,
} HrChoiceStyle;

GtkWidget  *hr_choice_row_new (const char *title, HrChoiceStyle style);
void        hr_choice_row_append (HrChoiceRow *self, const char *id, const char *label);
void        hr_choice_row_append_all (HrChoiceRow *self, GPtrArray *ids, GPtrArray *labels);
void        hr_choice_row_clear (HrChoiceRow *self);
const char *hr_choice_row_get_id (HrChoiceRow *self);
void        hr_choice_row_set_id (HrChoiceRow *self, const char *id);

G_END_DECLS
