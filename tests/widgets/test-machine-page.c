/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-choice-row.h"
#include "hr-machine-answer.h"
#include "hr-machine-page.h"
#include "hr-machine-remedy.h"
#include "hr-number-row.h"
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* A window that shows the page alone, for a computer of our own making. */
typedef struct
{
  HrCatalog       *catalog;
  HrAdviceModel   *model;
  GtkWidget       *window;
  HrMachinePage   *page;
  HrMachineAnswer *answer;
  HrPlan           replaced;
  char            *text;
} Fixture;

static void
replace_cb (Fixture *fixture, const HrPlan *plan, const char *text)
{
  fixture->replaced = *hr_advice_model_get_plan (fixture->model);
  g_free (fixture->text);
  fixture->text = g_strdup (text);
  hr_advice_model_set_plan (fixture->model, plan);
}

static void
settle (Fixture *fixture)
{
  while (hr_machine_page_is_looking (fixture->page))
    g_main_context_iteration (NULL, TRUE);
  fixture_wait (fixture->model);
  fixture_settle ();
}

static void
set_up (Fixture *fixture, gconstpointer nvidia_smi)
{
  fixture->catalog = fixture_catalog ();
  fixture->model = hr_advice_model_new (fixture->catalog);
  hr_advice_model_set_today (fixture->model, (HrDate){ 2026, 11, 1 });
  fixture->page = HR_MACHINE_PAGE (hr_machine_page_new ());
  hr_machine_page_look_in (fixture->page, "/nowhere", nvidia_smi);
  hr_machine_page_set_model (fixture->page, fixture->model);
  g_signal_connect_swapped (fixture->page, "replace-plan", G_CALLBACK (replace_cb), fixture);
  fixture->window = g_object_new (GTK_TYPE_WINDOW, "child", fixture->page, "default-width", 360,
                                  "default-height", 800, NULL);
  fixture->answer = HR_MACHINE_ANSWER (
      fixture_find (GTK_WIDGET (fixture->page), HR_TYPE_MACHINE_ANSWER, NULL));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  HrMachinePage *page = g_object_ref (fixture->page);

  settle (fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_settle ();
  g_assert_finalize_object (page);
  g_assert_finalize_object (fixture->model);
  g_object_unref (fixture->catalog);
  g_free (fixture->text);
}

static void
set_system (Fixture *fixture, const char *gpu, double ram_gib)
{
  HrPlan plan = *hr_advice_model_get_plan (fixture->model);

  plan.has_system = TRUE;
  plan.system = (HrSystem){ .gpu_count = 1, .ram_gib = ram_gib };
  g_strlcpy (plan.system.gpu, gpu, sizeof plan.system.gpu);
  hr_advice_model_set_plan (fixture->model, &plan);
  settle (fixture);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  GtkWidget *label = fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* Without a card the page asks for one, and offers the recommended machine; nothing is changed by
 * looking at it. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  g_assert_true (shows (fixture, "Which GPU Is in It?"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->answer)));
  g_assert_false (hr_advice_model_get_plan (fixture->model)->has_system);
  button = fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON,
                         "Take the Recommended Machine");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  settle (fixture);
  g_assert_nonnull (fixture->text);
  g_assert_true (hr_advice_model_get_plan (fixture->model)->has_system);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->answer)));
  g_assert_true (shows (fixture, "It fits") || shows (fixture, "It fits, but only just"));
}

/* The computer's own card is diagnosed without a word to the plan, less what others hold of it. */
static void
test_found (Fixture *fixture, gconstpointer data)
{
  const HrDiagnosis *d = hr_machine_answer_get_diagnosis (fixture->answer);

  g_assert_false (hr_advice_model_get_plan (fixture->model)->has_system);
  g_assert_nonnull (d);
  g_assert_cmpstr (d->plan.system.gpu, ==, "rtx-4090");
  g_assert_cmpuint (d->plan.system.gpu_count, ==, 2);
  g_assert_cmpfloat_with_epsilon (d->plan.system.free_gib, 19.5, 0.1);
  g_assert_cmpfloat_with_epsilon (d->estimate.available_gib, 19.5, 0.1);
  g_assert_true (shows (
      fixture, "Found here: an unknown CPU with 0\302\240GiB of RAM and 2 × GeForce RTX 4090."));

  /* The first change makes it the plan's. */
  g_signal_emit_by_name (fixture_find (GTK_WIDGET (fixture->page), HR_TYPE_CHOICE_ROW, NULL),
                         "chosen", "rtx-4090");
  g_assert_false (hr_advice_model_get_plan (fixture->model)->has_system
                  && hr_advice_model_get_plan (fixture->model)->system.gpu_count != 2);
  g_assert_cmpstr (hr_advice_model_get_plan (fixture->model)->system.gpu, ==, "rtx-4090");
}

