/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan.h"

#include "hr-host-rules.h"

#include <math.h>
#include <string.h>

#include "hr-task.h"

#define MAX_SYSTEM_GPUS 100000

/**
 * hr_plan_round_money:
 *
 * Returns: an amount that was converted, to two digits: what a person would ask with.
 */
double
hr_plan_round_money (double amount)
{
  double step = amount > 0 ? pow (10, floor (log10 (amount)) - 1) : 1;

  return round (amount / step) * step;
}

/**
 * hr_plan_init:
 * @plan: (out): the plan
 * @task: a kind of work
 *
 * A whole question: the task's own defaults, a build for 3,000 USD with up to four cards of any
 * vendor and segment, new or used, in a tower or a rack, used 40 hours a week for three years.
 */
void
hr_plan_init (HrPlan *plan, HrTask task)
{
  memset (plan, 0, sizeof *plan);
  hr_task_type (task)->init (&plan->workload);
  plan->constraints = (HrConstraints){
    .budget = 3000,
    .currency = "USD",
    .covers = HR_COVERS_BUILD,
    .max_gpus = 4,
    .host = HR_HOST_KIND_ANY,
    .condition = HR_CONDITION_POLICY_ANY,
    .aim = HR_AIM_BEST_VALUE,
    .room = HR_ROOM_FOR_BUYING,
  };
  plan->economics = (HrEconomics){
    .electricity_per_kwh = 0.15,
    .hours_per_week = 40,
    .horizon_years = 3,
  };
  plan->system.gpu_count = 1;
}

static void
validate_enum (HrIssues *issues, const char *path, const HrEnumType *type, int value)
{
  g_autofree char *allowed = NULL;
  char             text[16];

  if (value >= 0 && (guint) value < type->n)
    return;
  allowed = hr_enum_allowed (type);
  g_snprintf (text, sizeof text, "%d", value);
  hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, path, text, allowed);
}

static void
validate_constraints (const HrConstraints *c, const HrSnapshot *snapshot, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.constraints.budget", c->budget, 0, 1e9);
  hr_issues_add_range (issues, "$.constraints.max_gpus", c->max_gpus, 1, HR_MAX_GPUS);
  hr_issues_add_range (issues, "$.constraints.max_power_w", c->max_power_w, 0, 1e6);
  hr_issues_add_range (issues, "$.constraints.deadline_hours", c->deadline_hours, 0, 1e6);
  hr_issues_add_range (issues, "$.constraints.room", c->room, 0, 0.9);
  validate_enum (issues, "$.constraints.budget_covers", &hr_enum_covers, (int) c->covers);
  validate_enum (issues, "$.constraints.host", &hr_enum_host_kind, (int) c->host);
  validate_enum (issues, "$.constraints.condition", &hr_enum_condition_policy, (int) c->condition);
  validate_enum (issues, "$.constraints.aim", &hr_enum_aim, (int) c->aim);
  if (strcmp (c->currency, "USD") != 0
      && (snapshot == NULL || hr_snapshot_rate (snapshot, c->currency) == NULL))
    {
      g_autoptr (GString) allowed = g_string_new ("USD");

      for (guint i = 0; snapshot && i < snapshot->n_exchange_rates; i++)
        if (strcmp (snapshot->exchange_rates[i].code, "USD") != 0)
          g_string_append_printf (allowed, ", %s", snapshot->exchange_rates[i].code);
      hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.constraints.currency", c->currency,
                     allowed->str);
    }
}

static void
validate_economics (const HrEconomics *e, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.economics.electricity_per_kwh", e->electricity_per_kwh, 0, 1e5);
  hr_issues_add_range (issues, "$.economics.hours_per_week", e->hours_per_week, 0.1, 168);
  hr_issues_add_range (issues, "$.economics.horizon_years", e->horizon_years, 0.1, 20);
  if (e->pue != 0)
    hr_issues_add_range (issues, "$.economics.pue", e->pue, 1, 5);
  hr_issues_add_range (issues, "$.economics.resale_share", e->resale_share, 0, 1);
  hr_issues_add_range (issues, "$.economics.tax_rate", e->tax_rate, 0, 1);
}

