/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-stack-private.h"

#include <math.h>

static gboolean
stack_is_empty (HrChart *chart)
{
  HrStack *self = (HrStack *) chart;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const HrStackRow *row = &g_array_index (self->rows, HrStackRow, i);

      if (row->capacity > 0 || row->total > 0)
        return FALSE;
    }
  return TRUE;
}

static void
stack_clear (HrChart *chart)
{
  HrStack *self = (HrStack *) chart;

  g_array_unref (self->parts);
  g_array_unref (self->segments);
  g_array_unref (self->rows);
}

static const HrChartClass stack_class = {
  sizeof (HrStack), stack_is_empty, hr_stack_height, hr_stack_layout, stack_clear,
};

static HrStack *
get_open (HrChart *chart)
{
  g_return_val_if_fail (chart != NULL && chart->klass == &stack_class, NULL);
  g_return_val_if_fail (!chart->is_sealed, NULL);

  return (HrStack *) chart;
}

static double
usable (double value)
{
  return isfinite (value) && value > 0 ? MIN (value, 1e15) : 0;
}

HrChart *
hr_stack_new (void)
{
  HrStack *self = hr_chart_new_of_class (&stack_class);

  self->heading = self->detail = "";
  self->parts = g_array_new (FALSE, TRUE, sizeof (HrStackPart));
  self->segments = g_array_new (FALSE, TRUE, sizeof (HrStackSegment));
  self->rows = g_array_new (FALSE, TRUE, sizeof (HrStackRow));
  return &self->parent;
}

/**
 * hr_stack_set_heading:
 * @heading: above the bar, at its start: "Memory on the GPU"
 * @detail: (nullable): at its end: "19.3 GiB of 23.7 GiB usable"
 */
void
hr_stack_set_heading (HrChart *chart, const char *heading, const char *detail)
{
  HrStack *self = get_open (chart);

  g_return_if_fail (self != NULL);

  self->heading = hr_chart_intern (chart, heading);
  self->detail = hr_chart_intern (chart, detail);
}

/**
 * hr_stack_add_part:
 * @label: what the part is, once for all rows
 *
 * Returns: its index, for hr_stack_add_segment()
 */
guint
hr_stack_add_part (HrChart *chart, const char *label, HrChartHue hue)
{
  HrStack    *self = get_open (chart);
  HrStackPart part = { 0 };

  g_return_val_if_fail (self != NULL, 0);

  part.label = hr_chart_intern (chart, label);
  part.hue = hue;
  g_array_append_val (self->parts, part);
  return self->parts->len - 1;
}

/**
 * hr_stack_add_row:
 * @label: (nullable): at its start; one row without a label is drawn as a thick bar
 * @capacity: what there is room for, in the unit of the segments; 0 = not known
 * @text: (nullable): at its end
 * @spoken: (nullable): the row's value for reading out
 *
 * Returns: its index
 */
guint
hr_stack_add_row (HrChart    *chart,
                  const char *id,
                  const char *label,
                  double      capacity,
                  const char *text,
                  const char *spoken)
{
  HrStack   *self = get_open (chart);
  HrStackRow row = { 0 };

  g_return_val_if_fail (self != NULL, 0);

  row.id = hr_chart_intern (chart, id);
  row.label = row.drawn = hr_chart_intern (chart, label);
  row.text = hr_chart_intern (chart, text);
  row.spoken = hr_chart_intern (chart, spoken ? spoken : text);
  row.capacity = usable (capacity);
  row.low = row.high = NAN;
  row.first_segment = self->segments->len;
  row.mark = hr_chart_add_mark (chart, id, *row.label ? row.label : self->heading, "", row.spoken);
  g_array_append_val (self->rows, row);
  return self->rows->len - 1;
}

static HrStackRow *
last_row (HrStack *self)
{
  return &g_array_index (self->rows, HrStackRow, self->rows->len - 1);
}

/**
 * hr_stack_set_short:
 * @label: what is drawn for the last row; its marks keep the full name
 */
void
hr_stack_set_short (HrChart *chart, const char *label)
{
  HrStack *self = get_open (chart);

  g_return_if_fail (self != NULL && self->rows->len > 0);

  last_row (self)->drawn = hr_chart_intern (chart, label);
}

/**
 * hr_stack_add_segment:
 * @value: what is not finite or below 0 counts as 0
 *
 * Adds to the last row. The row's own mark stays behind those of its segments.
 */
void
hr_stack_add_segment (HrChart *chart, guint part, double value, const char *value_text)
{
  HrStack       *self = get_open (chart);
  HrStackSegment segment = { 0 };
  HrStackRow    *row;

  g_return_if_fail (self != NULL && self->rows->len > 0 && part < self->parts->len);

  row = last_row (self);
  segment.part = part;
  segment.value = usable (value);
  segment.text = hr_chart_intern (chart, value_text);
  g_array_set_size (chart->marks, chart->marks->len - 1);
  segment.mark = hr_chart_add_mark (
      chart, row->id, g_array_index (self->parts, HrStackPart, part).label, row->label, value_text);
  row->mark = hr_chart_add_mark (chart, row->id, *row->label ? row->label : self->heading, "",
                                 row->spoken);
  row->total += segment.value;
  row->n_segments++;
  g_array_append_val (self->segments, segment);
}

/**
 * hr_stack_name_segment:
 * @id: what the last segment is about, where that is not what its row is about
 */
void
hr_stack_name_segment (HrChart *chart, const char *id)
{
  HrStack              *self = get_open (chart);
  const HrStackSegment *segment;

  g_return_if_fail (self != NULL && self->segments->len > 0);

  segment = &g_array_index (self->segments, HrStackSegment, self->segments->len - 1);
  g_array_index (chart->marks, HrChartMark, segment->mark).id = hr_chart_intern (chart, id);
}

/**
 * hr_stack_set_band:
 *
 * Gives the last row a whisker from @low to @high, around its total.
 */
void
hr_stack_set_band (HrChart *chart, double low, double high)
{
  HrStack *self = get_open (chart);

  g_return_if_fail (self != NULL && self->rows->len > 0);

  last_row (self)->low = isfinite (low) ? MAX (low, 0) : NAN;
  last_row (self)->high = isfinite (high) ? CLAMP (high, 0, 1e15) : NAN;
}
