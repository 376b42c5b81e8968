/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-layout.h"

#include "fixture.h"

/* Whatever the document, boxes lie within the margins, below each other, and headings are not last.
 */
static void
check_layout (const HrReport *report, HrPaper paper)
{
  g_autoptr (HrReportLayout) layout = hr_report_layout_new (report, paper, NULL);
  double bottom = layout->page.height - layout->page.bottom, last_end = 0;
  guint  page = 0, headers = 0;

  g_assert_cmpuint (layout->n_pages, >=, 1);
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const HrBox *box = &g_array_index (layout->boxes, HrBox, i);

      g_assert_cmpfloat (box->y, >=, layout->page.top - 0.01);
      g_assert_cmpfloat (box->y + box->height, <=, bottom + 0.01);
      if (box->page == page)
        g_assert_cmpfloat (box->y, >=, last_end - 0.01);
      else
        {
          g_assert_cmpuint (box->page, ==, page + 1);
          /* A table that goes on starts the page with its header. */
          g_assert_cmpint (box->kind, !=, HR_BOX_TABLE_ROW);
        }
      page = box->page;
      last_end = box->y + box->height;
      headers += box->kind == HR_BOX_TABLE_HEADER;
      if (box->kind == HR_BOX_BLOCK && box->block->kind == HR_BLOCK_HEADING)
        {
          g_assert_cmpuint (i + 1, <, layout->boxes->len);
          g_assert_cmpuint (g_array_index (layout->boxes, HrBox, i + 1).page, ==, box->page);
        }
    }
  g_assert_cmpuint (page + 1, ==, layout->n_pages);
}

static void
test_advice (void)
{
  static const double budgets[] = { 10, 2500, 40000 };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    for (guint b = 0; b < G_N_ELEMENTS (budgets); b++)
      {
        g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, budgets[b]);
        g_autoptr (HrReport) report = NULL;
        HrReportOptions options;

        hr_report_options_init (&options);
        report = hr_report_new (advice, &options);
        check_layout (report, b % 2 ? HR_PAPER_LETTER : HR_PAPER_A4);
      }
}

/* A list that crosses a page leaves two points at least on each side. */
static void
test_list (void)
{
  for (guint fill = 20; fill < 60; fill++)
    {
      g_autoptr (HrReport) report = g_new0 (HrReport, 1);
      HrReportWriter writer = { .report = report };
      g_autoptr (HrReportLayout) layout = NULL;
      guint on_first = 0, n = 5;

      report->title = g_strdup ("A list");
      report->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_block_free);
      for (guint i = 0; i < fill; i++)
        hr_report_add (&writer, HR_BLOCK_PARAGRAPH, "A line.");
      for (guint i = 0; i < n; i++)
        hr_report_add (&writer, HR_BLOCK_BULLET, "A point.");
      layout = hr_report_layout_new (report, HR_PAPER_A4, NULL);
      for (guint i = fill; i < layout->boxes->len; i++)
        on_first += g_array_index (layout->boxes, HrBox, i).page
                    == g_array_index (layout->boxes, HrBox, fill).page;
      g_assert_true (on_first == n || (on_first >= 2 && n - on_first >= 2));
    }
}

/* A table of many rows repeats its header on each page; columns fill the width exactly. */
static void
test_long_table (void)
{
  HrReport      *report = g_new0 (HrReport, 1);
  HrReportWriter writer = { .report = report };
  g_autoptr (HrReportLayout) layout = NULL;
  guint         headers = 0, rows = 0;
  const double *widths;
  HrBlock      *table;

  report->title = g_strdup ("A table");
  report->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_block_free);
  hr_report_add_heading (&writer, "a", "A heading");
  table = hr_report_add (&writer, HR_BLOCK_TABLE, NULL);
  hr_block_add_column (table, "Number", TRUE);
  hr_block_add_column (table, "Text", FALSE);
  hr_block_add_column (table, "More", FALSE);
  for (guint i = 0; i < 200; i++)
    {
      hr_block_add_cell (table, g_strdup_printf ("%u", i));
      hr_block_add_cell (table,
                         g_strdup (i % 7 ? "short"
                                         : "a text that is long enough to need more lines than "
                                           "one, whatever the width of its column is"));
      hr_block_add_cell (
          table,
          g_strdup ("Averylongwordwithoutanyplacetobreakitandthatgoesonandonandonandonandon"));
    }
  layout = hr_report_layout_new (report, HR_PAPER_A4, NULL);
  widths = hr_report_columns (layout, table);
  g_assert_cmpfloat_with_epsilon (widths[0] + widths[1] + widths[2],
                                  hr_report_layout_content (layout), 0.01);
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      headers += g_array_index (layout->boxes, HrBox, i).kind == HR_BOX_TABLE_HEADER;
      rows += g_array_index (layout->boxes, HrBox, i).kind == HR_BOX_TABLE_ROW;
    }
  g_assert_cmpuint (rows, ==, 200);
  g_assert_cmpuint (layout->n_pages, >, 3);
  g_assert_cmpuint (headers, ==, layout->n_pages);
  check_layout (report, HR_PAPER_A4);
  g_ptr_array_unref (report->blocks);
  g_free (report->title);
  g_free (report);
}

/* Cells of two scripts, and of one line and three, stand on one line, which is in the row. */
static void
test_baseline (void)
{
  static const char *const cells[] = { "$1.09", "77 \345\210\206\351\222\237",
                                       "GeForce RTX 4090 and a good many words that take two lines "
                                       "of this column at least, and more of them" };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_NLP_FINE_TUNE, 2500);
  g_autoptr (HrReport) report = NULL;
  g_autoptr (HrReportLayout) layout = NULL;
  HrReportOptions options;
  HrReportWriter  writer;
  HrBlock        *block;
  double          height, baseline;

  hr_report_options_init (&options);
  report = hr_report_new (advice, &options);
  writer = (HrReportWriter){ .report = report, .advice = advice, .options = &options };
  block = hr_report_add (&writer, HR_BLOCK_TABLE, NULL);
  block->strong_row = -1;
  for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
    {
      hr_block_add_column (block, c == 0 ? "Price" : "\344\273\267\346\240\274", c == 0);
      hr_block_add_cell (block, g_strdup (cells[c]));
    }
  layout = hr_report_layout_new (report, HR_PAPER_A4, NULL);
  height = hr_report_row (layout, block, 0, &baseline);
  for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
    {
      const double *widths = hr_report_columns (layout, block);
      PangoLayout  *text = hr_report_layout_text (layout, hr_report_row_font (block, 0),
                                                  hr_report_cell (block, 0, c),
                                                 c == 0 ? 0 : widths[c] - 2 * HR_CELL_PADDING);
      double        top = baseline - hr_report_text_baseline (text);

      g_assert_cmpfloat (top, >=, HR_ROW_PADDING - 0.01);
      g_assert_cmpfloat (top + hr_report_text_height (text), <=, height - HR_ROW_PADDING + 0.01);
      g_object_unref (text);
    }
  g_assert_cmpstr (hr_report_cell (block, HR_REPORT_HEADER, 0), ==, "Price");
  g_assert_cmpfloat (hr_report_row (layout, block, HR_REPORT_HEADER, &baseline), >, baseline);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/advice", test_advice);
  g_test_add_func ("/layout/list", test_list);
  g_test_add_func ("/layout/long-table", test_long_table);
  g_test_add_func ("/report-layout/baseline", test_baseline);
  return g_test_run ();
}
