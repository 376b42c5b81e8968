/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Held by one of our programs at a time, from reading a file up to replacing it. */
typedef struct _HrFileLock HrFileLock;

HrFileLock *hr_file_lock_take (const char *path, guint timeout_ms, GError **error);
void        hr_file_lock_release (HrFileLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFileLock, hr_file_lock_release)

G_END_DECLS
