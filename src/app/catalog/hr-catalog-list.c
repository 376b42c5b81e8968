/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-list.h"

/**
 * HrCatalogList:
 *
 * The rows of one section as a #GListModel of #HrCatalogItem that follows its catalog. Rows keep
 * their item as long as they exist, so that selection, scroll position and refused text survive an
 * edit.
 */
struct _HrCatalogList
{
  GObject parent_instance;

  HrCatalog *catalog; /* owned */
  HrSection  section;
  GPtrArray *items; /* of HrCatalogItem; owned */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HrCatalogList,
                               hr_catalog_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HR_TYPE_CATALOG_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return HR_CATALOG_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = HR_CATALOG_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static const char *
row_id_at (GPtrArray *items, guint index)
{
  return hr_catalog_item_get_row_id (g_ptr_array_index (items, index));
}

static GPtrArray *
collect (HrCatalogList *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint      n = hr_catalog_n_rows (self->catalog, self->section);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (known, (gpointer) row_id_at (self->items, i),
                         g_ptr_array_index (self->items, i));
  for (guint i = 0; i < n; i++)
    {
      const char    *row_id = hr_catalog_row_id (self->catalog, self->section, i);
      HrCatalogItem *item = g_hash_table_lookup (known, row_id);

      g_ptr_array_add (items, item ? g_object_ref (item)
                                   : hr_catalog_item_new (self->catalog, self->section, row_id));
    }
  return items;
}

/* Tells of the changed middle only: views lose their place in what is taken out and put back. */
static void
follow (HrCatalogList *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint head = 0, tail = 0;

  self->items = old;
  self->items = collect (self);
  while (head < old->len && head < self->items->len
         && g_ptr_array_index (old, head) == g_ptr_array_index (self->items, head))
    head++;
  while (tail < old->len - head && tail < self->items->len - head
         && g_ptr_array_index (old, old->len - 1 - tail)
                == g_ptr_array_index (self->items, self->items->len - 1 - tail))
    tail++;
  if (old->len - head - tail > 0 || self->items->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                self->items->len - head - tail);
}

static void
catalog_changed_cb (HrCatalogList *self, guint section, const char *row_id)
{
  if (section != self->section && section < HR_N_SECTION)
    return;
  follow (self);
  for (guint i = 0; i < self->items->len; i++)
    if (row_id == NULL || g_str_equal (row_id, row_id_at (self->items, i)))
      hr_catalog_item_changed (g_ptr_array_index (self->items, i));
}

static void
hr_catalog_list_finalize (GObject *object)
{
  HrCatalogList *self = HR_CATALOG_LIST (object);

  g_clear_object (&self->catalog);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_catalog_list_parent_class)->finalize (object);
}

static void
hr_catalog_list_class_init (HrCatalogListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_catalog_list_finalize;
}

static void
hr_catalog_list_init (HrCatalogList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

HrCatalogList *
hr_catalog_list_new (HrCatalog *catalog, HrSection section)
{
  HrCatalogList *self = g_object_new (HR_TYPE_CATALOG_LIST, NULL);
  GPtrArray     *items;

  self->catalog = g_object_ref (catalog);
  self->section = section;
  items = collect (self);
  g_ptr_array_unref (self->items);
  self->items = items;
  g_signal_connect_object (catalog, "changed", G_CALLBACK (catalog_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hr_catalog_list_find:
 *
 * Returns: the position of the row, or %GTK_INVALID_LIST_POSITION (%G_MAXUINT).
 */
guint
hr_catalog_list_find (HrCatalogList *self, const char *row_id)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (row_id, row_id_at (self->items, i)))
      return i;
  return G_MAXUINT;
}
