/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-bar-panels.h"
#include "hr-calibration.h"
#include "hr-data-path.h"
#include "hr-host-rules.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Cards of a segment beside the kits, unless more are asked for. */
#define SIDE_CARDS 4

/* The two memories of a machine: what they are side by side, and the way between them. */

static double
kit_gib (const HrRamKit *kit)
{
  return kit->modules * kit->module_gib;
}

/* What the widest platform for it makes of one kit, GB/s; 0 = none takes it. */
static double
kit_gb_s (const HrSnapshot *snapshot, const HrRamKit *kit)
{
  double widest = 0;

  for (guint i = 0; i < snapshot->n_platforms; i++)
    {
      const HrPlatform *platform = &snapshot->platforms[i];

      if (g_strcmp0 (platform->ram_type, kit->type) == 0 && kit->modules <= platform->max_dimms)
        widest = MAX (widest, hr_host_rules_ram_gb_s (platform, kit->modules, kit->speed_mt_s));
    }
  return widest;
}

/* 0 = no price. */
static double
kit_usd_per_gib (const HrRamKit *kit)
{
  return hr_price_is_known (&kit->price) && kit_gib (kit) > 0 ? kit->price.usd / kit_gib (kit) : 0;
}

static gboolean
kit_is_cheaper (const HrRamKit *a, const HrRamKit *b)
{
  double x = kit_usd_per_gib (a), y = kit_usd_per_gib (b);

  if ((x > 0) != (y > 0))
    return x > 0;
  if (x != y)
    return x < y;
  return kit_gib (a) < kit_gib (b);
}

/* Of each type the kit whose GiB cost least, and the fastest one: what a type costs and what it can
 * do. In the order of the catalog; borrowed. */
static GPtrArray *
select_kits (const HrSnapshot *snapshot)
{
  GPtrArray *kits = g_ptr_array_new ();

  for (guint i = 0; i < snapshot->n_ram_kits; i++)
    {
      const HrRamKit *kit = &snapshot->ram_kits[i];
      gboolean        is_cheapest = TRUE, is_fastest = TRUE;

      for (guint k = 0; k < snapshot->n_ram_kits; k++)
        {
          const HrRamKit *other = &snapshot->ram_kits[k];
          double          gb_s = kit_gb_s (snapshot, kit), more = kit_gb_s (snapshot, other);

          if (k == i || g_strcmp0 (kit->type, other->type) != 0)
            continue;
          if (kit_is_cheaper (other, kit) || (k < i && !kit_is_cheaper (kit, other)))
            is_cheapest = FALSE;
          if (more > gb_s || (more == gb_s && kit_gib (other) < kit_gib (kit))
              || (more == gb_s && kit_gib (other) == kit_gib (kit) && k < i))
            is_fastest = FALSE;
        }
      if (is_cheapest || is_fastest)
        g_ptr_array_add (kits, (gpointer) kit);
    }
  return kits;
}

static gboolean
kit_is_unbuffered (const HrRamKit *kit)
{
  return kit->type != NULL && g_str_has_suffix (kit->type, "-udimm");
}

static double
gpu_latency_ns (const HrFigureInput *input, const HrGpu *gpu)
{
  return input->calibration->vram_latency_ns[gpu->memory_type];
}

static void
add_bar (
    HrChart *chart, HrFigureMoney *money, const char *id, const char *name, const double values[4])
{
  g_autofree char *gib = hr_text_number (values[0], 3);
  g_autofree char *gib_spoken = hr_text_gib (values[0]);
  g_autofree char *gb_s = values[1] > 0 ? hr_text_number (round (values[1]), 15) : g_strdup ("–");
  g_autofree char *gb_s_spoken = hr_text_unit_value (round (values[1]), HR_UNIT_GB_S);
  g_autofree char *ns = hr_text_number (values[2], 3);
  /* Translators: nanoseconds. */
  g_autofree char *ns_spoken = g_strdup_printf (_("%s ns"), ns);
  g_autofree char *cost = values[3] > 0 ? hr_figure_format_money (values[3], money)
                                        : g_strdup (_("no price"));
  /* Translators: money for a GiB of memory. */
  g_autofree char *cost_spoken = values[3] > 0 ? g_strdup_printf (_("%s per GiB"), cost)
                                               : g_strdup (cost);

  hr_bar_panels_add_bar (chart, id, name, values, (const char *[]){ gib, gb_s, ns, cost },
                         (const char *[]){ gib_spoken, gb_s_spoken, ns_spoken, cost_spoken });
}

