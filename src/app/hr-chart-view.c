/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-view.h"

#include "hr-chart-look.h"
#include "hr-chart-mark.h"
#include "hr-file-dialog.h"

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
struct _HrChartView
{
  GtkWidget parent_instance;

  /* Owned. */
  HrChart   *chart;
  GPtrArray *marks; /* widgets, children of this one */
  GtkWidget *menu;
  char      *readout;

  HrChartTheme theme;
  guint        current;
  gboolean     texts_are_stale;
  gboolean     compact;
};

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

static char *
describe (const HrChartMark *mark)
{
  if (*mark->series == '\0')
    /* Translators: a mark of a chart: what it is, and its value */
    return g_strdup_printf (_("%s: %s"), mark->label, mark->value_text);

  /* Translators: a mark of a chart: what it is, of which quantity, and its value */
  return g_strdup_printf (_("%s, %s: %s"), mark->label, mark->series, mark->value_text);
}

static gboolean
mark_under (HrChartView *self, double x, double y, guint *index)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return self->chart != NULL
         && hr_chart_mark_at (self->chart, &self->theme, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget), x, y, index);
}

static void
get_mark (HrChartView *self, guint index, HrChartMark *mark)
{
  GtkWidget *widget = GTK_WIDGET (self);

  hr_chart_mark (self->chart, &self->theme, MAX (gtk_widget_get_width (widget), 1),
                 MAX (gtk_widget_get_height (widget), 1), index, mark);
}

static void
set_readout (HrChartView *self, const char *text)
{
  if (g_strcmp0 (self->readout, text) == 0)
    return;

  g_free (self->readout);
  self->readout = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READOUT]);
}

static void
read_mark (HrChartView *self, guint index)
{
  HrChartMark      mark;
  g_autofree char *text = NULL;

  get_mark (self, index, &mark);
  text = describe (&mark);
  set_readout (self, text);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Copy"), "chart.copy");
  g_menu_append (menu, _("Export as _SVG…"), "chart.export::svg");
  g_menu_append (menu, _("Export as _PNG…"), "chart.export::png");
  g_menu_append (menu, _("Export as P_DF…"), "chart.export::pdf");

  return G_MENU_MODEL (menu);
}

/* Made when it is first asked for: most charts never show theirs. */
static GtkPopover *
ensure_menu (HrChartView *self)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = make_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }

  return GTK_POPOVER (self->menu);
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

static void
activate_current (HrChartView *self)
{
  HrChartMark mark;

  if (self->chart == NULL || self->marks->len == 0)
    return;

  get_mark (self, self->current, &mark);
  g_signal_emit (self, signals[ACTIVATED], 0, mark.id);
}

