/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-window-private.h"

#include "hr-file-dialog.h"
#include "hr-file-gio.h"
#include "hr-model-file.h"
#include "hr-plan-json.h"
#include "hr-settings.h"
#include "hr-text.h"
#include "hr-string.h"

#include <glib/gi18n.h>

/* Plans: open, save, drag and drop, recent ones. */

#define MAX_PLAN_BYTES (8 * 1024 * 1024)

static const char *const plan_patterns[] = { "*.headroom", "*.json", "*.gguf", "*.safetensors",
                                             NULL };

static void
toast_error (HrWindow *self, GFile *file, const char *message)
{
  g_autofree char *name = g_file_get_basename (file);
  /* Translators: a file, and what is wrong with it */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), name, message);

  hr_window_toast (self, text);
}

static char *
describe_issues (const HrIssues *issues)
{
  const HrIssue   *issue = hr_issues_first_error (issues);
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;
  guint            more;

  if (issue == NULL)
    return g_strdup (_("the file is not a plan"));

  place = hr_text_issue_place (issue);
  text = hr_text_issue (issue);
  more = hr_issues_n_errors (issues) - 1;
  if (more == 0)
    return g_strdup_printf ("%s: %s", place, text);

  /* Translators: the place of an error, the error, and how many more there are */
  return g_strdup_printf (ngettext ("%s: %s (and %u more)", "%s: %s (and %u more)", more), place,
                          text, more);
}

/* What of a plan is not understood, and so has no part in the answer. */
static void
tell_warnings (HrWindow *self, GFile *file, const HrIssues *issues)
{
  g_autofree char *place = NULL, *reason = NULL, *text = NULL;
  const HrIssue   *first = NULL;
  guint            n = 0;

  for (guint i = 0; i < hr_issues_n (issues); i++)
    if (hr_issue_is_warning (hr_issues_get (issues, i)) && n++ == 0)
      first = hr_issues_get (issues, i);
  if (first == NULL)
    return;

  place = hr_text_issue_place (first);
  reason = hr_text_issue (first);
  /* Translators: the place of a warning, the warning, and how many more there are */
  text = n == 1 ? g_strdup_printf ("%s: %s", place, reason)
                : g_strdup_printf (ngettext ("%s: %s (and %u more)", "%s: %s (and %u more)", n - 1),
                                   place, reason, n - 1);
  toast_error (self, file, text);
}

static gboolean
parse_plan (HrWindow *self, GBytes *bytes, HrPlan *plan, JsonNode **document, HrIssues *issues)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return hr_plan_parse (data, (gssize) size, hr_advice_model_get_snapshot (self->model), plan,
                        document, issues)
         && hr_issues_n_errors (issues) == 0;
}

static void
remember_file (HrWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GSettings       *settings = hr_settings_get ();
  GtkRecentData    data = { .mime_type = (char *) "application/x-headroom-plan",
                            .app_name = (char *) "Headroom",
                            .app_exec = (char *) "headroom %u" };

  g_set_object (&self->file, file);
  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
  if (settings != NULL)
    g_settings_set_string (settings, "last-plan", uri);
}

static char *
etag_of (gconstpointer data, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
}

static void
show_opened (HrWindow *self, GFile *file, GBytes *bytes, const HrPlan *plan, JsonNode *document)
{
  gsize         size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  hr_window_park (self);
  g_free (self->file_etag);
  self->file_etag = etag_of (data, size);
  g_clear_pointer (&self->document, json_node_unref);
  self->document = document;
  self->saved = *plan;
  remember_file (self, file);
  hr_advice_model_set_plan (self->model, plan);
  hr_plan_history_reset (self->history, hr_advice_model_get_plan (self->model));
  hr_window_queue_draft (self);
  hr_window_fill_recent (self);
  hr_window_update_title (self);
}

static void
open_plan (HrWindow *self, GFile *file, GBytes *bytes)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *problem = NULL;
  JsonNode        *document = NULL;
  HrPlan           plan;

  if (parse_plan (self, bytes, &plan, &document, issues))
    {
      show_opened (self, file, bytes, &plan, document);
      tell_warnings (self, file, issues);
      return;
    }

  g_clear_pointer (&document, json_node_unref);
  problem = describe_issues (issues);
  toast_error (self, file, problem);
}

