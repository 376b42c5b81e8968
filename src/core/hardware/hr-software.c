/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-software.h"

#include <string.h>

/* How closely a fact names a card. */
enum
{
  OF_ANOTHER,
  OF_THE_VENDOR,
  OF_THE_ARCHITECTURE,
  OF_THE_CHIP,
};

/* Whether @list has @word, with one of @separators or an end on either side. */
static gboolean
has_word (const char *list, const char *word, char separator)
{
  gsize length = strlen (word);

  for (const char *at = strstr (list, word); at; at = strstr (at + 1, word))
    if ((at == list || at[-1] == separator) && (at[length] == '\0' || at[length] == separator))
      return TRUE;
  return FALSE;
}

static guint
closeness (const HrSoftwareFact *fact, const HrGpu *gpu)
{
  if (fact->vendor != gpu->vendor)
    return OF_ANOTHER;
  if (fact->targets == NULL)
    return OF_THE_VENDOR;
  if (gpu->chip != NULL && has_word (fact->targets, gpu->chip, ' '))
    return OF_THE_CHIP;
  /* Code for compute capability 12.0 runs on 12.1 (CUDA C++ programming guide: binaries are
   * compatible from one minor revision to the next), which few name. */
  if (g_strcmp0 (gpu->chip, "sm_121") == 0 && has_word (fact->targets, "sm_120", ' '))
    return OF_THE_ARCHITECTURE;
  return has_word (fact->targets, hr_enum_nick (&hr_enum_arch, (int) gpu->arch), ' ')
             ? OF_THE_ARCHITECTURE
             : OF_ANOTHER;
}

/* The better of two answers to the same question comes first here. */
static guint
badness (HrSupport status)
{
  switch (status)
    {
    case HR_SUPPORT_SUPPORTED:
      return 0;
    case HR_SUPPORT_PARTIAL:
      return 1;
    case HR_SUPPORT_UNKNOWN:
      return 2;
    case HR_SUPPORT_UNSUPPORTED:
    case HR_N_SUPPORT:
    default:
      return 3;
    }
}

/* What is said of a card, from the facts that name it as closely as any does. */
typedef struct
{
  guint                 closeness;
  HrSupport             status;
  const HrSoftwareFact *fact;
} Said;

/* Of facts about the same features the newest counts. Where it drops the card, and an older release
 * runs, the card is served in part: by that older release. */
static void
hear (Said *said, const HrSoftwareFact *fact, guint close)
{
  const HrSoftwareFact *before = said->fact;
  const HrSoftwareFact *newer = fact, *older = before;

  if (close < said->closeness)
    return;
  if (close > said->closeness || before == NULL)
    {
      *said = (Said){ close, fact->status, fact };
      return;
    }
  if (g_strcmp0 (fact->features, before->features) != 0)
    {
      /* Other features of the same software: that one of them works is what counts. */
      if (badness (fact->status) < badness (said->status))
        *said = (Said){ close, fact->status, fact };
      return;
    }
  if (hr_date_compare (fact->date, before->date) < 0)
    {
      newer = before;
      older = fact;
    }
  if (newer->status == HR_SUPPORT_UNSUPPORTED
      && (older->status == HR_SUPPORT_SUPPORTED || older->status == HR_SUPPORT_PARTIAL))
    *said = (Said){ close, HR_SUPPORT_PARTIAL, newer };
  else
    *said = (Said){ close, newer->status, newer };
}

/**
 * hr_software_status:
 * @facts: (array length=n): the catalog's rows
 * @software: a name, in any case
 * @feature: (nullable): a format, method or back end that has to work as well
 * @gpu: a card
 * @why: (out) (optional) (nullable): the fact that the answer rests on
 *
 * The facts that name the card's chip go before those of its architecture, and these before those
 * of its vendor. A vendor that no fact of the software names is not supported by it; a card that
 * none names is not known. A feature that no fact mentions for the card is as good as the software.
 *
 * Returns: the status; %HR_SUPPORT_SUPPORTED without a fact where the catalog has none of
 * @software: nothing is said of what it does not know.
 */
