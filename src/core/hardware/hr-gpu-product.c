/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-product.h"

/* Shares of the rated 16-bit rate that large matrix products of PyTorch reach. GeForce cards are
 * rated at their reference boost clock with the rate that FP32 accumulation leaves, and boost
 * higher: 0.99 to 1.13 on thirteen of them. Others are rated at a clock that their power does not
 * hold under such products: 0.76 to 0.85 on V100, A100, A800, H100, H200, A4000 and A6000
 * (zzc0721/torch-performance-test-data, database.md). */
#define CONSUMER_SHARE 1.06
#define OTHER_SHARE    0.80

/**
 * hr_gpu_product_share:
 *
 * Returns: the share of its rated dense 16-bit rate that a card reaches in large products, before
 *   what software leaves of it.
 */
double
hr_gpu_product_share (const HrGpu *gpu)
{
  return gpu->vendor == HR_VENDOR_NVIDIA && gpu->segment == HR_SEGMENT_CONSUMER ? CONSUMER_SHARE
                                                                                : OTHER_SHARE;
}
