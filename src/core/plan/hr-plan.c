/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan.h"

#include "hr-engine.h"
#include "hr-gpu-power.h"
#include "hr-host-rules.h"
#include "hr-price-today.h"

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

/* The usual circuit of a room, by the currency of the plan's country (IEC's list of plugs and
 * voltages; where outlets of several ratings are common, the smaller). Others have 230 V and
 * 16 A. */
static const struct
{
  char   currency[4];
  double volts, amps;
} circuits[] = {
  { "USD", 120, 15 }, { "CAD", 120, 15 }, { "MXN", 127, 15 }, { "JPY", 100, 15 },
  { "BRL", 127, 20 }, { "TWD", 110, 15 }, { "GBP", 230, 13 }, { "CHF", 230, 10 },
  { "AUD", 230, 10 }, { "NZD", 230, 10 }, { "SEK", 230, 10 }, { "CNY", 220, 10 },
  { "SGD", 230, 13 }, { "HKD", 220, 13 },
};
/* A rack stands where there are circuits for it: 208 V in America, 230 V elsewhere. */
#define RACK_VOLTS 208
/* What runs for hours may take this share of a circuit's rating (NEC 210.19). */
#define CIRCUIT_SHARE 0.8

static void
circuit_of (const HrConstraints *constraints, double *volts, double *amps)
{
  *volts = 230;
  *amps = 16;
  for (guint i = 0; i < G_N_ELEMENTS (circuits); i++)
    if (strcmp (circuits[i].currency, constraints->currency) == 0)
      {
        *volts = circuits[i].volts;
        *amps = circuits[i].amps;
      }
  if (constraints->mains_volts > 0)
    *volts = constraints->mains_volts;
  if (constraints->mains_amps > 0)
    *amps = constraints->mains_amps;
}

/**
 * hr_constraints_mains_volts:
 * @kind: where the machine stands
 *
 * Returns: volts of its circuit.
 */
double
hr_constraints_mains_volts (const HrConstraints *constraints, HrHostKind kind)
{
  double volts, amps;

  if (kind == HR_HOST_KIND_RACK && constraints->mains_volts <= 0)
    return RACK_VOLTS;
  circuit_of (constraints, &volts, &amps);
  return volts;
}

/**
 * hr_constraints_mains_w:
 * @kind: where the machine stands
 *
 * Returns: watts that it may draw at its peak: 80 % of what the circuit is rated for. A rack has
 *   the circuits that it needs, unless the plan says which; then %INFINITY.
 */
double
hr_constraints_mains_w (const HrConstraints *constraints, HrHostKind kind)
{
  double volts, amps;

  if (kind == HR_HOST_KIND_RACK && constraints->mains_volts <= 0 && constraints->mains_amps <= 0)
    return INFINITY;
  circuit_of (constraints, &volts, &amps);
  return CIRCUIT_SHARE * volts * amps;
}

/**
 * hr_constraints_open_frame:
 *
 * Returns: whether a frame without a case may be built: where the plan says so, or does not say
 *   where the machine stands.
 */
