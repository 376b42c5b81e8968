/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-model-file.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A file is read from its start, and never further than its header. */
typedef struct
{
  GInputStream *stream; /* buffered */
  goffset       size;
  goffset       position;
} HrByteReader;

gboolean hr_byte_reader_read (HrByteReader *reader, gpointer buffer, gsize length);
gboolean hr_byte_reader_skip (HrByteReader *reader, guint64 length);
gboolean hr_byte_reader_u32 (HrByteReader *reader, guint32 *value);
gboolean hr_byte_reader_u64 (HrByteReader *reader, guint64 *value);

gboolean
hr_model_file_refuse (HrIssues *issues, HrIssueKind kind, const char *where, const char *detail);
gboolean
hr_model_file_add_tensor (HrModelFile *model, const char *nick, double elements, double bytes);
gboolean hr_model_file_set_config (HrModelFile *model,
                                   JsonObject  *config,
                                   const char  *path,
                                   HrIssues    *issues);

gboolean hr_gguf_read (HrByteReader *reader, HrModelFile *model, HrIssues *issues);
gboolean hr_safetensors_read (HrByteReader *reader,
                              HrModelFile  *model,
                              JsonObject   *config,
                              HrIssues     *issues);

G_END_DECLS
