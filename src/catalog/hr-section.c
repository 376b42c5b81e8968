/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-section.h"

#include <string.h>

#define BIG 1e12

/* clang-format off */
#define TEXT_FULL(S, column_id, field, must) \
  { .id = column_id, .type = HR_COLUMN_TEXT, .unit = HR_UNIT_TEXT, .editable = TRUE, .required = must, \
    .offset = G_STRUCT_OFFSET (S, field) }
#define TEXT(S, field)          TEXT_FULL (S, #field, field, FALSE)
#define NAME(S)                 TEXT_FULL (S, "name", name, TRUE)
#define ID(S) \
  { .id = "id", .type = HR_COLUMN_TEXT, .unit = HR_UNIT_TEXT, .required = TRUE, \
    .offset = G_STRUCT_OFFSET (S, id) }
#define NUMBER_FULL(S, column_id, field, u, low, high, must) \
  { .id = column_id, .type = HR_COLUMN_NUMBER, .unit = HR_UNIT_##u, .min = low, .max = high, \
    .editable = TRUE, .required = must, .offset = G_STRUCT_OFFSET (S, field) }
#define NUMBER(S, field, u, low, high)    NUMBER_FULL (S, #field, field, u, low, high, FALSE)
#define REQUIRED(S, field, u, low, high)  NUMBER_FULL (S, #field, field, u, low, high, TRUE)
#define INTEGER_FULL(S, column_id, field, u, low, high, must) \
  { .id = column_id, .type = HR_COLUMN_INTEGER, .unit = HR_UNIT_##u, .min = low, .max = high, \
    .editable = TRUE, .required = must, .offset = G_STRUCT_OFFSET (S, field) }
#define INTEGER(S, field, low, high)      INTEGER_FULL (S, #field, field, COUNT, low, high, FALSE)
#define ENUM(S, field, symbol, must) \
  { .id = #field, .type = HR_COLUMN_ENUM, .unit = HR_UNIT_TEXT, .enum_type = &hr_enum_##symbol, \
    .editable = TRUE, .required = must, .offset = G_STRUCT_OFFSET (S, field) }
#define DATE(S, field, must) \
  { .id = #field, .type = HR_COLUMN_DATE, .unit = HR_UNIT_TEXT, .editable = TRUE, .required = must, \
    .offset = G_STRUCT_OFFSET (S, field) }
#define BOOLEAN(S, field) \
  { .id = #field, .type = HR_COLUMN_BOOLEAN, .unit = HR_UNIT_NONE, .editable = TRUE, \
    .offset = G_STRUCT_OFFSET (S, field) }

/* Zero and below are no prices: a part without one simply has no price member. */
#define PRICE(column, column_type, u, field, ...) \
  { .id = "price_" column, .type = HR_COLUMN_##column_type, .unit = HR_UNIT_##u, .editable = TRUE, \
    .in_price = TRUE, .offset = G_STRUCT_OFFSET (HrPrice, field), __VA_ARGS__ }
#define PRICE_COLUMNS \
  PRICE ("usd", NUMBER, USD, usd, .min = 0.01, .max = 1e8, .required = TRUE), \
  PRICE ("date", DATE, TEXT, date, .required = TRUE), \
  PRICE ("condition", ENUM, TEXT, condition, .enum_type = &hr_enum_condition, .required = TRUE), \
  PRICE ("kind", ENUM, TEXT, kind, .enum_type = &hr_enum_price_kind), \
  PRICE ("source", TEXT, TEXT, source, .required = TRUE), \
  PRICE ("note", TEXT, TEXT, note, .required = FALSE)

static const HrColumn gpu_columns[] = {
  ID (HrGpu), NAME (HrGpu),
  ENUM (HrGpu, vendor, vendor, TRUE), ENUM (HrGpu, segment, segment, TRUE),
  ENUM (HrGpu, arch, arch, TRUE), TEXT (HrGpu, chip), ENUM (HrGpu, form, form, TRUE),
  ENUM (HrGpu, memory_type, memory_type, TRUE),
  PRICE_COLUMNS,
  REQUIRED (HrGpu, vram_gib, GIB, 0.5, 10000),
  NUMBER (HrGpu, usable_mib, NONE, 0, 1e7),
  INTEGER (HrGpu, devices, 1, 16),
  INTEGER (HrGpu, bus_bits, 0, 65536),
  REQUIRED (HrGpu, bandwidth_gb_s, GB_S, 1, 1e6),
#define RATE(column_id, rate) NUMBER_FULL (HrGpu, column_id, tflops[HR_RATE_##rate], TFLOPS, 0, 1e6, FALSE)
  RATE ("fp64_tflops", FP64), RATE ("fp64_tensor_tflops", FP64_TENSOR), RATE ("fp32_tflops", FP32),
  RATE ("tf32_tflops", TF32), RATE ("fp16_tflops", FP16), RATE ("fp16_fp32acc_tflops", FP16_FP32ACC),
  RATE ("bf16_tflops", BF16), RATE ("fp8_tflops", FP8), RATE ("int8_tops", INT8),
  RATE ("fp4_tflops", FP4),
  INTEGER (HrGpu, rt_generation, 0, 100), INTEGER (HrGpu, rt_cores, 0, 100000),
  INTEGER (HrGpu, pcie_gen, 0, 8), INTEGER (HrGpu, pcie_lanes, 0, 16),
  NUMBER (HrGpu, link_gb_s, GB_S, 0, 1e6),
  NUMBER (HrGpu, tdp_w, W, 0, 10000), NUMBER (HrGpu, psu_recommended_w, W, 0, 10000),
  TEXT (HrGpu, power_connector), BOOLEAN (HrGpu, ecc),
  NUMBER (HrGpu, slots, COUNT, 0, 16), NUMBER (HrGpu, length_mm, NONE, 0, 2000),
  DATE (HrGpu, launch_date, FALSE), NUMBER (HrGpu, launch_price_usd, USD, 0, 1e8),
  { .id = "confidence", .type = HR_COLUMN_TEXT, .unit = HR_UNIT_TEXT, .editable = TRUE,
    .offset = G_STRUCT_OFFSET (HrGpu, confidence), .size = 1 },
  TEXT (HrGpu, source), TEXT (HrGpu, notes),
};

