/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-diagnose.h"

#include <math.h>
#include <string.h>

#include "hr-remedy.h"
#include "hr-run-estimate.h"
#include "hr-software-check.h"

/* A remedy that leaves more than this of what is needed is none. */
#define MATERIAL 0.99

typedef struct
{
  HrDiagnosis      *diagnosis;
  const HrSnapshot *snapshot;
  const HrGpu      *card;
  HrGpu             rest; /* the card, less what other programs hold and the plan leaves of it */
  HrEstimateInput   input;
  const HrWorkload *asked;
  HrWorkload        settings;
} Diagnose;

static gboolean
runs (const Diagnose *self, const HrEstimate *e)
{
  return hr_remedy_runs (&self->input, e);
}

/* What other programs hold on the card is not there for this one. */
static void
take_free (Diagnose *self)
{
  double free_gib = self->diagnosis->plan.system.free_gib;

  self->input.gpu = hr_plan_hold_card (&self->diagnosis->plan, self->card, &self->rest);
  if (free_gib <= 0 || free_gib >= hr_gpu_usable_gib (self->card))
    return;
  if (self->input.gpu != &self->rest)
    self->rest = *self->card;
  self->rest.usable_mib = free_gib * 1024 * MAX (self->card->devices, 1);
  self->input.gpu = &self->rest;
}

static HrRemedy *
add_remedy (Diagnose         *self,
            HrRemedyKind      kind,
            const HrWorkload *settings,
            const HrEstimate *estimate)
{
  HrDiagnosis *d = self->diagnosis;
  HrRemedy    *remedy = &d->remedies[d->n_remedies++];
  double       before = d->estimate.seconds;

  *remedy = (HrRemedy){ .kind = kind,
                        .settings = *settings,
                        .gpu_count = self->input.gpu_count,
                        .ram_gib = d->ram_gib,
                        .estimate = *estimate };
  remedy->saves_gib = MAX (0, d->estimate.required_gib - estimate->required_gib);
  remedy->saves_ram_gib = MAX (0, d->estimate.host_required_gib - estimate->host_required_gib);
  remedy->slowdown = before > 0 && isfinite (before) ? estimate->seconds / before : 1;
  remedy->is_enough = runs (self, estimate) && !(estimate->notes & HR_NOTE_UNSUPPORTED);
  return remedy;
}

/* Less of the memory that runs out, or of the card's where it is tight; or all of a scene or a
 * model on the card that was not. */
static gboolean
helps (const Diagnose *self, const HrEstimate *after)
{
  const HrDiagnosis *d = self->diagnosis;
  const HrEstimate  *before = &d->estimate;
  gboolean           was_out = (before->notes & HR_NOTE_OUT_OF_CORE) != 0;

  if (d->ram_short_gib > 0 && after->host_required_gib < before->host_required_gib - 1e-6)
    return TRUE;
  if ((before->notes & HR_NOTE_UNSUPPORTED) && !(after->notes & HR_NOTE_UNSUPPORTED))
    return TRUE;
  if (d->vram_short_gib <= 0 && before->fit == HR_FIT_FITS && !was_out)
    return FALSE;
  if (before->fit == HR_FIT_OFFLOADS)
    return hr_estimate_is_likely (after) && after->fit != HR_FIT_OFFLOADS;
  if (was_out || d->vram_short_gib <= 0)
    return after->fit == HR_FIT_FITS
           || (was_out && hr_estimate_is_likely (after) && !(after->notes & HR_NOTE_OUT_OF_CORE));
  return after->required_gib < before->required_gib * MATERIAL;
}

static void
add_settings (Diagnose *self, const HrRemedyKind *kinds, guint n_kinds)
{
  for (guint i = 0; i < n_kinds; i++)
    {
      HrWorkload      settings;
      HrEstimate      estimate;
      HrSettingChange change;
      HrRemedy       *remedy;

      if (!hr_remedy_apply (kinds[i], &self->input, &settings, &estimate, &change)
          || !helps (self, &estimate))
        continue;
      remedy = add_remedy (self, kinds[i], &settings, &estimate);
      remedy->change = change;
      remedy->changes_quality = change.changes_quality;
    }
}

/* Engines that can leave what does not fit in host RAM. */
static void
add_layers_in_ram (Diagnose *self)
{
  HrWorkload      with = self->settings;
  HrEstimateInput input = self->input;
  HrEstimate      e;

  if (with.task != HR_TASK_LLM_INFERENCE || self->diagnosis->vram_short_gib <= 0)
    return;
  with.llm.offload = HR_LLM_OFFLOAD_AUTO;
  input.workload = &with;
  hr_estimate (&input, &e, NULL);
  if (e.fit == HR_FIT_OFFLOADS)
    add_remedy (self, HR_REMEDY_OFFLOAD, &with, &e);
}

