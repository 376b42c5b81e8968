/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-gpu-words.h"

G_BEGIN_DECLS

#define HR_GPU_NAME_MAX_CARDS 4
#define HR_GPU_NAME_MAX_SIZES 4

/* One card that a name speaks of. */
typedef struct
{
  char  number[16]; /* "4090", "a100"; "" = the name has none */
  guint variants;   /* HrGpuVariant */
  int   line;       /* HrGpuLine */
  guint gb;         /* said with this card; 0 = not */
} HrGpuNameCard;

/* What a name says. Usually it names one card; a list of PCI ids has several for one device. */
typedef struct
{
  HrGpuNameCard cards[HR_GPU_NAME_MAX_CARDS];
  guint         n_cards;
  gboolean      is_torn;     /* it speaks of cards that are not alternatives of one device */
  int           maker;       /* HrVendor; -1 = not said */
  int           arch;        /* HrArch; -1 = not said */
  int           memory_type; /* HrMemoryType; -1 = not said */
  guint         sizes[HR_GPU_NAME_MAX_SIZES]; /* GB */
  guint         n_sizes;
  int           form;    /* HrGpuNameForm */
  int           edition; /* HrGpuEdition */
  gboolean      has_edition_word;
  gboolean      is_pro;
  gboolean      is_quadro;
  gboolean      is_no_card; /* a part for one, a machine, a share of one, several together */
} HrGpuName;

void hr_gpu_name_parse (const char *text, GHashTable *known, HrGpuName *name);

G_END_DECLS
