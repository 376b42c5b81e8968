/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-number-row.h"
#include "hr-window-private.h"
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
finish (HrWindow *window, AdwApplication *application, HrCatalog *catalog)
{
  fixture_wait (hr_window_get_model (window));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
  g_object_unref (application);
  g_object_unref (catalog);
}

/* A label below @root that has @part in it: a toast, here. */
static gboolean
says (GtkWidget *root, const char *part)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, part))
      return TRUE;
  return FALSE;
}

static void
wait_for_words (HrWindow *window, const char *part)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!says (GTK_WIDGET (window), part) && g_get_monotonic_time () < end)
    fixture_settle_for (20);
  g_assert_true (says (GTK_WIDGET (window), part));
}

static GFile *
new_file (const char *name, const void *data, gsize size)
{
  g_autofree char *folder = g_dir_make_tmp ("headroom-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return g_file_new_for_path (path);
}

static void
remove_file (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
}

/* A file that has no model in it changes nothing, the task included. */
static void
test_refused_model (void)
{
  static const char header[] = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2,2],"
                               "\"data_offsets\":[0,16]}}";
  guint8            data[8 + sizeof header - 1 + 16] = { sizeof header - 1 };
  AdwApplication   *application;
  HrCatalog        *catalog;
  HrWindow         *window = fixture_window (&application, &catalog);
  HrAdviceModel    *model = hr_window_get_model (window);
  g_autoptr (GFile) file = NULL;
  HrPlan before;

  memcpy (data + 8, header, sizeof header - 1);
  file = new_file ("weights.safetensors", data, sizeof data);
  hr_advice_model_set_task (model, HR_TASK_RENDERING);
  before = *hr_advice_model_get_plan (model);
  gtk_window_present (GTK_WINDOW (window));
  hr_window_open_file (window, file);
  wait_for_words (window, "weights.safetensors");
  g_assert_true (hr_plan_equal (hr_advice_model_get_plan (model), &before));
  remove_file (file);
  finish (window, application, catalog);
}

static void
test_unknown_keys (void)
{
  static const char plan[] = "{\"format\": \"headroom-plan\", \"version\": 1,"
                             " \"workload\": {\"task\": \"llm-inference\", \"model\": "
                             "\"llama-3.1-8b\", \"batch_sizes\": 3},"
                             " \"constraints\": {\"budget\": 4321, \"currency\": \"USD\"}}";
  AdwApplication   *application;
  HrCatalog        *catalog;
  HrWindow         *window = fixture_window (&application, &catalog);
  g_autoptr (GFile) file = new_file ("mine.headroom", plan, strlen (plan));

  gtk_window_present (GTK_WINDOW (window));
  hr_window_open_file (window, file);
  wait_for_words (window, "batch_sizes");
  g_assert_cmpfloat (hr_advice_model_get_plan (hr_window_get_model (window))->constraints.budget,
                     ==, 4321);
  remove_file (file);
  finish (window, application, catalog);
}

/* A folder of another machine: it is written, or the reason is told. */
static void
test_remote_export (void)
{
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window = fixture_window (&application, &catalog);
  g_autoptr (GFile) far = g_file_new_for_uri ("sftp://nowhere.invalid/answer-far.pdf");
  g_autoptr (GFile) near = new_file ("answer-near.pdf", "", 0);
  g_autofree char *content = NULL;

  g_assert_null (g_file_peek_path (far));
  gtk_window_present (GTK_WINDOW (window));
  hr_window_write_pdf (window, far, FALSE);
  wait_for_words (window, "“answer-far.pdf” was not written: ");
  hr_window_write_pdf (window, near, TRUE);
  wait_for_words (window, "answer-near.pdf written");
  g_assert_true (g_file_get_contents (g_file_peek_path (near), &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  remove_file (near);
  finish (window, application, catalog);
}

/* Nobody can open what is not there: that is said. */
static void
test_show_file (void)
{
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window = fixture_window (&application, &catalog);

  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-file",
                                  g_variant_new_string ("headroom-no-such-scheme:///x.pdf"));
  wait_for_words (window, "The file cannot be opened: ");
  finish (window, application, catalog);
}

static gboolean
can_export (HrWindow *window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export-pdf");
}

/* What is typed and refused greys the answer to the question before; what is right brings it back.
 */
static void
test_outdated (void)
{
  static const char *const wrong[] = { "lots", "-5", "1e999" };
  AdwApplication          *application;
  HrCatalog               *catalog;
  HrWindow                *window = fixture_window (&application, &catalog);
  GtkWidget   *row = hr_question_view_find_row (window->question, "$.constraints.budget");
  GtkEditable *entry = GTK_EDITABLE (hr_number_row_get_entry (HR_NUMBER_ROW (row)));
  GtkWidget   *answer = GTK_WIDGET (window->advice_page);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (can_export (window));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (entry, wrong[i]);
      g_assert_true (gtk_widget_has_css_class (answer, "outdated"));
      g_assert_false (can_export (window));
      gtk_editable_set_text (entry, "4000");
      g_assert_false (gtk_widget_has_css_class (answer, "outdated"));
      fixture_wait (hr_window_get_model (window));
      g_assert_true (can_export (window));
    }
  /* The row of a task that is left takes its error with it. */
  row = hr_question_view_find_row (window->question, "$.workload.sequence_length");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (hr_number_row_get_entry (HR_NUMBER_ROW (row))), "2.5");
  g_assert_true (gtk_widget_has_css_class (answer, "outdated"));
  hr_advice_model_set_task (hr_window_get_model (window), HR_TASK_RENDERING);
  g_assert_false (gtk_widget_has_css_class (answer, "outdated"));
  finish (window, application, catalog);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/window-files/refused-model", test_refused_model);
  g_test_add_func ("/window-files/unknown-keys", test_unknown_keys);
  g_test_add_func ("/window-files/remote-export", test_remote_export);
  g_test_add_func ("/window-files/show-file", test_show_file);
  g_test_add_func ("/window-files/outdated", test_outdated);
  return g_test_run ();
}
