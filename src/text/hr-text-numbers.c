/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define NBSP "\302\240"

/* The thousands of a number in the locale; a locale without a separator (C) gets the one that goes
 * with its decimal point, since 1234567.0 is not readable in any language. */
static const char *
thousands_separator (void)
{
  const struct lconv *conventions = localeconv ();

  if (conventions->thousands_sep[0] != '\0'
      && g_utf8_validate (conventions->thousands_sep, -1, NULL))
    return conventions->thousands_sep;
  return g_str_equal (conventions->decimal_point, ".") ? "," : "\342\200\257";
}

static char *
with_decimals (double value, int decimals)
{
  g_autofree char *plain = g_strdup_printf ("%.*f", decimals, fabs (value));
  gsize            whole = strcspn (plain, ".,");
  const char      *separator = thousands_separator ();
  GString         *text = g_string_new (NULL);

  if (value < 0 && strspn (plain, "0.,") < strlen (plain))
    g_string_append (text, "−");
  for (gsize i = 0; i < whole; i++)
    {
      g_string_append_c (text, plain[i]);
      if (i + 1 < whole && (whole - i - 1) % 3 == 0)
        g_string_append (text, separator);
    }
  g_string_append (text, plain + whole);
  return g_string_free (text, FALSE);
}

/**
 * hr_text_number:
 * @value: any number
 * @significant: digits to show at least of the fraction; whole digits are never dropped
 *
 * Returns: "1,234", "12.5", "0.0031"; "–" for what is not a number.
 */
char *
hr_text_number (double value, int significant)
{
  int   decimals;
  char *text;

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "–" : value > 0 ? "∞" : "−∞");
  if (value == 0)
    return g_strdup ("0");
  if (fabs (value) >= 1e15)
    return g_strdup_printf ("%.*g", significant, value);
  decimals = significant - 1 - (int) floor (log10 (fabs (value)));
  decimals = CLAMP (decimals, 0, 12);
  text = with_decimals (value, decimals);
  if (decimals > 0)
    {
      char *end = text + strlen (text);

      while (end[-1] == '0')
        *--end = '\0';
      if (!g_ascii_isdigit (end[-1]))
        *--end = '\0';
    }
  return text;
}

static char *
with_unit (double value, int significant, const char *unit)
{
  g_autofree char *number = hr_text_number (value, significant);

  return g_strconcat (number, NBSP, unit, NULL);
}

static char *
with_prefix (double value, int significant, const char *unit)
{
  static const char *const prefixes[] = { "", "k", "M", "G", "T", "P", "E" };
  guint                    i = 0;
  g_autofree char         *number = NULL;

  while (fabs (value) >= 999.5 && i + 1 < G_N_ELEMENTS (prefixes))
    {
      value /= 1000;
      i++;
    }
  number = hr_text_number (value, significant);
  return g_strconcat (number, NBSP, prefixes[i], unit, NULL);
}

/**
 * hr_text_gib:
 *
 * Returns: "18.7 GiB", "1.5 TiB" or "512 MiB".
 */
char *
hr_text_gib (double gib)
{
  if (fabs (gib) >= 1024)
    return with_unit (gib / 1024, 3, _("TiB"));
  if (gib != 0 && fabs (gib) < 0.1)
    return with_unit (gib * 1024, 2, _("MiB"));
  return with_unit (gib, fabs (gib) < 1 ? 2 : 3, _("GiB"));
}

/**
 * hr_text_percent:
 * @ratio: 0.2 for 20 %
 */
char *
hr_text_percent (double ratio)
{
  g_autofree char *number = hr_text_number (ratio * 100, 2);

  /* Translators: a percentage; %s is the number. */
  return g_strdup_printf (_("%s\302\240%%"), number);
}

/**
 * hr_text_seconds:
 *
 * Returns: a duration in the unit that suits it, from "3.1 µs" to "12 days".
 */
char *
hr_text_seconds (double seconds)
{
  if (!isfinite (seconds))
    return hr_text_number (seconds, 2);
  if (seconds != 0 && seconds < 1e-3)
    return with_unit (seconds * 1e6, 2, _("µs"));
  if (seconds != 0 && seconds < 1)
    return with_unit (seconds * 1e3, 2, _("ms"));
  if (seconds < 120)
    return with_unit (seconds, 2, _("s"));
  if (seconds < 120 * 60)
    return with_unit (seconds / 60, 2, _("min"));
  if (seconds < 72 * 3600)
    return with_unit (seconds / 3600, 2, _("h"));
  if (seconds < 730 * 86400.0)
    return with_unit (seconds / 86400, 2, _("days"));
  return with_unit (seconds / (365.25 * 86400), 2, _("years"));
}

/**
 * hr_text_date:
 *
 * Returns: the date as exact as it is known: "2026", "July 2026", or the day in the locale's form.
 */
