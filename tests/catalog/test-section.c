/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-row.h"
#include "hr-document.h"

#include <string.h>

static gsize
type_size (const HrColumn *column)
{
  static const gsize sizes[] = { sizeof (char *), sizeof (double), sizeof (guint),
                                 sizeof (int),    sizeof (HrDate), sizeof (gboolean) };

  return column->type == HR_COLUMN_TEXT && column->size > 0 ? column->size : sizes[column->type];
}

/* Each column has its own name and its own bytes within the structure. */
static void
test_columns (void)
{
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      const HrSectionInfo *info = hr_section_info ((HrSection) section);
      guint                n;
      const HrColumn      *columns = hr_section_columns ((HrSection) section, &n);
      HrSection            parsed;

      g_assert_true (hr_section_parse (info->nick, &parsed));
      g_assert_cmpint (parsed, ==, (int) section);
      g_assert_nonnull (hr_section_column ((HrSection) section, info->id_column));
      for (guint i = 0; i < n; i++)
        {
          const HrColumn  *a = &columns[i];
          g_autofree char *allowed = hr_column_allowed (a);

          g_test_message ("%s.%s", info->nick, a->id);
          g_assert_cmpuint (a->offset + type_size (a), <=,
                            a->in_price ? sizeof (HrPrice) : info->row_size);
          g_assert_true (a->type != HR_COLUMN_ENUM || a->enum_type != NULL);
          g_assert_true (a->type != HR_COLUMN_NUMBER || a->max > a->min);
          g_assert_cmpuint (strlen (allowed), >, 0);
          for (guint k = 0; k < i; k++)
            {
              const HrColumn *b = &columns[k];

              g_assert_cmpstr (a->id, !=, b->id);
              g_assert_true (a->in_price != b->in_price || a->offset >= b->offset + type_size (b)
                             || b->offset >= a->offset + type_size (a));
            }
        }
    }
  {
    HrSection parsed;

    g_assert_false (hr_section_parse ("no-such", &parsed));
    g_assert_null (hr_section_column (HR_SECTION_GPUS, "no-such"));
  }
}

/* What a cell shows can be typed in again, and means the same. */
static void
test_every_cell_round_trips (void)
{
  const HrDocument *document = hr_builtin_document ();

  for (guint section = 0; section < HR_N_SECTION; section++)
    for (guint row = 0; row < document->rows[section]->len; row++)
      {
        JsonObject     *object = document->rows[section]->pdata[row];
        guint           n;
        const HrColumn *columns = hr_section_columns ((HrSection) section, &n);

        for (guint i = 0; i < n; i++)
          {
            g_autofree char *cell = hr_row_get_cell (object, &columns[i]);
            g_autofree char *again = NULL;
            g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
            g_autofree char *text = json_to_string (node, FALSE);
            g_autoptr (JsonNode) copy = json_from_string (text, NULL);
            g_autoptr (HrIssues) issues = hr_issues_new ();

            /* A price that is set is stamped anew, and takes the next one's place when it is
             * emptied. */
            if (columns[i].in_price && cell[0] == '\0')
              continue;
            g_assert_true (hr_row_set_cell ((HrSection) section, json_node_get_object (copy),
                                            &columns[i], cell, (HrDate){ 2026, 11, 21 }, "$",
                                            issues));
            again = hr_row_get_cell (json_node_get_object (copy), &columns[i]);
            g_assert_cmpstr (again, ==, cell);
          }
      }
}

/* The built-in rows stand in the snapshot as the document has them. */
static void
test_rows (void)
{
  guint                 n;
  const HrGpu          *gpus = hr_section_rows (hr_builtin_snapshot (), HR_SECTION_GPUS, &n);
  const HrExchangeRate *rates;

  g_assert_cmpuint (n, ==, hr_builtin_document ()->rows[HR_SECTION_GPUS]->len);
  g_assert_true (gpus == hr_builtin_snapshot ()->gpus);
  rates = hr_section_rows (hr_builtin_snapshot (), HR_SECTION_EXCHANGE_RATES, &n);
  g_assert_cmpstr (rates[0].code, ==, "USD");
  g_assert_cmpfloat (rates[0].usd, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/section/columns", test_columns);
  g_test_add_func ("/section/every-cell-round-trips", test_every_cell_round_trips);
  g_test_add_func ("/section/rows", test_rows);
  return g_test_run ();
}
