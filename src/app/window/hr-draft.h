/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A question that is in no file of the user's, or that its file does not have yet. */
typedef struct
{
  HrPlan    plan;
  JsonNode *document; /* the plan as JSON, with the members that we do not know */
  GFile    *file;     /* of the plan, NULL = it was never saved */
  char     *etag;     /* of that file when it was opened or saved */
} HrDraft;

HrDraft *hr_draft_read (GFile *place, const HrSnapshot *snapshot);
gboolean
hr_draft_write (GFile *place, const char *plan_text, GFile *file, const char *etag, GError **error);
void       hr_draft_free (HrDraft *self);
GPtrArray *hr_draft_list (GFile *folder);
GFile     *hr_draft_new_place (GFile *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDraft, hr_draft_free)

G_END_DECLS
