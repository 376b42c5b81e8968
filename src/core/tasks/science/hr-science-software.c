/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

static const char *
md_software (HrMdEngine engine)
{
  switch (engine)
    {
    case HR_MD_ENGINE_GROMACS:
      return "GROMACS";
    case HR_MD_ENGINE_AMBER:
      return "AMBER";
    case HR_MD_ENGINE_NAMD:
      return "NAMD";
    case HR_MD_ENGINE_LAMMPS:
      return "LAMMPS";
    case HR_MD_ENGINE_OPENMM:
    case HR_N_MD_ENGINE:
    default:
      return "OpenMM";
    }
}

/**
 * hr_science_software:
 *
 * The program of a simulation, or the vendor's library of dense algebra or of transforms. Sparse
 * and own kernels are written for whatever card there is.
 */
void
hr_science_software (const HrWorkload *workload, HrSoftwareNeeds *needs)
{
  switch (workload->science.kernel)
    {
    case HR_KERNEL_MOLECULAR_DYNAMICS:
      hr_software_need (needs, md_software (workload->science.md_engine), NULL);
      break;
    case HR_KERNEL_DENSE_LINEAR_ALGEBRA:
      hr_software_need (needs, "cuSOLVER", NULL);
      hr_software_or (needs, "rocSOLVER", NULL);
      hr_software_or (needs, "oneMKL", NULL);
      break;
    case HR_KERNEL_FFT:
      hr_software_need (needs, "cuFFT", NULL);
      hr_software_or (needs, "rocFFT", NULL);
      hr_software_or (needs, "VkFFT", NULL);
      hr_software_or (needs, "oneMKL", NULL);
      break;
    case HR_KERNEL_LATTICE:
      hr_software_need (needs, "FluidX3D", NULL);
      break;
    case HR_KERNEL_SPARSE:
    case HR_KERNEL_CUSTOM:
    case HR_N_KERNEL:
    default:
      break;
    }
}
