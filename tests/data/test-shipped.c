/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-json-text.h"
#include "hr-model-shape.h"
#include "hr-plan-json.h"

#include <math.h>
#include <string.h>

/* The shipped tables against themselves: what no parser can see. */

static const HrSnapshot *
shipped (void)
{
  return hr_builtin_snapshot ();
}

/* The program does not scan what is built in: each start would pay for it. */
static void
test_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (HEADROOM_DATA_DIR, 0, NULL);
  const char *name;
  guint       n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (HEADROOM_DATA_DIR, name, NULL);
      g_autofree char *data = NULL;
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonNode) node = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      node = hr_json_load (data, (gssize) length, issues);
      g_assert_nonnull (node);
      n++;
    }
  g_assert_cmpuint (n, >=, 12);
}

static void
test_counts (void)
{
  const HrSnapshot *s = shipped ();
  guint             by_task[HR_N_TASK] = { 0 };
  guint             priced = 0;

  for (guint i = 0; i < s->n_problems; i++)
    by_task[s->problems[i].workload.task]++;
  for (guint i = 0; i < s->n_gpus; i++)
    priced += s->gpus[i].n_prices > 0;
  g_assert_cmpuint (s->n_gpus, >=, 113);
  g_assert_cmpuint (priced, >=, 97);
  g_assert_cmpuint (s->n_models, >=, 40);
  g_assert_cmpuint (s->n_image_models, >=, 60);
  g_assert_cmpuint (by_task[HR_TASK_SCIENTIFIC], >=, 12);
  g_assert_cmpuint (by_task[HR_TASK_RENDERING], >=, 8);
  g_assert_cmpuint (s->n_rent_offers, >=, 74);
  g_assert_cmpuint (s->n_host_parts, >=, 53);
}

static void
check_price (const char *id, const HrPrice *price)
{
  g_test_message ("%s", id);
  g_assert_cmpfloat (price->usd, >, 0);
  g_assert_true (hr_date_is_known (price->date));
  g_assert_cmpuint (price->date.year, >=, 2020);
  g_assert_cmpuint (price->date.year, <=, 2026);
  g_assert_nonnull (price->source);
  g_assert_cmpuint (strlen (price->source), >=, 4);
}

static void
test_prices (void)
{
  const HrSnapshot *s = shipped ();

  for (guint i = 0; i < s->n_gpus; i++)
    for (guint k = 0; k < s->gpus[i].n_prices; k++)
      {
        check_price (s->gpus[i].id, &s->gpus[i].prices[k]);
        g_assert_cmpint (s->gpus[i].prices[k].kind, <, HR_N_PRICE_KIND);
        /* No two prices of one card have the same condition and date. */
        for (guint j = 0; j < k; j++)
          g_assert_true (s->gpus[i].prices[j].condition != s->gpus[i].prices[k].condition
                         || hr_date_compare (s->gpus[i].prices[j].date, s->gpus[i].prices[k].date)
                                != 0);
      }
  for (guint i = 0; i < s->n_ram_kits; i++)
    if (hr_price_is_known (&s->ram_kits[i].price))
      {
        double per_gib = s->ram_kits[i].price.usd / s->ram_kits[i].modules
                         / s->ram_kits[i].module_gib;

        check_price (s->ram_kits[i].id, &s->ram_kits[i].price);
        g_assert_cmpfloat (per_gib, >=, 1);
        g_assert_cmpfloat (per_gib, <=, 60);
      }
  for (guint i = 0; i < s->n_host_parts; i++)
    if (hr_price_is_known (&s->host_parts[i].price))
      check_price (s->host_parts[i].id, &s->host_parts[i].price);
  for (guint i = 0; i < s->n_rent_offers; i++)
    {
      g_assert_true (hr_date_is_known (s->rent_offers[i].date));
      g_assert_nonnull (s->rent_offers[i].source);
      g_assert_cmpfloat (s->rent_offers[i].usd_per_gpu_hour, >=, 0.01);
      g_assert_cmpfloat (s->rent_offers[i].usd_per_gpu_hour, <=, 20);
    }
  for (guint i = 0; i < s->n_exchange_rates; i++)
    g_assert_nonnull (s->exchange_rates[i].source);
}

