/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hr-enums.h"
#include "hr-flag-number.h"

G_BEGIN_DECLS

/* Values of flags as a plan has them. What a flag does not mean stays the text that it is, and the
 * plan's parser refuses it. */

typedef enum
{
  HR_FLAG_KIND_TEXT,
  HR_FLAG_KIND_BOOLEAN,
  HR_FLAG_KIND_LIST,
  HR_FLAG_KIND_NUMBER,
  HR_FLAG_KIND_TOKENS = HR_FLAG_KIND_NUMBER + HR_FLAG_TOKENS, /* and so on: in that unit */
  HR_FLAG_KIND_MONEY = HR_FLAG_KIND_NUMBER + HR_FLAG_MONEY,
  HR_FLAG_KIND_GIB = HR_FLAG_KIND_NUMBER + HR_FLAG_GIB,
  HR_FLAG_KIND_WATTS = HR_FLAG_KIND_NUMBER + HR_FLAG_WATTS,
  HR_FLAG_KIND_HOURS = HR_FLAG_KIND_NUMBER + HR_FLAG_HOURS,
  HR_FLAG_KIND_YEARS = HR_FLAG_KIND_NUMBER + HR_FLAG_YEARS,
  HR_FLAG_KIND_SHARE = HR_FLAG_KIND_NUMBER + HR_FLAG_SHARE,
} HrFlagKind;

JsonNode         *hr_flag_text (const char *text);
JsonNode         *hr_flag_value (HrFlagKind kind, const HrEnumType *type, const char *text);
char             *hr_flag_enum_word (const HrEnumType *type, const char *text);
const HrEnumType *hr_flag_enum (const char *section, const char *key, int task);

G_END_DECLS
