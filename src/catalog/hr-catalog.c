/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-json-text.h"
#include "hr-row.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (HrCatalog, hr_catalog, G_TYPE_OBJECT)
G_DEFINE_QUARK (hr - catalog - error - quark, hr_catalog_error)

typedef enum
{
  PROP_SNAPSHOT = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_MODIFIED,
  PROP_SAVE_ERROR,
  PROP_CONFLICT,
  N_PROPS
} HrCatalogProperty;

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

static void
notify_history (HrCatalog *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
set_snapshot (HrCatalog *self, HrSnapshot *snapshot)
{
  g_clear_pointer (&self->snapshot, hr_snapshot_unref);
  self->snapshot = snapshot;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPSHOT]);
}

static void
set_document (HrCatalog *self, HrDocument *document)
{
  hr_document_free (self->document);
  self->document = document;
  for (guint i = 0; i < HR_N_SECTION; i++)
    g_clear_pointer (&self->places[i], g_hash_table_unref);
}

/* Replaces everything and forgets the history: loading. */
gboolean
hr_catalog_take_document (HrCatalog *self, HrDocument *document)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrSnapshot *snapshot = hr_document_snapshot (document, hr_builtin_snapshot (), issues);

  if (snapshot == NULL)
    {
      hr_document_free (document);
      return FALSE;
    }
  set_document (self, document);
  g_ptr_array_set_size (self->edits, 0);
  self->position = self->saved_position = 0;
  set_snapshot (self, snapshot);
  notify_history (self);
  return TRUE;
}

static void
emit_all_changed (HrCatalog *self)
{
  for (guint i = 0; i < HR_N_SECTION; i++)
    g_signal_emit (self, signals[CHANGED], 0, i, NULL);
}

/* What another program changed: no edit of the user's, so the history stays. */
void
hr_catalog_replace_document (HrCatalog *self, HrDocument *document, HrSnapshot *snapshot)
{
  set_document (self, document);
  set_snapshot (self, snapshot);
  notify_history (self);
  emit_all_changed (self);
}

static void
emit_changed (HrCatalog *self, const HrEdit *edit)
{
  JsonObject *object = edit->after ? edit->after : edit->before;
  const char *id = object ? hr_row_object_id (edit->section, object) : NULL;

  if (edit->document_after == NULL)
    g_signal_emit (self, signals[CHANGED], 0, (guint) edit->section, id);
  else
    emit_all_changed (self);
}

/* Makes the edit, when what it makes is a valid catalog. */
static gboolean
apply (HrCatalog *self, const HrEdit *edit, HrIssues *issues)
{
  HrDocument *document = hr_document_copy (self->document);
  HrSnapshot *snapshot;

  hr_edit_apply (edit, &document);
  snapshot = hr_document_snapshot (document, hr_builtin_snapshot (), issues);
  if (snapshot == NULL)
    {
      hr_document_free (document);
      return FALSE;
    }
  set_document (self, document);
  set_snapshot (self, snapshot);
  return TRUE;
}

gboolean
hr_catalog_push (HrCatalog *self, HrEdit *edit, HrIssues *issues)
{
  g_autoptr (HrIssues) own = hr_issues_new ();

  if (!apply (self, edit, issues ? issues : own))
    {
      hr_edit_free (edit);
      return FALSE;
    }
  if (self->saved_position != G_MAXUINT && self->saved_position > self->position)
    self->saved_position = G_MAXUINT;
  g_ptr_array_set_size (self->edits, (int) self->position);
  g_ptr_array_add (self->edits, edit);
  self->position++;
  notify_history (self);
  emit_changed (self, edit);
  return TRUE;
}

gboolean
hr_catalog_apply_document (HrCatalog *self, HrDocument *document)
{
  HrEdit *edit = hr_edit_new_document (self->document, document);

  hr_document_free (document);
  return hr_catalog_push (self, edit, NULL);
}

void
hr_catalog_mark_saved (HrCatalog *self, guint position)
{
  self->saved_position = position;
  notify_history (self);
}

void
hr_catalog_set_save_error (HrCatalog *self, const char *message)
{
  if (g_strcmp0 (self->save_error, message) == 0)
    return;
  g_free (self->save_error);
  self->save_error = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_ERROR]);
}

/* (transfer full) (nullable) */
void
hr_catalog_set_outside (HrCatalog *self, HrCatalogOutside *outside)
{
  HrCatalogOutside *old = self->outside;

  if (old == NULL && outside == NULL)
    return;
  self->outside = outside;
  if (old != NULL)
    {
      hr_document_free (old->document);
      g_free (old->etag);
      g_free (old->text);
      g_free (old);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICT]);
}

