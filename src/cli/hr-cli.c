/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "hr-calibration-json.h"
#include "hr-nearest.h"
#include "hr-plan-keys.h"
#include "hr-string.h"
#include "hr-text.h"

#define MAX_CALIBRATION_BYTES (4 * 1024 * 1024)

void
hr_cli_init (HrCli *self, const HrVerb *verb)
{
  *self = (HrCli){ .verb = verb };
}

void
hr_cli_clear (HrCli *self)
{
  g_free (self->catalog_file);
  g_free (self->calibration_file);
  g_free (self->today_text);
  g_clear_pointer (&self->options, g_option_context_free);
  g_clear_object (&self->catalog);
  g_clear_pointer (&self->own_calibration, g_free);
}

/**
 * hr_cli_error:
 *
 * One line on standard error, after the program's name. Standard output has results only.
 */
void
hr_cli_error (const char *format, ...)
{
  va_list          args;
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  plain = hr_string_printable (text, "");
  fprintf (stderr, "headroom-cli: %s\n", plain);
}

/**
 * hr_cli_report:
 * @file: (nullable): where they come from
 *
 * Prints every issue with its place, warnings as such.
 *
 * Returns: whether there is no error among them.
 */
gboolean
hr_cli_report (const HrIssues *issues, const char *file)
{
  gboolean lists = FALSE;

  for (guint i = 0; i < hr_issues_n (issues); i++)
    {
      const HrIssue   *issue = hr_issues_get (issues, i);
      g_autofree char *text = hr_text_issue (issue);
      g_autofree char *place = hr_text_issue_place (issue);
      const char      *kind = issue->kind == HR_ISSUE_TAKEN ? _("note: ")
                              : hr_issue_is_warning (issue) ? _("warning: ")
                                                            : "";

      if (place[0] == '\0')
        hr_cli_error ("%s%s%s%s", file ? file : "", file ? ": " : "", kind, text);
      else
        hr_cli_error ("%s%s%s: %s%s", file ? file : "", file ? ": " : "", place, kind, text);
      lists |= issue->kind == HR_ISSUE_UNKNOWN_ID || issue->kind == HR_ISSUE_SEVERAL;
    }
  if (hr_issues_n_more (issues) > 0)
    /* Translators: %u faults of a file beside the hundred that stand above. */
    hr_cli_error (ngettext ("… and %u more.", "… and %u more.", hr_issues_n_more (issues)),
                  hr_issues_n_more (issues));
  if (lists)
    hr_cli_error (_("“headroom-cli catalog list” shows all of them."));
  return hr_issues_n_errors (issues) == 0;
}

/**
 * hr_cli_gpu:
 * @text: a card's id or name
 *
 * Returns: (nullable): the card, %NULL after saying that there is none of that name, or several.
 */
const HrGpu *
hr_cli_gpu (const HrCli *self, const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrPlanReader reader = { self->snapshot, issues };
  const char  *id = hr_plan_resolve (&reader, HR_NAME_GPU, text, "");

  hr_cli_report (issues, NULL);
  return id != NULL ? hr_snapshot_gpu (self->snapshot, id) : NULL;
}

/**
 * hr_cli_print:
 * @text: whole results
 *
 * Names come from files and other programs: what would command a terminal is replaced.
 *
 * Returns: the exit status: a full disk or a closed pipe is not success.
 */
int
hr_cli_print (GString *text)
{
  g_autofree char *plain = hr_string_printable (text->str, "\n\t");

  if (fputs (plain, stdout) == EOF || fflush (stdout) != 0)
    {
      hr_cli_error (_("The result cannot be written: %s"), g_strerror (errno));
      return HR_CLI_REFUSED;
    }
  return HR_CLI_DONE;
}

/**
 * hr_cli_read:
 * @file: a name, or "-" for standard input
 * @limit: bytes; a longer file is refused without reading it all
 *
 * Returns: FALSE after saying why not.
 */