/* Rates of one card that exclude each other when one of them is wrong by a digit or by sparsity. */
static void
check_rates (const HrGpu *gpu)
{
  const double *t = gpu->tflops;
  double        fp32 = t[HR_RATE_FP32];

  g_assert_cmpfloat (t[HR_RATE_FP16_FP32ACC], <=, t[HR_RATE_FP16] * 1.01);
  g_assert_cmpfloat (t[HR_RATE_BF16], <=, t[HR_RATE_FP16] * 1.01);
  g_assert_cmpfloat (t[HR_RATE_TF32], <=, MAX (t[HR_RATE_FP16_FP32ACC], fp32) * 1.01);
  if (fp32 > 0)
    {
      g_assert_cmpfloat (t[HR_RATE_FP64], <=, fp32 * 1.01);
      g_assert_cmpfloat (t[HR_RATE_FP16], <=, fp32 * 34);
    }
  if (t[HR_RATE_FP8] > 0)
    g_assert_cmpfloat (t[HR_RATE_FP8], <=, t[HR_RATE_FP16] * 2.1);
}

static void
test_gpus (void)
{
  const HrSnapshot *s = shipped ();

  for (guint i = 0; i < s->n_gpus; i++)
    {
      const HrGpu   *gpu = &s->gpus[i];
      const HrPrice *price = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY);

      g_test_message ("%s", gpu->id);
      check_rates (gpu);
      /* Gigabytes a second for each gigabyte held: from the widest cards of old to HBM. */
      g_assert_cmpfloat (gpu->bandwidth_gb_s / gpu->vram_gib, >=,
                         hr_gpu_is_unified (gpu) ? 1.5 : 10);
      g_assert_cmpfloat (gpu->bandwidth_gb_s / gpu->vram_gib, <=, 85);
      if (gpu->usable_mib > 0)
        {
          g_assert_cmpfloat (gpu->usable_mib / 1024, >=,
                             (hr_gpu_is_unified (gpu) ? 0.75 : 0.92) * gpu->vram_gib);
          g_assert_cmpfloat (gpu->usable_mib / 1024, <=, gpu->vram_gib);
        }
      if (gpu->tdp_w > 0)
        {
          g_assert_cmpfloat (gpu->tdp_w, >=, 30);
          g_assert_cmpfloat (gpu->tdp_w, <=, 1500);
          g_assert_cmpfloat (gpu->tflops[HR_RATE_FP32] / gpu->tdp_w, <=, 0.5);
        }
      if (gpu->psu_recommended_w > 0)
        g_assert_cmpfloat (gpu->psu_recommended_w, >=, gpu->tdp_w + 100);
      g_assert_true (hr_date_is_known (gpu->launch_date));
      g_assert_nonnull (gpu->source);
      g_assert_true (gpu->confidence >= 'A' && gpu->confidence <= 'C');
      g_assert_true (gpu->form != HR_FORM_PCIE_ACTIVE || gpu->segment != HR_SEGMENT_DATACENTER);
      g_assert_true (gpu->segment != HR_SEGMENT_CONSUMER || gpu->form == HR_FORM_PCIE_ACTIVE
                     || gpu->form == HR_FORM_LAPTOP);
      /* What is sold with a whole machine has no price of its own. */
      g_assert_true (gpu->n_prices == 0
                     || (gpu->form != HR_FORM_LAPTOP && gpu->form != HR_FORM_MACHINE));
      if (price != NULL)
        {
          g_assert_cmpfloat (price->usd / gpu->vram_gib, >=, 3);
          g_assert_cmpfloat (price->usd / gpu->vram_gib, <=, 400);
        }
    }
}

