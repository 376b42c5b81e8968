/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart-theme.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* What a layout made of a chart for one size and theme: a list of shapes and texts in drawing
 * order, and a rectangle for each mark. Drawing it is a replay, hit-testing a look-up. With the
 * theme's rtl everything is mirrored on the way in, unless a layout asks for otherwise. */

typedef enum
{
  HR_TEXT_BODY,
  HR_TEXT_BOLD,
  HR_TEXT_CAPTION,
  HR_TEXT_CAPTION_BOLD,
  HR_TEXT_TITLE,
  HR_N_TEXT_STYLE
} HrTextStyle;

typedef enum
{
  HR_ALIGN_START,
  HR_ALIGN_CENTER,
  HR_ALIGN_END
} HrAlign;

typedef enum
{
  HR_MARKER_CIRCLE,
  HR_MARKER_SQUARE,
  HR_MARKER_TRIANGLE,
  HR_MARKER_DIAMOND,
  HR_MARKER_STAR,
  HR_N_MARKER
} HrMarkerShape;

typedef struct
{
  double x, y, width, height;
} HrRect;

typedef struct
{
  double x, y;
} HrPoint;

typedef struct _HrScene HrScene;

HrScene *hr_scene_new (const HrChartTheme *theme, double width, double height, guint n_marks);
void     hr_scene_free (HrScene *self);
gboolean
     hr_scene_matches (const HrScene *self, const HrChartTheme *theme, double width, double height);
void hr_scene_draw (HrScene *self, cairo_t *cr);

const HrChartTheme *hr_scene_theme (const HrScene *self);
void                hr_scene_mirror (HrScene *self, gboolean mirror);

/* Texts. @max_width 0 = as wide as it is; else it ends in an ellipsis. */
void hr_scene_measure (
    HrScene *self, HrTextStyle style, const char *text, double *width, double *height);
double hr_scene_line (HrScene *self, HrTextStyle style);
double hr_scene_text (HrScene            *self,
                      HrTextStyle         style,
                      const HrChartColor *color,
                      HrAlign             align,
                      double              x,
                      double              y_center,
                      double              max_width,
                      const char         *text);
double hr_scene_wrapped (HrScene            *self,
                         HrTextStyle         style,
                         const HrChartColor *color,
                         HrAlign             align,
                         const HrRect       *box,
                         const char         *text);

/* Shapes; a NULL colour is not painted. */
void hr_scene_rect (HrScene            *self,
                    const HrRect       *rect,
                    double              radius,
                    const HrChartColor *fill,
                    const HrChartColor *stroke,
                    double              line_width);
void
hr_scene_hue (HrScene *self, const HrRect *rect, double radius, HrChartHue hue, gboolean hatched);
void hr_scene_path (HrScene            *self,
                    const HrPoint      *points,
                    guint               n_points,
                    const HrChartColor *stroke,
                    double              line_width,
                    double              dash);
void hr_scene_segment (HrScene            *self,
                       double              x1,
                       double              y1,
                       double              x2,
                       double              y2,
                       const HrChartColor *stroke,
                       double              line_width,
                       double              dash);
void hr_scene_marker (HrScene            *self,
                      HrMarkerShape       shape,
                      double              x,
                      double              y,
                      double              size,
                      const HrChartColor *fill,
                      const HrChartColor *stroke);
void hr_scene_clip (HrScene *self, const HrRect *rect); /* NULL = end */

/* Marks. @hit is where a pointer finds it, NULL = @rect. */
void          hr_scene_mark (HrScene *self, guint index, const HrRect *rect, const HrRect *hit);
const HrRect *hr_scene_mark_rect (const HrScene *self, guint index);
gboolean      hr_scene_mark_at (const HrScene *self, double x, double y, guint *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrScene, hr_scene_free)

G_END_DECLS
