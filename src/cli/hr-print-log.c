/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-log.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "hr-table.h"
#include "hr-text.h"

static void
write_known (HrJsonWriter *json, const char *key, double value)
{
  if (value > 0)
    hr_json_number (json, key, value);
}

static void
write_gpus (HrJsonWriter *json, const HrLog *log)
{
  hr_json_begin_array (json, "gpus");
  for (guint i = 0; i < log->gpus->len; i++)
    {
      const HrLogGpu *gpu = &g_array_index (log->gpus, HrLogGpu, i);

      hr_json_begin_object (json, NULL);
      if (gpu->name[0] != '\0')
        hr_json_string (json, "name", gpu->name);
      if (gpu->pci[0] != '\0')
        hr_json_string (json, "pci_id", gpu->pci);
      if (gpu->is_integrated)
        hr_json_boolean (json, "integrated", TRUE);
      write_known (json, "total_gib", gpu->total_gib);
      write_known (json, "used_gib", gpu->used_gib);
      write_known (json, "free_gib", gpu->free_gib);
      write_known (json, "shared_gib", gpu->shared_gib);
      write_known (json, "power_limit_w", gpu->power_limit_w);
      write_known (json, "pcie_lanes", gpu->pcie_width);
      write_known (json, "pcie_gen", gpu->pcie_gen);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}

static void
write_list (HrJsonWriter *json, const HrLogFact *fact)
{
  g_auto (GStrv) numbers = g_strsplit (fact->text, ",", 32);

  hr_json_begin_array (json, fact->key);
  for (guint i = 0; numbers[i] != NULL; i++)
    hr_json_number (json, NULL, g_ascii_strtod (numbers[i], NULL));
  hr_json_end_array (json);
}

/**
 * hr_json_log_facts:
 *
 * The members of an object that is open: what the text says, and nothing that it does not say.
 */
void
hr_json_log_facts (HrJsonWriter *json, const HrLog *log)
{
  for (guint i = 0; i < log->facts->len; i++)
    {
      const HrLogFact *fact = &g_array_index (log->facts, HrLogFact, i);

      if (log->gpus->len > 0 && g_str_equal (fact->key, "gpus"))
        continue;
      if (fact->kind == HR_LOG_FACT_NUMBER)
        hr_json_number (json, fact->key, fact->number);
      else if (fact->kind == HR_LOG_FACT_FLAG)
        hr_json_boolean (json, fact->key, fact->number > 0);
      else if (fact->kind == HR_LOG_FACT_LIST)
        write_list (json, fact);
      else
        hr_json_string (json, fact->key, fact->text);
    }
  if (log->gpus->len > 0)
    write_gpus (json, log);
}

static void
write_texts (HrJsonWriter *json, const char *key, char **texts)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; texts[i] != NULL; i++)
    hr_json_string (json, NULL, texts[i]);
  hr_json_end_array (json);
}

/**
 * hr_json_log:
 * @plan: as far as the text fills it in
 * @asks: keys that it leaves open
 */
void
hr_json_log (HrJsonWriter *json, const char *key, const HrLog *log, JsonObject *plan, char **asks)
{
  g_auto (GStrv) sentences = hr_log_sentences (log);
  g_auto (GStrv) remedies = hr_log_remedies (log);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, plan);
  hr_json_begin_object (json, key);
  hr_json_string (json, "class", hr_log_class_nick (log->klass));
  hr_json_begin_object (json, "facts");
  hr_json_log_facts (json, log);
  hr_json_end_object (json);
  write_texts (json, "sentences", sentences);
  write_texts (json, "remedies", remedies);
  hr_json_node (json, "plan", node);
  write_texts (json, "asks", asks);
  hr_json_end_object (json);
}

static char *
describe_gpu (const HrLogGpu *gpu, const HrDetectedGpu *match)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *total = hr_text_gib (gpu->total_gib), *used = hr_text_gib (gpu->used_gib);
  g_autofree char *shared = hr_text_gib (gpu->shared_gib);
  g_autofree char *memory = NULL;

  if (gpu->total_gib > 0 && gpu->used_gib > 0)
    /* Translators: amounts of memory: of a card, and how much of it is in use. */
    memory = g_strdup_printf (_("%1$s, %2$s in use"), total, used);
  else if (gpu->total_gib > 0)
    memory = g_strdup (total);
  else
    memory = g_strdup (_("memory not known"));
  g_strv_builder_add (builder, memory);
  if (gpu->shared_gib > 0)
    {
      g_autofree char *lent = g_strdup_printf (_("%s of RAM that it may borrow"), shared);

      g_strv_builder_add (builder, lent);
    }
  if (gpu->is_integrated)
    g_strv_builder_add (builder, _("inside the processor"));
  else
    g_strv_builder_add (builder,
                        match->gpu[0] ? match->gpu : _("not clear which card of the catalog"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (", ", parts);
}

static void
print_gpus (GString *out, const HrLog *log, const HrSnapshot *snapshot)
{
  g_autofree HrMachine *machine = g_new0 (HrMachine, 1);
  g_autoptr (HrTable) table = hr_table_new ("rll");

  if (log->gpus->len == 0)
    return;
  hr_log_machine (log, snapshot, machine);
  for (guint i = 0; i < log->gpus->len && i < machine->n_gpus; i++)
    {
      const HrLogGpu  *gpu = &g_array_index (log->gpus, HrLogGpu, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *about = describe_gpu (gpu, &machine->gpus[i]);

      hr_table_add (table, number, gpu->name[0] ? gpu->name : _("name not said"), about, NULL);
    }
  g_string_append_printf (out, "\n%s\n", _("GPUs"));
  hr_table_print (table, out);
}

/**
 * hr_print_log:
 *
 * What happened, the figures, and what helps.
 */
void
hr_print_log (GString *out, const HrLog *log, const HrSnapshot *snapshot)
{
  g_auto (GStrv) sentences = hr_log_sentences (log);
  g_auto (GStrv) remedies = hr_log_remedies (log);
  g_autoptr (HrTable) table = hr_table_new ("ll");

  for (guint i = 0; sentences[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", sentences[i]);
  for (guint i = 0; i < log->facts->len; i++)
    {
      const HrLogFact *fact = &g_array_index (log->facts, HrLogFact, i);
      g_autofree char *text = hr_log_fact_text (fact);

      hr_table_add (table, hr_log_fact_label (fact->key), text, NULL);
    }
  if (log->facts->len > 0)
    {
      g_string_append_printf (out, "\n%s\n", _("What the text says"));
      hr_table_print (table, out);
    }
  print_gpus (out, log, snapshot);
  if (remedies[0] != NULL)
    g_string_append_printf (out, "\n%s\n", _("What helps"));
  for (guint i = 0; remedies[i] != NULL; i++)
    g_string_append_printf (out, "%u. %s\n", i + 1, remedies[i]);
}

/**
 * hr_print_log_asks:
 *
 * What a plan needs beside what the text says.
 */
void
hr_print_log_asks (GString *out, char **asks)
{
  g_autofree char *list = g_strjoinv (", ", asks);

  if (asks[0] != NULL)
    {
      g_string_append_c (out, '\n');
      /* Translators: %s is a list of keys of a plan: "workload.model, system.gpu". */
      g_string_append_printf (
          out, _("Not known: %s. Name it with --task, --model or --gpu to get the arithmetic."),
          list);
      g_string_append_c (out, '\n');
    }
}
