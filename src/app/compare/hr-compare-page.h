/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_COMPARE_PAGE (hr_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (HrComparePage, hr_compare_page, HR, COMPARE_PAGE, GtkWidget)

GtkWidget *hr_compare_page_new (void);
void       hr_compare_page_set_model (HrComparePage *self, HrAdviceModel *model);
void       hr_compare_page_set_narrow (HrComparePage *self, gboolean narrow);
void       hr_compare_page_set_cards (HrComparePage *self, const char *const *ids);
char     **hr_compare_page_get_cards (HrComparePage *self);
gboolean   hr_compare_page_add_card (HrComparePage *self, const char *id);

G_END_DECLS
