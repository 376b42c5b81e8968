/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-comparison.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hr_compare_table_fill (GtkGrid *table, const HrComparison *comparison, gboolean narrow);

G_END_DECLS
