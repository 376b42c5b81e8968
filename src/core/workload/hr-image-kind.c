/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image-kind.h"

#include <string.h>

/* Sorted by first letter. The longest match decides, so that "efficientvit" is not taken for a
 * "vit" nor "convmixer" for a "mixer". */
static const HrImageFamily families[] = {
  { "aimv2", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "alexnet", HR_IMAGE_KIND_CONVOLUTION, FALSE, TRUE, FALSE },
  { "beit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "botnet", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "caformer", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "cait", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "coat", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "convformer", HR_IMAGE_KIND_LARGE_KERNEL, FALSE, FALSE, FALSE },
  { "convit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "convmixer", HR_IMAGE_KIND_LARGE_KERNEL, FALSE, FALSE, FALSE },
  { "convnext", HR_IMAGE_KIND_LARGE_KERNEL, FALSE, FALSE, FALSE },
  { "crossvit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "cspresnext", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, TRUE },
  { "darknet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "davit", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "deit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "densenet", HR_IMAGE_KIND_DENSE, FALSE, FALSE, TRUE },
  { "dinov", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "dla", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "dpn", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, FALSE },
  { "ecaresnet", HR_IMAGE_KIND_CONVOLUTION, TRUE, FALSE, TRUE },
  { "ecaresnext", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, TRUE },
  { "edgenext", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "efficientformer", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "efficientnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "efficientnetv2", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "efficientvit", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "eva", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "fasternet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "fastvit", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "fbnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "flexivit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "focalnet", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "gcresnet", HR_IMAGE_KIND_CONVOLUTION, TRUE, FALSE, TRUE },
  { "gcresnext", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, TRUE },
  { "gcvit", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "gernet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "ghostnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "gmixer", HR_IMAGE_KIND_MLP, FALSE, FALSE, FALSE },
  { "gmlp", HR_IMAGE_KIND_MLP, FALSE, FALSE, FALSE },
  { "googlenet", HR_IMAGE_KIND_BRANCHED, FALSE, TRUE, FALSE },
  { "halonet", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "hardcorenas", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "hgnet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "hiera", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "hrnet", HR_IMAGE_KIND_BRANCHED, FALSE, FALSE, FALSE },
  { "inception", HR_IMAGE_KIND_BRANCHED, FALSE, FALSE, FALSE },
  { "lambda", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "lcnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "levit", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "mambaout", HR_IMAGE_KIND_LARGE_KERNEL, FALSE, FALSE, FALSE },
  { "maxvit", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "maxxvit", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "metaformer", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "mixer", HR_IMAGE_KIND_MLP, FALSE, FALSE, FALSE },
  { "mixnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "mnasnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "mobilenet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "mobilenetv4hybrid", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "mobileone", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "mobilevit", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "mvit", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "nasnet", HR_IMAGE_KIND_BRANCHED, FALSE, FALSE, FALSE },
  { "nest", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "nextvit", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "nfnet", HR_IMAGE_KIND_CONVOLUTION, TRUE, FALSE, FALSE },
  { "nfregnet", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, FALSE },
  { "pit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "poolformer", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "pvt", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "regnet", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, FALSE },
  { "regnetv", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, FALSE },
  { "regnety", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, FALSE },
  { "regnetz", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, FALSE },
  { "replknet", HR_IMAGE_KIND_LARGE_KERNEL, FALSE, FALSE, FALSE },
  { "repvgg", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "repvit", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "res2net", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "res2next", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, FALSE },
  { "resmlp", HR_IMAGE_KIND_MLP, FALSE, FALSE, FALSE },
  { "resnest", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, FALSE },
  { "resnet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, TRUE },
  { "resnext", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, TRUE },
  { "rexnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "samvit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "sebotnet", HR_IMAGE_KIND_HYBRID, TRUE, FALSE, FALSE },
  { "selecsls", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "semobilevit", HR_IMAGE_KIND_HYBRID, TRUE, FALSE, FALSE },
  { "senet", HR_IMAGE_KIND_GROUPED, FALSE, FALSE, FALSE },
  { "sequencer", HR_IMAGE_KIND_MLP, FALSE, FALSE, FALSE },
  { "seresnet", HR_IMAGE_KIND_CONVOLUTION, TRUE, FALSE, TRUE },
  { "seresnext", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, TRUE },
  { "shufflenet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "siglip", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "skresnet", HR_IMAGE_KIND_CONVOLUTION, TRUE, FALSE, TRUE },
  { "skresnext", HR_IMAGE_KIND_GROUPED, TRUE, FALSE, TRUE },
  { "squeezenet", HR_IMAGE_KIND_CONVOLUTION, FALSE, TRUE, FALSE },
  { "starnet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "swiftformer", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "swin", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "tinynet", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "tinyvit", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "tnt", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "tresnet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "twins", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "vgg", HR_IMAGE_KIND_CONVOLUTION, FALSE, TRUE, TRUE },
  { "vgg11bn", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, TRUE },
  { "vgg13bn", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, TRUE },
  { "vgg16bn", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, TRUE },
  { "vgg19bn", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, TRUE },
  { "visformer", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "vit", HR_IMAGE_KIND_ATTENTION, FALSE, FALSE, FALSE },
  { "vitamin", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
  { "volo", HR_IMAGE_KIND_WINDOWED, FALSE, FALSE, FALSE },
  { "vovnet", HR_IMAGE_KIND_CONVOLUTION, FALSE, FALSE, FALSE },
  { "xception", HR_IMAGE_KIND_DEPTHWISE, FALSE, FALSE, FALSE },
  { "xcit", HR_IMAGE_KIND_HYBRID, FALSE, FALSE, FALSE },
};

/* First row of each letter, so that a name is matched in one pass; the 27th entry ends "z". */
static void
index_letters (guint8 rows[27])
{
  guint row = 0;

  for (guint letter = 0; letter < 26; letter++)
    {
      rows[letter] = (guint8) row;
      while (row < G_N_ELEMENTS (families) && families[row].pattern[0] == (char) ('a' + letter))
        row++;
    }
  rows[26] = (guint8) row;
}

/* Lower case, letters and digits only: "ResNet-50 v1.5" becomes "resnet50v15". */
static void
normalise (const char *text, char *out, gsize size)
{
  gsize n = 0;

  for (; *text != '\0' && n + 1 < size; text++)
    if (g_ascii_isalnum (*text))
      out[n++] = g_ascii_tolower (*text);
  out[n] = '\0';
}

/**
 * hr_image_family:
 * @name: (nullable): a model's name in any spelling
 *
 * Returns: (nullable): the family whose name is the longest within @name.
 */
const HrImageFamily *
hr_image_family (const char *name)
{
  const HrImageFamily *found = NULL;
  guint8               rows[27];
  char                 text[97];
  gsize                best = 0;

  if (name == NULL)
    return NULL;
  index_letters (rows);
  normalise (name, text, sizeof text);
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isalpha (*at))
        continue;
      for (guint row = rows[*at - 'a']; row < rows[*at - 'a' + 1]; row++)
        {
          const char *pattern = families[row].pattern;
          gsize       length = 1;

          while (pattern[length] != '\0' && pattern[length] == at[length])
            length++;
          if (pattern[length] == '\0' && length > best)
            {
              best = length;
              found = &families[row];
            }
        }
    }
  return found;
}

/* A patch transformer applies its parameters once a token, so multiplications ÷ parameters is near
 * the square of a patch grid; depthwise networks do few multiplications an activation. */
static HrImageKind
kind_from_figures (const HrImageWork *work)
{
  double tokens = work->params_m > 0 ? work->gmacs * 1e3 / work->params_m : 0;
  double intensity = work->macts_m > 0 ? work->gmacs * 1e3 / work->macts_m : 0;

  if (intensity < 150)
    return HR_IMAGE_KIND_DEPTHWISE;
  for (guint patch = 14; patch <= 32; patch += patch == 14 ? 2 : 16)
    {
      double grid = (double) work->native_size / patch;

      if (tokens >= grid * grid && tokens < 1.15 * grid * grid && intensity > 350)
        return HR_IMAGE_KIND_ATTENTION;
    }
  return intensity < 330 ? HR_IMAGE_KIND_GROUPED : HR_IMAGE_KIND_CONVOLUTION;
}

/**
 * hr_image_kind:
 * @work: an image workload
 * @family: (nullable): its family, from its name
 * @origin: (out): how sure the answer is
 *
 * Returns: the kind that @work names, else that of @family, else the likeliest by figures.
 */
HrImageKind
hr_image_kind (const HrImageWork *work, const HrImageFamily *family, HrKindOrigin *origin)
{
  int value;

  *origin = HR_KIND_GIVEN;
  if (work->kind[0] != '\0' && hr_enum_parse (&hr_enum_image_kind, work->kind, &value))
    return (HrImageKind) value;
  *origin = HR_KIND_NAMED;
  if (family != NULL)
    return family->kind;
  *origin = HR_KIND_FIGURES;
  return kind_from_figures (work);
}

/* The convolutions of EfficientNet-B0 to B7, those of the gates included: repeats of the paper's
 * table times its depth multipliers 1 to 3.1. */
static guint
efficientnet_depth (const char *text)
{
  static const guint depths[] = { 81, 115, 115, 130, 160, 194, 224, 273 };
  const char        *at = strstr (text, "efficientnetb");

  if (at == NULL)
    return 0;
  at += strlen ("efficientnetb");
  return *at >= '0' && *at <= '7' ? depths[*at - '0'] : 0;
}

/**
 * hr_image_depth:
 * @family: (nullable): a family
 * @name: the name that it was found in
 *
 * Returns: the layers with weights that @name tells, such as 101 in "resnext101_32x8d"; 0 = none
 * told.
 */
guint
hr_image_depth (const HrImageFamily *family, const char *name)
{
  static const guint depths[] = { 10,  11,  13,  14,  16,  18,  19,  26,  34,  50,  101,
                                  121, 152, 161, 169, 200, 201, 264, 269, 270, 350, 420 };
  const char        *at;
  char               text[97];

  if (family == NULL || (!family->numbered && family->kind != HR_IMAGE_KIND_DEPTHWISE))
    return 0;
  normalise (name, text, sizeof text);
  if (!family->numbered)
    return efficientnet_depth (text);
  at = strstr (text, family->pattern);
  while (at != NULL && *at != '\0' && !g_ascii_isdigit (*at))
    at++;
  /* "resnetv2_50" is "resnetv250" by now: what is no depth from its first digit is one from the
   * next. */
  for (guint start = 0; at != NULL && start < 2 && g_ascii_isdigit (at[start]); start++)
    for (guint digits = 3; digits >= 2; digits--)
      {
        guint number = 0;

        for (guint i = 0; i < digits && g_ascii_isdigit (at[start + i]); i++)
          number = number * 10 + (guint) g_ascii_digit_value (at[start + i]);
        for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
          if (number == depths[i])
            return number;
      }
  return 0;
}

/**
 * hr_image_stack:
 * @work: an image workload
 * @fused_attention: (out): whether attention runs without its scores in memory, which frameworks do
 *   since PyTorch 2.0
 *
 * Returns: how its framework runs kernels: compiled when the plan or the framework's text says so,
 *   else a graph for those that build one, tuned for the vendors' containers, else eager.
 */
HrImageStack
hr_image_stack (const HrImageWork *work, gboolean *fused_attention)
{
  static const struct
  {
    const char  *word;
    HrImageStack stack;
  } words[] = {
    { "compile", HR_IMAGE_STACK_COMPILED },  { "inductor", HR_IMAGE_STACK_COMPILED },
    { "tensorrt", HR_IMAGE_STACK_COMPILED }, { "onnx", HR_IMAGE_STACK_COMPILED },
    { "jax", HR_IMAGE_STACK_COMPILED },      { "tensorflow", HR_IMAGE_STACK_GRAPH },
    { "mxnet", HR_IMAGE_STACK_GRAPH },       { "keras", HR_IMAGE_STACK_GRAPH },
    { "ngc", HR_IMAGE_STACK_TUNED },         { "mlperf", HR_IMAGE_STACK_TUNED },
  };
  HrImageStack stack = work->compiled ? HR_IMAGE_STACK_COMPILED : HR_IMAGE_STACK_EAGER;
  char         text[65];

  *fused_attention = TRUE;
  if (work->framework[0] == '\0')
    return stack;
  normalise (work->framework, text, sizeof text);
  /* "PyTorch 1.12" is "pytorch112" here; there is no version 10 to mistake it for. */
  *fused_attention = strstr (text, "pytorch1") == NULL && strstr (text, "tensorflow1") == NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words) && !work->compiled; i++)
    if (strstr (text, words[i].word) != NULL)
      return words[i].stack;
  return stack;
}
