/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-line-reader.h"

#include <string.h>

static FILE *
stream_of (const char *text, gsize length)
{
  FILE *stream = tmpfile ();

  g_assert_nonnull (stream);
  g_assert_cmpuint (fwrite (text, 1, length, stream), ==, length);
  rewind (stream);
  return stream;
}

static void
test_lines (void)
{
  static const char        text[] = "one\n\ntwo\r\nthree\0x\nlast";
  static const char *const expected[] = { "one", "", "two", "three", "last" };
  FILE                    *stream = stream_of (text, sizeof text - 1);
  g_auto (HrLineReader) reader = { 0 };

  hr_line_reader_init (&reader, stream, 100);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (hr_line_reader_next (&reader));
      g_assert_cmpstr (reader.line->str, ==, expected[i]);
      g_assert_cmpuint (reader.number, ==, i + 1);
      g_assert_false (reader.too_long);
      if (i == 3)
        g_assert_cmpuint (reader.line->len, ==, 7);
    }
  g_assert_false (hr_line_reader_next (&reader));
  fclose (stream);
}

static void
test_limit (void)
{
  static const char text[] = "12345\n123456\nok\n";
  FILE             *stream = stream_of (text, sizeof text - 1);
  g_auto (HrLineReader) reader = { 0 };

  hr_line_reader_init (&reader, stream, 5);
  g_assert_true (hr_line_reader_next (&reader));
  g_assert_false (reader.too_long);
  g_assert_true (hr_line_reader_next (&reader));
  g_assert_true (reader.too_long);
  g_assert_cmpuint (reader.line->len, ==, 5);
  g_assert_true (hr_line_reader_next (&reader));
  g_assert_cmpstr (reader.line->str, ==, "ok");
  g_assert_false (reader.too_long);
  g_assert_false (hr_line_reader_next (&reader));
  fclose (stream);
}

static void
test_empty (void)
{
  FILE *stream = stream_of ("", 0);
  g_auto (HrLineReader) reader = { 0 };

  hr_line_reader_init (&reader, stream, 5);
  g_assert_false (hr_line_reader_next (&reader));
  fclose (stream);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-reader/lines", test_lines);
  g_test_add_func ("/line-reader/limit", test_limit);
  g_test_add_func ("/line-reader/empty", test_empty);
  return g_test_run ();
}
