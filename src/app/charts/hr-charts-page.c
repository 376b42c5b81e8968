/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-charts-page.h"

#include "hr-accessible.h"
#include "hr-chart-table.h"
#include "hr-chart-view.h"
#include "hr-settings.h"
#include "hr-text.h"
#include "hr-wrap-box.h"

#include <glib/gi18n.h>

/**
 * HrChartsPage:
 *
 * The charts of the catalog and of the answer: which one, of which cards, in which order, drawn or
 * as a table. Follows the advice and the catalog.
 */
struct _HrChartsPage
{
  AdwBin parent_instance;

  /* Template children. */
  HrWrapBox       *kinds;
  HrWrapBox       *segments;
  GtkToggleButton *all_button;
  GtkToggleButton *priced_button;
  GtkToggleButton *log_button;
  GtkToggleButton *table_button;
  GtkDropDown     *sort;
  GtkStack        *stack;
  HrChartView     *view;
  HrChartTable    *table;
  GtkLabel        *status;

  /* Owned by the widget tree. */
  GtkWidget *kind_buttons[HR_N_FIGURE];
  GtkWidget *segment_buttons[HR_N_SEGMENT];

  /* Owned. */
  HrAdviceModel *model;

  HrFigureKind kind;
};

/* Cards of each class at most, unless all are asked for: what fits on a screen. */
#define N_TOP 7

G_DEFINE_FINAL_TYPE (HrChartsPage, hr_charts_page, ADW_TYPE_BIN)

/* The charts of one machine belong to the Advice page; these are the ones that stand by themselves.
 */
static const HrFigureKind kinds[] = {
  HR_FIGURE_CAPACITY_BANDWIDTH_COST,
  HR_FIGURE_PRICE_SPEED,
  HR_FIGURE_ROOFLINE,
  HR_FIGURE_MEMORY,
  HR_FIGURE_BUY_OR_RENT,
  HR_FIGURE_JOB_COST,
  HR_FIGURE_THROUGHPUT_SIZE,
  HR_FIGURE_SENSITIVITY,
  HR_FIGURE_RAM_VRAM,
  HR_FIGURE_MEMORY_PATH,
};

/* Rows of cards can be filtered and sorted. */
static gboolean
kind_has_rows (HrFigureKind kind)
{
  return kind == HR_FIGURE_CAPACITY_BANDWIDTH_COST || kind == HR_FIGURE_MEMORY
         || kind == HR_FIGURE_RAM_VRAM;
}

/* Bars have the height of their rows; a plot is the better the more room it has. */
static gboolean
kind_is_plot (HrFigureKind kind)
{
  return !kind_has_rows (kind) && kind != HR_FIGURE_JOB_COST && kind != HR_FIGURE_SENSITIVITY
         && kind != HR_FIGURE_MEMORY_PATH;
}

static guint
chosen_segments (HrChartsPage *self)
{
  guint mask = 0;

  for (guint i = 0; i < HR_N_SEGMENT; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->segment_buttons[i])))
      mask |= 1u << i;
  return mask;
}

/* How many cards the filters leave, of how many: an empty corner of a chart is never unexplained.
 */
static char *
describe_cards (HrChartsPage *self, HrChart *chart, const HrSnapshot *snapshot)
{
  guint            shown = 0, unpriced = 0, segments = chosen_segments (self);
  gboolean         priced_only = gtk_toggle_button_get_active (self->priced_button);
  g_autofree char *cards = NULL;

  if (!kind_has_rows (self->kind))
    return g_strdup_printf ("%s\n%s", hr_chart_get_summary (chart),
                            _("Hover or use the arrow keys to read a mark"));
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      const HrGpu *gpu = &snapshot->gpus[i];
      gboolean     priced = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY) != NULL;

      if ((segments & (1u << gpu->segment)) == 0)
        continue;
      unpriced += !priced;
      shown += priced || !priced_only;
    }
  /* Translators: cards that the filter lets through, all cards, those without a price */
  cards = g_strdup_printf (ngettext ("%u of %u card", "%u of %u cards", snapshot->n_gpus), shown,
                           snapshot->n_gpus);
  if (!gtk_toggle_button_get_active (self->all_button))
    /* Translators: "74 of 113 cards", how many of each class are drawn, how many lack a price */
    return g_strdup_printf (_("%s match the filter, the chart shows the top %u of each class · %u "
                               "without a price · hover or use the arrow keys to read a mark"),
                            cards, N_TOP, unpriced);
  /* Translators: "74 of 113 cards", then how many lack a price */
  return g_strdup_printf (
      _("%s match the filter · %u without a price · hover or use the arrow keys to "
         "read a mark"),
      cards, unpriced);
}

