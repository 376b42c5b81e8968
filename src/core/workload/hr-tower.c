/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-tower.h"

#include <math.h>

/* Tiles that cover an image, as near to its proportions as allowed, and a view of the whole where
 * there are several: InternVL and Llama 4 do so. */
static double
tiles_of (const HrTower *tower, double width, double height)
{
  double tiles;

  if (tower->max_tiles <= 1 || tower->image_size == 0)
    return 1;
  tiles = ceil (width / tower->image_size) * ceil (height / tower->image_size);
  tiles = CLAMP (tiles, 1, tower->max_tiles);
  return tiles > 1 ? tiles + 1 : 1;
}

/**
 * hr_tower_image_tokens:
 * @width: pixels
 * @height: pixels
 *
 * Returns: positions that one image takes in the language model: a fixed number for each tile, or
 *   one for each @patch × @merge pixels a side.
 */
double
hr_tower_image_tokens (const HrTower *tower, double width, double height)
{
  double side = (double) tower->patch * MAX (tower->merge, 1);

  if (tower->kind != HR_TOWER_VISION)
    return 0;
  if (tower->tokens > 0)
    return tower->tokens * tiles_of (tower, width, height);
  if (side <= 0)
    return 0;
  if (tower->image_size > 0 && MAX (width, height) > tower->image_size)
    {
      double scale = tower->image_size / MAX (width, height);

      width *= scale;
      height *= scale;
    }
  return MAX (round (width / side), 1) * MAX (round (height / side), 1);
}

/**
 * hr_tower_image_patches:
 *
 * Returns: positions that the tower itself computes for one image.
 */
double
hr_tower_image_patches (const HrTower *tower, double width, double height)
{
  double merge = MAX (tower->merge, 1);

  if (tower->kind != HR_TOWER_VISION || tower->patch == 0)
    return 0;
  if (tower->tokens > 0 && tower->image_size > 0)
    return tiles_of (tower, width, height) * pow ((double) tower->image_size / tower->patch, 2);
  return hr_tower_image_tokens (tower, width, height) * merge * merge;
}
