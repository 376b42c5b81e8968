/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-badges.h"

#include "hr-enums.h"
#include "hr-text.h"

void
hr_badges_show_roles (HrWrapBox *box, guint roles)
{
  hr_wrap_box_clear (box);

  for (int role = 0; role < HR_N_ROLE; role++)
    {
      GtkWidget *label;

      if ((roles & (1u << role)) == 0)
        continue;
      label = gtk_label_new (hr_text_enum (&hr_enum_role, role));
      gtk_widget_add_css_class (label, "badge");
      gtk_widget_add_css_class (label, hr_enum_nick (&hr_enum_role, role));
      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      hr_wrap_box_append (box, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (box), roles != 0);
}
