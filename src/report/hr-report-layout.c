/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-layout.h"

#include <math.h>

#define MARGIN 48.0
#define FOOTER 26.0
/* Other scripts come from what the system prefers for the language. */
#define DEFAULT_FONT "Cantarell, Noto Sans, Sans"

static const struct
{
  double      points;
  PangoWeight weight;
} fonts[HR_N_FONT] = {
  [HR_FONT_BODY] = { 9.5, PANGO_WEIGHT_NORMAL },   [HR_FONT_SMALL] = { 8, PANGO_WEIGHT_NORMAL },
  [HR_FONT_SMALL_BOLD] = { 8, PANGO_WEIGHT_BOLD }, [HR_FONT_BOLD] = { 9.5, PANGO_WEIGHT_BOLD },
  [HR_FONT_HEADING] = { 12.5, PANGO_WEIGHT_BOLD }, [HR_FONT_TITLE] = { 19, PANGO_WEIGHT_BOLD },
  [HR_FONT_HERO] = { 16.5, PANGO_WEIGHT_BOLD },    [HR_FONT_FIGURE] = { 13.5, PANGO_WEIGHT_BOLD },
};

double
hr_report_layout_content (const HrReportLayout *self)
{
  return self->page.width - self->page.left - self->page.right;
}

static double
page_room (const HrReportLayout *self)
{
  return self->page.height - self->page.top - self->page.bottom;
}

/**
 * hr_report_layout_text:
 * @width: points to wrap at; 0 = one line, however long
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *
hr_report_layout_text (HrReportLayout *self, HrReportFont font, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);

  pango_layout_set_font_description (layout, self->fonts[font]);
  pango_layout_set_text (layout, text ? text : "", -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_line_spacing (layout, 1.08f);
    }
  return layout;
}

double
hr_report_text_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return height / (double) PANGO_SCALE;
}

double
hr_report_text_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return width / (double) PANGO_SCALE;
}

/**
 * hr_report_text_baseline:
 *
 * Returns: how far below its top the first line of a text stands
 */
double
hr_report_text_baseline (PangoLayout *layout)
{
  return pango_layout_get_baseline (layout) / (double) PANGO_SCALE;
}

static double
measure (HrReportLayout *self, HrReportFont font, const char *text, double width)
{
  PangoLayout *layout = hr_report_layout_text (self, font, text, width);
  double       height = hr_report_text_height (layout);

  g_object_unref (layout);
  return height;
}

static double
natural_width (HrReportLayout *self, HrReportFont font, const char *text)
{
  PangoLayout *layout = hr_report_layout_text (self, font, text, 0);
  double       width = hr_report_text_width (layout);

  g_object_unref (layout);
  return width;
}

/* Those that need less than an equal share get what they need, the others share what is left. */
static void
share_out (const double *needs, const guint *columns, guint n, double room, double *widths)
{
  gboolean is_settled[HR_REPORT_MAX_COLUMNS] = { FALSE };
  guint    open = n;
  gboolean changed = TRUE;

  while (open > 0 && changed)
    {
      double share = room / open;

      changed = FALSE;
      for (guint i = 0; i < n; i++)
        if (!is_settled[i] && needs[columns[i]] <= share)
          {
            widths[columns[i]] = needs[columns[i]];
            room -= needs[columns[i]];
            is_settled[i] = TRUE;
            open--;
            changed = TRUE;
          }
    }
  for (guint i = 0; i < n; i++)
    if (!is_settled[i])
      widths[columns[i]] = room / open;
  /* What nobody needs goes to the last column of text. */
  if (open == 0 && n > 0)
    widths[columns[n - 1]] += room;
}

/**
 * hr_report_columns:
 *
 * Returns: the widths of the columns of a table, padding included; together that of the content
 */
const double *
hr_report_columns (HrReportLayout *self, const HrBlock *block)
{
  double      *widths = g_hash_table_lookup (self->widths, block);
  HrReportFont font = block->is_small ? HR_FONT_SMALL : HR_FONT_BODY;
  double       room = hr_report_layout_content (self), needs[HR_REPORT_MAX_COLUMNS];
  guint        text_columns[HR_REPORT_MAX_COLUMNS], n_text = 0;

  if (widths)
    return widths;
  widths = g_new0 (double, HR_REPORT_MAX_COLUMNS);
  g_hash_table_insert (self->widths, (gpointer) block, widths);
  for (guint c = 0; c < block->n_columns; c++)
    {
      needs[c] = natural_width (self, HR_FONT_SMALL_BOLD, block->columns[c].title);
      for (guint row = 0; row < hr_block_n_rows (block); row++)
        {
          const char  *cell = g_ptr_array_index (block->cells, row * block->n_columns + c);
          HrReportFont used = (int) row == block->strong_row ? HR_FONT_BOLD : font;

          needs[c] = MAX (needs[c], natural_width (self, used, cell));
        }
      needs[c] += 2 * HR_CELL_PADDING + 0.5;
      if (block->columns[c].is_numeric)
        {
          widths[c] = needs[c];
          room -= needs[c];
        }
      else
        text_columns[n_text++] = c;
    }
  share_out (needs, text_columns, n_text, MAX (room, 60.0 * n_text), widths);
  return widths;
}

