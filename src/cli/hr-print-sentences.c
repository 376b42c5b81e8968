/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-advice.h"

#include <glib/gi18n-lib.h>

#include "hr-text.h"

void
hr_print_sentences (GString          *out,
                    const char       *heading,
                    const HrSentence *sentences,
                    guint             n,
                    const char       *currency,
                    const HrSnapshot *snapshot)
{
  if (n == 0)
    return;
  g_string_append_printf (out, "\n%s\n", heading);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hr_text_sentence (&sentences[i], currency, snapshot);

      g_string_append_printf (out, "  • %s\n", text);
    }
}

void
hr_print_thresholds (GString           *out,
                     const HrThreshold *thresholds,
                     guint              n,
                     const char        *currency,
                     const HrSnapshot  *snapshot)
{
  if (n == 0)
    return;
  g_string_append_printf (out, "\n%s\n", _("What would change it"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hr_text_sentence (&thresholds[i].message, currency, snapshot);

      g_string_append_printf (out, "  • %s\n", text);
    }
}
