/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-wrap-box.h"

/**
 * HrWrapBox:
 *
 * Children in lines, as words are. A line breaks where the natural widths do not fit, or, with
 * #HrWrapBox:columns, where the minimum widths do not; what is left of a line goes to the children
 * that expand, or else to none.
 */
struct _HrWrapBox
{
  GtkWidget parent_instance;

  int      spacing;
  gboolean columns;
};

G_DEFINE_FINAL_TYPE (HrWrapBox, hr_wrap_box, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_COLUMNS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

typedef struct
{
  GtkWidget *first;
  GtkWidget *end;   /* the first child of the next line; NULL = none */
  int        width; /* of the children, with spacing */
  int        height;
  guint      n_expand;
} Line;

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static int
width_of (HrWrapBox *self, GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return self->columns ? minimum : CLAMP (natural, minimum, MAX (width, minimum));
}

static void
measure_line (HrWrapBox *self, GtkWidget *first, int width, Line *line)
{
  *line = (Line){ .first = first };

  for (GtkWidget *child = first; child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int child_width = width_of (self, child, width);
      int with_child = line->width + (child != first ? self->spacing : 0) + child_width;

      if (child != first && with_child > width)
        {
          line->end = child;
          return;
        }
      line->width = with_child;
      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        line->n_expand++;
    }
}

/* The width of a child within its line; the line's spare room is shared by those that expand. */
static int
width_in_line (HrWrapBox *self, const Line *line, GtkWidget *child, int width)
{
  int own = width_of (self, child, width);

  if (line->n_expand > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    own += MAX (width - line->width, 0) / (int) line->n_expand;

  return own;
}

static int
height_of_line (HrWrapBox *self, Line *line, int width)
{
  for (GtkWidget *child = line->first; child != NULL && child != line->end;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width_in_line (self, line, child, width),
                          NULL, &natural, NULL, NULL);
      line->height = MAX (line->height, natural);
    }

  return line->height;
}

static void
measure_width (HrWrapBox *self, int *minimum, int *natural)
{
  *minimum = *natural = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (self)));
       child != NULL; child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
hr_wrap_box_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  HrWrapBox *self = HR_WRAP_BOX (widget);
  int        height = 0;
  Line       line = { .end = next_shown (gtk_widget_get_first_child (widget)) };

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }

  if (for_size < 0)
    {
      int unused;

      measure_width (self, &unused, &for_size);
    }

  while (line.end != NULL)
    {
      measure_line (self, line.end, for_size, &line);
      height += height_of_line (self, &line, for_size) + (height > 0 ? self->spacing : 0);
    }
  *minimum = *natural = height;
}

static void
hr_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrWrapBox *self = HR_WRAP_BOX (widget);
  gboolean   rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Line       line = { .end = next_shown (gtk_widget_get_first_child (widget)) };
  int        y = 0;

  while (line.end != NULL)
    {
      int x = 0;

      measure_line (self, line.end, width, &line);
      height_of_line (self, &line, width);
      for (GtkWidget *child = line.first; child != NULL && child != line.end;
           child = next_shown (gtk_widget_get_next_sibling (child)))
        {
          int own = width_in_line (self, &line, child, width);
          int left = rtl ? width - x - own : x;

          gtk_widget_size_allocate (child, &(GtkAllocation){ left, y, own, line.height }, -1);
          x += own + self->spacing;
        }
      y += line.height + self->spacing;
    }
}

static GtkSizeRequestMode
hr_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_wrap_box_dispose (GObject *object)
{
  hr_wrap_box_clear (HR_WRAP_BOX (object));

  G_OBJECT_CLASS (hr_wrap_box_parent_class)->dispose (object);
}

static void
hr_wrap_box_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrWrapBox *self = HR_WRAP_BOX (object);

  if (prop_id == PROP_SPACING)
    g_value_set_int (value, self->spacing);
  else if (prop_id == PROP_COLUMNS)
    g_value_set_boolean (value, self->columns);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hr_wrap_box_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HrWrapBox *self = HR_WRAP_BOX (object);

  if (prop_id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else if (prop_id == PROP_COLUMNS)
    self->columns = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
hr_wrap_box_class_init (HrWrapBoxClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_wrap_box_dispose;
  object_class->get_property = hr_wrap_box_get_property;
  object_class->set_property = hr_wrap_box_set_property;
  widget_class->measure = hr_wrap_box_measure;
  widget_class->size_allocate = hr_wrap_box_size_allocate;
  widget_class->get_request_mode = hr_wrap_box_get_request_mode;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 6,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLUMNS] = g_param_spec_boolean ("columns", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "wrapbox");
}

static void
hr_wrap_box_init (HrWrapBox *self)
{
  self->spacing = 6;
}

void
hr_wrap_box_append (HrWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_WRAP_BOX (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
hr_wrap_box_clear (HrWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (HR_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
