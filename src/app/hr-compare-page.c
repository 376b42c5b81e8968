/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-compare-page.h"

#include "hr-accessible.h"
#include "hr-calibration.h"
#include "hr-compare-rows.h"
#include "hr-settings.h"
#include "hr-text.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * HrComparePage:
 *
 * Two to four cards in columns for the question at the left, the best of each row marked, the
 * verdict in words, and what would turn it over.
 */
struct _HrComparePage
{
  GtkWidget parent_instance;

  /* Template children. */
  GtkWidget *scroller;
  GtkGrid   *table;
  GtkWidget *add_button;
  GtkWidget *verdict_box;
  GtkLabel  *verdict;

  /* Owned. */
  HrAdviceModel *model;
  GSignalGroup  *signals;
  GStrv          cards;
  HrComparison  *comparison;
  GCancellable  *cancellable;

  gboolean updating;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (HrComparePage, hr_compare_page, GTK_TYPE_WIDGET)

#define NARROW_LABEL_CHARS 9

static const char *const default_cards[] = { "rtx-4090", "a100-pcie-80gb", NULL };

static void compare (HrComparePage *self);

static void
remember_cards (HrComparePage *self)
{
  GSettings *settings = hr_settings_get ();

  if (settings != NULL)
    g_settings_set_strv (settings, "compared", (const char *const *) self->cards);
}

static guint
column_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "column"));
}

static void
card_chosen_cb (GtkDropDown *chooser, GParamSpec *pspec, HrComparePage *self)
{
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  guint             selected = gtk_drop_down_get_selected (chooser);
  guint             column = column_of (GTK_WIDGET (chooser));

  if (self->updating || selected >= snapshot->n_gpus || column >= g_strv_length (self->cards)
      || g_str_equal (self->cards[column], snapshot->gpus[selected].id))
    return;

  g_free (self->cards[column]);
  self->cards[column] = g_strdup (snapshot->gpus[selected].id);
  remember_cards (self);
  compare (self);
}

static void
remove_clicked_cb (GtkWidget *button, HrComparePage *self)
{
  guint column = column_of (button);
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();

  for (guint i = 0; self->cards[i] != NULL; i++)
    if (i != column)
      g_strv_builder_add (rest, self->cards[i]);
  g_strfreev (self->cards);
  self->cards = g_strv_builder_end (rest);
  remember_cards (self);
  compare (self);
}

static void
add_clicked_cb (HrComparePage *self)
{
  const HrAdvice   *advice = hr_advice_model_get_advice (self->model);
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);

  /* The best of the advice that is not there yet, or else the first card of the catalog. */
  for (guint i = 0; advice != NULL && i < advice->n_picks; i++)
    if (hr_compare_page_add_card (self, advice->picks[i].build.gpu->id))
      return;
  for (guint i = 0; i < snapshot->n_gpus; i++)
    if (hr_compare_page_add_card (self, snapshot->gpus[i].id))
      return;
}

static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
new_chooser (HrComparePage *self, const HrGpu *gpu, guint column)
{
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  GtkStringList    *names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list_factory = NULL;
  GtkWidget *chooser;
  guint      selected = 0;

  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      gtk_string_list_append (names, snapshot->gpus[i].name);
      if (g_strcmp0 (snapshot->gpus[i].id, gpu->id) == 0)
        selected = i;
    }
  chooser = gtk_drop_down_new (
      G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  /* Short in the column, whole in the list. */
  list_factory = g_object_ref (gtk_drop_down_get_factory (GTK_DROP_DOWN (chooser)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (chooser), list_factory);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (chooser), factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (chooser), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), selected);
  gtk_widget_set_hexpand (chooser, TRUE);
  gtk_widget_add_css_class (chooser, "card-chooser");
  hr_accessible_set_label (chooser, _("Card"));
  g_object_set_data (G_OBJECT (chooser), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (chooser, "notify::selected", G_CALLBACK (card_chosen_cb), self, 0);

  return chooser;
}

static GtkWidget *
new_head (HrComparePage *self, const HrCompared *compared, guint column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), new_chooser (self, compared->gpu, column));
  if (self->comparison->n > 2)
    {
      GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
      /* Translators: a card is taken out of the comparison */
      g_autofree char *label = g_strdup_printf (_("Remove %s"), compared->gpu->name);

      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_tooltip_text (remove, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_object_set_data (G_OBJECT (remove), "column", GUINT_TO_POINTER (column));
      g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
      gtk_box_append (GTK_BOX (box), remove);
    }

  return box;
}

