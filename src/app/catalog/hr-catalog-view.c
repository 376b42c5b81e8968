/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-view.h"

#include "hr-text.h"

/* The columns that stand side by side; all others are in the row's dialog. */
static const char *const gpu_columns[] = {
  "name",        "price_usd", "price_date", "price_condition", "vram_gib",     "bandwidth_gb_s",
  "bf16_tflops", "tdp_w",     "segment",    "price_kind",      "price_source", NULL
};
static const char *const ram_kit_columns[] = {
  "name",       "price_usd", "price_date", "price_condition", "type",
  "speed_mt_s", "modules",   "module_gib", "price_source",    NULL
};
static const char *const platform_columns[] = {
  "name",     "kind",      "memory_channels", "max_ram_gib", "ram_type",
  "pcie_gen", "gpu_slots", "passive_cooling", "idle_w",      NULL
};
static const char *const host_part_columns[] = {
  "name",     "price_usd",    "price_date", "price_condition", "part", "platform",
  "capacity", "price_source", NULL
};
static const char *const rent_offer_columns[] = {
  "gpu", "provider", "kind", "gpu_count", "usd_per_gpu_hour", "date", "source", NULL
};
static const char *const exchange_rate_columns[] = { "code", "usd", "date", "source", NULL };
static const char *const software_columns[] = { "software", "release", "vendor",
                                                "targets",  "status",  "features",
                                                "detail",   "date",    NULL };

static const char *const *const columns_by_section[HR_N_SECTION] = {
  [HR_SECTION_GPUS] = gpu_columns,
  [HR_SECTION_RAM_KITS] = ram_kit_columns,
  [HR_SECTION_PLATFORMS] = platform_columns,
  [HR_SECTION_HOST_PARTS] = host_part_columns,
  [HR_SECTION_RENT_OFFERS] = rent_offer_columns,
  [HR_SECTION_EXCHANGE_RATES] = exchange_rate_columns,
  [HR_SECTION_SOFTWARE] = software_columns,
};

/**
 * hr_catalog_view_columns:
 *
 * Returns: (transfer none): the ids of the columns that the table shows, %NULL terminated.
 */
const char *const *
hr_catalog_view_columns (HrSection section)
{
  return columns_by_section[section];
}

/**
 * hr_catalog_view_title:
 *
 * Returns: (transfer full): the column's label with its unit, "Memory (GiB)".
 */
char *
hr_catalog_view_title (const HrColumn *column)
{
  const char *label = hr_text_key (column->id);

  switch (column->unit)
    {
    case HR_UNIT_NONE:
    case HR_UNIT_TEXT:
    case HR_UNIT_COUNT:
    case HR_UNIT_RATIO:
      return g_strdup (label);
    default:
      return g_strdup_printf ("%s (%s)", label, hr_enum_nick (&hr_enum_unit, (int) column->unit));
    }
}

/**
 * hr_catalog_view_has_price:
 *
 * Returns: whether the rows of the section have a dated price.
 */
gboolean
hr_catalog_view_has_price (HrSection section)
{
  return hr_section_column (section, "price_usd") != NULL;
}

/**
 * hr_catalog_view_shows:
 *
 * Returns: whether @show lets the row be seen. A section without prices shows all its rows.
 */
gboolean
hr_catalog_view_shows (HrCatalogItem *item, HrCatalogShow show, HrDate today)
{
  HrSection        section = hr_catalog_item_get_section (item);
  g_autofree char *usd = NULL, *date = NULL;
  HrDate           of;

  if (show == HR_CATALOG_SHOW_ALL || !hr_catalog_view_has_price (section))
    return TRUE;
  usd = hr_catalog_item_get_text (item, hr_section_column (section, "price_usd"));
  if (show == HR_CATALOG_SHOW_UNPRICED)
    return usd[0] == '\0';
  if (show == HR_CATALOG_SHOW_PRICED)
    return usd[0] != '\0';
  date = hr_catalog_item_get_text (item, hr_section_column (section, "price_date"));
  return usd[0] != '\0' && (!hr_date_parse (date, &of) || hr_date_is_stale (of, today));
}

/* Numbers by value with the empty ones last, all else as people sort words. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const HrColumn  *column = user_data;
  g_autofree char *of_a = hr_catalog_item_get_text ((HrCatalogItem *) a, column);
  g_autofree char *of_b = hr_catalog_item_get_text ((HrCatalogItem *) b, column);

  if (of_a[0] == '\0' || of_b[0] == '\0')
    return (of_a[0] == '\0') - (of_b[0] == '\0');
  if (column->type == HR_COLUMN_NUMBER || column->type == HR_COLUMN_INTEGER)
    {
      double x = g_ascii_strtod (of_a, NULL), y = g_ascii_strtod (of_b, NULL);

      return (x > y) - (x < y);
    }
  return g_utf8_collate (of_a, of_b);
}

/**
 * hr_catalog_view_sorter:
 * @column: (transfer none): static
 *
 * Returns: (transfer full): a sorter of #HrCatalogItem by that column.
 */
GtkSorter *
hr_catalog_view_sorter (const HrColumn *column)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) column, NULL));
}
