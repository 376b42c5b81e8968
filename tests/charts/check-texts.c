/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-texts.h"

#include "hr-chart-private.h"
#include "hr-scene-private.h"

#define SLACK 1.0

static const HrShape *
shape (const HrScene *scene, guint index)
{
  return &g_array_index (scene->shapes, HrShape, index);
}

static const char *
text_of (const HrShape *text)
{
  return pango_layout_get_text (text->layout);
}

/* No text is cut off by the chart's edge. */
static void
check_inside (const HrScene *scene)
{
  for (guint i = 0; i < scene->shapes->len; i++)
    {
      const HrShape *text = shape (scene, i);

      if (text->kind == HR_SHAPE_TEXT
          && (text->rect.x < -SLACK || text->rect.y < -SLACK
              || text->rect.x + text->rect.width > scene->width + SLACK
              || text->rect.y + text->rect.height > scene->height + SLACK))
        g_error ("\"%s\" at %.1f, %.1f, %.1f × %.1f is outside of %.1f × %.1f", text_of (text),
                 text->rect.x, text->rect.y, text->rect.width, text->rect.height, scene->width,
                 scene->height);
    }
}

/* No text lies on another: labels are thinned, moved or shortened instead. */
static void
check_apart (const HrScene *scene)
{
  for (guint i = 0; i < scene->shapes->len; i++)
    for (guint k = i + 1; k < scene->shapes->len; k++)
      {
        const HrRect *a = &shape (scene, i)->rect, *b = &shape (scene, k)->rect;
        double        line = 2; /* the room that a line leaves above and below its letters */

        if (shape (scene, i)->kind != HR_SHAPE_TEXT || shape (scene, k)->kind != HR_SHAPE_TEXT)
          continue;
        if (a->x < b->x + b->width - SLACK && b->x < a->x + a->width - SLACK
            && a->y + line < b->y + b->height - line && b->y + line < a->y + a->height - line)
          g_error ("\"%s\" and \"%s\" overlap at a width of %.0f", text_of (shape (scene, i)),
                   text_of (shape (scene, k)), scene->width);
      }
}

void
check_texts_apart (HrChart *chart)
{
  check_apart (chart->scene);
}

void
check_texts (HrChart *chart)
{
  check_inside (chart->scene);
  check_apart (chart->scene);
}
