/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

G_BEGIN_DECLS

/* Money in the core is US dollars; the borders convert with the snapshot's dated exchange rate. */

double hr_money_to_usd (const HrSnapshot *snapshot, double amount, const char *currency);
double hr_money_from_usd (const HrSnapshot *snapshot, double usd, const char *currency);

G_END_DECLS
