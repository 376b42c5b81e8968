/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-foreign.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a table of cards can say. Memory tells cards of one name apart; it is not changed by it. */
static const char *const columns[] = {
  "price_usd",      "price_note",        "price_condition",  "price_date",
  "bandwidth_gb_s", "bus_bits",          "fp32_tflops",      "fp64_tflops",
  "tdp_w",          "psu_recommended_w", "launch_price_usd",
};

static char *
name_of (const HrForeign *self, const GPtrArray *line)
{
  const char *name = hr_foreign_cell (self, line, "name");
  const char *chipset = hr_foreign_cell (self, line, "chipset");

  return g_strdup (chipset ? chipset : name ? name : hr_foreign_cell (self, line, "accelerator"));
}

static char *
list_ids (const HrGpuMatch *match)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < match->n; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", match->gpus[i]->id);
  return g_string_free (text, FALSE);
}

static void
leave_out (HrForeign *self, guint number, const char *shown, const HrGpuMatch *match)
{
  g_autofree char *ids = list_ids (match);

  switch (match->kind)
    {
    case HR_GPU_MATCH_SEVERAL:
    case HR_GPU_MATCH_LIKELY:
      hr_foreign_leave_out (self, number, shown, ids,
                            N_("The name leaves open which card it is."));
      break;
    case HR_GPU_MATCH_NO_CARD:
      hr_foreign_leave_out (self, number, shown, NULL,
                            N_("It is no single card: a part for one, a machine or several."));
      break;
    case HR_GPU_MATCH_ONE:
    case HR_GPU_MATCH_NONE:
    default:
      hr_foreign_leave_out (self, number, shown, NULL, N_("The catalog has no such card."));
      break;
    }
}

/* (nullable): the card of @line. The product's own name says it where the chip's leaves it open. */
static const HrGpu *
match_line (HrForeign *self, const HrGpuNames *names, const GPtrArray *line, guint number)
{
  g_autofree char *text = name_of (self, line);
  const char      *name = hr_foreign_cell (self, line, "name");
  const char      *memory = hr_foreign_cell (self, line, "vram_gib");
  HrGpuMatchHints  hints = { .board_gib = memory ? g_ascii_strtod (memory, NULL) : 0 };
  HrGpuMatch       match = { 0 };

  if (text == NULL)
    return NULL;
  hr_gpu_names_match (names, text, &hints, &match);
  if (match.kind == HR_GPU_MATCH_SEVERAL && name != NULL && strcmp (name, text) != 0)
    {
      g_autofree char *both = g_strconcat (text, " ", name, NULL);

      hr_gpu_names_match (names, both, &hints, &match);
    }
  if (match.kind == HR_GPU_MATCH_ONE && match.gpus[0]->form != HR_FORM_LAPTOP)
    return match.gpus[0];
  if (match.kind == HR_GPU_MATCH_ONE)
    {
      hr_foreign_leave_out (self, number, name ? name : text, NULL,
                            N_("The graphics of a laptop is not sold apart."));
      return NULL;
    }
  leave_out (self, number, name && strcmp (name, text) != 0 ? text : name ? name : text, &match);
  return NULL;
}

static double
price_of (const HrForeign *self, const GPtrArray *line)
{
  const char *text = hr_foreign_cell (self, line, "price_usd");

  return text ? g_ascii_strtod (text, NULL) : 0;
}

static GPtrArray *
make_line (const HrForeign *self, const GPtrArray *line, const char *id)
{
  GPtrArray *made = g_ptr_array_new_with_free_func (g_free);

  hr_foreign_put (made, id);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (hr_foreign_column (self, columns[i]) != G_MAXUINT)
      g_ptr_array_add (made, g_strdup (hr_foreign_cell (self, line, columns[i])));
  return made;
}

static GPtrArray *
make_header (const HrForeign *self)
{
  GPtrArray *header = g_ptr_array_new_with_free_func (g_free);

  hr_foreign_put (header, "id");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (hr_foreign_column (self, columns[i]) != G_MAXUINT)
      hr_foreign_put (header, columns[i]);
  return header;
}

void
hr_foreign_resolve_gpus (HrForeign *self)
{
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (self->snapshot);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) prices = g_array_new (FALSE, TRUE, sizeof (double));
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gboolean   has_price = hr_foreign_column (self, "price_usd") != G_MAXUINT;

  g_ptr_array_add (lines, make_header (self));
  g_array_set_size (prices, 1);
  for (guint i = 1; i < self->table->lines->len; i++)
    {
      const GPtrArray *line = self->table->lines->pdata[i];
      double           price = price_of (self, line);
      const HrGpu     *gpu;
      guint            place, number;

      /* Out of stock: nothing is said of its price. */
      if (line->len == 0 || (has_price && hr_foreign_cell (self, line, "price_usd") == NULL)
          || (gpu = match_line (self, names, line, i + 1)) == NULL)
        continue;
      place = GPOINTER_TO_UINT (g_hash_table_lookup (places, gpu->id));
      if (place == 0)
        {
          g_hash_table_insert (places, (gpointer) gpu->id, GUINT_TO_POINTER (lines->len));
          g_ptr_array_add (lines, make_line (self, line, gpu->id));
          g_array_append_val (prices, price);
          number = i + 1;
          g_array_append_val (self->table->numbers, number);
        }
      else if (price < g_array_index (prices, double, place))
        {
          g_ptr_array_unref (lines->pdata[place]);
          lines->pdata[place] = make_line (self, line, gpu->id);
          g_array_index (prices, double, place) = price;
          g_array_index (self->table->numbers, guint, place) = i + 1;
        }
    }
  hr_foreign_take_lines (self, lines);
}
