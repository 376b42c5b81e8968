/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-own-private.h"

#include <math.h>
#include <string.h>

#include "hr-calibration.h"
#include "hr-rank.h"
#include "hr-remedy.h"
#include "hr-run-estimate.h"
#include "hr-software-check.h"
#include "hr-task.h"

/* — The machine that is there — */

static const HrHostOption *
option_of (const HrHostOptions *options, const HrPlatform *platform)
{
  for (guint i = 0; i < options->n_options; i++)
    if (options->options[i].platform == platform && options->options[i].system == NULL
        && !options->options[i].is_bridged)
      return &options->options[i];
  return NULL;
}

/* Slots for memory of a desktop's board. */
#define DESKTOP_DIMMS 4

/* A board with slots, for cards that no rule of the catalog lets stand anywhere. */
static const HrPlatform *
some_tower (const HrSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->n_platforms; i++)
    if (snapshot->platforms[i].kind == HR_HOST_KIND_TOWER && !snapshot->platforms[i].open_frame)
      return &snapshot->platforms[i];
  return NULL;
}

static void
assume (HrOwnMachine *m, HrOwned what, gboolean is_given)
{
  if (!is_given)
    m->assumed |= 1u << what;
}

/* The board of a desktop that takes one card more: boards of one slot are rare, and who has one can
 * say so. %NULL = the plan says the platform, or only a workstation takes as many. */
static const char *
roomy_platform (HrOwn *own, const HrSystem *system)
{
  HrOwnMachine *m = &own->machine;
  HrCheapest    roomy = { .host = HR_HOST_KIND_TOWER };

  if (system->platform[0] != '\0' || m->gpu_count == 0 || m->gpu_count >= HR_MAX_GPUS
      || !hr_build_cheapest (own->options, m->gpu, m->gpu_count + 1, &roomy)
      || roomy.option->platform->max_dimms > DESKTOP_DIMMS)
    return NULL;
  return roomy.option->platform->id;
}

/* What the plan does not say of the machine is what the cheapest has around such cards. */
static void
fill_machine (HrOwn *own, const HrPlan *plan, const HrSnapshot *snapshot)
{
  const HrSystem *system = &plan->system;
  HrOwnMachine   *m = &own->machine;
  const char     *roomy = roomy_platform (own, system);
  HrCheapest wanted = { .platform = roomy ? roomy : system->platform, .ram_gib = system->ram_gib };
  HrFrame    frame = { 0 };
  const HrBundle     *bundle = NULL;
  const HrHostOption *option = NULL;

  if (m->gpu_count > 0 && m->gpu_count <= HR_MAX_GPUS
      && hr_build_cheapest (own->options, m->gpu, m->gpu_count, &wanted))
    {
      option = wanted.option;
      bundle = wanted.bundle;
      hr_build_frame (own->options, option, m->gpu, m->gpu_count, &frame);
    }
  m->platform = system->platform[0] != '\0' ? hr_snapshot_platform (snapshot, system->platform)
                : option                    ? option->platform
                                            : some_tower (snapshot);
  m->option = m->platform ? option_of (own->options, m->platform) : NULL;
  m->ram_gib = system->ram_gib > 0 ? system->ram_gib : bundle ? bundle->ram_gib : 0;
  m->ram_modules = system->ram_modules     ? system->ram_modules
                   : bundle && bundle->kit ? bundle->kits * bundle->kit->modules
                   : m->platform           ? MIN (2, m->platform->max_dimms)
                                           : 2;
  m->cpu_cores = system->cpu_cores > 0 ? system->cpu_cores : bundle ? bundle->cores : 0;
  m->psu_w = system->psu_w > 0 ? system->psu_w
             : frame.psu       ? frame.psu->capacity * frame.psus
             : m->platform && m->gpu_count > 0
                 ? hr_host_rules_psu_w (m->platform, m->gpu, m->gpu_count)
                 : 0;
  m->box_slots = frame.box           ? 2.0 * frame.box->gpu_slots
                 : m->gpu_count == 0 ? 2
                                     : hr_host_rules_slots (m->gpu, m->gpu_count);
  assume (m, HR_OWNED_PLATFORM, system->platform[0] != '\0');
  assume (m, HR_OWNED_RAM, system->ram_gib > 0);
  assume (m, HR_OWNED_RAM_MODULES, system->ram_modules > 0);
  assume (m, HR_OWNED_PSU, system->psu_w > 0);
}

/* — One change — */

