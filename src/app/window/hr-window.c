/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-window-private.h"

#include "hr-accessible.h"
#include "hr-catalog-page.h"
#include "hr-charts-page.h"
#include "hr-compare-page.h"
#include "hr-machine-page.h"
#include "hr-settings.h"

#include <glib/gi18n.h>

/**
 * HrWindow:
 *
 * The header bar, the question at the left, and the five pages. Pages but the first are made when
 * they are first shown. Actions are in hr-window-actions.c, documents in hr-window-files.c.
 */
G_DEFINE_FINAL_TYPE (HrWindow, hr_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_narrow (HrWindow *self)
{
  gboolean narrow = hr_adaptive_bin_get_narrow (self->bin);
  gboolean has_question = !g_str_equal (adw_view_stack_get_visible_child_name (self->pages),
                                        "catalog");

  gtk_stack_set_visible_child_name (self->title_stack, narrow ? "title" : "switcher");
  g_object_set (self->switcher_bar, "reveal", narrow || !hr_fit_bin_get_fits (self->switcher_fit),
                NULL);
  gtk_widget_set_visible (self->question_button, narrow && has_question);
  gtk_widget_set_visible (self->new_button, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_label), !narrow);
  if (narrow)
    {
      adw_split_button_set_icon_name (self->open_button, "document-open-symbolic");
      gtk_button_set_icon_name (GTK_BUTTON (self->export_button), "hr-export-symbolic");
    }
  else
    {
      adw_split_button_set_label (self->open_button, _("Open"));
      gtk_button_set_label (GTK_BUTTON (self->export_button), _("Export PDF…"));
    }
  /* A label that was replaced by an icon takes the accessible name with it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Export PDF…"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Open"), -1);
  g_object_set (self->advice_page, "narrow", narrow, NULL);
  if (adw_bin_get_child (self->compare_bin) != NULL)
    hr_compare_page_set_narrow (HR_COMPARE_PAGE (adw_bin_get_child (self->compare_bin)), narrow);
}

static void
page_changed_cb (HrWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  if (name == NULL)
    return;

  hr_window_ensure_page (self, name);
  hr_adaptive_bin_set_has_sidebar (self->bin, !g_str_equal (name, "catalog"));
  hr_adaptive_bin_set_show_sidebar (self->bin, FALSE);
  show_narrow (self);
  hr_window_update_actions (self);
}

static void
plan_changed_cb (HrWindow *self)
{
  hr_plan_history_note (self->history, hr_advice_model_get_plan (self->model),
                        g_get_monotonic_time ());
  /* What was restored is saved now, or as it was before. */
  if (!hr_window_is_modified (self))
    hr_banner_hide (self->plan_banner);
  hr_window_queue_draft (self);
  hr_window_update_title (self);
}

static void
advice_changed_cb (HrWindow *self)
{
  hr_window_update_actions (self);
}

/* The answer of the three pages beside the question is to what was asked before. */
static void
validity_changed_cb (HrWindow *self)
{
  GtkWidget *answers[] = { GTK_WIDGET (self->advice_page), GTK_WIDGET (self->charts_bin),
                           GTK_WIDGET (self->compare_bin), GTK_WIDGET (self->machine_bin) };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (hr_question_view_is_valid (self->question))
      gtk_widget_remove_css_class (answers[i], "outdated");
    else
      gtk_widget_add_css_class (answers[i], "outdated");
  hr_window_update_actions (self);
}

static void
show_conflict (HrWindow *self, const char *rows)
{
  g_autofree char *text = NULL;

  if (rows[0] == '\0')
    {
      hr_banner_show (
          self->banner,
          _("Another program left errors in your catalog’s file; your changes are kept "
             "until you quit, but not saved"),
          _("Keep Mine"), "app.keep-my-catalog");
      return;
    }
  /* Translators: names of rows of the catalog */
  text = g_strdup_printf (_("Another program has changed the same as you, so your changes are not "
                             "saved yet: %s"),
                          rows);
  hr_banner_offer (self->banner, text, _("Reload"), "app.reload-catalog", _("Keep Mine"),
                   "app.keep-my-catalog");
}

static void
save_error_cb (HrWindow *self)
{
  g_autofree char *error = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *text = NULL;

  g_object_get (hr_advice_model_get_catalog (self->model), "save-error", &error, "conflict", &rows,
                NULL);
  if (rows != NULL)
    {
      show_conflict (self, rows);
      return;
    }
  if (error == NULL)
    {
      hr_banner_hide (self->banner);
      return;
    }

  /* Translators: why, in the words of the system */
  text = g_strdup_printf (_("Your changes are kept until you quit, but not saved: %s"), error);
  hr_banner_show (self->banner, text, _("Try Again"), "app.save-catalog");
}

static void
restore_size (HrWindow *self)
{
  GSettings *settings = hr_settings_get ();
  int        width = 1280;
  int        height = 860;

  if (settings != NULL)
    {
      width = g_settings_get_int (settings, "window-width");
      height = g_settings_get_int (settings, "window-height");
      if (g_settings_get_boolean (settings, "window-maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  hr_adaptive_bin_expect_width (self->bin, width);
}

static void
remember_size (HrWindow *self)
{
  GSettings *settings = hr_settings_get ();
  int        width, height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", MAX (width, 360));
  g_settings_set_int (settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
hr_window_close_request (GtkWindow *window)
{
  HrWindow *self = HR_WINDOW (window);

  remember_size (self);
  hr_window_close_draft (self);

  return GTK_WINDOW_CLASS (hr_window_parent_class)->close_request (window);
}

static void
hr_window_dispose (GObject *object)
{
  HrWindow *self = HR_WINDOW (object);

  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_weak_pointer (&self->undo_toast);
  g_clear_object (&self->model);
  g_clear_object (&self->file);
  g_clear_pointer (&self->file_etag, g_free);
  g_clear_object (&self->drafts);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->history, hr_plan_history_free);
  g_clear_pointer (&self->document, json_node_unref);

  G_OBJECT_CLASS (hr_window_parent_class)->dispose (object);
}

static void
hr_window_class_init (HrWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hr_window_close_request;

  g_type_ensure (HR_TYPE_ADAPTIVE_BIN);
  g_type_ensure (HR_TYPE_ADVICE_PAGE);
  g_type_ensure (HR_TYPE_BANNER);
  g_type_ensure (HR_TYPE_FIT_BIN);
  g_type_ensure (HR_TYPE_QUESTION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/headroom/Headroom/ui/hr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, switcher_fit);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, question_button);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, plan_banner);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, plan_label);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, question);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, advice_page);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, charts_bin);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, compare_bin);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, machine_bin);
  gtk_widget_class_bind_template_child (widget_class, HrWindow, catalog_bin);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_narrow);
}

