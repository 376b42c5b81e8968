/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_BANNER (hr_banner_get_type ())
G_DECLARE_FINAL_TYPE (HrBanner, hr_banner, HR, BANNER, GtkWidget)

void hr_banner_show (HrBanner *self, const char *text, const char *button, const char *action);
void hr_banner_offer (HrBanner   *self,
                      const char *text,
                      const char *button,
                      const char *action,
                      const char *other_button,
                      const char *other_action);
void hr_banner_hide (HrBanner *self);

G_END_DECLS
