/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-page.h"
#include "window-fixture.h"

/* For every task, with the machine as it is found. */
static void
test_tasks (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdviceModel) model = hr_advice_model_new (catalog);

  for (int task = 0; task < HR_N_TASK; task++)
    {
      GtkWidget *page = g_object_ref_sink (hr_machine_page_new ());

      hr_advice_model_set_task (model, (HrTask) task);
      hr_machine_page_set_model (HR_MACHINE_PAGE (page), model);
      fixture_wait (model);
      fixture_settle ();
      g_assert_nonnull (fixture_find (page, GTK_TYPE_LABEL, NULL));
      g_assert_finalize_object (page);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/machine-page/tasks", test_tasks);
  return g_test_run ();
}
