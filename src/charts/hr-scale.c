/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-scale.h"

#include <math.h>

/* Far beyond any figure, and near enough that the ratio of two is still a number. */
#define LIMIT 1e100
#define TINY  1e-100
#define FUZZ  1e-9

static gboolean
is_usable (HrScaleKind kind, double value)
{
  if (!isfinite (value) || fabs (value) > LIMIT)
    return FALSE;
  return kind == HR_SCALE_LINEAR || value >= TINY;
}

/**
 * hr_scale_init:
 * @self: the scale
 * @kind: linear or logarithmic
 * @values: (array length=n_values): what it has to show
 * @from_zero: whether a linear scale starts at 0 even where all values lie far from it, as bars
 * must
 *
 * Takes the range of those values that are finite (and positive on a logarithmic scale) and ignores
 * the others. With none it is 0…1, or 1…10; a range of one value is widened around it.
 */
void
hr_scale_init (
    HrScale *self, HrScaleKind kind, const double *values, guint n_values, gboolean from_zero)
{
  double min = INFINITY, max = -INFINITY;

  for (guint i = 0; i < n_values; i++)
    if (is_usable (kind, values[i]))
      {
        min = MIN (min, values[i]);
        max = MAX (max, values[i]);
      }
  if (min > max)
    {
      min = kind == HR_SCALE_LOG ? 1 : 0;
      max = kind == HR_SCALE_LOG ? 10 : 1;
    }
  if (kind == HR_SCALE_LINEAR && from_zero)
    {
      min = MIN (min, 0);
      max = MAX (max, 0);
    }
  if (kind == HR_SCALE_LOG && max / min < 1 + FUZZ)
    {
      min /= 2;
      max *= 2;
    }
  else if (kind == HR_SCALE_LINEAR && max - min <= FUZZ * MAX (fabs (min), fabs (max)))
    {
      double by = min == 0 ? 1 : fabs (min) / 2;

      min = min == 0 ? 0 : min - by;
      max += by;
    }
  self->kind = kind;
  self->min = min;
  self->max = max;
}

/**
 * hr_scale_extend:
 * @fraction: of the scale's length, added at both ends
 *
 * Makes room so that marks at the ends are not cut; a linear scale does not cross 0 by it.
 */
void
hr_scale_extend (HrScale *self, double fraction)
{
  if (self->kind == HR_SCALE_LOG)
    {
      double factor = pow (self->max / self->min, fraction);

      self->min = MAX (self->min / factor, TINY);
      self->max = MIN (self->max * factor, LIMIT);
    }
  else
    {
      double by = (self->max - self->min) * fraction;

      self->min = self->min >= 0 ? MAX (0, self->min - by) : self->min - by;
      self->max = self->max <= 0 ? MIN (0, self->max + by) : self->max + by;
    }
}

/* The step of the form 1, 2 or 5 × 10^n that gives at most @max_ticks steps. */
static double
nice_step (double range, guint max_ticks)
{
  double rough = range / MAX (max_ticks, 1);
  double magnitude = pow (10, floor (log10 (rough)));
  double fraction = rough / magnitude;

  if (fraction <= 1 + FUZZ)
    return magnitude;
  if (fraction <= 2 + FUZZ)
    return 2 * magnitude;
  if (fraction <= 5 + FUZZ)
    return 5 * magnitude;
  return 10 * magnitude;
}

/**
 * hr_scale_nice:
 * @max_ticks: as for hr_scale_ticks()
 *
 * Widens a linear scale to whole steps of its ticks, so that it starts and ends on one.
 */
void
hr_scale_nice (HrScale *self, guint max_ticks)
{
  double step;

  if (self->kind == HR_SCALE_LOG)
    return;
  step = nice_step (self->max - self->min, max_ticks);
  self->min = floor (self->min / step + FUZZ) * step;
  self->max = ceil (self->max / step - FUZZ) * step;
}

/**
 * hr_scale_takes:
 *
 * Returns: whether @value has a place on this kind of scale
 */
gboolean
hr_scale_takes (const HrScale *self, double value)
{
  return is_usable (self->kind, value);
}

/**
 * hr_scale_map:
 *
 * Returns: 0 at min, 1 at max, beyond them for values outside (but never beyond −1…2, so that a
 *   drawing stays finite); 0 for a value that the scale does not take
 */
double
hr_scale_map (const HrScale *self, double value)
{
  double position;

  if (!is_usable (self->kind, value))
    return 0;
  if (self->kind == HR_SCALE_LOG)
    position = log (value / self->min) / log (self->max / self->min);
  else
    position = (value - self->min) / (self->max - self->min);
  return CLAMP (position, -1.0, 2.0);
}

/**
 * hr_scale_invert:
 *
 * Returns: the value at @position, the inverse of hr_scale_map()
 */
double
hr_scale_invert (const HrScale *self, double position)
{
  if (!isfinite (position))
    return self->min;
  if (self->kind == HR_SCALE_LOG)
    return self->min * pow (self->max / self->min, position);
  return self->min + position * (self->max - self->min);
}

static guint
linear_ticks (const HrScale *self, guint max_ticks, double *ticks)
{
  double step = nice_step (self->max - self->min, max_ticks);
  double first = ceil (self->min / step - FUZZ);
  guint  n = 0;

  /* Multiples rather than a running sum: 0.1 added ten times is not 1. */
  for (double k = first; k * step <= self->max + step * FUZZ && n < HR_SCALE_MAX_TICKS; k++)
    ticks[n++] = k == 0 ? 0 : k * step;
  return n;
}

static guint
log_ticks (const HrScale *self, guint max_ticks, double *ticks)
{
  static const struct
  {
    guint  n;
    double mantissas[3];
  } sets[] = {
    { 3, { 1, 2, 5 } },
    { 2, { 1, 3 } },
    { 1, { 1 } },
  };
  int low = (int) floor (log10 (self->min) + FUZZ), high = (int) ceil (log10 (self->max) - FUZZ);

  for (int stride = 1;; stride *= 2)
    for (guint s = 0; s < G_N_ELEMENTS (sets); s++)
      {
        guint n = 0;

        if (stride > 1 && s + 1 < G_N_ELEMENTS (sets))
          continue;
        for (int e = low; e <= high && n <= max_ticks; e += stride)
          for (guint m = 0; m < sets[s].n && n <= max_ticks; m++)
            {
              double tick = sets[s].mantissas[m] * pow (10, e);

              if (tick >= self->min * (1 - FUZZ) && tick <= self->max * (1 + FUZZ))
                ticks[n++] = tick;
            }
        if (n <= max_ticks)
          return n;
      }
}

/**
 * hr_scale_ticks:
 * @max_ticks: at most so many, 1 to %HR_SCALE_MAX_TICKS - 1
 * @ticks: (out): round values inside the scale, ascending
 *
 * Returns: how many; a logarithmic scale of less than a step has the linear ticks of its range
 */
guint
hr_scale_ticks (const HrScale *self, guint max_ticks, double ticks[HR_SCALE_MAX_TICKS])
{
  max_ticks = CLAMP (max_ticks, 1, HR_SCALE_MAX_TICKS - 2);
  if (self->kind == HR_SCALE_LOG)
    {
      guint n = log_ticks (self, max_ticks, ticks);

      if (n >= 2 || max_ticks < 2)
        return n;
    }
  return linear_ticks (self, max_ticks, ticks);
}