gboolean
hr_constraints_open_frame (const HrConstraints *constraints)
{
  return constraints->open_frame || constraints->host == HR_HOST_KIND_ANY;
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
  hr_issues_add_range (issues, "$.constraints.mains.volts", c->mains_volts, 0, 480);
  hr_issues_add_range (issues, "$.constraints.mains.amps", c->mains_amps, 0, 200);
  hr_issues_add_range (issues, "$.constraints.deadline_hours", c->deadline_hours, 0, 1e6);
  hr_issues_add_range (issues, "$.constraints.room", c->room, 0, 0.9);
  validate_enum (issues, "$.constraints.budget_covers", &hr_enum_covers, (int) c->covers);
  validate_enum (issues, "$.constraints.host", &hr_enum_host_kind, (int) c->host);
  validate_enum (issues, "$.constraints.condition", &hr_enum_condition_policy, (int) c->condition);
  validate_enum (issues, "$.constraints.ram_rule", &hr_enum_ram_rule, (int) c->ram_rule);
  hr_issues_add_range (issues, "$.constraints.gpu_power_limit_w", c->gpu_power_limit_w, 0, 5000);
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
  hr_issues_add_range (issues, "$.system.gpu_count", s->gpu_count, 0, MAX_SYSTEM_GPUS);
  hr_issues_add_range (issues, "$.system.ram_gib", s->ram_gib, 0, 1e6);
  hr_issues_add_range (issues, "$.system.cpu_cores", s->cpu_cores, 0, 100000);
  hr_issues_add_range (issues, "$.system.free_gib", s->free_gib, 0, 1e5);
  hr_issues_add_range (issues, "$.system.psu_w", s->psu_w, 0, 1e5);
  hr_issues_add_range (issues, "$.system.ram_modules", s->ram_modules, 0, 64);
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
 * hr_plan_gpu:
 * @system: of a plan
 *
 * Returns: (nullable): the card that it has; hr_gpu_none() where it has none by number, %NULL where
 *   the catalog lacks it.
 */
const HrGpu *
hr_plan_gpu (const HrSystem *system, const HrSnapshot *snapshot)
{
  return system->gpu_count == 0 ? hr_gpu_none () : hr_snapshot_gpu (snapshot, system->gpu);
}

/**
 * hr_plan_hold_card:
 * @card: of the catalog
 * @held: (out): room for a copy
 *
 * Returns: (transfer none): @card, or @held where the plan holds cards to a power limit.
 */
const HrGpu *
hr_plan_hold_card (const HrPlan *plan, const HrGpu *card, HrGpu *held)
{
  if (plan->constraints.gpu_power_limit_w <= 0)
    return card;
  *held = *card;
  hr_gpu_power_limit (held, plan->constraints.gpu_power_limit_w);
  return held;
}

/**
 * hr_plan_snapshot:
 * @snapshot: a catalog
 * @today: the day on which somebody buys
 *
 * Returns: (transfer full): the catalog as the plan sees it: prices for what they come to on the
 *   day, and cards at the power that it holds them to.
 */
HrSnapshot *
hr_plan_snapshot (const HrPlan *plan, const HrSnapshot *snapshot, HrDate today)
{
  g_autoptr (HrSnapshot) of_day = hr_price_today_snapshot (snapshot, today);
  HrSnapshot *held;

  if (plan->constraints.gpu_power_limit_w <= 0)
    return g_steal_pointer (&of_day);
  held = hr_snapshot_derive (of_day);
  for (guint i = 0; i < held->n_gpus; i++)
    hr_gpu_power_limit ((HrGpu *) &held->gpus[i], plan->constraints.gpu_power_limit_w);
  return held;
}

/* A machine without a card runs what its processor can. */
static void
validate_no_card (const HrPlan *plan, HrIssues *issues)
{
  const HrWorkload *w = &plan->workload;

  if (!plan->has_system || plan->system.gpu_count > 0
      || (w->task == HR_TASK_LLM_INFERENCE && hr_engine_computes_in_ram (w->llm.engine)))
    return;
  hr_issues_add (issues, HR_ISSUE_IMPOSSIBLE, "$.system.gpu_count", "0", NULL)->detail = g_strdup (
      "Without a GPU, only inference with llama.cpp and its kin is estimated.");
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
  validate_no_card (plan, issues);
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
         && a->mains_volts == b->mains_volts && a->mains_amps == b->mains_amps
         && !a->open_frame == !b->open_frame && a->gpu_power_limit_w == b->gpu_power_limit_w
         && a->ram_rule == b->ram_rule && a->deadline_hours == b->deadline_hours
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
         && a->free_gib == b->free_gib && !a->bridge == !b->bridge && !a->own == !b->own
         && a->psu_w == b->psu_w && a->ram_modules == b->ram_modules;
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
