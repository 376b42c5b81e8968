/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-model.h"

#include "hr-file-write.h"

#include <string.h>

/* Appends @text so that Markdown shows it as it is. */
static void
append_escaped (GString *out, const char *text)
{
  for (; *text; text++)
    {
      if (strchr ("\\`*_[]<>|#~", *text))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text == '\n' ? ' ' : *text);
    }
}

static void
append_line (GString *out, const char *before, const char *text, const char *after)
{
  g_string_append (out, before);
  append_escaped (out, text ? text : "");
  g_string_append (out, after);
}

static void
append_hero (GString *out, const HrBlock *block)
{
  append_line (out, "## ", block->text, "\n\n");
  for (guint i = 0; block->badges && i < block->badges->len; i++)
    append_line (out, i > 0 ? ", **" : "**", g_ptr_array_index (block->badges, i), "**");
  if (block->badges && block->badges->len > 0)
    g_string_append (out, "\n\n");
  if (block->detail && *block->detail)
    append_line (out, "", block->detail, "\n\n");
  for (guint i = 0; block->figures && i + 1 < block->figures->len; i += 2)
    {
      append_line (out, "- **", g_ptr_array_index (block->figures, i), "** ");
      append_line (out, "", g_ptr_array_index (block->figures, i + 1), "\n");
    }
}

static void
append_table (GString *out, const HrBlock *block)
{
  for (guint c = 0; c < block->n_columns; c++)
    append_line (out, "| ", block->columns[c].title, " ");
  g_string_append (out, "|\n");
  for (guint c = 0; c < block->n_columns; c++)
    g_string_append (out, block->columns[c].is_numeric ? "| ---: " : "| --- ");
  g_string_append (out, "|\n");
  for (guint i = 0; block->cells && i < block->cells->len; i++)
    {
      append_line (out, "| ", g_ptr_array_index (block->cells, i), " ");
      if (i % block->n_columns == block->n_columns - 1)
        g_string_append (out, "|\n");
    }
}

#define MAX_LISTED 24
#define MAX_SERIES 6

/* What a chart's marks say, of those that have a name and a value. */
static GArray *
collect_marks (HrChart *chart)
{
  GArray      *marks = g_array_new (FALSE, FALSE, sizeof (HrChartMark));
  gboolean     has_totals = FALSE;
  HrChartTheme theme;

  hr_chart_theme_init (&theme, HR_CHART_THEME_PRINT);
  for (guint i = 0; i < hr_chart_n_marks (chart); i++)
    {
      HrChartMark mark;

      hr_chart_mark (chart, &theme, 600, 400, i, &mark);
      if (*mark.label == '\0' || *mark.value_text == '\0')
        continue;
      has_totals |= *mark.series == '\0';
      g_array_append_val (marks, mark);
    }
  /* Of many bars of parts, the bars alone. */
  has_totals = has_totals && marks->len > MAX_LISTED;
  for (guint i = marks->len; has_totals && i-- > 0;)
    if (*g_array_index (marks, HrChartMark, i).series != '\0')
      g_array_remove_index (marks, i);
  return marks;
}

/* Whether the marks are rows of as many series each, as those of bars in panels are. */
static guint
count_series (const GArray *marks)
{
  const HrChartMark *mark = (const HrChartMark *) (gpointer) marks->data;
  guint              n = 1;

  if (marks->len == 0)
    return 0;
  while (n < marks->len && strcmp (mark[n].series, mark[0].series) != 0)
    n++;
  if (n < 2 || n > MAX_SERIES || marks->len % n != 0)
    return 0;
  for (guint i = 0; i < marks->len; i++)
    if (strcmp (mark[i].series, mark[i % n].series) != 0
        || strcmp (mark[i].label, mark[i - i % n].label) != 0)
      return 0;
  return n;
}

/* A chart is a picture; here it is the figures that it shows. */
static void
append_chart (GString *out, const HrBlock *block)
{
  g_autoptr (GArray) marks = collect_marks (block->chart);
  guint n_series = count_series (marks);

  append_line (out, "",
               block->text && *block->text ? block->text : hr_chart_get_summary (block->chart),
               "\n\n");
  if (n_series > 0)
    {
      g_string_append (out, "|  ");
      for (guint s = 0; s < n_series; s++)
        append_line (out, "| ", g_array_index (marks, HrChartMark, s).series, " ");
      g_string_append (out, "|\n| --- ");
      for (guint s = 0; s < n_series; s++)
        g_string_append (out, "| ---: ");
      g_string_append (out, "|\n");
    }
  for (guint i = 0; i < marks->len; i++)
    {
      const HrChartMark *mark = &g_array_index (marks, HrChartMark, i);

      if (n_series > 0)
        {
          if (i % n_series == 0)
            append_line (out, "| ", mark->label, " ");
          append_line (out, "| ", mark->value_text, i % n_series == n_series - 1 ? " |\n" : " ");
          continue;
        }
      if (i == MAX_LISTED)
        {
          g_string_append (out, "- …\n");
          break;
        }
      append_line (out, "- ", mark->label, "");
      if (*mark->series)
        append_line (out, " (", mark->series, ")");
      append_line (out, ": ", mark->value_text, "\n");
    }
}

/**
 * hr_report_markdown:
 *
 * Returns: (transfer full): the document as Markdown with tables
 */
char *
hr_report_markdown (const HrAdvice *advice, const HrReportOptions *options)
{
  g_autoptr (HrReport) report = hr_report_new (advice, options);
  GString    *out = g_string_new (NULL);
  HrBlockKind previous = HR_BLOCK_TITLE;

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const HrBlock *block = g_ptr_array_index (report->blocks, i);

      if (block->kind == HR_BLOCK_LINK) /* headings are links of their own there */
        continue;
      if (i > 0 && !(block->kind == HR_BLOCK_BULLET && previous == HR_BLOCK_BULLET))
        g_string_append_c (out, '\n');
      previous = block->kind;
      switch (block->kind)
        {
        case HR_BLOCK_TITLE:
          append_line (out, "# ", block->text, "\n\n");
          append_line (out, "", block->detail, "\n");
          break;
        case HR_BLOCK_HERO:
          append_hero (out, block);
          break;
        case HR_BLOCK_HEADING:
          append_line (out, "## ", block->text, "\n");
          break;
        case HR_BLOCK_PARAGRAPH:
          append_line (out, "", block->text, "\n");
          break;
        case HR_BLOCK_BULLET:
          append_line (out, "- ", block->text, "\n");
          break;
        case HR_BLOCK_TABLE:
          append_table (out, block);
          break;
        case HR_BLOCK_CHART:
          append_chart (out, block);
          break;
        case HR_BLOCK_LINK:
        default:
          break;
        }
    }
  return g_string_free (out, FALSE);
}

gboolean
hr_report_write_markdown (const HrAdvice        *advice,
                          const char            *file,
                          const HrReportOptions *options,
                          GError               **error)
{
  g_autofree char *text = hr_report_markdown (advice, options);

  return hr_file_write_output (file, text, strlen (text), error);
}
