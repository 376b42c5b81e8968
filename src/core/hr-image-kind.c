/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image-kind.h"

#include <string.h>

/* Families by name, letters and digits only, sorted by first letter. The longest match decides, so
 * that "efficientvit" is not taken for a "vit" nor "convmixer" for a "mixer". */
static const struct { const char *pattern; HrImageKind kind; } families[] = {
  { "aimv2", HR_IMAGE_KIND_ATTENTION },
  { "alexnet", HR_IMAGE_KIND_CONVOLUTION },
  { "beit", HR_IMAGE_KIND_ATTENTION },
  { "botnet", HR_IMAGE_KIND_HYBRID },
  { "caformer", HR_IMAGE_KIND_HYBRID },
  { "cait", HR_IMAGE_KIND_ATTENTION },
  { "coat", HR_IMAGE_KIND_HYBRID },
  { "convformer", HR_IMAGE_KIND_DEPTHWISE },
  { "convit", HR_IMAGE_KIND_ATTENTION },
  { "convmixer", HR_IMAGE_KIND_DEPTHWISE },
  { "convnext", HR_IMAGE_KIND_DEPTHWISE },
  { "crossvit", HR_IMAGE_KIND_ATTENTION },
  { "cspresnext", HR_IMAGE_KIND_GROUPED },
  { "darknet", HR_IMAGE_KIND_CONVOLUTION },
  { "davit", HR_IMAGE_KIND_WINDOWED },
  { "deit", HR_IMAGE_KIND_ATTENTION },
  { "densenet", HR_IMAGE_KIND_CONVOLUTION },
  { "dinov", HR_IMAGE_KIND_ATTENTION },
  { "dla", HR_IMAGE_KIND_CONVOLUTION },
  { "dpn", HR_IMAGE_KIND_GROUPED },
  { "edgenext", HR_IMAGE_KIND_HYBRID },
  { "efficientformer", HR_IMAGE_KIND_HYBRID },
  { "efficientnet", HR_IMAGE_KIND_DEPTHWISE },
  { "efficientnetv2", HR_IMAGE_KIND_DEPTHWISE },
  { "efficientvit", HR_IMAGE_KIND_HYBRID },
  { "eva", HR_IMAGE_KIND_ATTENTION },
  { "fasternet", HR_IMAGE_KIND_CONVOLUTION },
  { "fastvit", HR_IMAGE_KIND_HYBRID },
  { "fbnet", HR_IMAGE_KIND_DEPTHWISE },
  { "flexivit", HR_IMAGE_KIND_ATTENTION },
  { "focalnet", HR_IMAGE_KIND_HYBRID },
  { "gcvit", HR_IMAGE_KIND_WINDOWED },
  { "gernet", HR_IMAGE_KIND_CONVOLUTION },
  { "ghostnet", HR_IMAGE_KIND_DEPTHWISE },
  { "gmixer", HR_IMAGE_KIND_MLP },
  { "gmlp", HR_IMAGE_KIND_MLP },
  { "googlenet", HR_IMAGE_KIND_CONVOLUTION },
  { "halonet", HR_IMAGE_KIND_HYBRID },
  { "hardcorenas", HR_IMAGE_KIND_DEPTHWISE },
  { "hgnet", HR_IMAGE_KIND_CONVOLUTION },
  { "hiera", HR_IMAGE_KIND_WINDOWED },
  { "hrnet", HR_IMAGE_KIND_CONVOLUTION },
  { "inception", HR_IMAGE_KIND_CONVOLUTION },
  { "lambda", HR_IMAGE_KIND_HYBRID },
  { "lcnet", HR_IMAGE_KIND_DEPTHWISE },
  { "levit", HR_IMAGE_KIND_HYBRID },
  { "mambaout", HR_IMAGE_KIND_DEPTHWISE },
  { "maxvit", HR_IMAGE_KIND_WINDOWED },
  { "maxxvit", HR_IMAGE_KIND_WINDOWED },
  { "mixer", HR_IMAGE_KIND_MLP },
  { "mixnet", HR_IMAGE_KIND_DEPTHWISE },
  { "mnasnet", HR_IMAGE_KIND_DEPTHWISE },
  { "mobilenet", HR_IMAGE_KIND_DEPTHWISE },
  { "mobilenetv4hybrid", HR_IMAGE_KIND_HYBRID },
  { "mobileone", HR_IMAGE_KIND_DEPTHWISE },
  { "mobilevit", HR_IMAGE_KIND_HYBRID },
  { "mvitv2", HR_IMAGE_KIND_WINDOWED },
  { "nasnet", HR_IMAGE_KIND_DEPTHWISE },
  { "nest", HR_IMAGE_KIND_WINDOWED },
  { "nextvit", HR_IMAGE_KIND_HYBRID },
  { "nfnet", HR_IMAGE_KIND_GROUPED },
  { "nfregnet", HR_IMAGE_KIND_GROUPED },
  { "pit", HR_IMAGE_KIND_ATTENTION },
  { "poolformer", HR_IMAGE_KIND_MLP },
  { "pvt", HR_IMAGE_KIND_HYBRID },
  { "regnet", HR_IMAGE_KIND_GROUPED },
  { "repvgg", HR_IMAGE_KIND_CONVOLUTION },
  { "repvit", HR_IMAGE_KIND_DEPTHWISE },
  { "res2net", HR_IMAGE_KIND_CONVOLUTION },
  { "res2next", HR_IMAGE_KIND_GROUPED },
  { "resmlp", HR_IMAGE_KIND_MLP },
  { "resnest", HR_IMAGE_KIND_GROUPED },
  { "resnet", HR_IMAGE_KIND_CONVOLUTION },
  { "resnext", HR_IMAGE_KIND_GROUPED },
  { "rexnet", HR_IMAGE_KIND_DEPTHWISE },
  { "samvit", HR_IMAGE_KIND_ATTENTION },
  { "selecsls", HR_IMAGE_KIND_CONVOLUTION },
  { "senet", HR_IMAGE_KIND_GROUPED },
  { "sequencer", HR_IMAGE_KIND_MLP },
  { "shufflenet", HR_IMAGE_KIND_DEPTHWISE },
  { "siglip", HR_IMAGE_KIND_ATTENTION },
  { "squeezenet", HR_IMAGE_KIND_CONVOLUTION },
  { "starnet", HR_IMAGE_KIND_DEPTHWISE },
  { "swiftformer", HR_IMAGE_KIND_HYBRID },
  { "swin", HR_IMAGE_KIND_WINDOWED },
  { "tinynet", HR_IMAGE_KIND_DEPTHWISE },
  { "tinyvit", HR_IMAGE_KIND_WINDOWED },
  { "tnt", HR_IMAGE_KIND_ATTENTION },
  { "tresnet", HR_IMAGE_KIND_CONVOLUTION },
  { "twins", HR_IMAGE_KIND_WINDOWED },
  { "vgg", HR_IMAGE_KIND_CONVOLUTION },
  { "visformer", HR_IMAGE_KIND_HYBRID },
  { "vit", HR_IMAGE_KIND_ATTENTION },
  { "vitamin", HR_IMAGE_KIND_HYBRID },
  { "volo", HR_IMAGE_KIND_WINDOWED },
  { "vovnet", HR_IMAGE_KIND_CONVOLUTION },
  { "xception", HR_IMAGE_KIND_DEPTHWISE },
  { "xcit", HR_IMAGE_KIND_HYBRID },
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
normalise (const char *text,
           char       *out,
           gsize       size)
{
  gsize n = 0;

  for (; *text != '\0' && n + 1 < size; text++)
    if (g_ascii_isalnum (*text))
      out[n++] = g_ascii_tolower (*text);
  out[n] = '\0';
}

/**
 * hr_image_kind_from_name:
 * @name: (nullable): a model's name in any spelling
 * @kind: (out): its kind; untouched when no family is found in @name
 *
 * Returns: whether @name holds the name of a known family.
 */
gboolean
hr_image_kind_from_name (const char  *name,
                         HrImageKind *kind)
{
  guint8 rows[27];
  char text[97];
  gsize best = 0;

  if (name == NULL)
    return FALSE;
  index_letters (rows);
  normalise (name, text, sizeof text);
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isalpha (*at))
        continue;
      for (guint row = rows[*at - 'a']; row < rows[*at - 'a' + 1]; row++)
        {
          const char *pattern = families[row].pattern;
          gsize length = 1;

          while (pattern[length] != '\0' && pattern[length] == at[length])
            length++;
          if (pattern[length] == '\0' && length > best)
            {
              best = length;
              *kind = families[row].kind;
            }
        }
    }
  return best > 0;
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
 * @name: (nullable): the model's id or name
 * @origin: (out): how sure the answer is
 *
 * Returns: the kind that @work names, else that of the family in @name, else the likeliest by figures.
 */