static void
hr_window_init (HrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hr_window_init_actions (self);
  hr_window_init_files (self);
  /* The second part of the split button has a tooltip, but no name. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->open_button));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      hr_accessible_set_label (child, _("Recent Plans"));
  g_object_bind_property (self->bin, "show-sidebar", self->question_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  restore_size (self);
}

/**
 * hr_window_new:
 * @application: the application
 * @catalog: a loaded catalog, shared by all windows
 *
 * Returns: (transfer none): a window with a question of its own
 */
GtkWidget *
hr_window_new (GtkApplication *application, HrCatalog *catalog)
{
  HrWindow *self = g_object_new (HR_TYPE_WINDOW, "application", application, NULL);

  self->model = hr_advice_model_new (catalog);
  self->saved = *hr_advice_model_get_plan (self->model);
  self->history = hr_plan_history_new (&self->saved);
  hr_question_view_set_model (self->question, self->model);
  g_signal_connect_object (self->question, "validity-changed", G_CALLBACK (validity_changed_cb),
                           self, G_CONNECT_SWAPPED);
  hr_advice_page_set_model (self->advice_page, self->model);
  g_signal_connect_object (self->model, "notify::plan", G_CALLBACK (plan_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::advice", G_CALLBACK (advice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalog, "notify::save-error", G_CALLBACK (save_error_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalog, "notify::conflict", G_CALLBACK (save_error_cb), self,
                           G_CONNECT_SWAPPED);
  hr_window_update_title (self);
  hr_window_update_actions (self);
  page_changed_cb (self);

  return GTK_WIDGET (self);
}

HrAdviceModel *
hr_window_get_model (HrWindow *self)
{
  g_return_val_if_fail (HR_IS_WINDOW (self), NULL);

  return self->model;
}

void
hr_window_ensure_page (HrWindow *self, const char *name)
{
  if (self->model == NULL)
    return;

  if (g_str_equal (name, "charts") && adw_bin_get_child (self->charts_bin) == NULL)
    {
      GtkWidget *page = hr_charts_page_new ();

      hr_charts_page_set_model (HR_CHARTS_PAGE (page), self->model);
      adw_bin_set_child (self->charts_bin, page);
    }
  else if (g_str_equal (name, "compare") && adw_bin_get_child (self->compare_bin) == NULL)
    {
      GtkWidget *page = hr_compare_page_new ();

      hr_compare_page_set_model (HR_COMPARE_PAGE (page), self->model);
      adw_bin_set_child (self->compare_bin, page);
    }
  else if (g_str_equal (name, "machine") && adw_bin_get_child (self->machine_bin) == NULL)
    {
      GtkWidget *page = hr_machine_page_new ();

      hr_machine_page_set_model (HR_MACHINE_PAGE (page), self->model);
      g_signal_connect_object (page, "replace-plan", G_CALLBACK (hr_window_replace_plan), self,
                               G_CONNECT_SWAPPED);
      adw_bin_set_child (self->machine_bin, page);
    }
  else if (g_str_equal (name, "catalog") && adw_bin_get_child (self->catalog_bin) == NULL)
    {
      GtkWidget *page = hr_catalog_page_new ();

      hr_catalog_page_set_catalog (HR_CATALOG_PAGE (page),
                                   hr_advice_model_get_catalog (self->model));
      adw_bin_set_child (self->catalog_bin, page);
    }
}

/**
 * hr_window_show_page:
 * @self: a window
 * @name: "advice", "charts", "compare", "machine" or "catalog"
 */
void
hr_window_show_page (HrWindow *self, const char *name)
{
  g_return_if_fail (HR_IS_WINDOW (self));

  adw_view_stack_set_visible_child_name (self->pages, name);
}

/**
 * hr_window_get_topic:
 * @self: a window
 *
 * Returns: the page of the help that tells about what is seen: the visible page's name, or
 *   "question" where the question stands in its place
 */
const char *
hr_window_get_topic (HrWindow *self)
{
  g_return_val_if_fail (HR_IS_WINDOW (self), "index");

  if (hr_adaptive_bin_get_narrow (self->bin) && hr_adaptive_bin_get_show_sidebar (self->bin))
    return "question";
  return adw_view_stack_get_visible_child_name (self->pages);
}

/**
 * hr_window_toast:
 * @self: a window
 * @text: plain text
 */
void
hr_window_toast (HrWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_return_if_fail (HR_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/**
 * hr_window_show_catalog_problem:
 * @self: a window
 * @text: what is wrong with the user's catalog, and what is used instead
 */
void
hr_window_show_catalog_problem (HrWindow *self, const char *text)
{
  g_return_if_fail (HR_IS_WINDOW (self));

  hr_banner_show (self->banner, text, _("Show Catalog"), "win.show-page::catalog");
}
