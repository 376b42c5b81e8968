/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define DATE "2026-11-21T12:00:00Z"

/* Runs a tool of poppler-utils on @bytes. Returns NULL where it is not installed. */
static char *
run_tool (const char *tool, GBytes *bytes)
{
  g_autofree char *program = g_find_program_in_path (tool), *output = NULL, *file = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0, fd;

  if (program == NULL)
    return NULL;
  fd = g_file_open_tmp ("headroom-XXXXXX.pdf", &file, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  {
    const char *text_arguments[] = { program, "-layout", file, "-", NULL };
    const char *info_arguments[] = { program, file, NULL };

    g_spawn_sync (NULL,
                  (char **) (strcmp (tool, "pdftotext") == 0 ? text_arguments : info_arguments),
                  NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  }
  g_unlink (file);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&output);
}

static GBytes *
make_pdf_of (const HrAdvice *advice, HrPaper paper, gboolean with_trace)
{
  g_autoptr (GError) error = NULL;
  HrReportOptions options;
  GBytes         *bytes;

  hr_report_options_init (&options);
  options.paper = paper;
  options.create_date = DATE;
  options.author = "A. Researcher";
  options.with_trace = with_trace;
  bytes = hr_report_pdf (advice, &options, &error);
  g_assert_no_error (error);
  return bytes;
}

static GBytes *
make_pdf (const HrAdvice *advice, HrPaper paper)
{
  return make_pdf_of (advice, paper, TRUE);
}

static guint
count_pages (GBytes *bytes)
{
  g_autofree char *info = run_tool ("pdfinfo", bytes);
  const char      *pages = info ? strstr (info, "Pages:") : NULL;

  return pages ? (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10) : 2;
}

static void
test_words (void)
{
  static const char *const words[] = {
    "GPU recommendation", "Why this one",       "What would change it",
    "What is uncertain",  "Other builds",       "Parts and prices",
    "Price and speed",    "Memory by card",     "Capacity, bandwidth, cost",
    "What was assumed",   "Cards ruled out",    "How it was computed",
    "NVMe drive",         "Together",           "Cost of a run, at most",
    "Power at the wall",  "Price of the build", "Where the prices come from",
  };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, 6000);
      g_autoptr (GBytes) bytes = make_pdf (advice, HR_PAPER_A4);
      g_autofree char *text = run_tool ("pdftotext", bytes);

      g_assert_cmpuint (count_pages (bytes), >=, 2);
      if (text == NULL)
        {
          g_test_skip ("pdftotext is not installed");
          return;
        }
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (strstr (text, words[i]) == NULL)
          g_error ("%s: \"%s\" is not in the document", hr_enum_nick (&hr_enum_task, (int) task),
                   words[i]);
      g_assert_nonnull (strstr (text, advice->picks[0].build.gpu->name));
      g_assert_null (strstr (text, "nan"));
    }
}

/* The first page answers alone: question, budget, verdict, reasons, parts that add up. */
static void
test_first_page (void)
{
  static const char *const words[] = {
    "up to $6,000", "Why this one", "Memory on ", "Parts and prices", "Together",
  };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, 6000);
      g_autoptr (GBytes) bytes = make_pdf_of (advice, HR_PAPER_A4, FALSE);
      g_autofree char *text = run_tool ("pdftotext", bytes);
      char            *end = text ? strchr (text, '\f') : NULL;

      if (end == NULL)
        {
          g_test_skip ("pdftotext is not installed");
          return;
        }
      *end = '\0';
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (strstr (text, words[i]) == NULL)
          g_error ("%s: \"%s\" is not on the first page:\n%s",
                   hr_enum_nick (&hr_enum_task, (int) task), words[i], text);
    }
}

/* How it was computed only when asked for, and no link to what is not there. */
static void
test_appendix (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_NLP_FINE_TUNE, 6000);
  g_autoptr (GBytes) with = make_pdf_of (advice, HR_PAPER_A4, TRUE);
  g_autoptr (GBytes) without = make_pdf_of (advice, HR_PAPER_A4, FALSE);
  g_autofree char *text = run_tool ("pdftotext", without);

  g_assert_cmpuint (g_bytes_get_size (without), <, g_bytes_get_size (with));
  if (text != NULL)
    {
      g_assert_null (strstr (text, "How it was computed"));
      g_assert_null (strstr (text, "How each figure was computed"));
      g_assert_cmpuint (count_pages (without), <, count_pages (with));
    }
}

