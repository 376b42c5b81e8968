/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart-private.h"
#include "hr-stack.h"

G_BEGIN_DECLS

typedef struct
{
  const char *label;
  HrChartHue  hue;
} HrStackPart;

typedef struct
{
  guint       part;
  double      value; /* ≥ 0 and finite */
  const char *text;
  guint       mark;
} HrStackSegment;

typedef struct
{
  const char *id, *label, *text;
  const char *drawn;    /* label, or shorter */
  double      capacity; /* 0 = not known */
  double      total;
  double      low, high; /* NaN = none */
  guint       first_segment, n_segments;
  guint       mark;
  const char *spoken;
} HrStackRow;

typedef struct
{
  HrChart     parent;
  const char *heading, *detail;
  GArray     *parts, *segments, *rows;
} HrStack;

double hr_stack_height (HrChart *chart, HrScene *scene, double width);
void   hr_stack_layout (HrChart *chart, HrScene *scene, const HrRect *area);

G_END_DECLS
