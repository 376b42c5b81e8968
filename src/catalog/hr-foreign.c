/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-foreign.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* What others call our columns, by letters and digits alone; the longer names stand first where one
 * is part of another. A factor turns their unit into ours. */
static const struct
{
  const char *theirs;
  const char *ours;
  double      factor;
} synonyms[] = {
  { "name", "name", 1 },
  { "productname", "name", 1 },
  { "product", "name", 1 },
  { "title", "name", 1 },
  { "gpuname", "name", 1 },
  { "gpu", "name", 1 },
  { "gpumodel", "name", 1 },
  { "graphicscard", "name", 1 },
  { "videocard", "name", 1 },
  { "grafikkarte", "name", 1 },
  { "card", "name", 1 },
  { "model", "name", 1 },
  { "modelname", "name", 1 },
  { "item", "name", 1 },
  { "artikel", "name", 1 },
  { "bezeichnung", "name", 1 },
  { "produkt", "name", 1 },
  { "produktname", "name", 1 },
  { "component", "name", 1 },
  { "modell", "name", 1 },
  { "modellname", "name", 1 },
  { "producttitle", "name", 1 },
  { "listing", "name", 1 },
  { "listingtitle", "name", 1 },
  { "itemname", "name", 1 },
  { "itemtitle", "name", 1 },
  { "itemdescription", "name", 1 },
  { "description", "name", 1 },
  { "beschreibung", "name", 1 },
  { "artikelbezeichnung", "name", 1 },
  { "produktbezeichnung", "name", 1 },
  { "designation", "name", 1 },
  { "désignation", "name", 1 },
  { "produit", "name", 1 },
  { "nom", "name", 1 },
  { "nomduproduit", "name", 1 },
  { "cartegraphique", "name", 1 },
  { "producto", "name", 1 },
  { "articulo", "name", 1 },
  { "artículo", "name", 1 },
  { "nombre", "name", 1 },
  { "tarjetagrafica", "name", 1 },
  { "tarjetagráfica", "name", 1 },
  { "prodotto", "name", 1 },
  { "articolo", "name", 1 },
  { "schedavideo", "name", 1 },
  { "produto", "name", 1 },
  { "nome", "name", 1 },
  { "naam", "name", 1 },
  { "omschrijving", "name", 1 },
  { "nazwa", "name", 1 },
  { "商品名称", "name", 1 },
  { "显卡", "name", 1 },
  { "型号", "name", 1 },
  { "acceleratorname", "accelerator", 1 },
  { "gputype", "accelerator", 1 },
  { "accelerator", "accelerator", 1 },
  { "chipset", "chipset", 1 },
  { "memory", "vram_gib", 1 },
  { "memorygb", "vram_gib", 1 },
  { "memorysize", "vram_gib", 1 },
  { "memorysizegb", "vram_gib", 1 },
  { "memorymemorysize", "vram_gib", 1 },
  { "gpumemory", "vram_gib", 1 },
  { "gpumemorygb", "vram_gib", 1 },
  { "vram", "vram_gib", 1 },
  { "vramgb", "vram_gib", 1 },
  { "speicher", "vram_gib", 1 },
  { "memorybandwidthgbs", "bandwidth_gb_s", 1 },
  { "memorybandwidthgbps", "bandwidth_gb_s", 1 },
  { "memorybandwidth", "bandwidth_gb_s", 1 },
  { "bandwidth", "bandwidth_gb_s", 1 },
  { "bandwidthgbs", "bandwidth_gb_s", 1 },
  { "memorybus", "bus_bits", 1 },
  { "memorymemorybus", "bus_bits", 1 },
  { "memorybusbits", "bus_bits", 1 },
  { "buswidth", "bus_bits", 1 },
  { "fp32", "fp32_tflops", 1 },
  { "fp32tflops", "fp32_tflops", 1 },
  { "fp32float", "fp32_tflops", 1 },
  { "fp32floatperformance", "fp32_tflops", 1 },
  { "singlefloatperformancegflops", "fp32_tflops", 1e-3 },
  { "fp64double", "fp64_tflops", 1 },
  { "fp64doubleperformance", "fp64_tflops", 1 },
  { "doublefloatperformancegflops", "fp64_tflops", 1e-3 },
  { "tdp", "tdp_w", 1 },
  { "tdpw", "tdp_w", 1 },
  { "watt", "tdp_w", 1 },
  { "thermaldesignpower", "tdp_w", 1 },
  { "thermaldesignpowerw", "tdp_w", 1 },
  { "boarddesigntdp", "tdp_w", 1 },
  { "suggestedpsu", "psu_recommended_w", 1 },
  { "boarddesignsuggestedpsu", "psu_recommended_w", 1 },
  { "suggestedpsuw", "psu_recommended_w", 1 },
  { "launchprice", "launch_price_usd", 1 },
  { "graphicscardlaunchprice", "launch_price_usd", 1 },
  { "launchpriceusd", "launch_price_usd", 1 },
  { "msrp", "launch_price_usd", 1 },
  { "condition", "price_condition", 1 },
  { "zustand", "price_condition", 1 },
  { "état", "price_condition", 1 },
  { "etat", "price_condition", 1 },
  { "estado", "price_condition", 1 },
  { "stato", "price_condition", 1 },
  { "conditiontype", "price_condition", 1 },
  { "pricedate", "price_date", 1 },
  { "currency", "currency", 1 },
  { "waehrung", "currency", 1 },
  { "währung", "currency", 1 },
  { "spot", "spot", 1 },
  { "spotprice", "spot_price", 1 },
  { "gpucount", "gpu_count", 1 },
  { "acceleratorcount", "gpu_count", 1 },
  { "numgpus", "gpu_count", 1 },
  { "priceperhour", "hourly", 1 },
  { "priceperhourusd", "hourly", 1 },
  { "hourlyprice", "hourly", 1 },
  { "hourlypriceusd", "hourly", 1 },
  { "hourlyrate", "hourly", 1 },
  { "hourlycost", "hourly", 1 },
  { "pricehour", "hourly", 1 },
  { "pricehr", "hourly", 1 },
  { "usdperhour", "hourly", 1 },
  { "instancename", "instance", 1 },
  { "instancetype", "instance", 1 },
  { "provider", "provider", 1 },
  { "cloud", "provider", 1 },
  { "backend", "provider", 1 },
  { "gpuinfo", "gpu_info", 1 },
  { "region", "region", 1 },
  { "location", "region", 1 },
  { "speed", "kit_speed", 1 },
  { "modules", "kit_modules", 1 },
  { "corecount", "core_count", 1 },
  { "socket", "socket", 1 },
  { "maxmemory", "max_memory", 1 },
  { "memoryslots", "memory_slots", 1 },
  { "wattage", "wattage", 1 },
  { "efficiency", "efficiency", 1 },
};

