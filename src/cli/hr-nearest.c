/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nearest.h"

#include <string.h>

#define MAX_WORD 40

/* How many letters to put in, leave out, change or swap with their neighbour. */
static guint
distance (const char *a, const char *b)
{
  guint rows[MAX_WORD + 1][MAX_WORD + 1];
  guint n = (guint) strlen (a), m = (guint) strlen (b);

  for (guint i = 0; i <= n; i++)
    rows[i][0] = i;
  for (guint k = 0; k <= m; k++)
    rows[0][k] = k;
  for (guint i = 1; i <= n; i++)
    for (guint k = 1; k <= m; k++)
      {
        guint least = rows[i - 1][k - 1] + (a[i - 1] != b[k - 1]);

        least = MIN (least, rows[i - 1][k] + 1);
        least = MIN (least, rows[i][k - 1] + 1);
        if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
          least = MIN (least, rows[i - 2][k - 2] + 1);
        rows[i][k] = least;
      }
  return rows[n][m];
}

/**
 * hr_nearest:
 * @word: what was typed
 * @candidates: (array zero-terminated=1): what there is
 *
 * Returns: (nullable): the one that was meant: it begins with @word, or at most one letter in three
 *   differs; %NULL where none does.
 */
const char *
hr_nearest (const char *word, const char *const *candidates)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);
  gsize            length = strlen (lower);
  const char      *nearest = NULL;
  guint            least = (guint) MIN (length / 3, 3) + 1;

  if (length < 2 || length > MAX_WORD)
    return NULL;
  for (guint i = 0; candidates[i] != NULL; i++)
    {
      guint far;

      if (strlen (candidates[i]) > MAX_WORD)
        continue;
      far = g_str_has_prefix (candidates[i], lower) ? 0 : distance (lower, candidates[i]);
      if (far < least)
        {
          least = far;
          nearest = candidates[i];
        }
    }
  return nearest;
}
