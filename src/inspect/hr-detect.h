/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

G_BEGIN_DECLS

#define HR_MAX_DETECTED_GPUS 16

typedef struct
{
  char     name[128]; /* as the driver or the PCI list calls it */
  char     pci[16];   /* "10de:2684" */
  char     gpu[64];   /* the catalog's id; "" = none is near enough */
  HrVendor vendor;
  double   vram_gib; /* 0 = not known */
  double   free_gib; /* 0 = not known */
} HrDetectedGpu;

/* This machine, as far as it tells. Zero or "" = not known. */
typedef struct
{
  char          cpu[128];
  guint         cpu_cores;
  guint         cpu_threads;
  char          platform[64]; /* the catalog's id */
  double        ram_gib;
  double        ram_free_gib;
  guint         n_gpus;
  HrDetectedGpu gpus[HR_MAX_DETECTED_GPUS];
} HrMachine;

typedef struct
{
  const char *root;       /* NULL = "/"; a folder with proc and sys for tests */
  const char *nvidia_smi; /* output of nvidia-smi; NULL = run it when it is installed */
} HrDetectOptions;

void hr_detect (const HrDetectOptions *options, const HrSnapshot *snapshot, HrMachine *machine);
const HrPlatform *hr_detect_platform (const HrSnapshot *snapshot, const char *cpu);
const HrGpu      *hr_detect_match (const HrSnapshot *snapshot, const char *name, double vram_gib);

G_END_DECLS