static gboolean
key_pressed_cb (HrChartView *self, guint key, guint code, GdkModifierType state)
{
  guint    last = self->marks->len - 1;
  guint    to = self->current;
  gboolean rtl = self->theme.rtl;

  if (self->marks->len == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  if (key == GDK_KEY_Left)
    key = rtl ? GDK_KEY_Down : GDK_KEY_Up;
  else if (key == GDK_KEY_Right)
    key = rtl ? GDK_KEY_Up : GDK_KEY_Down;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      to = to > 0 ? to - 1 : 0;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      to = MIN (to + 1, last);
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      to = 0;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      to = last;
      break;
    case GDK_KEY_space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      activate_current (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      gtk_widget_activate_action (GTK_WIDGET (self), "menu.popup", NULL);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  hr_chart_view_set_current (self, to);
  gtk_widget_grab_focus (g_ptr_array_index (self->marks, self->current));
  return GDK_EVENT_STOP;
}

static void
moved_cb (HrChartView *self, double x, double y)
{
  guint index;

  if (mark_under (self, x, y, &index))
    read_mark (self, index);
  else
    set_readout (self, NULL);
}

static void
pressed_cb (HrChartView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  guint index;

  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_popover_set_pointing_to (ensure_menu (self), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
      gtk_popover_popup (ensure_menu (self));
      return;
    }

  if (button == GDK_BUTTON_PRIMARY && mark_under (self, x, y, &index))
    {
      hr_chart_view_set_current (self, index);
      if (n_press == 2)
        activate_current (self);
    }
}

static void
leave_cb (HrChartView *self)
{
  set_readout (self, NULL);
}

static void
focus_left_cb (HrChartView *self)
{
  set_readout (self, NULL);
}

static void
focus_entered_cb (HrChartView *self)
{
  if (self->marks->len > 0)
    read_mark (self, self->current);
}

static void
popup_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_popover_popup (ensure_menu (HR_CHART_VIEW (widget)));
}

static void
export_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_chart_view_export (HR_CHART_VIEW (widget), g_variant_get_string (parameter, NULL));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrChartView     *self = HR_CHART_VIEW (widget);
  int              width = gtk_widget_get_width (widget);
  int              height = gtk_widget_get_height (widget);
  cairo_surface_t *surface;
  cairo_t         *cr;

  if (self->chart == NULL || width <= 0 || height <= 0)
    return;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 2 * width, 2 * height);
  cr = cairo_create (surface);
  cairo_scale (cr, 2, 2);
  cairo_set_source_rgb (cr, self->theme.background.red, self->theme.background.green,
                        self->theme.background.blue);
  cairo_paint (cr);
  hr_chart_draw (self->chart, &self->theme, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  g_autoptr (GBytes)
      bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                           (gsize) cairo_image_surface_get_stride (surface) * (gsize) (2 * height));
  g_autoptr (GdkTexture)
      texture = gdk_memory_texture_new (2 * width, 2 * height, GDK_MEMORY_DEFAULT, bytes,
                                        (gsize) cairo_image_surface_get_stride (surface));

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  cairo_surface_destroy (surface);
}

static gboolean
query_tooltip_cb (HrChartView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HrChartMark      mark;
  guint            index;
  g_autofree char *text = NULL;

  if (keyboard || !mark_under (self, x, y, &index))
    return FALSE;

  get_mark (self, index, &mark);
  text = describe (&mark);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle){ (int) mark.x, (int) mark.y, (int) ceil (mark.width),
                                             (int) ceil (mark.height) });

  return TRUE;
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
          g_autofree char *text = describe (&mark);

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

  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_action_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, popup_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup",
                                       NULL);
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
add_controllers (HrChartView *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
hr_chart_view_init (HrChartView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSettings     *settings = gtk_settings_get_default ();

  self->marks = g_ptr_array_new ();
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  hr_chart_look_init (&self->theme, GTK_WIDGET (self));
  add_controllers (self);

  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
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
  read_mark (self, mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

typedef struct
{
  HrChart      *chart;
  HrChartTheme  theme;
  HrChartFormat format;
  GtkWidget    *view;
  double        width, height;
} Export;

static void
export_free (Export *job)
{
  hr_chart_unref (job->chart);
  g_object_unref (job->view);
  g_free (job);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL
      && !hr_chart_save (job->chart, &job->theme, path, job->format, job->width, job->height,
                         &error))
    gtk_widget_activate_action (job->view, "win.show-error", "s", error->message);
  export_free (job);
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
  Export          *job;
  GtkRoot         *root;
  g_autofree char *name = g_strdup_printf ("chart.%s", format);

  g_return_if_fail (HR_IS_CHART_VIEW (self));

  if (self->chart == NULL)
    return;

  job = g_new0 (Export, 1);
  job->chart = hr_chart_ref (self->chart);
  job->view = g_object_ref (GTK_WIDGET (self));
  job->format = g_str_equal (format, "svg")   ? HR_CHART_FORMAT_SVG
                : g_str_equal (format, "png") ? HR_CHART_FORMAT_PNG
                                              : HR_CHART_FORMAT_PDF;
  hr_chart_theme_init (&job->theme, HR_CHART_THEME_PRINT);
  job->width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 640);
  job->height = 0; /* as high as it is best */

  root = gtk_widget_get_root (GTK_WIDGET (self));
  hr_file_dialog_save (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Export Chart"), name,
                       export_chosen_cb, job);
}
