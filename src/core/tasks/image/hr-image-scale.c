/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

#include <math.h>

/* Multiplications of attention scores and their product with the values, as a share of all in a
 * block with a 4 h MLP: 2 n² h of 12 n h² + 2 n² h. Width follows from the parameters as in the
 * published family of patch transformers: 768 at 86.5 million, as their cube root. */
static double
attention_share_of_macs (double params, double tokens)
{
  double hidden = 768 * cbrt (params / 86.5e6);

  return tokens / (tokens + 6 * hidden);
}

/* Scores are n² for each head of 64, other outputs 10 n h (query, key, value, their product,
 * projection, MLP): n / (n + 640), whatever the width. */
static double
attention_share_of_acts (double tokens)
{
  return tokens / (tokens + 640);
}

/**
 * hr_image_scale:
 * @kind: of the network
 * @native_size: pixels a side at which @macs and @acts hold
 * @size: pixels a side to run at
 * @params: parameters
 * @macs: (inout): multiplications of one image
 * @acts: (inout): activation elements of one image
 * @scores: (out): those of @acts that are attention scores
 *
 * Convolutions, windows and token-wise layers do work in proportion to the area; attention over the
 * whole image also has a part in proportion to its square. Token mixing by a fixed matrix (MLP) has
 * one as well, but such a network cannot run at another size without new weights, so area it is.
 */
void
hr_image_scale (HrImageKind kind,
                double      native_size,
                double      size,
                double      params,
                double     *macs,
                double     *acts,
                double     *scores)
{
  double area = native_size > 0 && size > 0 ? size / native_size * (size / native_size) : 1;
  double tokens, macs_share, acts_share;

  *scores = 0;
  if (kind != HR_IMAGE_KIND_ATTENTION || params <= 0)
    {
      *macs *= area;
      *acts *= area;
      return;
    }
  tokens = *macs / params;
  macs_share = attention_share_of_macs (params, tokens);
  acts_share = attention_share_of_acts (tokens);
  *scores = *acts * area * area * acts_share;
  *macs *= area * (1 - macs_share) + area * area * macs_share;
  *acts = *acts * area * (1 - acts_share) + *scores;
}

/* Convolutions and matrix products one after another, by a fit over 26 networks whose layers are
 * known (spread 1.6): more activations at a given width mean more layers, more parameters a larger
 * width. Activations at a common size, because the size of the image does not change the layers. */
static double
count_layers (double params, double acts, double native_size)
{
  double at_224 = native_size > 0 ? acts * (224 / native_size) * (224 / native_size) : acts;

  if (params <= 0 || acts <= 0)
    return 1;
  return MAX (1, 47 * pow (at_224 / 1e6, 0.71) * pow (params / 1e6, -0.41));
}

/* The same for patch transformers and mixers, whose blocks are all alike: 12 h² parameters each,
 * and for each token 9 h outputs of four products and, where attention looks at all the others, a
 * score for each of them and each head of 64. Within a fifth of the published family from 5 to
 * 1,000 million parameters. */
static double
count_block_layers (HrImageKind kind, double params, double macs, double acts)
{
  double tokens = macs / params;
  double outputs, depth_width;

  if (kind == HR_IMAGE_KIND_ATTENTION)
    tokens *= 1 - attention_share_of_macs (params, tokens);
  outputs = 9 + (kind == HR_IMAGE_KIND_ATTENTION ? tokens / 64 : 0);
  depth_width = acts / (tokens * outputs);
  return 4 * MAX (1, 12 * depth_width * depth_width / params) + 2;
}

/* Layers that are launched one after another. Where the name tells the layers with weights: these,
 * and about three shortcuts. */
static double
launched_layers (const HrImageNet *net, guint depth)
{
  if (depth > 0)
    return depth + 3;
  if ((net->kind == HR_IMAGE_KIND_ATTENTION || net->kind == HR_IMAGE_KIND_MLP) && net->params > 0
      && net->macs > 0)
    return count_block_layers (net->kind, net->params, net->macs, net->acts);
  return net->typical_layers;
}

/**
 * hr_image_net:
 * @work: an image workload that validates
 * @name: (nullable): the model's id or name
 * @net: (out): the network as it will run
 */
void
hr_image_net (const HrImageWork *work, const char *name, HrImageNet *net)
{
  const HrImageFamily *family = hr_image_family (name);
  guint                depth = hr_image_depth (family, name);
  gboolean             fused;

  net->kind = hr_image_kind (work, family, &net->origin);
  net->gated = family != NULL && family->gated;
  net->plain = family != NULL && family->plain;
  net->stack = hr_image_stack (work, &fused);
  net->params = work->params_m * 1e6;
  net->macs = work->gmacs * 1e9;
  net->acts = work->macts_m * 1e6;
  net->pixels = (double) work->image_size * work->image_size;
  net->typical_layers = count_layers (net->params, net->acts, work->native_size);
  net->layers = launched_layers (net, depth);
  hr_image_scale (net->kind, work->native_size, work->image_size, net->params, &net->macs,
                  &net->acts, &net->scores);
  net->kept_scores = fused ? 0 : net->scores;
  net->train = work->mode == HR_MODE_TRAIN;
  /* "auto" has been resolved before; what is left of it means the usual, AMP. */
  net->autocast = work->precision == HR_PRECISION_AMP || work->precision == HR_PRECISION_AUTO
                  || work->precision == HR_PRECISION_AMP_BF16
                  || work->precision == HR_PRECISION_AMP_FP16;
  net->compute_bytes = net->autocast || work->precision == HR_PRECISION_BF16
                               || work->precision == HR_PRECISION_FP16
                           ? 2
                           : 4;
  /* Graph executors choose the layout themselves: channels last for 16-bit matrix units. */
  net->channels_last = work->channels_last
                       || (net->stack == HR_IMAGE_STACK_GRAPH && net->compute_bytes == 2);
}
