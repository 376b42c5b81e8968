/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-file-gio.h"
#include "hr-json-writer.h"
#include "hr-print-import.h"
#include "hr-table.h"
#include "hr-text.h"

typedef struct
{
  const char *name;
  int         n_arguments;
  int (*run) (HrCli *cli, const HrImportOptions *options, char **arguments);
} CatalogVerb;

static void
write_cell (HrJsonWriter *json, const HrColumn *column, const char *text)
{
  if (text[0] == '\0')
    hr_json_null (json, column->id);
  else if (column->type == HR_COLUMN_NUMBER || column->type == HR_COLUMN_INTEGER)
    hr_json_number (json, column->id, g_ascii_strtod (text, NULL));
  else if (column->type == HR_COLUMN_BOOLEAN)
    hr_json_boolean (json, column->id, g_str_equal (text, "true"));
  else
    hr_json_string (json, column->id, text);
}

static void
write_row (HrJsonWriter *json, HrCatalog *catalog, HrSection section, const char *id)
{
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);

  hr_json_begin_object (json, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *cell = hr_catalog_get_cell (catalog, section, id, columns[i].id);

      write_cell (json, &columns[i], cell ? cell : "");
    }
  hr_json_end_object (json);
}

static int
list_json (HrCli *cli)
{
  g_autoptr (GString) out = g_string_new (NULL);
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  hr_json_begin_object (&json, NULL);
  for (guint s = 0; s < HR_N_SECTION; s++)
    {
      hr_json_begin_array (&json, hr_section_info ((HrSection) s)->nick);
      for (guint i = 0; i < hr_catalog_n_rows (cli->catalog, (HrSection) s); i++)
        write_row (&json, cli->catalog, (HrSection) s,
                   hr_catalog_row_id (cli->catalog, (HrSection) s, i));
      hr_json_end_array (&json);
    }
  hr_json_end_object (&json);
  g_string_append_c (out, '\n');
  return hr_cli_print (out);
}

static void
list_gpus (GString *out, const HrSnapshot *snapshot)
{
  g_autoptr (HrTable) table = hr_table_new ("lllrrrl");

  hr_table_add (table, _("Id"), _("Name"), _("Segment"), _("Memory"), _("Bandwidth"),
                _("Power"), _("Price"), NULL);
  hr_table_rule (table);
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      const HrGpu     *gpu = &snapshot->gpus[i];
      g_autofree char *memory = hr_text_gib (gpu->vram_gib);
      g_autofree char *bandwidth = hr_text_unit_value (gpu->bandwidth_gb_s, HR_UNIT_GB_S);
      g_autofree char *power = hr_text_unit_value (gpu->tdp_w, HR_UNIT_W);
      g_autofree char *price = hr_text_price (hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY), "USD",
                                              snapshot);

      hr_table_add (table, gpu->id, gpu->name, hr_text_enum (&hr_enum_segment, (int) gpu->segment),
                    memory, bandwidth, power, price, NULL);
    }
  hr_table_print (table, out);
}

static void
list_presets (GString *out, const HrSnapshot *snapshot)
{
  g_autoptr (HrTable) table = hr_table_new ("lll");

  for (guint i = 0; i < snapshot->n_models; i++)
    hr_table_add (table, snapshot->models[i].id, snapshot->models[i].name, _("Transformer"), NULL);
  for (guint i = 0; i < snapshot->n_image_models; i++)
    hr_table_add (table, snapshot->image_models[i].id, snapshot->image_models[i].name,
                  _("Image network"), NULL);
  for (guint i = 0; i < snapshot->n_problems; i++)
    hr_table_add (table, snapshot->problems[i].id, snapshot->problems[i].name,
                  hr_text_enum (&hr_enum_task, (int) snapshot->problems[i].workload.task), NULL);
  hr_table_print (table, out);
}

static int
run_list (HrCli *cli, const HrImportOptions *options, char **arguments)
{
  g_autoptr (GString) out = NULL;

  if (cli->json)
    return list_json (cli);
  out = g_string_new (NULL);
  list_gpus (out, cli->snapshot);
  for (guint s = HR_SECTION_GPUS + 1; s < HR_N_SECTION; s++)
    {
      g_autoptr (HrTable) table = hr_table_new ("ll");

      g_string_append_printf (out, "\n[%s]\n", hr_section_info ((HrSection) s)->nick);
      for (guint i = 0; i < hr_catalog_n_rows (cli->catalog, (HrSection) s); i++)
        {
          const char      *id = hr_catalog_row_id (cli->catalog, (HrSection) s, i);
          g_autofree char *name = hr_section_column ((HrSection) s, "name") ? hr_catalog_get_cell (
                                      cli->catalog, (HrSection) s, id, "name")
                                                                            : NULL;

          hr_table_add (table, id, name ? name : "", NULL);
        }
      hr_table_print (table, out);
    }
  g_string_append_printf (out, "\n[%s]\n", "presets");
  list_presets (out, cli->snapshot);
  return hr_cli_print (out);
}