gboolean
hr_cli_read (const char *file, gsize limit, char **data, gsize *length)
{
  gboolean is_stdin = g_str_equal (file, "-");
  FILE    *stream = is_stdin ? stdin : fopen (file, "rb");
  g_autoptr (GString) text = g_string_new (NULL);
  char  buffer[65536];
  gsize n;
  int   error;

  if (stream == NULL)
    {
      /* Translators: a file's name and the system's reason. */
      hr_cli_error (_("“%1$s” cannot be read: %2$s"), file, g_strerror (errno));
      return FALSE;
    }
  errno = 0;
  while (text->len <= limit && (n = fread (buffer, 1, sizeof buffer, stream)) > 0)
    g_string_append_len (text, buffer, (gssize) n);
  error = ferror (stream) ? errno : 0;
  if (!is_stdin)
    fclose (stream);
  if (error != 0)
    {
      hr_cli_error (_("“%1$s” cannot be read: %2$s"), file, g_strerror (error));
      return FALSE;
    }
  if (text->len > limit)
    {
      g_autofree char *size = g_format_size_full (limit, G_FORMAT_SIZE_IEC_UNITS);

      hr_cli_error (_("“%1$s” is too large; the limit is %2$s."), file, size);
      return FALSE;
    }
  *length = text->len;
  *data = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

static gboolean
load_calibration (HrCli *self)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *data = NULL;
  gsize            length;

  self->calibration = hr_calibration_default ();
  if (self->calibration_file == NULL)
    return TRUE;
  if (!hr_cli_read (self->calibration_file, MAX_CALIBRATION_BYTES, &data, &length))
    return FALSE;
  self->own_calibration = g_memdup2 (self->calibration, sizeof *self->calibration);
  hr_calibration_parse (data, (gssize) length, self->own_calibration, issues);
  self->calibration = self->own_calibration;
  return hr_cli_report (issues, self->calibration_file);
}

/* Where the window saves what the user changed. */
static GFile *
user_file (void)
{
  g_autofree char *name = g_build_filename (g_get_user_data_dir (), "headroom", "catalog.json",
                                            NULL);

  return g_file_new_for_path (name);
}

static gboolean
load_catalog (HrCli *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  if (self->catalog_file != NULL)
    {
      file = g_file_new_for_commandline_arg (self->catalog_file);
      if (!g_file_query_exists (file, NULL))
        {
          hr_cli_error (_("There is no catalog “%s”."), self->catalog_file);
          return FALSE;
        }
    }
  else
    file = user_file ();
  name = g_file_get_parse_name (file);
  self->catalog = hr_catalog_new (file);
  if (self->edits && !hr_catalog_lock (self->catalog, &error))
    {
      hr_cli_error (_("The catalog cannot be saved: %s"), error->message);
      return FALSE;
    }
  if (!hr_catalog_load (self->catalog, issues, &error))
    {
      hr_cli_report (issues, name);
      if (error != NULL)
        hr_cli_error ("%s", error->message);
      return FALSE;
    }
  self->snapshot = hr_catalog_get_snapshot (self->catalog);
  return hr_cli_report (issues, name);
}

static void
check_clock (HrDate today)
{
  g_autofree char *text = hr_text_wrong_clock (today, hr_catalog_own_date ());

  if (text != NULL)
    hr_cli_error ("%s%s", _("warning: "), text);
}

/**
 * hr_cli_load:
 *
 * Loads the catalog, the calibration and the date of today.
 *
 * Returns: FALSE after saying why not.
 */
gboolean
hr_cli_load (HrCli *self)
{
  if (self->today_text != NULL)
    {
      if (!hr_date_parse (self->today_text, &self->today) || self->today.day == 0)
        {
          hr_cli_error (_("“%s” is not a date of the form YYYY-MM-DD."), self->today_text);
          return FALSE;
        }
    }
  else
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();

      self->today = (HrDate){ (guint16) g_date_time_get_year (now),
                              (guint8) g_date_time_get_month (now),
                              (guint8) g_date_time_get_day_of_month (now) };
      check_clock (self->today);
    }
  return load_calibration (self) && load_catalog (self);
}

static void
add_plan_group (GOptionContext *options, const GOptionEntry *entries)
{
  GOptionGroup *group = g_option_group_new ("plan",
                                            _("Keys of the plan, which override its file:"),
                                            _("Show the keys of the plan"), NULL, NULL);

  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_group_add_entries (group, entries);
  g_option_context_add_group (options, group);
}

