/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: test-window-layout [FOLDER]
 * Every page at many widths and sizes of text: no two texts lie on each other, nothing leaves its
 * parent, no text is cut. With a FOLDER, the pictures of those that fail. */
#include "hr-window-private.h"
#include "window-fixture.h"

#include <math.h>
#include <string.h>

#define NORMAL_DPI (96 * 1024)

static const char *const pages[] = { "advice", "charts", "compare", "machine", "catalog" };
static const int         widths[] = { 360, 600, 900, 1050, 1280, 1920 };

typedef struct
{
  GtkWidget      *label;
  GtkWidget      *scroller; /* nearest */
  graphene_rect_t ink;      /* of the text, in the window */
} Text;

typedef struct
{
  GtkWidget  *window;
  GArray     *texts; /* of Text */
  const char *page;
  double      scale;
  int         width;
  guint       n_faults;
} Look;

static char *
describe (GtkWidget *widget)
{
  g_autoptr (GString) path = g_string_new (NULL);

  if (GTK_IS_LABEL (widget))
    g_string_append_printf (path, "“%.40s” ", gtk_label_get_text (GTK_LABEL (widget)));
  for (guint i = 0; i < 5 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    g_string_append_printf (path, "%s%s", i > 0 ? " < " : "", G_OBJECT_TYPE_NAME (widget));
  return g_string_free (g_steal_pointer (&path), FALSE);
}

static void
fault (Look *look, const char *what, GtkWidget *a, GtkWidget *b)
{
  g_autofree char *first = describe (a);
  g_autofree char *second = b != NULL ? describe (b) : g_strdup ("");

  if (look->n_faults++ < 8)
    g_printerr ("# %s at %d px, text %.1f: %s: %s %s\n", look->page, look->width, look->scale, what,
                first, second);
}

/* What is laid out as large as it wants to be, and looked at through a smaller opening. */
static gboolean
is_opening (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_SCROLLABLE (widget) || GTK_IS_STACK (widget)
         || GTK_IS_REVEALER (widget) || GTK_IS_TEXT (widget);
}

/* Buttons that look like text, and cells, reach into the room around them. */
#define REACH 8

static gboolean
is_inside (GtkWidget *child, GtkWidget *parent)
{
  graphene_rect_t bounds, room;

  if (!gtk_widget_compute_bounds (child, parent, &bounds)
      || !gtk_widget_compute_bounds (parent, parent, &room))
    return TRUE;
  graphene_rect_inset (&room, -REACH, -REACH);
  return graphene_rect_contains_rect (&room, &bounds);
}

static void
look_at_label (Look *look, GtkLabel *label)
{
  PangoLayout     *layout = gtk_label_get_layout (label);
  Text             text = { .label = GTK_WIDGET (label) };
  graphene_point_t place;
  PangoRectangle   logical;
  int              x, y;

  if (*gtk_label_get_text (label) == '\0' || gtk_widget_get_width (text.label) <= 0)
    return;
  gtk_label_get_layout_offsets (label, &x, &y);
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  if (!gtk_widget_compute_point (text.label, look->window, &GRAPHENE_POINT_INIT (0, 0), &place))
    return;
  if (gtk_label_get_ellipsize (label) == PANGO_ELLIPSIZE_NONE
      && (logical.width > gtk_widget_get_width (text.label) + 2
          || logical.height > gtk_widget_get_height (text.label) + 2))
    fault (look, "the text does not fit into its place", text.label, NULL);

  text.scroller = gtk_widget_get_ancestor (text.label, GTK_TYPE_SCROLLED_WINDOW);
  /* One pixel less on each side: letters of two labels may touch. */
  text.ink = GRAPHENE_RECT_INIT (place.x + (float) (x + logical.x + 1),
                                 place.y + (float) (y + logical.y + 1), (float) (logical.width - 2),
                                 (float) (logical.height - 2));
  g_array_append_val (look->texts, text);
}

static void
walk (Look *look, GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child)
          || !gtk_widget_get_child_visible (child) || gtk_widget_get_opacity (child) <= 0)
        continue;
      if (!is_opening (widget) && !is_inside (child, widget))
        fault (look, "leaves its parent", child, NULL);
      if (GTK_IS_LABEL (child))
        look_at_label (look, GTK_LABEL (child));
      walk (look, child);
    }
}

