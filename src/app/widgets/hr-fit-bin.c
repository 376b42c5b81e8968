/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-fit-bin.h"

/**
 * HrFitBin:
 *
 * Shows its child where there is room for the whole of it, and else nothing: "Hea…" tells less than
 * an empty place. It asks for no width, and has the child's height either way. #HrFitBin:fits tells
 * which of the two it is, for the rest of a window.
 */
struct _HrFitBin
{
  GtkWidget parent_instance;

  /* Owned by the widget tree. */
  GtkWidget *child;

  guint    notify_id;
  gboolean fits;
  gboolean allocated_fits;
};

G_DEFINE_FINAL_TYPE (HrFitBin, hr_fit_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_FITS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
hr_fit_bin_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  HrFitBin *self = HR_FIT_BIN (widget);

  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

/* What follows from it may be another size, which must not happen inside of an allocation. */
static gboolean
notify_fits_cb (gpointer data)
{
  HrFitBin *self = data;

  self->notify_id = 0;
  if (self->fits != self->allocated_fits)
    {
      self->fits = self->allocated_fits;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FITS]);
    }

  return G_SOURCE_REMOVE;
}

static void
hr_fit_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrFitBin *self = HR_FIT_BIN (widget);
  int       natural;
  gboolean  fits;

  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  fits = width >= natural;
  gtk_widget_set_child_visible (self->child, fits);
  self->allocated_fits = fits;
  if (fits != self->fits && self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_fits_cb, self, NULL);
  if (fits)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
hr_fit_bin_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CHILD)
    g_value_set_object (value, hr_fit_bin_get_child (HR_FIT_BIN (object)));
  else if (prop_id == PROP_FITS)
    g_value_set_boolean (value, HR_FIT_BIN (object)->fits);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hr_fit_bin_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CHILD)
    hr_fit_bin_set_child (HR_FIT_BIN (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hr_fit_bin_dispose (GObject *object)
{
  HrFitBin *self = HR_FIT_BIN (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_fit_bin_parent_class)->dispose (object);
}

static void
hr_fit_bin_class_init (HrFitBinClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_fit_bin_dispose;
  object_class->get_property = hr_fit_bin_get_property;
  object_class->set_property = hr_fit_bin_set_property;
  widget_class->measure = hr_fit_bin_measure;
  widget_class->size_allocate = hr_fit_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_FITS] = g_param_spec_boolean ("fits", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hr_fit_bin_init (HrFitBin *self)
{
  self->fits = self->allocated_fits = TRUE;
}

/**
 * hr_fit_bin_set_child:
 * @self: a bin
 * @child: (nullable): what to show where it fits
 */
void
hr_fit_bin_set_child (HrFitBin *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_FIT_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * hr_fit_bin_get_child:
 * @self: a bin
 *
 * Returns: (transfer none) (nullable): its child, shown or not
 */
GtkWidget *
hr_fit_bin_get_child (HrFitBin *self)
{
  g_return_val_if_fail (HR_IS_FIT_BIN (self), NULL);

  return self->child;
}

/**
 * hr_fit_bin_get_fits:
 * @self: a bin
 *
 * Returns: whether the child has the room that it needs, as of the last idle moment
 */
gboolean
hr_fit_bin_get_fits (HrFitBin *self)
{
  g_return_val_if_fail (HR_IS_FIT_BIN (self), FALSE);

  return self->fits;
}
