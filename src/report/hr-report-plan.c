/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-model.h"

#include "hr-text.h"

#include <glib/gi18n-lib.h>

/* The plan as it was understood, key by key: what the question said and what defaults filled in. */

typedef struct
{
  HrReportWriter *writer;
  GPtrArray      *cells; /* char *: label, value, label, value, … */
} Rows;

static void
add (Rows *rows, const char *label, char *value)
{
  g_ptr_array_add (rows->cells, g_strdup (label));
  g_ptr_array_add (rows->cells, value);
}

static void
add_enum (Rows *rows, const char *key, const HrEnumType *type, int value)
{
  add (rows, hr_text_key (key), g_strdup (hr_text_enum (type, value)));
}

static void
add_value (Rows *rows, const char *key, double value, HrUnit unit)
{
  if (value > 0)
    add (rows, hr_text_key (key), hr_text_unit_value (value, unit));
}

static void
add_switch (Rows *rows, const char *key, gboolean value)
{
  add (rows, hr_text_key (key), g_strdup (value ? C_("setting", "yes") : C_("setting", "no")));
}

static void
add_text (Rows *rows, const char *key, const char *value)
{
  if (value && *value)
    add (rows, hr_text_key (key), g_strdup (value));
}

static void
add_batch (Rows *rows, guint32 batch)
{
  add (rows, hr_text_key ("batch"),
       batch > 0 ? hr_text_number (batch, 15) : g_strdup (_("automatic")));
}

static void
add_nlp (Rows *rows, const HrNlpWork *w)
{
  add_enum (rows, "method", &hr_enum_method, (int) w->method);
  add_enum (rows, "precision", &hr_enum_precision, (int) w->precision);
  add_enum (rows, "optimizer", &hr_enum_optimizer, (int) w->optimizer);
  if (w->method != HR_METHOD_FULL)
    {
      add_value (rows, "lora_rank", w->lora_rank, HR_UNIT_COUNT);
      add_enum (rows, "lora_targets", &hr_enum_lora_targets, (int) w->lora_targets);
    }
  add_batch (rows, w->batch);
  add_value (rows, "gradient_accumulation", w->gradient_accumulation, HR_UNIT_COUNT);
  add_value (rows, "sequence_length", w->sequence_length, HR_UNIT_TOKENS);
  add_enum (rows, "activation_checkpointing", &hr_enum_checkpointing, (int) w->checkpointing);
  add_enum (rows, "attention", &hr_enum_attention, (int) w->attention);
  add_switch (rows, "chunked_loss", w->chunked_loss);
  add_enum (rows, "loss", &hr_enum_loss, (int) w->loss);
  add_enum (rows, "objective", &hr_enum_objective, (int) w->objective);
  add_enum (rows, "packing", &hr_enum_packing, (int) w->packing);
  add_enum (rows, "sharding", &hr_enum_sharding, (int) w->sharding);
  add_enum (rows, "offload", &hr_enum_offload, (int) w->offload);
  add_value (rows, "train_tokens", w->train_tokens, HR_UNIT_TOKENS);
  add_enum (rows, "framework", &hr_enum_framework, (int) w->framework);
  if (w->framework_year > 0)
    add (rows, hr_text_key ("framework_year"), g_strdup_printf ("%u", w->framework_year));
}

static void
add_llm (Rows *rows, const HrLlmWork *w)
{
  add_text (rows, "weight_format", w->weight_format);
  add_value (rows, "bits_per_weight", w->bits_per_weight, HR_UNIT_BITS);
  add_enum (rows, "kv_precision", &hr_enum_kv_precision, (int) w->kv_precision);
  add_value (rows, "context_length", w->context_length, HR_UNIT_TOKENS);
  add_batch (rows, w->batch);
  add_value (rows, "prompt_tokens", w->prompt_tokens, HR_UNIT_TOKENS);
  add_value (rows, "generated_tokens", w->generated_tokens, HR_UNIT_TOKENS);
  add_value (rows, "requests", w->requests, HR_UNIT_COUNT);
  if (*w->engine_name)
    add_text (rows, "engine", w->engine_name);
  else
    add_enum (rows, "engine", &hr_enum_engine, (int) w->engine);
}

