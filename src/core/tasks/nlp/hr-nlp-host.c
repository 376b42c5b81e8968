/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

/* Host RAM of a process and of the system around it. */
#define SYSTEM_BYTES  (4 * HR_GIB)
#define PROCESS_BYTES (3 * HR_GIB)

/* Bytes that are pinned: an eighth of a gigabyte a bucket and more for what passes between host and
 * card; offloaded states are pinned as a whole in powers of two by PyTorch's host allocator, so a
 * quarter more is taken on the average. */
#define PINNED_BYTES  (0.25 * HR_GIB)
#define PINNED_EXCESS 0.25

/* What is offloaded, beside the checkpoint that it came from: FP32 weights, FP32 gradients and the
 * states of everything that is trained, and the weights themselves. */
static double
offloaded_bytes (const HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;
  double           bytes = 0;

  if (work->offload == HR_OFFLOAD_NONE)
    return work->optimizer == HR_OPTIMIZER_PAGED_ADAMW_8BIT
               ? nlp->trainable * hr_nlp_state_bytes (nlp)
               : 0;
  bytes = nlp->trainable * (8 + MAX (hr_nlp_state_bytes (nlp), 2));
  if (work->offload == HR_OFFLOAD_ALL)
    bytes += nlp->size.linear * nlp->base_bits / 8 + (nlp->size.total - nlp->size.linear) * 2;
  return bytes;
}

/**
 * hr_nlp_host:
 *
 * Adds the host RAM of a run: the system, one process a device with its loader workers and pinned
 * buffers, the checkpoint while it is loaded, and whatever is offloaded. Loading comes first and
 * what is offloaded later, but the pages of the checkpoint are given back only when others need
 * them, and a base that is quantised while it is loaded passes in 16 bits: offloading never takes
 * less than loading. Text is small: the data set costs nothing beside these.
 */
void
hr_nlp_host (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace)
{
  const HrNlpWork *work = nlp->work;
  double           processes = MIN (nlp->devices, 8), pinned = processes * PINNED_BYTES;
  double           loading = nlp->size.total * 2, offloaded;

  /* Sharded start-up loads the checkpoint once a server and materialises one copy. */
  if (work->precision == HR_PRECISION_FP32 || work->precision == HR_PRECISION_TF32 || nlp->autocast)
    loading = nlp->size.total * 4;
  offloaded = offloaded_bytes (nlp);
  if (work->offload != HR_OFFLOAD_NONE)
    pinned += offloaded * PINNED_EXCESS;
  if (nlp->facts->checkpoints_to_host && work->checkpointing == HR_CHECKPOINTING_FULL)
    pinned += nlp->devices * nlp->tokens * nlp->size.layers * nlp->stream_bytes
              * work->shape.hidden;
  /* Full fine-tuning casts the checkpoint into the FP32 weights that stay. */
  if (work->offload != HR_OFFLOAD_NONE && !nlp->adapters)
    loading = 0;
  hr_estimate_add_host_term (estimate, HR_TERM_SYSTEM, SYSTEM_BYTES);
  hr_estimate_add_host_term (estimate, HR_TERM_LOADER_WORKERS, processes * PROCESS_BYTES);
  hr_estimate_add_host_term (estimate, HR_TERM_PINNED, pinned);
  hr_estimate_add_host_term (estimate, HR_TERM_CHECKPOINT_LOADING, loading);
  hr_estimate_add_host_term (estimate, HR_TERM_OFFLOADED, offloaded);
  HR_TRACE (trace, "host.system", "constant", SYSTEM_BYTES, HR_UNIT_BYTES, "a desktop at rest",
            NULL);
  HR_TRACE (trace, "host.checkpoint-loading",
            "params × bytes, unless they become what is offloaded", loading, HR_UNIT_BYTES,
            "the checkpoint passes the host's memory once", "params", nlp->size.total,
            HR_UNIT_PARAMS, NULL);
  HR_TRACE (trace, "host.offloaded-states", "trainable × (8 B + states) + weights", offloaded,
            HR_UNIT_BYTES, "ZeRO-Offload, section 4", "trainable", nlp->trainable, HR_UNIT_PARAMS,
            NULL);
  HR_TRACE (trace, "host.loader-workers", "processes × 3 GiB", processes * PROCESS_BYTES,
            HR_UNIT_BYTES, "resident size of a PyTorch process with CUDA", "processes", processes,
            HR_UNIT_COUNT, NULL);
  HR_TRACE (trace, "host.pinned-buffers",
            "processes × 0.25 GiB + a quarter of what is offloaded + checkpoints", pinned,
            HR_UNIT_BYTES, "batches on their way to the cards; PyTorch's pinned allocator",
            "processes", processes, HR_UNIT_COUNT, NULL);
}
