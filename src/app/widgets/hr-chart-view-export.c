/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-view-private.h"

#include "hr-file-dialog.h"
#include "hr-local-file.h"

#include <glib/gi18n.h>

/* How a chart leaves the window: onto the clipboard, or into a file. */

#define MIN_EXPORT_WIDTH 640

/**
 * hr_chart_view_to_texture:
 * @self: a chart view with a size
 * @scale: pixels of the picture for one of the view
 *
 * Returns: (transfer full) (nullable): what the view shows, on its own ground; %NULL without a
 * chart
 */
GdkTexture *
hr_chart_view_to_texture (HrChartView *self, int scale)
{
  int              width = gtk_widget_get_width (GTK_WIDGET (self));
  int              height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_surface_t *surface;
  cairo_t         *cr;
  gsize            stride;
  GdkTexture      *texture;
  g_autoptr (GBytes) bytes = NULL;

  if (self->chart == NULL || width <= 0 || height <= 0)
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, scale * width, scale * height);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, self->theme.background.red, self->theme.background.green,
                        self->theme.background.blue);
  cairo_paint (cr);
  hr_chart_draw (self->chart, &self->theme, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) (scale * height));
  texture = gdk_memory_texture_new (scale * width, scale * height, GDK_MEMORY_DEFAULT, bytes,
                                    stride);
  cairo_surface_destroy (surface);

  return texture;
}

void
hr_chart_view_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GdkTexture) texture = hr_chart_view_to_texture (HR_CHART_VIEW (widget), 2);

  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
}

void
hr_chart_view_export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_chart_view_export (HR_CHART_VIEW (widget), g_variant_get_string (parameter, NULL));
}

typedef struct
{
  HrChart      *chart;
  HrChartFormat format;
  GtkWidget    *view;
  double        width;
} Export;

static Export *
export_new (HrChartView *self, const char *format)
{
  Export *job = g_new0 (Export, 1);

  job->chart = hr_chart_ref (self->chart);
  job->view = g_object_ref (GTK_WIDGET (self));
  job->format = g_str_equal (format, "svg")   ? HR_CHART_FORMAT_SVG
                : g_str_equal (format, "png") ? HR_CHART_FORMAT_PNG
                                              : HR_CHART_FORMAT_PDF;
  job->width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), MIN_EXPORT_WIDTH);

  return job;
}

static void
export_free (Export *job)
{
  hr_chart_unref (job->chart);
  g_object_unref (job->view);
  g_free (job);
}

/* For paper, and as high as it is best. */
static gboolean
export_write (const char *path, gpointer data, GError **error)
{
  Export      *job = data;
  HrChartTheme theme;

  hr_chart_theme_init (&theme, HR_CHART_THEME_PRINT);
  theme.rtl = gtk_widget_get_direction (job->view) == GTK_TEXT_DIR_RTL;

  return hr_chart_save (job->chart, &theme, path, job->format, job->width, 0, error);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, &error);

  if (file != NULL && !hr_local_file_write (file, export_write, job, &error))
    gtk_widget_activate_action (job->view, "win.show-error", "s", error->message);
  export_free (job);
}

/**
 * hr_chart_view_save:
 * @self: a chart view with a chart
 * @path: the file to write
 * @format: "svg", "png" or "pdf"
 * @error: return location
 *
 * Writes the chart on a light ground, as wide as it is seen, but at least 640 px.
 *
 * Returns: %FALSE with @error set (#HR_CHART_ERROR or #G_FILE_ERROR) if the file could not be
 * written
 */
gboolean
hr_chart_view_save (HrChartView *self, const char *path, const char *format, GError **error)
{
  Export  *job = export_new (self, format);
  gboolean is_written = export_write (path, job, error);

  export_free (job);

  return is_written;
}

/**
 * hr_chart_view_export:
 * @self: a chart view
 * @format: "svg", "png" or "pdf"
 *
 * Asks for a file and writes the chart to it, on a light ground.
 */
void
hr_chart_view_export (HrChartView *self, const char *format)
{
  GtkRoot         *root;
  g_autofree char *name = g_strdup_printf ("chart.%s", format);

  g_return_if_fail (HR_IS_CHART_VIEW (self));

  if (self->chart == NULL)
    return;

  root = gtk_widget_get_root (GTK_WIDGET (self));
  hr_file_dialog_save (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Export Chart"), name,
                       export_chosen_cb, export_new (self, format));
}