static void
add_image (Rows *rows, const HrImageWork *w)
{
  add_enum (rows, "mode", &hr_enum_mode, (int) w->mode);
  add_enum (rows, "precision", &hr_enum_precision, (int) w->precision);
  add (rows, hr_text_key ("image_size"), g_strdup_printf ("%u × %u", w->image_size, w->image_size));
  add_batch (rows, w->batch);
  if (w->mode == HR_MODE_TRAIN)
    add_enum (rows, "optimizer", &hr_enum_optimizer, (int) w->optimizer);
  add_switch (rows, "channels_last", w->channels_last);
  add_value (rows, "dataset_images", w->dataset_images, HR_UNIT_COUNT);
  add_value (rows, "epochs", w->epochs, HR_UNIT_COUNT);
  add_value (rows, "image_file_kib", w->image_file_kib * 1024, HR_UNIT_BYTES);
}

static void
add_science (Rows *rows, const HrScienceWork *w)
{
  add_enum (rows, "kernel", &hr_enum_kernel, (int) w->kernel);
  add_enum (rows, "precision", &hr_enum_precision, (int) w->precision);
  switch (w->kernel)
    {
    case HR_KERNEL_MOLECULAR_DYNAMICS:
      add_value (rows, "atoms", w->atoms, HR_UNIT_COUNT);
      add_enum (rows, "md_engine", &hr_enum_md_engine, (int) w->md_engine);
      if (w->potential != HR_POTENTIAL_BIOMOLECULAR)
        add_enum (rows, "potential", &hr_enum_potential, (int) w->potential);
      if (w->timestep_fs > 0)
        {
          g_autofree char *number = hr_text_number (w->timestep_fs, 3);

          add (rows, hr_text_key ("timestep_fs"), g_strconcat (number, "\302\240fs", NULL));
        }
      break;
    case HR_KERNEL_DENSE_LINEAR_ALGEBRA:
      add_value (rows, "matrix_order", w->matrix_order, HR_UNIT_COUNT);
      add_enum (rows, "solver", &hr_enum_solver, (int) w->solver);
      break;
    case HR_KERNEL_LATTICE:
      add_value (rows, "cells", w->cells, HR_UNIT_COUNT);
      add_value (rows, "bytes_per_cell", w->bytes_per_cell, HR_UNIT_BYTES);
      add_value (rows, "bytes_moved_per_cell", w->bytes_moved_per_cell, HR_UNIT_BYTES);
      add_enum (rows, "storage_precision", &hr_enum_precision, (int) w->storage_precision);
      break;
    case HR_KERNEL_SPARSE:
      add_value (rows, "nonzeros", w->nonzeros, HR_UNIT_COUNT);
      add_value (rows, "rows", w->rows, HR_UNIT_COUNT);
      break;
    case HR_KERNEL_FFT:
      add_value (rows, "points", w->points, HR_UNIT_COUNT);
      break;
    case HR_KERNEL_CUSTOM:
    case HR_N_KERNEL:
    default:
      add_value (rows, "working_set_gib", w->working_set_gib, HR_UNIT_GIB);
      add_value (rows, "flops_per_step", w->flops_per_step, HR_UNIT_FLOP);
      add_value (rows, "bytes_per_step", w->bytes_per_step, HR_UNIT_BYTES);
      break;
    }
  add_value (rows, "steps", w->steps, HR_UNIT_COUNT);
}

static void
add_render (Rows *rows, const HrRenderWork *w)
{
  add_enum (rows, "mode", &hr_enum_render_mode, (int) w->mode);
  add_enum (rows, "engine", &hr_enum_render_engine, (int) w->engine);
  add_enum (rows, "backend", &hr_enum_backend, (int) w->backend);
  add_value (rows, "triangles", w->triangles, HR_UNIT_COUNT);
  if (w->n_textures > 0)
    {
      double count = 0;

      for (guint i = 0; i < w->n_textures && i < HR_MAX_TEXTURES; i++)
        count += w->textures[i].count;
      add_value (rows, "textures", count, HR_UNIT_COUNT);
    }
  add_value (rows, "volumes_gib", w->volumes_gib, HR_UNIT_GIB);
  add (rows, hr_text_key ("resolution"), g_strdup_printf ("%u × %u", w->width, w->height));
  add_value (rows, "samples", w->samples, HR_UNIT_COUNT);
  add_value (rows, "frames", w->frames, HR_UNIT_COUNT);
}

static void
add_mask (Rows *rows, const char *key, const HrEnumType *type, guint mask)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < type->n; i++)
    if (mask & 1u << i)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              hr_text_enum (type, (int) i));
  add (rows, hr_text_key (key),
       mask == 0 ? g_strdup (C_("setting", "all")) : g_strdup (text->str));
  g_string_free (text, TRUE);
}

