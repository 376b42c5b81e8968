/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into a program with a window: at the first frame that was painted it writes the
 * milliseconds since the process started to standard error, and ends the process. */

#include <gtk/gtk.h>
#include <stdio.h>
#include <unistd.h>

static double
milliseconds_since_start (void)
{
  g_autofree char *stat = NULL;
  g_auto (GStrv) fields = NULL;
  const char     *after_name;
  struct timespec now;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL))
    return 0.0;
  after_name = strrchr (stat, ')');
  fields = g_strsplit (after_name + 2, " ", -1);
  clock_gettime (CLOCK_BOOTTIME, &now);

  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6
         - g_ascii_strtod (fields[19], NULL) * 1e3 / (double) sysconf (_SC_CLK_TCK);
}

static void
painted_cb (GdkFrameClock *clock)
{
  fprintf (stderr, "FIRST-FRAME %.1f\n", milliseconds_since_start ());
  _exit (0);
}

static gboolean
find_window_cb (gpointer unused)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GtkWidget) window = NULL;
  GdkFrameClock *clock;

  if (g_list_model_get_n_items (windows) == 0)
    return G_SOURCE_CONTINUE;
  window = g_list_model_get_item (windows, 0);
  clock = gtk_widget_get_frame_clock (window);
  if (clock == NULL)
    return G_SOURCE_CONTINUE;

  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), NULL);
  return G_SOURCE_REMOVE;
}

__attribute__ ((constructor)) static void
watch (void)
{
  g_idle_add_full (G_PRIORITY_HIGH, find_window_cb, NULL, NULL);
}
