/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-window-private.h"

#include "hr-plan-json.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/* Each window has a draft of its own. It is written shortly after each change and survives a crash;
 * what another question would push out of the window is kept as a draft, too, and offered back. */

#define DRAFT_DELAY_MS 400 /* from the first change on, however many follow */
#define MAX_OFFERED    10

gboolean
hr_window_is_modified (HrWindow *self)
{
  return !hr_plan_equal (hr_advice_model_get_plan (self->model), &self->saved);
}

static void
remove_draft (HrWindow *self)
{
  if (self->draft != NULL)
    g_file_delete (self->draft, NULL, NULL);
  g_clear_object (&self->draft);
}

static void
write_draft (HrWindow *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->drafts == NULL)
    return;
  if (self->file == NULL && !hr_window_is_modified (self))
    {
      remove_draft (self);
      return;
    }
  if (self->draft == NULL)
    self->draft = hr_draft_new_place (self->drafts);
  text = hr_window_plan_text (self);
  if (!hr_draft_write (self->draft, text, self->file, self->file_etag, &error))
    g_info ("The draft is not saved: %s", error->message);
}

static gboolean
draft_due_cb (gpointer data)
{
  HrWindow *self = data;

  self->draft_id = 0;
  write_draft (self);
  return G_SOURCE_REMOVE;
}

void
hr_window_queue_draft (HrWindow *self)
{
  if (self->drafts != NULL && self->draft_id == 0)
    self->draft_id = g_timeout_add (DRAFT_DELAY_MS, draft_due_cb, self);
}

/**
 * hr_window_flush_draft:
 * @self: a window
 *
 * Writes what is not written yet, at once: something ends.
 */
void
hr_window_flush_draft (HrWindow *self)
{
  g_return_if_fail (HR_IS_WINDOW (self));

  if (self->draft_id == 0)
    return;
  g_clear_handle_id (&self->draft_id, g_source_remove);
  write_draft (self);
}

/* A window that closes beside others leaves only what is nowhere else. */
void
hr_window_close_draft (HrWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GList          *windows = application ? gtk_application_get_windows (application) : NULL;

  hr_window_flush_draft (self);
  if (windows != NULL && windows->next != NULL && !hr_window_is_modified (self))
    remove_draft (self);
}

static gboolean
is_in_use (HrWindow *self, GFile *place)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = application ? gtk_application_get_windows (application) : NULL; l; l = l->next)
    if (HR_IS_WINDOW (l->data) && HR_WINDOW (l->data)->draft != NULL
        && g_file_equal (HR_WINDOW (l->data)->draft, place))
      return TRUE;
  return FALSE;
}

