/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-model.h"

#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

void
hr_block_free (HrBlock *block)
{
  g_free (block->text);
  g_free (block->detail);
  g_free (block->anchor);
  g_clear_pointer (&block->badges, g_ptr_array_unref);
  g_clear_pointer (&block->figures, g_ptr_array_unref);
  g_clear_pointer (&block->cells, g_ptr_array_unref);
  g_clear_pointer (&block->chart, hr_chart_unref);
  for (guint i = 0; i < block->n_columns; i++)
    g_free (block->columns[i].title);
  g_free (block);
}

void
hr_report_free (HrReport *report)
{
  if (report == NULL)
    return;
  g_free (report->title);
  g_free (report->subject);
  g_free (report->keywords);
  g_ptr_array_unref (report->blocks);
  g_free (report);
}

guint
hr_block_n_rows (const HrBlock *block)
{
  return block->n_columns > 0 && block->cells ? block->cells->len / block->n_columns : 0;
}

HrBlock *
hr_report_add (HrReportWriter *writer, HrBlockKind kind, const char *text)
{
  HrBlock *block = g_new0 (HrBlock, 1);

  block->kind = kind;
  block->text = g_strdup (text);
  block->strong_row = -1;
  g_ptr_array_add (writer->report->blocks, block);
  return block;
}

HrBlock *
hr_report_add_heading (HrReportWriter *writer, const char *anchor, const char *text)
{
  HrBlock *block = hr_report_add (writer, HR_BLOCK_HEADING, text);

  block->anchor = g_strdup (anchor);
  return block;
}

void
hr_block_add_column (HrBlock *block, const char *title, gboolean is_numeric)
{
  g_return_if_fail (block->n_columns < HR_REPORT_MAX_COLUMNS);

  block->columns[block->n_columns++] = (HrReportColumn){ g_strdup (title), is_numeric };
}

void
hr_block_add_cell (HrBlock *block, char *text)
{
  if (block->cells == NULL)
    block->cells = g_ptr_array_new_with_free_func (g_free);
  if (!g_utf8_validate (text, -1, NULL))
    {
      char *valid = g_utf8_make_valid (text, -1);

      g_free (text);
      text = valid;
    }
  g_ptr_array_add (block->cells, text);
}

char *
hr_report_money (const HrReportWriter *writer, double usd)
{
  return hr_text_money (usd, writer->currency, writer->advice->snapshot);
}

/* The paper of the locale: Letter is 216 mm wide. */
static HrPaper
usual_paper (void)
{
#ifdef __GLIBC__
  if (GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_WIDTH)) == 216)
    return HR_PAPER_LETTER;
#endif
  return HR_PAPER_A4;
}

/**
 * hr_report_options_init:
 *
 * The first pick, without the appendix, the plan's currency, the paper of the locale, the date of
 * now.
 */
void
hr_report_options_init (HrReportOptions *options)
{
  memset (options, 0, sizeof *options);
  options->paper = usual_paper ();
}

static void
write_title (HrReportWriter *writer)
{
  const HrPlan    *plan = &writer->advice->plan;
  const char      *task = hr_text_enum (&hr_enum_task, (int) plan->workload.task);
  g_autofree char *date = hr_text_date (writer->advice->today);
  g_autofree char *title = g_utf8_make_valid (plan->title, -1);
  g_autofree char *model = g_utf8_make_valid (plan->workload.model_name, -1);
  g_autofree char *budget = hr_text_budget (plan, writer->advice->snapshot);
  HrBlock         *block;

  writer->report->title = *title ? g_strdup (title) : g_strdup (_("GPU recommendation"));
  block = hr_report_add (writer, HR_BLOCK_TITLE, writer->report->title);
  if (*model)
    /* Translators: a task, a model, a budget, a date. */
    block->detail = g_strdup_printf (_("%1$s · %2$s · %3$s · %4$s"), task, model, budget, date);
  else
    /* Translators: a task, a budget, a date. */
    block->detail = g_strdup_printf (_("%1$s · %2$s · %3$s"), task, budget, date);
  /* Translators: the subject of a document; %s is a task. */
  writer->report->subject = g_strdup_printf (_("Recommended machine for: %s"), task);
  writer->report->keywords = g_strdup_printf ("Headroom, GPU, %s%s%s", task, *model ? ", " : "",
                                              model);
}

/**
 * hr_report_new:
 *
 * Writes the document about @advice: the answer first, then why, then everything that it rests on.
 *
 * Returns: (transfer full): the document
 */
HrReport *
hr_report_new (const HrAdvice *advice, const HrReportOptions *options)
{
  HrReport      *report = g_new0 (HrReport, 1);
  HrReportWriter writer = { .report = report, .advice = advice, .options = options };

  report->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_block_free);
  writer.pick = advice->n_picks > 0 ? &advice->picks[MIN (options->pick, advice->n_picks - 1)]
                                    : advice->nearest_miss;
  writer.currency = options->currency ? options->currency : advice->plan.constraints.currency;
  write_title (&writer);
  hr_report_write_answer (&writer);
  hr_report_write_reasons (&writer);
  hr_report_write_parts (&writer);
  hr_report_write_details (&writer);
  hr_report_write_alternatives (&writer);
  hr_report_write_prices (&writer);
  hr_report_write_charts (&writer);
  hr_report_write_assumptions (&writer);
  hr_report_write_excluded (&writer);
  if (options->with_trace)
    hr_report_write_trace (&writer);
  return report;
}
