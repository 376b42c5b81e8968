/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-private.h"

#include "hr-file-write.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>

#define MARGIN     24.0
#define MAX_PIXELS 16000.0
/* Cairo's pictures end at 32,767. Hundreds of bars below each other are higher than they may be
 * wide. */
#define MAX_HEIGHT       32000.0
#define PNG_SCALE        2.0
#define POINTS_PER_PIXEL 0.75

G_DEFINE_QUARK (hr - chart - error - quark, hr_chart_error)

static cairo_status_t
collect_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_surface (HrChartFormat format, double width, double height, double *scale, GByteArray *bytes)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case HR_CHART_FORMAT_SVG:
      *scale = 1;
      surface = cairo_svg_surface_create_for_stream (collect_cb, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    case HR_CHART_FORMAT_PDF:
      *scale = POINTS_PER_PIXEL;
      return cairo_pdf_surface_create_for_stream (collect_cb, bytes, width * *scale,
                                                  height * *scale);
    case HR_CHART_FORMAT_PNG:
    default:
      *scale = MAX (width, height) * PNG_SCALE <= MAX_PIXELS ? PNG_SCALE : 1;
      return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * *scale),
                                         (int) ceil (height * *scale));
    }
}

/**
 * hr_chart_save:
 * @file: replaced in one step: there is never half a picture; "-" is standard output
 * @width: pixels, the margin included; PNG has two dots for each, PDF ¾ point
 * @height: 0 = as high as it is best
 *
 * Returns: whether it was written; else @error is in #HR_CHART_ERROR or G_FILE_ERROR
 */
gboolean
hr_chart_save (HrChart            *self,
               const HrChartTheme *theme,
               const char         *file,
               HrChartFormat       format,
               double              width,
               double              height,
               GError            **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const HrChartColor *background = &theme->background;
  cairo_surface_t    *surface;
  cairo_status_t      status;
  cairo_t            *cr;
  double              scale;

  g_return_val_if_fail (self != NULL && theme != NULL && file != NULL, FALSE);

  if (height == 0 && width > 2 * MARGIN)
    height = hr_chart_preferred_height (self, theme, width - 2 * MARGIN) + 2 * MARGIN;
  if (!(width >= 1 && height >= 1 && width <= MAX_PIXELS && height <= MAX_HEIGHT
        && width * height <= MAX_PIXELS * MAX_PIXELS))
    {
      g_set_error (error, HR_CHART_ERROR, HR_CHART_ERROR_SIZE,
                   "A picture of %g × %g pixels cannot be made: 1 × 1 to %g × %g are possible.",
                   width, height, MAX_PIXELS, MAX_PIXELS);
      return FALSE;
    }
  surface = create_surface (format, width, height, &scale, bytes);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, background->red, background->green, background->blue);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  hr_chart_draw (self, theme, cr, MAX (width - 2 * MARGIN, 1), MAX (height - 2 * MARGIN, 1));
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == HR_CHART_FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, collect_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, HR_CHART_ERROR, HR_CHART_ERROR_WRITE,
                           cairo_status_to_string (status));
      return FALSE;
    }
  return hr_file_write_output (file, bytes->data, bytes->len, error);
}
