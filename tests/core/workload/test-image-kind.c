/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image-kind.h"

#include <string.h>

static void
test_from_name (void)
{
  static const struct
  {
    const char *name;
    gboolean    known;
    HrImageKind kind;
    gboolean    gated;
  } cases[] = {
    { "resnet50", TRUE, HR_IMAGE_KIND_CONVOLUTION, FALSE },
    { "ResNet-50 v1.5", TRUE, HR_IMAGE_KIND_CONVOLUTION, FALSE },
    { "timm seresnext50_32x4d", TRUE, HR_IMAGE_KIND_GROUPED, TRUE },
    { "se-resnext101-32x4d", TRUE, HR_IMAGE_KIND_GROUPED, TRUE },
    { "tf_efficientnet_b7", TRUE, HR_IMAGE_KIND_DEPTHWISE, FALSE },
    { "ConvNeXt-Base", TRUE, HR_IMAGE_KIND_LARGE_KERNEL, FALSE },
    { "DenseNet-201", TRUE, HR_IMAGE_KIND_DENSE, FALSE },
    { "inception_v3", TRUE, HR_IMAGE_KIND_BRANCHED, FALSE },
    { "regnety_032", TRUE, HR_IMAGE_KIND_GROUPED, TRUE },
    { "regnetx_032", TRUE, HR_IMAGE_KIND_GROUPED, FALSE },
    { "convmixer_768_32", TRUE, HR_IMAGE_KIND_LARGE_KERNEL, FALSE },
    { "mixer_b16_224", TRUE, HR_IMAGE_KIND_MLP, FALSE },
    { "vit_large_patch16_224", TRUE, HR_IMAGE_KIND_ATTENTION, FALSE },
    { "efficientvit_b1", TRUE, HR_IMAGE_KIND_HYBRID, FALSE },
    { "swinv2_base_window16_256", TRUE, HR_IMAGE_KIND_WINDOWED, FALSE },
    { "maxvit_base_tf_224", TRUE, HR_IMAGE_KIND_WINDOWED, FALSE },
    { "mobilenetv4_conv_medium", TRUE, HR_IMAGE_KIND_DEPTHWISE, FALSE },
    { "mobilenetv4_hybrid_large", TRUE, HR_IMAGE_KIND_HYBRID, FALSE },
    { "", FALSE, 0, FALSE },
    { "---", FALSE, 0, FALSE },
    { "my own network", FALSE, 0, FALSE },
    { "\xff\xfe", FALSE, 0, FALSE },
    { NULL, FALSE, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrImageFamily *family = hr_image_family (cases[i].name);
      g_autofree char     *shown = g_utf8_make_valid (cases[i].name ? cases[i].name : "NULL", -1);

      g_test_message ("%s", shown);
      g_assert_cmpint (family != NULL, ==, cases[i].known);
      if (family != NULL)
        {
          g_assert_cmpint (family->kind, ==, cases[i].kind);
          g_assert_cmpint (family->gated, ==, cases[i].gated);
        }
    }
}

static void
test_from_figures (void)
{
  static const struct
  {
    double      params, gmacs, macts;
    guint       size;
    HrImageKind kind;
  } cases[] = {
    { 86.57, 17.58, 23.9, 224, HR_IMAGE_KIND_ATTENTION },   /* ViT-B/16 */
    { 25.56, 4.11, 11.11, 224, HR_IMAGE_KIND_CONVOLUTION }, /* ResNet-50 */
    { 5.29, 0.4, 6.75, 224, HR_IMAGE_KIND_DEPTHWISE },      /* EfficientNet-B0 */
    { 25.03, 4.26, 14.4, 224, HR_IMAGE_KIND_GROUPED },      /* ResNeXt-50 32x4d */
    { 0, 0, 0, 224, HR_IMAGE_KIND_DEPTHWISE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrImageWork  work = { .params_m = cases[i].params,
                            .gmacs = cases[i].gmacs,
                            .macts_m = cases[i].macts,
                            .native_size = cases[i].size };
      HrKindOrigin origin;

      g_assert_cmpint (hr_image_kind (&work, hr_image_family ("unheard of"), &origin), ==,
                       cases[i].kind);
      g_assert_cmpint (origin, ==, HR_KIND_FIGURES);
      g_strlcpy (work.kind, "hybrid", sizeof work.kind);
      g_assert_cmpint (hr_image_kind (&work, hr_image_family ("resnet50"), &origin), ==,
                       HR_IMAGE_KIND_HYBRID);
      g_assert_cmpint (origin, ==, HR_KIND_GIVEN);
    }
}

static void
test_depth (void)
{
  static const struct
  {
    const char *name;
    guint       depth;
  } cases[] = {
    { "resnet50", 50 },
    { "ResNet-152 v1.5", 152 },
    { "resnext101_32x8d", 101 },
    { "resnext50_32x4d", 50 },
    { "se-resnext101-32x4d", 101 },
    { "wide_resnet50_2", 50 },
    { "resnetv2_50", 50 },
    { "resnetv2_152x2_bitm", 152 },
    { "resnetblur101d", 101 },
    { "densenet201", 201 },
    { "vgg16_bn", 16 },
    { "vgg19", 19 },
    { "resnet", 0 },
    { "resnet9", 0 },
    { "resnet99", 0 },
    { "vit_base_patch16_224", 0 },
    { "efficientnet_b0", 81 },
    { "tf_efficientnet_b7", 273 },
    { "EfficientNet-B4", 160 },
    { "efficientnet_b8", 0 },
    { "efficientnetv2_s", 0 },
    { "mobilenetv2_100", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (hr_image_depth (hr_image_family (cases[i].name), cases[i].name), ==,
                        cases[i].depth);
    }
}

static void
test_stack (void)
{
  static const struct
  {
    const char  *text;
    gboolean     compiled;
    HrImageStack stack;
    gboolean     fused;
  } cases[] = {
    { "", FALSE, HR_IMAGE_STACK_EAGER, TRUE },
    { "", TRUE, HR_IMAGE_STACK_COMPILED, TRUE },
    { "PyTorch 2.4.0 torch.compile(inductor)", FALSE, HR_IMAGE_STACK_COMPILED, TRUE },
    { "ONNX Runtime 1.18", FALSE, HR_IMAGE_STACK_COMPILED, TRUE },
    { "TensorRT 10", FALSE, HR_IMAGE_STACK_COMPILED, TRUE },
    { "PyTorch (NGC)", FALSE, HR_IMAGE_STACK_TUNED, TRUE },
    { "TensorFlow 1 (NGC) XLA", FALSE, HR_IMAGE_STACK_GRAPH, FALSE },
    { "MXNet (NGC)", FALSE, HR_IMAGE_STACK_GRAPH, TRUE },
    { "PyTorch 1.12 / CUDA 11.3", FALSE, HR_IMAGE_STACK_EAGER, FALSE },
    { "PyTorch 2.4.0 eager", FALSE, HR_IMAGE_STACK_EAGER, TRUE },
    { "whatever", FALSE, HR_IMAGE_STACK_EAGER, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrImageWork work = { .compiled = cases[i].compiled };
      gboolean    fused = !cases[i].fused;

      g_strlcpy (work.framework, cases[i].text, sizeof work.framework);
      g_assert_cmpint (hr_image_stack (&work, &fused), ==, cases[i].stack);
      g_assert_cmpint (fused, ==, cases[i].fused);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-kind/from-name", test_from_name);
  g_test_add_func ("/image-kind/from-figures", test_from_figures);
  g_test_add_func ("/image-kind/depth", test_depth);
  g_test_add_func ("/image-kind/stack", test_stack);
  return g_test_run ();
}
