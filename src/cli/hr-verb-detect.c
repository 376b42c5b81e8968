/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-detect.h"
#include "hr-json-writer.h"
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

/* The members "system" are what a plan's section of that name takes. */
static void
print_json (GString *out, const HrMachine *machine)
{
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

      hr_json_begin_object (&json, NULL);
      hr_json_string (&json, "name", gpu->name);
      hr_json_string (&json, "pci", gpu->pci[0] ? gpu->pci : NULL);
      hr_json_string (&json, "gpu", gpu->gpu[0] ? gpu->gpu : NULL);
      hr_json_string (&json, "vendor", hr_enum_nick (&hr_enum_vendor, (int) gpu->vendor));
      write_known (&json, "vram_gib", gpu->vram_gib);
      write_known (&json, "free_gib", gpu->free_gib);
      hr_json_end_object (&json);
    }
  hr_json_end_array (&json);
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

int
hr_verb_detect (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree HrMachine *machine = g_new0 (HrMachine, 1);
  int                   status;

  hr_cli_init (&cli, hr_cli_find_verb ("detect"));
  if (!hr_cli_parse (&cli, NULL, NULL, 0, &argc, &argv, &status))
    return status;
  if (!hr_cli_load (&cli))
    return HR_CLI_REFUSED;
  hr_detect (NULL, cli.snapshot, machine);
  if (cli.json)
    print_json (out, machine);
  else
    print_human (out, machine);
  return hr_cli_print (out);
}
