/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-layout.h"

#include "hr-file-write.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (hr - report - error - quark, hr_report_error)

typedef struct
{
  HrReportLayout *layout;
  cairo_t        *cr;
  double          left, width; /* of the content */
} Drawing;

static const HrChartColor ink = { 0.11, 0.12, 0.13, 1 }, dim = { 0.36, 0.37, 0.38, 1 },
                          rule = { 0.86, 0.86, 0.86, 1 }, tint = { 0.94, 0.96, 0.99, 1 },
                          accent = { 0.10, 0.37, 0.71, 1 }, alert = { 0.65, 0.11, 0.18, 1 },
                          card = { 0.965, 0.97, 0.98, 1 };

static void
set_color (const Drawing *d, const HrChartColor *color)
{
  cairo_set_source_rgb (d->cr, color->red, color->green, color->blue);
}

/* Returns the height of what was written. */
static double
draw_text (const Drawing      *d,
           HrReportFont        font,
           const HrChartColor *color,
           const char         *text,
           double              x,
           double              y,
           double              width)
{
  PangoLayout *layout = hr_report_layout_text (d->layout, font, text, width);
  double       height = hr_report_text_height (layout);

  set_color (d, color);
  cairo_move_to (d->cr, x, y);
  pango_cairo_show_layout (d->cr, layout);
  cairo_new_path (d->cr);
  g_object_unref (layout);
  return height;
}

