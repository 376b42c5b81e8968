/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-help.h"

#include "hr-config.h"

#include <glib/gi18n.h>
#include <string.h>

/* The desktop's help viewer first, then the same pages in a browser, then a word that says so. */
typedef enum
{
  VIEWER,
  BROWSER,
  NOBODY
} Attempt;

typedef struct
{
  HrWindow *window; /* owned */
  char     *topic;
  Attempt   attempt;
} Request;

typedef struct
{
  HrHelpDone done;
  gpointer   data;
} Launch;

static void launch_uri (GtkWindow *parent, const char *uri, HrHelpDone done, gpointer data);
static void try_next (Request *request);

static HrHelpLaunch launcher = launch_uri;
static char        *pages_folder; /* NULL = where they are installed */

static void
shown_cb (GObject *parent, GAsyncResult *result, gpointer data)
{
  g_autofree Launch *launch = data;

  launch->done (gtk_show_uri_full_finish (GTK_WINDOW (parent), result, NULL), launch->data);
}

static void
launch_uri (GtkWindow *parent, const char *uri, HrHelpDone done, gpointer data)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  Launch          *launch;

  /* Without a viewer some desktops offer to look for a program, which finds none. */
  if (g_str_equal (scheme, "help"))
    {
      g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme (scheme);

      if (viewer == NULL)
        {
          done (FALSE, data);
          return;
        }
    }
  launch = g_new0 (Launch, 1);
  *launch = (Launch){ done, data };
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, shown_cb, launch);
}

static void
request_free (Request *request)
{
  g_object_unref (request->window);
  g_free (request->topic);
  g_free (request);
}

static void
done_cb (gboolean is_shown, gpointer data)
{
  Request *request = data;

  if (is_shown)
    {
      request_free (request);
      return;
    }
  request->attempt++;
  try_next (request);
}

static void
try_next (Request *request)
{
  g_autofree char *uri = NULL;

  if (request->attempt == VIEWER)
    uri = g_strconcat ("help:headroom/", request->topic, NULL);
  else if (request->attempt == BROWSER)
    {
      g_autofree char *path = hr_help_page (pages_folder ? pages_folder : HR_HELP_DIR,
                                            g_get_language_names (), request->topic);

      uri = path ? g_filename_to_uri (path, NULL, NULL) : NULL;
    }
  if (uri != NULL)
    launcher (GTK_WINDOW (request->window), uri, done_cb, request);
  else if (request->attempt < NOBODY)
    done_cb (FALSE, request);
  else
    {
      hr_window_toast (
          request->window,
          _("The help cannot be shown: there is neither a help viewer nor a browser"));
      request_free (request);
    }
}

/**
 * hr_help_page:
 * @folder: has a folder of pages for each language, "C" for English
 * @languages: %NULL-terminated, the best first, as of g_get_language_names()
 * @topic: a page's name
 *
 * Returns: (nullable) (transfer full): the path of the HTML page in the best language that has it
 */
char *
hr_help_page (const char *folder, const char *const *languages, const char *topic)
{
  g_autofree char *name = g_strconcat (topic, ".html", NULL);

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, languages[i], name, NULL);

      if (strchr (languages[i], '/') == NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/* It comes over D-Bus too, and becomes part of a path. */
static gboolean
is_topic (const char *text)
{
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz-") == strlen (text);
}

/**
 * hr_help_show:
 * @window: whose toast says it when nobody can show help
 * @topic: a page's name: "advice"; whatever is none shows the first page
 */
void
hr_help_show (HrWindow *window, const char *topic)
{
  Request *request;

  g_return_if_fail (HR_IS_WINDOW (window) && topic != NULL);

  request = g_new0 (Request, 1);
  *request = (Request){ g_object_ref (window), g_strdup (is_topic (topic) ? topic : "index"),
                        VIEWER };
  try_next (request);
}

/**
 * hr_help_set_launch:
 * @launch: (nullable): what opens URIs from now on; %NULL = the desktop
 * @folder: (nullable): where the HTML pages are; %NULL = where they are installed
 *
 * For tests.
 */
void
hr_help_set_launch (HrHelpLaunch launch, const char *folder)
{
  launcher = launch ? launch : launch_uri;
  g_free (pages_folder);
  pages_folder = g_strdup (folder);
}