HrSupport
hr_software_status (const HrSoftwareFact  *facts,
                    guint                  n,
                    const char            *software,
                    const char            *feature,
                    const HrGpu           *gpu,
                    const HrSoftwareFact **why)
{
  Said     whole = { 0 }, any = { 0 }, of_feature = { 0 }, *general;
  gboolean is_known = FALSE, names_vendor = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const HrSoftwareFact *fact = &facts[i];
      guint                 close;

      if (g_ascii_strcasecmp (fact->software, software) != 0)
        continue;
      is_known = TRUE;
      names_vendor |= fact->vendor == gpu->vendor;
      close = closeness (fact, gpu);
      if (close == OF_ANOTHER)
        continue;
      if (fact->features == NULL)
        hear (&whole, fact, close);
      else
        hear (&any, fact, close);
      if (feature != NULL && fact->features != NULL && has_word (fact->features, feature, ';'))
        hear (&of_feature, fact, close);
    }
  general = whole.fact != NULL ? &whole : &any;
  if (of_feature.fact != NULL
      && (whole.fact == NULL || badness (of_feature.status) >= badness (whole.status)))
    general = &of_feature;
  if (why)
    *why = general->fact;
  if (general->fact != NULL)
    return general->status;
  if (!is_known)
    return HR_SUPPORT_SUPPORTED;
  return names_vendor ? HR_SUPPORT_UNKNOWN : HR_SUPPORT_UNSUPPORTED;
}

/**
 * hr_software_need:
 * @software: a static string: what has to run
 * @feature: (nullable): a static string: with what
 *
 * Adds a need to those of a workload.
 */
void
hr_software_need (HrSoftwareNeeds *needs, const char *software, const char *feature)
{
  g_return_if_fail (needs->n < HR_MAX_SOFTWARE_NEEDS);

  needs->needs[needs->n++] = (HrSoftwareNeed){ .choices = { software }, .features = { feature } };
}

/**
 * hr_software_or:
 *
 * Adds a choice to the last need: what would do as well.
 */
void
hr_software_or (HrSoftwareNeeds *needs, const char *software, const char *feature)
{
  HrSoftwareNeed *need;
  guint           i = 0;

  g_return_if_fail (needs->n > 0);
  need = &needs->needs[needs->n - 1];
  while (i < HR_MAX_SOFTWARE_CHOICES && need->choices[i] != NULL)
    i++;
  g_return_if_fail (i < HR_MAX_SOFTWARE_CHOICES);
  need->choices[i] = software;
  need->features[i] = feature;
}

/**
 * hr_software_judge:
 * @facts: (array length=n): the catalog's rows
 * @needs: of a workload
 * @gpu: a card
 * @findings: (out) (optional): one for each need
 *
 * Of the choices that a need leaves the best supported one counts, the earlier of equals.
 *
 * Returns: the worst status of all needs, as it counts; %HR_SUPPORT_SUPPORTED where there are none.
 */
HrSupport
hr_software_judge (const HrSoftwareFact  *facts,
                   guint                  n,
                   const HrSoftwareNeeds *needs,
                   const HrGpu           *gpu,
                   HrSoftwareFindings    *findings)
{
  HrSupport worst = HR_SUPPORT_SUPPORTED;

  if (findings)
    findings->n = needs->n;
  for (guint i = 0; i < needs->n; i++)
    {
      const HrSoftwareNeed *need = &needs->needs[i];
      HrSoftwareFinding     best = { .status = HR_N_SUPPORT };
      HrSupport             counts;

      for (guint k = 0; k < HR_MAX_SOFTWARE_CHOICES && need->choices[k] != NULL; k++)
        {
          HrSoftwareFinding this = { .software = need->choices[k], .feature = need->features[k] };

          this.status = hr_software_status (facts, n, this.software, this.feature, gpu, &this.fact);
          if (k > 0)
            this.usual = need->choices[0];
          if (best.software == NULL || badness (this.status) < badness (best.status))
            best = this;
        }
      if (need->is_demand && best.fact == NULL && best.status == HR_SUPPORT_SUPPORTED)
        best.status = HR_SUPPORT_UNKNOWN;
      counts = needs->is_strict && need->is_named && best.status == HR_SUPPORT_PARTIAL
                   ? HR_SUPPORT_UNSUPPORTED
                   : best.status;
      if (badness (counts) > badness (worst))
        worst = counts;
      if (findings)
        findings->findings[i] = best;
    }
  return worst;
}