/* Cards of one family in the order of what they are sold for doing. */
static void
test_neighbours (void)
{
  static const char *const ladders[][8] = {
    { "rtx-3060-12gb", "rtx-3060-ti", "rtx-3070", "rtx-3070-ti", "rtx-3080-10gb", "rtx-3080-ti",
      "rtx-3090", "rtx-3090-ti" },
    { "rtx-4060", "rtx-4060-ti-16gb", "rtx-4070", "rtx-4070-super", "rtx-4070-ti", "rtx-4080",
      "rtx-4090", NULL },
    { "rtx-5060", "rtx-5060-ti-16gb", "rtx-5070", "rtx-5070-ti", "rtx-5080", "rtx-5090", NULL },
    { "rtx-a2000-12gb", "rtx-a4000", "rtx-a4500", "rtx-a5000", "rtx-a6000", NULL },
    { "rtx-2000-ada", "rtx-4000-ada", "rtx-4500-ada", "rtx-5000-ada", "rtx-6000-ada", NULL },
    { "rx-6800", "rx-6800-xt", "rx-6900-xt", "rx-6950-xt", NULL },
    { "rx-7700-xt", "rx-7800-xt", "rx-7900-xt", "rx-7900-xtx", NULL },
    { "p100-pcie-16gb", "v100-pcie-16gb", "a100-pcie-40gb", "h100-pcie-80gb", "h100-sxm5-80gb",
      "b200-sxm-180gb", NULL },
    { "mi60", "mi100", "mi300x", NULL },
    { "mi350x", "mi355x", NULL },
    { "arc-b570", "arc-b580", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ladders); i++)
    for (guint k = 1; k < 8 && ladders[i][k] != NULL; k++)
      {
        const HrGpu *below = hr_snapshot_gpu (shipped (), ladders[i][k - 1]);
        const HrGpu *above = hr_snapshot_gpu (shipped (), ladders[i][k]);

        g_test_message ("%s < %s", ladders[i][k - 1], ladders[i][k]);
        g_assert_true (below != NULL && above != NULL);
        g_assert_cmpfloat (below->tflops[HR_RATE_FP32], <, above->tflops[HR_RATE_FP32]);
      }
}

static gboolean
has_kit (const char *type)
{
  for (guint i = 0; i < shipped ()->n_ram_kits; i++)
    if (strcmp (shipped ()->ram_kits[i].type, type) == 0)
      return TRUE;
  return FALSE;
}

static void
test_references (void)
{
  const HrSnapshot *s = shipped ();

  for (guint i = 0; i < s->n_rent_offers; i++)
    g_assert_nonnull (hr_snapshot_gpu (s, s->rent_offers[i].gpu));
  for (guint i = 0; i < s->n_host_parts; i++)
    {
      const HrHostPart *part = &s->host_parts[i];

      g_test_message ("%s", part->id);
      g_assert_true (part->platform == NULL || hr_snapshot_platform (s, part->platform) != NULL);
      g_assert_true (part->gpu == NULL || hr_snapshot_gpu (s, part->gpu) != NULL);
      if (part->part == HR_PART_PSU || part->part == HR_PART_NVME)
        g_assert_cmpfloat (part->capacity, >, 0);
    }
  for (guint i = 0; i < s->n_platforms; i++)
    {
      const HrPlatform *platform = &s->platforms[i];
      guint slots = platform->baseboard_gpus ? platform->baseboard_gpus : platform->gpu_slots;

      g_test_message ("%s", platform->id);
      g_assert_true (has_kit (platform->ram_type) || platform->module_form == HR_FORM_MACHINE);
      g_assert_true (slots >= 1 && slots <= 8);
      /* The last slots may be there for the width of wide cards alone; no number is left out. */
      g_assert_true (platform->baseboard_gpus > 0 || platform->lanes_per_gpu[0] > 0);
      g_assert_true (platform->baseboard_gpus == 0 || platform->lanes_per_gpu[slots - 1] > 0);
      for (guint k = 1; platform->baseboard_gpus == 0 && k < slots; k++)
        g_assert_true (platform->lanes_per_gpu[k] == 0 || platform->lanes_per_gpu[k - 1] > 0);
      for (guint k = slots; k < 8; k++)
        g_assert_cmpuint (platform->lanes_per_gpu[k], ==, 0);
      g_assert_nonnull (platform->source);
      g_assert_cmpfloat (platform->load_w, >, platform->idle_w);
    }
}

