/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

G_BEGIN_DECLS

/* Bars of parts that add up, against what there is room for: the memory bar of one card (one row
 * without a label: a thick bar, its figures in the legend), or the memory of several cards. Marks
 * go row by row: the row's segments in order, then the row as a whole. */

HrChart *hr_stack_new (void);
void     hr_stack_set_heading (HrChart *chart, const char *heading, const char *detail);
guint    hr_stack_add_part (HrChart *chart, const char *label, HrChartHue hue);
guint    hr_stack_add_row (HrChart    *chart,
                           const char *id,
                           const char *label,
                           double      capacity,
                           const char *text,
                           const char *spoken);
void     hr_stack_set_short (HrChart *chart, const char *label);
void     hr_stack_add_segment (HrChart *chart, guint part, double value, const char *value_text);
void     hr_stack_name_segment (HrChart *chart, const char *id);
void     hr_stack_set_band (HrChart *chart, double low, double high);

G_END_DECLS
