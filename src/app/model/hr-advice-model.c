/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice-model.h"

#include "hr-calibration.h"
#include "hr-host-rules.h"
#include "hr-plan-json.h"
#include "hr-settings.h"
#include "hr-string.h"

#include <math.h>

/**
 * HrAdviceModel:
 *
 * The question of one window and its answer. A change of the plan or of the catalog asks again, in
 * a thread; a newer question cancels the older one, and the advice is only ever replaced by the
 * answer to the newest. Emits notify::plan, notify::advice and notify::busy.
 */
struct _HrAdviceModel
{
  GObject parent_instance;

  /* Owned. */
  HrCatalog    *catalog;
  HrAdvice     *advice;
  GCancellable *cancellable; /* of the newest question, while it runs */

  HrPlan     plan;
  HrWorkload last[HR_N_TASK]; /* what was set for a task when the user left it */
  gboolean   has_last[HR_N_TASK];
  HrDate     today;
};

G_DEFINE_FINAL_TYPE (HrAdviceModel, hr_advice_model, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PLAN,
  PROP_ADVICE,
  PROP_BUSY,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

typedef struct
{
  HrPlan      plan;
  HrSnapshot *snapshot;
  HrDate      today;
} Question;

static void
question_free (Question *question)
{
  hr_snapshot_unref (question->snapshot);
  g_free (question);
}

static HrDate
date_of_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return (HrDate){
    .year = (guint16) g_date_time_get_year (now),
    .month = (guint8) g_date_time_get_month (now),
    .day = (guint8) g_date_time_get_day_of_month (now),
  };
}

static void
ask_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  gint64    start = g_get_monotonic_time ();
  HrAdvice *advice = hr_advice_new (&question->plan, question->snapshot, hr_calibration_default (),
                                    question->today, cancellable);

  if (advice != NULL)
    advice->stats.seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  /* A cancelled search may have returned nothing; the callback looks at the cancellable first. */
  g_task_return_pointer (task, advice, (GDestroyNotify) hr_advice_unref);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrAdviceModel *self = HR_ADVICE_MODEL (source);
  GTask         *task = G_TASK (result);
  g_autoptr (HrAdvice) advice = g_task_propagate_pointer (task, NULL);

  if (g_task_get_cancellable (task) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  if (advice != NULL)
    {
      g_clear_pointer (&self->advice, hr_advice_unref);
      self->advice = g_steal_pointer (&advice);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADVICE]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
ask (HrAdviceModel *self)
{
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (self->catalog);
  gboolean          was_busy = self->cancellable != NULL;
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (snapshot == NULL)
    return;

  question = g_new0 (Question, 1);
  question->plan = self->plan;
  question->snapshot = hr_snapshot_ref (snapshot);
  question->today = self->today;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, answered_cb, NULL);
  g_task_set_source_tag (task, ask);
  /* The answer comes after the frame that is due: at the start, that is the window's first. */
  g_task_set_priority (task, G_PRIORITY_DEFAULT_IDLE);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, ask_thread);

  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
snapshot_changed_cb (HrAdviceModel *self)
{
  ask (self);
}

static void
hr_advice_model_dispose (GObject *object)
{
  HrAdviceModel *self = HR_ADVICE_MODEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->catalog);
  g_clear_pointer (&self->advice, hr_advice_unref);

  G_OBJECT_CLASS (hr_advice_model_parent_class)->dispose (object);
}

