/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-bar-panels.h"
#include "hr-stack.h"
#include "hr-text.h"
#include "hr-run-estimate.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MEMORY_CARDS 14

/* Cards that most readers can place the others by. */
static const char *const well_known[] = { "rtx-4090", "a100-pcie-80gb", NULL };

typedef struct
{
  const HrGpu *gpu;
  guint        rank; /* of its pick; G_MAXUINT = none */
  double       usd_per_gib;
  gboolean     is_kept;
} Card;

static guint
pick_rank (const HrFigureInput *input, const HrGpu *gpu)
{
  for (guint i = 0; input->advice && i < input->advice->n_picks; i++)
    if (strcmp (input->advice->picks[i].build.gpu->id, gpu->id) == 0)
      return i;
  return G_MAXUINT;
}

/* By rank among the picks, then those with a price, then fast ones. */
static int
compare_rank (gconstpointer a, gconstpointer b)
{
  const Card *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if ((x->usd_per_gib > 0) != (y->usd_per_gib > 0))
    return x->usd_per_gib > 0 ? -1 : 1;
  if (x->gpu->bandwidth_gb_s != y->gpu->bandwidth_gb_s)
    return x->gpu->bandwidth_gb_s > y->gpu->bandwidth_gb_s ? -1 : 1;
  return strcmp (x->gpu->id, y->gpu->id);
}

/* The same, whatever the advice is. */
static int
compare_speed (gconstpointer a, gconstpointer b)
{
  Card x = *(const Card *) a, y = *(const Card *) b;

  x.rank = y.rank = 0;
  return compare_rank (&x, &y);
}

static void
keep (Card *card, guint counts[HR_N_SEGMENT], guint most)
{
  if (card->is_kept || counts[card->gpu->segment] >= most)
    return;
  card->is_kept = TRUE;
  counts[card->gpu->segment]++;
}

/* Who gets one of @top places of each segment: the cards that are always shown; half of the places
 * go to the best answers to the question, the others to the fastest cards, so that the chart also
 * tells what the question leaves out. */
static void
keep_worthy (GArray *cards, const HrFigureOptions *options)
{
  const char *const *always = options->always ? options->always : well_known;
  guint              counts[HR_N_SEGMENT] = { 0 };

#define CARD(i) (&g_array_index (cards, Card, i))
  for (guint i = 0; i < cards->len; i++)
    if (g_strv_contains (always, CARD (i)->gpu->id))
      keep (CARD (i), counts, options->top);
  g_array_sort (cards, compare_rank);
  for (guint i = 0; i < cards->len; i++)
    if (CARD (i)->rank != G_MAXUINT)
      keep (CARD (i), counts, (options->top + 1) / 2);
  g_array_sort (cards, compare_speed);
  for (guint i = 0; i < cards->len; i++)
    keep (CARD (i), counts, options->top);
#undef CARD
}

static int
compare_shown (gconstpointer a, gconstpointer b, gpointer data)
{
  const Card        *x = a, *y = b;
  const HrFigureSort sort = *(const HrFigureSort *) data;
  double             first = 0, second = 0;

  if (x->gpu->segment != y->gpu->segment)
    return x->gpu->segment < y->gpu->segment ? -1 : 1;
  if (sort == HR_FIGURE_SORT_NAME)
    return g_utf8_collate (x->gpu->name, y->gpu->name);
  if (sort == HR_FIGURE_SORT_COST)
    {
      first = x->usd_per_gib > 0 ? x->usd_per_gib : INFINITY;
      second = y->usd_per_gib > 0 ? y->usd_per_gib : INFINITY;
    }
  else if (sort == HR_FIGURE_SORT_CAPACITY)
    {
      first = x->gpu->vram_gib;
      second = y->gpu->vram_gib;
    }
  if (first == second)
    {
      first = x->gpu->bandwidth_gb_s;
      second = y->gpu->bandwidth_gb_s;
    }
  if (first != second)
    return first < second ? -1 : 1;
  return strcmp (x->gpu->id, y->gpu->id);
}

/* The cards that the options let through, in the order in which they are shown: HrGpu, borrowed. */
GPtrArray *
hr_figure_select_gpus (const HrFigureInput *input)
{
  const HrFigureOptions *options = input->options;
  g_autoptr (GArray) cards = g_array_new (FALSE, TRUE, sizeof (Card));
  GPtrArray   *gpus = g_ptr_array_new ();
  HrFigureSort sort = options->sort;

  for (guint i = 0; i < input->snapshot->n_gpus; i++)
    {
      const HrGpu   *gpu = &input->snapshot->gpus[i];
      const HrPrice *price = hr_figure_price (input, gpu);
      Card           card = { gpu, pick_rank (input, gpu), 0, FALSE };

      if (price && gpu->vram_gib > 0)
        card.usd_per_gib = price->usd / gpu->vram_gib;
      if ((options->segments && !(options->segments & 1u << gpu->segment))
          || (options->priced_only && price == NULL))
        continue;
      g_array_append_val (cards, card);
    }
  if (options->top > 0)
    keep_worthy (cards, options);
  g_array_sort_with_data (cards, compare_shown, &sort);
  for (guint i = 0; i < cards->len; i++)
    if (options->top == 0 || g_array_index (cards, Card, i).is_kept)
      g_ptr_array_add (gpus, (gpointer) g_array_index (cards, Card, i).gpu);
  return gpus;
}

