/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-workload.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean    hr_model_shape_from_config (JsonObject   *config,
                                        const char   *path,
                                        HrModelShape *shape,
                                        HrIssues     *issues);
JsonObject *hr_model_config_from_shape (const HrModelShape *shape);

G_END_DECLS
