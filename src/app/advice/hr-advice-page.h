/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_ADVICE_PAGE (hr_advice_page_get_type ())
G_DECLARE_FINAL_TYPE (HrAdvicePage, hr_advice_page, HR, ADVICE_PAGE, GtkWidget)

void hr_advice_page_set_model (HrAdvicePage *self, HrAdviceModel *model);

guint hr_advice_page_get_pick (HrAdvicePage *self);
void  hr_advice_page_show_pick (HrAdvicePage *self, guint pick);

G_END_DECLS