static void
compare_texts (Look *look)
{
  for (guint i = 0; i < look->texts->len; i++)
    for (guint j = i + 1; j < look->texts->len; j++)
      {
        Text *a = &g_array_index (look->texts, Text, i);
        Text *b = &g_array_index (look->texts, Text, j);

        if (a->scroller == b->scroller && graphene_rect_intersection (&a->ink, &b->ink, NULL))
          fault (look, "lies on another text", a->label, b->label);
      }
}

static void
shoot (Look *look)
{
  const char *folder = g_getenv ("HEADROOM_LAYOUT_PICTURES");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  GtkSnapshot     *snapshot;
  GskRenderNode   *node;

  if (folder == NULL)
    return;
  paintable = gtk_widget_paintable_new (look->window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (look->window),
                          gtk_widget_get_height (look->window));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (look->window)), node,
                                         NULL);
  file = g_strdup_printf ("%s/%s-%d-%.1f.png", folder, look->page, look->width, look->scale);
  gdk_texture_save_to_png (texture, file);
  gsk_render_node_unref (node);
}

/* Nothing is drawn as long as something waits for its size. */
static void
wait_for_layout (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GskRenderNode *node = NULL;

  fixture_settle_for (100);
  for (guint i = 0; i < 100 && node == NULL; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      fixture_settle_for (50);
      gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window),
                              gtk_widget_get_height (window));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_assert_nonnull (node);
  gsk_render_node_unref (node);
}

static guint
look_at (HrWindow *window, const char *page, int width, double scale)
{
  Look look = {
    GTK_WIDGET (window), g_array_new (FALSE, FALSE, sizeof (Text)), page, scale, width, 0
  };

  hr_window_show_page (window, page);
  fixture_wait (hr_window_get_model (window));
  wait_for_layout (look.window);
  /* The narrowest window grows with its text. */
  if (gtk_widget_get_width (look.window) > MAX (width, (int) (scale * widths[0])))
    fault (&look, "the window is wider than asked", look.window, NULL);
  walk (&look, look.window);
  compare_texts (&look);
  if (look.n_faults > 0)
    shoot (&look);
  g_array_unref (look.texts);
  return look.n_faults;
}

static void
resize (HrWindow *window, int width)
{
  /* Twice: the header gives up its width only once it is narrow. */
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
      fixture_settle ();
      gtk_window_set_default_size (GTK_WINDOW (window), width, 900);
      gtk_window_present (GTK_WINDOW (window));
      fixture_settle_for (100);
    }
}

static void
test_layout (gconstpointer data)
{
  double          scale = *(const double *) data;
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window = fixture_window (&application, &catalog);
  GtkSettings    *settings = gtk_settings_get_default ();
  guint           n_faults = 0;

  g_object_set (settings, "gtk-enable-animations", FALSE, "gtk-xft-dpi", (int) (NORMAL_DPI * scale),
                NULL);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      resize (window, widths[i]);
      for (guint j = 0; j < G_N_ELEMENTS (pages); j++)
        n_faults += look_at (window, pages[j], widths[i], scale);
      /* Both panes stay where there is room for them. */
      hr_window_show_page (window, "advice");
      fixture_settle ();
      if (widths[i] >= 1280 && scale <= 1.5)
        g_assert_false (hr_adaptive_bin_get_narrow (window->bin));
    }
  g_object_set (settings, "gtk-xft-dpi", NORMAL_DPI, NULL);
  fixture_wait (hr_window_get_model (window));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
  g_object_unref (application);
  g_object_unref (catalog);
  g_assert_cmpuint (n_faults, ==, 0);
}

int
main (int argc, char *argv[])
{
  static const double scales[] = { 1, 1.5, 2 };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/window-layout/normal", &scales[0], test_layout);
  g_test_add_data_func ("/window-layout/large", &scales[1], test_layout);
  g_test_add_data_func ("/window-layout/twice", &scales[2], test_layout);
  return g_test_run ();
}