/* A catalog id that the user may have meant: same start, or one within the other. */
static char *
near_gpu_ids (const HrSnapshot *snapshot, const char *id)
{
  GString *text = g_string_new (NULL);
  guint    n = 0;

  for (guint i = 0; i < snapshot->n_gpus && n < 5 && id[0] != '\0'; i++)
    if (strstr (snapshot->gpus[i].id, id) || strstr (id, snapshot->gpus[i].id))
      g_string_append_printf (text, "%s%s", n++ ? ", " : "", snapshot->gpus[i].id);
  return g_string_free (text, FALSE);
}

static void
validate_bridge (const HrSystem *s, const HrSnapshot *snapshot, HrIssues *issues)
{
  const HrGpu *gpu = hr_snapshot_gpu (snapshot, s->gpu);
  HrIssue     *issue;

  if (gpu == NULL || hr_host_rules_bridge (gpu, s->gpu_count))
    return;
  issue = hr_issues_add (issues, HR_ISSUE_IMPOSSIBLE, "$.system.bridge", "true", NULL);
  issue->detail = g_strdup ("A bridge joins two cards that have a plug for it.");
}

static void
validate_system (const HrSystem *s, const HrSnapshot *snapshot, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.system.gpu_count", s->gpu_count, 1, MAX_SYSTEM_GPUS);
  hr_issues_add_range (issues, "$.system.ram_gib", s->ram_gib, 0, 1e6);
  hr_issues_add_range (issues, "$.system.cpu_cores", s->cpu_cores, 0, 100000);
  hr_issues_add_range (issues, "$.system.free_gib", s->free_gib, 0, 1e5);
  if (snapshot && s->gpu[0] != '\0' && hr_snapshot_gpu (snapshot, s->gpu) == NULL)
    {
      g_autofree char *near = near_gpu_ids (snapshot, s->gpu);

      hr_issues_add (issues, HR_ISSUE_UNKNOWN_ID, "$.system.gpu", s->gpu, near[0] ? near : NULL);
    }
  if (snapshot && s->bridge)
    validate_bridge (s, snapshot, issues);
  if (snapshot && s->platform[0] != '\0' && hr_snapshot_platform (snapshot, s->platform) == NULL)
    {
      g_autoptr (GString) allowed = g_string_new (NULL);

      for (guint i = 0; i < snapshot->n_platforms; i++)
        g_string_append_printf (allowed, "%s%s", i ? ", " : "", snapshot->platforms[i].id);
      hr_issues_add (issues, HR_ISSUE_UNKNOWN_ID, "$.system.platform", s->platform, allowed->str);
    }
}

/**
 * hr_plan_validate:
 * @plan: a plan
 * @snapshot: (nullable): the catalog that its ids refer to
 * @issues: gets every problem, each with its JSON path
 */
void
hr_plan_validate (const HrPlan *plan, const HrSnapshot *snapshot, HrIssues *issues)
{
  const HrTaskType *type;

  if ((guint) plan->workload.task >= HR_N_TASK)
    {
      validate_enum (issues, "$.workload.task", &hr_enum_task, (int) plan->workload.task);
      return;
    }
  type = hr_task_type (plan->workload.task);
  if (type->validate)
    type->validate (&plan->workload, issues);
  validate_constraints (&plan->constraints, snapshot, issues);
  validate_economics (&plan->economics, issues);
  if (plan->has_system)
    validate_system (&plan->system, snapshot, issues);
}

/* The structures hold no pointers, and every plan starts from hr_plan_init(), which clears
 * padding too: bytes are equal where values are, but for what stands behind a string's end. */
