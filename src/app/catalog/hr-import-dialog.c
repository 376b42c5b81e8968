/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-import-dialog.h"

#include "hr-catalog-view.h"
#include "hr-document-changes.h"
#include "hr-import-preview.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrImportDialog:
 *
 * What a file would change in the catalog, before it does: the file is read in another thread and
 * can be left at any time; what only the user knows is asked; every row that changes and every row
 * that is left out is listed. Emits #HrImportDialog::imported after the catalog has taken it.
 */
struct _HrImportDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle *window_title;
  GtkWidget      *take_button;
  GtkStack       *stack;
  GtkSpinner     *spinner;
  GtkLabel       *summary;
  GtkWidget      *choices;
  AdwComboRow    *decimal_row;
  GtkWidget      *far_row;
  GtkSwitch      *far_switch;
  GtkListView    *lines;

  /* Owned. */
  HrCatalog       *catalog;
  GFile           *file;
  GCancellable    *cancellable; /* of the reading that goes on; NULL = none does */
  HrImportPreview *preview;     /* NULL while it is read */
};

G_DEFINE_FINAL_TYPE (HrImportDialog, hr_import_dialog, ADW_TYPE_WINDOW)

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A line of the list: what stands before its text says of what kind it is. */
#define LEFT_OUT_MARK "\033"

static void
append_changes (GtkStringList *list, const GPtrArray *changes, HrCatalog *catalog)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const HrCellChange *change = changes->pdata[i];
      const HrCellChange *next = i + 1 < changes->len ? changes->pdata[i + 1] : NULL;
      g_autofree char    *name = NULL;

      if (text->len == 0)
        {
          name = hr_catalog_get_cell (catalog, change->section, change->id, "name");
          g_string_append (text, name && *name ? name : change->id);
        }
      if (change->column == NULL)
        g_string_append_printf (text, "\n%s", _("New"));
      else
        {
          g_autofree char *title = hr_catalog_view_title (change->column);

          /* Translators: a field of the catalog, its old value, its new value. */
          g_string_append_c (text, '\n');
          g_string_append_printf (text, _("%1$s: %2$s → %3$s"), title,
                                  change->before[0] ? change->before : "–",
                                  change->after[0] ? change->after : "–");
        }
      if (next != NULL && next->section == change->section && strcmp (next->id, change->id) == 0)
        continue;
      gtk_string_list_append (list, text->str);
      g_string_truncate (text, 0);
    }
}

static void
append_issues (GtkStringList *list, const HrIssues *issues)
{
  for (guint i = 0; i < hr_issues_n (issues); i++)
    {
      const HrIssue   *issue = hr_issues_get (issues, i);
      g_autofree char *reason = hr_text_issue (issue);
      g_autofree char *place = hr_text_issue_place (issue);
      g_autofree char *text = g_strdup_printf (LEFT_OUT_MARK "%s%s%s", reason, *place ? "\n" : "",
                                               place);

      gtk_string_list_append (list, text);
    }
  if (hr_issues_n_more (issues) > 0)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("and %u more", "and %u more", hr_issues_n_more (issues)),
          hr_issues_n_more (issues));
      g_autofree char *text = g_strconcat (LEFT_OUT_MARK, more, NULL);

      gtk_string_list_append (list, text);
    }
}

static char *
summary_of (const HrImportPreview *preview)
{
  const HrImportReport *report = hr_import_preview_report (preview);
  guint                 n_new = hr_document_changes_n_rows (report->changes, TRUE);
  guint                 n_changed = hr_document_changes_n_rows (report->changes, FALSE);

  if (!hr_import_preview_is_good (preview))
    {
      if (hr_issues_n_errors (hr_import_preview_issues (preview)) > 0)
        return g_strdup (_("Nothing can be imported yet. This is in the way:"));
      return g_strdup (hr_import_preview_refusal (preview) ? hr_import_preview_refusal (preview)
                                                           : _("The file cannot be read."));
    }
  if (n_new + n_changed == 0)
    return g_strdup (_("The file changes nothing: your catalog has all of it."));
  /* Translators: how many rows of a table. */
  return g_strdup_printf (
      _("New: %1$u, changed: %2$u, the same: %3$u, left out: %4$u."), n_new, n_changed,
      report->n_rows > n_new + n_changed ? report->n_rows - n_new - n_changed : 0,
      report->n_left_out);
}

