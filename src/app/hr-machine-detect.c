/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-detect.h"

#include "hr-text.h"

#include <glib/gi18n.h>

typedef struct
{
  HrSnapshot *snapshot;
  HrMachine   machine;
} Detection;

static void
detection_free (gpointer data)
{
  Detection *detection = data;

  hr_snapshot_unref (detection->snapshot);
  g_free (detection);
}

static void
detect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Detection *detection = data;

  hr_detect (NULL, detection->snapshot, &detection->machine);
  g_task_return_boolean (task, TRUE);
}

/**
 * hr_machine_detect_async:
 * @source: (type GObject): who asks
 * @snapshot: the catalog, for the cards' ids
 *
 * Looks at this machine in a thread: a driver's tool can take seconds.
 */
void
hr_machine_detect_async (gpointer            source,
                         const HrSnapshot   *snapshot,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);
  Detection *detection = g_new0 (Detection, 1);

  detection->snapshot = hr_snapshot_ref (snapshot);
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

/**
 * hr_machine_describe:
 *
 * Returns: (transfer full): what was found, in a sentence; not markup.
 */
char *
hr_machine_describe (const HrMachine *machine, const HrSnapshot *snapshot)
{
  g_autofree char     *ram = hr_text_gib (machine->ram_gib);
  const HrDetectedGpu *gpu = &machine->gpus[0];

  if (machine->n_gpus == 0)
    /* Translators: an amount of memory, "64 GiB" */
    return g_strdup_printf (_("Found %s of RAM and no GPU."), ram);
  if (gpu->gpu[0] == '\0')
    /* Translators: an amount of memory, and what a driver calls a card */
    return g_strdup_printf (_("Found %s of RAM and “%s”, which the catalog does not have."), ram,
                            gpu->name);
  /* Translators: an amount of memory, how many cards, and the name of the first */
  return g_strdup_printf (ngettext ("Found %s of RAM and %u GPU: %s.",
                                    "Found %s of RAM and %u GPUs; the first: %s.", machine->n_gpus),
                          ram, machine->n_gpus, hr_snapshot_gpu (snapshot, gpu->gpu)->name);
}
