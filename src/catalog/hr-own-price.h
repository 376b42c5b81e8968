/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean hr_own_price_is (JsonObject *row, JsonObject *price);

G_END_DECLS
