/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-theme.h"

#include <string.h>

#define DEFAULT_FONT "Cantarell, Noto Sans, Sans 10"

typedef struct
{
  const char *nick;
  gboolean    hatched;
  double      line_width;
  guint32 background, text, dim, grid, axis, track, surface, outline, highlight, highlight_outline,
      alert;
  guint32 hues[HR_CHART_N_HUE];
} Palette;

/* 0xRRGGBBAA. Dark themes take lighter tints of the same hues, high contrast and print darker ones
 * with patterns; text reaches 4.5 : 1 (high contrast 7 : 1) on the background. */
/* clang-format off */
static const Palette palettes[HR_CHART_N_THEME] = {
  [HR_CHART_THEME_LIGHT] = {
    "light", FALSE, 2,
    0xffffffff, 0x2e3436ff, 0x66696bff, 0xe4e4e4ff, 0xb8b8b8ff, 0xeeeeecff, 0xf1f1f0ff, 0xd5d5d2ff,
    0xfde7d0ff, 0xe08f3cff, 0xc01c28ff,
    { 0x3584e4ff, 0xe5a50aff, 0x9141acff, 0x99c1f1ff, 0xff7800ff, 0xf6d32dff, 0x1a8a7aff, 0x865e3cff,
      0xdc8addff, 0x9a9996ff },
  },
  [HR_CHART_THEME_DARK] = {
    "dark", FALSE, 2,
    0x242424ff, 0xf2f2f2ff, 0xb0b0b0ff, 0x3a3a3aff, 0x6a6a6aff, 0x3d3d3dff, 0x363636ff, 0x555555ff,
    0x573a1aff, 0xe8994aff, 0xff8a80ff,
    { 0x62a0eaff, 0xf5c211ff, 0xc061cbff, 0xb5d3f6ff, 0xff9a42ff, 0xf9e27aff, 0x4fc3b0ff, 0xb5835aff,
      0xe8b1e9ff, 0xa8a7a4ff },
  },
  [HR_CHART_THEME_HIGH_CONTRAST] = {
    "high-contrast", TRUE, 2.5,
    0xffffffff, 0x000000ff, 0x2e2e2eff, 0xb0b0b0ff, 0x000000ff, 0xffffffff, 0xffffffff, 0x000000ff,
    0xffe0b0ff, 0x000000ff, 0xa51d2dff,
    { 0x1a5fb4ff, 0xc88800ff, 0x613583ff, 0x7fb2f0ff, 0xc64600ff, 0xf6d32dff, 0x0f6b5eff, 0x63452cff,
      0xc873c9ff, 0x77767bff },
  },
  [HR_CHART_THEME_HIGH_CONTRAST_DARK] = {
    "high-contrast-dark", TRUE, 2.5,
    0x000000ff, 0xffffffff, 0xe0e0e0ff, 0x404040ff, 0xffffffff, 0x000000ff, 0x000000ff, 0xffffffff,
    0x4a3000ff, 0xffffffff, 0xffa0a0ff,
    { 0x78aef0ff, 0xf8c940ff, 0xd89be0ff, 0xc9e0fbff, 0xffa858ff, 0xf9f06bff, 0x6fdcc8ff, 0xd2a679ff,
      0xf3c6f4ff, 0xc0bfbcff },
  },
  [HR_CHART_THEME_PRINT] = {
    "print", FALSE, 1.4,
    0xffffffff, 0x1d1f20ff, 0x55585aff, 0xe0e0e0ff, 0x9a9a9aff, 0xf0f0eeff, 0xf6f6f5ff, 0xc8c8c4ff,
    0xfdecd9ff, 0xc97a25ff, 0xa51d2dff,
    { 0x3584e4ff, 0xe5a50aff, 0x813d9cff, 0x99c1f1ff, 0xf37000ff, 0xf6d32dff, 0x1a8a7aff, 0x865e3cff,
      0xdc8addff, 0x9a9996ff },
  },
};
/* clang-format on */

static HrChartColor
unpack (guint32 rgba)
{
  return (HrChartColor){ (rgba >> 24 & 0xff) / 255.0, (rgba >> 16 & 0xff) / 255.0,
                         (rgba >> 8 & 0xff) / 255.0, (rgba & 0xff) / 255.0 };
}

/**
 * hr_chart_theme_init:
 *
 * Sets every field from the palette of @kind, at text scale 1, left to right, in the default font.
 */
void
hr_chart_theme_init (HrChartTheme *self, HrChartThemeKind kind)
{
  const Palette *palette;

  g_return_if_fail (kind < HR_CHART_N_THEME);

  palette = &palettes[kind];
  memset (self, 0, sizeof *self);
  hr_chart_theme_set_font (self, DEFAULT_FONT);
  self->text_scale = 1;
  self->hatched = palette->hatched;
  self->line_width = palette->line_width;
  self->background = unpack (palette->background);
  self->text = unpack (palette->text);
  self->dim = unpack (palette->dim);
  self->grid = unpack (palette->grid);
  self->axis = unpack (palette->axis);
  self->track = unpack (palette->track);
  self->surface = unpack (palette->surface);
  self->outline = unpack (palette->outline);
  self->highlight = unpack (palette->highlight);
  self->highlight_outline = unpack (palette->highlight_outline);
  self->alert = unpack (palette->alert);
  for (guint i = 0; i < HR_CHART_N_HUE; i++)
    self->hues[i] = unpack (palette->hues[i]);
}

/**
 * hr_chart_theme_set_font:
 * @font: a Pango font description, e.g. "Cantarell 11"; its size is that of body text
 */
void
hr_chart_theme_set_font (HrChartTheme *self, const char *font)
{
  memset (self->font, 0, sizeof self->font);
  g_strlcpy (self->font, font, sizeof self->font);
}

static gboolean
color_equal (const HrChartColor *a, const HrChartColor *b)
{
  return a->red == b->red && a->green == b->green && a->blue == b->blue && a->alpha == b->alpha;
}

gboolean
hr_chart_theme_equal (const HrChartTheme *a, const HrChartTheme *b)
{
  const HrChartColor *first = &a->background, *second = &b->background;
  gsize n = (sizeof *a - G_STRUCT_OFFSET (HrChartTheme, background)) / sizeof (HrChartColor);

  if (strcmp (a->font, b->font) != 0 || a->text_scale != b->text_scale || !a->rtl != !b->rtl
      || !a->hatched != !b->hatched || a->line_width != b->line_width)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!color_equal (&first[i], &second[i]))
      return FALSE;
  return TRUE;
}

const char *
hr_chart_theme_nick (HrChartThemeKind kind)
{
  g_return_val_if_fail (kind < HR_CHART_N_THEME, NULL);

  return palettes[kind].nick;
}

/**
 * hr_chart_theme_parse:
 * @nick: "light", "dark", "high-contrast", "high-contrast-dark" or "print"
 * @kind: (out): set when it is one of them
 */
gboolean
hr_chart_theme_parse (const char *nick, HrChartThemeKind *kind)
{
  for (guint i = 0; i < HR_CHART_N_THEME; i++)
    if (strcmp (palettes[i].nick, nick) == 0)
      {
        *kind = (HrChartThemeKind) i;
        return TRUE;
      }
  return FALSE;
}