/* A date short enough for the head of a column: "Mar 2025". */
static char *
short_date (HrDate date)
{
  g_autoptr (GDateTime) time = NULL;

  if (date.month == 0)
    return hr_text_date (date);
  time = g_date_time_new_utc (date.year, date.month, 1, 0, 0, 0);
  /* Translators: an abbreviated month and its year, as for g_date_time_format(). */
  return g_date_time_format (time, C_("date", "%b %Y"));
}

/* "USD per GiB, Mar 2025–Sep 2026" */
static char *
cost_subtitle (const HrFigureInput *input, const GPtrArray *gpus)
{
  HrDate           oldest = { 0 }, newest = { 0 };
  g_autofree char *first = NULL, *last = NULL;

  for (guint i = 0; i < gpus->len; i++)
    {
      const HrPrice *price = hr_figure_price (input, g_ptr_array_index (gpus, i));

      if (price == NULL || !hr_date_is_known (price->date))
        continue;
      if (!hr_date_is_known (oldest) || hr_date_compare (price->date, oldest) < 0)
        oldest = price->date;
      if (!hr_date_is_known (newest) || hr_date_compare (price->date, newest) > 0)
        newest = price->date;
    }
  if (!hr_date_is_known (oldest))
    /* Translators: %s is a currency's code. */
    return g_strdup_printf (_("%s per GiB"), input->currency);
  first = short_date (oldest);
  last = short_date (newest);
  if (strcmp (first, last) == 0)
    /* Translators: a currency's code, and the date of all prices. */
    return g_strdup_printf (_("%1$s per GiB, prices of %2$s"), input->currency, first);
  /* Translators: a currency's code, the dates of the oldest and the newest price; keep it short. */
  return g_strdup_printf (_("%1$s per GiB, %2$s–%3$s"), input->currency, first, last);
}

static void
add_card (const HrFigureInput *input, HrChart *chart, const HrGpu *gpu, HrFigureMoney *money)
{
  const HrPrice   *price = hr_figure_price (input, gpu);
  double           values[3] = { gpu->vram_gib, gpu->bandwidth_gb_s, 0 };
  g_autofree char *gib = hr_text_number (values[0], 3);
  g_autofree char *gib_spoken = hr_text_gib (values[0]);
  g_autofree char *gb_s = hr_text_number (round (values[1]), 15);
  g_autofree char *gb_s_spoken = hr_text_unit_value (round (values[1]), HR_UNIT_GB_S);
  g_autofree char *cost = NULL, *cost_spoken = NULL;

  if (price && gpu->vram_gib > 0)
    {
      values[2] = hr_figure_to_currency (input, price->usd / gpu->vram_gib);
      cost = hr_figure_format_money (values[2], money);
      /* Translators: money for a GiB of memory. */
      cost_spoken = g_strdup_printf (_("%s per GiB"), cost);
    }
  else
    {
      cost = g_strdup (_("no price"));
      cost_spoken = g_strdup (cost);
    }
  hr_bar_panels_add_bar (chart, gpu->id, gpu->name, values, (const char *[]){ gib, gb_s, cost },
                         (const char *[]){ gib_spoken, gb_s_spoken, cost_spoken });
  hr_bar_panels_set_short (chart, hr_figure_short_name (gpu));
}

