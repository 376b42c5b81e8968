/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-diagnose.h"

#include <math.h>
#include <string.h>

#include "hr-remedy.h"

typedef struct
{
  HrDiagnosis      *diagnosis;
  const HrSnapshot *snapshot;
  HrEstimateInput   input;
  HrWorkload        settings;
} Diagnose;

static gboolean
runs (const Diagnose *self, const HrEstimate *e)
{
  double ram = self->diagnosis->ram_gib;

  return e->fit != HR_FIT_EXCEEDS && (ram <= 0 || e->host_required_gib <= ram);
}

/* What other programs hold on the card is not there for this one. */
static void
judge_free (const Diagnose *self, HrEstimate *e)
{
  double free_gib = self->diagnosis->plan.system.free_gib;

  if (free_gib <= 0 || free_gib >= e->available_gib)
    return;
  e->available_gib = free_gib;
  e->fit = e->required_gib > free_gib ? HR_FIT_EXCEEDS
           : e->high_gib > free_gib   ? HR_FIT_TIGHT
                                      : HR_FIT_FITS;
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
  remedy->slowdown = before > 0 && isfinite (before) ? estimate->seconds / before : 1;
  remedy->is_enough = runs (self, estimate);
  return remedy;
}

static void
add_settings (Diagnose *self)
{
  for (guint i = 0; i < hr_n_setting_remedies; i++)
    {
      HrWorkload      settings;
      HrEstimate      estimate;
      HrSettingChange change;

      if (!hr_remedy_apply (hr_setting_remedies[i], &self->input, &settings, &estimate, &change))
        continue;
      judge_free (self, &estimate);
      if (estimate.required_gib < self->diagnosis->estimate.required_gib - 1e-6)
        add_remedy (self, hr_setting_remedies[i], &settings, &estimate)
            ->changes_quality = change.changes_quality;
    }
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

static void
add_ram (Diagnose *self)
{
  HrDiagnosis *d = self->diagnosis;
  HrRemedy    *remedy;
  double       total;

  if (d->ram_short_gib <= 0)
    return;
  remedy = add_remedy (self, HR_REMEDY_MORE_RAM, &self->settings, &d->estimate);
  remedy->usd = ram_usd (self, d->estimate.host_recommended_gib, &total);
  remedy->ram_gib = total;
  remedy->saves_gib = d->ram_short_gib;
  remedy->is_enough = d->vram_short_gib <= 0;
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
  return estimate->fit != HR_FIT_EXCEEDS && !(estimate->notes & HR_NOTE_UNSUPPORTED);
}

/* More of the same card; training shards its states over them where copies do not fit. */
static void
add_gpus (Diagnose *self)
{
  const HrGpu   *gpu = self->input.gpu;
  const HrPrice *price = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY);
  HrWorkload     sharded = self->settings;
  Diagnose       with = *self;
  HrEstimate     estimate;

  if (sharded.task == HR_TASK_NLP_FINE_TUNE)
    sharded.nlp.sharding = HR_SHARDING_ZERO3;
  with.input.workload = &sharded;
  for (guint n = self->input.gpu_count + 1; n <= HR_MAX_GPUS; n++)
    {
      gboolean as_is = estimate_on (self, gpu, n, &estimate);

      if (as_is || estimate_on (&with, gpu, n, &estimate))
        {
          HrRemedy *remedy = add_remedy (self, HR_REMEDY_MORE_GPUS,
                                         as_is ? &self->settings : &sharded, &estimate);

          remedy->gpu = gpu;
          remedy->gpu_count = n;
          remedy->usd = price ? price->usd * (n - self->input.gpu_count) : 0;
          return;
        }
    }
}

