/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-view.h"

#include "hr-chart-look.h"
#include "hr-chart-mark.h"
#include "hr-chart-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * HrChartView:
 *
 * A chart on the screen. The pointer over a mark reads it in a tooltip; the arrows, Home and End
 * walk over the marks; Return and Space activate one (#HrChartView::activated with its id). Its
 * context menu copies the chart or exports it.
 *
 * Accessibility: a list, labelled with the chart's summary; each mark is a list item.
 */
G_DEFINE_FINAL_TYPE (HrChartView, hr_chart_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_READOUT,
  PROP_COMPACT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define NATURAL_WIDTH 480

char *
hr_chart_view_describe (const HrChartMark *mark)
{
  if (*mark->series == '\0')
    /* Translators: a mark of a chart: what it is, and its value */
    return g_strdup_printf (_("%s: %s"), mark->label, mark->value_text);

  /* Translators: a mark of a chart: what it is, of which quantity, and its value */
  return g_strdup_printf (_("%s, %s: %s"), mark->label, mark->series, mark->value_text);
}

void
hr_chart_view_get_mark (HrChartView *self, guint index, HrChartMark *mark)
{
  GtkWidget *widget = GTK_WIDGET (self);

  hr_chart_mark (self->chart, &self->theme, MAX (gtk_widget_get_width (widget), 1),
                 MAX (gtk_widget_get_height (widget), 1), index, mark);
}

void
hr_chart_view_set_readout (HrChartView *self, const char *text)
{
  if (g_strcmp0 (self->readout, text) == 0)
    return;

  g_free (self->readout);
  self->readout = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READOUT]);
}

void
hr_chart_view_read_mark (HrChartView *self, guint index)
{
  HrChartMark      mark;
  g_autofree char *text = NULL;

  hr_chart_view_get_mark (self, index, &mark);
  text = hr_chart_view_describe (&mark);
  hr_chart_view_set_readout (self, text);
}

void
hr_chart_view_activate_current (HrChartView *self)
{
  HrChartMark mark;

  if (self->chart == NULL || self->marks->len == 0)
    return;

  hr_chart_view_get_mark (self, self->current, &mark);
  g_signal_emit (self, signals[ACTIVATED], 0, mark.id);
}

static void
look_changed_cb (HrChartView *self)
{
  hr_chart_look_init (&self->theme, GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
update_marks (HrChartView *self)
{
  guint n = self->chart != NULL ? hr_chart_n_marks (self->chart) : 0;

  while (self->marks->len > n)
    {
      gtk_widget_unparent (g_ptr_array_index (self->marks, self->marks->len - 1));
      g_ptr_array_set_size (self->marks, (int) self->marks->len - 1);
    }
  while (self->marks->len < n)
    {
      GtkWidget *mark = hr_chart_mark_widget_new ();

      gtk_widget_insert_before (mark, GTK_WIDGET (self), self->menu);
      g_ptr_array_add (self->marks, mark);
    }

  if (self->current >= n)
    self->current = 0;
  for (guint i = 0; i < n; i++)
    gtk_widget_set_focusable (g_ptr_array_index (self->marks, i), i == self->current);
  self->texts_are_stale = TRUE;
}

static GtkSizeRequestMode
hr_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_chart_view_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  HrChartView *self = HR_CHART_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = NATURAL_WIDTH;
    }
  else if (self->chart != NULL)
    *minimum = *natural = (int) ceil (hr_chart_preferred_height (
        self->chart, &self->theme, for_size > 0 ? for_size : NATURAL_WIDTH));
}

static void
hr_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrChartView *self = HR_CHART_VIEW (widget);

  for (guint i = 0; i < self->marks->len; i++)
    {
      HrChartMark mark;
      GtkWidget  *child = g_ptr_array_index (self->marks, i);

      hr_chart_mark (self->chart, &self->theme, width, height, i, &mark);
      if (self->texts_are_stale)
        {
          g_autofree char *text = hr_chart_view_describe (&mark);

          hr_chart_mark_widget_set_text (HR_CHART_MARK_WIDGET (child), text);
        }
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ (int) mark.x, (int) mark.y,
                                                  MAX ((int) ceil (mark.width), 1),
                                                  MAX ((int) ceil (mark.height), 1) },
                                -1);
    }
  self->texts_are_stale = FALSE;
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
hr_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HrChartView *self = HR_CHART_VIEW (widget);
  int          width = gtk_widget_get_width (widget);
  int          height = gtk_widget_get_height (widget);
  GtkWidget   *focus;
  cairo_t     *cr;

  if (self->chart == NULL || width <= 0 || height <= 0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  hr_chart_draw (self->chart, &self->theme, cr, width, height);
  cairo_destroy (cr);

  focus = gtk_widget_get_focus_child (widget);
  if (focus != NULL && focus != self->menu)
    gtk_widget_snapshot_child (widget, focus, snapshot);
}

