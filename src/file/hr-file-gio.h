/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-file-write.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hr_file_write_gfile (
    GFile *file, const void *data, gsize length, HrFileWriteFlags flags, GError **error);

G_END_DECLS