static void
show_preview (HrImportDialog *self)
{
  const HrImportPreview *preview = self->preview;
  const HrImportReport  *report = hr_import_preview_report (preview);
  gboolean               needs_decimal = hr_import_preview_needs (preview, HR_ISSUE_AMBIGUOUS)
                           || adw_combo_row_get_selected (self->decimal_row) != 0;
  gboolean needs_far = hr_import_preview_needs (preview, HR_ISSUE_FAR)
                       || gtk_switch_get_active (self->far_switch);
  g_autofree char *summary = summary_of (preview);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  append_issues (list, hr_import_preview_issues (preview));
  append_changes (list, report->changes, self->catalog);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->decimal_row), needs_decimal);
  gtk_widget_set_visible (self->far_row, needs_far);
  gtk_widget_set_visible (self->choices, needs_decimal || needs_far);
  gtk_list_view_set_model (self->lines, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                            G_LIST_MODEL (g_steal_pointer (&list)))));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.take",
                                 hr_import_preview_is_good (preview) && report->changes != NULL
                                     && report->changes->len > 0);
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "found");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  HrImportPreview *preview = hr_import_preview_finish (HR_CATALOG (source), result, &error);

  /* Cancelled: the dialog is closed, or reads anew. */
  if (preview == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, hr_import_preview_free);
  self->preview = preview;
  show_preview (self);
}

static void
cancel_reading (HrImportDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_file (HrImportDialog *self)
{
  HrImportOptions options = {
    .decimal = (HrDecimal) adw_combo_row_get_selected (self->decimal_row),
    .accepts_far = gtk_switch_get_active (self->far_switch),
  };

  cancel_reading (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.take", FALSE);
  gtk_spinner_start (self->spinner);
  hr_import_preview_async (self->catalog, self->file, &options, self->cancellable, read_cb,
                           g_object_ref (self));
}

static void
choice_cb (HrImportDialog *self)
{
  if (self->file != NULL)
    read_file (self);
}

static void
take_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrImportDialog *self = HR_IMPORT_DIALOG (widget);
  g_autoptr (GError) error = NULL;

  if (!hr_import_preview_apply (self->preview, self->catalog, &error))
    {
      gtk_label_set_label (self->summary, error->message);
      gtk_widget_action_set_enabled (widget, "import.take", FALSE);
      return;
    }
  g_signal_emit (self, signals[IMPORTED], 0, self->file);
  gtk_window_close (GTK_WINDOW (self));
}

static void
setup_line_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

/* The first line names the row, the others say what becomes of it. */
static void
bind_line_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const char *text = gtk_string_object_get_string (
      GTK_STRING_OBJECT (gtk_list_item_get_item (item)));
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_last_child (gtk_list_item_get_child (item));
  gboolean   is_issue = g_str_has_prefix (text, LEFT_OUT_MARK);

  gtk_widget_set_visible (icon, is_issue);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), is_issue ? "dialog-warning-symbolic" : NULL);
  gtk_label_set_label (GTK_LABEL (label), is_issue ? text + strlen (LEFT_OUT_MARK) : text);
}

static void
hr_import_dialog_dispose (GObject *object)
{
  HrImportDialog *self = HR_IMPORT_DIALOG (object);

  cancel_reading (self);
  g_clear_pointer (&self->preview, hr_import_preview_free);
  g_clear_object (&self->catalog);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (hr_import_dialog_parent_class)->dispose (object);
}

static void
hr_import_dialog_class_init (HrImportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hr_import_dialog_dispose;

  /**
   * HrImportDialog::imported:
   * @file: what was imported
   */
  signals[IMPORTED] = g_signal_new ("imported", HR_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, take_button);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, decimal_row);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, far_row);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, far_switch);
  gtk_widget_class_bind_template_child (widget_class, HrImportDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_install_action (widget_class, "import.take", NULL, take_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hr_import_dialog_init (HrImportDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_line_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_line_cb), NULL);
  gtk_list_view_set_factory (self->lines, factory);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->take_button);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.take", FALSE);
}

/**
 * hr_import_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @catalog: what the file goes into
 * @file: what is to be imported
 *
 * Returns: (transfer none): a modal window that reads @file, not yet presented.
 */
GtkWindow *
hr_import_dialog_new (GtkWindow *parent, HrCatalog *catalog, GFile *file)
{
  HrImportDialog  *self = g_object_new (HR_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *name = g_file_get_basename (file);

  self->catalog = g_object_ref (catalog);
  self->file = g_object_ref (file);
  adw_window_title_set_subtitle (self->window_title, name);
  read_file (self);
  return GTK_WINDOW (self);
}

gboolean
hr_import_dialog_is_reading (HrImportDialog *self)
{
  return self->cancellable != NULL;
}
