/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-foreign.h"

#include <glib/gi18n.h>
#include <string.h>

#define MIB_PER_GIB 1024

/* The families of the large providers whose name does not say the form of their cards (their pages
 * of instance types). */
static const struct
{
  const char *start;
  const char *form;
} families[] = {
  { "p3.", "sxm2" }, { "p3dn.", "sxm2" },      { "p4d.", "sxm4" },       { "p4de.", "sxm4" },
  { "p5.", "sxm5" }, { "p5e.", "sxm" },        { "p5en.", "sxm" },       { "a2-", "sxm4" },
  { "a3-", "sxm" },  { "a3-ultragpu", "sxm" }, { "standard_nd", "sxm" }, { "standard_nc", "pcie" },
};

/* Words of the instance's name that tell a form: "gpu_8x_h100_sxm5". */
static char *
forms_of (const char *instance)
{
  g_autofree char *lower = g_ascii_strdown (instance ? instance : "", -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " _-.:/", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "sxm") || g_str_equal (words[i], "pcie")
        || g_str_equal (words[i], "nvl") || g_str_equal (words[i], "hbm3"))
      g_string_append_printf (text, " %s", words[i]);
  for (guint i = 0; text->len == 0 && i < G_N_ELEMENTS (families); i++)
    if (g_str_has_prefix (lower, families[i].start))
      g_string_append_printf (text, " %s", families[i].form);
  return g_string_free (text, FALSE);
}

/* A catalog of SkyPilot has the card's memory in a text of its own. */
static double
memory_of (const HrForeign *self, const GPtrArray *line)
{
  const char *memory = hr_foreign_cell (self, line, "vram_gib");
  const char *info = hr_foreign_cell (self, line, "gpu_info");
  const char *mib = info ? strstr (info, "SizeInMiB") : NULL;

  if (mib != NULL)
    return g_ascii_strtod (mib + strcspn (mib, "0123456789"), NULL) / MIB_PER_GIB;
  return memory != NULL && info == NULL ? g_ascii_strtod (memory, NULL) : 0;
}

static const HrGpu *
match_offer (const HrForeign  *self,
             const HrGpuNames *names,
             const GPtrArray  *line,
             HrGpuMatch       *match)
{
  const char      *name = hr_foreign_cell (self, line, "accelerator");
  HrGpuMatchHints  hints = { .board_gib = memory_of (self, line) };
  g_autofree char *forms = forms_of (hr_foreign_cell (self, line, "instance"));
  g_autofree char *both = NULL;

  name = name ? name : hr_foreign_cell (self, line, "name");
  if (name == NULL)
    return NULL;
  hr_gpu_names_match (names, name, &hints, match);
  if (match->kind == HR_GPU_MATCH_ONE || forms[0] == '\0')
    return match->kind == HR_GPU_MATCH_ONE ? match->gpus[0] : NULL;
  both = g_strconcat (name, forms, NULL);
  hr_gpu_names_match (names, both, &hints, match);
  return match->kind == HR_GPU_MATCH_ONE ? match->gpus[0] : NULL;
}

static char *
slug_of (const char *text)
{
  GString *slug = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text) || *text == '.')
      g_string_append_c (slug, g_ascii_tolower (*text));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (slug, FALSE);
}

static char *
provider_of (const HrForeign *self, const GPtrArray *line)
{
  const char *provider = hr_foreign_cell (self, line, "provider");
  const char *end;

  if (provider != NULL)
    return g_strdup (provider);
  end = self->origin ? strrchr (self->origin, '.') : NULL;
  if (self->origin == NULL || end == self->origin)
    return g_strdup ("imported");
  return end ? g_strndup (self->origin, (gsize) (end - self->origin)) : g_strdup (self->origin);
}

static gboolean
is_spot (const HrForeign *self, const GPtrArray *line)
{
  const char *spot = hr_foreign_cell (self, line, "spot");

  return spot != NULL
         && (g_ascii_strcasecmp (spot, "true") == 0 || g_ascii_strcasecmp (spot, "yes") == 0
             || g_ascii_strcasecmp (spot, "spot") == 0 || strcmp (spot, "1") == 0);
}

typedef struct
{
  HrForeign  *self;
  GPtrArray  *lines;
  GHashTable *places;
  GArray     *prices;
  guint       number; /* of the file's line */
  char        date[16];
} Offers;

