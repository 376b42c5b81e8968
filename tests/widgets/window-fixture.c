/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

HrCatalog *
fixture_catalog (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrCatalog *catalog = hr_catalog_new (NULL);

  g_assert_true (hr_catalog_load (catalog, issues, NULL));

  return catalog;
}

void
fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
end_cb (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

void
fixture_settle_for (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, end_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
fixture_wait (HrAdviceModel *model)
{
  while (hr_advice_model_get_busy (model))
    g_main_context_iteration (NULL, TRUE);
}

HrWindow *
fixture_window (AdwApplication **application, HrCatalog **catalog)
{
  GtkWidget *window;

  *application = g_object_new (ADW_TYPE_APPLICATION, "application-id", "io.github.headroom.Test",
                               "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path",
                               "/io/github/headroom/Headroom", NULL);
  g_assert_true (g_application_register (G_APPLICATION (*application), NULL, NULL));
  *catalog = fixture_catalog ();
  window = hr_window_new (GTK_APPLICATION (*application), *catalog);
  hr_advice_model_set_today (hr_window_get_model (HR_WINDOW (window)), (HrDate){ 2026, 11, 1 });
  fixture_wait (hr_window_get_model (HR_WINDOW (window)));

  return HR_WINDOW (window);
}

static GtkWidget *
find (GtkWidget *root, GType type, const char *text, gboolean mapped)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (!mapped || gtk_widget_get_mapped (root)))
    {
      g_autofree char *label = NULL;

      if (text == NULL)
        return root;
      if (g_object_class_find_property (G_OBJECT_GET_CLASS (root), "label") != NULL)
        g_object_get (root, "label", &label, NULL);
      if (g_strcmp0 (label, text) == 0)
        return root;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text, mapped);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The first widget below @root of @type whose label is @text, where @text is not NULL. */
GtkWidget *
fixture_find (GtkWidget *root, GType type, const char *text)
{
  return find (root, type, text, FALSE);
}

/* One that is shown. */
GtkWidget *
fixture_find_mapped (GtkWidget *root, GType type, const char *text)
{
  return find (root, type, text, TRUE);
}
