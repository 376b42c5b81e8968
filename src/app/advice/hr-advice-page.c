/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice-page.h"

#include "hr-builds-list.h"
#include "hr-chart-view.h"
#include "hr-excluded-view.h"
#include "hr-figure.h"
#include "hr-pick-view.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrAdvicePage:
 *
 * The answer: one build in full, the other builds, and the cards that are out. Choosing another
 * build shows it in full until the next answer has a different first choice.
 */
struct _HrAdvicePage
{
  GtkWidget parent_instance;

  /* Template children. */
  GtkWidget      *scroller;
  GtkWidget      *status;
  GtkImage       *status_icon;
  GtkLabel       *status_title;
  GtkLabel       *status_text;
  GtkWidget      *miss_title;
  HrPickView     *pick_view;
  HrBuildsList   *builds;
  GtkExpander    *front_expander;
  HrChartView    *front;
  HrExcludedView *excluded;
  GtkLabel       *stats;

  /* Owned. */
  HrAdviceModel *model;
  GSignalGroup  *signals;

  /* What the user chose among the builds: kept while it is still among them. */
  char    *chosen_gpu;
  guint    chosen_count;
  guint    painted_id;
  gboolean was_painted;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (HrAdvicePage, hr_advice_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static guint
shown_pick (HrAdvicePage *self, const HrAdvice *advice)
{
  for (guint i = 0; self->chosen_gpu != NULL && i < advice->n_picks; i++)
    if (advice->picks[i].build.gpu_count == self->chosen_count
        && g_strcmp0 (advice->picks[i].build.gpu->id, self->chosen_gpu) == 0)
      return i;

  return 0;
}

static void
show_status (HrAdvicePage *self, const HrAdvice *advice)
{
  g_autofree char *text = NULL;

  /* No picture while it is looked for: it would be the dearest part of the first frame. */
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), advice != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->status_text), advice != NULL);
  if (advice == NULL)
    {
      gtk_label_set_label (self->status_title, _("Looking for a Machine…"));
      return;
    }

  if (advice->nearest_miss != NULL)
    text = hr_text_miss (advice->miss_reason, advice->miss_by, advice->plan.constraints.currency,
                         advice->snapshot);
  else
    text = hr_text_no_card (advice->miss_reason);
  gtk_label_set_label (self->status_title, _("Nothing Fits"));
  gtk_label_set_label (self->status_text, text);
}

static void
show_stats (HrAdvicePage *self, const HrAdvice *advice)
{
  g_autofree char *candidates = hr_text_number ((double) advice->stats.candidates, 4);
  g_autofree char *seconds = hr_text_seconds (advice->stats.seconds);
  g_autofree char *text = NULL;

  /* Translators: a number of machines, and the time it took to weigh them */
  text = g_strdup_printf (_("%s machines weighed in %s"), candidates, seconds);
  gtk_label_set_label (self->stats, text);
  gtk_widget_set_visible (GTK_WIDGET (self->stats), advice->stats.candidates > 0);
}

/* The builds that no cheaper one beats, among all; drawn only while it is open. */
static void
show_front (HrAdvicePage *self)
{
  const HrAdvice *advice = self->model != NULL ? hr_advice_model_get_advice (self->model) : NULL;
  g_autoptr (HrChart) chart = NULL;
  HrFigureOptions options;

  if (advice == NULL || advice->n_picks == 0 || !gtk_expander_get_expanded (self->front_expander))
    return;

  hr_figure_options_init (&options);
  options.currency = advice->plan.constraints.currency;
  chart = hr_figure_new (HR_FIGURE_PRICE_SPEED, advice, advice->snapshot, &options);
  hr_chart_view_set_chart (self->front, chart);
}

/* The first answer is there before the window is: its text is laid out after the first frame, so
 * that the window does not wait for it. */
static gboolean
waits_for_frame (HrAdvicePage *self)
{
  return !self->was_painted && gtk_widget_get_root (GTK_WIDGET (self)) != NULL;
}

static void
scroll_to_top (HrAdvicePage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (self->scroller));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_lower (adjustment));
}

