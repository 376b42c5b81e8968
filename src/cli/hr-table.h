/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text in columns, aligned by the cells that characters take on a terminal: wide ones take two,
 * combining ones none. */
typedef struct _HrTable HrTable;

HrTable *hr_table_new (const char *alignment); /* one 'l' or 'r' a column */
void     hr_table_free (HrTable *self);
void     hr_table_add (HrTable *self,
                       ...) G_GNUC_NULL_TERMINATED; /* one text a column; fewer are allowed */
void     hr_table_add_row (HrTable *self, const char *const *cells);
void     hr_table_rule (HrTable *self);
void     hr_table_print (HrTable *self, GString *out);
guint    hr_text_width (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrTable, hr_table_free)

G_END_DECLS
