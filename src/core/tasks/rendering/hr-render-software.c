/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

/**
 * hr_render_software:
 *
 * The renderer; a generic one may be any.
 */
void
hr_render_software (const HrWorkload *workload, HrSoftwareNeeds *needs)
{
  static const char *const names[HR_N_RENDER_ENGINE] = {
    [HR_RENDER_ENGINE_CYCLES] = "Blender Cycles", [HR_RENDER_ENGINE_OCTANE] = "OctaneRender",
    [HR_RENDER_ENGINE_V_RAY] = "V-Ray GPU",       [HR_RENDER_ENGINE_REDSHIFT] = "Redshift",
    [HR_RENDER_ENGINE_ARNOLD] = "Arnold GPU",     [HR_RENDER_ENGINE_KARMA] = "Karma XPU",
    [HR_RENDER_ENGINE_LUXCORE] = "LuxCore",       [HR_RENDER_ENGINE_UNREAL] = "Unreal Engine",
  };

  if (names[workload->render.engine] != NULL)
    hr_software_need (needs, names[workload->render.engine], NULL);
}
