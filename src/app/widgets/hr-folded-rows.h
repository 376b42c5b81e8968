/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An AdwExpanderRow whose rows join the widget tree at the first look. */

GtkWidget *hr_folded_rows_new (const char *title);
void       hr_folded_rows_add (GtkWidget *expander, GtkWidget *row);

G_END_DECLS