static GtkWidget *
new_value (HrComparePage      *self,
           const HrCompareRow *row,
           const HrCompared   *compared,
           gboolean            is_best)
{
  double           value;
  gboolean         is_known = row->value (compared, &value);
  g_autofree char *text = is_known ? row->text (self->comparison, compared, value) : g_strdup ("–");
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, self->narrow ? 2 : 6);
  GtkWidget       *label = gtk_label_new (text);
  /* Translators: a value of a comparison for a screen reader: the card, the row, the value, and
   * "best" */
  g_autofree char *spoken = g_strdup_printf (_("%s, %s: %s%s"), compared->gpu->name,
                                             _(row->label), text, is_best ? _(", best") : "");

  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken, -1);
  if (is_best)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Best"), -1);
      gtk_widget_set_tooltip_text (mark, _("Best"));
      gtk_box_append (GTK_BOX (box), mark);
      gtk_widget_add_css_class (box, "best");
    }
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  if (row->text != NULL && compared->estimate.fit == HR_FIT_EXCEEDS && row->starts_group
      && row->better == 0)
    gtk_widget_add_css_class (label, "error");

  return box;
}

static void
show_table (HrComparePage *self)
{
  guint               n;
  const HrCompareRow *rows = hr_compare_rows (&n);
  GtkWidget          *child;
  int                 line = 0;

  gtk_grid_set_column_spacing (self->table, self->narrow ? 6 : 12);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);

  self->updating = TRUE;
  for (guint i = 0; i < self->comparison->n; i++)
    gtk_grid_attach (self->table, new_head (self, &self->comparison->columns[i], i), (int) i + 1,
                     line, 1, 1);
  self->updating = FALSE;

  for (guint r = 0; r < n; r++)
    {
      int        best = hr_compare_row_best (&rows[r], self->comparison);
      GtkWidget *label = gtk_label_new (_(rows[r].label));

      if (rows[r].starts_group)
        gtk_grid_attach (self->table, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, ++line,
                         (int) self->comparison->n + 1, 1);
      line++;
      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      if (self->narrow)
        {
          /* One width only: what scrolls sideways is asked for its height without a width. */
          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_label_set_width_chars (GTK_LABEL (label), NARROW_LABEL_CHARS);
          gtk_label_set_max_width_chars (GTK_LABEL (label), NARROW_LABEL_CHARS);
        }
      gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (self->table, label, 0, line, 1, 1);
      for (guint i = 0; i < self->comparison->n; i++)
        gtk_grid_attach (self->table,
                         new_value (self, &rows[r], &self->comparison->columns[i], best == (int) i),
                         (int) i + 1, line, 1, 1);
    }
}

static void
add_line (HrComparePage *self, GString *text, const HrSentence *sentence)
{
  g_autofree char *line = hr_text_sentence (sentence, self->comparison->plan.constraints.currency,
                                            self->comparison->snapshot);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
show_verdict (HrComparePage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->comparison->n_verdict; i++)
    add_line (self, text, &self->comparison->verdict[i]);
  for (guint i = 0; i < self->comparison->n_thresholds; i++)
    add_line (self, text, &self->comparison->thresholds[i].message);
  gtk_label_set_label (self->verdict, text->str);
  gtk_widget_set_visible (self->verdict_box, text->len > 0);
}

typedef struct
{
  HrPlan       plan;
  HrSnapshot  *snapshot;
  HrDate       today;
  const HrGpu *gpus[HR_MAX_COMPARED];
  guint        n;
} Question;

static void
question_free (Question *question)
{
  hr_snapshot_unref (question->snapshot);
  g_free (question);
}

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;

  g_task_return_pointer (task,
                         hr_comparison_new (&question->plan, question->snapshot,
                                            hr_calibration_default (), question->today,
                                            question->gpus, question->n),
                         (GDestroyNotify) hr_comparison_unref);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrComparePage *self = HR_COMPARE_PAGE (source);
  g_autoptr (HrComparison) comparison = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || comparison == NULL)
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->comparison, hr_comparison_unref);
  self->comparison = g_steal_pointer (&comparison);
  show_table (self);
  show_verdict (self);
  gtk_widget_set_sensitive (self->add_button, self->comparison->n < HR_MAX_COMPARED);
}

