/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice-model.h"
#include "hr-figure.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_CHARTS_PAGE (hr_charts_page_get_type ())
G_DECLARE_FINAL_TYPE (HrChartsPage, hr_charts_page, HR, CHARTS_PAGE, AdwBin)

GtkWidget   *hr_charts_page_new (void);
void         hr_charts_page_set_model (HrChartsPage *self, HrAdviceModel *model);
void         hr_charts_page_set_kind (HrChartsPage *self, HrFigureKind kind);
HrFigureKind hr_charts_page_get_kind (HrChartsPage *self);
HrChart     *hr_charts_page_get_chart (HrChartsPage *self);

G_END_DECLS