HrImageKind
hr_image_kind (const HrImageWork *work,
               const char        *name,
               HrKindOrigin      *origin)
{
  HrImageKind kind = HR_IMAGE_KIND_CONVOLUTION;
  int value;

  *origin = HR_KIND_GIVEN;
  if (work->kind[0] != '\0' && hr_enum_parse (&hr_enum_image_kind, work->kind, &value))
    return (HrImageKind) value;
  *origin = HR_KIND_NAMED;
  if (hr_image_kind_from_name (name, &kind))
    return kind;
  *origin = HR_KIND_FIGURES;
  return kind_from_figures (work);
}

/**
 * hr_image_stack:
 * @work: an image workload
 *
 * Returns: how its framework runs kernels: compiled when the plan or the framework's text says so
 *   (torch.compile, XLA, TensorRT), tuned for the vendors' own containers, else eager.
 */
HrImageStack
hr_image_stack (const HrImageWork *work)
{
  static const struct { const char *word; HrImageStack stack; } words[] = {
    { "compile", HR_IMAGE_STACK_COMPILED }, { "inductor", HR_IMAGE_STACK_COMPILED },
    { "tensorrt", HR_IMAGE_STACK_COMPILED },
    { "ngc", HR_IMAGE_STACK_TUNED }, { "mxnet", HR_IMAGE_STACK_TUNED }, { "mlperf", HR_IMAGE_STACK_TUNED },
    { "xla", HR_IMAGE_STACK_TUNED }, { "dali", HR_IMAGE_STACK_TUNED },
  };
  char text[65];

  if (work->compiled)
    return HR_IMAGE_STACK_COMPILED;
  if (work->framework[0] == '\0')
    return HR_IMAGE_STACK_EAGER;
  normalise (work->framework, text, sizeof text);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i].word) != NULL)
      return words[i].stack;
  return HR_IMAGE_STACK_EAGER;
}