static void
use_model (HrWindow *self, GFile *file, const HrModelFile *model)
{
  HrPlan           plan = *hr_advice_model_get_plan (self->model);
  g_autofree char *name = g_file_get_basename (file);

  if (plan.workload.task != HR_TASK_LLM_INFERENCE && plan.workload.task != HR_TASK_NLP_FINE_TUNE)
    {
      HrPlan preset;

      hr_plan_init_default (&preset, HR_TASK_LLM_INFERENCE,
                            hr_advice_model_get_snapshot (self->model));
      plan.workload = preset.workload;
    }
  if (!hr_model_file_apply (model, &plan.workload))
    {
      toast_error (self, file,
                   _("the file does not say the model’s shape; put its config.json beside it"));
      return;
    }
  if (model->name[0] == '\0')
    hr_string_copy (plan.workload.model_name, sizeof plan.workload.model_name, name);
  hr_advice_model_set_plan (self->model, &plan);
}

typedef struct
{
  HrModelFile model;
  HrIssues   *issues;
} Inspection;

static void
inspection_free (gpointer data)
{
  Inspection *inspection = data;

  hr_issues_free (inspection->issues);
  g_free (inspection);
}

static void
inspect_thread (GTask *task, gpointer file, gpointer data, GCancellable *cancellable)
{
  Inspection *inspection = data;
  GError     *error = NULL;

  if (hr_model_file_inspect (G_FILE (file), &inspection->model, inspection->issues, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrWindow) self = user_data;
  Inspection *inspection = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      use_model (self, G_FILE (source), &inspection->model);
      return;
    }
  problem = hr_issues_first_error (inspection->issues) ? describe_issues (inspection->issues)
                                                       : g_strdup (error->message);
  toast_error (self, G_FILE (source), problem);
}

/* The header of a file of weights can lie on a slow disk: it is read beside the window's thread. */
static void
open_model (HrWindow *self, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, inspected_cb, g_object_ref (self));
  Inspection *inspection = g_new0 (Inspection, 1);

  inspection->issues = hr_issues_new ();
  g_task_set_task_data (task, inspection, inspection_free);
  g_task_run_in_thread (task, inspect_thread);
}

static gboolean
is_plan (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strstr_len (data, (gssize) MIN (size, 4096), "headroom-plan") != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrWindow) self = user_data;
  GFile *file = G_FILE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (file, result, NULL, &error);
  g_autofree char *name = g_file_get_basename (file);

  if (bytes == NULL)
    toast_error (self, file, error->message);
  else if (g_bytes_get_size (bytes) > MAX_PLAN_BYTES)
    toast_error (self, file, _("the file is too large for a plan"));
  else if (g_str_has_suffix (name, ".headroom") || is_plan (bytes))
    open_plan (self, file, bytes);
  else
    open_model (self, file);
}

/**
 * hr_window_open_file:
 * @self: a window
 * @file: a plan, a config.json, or a model's weights
 *
 * A file that cannot be used leaves everything as it was, and says why.
 */
void
hr_window_open_file (HrWindow *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HR_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  if (g_str_has_suffix (name, ".gguf") || g_str_has_suffix (name, ".safetensors"))
    open_model (self, file);
  else
    g_file_load_bytes_async (file, NULL, read_cb, g_object_ref (self));
}

static void
open_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrWindow) self = user_data;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, NULL);

  if (file != NULL)
    hr_window_open_file (self, file);
}

void
hr_window_open_dialog (HrWindow *self)
{
  hr_file_dialog_open (GTK_WINDOW (self), _("Open a Plan"), _("Plans and Model Configurations"),
                       plan_patterns, open_chosen_cb, g_object_ref (self));
}

char *
hr_window_plan_text (HrWindow *self)
{
  return hr_plan_to_text (hr_advice_model_get_plan (self->model), self->document,
                          hr_advice_model_get_snapshot (self->model));
}

static void
write_plan (HrWindow *self, GFile *file)
{
  g_autofree char *text = hr_window_plan_text (self);
  g_autoptr (GError) error = NULL;

  if (!hr_file_write_gfile (file, text, strlen (text), HR_FILE_WRITE_NONE, &error))
    {
      toast_error (self, file, error->message);
      return;
    }

  self->saved = *hr_advice_model_get_plan (self->model);
  g_free (self->file_etag);
  self->file_etag = etag_of (text, strlen (text));
  hr_banner_hide (self->plan_banner);
  remember_file (self, file);
  hr_window_queue_draft (self);
  hr_window_update_title (self);
  hr_window_toast (self, _("Plan saved"));
}

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrWindow) self = user_data;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, NULL);

  if (file != NULL)
    write_plan (self, file);
}

