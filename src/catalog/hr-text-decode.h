/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hr_text_decode (const char *data, gsize length, gsize *decoded, const char **encoding);

G_END_DECLS
