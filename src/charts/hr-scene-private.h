/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-scene.h"

G_BEGIN_DECLS

typedef enum
{
  HR_SHAPE_RECT,
  HR_SHAPE_PATH,
  HR_SHAPE_MARKER,
  HR_SHAPE_TEXT,
  HR_SHAPE_CLIP
} HrShapeKind;

typedef struct
{
  HrShapeKind   kind;
  HrRect        rect;
  double        radius;
  HrChartColor  fill, stroke; /* alpha 0 = not painted */
  double        line_width, dash;
  int           pattern; /* a hue's hatch; −1 = none */
  HrMarkerShape marker;
  guint         first_point, n_points;
  PangoLayout  *layout; /* borrowed from the scene's layouts */
} HrShape;

typedef struct
{
  HrRect rect, hit;
} HrMarkArea;

struct _HrScene
{
  HrChartTheme          theme;
  double                width, height;
  gboolean              mirror;
  PangoContext         *context;
  PangoFontDescription *fonts[HR_N_TEXT_STYLE];
  double                line_heights[HR_N_TEXT_STYLE];
  GHashTable           *by_text; /* style byte + text → PangoLayout (owned) */
  GPtrArray            *layouts; /* those that are cut or wrapped (owned) */
  GArray               *shapes;
  GArray               *points;
  GArray               *marks;
};

HrShape *hr_scene_add (HrScene *self, HrShapeKind kind);

G_END_DECLS
