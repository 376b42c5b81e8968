/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWindow *hr_catalog_row_dialog_new (GtkWindow *parent, HrCatalogItem *item, HrDate today);

G_END_DECLS
