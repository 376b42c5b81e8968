/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HR_TOWER_NONE,
  HR_TOWER_VISION,
  HR_TOWER_AUDIO,
  HR_N_TOWER
} HrTowerKind;

/* An encoder beside a language model. 0 = not known, or none. */
typedef struct
{
  guint32 kind; /* HrTowerKind */
  guint32 layers;
  guint32 hidden;
  guint32 heads;
  guint32 intermediate;
  guint32 patch;             /* pixels a side */
  guint32 merge;             /* patches a side that become one token */
  guint32 image_size;        /* pixels a side that an image or a tile is brought to; 0 = as it is */
  guint32 tokens;            /* of an image or a tile, whatever its size; 0 = by its area */
  guint32 max_tiles;         /* 0 or 1 = no tiles */
  double  tokens_per_second; /* of audio */
  double  params;            /* 0 = not known */
} HrTower;

double hr_tower_image_tokens (const HrTower *tower, double width, double height);
double hr_tower_image_patches (const HrTower *tower, double width, double height);

G_END_DECLS