HrReportFont
hr_report_row_font (const HrBlock *block, guint row)
{
  return row == HR_REPORT_HEADER          ? HR_FONT_SMALL_BOLD
         : (int) row == block->strong_row ? HR_FONT_BOLD
         : block->is_small                ? HR_FONT_SMALL
                                          : HR_FONT_BODY;
}

const char *
hr_report_cell (const HrBlock *block, guint row, guint column)
{
  return row == HR_REPORT_HEADER
             ? block->columns[column].title
             : g_ptr_array_index (block->cells, row * block->n_columns + column);
}

/**
 * hr_report_row:
 * @row: of a table, or %HR_REPORT_HEADER
 * @baseline: (out) (optional): below the row's top edge, where the first lines of all of its cells
 *   stand: the fonts of two scripts have it at different heights
 *
 * Returns: the height that the row needs, padding included
 */
double
hr_report_row (HrReportLayout *self, const HrBlock *block, guint row, double *baseline)
{
  const double *widths = hr_report_columns (self, block);
  double        above = 0, below = 0;

  for (guint c = 0; c < block->n_columns; c++)
    {
      const char  *cell = hr_report_cell (block, row, c);
      double       width = block->columns[c].is_numeric ? 0 : widths[c] - 2 * HR_CELL_PADDING;
      PangoLayout *layout = hr_report_layout_text (self, hr_report_row_font (block, row),
                                                   *cell ? cell : " ", width);
      double       own = hr_report_text_baseline (layout);

      above = MAX (above, own);
      below = MAX (below, hr_report_text_height (layout) - own);
      g_object_unref (layout);
    }
  if (baseline)
    *baseline = HR_ROW_PADDING + above;
  return above + below + 2 * HR_ROW_PADDING;
}

static HrBox *
add_box (HrReportLayout *self, HrBoxKind kind, const HrBlock *block, double height, double gap)
{
  HrBox box = { .kind = kind, .block = block, .height = height, .gap = gap };

  g_array_append_val (self->boxes, box);
  return &g_array_index (self->boxes, HrBox, self->boxes->len - 1);
}

static void
add_table (HrReportLayout *self, const HrBlock *block)
{
  guint n = hr_block_n_rows (block);

  add_box (self, HR_BOX_TABLE_HEADER, block, hr_report_row (self, block, HR_REPORT_HEADER, NULL), 6)
      ->keeps_next = TRUE;
  for (guint row = 0; row < n; row++)
    {
      HrBox *box = add_box (self, HR_BOX_TABLE_ROW, block, hr_report_row (self, block, row, NULL),
                            0);

      box->row = row;
      /* Neither the first row nor the last stands alone. */
      box->keeps_next = n > 1 && (row == 0 || row + 2 == n);
    }
}

static double
hero_height (HrReportLayout *self, const HrBlock *block)
{
  double inner = hr_report_layout_content (self) - 2 * HR_HERO_PADDING,
         height = 2 * HR_HERO_PADDING, tallest = 0;

  if (block->badges && block->badges->len > 0)
    height += measure (self, HR_FONT_SMALL_BOLD, "X", 0) + 6 + 7;
  height += measure (self, HR_FONT_HERO, block->text, inner);
  if (block->detail && *block->detail)
    height += 2 + measure (self, HR_FONT_BODY, block->detail, inner);
  for (guint i = 0; block->figures && i + 1 < block->figures->len; i += 2)
    tallest = MAX (tallest,
                   measure (self, HR_FONT_FIGURE, g_ptr_array_index (block->figures, i), 0)
                       + measure (self, HR_FONT_SMALL, g_ptr_array_index (block->figures, i + 1),
                                  inner / HR_HERO_FIGURES - 10));
  return height + (tallest > 0 ? 12 + tallest : 0);
}

static double
chart_height (HrReportLayout *self, const HrBlock *block)
{
  double width = hr_report_layout_content (self) / HR_CHART_SCALE;
  double height = hr_chart_preferred_height (block->chart, &self->theme, width) * HR_CHART_SCALE;

  /* A chart is not split: one that is higher than a page is drawn smaller. */
  return MIN (height, page_room (self) * 0.82);
}

