/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-advice.h"

#include <glib/gi18n-lib.h>

#include "hr-print-estimate.h"
#include "hr-table.h"
#include "hr-text.h"

static void
print_shortage (GString *out, const HrDiagnosis *diagnosis)
{
  g_autofree char *vram = hr_text_gib (diagnosis->vram_short_gib);
  g_autofree char *ram = hr_text_gib (diagnosis->ram_short_gib);

  if (diagnosis->vram_short_gib > 0)
    {
      g_string_append_printf (
          out,
          _("GPU memory runs out: %s are missing on each GPU. The run ends with "
             "an out-of-memory error."),
          vram);
      g_string_append_c (out, '\n');
    }
  if (diagnosis->ram_short_gib > 0)
    {
      g_string_append_printf (
          out, _("RAM runs out: %s are missing. The machine swaps or ends the process."), ram);
      g_string_append_c (out, '\n');
    }
  if (!(diagnosis->vram_short_gib > 0) && !(diagnosis->ram_short_gib > 0))
    g_string_append_printf (out, "%s\n", _("Neither GPU memory nor RAM runs out."));
}

/**
 * hr_print_diagnosis:
 *
 * Which memory runs out, and the remedies, those that are enough first.
 */
void
hr_print_diagnosis (GString *out, const HrDiagnosis *diagnosis, const HrSnapshot *snapshot)
{
  const char *currency = diagnosis->plan.constraints.currency;
  g_autoptr (HrTable) table = hr_table_new ("llrrrl");

  hr_print_fit (out, &diagnosis->estimate);
  print_shortage (out, diagnosis);
  if (diagnosis->n_remedies == 0)
    return;
  g_string_append_printf (out, "\n%s\n", _("What helps"));
  hr_table_add (table, _("Remedy"), _("Enough"), _("Saves"), _("Time"), _("Price"), "", NULL);
  hr_table_rule (table);
  for (guint i = 0; i < diagnosis->n_remedies; i++)
    {
      const HrRemedy  *remedy = &diagnosis->remedies[i];
      g_autofree char *saves = hr_text_gib (remedy->saves_gib);
      g_autofree char *ratio = hr_text_number (remedy->slowdown, 3);
      g_autofree char *slowdown = g_strdup_printf ("× %s", ratio);
      g_autofree char *price = remedy->usd > 0 ? hr_text_money (remedy->usd, currency, snapshot)
                                               : g_strdup ("–");
      g_autofree char *gpu = NULL;

      if (remedy->gpu != NULL)
        gpu = g_strdup_printf (_("%1$u × %2$s"), remedy->gpu_count, remedy->gpu->name);
      hr_table_add (table, hr_text_remedy (remedy->kind), remedy->is_enough ? _("yes") : _("no"),
                    saves, remedy->slowdown > 0 ? slowdown : "–", price,
                    gpu                       ? gpu
                    : remedy->changes_quality ? _("can change the result’s quality")
                                              : "",
                    NULL);
    }
  hr_table_print (table, out);
}