static void
test_ids (void)
{
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      GPtrArray  *rows = hr_builtin_document ()->rows[section];
      const char *key = hr_section_info ((HrSection) section)->id_column;

      for (guint i = 0; section != HR_SECTION_EXCHANGE_RATES && i < rows->len; i++)
        for (const char *p = json_object_get_string_member (rows->pdata[i], key); *p != '\0'; p++)
          g_assert_true (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == '-' || *p == '.');
    }
}

/* The shape alone gives the published number of parameters. */
static void
test_models (void)
{
  static const char *const others[] = {
    "opt-350m", /* projects its embeddings to half the width */
    "kimi-k2",  /* published as a round trillion */
  };
  const HrSnapshot *s = shipped ();

  for (guint i = 0; i < s->n_models; i++)
    {
      HrModelShape shape = s->models[i].shape;
      double       published = shape.params_b;
      gboolean     exact = TRUE;
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrModelSize size;

      g_test_message ("%s", s->models[i].id);
      g_assert_cmpuint (strlen (s->models[i].source), >=, 4);
      hr_model_shape_validate (&shape, "$", issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      for (guint k = 0; k < G_N_ELEMENTS (others); k++)
        exact = exact && strcmp (others[k], s->models[i].id) != 0;
      shape.params_b = 0;
      hr_model_size (&shape, &size);
      if (published <= 0) /* counted from its shape alone; test-model-presets has its facts */
        continue;
      g_assert_cmpfloat (fabs (size.total / 1e9 / published - 1), <=, exact ? 0.005 : 0.08);
    }
}

static void
test_every_preset_makes_a_plan (void)
{
  const HrSnapshot *s = shipped ();
  HrPlan            plan;

#define CHECK(task, id)                                \
  {                                                    \
    g_autoptr (HrIssues) issues = hr_issues_new ();    \
    g_test_message ("%s", id);                         \
    hr_plan_init_default (&plan, task, s);             \
    g_assert_true (hr_plan_set_preset (&plan, s, id)); \
    hr_plan_validate (&plan, s, issues);               \
    g_assert_cmpuint (hr_issues_n (issues), ==, 0);    \
    g_assert_cmpstr (plan.workload.model, ==, id);     \
  }
  for (guint i = 0; i < s->n_models; i++)
    {
      CHECK (HR_TASK_NLP_FINE_TUNE, s->models[i].id)
      CHECK (HR_TASK_LLM_INFERENCE, s->models[i].id)
    }
  for (guint i = 0; i < s->n_image_models; i++)
    CHECK (HR_TASK_IMAGE_CLASSIFICATION, s->image_models[i].id)
  for (guint i = 0; i < s->n_problems; i++)
    CHECK (s->problems[i].workload.task, s->problems[i].id)
#undef CHECK
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shipped/files", test_files);
  g_test_add_func ("/shipped/counts", test_counts);
  g_test_add_func ("/shipped/prices", test_prices);
  g_test_add_func ("/shipped/gpus", test_gpus);
  g_test_add_func ("/shipped/neighbours", test_neighbours);
  g_test_add_func ("/shipped/references", test_references);
  g_test_add_func ("/shipped/ids", test_ids);
  g_test_add_func ("/shipped/models", test_models);
  g_test_add_func ("/shipped/every-preset-makes-a-plan", test_every_preset_makes_a_plan);
  return g_test_run ();
}