static void
add_other_gpu (Diagnose *self)
{
  guint        n = self->input.gpu_count;
  gboolean     active = self->input.gpu->form == HR_FORM_PCIE_ACTIVE;
  const HrGpu *best = NULL;
  HrEstimate   best_estimate = { 0 };
  double       best_usd = INFINITY;

  for (guint i = 0; i < self->snapshot->n_gpus; i++)
    {
      const HrGpu   *gpu = &self->snapshot->gpus[i];
      const HrPrice *price = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY);
      HrEstimate     estimate;

      if (gpu == self->input.gpu || price == NULL || price->usd * n >= best_usd
          || !hr_gpu_is_single_sale (gpu) || (active && gpu->form != HR_FORM_PCIE_ACTIVE)
          || !estimate_on (self, gpu, n, &estimate) || estimate.fit != HR_FIT_FITS)
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
          || estimate.fit != HR_FIT_FITS || hour * estimate.seconds >= best_job)
        continue;
      best = gpu;
      best_count = n;
      best_job = hour * estimate.seconds;
      best_hour = hour;
      best_estimate = estimate;
    }
  if (best)
    {
      HrRemedy *remedy = add_remedy (self, HR_REMEDY_RENT, &self->settings, &best_estimate);

      remedy->gpu = best;
      remedy->gpu_count = best_count;
      remedy->usd = best_hour;
      remedy->is_enough = TRUE;
    }
}

/* Enough first; then what costs time only, then quality, then money, then rent. */
static guint
cost_class (const HrRemedy *r)
{
  if (r->kind == HR_REMEDY_RENT)
    return 3;
  if (r->usd > 0 || r->kind == HR_REMEDY_MORE_GPUS || r->kind == HR_REMEDY_OTHER_GPU
      || r->kind == HR_REMEDY_MORE_RAM)
    return 2;
  return r->changes_quality ? 1 : 0;
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
  if (p == 2 && x->usd != y->usd)
    return x->usd < y->usd ? -1 : 1;
  /* Of those that are not enough, the one that saves most; of the others, the one that costs
   * least time. */
  if (!x->is_enough && x->saves_gib != y->saves_gib)
    return x->saves_gib > y->saves_gib ? -1 : 1;
  if (x->slowdown != y->slowdown)
    return x->slowdown < y->slowdown ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

/**
 * hr_diagnose:
 * @plan: a plan with a system
 * @diagnosis: (out): which memory runs out, by how much, and what helps
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
  const HrGpu *gpu = hr_snapshot_gpu (snapshot, plan->system.gpu);
  Diagnose     self = { .diagnosis = diagnosis, .snapshot = snapshot };
  HrEstimate  *e = &diagnosis->estimate;

  (void) today;
  if (gpu == NULL || plan->system.gpu_count < 1)
    return FALSE;
  memset (diagnosis, 0, sizeof *diagnosis);
  diagnosis->plan = *plan;
  diagnosis->ram_gib = plan->system.ram_gib;
  self.settings = plan->workload;
  self.input = (HrEstimateInput){ .gpu = gpu,
                                  .gpu_count = plan->system.gpu_count,
                                  .workload = &self.settings,
                                  .calibration = calibration };
  hr_host_for_system (&plan->system, snapshot, gpu, &self.input.host);
  hr_remedy_settle (&self.input, &self.settings);
  diagnosis->plan.workload = self.settings;
  hr_estimate (&self.input, e, NULL);
  judge_free (&self, e);
  diagnosis->vram_short_gib = MAX (0, e->required_gib - e->available_gib);
  if (diagnosis->ram_gib > 0)
    diagnosis->ram_short_gib = MAX (0, e->host_required_gib - diagnosis->ram_gib);
  add_settings (&self);
  add_ram (&self);
  if (diagnosis->vram_short_gib > 0 || e->fit == HR_FIT_TIGHT)
    {
      add_gpus (&self);
      add_other_gpu (&self);
      add_rent (&self);
    }
  qsort (diagnosis->remedies, diagnosis->n_remedies, sizeof (HrRemedy), compare_remedies);
  return TRUE;
}
