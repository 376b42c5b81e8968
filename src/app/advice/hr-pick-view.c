/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-pick-view.h"

#include "hr-badges.h"
#include "hr-chart-view.h"
#include "hr-figure.h"
#include "hr-sentence-list.h"
#include "hr-text.h"
#include "hr-trace-link.h"
#include "hr-trace-window.h"
#include "hr-wrap-box.h"

#include <glib/gi18n.h>

/* Side by side with what speaks against. */
#define FIRST_REASONS 3

/**
 * HrPickView:
 *
 * One build of the advice in full: what it is, what it costs, how long it takes, how its memory is
 * filled, where a step spends its time, why it was picked, and what would change that.
 */
struct _HrPickView
{
  GtkWidget parent_instance;

  /* Template children. */
  GtkWidget   *content;
  HrWrapBox   *badges;
  GtkLabel    *title;
  GtkLabel    *verdict;
  GtkLabel    *subtitle;
  HrWrapBox   *figures;
  GtkBox      *notes;
  GtkLabel    *memory_label;
  HrChartView *memory_chart;
  GtkWidget   *path_box;
  GtkLabel    *path_label;
  HrChartView *path_chart;
  GtkWidget   *why_box;
  GtkLabel    *why_title;
  GtkBox      *why;
  GtkWidget   *against_box;
  GtkBox      *against;
  GtkWidget   *know_box;
  GtkBox      *know;
  GtkWidget   *change_box;
  GtkBox      *change;
  GtkGrid     *parts;

  /* Owned; the pick is one of the advice's. */
  HrAdvice     *advice;
  const HrPick *pick;
};

G_DEFINE_FINAL_TYPE (HrPickView, hr_pick_view, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* One that rests on a term of the trace opens it. */
static void
add_sentence (HrPickView *self, GtkBox *list, const HrSentence *sentence)
{
  g_autofree char *text = hr_text_sentence (sentence, self->advice->plan.constraints.currency,
                                            self->advice->snapshot);

  hr_sentence_list_add (list, text, sentence->term);
}

static void
add_figure (HrPickView *self, const char *value, const char *caption, const char *term)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *number = new_label (value, "title-3");
  GtkWidget       *below = new_label (caption, "caption");
  g_autofree char *spoken = NULL;

  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "figure");
  gtk_widget_set_halign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (below, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (below), TRUE);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), below);
  /* Translators: a figure and what it is, read aloud: "$3,217, prices of July 2026." */
  spoken = g_strdup_printf (_("%1$s, %2$s."), value, caption);
  hr_wrap_box_append (self->figures, hr_trace_link_new (box, spoken, term));
}

static const char *
currency_of (HrPickView *self)
{
  return self->advice->plan.constraints.currency;
}

static char *
money (HrPickView *self, double usd)
{
  return hr_text_money (usd, currency_of (self), self->advice->snapshot);
}

static char *
price_dates (const HrBuild *build)
{
  g_autofree char *oldest = hr_text_date (build->oldest);
  g_autofree char *newest = hr_text_date (build->newest);

  if (!hr_date_is_known (build->oldest))
    return g_strdup (_("prices without a date"));
  if (hr_date_compare (build->oldest, build->newest) == 0)
    /* Translators: a month: the date of the prices */
    return g_strdup_printf (_("prices of %s"), oldest);

  /* Translators: two months: the prices are from this time */
  return g_strdup_printf (_("prices of %s–%s"), oldest, newest);
}

static void
show_figures (HrPickView *self)
{
  const HrPick    *pick = self->pick;
  g_autofree char *price = money (self, pick->build.price_usd);
  g_autofree char *dates = price_dates (&pick->build);
  g_autofree char *time = hr_text_seconds (pick->estimate.seconds);
  g_autofree char *low = hr_text_seconds (pick->estimate.seconds_low);
  g_autofree char *high = hr_text_seconds (pick->estimate.seconds_high);
  /* Translators: an interval of two durations */
  g_autofree char *band = g_strdup_printf (_("%s – %s"), low, high);
  g_autofree char *job = money (self, pick->cost.job_usd);

  hr_wrap_box_clear (self->figures);
  add_figure (self, price, dates, "price.total");
  /* What does not fit takes no time. */
  if (pick->estimate.seconds > 0.0 && pick->estimate.fit != HR_FIT_EXCEEDS)
    {
      add_figure (self, time, band, "time.job");
      add_figure (self, job, _("a run, all in"), "cost.job");
    }
}