/* Words for a price; what else stands in the column's name may be its currency. */
static const char *const price_words[] = { "price",  "preis",  "prix", "precio", "prezzo", "preço",
                                           "preco",  "prijs",  "cena", "mrp",    "cost",   "kosten",
                                           "amount", "betrag", "价格", "售价" };

static char *
letters_of (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  GString         *key = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (guchar) *p >= 0x80)
      g_string_append_c (key, *p);
  return g_string_free (key, FALSE);
}

guint
hr_foreign_column (const HrForeign *self, const char *name)
{
  const GPtrArray *header = self->table->lines->pdata[0];

  for (guint i = 0; i < header->len; i++)
    if (strcmp (header->pdata[i], name) == 0)
      return i;
  return G_MAXUINT;
}

/* (nullable): %NULL where the table has no such column or the cell is empty. */
const char *
hr_foreign_cell (const HrForeign *self, const GPtrArray *line, const char *name)
{
  guint       column = hr_foreign_column (self, name);
  const char *text = column < line->len ? line->pdata[column] : NULL;

  return text != NULL && text[strspn (text, " ")] != '\0' ? text : NULL;
}

/* A row that cannot be used: told, with its line, and passed over. */
void
hr_foreign_leave_out (
    HrForeign *self, guint line, const char *name, const char *candidates, const char *why)
{
  HrIssue *issue = hr_issues_add (self->issues, HR_ISSUE_LEFT_OUT, "", name, candidates);

  self->n_left_out++;
  issue->detail = g_strdup (why);
  issue->line = line + self->table->preface;
  issue->column = 1;
}

void
hr_foreign_put (GPtrArray *line, const char *text)
{
  g_ptr_array_add (line, g_strdup (text ? text : ""));
}

void
hr_foreign_take_lines (HrForeign *self, GPtrArray *lines)
{
  g_ptr_array_unref (self->table->lines);
  self->table->lines = lines;
}

/* — Columns — */

static const char *find_synonym (const char *raw, double *factor);
static const char *price_word (const char *key);

/**
 * hr_foreign_is_header:
 * @cells: (array length=n): a line of a table
 *
 * Returns: whether they name columns: our own, or what others call a part and its price.
 */
