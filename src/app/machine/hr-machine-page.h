/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_MACHINE_PAGE (hr_machine_page_get_type ())
G_DECLARE_FINAL_TYPE (HrMachinePage, hr_machine_page, HR, MACHINE_PAGE, AdwBin)

GtkWidget *hr_machine_page_new (void);
void       hr_machine_page_look_in (HrMachinePage *self, const char *root, const char *nvidia_smi);
void       hr_machine_page_set_model (HrMachinePage *self, HrAdviceModel *model);
gboolean   hr_machine_page_is_looking (HrMachinePage *self);

G_END_DECLS
