/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

static double
dataset_bytes (const HrImageWork *work)
{
  return work->dataset_images * work->image_file_kib * 1024;
}

/* The system, the training processes, loaders with the batches they hold ready, pinned copies, and
 * the weights while they are loaded. The data set in the page cache is wanted, never required. */
static void
add_host_terms (const HrEstimateInput *input,
                const HrImageNet      *net,
                HrEstimate            *estimate,
                HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  double               gpus = hr_image_devices (input);
  double               batch = hr_image_batch (input) * net->pixels * 3 * 4;
  double               workers = CLAMP (input->host.cpu_cores, 1, 12 * gpus);
  double               loaders = workers * (c->image_worker_gib * HR_GIB + 2 * batch);
  double               process = gpus * c->image_process_gib * HR_GIB;

  hr_estimate_add_host_term (estimate, HR_TERM_SYSTEM, c->image_system_gib * HR_GIB);
  HR_TRACE (trace, "host.system", "constant", c->image_system_gib * HR_GIB, HR_UNIT_BYTES,
            "a desktop at rest", NULL);
  hr_estimate_add_host_term (estimate, HR_TERM_APPLICATION, process);
  HR_TRACE (trace, "host.application", "GPUs × process", process, HR_UNIT_BYTES,
            "one process a GPU, with its libraries", "GPUs", gpus, HR_UNIT_COUNT, "process",
            c->image_process_gib, HR_UNIT_GIB, NULL);
  hr_estimate_add_host_term (estimate, HR_TERM_LOADER_WORKERS, loaders);
  HR_TRACE (trace, "host.loader-workers", "workers × (process + 2 × batch)", loaders, HR_UNIT_BYTES,
            "each worker holds two batches ready, the loaders' default; at most 12 workers a GPU",
            "workers", workers, HR_UNIT_COUNT, "process", c->image_worker_gib, HR_UNIT_GIB, "batch",
            batch, HR_UNIT_BYTES, NULL);
  hr_estimate_add_host_term (estimate, HR_TERM_PINNED, gpus * 2 * batch);
  HR_TRACE (trace, "host.pinned-buffers", "GPUs × 2 × batch", gpus * 2 * batch, HR_UNIT_BYTES,
            "one batch on its way while the next is pinned", "GPUs", gpus, HR_UNIT_COUNT, "batch",
            batch, HR_UNIT_BYTES, NULL);
  hr_estimate_add_host_term (estimate, HR_TERM_CHECKPOINT_LOADING, gpus * net->params * 4);
  HR_TRACE (trace, "host.checkpoint-loading", "GPUs × params × 4 B", gpus * net->params * 4,
            HR_UNIT_BYTES, "each process reads FP32 weights", "GPUs", gpus, HR_UNIT_COUNT, "params",
            net->params, HR_UNIT_PARAMS, NULL);
}

/* Storage is read once when the page cache can hold the data set, else in every epoch. */
static double
storage_seconds (const HrEstimateInput *input,
                 const HrImageNet      *net,
                 const HrEstimate      *estimate,
                 HrTrace               *trace)
{
  const HrImageWork *work = &input->workload->image;
  double gpus = hr_image_devices (input), file = work->image_file_kib * 1024, used = 0, reads;
  double seconds;

  for (guint i = 0; i < estimate->n_host_terms; i++)
    used += estimate->host_terms[i].gib;
  reads = net->train && input->host.ram_gib * HR_GIB > used * HR_GIB + dataset_bytes (work)
              ? 1 / MAX (work->epochs, 1)
              : 1;
  seconds = hr_image_batch (input) * gpus * file * reads
            / (MAX (input->host.storage_gb_s, 0.01) * 1e9);
  HR_TRACE (trace, "time.storage", "batch × GPUs × file × reads ÷ storage", seconds,
            HR_UNIT_SECONDS, "reads: share that does not come from the page cache", "batch",
            hr_image_batch (input), HR_UNIT_COUNT, "GPUs", gpus, HR_UNIT_COUNT, "file", file,
            HR_UNIT_BYTES, "reads", reads, HR_UNIT_RATIO, "storage", input->host.storage_gb_s,
            HR_UNIT_GB_S, "data set", dataset_bytes (work), HR_UNIT_BYTES, NULL);
  return seconds;
}

/**
 * hr_image_input:
 * @input: a workload with its batch, on its host
 * @net: its network
 * @estimate: gets the seconds of storage, host and PCIe for one step of all GPUs, and the host
 * terms
 * @trace: (nullable): gets each part
 */
void
hr_image_input (const HrEstimateInput *input,
                const HrImageNet      *net,
                HrEstimate            *estimate,
                HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  const HrImageWork   *work = &input->workload->image;
  const HrHost        *host = &input->host;
  double              *stages = estimate->stage_seconds;
  double               gpus = hr_image_devices (input), batch = hr_image_batch (input),
         cores = MAX (host->cpu_cores, 1);
  double decode = c->image_decode_ms_per_100_kib * 1e-3 * work->image_file_kib / 100;
  double augment = c->image_augment_ms_per_mpixel * 1e-3 * net->pixels * 1e-6;

  add_host_terms (input, net, estimate, trace);
  stages[HR_STAGE_STORAGE] = storage_seconds (input, net, estimate, trace);
  stages[HR_STAGE_HOST] = batch * gpus * (decode + augment) / cores;
  HR_TRACE (trace, "time.host", "batch × GPUs × (decode + augment) ÷ cores", stages[HR_STAGE_HOST],
            HR_UNIT_SECONDS,
            "JPEG decoding by its file's size, cropping and resizing by the image's", "batch",
            batch, HR_UNIT_COUNT, "GPUs", gpus, HR_UNIT_COUNT, "decode", decode, HR_UNIT_SECONDS,
            "augment", augment, HR_UNIT_SECONDS, "cores", cores, HR_UNIT_COUNT, NULL);
  /* Each card has its own lanes; the devices on it share them. */
  stages[HR_STAGE_PCIE] = batch * MAX (input->gpu->devices, 1) * net->pixels * 3 * 4
                          / (MAX (host->pcie_gb_s, 0.1) * 1e9);
  HR_TRACE (trace, "time.pcie", "batch × devices × pixels × 3 × 4 B ÷ PCIe", stages[HR_STAGE_PCIE],
            HR_UNIT_SECONDS, "definition: images cross as FP32", "batch", batch, HR_UNIT_COUNT,
            "pixels", net->pixels, HR_UNIT_COUNT, "PCIe", host->pcie_gb_s, HR_UNIT_GB_S, NULL);
}
