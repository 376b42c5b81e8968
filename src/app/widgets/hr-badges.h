/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-wrap-box.h"

G_BEGIN_DECLS

/* "Best value", "Fastest": the roles of a pick, as small labels in colour. */
void hr_badges_show_roles (HrWrapBox *box, guint roles);

G_END_DECLS
