/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 80 % of a normal distribution lie within so many standard deviations of its middle. */
#define HR_Z_80 1.2816
