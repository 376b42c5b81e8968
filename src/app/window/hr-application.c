/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-application.h"

#include "hr-config.h"
#include "hr-dialogs.h"
#include "hr-settings.h"
#include "hr-text.h"
#include "hr-window.h"

#include <glib/gi18n.h>

/**
 * HrApplication:
 *
 * Holds the catalog that all windows share, and saves it shortly after each edit.
 */
struct _HrApplication
{
  AdwApplication parent_instance;

  /* Owned. */
  HrCatalog *catalog;
  char      *catalog_problem;
  GFile     *draft;

  guint    save_id;
  gboolean draft_is_taken;
};

#define SAVE_DELAY_MS 300

G_DEFINE_FINAL_TYPE (HrApplication, hr_application, ADW_TYPE_APPLICATION)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  /* The catalog's "save-error" says why to whoever shows it. */
  if (!hr_catalog_save_finish (HR_CATALOG (source), result, &error))
    g_info ("The catalog is not saved: %s", error->message);
  g_application_release (G_APPLICATION (self));
}

static void
save_catalog (HrApplication *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_application_hold (G_APPLICATION (self));
  hr_catalog_save_async (self->catalog, NULL, saved_cb, g_object_ref (self));
}

static gboolean
save_due_cb (gpointer data)
{
  HrApplication *self = data;

  self->save_id = 0;
  save_catalog (self);

  return G_SOURCE_REMOVE;
}

static void
modified_cb (HrApplication *self)
{
  gboolean modified;

  g_object_get (self->catalog, "modified", &modified, NULL);
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (modified)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_due_cb, self);
}

/* (nullable): what of a catalog that could be read is not used. */
static char *
describe_unused (const HrIssues *issues)
{
  for (guint i = 0; i < hr_issues_n (issues); i++)
    if (hr_issues_get (issues, i)->kind == HR_ISSUE_UNUSED_ROW)
      return hr_text_issue (hr_issues_get (issues, i));
  return NULL;
}

static char *
describe_problem (const HrIssues *issues, const GError *error)
{
  const HrIssue   *issue = hr_issues_first_error (issues);
  g_autofree char *text = NULL;
  g_autofree char *place = NULL;

  if (issue == NULL)
    /* Translators: why the user's catalog could not be read */
    return g_strdup_printf (
        _("Your catalog could not be read, so the built-in prices are used: %s"),
        error != NULL ? error->message : _("unknown error"));

  text = hr_text_issue (issue);
  place = hr_text_issue_place (issue);

  /* Translators: the first problem of the user's catalog, and its place */
  return g_strdup_printf (_("Your catalog has errors, so the built-in prices are used: %s (%s)"),
                          text, place);
}

typedef struct
{
  HrCatalog *catalog;
  HrIssues  *issues;
  GError    *error;
  gboolean   is_loaded;
} Loading;

/* Beside the toolkit's start, which takes longer. Nobody else knows of the catalog yet. */
static gpointer
load_thread (gpointer data)
{
  Loading         *loading = data;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "headroom", "catalog.json",
                                            NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  loading->catalog = hr_catalog_new (file);
  loading->issues = hr_issues_new ();
  loading->is_loaded = hr_catalog_load (loading->catalog, loading->issues, &loading->error);

  return NULL;
}

static void
take_catalog (HrApplication *self, Loading *loading)
{
  g_autofree char *draft = g_build_filename (g_get_user_data_dir (), "headroom", "draft.headroom",
                                             NULL);

  self->draft = g_file_new_for_path (draft);
  self->catalog = loading->catalog;
  self->catalog_problem = loading->is_loaded ? describe_unused (loading->issues)
                                             : describe_problem (loading->issues, loading->error);
  hr_issues_free (loading->issues);
  g_clear_error (&loading->error);
  g_signal_connect_object (self->catalog, "changed", G_CALLBACK (modified_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->catalog, "notify::snapshot", G_CALLBACK (modified_cb), self,
                           G_CONNECT_SWAPPED);
}

static HrWindow *
open_window (HrApplication *self)
{
  GtkWidget *window = hr_window_new (GTK_APPLICATION (self), self->catalog);

  if (self->catalog_problem != NULL)
    hr_window_show_catalog_problem (HR_WINDOW (window), self->catalog_problem);
  if (!self->draft_is_taken)
    hr_window_restore_draft (HR_WINDOW (window), self->draft);
  self->draft_is_taken = TRUE;
  gtk_window_present (GTK_WINDOW (window));
  /* What one came for, not the button that happens to be first. */
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-question", NULL);

  return HR_WINDOW (window);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  open_window (self);
}

static void
save_catalog_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  save_catalog (self);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HrApplication *self = user_data;

  hr_preferences_present (gtk_application_get_active_window (GTK_APPLICATION (self)),
                          hr_catalog_get_snapshot (self->catalog));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  GtkWindow *window = gtk_application_get_active_window (self);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  hr_about_present (gtk_application_get_active_window (self));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (self)) != NULL)
    {
      GtkWindow *window = windows->data;

      gtk_window_close (window);
      if (g_list_find (gtk_application_get_windows (self), window) != NULL)
        gtk_window_destroy (window);
    }
}

