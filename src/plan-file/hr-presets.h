/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-snapshot.h"

G_BEGIN_DECLS

/* Model, network and problem presets, from files of the same frame as the catalog. They live as
 * long as @strings and are not edited. */
gboolean hr_presets_parse_models (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues);
gboolean hr_presets_parse_image_models (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues);
gboolean hr_presets_parse_problems (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues);

G_END_DECLS
