/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-keeper.h"

#include "hr-file-target.h"

/**
 * HrCatalogKeeper:
 *
 * Keeps a catalog and its file the same: saves shortly after each edit, and takes in what other
 * programs write.
 */
struct _HrCatalogKeeper
{
  GObject parent_instance;

  /* Owned. */
  HrCatalog    *catalog;
  GFileMonitor *monitor;

  guint    save_id;
  guint    look_id;
  gboolean is_saving;
};

/* From the first edit on, however many follow. */
#define SAVE_DELAY_MS 300
#define LOOK_DELAY_MS 100

G_DEFINE_FINAL_TYPE (HrCatalogKeeper, hr_catalog_keeper, G_TYPE_OBJECT)

static void
hold_application (gboolean hold)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL)
    return;
  if (hold)
    g_application_hold (application);
  else
    g_application_release (application);
}

static gboolean
is_modified (HrCatalogKeeper *self)
{
  gboolean modified;

  g_object_get (self->catalog, "modified", &modified, NULL);
  return modified;
}

static gboolean
save_due_cb (gpointer data)
{
  HrCatalogKeeper *self = data;

  self->save_id = 0;
  hr_catalog_keeper_save (self);
  return G_SOURCE_REMOVE;
}

static void
queue_save (HrCatalogKeeper *self)
{
  if (self->save_id == 0 && !self->is_saving)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_due_cb, self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCatalogKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  /* The catalog's "save-error" says why to whoever shows it; another try is up to the user. */
  if (!hr_catalog_save_finish (HR_CATALOG (source), result, &error))
    g_info ("The catalog is not saved: %s", error->message);
  else if (is_modified (self))
    queue_save (self);
  hold_application (FALSE);
}

static void
modified_cb (HrCatalogKeeper *self)
{
  if (is_modified (self))
    queue_save (self);
  else
    g_clear_handle_id (&self->save_id, g_source_remove);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCatalogKeeper) self = user_data;
  g_autofree char *data = NULL;
  gsize            length;
  g_autoptr (GError) error = NULL;

  /* A file that was removed holds nothing new. */
  if (g_file_load_contents_finish (G_FILE (source), result, &data, &length, NULL, &error)
      && !hr_catalog_take_outside (self->catalog, data, length, &error))
    g_info ("The catalog is not what its file is: %s", error->message);
}

static gboolean
look_due_cb (gpointer data)
{
  HrCatalogKeeper *self = data;

  self->look_id = 0;
  g_file_load_contents_async (hr_catalog_get_file (self->catalog), NULL, looked_cb,
                              g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
file_changed_cb (HrCatalogKeeper *self)
{
  if (self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_DELAY_MS, look_due_cb, self);
}

/* What a link leads to is watched, for that is what changes. */
static void
watch (HrCatalogKeeper *self)
{
  GFile           *file = hr_catalog_get_file (self->catalog);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  g_auto (HrFileTarget) target = { 0 };
  g_autoptr (GFile) watched = NULL;

  if (path == NULL || !hr_file_target_find (path, &target, NULL))
    return;
  watched = g_file_new_for_path (target.path);
  self->monitor = g_file_monitor_file (watched, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, LOOK_DELAY_MS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
hr_catalog_keeper_dispose (GObject *object)
{
  HrCatalogKeeper *self = HR_CATALOG_KEEPER (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (hr_catalog_keeper_parent_class)->dispose (object);
}

static void
hr_catalog_keeper_class_init (HrCatalogKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_catalog_keeper_dispose;
}

static void
hr_catalog_keeper_init (HrCatalogKeeper *self)
{
}

HrCatalogKeeper *
hr_catalog_keeper_new (HrCatalog *catalog)
{
  HrCatalogKeeper *self = g_object_new (HR_TYPE_CATALOG_KEEPER, NULL);

  self->catalog = g_object_ref (catalog);
  g_signal_connect_object (catalog, "notify::modified", G_CALLBACK (modified_cb), self,
                           G_CONNECT_SWAPPED);
  watch (self);
  return self;
}

/**
 * hr_catalog_keeper_save:
 *
 * Saves beside the window's thread.
 */
void
hr_catalog_keeper_save (HrCatalogKeeper *self)
{
  g_return_if_fail (HR_IS_CATALOG_KEEPER (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->is_saving)
    return;
  self->is_saving = TRUE;
  hold_application (TRUE);
  hr_catalog_save_async (self->catalog, NULL, saved_cb, g_object_ref (self));
}

/**
 * hr_catalog_keeper_flush:
 *
 * Saves what is not saved yet, and returns when that is on the disk: something ends.
 */
void
hr_catalog_keeper_flush (HrCatalogKeeper *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HR_IS_CATALOG_KEEPER (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (is_modified (self) && !hr_catalog_save (self->catalog, &error))
    g_info ("The catalog is not saved: %s", error->message);
}
