/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  hr_string_copy (char *buffer, gsize size, const char *text);
gsize hr_string_cut (const char *text, gsize max);
char *hr_string_printable (const char *text, const char *keep);

gboolean    hr_string_is_control (gunichar c);
gboolean    hr_string_is_formula (const char *text);
const char *hr_string_from_cell (const char *text);

G_END_DECLS
