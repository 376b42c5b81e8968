/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-config.h"
#include "hr-nearest.h"
#include "hr-table.h"

/* Every verb: a new one is a file of its own and a row here. */
static const HrVerb verbs[] = {
  { "recommend", "[PLAN]", N_("Recommend machines for a plan, within its budget, with reasons"),
    hr_verb_recommend },
  { "reach", "[PLAN]",
    N_("Show what a budget can do: the cheapest machine for each size of the task"),
    hr_verb_reach },
  { "estimate", "[PLAN]", N_("Estimate memory, speed and time on one given system"),
    hr_verb_estimate },
  { "compare", "GPU GPU [GPU…] [PLAN]", N_("Compare two to four cards for a plan"),
    hr_verb_compare },
  { "diagnose", "[PLAN] | --log FILE",
    N_("Say which memory runs out on a given system, and what helps"), hr_verb_diagnose },
  { "catalog", "list|show ID|validate FILE|import FILE|export FILE",
    N_("Look at, check and exchange the catalog of GPUs, RAM, platforms and prices"),
    hr_verb_catalog },
  { "chart", "KIND -o FILE [PLAN]", N_("Draw a chart into an SVG, PNG or PDF file"),
    hr_verb_chart },
  { "inspect", "MODEL_FILE", N_("Say what a config.json, .safetensors or .gguf file holds"),
    hr_verb_inspect },
  { "detect", "[--from FILE]", N_("Say what CPU, RAM and GPUs this machine has"), hr_verb_detect },
  { "batch", "", N_("Answer JSON Lines from standard input, one answer a line"), hr_verb_batch },
};

const HrVerb *
hr_cli_find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return &verbs[i];
  return NULL;
}

static int
print_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HrTable) table = hr_table_new ("ll");

  g_string_append_printf (
      text, "%s\n  headroom-cli %s\n\n%s\n\n", _("Usage:"), _("VERB [OPTION…]"),
      _("Recommends GPUs and machines for a task and a budget, and says why."));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *name = g_strdup_printf ("  %s", verbs[i].name);

      hr_table_add (table, name, _(verbs[i].summary), NULL);
    }
  hr_table_print (table, text);
  g_string_append_printf (
      text, "\n%s\n%s\n",
      _("“headroom-cli VERB --help” tells the options of a verb, "
         "“headroom-cli --version” the version."),
      _("Exit status: 0 done, 1 no feasible answer, 2 the input was refused."));
  return hr_cli_print (text);
}

/* A plan's file without a verb, or its keys alone, ask for a recommendation. */
static gboolean
is_plan (const char *argument)
{
  return g_str_has_suffix (argument, ".headroom") || g_str_has_suffix (argument, ".json")
         || g_str_equal (argument, "-") || g_str_has_prefix (argument, "--");
}

static int
refuse_verb (const char *name)
{
  const char *names[G_N_ELEMENTS (verbs) + 1] = { NULL }, *meant;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    names[i] = verbs[i].name;
  meant = hr_nearest (name, names);
  hr_cli_error (_("There is no verb “%s”. Run “headroom-cli --help” for those that there are."),
                name);
  if (meant != NULL)
    /* Translators: %s is a verb that there is. */
    hr_cli_error (_("Did you mean “%s”?"), meant);
  return HR_CLI_REFUSED;
}

/* "help VERB" is "VERB --help". */
static int
help (int argc, char **argv)
{
  const HrVerb *verb = argc > 2 ? hr_cli_find_verb (argv[2]) : NULL;
  char          flag[] = "--help";
  char         *arguments[] = { argc > 2 ? argv[2] : NULL, flag, NULL };

  if (argc < 3)
    return print_help ();
  return verb != NULL ? verb->run (2, arguments) : refuse_verb (argv[2]);
}

/* "--values FLAG": for the completion of shells. */
static int
print_values (const char *name)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);

  if (g_str_equal (name, "verb"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
        g_string_append_printf (out, "%s\n", verbs[i].name);
      return hr_cli_print (out);
    }
  hr_cli_init (&cli, hr_cli_find_verb ("recommend"));
  if (!hr_cli_load (&cli))
    return HR_CLI_REFUSED;
  hr_plan_flags_values (name, cli.snapshot, out);
  return hr_cli_print (out);
}

int
main (int argc, char *argv[])
{
  const HrVerb *verb;

  setlocale (LC_ALL, "");
  /* A limit of file sizes is an error of writing like a full disk, and said as one. */
  signal (SIGXFSZ, SIG_IGN);
  /* The help is drawn before anything is installed. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("HEADROOM_LOCALE_DIR")
                                       ? g_getenv ("HEADROOM_LOCALE_DIR")
                                       : HR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc < 2)
    {
      hr_cli_error (_("No verb given. Run “headroom-cli --help” to see them."));
      return HR_CLI_REFUSED;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_help ();
  if (g_str_equal (argv[1], "help"))
    return help (argc, argv);
  if (g_str_equal (argv[1], "--values") && argc == 3)
    return print_values (argv[2]);
  if (g_str_equal (argv[1], "--version"))
    {
      g_autoptr (GString) text = g_string_new ("headroom-cli " HR_VERSION "\n");

      return hr_cli_print (text);
    }
  verb = hr_cli_find_verb (argv[1]);
  if (verb != NULL)
    return verb->run (argc - 1, argv + 1);
  if (!is_plan (argv[1]))
    return refuse_verb (argv[1]);
  return hr_cli_find_verb ("recommend")->run (argc, argv);
}