static void
update (HrChartsPage *self)
{
  const HrAdvice   *advice = hr_advice_model_get_advice (self->model);
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  g_autoptr (HrChart) chart = NULL;
  g_autofree char *status = NULL;
  g_auto (GStrv) compared = hr_settings_get_compared ();
  HrFigureOptions options;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  hr_figure_options_init (&options);
  options.segments = chosen_segments (self);
  options.top = gtk_toggle_button_get_active (self->all_button) ? 0 : N_TOP;
  options.always = (const char *const *) compared;
  options.priced_only = gtk_toggle_button_get_active (self->priced_button);
  options.logarithmic = gtk_toggle_button_get_active (self->log_button);
  options.sort = (HrFigureSort) gtk_drop_down_get_selected (self->sort);
  options.currency = hr_advice_model_get_plan (self->model)->constraints.currency;
  chart = hr_figure_new (self->kind, advice, snapshot, &options);
  hr_chart_view_set_chart (self->view, chart);
  gtk_widget_set_valign (GTK_WIDGET (self->view),
                         kind_is_plot (self->kind) ? GTK_ALIGN_FILL : GTK_ALIGN_START);
  if (gtk_toggle_button_get_active (self->table_button))
    hr_chart_table_set_chart (self->table, chart);
  gtk_stack_set_visible_child_name (
      self->stack, gtk_toggle_button_get_active (self->table_button) ? "table" : "chart");
  gtk_widget_set_visible (GTK_WIDGET (self->segments), kind_has_rows (self->kind));
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), kind_has_rows (self->kind));
  gtk_widget_set_visible (GTK_WIDGET (self->priced_button), kind_has_rows (self->kind));
  gtk_widget_set_visible (GTK_WIDGET (self->log_button), hr_figure_has_scale (self->kind));
  gtk_widget_set_visible (GTK_WIDGET (self->sort), kind_has_rows (self->kind));
  status = describe_cards (self, chart, snapshot);
  gtk_label_set_label (self->status, status);
}

static void
segment_toggled_cb (HrChartsPage *self, GtkToggleButton *button)
{
  /* No segment at all would be an empty chart: the last one stays. */
  if (chosen_segments (self) == 0)
    gtk_toggle_button_set_active (button, TRUE);
  else
    update (self);
}

static void
kind_toggled_cb (HrChartsPage *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    hr_charts_page_set_kind (
        self, (HrFigureKind) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind")));
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_chart_view_export (HR_CHARTS_PAGE (widget)->view, g_variant_get_string (parameter, NULL));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (HR_CHARTS_PAGE (widget)->view), "chart.copy", NULL);
}

static void
add_kind_buttons (HrChartsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (hr_figure_title (kinds[i]));

      g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (kinds[i]));
      if (i == 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->kind_buttons[kinds[0]]));
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (kind_toggled_cb), self);
      gtk_widget_add_css_class (button, "chip");
      hr_wrap_box_append (self->kinds, button);
      self->kind_buttons[kinds[i]] = button;
    }
}

static void
add_segment_buttons (HrChartsPage *self)
{
  for (guint i = 0; i < HR_N_SEGMENT; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (
          hr_text_enum (&hr_enum_segment, (int) i));

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      gtk_widget_add_css_class (button, "chip");
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (segment_toggled_cb), self);
      hr_wrap_box_append (self->segments, button);
      self->segment_buttons[i] = button;
    }
}

static void
fill_sort (HrChartsPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < HR_N_FIGURE_SORT; i++)
    gtk_string_list_append (titles, hr_figure_sort_title ((HrFigureSort) i));
  gtk_drop_down_set_model (self->sort, G_LIST_MODEL (titles));
}

static void
hr_charts_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hr_charts_page_parent_class)->map (widget);
  if (HR_CHARTS_PAGE (widget)->model != NULL)
    update (HR_CHARTS_PAGE (widget));
}

static void
option_changed_cb (HrChartsPage *self)
{
  if (self->model != NULL)
    update (self);
}

static void
hr_charts_page_dispose (GObject *object)
{
  g_clear_object (&HR_CHARTS_PAGE (object)->model);
  G_OBJECT_CLASS (hr_charts_page_parent_class)->dispose (object);
}

static void
hr_charts_page_class_init (HrChartsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_charts_page_dispose;
  widget_class->map = hr_charts_page_map;
  g_type_ensure (HR_TYPE_CHART_VIEW);
  g_type_ensure (HR_TYPE_CHART_TABLE);
  g_type_ensure (HR_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/headroom/Headroom/ui/hr-charts-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HrChartsPage, child)
  BIND (kinds);
  BIND (segments);
  BIND (all_button);
  BIND (priced_button);
  BIND (log_button);
  BIND (table_button);
  BIND (sort);
  BIND (stack);
  BIND (view);
  BIND (table);
  BIND (status);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
  gtk_widget_class_install_action (widget_class, "charts.export", "s", export_cb);
  gtk_widget_class_install_action (widget_class, "charts.copy", NULL, copy_cb);
}

static void
hr_charts_page_init (HrChartsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hr_accessible_set_label (GTK_WIDGET (self->sort), _("Sort"));
  self->kind = kinds[0];
  fill_sort (self);
  add_kind_buttons (self);
  add_segment_buttons (self);
}

GtkWidget *
hr_charts_page_new (void)
{
  return g_object_new (HR_TYPE_CHARTS_PAGE, NULL);
}

/**
 * hr_charts_page_set_model:
 * @model: whose catalog and advice are drawn; set once
 */
void
hr_charts_page_set_model (HrChartsPage *self, HrAdviceModel *model)
{
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify::advice", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hr_advice_model_get_catalog (model), "notify::snapshot",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
hr_charts_page_set_kind (HrChartsPage *self, HrFigureKind kind)
{
  if (self->kind == kind)
    return;

  self->kind = kind;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->kind_buttons[kind]), TRUE);
  option_changed_cb (self);
}

HrFigureKind
hr_charts_page_get_kind (HrChartsPage *self)
{
  return self->kind;
}

/**
 * hr_charts_page_get_chart:
 *
 * Returns: (nullable) (transfer none): what is shown.
 */
HrChart *
hr_charts_page_get_chart (HrChartsPage *self)
{
  return hr_chart_view_get_chart (self->view);
}
