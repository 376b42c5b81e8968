/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pointer, keys and the context menu of a chart. */

static gboolean
mark_under (HrChartView *self, double x, double y, guint *index)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return self->chart != NULL
         && hr_chart_mark_at (self->chart, &self->theme, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget), x, y, index);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Copy"), "chart.copy");
  g_menu_append (menu, _("Export as _SVG…"), "chart.export::svg");
  g_menu_append (menu, _("Export as _PNG…"), "chart.export::png");
  g_menu_append (menu, _("Export as P_DF…"), "chart.export::pdf");

  return G_MENU_MODEL (menu);
}

/* Made when it is first asked for: most charts never show theirs. */
static GtkPopover *
ensure_menu (HrChartView *self)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = make_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }

  return GTK_POPOVER (self->menu);
}

/**
 * hr_chart_view_step:
 * @key: a key
 * @rtl: whether the chart is laid out from right to left
 * @n: how many marks there are
 * @current: (inout): the mark with the focus
 *
 * Up and Down walk in reading order; Left and Right follow what is seen.
 *
 * Returns: whether @key is one that walks over the marks
 */
gboolean
hr_chart_view_step (guint key, gboolean rtl, guint n, guint *current)
{
  guint back = rtl ? GDK_KEY_Right : GDK_KEY_Left;
  guint back_keypad = rtl ? GDK_KEY_KP_Right : GDK_KEY_KP_Left;

  if (n == 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Left:
    case GDK_KEY_KP_Right:
      key = key == back || key == back_keypad ? GDK_KEY_Up : GDK_KEY_Down;
      break;
    default:
      break;
    }

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *current = *current > 0 ? *current - 1 : 0;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *current = MIN (*current + 1, n - 1);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *current = 0;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *current = n - 1;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (HrChartView *self, guint key, guint code, GdkModifierType state)
{
  guint to = self->current;

  if (self->marks->len == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  if (hr_chart_view_step (key, self->theme.rtl, self->marks->len, &to))
    {
      hr_chart_view_set_current (self, to);
      gtk_widget_grab_focus (g_ptr_array_index (self->marks, self->current));
      return GDK_EVENT_STOP;
    }

  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      hr_chart_view_activate_current (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      gtk_widget_activate_action (GTK_WIDGET (self), "menu.popup", NULL);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
moved_cb (HrChartView *self, double x, double y)
{
  guint index;

  if (mark_under (self, x, y, &index))
    hr_chart_view_read_mark (self, index);
  else
    hr_chart_view_set_readout (self, NULL);
}

static void
pressed_cb (HrChartView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  guint index;

  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_popover_set_pointing_to (ensure_menu (self), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
      gtk_popover_popup (ensure_menu (self));
      return;
    }

  if (button == GDK_BUTTON_PRIMARY && mark_under (self, x, y, &index))
    {
      hr_chart_view_set_current (self, index);
      /* A small chart inside of a page is read by pointing at it: a click asks for more. */
      if (n_press == (self->compact ? 1 : 2))
        hr_chart_view_activate_current (self);
    }
}

static void
leave_cb (HrChartView *self)
{
  hr_chart_view_set_readout (self, NULL);
}

static void
focus_left_cb (HrChartView *self)
{
  hr_chart_view_set_readout (self, NULL);
}

static void
focus_entered_cb (HrChartView *self)
{
  if (self->marks->len > 0)
    hr_chart_view_read_mark (self, self->current);
}

void
hr_chart_view_popup_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_popover_popup (ensure_menu (HR_CHART_VIEW (widget)));
}

static gboolean
query_tooltip_cb (HrChartView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HrChartMark      mark;
  guint            index;
  g_autofree char *text = NULL;

  if (keyboard || !mark_under (self, x, y, &index))
    return FALSE;

  hr_chart_view_get_mark (self, index, &mark);
  text = hr_chart_view_describe (&mark);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle){ (int) mark.x, (int) mark.y, (int) ceil (mark.width),
                                             (int) ceil (mark.height) });

  return TRUE;
}

/**
 * hr_chart_view_add_input:
 * @self: a chart view that is being made
 *
 * Lets it answer to the pointer, the focus and the keyboard.
 */
void
hr_chart_view_add_input (HrChartView *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