static void
hr_advice_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrAdviceModel *self = HR_ADVICE_MODEL (object);

  switch (prop_id)
    {
    case PROP_PLAN:
      g_value_set_pointer (value, &self->plan);
      break;
    case PROP_ADVICE:
      g_value_set_pointer (value, self->advice);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, hr_advice_model_get_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hr_advice_model_class_init (HrAdviceModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = hr_advice_model_dispose;
  object_class->get_property = hr_advice_model_get_property;

  properties[PROP_PLAN] = g_param_spec_pointer ("plan", NULL, NULL, flags);
  properties[PROP_ADVICE] = g_param_spec_pointer ("advice", NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hr_advice_model_init (HrAdviceModel *self)
{
  self->today = date_of_today ();
}

static double
converted (const HrPlan *plan, const HrSnapshot *snapshot, double amount, const char *currency)
{
  double usd = hr_money_to_usd (snapshot, amount, plan->constraints.currency);

  return hr_plan_round_money (hr_money_from_usd (snapshot, usd, currency));
}

/* A price of electricity is in the currency of its plan. */
static void
take_preferences (HrPlan *plan, const HrSnapshot *snapshot)
{
  GSettings       *settings = hr_settings_get ();
  g_autofree char *currency = NULL;
  double           electricity;

  if (settings == NULL)
    return;

  currency = g_settings_get_string (settings, "currency");
  electricity = g_settings_get_double (settings, "electricity-per-kwh");
  if (g_strcmp0 (currency, plan->constraints.currency) != 0
      && (g_str_equal (currency, "USD") || hr_snapshot_rate (snapshot, currency) != NULL))
    {
      plan->economics.electricity_per_kwh = converted (
          plan, snapshot, plan->economics.electricity_per_kwh, currency);
      plan->constraints.budget = converted (plan, snapshot, plan->constraints.budget, currency);
      hr_string_copy (plan->constraints.currency, sizeof plan->constraints.currency, currency);
    }
  if (electricity > 0.0)
    plan->economics.electricity_per_kwh = electricity;
}

/**
 * hr_advice_model_new:
 * @catalog: a loaded catalog
 *
 * Returns: (transfer full): a model that asks for the default task, with the user's preferences
 */
HrAdviceModel *
hr_advice_model_new (HrCatalog *catalog)
{
  HrAdviceModel *self = g_object_new (HR_TYPE_ADVICE_MODEL, NULL);

  self->catalog = g_object_ref (catalog);
  hr_plan_init_default (&self->plan, HR_TASK_NLP_FINE_TUNE, hr_catalog_get_snapshot (catalog));
  take_preferences (&self->plan, hr_catalog_get_snapshot (catalog));
  g_signal_connect_object (catalog, "notify::snapshot", G_CALLBACK (snapshot_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ask (self);

  return self;
}

HrCatalog *
hr_advice_model_get_catalog (HrAdviceModel *self)
{
  g_return_val_if_fail (HR_IS_ADVICE_MODEL (self), NULL);

  return self->catalog;
}

const HrSnapshot *
hr_advice_model_get_snapshot (HrAdviceModel *self)
{
  g_return_val_if_fail (HR_IS_ADVICE_MODEL (self), NULL);

  return hr_catalog_get_snapshot (self->catalog);
}

const HrPlan *
hr_advice_model_get_plan (HrAdviceModel *self)
{
  g_return_val_if_fail (HR_IS_ADVICE_MODEL (self), NULL);

  return &self->plan;
}

/* A bridge goes with the two cards that it joined: where the machine becomes another one, no field
 * of the window says that it has one. */
static void
drop_bridge (HrPlan *plan, const HrSnapshot *snapshot)
{
  const HrGpu *gpu = plan->system.bridge ? hr_snapshot_gpu (snapshot, plan->system.gpu) : NULL;

  plan->system.bridge = gpu != NULL && hr_host_rules_bridge (gpu, plan->system.gpu_count);
}

/**
 * hr_advice_model_set_plan:
 * @self: a model
 * @plan: the question from now on
 *
 * Asks it at once; the answer comes with notify::advice.
 */
void
hr_advice_model_set_plan (HrAdviceModel *self, const HrPlan *plan)
{
  g_return_if_fail (HR_IS_ADVICE_MODEL (self));
  g_return_if_fail (plan != NULL);

  if (hr_plan_equal (&self->plan, plan))
    return;

  if (plan != &self->plan)
    self->plan = *plan;
  drop_bridge (&self->plan, hr_catalog_get_snapshot (self->catalog));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAN]);
  ask (self);
}

/**
 * hr_advice_model_set_task:
 * @self: a model
 * @task: a kind of work
 *
 * Changes the workload to what was last set for @task, or to its default preset; the money and the
 * machine stay as they are.
 */
void
hr_advice_model_set_task (HrAdviceModel *self, HrTask task)
{
  HrPlan plan, preset;

  g_return_if_fail (HR_IS_ADVICE_MODEL (self));
  g_return_if_fail (task < HR_N_TASK);

  if (self->plan.workload.task == task)
    return;

  self->last[self->plan.workload.task] = self->plan.workload;
  self->has_last[self->plan.workload.task] = TRUE;

  plan = self->plan;
  if (self->has_last[task])
    plan.workload = self->last[task];
  else
    {
      hr_plan_init_default (&preset, task, hr_catalog_get_snapshot (self->catalog));
      plan.workload = preset.workload;
    }
  hr_advice_model_set_plan (self, &plan);
}

void
hr_advice_model_set_preset (HrAdviceModel *self, const char *preset_id)
{
  HrPlan plan;

  g_return_if_fail (HR_IS_ADVICE_MODEL (self));

  plan = self->plan;
  if (hr_plan_set_preset (&plan, hr_catalog_get_snapshot (self->catalog), preset_id))
    hr_advice_model_set_plan (self, &plan);
}

/**
 * hr_advice_model_get_advice:
 * @self: a model
 *
 * Returns: (nullable): the newest answer that there is; hr_advice_ref() it to keep it
 */
const HrAdvice *
hr_advice_model_get_advice (HrAdviceModel *self)
{
  g_return_val_if_fail (HR_IS_ADVICE_MODEL (self), NULL);

  return self->advice;
}

gboolean
hr_advice_model_get_busy (HrAdviceModel *self)
{
  g_return_val_if_fail (HR_IS_ADVICE_MODEL (self), FALSE);

  return self->cancellable != NULL;
}

HrDate
hr_advice_model_get_today (HrAdviceModel *self)
{
  g_return_val_if_fail (HR_IS_ADVICE_MODEL (self), (HrDate){ 0 });

  return self->today;
}

void
hr_advice_model_set_today (HrAdviceModel *self, HrDate today)
{
  g_return_if_fail (HR_IS_ADVICE_MODEL (self));

  if (hr_date_compare (self->today, today) == 0)
    return;

  self->today = today;
  ask (self);
}