static char *
host_line (const HrBuild *build)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (build->platform != NULL)
    g_ptr_array_add (words, g_strdup (build->platform->name));
  for (guint i = 0; i < build->n_parts; i++)
    if (build->parts[i].part == HR_PART_CPU)
      g_ptr_array_add (words, g_strdup (build->parts[i].name));
  for (guint i = 0; i < build->n_parts; i++)
    if (build->parts[i].part == HR_PART_RAM || build->parts[i].part == HR_PART_NVME)
      g_ptr_array_add (words, build->parts[i].count > 1
                                  ? g_strdup_printf ("%u\302\240×\302\240%s", build->parts[i].count,
                                                     build->parts[i].name)
                                  : g_strdup (build->parts[i].name));
  if (build->psu_w > 0.0)
    g_ptr_array_add (words, hr_text_unit_value (build->psu_w, HR_UNIT_W));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

static void
show_notes (HrPickView *self)
{
  const HrPick *pick = self->pick;

  hr_sentence_list_clear (self->notes);
  for (guint bit = 0; bit < 32; bit++)
    if ((pick->estimate.notes & (1u << bit)) != 0)
      {
        g_autofree char *text = hr_text_note ((HrNotes) (1u << bit));
        GtkWidget       *label = new_label (text, "caption");

        if (text == NULL)
          continue;
        gtk_label_set_wrap (GTK_LABEL (label), TRUE);
        gtk_widget_add_css_class (label, "note");
        gtk_box_append (self->notes, label);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->notes),
                          gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
  hr_sentence_list_measure_anew (self->notes);
}

static HrChart *
new_figure (HrPickView *self, HrFigureKind kind)
{
  HrFigureOptions options;

  hr_figure_options_init (&options);
  options.bare = TRUE;

  return hr_figure_new_for_pick (kind, self->pick, self->advice, self->advice->snapshot, &options);
}

static void
show_memory (HrPickView *self)
{
  const HrEstimate *estimate = &self->pick->estimate;
  g_autofree char  *needed = hr_text_gib (estimate->required_gib);
  g_autofree char  *usable = hr_text_gib (estimate->available_gib);
  g_autofree char  *low = hr_text_number (estimate->low_gib, 3);
  g_autofree char  *high = hr_text_gib (estimate->high_gib);
  double            left = estimate->available_gib - estimate->required_gib;
  g_autofree char  *rest = hr_text_gib (left < 0.0 ? -left : left);
  g_autofree char  *text = NULL;
  g_autoptr (HrChart) chart = NULL;

  if (left >= 0.0)
    /* Translators: memory: needed, usable, free, and the interval of what is needed */
    text = g_strdup_printf (_("%s of %s usable · %s free (%s–%s needed)"), needed, usable, rest,
                            low, high);
  else
    /* Translators: memory: needed, usable, missing, and the interval of what is needed */
    text = g_strdup_printf (_("%s, but %s usable · %s too little (%s–%s needed)"), needed, usable,
                            rest, low, high);
  gtk_label_set_label (self->memory_label, text);
  if (estimate->fit == HR_FIT_FITS)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->memory_label), "warning");
      gtk_widget_add_css_class (GTK_WIDGET (self->memory_label), "dim-label");
    }
  else
    {
      /* Dimmed, a warning is too pale to read. */
      gtk_widget_remove_css_class (GTK_WIDGET (self->memory_label), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (self->memory_label), "warning");
    }

  chart = new_figure (self, HR_FIGURE_MEMORY_BAR);
  hr_chart_view_set_chart (self->memory_chart, chart);
}

