/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog-list.h"
#include "hr-catalog-page.h"

G_BEGIN_DECLS

/* Shared by the page and its actions. */
struct _HrCatalogPage
{
  AdwBin parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  GtkBox          *sections;
  GtkSearchEntry  *search;
  GtkDropDown     *show;
  GtkStack        *stack;
  GtkColumnView   *table;
  GtkLabel        *status;

  /* Borrowed from the widget tree and from filtered. */
  GtkWidget *section_buttons[HR_N_SECTION];
  GtkFilter *filter;

  /* Owned. */
  HrCatalog          *catalog;
  HrCatalogList      *list;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  char               *words;

  HrSection section;
};

void           hr_catalog_page_install_actions (GtkWidgetClass *widget_class);
void           hr_catalog_page_sync (HrCatalogPage *self);
void           hr_catalog_page_reveal (HrCatalogPage *self, const char *row_id);
gboolean       hr_catalog_page_move (HrCatalogPage *self, GtkWidget *cell, int where);
HrCatalogItem *hr_catalog_page_selected (HrCatalogPage *self);

G_END_DECLS