/* The cheapest kits of the platform's type that make at least @gib; 0 = no price. */
static double
ram_usd (const Diagnose *self, double gib, double *total_gib)
{
  const HrSystem   *system = &self->diagnosis->plan.system;
  const HrPlatform *platform = hr_snapshot_platform (
      self->snapshot, system->platform[0] ? system->platform : "am5");
  double best = 0;

  *total_gib = gib;
  for (guint i = 0; platform && i < self->snapshot->n_ram_kits; i++)
    {
      const HrRamKit *kit = &self->snapshot->ram_kits[i];
      double          kit_gib = kit->modules * kit->module_gib, n = ceil (gib / MAX (kit_gib, 1));

      if (strcmp (kit->type, platform->ram_type) == 0 && hr_price_is_known (&kit->price)
          && n * kit->modules <= platform->max_dimms && (best == 0 || kit->price.usd * n < best))
        {
          best = kit->price.usd * n;
          *total_gib = n * kit_gib;
        }
    }
  return best;
}

/* Not more than the board takes, where the board is known. */
static gboolean
takes_ram (const Diagnose *self, double gib)
{
  const char       *id = self->diagnosis->plan.system.platform;
  const HrPlatform *platform = id[0] ? hr_snapshot_platform (self->snapshot, id) : NULL;

  return platform == NULL || gib <= platform->max_ram_gib;
}

static void
add_ram (Diagnose *self)
{
  HrDiagnosis *d = self->diagnosis;
  HrRemedy    *remedy;
  double       total, usd;

  if (d->ram_short_gib <= 0 || !takes_ram (self, d->estimate.host_required_gib))
    return;
  usd = ram_usd (self, d->estimate.host_recommended_gib, &total);
  remedy = add_remedy (self, HR_REMEDY_MORE_RAM, &self->settings, &d->estimate);
  remedy->usd = usd;
  remedy->ram_gib = total;
  remedy->saves_gib = d->ram_short_gib;
  remedy->is_enough = d->vram_short_gib <= 0;
}

/* Several settings, with the RAM that is there or with as much more as they ask for. */
static gboolean
try_together (Diagnose *self, gboolean changes_quality, gboolean buys_ram)
{
  HrEstimateInput input = self->input;
  HrWorkload      settings;
  HrEstimate      estimate;
  HrRemedy       *remedy;
  guint32         parts;
  double          total;

  if (buys_ram)
    input.host.ram_gib = 0;
  if (!hr_remedy_together (&input, &settings, &estimate, &parts, &changes_quality)
      || (buys_ram && !takes_ram (self, estimate.host_required_gib)))
    return FALSE;
  remedy = add_remedy (self, HR_REMEDY_TOGETHER, &settings, &estimate);
  remedy->parts = parts;
  remedy->changes_quality = changes_quality;
  if (buys_ram)
    {
      remedy->parts |= 1u << HR_REMEDY_MORE_RAM;
      remedy->usd = ram_usd (self, estimate.host_recommended_gib, &total);
      remedy->ram_gib = total;
      remedy->is_enough = TRUE;
    }
  return TRUE;
}

/* Where no setting is enough alone, or only with another result, several of them. */
static void
add_together (Diagnose *self)
{
  HrDiagnosis *d = self->diagnosis;
  gboolean     is_enough = FALSE, has_ram = d->ram_gib > 0;

  for (guint i = 0; i < d->n_remedies; i++)
    {
      is_enough = is_enough || d->remedies[i].is_enough;
      if (d->remedies[i].is_enough && !d->remedies[i].changes_quality)
        return;
    }
  if (try_together (self, FALSE, FALSE) || (has_ram && try_together (self, FALSE, TRUE))
      || is_enough)
    return;
  if (!try_together (self, TRUE, FALSE) && has_ram)
    try_together (self, TRUE, TRUE);
}

static gboolean
estimate_on (const Diagnose *self, const HrGpu *gpu, guint gpu_count, HrEstimate *estimate)
{
  HrEstimateInput with = self->input;

  with.gpu = gpu;
  with.gpu_count = gpu_count;
  if (gpu != self->input.gpu)
    {
      hr_host_default_for (gpu, gpu_count, &with.host);
      with.host.ram_gib = self->input.host.ram_gib;
    }
  hr_estimate (&with, estimate, NULL);
  return hr_estimate_is_likely (estimate) && !(estimate->notes & HR_NOTE_UNSUPPORTED);
}