/* A table view asks for thousands of cells by id: each section has an index, made when it is
 * needed. */
JsonObject *
hr_catalog_find_row (HrCatalog *self, HrSection section, const char *row_id, guint *index)
{
  GPtrArray *rows = self->document->rows[section];
  guint      place;

  if (self->places[section] == NULL)
    {
      self->places[section] = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = rows->len; i > 0; i--)
        g_hash_table_insert (self->places[section],
                             (gpointer) hr_row_object_id (section, g_ptr_array_index (rows, i - 1)),
                             GUINT_TO_POINTER (i));
    }
  place = row_id ? GPOINTER_TO_UINT (g_hash_table_lookup (self->places[section], row_id)) : 0;
  if (place == 0)
    return NULL;
  if (index != NULL)
    *index = place - 1;
  return g_ptr_array_index (rows, place - 1);
}

static void
hr_catalog_finalize (GObject *object)
{
  HrCatalog *self = HR_CATALOG (object);

  g_clear_object (&self->user_file);
  g_free (self->etag);
  set_document (self, NULL);
  g_clear_pointer (&self->snapshot, hr_snapshot_unref);
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->saving);
  g_free (self->save_error);
  hr_catalog_set_outside (self, NULL);
  g_clear_pointer (&self->lock, hr_file_lock_release);
  hr_document_free (self->synced);
  G_OBJECT_CLASS (hr_catalog_parent_class)->finalize (object);
}