/* One offer, for one card and hour; the cheapest region's counts. */
static void
add_offer (Offers *offers, const GPtrArray *line, const HrGpu *gpu, const char *kind, double usd)
{
  HrForeign       *self = offers->self;
  const char      *count = hr_foreign_cell (self, line, "gpu_count");
  const char      *instance = hr_foreign_cell (self, line, "instance");
  double           n = count ? g_ascii_strtod (count, NULL) : 1;
  double           each = usd / MAX (n, 1);
  g_autofree char *provider = provider_of (self, line);
  g_autofree char *named = g_strdup_printf ("%s %s %s %gx %s", provider, instance ? instance : "",
                                            gpu->id, n, kind);
  g_autofree char *id = slug_of (named);
  guint            place = GPOINTER_TO_UINT (g_hash_table_lookup (offers->places, id));
  GPtrArray       *made;
  char             number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!(usd > 0) || n < 1 || (place > 0 && g_array_index (offers->prices, double, place) <= each))
    return;
  made = g_ptr_array_new_with_free_func (g_free);
  hr_foreign_put (made, id);
  hr_foreign_put (made, gpu->id);
  hr_foreign_put (made, provider);
  hr_foreign_put (made, kind);
  hr_foreign_put (made, instance);
  hr_foreign_put (made, g_ascii_formatd (number, sizeof number, "%.0f", n));
  hr_foreign_put (made, g_ascii_formatd (number, sizeof number, "%.6g", each));
  hr_foreign_put (made, offers->date);
  hr_foreign_put (made, self->origin ? self->origin : "user");
  if (place > 0)
    {
      g_ptr_array_unref (offers->lines->pdata[place]);
      offers->lines->pdata[place] = made;
      g_array_index (offers->prices, double, place) = each;
      g_array_index (self->table->numbers, guint, place) = offers->number;
      return;
    }
  g_hash_table_insert (offers->places, g_steal_pointer (&id),
                       GUINT_TO_POINTER (offers->lines->len));
  g_ptr_array_add (offers->lines, made);
  g_array_append_val (offers->prices, each);
  g_array_append_val (self->table->numbers, offers->number);
}

static double
amount_of (const char *text)
{
  g_auto (HrCsvNumber) number = { 0 };

  return text != NULL && hr_csv_number_parse (text, HR_DECIMAL_POINT, &number)
             ? g_ascii_strtod (number.number, NULL)
             : 0;
}

void
hr_foreign_resolve_rent (HrForeign *self)
{
  static const char *const columns[] = { "id",       "gpu",       "provider",         "kind",
                                         "instance", "gpu_count", "usd_per_gpu_hour", "date",
                                         "source" };
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (self->snapshot);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) prices = g_array_new (FALSE, TRUE, sizeof (double));
  GPtrArray *header = g_ptr_array_new_with_free_func (g_free);
  Offers     offers = { self, NULL, places, prices, 0, "" };

  hr_date_format (self->today, offers.date);
  offers.lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    hr_foreign_put (header, columns[i]);
  g_ptr_array_add (offers.lines, header);
  g_array_set_size (prices, 1);
  for (guint i = 1; i < self->table->lines->len; i++)
    {
      const GPtrArray *line = self->table->lines->pdata[i];
      const char      *name = hr_foreign_cell (self, line, "accelerator");
      HrGpuMatch       match = { 0 };
      const HrGpu     *gpu;

      name = name ? name : hr_foreign_cell (self, line, "name");
      offers.number = i + 1;
      if (line->len == 0 || name == NULL)
        continue; /* a machine without a card */
      gpu = match_offer (self, names, line, &match);
      if (gpu != NULL)
        {
          add_offer (&offers, line, gpu, is_spot (self, line) ? "spot" : "on-demand",
                     amount_of (hr_foreign_cell (self, line, "hourly")));
          add_offer (&offers, line, gpu, "spot",
                     amount_of (hr_foreign_cell (self, line, "spot_price")));
        }
      else if (g_hash_table_add (told, g_strdup (name))) /* once, not for each region */
        {
          g_autoptr (GString) ids = g_string_new (NULL);

          for (guint k = 0; k < match.n; k++)
            g_string_append_printf (ids, "%s%s", k ? ", " : "", match.gpus[k]->id);
          hr_foreign_leave_out (self, i + 1, name, ids->len ? ids->str : NULL,
                                match.n ? N_("The name leaves open which card it is.")
                                        : N_("The catalog has no such card."));
        }
    }
  hr_foreign_take_lines (self, offers.lines);
}