/* An hour that is rented is paid whether it works or not: machines are set up, data and weights
 * copied, questions thought of. A judgement: half of the hours work. */
#define RENT_FACTOR 2.0
/* To sell cards and build in others is an afternoon, a stranger and a risk on both sides. A
 * judgement: nobody does it to save less than a third. */
#define SWAP_FACTOR 1.5

/**
 * hr_own_host:
 * @host: (out): cards in the machine that is there, but for its RAM
 */
void
hr_own_host (
    const HrOwnWork *work, const HrGpu *gpu, guint gpu_count, gboolean bridged, HrHost *host)
{
  const HrOwnMachine *m = &work->own->machine;

  hr_host_default_for (gpu, gpu_count, host);
  if (m->platform)
    hr_host_rules_link (m->platform, gpu, gpu_count, bridged, host);
  if (m->cpu_cores > 0)
    host->cpu_cores = m->cpu_cores;
}

/**
 * hr_own_settle:
 * @settings: (out): the plan's workload, each "auto" the gentlest that these cards run
 */
void
hr_own_settle (const HrOwnWork *work,
               const HrGpu     *gpu,
               guint            gpu_count,
               const HrHost    *host,
               HrWorkload      *settings)
{
  HrEstimateInput input = { .gpu = gpu,
                            .gpu_count = gpu_count,
                            .host = *host,
                            .workload = settings,
                            .calibration = work->calibration };

  hr_plan_settings (work->plan, settings);
  hr_remedy_resolve (&input, settings);
}

static gboolean
loses_quality (const HrOwnWork *work, const HrWorkload *settings)
{
  const HrTaskType *type = hr_task_type (settings->task);

  return type->quality && !work->plan->constraints.allow_quality_loss
         && type->quality (&work->plan->workload, settings) > 0;
}

/* Whoever wants the cheapest way, or says what stays in RAM, has said that it may be slow. */
static gboolean
is_slow (const HrPlan *plan, const HrWorkload *settings, const HrEstimate *e)
{
  return plan->constraints.aim != HR_AIM_CHEAPEST && hr_search_waiting (e, settings) > 1;
}

/**
 * hr_own_estimate:
 * @change: (inout): has its settings; gets the estimate and what its doubts cost
 *
 * Returns: whether the cards can do the work.
 */
gboolean
hr_own_estimate (
    const HrOwnWork *work, const HrGpu *gpu, guint gpu_count, const HrHost *host, HrChange *change)
{
  HrEstimateInput input = { .gpu = gpu,
                            .gpu_count = gpu_count,
                            .host = *host,
                            .workload = &change->settings,
                            .calibration = work->calibration };
  HrEstimate     *e = &change->estimate;
  double          room = 1;

  hr_estimate (&input, e, NULL);
  e->seconds = hr_search_digits (e->seconds);
  if (gpu_count > 0)
    e->notes |= hr_software_check_notes (
        hr_software_check (work->snapshot, &change->settings, gpu, NULL));
  change->reason = HR_N_REASON;
  if (e->notes & HR_NOTE_NO_SOFTWARE)
    change->reason = HR_REASON_SOFTWARE;
  else if (e->notes & HR_NOTE_UNSUPPORTED)
    change->reason = HR_REASON_PRECISION;
  else if (!hr_estimate_is_likely (e) || !isfinite (e->seconds)
           || loses_quality (work, &change->settings))
    change->reason = HR_REASON_MEMORY;
  /* Room is left in what is bought, not in what is there. */
  if (gpu != work->own->machine.gpu || gpu_count != work->own->machine.gpu_count)
    room = hr_search_room (e, work->plan->constraints.room);
  change->is_slow = is_slow (work->plan, &change->settings, e);
  change->risk = hr_search_risk (e, gpu) * room;
  change->doubt = hr_search_doubt (e, gpu, &change->settings) * room;
  return change->reason == HR_N_REASON;
}

static HrHostKind
kind_of (const HrChange *change)
{
  return change->build.platform ? change->build.platform->kind : HR_HOST_KIND_TOWER;
}

/**
 * hr_own_objective:
 * @net_usd: what the change costs, or would cost
 *
 * What is got back beyond what is spent makes no hour of work cheaper than nothing: else the slower
 * machine would be the better one. For the cheapest change it counts.
 *
 * Returns: what the plan's aim makes of it: less is better.
 */