static void
add_kits (const HrFigureInput *input, HrChart *chart, HrFigureMoney *money)
{
  g_autoptr (GPtrArray) kits = select_kits (input->snapshot);

  for (guint pass = 0; pass < 2; pass++)
    {
      gboolean is_named = FALSE;

      for (guint i = 0; i < kits->len; i++)
        {
          const HrRamKit *kit = g_ptr_array_index (kits, i);
          const double    values[4] = { kit_gib (kit), kit_gb_s (input->snapshot, kit),
                                        input->calibration->ram_latency_ns,
                                        hr_figure_to_currency (input, kit_usd_per_gib (kit)) };

          if (kit_is_unbuffered (kit) != (pass == 0))
            continue;
          if (!is_named)
            hr_bar_panels_add_group (chart, pass == 0 ? _("RAM, desktop") : _("RAM, server"),
                                     pass == 0 ? HR_CHART_HUE_TEAL : HR_CHART_HUE_SKY);
          is_named = TRUE;
          add_bar (chart, money, kit->id, kit->name, values);
        }
    }
}

static guint
add_cards (const HrFigureInput *input, HrChart *chart, HrFigureMoney *money)
{
  HrFigureOptions options = *input->options;
  HrFigureInput   shown = *input;
  HrSegment       segment = HR_N_SEGMENT;
  g_autoptr (GPtrArray) gpus = NULL;

  if (options.top == 0)
    options.top = SIDE_CARDS;
  shown.options = &options;
  gpus = hr_figure_select_gpus (&shown);
  for (guint i = 0; i < gpus->len; i++)
    {
      const HrGpu   *gpu = g_ptr_array_index (gpus, i);
      const HrPrice *price = hr_figure_price (input, gpu);
      double values[4] = { gpu->vram_gib, gpu->bandwidth_gb_s, gpu_latency_ns (input, gpu), 0 };

      if (price && gpu->vram_gib > 0)
        values[3] = hr_figure_to_currency (input, price->usd / gpu->vram_gib);
      if (gpu->segment != segment)
        {
          /* Translators: the memory of cards of a segment. */
          g_autofree char *title = g_strdup_printf (
              _("VRAM, %s"), hr_text_enum (&hr_enum_segment, (int) gpu->segment));

          segment = gpu->segment;
          hr_bar_panels_add_group (chart, title, hr_figure_segment_hue (segment));
        }
      add_bar (chart, money, gpu->id, gpu->name, values);
      hr_bar_panels_set_short (chart, hr_figure_short_name (gpu));
    }
  return gpus->len;
}

/* RAM kits beside cards: four quantities, each of which tells the two memories apart. */
HrChart *
hr_figure_ram_vram (const HrFigureInput *input)
{
  HrScaleKind      scale = input->options->logarithmic ? HR_SCALE_LOG : HR_SCALE_LINEAR;
  HrChart         *chart = hr_bar_panels_new ();
  HrFigureMoney   *money = hr_figure_money_new (input, chart);
  g_autofree char *subtitle = g_strdup_printf (_("%s per GiB"), input->currency);

  hr_bar_panels_add_panel (chart, _("Capacity"), _("GiB"), scale, hr_figure_format_number, NULL);
  hr_bar_panels_add_panel (chart, _("Bandwidth"), _("GB/s"), scale, hr_figure_format_number,
                           NULL);
  hr_bar_panels_add_panel (chart, _("Latency"), _("ns, of its kind"), scale,
                           hr_figure_format_number, NULL);
  hr_bar_panels_add_panel (chart, _("Cost per GB"), subtitle, scale, hr_figure_format_money,
                           money);
  add_kits (input, chart, money);
  add_cards (input, chart, money);
  hr_chart_set_summary (chart,
                        _("RAM kits beside graphics cards: RAM is large, cheap and quick to "
                           "answer, VRAM moves far more data a second."));
  hr_chart_set_empty_text (chart, _("The catalog has neither RAM nor cards."));
  return chart;
}

