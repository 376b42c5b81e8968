/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include "hr-json-text.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The table of verbs is the program's, which is not here. */
const HrVerb *
hr_cli_find_verb (const char *name)
{
  g_assert_not_reached ();
  return NULL;
}

/* Every line has an answer, and the answer is JSON. Searches are left out: each takes a second. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static HrCli cli;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) answer = NULL;

  if (cli.catalog == NULL)
    {
      cli.catalog = hr_catalog_new (NULL);
      cli.snapshot = hr_catalog_get_snapshot (cli.catalog);
      cli.calibration = hr_calibration_default ();
      cli.today = (HrDate){ 2026, 11, 21 };
    }
  if (memmem (data, size, "recommend", strlen ("recommend")) != NULL)
    return 0;
  hr_cli_answer (&cli, (const char *) data, size, out);
  answer = hr_json_load (out->str, (gssize) out->len, issues);
  g_assert_nonnull (answer);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (answer));
  return 0;
}
