/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-model-file-private.h"

static inline void
try_container (const guint8 *data, gsize size, gboolean gguf)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrByteReader reader = { stream, (goffset) size, 0 };
  HrModelFile  model = { 0 };
  gboolean     ok = gguf ? hr_gguf_read (&reader, &model, issues)
                         : hr_safetensors_read (&reader, &model, NULL, issues);

  g_assert_true (ok || hr_issues_n_errors (issues) > 0);
  g_assert_true (g_utf8_validate (model.name, -1, NULL));
}
