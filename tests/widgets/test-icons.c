/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#define ICONS "/io/github/headroom/Headroom/icons/scalable/actions"
#define SIZE  32

/* What the icon's picture is, as it is drawn; empty where nothing can read it. */
static GBytes *
draw (const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, name, NULL, SIZE, 1, GTK_TEXT_DIR_LTR, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  guchar      *data = g_malloc0 ((gsize) 4 * SIZE * SIZE);
  GdkRGBA      black = { 0, 0, 0, 1 };

  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, SIZE, SIZE,
                                            &black, 1);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_true (gsk_renderer_realize (renderer, NULL, NULL));
  if (node != NULL)
    {
      texture = gsk_renderer_render_texture (renderer, node,
                                             &GRAPHENE_RECT_INIT (0, 0, SIZE, SIZE));
      gdk_texture_download (texture, data, (gsize) 4 * SIZE);
    }
  gsk_renderer_unrealize (renderer);
  return g_bytes_new_take (data, (gsize) 4 * SIZE * SIZE);
}

static gboolean
is_empty (GBytes *picture)
{
  gsize         size;
  const guchar *data = g_bytes_get_data (picture, &size);

  for (gsize i = 0; i < size; i++)
    if (data[i] != 0)
      return FALSE;
  return TRUE;
}

/* Each icon of our own is there, can be read on this system, and is a picture of its own: SVG is
 * read by a module that GTK does not depend on. */
static void
test_own_icons (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                       (GDestroyNotify) g_bytes_unref, NULL);
  g_auto (GStrv) names = g_resources_enumerate_children (ICONS, 0, NULL);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_cmpuint (g_strv_length (names), >=, 6);
  g_hash_table_add (seen, draw ("no-such-icon"));
  gtk_icon_theme_add_resource_path (theme, "/io/github/headroom/Headroom/icons");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (names[i], strlen (names[i]) - strlen (".svg"));
      GBytes          *picture;

      g_test_message ("%s", name);
      g_assert_true (gtk_icon_theme_has_icon (theme, name));
      picture = draw (name);
      g_assert_false (is_empty (picture));
      /* What cannot be read is drawn as the same picture of a missing one. */
      g_assert_true (g_hash_table_add (seen, picture));
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/icons/own", test_own_icons);
  return g_test_run ();
}
