/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image-kind.h"

#include <string.h>

static void
test_from_name (void)
{
  static const struct { const char *name; gboolean known; HrImageKind kind; } cases[] = {
    { "resnet50", TRUE, HR_IMAGE_KIND_CONVOLUTION },
    { "ResNet-50 v1.5", TRUE, HR_IMAGE_KIND_CONVOLUTION },
    { "timm seresnext50_32x4d", TRUE, HR_IMAGE_KIND_GROUPED },
    { "se-resnext101-32x4d", TRUE, HR_IMAGE_KIND_GROUPED },
    { "tf_efficientnet_b7", TRUE, HR_IMAGE_KIND_DEPTHWISE },
    { "ConvNeXt-Base", TRUE, HR_IMAGE_KIND_DEPTHWISE },
    { "convmixer_768_32", TRUE, HR_IMAGE_KIND_DEPTHWISE },
    { "mixer_b16_224", TRUE, HR_IMAGE_KIND_MLP },
    { "vit_large_patch16_224", TRUE, HR_IMAGE_KIND_ATTENTION },
    { "efficientvit_b1", TRUE, HR_IMAGE_KIND_HYBRID },
    { "swinv2_base_window16_256", TRUE, HR_IMAGE_KIND_WINDOWED },
    { "maxvit_base_tf_224", TRUE, HR_IMAGE_KIND_WINDOWED },
    { "mobilenetv4_conv_medium", TRUE, HR_IMAGE_KIND_DEPTHWISE },
    { "mobilenetv4_hybrid_large", TRUE, HR_IMAGE_KIND_HYBRID },
    { "", FALSE, 0 },
    { "---", FALSE, 0 },
    { "my own network", FALSE, 0 },
    { "\xff\xfe", FALSE, 0 },
    { NULL, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrImageKind kind = HR_N_IMAGE_KIND;

      g_test_message ("%s", cases[i].name ? cases[i].name : "NULL");
      g_assert_cmpint (hr_image_kind_from_name (cases[i].name, &kind), ==, cases[i].known);
      g_assert_cmpint (kind, ==, cases[i].known ? cases[i].kind : HR_N_IMAGE_KIND);
    }
}

static void
test_from_figures (void)
{
  static const struct { double params, gmacs, macts; guint size; HrImageKind kind; } cases[] = {
    { 86.57, 17.58, 23.9, 224, HR_IMAGE_KIND_ATTENTION },     /* ViT-B/16 */
    { 25.56, 4.11, 11.11, 224, HR_IMAGE_KIND_CONVOLUTION },   /* ResNet-50 */
    { 5.29, 0.4, 6.75, 224, HR_IMAGE_KIND_DEPTHWISE },        /* EfficientNet-B0 */
    { 25.03, 4.26, 14.4, 224, HR_IMAGE_KIND_GROUPED },        /* ResNeXt-50 32x4d */
    { 0, 0, 0, 224, HR_IMAGE_KIND_DEPTHWISE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrImageWork work = { .params_m = cases[i].params, .gmacs = cases[i].gmacs,
                           .macts_m = cases[i].macts, .native_size = cases[i].size };
      HrKindOrigin origin;

      g_assert_cmpint (hr_image_kind (&work, "unheard of", &origin), ==, cases[i].kind);
      g_assert_cmpint (origin, ==, HR_KIND_FIGURES);
      g_strlcpy (work.kind, "hybrid", sizeof work.kind);
      g_assert_cmpint (hr_image_kind (&work, "resnet50", &origin), ==, HR_IMAGE_KIND_HYBRID);
      g_assert_cmpint (origin, ==, HR_KIND_GIVEN);
    }
}

static void
test_stack (void)
{
  static const struct { const char *text; gboolean compiled; HrImageStack stack; } cases[] = {
    { "", FALSE, HR_IMAGE_STACK_EAGER },
    { "", TRUE, HR_IMAGE_STACK_COMPILED },
    { "PyTorch 2.4.0 torch.compile(inductor)", FALSE, HR_IMAGE_STACK_COMPILED },
    { "TensorRT 10", FALSE, HR_IMAGE_STACK_COMPILED },
    { "PyTorch (NGC)", FALSE, HR_IMAGE_STACK_TUNED },
    { "PyTorch 2.4.0 eager", FALSE, HR_IMAGE_STACK_EAGER },
    { "whatever", FALSE, HR_IMAGE_STACK_EAGER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrImageWork work = { .compiled = cases[i].compiled };

      g_strlcpy (work.framework, cases[i].text, sizeof work.framework);
      g_assert_cmpint (hr_image_stack (&work), ==, cases[i].stack);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-kind/from-name", test_from_name);
  g_test_add_func ("/image-kind/from-figures", test_from_figures);
  g_test_add_func ("/image-kind/stack", test_stack);
  return g_test_run ();
}
