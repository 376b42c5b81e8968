/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-enums.h"

#define NICK(prefix, id, nick) nick,
#define DEFINE_ENUM(Type, PREFIX, symbol)                                    \
  static const char *const symbol##_nicks[] = { HR_##PREFIX##_LIST (NICK) }; \
  const HrEnumType hr_enum_##symbol = { #symbol, G_N_ELEMENTS (symbol##_nicks), symbol##_nicks };

HR_ENUM_TYPES (DEFINE_ENUM)

/**
 * hr_enum_nick:
 * @type: an enumeration
 * @value: one of its constants
 *
 * Returns: the nick that the plan format and the catalog use; never %NULL.
 */
const char *
hr_enum_nick (const HrEnumType *type, int value)
{
  g_return_val_if_fail (value >= 0 && (guint) value < type->n, "?");

  return type->nicks[value];
}

/**
 * hr_enum_parse:
 * @type: an enumeration
 * @nick: what a user or a file wrote
 * @value: (out): the constant, untouched on failure
 *
 * Exact match only: a near miss is the user's to correct, never ours to guess.
 *
 * Returns: whether @nick names a constant of @type.
 */
gboolean
hr_enum_parse (const HrEnumType *type, const char *nick, int *value)
{
  for (guint i = 0; i < type->n; i++)
    if (g_str_equal (type->nicks[i], nick))
      {
        *value = (int) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hr_enum_allowed:
 * @type: an enumeration
 *
 * Returns: (transfer full): "a, b, c", for error messages.
 */
char *
hr_enum_allowed (const HrEnumType *type)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < type->n; i++)
    if (type->nicks[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", type->nicks[i]);
  return g_string_free (text, FALSE);
}

/**
 * hr_unit_of_rate:
 *
 * Returns: the unit of a trace term that holds a rate in @unit.
 */
HrUnit
hr_unit_of_rate (HrRateUnit unit)
{
  switch (unit)
    {
    case HR_RATE_UNIT_TOKENS_S:
      return HR_UNIT_TOKENS_S;
    case HR_RATE_UNIT_IMAGES_S:
      return HR_UNIT_IMAGES_S;
    case HR_RATE_UNIT_NS_DAY:
      return HR_UNIT_NS_DAY;
    case HR_RATE_UNIT_CELLS_S:
      return HR_UNIT_CELLS_S;
    case HR_RATE_UNIT_FLOP_S:
      return HR_UNIT_FLOP_S;
    case HR_RATE_UNIT_BYTES_S:
      return HR_UNIT_BYTES_S;
    case HR_RATE_UNIT_BLENDER_SCORE:
    case HR_RATE_UNIT_OCTANEBENCH:
    case HR_RATE_UNIT_VRAY:
      return HR_UNIT_SCORE;
    case HR_RATE_UNIT_FRAMES_S:
    case HR_RATE_UNIT_NONE:
    case HR_N_RATE_UNIT:
    default:
      return HR_UNIT_RATE;
    }
}
