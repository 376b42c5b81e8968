/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-import-preview.h"

#include <math.h>
#include <string.h>

/* A file is read in another thread, and nothing of the catalog changes until it is said so. */

typedef struct
{
  HrImportPreview *preview;
  GError          *error;
  gboolean         done;
} Answer;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->preview = hr_import_preview_finish (HR_CATALOG (source), result, &answer->error);
  answer->done = TRUE;
}

static GFile *
write_table (const char *text)
{
  static guint     n;
  g_autofree char *name = g_strdup_printf ("preview-%u.csv", n++);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static void
wait_for (Answer *answer)
{
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static HrImportPreview *
preview_of (HrCatalog *catalog, const char *text, const HrImportOptions *options)
{
  g_autoptr (GFile) file = write_table (text);
  Answer answer = { 0 };

  hr_import_preview_async (catalog, file, options, NULL, read_cb, &answer);
  g_assert_false (answer.done);
  wait_for (&answer);
  g_file_delete (file, NULL, NULL);
  g_assert_no_error (answer.error);
  g_assert_nonnull (answer.preview);
  return answer.preview;
}

static double
price_of (HrCatalog *catalog, const char *gpu)
{
  g_autofree char *text = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, gpu, "price_usd");

  return g_ascii_strtod (text, NULL);
}

static void
test_takes (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  double           before = price_of (catalog, "rtx-4090");
  g_autofree char *text = g_strdup_printf ("id,price_usd\nrtx-4090,%.0f\n", before + 123);
  g_autoptr (HrImportPreview) preview = preview_of (catalog, text, NULL);
  gboolean can_undo;

  g_assert_true (hr_import_preview_is_good (preview));
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, before);
  g_assert_cmpuint (hr_import_preview_report (preview)->changes->len, >=, 1);
  g_assert_true (hr_import_preview_apply (preview, catalog, NULL));
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, round (before + 123));
  g_object_get (catalog, "can-undo", &can_undo, NULL);
  g_assert_true (can_undo);
  g_assert_true (hr_catalog_undo (catalog));
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, before);
  g_assert_false (hr_catalog_undo (catalog));
}

/* What was edited while the file was read is not lost. */
static void
test_keeps_edits (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  double           before = price_of (catalog, "rtx-4090"), other = price_of (catalog, "rtx-3090");
  g_autofree char *text = g_strdup_printf ("id,price_usd\nrtx-4090,%.0f\n", before + 123);
  g_autofree char *edited = g_strdup_printf ("%.0f", round (other) + 7);
  g_autoptr (HrImportPreview) preview = preview_of (catalog, text, NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();

  g_assert_true (
      hr_catalog_set_cell (catalog, HR_SECTION_GPUS, "rtx-3090", "price_usd", edited, issues));
  g_assert_true (hr_import_preview_apply (preview, catalog, NULL));
  g_assert_cmpfloat (price_of (catalog, "rtx-3090"), ==, round (other) + 7);
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, round (before + 123));
}

static void
test_asks (void)
{
  static const struct
  {
    const char     *text;
    HrIssueKind     needs;
    HrImportOptions answer;
  } cases[] = {
    { "id,price_usd\nrtx-5090,3.499\n", HR_ISSUE_AMBIGUOUS, { .decimal = HR_DECIMAL_COMMA } },
    { "id,price_usd\nrtx-5090,19\n", HR_ISSUE_FAR, { .accepts_far = TRUE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
      g_autoptr (HrImportPreview) first = preview_of (catalog, cases[i].text, NULL);
      g_autoptr (HrImportPreview) second = NULL;

      g_assert_false (hr_import_preview_is_good (first));
      g_assert_true (hr_import_preview_needs (first, cases[i].needs));
      second = preview_of (catalog, cases[i].text, &cases[i].answer);
      g_assert_true (hr_import_preview_is_good (second));
      g_assert_false (hr_import_preview_needs (second, cases[i].needs));
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = { "", "nothing,of,ours\n1,2,3\n",
                                       "id,price_usd\nrtx-4090,x\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
      g_autoptr (HrImportPreview) preview = preview_of (catalog, texts[i], NULL);

      g_assert_false (hr_import_preview_is_good (preview));
      g_assert_true (hr_import_preview_refusal (preview) != NULL
                     || hr_issues_n_errors (hr_import_preview_issues (preview)) > 0);
    }
}

/* Cancelling ends the waiting at once, however long the thread goes on. */
static void
test_cancels (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (GString) text = g_string_new ("id,price_usd\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) file = NULL;
  Answer answer = { 0 };
  gint64 start;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "no-such-card-%u,100\n", i);
  file = write_table (text->str);
  hr_import_preview_async (catalog, file, NULL, cancellable, read_cb, &answer);
  start = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  wait_for (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (answer.preview);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 100000);
  g_clear_error (&answer.error);
  g_file_delete (file, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-preview/takes", test_takes);
  g_test_add_func ("/import-preview/keeps-edits", test_keeps_edits);
  g_test_add_func ("/import-preview/asks", test_asks);
  g_test_add_func ("/import-preview/refuses", test_refuses);
  g_test_add_func ("/import-preview/cancels", test_cancels);
  return g_test_run ();
}