static void
show_row (GString *out, HrCli *cli, HrSection section, const char *id)
{
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);
  g_autoptr (HrTable) table = hr_table_new ("ll");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *cell = hr_catalog_get_cell (cli->catalog, section, id, columns[i].id);

      if (cell != NULL && cell[0] != '\0')
        hr_table_add (table, columns[i].id, cell, NULL);
    }
  hr_table_print (table, out);
}

static int
run_show (HrCli *cli, const HrImportOptions *options, char **arguments)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char  *id = arguments[0];
  gboolean     is_id = FALSE;
  HrJsonWriter json;

  for (guint s = 0; s < HR_N_SECTION; s++)
    is_id |= hr_catalog_has_row (cli->catalog, (HrSection) s, id);
  if (!is_id)
    {
      const HrGpu *gpu = hr_cli_gpu (cli, id);

      if (gpu == NULL)
        return HR_CLI_REFUSED;
      id = gpu->id;
    }
  for (guint s = 0; s < HR_N_SECTION; s++)
    {
      if (!hr_catalog_has_row (cli->catalog, (HrSection) s, id))
        continue;
      hr_json_init (&json, out, TRUE);
      if (cli->json)
        write_row (&json, cli->catalog, (HrSection) s, id);
      else
        show_row (out, cli, (HrSection) s, id);
      if (cli->json)
        g_string_append_c (out, '\n');
      break;
    }
  return hr_cli_print (out);
}

static int
run_validate (HrCli *cli, const HrImportOptions *options, char **arguments)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (arguments[0]);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  HrImportOptions lenient = { .decimal = options->decimal, .accepts_far = TRUE };
  gboolean        is_good = hr_catalog_import (catalog, file, &lenient, issues, &error);

  hr_cli_report (issues, arguments[0]);
  if (!is_good)
    {
      if (hr_issues_n_errors (issues) == 0)
        hr_cli_error ("%s: %s", arguments[0], error ? error->message : "?");
      else
        hr_cli_error (ngettext ("%u error.", "%u errors.", hr_issues_n_errors (issues)),
                      hr_issues_n_errors (issues));
      return HR_CLI_REFUSED;
    }
  g_string_append_printf (out, _("“%s” is a valid catalog."), arguments[0]);
  g_string_append_c (out, '\n');
  return hr_cli_print (out);
}

/* What the user can say to have it taken. */
static void
say_way_out (const HrIssues *issues)
{
  gboolean far = FALSE, ambiguous = FALSE;

  for (guint i = 0; i < hr_issues_n (issues); i++)
    {
      far |= hr_issues_get (issues, i)->kind == HR_ISSUE_FAR;
      ambiguous |= hr_issues_get (issues, i)->kind == HR_ISSUE_AMBIGUOUS;
    }
  if (far)
    hr_cli_error (_("Nothing was imported. If these prices are right, say --force."));
  if (ambiguous)
    hr_cli_error (_("Nothing was imported. Say --decimal=point or --decimal=comma."));
}

static int
run_import (HrCli *cli, const HrImportOptions *options, char **arguments)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (arguments[0]);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  HrImportReport  report = { 0 };
  HrImportOptions own = *options;
  gboolean        is_good;

  own.report = &report;
  is_good = hr_catalog_import (cli->catalog, file, &own, issues, &error);
  hr_cli_report (issues, arguments[0]);
  if (!is_good)
    {
      say_way_out (issues);
      if (hr_issues_n_errors (issues) == 0)
        hr_cli_error ("%s: %s", arguments[0], error ? error->message : "?");
      return HR_CLI_REFUSED;
    }
  if (!own.is_dry && !hr_catalog_save (cli->catalog, &error))
    {
      g_clear_pointer (&report.changes, g_ptr_array_unref);
      hr_cli_error (_("The catalog cannot be saved: %s"), error->message);
      return HR_CLI_REFUSED;
    }
  (cli->json ? hr_json_import : hr_print_import) (out, &report, own.is_dry);
  g_clear_pointer (&report.changes, g_ptr_array_unref);
  return hr_cli_print (out);
}

