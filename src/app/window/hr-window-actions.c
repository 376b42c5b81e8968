/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-window-private.h"

#include "hr-catalog-page.h"
#include "hr-compare-page.h"
#include "hr-text.h"
#include "hr-tiers.h"

#include <glib/gi18n.h>

/* What a user can do in a window, as entries of its GActionMap: menus, shortcuts, D-Bus and tests
 * all go through these. */

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_open_dialog (window);
}

static void
open_recent_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  hr_window_open_file (window, file);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_new_plan (window);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_save (window, FALSE);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_save (window, TRUE);
}

static void
save_over_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_save_over (window);
}

static void
reload_plan_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_reload_plan (window);
}

static void
restore_draft_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_restore_draft (window, g_variant_get_string (parameter, NULL));
}

static void
discard_draft_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_discard_draft (window);
}

static void
export_pdf_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_export_pdf (window);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_print (window);
}

/* The accelerator reaches the window before the widget with the focus: a text that is being typed
 * has its own undo. */
static gboolean
text_takes_it (HrWindow *self, const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
         && gtk_widget_activate_action (focus, action, NULL);
}

/* The catalog's page has no question beside it; on all others, the question is what one edits. */
static gboolean
is_catalog_shown (HrWindow *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "catalog") == 0;
}

static void
show_step (HrWindow *self, const HrPlan *plan)
{
  HrPlan copy;

  if (plan == NULL)
    return;
  copy = *plan;
  hr_advice_model_set_plan (self->model, &copy);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow *self = window;

  if (text_takes_it (self, "text.undo"))
    return;
  if (is_catalog_shown (self))
    hr_catalog_undo (hr_advice_model_get_catalog (self->model));
  else
    show_step (self, hr_plan_history_undo (self->history));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow *self = window;

  if (text_takes_it (self, "text.redo"))
    return;
  if (is_catalog_shown (self))
    hr_catalog_redo (hr_advice_model_get_catalog (self->model));
  else
    show_step (self, hr_plan_history_redo (self->history));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow *self = window;

  hr_window_show_page (self, "catalog");
  hr_catalog_page_focus_search (HR_CATALOG_PAGE (adw_bin_get_child (self->catalog_bin)));
}

static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_show_page (window, g_variant_get_string (parameter, NULL));
}

static void
show_question_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow *self = window;

  if (hr_adaptive_bin_get_narrow (self->bin))
    hr_adaptive_bin_set_show_sidebar (self->bin, !hr_adaptive_bin_get_show_sidebar (self->bin));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->question), GTK_DIR_TAB_FORWARD);
}

static void
restore_plan_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow *self = window;

  if (self->has_replaced)
    hr_advice_model_set_plan (self->model, &self->replaced);
  self->has_replaced = FALSE;
}

/* A ready plan takes the place of the question's, for the same task; one click brings that back. */
static void
tier_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow        *self = window;
  g_autofree char *text = NULL;
  HrPlan           plan;
  int              tier;

  if (!hr_enum_parse (&hr_enum_tier, g_variant_get_string (parameter, NULL), &tier))
    return;

  hr_tier_plan ((HrTier) tier, hr_advice_model_get_plan (self->model)->workload.task, &plan);
  /* Translators: the name of a ready plan: Learner, Project team, Enterprise */
  text = g_strdup_printf (_("The plan “%s” is in the question now"),
                          hr_text_enum (&hr_enum_tier, tier));
  hr_window_replace_plan (self, &plan, text);
  hr_window_show_page (self, "advice");
}

static void
compare_card_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  HrWindow        *self = window;
  const char      *id = g_variant_get_string (parameter, NULL);
  const HrGpu     *gpu = hr_snapshot_gpu (hr_advice_model_get_snapshot (self->model), id);
  g_autofree char *text = NULL;

  if (gpu == NULL)
    return;

  hr_window_ensure_page (self, "compare");
  if (hr_compare_page_add_card (HR_COMPARE_PAGE (adw_bin_get_child (self->compare_bin)), id))
    /* Translators: the name of a card */
    text = g_strdup_printf (_("%s added to Compare"), gpu->name);
  else
    /* Translators: the name of a card */
    text = g_strdup_printf (_("%s is there already, or Compare is full"), gpu->name);
  hr_window_toast (self, text);
}