static void
test_metadata (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  HrPlan plan;
  g_autoptr (HrAdvice) advice = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *info = NULL;

  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  g_strlcpy (plan.title, "Lab workstation 2026", sizeof plan.title);
  advice = fixture_advice_for (catalog, &plan);
  bytes = make_pdf (advice, HR_PAPER_LETTER);
  info = run_tool ("pdfinfo", bytes);
  if (info == NULL)
    {
      g_test_skip ("pdfinfo is not installed");
      return;
    }
  g_assert_nonnull (strstr (info, "Lab workstation 2026"));
  g_assert_nonnull (strstr (info, "A. Researcher"));
  g_assert_nonnull (strstr (info, "Recommended machine for"));
  g_assert_nonnull (strstr (info, "Keywords"));
  g_assert_nonnull (strstr (info, "Tagged:          yes"));
  g_assert_nonnull (strstr (info, "612 x 792"));
}

/* The document with nothing packed: newer versions of Cairo pack objects into streams. */
static char *
unpacked (GBytes *bytes)
{
  g_autofree char *packed = g_build_filename (g_get_tmp_dir (), "packed.pdf", NULL);
  g_autofree char *plain = g_build_filename (g_get_tmp_dir (), "plain.pdf", NULL);
  const char      *argv[] = { "qpdf", "--qdf", "--object-streams=disable", packed, plain, NULL };
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;
  int   status;

  g_assert_true (g_file_set_contents (packed, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_true (g_file_get_contents (plain, &text, &length, NULL));
  /* Pictures hold zeros; a search goes on behind them. */
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      text[i] = ' ';
  return text;
}

static void
test_outline_and_links (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_LLM_INFERENCE, 3000);
  g_autoptr (GBytes) bytes = make_pdf (advice, HR_PAPER_A4);
  g_autofree char *text = unpacked (bytes);

  g_assert_nonnull (strstr (text, "/Outlines"));
  g_assert_nonnull (strstr (text, "Why this one"));
  g_assert_nonnull (strstr (text, "/Link"));
}

/* The same answer and date give the same bytes; a fixed date is what makes it so. */
static void
test_reproducible (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) first = fixture_advice (catalog, HR_TASK_RENDERING, 3000);
  g_autoptr (HrAdvice) second = fixture_advice (catalog, HR_TASK_RENDERING, 3000);
  g_autoptr (GBytes) a = make_pdf (first, HR_PAPER_A4);
  g_autoptr (GBytes) b = make_pdf (second, HR_PAPER_A4);

  g_assert_true (g_bytes_equal (a, b));
}

/* Titles that a user typed: CJK, right-to-left, markup, invalid bytes. */
static void
test_titles (void)
{
  static const char *const titles[] = {
    "研究室のワークステーション 2026",
    "محطة عمل",
    "<b>bold & 'quoted'</b>",
    "broken \xff bytes",
    "(paren) \\ slash",
    "",
  };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      HrPlan plan;
      g_autoptr (HrAdvice) advice = NULL;
      g_autoptr (GBytes) bytes = NULL;

      hr_plan_init (&plan, HR_TASK_SCIENTIFIC);
      g_strlcpy (plan.title, titles[i], sizeof plan.title);
      advice = fixture_advice_for (catalog, &plan);
      bytes = make_pdf (advice, HR_PAPER_A4);
      g_assert_cmpuint (count_pages (bytes), >=, 2);
    }
}

/* Nothing fits: the document says so, names the nearest miss, and is not empty. */
static void
test_no_answer (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_NLP_FINE_TUNE, 10);
  g_autoptr (GBytes) bytes = make_pdf (advice, HR_PAPER_A4);
  g_autofree char *text = run_tool ("pdftotext", bytes);

  g_assert_cmpuint (advice->n_picks, ==, 0);
  if (text)
    {
      g_assert_nonnull (strstr (text, "No machine fits the question"));
      g_assert_nonnull (strstr (text, "over the budget"));
      g_assert_nonnull (strstr (text, "Cards ruled out"));
    }
}

static void
test_unwritable (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_SCIENTIFIC, 3000);
  g_autoptr (GError) error = NULL;
  HrReportOptions options;

  hr_report_options_init (&options);
  g_assert_false (hr_report_write_pdf (advice, "/nonexistent/folder/report.pdf", &options, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf/first-page", test_first_page);
  g_test_add_func ("/pdf/appendix", test_appendix);
  g_test_add_func ("/pdf/words", test_words);
  g_test_add_func ("/pdf/metadata", test_metadata);
  g_test_add_func ("/pdf/outline-and-links", test_outline_and_links);
  g_test_add_func ("/pdf/reproducible", test_reproducible);
  g_test_add_func ("/pdf/titles", test_titles);
  g_test_add_func ("/pdf/no-answer", test_no_answer);
  g_test_add_func ("/pdf/unwritable", test_unwritable);
  return g_test_run ();
}