static void
compare (HrComparePage *self)
{
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  Question         *question = g_new0 (Question, 1);
  g_autoptr (GTask) task = NULL;

  question->plan = *hr_advice_model_get_plan (self->model);
  question->snapshot = hr_snapshot_ref (snapshot);
  question->today = hr_advice_model_get_today (self->model);
  for (guint i = 0; self->cards[i] != NULL && question->n < HR_MAX_COMPARED; i++)
    {
      const HrGpu *gpu = hr_snapshot_gpu (snapshot, self->cards[i]);

      if (gpu != NULL)
        question->gpus[question->n++] = gpu;
    }
  /* Cards that were deleted from the catalog are replaced, so that there are always two. */
  for (guint i = 0; question->n < 2 && i < snapshot->n_gpus; i++)
    if (question->n == 0 || question->gpus[0] != &snapshot->gpus[i])
      question->gpus[question->n++] = &snapshot->gpus[i];

  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, compared_cb, NULL);
  g_task_set_source_tag (task, compare);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, compare_thread);
}

static void
hr_compare_page_dispose (GObject *object)
{
  HrComparePage *self = HR_COMPARE_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_pointer (&self->comparison, hr_comparison_unref);
  g_clear_pointer (&self->cards, g_strfreev);

  G_OBJECT_CLASS (hr_compare_page_parent_class)->dispose (object);
}

static void
hr_compare_page_class_init (HrComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_compare_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-compare-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, table);
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, verdict);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "comparepage");
}

static void
hr_compare_page_init (HrComparePage *self)
{
  GSettings *settings = hr_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = settings != NULL ? g_settings_get_strv (settings, "compared")
                                 : g_strdupv ((GStrv) default_cards);
  self->signals = g_signal_group_new (HR_TYPE_ADVICE_MODEL);
  g_signal_group_connect_swapped (self->signals, "notify::advice", G_CALLBACK (compare), self);
}

GtkWidget *
hr_compare_page_new (void)
{
  return g_object_new (HR_TYPE_COMPARE_PAGE, NULL);
}

/**
 * hr_compare_page_set_model:
 * @self: a compare page
 * @model: the question that the cards are compared for
 */
void
hr_compare_page_set_model (HrComparePage *self, HrAdviceModel *model)
{
  g_return_if_fail (HR_IS_COMPARE_PAGE (self));
  g_return_if_fail (HR_IS_ADVICE_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;

  g_signal_group_set_target (self->signals, model);
  compare (self);
}

/**
 * hr_compare_page_set_narrow:
 * @self: a compare page
 * @narrow: whether the labels of the rows are to wrap
 */
void
hr_compare_page_set_narrow (HrComparePage *self, gboolean narrow)
{
  g_return_if_fail (HR_IS_COMPARE_PAGE (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self->table), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->table), "narrow");
  if (self->comparison != NULL)
    show_table (self);
}

void
hr_compare_page_set_cards (HrComparePage *self, const char *const *ids)
{
  g_return_if_fail (HR_IS_COMPARE_PAGE (self));

  g_strfreev (self->cards);
  self->cards = g_strdupv ((GStrv) ids);
  remember_cards (self);
  if (self->model != NULL)
    compare (self);
}

/**
 * hr_compare_page_get_cards:
 * @self: a compare page
 *
 * Returns: (transfer full): the ids of the cards, in the order of the columns
 */
char **
hr_compare_page_get_cards (HrComparePage *self)
{
  g_return_val_if_fail (HR_IS_COMPARE_PAGE (self), NULL);

  return g_strdupv (self->cards);
}

/**
 * hr_compare_page_add_card:
 * @self: a compare page
 * @id: a card
 *
 * Returns: whether there was room for it, and it was not there yet
 */
gboolean
hr_compare_page_add_card (HrComparePage *self, const char *id)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  g_return_val_if_fail (HR_IS_COMPARE_PAGE (self), FALSE);

  if (g_strv_length (self->cards) >= HR_MAX_COMPARED
      || g_strv_contains ((const char *const *) self->cards, id))
    return FALSE;

  g_strv_builder_addv (all, (const char **) self->cards);
  g_strv_builder_add (all, id);
  ids = g_strv_builder_end (all);
  hr_compare_page_set_cards (self, (const char *const *) ids);

  return TRUE;
}
