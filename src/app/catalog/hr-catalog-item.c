/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-item.h"

#include "hr-text.h"

/**
 * HrCatalogItem:
 *
 * One row of one section, as the list models carry it. Holds no figures of its own, only what the
 * user typed and the catalog refused: a bad cell keeps its text and its reason until it is mended.
 */
struct _HrCatalogItem
{
  GObject parent_instance;

  HrCatalog *catalog; /* owned */
  HrSection  section;
  char      *row_id;

  GHashTable *refused;  /* column id → text; owned */
  GHashTable *problems; /* column id → reason; owned */
  char       *search;   /* folded text of all cells; NULL = to be made */
};

G_DEFINE_FINAL_TYPE (HrCatalogItem, hr_catalog_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
hr_catalog_item_finalize (GObject *object)
{
  HrCatalogItem *self = HR_CATALOG_ITEM (object);

  g_clear_object (&self->catalog);
  g_clear_pointer (&self->row_id, g_free);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->problems, g_hash_table_unref);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (hr_catalog_item_parent_class)->finalize (object);
}

static void
hr_catalog_item_class_init (HrCatalogItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_catalog_item_finalize;

  /**
   * HrCatalogItem::changed:
   *
   * A cell of the row shows something else now.
   */
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_CATALOG_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_catalog_item_init (HrCatalogItem *self)
{
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->problems = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

HrCatalogItem *
hr_catalog_item_new (HrCatalog *catalog, HrSection section, const char *row_id)
{
  HrCatalogItem *self = g_object_new (HR_TYPE_CATALOG_ITEM, NULL);

  self->catalog = g_object_ref (catalog);
  self->section = section;
  self->row_id = g_strdup (row_id);
  return self;
}

const char *
hr_catalog_item_get_row_id (HrCatalogItem *self)
{
  return self->row_id;
}

HrSection
hr_catalog_item_get_section (HrCatalogItem *self)
{
  return self->section;
}

/**
 * hr_catalog_item_get_text:
 *
 * Returns: (transfer full): what the cell shows: the refused text where there is one, else the
 *   catalog's value; "" when it has none.
 */
char *
hr_catalog_item_get_text (HrCatalogItem *self, const HrColumn *column)
{
  const char *refused = g_hash_table_lookup (self->refused, column->id);
  char       *text;

  if (refused != NULL)
    return g_strdup (refused);
  text = hr_catalog_get_cell (self->catalog, self->section, self->row_id, column->id);
  return text ? text : g_strdup ("");
}

/**
 * hr_catalog_item_set_text:
 * @text: what the user typed
 *
 * Hands the text to the catalog. Refused text stays in the cell, with its reason, and the catalog
 * keeps its value.
 *
 * Returns: whether the catalog took it.
 */
gboolean
hr_catalog_item_set_text (HrCatalogItem *self, const HrColumn *column, const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  gboolean taken;

  g_hash_table_remove (self->refused, column->id);
  g_hash_table_remove (self->problems, column->id);
  taken = hr_catalog_set_cell (self->catalog, self->section, self->row_id, column->id, text,
                               issues);
  if (!taken)
    {
      const HrIssue *issue = hr_issues_first_error (issues);

      g_hash_table_insert (self->refused, (gpointer) column->id, g_strdup (text));
      g_hash_table_insert (self->problems, (gpointer) column->id,
                           issue ? hr_text_issue (issue) : g_strdup (""));
    }
  hr_catalog_item_changed (self);
  return taken;
}

/**
 * hr_catalog_item_get_problem:
 *
 * Returns: (nullable): why the text of the cell was refused.
 */
const char *
hr_catalog_item_get_problem (HrCatalogItem *self, const HrColumn *column)
{
  return g_hash_table_lookup (self->problems, column->id);
}

static const char *
search_text (HrCatalogItem *self)
{
  g_autoptr (GString) all = NULL;
  const HrColumn *columns;
  guint           n;

  if (self->search != NULL)
    return self->search;

  all = g_string_new (NULL);
  columns = hr_section_columns (self->section, &n);
  for (guint i = 0; i < n; i++)
    if (columns[i].type == HR_COLUMN_TEXT || columns[i].type == HR_COLUMN_ENUM)
      {
        g_autofree char *text = hr_catalog_item_get_text (self, &columns[i]);

        g_string_append (all, text);
        g_string_append_c (all, ' ');
      }
  self->search = g_utf8_casefold (all->str, (gssize) all->len);
  return self->search;
}

/**
 * hr_catalog_item_matches:
 * @folded_words: words, case folded, separated by spaces
 *
 * Returns: whether each of the words stands in one of the row's text cells.
 */
gboolean
hr_catalog_item_matches (HrCatalogItem *self, const char *folded_words)
{
  g_auto (GStrv) words = g_strsplit (folded_words, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (search_text (self), words[i]) == NULL)
      return FALSE;
  return TRUE;
}

void
hr_catalog_item_changed (HrCatalogItem *self)
{
  g_clear_pointer (&self->search, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
}