static void
add_constraints (Rows *rows, const HrConstraints *c)
{
  const HrSnapshot *snapshot = rows->writer->advice->snapshot;

  add (rows, hr_text_key ("budget"),
       c->budget > 0 ? hr_text_money (hr_money_to_usd (snapshot, c->budget, c->currency),
                                      c->currency, snapshot)
                     : g_strdup (_("no limit")));
  add_enum (rows, "budget_covers", &hr_enum_covers, (int) c->covers);
  add_value (rows, "max_gpus", c->max_gpus, HR_UNIT_COUNT);
  add_mask (rows, "vendors", &hr_enum_vendor, c->vendors);
  add_mask (rows, "segments", &hr_enum_segment, c->segments);
  add_enum (rows, "host", &hr_enum_host_kind, (int) c->host);
  add_enum (rows, "condition", &hr_enum_condition_policy, (int) c->condition);
  add_value (rows, "max_power_w", c->max_power_w, HR_UNIT_W);
  add_value (rows, "deadline_hours", c->deadline_hours, HR_UNIT_HOURS);
  add_enum (rows, "aim", &hr_enum_aim, (int) c->aim);
}

static void
add_economics (Rows *rows, const HrEconomics *e, const char *currency)
{
  const HrSnapshot *snapshot = rows->writer->advice->snapshot;
  g_autofree char  *energy = hr_text_money (
       hr_money_to_usd (snapshot, e->electricity_per_kwh, currency), currency, snapshot);

  /* Translators: %s is the price of a kilowatt-hour. */
  add (rows, hr_text_key ("electricity_per_kwh"), g_strdup_printf (_("%s a kWh"), energy));
  add_value (rows, "hours_per_week", e->hours_per_week, HR_UNIT_HOURS);
  add_value (rows, "horizon_years", e->horizon_years, HR_UNIT_YEARS);
  if (e->pue > 0)
    add (rows, _("Power of the room for each watt of the machine"), hr_text_number (e->pue, 3));
  if (e->resale_share > 0)
    add (rows, _("Resale value at the end"), hr_text_percent (e->resale_share));
  if (e->tax_rate > 0)
    add (rows, _("Tax on prices"), hr_text_percent (e->tax_rate));
}

/* Two pairs a row, read down the first and then down the second. */
static void
write_rows (Rows *rows)
{
  HrBlock *table = hr_report_add (rows->writer, HR_BLOCK_TABLE, NULL);
  guint    n = rows->cells->len / 2, half = (n + 1) / 2;

  for (guint i = 0; i < 2; i++)
    {
      hr_block_add_column (table, _("Setting"), FALSE);
      hr_block_add_column (table, _("Value"), FALSE);
    }
  for (guint row = 0; row < half; row++)
    for (guint column = 0; column < 2; column++)
      {
        guint i = row + column * half;

        hr_block_add_cell (table, g_strdup (i < n ? g_ptr_array_index (rows->cells, 2 * i) : ""));
        hr_block_add_cell (table,
                           g_strdup (i < n ? g_ptr_array_index (rows->cells, 2 * i + 1) : ""));
      }
}

/* The settings of the recommended machine: where the plan said "auto", what was picked. */
void
hr_report_write_assumptions (HrReportWriter *writer)
{
  const HrPlan     *plan = &writer->advice->plan;
  const HrWorkload *workload = writer->pick ? &writer->pick->settings : &plan->workload;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Rows rows = { .writer = writer, .cells = cells };

  hr_report_add_heading (writer, "assumptions", _("What was assumed"));
  add_enum (&rows, "task", &hr_enum_task, (int) workload->task);
  add_text (&rows, "model", workload->model_name);
  switch (workload->task)
    {
    case HR_TASK_IMAGE_CLASSIFICATION:
      add_image (&rows, &workload->image);
      break;
    case HR_TASK_NLP_FINE_TUNE:
      add_nlp (&rows, &workload->nlp);
      break;
    case HR_TASK_LLM_INFERENCE:
      add_llm (&rows, &workload->llm);
      break;
    case HR_TASK_SCIENTIFIC:
      add_science (&rows, &workload->science);
      break;
    case HR_TASK_RENDERING:
      add_render (&rows, &workload->render);
      break;
    case HR_N_TASK:
    default:
      break;
    }
  add_constraints (&rows, &plan->constraints);
  add_economics (&rows, &plan->economics, plan->constraints.currency);
  write_rows (&rows);
}