/* Whether somebody else wrote the plan's file since it was opened or saved here. */
static gboolean
is_file_newer (HrWindow *self)
{
  g_autofree char *data = NULL;
  g_autofree char *etag = NULL;
  gsize            length;

  if (self->file_etag == NULL
      || !g_file_load_contents (self->file, NULL, &data, &length, NULL, NULL))
    return FALSE;
  etag = etag_of (data, length);
  return !g_str_equal (etag, self->file_etag);
}

static void
ask_about_newer (HrWindow *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  /* Translators: the name of a file */
  g_autofree char *text = g_strdup_printf (_("“%s” was changed by another program since it was "
                                              "opened here, so it is not saved yet"),
                                           name);

  hr_banner_offer (self->plan_banner, text, _("Reload"), "win.reload-plan", _("Keep Mine"),
                   "win.save-over");
}

/* Knowing that the file is newer. */
void
hr_window_save_over (HrWindow *self)
{
  if (self->file != NULL)
    write_plan (self, self->file);
}

/* What was asked here is kept as a draft. */
void
hr_window_reload_plan (HrWindow *self)
{
  if (self->file != NULL)
    hr_window_open_file (self, self->file);
}

void
hr_window_save (HrWindow *self, gboolean as)
{
  if (self->file != NULL && !as && is_file_newer (self))
    ask_about_newer (self);
  else if (self->file != NULL && !as)
    write_plan (self, self->file);
  else
    hr_file_dialog_save (GTK_WINDOW (self), _("Save Plan"), "plan.headroom", save_chosen_cb,
                         g_object_ref (self));
}

/* The preset of the task that is shown, with the preferred currency. */
void
hr_window_init_plan (HrWindow *self, HrPlan *plan)
{
  g_autoptr (HrAdviceModel) fresh = hr_advice_model_new (hr_advice_model_get_catalog (self->model));

  hr_advice_model_set_task (fresh, hr_advice_model_get_plan (self->model)->workload.task);
  *plan = *hr_advice_model_get_plan (fresh);
}

/* Starts over; what was not saved is kept as a draft. */
void
hr_window_new_plan (HrWindow *self)
{
  HrPlan plan;

  hr_window_park (self);
  hr_window_init_plan (self, &plan);
  g_clear_object (&self->file);
  g_clear_pointer (&self->file_etag, g_free);
  g_clear_pointer (&self->document, json_node_unref);
  self->saved = plan;
  hr_advice_model_set_plan (self->model, &plan);
  hr_plan_history_reset (self->history, hr_advice_model_get_plan (self->model));
  hr_window_fill_recent (self);
  hr_window_update_title (self);
}

void
hr_window_update_title (HrWindow *self)
{
  const HrPlan    *plan = hr_advice_model_get_plan (self->model);
  g_autofree char *base = self->file != NULL ? g_file_get_basename (self->file) : NULL;
  const char      *name = plan->title[0] != '\0' ? plan->title : base;
  gboolean         modified = hr_window_is_modified (self);
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (name == NULL)
    name = _("New Plan");
  title = g_strdup_printf ("%s%s", modified ? "• " : "", name);
  /* Translators: the name of a plan that has changes which are not in its file */
  state = modified ? g_strdup_printf (_("%s (not saved)"), name) : g_strdup (name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->window_title, title);
  gtk_label_set_label (self->plan_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->plan_label), state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plan_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  state, -1);
}

static gboolean
drop_cb (HrWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;

  hr_window_open_file (self, files->data);
  if (files->next != NULL)
    hr_window_toast (self, _("Only the first of the files is opened"));
  return TRUE;
}

/* What can be opened: recent plans, and drafts that no window has. */
void
hr_window_fill_recent (HrWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint  n = 0;

  for (GList *l = items; l != NULL && n < 10; l = l->next)
    if (g_str_has_suffix (gtk_recent_info_get_uri (l->data), ".headroom"))
      {
        g_autoptr (GMenuItem)
            item = g_menu_item_new (gtk_recent_info_get_display_name (l->data), NULL);

        g_menu_item_set_action_and_target (item, "win.open-recent", "s",
                                           gtk_recent_info_get_uri (l->data));
        g_menu_append_item (menu, item);
        n++;
      }
  if (n == 0)
    g_menu_append (menu, _("No Recent Plans"), "win.none");
  if (self->model != NULL)
    hr_window_offer_drafts (self, menu);
  adw_split_button_set_menu_model (self->open_button, G_MENU_MODEL (menu));
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

void
hr_window_init_files (HrWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (hr_window_fill_recent), self, G_CONNECT_SWAPPED);
  hr_window_fill_recent (self);
}
