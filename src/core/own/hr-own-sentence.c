/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-own-private.h"

static void
say_keep (HrChange *c)
{
  HrSentence       *s = &c->sentence;
  const HrEstimate *e = &c->estimate;

  if (c->is_feasible && c->is_slow)
    hr_sentence_init (s, HR_SENTENCE_OWN_SLOW, HR_UNIT_SECONDS, e->seconds, HR_UNIT_TOKENS_S,
                      e->throughput.value / MAX (c->settings.llm.batch, 1), -1);
  else if (c->is_feasible)
    hr_sentence_init (s, HR_SENTENCE_OWN_KEEP, HR_UNIT_SECONDS, e->seconds, HR_UNIT_USD,
                      c->cost.energy_usd, -1);
  else if (c->reason == HR_REASON_MEMORY)
    hr_sentence_init (s, HR_SENTENCE_OWN_SHORT, HR_UNIT_GIB, e->required_gib, HR_UNIT_TEXT,
                      c->build.gpu->name, HR_UNIT_GIB, e->available_gib, -1);
  else if (c->reason == HR_REASON_HOST)
    hr_sentence_init (s, HR_SENTENCE_OWN_SHORT_RAM, HR_UNIT_GIB, e->host_required_gib, HR_UNIT_GIB,
                      c->build.host.ram_gib, -1);
  else if (c->reason == HR_REASON_DEADLINE)
    hr_sentence_init (s, HR_SENTENCE_OWN_LATE, HR_UNIT_SECONDS, e->seconds, -1);
  else
    hr_sentence_init (s, HR_SENTENCE_OWN_REFUSED, HR_UNIT_TEXT,
                      hr_enum_nick (&hr_enum_reason, (int) c->reason), -1);
}

#define CARDS(gpu, n) HR_UNIT_TEXT, (gpu)->name, HR_UNIT_COUNT, (double) (n)

/* What is done, what it costs beyond what is sold, how long a run then takes and what it costs. */
void
hr_own_say (const HrOwn *own, HrChange *c)
{
  HrSentence    *s = &c->sentence;
  const HrBuild *b = &c->build;
  const HrGpu   *gpu = b->gpu;
  double         seconds = c->estimate.seconds, job = c->cost.job_usd;

  switch (c->kind)
    {
    case HR_OWN_CHANGE_KEEP:
      say_keep (c);
      return;
    case HR_OWN_CHANGE_RAM:
      hr_sentence_init (s, HR_SENTENCE_OWN_RAM, HR_UNIT_GIB, b->ram_gib, HR_UNIT_USD, c->net_usd,
                        HR_UNIT_SECONDS, seconds, HR_UNIT_USD, job, -1);
      return;
    case HR_OWN_CHANGE_HOST:
      hr_sentence_init (s, HR_SENTENCE_OWN_HOST, HR_UNIT_TEXT, b->platform->name, HR_UNIT_USD,
                        c->net_usd, HR_UNIT_SECONDS, seconds, HR_UNIT_USD, job, -1);
      return;
    case HR_OWN_CHANGE_ADD:
      hr_sentence_init (s, HR_SENTENCE_OWN_ADD, CARDS (gpu, b->gpu_count - own->machine.gpu_count),
                        HR_UNIT_USD, c->net_usd, HR_UNIT_SECONDS, seconds, HR_UNIT_USD, job, -1);
      return;
    case HR_OWN_CHANGE_REPLACE:
      if (c->net_usd < 0)
        {
          hr_sentence_init (s, HR_SENTENCE_OWN_BACK, CARDS (gpu, b->gpu_count), HR_UNIT_USD,
                            -c->net_usd, HR_UNIT_USD, c->sold_usd, HR_UNIT_SECONDS, seconds,
                            HR_UNIT_USD, job, -1);
          return;
        }
      hr_sentence_init (s, HR_SENTENCE_OWN_REPLACE, CARDS (gpu, b->gpu_count), HR_UNIT_USD,
                        c->net_usd, HR_UNIT_USD, c->sold_usd, HR_UNIT_SECONDS, seconds, HR_UNIT_USD,
                        job, -1);
      return;
    case HR_OWN_CHANGE_SECOND:
      hr_sentence_init (s, HR_SENTENCE_OWN_SECOND, CARDS (gpu, b->gpu_count), HR_UNIT_USD,
                        c->net_usd, HR_UNIT_SECONDS, seconds, HR_UNIT_USD, job, -1);
      return;
    case HR_OWN_CHANGE_RENT:
      hr_sentence_init (s, HR_SENTENCE_OWN_RENT, CARDS (gpu, b->gpu_count), HR_UNIT_TEXT,
                        c->cost.rent->provider, HR_UNIT_USD_HOUR, c->cost.rent_hour_usd,
                        HR_UNIT_SECONDS, seconds, HR_UNIT_USD, job, -1);
      return;
    case HR_N_OWN_CHANGE:
    default:
      g_assert_not_reached ();
    }
}