static void
rounded (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* The structure that a screen reader walks through; what is not in it (footers) it passes over. */
static const char *
structure_of (const HrBlock *block)
{
  switch (block->kind)
    {
    case HR_BLOCK_TITLE:
      return "H1";
    case HR_BLOCK_HEADING:
      return "H2";
    case HR_BLOCK_CHART:
      return "Figure";
    case HR_BLOCK_HERO:
      return "Div";
    case HR_BLOCK_TABLE:
      return "Table";
    case HR_BLOCK_BULLET:
    case HR_BLOCK_PARAGRAPH:
    case HR_BLOCK_LINK:
    default:
      return "P";
    }
}

static void
begin_anchor (const Drawing *d, const char *anchor)
{
  g_autofree char *attributes = g_strdup_printf ("name='%s'", anchor);

  cairo_tag_begin (d->cr, CAIRO_TAG_DEST, attributes);
}

static double
draw_badges (const Drawing *d, const HrBlock *block, double x, double y)
{
  double height = 0;

  for (guint i = 0; i < block->badges->len; i++)
    {
      PangoLayout *layout = hr_report_layout_text (d->layout, HR_FONT_SMALL_BOLD,
                                                   g_ptr_array_index (block->badges, i), 0);
      double       width = hr_report_text_width (layout) + 2 * HR_BADGE_PADDING;

      height = hr_report_text_height (layout) + 6;
      rounded (d->cr, x, y, width, height, height / 2);
      set_color (d, block->is_warning ? &alert : &accent);
      cairo_fill (d->cr);
      cairo_set_source_rgb (d->cr, 1, 1, 1);
      cairo_move_to (d->cr, x + HR_BADGE_PADDING, y + 3);
      pango_cairo_show_layout (d->cr, layout);
      cairo_new_path (d->cr);
      g_object_unref (layout);
      x += width + 6;
    }
  return height;
}

static void
draw_hero (const Drawing *d, const HrBox *box)
{
  const HrBlock *block = box->block;
  double         x = d->left + HR_HERO_PADDING, y = box->y + HR_HERO_PADDING,
         inner = d->width - 2 * HR_HERO_PADDING;
  double column = inner / HR_HERO_FIGURES;

  rounded (d->cr, d->left, box->y, d->width, box->height, 8);
  set_color (d, &card);
  cairo_fill_preserve (d->cr);
  set_color (d, &rule);
  cairo_set_line_width (d->cr, 0.7);
  cairo_stroke (d->cr);
  if (block->badges && block->badges->len > 0)
    y += draw_badges (d, block, x, y) + 7;
  y += draw_text (d, HR_FONT_HERO, &ink, block->text, x, y, inner);
  if (block->detail && *block->detail)
    y += 2 + draw_text (d, HR_FONT_BODY, &dim, block->detail, x, y + 2, inner);
  for (guint i = 0; block->figures && i + 1 < block->figures->len; i += 2)
    {
      double at = x + i / 2 * column;
      double value = draw_text (d, HR_FONT_FIGURE, &ink, g_ptr_array_index (block->figures, i), at,
                                y + 12, 0);

      draw_text (d, HR_FONT_SMALL, &dim, g_ptr_array_index (block->figures, i + 1), at,
                 y + 12 + value, column - 10);
    }
}

static void
draw_chart (const Drawing *d, const HrBox *box)
{
  const HrBlock *block = box->block;
  double         height = box->height;

  if (block->text && *block->text)
    {
      double caption = draw_text (d, HR_FONT_SMALL, &dim, block->text, d->left, box->y, d->width);

      height -= caption + HR_CAPTION_GAP;
      cairo_save (d->cr);
      cairo_translate (d->cr, d->left, box->y + caption + HR_CAPTION_GAP);
    }
  else
    {
      cairo_save (d->cr);
      cairo_translate (d->cr, d->left, box->y);
    }
  cairo_scale (d->cr, HR_CHART_SCALE, HR_CHART_SCALE);
  hr_chart_draw (block->chart, &d->layout->theme, d->cr, d->width / HR_CHART_SCALE,
                 height / HR_CHART_SCALE);
  cairo_restore (d->cr);
}

static void
draw_line (const Drawing *d, double y, double width)
{
  set_color (d, &rule);
  cairo_set_line_width (d->cr, width);
  cairo_move_to (d->cr, d->left, y);
  cairo_line_to (d->cr, d->left + d->width, y);
  cairo_stroke (d->cr);
}

static void
draw_cell (const Drawing        *d,
           const HrReportColumn *column,
           HrReportFont          font,
           const HrChartColor   *color,
           const char           *text,
           double                x,
           double                baseline,
           double                width)
{
  double       inner = width - 2 * HR_CELL_PADDING;
  gboolean     is_link = g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://");
  PangoLayout *layout = hr_report_layout_text (d->layout, font, text,
                                               column->is_numeric ? 0 : inner);

  x += HR_CELL_PADDING;
  if (column->is_numeric)
    x += inner - hr_report_text_width (layout);
  /* An attribute is quoted: an address with a quote or a bracket in it stays text. */
  is_link = is_link && strpbrk (text, "'\"\\<> ()[]") == NULL;
  if (is_link)
    {
      g_autofree char *attributes = g_strdup_printf ("uri='%s'", text);

      cairo_tag_begin (d->cr, CAIRO_TAG_LINK, attributes);
    }
  set_color (d, is_link ? &accent : color);
  cairo_move_to (d->cr, x, baseline - hr_report_text_baseline (layout));
  pango_cairo_show_layout (d->cr, layout);
  cairo_new_path (d->cr);
  if (is_link)
    cairo_tag_end (d->cr, CAIRO_TAG_LINK);
  g_object_unref (layout);
}

static void
draw_row (const Drawing *d, const HrBox *box)
{
  const HrBlock *block = box->block;
  gboolean       is_header = box->kind == HR_BOX_TABLE_HEADER;
  guint          row = is_header ? HR_REPORT_HEADER : box->row;
  const char    *tag = is_header ? "TH" : "TD";
  const double  *widths = hr_report_columns (d->layout, block);
  double         x = d->left, baseline;

  hr_report_row (d->layout, block, row, &baseline);
  if ((int) row == block->strong_row && !is_header)
    {
      cairo_rectangle (d->cr, d->left, box->y, d->width, box->height);
      set_color (d, &tint);
      cairo_fill (d->cr);
    }
  cairo_tag_begin (d->cr, "TR", NULL);
  for (guint c = 0; c < block->n_columns; c++)
    {
      cairo_tag_begin (d->cr, tag, NULL);
      draw_cell (d, &block->columns[c], hr_report_row_font (block, row), is_header ? &dim : &ink,
                 hr_report_cell (block, row, c), x, box->y + baseline, widths[c]);
      cairo_tag_end (d->cr, tag);
      x += widths[c];
    }
  cairo_tag_end (d->cr, "TR");
  draw_line (d, box->y + box->height, is_header ? 1 : 0.5);
}

static void
draw_block (const Drawing *d, const HrBox *box)
{
  const HrBlock *block = box->block;
  double         height;

  switch (block->kind)
    {
    case HR_BLOCK_TITLE:
      height = draw_text (d, HR_FONT_TITLE, &ink, block->text, d->left, box->y, d->width);
      draw_text (d, HR_FONT_BODY, &dim, block->detail, d->left, box->y + height + 2, d->width);
      break;
    case HR_BLOCK_HERO:
      draw_hero (d, box);
      break;
    case HR_BLOCK_HEADING:
      begin_anchor (d, block->anchor);
      draw_text (d, HR_FONT_HEADING, &ink, block->text, d->left, box->y, d->width);
      cairo_tag_end (d->cr, CAIRO_TAG_DEST);
      break;
    case HR_BLOCK_PARAGRAPH:
      draw_text (d, HR_FONT_BODY, &ink, block->text, d->left, box->y, d->width);
      break;
    case HR_BLOCK_LINK:
      {
        g_autofree char *attributes = g_strdup_printf ("dest='%s'", block->anchor);

        cairo_tag_begin (d->cr, CAIRO_TAG_LINK, attributes);
        draw_text (d, HR_FONT_BODY, &accent, block->text, d->left, box->y, d->width);
        cairo_tag_end (d->cr, CAIRO_TAG_LINK);
        break;
      }
    case HR_BLOCK_BULLET:
      cairo_arc (d->cr, d->left + 4, box->y + 6.4, 1.5, 0, 2 * G_PI);
      set_color (d, &ink);
      cairo_fill (d->cr);
      draw_text (d, HR_FONT_BODY, &ink, block->text, d->left + HR_BULLET_INDENT, box->y,
                 d->width - HR_BULLET_INDENT);
      break;
    case HR_BLOCK_CHART:
      draw_chart (d, box);
      break;
    case HR_BLOCK_TABLE:
    default:
      g_assert_not_reached ();
    }
}

static void
draw_footer (const Drawing *d, guint page)
{
  const HrPageSize *size = &d->layout->page;
  double            y = size->height - size->bottom + 22;
  /* Translators: page %1$u of %2$u. */
  g_autofree char *number = g_strdup_printf (_("%1$u of %2$u"), page + 1, d->layout->n_pages);
  g_autofree char *name = g_strdup_printf ("Headroom · %s", d->layout->report->title);
  PangoLayout     *text = hr_report_layout_text (d->layout, HR_FONT_SMALL, number, 0);
  double           width = hr_report_text_width (text);

  g_object_unref (text);
  draw_line (d, y - 7, 0.5);
  text = hr_report_layout_text (d->layout, HR_FONT_SMALL, name, d->width - width - 20);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (text, -1);
  set_color (d, &dim);
  cairo_move_to (d->cr, d->left, y);
  pango_cairo_show_layout (d->cr, text);
  cairo_new_path (d->cr);
  g_object_unref (text);
  draw_text (d, HR_FONT_SMALL, &dim, number, d->left + d->width - width, y, 0);
}

static void
draw_pages (Drawing *d)
{
  const GArray  *boxes = d->layout->boxes;
  const HrBlock *open = NULL;
  guint          next = 0;

  cairo_tag_begin (d->cr, "Document", NULL);
  for (guint page = 0; page < d->layout->n_pages; page++)
    {
      for (; next < boxes->len && g_array_index (boxes, HrBox, next).page == page; next++)
        {
          const HrBox *box = &g_array_index (boxes, HrBox, next);

          if (box->block != open)
            {
              if (open)
                cairo_tag_end (d->cr, structure_of (open));
              open = box->block;
              cairo_tag_begin (d->cr, structure_of (open), NULL);
            }
          if (box->kind == HR_BOX_BLOCK)
            draw_block (d, box);
          else
            draw_row (d, box);
        }
      draw_footer (d, page);
      cairo_show_page (d->cr);
    }
  if (open)
    cairo_tag_end (d->cr, structure_of (open));
  cairo_tag_end (d->cr, "Document");
}

static void
set_metadata (cairo_surface_t       *surface,
              const HrReportLayout  *layout,
              const HrReportOptions *options)
{
  const HrReport *report = layout->report;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, report->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, report->keywords);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Headroom");
  if (options->author && g_utf8_validate (options->author, -1, NULL))
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, options->author);
  if (options->create_date)
    {
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                      options->create_date);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, options->create_date);
    }
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const HrBox *box = &g_array_index (layout->boxes, HrBox, i);

      if (box->kind == HR_BOX_BLOCK && box->block->kind == HR_BLOCK_HEADING)
        {
          g_autofree char *attributes = g_strdup_printf ("dest='%s'", box->block->anchor);

          cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, box->block->text,
                                         attributes, 0);
        }
    }
}