static void
show_advice (HrAdvicePage *self)
{
  const HrAdvice *advice = waits_for_frame (self) ? NULL : hr_advice_model_get_advice (self->model);
  gboolean        has_picks = advice != NULL && advice->n_picks > 0;
  gboolean        has_miss = advice != NULL && !has_picks && advice->nearest_miss != NULL;
  guint           shown = has_picks ? shown_pick (self, advice) : 0;

  /* What was being read is gone, and that nothing fits stands at the top. */
  if (gtk_widget_get_visible (self->status) == has_picks)
    scroll_to_top (self);
  gtk_widget_set_visible (self->status, !has_picks);
  if (!has_picks)
    show_status (self, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->pick_view), has_picks || has_miss);
  gtk_widget_set_visible (self->miss_title, has_miss);
  if (has_picks)
    hr_pick_view_set_pick (self->pick_view, advice, &advice->picks[shown]);
  else if (has_miss)
    hr_pick_view_set_pick (self->pick_view, advice, advice->nearest_miss);

  hr_builds_list_set_advice (self->builds, advice, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->front_expander), has_picks);
  show_front (self);
  hr_excluded_view_set_advice (self->excluded, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->stats), advice != NULL);
  if (advice != NULL)
    show_stats (self, advice);
}

static gboolean
painted_cb (gpointer data)
{
  HrAdvicePage *self = data;

  self->painted_id = 0;
  self->was_painted = TRUE;
  if (self->model != NULL)
    show_advice (self);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (HrAdvicePage *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  if (!self->was_painted && self->painted_id == 0)
    self->painted_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, painted_cb, self, NULL);
}

static void
hr_advice_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hr_advice_page_parent_class)->map (widget);

  if (!HR_ADVICE_PAGE (widget)->was_painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (after_paint_cb), widget, G_CONNECT_SWAPPED);
}

static void
chosen_cb (HrAdvicePage *self, guint index)
{
  hr_advice_page_show_pick (self, index);
}

static void
hr_advice_page_dispose (GObject *object)
{
  HrAdvicePage *self = HR_ADVICE_PAGE (object);

  g_clear_handle_id (&self->painted_id, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->model);
  g_clear_pointer (&self->chosen_gpu, g_free);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_advice_page_parent_class)->dispose (object);
}

static void
hr_advice_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, HR_ADVICE_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hr_advice_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HrAdvicePage *self = HR_ADVICE_PAGE (object);

  if (prop_id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  self->narrow = g_value_get_boolean (value);
  hr_builds_list_set_narrow (self->builds, self->narrow);
}

static void
hr_advice_page_class_init (HrAdvicePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_advice_page_dispose;
  object_class->get_property = hr_advice_page_get_property;
  object_class->set_property = hr_advice_page_set_property;
  widget_class->map = hr_advice_page_map;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HR_TYPE_PICK_VIEW);
  g_type_ensure (HR_TYPE_BUILDS_LIST);
  g_type_ensure (HR_TYPE_EXCLUDED_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/headroom/Headroom/ui/hr-advice-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, status);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, status_icon);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, status_title);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, status_text);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, miss_title);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, pick_view);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, builds);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, front_expander);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, front);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, excluded);
  gtk_widget_class_bind_template_child (widget_class, HrAdvicePage, stats);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_front);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "advicepage");
}

static void
hr_advice_page_init (HrAdvicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (HR_TYPE_ADVICE_MODEL);
  g_signal_group_connect_swapped (self->signals, "notify::advice", G_CALLBACK (show_advice), self);
}

/**
 * hr_advice_page_set_model:
 * @self: an advice page
 * @model: whose answers it shows
 */
void
hr_advice_page_set_model (HrAdvicePage *self, HrAdviceModel *model)
{
  g_return_if_fail (HR_IS_ADVICE_PAGE (self));
  g_return_if_fail (HR_IS_ADVICE_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;

  g_signal_group_set_target (self->signals, model);
  show_advice (self);
}

/**
 * hr_advice_page_get_pick:
 * @self: an advice page
 *
 * Returns: which of the advice's picks is shown in full
 */
guint
hr_advice_page_get_pick (HrAdvicePage *self)
{
  const HrAdvice *advice;

  g_return_val_if_fail (HR_IS_ADVICE_PAGE (self), 0);

  advice = self->model != NULL ? hr_advice_model_get_advice (self->model) : NULL;

  return advice != NULL ? shown_pick (self, advice) : 0;
}

/**
 * hr_advice_page_show_pick:
 * @self: an advice page
 * @index: into the advice's picks
 *
 * Shows that build in full, for as long as it is among the picks.
 */
void
hr_advice_page_show_pick (HrAdvicePage *self, guint index)
{
  const HrAdvice *advice = hr_advice_model_get_advice (self->model);

  if (advice == NULL || index >= advice->n_picks)
    return;

  g_free (self->chosen_gpu);
  self->chosen_gpu = index > 0 ? g_strdup (advice->picks[index].build.gpu->id) : NULL;
  self->chosen_count = advice->picks[index].build.gpu_count;
  show_advice (self);
  scroll_to_top (self);
}