typedef struct
{
  char  *label;
  double gb_s;
} Leg;

static void
add_leg (Leg *legs, guint *n, double gb_s, char *label)
{
  legs[*n].label = label;
  legs[*n].gb_s = gb_s;
  if (gb_s > 0)
    (*n)++;
  else
    g_free (label);
}

/* From the drive to the GPU; the way back is the same one. */
static guint
find_legs (const HrPick *pick, Leg *legs)
{
  const HrBuild   *build = &pick->build;
  const HrHost    *host = &build->host;
  guint            n = 0;
  double           ram = host->ram_gib > 0 ? host->ram_gib : build->ram_gib;
  g_autofree char *ram_gib = hr_text_gib (ram);
  g_autofree char *vram_gib = hr_text_gib (build->gpu->vram_gib);

  add_leg (legs, &n, host->storage_gb_s, g_strdup (hr_text_enum (&hr_enum_part, HR_PART_NVME)));
  /* Translators: the RAM, and how much of it. */
  add_leg (legs, &n, host->ram_bandwidth_gb_s,
           ram > 0 ? g_strdup_printf (_("RAM, %s"), ram_gib) : g_strdup (_("RAM")));
  add_leg (legs, &n, host->pcie_gb_s,
           /* Translators: the generation of PCIe, and how many lanes. */
           host->pcie_gen > 0
               ? g_strdup_printf (_("PCIe %1$u.0 ×%2$u"), host->pcie_gen, host->pcie_lanes)
               : g_strdup (hr_text_enum (&hr_enum_stage, HR_STAGE_PCIE)));
  /* Translators: the memory of a card, and how much of it. */
  add_leg (legs, &n, build->gpu->bandwidth_gb_s, g_strdup_printf (_("VRAM, %s"), vram_gib));
  if (build->gpu_count > 1)
    add_leg (legs, &n, host->link_gb_s / 2, g_strdup (_("Between GPUs")));
  return n;
}

/* What data passes on its way from the drive to the GPU of the pick, each with its size and what it
 * moves in a second; the narrowest place stands out. */
HrChart *
hr_figure_memory_path (const HrFigureInput *input)
{
  HrChart         *chart = hr_data_path_new ();
  Leg              legs[5];
  guint            n = 0, slowest = 0;
  double           widest = 0;
  g_autofree char *detail = NULL;

  hr_chart_set_empty_text (chart,
                           _("There is no machine to show the path of data through: no build "
                              "fits the question."));
  if (input->pick == NULL || input->pick->build.gpu == NULL)
    return chart;
  n = find_legs (input->pick, legs);
  for (guint i = 0; i < n; i++)
    {
      widest = MAX (widest, legs[i].gb_s);
      if (legs[i].gb_s < legs[slowest].gb_s)
        slowest = i;
    }
  /* Translators: %s is a part of the machine, as in “PCIe 4.0 ×16”. */
  detail = g_strdup_printf (_("there and back, one way at a time; narrowest: %s"),
                            n > 0 ? legs[slowest].label : "–");
  if (!input->options->bare)
    hr_data_path_set_heading (chart, hr_figure_title (HR_FIGURE_MEMORY_PATH), detail);
  hr_chart_set_summary (chart, detail);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = hr_text_unit_value (
          legs[i].gb_s >= 100 ? round (legs[i].gb_s) : legs[i].gb_s, HR_UNIT_GB_S);

      hr_data_path_add_stage (chart, legs[i].label, value, legs[i].gb_s / widest, i == slowest,
                              value);
      g_free (legs[i].label);
    }
  return chart;
}