static void
hr_chart_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hr_chart_view_parent_class)->root (widget);

  look_changed_cb (HR_CHART_VIEW (widget));
}

static void
hr_chart_view_dispose (GObject *object)
{
  HrChartView *self = HR_CHART_VIEW (object);

  if (self->marks != NULL)
    for (guint i = 0; i < self->marks->len; i++)
      gtk_widget_unparent (g_ptr_array_index (self->marks, i));
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->chart, hr_chart_unref);

  G_OBJECT_CLASS (hr_chart_view_parent_class)->dispose (object);
}

static void
hr_chart_view_finalize (GObject *object)
{
  g_free (HR_CHART_VIEW (object)->readout);

  G_OBJECT_CLASS (hr_chart_view_parent_class)->finalize (object);
}

static void
hr_chart_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrChartView *self = HR_CHART_VIEW (object);

  if (prop_id == PROP_READOUT)
    g_value_set_string (value, self->readout);
  else if (prop_id == PROP_COMPACT)
    g_value_set_boolean (value, self->compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hr_chart_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HrChartView *self = HR_CHART_VIEW (object);

  if (prop_id == PROP_COMPACT)
    self->compact = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hr_chart_view_class_init (HrChartViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_chart_view_dispose;
  object_class->finalize = hr_chart_view_finalize;
  object_class->get_property = hr_chart_view_get_property;
  object_class->set_property = hr_chart_view_set_property;
  widget_class->get_request_mode = hr_chart_view_get_request_mode;
  widget_class->measure = hr_chart_view_measure;
  widget_class->size_allocate = hr_chart_view_size_allocate;
  widget_class->snapshot = hr_chart_view_snapshot;
  widget_class->root = hr_chart_view_root;

  properties[PROP_READOUT] = g_param_spec_string ("readout", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * HrChartView::activated:
   * @id: what the mark is about, e.g. a card's id
   */
  signals[ACTIVATED] = g_signal_new ("activated", HR_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "chart.export", "s", hr_chart_view_export_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, hr_chart_view_copy_cb);
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, hr_chart_view_popup_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup",
                                       NULL);
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hr_chart_view_init (HrChartView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSettings     *settings = gtk_settings_get_default ();

  self->marks = g_ptr_array_new ();
  hr_chart_look_init (&self->theme, GTK_WIDGET (self));
  hr_chart_view_add_input (self);

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-font-name", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hr_chart_view_set_chart:
 * @self: a chart view
 * @chart: (nullable): what to show
 */
void
hr_chart_view_set_chart (HrChartView *self, HrChart *chart)
{
  HrChart    *old;
  const char *summary;

  g_return_if_fail (HR_IS_CHART_VIEW (self));

  old = self->chart;
  self->chart = chart != NULL ? hr_chart_ref (chart) : NULL;
  g_clear_pointer (&old, hr_chart_unref);

  summary = chart != NULL ? hr_chart_get_summary (chart) : NULL;
  if (summary == NULL || *summary == '\0')
    summary = chart != NULL ? hr_chart_get_title (chart) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  summary != NULL ? summary : "", -1);
  update_marks (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

HrChart *
hr_chart_view_get_chart (HrChartView *self)
{
  g_return_val_if_fail (HR_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

/**
 * hr_chart_view_get_readout:
 * @self: a chart view
 *
 * Returns: (nullable): the mark under the pointer or the focus, in words
 */
const char *
hr_chart_view_get_readout (HrChartView *self)
{
  g_return_val_if_fail (HR_IS_CHART_VIEW (self), NULL);

  return self->readout;
}

void
hr_chart_view_set_current (HrChartView *self, guint mark)
{
  g_return_if_fail (HR_IS_CHART_VIEW (self));

  if (mark >= self->marks->len)
    return;

  gtk_widget_set_focusable (g_ptr_array_index (self->marks, mark), TRUE);
  if (mark != self->current)
    gtk_widget_set_focusable (g_ptr_array_index (self->marks, self->current), FALSE);
  self->current = mark;
  hr_chart_view_read_mark (self, mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