static const HrColumn ram_kit_columns[] = {
  ID (HrRamKit), NAME (HrRamKit), TEXT_FULL (HrRamKit, "type", type, TRUE), PRICE_COLUMNS,
  NUMBER (HrRamKit, speed_mt_s, NONE, 0, 100000),
  INTEGER_FULL (HrRamKit, "modules", modules, COUNT, 1, 64, TRUE),
  REQUIRED (HrRamKit, module_gib, GIB, 1, 4096),
  BOOLEAN (HrRamKit, ecc), TEXT (HrRamKit, notes),
};

static const HrColumn platform_columns[] = {
  ID (HrPlatform), NAME (HrPlatform), TEXT (HrPlatform, socket), ENUM (HrPlatform, kind, host_kind, TRUE),
  INTEGER (HrPlatform, cpus, 1, 16), INTEGER (HrPlatform, memory_channels, 1, 128),
  INTEGER (HrPlatform, max_dimms, 1, 256), REQUIRED (HrPlatform, max_ram_gib, GIB, 1, 1e6),
  TEXT_FULL (HrPlatform, "ram_type", ram_type, TRUE), NUMBER (HrPlatform, ram_mt_s, NONE, 0, 100000),
  NUMBER (HrPlatform, ram_mt_s_2dpc, NONE, 0, 100000), INTEGER (HrPlatform, cpu_lanes, 0, 1024),
  INTEGER (HrPlatform, pcie_gen, 1, 8), INTEGER (HrPlatform, gpu_slots, 0, 16),
#define LANES(n) INTEGER_FULL (HrPlatform, "lanes_" #n, lanes_per_gpu[n - 1], COUNT, 0, 16, FALSE)
  LANES (1), LANES (2), LANES (3), LANES (4), LANES (5), LANES (6), LANES (7), LANES (8),
  BOOLEAN (HrPlatform, passive_cooling), BOOLEAN (HrPlatform, open_frame), ENUM (HrPlatform, module_form, form, FALSE),
  INTEGER (HrPlatform, baseboard_gpus, 0, 16), NUMBER (HrPlatform, card_max_w, W, 0, 10000),
  NUMBER (HrPlatform, idle_w, W, 0, 20000),
  NUMBER (HrPlatform, load_w, W, 0, 20000), TEXT (HrPlatform, source), TEXT (HrPlatform, notes),
};

static const HrColumn host_part_columns[] = {
  ID (HrHostPart), NAME (HrHostPart), ENUM (HrHostPart, part, part, TRUE), TEXT (HrHostPart, platform),
  PRICE_COLUMNS,
  INTEGER (HrHostPart, cores, 0, 4096), NUMBER (HrHostPart, capacity, NONE, 0, 1e7),
  NUMBER (HrHostPart, read_gb_s, GB_S, 0, 1000), INTEGER (HrHostPart, gpu_slots, 0, 64),
  TEXT (HrHostPart, gpu), TEXT (HrHostPart, notes),
};

static const HrColumn rent_offer_columns[] = {
  ID (HrRentOffer), TEXT_FULL (HrRentOffer, "gpu", gpu, TRUE),
  TEXT_FULL (HrRentOffer, "provider", provider, TRUE), TEXT (HrRentOffer, kind),
  TEXT (HrRentOffer, instance), INTEGER (HrRentOffer, gpu_count, 1, 100000),
  REQUIRED (HrRentOffer, usd_per_gpu_hour, USD_HOUR, 0.0001, 10000), DATE (HrRentOffer, date, TRUE),
  TEXT_FULL (HrRentOffer, "source", source, TRUE), TEXT (HrRentOffer, notes),
};

static const HrColumn exchange_rate_columns[] = {
  { .id = "code", .type = HR_COLUMN_TEXT, .unit = HR_UNIT_TEXT, .required = TRUE,
    .offset = G_STRUCT_OFFSET (HrExchangeRate, code), .size = 4 },
  REQUIRED (HrExchangeRate, usd, USD, 1e-9, BIG), DATE (HrExchangeRate, date, TRUE),
  TEXT_FULL (HrExchangeRate, "source", source, TRUE),
};