/* Whether hardware is worth buying: it is no remedy for a tight card to be tight once more. */
static gboolean
is_better (const Diagnose *self, const HrEstimate *estimate)
{
  return self->diagnosis->vram_short_gib > 0
         || (estimate->fit == HR_FIT_FITS && !(estimate->notes & HR_NOTE_OUT_OF_CORE));
}

/* More of the same card. Training shards its states over them where copies do not fit; images
 * share the batch. */
static void
add_gpus (Diagnose *self)
{
  const HrPrice *price = hr_gpu_price (self->card, HR_CONDITION_POLICY_ANY);
  guint          before = self->input.gpu_count;
  HrWorkload     shared = self->settings;
  Diagnose       with = *self;
  HrEstimate     estimate;

  if (shared.task == HR_TASK_NLP_FINE_TUNE)
    shared.nlp.sharding = HR_SHARDING_ZERO3;
  with.input.workload = &shared;
  for (guint n = before + 1; n <= HR_MAX_GPUS; n++)
    {
      gboolean as_is = estimate_on (self, self->input.gpu, n, &estimate)
                       && is_better (self, &estimate);

      if (shared.task == HR_TASK_IMAGE_CLASSIFICATION)
        shared.image.batch = MAX (1, (self->settings.image.batch * before + n - 1) / n);
      if (as_is
          || (estimate_on (&with, self->input.gpu, n, &estimate) && is_better (self, &estimate)))
        {
          HrRemedy *remedy = add_remedy (self, HR_REMEDY_MORE_GPUS,
                                         as_is ? &self->settings : &shared, &estimate);

          remedy->gpu = self->card;
          remedy->gpu_count = n;
          remedy->usd = price ? price->usd * (n - before) : 0;
          return;
        }
    }
}

static void
add_other_gpu (Diagnose *self)
{
  guint        n = self->input.gpu_count;
  gboolean     active = self->card->form == HR_FORM_PCIE_ACTIVE;
  const HrGpu *best = NULL;
  HrEstimate   best_estimate = { 0 };
  double       best_usd = INFINITY;

  for (guint i = 0; i < self->snapshot->n_gpus; i++)
    {
      const HrGpu   *gpu = &self->snapshot->gpus[i];
      const HrPrice *price = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY);
      HrEstimate     estimate;

      if (gpu == self->card || price == NULL || price->usd * n >= best_usd
          || !hr_gpu_is_single_sale (gpu) || (active && gpu->form != HR_FORM_PCIE_ACTIVE)
          || !estimate_on (self, gpu, n, &estimate) || estimate.fit != HR_FIT_FITS
          || (estimate.notes & HR_NOTE_OUT_OF_CORE))
        continue;
      best = gpu;
      best_usd = price->usd * n;
      best_estimate = estimate;
    }
  if (best)
    {
      HrRemedy *remedy = add_remedy (self, HR_REMEDY_OTHER_GPU, &self->settings, &best_estimate);

      remedy->gpu = best;
      remedy->usd = best_usd;
    }
}

static void
add_rent (Diagnose *self)
{
  const HrGpu *best = NULL;
  HrEstimate   best_estimate = { 0 };
  guint        best_count = 0;
  double       best_job = INFINITY, best_hour = 0;

  for (guint i = 0; i < self->snapshot->n_rent_offers; i++)
    {
      const HrRentOffer *offer = &self->snapshot->rent_offers[i];
      const HrGpu       *gpu = hr_snapshot_gpu (self->snapshot, offer->gpu);
      guint              unit = MAX (offer->gpu_count, 1), n = MAX (unit, self->input.gpu_count);
      double             hour = offer->usd_per_gpu_hour * n;
      HrEstimate         estimate;

      if (gpu == NULL || hour <= 0 || n > HR_MAX_GPUS || !estimate_on (self, gpu, n, &estimate)
          || estimate.fit != HR_FIT_FITS || hour * estimate.seconds / 3600 >= best_job)
        continue;
      best = gpu;
      best_count = n;
      best_job = hour * estimate.seconds / 3600;
      best_hour = hour;
      best_estimate = estimate;
    }
  if (best)
    {
      HrRemedy *remedy = add_remedy (self, HR_REMEDY_RENT, &self->settings, &best_estimate);

      remedy->gpu = best;
      remedy->gpu_count = best_count;
      remedy->usd = best_hour;
      remedy->usd_run = best_job;
      remedy->is_enough = TRUE; /* a rented machine has the RAM that its cards need */
    }
}

