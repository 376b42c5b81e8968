/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-enums.h"

G_BEGIN_DECLS

/* What a word of a product's name stands for. */
typedef enum
{
  HR_GPU_WORD_OTHER, /* a board partner, a colour, a part number: says nothing of the card */
  HR_GPU_WORD_MAKER, /* value: HrVendor */
  HR_GPU_WORD_LINE,  /* value: HrGpuLine */
  HR_GPU_WORD_PRO,
  HR_GPU_WORD_QUADRO,
  HR_GPU_WORD_NUMBER,      /* "4090", "7900" */
  HR_GPU_WORD_CODE,        /* "a100", "l40s", "mi300x" */
  HR_GPU_WORD_VARIANT,     /* value: HrGpuVariant */
  HR_GPU_WORD_ARCH,        /* value: HrArch */
  HR_GPU_WORD_FORM,        /* value: HrGpuNameForm */
  HR_GPU_WORD_EDITION,     /* value: HrGpuEdition */
  HR_GPU_WORD_MEMORY_SIZE, /* value: GB */
  HR_GPU_WORD_MEMORY_TYPE, /* value: HrMemoryType */
  HR_GPU_WORD_ACCESSORY,   /* a part for a card */
  HR_GPU_WORD_SYSTEM,      /* a machine with a card */
  HR_GPU_WORD_SHARE,       /* a part of a card that is lent to a virtual machine */
  HR_GPU_WORD_FOR,
  HR_GPU_WORD_WITH,
  HR_GPU_WORD_OR,
  HR_GPU_WORD_TIMES, /* value: how many are sold together */
} HrGpuWordRole;

/* Whose numbers are one row of numbers. */
typedef enum
{
  HR_GPU_LINE_NONE,
  HR_GPU_LINE_GEFORCE, /* not said whether RTX or GTX */
  HR_GPU_LINE_RTX,
  HR_GPU_LINE_GTX,
  HR_GPU_LINE_GT,
  HR_GPU_LINE_TITAN,
  HR_GPU_LINE_TESLA,
  HR_GPU_LINE_RADEON,
  HR_GPU_LINE_RX,
  HR_GPU_LINE_INSTINCT,
  HR_GPU_LINE_ARC,
  HR_GPU_LINE_ASCEND,
} HrGpuLine;

/* Each of these makes another card of the one that lacks it. */
typedef enum
{
  HR_GPU_VARIANT_TI = 1 << 0,
  HR_GPU_VARIANT_SUPER = 1 << 1,
  HR_GPU_VARIANT_XT = 1 << 2,
  HR_GPU_VARIANT_XTX = 1 << 3,
  HR_GPU_VARIANT_GRE = 1 << 4,
  HR_GPU_VARIANT_D = 1 << 5,
  HR_GPU_VARIANT_MAX_Q = 1 << 6,
  HR_GPU_VARIANT_SFF = 1 << 7,
  HR_GPU_VARIANT_LAPTOP = 1 << 8,
  HR_GPU_VARIANT_DUAL = 1 << 9, /* two processors, or two slots instead of three */
  HR_GPU_VARIANT_PRO = 1 << 10,
  HR_GPU_VARIANT_MAX = 1 << 11,
  HR_GPU_VARIANT_ULTRA = 1 << 12,
  HR_GPU_VARIANT_V2 = 1 << 13,
} HrGpuVariant;

typedef enum
{
  HR_GPU_NAME_FORM_NONE,
  HR_GPU_NAME_FORM_PCIE,
  HR_GPU_NAME_FORM_ACTIVE, /* a PCIe card with a fan where the usual one has none */
  HR_GPU_NAME_FORM_NVL,
  HR_GPU_NAME_FORM_OAM,
  HR_GPU_NAME_FORM_RARE, /* FHHL, DGXS: forms that a catalog seldom has */
  HR_GPU_NAME_FORM_SXM,  /* + the generation: SXM2 is HR_GPU_NAME_FORM_SXM + 2 */
} HrGpuNameForm;

typedef enum
{
  HR_GPU_EDITION_NONE,
  HR_GPU_EDITION_WORKSTATION,
  HR_GPU_EDITION_SERVER,
  HR_GPU_EDITION_WORD, /* the word "edition" itself */
} HrGpuEdition;

typedef struct
{
  HrGpuWordRole role;
  int           value;
  char          text[16]; /* numbers and codes alone; small letters */
  gboolean      is_glued; /* to the word before it */
} HrGpuWord;

gboolean hr_gpu_words_are_whole (const char *name);
GArray  *hr_gpu_words (const char *name);

G_END_DECLS
