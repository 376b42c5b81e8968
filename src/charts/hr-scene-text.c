/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-scene-private.h"

#include <math.h>
#include <string.h>

/* Pixels to a point: charts are laid out in CSS pixels whatever the surface. */
#define PIXELS_PER_POINT (96.0 / 72.0)
#define DEFAULT_POINTS   10.0

static const struct
{
  double      size;
  PangoWeight weight;
} styles[HR_N_TEXT_STYLE] = {
  [HR_TEXT_BODY] = { 1, PANGO_WEIGHT_NORMAL },
  [HR_TEXT_BOLD] = { 1, PANGO_WEIGHT_BOLD },
  [HR_TEXT_CAPTION] = { 0.88, PANGO_WEIGHT_NORMAL },
  [HR_TEXT_CAPTION_BOLD] = { 0.88, PANGO_WEIGHT_BOLD },
  [HR_TEXT_TITLE] = { 1.08, PANGO_WEIGHT_BOLD },
};

/* Metrics without hinting: a text takes the same room on a screen, in a PDF and at any zoom. */
static void
ensure_context (HrScene *self)
{
  g_autoptr (PangoFontDescription) body = NULL;
  cairo_font_options_t *options;
  double                size;

  if (self->context)
    return;
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  options = cairo_font_options_create ();
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (self->context, 96);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_base_dir (self->context,
                              self->theme.rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);

  body = pango_font_description_from_string (self->theme.font);
  size = pango_font_description_get_size (body) / (double) PANGO_SCALE;
  if (size <= 0)
    size = DEFAULT_POINTS;
  if (!pango_font_description_get_size_is_absolute (body))
    size *= PIXELS_PER_POINT;
  size *= isfinite (self->theme.text_scale) ? CLAMP (self->theme.text_scale, 0.25, 8) : 1;
  for (guint i = 0; i < HR_N_TEXT_STYLE; i++)
    {
      self->fonts[i] = pango_font_description_copy (body);
      pango_font_description_set_weight (self->fonts[i], styles[i].weight);
      pango_font_description_set_absolute_size (self->fonts[i],
                                                size * styles[i].size * PANGO_SCALE);
    }
}

static PangoLayout *
create_layout (HrScene *self, HrTextStyle style, const char *text)
{
  PangoLayout *layout;

  ensure_context (self);
  layout = pango_layout_new (self->context);
  pango_layout_set_font_description (layout, self->fonts[style]);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static PangoLayout *
lookup_layout (HrScene *self, HrTextStyle style, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%c%s", 'a' + (char) style, text);
  PangoLayout     *layout = g_hash_table_lookup (self->by_text, key);

  if (layout == NULL)
    {
      layout = create_layout (self, style, text);
      pango_layout_set_single_paragraph_mode (layout, TRUE);
      g_hash_table_insert (self->by_text, g_steal_pointer (&key), layout);
    }
  return layout;
}

static void
layout_size (PangoLayout *layout, double *width, double *height)
{
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  if (width)
    *width = w / (double) PANGO_SCALE;
  if (height)
    *height = h / (double) PANGO_SCALE;
}

void
hr_scene_measure (HrScene *self, HrTextStyle style, const char *text, double *width, double *height)
{
  layout_size (lookup_layout (self, style, text), width, height);
}

/**
 * hr_scene_line:
 *
 * Returns: the height of a line in @style, whatever is written in it
 */
double
hr_scene_line (HrScene *self, HrTextStyle style)
{
  if (self->line_heights[style] == 0)
    hr_scene_measure (self, style, "Xg", NULL, &self->line_heights[style]);
  return self->line_heights[style];
}

static void
add_text (HrScene            *self,
          PangoLayout        *layout,
          const HrChartColor *color,
          HrAlign             align,
          double              x,
          double              y)
{
  HrShape *shape = hr_scene_add (self, HR_SHAPE_TEXT);
  double   width, height;

  layout_size (layout, &width, &height);
  if (align == HR_ALIGN_CENTER)
    x -= width / 2;
  else if (align == HR_ALIGN_END)
    x -= width;
  if (self->mirror)
    x = self->width - x - width;
  shape->rect = (HrRect){ x, y, width, height };
  shape->layout = layout;
  shape->fill = *color;
}

/**
 * hr_scene_text:
 * @align: which part of the text is at @x, in reading direction
 * @y_center: the middle of the line
 * @max_width: 0 = no limit
 *
 * Adds a line of text, with an ellipsis where it has no room.
 *
 * Returns: its width
 */
double
hr_scene_text (HrScene            *self,
               HrTextStyle         style,
               const HrChartColor *color,
               HrAlign             align,
               double              x,
               double              y_center,
               double              max_width,
               const char         *text)
{
  PangoLayout *layout;
  double       width;

  if (text == NULL || *text == '\0')
    return 0;
  layout = lookup_layout (self, style, text);
  layout_size (layout, &width, NULL);
  if (max_width > 0 && width > max_width + 0.01)
    {
      layout = create_layout (self, style, text);
      g_ptr_array_add (self->layouts, layout);
      pango_layout_set_single_paragraph_mode (layout, TRUE);
      pango_layout_set_ellipsize (layout, align == HR_ALIGN_END ? PANGO_ELLIPSIZE_MIDDLE
                                                                : PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
      layout_size (layout, &width, NULL);
    }
  add_text (self, layout, color, align, x, y_center - hr_scene_line (self, style) / 2);
  return width;
}

/**
 * hr_scene_wrapped:
 * @box: what does not fit into it ends in an ellipsis; one line is always there
 *
 * Returns: the height that it took
 */
double
hr_scene_wrapped (HrScene            *self,
                  HrTextStyle         style,
                  const HrChartColor *color,
                  HrAlign             align,
                  const HrRect       *box,
                  const char         *text)
{
  PangoLayout *layout;
  double       height, x = box->x;

  if (text == NULL || *text == '\0')
    return 0;
  layout = create_layout (self, style, text);
  g_ptr_array_add (self->layouts, layout);
  pango_layout_set_width (layout, (int) (MAX (box->width, 1) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout,
                           (int) (MAX (box->height, hr_scene_line (self, style)) * PANGO_SCALE));
  if (align == HR_ALIGN_CENTER)
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  layout_size (layout, NULL, &height);
  if (self->mirror)
    x = self->width - box->x - box->width;
  {
    HrShape *shape = hr_scene_add (self, HR_SHAPE_TEXT);

    shape->rect = (HrRect){ x, box->y, box->width, height };
    shape->layout = layout;
    shape->fill = *color;
  }
  return height;
}