char *
hr_text_date (HrDate date)
{
  g_autoptr (GDateTime) time = NULL;

  if (!hr_date_is_known (date))
    return g_strdup (C_("date", "unknown date"));
  if (date.month == 0)
    return g_strdup_printf ("%u", date.year);
  time = g_date_time_new_utc (date.year, date.month, MAX (date.day, 1), 0, 0, 0);
  if (date.day == 0)
    /* Translators: a month and its year, as for g_date_time_format(). */
    return g_date_time_format (time, C_("date", "%B %Y"));
  /* Translators: a day, as for g_date_time_format(). */
  return g_date_time_format (time, C_("date", "%-d %B %Y"));
}

/**
 * hr_text_wrong_clock:
 * @today: as the clock has it
 * @catalog: the day up to which the built-in catalog was gathered
 *
 * Returns: (transfer full) (nullable): what is wrong with the clock; %NULL when nothing is known to
 *   be.
 */
char *
hr_text_wrong_clock (HrDate today, HrDate catalog)
{
  g_autofree char *clock = NULL;
  g_autofree char *gathered = NULL;

  if (!hr_date_is_known (catalog) || hr_date_compare (today, catalog) >= 0)
    return NULL;
  clock = hr_text_date (today);
  gathered = hr_text_date (catalog);
  /* Translators: two dates */
  return g_strdup_printf (
      _("This computer’s clock says %s, but the catalog has prices of %s. What "
         "is said of the age of prices may be wrong."),
      clock, gathered);
}

/**
 * hr_text_unit_value:
 *
 * Returns: @value with its unit. US dollars are shown as such: use hr_text_money() for the user's
 *   currency.
 */
char *
hr_text_unit_value (double value, HrUnit unit)
{
  switch (unit)
    {
    case HR_UNIT_NONE:
    case HR_UNIT_TEXT:
    case HR_UNIT_RATIO:
      return hr_text_number (value, 3);
    case HR_UNIT_COUNT:
      return hr_text_number (value, 15);
    case HR_UNIT_BYTES:
      return fabs (value) >= 1e7 ? hr_text_gib (value / HR_GIB) : with_prefix (value, 3, _("B"));
    case HR_UNIT_GIB:
      return hr_text_gib (value);
    case HR_UNIT_SECONDS:
      return hr_text_seconds (value);
    case HR_UNIT_HOURS:
      return with_unit (value, 3, _("h"));
    case HR_UNIT_PERCENT:
      return hr_text_percent (value / 100);
    case HR_UNIT_USD:
      return hr_text_money (value, "USD", NULL);
    case HR_UNIT_USD_HOUR:
      {
        g_autofree char *money = hr_text_money (value, "USD", NULL);

        /* Translators: money for an hour. */
        return g_strdup_printf (_("%s/h"), money);
      }
    case HR_UNIT_FLOP:
    case HR_UNIT_FLOP_S:
    case HR_UNIT_BYTES_S:
    case HR_UNIT_CELLS_S:
    case HR_UNIT_PIXELS:
      return with_prefix (value, 3, hr_text_enum (&hr_enum_unit, (int) unit));
    case HR_UNIT_PARAMS:
      if (fabs (value) >= 1e9)
        /* Translators: thousand millions of parameters, as model names have it: 8 B. */
        return with_unit (value / 1e9, 3, C_("parameters", "B"));
      return fabs (value) >= 1e6 ? with_unit (value / 1e6, 3, C_("parameters", "M"))
                                 : hr_text_number (value, 15);
    case HR_UNIT_TOKENS:
      return fabs (value) >= 1e7 ? with_prefix (value, 3, _("tokens"))
                                 : with_unit (value, 3, _("tokens"));
    default:
      return with_unit (value, 3, hr_text_enum (&hr_enum_unit, (int) unit));
    }
}

/**
 * hr_text_rate:
 *
 * Returns: "1,650 tokens/s", "41.3 Gcells/s", "19.5 TFLOP/s".
 */
char *
hr_text_rate (double value, HrRateUnit unit)
{
  const char *label = hr_text_enum (&hr_enum_rate_unit, (int) unit);

  if (unit == HR_RATE_UNIT_NONE)
    return g_strdup ("–");
  if (unit == HR_RATE_UNIT_CELLS_S || unit == HR_RATE_UNIT_FLOP_S || unit == HR_RATE_UNIT_BYTES_S)
    return with_prefix (value, 3, label);
  return with_unit (value, 3, label);
}

/**
 * hr_text_throughput:
 *
 * Returns: the rate, and whether it is of one GPU.
 */
char *
hr_text_throughput (const HrThroughput *throughput)
{
  g_autofree char *rate = hr_text_rate (throughput->value, throughput->unit);

  if (!throughput->per_gpu || throughput->unit == HR_RATE_UNIT_NONE)
    return g_steal_pointer (&rate);
  /* Translators: a rate such as "1,650 tokens/s" of each of several GPUs. */
  return g_strdup_printf (_("%s per GPU"), rate);
}

/**
 * hr_text_pixels:
 * @pixels: a side of a picture
 *
 * Returns: all its digits, as sides of pictures are known by
 */
char *
hr_text_pixels (double pixels)
{
  g_autofree char *number = hr_text_number (pixels, 15);

  return g_strdup_printf ("%s\302\240px", number);
}
