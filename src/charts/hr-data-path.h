/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

G_BEGIN_DECLS

/* Stages that data passes through, as boxes in a row (in several where it is narrow), each with the
 * time that it takes; the one that holds up the others stands out. One mark a stage. */

HrChart *hr_data_path_new (void);
void     hr_data_path_set_heading (HrChart *chart, const char *heading, const char *detail);
void     hr_data_path_add_stage (HrChart    *chart,
                                 const char *label,
                                 const char *value_text,
                                 double      share,
                                 gboolean    is_bottleneck,
                                 const char *spoken);
void     hr_data_path_name_stage (HrChart *chart, const char *id);

G_END_DECLS