double
hr_own_objective (const HrOwnWork *work, const HrChange *change, double net_usd)
{
  double hours = change->estimate.seconds / 3600, usd;

  switch (work->plan->constraints.aim)
    {
    case HR_AIM_FASTEST:
      return change->estimate.seconds * change->doubt;
    case HR_AIM_CHEAPEST:
      usd = change->kind == HR_OWN_CHANGE_RENT ? change->cost.job_usd : net_usd;
      return usd > 0 ? usd * change->risk : usd / change->risk;
    case HR_AIM_MOST_HEADROOM:
      return -hr_rank_headroom (change->estimate.available_gib - change->estimate.required_gib,
                                change->risk);
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default:
      usd = change->kind == HR_OWN_CHANGE_RENT
                ? change->cost.job_usd
                : hours
                      * hr_money_hour_usd (&work->money, MAX (net_usd, 0), change->cost.power_w,
                                           kind_of (change), NULL);
      return usd * change->doubt;
    }
}

/* What counts against the budget: the cards, all that is bought, or that and the energy; less what
 * is sold. */
static double
budgeted (const HrOwnWork *work, const HrChange *change)
{
  double cards = -change->sold_usd;

  for (guint i = 0; i < change->build.n_parts; i++)
    if (change->build.parts[i].part == HR_PART_GPU || change->build.parts[i].part == HR_PART_SYSTEM)
      cards += change->build.parts[i].unit_usd * change->build.parts[i].count * work->money.tax;
  if (change->kind == HR_OWN_CHANGE_RENT)
    return change->cost.job_usd;
  return hr_money_budgeted_usd (&work->money, cards, change->net_usd, change->cost.power_w,
                                kind_of (change), NULL);
}

/**
 * hr_own_judge:
 * @change: (inout): has its estimate, and its build what is bought; gets cost, rank and whether the
 *   plan's limits allow it
 */
gboolean
hr_own_judge (const HrOwnWork *work, HrChange *change)
{
  const HrConstraints *c = &work->plan->constraints;
  HrBuild              priced;
  double               peak_w = 0;

  change->net_usd = change->build.price_usd - change->sold_usd;
  if (change->n_sold > 0)
    change->doubt *= SWAP_FACTOR;
  if (change->kind != HR_OWN_CHANGE_RENT)
    {
      priced = change->build;
      priced.price_usd = MAX (change->net_usd, 0);
      hr_cost_fill (work->plan, work->snapshot, &priced, &change->estimate, &change->cost, NULL);
      hr_cost_date (&change->cost, work->plan, work->own->advice->today, NULL);
    }
  if (change->build.platform && change->build.gpu_count > 0 && change->kind != HR_OWN_CHANGE_RENT)
    peak_w = hr_host_rules_peak_w (change->build.platform, change->build.gpu,
                                   change->build.gpu_count);
  change->objective = hr_own_objective (work, change, change->net_usd);
  if (change->reason != HR_N_REASON)
    ;
  else if (c->max_power_w > 0 && peak_w > c->max_power_w)
    change->reason = HR_REASON_POWER;
  else if (c->deadline_hours > 0 && change->estimate.seconds > c->deadline_hours * 3600)
    change->reason = HR_REASON_DEADLINE;
  else if (work->money.budget_usd > 0 && budgeted (work, change) > work->money.budget_usd)
    change->reason = HR_REASON_BUDGET;
  change->is_feasible = change->reason == HR_N_REASON;
  return change->is_feasible;
}

/**
 * hr_own_compare:
 *
 * What answers slower than people read goes last; then by the aim; of equals the cheaper, the
 * faster, the smaller change, the fewer cards.
 */
int
hr_own_compare (gconstpointer a, gconstpointer b)
{
  const HrChange *x = a, *y = b;
  const double    differences[] = {
       x->is_feasible ? x->objective - (y->is_feasible ? y->objective : INFINITY) : 0,
    x->net_usd - y->net_usd,
    x->estimate.seconds - y->estimate.seconds,
    (double) x->kind - (double) y->kind,
    (double) x->build.gpu_count - (double) y->build.gpu_count,
  };

  if (x->is_feasible != y->is_feasible)
    return x->is_feasible ? -1 : 1;
  if (x->is_slow != y->is_slow)
    return x->is_slow ? 1 : -1;
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (differences[i] != 0)
      return differences[i] < 0 ? -1 : 1;
  return x->build.gpu == y->build.gpu ? 0 : x->build.gpu < y->build.gpu ? -1 : 1;
}

/* — The changes that need no search — */

