/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#define TYPE(Type, PREFIX, symbol) &hr_enum_##symbol,
static const HrEnumType *const types[] = { HR_ENUM_TYPES (TYPE) };

/* A label is never the bare nick with its hyphens, nor empty, nor that of its neighbour. */
static void
test_every_constant (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; i < types[t]->n; i++)
      {
        const char *label = hr_text_enum (types[t], (int) i);

        g_test_message ("%s %s: %s", types[t]->name, types[t]->nicks[i], label);
        g_assert_nonnull (label);
        g_assert_cmpstr (label, !=, "");
        g_assert_true (g_utf8_validate (label, -1, NULL));
        for (guint j = 0; j < i; j++)
          g_assert_cmpstr (label, !=, hr_text_enum (types[t], (int) j));
      }
}

/* Fails when a new constant falls back to its nick: labels start with a capital or have a space,
 * unless the nick is itself a proper name. */
static void
test_no_fallback (void)
{
  static const HrEnumType *const capital[] = {
    &hr_enum_task,   &hr_enum_segment, &hr_enum_form,       &hr_enum_condition,
    &hr_enum_part,   &hr_enum_fit,     &hr_enum_stage,      &hr_enum_term,
    &hr_enum_role,   &hr_enum_reason,  &hr_enum_precision,  &hr_enum_sharding,
    &hr_enum_kernel, &hr_enum_backend, &hr_enum_price_kind, &hr_enum_aim,
  };

  for (guint t = 0; t < G_N_ELEMENTS (capital); t++)
    for (guint i = 0; i < capital[t]->n; i++)
      {
        const char *label = hr_text_enum (capital[t], (int) i);
        gboolean    has_capital = FALSE;

        for (const char *c = label; *c != '\0'; c++)
          has_capital |= g_ascii_isupper (*c);
        g_test_message ("%s", label);
        g_assert_true (has_capital);
      }
}

static void
test_keys (void)
{
  g_assert_cmpstr (hr_text_key ("sequence_length"), ==, "Sequence length");
  g_assert_cmpstr (hr_text_key ("no_such_key"), ==, "no_such_key");
  g_assert_cmpstr (hr_text_key_value ("method", "qlora"), ==, "QLoRA");
  g_assert_cmpstr (hr_text_key_value ("method", "nonsense"), ==, "nonsense");
  g_assert_cmpstr (hr_text_key_value ("batch", "8"), ==, "8");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/every-constant", test_every_constant);
  g_test_add_func ("/labels/no-fallback", test_no_fallback);
  g_test_add_func ("/labels/keys", test_keys);
  return g_test_run ();
}