static void
test_unknown_card (Fixture *fixture, gconstpointer data)
{
  g_assert_true (shows (fixture, "Which GPU Is in It?"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->answer)));
}

/* The plan's machine comes first; the computer's is taken when that is asked for. */
static void
test_plan_first (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  set_system (fixture, "h100-pcie-80gb", 512);
  g_assert_cmpstr (hr_machine_answer_get_diagnosis (fixture->answer)->plan.system.gpu, ==,
                   "h100-pcie-80gb");
  button = fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "_Detect Again");
  g_signal_emit_by_name (button, "clicked");
  settle (fixture);
  g_assert_cmpstr (hr_advice_model_get_plan (fixture->model)->system.gpu, ==, "rtx-4090");
  g_assert_cmpstr (fixture->replaced.system.gpu, ==, "h100-pcie-80gb");
}

/* The two failures have two faces. */
static void
test_faces (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *gpu;
    double      ram_gib;
    HrMethod    method;
    HrOffload   offload;
    const char *title;
  } cases[] = {
    { "h100-pcie-80gb", 512, HR_METHOD_QLORA, HR_OFFLOAD_NONE, "It fits" },
    { "rtx-4090", 64, HR_METHOD_FULL, HR_OFFLOAD_NONE, "GPU memory runs out" },
    { "rtx-6000-ada", 32, HR_METHOD_FULL, HR_OFFLOAD_ALL, "RAM runs out" },
    { "rtx-3060-12gb", 8, HR_METHOD_FULL, HR_OFFLOAD_NONE, "GPU memory and RAM run out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrPlan             plan = *hr_advice_model_get_plan (fixture->model);
      const HrDiagnosis *d;
      int                minimum;

      plan.workload.nlp.method = cases[i].method;
      plan.workload.nlp.offload = cases[i].offload;
      plan.workload.nlp.batch = 1;
      hr_advice_model_set_plan (fixture->model, &plan);
      set_system (fixture, cases[i].gpu, cases[i].ram_gib);
      d = hr_machine_answer_get_diagnosis (fixture->answer);
      g_test_message ("%s: %f %f", cases[i].title, d->vram_short_gib, d->ram_short_gib);
      g_assert_true (shows (fixture, cases[i].title));
      g_assert_cmpint (d->n_remedies > 0, ==, i > 0);
      g_assert_cmpint (shows (fixture, "What Would Just Fit"), ==,
                       d->estimate.fit != HR_FIT_EXCEEDS);
      gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

static GtkWidget *
find_button (GtkWidget *root, guint index)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), "Apply") == 0
      && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (root), "index")) == index)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, index);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Every task: each remedy that is a setting or hardware can be applied, and then the work is as its
 * row said. */