static void
add_keep (HrOwnWork *work)
{
  const HrOwnMachine *m = &work->own->machine;
  HrChange            change = { .kind = HR_OWN_CHANGE_KEEP };
  HrHost              host;

  hr_host_for_system (&work->plan->system, work->snapshot, m->gpu, &host);
  hr_own_settle (work, m->gpu, m->gpu_count, &host, &change.settings);
  hr_own_estimate (work, m->gpu, m->gpu_count, &host, &change);
  if (host.ram_gib > 0 && change.estimate.host_required_gib > host.ram_gib
      && change.reason == HR_N_REASON)
    change.reason = HR_REASON_HOST;
  change.build = (HrBuild){ .gpu = m->gpu,
                            .gpu_count = m->gpu_count,
                            .platform = m->platform,
                            .ram_gib = m->ram_gib,
                            .psu_w = m->psu_w,
                            .host = host };
  hr_own_judge (work, &change);
  g_array_append_val (work->changes, change);
}

/* The best new machine, beside the one that is there. */
static void
add_second (HrOwnWork *work)
{
  const HrAdvice *advice = work->own->advice;
  HrChange        change = { .kind = HR_OWN_CHANGE_SECOND, .reason = HR_N_REASON };

  if (advice->n_picks == 0)
    return;
  change.build = advice->picks[0].build;
  change.settings = advice->picks[0].settings;
  change.estimate = advice->picks[0].estimate;
  change.is_slow = is_slow (work->plan, &change.settings, &change.estimate);
  change.doubt = advice->picks[0].doubt;
  change.risk = advice->picks[0].risk;
  hr_own_judge (work, &change);
  g_array_append_val (work->changes, change);
}

static void
rent (HrOwnWork *work, const HrRentOffer *offer, guint gpu_count, HrChange *best)
{
  const HrGpu *gpu = hr_snapshot_gpu (work->snapshot, offer->gpu);
  guint        unit = MAX (offer->gpu_count, 1);
  HrChange     change = { .kind = HR_OWN_CHANGE_RENT };
  HrHost       host;

  if (gpu == NULL || offer->usd_per_gpu_hour <= 0
      || (work->plan->constraints.vendors
          && !(work->plan->constraints.vendors & (1u << gpu->vendor))))
    return;
  /* A rented machine has the RAM that its cards need. */
  hr_host_default_for (gpu, gpu_count, &host);
  host.ram_gib = INFINITY;
  hr_own_settle (work, gpu, gpu_count, &host, &change.settings);
  hr_own_estimate (work, gpu, gpu_count, &host, &change);
  change.doubt *= RENT_FACTOR;
  change.build = (HrBuild){ .gpu = gpu, .gpu_count = gpu_count, .host = host };
  change.cost = (HrCost){ .rent = offer };
  change.cost.rent_hour_usd = offer->usd_per_gpu_hour * unit * ((gpu_count + unit - 1) / unit);
  change.cost.rent_job_usd = change.cost.job_usd = change.cost.rent_hour_usd
                                                   * change.estimate.seconds / 3600;
  change.cost.per_hour_usd = change.cost.rent_hour_usd;
  hr_own_judge (work, &change);
  if (change.is_feasible
      && (best->kind != HR_OWN_CHANGE_RENT || hr_own_compare (&change, best) < 0))
    *best = change;
}

static void
add_rent (HrOwnWork *work)
{
  HrChange best = { .kind = HR_N_OWN_CHANGE };

  for (guint i = 0; i < work->snapshot->n_rent_offers; i++)
    {
      const HrRentOffer *offer = &work->snapshot->rent_offers[i];
      guint              unit = MAX (offer->gpu_count, 1);

      for (guint n = unit; n <= MAX (unit, HR_MAX_GPUS); n += unit)
        rent (work, offer, n, &best);
    }
  if (best.kind == HR_OWN_CHANGE_RENT)
    g_array_append_val (work->changes, best);
}

/* — The answer — */

/* Halvings of a price: to less than a cent of any. */
#define WAIT_STEPS 40

/* The price of one card below which a change would go before the first: what the aim counts falls
 * with it. */
