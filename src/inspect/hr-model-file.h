/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-workload.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_MODEL_FILE_ERROR (hr_model_file_error_quark ())

typedef enum
{
  HR_MODEL_FILE_ERROR_UNKNOWN, /* none of the kinds below */
  HR_MODEL_FILE_ERROR_INVALID, /* it says that it is one, and is not: see the issues */
} HrModelFileError;

GQuark hr_model_file_error_quark (void);

typedef enum
{
  HR_MODEL_FILE_CONFIG, /* config.json */
  HR_MODEL_FILE_SAFETENSORS,
  HR_MODEL_FILE_GGUF,
} HrModelFileKind;

/* The tensors of one storage type. */
typedef struct
{
  char   nick[16]; /* "bf16", "q4_k" */
  guint  tensors;
  double elements;
  double bytes;
} HrTensorType;

#define HR_MAX_TENSOR_TYPES 24

/* What a model's file says of it, without reading its weights. */
typedef struct
{
  HrModelFileKind kind;
  char            name[96]; /* as the file calls the model; "" = not said */
  gboolean        has_shape;
  HrModelShape    shape;
  gboolean        heads_assumed;  /* the file does not say the heads: taken as of 64 or 128 wide */
  guint32         context_length; /* that the model was made for; 0 = not said */
  double          parameters;     /* counted from tensors; from the shape for a config.json */
  double          tensor_bytes;   /* 0 for a config.json */
  double          file_bytes;
  double          bits_per_weight;   /* 0 for a config.json */
  char            weight_format[24]; /* a nick of hr-weight-format; "" = none fits */
  guint           n_tensors;
  guint           n_types;
  HrTensorType    types[HR_MAX_TENSOR_TYPES];
} HrModelFile;

gboolean hr_model_file_inspect (GFile *file, HrModelFile *model, HrIssues *issues, GError **error);

/* The one model in @model as a workload has it: shape, name, weight format, bits. */
gboolean hr_model_file_apply (const HrModelFile *model, HrWorkload *workload);

G_END_DECLS
