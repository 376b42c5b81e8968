/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hr-advice-private.h"
#include "hr-software-check.h"

/* How near a reason is to being in: of a card's cells, the one that came furthest speaks. */
static const guint8 nearness[HR_N_REASON] = {
  [HR_REASON_PRECISION] = 1, [HR_REASON_SOFTWARE] = 1, [HR_REASON_HOST] = 2,
  [HR_REASON_MEMORY] = 3,    [HR_REASON_POWER] = 4,    [HR_REASON_DEADLINE] = 5,
  [HR_REASON_BUDGET] = 6,
};

static void
init_message (HrExcluded *excluded, const HrMiss *miss, const HrTerms *terms)
{
  const HrGpu   *gpu = excluded->gpu;
  HrSentence    *s = &excluded->message;
  const HrPrice *price;

  switch (excluded->reason)
    {
    case HR_REASON_VENDOR:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_VENDOR, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_vendor, (int) gpu->vendor), -1);
      break;
    case HR_REASON_SEGMENT:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_SEGMENT, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_segment, (int) gpu->segment), -1);
      break;
    case HR_REASON_NO_PRICE:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_NO_PRICE, HR_UNIT_TEXT, gpu->name, HR_UNIT_GIB,
                        gpu->vram_gib, -1);
      break;
    case HR_REASON_CONDITION:
      price = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY);
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_CONDITION, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_condition, (int) price->condition), HR_UNIT_USD,
                        price->usd, -1);
      break;
    case HR_REASON_MEMORY:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_MEMORY, HR_UNIT_TEXT, gpu->name, HR_UNIT_GIB,
                        miss->need, HR_UNIT_GIB, miss->limit, -1);
      break;
    case HR_REASON_BUDGET:
      if (miss->n_unpriced > 0 && miss->price_usd <= miss->limit)
        hr_sentence_init (s, HR_SENTENCE_EXCLUDED_UNPRICED, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD,
                          miss->price_usd, HR_UNIT_COUNT, (double) miss->n_unpriced, HR_UNIT_USD,
                          miss->limit, -1);
      else
        hr_sentence_init (s, HR_SENTENCE_EXCLUDED_BUDGET, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD,
                          miss->price_usd, HR_UNIT_USD, miss->limit, -1);
      break;
    case HR_REASON_POWER:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_POWER, HR_UNIT_TEXT, gpu->name, HR_UNIT_W,
                        miss->need, HR_UNIT_W, miss->limit, -1);
      break;
    case HR_REASON_DEADLINE:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_DEADLINE, HR_UNIT_TEXT, gpu->name, HR_UNIT_HOURS,
                        miss->need, HR_UNIT_HOURS, miss->limit, -1);
      break;
    case HR_REASON_PRECISION:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_PRECISION, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        "", -1);
      break;
    case HR_REASON_SOFTWARE: /* has a function of its own */
    case HR_REASON_HOST:
    case HR_N_REASON:
    default:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_HOST, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_form, (int) gpu->form), HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_host_kind, (int) terms->constraints.host), -1);
      break;
    }
}

/* What the plan needs and the card does not run; of an open method, what its last choice needs. */
static void
init_software_message (HrExcluded *excluded, const HrSearch *search)
{
  const HrSoftwareFinding *finding = NULL;
  HrSoftwareFindings       findings;

  for (guint i = 0; i < search->n_variants[0] && finding == NULL; i++)
    if (hr_software_check (search->snapshot, &search->variants[0][i].workload, excluded->gpu,
                           &findings)
        == HR_SUPPORT_UNSUPPORTED)
      finding = hr_software_check_worst (&findings);
  if (finding != NULL)
    hr_software_check_sentence (finding, excluded->gpu, &excluded->message);
}

static void
exclude (HrAdvice *advice, HrSearch *search, const HrTerms *terms, guint index)
{
  const HrCell *cells = &search->cells[index * search->max_gpus];
  HrExcluded   *excluded = &advice->excluded[advice->n_excluded];
  HrMiss        best = { .reason = HR_N_REASON };

  *excluded = (HrExcluded){ .gpu = cells->gpu, .change_kind = HR_N_REASON };
  if (!hr_rank_allows (search, terms, cells, &excluded->reason))
    {
      init_message (excluded, NULL, terms);
      hr_excluded_change (excluded, search, terms, cells, NULL);
      advice->n_excluded++;
      return;
    }
  for (guint i = 0; i < MIN (search->max_gpus, terms->constraints.max_gpus); i++)
    {
      HrRanked ranked;
      HrMiss   miss;

      if (hr_rank_cell (search, terms, &cells[i], &ranked))
        return;
      hr_rank_miss (search, terms, &cells[i], &miss);
      if (miss.reason == HR_N_REASON)
        continue;
      if (best.reason == HR_N_REASON || nearness[miss.reason] > nearness[best.reason]
          || (miss.reason == best.reason && miss.need < best.need))
        best = miss;
    }
  excluded->reason = best.reason == HR_N_REASON ? HR_REASON_HOST : best.reason;
  if (excluded->reason == HR_REASON_SOFTWARE)
    init_software_message (excluded, search);
  else
    init_message (excluded, &best, terms);
  hr_excluded_change (excluded, search, terms, cells, &best);
  advice->n_excluded++;
}

static int
compare_excluded (gconstpointer a, gconstpointer b)
{
  const HrExcluded *x = a, *y = b;

  if (x->reason != y->reason)
    return (int) x->reason - (int) y->reason;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->gpu < y->gpu ? -1 : x->gpu > y->gpu;
}

/**
 * hr_excluded_fill:
 *
 * Every card that is in no feasible machine, with one reason, grouped by it, what is
 * nearest to being in first.
 */
void
hr_excluded_fill (HrAdvice      *advice,
                  HrSearch      *search,
                  const HrTerms *terms,
                  GCancellable  *cancellable)
{
  advice->excluded = g_new0 (HrExcluded, MAX (search->n_gpus, 1));
  for (guint i = 0; i < search->n_gpus && !g_cancellable_is_cancelled (cancellable); i++)
    exclude (advice, search, terms, i);
  qsort (advice->excluded, advice->n_excluded, sizeof (HrExcluded), compare_excluded);
}