static const HrColumn software_columns[] = {
  ID (HrSoftwareFact), TEXT_FULL (HrSoftwareFact, "software", software, TRUE),
  TEXT (HrSoftwareFact, release), ENUM (HrSoftwareFact, vendor, vendor, TRUE),
  TEXT (HrSoftwareFact, targets), ENUM (HrSoftwareFact, status, support, TRUE),
  TEXT (HrSoftwareFact, features), TEXT (HrSoftwareFact, os), TEXT (HrSoftwareFact, detail),
  TEXT_FULL (HrSoftwareFact, "source", source, TRUE), DATE (HrSoftwareFact, date, FALSE),
};

#define NONE_OFFSET G_MAXSIZE
static const struct
{
  HrSectionInfo   info;
  const HrColumn *columns;
  guint           n_columns;
  gsize           rows, n_rows;   /* in HrSnapshot */
} sections[HR_N_SECTION] = {
#define SECTION(NAME_, Type, nick, key, columns, price, n_prices) \
  [HR_SECTION_##NAME_] = { { #nick, key, sizeof (Type), price, n_prices }, columns, \
                           G_N_ELEMENTS (columns), G_STRUCT_OFFSET (HrSnapshot, nick), \
                           G_STRUCT_OFFSET (HrSnapshot, n_##nick) }
  SECTION (GPUS, HrGpu, gpus, "id", gpu_columns,
           G_STRUCT_OFFSET (HrGpu, prices), G_STRUCT_OFFSET (HrGpu, n_prices)),
  SECTION (RAM_KITS, HrRamKit, ram_kits, "id", ram_kit_columns,
           G_STRUCT_OFFSET (HrRamKit, price), NONE_OFFSET),
  SECTION (PLATFORMS, HrPlatform, platforms, "id", platform_columns, NONE_OFFSET, NONE_OFFSET),
  SECTION (HOST_PARTS, HrHostPart, host_parts, "id", host_part_columns,
           G_STRUCT_OFFSET (HrHostPart, price), NONE_OFFSET),
  SECTION (RENT_OFFERS, HrRentOffer, rent_offers, "id", rent_offer_columns, NONE_OFFSET, NONE_OFFSET),
  SECTION (EXCHANGE_RATES, HrExchangeRate, exchange_rates, "code", exchange_rate_columns,
           NONE_OFFSET, NONE_OFFSET),
  SECTION (SOFTWARE, HrSoftwareFact, software, "id", software_columns, NONE_OFFSET, NONE_OFFSET),
};
/* clang-format on */

const HrSectionInfo *
hr_section_info (HrSection section)
{
  g_return_val_if_fail ((guint) section < HR_N_SECTION, NULL);

  return &sections[section].info;
}

/**
 * hr_section_columns:
 * @section: a section
 * @n: (out): how many
 *
 * Returns: (array length=n) (transfer none): the section's columns, in the order of a table.
 */
const HrColumn *
hr_section_columns (HrSection section, guint *n)
{
  g_return_val_if_fail ((guint) section < HR_N_SECTION, NULL);

  *n = sections[section].n_columns;
  return sections[section].columns;
}

/**
 * hr_section_column:
 *
 * Returns: (nullable): the column called @column_id.
 */
const HrColumn *
hr_section_column (HrSection section, const char *column_id)
{
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (columns[i].id, column_id) == 0)
      return &columns[i];
  return NULL;
}

gboolean
hr_section_parse (const char *nick, HrSection *section)
{
  for (guint i = 0; i < HR_N_SECTION; i++)
    if (strcmp (sections[i].info.nick, nick) == 0)
      {
        *section = (HrSection) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hr_column_allowed:
 *
 * Returns: (transfer full): what @column takes, for a message: a range, nicks, or a form.
 */
char *
hr_column_allowed (const HrColumn *column)
{
  switch (column->type)
    {
    case HR_COLUMN_NUMBER:
    case HR_COLUMN_INTEGER:
      return g_strdup_printf ("%.12g … %.12g", column->min, column->max);
    case HR_COLUMN_ENUM:
      return hr_enum_allowed (column->enum_type);
    case HR_COLUMN_DATE:
      return g_strdup ("YYYY-MM-DD, YYYY-MM, YYYY");
    case HR_COLUMN_BOOLEAN:
      return g_strdup ("true, false");
    case HR_COLUMN_TEXT:
    default:
      return g_strdup ("text");
    }
}

/**
 * hr_section_rows:
 * @snapshot: a catalog
 * @section: one of its sections
 * @n: (out): how many rows
 *
 * Returns: (transfer none): the array; see row_size of hr_section_info().
 */
gconstpointer
hr_section_rows (const HrSnapshot *snapshot, HrSection section, guint *n)
{
  *n = G_STRUCT_MEMBER (guint, snapshot, sections[section].n_rows);
  return G_STRUCT_MEMBER (gconstpointer, snapshot, sections[section].rows);
}
