/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (nullable): the program also runs where its schema is not installed; it then remembers nothing.
 */
GSettings *hr_settings_get (void);
char     **hr_settings_get_compared (void);

G_END_DECLS
