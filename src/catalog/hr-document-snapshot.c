/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"

#include "hr-own-price.h"
#include "hr-row.h"

#include <string.h>

static void
free_arrays (gpointer data)
{
  HrSnapshot *snapshot = data;

  g_free ((gpointer) snapshot->gpus);
  g_free ((gpointer) snapshot->ram_kits);
  g_free ((gpointer) snapshot->platforms);
  g_free ((gpointer) snapshot->host_parts);
  g_free ((gpointer) snapshot->rent_offers);
  g_free ((gpointer) snapshot->exchange_rates);
  g_free ((gpointer) snapshot->software);
}

/* The presets are not edited: every snapshot shares those of the built-in one, which lives for
 * ever. */
static void
share_presets (HrSnapshot *snapshot, const HrSnapshot *presets)
{
  snapshot->n_models = presets->n_models;
  snapshot->models = presets->models;
  snapshot->n_image_models = presets->n_image_models;
  snapshot->image_models = presets->image_models;
  snapshot->n_problems = presets->n_problems;
  snapshot->problems = presets->problems;
}

static void
check_duplicate (
    GHashTable *places, HrSection section, const char *id, guint index, HrIssues *issues)
{
  const HrSectionInfo *info = hr_section_info (section);
  gpointer             first;
  g_autofree char     *path = NULL;
  g_autofree char     *other = NULL;

  if (id == NULL)
    return;
  if (!g_hash_table_lookup_extended (places, id, NULL, &first))
    {
      g_hash_table_insert (places, (gpointer) id, GUINT_TO_POINTER (index));
      return;
    }
  path = g_strdup_printf ("$.%s[%u].%s", info->nick, index, info->id_column);
  other = g_strdup_printf ("$.%s[%u].%s", info->nick, GPOINTER_TO_UINT (first), info->id_column);
  hr_issues_add (issues, HR_ISSUE_DUPLICATE, path, id, other);
}

/* What is built in is nobody's own. */
static void
mark_own_prices (HrGpu *gpus, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      JsonNode  *node = json_object_get_member (rows->pdata[i], "prices");
      JsonArray *prices = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      for (guint k = 0; prices != NULL && k < gpus[i].n_prices; k++)
        {
          JsonNode *price = json_array_get_element (prices, k);

          gpus[i].prices[k].is_own = JSON_NODE_HOLDS_OBJECT (price)
                                     && hr_own_price_is (rows->pdata[i],
                                                         json_node_get_object (price));
        }
    }
}

static gpointer
build_rows (HrSection section, GPtrArray *rows, GStringChunk *strings, HrIssues *issues)
{
  const HrSectionInfo *info = hr_section_info (section);
  gpointer             array = g_malloc0_n (MAX (rows->len, 1), info->row_size);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *object = g_ptr_array_index (rows, i);

      g_string_printf (path, "$.%s[%u]", info->nick, i);
      hr_row_parse (section, object, strings, (char *) array + i * info->row_size, path->str,
                    issues);
      check_duplicate (places, section, hr_row_object_id (section, object), i, issues);
    }
  return array;
}

/**
 * hr_document_snapshot:
 * @document: a document with all sections
 * @presets: (nullable): whose models and problems to share
 * @issues: gets everything that is wrong
 *
 * Returns: (transfer full) (nullable): the snapshot; %NULL when an error was added.
 */
HrSnapshot *
hr_document_snapshot (const HrDocument *document, const HrSnapshot *presets, HrIssues *issues)
{
  g_autoptr (HrSnapshot) snapshot = g_new0 (HrSnapshot, 1);
  guint errors = hr_issues_n_errors (issues);

  snapshot->ref_count = 1;
  snapshot->free_arrays = free_arrays;
  snapshot->strings = g_string_chunk_new (64 * 1024);
#define BUILD(SECTION, field)                                                               \
  snapshot->field = build_rows (HR_SECTION_##SECTION, document->rows[HR_SECTION_##SECTION], \
                                snapshot->strings, issues);                                 \
  snapshot->n_##field = document->rows[HR_SECTION_##SECTION]->len;
  BUILD (GPUS, gpus)
  BUILD (RAM_KITS, ram_kits)
  BUILD (PLATFORMS, platforms)
  BUILD (HOST_PARTS, host_parts)
  BUILD (RENT_OFFERS, rent_offers)
  BUILD (EXCHANGE_RATES, exchange_rates)
  BUILD (SOFTWARE, software)
#undef BUILD
  if (document != hr_builtin_document ())
    mark_own_prices ((HrGpu *) snapshot->gpus, document->rows[HR_SECTION_GPUS]);
  if (presets != NULL)
    share_presets (snapshot, presets);
  if (hr_issues_n_errors (issues) > errors)
    return NULL;
  return g_steal_pointer (&snapshot);
}
