/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a printer, and sends it a PDF file that is removed afterwards. @failed is called with
 * what went wrong, if anything did. */
typedef void (*HrPrintFailed) (GtkWindow *window, const char *message);

void hr_print_pdf (GtkWindow *window, const char *title, const char *path, HrPrintFailed failed);

G_END_DECLS
