/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-compare-rows.h"

#include "hr-text.h"

#include <glib/gi18n.h>

#define VALUE(name, expression)                                  \
  static gboolean name (const HrCompared *column, double *value) \
  {                                                              \
    *value = (expression);                                       \
    return *value > 0.0;                                         \
  }

static double
gpu_price (const HrCompared *column)
{
  return column->build.n_parts > 0 ? column->build.parts[0].unit_usd * column->gpu_count : 0.0;
}

static gboolean
runs (const HrCompared *column)
{
  return column->estimate.fit != HR_FIT_EXCEEDS
         && (column->estimate.notes & HR_NOTE_UNSUPPORTED) == 0;
}

static gboolean
fit_value (const HrCompared *column, double *value)
{
  *value = column->estimate.fit;
  return TRUE;
}

VALUE (required_value, column->estimate.required_gib)
VALUE (available_value, column->estimate.available_gib)
VALUE (headroom_value,
       runs (column) ? column->estimate.available_gib - column->estimate.required_gib : 0.0)
VALUE (seconds_value, runs (column) ? column->estimate.seconds : 0.0)
VALUE (rate_value, runs (column) ? column->estimate.throughput.value : 0.0)
VALUE (bandwidth_value, column->gpu->bandwidth_gb_s)
VALUE (card_price_value, gpu_price (column))
VALUE (price_value, column->has_build ? column->build.price_usd : 0.0)
VALUE (job_value, runs (column) ? column->cost.job_usd : 0.0)
VALUE (rent_value, column->cost.rent_job_usd)
VALUE (energy_value, runs (column) ? column->cost.energy_kwh : 0.0)
VALUE (power_value, column->cost.power_w)
VALUE (work_value, runs (column) ? column->cost.work_per_usd : 0.0)
VALUE (per_gib_value, column->cost.usd_per_gib)

static char *
fit_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return g_strdup (hr_text_enum (&hr_enum_fit, (int) value));
}

static char *
gib_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_gib (value);
}

static char *
seconds_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_seconds (value);
}

static char *
rate_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_rate (value, column->estimate.throughput.unit);
}

static char *
bandwidth_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_unit_value (value, HR_UNIT_GB_S);
}

static char *
money_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_money (value, comparison->plan.constraints.currency, comparison->snapshot);
}

static char *
energy_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_unit_value (value, HR_UNIT_KWH);
}

static char *
power_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  return hr_text_unit_value (value, HR_UNIT_W);
}

/* Work has the unit of its task, which differs by orders of magnitude: a share of the best column.
 */
static char *
work_text (const HrComparison *comparison, const HrCompared *column, double value)
{
  double           best = 0.0, other;
  g_autofree char *percent = NULL;

  for (guint i = 0; i < comparison->n; i++)
    if (work_value (&comparison->columns[i], &other))
      best = MAX (best, other);
  return hr_text_percent (best > 0.0 ? value / best : 0.0);
}

static const HrCompareRow rows[] = {
  { N_("Fits"), 0, TRUE, fit_value, fit_text, "memory.required" },
  { N_("Memory Needed"), 0, FALSE, required_value, gib_text, "memory.required" },
  { N_("Memory Usable"), 1, FALSE, available_value, gib_text, "memory.available" },
  { N_("Memory Free"), 1, FALSE, headroom_value, gib_text, "memory.headroom" },
  { N_("Time"), -1, TRUE, seconds_value, seconds_text, "time.job" },
  { N_("Speed"), 1, FALSE, rate_value, rate_text, "throughput.rate" },
  { N_("Memory Bandwidth"), 1, FALSE, bandwidth_value, bandwidth_text, NULL },
  { N_("Card"), -1, TRUE, card_price_value, money_text, "price.gpu" },
  { N_("Whole Machine"), -1, FALSE, price_value, money_text, "price.total" },
  { N_("A Run, All In"), -1, FALSE, job_value, money_text, "cost.job" },
  { N_("A Run, Rented"), -1, FALSE, rent_value, money_text, "cost.rent-job" },
  { N_("Card per GiB"), -1, FALSE, per_gib_value, money_text, "cost.per-gib" },
  { N_("Energy of a Run"), -1, TRUE, energy_value, energy_text, "energy.job" },
  { N_("Power at the Wall"), -1, FALSE, power_value, power_text, "energy.wall" },
  { N_("Work for the Money"), 1, TRUE, work_value, work_text, "cost.work-per-money" },
};

const HrCompareRow *
hr_compare_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

/**
 * hr_compare_row_best:
 * @row: a line of the comparison
 * @comparison: the comparison
 *
 * Returns: the column that is best in it; −1 where none is, or all are the same
 */
int
hr_compare_row_best (const HrCompareRow *row, const HrComparison *comparison)
{
  int      best = -1;
  guint    known = 0;
  gboolean differ = FALSE;
  double   best_value = 0.0;

  for (guint i = 0; row->better != 0 && i < comparison->n; i++)
    {
      double value;

      if (!row->value (&comparison->columns[i], &value))
        continue;
      differ = differ || (known > 0 && value != best_value);
      if (known++ == 0 || row->better * value > row->better * best_value)
        {
          best = (int) i;
          best_value = value;
        }
    }

  return known > 1 && differ ? best : -1;
}