static double
wait_for (const HrOwnWork *work, const HrChange *change, const HrChange *first)
{
  const HrBuildPart *cards = change->build.n_parts > 0 ? &change->build.parts[0] : NULL;
  double             all_usd, low = 0, high = 1;

  if (change == first || !change->is_feasible || cards == NULL || cards->part != HR_PART_GPU
      || (work->plan->constraints.aim != HR_AIM_BEST_VALUE
          && work->plan->constraints.aim != HR_AIM_CHEAPEST))
    return 0;
  all_usd = cards->unit_usd * cards->count * work->money.tax;
  for (guint i = 0; i < WAIT_STEPS; i++)
    {
      double share = (low + high) / 2;
      double usd = hr_own_objective (work, change, change->net_usd - all_usd * (1 - share));

      *(usd < first->objective ? &low : &high) = share;
    }
  return low > 0 ? cards->unit_usd * low : 0;
}

/* Money for the cards that are there that makes them no faster is no advice. */
static void
drop_useless (GArray *changes)
{
  const HrChange *keep = &g_array_index (changes, HrChange, 0);

  for (guint i = changes->len; keep->is_feasible && i-- > 1;)
    {
      const HrChange *change = &g_array_index (changes, HrChange, i);

      if ((change->kind == HR_OWN_CHANGE_RAM || change->kind == HR_OWN_CHANGE_HOST)
          && change->estimate.seconds >= keep->estimate.seconds)
        g_array_remove_index (changes, i);
    }
}

/* The best of each kind, then the best of all. */
static void
keep_best (HrOwn *own, GArray *changes)
{
  gboolean seen[HR_N_OWN_CHANGE] = { FALSE };
  guint    kinds = 0, others = 0;

  drop_useless (changes);
  g_array_sort (changes, hr_own_compare);
  own->changes = g_new0 (HrChange, HR_MAX_CHANGES);
  for (guint i = 0; i < changes->len; i++)
    {
      const HrChange *change = &g_array_index (changes, HrChange, i);
      gboolean        first = !seen[change->kind];

      if (!first && others >= HR_MAX_CHANGES - HR_N_OWN_CHANGE)
        continue;
      seen[change->kind] = TRUE;
      if (first)
        kinds++;
      else
        others++;
      own->changes[own->n_changes] = *change;
      if (change->kind == HR_OWN_CHANGE_KEEP)
        own->keep = &own->changes[own->n_changes];
      own->n_changes++;
    }
}

gboolean
hr_own_is_asked (const HrPlan *plan)
{
  return plan->has_system && plan->system.own;
}

/**
 * hr_own_new:
 * @advice: of a plan whose system somebody owns; its first pick is what a second machine would be
 * @cancellable: (nullable): looked at often
 *
 * Returns: (transfer full) (nullable): the changes; %NULL when cancelled, or where the catalog
 * lacks the cards.
 */
HrOwn *
hr_own_new (const HrAdvice *advice, const HrCalibration *calibration, GCancellable *cancellable)
{
  g_autoptr (HrOwn) own = g_new0 (HrOwn, 1);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (HrChange));
  HrOwnWork work = { .own = own,
                     .plan = &advice->plan,
                     .snapshot = advice->snapshot,
                     .calibration = calibration,
                     .changes = changes };

  own->advice = hr_advice_ref (advice);
  own->machine.gpu = hr_plan_gpu (&advice->plan.system, advice->snapshot);
  own->machine.gpu_count = advice->plan.system.gpu_count;
  if (own->machine.gpu == NULL)
    return NULL;
  hr_money_init (&work.money, work.plan, work.snapshot, NULL);
  own->options = hr_host_options_new (work.snapshot, &work.plan->workload, &work.plan->constraints);
  fill_machine (own, work.plan, work.snapshot);
  own->machine.resale = own->machine.gpu_count > 0 && hr_gpu_is_single_sale (own->machine.gpu)
                            ? hr_gpu_price (own->machine.gpu, HR_CONDITION_POLICY_USED)
                            : NULL;
  own->machine.resale_share = calibration->sale_share;
  if (own->machine.resale)
    own->machine.resale_usd = own->machine.resale->usd * calibration->sale_share;
  add_keep (&work);
  hr_own_search (&work, cancellable);
  add_second (&work);
  add_rent (&work);
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  keep_best (own, changes);
  for (guint i = 0; i < own->n_changes; i++)
    {
      own->changes[i].wait_usd = wait_for (&work, &own->changes[i], &own->changes[0]);
      hr_own_say (own, &own->changes[i]);
    }
  return g_steal_pointer (&own);
}

void
hr_own_free (HrOwn *own)
{
  if (own == NULL)
    return;
  g_clear_pointer (&own->options, hr_host_options_free);
  if (own->advice)
    hr_advice_unref ((HrAdvice *) own->advice);
  g_free (own->changes);
  g_free (own);
}