static void
show_path (HrPickView *self)
{
  const HrEstimate *estimate = &self->pick->estimate;
  g_autofree char  *step = hr_text_seconds (estimate->step_seconds);
  g_autofree char  *rate = hr_text_throughput (&estimate->throughput);
  g_autofree char  *text = NULL;
  g_autoptr (HrChart) chart = NULL;
  gboolean has_path = estimate->step_seconds > 0.0 && estimate->fit != HR_FIT_EXCEEDS;

  gtk_widget_set_visible (self->path_box, has_path);
  if (!has_path)
    return;

  /* Translators: seconds a step, the speed, and the stage that limits it ("Compute") */
  text = g_strdup_printf (_("%s a step · %s · bound by: %s"), step, rate,
                          hr_text_enum (&hr_enum_stage, estimate->bound_by));
  gtk_label_set_label (self->path_label, text);
  chart = new_figure (self, HR_FIGURE_DATA_PATH);
  hr_chart_view_set_chart (self->path_chart, chart);
}

/* The answer in a line, and how sure it is; nothing of that kind is known of another pick. */
static void
show_verdict (HrPickView *self)
{
  const HrAdvice *advice = self->advice;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->pick == &advice->picks[0] && i < advice->n_verdict; i++)
    {
      g_autofree char *line = hr_text_sentence (&advice->verdict_lines[i], currency_of (self),
                                                advice->snapshot);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", line);
    }
  gtk_label_set_label (self->verdict, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), text->len > 0);
}

/* Three reasons for, then what speaks against; the others stand with what is good to know. */
static void
show_sentences (HrPickView *self)
{
  const HrAdvice *advice = self->advice;
  const HrPick   *pick = self->pick;
  /* The thresholds are those of the first pick, or of the miss when nothing fits. */
  gboolean is_first = advice->n_picks == 0 || pick == &advice->picks[0];
  guint    n_against = 0;

  gtk_label_set_label (self->why_title, hr_text_why (advice));
  hr_sentence_list_clear (self->why);
  hr_sentence_list_clear (self->against);
  hr_sentence_list_clear (self->know);
  for (guint i = 0; i < pick->n_reasons; i++)
    add_sentence (self, i < FIRST_REASONS ? self->why : self->know, &pick->reasons[i]);
  for (guint i = 0; i < pick->n_cautions; i++)
    {
      gboolean is_against = hr_reasons_is_against (pick->cautions[i].id);

      add_sentence (self, is_against ? self->against : self->know, &pick->cautions[i]);
      n_against += is_against;
    }
  gtk_widget_set_visible (self->why_box, pick->n_reasons > 0);
  gtk_widget_set_visible (self->against_box, n_against > 0);
  gtk_widget_set_visible (self->know_box,
                          pick->n_cautions > n_against || pick->n_reasons > FIRST_REASONS);

  hr_sentence_list_clear (self->change);
  for (guint i = 0; is_first && i < advice->n_thresholds; i++)
    add_sentence (self, self->change, &advice->thresholds[i].message);
  gtk_widget_set_visible (self->change_box, is_first && advice->n_thresholds > 0);
}

/* What a part costs; a price that is known opens its trace. */
static GtkWidget *
new_cost (const HrBuildPart *part, const char *price)
{
  GtkWidget       *label = new_label (price, "numeric");
  g_autofree char *term = NULL, *spoken = NULL;

  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  if (part->price == NULL)
    return label;
  gtk_widget_add_css_class (label, "figure");
  term = g_strconcat ("price.", hr_enum_nick (&hr_enum_part, (int) part->part), NULL);
  spoken = g_strdup_printf (_("%1$s, %2$s."), price, part->name);

  return hr_trace_link_new (label, spoken, term);
}

