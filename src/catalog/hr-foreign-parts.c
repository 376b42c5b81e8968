/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-foreign.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Parts lists have hundreds of products where the catalog has one row for all that serve as well:
 * the median of them is its price. A row of the catalog for one product takes that one's. */

typedef struct
{
  const char *id;
  const char *what; /* the value of the column that tells the section */
  GArray     *prices;
  guint       number; /* of the first line that is of it */
} Group;

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
add_price (GPtrArray *groups, const char *id, const char *what, double usd)
{
  Group *group = NULL;

  for (guint i = 0; i < groups->len && group == NULL; i++)
    if (strcmp (((Group *) groups->pdata[i])->id, id) == 0)
      group = groups->pdata[i];
  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      *group = (Group){ id, what, g_array_new (FALSE, FALSE, sizeof (double)), 0 };
      g_ptr_array_add (groups, group);
    }
  g_array_append_val (group->prices, usd);
}

static void
free_group (gpointer data)
{
  g_array_unref (((Group *) data)->prices);
  g_free (data);
}

static char *
key_of (const char *text)
{
  GString *key = g_string_new (NULL);

  for (; *text != '\0' && *text != '('; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (key, g_ascii_tolower (*text));
  return g_string_free (key, FALSE);
}

/* Whose processor or board it is may be missing on one side: "AMD Ryzen 7 9700X". */
static gboolean
is_same_product (const char *ours, const char *theirs)
{
  static const char *const makers[] = { "amd", "intel", "asus", "gigabyte" };
  g_autofree char         *a = key_of (ours), *b = key_of (theirs);

  if (strcmp (a, b) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_has_prefix (b, makers[i]) && strcmp (b + strlen (makers[i]), a) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_pair (const char *text, double *first, double *second)
{
  const char *comma = text ? strchr (text, ',') : NULL;

  if (comma == NULL)
    return FALSE;
  *first = g_ascii_strtod (text, NULL);
  *second = g_ascii_strtod (comma + 1, NULL);
  return *first > 0 && *second > 0;
}

/* "5,6000" is DDR5 at 6000 MT/s, "2,16" two modules of 16 GB. */
static gboolean
add_memory (const HrForeign *self, const GPtrArray *line, GPtrArray *groups, double usd)
{
  const char *speed = hr_foreign_cell (self, line, "kit_speed");
  const char *modules = hr_foreign_cell (self, line, "kit_modules");
  double      generation, rate, n, gib;
  gboolean    found = FALSE;

  if (!read_pair (speed, &generation, &rate) || !read_pair (modules, &n, &gib))
    return FALSE;
  for (guint i = 0; i < self->snapshot->n_ram_kits; i++)
    {
      const HrRamKit  *kit = &self->snapshot->ram_kits[i];
      g_autofree char *type = g_strdup_printf ("ddr%g-udimm", generation);

      if (strcmp (kit->type, type) == 0 && kit->modules == n && kit->module_gib == gib
          && kit->speed_mt_s == rate)
        {
          add_price (groups, kit->id, kit->type, usd);
          found = TRUE;
        }
    }
  return found;
}

static gboolean
add_product (
    const HrForeign *self, const GPtrArray *line, HrPart part, GPtrArray *groups, double usd)
{
  const char *name = hr_foreign_cell (self, line, "name");
  const char *socket = hr_foreign_cell (self, line, "socket");
  const char *wattage = hr_foreign_cell (self, line, "wattage");
  const char *efficiency = hr_foreign_cell (self, line, "efficiency");
  double      watts = wattage ? g_ascii_strtod (wattage, NULL) : 0;
  gboolean    found = FALSE;

  for (guint i = 0; name != NULL && i < self->snapshot->n_host_parts; i++)
    {
      const HrHostPart *own = &self->snapshot->host_parts[i];
      gboolean          is_median = strstr (own->name, "(median") != NULL;
      gboolean          is_good = efficiency != NULL
                         && strstr ("gold platinum titanium", efficiency) != NULL;
      g_autofree char *board = socket ? g_strconcat (socket, " board", NULL) : NULL;

      if (own->part != part
          || !(is_same_product (own->name, name)
               || (is_median && board != NULL && g_str_has_prefix (own->name, board))
               || (is_median && watts > 0 && own->capacity == watts
                   && (is_good || strstr (own->name, "gold") == NULL))))
        continue;
      add_price (groups, own->id, hr_enum_nick (&hr_enum_part, (int) part), usd);
      found = TRUE;
    }
  return found;
}

static gboolean
add_line (const HrForeign *self, const GPtrArray *line, GPtrArray *groups, double usd)
{
  switch (self->kind)
    {
    case HR_FOREIGN_RAM:
      return add_memory (self, line, groups, usd);
    case HR_FOREIGN_CPUS:
      return add_product (self, line, HR_PART_CPU, groups, usd);
    case HR_FOREIGN_BOARDS:
      return add_product (self, line, HR_PART_MOTHERBOARD, groups, usd);
    case HR_FOREIGN_SUPPLIES:
      return add_product (self, line, HR_PART_PSU, groups, usd);
    case HR_FOREIGN_NONE:
    case HR_FOREIGN_GPUS:
    case HR_FOREIGN_RENT:
    default:
      return FALSE;
    }
}

static double
median (GArray *prices)
{
  g_array_sort (prices, compare_prices);
  return prices->len % 2 ? g_array_index (prices, double, prices->len / 2)
                         : (g_array_index (prices, double, prices->len / 2 - 1)
                            + g_array_index (prices, double, prices->len / 2))
                               / 2;
}

void
hr_foreign_resolve_parts (HrForeign *self)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (free_group);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *header = g_ptr_array_new_with_free_func (g_free);

  hr_foreign_put (header, "id");
  hr_foreign_put (header, self->kind == HR_FOREIGN_RAM ? "type" : "part");
  hr_foreign_put (header, "price_usd");
  hr_foreign_put (header, "price_note");
  g_ptr_array_add (lines, header);
  for (guint i = 1; i < self->table->lines->len; i++)
    {
      const GPtrArray *line = self->table->lines->pdata[i];
      const char      *price = hr_foreign_cell (self, line, "price_usd");
      guint            n = groups->len;

      if (price != NULL && !add_line (self, line, groups, g_ascii_strtod (price, NULL)))
        hr_foreign_leave_out (self, i + 1, hr_foreign_cell (self, line, "name"), NULL,
                              N_("The catalog has no such part."));
      for (; n < groups->len; n++)
        ((Group *) groups->pdata[n])->number = i + 1;
    }
  for (guint i = 0; i < groups->len; i++)
    {
      Group           *group = groups->pdata[i];
      GPtrArray       *line = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *note = group->prices->len > 1
                                  ? g_strdup_printf ("median of %u", group->prices->len)
                                  : NULL;
      char             number[G_ASCII_DTOSTR_BUF_SIZE];

      hr_foreign_put (line, group->id);
      hr_foreign_put (line, group->what);
      hr_foreign_put (line,
                      g_ascii_formatd (number, sizeof number, "%.2f", median (group->prices)));
      hr_foreign_put (line, note);
      g_ptr_array_add (lines, line);
      g_array_append_val (self->table->numbers, group->number);
    }
  hr_foreign_take_lines (self, lines);
}
