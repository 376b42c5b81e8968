/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_CHART_TABLE (hr_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (HrChartTable, hr_chart_table, HR, CHART_TABLE, AdwBin)

GtkWidget *hr_chart_table_new (void);
void       hr_chart_table_set_chart (HrChartTable *self, HrChart *chart);
guint      hr_chart_table_get_n_rows (HrChartTable *self);
char      *hr_chart_table_get_cell (HrChartTable *self, guint row, guint column);

G_END_DECLS
