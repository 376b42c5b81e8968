/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-adaptive-bin.h"

/**
 * HrAdaptiveBin:
 *
 * A sidebar and a content side by side; where there is no room for both, one of them, as
 * #HrAdaptiveBin:show-sidebar says. #HrAdaptiveBin:narrow tells which of the two it is, for the
 * header bar. The limit follows the minimum widths of the children, so that it moves with the text
 * scale.
 */
struct _HrAdaptiveBin
{
  GtkWidget parent_instance;

  /* Owned. */
  GtkWidget *sidebar;
  GtkWidget *separator;
  GtkWidget *content;

  guint    notify_id;
  gboolean narrow;
  gboolean allocated_narrow;
  gboolean show_sidebar;
  gboolean has_sidebar;
};

#define SIDEBAR_WIDTH 360
#define CONTENT_WIDTH 480

static void hr_adaptive_bin_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HrAdaptiveBin,
                               hr_adaptive_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      hr_adaptive_bin_buildable_init))

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SHOW_SIDEBAR,
  PROP_HAS_SIDEBAR,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static int
minimum_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* With larger text the same things need more room. */
static int
scaled (HrAdaptiveBin *self, int width)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 96 * 1024 ? (int) ((gint64) width * dpi / (96 * 1024)) : width;
}

static gboolean
sidebar_is_shown (HrAdaptiveBin *self, gboolean narrow)
{
  return self->has_sidebar && (!narrow || self->show_sidebar);
}

static gboolean
content_is_shown (HrAdaptiveBin *self, gboolean narrow)
{
  return !narrow || !sidebar_is_shown (self, narrow);
}

/* The window's header changes with the property, which must not happen inside of an allocation. */
static gboolean
notify_narrow_cb (gpointer data)
{
  HrAdaptiveBin *self = data;

  self->notify_id = 0;
  if (self->narrow != self->allocated_narrow)
    {
      self->narrow = self->allocated_narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }

  return G_SOURCE_REMOVE;
}

static void
allocate (GtkWidget *widget, int x, int width, int height)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, 0.0f));

  gtk_widget_allocate (widget, width, height, -1, transform);
}

static void
hr_adaptive_bin_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  HrAdaptiveBin *self = HR_ADAPTIVE_BIN (widget);
  int            side_minimum, side_natural, minimum_size, natural_size;

  gtk_widget_measure (self->sidebar, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
  gtk_widget_measure (self->content, orientation, -1, &minimum_size, &natural_size, NULL, NULL);

  *minimum = self->has_sidebar ? MAX (side_minimum, minimum_size) : minimum_size;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = SIDEBAR_WIDTH + MAX (CONTENT_WIDTH, natural_size);
  else
    *natural = MAX (side_natural, natural_size);
  *natural = MAX (*natural, *minimum);
}

static void
hr_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrAdaptiveBin *self = HR_ADAPTIVE_BIN (widget);
  int            side = MAX (scaled (self, SIDEBAR_WIDTH), minimum_width (self->sidebar));
  int            content = MAX (scaled (self, CONTENT_WIDTH), minimum_width (self->content));
  gboolean       narrow = width < side + content;
  gboolean       with_sidebar = sidebar_is_shown (self, narrow);
  gboolean       with_content = content_is_shown (self, narrow);
  gboolean       rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int            line = 0;

  gtk_widget_set_child_visible (self->sidebar, with_sidebar);
  gtk_widget_set_child_visible (self->separator, with_sidebar && with_content);
  gtk_widget_set_child_visible (self->content, with_content);

  if (!with_content)
    side = width;
  else if (!with_sidebar)
    side = 0;
  else
    line = minimum_width (self->separator);

  if (with_sidebar)
    allocate (self->sidebar, rtl ? width - side : 0, side, height);
  if (line > 0)
    allocate (self->separator, rtl ? width - side - line : side, line, height);
  if (with_content)
    allocate (self->content, rtl ? 0 : side + line, width - side - line, height);

  self->allocated_narrow = narrow;
  if (narrow != self->narrow && self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_narrow_cb, self, NULL);
}

