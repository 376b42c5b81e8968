/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-gpu-match.h"
#include "hr-print-log.h"
#include "hr-table.h"
#include "hr-text.h"

static void
write_known (HrJsonWriter *json, const char *key, double value)
{
  if (value > 0)
    hr_json_number (json, key, value);
  else
    hr_json_null (json, key);
}

/* A name that stands for several cards: a list of PCI ids has one for two. */
static void
write_candidates (HrJsonWriter *json, const HrDetectedGpu *gpu, const HrGpuNames *names)
{
  const HrGpuMatchHints hints = { .device_gib = gpu->vram_gib, .is_driver = TRUE };
  HrGpuMatch            match;

  if (gpu->gpu[0] != '\0' || gpu->name[0] == '\0')
    return;
  hr_gpu_names_match (names, gpu->name, &hints, &match);
  if (match.kind != HR_GPU_MATCH_SEVERAL)
    return;
  hr_json_begin_array (json, "could_be");
  for (guint i = 0; i < match.n; i++)
    hr_json_string (json, NULL, match.gpus[i]->id);
  hr_json_end_array (json);
}

/* The members are what a plan's "system" takes; @log: (nullable): where it was read. */
static void
print_json (GString *out, const HrMachine *machine, const HrLog *log, const HrSnapshot *snapshot)
{
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (snapshot);
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  hr_json_begin_object (&json, NULL);
  hr_json_string (&json, "cpu", machine->cpu[0] ? machine->cpu : NULL);
  write_known (&json, "cpu_cores", machine->cpu_cores);
  write_known (&json, "cpu_threads", machine->cpu_threads);
  hr_json_string (&json, "platform", machine->platform[0] ? machine->platform : NULL);
  write_known (&json, "ram_gib", machine->ram_gib);
  write_known (&json, "ram_free_gib", machine->ram_free_gib);
  hr_json_begin_array (&json, "gpus");
  for (guint i = 0; i < machine->n_gpus; i++)
    {
      const HrDetectedGpu *gpu = &machine->gpus[i];
      gboolean             is_known = gpu->name[0] != '\0' || gpu->pci[0] != '\0';

      hr_json_begin_object (&json, NULL);
      hr_json_string (&json, "name", gpu->name[0] ? gpu->name : NULL);
      hr_json_string (&json, "pci", gpu->pci[0] ? gpu->pci : NULL);
      hr_json_string (&json, "gpu", gpu->gpu[0] ? gpu->gpu : NULL);
      hr_json_string (&json, "vendor",
                      is_known ? hr_enum_nick (&hr_enum_vendor, (int) gpu->vendor) : NULL);
      write_known (&json, "vram_gib", gpu->vram_gib);
      write_known (&json, "free_gib", gpu->free_gib);
      write_candidates (&json, gpu, names);
      hr_json_end_object (&json);
    }
  hr_json_end_array (&json);
  if (log != NULL)
    {
      hr_json_begin_object (&json, "said");
      hr_json_log_facts (&json, log);
      hr_json_end_object (&json);
    }
  hr_json_end_object (&json);
  g_string_append_c (out, '\n');
}

static char *
known_gib (double gib)
{
  return gib > 0 ? hr_text_gib (gib) : g_strdup (C_("not known", "–"));
}

static void
print_human (GString *out, const HrMachine *machine)
{
  g_autoptr (HrTable) table = hr_table_new ("llll");
  g_autofree char *ram = known_gib (machine->ram_gib);
  g_autofree char *cores = NULL;

  /* Translators: the cores and threads of a CPU. */
  cores = g_strdup_printf (_("%1$u cores, %2$u threads"), machine->cpu_cores,
                           machine->cpu_threads);
  hr_table_add (table, _("CPU"), machine->cpu[0] ? machine->cpu : C_("not known", "–"), cores,
                NULL);
  hr_table_add (table, _("RAM"), ram, NULL);
  for (guint i = 0; i < machine->n_gpus; i++)
    {
      const HrDetectedGpu *gpu = &machine->gpus[i];
      g_autofree char     *memory = known_gib (gpu->vram_gib);

      hr_table_add (table, _("GPU"), gpu->name, memory,
                    gpu->gpu[0] ? gpu->gpu : _("not in the catalog"), NULL);
    }
  hr_table_print (table, out);
  if (machine->n_gpus == 0)
    g_string_append_printf (out, "%s\n", _("No GPU was found."));
}

/* The description of a machine, in whatever program's words. */
static int
detect_from (HrCli *cli, const char *file, GString *out)
{
  g_autofree char *data = NULL;
  g_autoptr (HrLog) log = NULL;
  g_autofree HrMachine *machine = g_new0 (HrMachine, 1);
  gsize                 length;
  int                   status;

  if (!hr_cli_read (file, HR_LOG_MAX_BYTES, &data, &length))
    return HR_CLI_REFUSED;
  log = hr_log_read (data, length);
  hr_log_machine (log, cli->snapshot, machine);
  if (cli->json)
    print_json (out, machine, log, cli->snapshot);
  else
    hr_print_log (out, log, cli->snapshot);
  status = hr_cli_print (out);
  /* Neither a card nor a processor nor RAM: the text is none of those that are known. */
  if (status == HR_CLI_DONE && machine->n_gpus == 0 && machine->cpu[0] == '\0'
      && !(machine->ram_gib > 0))
    status = HR_CLI_INFEASIBLE;
  return status;
}

int
hr_verb_detect (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree HrMachine *machine = g_new0 (HrMachine, 1);
  g_autofree char      *from = NULL;
  const GOptionEntry    entries[] = {
       { "from", 0, 0, G_OPTION_ARG_FILENAME, &from,
         N_("Read a description of a machine: of nvidia-smi, lspci -nn, dxdiag, …; “-” is standard "
                "input"),
         "FILE" },
       { NULL }
  };
  int status;

  hr_cli_init (&cli, hr_cli_find_verb ("detect"));
  if (!hr_cli_parse (&cli, entries, NULL, 0, &argc, &argv, &status))
    return status;
  if (!hr_cli_load (&cli))
    return HR_CLI_REFUSED;
  if (from != NULL)
    return detect_from (&cli, from, out);
  hr_detect (NULL, cli.snapshot, machine);
  if (cli.json)
    print_json (out, machine, NULL, cli.snapshot);
  else
    print_human (out, machine);
  return hr_cli_print (out);
}