static void
test_apply (Fixture *fixture, gconstpointer data)
{
  for (int task = 0; task < HR_N_TASK; task++)
    {
      HrDiagnosis before;
      HrPlan      plan;

      hr_advice_model_set_task (fixture->model, (HrTask) task);
      plan = *hr_advice_model_get_plan (fixture->model);
      if (task == HR_TASK_IMAGE_CLASSIFICATION)
        plan.workload.image.batch = 1024;
      else if (task == HR_TASK_NLP_FINE_TUNE)
        plan.workload.nlp.method = HR_METHOD_FULL;
      else if (task == HR_TASK_LLM_INFERENCE)
        plan.workload.llm.context_length = 128 * 1024;
      else if (task == HR_TASK_SCIENTIFIC)
        {
          plan.workload.science.kernel = HR_KERNEL_LATTICE;
          plan.workload.science.cells = 1e9;
        }
      else
        plan.workload.render.triangles = 1e9;
      hr_advice_model_set_plan (fixture->model, &plan);
      set_system (fixture, "rtx-3060-12gb", 64);
      plan = *hr_advice_model_get_plan (fixture->model);
      before = *hr_machine_answer_get_diagnosis (fixture->answer);
      g_assert_cmpuint (before.n_remedies, >, 1);
      for (guint i = 0; i < before.n_remedies; i++)
        {
          GtkWidget         *button = find_button (GTK_WIDGET (fixture->answer), i);
          const HrDiagnosis *after;

          if (before.remedies[i].kind == HR_REMEDY_RENT
              || (before.remedies[i].kind == HR_REMEDY_OFFLOAD && task == HR_TASK_LLM_INFERENCE))
            {
              g_assert_null (button);
              continue;
            }
          g_assert_nonnull (button);
          g_signal_emit_by_name (button, "clicked");
          settle (fixture);
          after = hr_machine_answer_get_diagnosis (fixture->answer);
          g_assert_cmpfloat_with_epsilon (after->estimate.required_gib,
                                          before.remedies[i].estimate.required_gib, 1e-6);
          if (before.remedies[i].is_enough)
            g_assert_cmpfloat (after->vram_short_gib + after->ram_short_gib, ==, 0);
          hr_advice_model_set_plan (fixture->model, &plan);
          settle (fixture);
        }
    }
}

/* The focus goes down the page, and comes to everything that can be used. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  HrPlan plan = *hr_advice_model_get_plan (fixture->model);
  float  below = -1;
  guint  n = 0, n_apply = 0;

  plan.workload.nlp.method = HR_METHOD_FULL;
  hr_advice_model_set_plan (fixture->model, &plan);
  set_system (fixture, "rtx-4090", 64);
  fixture_settle_for (200); /* the new rows have their places after a frame */
  while (n < 100 && gtk_widget_child_focus (GTK_WIDGET (fixture->page), GTK_DIR_TAB_FORWARD))
    {
      GtkWidget      *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      graphene_rect_t bounds;
      GtkWidget      *content = gtk_widget_get_parent (
               gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (fixture->answer))));

      g_assert_true (gtk_widget_compute_bounds (focus, content, &bounds));
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >, below);
      below = bounds.origin.y;
      n++;
      n_apply += GTK_IS_BUTTON (focus)
                 && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), "Apply") == 0;
    }
  g_test_message ("%u stops, %u remedies", n, n_apply);
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (n_apply, >=, hr_machine_answer_get_diagnosis (fixture->answer)->n_remedies - 1);
}

#define SMI "NVIDIA GeForce RTX 4090, 24564, 22000\nNVIDIA GeForce RTX 4090, 24564, 20000\n"
#define ODD "NVIDIA Something 9999, 24564, 22000\n"

/* A time that is the same in the digits that are shown is not compared. */
static void
test_same_time (void)
{
  static const struct
  {
    double   slowdown;
    gboolean compares;
  } cases[] = { { 1, FALSE }, { 1.02, FALSE }, { 0.998, FALSE }, { 1.2, TRUE }, { 0.93, TRUE } };
  g_autofree HrDiagnosis *diagnosis = g_new0 (HrDiagnosis, 1);

  diagnosis->plan.workload.task = HR_TASK_NLP_FINE_TUNE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrRemedy   remedy = { .kind = HR_REMEDY_QLORA,
                                  .slowdown = cases[i].slowdown,
                                  .estimate.seconds = 3600 };
      g_autofree char *text = hr_machine_remedy_describe (diagnosis, &remedy, NULL);

      g_assert_cmpint (strstr (text, "the time") != NULL, ==, cases[i].compares);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, smi, test) g_test_add (name, Fixture, smi, set_up, test, tear_down)
  ADD ("/machine-page/empty", NULL, test_empty);
  ADD ("/machine-page/found", SMI, test_found);
  ADD ("/machine-page/unknown-card", ODD, test_unknown_card);
  ADD ("/machine-page/plan-first", SMI, test_plan_first);
  ADD ("/machine-page/faces", NULL, test_faces);
  ADD ("/machine-page/apply", NULL, test_apply);
  ADD ("/machine-page/focus", NULL, test_focus);
#undef ADD
  g_test_add_func ("/machine-page/same-time", test_same_time);

  return g_test_run ();
}