static void
hr_catalog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HrCatalog *self = HR_CATALOG (object);

  switch ((HrCatalogProperty) id)
    {
    case PROP_SNAPSHOT:
      g_value_set_pointer (value, self->snapshot);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->position > 0);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->position < self->edits->len);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->position != self->saved_position);
      break;
    case PROP_SAVE_ERROR:
      g_value_set_string (value, self->save_error);
      break;
    case PROP_CONFLICT:
      g_value_set_string (value, self->outside ? self->outside->text : NULL);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hr_catalog_class_init (HrCatalogClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = hr_catalog_finalize;
  object_class->get_property = hr_catalog_get_property;
  properties[PROP_SNAPSHOT] = g_param_spec_pointer ("snapshot", NULL, NULL, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  properties[PROP_SAVE_ERROR] = g_param_spec_string ("save-error", NULL, NULL, NULL, flags);
  /* The rows that both the user and another program have changed; then nothing is saved until
   * hr_catalog_keep_mine() or hr_catalog_reload(). */
  properties[PROP_CONFLICT] = g_param_spec_string ("conflict", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /* The section, and the row's id: NULL when the whole section may have changed. */
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_CATALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
hr_catalog_init (HrCatalog *self)
{
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_edit_free);
  self->saving = g_ptr_array_new ();
  self->document = hr_document_copy (hr_builtin_document ());
  self->synced = hr_document_copy (hr_builtin_document ());
  self->snapshot = hr_snapshot_ref (hr_builtin_snapshot ());
  self->is_overlay = TRUE;
}

/**
 * hr_catalog_new:
 * @user_file: (nullable): where a user's changes are kept; %NULL = the built-in catalog only
 *
 * The file is read by hr_catalog_load(); up to then the catalog is the built-in one.
 */
HrCatalog *
hr_catalog_new (GFile *user_file)
{
  HrCatalog *self = g_object_new (HR_TYPE_CATALOG, NULL);

  self->user_file = user_file ? g_object_ref (user_file) : NULL;
  return self;
}

/**
 * hr_catalog_get_snapshot:
 *
 * Returns: (transfer none): the present values; hr_snapshot_ref() it to keep it or to take it to
 *   another thread.
 */
const HrSnapshot *
hr_catalog_get_snapshot (HrCatalog *self)
{
  g_return_val_if_fail (HR_IS_CATALOG (self), NULL);

  return self->snapshot;
}

guint
hr_catalog_n_rows (HrCatalog *self, HrSection section)
{
  return self->document->rows[section]->len;
}

const char *
hr_catalog_row_id (HrCatalog *self, HrSection section, guint index)
{
  g_return_val_if_fail (index < hr_catalog_n_rows (self, section), NULL);

  return hr_row_object_id (section, g_ptr_array_index (self->document->rows[section], index));
}

gboolean
hr_catalog_has_row (HrCatalog *self, HrSection section, const char *row_id)
{
  return hr_catalog_find_row (self, section, row_id, NULL) != NULL;
}

/**
 * hr_catalog_get_cell:
 *
 * Returns: (transfer full) (nullable): the cell in the C locale, "" when it is empty; %NULL when
 *   there is no such row or column.
 */
char *
hr_catalog_get_cell (HrCatalog *self, HrSection section, const char *row_id, const char *column_id)
{
  JsonObject     *object = hr_catalog_find_row (self, section, row_id, NULL);
  const HrColumn *column = hr_section_column (section, column_id);

  if (object == NULL || column == NULL)
    return NULL;
  return hr_row_get_cell (object, column);
}

HrDate
hr_catalog_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return (HrDate){
    .year = (guint16) g_date_time_get_year (now),
    .month = (guint8) g_date_time_get_month (now),
    .day = (guint8) g_date_time_get_day_of_month (now),
  };
}

/**
 * hr_catalog_own_date:
 *
 * Returns: the day up to which the built-in catalog was gathered, which the dollar's rate is dated
 *   with. A clock that says less is wrong.
 */
HrDate
hr_catalog_own_date (void)
{
  const HrExchangeRate *dollar = hr_snapshot_rate (hr_builtin_snapshot (), "USD");

  return dollar ? dollar->date : (HrDate){ 0 };
}

/**
 * hr_catalog_set_cell:
 * @self: a catalog
 * @section: a section
 * @row_id: a row's id
 * @column_id: an editable column
 * @text: the new text in the C locale; "" empties the cell
 * @issues: gets why the text is refused
 *
 * A price that is set gets today's date and the user as its source.
 *
 * Returns: whether the cell has that value now.
 */
gboolean
hr_catalog_set_cell (HrCatalog  *self,
                     HrSection   section,
                     const char *row_id,
                     const char *column_id,
                     const char *text,
                     HrIssues   *issues)
{
  guint           index;
  JsonObject     *before = hr_catalog_find_row (self, section, row_id, &index);
  const HrColumn *column = hr_section_column (section, column_id);
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *path = NULL;
  g_autofree char *old = NULL;

  g_return_val_if_fail (issues != NULL, FALSE);
  path = g_strdup_printf ("$.%s.%s", hr_section_info (section)->nick, row_id);
  if (before == NULL || column == NULL || !column->editable)
    {
      hr_issues_add (issues, HR_ISSUE_UNKNOWN_ID, path, column_id, NULL);
      return FALSE;
    }
  old = hr_row_get_cell (before, column);
  if (strcmp (old, text) == 0)
    return TRUE;
  after = hr_json_object_copy (before);
  if (!hr_row_set_cell (section, after, column, text, hr_catalog_today (), path, issues))
    return FALSE;
  return hr_catalog_push (self, hr_edit_new_row (section, index, before, after), issues);
}

gboolean
hr_catalog_delete_row (HrCatalog *self, HrSection section, const char *row_id)
{
  guint       index;
  JsonObject *object = hr_catalog_find_row (self, section, row_id, &index);

  return object != NULL
         && hr_catalog_push (self, hr_edit_new_row (section, index, object, NULL), NULL);
}

static gboolean
step (HrCatalog *self, guint edit_index, gboolean backwards, guint position)
{
  const HrEdit *edit = g_ptr_array_index (self->edits, edit_index);
  g_autoptr (HrEdit) inverse = backwards ? hr_edit_inverse (edit) : NULL;
  g_autoptr (HrIssues) issues = hr_issues_new ();

  if (!apply (self, backwards ? inverse : edit, issues))
    return FALSE;
  self->position = position;
  notify_history (self);
  emit_changed (self, edit);
  return TRUE;
}

gboolean
hr_catalog_undo (HrCatalog *self)
{
  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  return self->position > 0 && step (self, self->position - 1, TRUE, self->position - 1);
}

gboolean
hr_catalog_redo (HrCatalog *self)
{
  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  return self->position < self->edits->len
         && step (self, self->position, FALSE, self->position + 1);
}

/**
 * hr_catalog_reset:
 *
 * Back to the built-in catalog; an edit like any other, so it can be undone. A file that did not
 * parse is backed up before it is next written.
 */
void
hr_catalog_reset (HrCatalog *self)
{
  g_return_if_fail (HR_IS_CATALOG (self));

  if (self->is_broken)
    {
      self->is_broken = FALSE;
      self->wants_backup = TRUE;
    }
  self->is_overlay = TRUE;
  hr_catalog_apply_document (self, hr_document_copy (hr_builtin_document ()));
}
