/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How weights are stored. Two families: a GGUF file's figure is the mean over the whole file,
 * because its types mix; every other format shrinks the linear layers and leaves the rest at 16
 * bits. */
typedef struct
{
  const char *nick;        /* "q4_k_m" */
  double      bits;        /* per weight, with scales and zero points */
  gboolean    whole_model; /* bits are the mean of everything that is stored */
  gboolean    keeps_head;  /* embedding and output head stay at 16 bits */
} HrWeightFormat;

const HrWeightFormat *hr_weight_format_find (const char *nick);
const HrWeightFormat *hr_weight_format_get (guint index);
guint                 hr_weight_format_n (void);
char                 *hr_weight_format_allowed (void);

G_END_DECLS
