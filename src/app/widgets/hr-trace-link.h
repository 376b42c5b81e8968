/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *hr_trace_link_new (GtkWidget *child, const char *text, const char *term);
GtkWidget *
hr_trace_link_new_full (GtkWidget *child, const char *text, const char *action, GVariant *target);

G_END_DECLS
