/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include <string.h>

/* Runs a fuzz target as an ordinary test: on every file of the folders that are named, on each of
 * them cut short, and on each with bytes changed, always the same ones. Under a fuzzer this file is
 * left out. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define CUTS      16
#define MUTATIONS 48

static void
run_copy (const guint8 *data, gsize size)
{
  /* A copy of exactly that size, so that a sanitizer sees a read beyond its end. */
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));

  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

static void
run_variants (const guint8 *data, gsize size)
{
  static const guint8 values[] = { 0, 1, 0x7f, 0x80, 0xff, '"', '{', '[', '}', ',', '-', '9', 'e' };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  g_autofree guint8 *copy = NULL;

  run_copy (data, size);
  if (size == 0)
    return;
  for (guint i = 0; i < CUTS; i++)
    run_copy (data, size * i / CUTS);
  for (guint i = 0; i < MUTATIONS; i++)
    {
      copy = g_memdup2 (data, size);
      for (int k = 0; k < 1 + (int) (i % 4); k++)
        copy[g_rand_int_range (rand, 0, (gint32) MIN (size, G_MAXINT32))] = values
            [g_rand_int_range (rand, 0, G_N_ELEMENTS (values))];
      run_copy (copy, size);
      g_clear_pointer (&copy, g_free);
    }
}

static void
test_folder (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint       n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize            size;

      if (!g_file_get_contents (path, &bytes, &size, NULL) || size > 256 * 1024)
        continue;
      g_test_message ("%s", name);
      run_variants ((const guint8 *) bytes, size);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *base = g_path_get_basename (argv[i]);
      g_autofree char *path = g_strconcat ("/fuzz/", base, NULL);

      g_test_add_data_func (path, argv[i], test_folder);
    }
  return g_test_run ();
}