static cairo_status_t
collect_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * hr_report_pdf:
 *
 * Returns: (transfer full) (nullable): the document; %NULL with @error in #HR_REPORT_ERROR
 */
GBytes *
hr_report_pdf (const HrAdvice *advice, const HrReportOptions *options, GError **error)
{
  g_autoptr (HrReport) report = hr_report_new (advice, options);
  g_autoptr (HrReportLayout) layout = hr_report_layout_new (report, options->paper, options->font);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      collect_cb, bytes, layout->page.width, layout->page.height);
  cairo_t       *cr = cairo_create (surface);
  Drawing        drawing = { layout, cr, layout->page.left, hr_report_layout_content (layout) };
  cairo_status_t status;

  set_metadata (surface, layout, options);
  draw_pages (&drawing);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, HR_REPORT_ERROR, HR_REPORT_ERROR_DRAW,
                           cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * hr_report_write_pdf:
 * @file: replaced in one step
 *
 * Returns: whether it was written; else @error is in #HR_REPORT_ERROR or G_FILE_ERROR
 */
gboolean
hr_report_write_pdf (const HrAdvice        *advice,
                     const char            *file,
                     const HrReportOptions *options,
                     GError               **error)
{
  g_autoptr (GBytes) bytes = hr_report_pdf (advice, options, error);
  gconstpointer data;
  gsize         length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return hr_file_write_output (file, data, length, error);
}
