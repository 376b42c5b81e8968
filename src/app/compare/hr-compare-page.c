/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-compare-page.h"

#include "hr-calibration.h"
#include "hr-compare-table.h"
#include "hr-sentence-list.h"
#include "hr-settings.h"
#include "hr-text.h"
#include "hr-trace-window.h"

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
  GtkBox    *verdict;
  GtkWidget *change_title;
  GtkBox    *change;

  /* Owned. */
  HrAdviceModel *model;
  GSignalGroup  *signals;
  GStrv          cards;
  HrComparison  *comparison;
  GCancellable  *cancellable;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (HrComparePage, hr_compare_page, GTK_TYPE_WIDGET)

static void compare (HrComparePage *self);

static void
remember_cards (HrComparePage *self)
{
  GSettings *settings = hr_settings_get ();

  if (settings != NULL)
    g_settings_set_strv (settings, "compared", (const char *const *) self->cards);
}

/* Where a card of a column stands among those that are asked for. One that the catalog has not
 * (any more) is shown as another: then the first that is missing. */
static guint
find_card (HrComparePage *self, const char *id)
{
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  guint             missing = G_MAXUINT;

  for (guint i = 0; self->cards[i] != NULL; i++)
    {
      if (g_str_equal (self->cards[i], id))
        return i;
      if (missing == G_MAXUINT && hr_snapshot_gpu (snapshot, self->cards[i]) == NULL)
        missing = i;
    }

  return missing;
}

static void
trace_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrComparePage *self = HR_COMPARE_PAGE (widget);
  const char    *term;
  guint          column;

  g_variant_get (parameter, "(u&s)", &column, &term);
  if (self->comparison != NULL && column < self->comparison->n)
    hr_trace_window_present (gtk_widget_get_root (widget),
                             hr_trace_window_new_compared (self->comparison, column), term);
}

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrComparePage *self = HR_COMPARE_PAGE (widget);
  const char    *from, *to;
  guint          i;

  g_variant_get (parameter, "(&s&s)", &from, &to);
  i = find_card (self, from);
  if (i == G_MAXUINT)
    return;

  g_free (self->cards[i]);
  self->cards[i] = g_strdup (to);
  remember_cards (self);
  compare (self);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrComparePage *self = HR_COMPARE_PAGE (widget);
  guint          gone = find_card (self, g_variant_get_string (parameter, NULL));
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();

  for (guint i = 0; self->cards[i] != NULL; i++)
    if (i != gone)
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
show_table (HrComparePage *self)
{
  hr_compare_table_fill (self->table, self->comparison, self->narrow);
}

static void
add_line (HrComparePage *self, GtkBox *list, const HrSentence *sentence)
{
  g_autofree char *line = hr_text_sentence (sentence, self->comparison->plan.constraints.currency,
                                            self->comparison->snapshot);

  hr_sentence_list_add (list, line, NULL);
}

static void
show_verdict (HrComparePage *self)
{
  hr_sentence_list_clear (self->verdict);
  for (guint i = 0; i < self->comparison->n_verdict; i++)
    add_line (self, self->verdict, &self->comparison->verdict[i]);

  hr_sentence_list_clear (self->change);
  for (guint i = 0; i < self->comparison->n_thresholds; i++)
    add_line (self, self->change, &self->comparison->thresholds[i].message);
  gtk_widget_set_visible (self->change_title, self->comparison->n_thresholds > 0);
  gtk_widget_set_visible (self->verdict_box,
                          self->comparison->n_verdict + self->comparison->n_thresholds > 0);
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
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, change_title);
  gtk_widget_class_bind_template_child (widget_class, HrComparePage, change);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_install_action (widget_class, "compare.choose", "(ss)", choose_cb);
  gtk_widget_class_install_action (widget_class, "compare.remove", "s", remove_cb);
  gtk_widget_class_install_action (widget_class, "compare.trace", "(us)", trace_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "comparepage");
}

static void
hr_compare_page_init (HrComparePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = hr_settings_get_compared ();
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