static const GActionEntry entries[] = {
  { "new-window", new_window_cb, NULL, NULL, NULL, { 0 } },
  { "save-catalog", save_catalog_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, NULL, NULL, NULL, { 0 } },
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q", NULL } },
  { "app.preferences", { "<Control>comma", NULL } },
  { "app.new-window", { "<Control><Shift>n", NULL } },
  { "app.help", { "F1", NULL } },
  { "win.new", { "<Control>n", NULL } },
  { "win.open", { "<Control>o", NULL } },
  { "win.save", { "<Control>s", NULL } },
  { "win.save-as", { "<Control><Shift>s", NULL } },
  { "win.export-pdf", { "<Control>e", NULL } },
  { "win.print", { "<Control>p", NULL } },
  { "win.undo", { "<Control>z", NULL } },
  { "win.redo", { "<Control><Shift>z", NULL } },
  { "win.find", { "<Control>f", NULL } },
  { "win.close", { "<Control>w", NULL } },
  { "win.show-question", { "F9", NULL } },
  { "win.show-help-overlay", { "<Control>question", NULL } },
  { "win.show-page::advice", { "<Alt>1", NULL } },
  { "win.show-page::charts", { "<Alt>2", NULL } },
  { "win.show-page::compare", { "<Alt>3", NULL } },
  { "win.show-page::machine", { "<Alt>4", "<Control>m", NULL } },
  { "win.show-page::catalog", { "<Alt>5", NULL } },
};

static void
hr_application_startup (GApplication *application)
{
  HrApplication *self = HR_APPLICATION (application);
  GSettings     *settings = hr_settings_get ();
  Loading        loading = { 0 };
  GThread       *thread = g_thread_new ("catalog", load_thread, &loading);

  G_APPLICATION_CLASS (hr_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (HR_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           (const char *const *) shortcuts[i].accels);
  if (settings != NULL)
    g_settings_bind_with_mapping (settings, "color-scheme", adw_style_manager_get_default (),
                                  "color-scheme", G_SETTINGS_BIND_GET, hr_color_scheme_from_setting,
                                  NULL, NULL, NULL);
  g_thread_join (thread);
  take_catalog (self, &loading);
}

static void
hr_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (HR_APPLICATION (application));
}

static void
hr_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    hr_window_open_file (open_window (HR_APPLICATION (application)), files[i]);
}

/* Before there is a display: the version is told without one. A first instance opens its window
 * anyhow; only one that runs already has to be asked. Returns: a status to end with, or -1. */
static int
hr_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("headroom %s\n", HR_VERSION);
      return 0;
    }
  if (!g_variant_dict_contains (given, "new-window"))
    return -1;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return -1;

  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  return 0;
}

static void
hr_application_shutdown (GApplication *application)
{
  HrApplication *self = HR_APPLICATION (application);

  /* An edit that is younger than the delay is not lost. */
  if (self->save_id != 0)
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      hr_catalog_save (self->catalog, NULL);
    }

  G_APPLICATION_CLASS (hr_application_parent_class)->shutdown (application);
}

static void
hr_application_dispose (GObject *object)
{
  HrApplication *self = HR_APPLICATION (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_object (&self->catalog);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->catalog_problem, g_free);

  G_OBJECT_CLASS (hr_application_parent_class)->dispose (object);
}

static void
hr_application_class_init (HrApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_application_dispose;
  application_class->startup = hr_application_startup;
  application_class->activate = hr_application_activate;
  application_class->open = hr_application_open;
  application_class->handle_local_options = hr_application_handle_local_options;
  application_class->shutdown = hr_application_shutdown;
}

static const GOptionEntry options[] = {
  { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open one more window"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
hr_application_init (HrApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[PLAN…]"));
}

HrApplication *
hr_application_new (void)
{
  return g_object_new (HR_TYPE_APPLICATION, "application-id", HR_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/headroom/Headroom", NULL);
}
