/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

static const HrScienceKernel *const kernels[HR_N_KERNEL] = {
  [HR_KERNEL_MOLECULAR_DYNAMICS] = &hr_science_md,
  [HR_KERNEL_DENSE_LINEAR_ALGEBRA] = &hr_science_dense,
  [HR_KERNEL_LATTICE] = &hr_science_lattice,
  [HR_KERNEL_SPARSE] = &hr_science_sparse,
  [HR_KERNEL_FFT] = &hr_science_fft,
  [HR_KERNEL_CUSTOM] = &hr_science_custom,
};

/* Every size but the default problem's is "not given": a plan that names another kernel without its
 * size gets that kernel's typical size, and a note that says so. */
static void
scientific_init (HrWorkload *workload)
{
  *workload = (HrWorkload){ .task = HR_TASK_SCIENTIFIC };
  workload->science = (HrScienceWork){
    .kernel = HR_KERNEL_MOLECULAR_DYNAMICS,
    .precision = HR_PRECISION_MIXED,
    .storage_precision = HR_PRECISION_AUTO,
    .atoms = 23558, /* dihydrofolate reductase in water */
    .md_engine = HR_MD_ENGINE_OPENMM,
  };
}

static void
scientific_validate (const HrWorkload *workload, HrIssues *issues)
{
  const HrScienceWork *work = &workload->science;

  hr_issues_add_range (issues, "$.workload.steps", work->steps, 0, 1e18);
  kernels[work->kernel]->validate (work, issues);
}

static void
scientific_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  HrScience s;

  hr_science_init (&s, input, estimate, trace);
  kernels[s.work->kernel]->estimate (&s);
}

const HrTaskType hr_task_scientific = {
  .task = HR_TASK_SCIENTIFIC,
  .init = scientific_init,
  .validate = scientific_validate,
  .estimate = scientific_estimate,
  .software = hr_science_software,
};
