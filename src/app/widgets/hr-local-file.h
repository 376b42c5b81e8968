/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef gboolean (*HrLocalFileWrite) (const char *path, gpointer user_data, GError **error);

gboolean
hr_local_file_write (GFile *file, HrLocalFileWrite write, gpointer user_data, GError **error);

G_END_DECLS
