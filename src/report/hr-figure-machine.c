/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-data-path.h"
#include "hr-stack.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Segments and stages are named by the terms of the trace that explain them. */
static void
add_terms (HrChart *chart, const char *group, const HrMemoryTerm *terms, guint n_terms)
{
  for (guint i = 0; i < n_terms; i++)
    {
      g_autofree char *value = hr_text_gib (terms[i].gib);
      g_autofree char *id = g_strconcat (group, ".",
                                         hr_enum_nick (&hr_enum_term, (int) terms[i].term), NULL);
      guint part = hr_stack_add_part (chart, hr_text_enum (&hr_enum_term, (int) terms[i].term),
                                      hr_figure_term_hue (terms[i].term));

      hr_stack_add_segment (chart, part, terms[i].gib, value);
      hr_stack_name_segment (chart, id);
    }
}

HrChart *
hr_figure_memory_bar (const HrFigureInput *input)
{
  HrChart          *chart = hr_stack_new ();
  g_autofree char  *needed = NULL, *available = NULL, *low = NULL, *high = NULL, *detail = NULL;
  const HrEstimate *estimate;

  hr_chart_set_empty_text (chart, _("There is no machine to show the memory of: no build fits the "
                                     "question."));
  if (input->pick == NULL)
    return chart;
  estimate = &input->pick->estimate;
  needed = hr_text_gib (estimate->required_gib);
  available = hr_text_gib (estimate->available_gib);
  low = hr_text_gib (estimate->low_gib);
  high = hr_text_gib (estimate->high_gib);
  /* Translators: four amounts of memory: what is needed, what there is, and the band of the first.
   */
  detail = g_strdup_printf (_("%1$s of %2$s usable (%3$s to %4$s needed)"), needed, available, low,
                            high);
  if (!input->options->bare)
    hr_stack_set_heading (
        chart, estimate->gpu_count > 1 ? _("Memory on each GPU") : _("Memory on the GPU"),
        detail);
  hr_chart_set_summary (chart, detail);
  hr_stack_add_row (chart, "memory.required", NULL, estimate->available_gib, NULL, detail);
  add_terms (chart, "memory", estimate->terms, estimate->n_terms);
  hr_stack_set_band (chart, estimate->low_gib, estimate->high_gib);
  return chart;
}

HrChart *
hr_figure_host_memory (const HrFigureInput *input)
{
  HrChart          *chart = hr_stack_new ();
  g_autofree char  *needed = NULL, *available = NULL, *recommended = NULL, *detail = NULL;
  const HrEstimate *estimate;
  double            ram;

  hr_chart_set_empty_text (chart, _("There is no machine to show the memory of: no build fits the "
                                     "question."));
  if (input->pick == NULL)
    return chart;
  estimate = &input->pick->estimate;
  ram = input->pick->build.ram_gib;
  needed = hr_text_gib (estimate->host_required_gib);
  available = hr_text_gib (ram);
  recommended = hr_text_gib (estimate->host_recommended_gib);
  if (ram > 0)
    /* Translators: amounts of memory: what is needed, what there is, what is advised. */
    detail = g_strdup_printf (_("%1$s of %2$s needed, %3$s advised"), needed, available,
                              recommended);
  else
    /* Translators: amounts of memory: what is needed, what is advised. */
    detail = g_strdup_printf (_("%1$s needed, %2$s advised"), needed, recommended);
  if (!input->options->bare)
    hr_stack_set_heading (chart, _("Memory of the host"), detail);
  hr_chart_set_summary (chart, detail);
  hr_stack_add_row (chart, "host.required", NULL, ram > 0 ? ram : estimate->host_recommended_gib,
                    NULL, detail);
  add_terms (chart, "host", estimate->host_terms, estimate->n_host_terms);
  return chart;
}

static gboolean
is_shown (const HrEstimate *estimate, HrStage stage)
{
  /* The path itself is always there; launching and the links between cards only where they count.
   */
  if (stage == HR_STAGE_LATENCY)
    return estimate->stage_seconds[stage] > 0;
  if (stage == HR_STAGE_INTERCONNECT)
    return estimate->stage_seconds[stage] > 0 || estimate->gpu_count > 1;
  return TRUE;
}

static void
add_stage (HrChart *chart, const HrEstimate *estimate, HrStage stage, double longest)
{
  double           seconds = estimate->stage_seconds[stage];
  gboolean         is_bottleneck = stage == estimate->bound_by;
  const char      *label = hr_text_enum (&hr_enum_stage, (int) stage);
  g_autofree char *value = seconds > 0 ? hr_text_seconds (seconds) : g_strdup ("–");
  g_autofree char *spoken = seconds > 0 ? g_strdup (value) : g_strdup (_("takes no time"));

  if (is_bottleneck)
    {
      g_autofree char *plain = g_steal_pointer (&spoken);

      /* Translators: %s is the time that a stage takes. */
      spoken = g_strdup_printf (_("%s, the bottleneck"), plain);
    }
  hr_data_path_add_stage (chart, label, value, longest > 0 ? seconds / longest : 0, is_bottleneck,
                          spoken);
  if (seconds > 0)
    hr_data_path_name_stage (chart, hr_trace_stage_id (stage));
}

HrChart *
hr_figure_data_path (const HrFigureInput *input)
{
  HrChart          *chart = hr_data_path_new ();
  g_autofree char  *step = NULL, *detail = NULL;
  const HrEstimate *estimate;
  double            longest = 0;

  hr_chart_set_empty_text (chart,
                           _("There is no machine to show the path of data through: no build fits "
                              "the question."));
  if (input->pick == NULL)
    return chart;
  estimate = &input->pick->estimate;
  for (guint s = 0; s < HR_N_STAGE; s++)
    if (isfinite (estimate->stage_seconds[s]))
      longest = MAX (longest, estimate->stage_seconds[s]);
  step = hr_text_seconds (estimate->step_seconds);
  /* Translators: the time that a step takes, and the stage that holds it up. */
  detail = g_strdup_printf (_("%1$s a step; bound by: %2$s"), step,
                            hr_text_enum (&hr_enum_stage, (int) estimate->bound_by));
  if (!input->options->bare)
    hr_data_path_set_heading (chart, hr_figure_title (HR_FIGURE_DATA_PATH), detail);
  hr_chart_set_summary (chart, detail);
  for (guint s = 0; s < HR_N_STAGE; s++)
    if (is_shown (estimate, (HrStage) s))
      add_stage (chart, estimate, (HrStage) s, longest);
  return chart;
}
