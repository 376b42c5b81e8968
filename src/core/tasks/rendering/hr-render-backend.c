/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

/* Octane, Arnold and Karma are written for CUDA and OptiX, V-Ray and Redshift for HIP as well; the
 * others reach every vendor. Which of its cards do is the catalog's to say. */
static gboolean
engine_reaches (HrRenderEngine engine, HrVendor vendor)
{
  switch (engine)
    {
    case HR_RENDER_ENGINE_OCTANE:
    case HR_RENDER_ENGINE_ARNOLD:
    case HR_RENDER_ENGINE_KARMA:
      return vendor == HR_VENDOR_NVIDIA;
    case HR_RENDER_ENGINE_V_RAY:
    case HR_RENDER_ENGINE_REDSHIFT:
      return vendor == HR_VENDOR_NVIDIA || vendor == HR_VENDOR_AMD;
    case HR_RENDER_ENGINE_CYCLES:
    case HR_RENDER_ENGINE_GENERIC:
    case HR_RENDER_ENGINE_LUXCORE:
    case HR_RENDER_ENGINE_UNREAL:
    case HR_N_RENDER_ENGINE:
    default:
      return vendor == HR_VENDOR_NVIDIA || vendor == HR_VENDOR_AMD || vendor == HR_VENDOR_INTEL;
    }
}

static HrVendor
backend_vendor (HrBackend backend)
{
  switch (backend)
    {
    case HR_BACKEND_HIP:
      return HR_VENDOR_AMD;
    case HR_BACKEND_ONEAPI:
      return HR_VENDOR_INTEL;
    case HR_BACKEND_OPTIX:
    case HR_BACKEND_CUDA:
    case HR_BACKEND_BEST:
    case HR_N_BACKEND:
    default:
      return HR_VENDOR_NVIDIA;
    }
}

/**
 * hr_render_backend:
 * @wanted: the plan's backend; HR_BACKEND_BEST takes the card's own
 * @runs: (out): whether the engine and the backend run on the card
 *
 * Returns: the backend to estimate with; where @wanted does not run, the card's own.
 */
HrBackend
hr_render_backend (const HrGpu *gpu, HrRenderEngine engine, HrBackend wanted, gboolean *runs)
{
  HrBackend own = HR_BACKEND_OPTIX;

  if (gpu->vendor == HR_VENDOR_AMD)
    own = HR_BACKEND_HIP;
  else if (gpu->vendor == HR_VENDOR_INTEL)
    own = HR_BACKEND_ONEAPI;
  *runs = engine_reaches (engine, gpu->vendor);
  if (wanted == HR_BACKEND_BEST)
    return own;
  if (backend_vendor (wanted) == gpu->vendor)
    return wanted;
  *runs = FALSE;
  return own;
}
