/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"

#include "catalog-resources.h"
#include "hr-presets.h"

#define RESOURCE_PATH "/io/github/headroom/Headroom/catalog/"

/* What is built in is as much a part of the program as its code: an error in it ends the program,
 * and a test of each shipped file keeps that from ever being shipped. */
static void
assert_no_errors (const HrIssues *issues, const char *what)
{
  const HrIssue *issue = hr_issues_first_error (issues);

  if (issue != NULL)
    g_error ("built-in %s: %s: “%s” (%s)", what, issue->path, issue->value ? issue->value : "",
             issue->allowed  ? issue->allowed
             : issue->detail ? issue->detail
                             : "");
}

static GBytes *
read_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (hr_catalog_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("built-in %s: %s", name, error->message);
  return bytes;
}

/**
 * hr_builtin_load_document:
 *
 * Returns: (transfer full): the built-in rows anew, for a thread that counts references of its own.
 */
HrDocument *
hr_builtin_load_document (void)
{
  static const char *const names[HR_N_SECTION] = {
    "gpus.json",        "ram-kits.json",       "platforms.json", "host-parts.json",
    "rent-offers.json", "exchange-rates.json", "software.json",
  };
  HrDocument *result = hr_document_new ();

  hr_catalog_register_resource ();
  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      g_autoptr (GBytes) bytes = read_resource (names[i]);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      g_autoptr (HrDocument) part = NULL;
      gsize       size;
      const char *data = g_bytes_get_data (bytes, &size);

      /* A test has scanned what is shipped: here it is only parsed. */
      if (!json_parser_load_from_data (parser, data, (gssize) size, NULL))
        g_error ("built-in %s is no JSON", names[i]);
      part = hr_document_from_node (json_parser_get_root (parser), issues);
      assert_no_errors (issues, names[i]);
      g_assert (part->rows[i] != NULL);
      result->rows[i] = g_steal_pointer (&part->rows[i]);
    }
  return result;
}

/**
 * hr_builtin_document:
 *
 * Returns: (transfer none): the rows that are built in; all sections are there. Thread safe.
 */
const HrDocument *
hr_builtin_document (void)
{
  static gsize document;

  if (g_once_init_enter (&document))
    g_once_init_leave (&document, (gsize) hr_builtin_load_document ());
  return (const HrDocument *) document;
}

typedef gboolean (*ParsePresets) (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues);

static HrSnapshot *
load_snapshot (void)
{
  static const struct
  {
    const char  *name;
    ParsePresets parse;
  } presets[] = {
    { "models.json", hr_presets_parse_models },
    { "image-models.json", hr_presets_parse_image_models },
    { "problems.json", hr_presets_parse_problems },
  };
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrSnapshot *snapshot = hr_document_snapshot (hr_builtin_document (), NULL, issues);

  assert_no_errors (issues, "catalog");
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autoptr (GBytes) bytes = read_resource (presets[i].name);
      gsize       size;
      const char *data = g_bytes_get_data (bytes, &size);

      presets[i].parse (data, (gssize) size, snapshot->strings, snapshot, issues);
      assert_no_errors (issues, presets[i].name);
    }
  return snapshot;
}

/**
 * hr_builtin_snapshot:
 *
 * Returns: (transfer none): the built-in catalog with its presets; never freed. Thread safe.
 */
const HrSnapshot *
hr_builtin_snapshot (void)
{
  static gsize snapshot;

  if (g_once_init_enter (&snapshot))
    g_once_init_leave (&snapshot, (gsize) load_snapshot ());
  return (const HrSnapshot *) snapshot;
}