/* Enough first; then what costs time only, then quality, then money, then rent. */
static guint
cost_class (const HrRemedy *r)
{
  if (r->kind == HR_REMEDY_RENT)
    return 3;
  if (r->kind == HR_REMEDY_MORE_GPUS || r->kind == HR_REMEDY_OTHER_GPU
      || (r->parts & (1u << HR_REMEDY_MORE_RAM)) || r->kind == HR_REMEDY_MORE_RAM)
    return 2;
  return r->changes_quality ? 1 : 0;
}

/* What has no price may cost anything. */
static double
price_of (const HrRemedy *r)
{
  return r->usd > 0 ? r->usd : INFINITY;
}

static int
compare_remedies (gconstpointer a, gconstpointer b)
{
  const HrRemedy *x = a, *y = b;
  guint           p = cost_class (x), q = cost_class (y);

  if (!x->is_enough != !y->is_enough)
    return x->is_enough ? -1 : 1;
  if (p != q)
    return p < q ? -1 : 1;
  if (p == 2 && price_of (x) != price_of (y))
    return price_of (x) < price_of (y) ? -1 : 1;
  /* Of those that are not enough, the one that saves most; of the others, the one that costs
   * least time. */
  if (!x->is_enough && x->saves_gib != y->saves_gib)
    return x->saves_gib > y->saves_gib ? -1 : 1;
  if (x->slowdown != y->slowdown)
    return x->slowdown < y->slowdown ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

static void
judge (Diagnose *self)
{
  HrDiagnosis *d = self->diagnosis;
  HrEstimate  *e = &d->estimate;

  hr_estimate (&self->input, e, NULL);
  e->notes |= hr_software_check_notes (
      hr_software_check (self->snapshot, &self->settings, self->card, NULL));
  if (hr_estimate_is_likely (e))
    hr_estimate_find_largest (&self->input, self->asked, e);
  d->vram_short_gib = MAX (0, e->required_gib - e->available_gib);
  if (d->ram_gib > 0)
    d->ram_short_gib = MAX (0, e->host_required_gib - d->ram_gib);
}

/**
 * hr_diagnose:
 * @plan: a plan with a system
 * @diagnosis: (out): which memory runs out, by how much, and what helps
 *
 * Remedies are for what runs out, is tight, leaves the card's memory, or does not run on the card;
 * where both memories are enough there are none, and the estimate has what else would fit.
 *
 * Returns: %FALSE when the system's GPU is not in @snapshot.
 */
gboolean
hr_diagnose (const HrPlan        *plan,
             const HrSnapshot    *snapshot,
             const HrCalibration *calibration,
             HrDate               today,
             HrDiagnosis         *diagnosis)
{
  Diagnose self = { .diagnosis = diagnosis, .snapshot = snapshot };

  (void) today;
  self.card = hr_snapshot_gpu (snapshot, plan->system.gpu);
  if (self.card == NULL || plan->system.gpu_count < 1)
    return FALSE;
  memset (diagnosis, 0, sizeof *diagnosis);
  diagnosis->plan = *plan;
  diagnosis->ram_gib = plan->system.ram_gib;
  hr_plan_settings (plan, &self.settings);
  self.input = (HrEstimateInput){ .gpu_count = plan->system.gpu_count,
                                  .workload = &self.settings,
                                  .calibration = calibration };
  take_free (&self);
  hr_host_for_system (&plan->system, snapshot, self.card, &self.input.host);
  hr_remedy_resolve (&self.input, &self.settings);
  self.asked = &plan->workload;
  diagnosis->plan.workload = self.settings;
  judge (&self);
  add_settings (&self, hr_setting_remedies, hr_n_setting_remedies);
  add_settings (&self, hr_task_remedies, hr_n_task_remedies);
  if (diagnosis->vram_short_gib > 0 || diagnosis->ram_short_gib > 0)
    add_together (&self);
  add_layers_in_ram (&self);
  add_ram (&self);
  if (diagnosis->vram_short_gib > 0 || diagnosis->estimate.fit == HR_FIT_TIGHT
      || diagnosis->estimate.fit == HR_FIT_OFFLOADS
      || (diagnosis->estimate.notes & (HR_NOTE_OUT_OF_CORE | HR_NOTE_UNSUPPORTED)))
    {
      add_gpus (&self);
      add_other_gpu (&self);
    }
  if (!hr_diagnosis_runs (diagnosis))
    add_rent (&self);
  qsort (diagnosis->remedies, diagnosis->n_remedies, sizeof (HrRemedy), compare_remedies);
  return TRUE;
}
