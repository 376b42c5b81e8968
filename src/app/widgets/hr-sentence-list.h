/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sentences below each other, each with a bullet, in a box of the accessible role "list". */

void hr_sentence_list_clear (GtkBox *list);
void hr_sentence_list_measure_anew (GtkBox *list);
void hr_sentence_list_add (GtkBox *list, const char *text, const char *term);

G_END_DECLS
