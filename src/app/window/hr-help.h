/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-window.h"

G_BEGIN_DECLS

/* Says once whether somebody shows what was asked for. */
typedef void (*HrHelpDone) (gboolean is_shown, gpointer data);

/* Opens a URI in whatever the desktop has for it. */
typedef void (*HrHelpLaunch) (GtkWindow *parent, const char *uri, HrHelpDone done, gpointer data);

void  hr_help_show (HrWindow *window, const char *topic);
char *hr_help_page (const char *folder, const char *const *languages, const char *topic);
void  hr_help_set_launch (HrHelpLaunch launch, const char *folder);

G_END_DECLS