static void
show_error_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  hr_window_toast (window, g_variant_get_string (parameter, NULL));
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (self), result, &error))
    return;
  /* Translators: why */
  text = g_strdup_printf (_("The file cannot be opened: %s"), error->message);
  hr_window_toast (self, text);
}

static void
show_file_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_show_uri_full (GTK_WINDOW (window), g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME,
                     NULL, shown_cb, g_object_ref (window));
}

/* Read when it is asked for; GtkApplication would read it with every window. */
static void
show_help_overlay_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  GtkShortcutsWindow *overlay = gtk_application_window_get_help_overlay (window);

  if (overlay == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
          "/io/github/headroom/Headroom/ui/help-overlay.ui");

      overlay = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay"));
      gtk_application_window_set_help_overlay (window, overlay);
    }
  gtk_window_present (GTK_WINDOW (overlay));
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_window_close (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "open", open_cb, NULL, NULL, NULL, { 0 } },
  { "open-recent", open_recent_cb, "s", NULL, NULL, { 0 } },
  { "new", new_cb, NULL, NULL, NULL, { 0 } },
  { "save", save_cb, NULL, NULL, NULL, { 0 } },
  { "save-as", save_as_cb, NULL, NULL, NULL, { 0 } },
  { "save-over", save_over_cb, NULL, NULL, NULL, { 0 } },
  { "reload-plan", reload_plan_cb, NULL, NULL, NULL, { 0 } },
  { "restore-draft", restore_draft_cb, "s", NULL, NULL, { 0 } },
  { "discard-draft", discard_draft_cb, NULL, NULL, NULL, { 0 } },
  { "export-pdf", export_pdf_cb, NULL, NULL, NULL, { 0 } },
  { "print", print_cb, NULL, NULL, NULL, { 0 } },
  { "undo", undo_cb, NULL, NULL, NULL, { 0 } },
  { "redo", redo_cb, NULL, NULL, NULL, { 0 } },
  { "find", find_cb, NULL, NULL, NULL, { 0 } },
  { "show-page", show_page_cb, "s", NULL, NULL, { 0 } },
  { "show-question", show_question_cb, NULL, NULL, NULL, { 0 } },
  { "tier", tier_cb, "s", NULL, NULL, { 0 } },
  { "restore-plan", restore_plan_cb, NULL, NULL, NULL, { 0 } },
  { "compare-card", compare_card_cb, "s", NULL, NULL, { 0 } },
  { "show-error", show_error_cb, "s", NULL, NULL, { 0 } },
  { "show-file", show_file_cb, "s", NULL, NULL, { 0 } },
  { "show-help-overlay", show_help_overlay_cb, NULL, NULL, NULL, { 0 } },
  { "close", close_cb, NULL, NULL, NULL, { 0 } },
};

static void
set_enabled (HrWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * hr_window_replace_plan:
 * @plan: a question in the place of the one that is asked
 * @text: what was done, in words
 *
 * One click brings the other back.
 */
void
hr_window_replace_plan (HrWindow *self, const HrPlan *plan, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast        *toast = adw_toast_new (escaped);

  self->replaced = *hr_advice_model_get_plan (self->model);
  self->has_replaced = TRUE;
  hr_advice_model_set_plan (self->model, plan);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.restore-plan");
  /* One that still stands there would take back this, while it names another. */
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_set_weak_pointer (&self->undo_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
hr_window_init_actions (HrWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_enabled (self, "export-pdf", FALSE);
  set_enabled (self, "print", FALSE);
}

/* What cannot be done is greyed out: nothing to export before there is an answer. */
void
hr_window_update_actions (HrWindow *self)
{
  gboolean has_advice = self->model != NULL && hr_advice_model_get_advice (self->model) != NULL
                        && hr_question_view_is_valid (self->question);

  set_enabled (self, "export-pdf", has_advice);
  set_enabled (self, "print", has_advice);
}