static void
add_block (HrReportLayout *self, const HrBlock *block)
{
  double content = hr_report_layout_content (self);
  HrBox *box;

  switch (block->kind)
    {
    case HR_BLOCK_TITLE:
      add_box (self, HR_BOX_BLOCK, block,
               measure (self, HR_FONT_TITLE, block->text, content) + 2
                   + measure (self, HR_FONT_BODY, block->detail, content),
               0);
      break;
    case HR_BLOCK_HERO:
      add_box (self, HR_BOX_BLOCK, block, hero_height (self, block), 14);
      break;
    case HR_BLOCK_HEADING:
      box = add_box (self, HR_BOX_BLOCK, block,
                     measure (self, HR_FONT_HEADING, block->text, content), 17);
      box->keeps_next = TRUE;
      box->breaks = block->starts_page;
      break;
    case HR_BLOCK_PARAGRAPH:
    case HR_BLOCK_LINK:
      add_box (self, HR_BOX_BLOCK, block, measure (self, HR_FONT_BODY, block->text, content), 6);
      break;
    case HR_BLOCK_BULLET:
      add_box (self, HR_BOX_BLOCK, block,
               measure (self, HR_FONT_BODY, block->text, content - HR_BULLET_INDENT), 4);
      break;
    case HR_BLOCK_CHART:
      add_box (self, HR_BOX_BLOCK, block,
               chart_height (self, block)
                   + (block->text && *block->text
                          ? HR_CAPTION_GAP + measure (self, HR_FONT_SMALL, block->text, content)
                          : 0),
               block->text ? 5 : 15);
      break;
    case HR_BLOCK_TABLE:
      if (hr_block_n_rows (block) > 0)
        add_table (self, block);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_bullet (const HrReportLayout *self, guint index)
{
  const HrBox *box;

  if (index >= self->boxes->len)
    return FALSE;
  box = &g_array_index (self->boxes, HrBox, index);
  return box->kind == HR_BOX_BLOCK && box->block->kind == HR_BLOCK_BULLET;
}

/* Neither the first point of a list nor its last stands alone on a page. */
static void
keep_lists (HrReportLayout *self)
{
  for (guint i = 0; i + 1 < self->boxes->len; i++)
    if (is_bullet (self, i) && is_bullet (self, i + 1)
        && (i == 0 || !is_bullet (self, i - 1) || !is_bullet (self, i + 2)))
      g_array_index (self->boxes, HrBox, i).keeps_next = TRUE;
}

/* What has to stay on one page with box @index: it and those that it keeps. */
static double
chain_height (const HrReportLayout *self, guint index)
{
  double height = 0;

  for (guint i = index; i < self->boxes->len; i++)
    {
      const HrBox *box = &g_array_index (self->boxes, HrBox, i);

      height += box->height + (i > index ? box->gap : 0);
      if (!box->keeps_next)
        break;
    }
  return height;
}

/* Puts the boxes on pages; where a table goes on, its header goes before. */
static void
paginate (HrReportLayout *self)
{
  GArray *placed = g_array_new (FALSE, TRUE, sizeof (HrBox));
  double  room = page_room (self), y = 0;
  guint   page = 0;

  for (guint i = 0; i < self->boxes->len; i++)
    {
      HrBox  box = g_array_index (self->boxes, HrBox, i);
      double gap = y > 0 ? box.gap : 0;
      double chain = chain_height (self, i);

      if (y > 0 && (box.breaks || y + gap + (chain <= room ? chain : box.height) > room))
        {
          page++;
          y = gap = 0;
          if (box.kind == HR_BOX_TABLE_ROW)
            for (guint k = i; k-- > 0;)
              {
                HrBox header = g_array_index (self->boxes, HrBox, k);

                if (header.kind != HR_BOX_TABLE_HEADER)
                  continue;
                header.page = page;
                header.y = self->page.top;
                g_array_append_val (placed, header);
                y = header.height;
                break;
              }
        }
      box.page = page;
      box.y = self->page.top + y + gap;
      y += gap + box.height;
      g_array_append_val (placed, box);
    }
  g_array_unref (self->boxes);
  self->boxes = placed;
  self->n_pages = page + 1;
}

/**
 * hr_report_layout_new:
 * @report: borrowed: has to live as long as the layout
 * @font: (nullable): a Pango font family list
 */
HrReportLayout *
hr_report_layout_new (const HrReport *report, HrPaper paper, const char *font)
{
  HrReportLayout       *self = g_new0 (HrReportLayout, 1);
  cairo_font_options_t *options = cairo_font_options_create ();
  g_autofree char      *chart_font = g_strdup_printf ("%s 10", font ? font : DEFAULT_FONT);

  self->report = report;
  self->page = (HrPageSize){ paper == HR_PAPER_LETTER ? 612 : 595.28,
                             paper == HR_PAPER_LETTER ? 792 : 841.89,
                             MARGIN,
                             MARGIN,
                             MARGIN,
                             MARGIN + FOOTER };
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  for (guint i = 0; i < HR_N_FONT; i++)
    {
      self->fonts[i] = pango_font_description_from_string (font ? font : DEFAULT_FONT);
      pango_font_description_set_weight (self->fonts[i], fonts[i].weight);
      pango_font_description_set_absolute_size (self->fonts[i], fonts[i].points * PANGO_SCALE);
    }
  hr_chart_theme_init (&self->theme, HR_CHART_THEME_PRINT);
  hr_chart_theme_set_font (&self->theme, chart_font);
  self->boxes = g_array_new (FALSE, TRUE, sizeof (HrBox));
  self->widths = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < report->blocks->len; i++)
    add_block (self, g_ptr_array_index (report->blocks, i));
  keep_lists (self);
  paginate (self);
  return self;
}

void
hr_report_layout_free (HrReportLayout *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < HR_N_FONT; i++)
    pango_font_description_free (self->fonts[i]);
  g_object_unref (self->context);
  g_array_unref (self->boxes);
  g_hash_table_unref (self->widths);
  g_free (self);
}
