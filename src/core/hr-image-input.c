/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

/* Host memory: the system, a loader process for each two cores with its prefetched batches, pinned
 * copies, and the data set as far as it is worth caching. */
static void
add_host_terms (const HrEstimateInput *input,
                const HrImageNet      *net,
                HrEstimate            *estimate,
                HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  const HrImageWork *work = &input->workload->image;
  double gpus = MAX (input->gpu_count, 1);
  double batch_bytes = work->batch * net->pixels * 3 * 4;
  double workers = CLAMP (input->host.cpu_cores, 1, 16 * gpus);
  double loaders = workers * (c->image_worker_gib * HR_GIB + 2 * batch_bytes);
  double pinned = gpus * 2 * batch_bytes;
  double checkpoint = net->params * 4 * gpus;
  double cache = MIN (work->dataset_images * work->image_file_kib * 1024, 256 * HR_GIB);

  hr_estimate_add_host_term (estimate, HR_TERM_SYSTEM, c->image_system_gib * HR_GIB);
  hr_estimate_add_host_term (estimate, HR_TERM_APPLICATION, gpus * c->image_process_gib * HR_GIB);
  hr_estimate_add_host_term (estimate, HR_TERM_LOADER_WORKERS, loaders);
  hr_estimate_add_host_term (estimate, HR_TERM_PINNED, pinned);
  hr_estimate_add_host_term (estimate, HR_TERM_CHECKPOINT_LOADING, checkpoint);
  hr_trace_add (trace, "host.loader-workers", "workers × (process + 2 × batch)", loaders, HR_UNIT_BYTES,
                "two batches prefetched by each worker, the default of the loaders",
                "workers", workers, HR_UNIT_COUNT, "process", c->image_worker_gib, HR_UNIT_GIB,
                "batch", batch_bytes, HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "host.dataset-cache", "images × file, 256 GiB at most: wanted, not required",
                cache, HR_UNIT_BYTES, "definition", "images", work->dataset_images, HR_UNIT_COUNT,
                "file", work->image_file_kib * 1024, HR_UNIT_BYTES, NULL);
}

/**
 * hr_image_input:
 * @input: a workload with its batch, on its host
 * @net: its network
 * @estimate: gets the seconds of storage, host and PCIe for one step of all GPUs, and the host terms
 * @trace: (nullable): gets each part
 */
void
hr_image_input (const HrEstimateInput *input,
                const HrImageNet      *net,
                HrEstimate            *estimate,
                HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  const HrImageWork *work = &input->workload->image;
  const HrHost *host = &input->host;
  double gpus = MAX (input->gpu_count, 1), batch = work->batch;
  double file = work->image_file_kib * 1024;
  double image = c->image_decode_ms_per_100_kib * work->image_file_kib / 100
                 + c->image_augment_ms_per_mpixel * net->pixels * 1e-6;
  double cores = MAX (host->cpu_cores, 1);

  estimate->stage_seconds[HR_STAGE_STORAGE] = batch * gpus * file / (MAX (host->storage_gb_s, 0.01) * 1e9);
  estimate->stage_seconds[HR_STAGE_HOST] = batch * gpus * image * 1e-3 / cores;
  estimate->stage_seconds[HR_STAGE_PCIE] = batch * net->pixels * 3 * 4 / (MAX (host->pcie_gb_s, 0.1) * 1e9);
  hr_trace_add (trace, "time.storage", "batch × GPUs × file ÷ storage", estimate->stage_seconds[HR_STAGE_STORAGE],
                HR_UNIT_SECONDS, "definition", "batch", batch, HR_UNIT_COUNT, "GPUs", gpus, HR_UNIT_COUNT,
                "file", file, HR_UNIT_BYTES, "storage", host->storage_gb_s, HR_UNIT_GB_S, NULL);
  hr_trace_add (trace, "time.host", "batch × GPUs × (decode + augment) ÷ cores",
                estimate->stage_seconds[HR_STAGE_HOST], HR_UNIT_SECONDS,
                "libjpeg-turbo decoding and resizing on one core", "batch", batch, HR_UNIT_COUNT,
                "GPUs", gpus, HR_UNIT_COUNT, "image", image * 1e-3, HR_UNIT_SECONDS, "cores", cores,
                HR_UNIT_COUNT, NULL);
  hr_trace_add (trace, "time.pcie", "batch × pixels × 3 × 4 B ÷ PCIe", estimate->stage_seconds[HR_STAGE_PCIE],
                HR_UNIT_SECONDS, "definition", "batch", batch, HR_UNIT_COUNT, "pixels", net->pixels,
                HR_UNIT_COUNT, "PCIe", host->pcie_gb_s, HR_UNIT_GB_S, NULL);
  add_host_terms (input, net, estimate, trace);
}
