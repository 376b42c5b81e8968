/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

G_BEGIN_DECLS

/* What the catalog's dated prices come to on a day: a price moves with its class since its date,
 * and is the less certain the older it is. */

HrSnapshot *hr_price_today_snapshot (const HrSnapshot *snapshot, HrDate today);
double      hr_price_today_listed (const HrPrice *price);
double      hr_price_today_low (const HrPrice *price);
double      hr_price_today_high (const HrPrice *price);

G_END_DECLS
