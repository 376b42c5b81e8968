/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-adaptive-bin.h"
#include "hr-advice-page.h"
#include "hr-banner.h"
#include "hr-draft.h"
#include "hr-fit-bin.h"
#include "hr-plan-history.h"
#include "hr-question-view.h"
#include "hr-window.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

struct _HrWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  GtkStack        *title_stack;
  GtkWidget       *switcher_bar;
  HrFitBin        *switcher_fit;
  AdwWindowTitle  *window_title;
  GtkWidget       *question_button;
  AdwSplitButton  *open_button;
  GtkWidget       *new_button;
  GtkWidget       *export_button;
  GtkMenuButton   *menu_button;
  HrBanner        *banner;
  HrBanner        *plan_banner;
  GtkLabel        *plan_label;
  HrAdaptiveBin   *bin;
  HrQuestionView  *question;
  AdwViewStack    *pages;
  HrAdvicePage    *advice_page;
  AdwBin          *charts_bin;
  AdwBin          *compare_bin;
  AdwBin          *machine_bin;
  AdwBin          *catalog_bin;

  /* Owned. */
  HrAdviceModel *model;
  GFile         *file;      /* the plan's, once it has one */
  JsonNode      *document;  /* as it was opened: keeps members that we do not know */
  char          *file_etag; /* of the file as it was opened or saved */
  GFile         *drafts;    /* the folder of all windows' drafts; NULL = none are kept */
  GFile         *draft;     /* of this window, once there is something to keep */
  HrPlanHistory *history;

  HrPlan   saved;    /* what the file holds */
  HrPlan   replaced; /* by a ready plan or a remedy, until that is undone */
  gboolean has_replaced;

  /* Weak: takes that back, while it is offered. */
  AdwToast *undo_toast;
  guint     draft_id;
  gboolean  is_plan_opened;
};

/* hr-window-actions.c */
void hr_window_init_actions (HrWindow *self);
void hr_window_update_actions (HrWindow *self);
void hr_window_replace_plan (HrWindow *self, const HrPlan *plan, const char *text);

/* hr-window-files.c */
void  hr_window_init_files (HrWindow *self);
void  hr_window_open_dialog (HrWindow *self);
void  hr_window_save (HrWindow *self, gboolean as);
void  hr_window_save_over (HrWindow *self);
void  hr_window_reload_plan (HrWindow *self);
void  hr_window_new_plan (HrWindow *self);
void  hr_window_init_plan (HrWindow *self, HrPlan *plan);
char *hr_window_plan_text (HrWindow *self);
void  hr_window_fill_recent (HrWindow *self);
void  hr_window_update_title (HrWindow *self);

/* hr-window-drafts.c */
gboolean hr_window_is_modified (HrWindow *self);
void     hr_window_queue_draft (HrWindow *self);
void     hr_window_close_draft (HrWindow *self);
void     hr_window_park (HrWindow *self);
void     hr_window_restore_draft (HrWindow *self, const char *name);
void     hr_window_discard_draft (HrWindow *self);
void     hr_window_offer_drafts (HrWindow *self, GMenu *menu);

/* hr-window-export.c */
void hr_window_export_pdf (HrWindow *self);
void hr_window_write_pdf (HrWindow *self, GFile *file, gboolean with_trace);
void hr_window_print (HrWindow *self);

/* Creates the page the first time that it is shown. */
void hr_window_ensure_page (HrWindow *self, const char *name);

G_END_DECLS
