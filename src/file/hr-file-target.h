/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include <sys/stat.h>

G_BEGIN_DECLS

/* Where a path leads to, and so how it is written. */
typedef enum
{
  HR_FILE_TARGET_NEW,        /* there is nothing yet */
  HR_FILE_TARGET_REGULAR,    /* a new file takes its place */
  HR_FILE_TARGET_STREAM,     /* a pipe, a device, a socket: it is written into */
  HR_FILE_TARGET_DESCRIPTOR, /* one that this process has open, such as /dev/stdout */
} HrFileTargetKind;

typedef struct
{
  HrFileTargetKind kind;
  char            *path;       /* with all links of the last component followed */
  int              descriptor; /* of HR_FILE_TARGET_DESCRIPTOR */
  struct stat      info;       /* unless the target is new */
} HrFileTarget;

gboolean hr_file_target_find (const char *path, HrFileTarget *target, GError **error);
void     hr_file_target_clear (HrFileTarget *target);
void     hr_file_set_error (GError **error, int code);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrFileTarget, hr_file_target_clear)

G_END_DECLS