gboolean
hr_foreign_is_header (char *const *cells, guint n)
{
  gboolean has_name = FALSE, has_price = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = letters_of (cells[i]);
      double           factor;
      const char      *ours = find_synonym (cells[i], &factor);

      if (strcmp (key, "id") == 0 || strcmp (key, "code") == 0)
        return TRUE;
      has_name |= g_strcmp0 (ours, "name") == 0 || g_strcmp0 (ours, "chipset") == 0
                  || g_strcmp0 (ours, "accelerator") == 0;
      has_price |= (ours != NULL && strcmp (ours, "name") != 0) || price_word (key) != NULL;
    }
  return has_name && has_price;
}

static void
rename_column (GPtrArray *header, guint column, const char *name)
{
  g_free (header->pdata[column]);
  header->pdata[column] = g_strdup (name);
}

/* Our own tables have the column that holds a row's id, whatever its letters' case. */
static gboolean
take_own (GPtrArray *header)
{
  gboolean is_own = FALSE;

  for (guint i = 0; i < header->len; i++)
    {
      g_autofree char *lower = g_ascii_strdown (g_strstrip (header->pdata[i]), -1);

      is_own |= strcmp (lower, "id") == 0 || strcmp (lower, "code") == 0;
    }
  for (guint i = 0; is_own && i < header->len; i++)
    {
      g_autofree char *lower = g_ascii_strdown (header->pdata[i], -1);

      rename_column (header, i, lower);
    }
  return is_own;
}

/* Whether the amounts of @column say themselves what currency they are in. */
static gboolean
has_signs (const HrForeign *self, guint column)
{
  for (guint i = 1; i < self->table->lines->len; i++)
    {
      const GPtrArray *line = self->table->lines->pdata[i];
      const char      *text = column < line->len ? line->pdata[column] : NULL;

      if (text != NULL && text[strspn (text, "0123456789.,' -")] != '\0')
        return TRUE;
    }
  return FALSE;
}

/* (nullable): the code of a currency that there is a rate for; "TTC" and "VAT" are none. */
static const char *
known_currency (const HrForeign *self, const char *letters)
{
  const char *code = hr_csv_currency_code (letters);

  return code != NULL && self->snapshot != NULL && hr_snapshot_rate (self->snapshot, code) == NULL
             ? NULL
             : code;
}

/* (nullable): the currency that is a word of a column's name: "Unit price EUR", "Prix (CHF) TTC".
 */
static const char *
named_currency (const HrForeign *self, const char *raw)
{
  g_auto (GStrv) words = g_strsplit_set (raw, " _-.:/()[]", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == 3 && known_currency (self, words[i]) != NULL)
      return known_currency (self, words[i]);
  return NULL;
}

/* What a price's column is called with us: price_usd, price_eur, or price with signs or a column
 * for the currency. Without a word of it dollars are meant, euros in a German table. */
static char *
name_price (const HrForeign *self, guint column, const char *raw, const char *key, const char *word)
{
  g_autofree char *rest = NULL;
  const char      *at = strstr (key, word), *code;

  if (strcmp (raw, "€") == 0)
    return g_strdup ("price_eur");
  rest = g_strdup_printf ("%.*s%s", (int) (at - key), key, at + strlen (word));
  if (g_str_has_prefix (rest, "in") && rest[2] != '\0')
    memmove (rest, rest + 2, strlen (rest) - 1);
  code = strchr (raw, '$') != NULL           ? "USD"
         : strstr (raw, "€") != NULL         ? "EUR"
         : strlen (rest) == 3                ? known_currency (self, rest)
         : g_str_has_prefix (rest, "dollar") ? "USD"
         : g_str_has_prefix (rest, "euro")   ? "EUR"
                                             : NULL;
  if (code == NULL)
    code = named_currency (self, raw);
  if (code == NULL
      && (hr_foreign_column (self, "currency") != G_MAXUINT || has_signs (self, column)))
    return g_strdup ("price");
  if (code == NULL)
    code = strcmp (word, "preis") == 0 || strcmp (word, "betrag") == 0 ? "EUR" : "USD";
  {
    g_autofree char *lower = g_ascii_strdown (code, -1);

    return g_strconcat ("price_", lower, NULL);
  }
}

static const char *
price_word (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (price_words); i++)
    if (strstr (key, price_words[i]) != NULL && strstr (key, "per") == NULL
        && strstr (key, "launch") == NULL && strstr (key, "spot") == NULL
        && strstr (key, "date") == NULL && strstr (key, "old") == NULL)
      return price_words[i];
  return NULL;
}

