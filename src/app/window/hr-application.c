/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-application.h"

#include "hr-catalog-keeper.h"
#include "hr-config.h"
#include "hr-dialogs.h"
#include "hr-draft.h"
#include "hr-help.h"
#include "hr-settings.h"
#include "hr-text.h"
#include "hr-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

/**
 * HrApplication:
 *
 * Holds the catalog that all windows share, and whoever keeps it and its file the same.
 */
struct _HrApplication
{
  AdwApplication parent_instance;

  /* Owned. */
  HrCatalog       *catalog;
  char            *catalog_problem;
  HrCatalogKeeper *keeper;
  GFile           *drafts;

  guint    signal_ids[3];
  gboolean draft_is_taken;
};

G_DEFINE_FINAL_TYPE (HrApplication, hr_application, ADW_TYPE_APPLICATION)

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

/* Whatever depends on today's date is doubtful then. */
static void
check_clock (HrApplication *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  HrDate today = { (guint16) g_date_time_get_year (now), (guint8) g_date_time_get_month (now),
                   (guint8) g_date_time_get_day_of_month (now) };

  if (self->catalog_problem == NULL)
    self->catalog_problem = hr_text_wrong_clock (today, hr_catalog_own_date ());
}

/* Earlier versions had one draft for all windows. */
static void
find_drafts (HrApplication *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "headroom", NULL);
  g_autofree char *path = g_build_filename (folder, "drafts", NULL);
  g_autofree char *old_path = g_build_filename (folder, "draft.headroom", NULL);
  g_autoptr (GFile) old = g_file_new_for_path (old_path);
  g_autoptr (GFile) place = NULL;

  self->drafts = g_file_new_for_path (path);
  if (!g_file_test (old_path, G_FILE_TEST_IS_REGULAR) || g_mkdir_with_parents (path, 0700) != 0)
    return;
  place = hr_draft_new_place (self->drafts);
  g_file_move (old, place, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL);
}

static void
take_catalog (HrApplication *self, Loading *loading)
{
  self->catalog = loading->catalog;
  self->catalog_problem = loading->is_loaded ? describe_unused (loading->issues)
                                             : describe_problem (loading->issues, loading->error);
  hr_issues_free (loading->issues);
  g_clear_error (&loading->error);
  self->keeper = hr_catalog_keeper_new (self->catalog);
}

static HrWindow *
open_window (HrApplication *self, gboolean with_draft)
{
  GtkWidget *window = hr_window_new (GTK_APPLICATION (self), self->catalog);

  if (self->catalog_problem != NULL)
    hr_window_show_catalog_problem (HR_WINDOW (window), self->catalog_problem);
  hr_window_set_drafts (HR_WINDOW (window), self->drafts);
  if (with_draft && !self->draft_is_taken)
    {
      hr_window_restore_newest_draft (HR_WINDOW (window));
      self->draft_is_taken = TRUE;
    }
  gtk_window_present (GTK_WINDOW (window));
  /* What one came for, not the button that happens to be first. */
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-question", NULL);

  return HR_WINDOW (window);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  open_window (self, FALSE);
}

static void
save_catalog_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  hr_catalog_keeper_save (HR_APPLICATION (self)->keeper);
}

static void
keep_my_catalog_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HrApplication *self = user_data;

  if (hr_catalog_keep_mine (self->catalog))
    hr_catalog_keeper_save (self->keeper);
}

static void
reload_catalog_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HrApplication *self = user_data;

  if (hr_catalog_reload (self->catalog))
    hr_catalog_keeper_save (self->keeper);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HrApplication *self = user_data;
  GtkWindow     *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (hr_settings_get () == NULL && window != NULL)
    hr_window_toast (HR_WINDOW (window), _("The program’s settings are not installed"));
  else
    hr_preferences_present (window, hr_catalog_get_snapshot (self->catalog));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  GtkWindow *window = gtk_application_get_active_window (self);

  if (HR_IS_WINDOW (window))
    hr_help_show (HR_WINDOW (window), hr_window_get_topic (HR_WINDOW (window)));
}

static void
help_topic_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  GtkWindow *window = gtk_application_get_active_window (self);

  if (HR_IS_WINDOW (window))
    hr_help_show (HR_WINDOW (window), g_variant_get_string (parameter, NULL));
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
  { "keep-my-catalog", keep_my_catalog_cb, NULL, NULL, NULL, { 0 } },
  { "reload-catalog", reload_catalog_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, NULL, NULL, NULL, { 0 } },
  { "help-topic", help_topic_cb, "s", NULL, NULL, { 0 } },
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

/* Everything that is not on the disk yet goes there, at once. */
static void
flush (HrApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (HR_IS_WINDOW (l->data))
      hr_window_flush_draft (l->data);
  if (self->keeper != NULL)
    hr_catalog_keeper_flush (self->keeper);
}

/* The session ends, or the terminal. */
static gboolean
ended_cb (gpointer self)
{
  flush (self);
  g_application_quit (self);
  return G_SOURCE_CONTINUE;
}

static void
watch_signals (HrApplication *self)
{
  static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    self->signal_ids[i] = g_unix_signal_add (numbers[i], ended_cb, self);
}

static void
hr_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  HrApplication *self = HR_APPLICATION (application);

  if (self->keeper != NULL)
    hr_catalog_keeper_flush (self->keeper);

  GTK_APPLICATION_CLASS (hr_application_parent_class)->window_removed (application, window);
}

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
  check_clock (self);
  find_drafts (self);
  watch_signals (self);
}

static void
hr_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (HR_APPLICATION (application), TRUE);
}

static void
hr_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    hr_window_open_file (open_window (HR_APPLICATION (application), FALSE), files[i]);
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

  flush (self);

  G_APPLICATION_CLASS (hr_application_parent_class)->shutdown (application);
}

static void
hr_application_dispose (GObject *object)
{
  HrApplication *self = HR_APPLICATION (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_object (&self->catalog);
  g_clear_object (&self->drafts);
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
  GTK_APPLICATION_CLASS (klass)->window_removed = hr_application_window_removed;
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
