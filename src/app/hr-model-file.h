/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-workload.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hr_model_file_shape (GFile         *file,
                              HrModelShape  *shape,
                              HrIssues      *issues,
                              GError       **error);

G_END_DECLS