HrChart *
hr_figure_cards (const HrFigureInput *input)
{
  HrScaleKind scale = input->options->logarithmic ? HR_SCALE_LOG : HR_SCALE_LINEAR;
  g_autoptr (GPtrArray) gpus = hr_figure_select_gpus (input);
  g_autofree char *subtitle = cost_subtitle (input, gpus);
  g_autofree char *summary = NULL;
  HrChart         *chart = hr_bar_panels_new ();
  HrFigureMoney   *money = hr_figure_money_new (input, chart);
  HrSegment        segment = HR_N_SEGMENT;

  hr_bar_panels_add_panel (chart, _("Capacity"), _("GiB per card"), scale,
                           hr_figure_format_number, NULL);
  hr_bar_panels_add_panel (chart, _("Bandwidth"), _("GB/s"), scale, hr_figure_format_number,
                           NULL);
  hr_bar_panels_add_panel (chart, _("Cost per GB"), subtitle, scale, hr_figure_format_money,
                           money);
  if (input->pick)
    {
      double           need = input->pick->estimate.required_gib;
      g_autofree char *gib = hr_text_gib (need);
      /* Translators: %s is an amount of memory. */
      g_autofree char *text = g_strdup_printf (_("%s needed"), gib);

      hr_bar_panels_add_line (chart, 0, need, text);
    }
  for (guint i = 0; i < gpus->len; i++)
    {
      const HrGpu *gpu = g_ptr_array_index (gpus, i);

      if (gpu->segment != segment)
        {
          segment = gpu->segment;
          hr_bar_panels_add_group (chart, hr_text_enum (&hr_enum_segment, (int) segment),
                                   hr_figure_segment_hue (segment));
        }
      add_card (input, chart, gpu, money);
    }
  /* Translators: %1$u of %2$u cards. */
  summary = g_strdup_printf (_("Capacity, bandwidth and cost per GB of %1$u of %2$u cards."),
                             gpus->len, input->snapshot->n_gpus);
  hr_chart_set_summary (chart, summary);
  hr_chart_set_empty_text (chart,
                           input->snapshot->n_gpus == 0
                               ? _("The catalog has no cards.")
                               : _("No card passes the filters: choose another segment, or show "
                                    "cards without a price too."));
  return chart;
}

static void
add_parts (HrChart *chart, int parts[HR_N_TERM])
{
  for (guint t = 0; t < HR_N_TERM; t++)
    if (parts[t] >= 0)
      parts[t] = (int) hr_stack_add_part (chart, hr_text_enum (&hr_enum_term, (int) t),
                                          hr_figure_term_hue ((HrTerm) t));
}

static void
add_memory_row (HrChart          *chart,
                const HrGpu      *gpu,
                const HrEstimate *estimate,
                const int         parts[HR_N_TERM])
{
  double           free_gib = estimate->available_gib - estimate->required_gib;
  g_autofree char *gib = hr_text_gib (fabs (free_gib));
  g_autofree char *needed = hr_text_gib (estimate->required_gib);
  g_autofree char *available = hr_text_gib (estimate->available_gib);
  /* Translators: %s is an amount of memory. */
  g_autofree char *text = g_strdup_printf (free_gib < 0 ? _("%s too little") : _("%s free"), gib);
  /* Translators: amounts of memory, and "1.2 GiB free" or "3 GiB too little". */
  g_autofree char *spoken = g_strdup_printf (_("%1$s of %2$s, %3$s"), needed, available, text);

  hr_stack_add_row (chart, gpu->id, gpu->name, estimate->available_gib, text, spoken);
  hr_stack_set_short (chart, hr_figure_short_name (gpu));
  for (guint i = 0; i < estimate->n_terms; i++)
    {
      g_autofree char *value = hr_text_gib (estimate->terms[i].gib);

      hr_stack_add_segment (chart, (guint) parts[estimate->terms[i].term], estimate->terms[i].gib,
                            value);
    }
  hr_stack_set_band (chart, estimate->low_gib, estimate->high_gib);
}

/* The workload as the pick has it, on one of each card. */
HrChart *
hr_figure_memory (const HrFigureInput *input)
{
  HrFigureOptions options = *input->options;
  HrFigureInput   shown = *input;
  g_autoptr (GPtrArray) gpus = NULL;
  g_autofree HrEstimate *estimates = NULL;
  HrChart               *chart = hr_stack_new ();
  int                    parts[HR_N_TERM];

  hr_chart_set_empty_text (chart, _("There is no machine to show the memory of: no build fits the "
                                     "question."));
  hr_chart_set_summary (
      chart, _("The memory that the task takes on each card, by what it is for, against "
                "what the card has."));
  if (input->pick == NULL)
    return chart;
  if (options.top == 0)
    options.top = MEMORY_CARDS / HR_N_SEGMENT;
  shown.options = &options;
  gpus = hr_figure_select_gpus (&shown);
  estimates = g_new0 (HrEstimate, gpus->len + 1);
  for (guint t = 0; t < HR_N_TERM; t++)
    parts[t] = -1;
  for (guint i = 0; i < gpus->len; i++)
    {
      HrEstimateInput question = { .gpu = g_ptr_array_index (gpus, i),
                                   .gpu_count = 1,
                                   .workload = &input->pick->settings,
                                   .calibration = input->calibration };

      hr_host_default_for (question.gpu, 1, &question.host);
      hr_estimate (&question, &estimates[i], NULL);
      for (guint k = 0; k < estimates[i].n_terms; k++)
        parts[estimates[i].terms[k].term] = 0;
    }
  add_parts (chart, parts);
  for (guint i = 0; i < gpus->len; i++)
    add_memory_row (chart, g_ptr_array_index (gpus, i), &estimates[i], parts);
  return chart;
}
