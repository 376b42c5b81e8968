/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-json-text.h"
#include "hr-row.h"

static char *
unused_id (HrCatalog *self, HrSection section, const char *stem)
{
  if (hr_catalog_find_row (self, section, stem, NULL) == NULL)
    return g_strdup (stem);
  if (section == HR_SECTION_EXCHANGE_RATES)
    {
      for (char c = 'A'; c <= 'Z'; c++) /* XAA…XZZ: codes for private use */
        {
          g_autofree char *code = g_strdup_printf ("X%c%c", c, c);

          if (hr_catalog_find_row (self, section, code, NULL) == NULL)
            return g_steal_pointer (&code);
        }
      return NULL;
    }
  for (guint i = 2;; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", stem, i);

      if (hr_catalog_find_row (self, section, id, NULL) == NULL)
        return g_steal_pointer (&id);
    }
}

static char *
insert_row (HrCatalog *self, HrSection section, guint index, JsonObject *object, const char *stem)
{
  g_autofree char *id = unused_id (self, section, stem);
  g_autoptr (JsonObject) row = hr_json_object_copy (object);

  if (id == NULL)
    return NULL;
  json_object_set_string_member (row, hr_section_info (section)->id_column, id);
  if (!hr_catalog_push (self, hr_edit_new_row (section, index, NULL, row), NULL))
    return NULL;
  return g_steal_pointer (&id);
}

/**
 * hr_catalog_add_row:
 *
 * Adds a row at the end with the least that a row needs, without a price.
 *
 * Returns: (transfer full) (nullable): the new row's id.
 */
char *
hr_catalog_add_row (HrCatalog *self, HrSection section)
{
  static const char *const templates[HR_N_SECTION] = {
    "{\"id\":\"new-gpu\",\"name\":\"New GPU\",\"vendor\":\"other\",\"segment\":\"consumer\","
    "\"arch\":\"other\",\"form\":\"pcie-active\",\"memory_type\":\"other\",\"vram_gib\":8,"
    "\"bandwidth_gb_s\":100,\"slots\":2,\"pcie_gen\":4,\"pcie_lanes\":16}",
    "{\"id\":\"new-ram-kit\",\"name\":\"New RAM kit\",\"type\":\"ddr5-udimm\",\"speed_mt_s\":5600,"
    "\"modules\":2,\"module_gib\":16}",
    "{\"id\":\"new-platform\",\"name\":\"New platform\",\"kind\":\"tower\",\"cpus\":1,"
    "\"memory_channels\":2,\"max_dimms\":4,\"max_ram_gib\":128,\"ram_type\":\"ddr5-udimm\","
    "\"ram_mt_s\":5600,\"cpu_lanes\":24,\"pcie_gen\":5,\"gpu_slots\":1,\"lanes_1\":16}",
    "{\"id\":\"new-part\",\"name\":\"New part\",\"part\":\"cpu\"}",
    "{\"id\":\"new-offer\",\"gpu\":\"rtx-4090\",\"provider\":\"New provider\",\"gpu_count\":1,"
    "\"usd_per_gpu_hour\":1,\"date\":\"2026\",\"source\":\"user\"}",
    "{\"code\":\"XXX\",\"usd\":1,\"date\":\"2026\",\"source\":\"user\"}",
    "{\"id\":\"new-fact\",\"software\":\"New software\",\"vendor\":\"nvidia\","
    "\"status\":\"unknown\",\"source\":\"user\"}",
  };
  g_autoptr (JsonNode) node = json_from_string (templates[section], NULL);
  JsonObject      *object = json_node_get_object (node);
  g_autofree char *stem = g_strdup (hr_row_object_id (section, object));

  return insert_row (self, section, hr_catalog_n_rows (self, section), object, stem);
}

/**
 * hr_catalog_duplicate_row:
 *
 * Returns: (transfer full) (nullable): the id of the copy, which follows the original.
 */
char *
hr_catalog_duplicate_row (HrCatalog *self, HrSection section, const char *row_id)
{
  guint       index;
  JsonObject *object = hr_catalog_find_row (self, section, row_id, &index);

  return object ? insert_row (self, section, index + 1, object, row_id) : NULL;
}