/* (nullable): ours for @key; for "memory.memory_size" the last part counts too. */
static const char *
find_synonym (const char *raw, double *factor)
{
  g_autofree char *key = letters_of (raw);
  const char      *point = strrchr (raw, '.');
  g_autofree char *part = point ? letters_of (point + 1) : NULL;

  /* The chip's name is not the card's: "graphics_processor.gpu_name" is AD102. */
  if (g_str_has_prefix (key, "graphicsprocessor"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (strcmp (synonyms[i].theirs, key) == 0 || g_strcmp0 (synonyms[i].theirs, part) == 0)
      {
        *factor = synonyms[i].factor;
        return synonyms[i].ours;
      }
  return NULL;
}

/* "1.01 TB/s" in a column of GB/s, "512 MB" in one of GB, "890.9 GFLOPS": a figure of our unit. */
static void
scale_cell (GPtrArray *line, guint column, double factor)
{
  static const struct
  {
    const char *unit;
    double      factor;
  } units[] = { { "tb/s", 1000 },     { "mb/s", 1e-3 },      { "tb", 1024 },
                { "mb", 1.0 / 1024 }, { "mib", 1.0 / 1024 }, { "gflops", 1e-3 },
                { "bit", 1 },         { "mhz", 1 },          { "pflops", 1000 } };
  const char *text = column < line->len ? line->pdata[column] : NULL;
  g_auto (HrCsvNumber) number = { 0 };
  g_autofree char *after = NULL;
  double           scale = factor;
  gboolean         is_known = factor != 1;
  char             buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (text == NULL || !hr_csv_number_parse (text, HR_DECIMAL_POINT, &number))
    return;
  after = g_ascii_strdown (number.after, -1);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].unit, after) == 0)
      {
        scale *= units[i].factor;
        is_known = TRUE;
      }
  if (!is_known)
    return;
  g_ascii_formatd (buffer, sizeof buffer, "%.10g", g_ascii_strtod (number.number, NULL) * scale);
  g_free (line->pdata[column]);
  line->pdata[column] = g_strdup (buffer);
}

static HrForeignKind
find_kind (const HrForeign *self)
{
#define HAS(name) (hr_foreign_column (self, name) != G_MAXUINT)
  gboolean has_price = HAS ("price_usd") || HAS ("price_eur") || HAS ("price");
  gboolean has_name = HAS ("name") || HAS ("chipset");

  for (guint i = 0; !has_price && i < ((GPtrArray *) self->table->lines->pdata[0])->len; i++)
    has_price = g_str_has_prefix (((GPtrArray *) self->table->lines->pdata[0])->pdata[i], "price_")
                && strlen (((GPtrArray *) self->table->lines->pdata[0])->pdata[i]) == 9;
  if (HAS ("gpu_count") && (HAS ("accelerator") || HAS ("name"))
      && (has_price || HAS ("spot_price") || HAS ("hourly")))
    return HR_FOREIGN_RENT;
  if (!has_name)
    return HR_FOREIGN_NONE;
  if (HAS ("kit_speed") && HAS ("kit_modules") && has_price)
    return HR_FOREIGN_RAM;
  if (HAS ("core_count") && has_price)
    return HR_FOREIGN_CPUS;
  if (HAS ("socket") && has_price)
    return HR_FOREIGN_BOARDS;
  if (HAS ("wattage") && has_price)
    return HR_FOREIGN_SUPPLIES;
  return has_price || HAS ("bandwidth_gb_s") || HAS ("fp32_tflops") || HAS ("tdp_w")
             ? HR_FOREIGN_GPUS
             : HR_FOREIGN_NONE;
#undef HAS
}

