/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-catalog.h"

/* The built-in catalog, and answers to questions on it as of a fixed day. */
HrCatalog *fixture_catalog (void);
HrAdvice  *fixture_advice (HrCatalog *catalog, HrTask task, double budget);
HrAdvice  *fixture_advice_for (HrCatalog *catalog, const HrPlan *plan);
