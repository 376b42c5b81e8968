/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"

static void
test_area (void)
{
  static const HrImageKind kinds[] = { HR_IMAGE_KIND_CONVOLUTION, HR_IMAGE_KIND_DEPTHWISE,
                                       HR_IMAGE_KIND_WINDOWED, HR_IMAGE_KIND_MLP };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      double macs = 4e9, acts = 10e6, scores = -1;

      hr_image_scale (kinds[i], 224, 448, 25e6, &macs, &acts, &scores);
      assert_near (macs, 16e9);
      assert_near (acts, 40e6);
      assert_near (scores, 0);
    }
}

/* The same networks at two sizes, from the timm model table. */
static void
test_published (void)
{
  static const struct
  {
    const char *name;
    HrImageKind kind;
    double      params, size, macs, acts, other_size, other_macs, other_acts, tolerance;
  } cases[] = {
    { "resnet50", HR_IMAGE_KIND_CONVOLUTION, 25.56, 224, 4.11, 11.11, 288, 6.8, 18.37, 0.01 },
    { "convnext_base", HR_IMAGE_KIND_LARGE_KERNEL, 88.59, 224, 15.38, 28.75, 384, 45.21, 84.49,
      0.01 },
    { "efficientnet_b1", HR_IMAGE_KIND_DEPTHWISE, 7.79, 224, 0.59, 9.36, 288, 0.97, 15.46, 0.02 },
    { "vit_base_patch16", HR_IMAGE_KIND_ATTENTION, 86.57, 224, 17.58, 23.9, 384, 55.54, 101.56,
      0.03 },
    { "vit_large_patch16", HR_IMAGE_KIND_ATTENTION, 304.33, 224, 61.6, 63.52, 384, 191.21, 270.24,
      0.03 },
    { "vit_small_patch16", HR_IMAGE_KIND_ATTENTION, 22.05, 224, 4.61, 11.95, 384, 15.52, 50.78,
      0.04 },
    { "vit_base_patch32", HR_IMAGE_KIND_ATTENTION, 88.22, 224, 4.41, 5.01, 384, 13.06, 16.5, 0.05 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double macs = cases[i].macs * 1e9, acts = cases[i].acts * 1e6, scores;

      g_test_message ("%s", cases[i].name);
      hr_image_scale (cases[i].kind, cases[i].size, cases[i].other_size, cases[i].params * 1e6,
                      &macs, &acts, &scores);
      g_assert_cmpfloat_with_epsilon (macs / (cases[i].other_macs * 1e9), 1, cases[i].tolerance);
      g_assert_cmpfloat_with_epsilon (acts / (cases[i].other_acts * 1e6), 1, cases[i].tolerance);
    }
}

static void
test_edges (void)
{
  static const struct
  {
    double native, size;
  } cases[] = { { 0, 224 }, { 224, 0 }, { 224, 224 }, { -1, 224 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double macs = 4e9, acts = 10e6, scores;

      hr_image_scale (HR_IMAGE_KIND_ATTENTION, cases[i].native, cases[i].size, 86e6, &macs, &acts,
                      &scores);
      assert_near (macs, 4e9);
      assert_near (acts, 10e6);
      g_assert_true (scores >= 0 && scores <= acts);
    }
}

static void
test_net (void)
{
  HrImageWork work = { .params_m = 86.57,
                       .gmacs = 17.58,
                       .macts_m = 23.9,
                       .native_size = 224,
                       .image_size = 384,
                       .mode = HR_MODE_TRAIN,
                       .precision = HR_PRECISION_AMP };
  HrImageNet  net;

  hr_image_net (&work, "vit_base_patch16_224", &net);
  g_assert_cmpint (net.kind, ==, HR_IMAGE_KIND_ATTENTION);
  assert_near (net.pixels, 384 * 384);
  assert_near (net.compute_bytes, 2);
  g_assert_true (net.autocast && net.train);
  g_assert_cmpfloat (net.scores, >, 0);
  assert_near (net.kept_scores, 0);
  g_strlcpy (work.framework, "PyTorch 1.12", sizeof work.framework);
  hr_image_net (&work, "vit_base_patch16_224", &net);
  assert_near (net.kept_scores, net.scores);
  /* 12 blocks of four matrix products: the law is good to a factor of 1.6. */
  g_assert_cmpfloat (net.layers, >, 50 / 1.6);
  g_assert_cmpfloat (net.layers, <, 50 * 1.6);
}

/* Patch transformers of the published sizes at 224 pixels, as the figures of timm's table tell. */
static void
test_blocks (void)
{
  static const struct
  {
    const char *name;
    double      params_m, gmacs, macts_m;
    guint       size, blocks;
  } cases[] = {
    { "vit_tiny_patch16_224", 5.72, 1.26, 5.97, 224, 12 },
    { "vit_small_patch16_224", 22.05, 4.61, 11.95, 224, 12 },
    { "vit_base_patch16_224", 86.57, 17.58, 23.9, 224, 12 },
    { "vit_base_patch32_224", 88.22, 4.41, 5.01, 224, 12 },
    { "vit_base_patch16_384", 86.86, 55.54, 101.56, 384, 12 },
    { "vit_large_patch16_224", 304.33, 61.6, 63.52, 224, 24 },
    { "vit_huge_patch14_224", 632.05, 167.4, 139.41, 224, 32 },
    { "mixer_b16_224", 59.88, 12.62, 14.53, 224, 12 },
    { "mixer_l16_224", 208.2, 44.6, 41.69, 224, 24 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrImageWork work = { .params_m = cases[i].params_m,
                           .gmacs = cases[i].gmacs,
                           .macts_m = cases[i].macts_m,
                           .native_size = cases[i].size,
                           .image_size = cases[i].size * 2 };
      HrImageNet  net;

      hr_image_net (&work, cases[i].name, &net);
      g_test_message ("%s: %g layers", cases[i].name, net.layers);
      g_assert_cmpfloat_with_epsilon (net.layers / (4 * cases[i].blocks + 2), 1, 0.25);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-scale/area", test_area);
  g_test_add_func ("/image-scale/published", test_published);
  g_test_add_func ("/image-scale/edges", test_edges);
  g_test_add_func ("/image-scale/net", test_net);
  g_test_add_func ("/image-scale/blocks", test_blocks);
  return g_test_run ();
}