/* What others call the condition of what they sell. */
static void
name_conditions (const HrForeign *self)
{
  static const struct
  {
    const char *theirs, *ours;
  } words[] = {
    { "new", "new" },
    { "brand new", "new" },
    { "sealed", "new" },
    { "neu", "new" },
    { "neuf", "new" },
    { "nuevo", "new" },
    { "nuovo", "new" },
    { "novo", "new" },
    { "nieuw", "new" },
    { "nowy", "new" },
    { "全新", "new" },
    { "used", "used" },
    { "gebraucht", "used" },
    { "occasion", "used" },
    { "d'occasion", "used" },
    { "usado", "used" },
    { "usato", "used" },
    { "gebruikt", "used" },
    { "second hand", "used" },
    { "second-hand", "used" },
    { "secondhand", "used" },
    { "pre-owned", "used" },
    { "preowned", "used" },
    { "open box", "used" },
    { "open-box", "used" },
    { "like new", "used" },
    { "wie neu", "used" },
    { "二手", "used" },
    { "refurbished", "refurbished" },
    { "refurb", "refurbished" },
    { "renewed", "refurbished" },
    { "reconditioned", "refurbished" },
    { "generalüberholt", "refurbished" },
    { "reconditionné", "refurbished" },
    { "reacondicionado", "refurbished" },
    { "ricondizionato", "refurbished" },
  };
  guint column = hr_foreign_column (self, "price_condition");

  for (guint i = 1; column != G_MAXUINT && i < self->table->lines->len; i++)
    {
      GPtrArray       *line = self->table->lines->pdata[i];
      g_autofree char *lower = NULL;

      if (column >= line->len || line->pdata[column] == NULL)
        continue;
      lower = g_utf8_strdown (g_strstrip (line->pdata[column]), -1);
      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        if (strcmp (words[k].theirs, lower) == 0)
          {
            g_free (line->pdata[column]);
            line->pdata[column] = g_strdup (words[k].ours);
            break;
          }
    }
}

/* An offer's figures are in the C locale and its price is by the hour: not a card's. */
static void
hide_price (GPtrArray *header)
{
  for (guint i = 0; i < header->len; i++)
    if (g_str_has_prefix (header->pdata[i], "price")
        && strcmp (header->pdata[i], "price_date") != 0)
      rename_column (header, i, "hourly");
}

/**
 * hr_foreign_name_columns:
 *
 * Gives the columns of a table their names with us, by name and by what stands in them, and says in
 * kind what it is a table of. Figures get our units.
 */
void
hr_foreign_name_columns (HrForeign *self)
{
  GPtrArray *header = self->table->lines->pdata[0];
  gboolean   has_card_memory = FALSE;

  if (take_own (header))
    {
      name_conditions (self);
      return;
    }
  for (guint c = 0; c < header->len; c++)
    {
      g_autofree char *key = letters_of (header->pdata[c]);

      has_card_memory |= g_str_has_prefix (key, "gpumemory");
    }
  for (guint c = 0; c < header->len; c++)
    {
      double      factor = 1;
      const char *ours = find_synonym (header->pdata[c], &factor);

      /* Beside the card's memory the other one is the machine's. */
      if (has_card_memory && g_ascii_strcasecmp (header->pdata[c], "memory") == 0)
        continue;
      if (ours == NULL || hr_foreign_column (self, ours) != G_MAXUINT)
        continue;
      rename_column (header, c, ours);
      for (guint i = 1; i < self->table->lines->len; i++)
        scale_cell (self->table->lines->pdata[i], c, factor);
    }
  for (guint c = 0; c < header->len; c++)
    {
      g_autofree char *key = letters_of (header->pdata[c]);
      g_autofree char *raw = g_ascii_strdown (header->pdata[c], -1);
      const char      *word = price_word (key);
      g_autofree char *ours = NULL;

      if (word == NULL || g_str_equal (header->pdata[c], "price_condition"))
        continue;
      ours = name_price (self, c, raw, key, word);
      if (hr_foreign_column (self, ours) == G_MAXUINT)
        rename_column (header, c, ours);
    }
  name_conditions (self);
  self->kind = find_kind (self);
  if (self->kind == HR_FOREIGN_RENT)
    hide_price (header);
}

/**
 * hr_foreign_resolve:
 *
 * Turns the rows into rows of ours. The cheapest of several offers for one part counts; a row of
 * what the catalog does not have is told and passed over. When none is left that is an error.
 */
void
hr_foreign_resolve (HrForeign *self)
{
  const guint n = self->table->lines->len, first = 1;

  if (self->kind == HR_FOREIGN_NONE)
    return;
  self->table->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->table->numbers, first);
  switch (self->kind)
    {
    case HR_FOREIGN_GPUS:
      hr_foreign_resolve_gpus (self);
      break;
    case HR_FOREIGN_RENT:
      hr_foreign_resolve_rent (self);
      break;
    case HR_FOREIGN_RAM:
    case HR_FOREIGN_CPUS:
    case HR_FOREIGN_BOARDS:
    case HR_FOREIGN_SUPPLIES:
      hr_foreign_resolve_parts (self);
      break;
    case HR_FOREIGN_NONE:
    default:
      return;
    }
  if (self->table->lines->len == 1 && n > 1)
    {
      HrIssue *issue = hr_issues_add (self->issues, HR_ISSUE_IMPOSSIBLE, "$", NULL, NULL);

      issue->detail = g_strdup (N_("No row of the table is of a part that the catalog has."));
    }
}
