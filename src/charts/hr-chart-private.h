/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"
#include "hr-scene.h"

G_BEGIN_DECLS

/* What a kind of chart has to know. A new kind is one file with one such table. */
typedef struct
{
  gsize size; /* of the kind's struct, which starts with an HrChart */
  gboolean (*is_empty) (HrChart *self);
  double (*height) (HrChart *self, HrScene *scene, double width);
  void (*layout) (HrChart *self, HrScene *scene, const HrRect *area);
  void (*clear) (HrChart *self);
} HrChartClass;

struct _HrChart
{
  const HrChartClass *klass;
  gint                ref_count;
  gboolean            is_sealed; /* no more changes */
  GStringChunk       *strings;
  GArray             *marks; /* HrChartMark, the rectangles unset */
  const char         *title, *subtitle, *summary, *empty_text;
  GSList             *kept;  /* Kept, owned */
  HrScene            *scene; /* of the size and theme that were asked for last */
};

gpointer    hr_chart_new_of_class (const HrChartClass *klass);
const char *hr_chart_intern (HrChart *self, const char *text);
guint       hr_chart_add_mark (
          HrChart *self, const char *id, const char *label, const char *series, const char *text);

/* A legend: entries in rows, each a swatch and its text. */
typedef struct
{
  const char   *text;
  HrChartHue    hue;
  gboolean      is_marker;
  HrMarkerShape marker;
  double        dash; /* < 0 = no line */
  gboolean      is_line;
} HrLegendEntry;

double hr_legend_layout (HrScene             *scene,
                         const HrLegendEntry *entries,
                         guint                n_entries,
                         double               x,
                         double               y,
                         double               width,
                         gboolean             dry_run);

G_END_DECLS
