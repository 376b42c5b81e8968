/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers as people type them: "2,048", "20 M", "1.5k", "3e6", in the user's locale or in English.
 */
gboolean hr_number_parse (const char *text, double *value);
char    *hr_number_format (double value);
char    *hr_number_format_in_full (double value);

G_END_DECLS
