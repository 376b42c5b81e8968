/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include "hr-text.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  guint       marks; /* all of them; 0 = always */
  const char *text;
} Sentence;

/* A figure of a log, with the decimals that people look for: "147.3 GiB". */
static char *
gib_text (double gib)
{
  g_autofree char *number = NULL;

  if (!(gib >= 100 && gib < 100000))
    return hr_text_gib (gib);
  number = hr_text_number (gib, 4);
  return g_strconcat (number, "\302\240", _("GiB"), NULL);
}

/* What the class says in a sentence; the first whose marks were seen. */
static const char *
headline (const HrLog *self)
{
  static const struct
  {
    HrLogClass  klass;
    guint       marks;
    const char *text;
  } lines[] = {
    { HR_LOG_GPU_MEMORY, 0, N_("GPU memory ran out.") },
    { HR_LOG_GPU_FRAGMENTED, 0,
      N_("GPU memory is fragmented: enough of it lies unused in the framework’s cache, but in "
          "pieces that are too small.") },
    { HR_LOG_GPU_OTHER_PROCESS, 0,
      N_("Another process uses the GPU memory that this run is missing.") },
    { HR_LOG_HOST_MEMORY, HR_MARK_COMMIT,
      N_("Windows cannot commit more memory: RAM and the paging file together are used up.") },
    { HR_LOG_HOST_MEMORY, HR_MARK_CGROUP,
      N_("The run reached the memory limit of its container or job. That is RAM, not memory of "
          "the "
          "GPU.") },
    { HR_LOG_HOST_MEMORY, 0, N_("RAM, the system memory of the machine, ran out.") },
    { HR_LOG_SHARED_MEMORY, 0,
      N_("The container’s shared memory (/dev/shm) is too small. It holds what worker processes "
          "hand over.") },
    { HR_LOG_INDEX_LIMIT, 0,
      N_("A limit on sizes or indices was reached. More memory does not lift it.") },
    { HR_LOG_KV_CACHE, HR_MARK_FULL,
      N_("The KV cache is full. It is as large as it was set up, and no allocation failed.") },
    { HR_LOG_KV_CACHE, 0,
      N_("The weights fit, but the KV cache that can be had beside them is too small.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_ECC,
      N_("No memory ran out: memory of the card is faulty, or its contents were damaged.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_BUS,
      N_("No memory ran out: the machine has lost the card. Look at its power cables, slot and "
          "riser, and at its temperature.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_BUILD,
      N_("No memory ran out: the installed build of the program does not support this card or "
          "driver.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_TIMEOUT,
      N_("No memory ran out: the processes waited for each other until they timed out.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_ONCHIP,
      N_("No memory ran out: one kernel needs more on-chip memory than a multiprocessor has. The "
          "size of the card’s memory does not matter.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_ACCESS,
      N_("No memory ran out: a kernel accessed an address that is not its own, which is a fault "
          "of "
          "a program.") },
    { HR_LOG_NOT_MEMORY, HR_MARK_WARNING,
      N_("No memory ran out for good: it is a warning, not a failure, and the run went on.") },
    { HR_LOG_NOT_MEMORY, 0, N_("No memory ran out: the failure is another one.") },
    { HR_LOG_LISTING, 0, N_("The text describes a machine. It shows no failure.") },
    { HR_LOG_UNKNOWN, HR_MARK_KILLED,
      N_("The process was killed (SIGKILL; exit code 137 means the same). The text does not say "
          "by "
          "whom: it could be the kernel’s OOM killer, a limit, or a person. dmesg or the log of "
          "the "
          "container may tell.") },
    { HR_LOG_UNKNOWN, HR_MARK_CRASHED,
      N_("The program crashed. The text does not say why; a crash alone shows no lack of "
          "memory.") },
    { HR_LOG_UNKNOWN, HR_MARK_GPU,
      N_("The figures contradict each other: more was free than was asked for.") },
    { HR_LOG_UNKNOWN, HR_MARK_ESTIMATE,
      N_("The text estimates what the run will need. It shows no failure.") },
    { HR_LOG_UNKNOWN, 0, N_("The text does not show which memory ran out, nor that any did.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i].klass == self->klass && (self->marks & lines[i].marks) == lines[i].marks)
      return _(lines[i].text);
  return "";
}

static void
add (GStrvBuilder *builder, char *text)
{
  g_strv_builder_add (builder, text);
  g_free (text);
}

/* "12 GiB were asked for, 1.2 GiB of 23.6 GiB were free." */
static void
add_figures (const HrLog *self, GStrvBuilder *builder)
{
  gboolean         is_host = self->klass == HR_LOG_HOST_MEMORY;
  double           wanted = hr_log_number (self, "wanted_gib", NAN);
  double           there = hr_log_number (self, is_host ? "ram_free_gib" : "free_gib", NAN);
  double           total = hr_log_number (self, is_host ? "ram_total_gib" : "total_gib", NAN);
  g_autofree char *wanted_text = gib_text (wanted), *there_text = gib_text (there);
  g_autofree char *total_text = gib_text (total);

  if (self->klass == HR_LOG_LISTING || self->klass == HR_LOG_NOT_MEMORY)
    return;
  if (!isnan (wanted) && !isnan (there) && !isnan (total))
    add (builder, g_strdup_printf (_("It asked for %1$s; %2$s of %3$s were free."), wanted_text,
                                   there_text, total_text));
  else if (!isnan (wanted) && !isnan (there))
    add (builder,
         g_strdup_printf (_("It asked for %1$s; %2$s were free."), wanted_text, there_text));
  else if (!isnan (wanted))
    add (builder, g_strdup_printf (_("It asked for %s."), wanted_text));
}

/**
 * hr_log_sentences:
 *
 * Returns: (transfer full): what happened, in words
 */
GStrv
hr_log_sentences (const HrLog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *foreign = gib_text (self->foreign_gib);
  g_autofree char *unused = gib_text (self->unused_gib);
  const HrLogFact *unified = hr_log_fact (self, "unified_memory");
  double           percent = hr_log_number (self, "ram_used_percent", 0);

  g_strv_builder_add (builder, headline (self));
  add_figures (self, builder);
  if (self->klass == HR_LOG_GPU_OTHER_PROCESS && self->foreign_gib > 0)
    add (builder, g_strdup_printf (_("Others hold %s of this card."), foreign));
  if (self->klass == HR_LOG_GPU_FRAGMENTED)
    add (builder,
         g_strdup_printf (_("%s lie unused in the cache, more than it asked for."), unused));
  if (self->klass == HR_LOG_GPU_MEMORY && unified != NULL)
    g_strv_builder_add (builder,
                        _("The card and the system share one memory (unified memory); the "
                           "part that the card may use is used up."));
  if (self->klass == HR_LOG_GPU_MEMORY && (self->marks & HR_MARK_LOADING)
      && !(self->marks & HR_MARK_KV))
    g_strv_builder_add (builder,
                        _("It happened while the weights were being loaded: they need more than "
                           "the card has, before any context."));
  if (self->klass == HR_LOG_GPU_MEMORY && (self->marks & HR_MARK_COMPUTE)
      && hr_log_fact (self, "model_buffer_gib") != NULL)
    g_strv_builder_add (builder,
                        _("The weights and the context have their place; the compute buffer "
                           "did not find one."));
  if ((self->klass == HR_LOG_HOST_MEMORY || self->klass == HR_LOG_GPU_MEMORY)
      && (self->marks & HR_MARK_LEAK))
    {
      g_autofree char *from = gib_text (hr_log_number (self, "grew_from_gib", 0));
      g_autofree char *to = gib_text (hr_log_number (self, "grew_to_gib", 0));

      add (builder, g_strdup_printf (_("What is in use grew from %1$s to %2$s while it ran: "
                                        "something is kept that should be freed."),
                                     from, to));
    }
  if (self->klass == HR_LOG_HOST_MEMORY && percent > 0)
    {
      g_autofree char *share = hr_text_percent (percent / 100);

      add (builder, g_strdup_printf (_("Just before, %s of the RAM were in use."), share));
    }
  return g_strv_builder_end (builder);
}

/**
 * hr_log_fact_label:
 * @key: of a fact
 *
 * Returns: what a reader calls it; the key itself where there is no better word
 */
const char *
hr_log_fact_label (const char *key)
{
  static const struct
  {
    const char *key, *label;
  } labels[] = {
    { "framework", N_("Program") },
    { "backend", N_("Backend") },
    { "gpu", N_("GPU") },
    { "gpu_index", N_("Number of the GPU") },
    { "model", N_("Model") },
    { "wanted_gib", N_("Asked for") },
    { "total_gib", N_("The card has") },
    { "free_gib", N_("Free on the card") },
    { "allocated_gib", N_("Allocated") },
    { "reserved_gib", N_("Reserved") },
    { "reserved_unallocated_gib", N_("Reserved, not in use") },
    { "cached_gib", N_("In the cache, not in use") },
    { "process_gib", N_("This process") },
    { "other_process_gib", N_("Other processes") },
    { "other_process_name", N_("Largest of them") },
    { "limit_gib", N_("Limit") },
    { "limit_what", N_("What is limited") },
    { "weights_gib", N_("Weights") },
    { "context_tokens", N_("Context, in tokens") },
    { "max_context_tokens", N_("Longest context that fits, in tokens") },
    { "kv_tokens", N_("Tokens that the KV cache holds") },
    { "kv_needed_gib", N_("KV cache needed") },
    { "kv_available_gib", N_("KV cache available") },
    { "layers_offloaded", N_("Layers on the GPU") },
    { "layers_total", N_("Layers") },
    { "compute_buffer_gib", N_("Compute buffer") },
    { "kv_buffer_gib", N_("KV cache") },
    { "model_buffer_gib", N_("Weights on the GPU") },
    { "ram_total_gib", N_("RAM") },
    { "ram_free_gib", N_("Free RAM") },
    { "ram_used_gib", N_("RAM in use") },
    { "killed_process", N_("Killed process") },
    { "killed_rss_gib", N_("RAM of that process") },
    { "exit_code", N_("Exit code") },
    { "error", N_("Error") },
    { "source", N_("Printed by") },
    { "cpu", N_("CPU") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].key, key))
      return _(labels[i].label);
  return key;
}

/* Numbers that name something have no thousands. */
static gboolean
is_name (const char *key)
{
  static const char *const names[] = { "exit_code", "xid", "rank", "gpu_index", "task", "proc" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], key))
      return TRUE;
  return g_str_has_suffix (key, "pid") || g_str_has_suffix (key, "_code");
}

/**
 * hr_log_fact_text:
 *
 * Returns: (transfer full): its value with its unit
 */
char *
hr_log_fact_text (const HrLogFact *fact)
{
  if (fact->kind == HR_LOG_FACT_FLAG)
    return g_strdup (fact->number > 0 ? _("yes") : _("no"));
  if (fact->kind != HR_LOG_FACT_NUMBER)
    return g_strdup (fact->text);
  if (g_str_has_suffix (fact->key, "_gib"))
    return gib_text (fact->number);
  if (g_str_equal (fact->key, "gpu_index"))
    /* Translators: a card by its number in the machine, as programs count: from 0. */
    return g_strdup_printf (_("GPU %.0f"), fact->number);
  if (is_name (fact->key))
    return g_strdup_printf ("%.0f", fact->number);
  return hr_text_number (fact->number, 4);
}
