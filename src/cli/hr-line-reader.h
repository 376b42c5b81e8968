/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* Lines of a stream in memory that never grows beyond one line's limit. */
typedef struct
{
  FILE    *stream;
  GString *line;
  gsize    limit;
  guint64  number;   /* of the line that was read last, from 1 */
  gboolean too_long; /* it was longer than the limit: line has its start, the rest was skipped */
} HrLineReader;

void     hr_line_reader_init (HrLineReader *self, FILE *stream, gsize limit);
void     hr_line_reader_clear (HrLineReader *self);
gboolean hr_line_reader_next (HrLineReader *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrLineReader, hr_line_reader_clear)

G_END_DECLS