/* Whether @present is a list of the catalog, as exports are, which somebody may have edited since.
 */
static gboolean
is_list (const char *present, gsize size, const char *data)
{
  gsize line = strcspn (data, "\n");

  if (data[0] == '{')
    return g_strstr_len (present, (gssize) MIN (size, 200), "\"headroom-catalog\"") != NULL;
  return size > line && memcmp (present, data, line) == 0;
}

/* An export over a list that differs keeps that one beside it: it may hold prices that were meant
 * to be imported. */
static gboolean
keep_edited (GFile *file, const char *data, gsize length, GError **error)
{
  g_autofree char *present = NULL, *path = NULL, *name = NULL;
  g_autoptr (GFile) copy = NULL;
  gsize size;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_REGULAR
      || !g_file_load_contents (file, NULL, &present, &size, NULL, NULL)
      || (size == length && memcmp (present, data, size) == 0) || !is_list (present, size, data))
    return TRUE;
  path = g_file_get_parse_name (file);
  name = g_strconcat (path, "~", NULL);
  copy = g_file_parse_name (name);
  if (!hr_file_write_gfile (copy, present, size, HR_FILE_WRITE_NONE, error))
    return FALSE;
  hr_cli_error (_("note: the list that was in “%1$s” is kept in “%2$s”."), path, name);
  return TRUE;
}

static int
run_export (HrCli *cli, const HrImportOptions *options, char **arguments)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (arguments[0]);
  g_autofree char *data = NULL;
  gsize            length;
  g_autoptr (GError) error = NULL;

  data = hr_catalog_export_data (cli->catalog, arguments[0], &length);
  if (g_str_equal (arguments[0], "-")
          ? hr_file_write_output ("-", data, length, &error)
          : keep_edited (file, data, length, &error)
                && hr_file_write_gfile (file, data, length, HR_FILE_WRITE_NONE, &error))
    return HR_CLI_DONE;
  hr_cli_error (_("“%1$s” cannot be written: %2$s"), arguments[0], error->message);
  return HR_CLI_REFUSED;
}

static const CatalogVerb verbs[] = {
  { "list", 0, run_list },     { "show", 1, run_show },     { "validate", 1, run_validate },
  { "import", 1, run_import }, { "export", 1, run_export },
};

static gboolean
parse_decimal (const char *text, HrDecimal *decimal)
{
  static const struct
  {
    const char *text;
    HrDecimal   decimal;
  } signs[] = {
    { "point", HR_DECIMAL_POINT }, { ".", HR_DECIMAL_POINT }, { "dot", HR_DECIMAL_POINT },
    { "comma", HR_DECIMAL_COMMA }, { ",", HR_DECIMAL_COMMA }, { "auto", HR_DECIMAL_AUTO },
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i].text, text))
      {
        *decimal = signs[i].decimal;
        return TRUE;
      }
  if (text != NULL)
    hr_cli_error (_("“%s” is no decimal sign; say --decimal=point or --decimal=comma."), text);
  return text == NULL;
}

int
hr_verb_catalog (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autofree char   *decimal = NULL;
  HrImportOptions    options = { 0 };
  const GOptionEntry entries[] = {
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &decimal,
      N_("The decimal sign of an imported table: point or comma"), "SIGN" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.accepts_far,
      N_("Import prices that are far from the present ones, too"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.is_dry,
      N_("Say what an import would change, and write nothing"), NULL },
    { NULL }
  };
  int status;

  hr_cli_init (&cli, hr_cli_find_verb ("catalog"));
  if (!hr_cli_parse (&cli, entries, NULL, 2, &argc, &argv, &status))
    return status;
  if (!parse_decimal (decimal, &options.decimal))
    return HR_CLI_REFUSED;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    {
      if (!g_str_equal (argv[1], verbs[i].name))
        continue;
      if (argc - 2 != verbs[i].n_arguments)
        {
          hr_cli_error (ngettext ("“catalog %s” takes %d argument.",
                                  "“catalog %s” takes %d arguments.",
                                  (gulong) verbs[i].n_arguments),
                        verbs[i].name, verbs[i].n_arguments);
          return HR_CLI_REFUSED;
        }
      cli.edits = verbs[i].run == run_import;
      return hr_cli_load (&cli) ? verbs[i].run (&cli, &options, argv + 2) : HR_CLI_REFUSED;
    }
  hr_cli_error (_("Say one of: catalog list, show, validate, import, export."));
  return HR_CLI_REFUSED;
}
