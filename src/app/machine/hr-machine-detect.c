/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-detect.h"

#include "hr-text.h"
#include "hr-string.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  HrSnapshot *snapshot;
  char       *root;
  char       *nvidia_smi;
  HrMachine   machine;
} Detection;

static void
detection_free (gpointer data)
{
  Detection *detection = data;

  hr_snapshot_unref (detection->snapshot);
  g_free (detection->root);
  g_free (detection->nvidia_smi);
  g_free (detection);
}

static void
detect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Detection            *detection = data;
  const HrDetectOptions options = { .root = detection->root, .nvidia_smi = detection->nvidia_smi };

  hr_detect (&options, detection->snapshot, &detection->machine);
  g_task_return_boolean (task, TRUE);
}

/**
 * hr_machine_detect_async:
 * @options: where to look; copied
 * @snapshot: the catalog, for the cards' ids
 *
 * Looks at this machine in a thread: a driver's tool can take seconds. There is no source object:
 * the thread could be the last to hold it, and a widget must not end there.
 */
void
hr_machine_detect_async (const HrDetectOptions *options,
                         const HrSnapshot      *snapshot,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Detection *detection = g_new0 (Detection, 1);

  detection->snapshot = hr_snapshot_ref (snapshot);
  detection->root = g_strdup (options->root);
  detection->nvidia_smi = g_strdup (options->nvidia_smi);
  g_task_set_task_data (task, detection, detection_free);
  g_task_run_in_thread (task, detect_thread);
}

gboolean
hr_machine_detect_finish (GAsyncResult *result, HrMachine *machine)
{
  const Detection *detection = g_task_get_task_data (G_TASK (result));

  *machine = detection->machine;
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* Less than this of a card is not worth a word: drivers round. */
#define FREE_SLACK_GIB 0.3

/**
 * hr_machine_to_system:
 * @system: (out): the first card that the catalog has, how many of its kind there are, and the rest
 *
 * Memory that other programs hold on the card is not free for this plan.
 */
void
hr_machine_to_system (const HrMachine *machine, const HrSnapshot *snapshot, HrSystem *system)
{
  const HrGpu *gpu = NULL;
  double       free_gib = 0;

  *system = (HrSystem){ .ram_gib = round (machine->ram_gib * 10) / 10,
                        .cpu_cores = machine->cpu_cores };
  hr_string_copy (system->platform, sizeof system->platform, machine->platform);
  for (guint i = 0; i < machine->n_gpus; i++)
    {
      const HrDetectedGpu *found = &machine->gpus[i];

      if (gpu == NULL && found->gpu[0] != '\0')
        gpu = hr_snapshot_gpu (snapshot, found->gpu);
      if (gpu == NULL || !g_str_equal (gpu->id, found->gpu))
        continue;
      system->gpu_count++;
      if (found->free_gib > 0 && (free_gib <= 0 || found->free_gib < free_gib))
        free_gib = found->free_gib;
    }
  if (gpu == NULL)
    return;
  hr_string_copy (system->gpu, sizeof system->gpu, gpu->id);
  if (free_gib > 0 && free_gib < hr_gpu_usable_gib (gpu) - FREE_SLACK_GIB)
    system->free_gib = floor (free_gib * 10) / 10;
}

/**
 * hr_machine_describe:
 *
 * Returns: (transfer full): what was found and what was not, in a sentence; not markup.
 */
char *
hr_machine_describe (const HrMachine *machine, const HrSnapshot *snapshot)
{
  g_autofree char *ram = hr_text_gib (machine->ram_gib);
  const char      *cpu = machine->cpu[0] != '\0' ? machine->cpu : _("an unknown CPU");
  HrSystem         system;

  hr_machine_to_system (machine, snapshot, &system);
  if (machine->n_gpus == 0)
    /* Translators: a CPU's name, and an amount of memory */
    return g_strdup_printf (_("Found here: %1$s with %2$s of RAM. No GPU was found."), cpu, ram);
  if (system.gpu[0] == '\0')
    /* Translators: a CPU's name, an amount of memory, and what a driver calls a card */
    return g_strdup_printf (_("Found here: %1$s with %2$s of RAM, and “%3$s”, which the catalog "
                               "does not have: choose the card that is nearest to it."),
                            cpu, ram, machine->gpus[0].name);
  /* Translators: a CPU's name, an amount of memory, how many cards, and their name */
  return g_strdup_printf (_("Found here: %1$s with %2$s of RAM and %3$u × %4$s."), cpu, ram,
                          system.gpu_count, hr_snapshot_gpu (snapshot, system.gpu)->name);
}