static void
hr_adaptive_bin_dispose (GObject *object)
{
  HrAdaptiveBin *self = HR_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->separator, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_adaptive_bin_parent_class)->dispose (object);
}

static void
hr_adaptive_bin_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrAdaptiveBin *self = HR_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, self->show_sidebar);
      break;
    case PROP_HAS_SIDEBAR:
      g_value_set_boolean (value, self->has_sidebar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hr_adaptive_bin_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  HrAdaptiveBin *self = HR_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_SHOW_SIDEBAR:
      hr_adaptive_bin_set_show_sidebar (self, g_value_get_boolean (value));
      break;
    case PROP_HAS_SIDEBAR:
      hr_adaptive_bin_set_has_sidebar (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hr_adaptive_bin_add_child (GtkBuildable *buildable,
                           GtkBuilder   *builder,
                           GObject      *child,
                           const char   *type)
{
  HrAdaptiveBin *self = HR_ADAPTIVE_BIN (buildable);

  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (self),
                            g_strcmp0 (type, "sidebar") == 0 ? self->separator : NULL);
  if (g_strcmp0 (type, "sidebar") == 0)
    self->sidebar = GTK_WIDGET (child);
  else
    self->content = GTK_WIDGET (child);
}

static void
hr_adaptive_bin_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = hr_adaptive_bin_add_child;
}

static void
hr_adaptive_bin_class_init (HrAdaptiveBinClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_adaptive_bin_dispose;
  object_class->get_property = hr_adaptive_bin_get_property;
  object_class->set_property = hr_adaptive_bin_set_property;
  widget_class->measure = hr_adaptive_bin_measure;
  widget_class->size_allocate = hr_adaptive_bin_size_allocate;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDEBAR] = g_param_spec_boolean ("show-sidebar", NULL, NULL, FALSE,
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                            | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_SIDEBAR] = g_param_spec_boolean ("has-sidebar", NULL, NULL, TRUE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                           | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "adaptivebin");
}

static void
hr_adaptive_bin_init (HrAdaptiveBin *self)
{
  self->has_sidebar = TRUE;
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (self->separator, GTK_WIDGET (self));
}

gboolean
hr_adaptive_bin_get_narrow (HrAdaptiveBin *self)
{
  g_return_val_if_fail (HR_IS_ADAPTIVE_BIN (self), FALSE);

  return self->narrow;
}

gboolean
hr_adaptive_bin_get_show_sidebar (HrAdaptiveBin *self)
{
  g_return_val_if_fail (HR_IS_ADAPTIVE_BIN (self), FALSE);

  return self->show_sidebar;
}

/**
 * hr_adaptive_bin_set_show_sidebar:
 * @self: a bin
 * @show_sidebar: whether the sidebar is the one that is shown where there is room for one only
 */
void
hr_adaptive_bin_set_show_sidebar (HrAdaptiveBin *self, gboolean show_sidebar)
{
  g_return_if_fail (HR_IS_ADAPTIVE_BIN (self));

  if (self->show_sidebar == show_sidebar)
    return;

  self->show_sidebar = show_sidebar;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

/**
 * hr_adaptive_bin_set_has_sidebar:
 * @self: a bin
 * @has_sidebar: whether the page that is shown has a sidebar at all
 */
void
hr_adaptive_bin_set_has_sidebar (HrAdaptiveBin *self, gboolean has_sidebar)
{
  g_return_if_fail (HR_IS_ADAPTIVE_BIN (self));

  if (self->has_sidebar == has_sidebar)
    return;

  self->has_sidebar = has_sidebar;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SIDEBAR]);
}

/**
 * hr_adaptive_bin_expect_width:
 * @self: a bin
 * @width: what it will probably get
 *
 * Sets #HrAdaptiveBin:narrow before the first allocation, so that the header of a narrow window
 * does not start out wide, and make it so.
 */
void
hr_adaptive_bin_expect_width (HrAdaptiveBin *self, int width)
{
  gboolean narrow;

  g_return_if_fail (HR_IS_ADAPTIVE_BIN (self));

  narrow = width < scaled (self, SIDEBAR_WIDTH + CONTENT_WIDTH);

  if (self->narrow == narrow)
    return;

  self->narrow = self->allocated_narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