/* Another question is about to take the place of this one. */
void
hr_window_park (HrWindow *self)
{
  g_autofree char *name = NULL;
  AdwToast        *toast;

  g_clear_handle_id (&self->draft_id, g_source_remove);
  hr_banner_hide (self->plan_banner);
  if (self->drafts == NULL || !hr_window_is_modified (self))
    {
      remove_draft (self);
      return;
    }
  write_draft (self);
  name = g_file_get_basename (self->draft);
  g_clear_object (&self->draft);
  toast = adw_toast_new (_("What was not saved is kept as a draft"));
  adw_toast_set_button_label (toast, _("_Restore"));
  adw_toast_set_action_name (toast, "win.restore-draft");
  adw_toast_set_action_target_value (toast, g_variant_new_string (name));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* What the draft's file holds is what it is compared with, unless somebody changed it since. */
static void
read_saved (HrWindow *self, const HrDraft *draft)
{
  g_autofree char *data = NULL;
  gsize            length;
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrPlan plan;

  hr_window_init_plan (self, &self->saved);
  if (draft->file != NULL && g_file_load_contents (draft->file, NULL, &data, &length, NULL, NULL)
      && hr_plan_parse (data, (gssize) length, hr_advice_model_get_snapshot (self->model), &plan,
                        NULL, issues)
      && hr_issues_n_errors (issues) == 0)
    self->saved = plan;
}

static void
take_draft (HrWindow *self, HrDraft *draft, GFile *place)
{
  g_set_object (&self->draft, place);
  g_set_object (&self->file, draft->file);
  g_clear_pointer (&self->document, json_node_unref);
  self->document = g_steal_pointer (&draft->document);
  g_free (self->file_etag);
  self->file_etag = g_strdup (draft->etag);
  read_saved (self, draft);
  hr_advice_model_set_plan (self->model, &draft->plan);
  hr_plan_history_reset (self->history, hr_advice_model_get_plan (self->model));
  hr_window_update_title (self);
  if (hr_window_is_modified (self))
    hr_banner_show (self->plan_banner, _("Restored what was not saved"), _("Discard"),
                    "win.discard-draft");
}

/**
 * hr_window_set_drafts:
 * @self: a window
 * @folder: where the drafts of all windows are kept
 */
void
hr_window_set_drafts (HrWindow *self, GFile *folder)
{
  g_return_if_fail (HR_IS_WINDOW (self));

  g_set_object (&self->drafts, folder);
  hr_window_fill_recent (self);
}

/**
 * hr_window_restore_newest_draft:
 * @self: a new window
 *
 * Returns: whether there was a draft that no window has, and could be restored
 */
gboolean
hr_window_restore_newest_draft (HrWindow *self)
{
  g_autoptr (GPtrArray) places = NULL;

  g_return_val_if_fail (HR_IS_WINDOW (self), FALSE);

  places = self->drafts ? hr_draft_list (self->drafts) : NULL;
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      g_autoptr (HrDraft) draft = is_in_use (self, places->pdata[i])
                                      ? NULL
                                      : hr_draft_read (places->pdata[i],
                                                       hr_advice_model_get_snapshot (self->model));

      if (draft == NULL)
        continue;
      take_draft (self, draft, places->pdata[i]);
      hr_window_fill_recent (self);
      return TRUE;
    }
  return FALSE;
}

/* In the place of this window's question, which is kept in its turn. */
void
hr_window_restore_draft (HrWindow *self, const char *name)
{
  g_autoptr (GFile) place = self->drafts ? g_file_get_child (self->drafts, name) : NULL;
  g_autoptr (HrDraft) draft = NULL;

  if (place == NULL || is_in_use (self, place))
    return;
  draft = hr_draft_read (place, hr_advice_model_get_snapshot (self->model));
  if (draft == NULL)
    {
      hr_window_toast (self, _("The draft cannot be read"));
      return;
    }
  hr_window_park (self);
  take_draft (self, draft, place);
  hr_window_fill_recent (self);
}

/* One click brings it back. */
void
hr_window_discard_draft (HrWindow *self)
{
  HrPlan saved = self->saved;

  hr_banner_hide (self->plan_banner);
  hr_window_replace_plan (self, &saved, _("What was not saved is discarded"));
}

static char *
draft_name (HrDraft *draft)
{
  if (draft->plan.title[0] != '\0')
    return g_strdup (draft->plan.title);
  if (draft->file != NULL)
    return g_file_get_basename (draft->file);
  return g_strdup (hr_text_enum (&hr_enum_task, (int) draft->plan.workload.task));
}

/* The drafts that no window has, in the menu of what can be opened. */
void
hr_window_offer_drafts (HrWindow *self, GMenu *menu)
{
  g_autoptr (GPtrArray) places = self->drafts ? hr_draft_list (self->drafts) : NULL;
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0, n = 0; places != NULL && i < places->len && n < MAX_OFFERED; i++)
    {
      g_autoptr (HrDraft) draft = NULL;
      g_autofree char *place = g_file_get_basename (places->pdata[i]);
      g_autofree char *name = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (is_in_use (self, places->pdata[i]))
        continue;
      draft = hr_draft_read (places->pdata[i], hr_advice_model_get_snapshot (self->model));
      if (draft == NULL)
        continue;
      name = draft_name (draft);
      item = g_menu_item_new (name, NULL);
      g_menu_item_set_action_and_target (item, "win.restore-draft", "s", place);
      g_menu_append_item (section, item);
      n++;
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, _("Not Saved"), G_MENU_MODEL (section));
}
