/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which rows of a section are shown, and in which order. */

typedef enum
{
  HR_CATALOG_SHOW_ALL,
  HR_CATALOG_SHOW_PRICED,
  HR_CATALOG_SHOW_UNPRICED,
  HR_CATALOG_SHOW_STALE,
} HrCatalogShow;

const char *const *hr_catalog_view_columns (HrSection section);
char              *hr_catalog_view_title (const HrColumn *column);
gboolean           hr_catalog_view_has_price (HrSection section);
gboolean           hr_catalog_view_shows (HrCatalogItem *item, HrCatalogShow show, HrDate today);
GtkSorter         *hr_catalog_view_sorter (const HrColumn *column);

G_END_DECLS
