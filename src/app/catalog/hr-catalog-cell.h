/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_CATALOG_CELL (hr_catalog_cell_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalogCell, hr_catalog_cell, HR, CATALOG_CELL, GtkWidget)

GtkWidget *hr_catalog_cell_new (const HrColumn *column);
void       hr_catalog_cell_set_item (HrCatalogCell *self, HrCatalogItem *item);
void       hr_catalog_cell_set_today (HrCatalogCell *self, HrDate today);
gboolean   hr_catalog_cell_edit (HrCatalogCell *self);
void       hr_catalog_cell_stop (HrCatalogCell *self, gboolean commit);

G_END_DECLS