static void
show_parts (HrPickView *self)
{
  const HrBuild *build = &self->pick->build;
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parts))) != NULL)
    gtk_grid_remove (self->parts, child);

  for (guint i = 0; i < build->n_parts; i++)
    {
      const HrBuildPart *part = &build->parts[i];
      g_autofree char   *price = part->unit_usd > 0.0 ? money (self, part->unit_usd * part->count)
                                                      : g_strdup (_("no price"));
      g_autofree char   *date = part->price != NULL ? hr_text_date (part->price->date)
                                                    : g_strdup ("");
      g_autofree char   *name = part->count > 1 ? g_strdup_printf ("%u\302\240×\302\240%s",
                                                                   part->count, part->name)
                                                : g_strdup (part->name);
      gboolean           stale = part->price != NULL
                       && hr_date_is_stale (part->price->date, self->advice->today);
      /* Translators: the date of a price that is older than 90 days */
      g_autofree char *dated = stale ? g_strdup_printf (_("%s, stale"), date) : g_strdup (date);
      GtkWidget       *kind = new_label (hr_text_enum (&hr_enum_part, part->part), "dim-label");
      GtkWidget       *label = new_label (name, NULL);
      GtkWidget       *cost = new_cost (part, price);
      GtkWidget       *day = new_label (dated, stale ? "warning" : "dim-label");

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (self->parts, kind, 0, (int) i, 1, 1);
      gtk_grid_attach (self->parts, label, 1, (int) i, 1, 1);
      gtk_grid_attach (self->parts, cost, 2, (int) i, 1, 1);
      gtk_grid_attach (self->parts, day, 3, (int) i, 1, 1);
    }
}

static void
trace_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrPickView *self = HR_PICK_VIEW (widget);

  if (self->pick != NULL)
    hr_trace_window_present (gtk_widget_get_root (widget),
                             hr_trace_window_new (self->advice, self->pick),
                             g_variant_get_string (parameter, NULL));
}

/* The marks of both charts are named by the terms that explain them. */
static void
mark_activated_cb (HrPickView *self, const char *term)
{
  if (term != NULL && *term != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "pick.trace", "s", term);
}

static void
hr_pick_view_dispose (GObject *object)
{
  HrPickView *self = HR_PICK_VIEW (object);

  self->pick = NULL;
  g_clear_pointer (&self->advice, hr_advice_unref);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_pick_view_parent_class)->dispose (object);
}

static void
hr_pick_view_class_init (HrPickViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_pick_view_dispose;

  g_type_ensure (HR_TYPE_WRAP_BOX);
  g_type_ensure (HR_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/headroom/Headroom/ui/hr-pick-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HrPickView, content);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, badges);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, title);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, verdict);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, figures);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, notes);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, memory_label);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, memory_chart);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, path_box);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, path_label);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, path_chart);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, why_box);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, why_title);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, why);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, against_box);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, against);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, know_box);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, know);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, change_box);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, change);
  gtk_widget_class_bind_template_child (widget_class, HrPickView, parts);
  gtk_widget_class_install_action (widget_class, "pick.trace", "s", trace_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pick");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hr_pick_view_init (HrPickView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hr_pick_view_set_pick:
 * @self: a pick view
 * @advice: the advice that @pick is from
 * @pick: one of its picks, or its nearest miss
 */
void
hr_pick_view_set_pick (HrPickView *self, const HrAdvice *advice, const HrPick *pick)
{
  HrAdvice        *old;
  g_autofree char *title = NULL;
  g_autofree char *host = NULL;

  g_return_if_fail (HR_IS_PICK_VIEW (self));
  g_return_if_fail (advice != NULL && pick != NULL);

  old = self->advice;
  self->advice = hr_advice_ref (advice);
  self->pick = pick;
  g_clear_pointer (&old, hr_advice_unref);

  title = g_strdup_printf ("%u\302\240×\302\240%s", pick->build.gpu_count,
                           pick->build.gpu != NULL ? pick->build.gpu->name : "");
  host = host_line (&pick->build);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, host);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  hr_badges_show_roles (self->badges, pick->roles);
  show_verdict (self);
  show_figures (self);
  show_notes (self);
  show_memory (self);
  show_path (self);
  show_sentences (self);
  show_parts (self);
}
