/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-document-reconcile.h"

/* The file is also changed by others: a second window, the command line, a text editor. */

#define MAX_NAMES 3

/* The first names, and an ellipsis for the others. */
static char *
describe (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len && i < MAX_NAMES; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) names->pdata[i]);
  if (names->len > MAX_NAMES)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

/* Takes @document and @etag. */
static void
wait_for_decision (HrCatalog     *self,
                   HrDocument    *document,
                   HrCatalogFrame frame,
                   char          *etag,
                   char          *text,
                   GError       **error)
{
  HrCatalogOutside *outside = g_new0 (HrCatalogOutside, 1);

  outside->document = document;
  outside->frame = frame;
  outside->etag = etag;
  outside->text = text;
  hr_catalog_set_outside (self, outside);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
               "The catalog's file was changed by another program");
}

/* Makes @merged, which is taken, the catalog; the file is @theirs. */
static gboolean
adopt (HrCatalog            *self,
       HrDocument           *merged,
       const HrDocument     *theirs,
       const HrCatalogFrame *frame,
       const char           *etag)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrSnapshot *snapshot = hr_document_snapshot (merged, hr_builtin_snapshot (), issues);

  if (snapshot == NULL)
    {
      hr_document_free (merged);
      return FALSE;
    }
  self->is_broken = FALSE;
  self->wants_backup = FALSE;
  hr_catalog_set_synced (self, theirs, frame, g_strdup (etag));
  self->saved_position = hr_document_equal (merged, theirs) ? self->position : G_MAXUINT;
  hr_catalog_replace_document (self, merged, snapshot);
  return TRUE;
}

/**
 * hr_catalog_take_outside:
 * @self: a catalog
 * @data: what is in its file
 * @length: bytes
 * @error: %G_IO_ERROR_WRONG_ETAG when it collides with what was edited here
 *
 * What another program changed is in the catalog afterwards, and what was edited here still is:
 * then it is modified, and to be saved. Where both changed the same, nothing happens but that
 * "conflict" says so. What we wrote ourselves is no change.
 *
 * Returns: %FALSE with @error set when the user has to decide.
 */
gboolean
hr_catalog_take_outside (HrCatalog *self, const char *data, gsize length, GError **error)
{
  g_autofree char *etag = NULL;
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument) theirs = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  HrCatalogFrame frame = { 0 };
  HrDocument    *merged;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  etag = hr_catalog_etag (data, length);
  if (g_strcmp0 (etag, self->etag) == 0 || hr_catalog_adopt_own (self, etag))
    {
      hr_catalog_set_outside (self, NULL);
      return TRUE;
    }
  if (self->outside != NULL && g_strcmp0 (etag, self->outside->etag) == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                   "The catalog's file was changed by another program");
      return FALSE;
    }
  theirs = hr_catalog_parse (hr_builtin_document (), data, length, &frame, issues, NULL);
  if (theirs == NULL)
    {
      wait_for_decision (self, NULL, frame, g_steal_pointer (&etag), g_strdup (""), error);
      return FALSE;
    }
  merged = hr_document_reconcile (self->synced, self->document, theirs, HR_RECONCILE_OURS, names);
  if (names->len == 0 && adopt (self, merged, theirs, &frame, etag))
    {
      hr_catalog_set_outside (self, NULL);
      return TRUE;
    }
  if (names->len > 0)
    hr_document_free (merged);
  wait_for_decision (self, g_steal_pointer (&theirs), frame, g_steal_pointer (&etag),
                     describe (names), error);
  return FALSE;
}

/**
 * hr_catalog_keep_mine:
 *
 * Ends a conflict: what was edited here stands, and so does what else the other program changed. A
 * file with errors is kept as the backup.
 *
 * Returns: whether there was a conflict, and the catalog is to be saved.
 */
gboolean
hr_catalog_keep_mine (HrCatalog *self)
{
  HrCatalogOutside *outside;
  HrDocument       *merged;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  outside = self->outside;
  if (outside == NULL)
    return FALSE;
  merged = outside->document != NULL ? hr_document_reconcile (
               self->synced, self->document, outside->document, HR_RECONCILE_OURS, NULL)
                                     : NULL;
  if (merged == NULL || !adopt (self, merged, outside->document, &outside->frame, outside->etag))
    {
      g_free (self->etag);
      self->etag = g_strdup (outside->etag);
      self->wants_backup = TRUE;
      hr_catalog_mark_saved (self, G_MAXUINT);
    }
  hr_catalog_set_outside (self, NULL);
  return TRUE;
}

/**
 * hr_catalog_reload:
 *
 * Ends a conflict: what the other program wrote stands. That is an edit, so one undo brings back
 * what was edited here.
 *
 * Returns: whether that could be done.
 */
gboolean
hr_catalog_reload (HrCatalog *self)
{
  HrCatalogOutside *outside;
  HrDocument       *merged;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  outside = self->outside;
  if (outside == NULL || outside->document == NULL)
    return FALSE;
  merged = hr_document_reconcile (self->synced, self->document, outside->document,
                                  HR_RECONCILE_THEIRS, NULL);
  if (!hr_catalog_apply_document (self, merged))
    return FALSE;
  hr_catalog_set_synced (self, outside->document, &outside->frame, g_strdup (outside->etag));
  hr_catalog_mark_saved (
      self, hr_document_equal (self->document, outside->document) ? self->position : G_MAXUINT);
  hr_catalog_set_outside (self, NULL);
  return TRUE;
}
