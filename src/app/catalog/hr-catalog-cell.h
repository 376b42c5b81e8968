/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_CATALOG_CELL (hr_catalog_cell_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalogCell, hr_catalog_cell, HR, CATALOG_CELL, GtkWidget)

/* Where the focus is asked to go. */
typedef enum
{
  HR_CATALOG_MOVE_NONE,
  HR_CATALOG_MOVE_HERE,     /* it came to this cell */
  HR_CATALOG_MOVE_NEXT,     /* Tab: goes on at the next row */
  HR_CATALOG_MOVE_PREVIOUS, /* Shift+Tab */
  HR_CATALOG_MOVE_FORWARD,
  HR_CATALOG_MOVE_BACK,
  HR_CATALOG_MOVE_UP,
  HR_CATALOG_MOVE_DOWN,
  HR_CATALOG_MOVE_FIRST, /* of the row */
  HR_CATALOG_MOVE_LAST,
  HR_CATALOG_MOVE_PAGE_UP,
  HR_CATALOG_MOVE_PAGE_DOWN,
} HrCatalogMove;

GtkWidget      *hr_catalog_cell_new (const HrColumn *column);
void            hr_catalog_cell_set_item (HrCatalogCell *self, HrCatalogItem *item);
void            hr_catalog_cell_set_today (HrCatalogCell *self, HrDate today);
gboolean        hr_catalog_cell_edit (HrCatalogCell *self);
const HrColumn *hr_catalog_cell_get_column (HrCatalogCell *self);
HrCatalogItem  *hr_catalog_cell_get_item (HrCatalogCell *self);
void            hr_catalog_cell_stop (HrCatalogCell *self, gboolean commit);

G_END_DECLS
