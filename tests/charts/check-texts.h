/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

/* Ends the test when a text of the chart, as drawn last, is cut off by its edge or lies on another.
 */
void check_texts (HrChart *chart);
void check_texts_apart (HrChart *chart);