static gboolean
workload_equal (const HrWorkload *a, const HrWorkload *b)
{
  HrWorkload x = *a, y = *b;

  if (a->task != b->task || strcmp (a->model, b->model) != 0
      || strcmp (a->model_name, b->model_name) != 0)
    return FALSE;
#define SAME_STRING(member)           \
  (strcmp (a->member, b->member) == 0 \
   && (memset (x.member, 0, sizeof x.member), memset (y.member, 0, sizeof y.member), TRUE))
  switch (a->task)
    {
    case HR_TASK_NLP_FINE_TUNE:
      return SAME_STRING (nlp.shape.family) && memcmp (&x.nlp, &y.nlp, sizeof x.nlp) == 0;
    case HR_TASK_LLM_INFERENCE:
      return SAME_STRING (llm.shape.family) && SAME_STRING (llm.weight_format)
             && SAME_STRING (llm.engine_name) && memcmp (&x.llm, &y.llm, sizeof x.llm) == 0;
    case HR_TASK_IMAGE_CLASSIFICATION:
      return SAME_STRING (image.kind) && SAME_STRING (image.framework)
             && memcmp (&x.image, &y.image, sizeof x.image) == 0;
    case HR_TASK_SCIENTIFIC:
      return memcmp (&x.science, &y.science, sizeof x.science) == 0;
    case HR_TASK_RENDERING:
      return SAME_STRING (render.benchmark_name)
             && memcmp (&x.render, &y.render, sizeof x.render) == 0;
    case HR_N_TASK:
    default:
      return FALSE;
    }
#undef SAME_STRING
}

static gboolean
demand_equal (const HrDemand *a, const HrDemand *b)
{
  if (a->n != b->n || !a->allow_partial != !b->allow_partial)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (strcmp (a->software[i], b->software[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
constraints_equal (const HrConstraints *a, const HrConstraints *b)
{
  return a->budget == b->budget && strcmp (a->currency, b->currency) == 0 && a->covers == b->covers
         && a->max_gpus == b->max_gpus && a->vendors == b->vendors && a->segments == b->segments
         && a->host == b->host && a->condition == b->condition && a->max_power_w == b->max_power_w
         && a->deadline_hours == b->deadline_hours
         && !a->allow_quality_loss == !b->allow_quality_loss && a->aim == b->aim
         && a->room == b->room && demand_equal (&a->demand, &b->demand);
}

/**
 * hr_plan_settings:
 * @settings: (out): the plan's workload, with the software that its constraints demand
 */
void
hr_plan_settings (const HrPlan *plan, HrWorkload *settings)
{
  *settings = plan->workload;
  settings->demand = plan->constraints.demand;
}

/**
 * hr_system_equal:
 *
 * Returns: whether both are the same machine.
 */
gboolean
hr_system_equal (const HrSystem *a, const HrSystem *b)
{
  return strcmp (a->gpu, b->gpu) == 0 && a->gpu_count == b->gpu_count && a->ram_gib == b->ram_gib
         && strcmp (a->platform, b->platform) == 0 && a->cpu_cores == b->cpu_cores
         && a->free_gib == b->free_gib && !a->bridge == !b->bridge;
}

/**
 * hr_plan_equal:
 *
 * Returns: whether both ask the same question. A system that is not given counts for nothing.
 */
gboolean
hr_plan_equal (const HrPlan *a, const HrPlan *b)
{
  const HrEconomics *x = &a->economics, *y = &b->economics;

  return strcmp (a->title, b->title) == 0 && workload_equal (&a->workload, &b->workload)
         && constraints_equal (&a->constraints, &b->constraints)
         && x->electricity_per_kwh == y->electricity_per_kwh
         && x->hours_per_week == y->hours_per_week && x->horizon_years == y->horizon_years
         && x->pue == y->pue && x->resale_share == y->resale_share && x->tax_rate == y->tax_rate
         && !a->has_system == !b->has_system
         && (!a->has_system || hr_system_equal (&a->system, &b->system));
}