/* GOption's own help would exit the process, and would want "--help-all" for the plan's keys. */
static int
print_help (HrCli *self)
{
  g_autofree char *program = g_strdup_printf ("headroom-cli %s", self->verb->name);
  g_autofree char *help = NULL;
  g_autoptr (GString) text = NULL;

  g_set_prgname (program);
  help = g_option_context_get_help (self->options, FALSE, NULL);
  text = g_string_new (help);
  return hr_cli_print (text);
}

static void
add_names (GPtrArray *names, const GOptionEntry *entries)
{
  for (guint i = 0; entries != NULL && entries[i].long_name != NULL; i++)
    if (!(entries[i].flags & G_OPTION_FLAG_HIDDEN))
      g_ptr_array_add (names, (gpointer) entries[i].long_name);
}

/* (nullable): the flag that was meant by the first of @argv that none of @entries is. */
static const char *
meant_flag (char **argv, const GOptionEntry *const *entries, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    add_names (names, entries[i]);
  g_ptr_array_add (names, NULL);
  for (guint i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    {
      g_autofree char *name = NULL;

      if (!g_str_has_prefix (argv[i], "--"))
        continue;
      name = g_strndup (argv[i] + 2, strcspn (argv[i] + 2, "="));
      if (!g_strv_contains ((const char *const *) names->pdata, name))
        return hr_nearest (name, (const char *const *) names->pdata);
    }
  return NULL;
}

/**
 * hr_cli_parse:
 * @entries: (nullable): the verb's own options
 * @plan_entries: (nullable): those of the plan
 * @max_args: how many arguments the verb takes beside options
 * @status: (out): the exit status when the verb has nothing more to do
 *
 * Returns: whether to go on.
 */
gboolean
hr_cli_parse (HrCli              *self,
              const GOptionEntry *entries,
              const GOptionEntry *plan_entries,
              int                 max_args,
              int                *argc,
              char             ***argv,
              int                *status)
{
  const GOptionEntry common[] = { { "catalog", 0, 0, G_OPTION_ARG_FILENAME, &self->catalog_file,
                                    N_("Use this catalog instead of the user’s"), "FILE" },
                                  { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print JSON"),
                                    NULL },
                                  { "today", 0, 0, G_OPTION_ARG_STRING, &self->today_text,
                                    N_("Take this as today’s date for prices"), "DATE" },
                                  { "calibration", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME,
                                    &self->calibration_file, NULL, NULL },
                                  { NULL } };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) typed = NULL;

  self->options = g_option_context_new (self->verb->arguments);
  g_option_context_set_translation_domain (self->options, GETTEXT_PACKAGE);
  g_option_context_set_summary (self->options, self->verb->summary);
  g_option_context_set_description (self->options, self->description);
  g_option_context_add_main_entries (self->options, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (self->options, entries, GETTEXT_PACKAGE);
  if (plan_entries != NULL)
    add_plan_group (self->options, plan_entries);
  g_option_context_set_help_enabled (self->options, FALSE);
  for (int i = 1; i < *argc && !g_str_equal ((*argv)[i], "--"); i++)
    if (g_str_equal ((*argv)[i], "--help") || g_str_equal ((*argv)[i], "-h"))
      {
        *status = print_help (self);
        return FALSE;
      }
  *status = HR_CLI_REFUSED;
  typed = g_strdupv (*argv);
  if (!g_option_context_parse (self->options, argc, argv, &error))
    {
      const GOptionEntry *const all[] = { common, entries, plan_entries };
      const char               *meant = meant_flag (typed, all, G_N_ELEMENTS (all));

      hr_cli_error ("%s", error->message);
      if (meant != NULL && g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        /* Translators: %s is a flag that there is. */
        hr_cli_error (_("Did you mean “--%s”?"), meant);
    }
  else if (*argc - 1 > max_args)
    hr_cli_error (_("“%s” is one argument too many."), (*argv)[max_args + 1]);
  else
    return TRUE;
  hr_cli_error (_("Run “headroom-cli %s --help” to see what is allowed."), self->verb->name);
  return FALSE;
}
