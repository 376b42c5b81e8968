/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"
#include "hr-log-private.h"
#include "hr-string.h"

#include <string.h>

/* What describes a machine: lspci, lshw, inxi, dmidecode, lscpu, free, dxdiag, msinfo, the profiler
 * of macOS. Each is known by its own words; a text may hold several. */

/* Windows counts the memory of an adapter in 32 bits: what is at that end is not known. */
#define ADAPTER_RAM_END_GIB 3.99

typedef struct
{
  HrLogReader *reader;
  HrLog       *log;
  HrLogGpu    *gpu; /* that the lines are about */
  char         section[48];
  char         name[128]; /* that a list of PowerShell gave last */
  guint        modules;
  double       scale; /* of what free prints without a unit, which is kB unless asked otherwise */
  double       ram_gib;
} Listing;

static gboolean
match (Listing *self, guint line, const char *pattern, HrLogCapture *captures)
{
  guint n;

  return hr_log_match (pattern, self->reader->lines->pdata[line], self->reader->lower->pdata[line],
                       self->reader->is_decimal_comma, captures, &n);
}

static void
set_text (Listing *self, const char *key, const HrLogCapture *capture)
{
  hr_log_set_text (self->log, key, capture->start, (gssize) capture->length, HR_KEEP_FIRST);
}

static void
set_source (Listing *self, const char *source)
{
  hr_log_set_text (self->log, "source", source, -1, HR_KEEP_FIRST);
  self->log->marks |= HR_MARK_LISTING;
}

/* Graphics inside a processor. */
static gboolean
is_integrated (const char *name)
{
  static const char *const words[] = {
    "UHD",
    "HD Graphics",
    "Iris",
    "GT1",
    "GT2",
    "GT3",
    "Xe Graphics",
    "Raphael",
    "Renoir",
    "Cezanne",
    "Phoenix",
    "Rembrandt",
    "Picasso",
    "Raven",
    "Lucienne",
    "Barcelo",
    "Strix",
    "Granite Ridge",
    "HawkPoint",
    "Hawk Point",
    "Mendocino",
    "Vega 8",
    "Vega 11",
    "Radeon(TM) Graphics",
    "Radeon Graphics",
    "780M",
    "760M",
    "680M",
    "890M",
    "880M",
    "Arrow Lake",
    "Meteor Lake",
    "Lunar Lake",
    "Alder Lake",
    "AlderLake",
    "Raptor Lake",
    "RaptorLake",
    "Tiger Lake",
    "TigerLake",
    "Rocket Lake",
    "Comet Lake",
    "Coffee Lake",
    "CoffeeLake",
    "Kaby Lake",
    "Skylake",
    "Ice Lake",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

void
hr_log_name_gpu (HrLogGpu *gpu, const char *name)
{
  hr_string_copy (gpu->name, sizeof gpu->name, name);
  g_strstrip (gpu->name);
  gpu->is_integrated = is_integrated (gpu->name);
}

static gboolean
is_pci_id (const char *text, gsize n)
{
  if (n != 9 || text[4] != ':')
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (i != 4 && !g_ascii_isxdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* The name in the last brackets that hold one: "AD102 [GeForce RTX 4090]"; else all that is left.
 */
static void
read_device (const char *text, HrLogGpu *gpu)
{
  g_autofree char *name = NULL;
  const char      *first = NULL;

  for (const char *open = strchr (text, '['); open != NULL; open = strchr (open + 1, '['))
    {
      const char *close = strchr (open, ']');
      gsize       n = close ? (gsize) (close - open - 1) : 0;

      first = first ? first : open;
      if (n == 0)
        break;
      if (is_pci_id (open + 1, n))
        {
          g_autofree char *id = g_ascii_strdown (open + 1, (gssize) n);

          hr_string_copy (gpu->pci, sizeof gpu->pci, id);
        }
      else if (n > 4 && strncmp (open, "[AMD/ATI]", 9) != 0)
        {
          g_free (name);
          name = g_strndup (open + 1, n);
        }
    }
  if (name == NULL)
    {
      static const char *const makers[] = { "Intel Corporation ", "NVIDIA Corporation ",
                                            "Advanced Micro Devices, Inc. [AMD/ATI] ",
                                            "Advanced Micro Devices, Inc. " };
      const char              *from = text, *end;

      for (guint i = 0; i < G_N_ELEMENTS (makers) && from == text; i++)
        if (g_str_has_prefix (text, makers[i]))
          from = text + strlen (makers[i]);
      end = strchr (from, '[');
      name = g_strndup (from, end ? (gsize) (end - from) : strcspn (from, "("));
    }
  hr_log_name_gpu (gpu, name);
}

/* "01:00.0 VGA compatible controller [0300]: NVIDIA Corporation AD103 [GeForce …] [10de:2702]" */
static void
read_lspci (Listing *self, guint line)
{
  static const char *const classes[] = { "vga compatible controller", "3d controller",
                                         "display controller", "processing accelerators" };
  const char *lower = self->reader->lower->pdata[line], *plain = self->reader->lines->pdata[line];

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      const char *at = strstr (lower, classes[i]), *text;
      HrLogGpu   *gpu;

      if (at == NULL || at - lower > 24 || at == lower || (text = strchr (at, ':')) == NULL)
        continue;
      text = plain + (text - lower) + 1;
      text += strspn (text, " ");
      if (!(strstr (text, "NVIDIA") || strstr (text, "AMD") || strstr (text, "Intel")
            || strstr (text, "Advanced Micro") || strstr (text, "Huawei"))
          || (gpu = hr_log_add_gpu (self->log)) == NULL)
        return;
      read_device (text, gpu);
      set_source (self, "lspci -nn");
      return;
    }
}

static void
read_inxi (Listing *self, guint line)
{
  HrLogCapture c[HR_LOG_CAPTURES];

  if (!g_str_equal (self->section, "graphics:") && !g_str_equal (self->section, "cpu:")
      && !g_str_equal (self->section, "info:") && !g_str_equal (self->section, "memory:"))
    return;
  if (g_str_equal (self->section, "graphics:")
      && (match (self, line, "%{device|card}-%i: %l", c) || match (self, line, "card: %l", c)))
    {
      const HrLogCapture *last = c[1].start ? &c[1] : &c[0];
      g_autofree char    *text = g_strndup (last->start, last->length);
      char               *end = strstr (text, " driver:");
      HrLogGpu           *gpu = hr_log_add_gpu (self->log);

      if (strstr (text, " vendor:") && (end == NULL || strstr (text, " vendor:") < end))
        end = strstr (text, " vendor:");
      if (end != NULL)
        *end = '\0';
      if (gpu != NULL)
        read_device (text, gpu);
      set_source (self, "inxi -F");
    }
  if (match (self, line, "driver: nvidia v: %w", c))
    set_text (self, "driver", &c[0]);
  if (match (self, line, "%i-core model: %t bits:", c) || match (self, line, "%i-core %t [", c)
      || match (self, line, "%i-core %t (", c))
    {
      hr_log_set_number (self->log, "cpu_cores", c[0].number, HR_KEEP_FIRST);
      set_text (self, "cpu", &c[1]);
    }
  if (match (self, line, "memory: total: %s available: %s used: %s", c))
    {
      hr_log_set_number (self->log, "ram_total_gib", c[0].number, HR_KEEP_FIRST);
      hr_log_set_number (self->log, "ram_usable_gib", c[1].number, HR_KEEP_FIRST);
      hr_log_set_number (self->log, "ram_used_gib", c[2].number, HR_KEEP_FIRST);
    }
  else if (match (self, line, "memory: %s used: %s", c)
           || match (self, line, "ram: total: %s used: %s", c) || match (self, line, "%s/%s", c))
    {
      hr_log_set_number (self->log, "ram_total_gib", c[0].number, HR_KEEP_FIRST);
      hr_log_set_number (self->log, "ram_used_gib", c[1].number, HR_KEEP_FIRST);
    }
}

static void
add_module (Listing *self, double gib)
{
  self->modules++;
  self->ram_gib += gib;
}

static void
read_dmi (Listing *self, guint line)
{
  gboolean     is_module = g_str_equal (self->section, "memory device");
  HrLogCapture c[HR_LOG_CAPTURES];

  if (g_str_equal (self->section, "physical memory array"))
    {
      if (match (self, line, "maximum capacity: %s", c))
        hr_log_set_number (self->log, "ram_max_gib", c[0].number, HR_KEEP_SUM);
      if (match (self, line, "number of devices: %i", c))
        hr_log_set_number (self->log, "slots", c[0].number, HR_KEEP_SUM);
      if (match (self, line, "error correction type: %l", c))
        hr_log_set_flag (self->log, "ecc", g_ascii_strncasecmp (c[0].start, "none", 4) != 0);
    }
  if (g_str_equal (self->section, "processor information") && match (self, line, "version: %l", c))
    set_text (self, "cpu", &c[0]);
  if (g_str_equal (self->section, "base board information")
      && match (self, line, "product name: %l", c))
    set_text (self, "board", &c[0]);
  if (!is_module)
    return;
  set_source (self, "dmidecode");
  if (strstr (self->reader->lower->pdata[line], "volatile") == NULL
      && match (self, line, "\tsize: %s", c))
    add_module (self, c[0].number);
  else if (match (self, line, "\ttype: ddr%l", c) || match (self, line, "\ttype: lpddr%l", c))
    hr_log_set_text (self->log, "ram_type", strstr (self->reader->lines->pdata[line], ": ") + 2, -1,
                     HR_KEEP_FIRST);
  else if (match (self, line, "configured %{memory|clock} speed: %i %{mt|mhz}", c))
    hr_log_set_number (self->log, "ram_speed_mt_s", c[0].number, HR_KEEP_FIRST);
  else if (match (self, line, "\tspeed: %i %{mt|mhz}", c))
    hr_log_set_number (self->log, "ram_rated_mt_s", c[0].number, HR_KEEP_FIRST);
}

static void
read_lshw (Listing *self, guint line)
{
  HrLogCapture c[HR_LOG_CAPTURES];

  if (!g_str_has_prefix (self->section, "*-"))
    return;
  if (g_str_has_prefix (self->section, "*-display") && match (self, line, "product: %l", c))
    {
      g_autofree char *text = g_strndup (c[0].start, c[0].length);

      if ((self->gpu = hr_log_add_gpu (self->log)) != NULL)
        read_device (text, self->gpu);
      set_source (self, "lshw");
    }
  else if (g_str_has_prefix (self->section, "*-cpu") && match (self, line, "product: %l", c))
    set_text (self, "cpu", &c[0]);
  else if (g_str_has_prefix (self->section, "*-bank") && match (self, line, "size: %s", c))
    add_module (self, c[0].number);
  else if (g_str_equal (self->section, "*-memory") && match (self, line, "size: %s", c))
    hr_log_set_number (self->log, "ram_total_gib", c[0].number, HR_KEEP_FIRST);
}

/* "Processor: Intel(R) Core(TM) i9-14900K (32 CPUs), ~3.2GHz" */
static void
set_cpu (Listing *self, const HrLogCapture *capture)
{
  g_autofree char *cpu = g_strndup (capture->start, capture->length);
  char            *end = strstr (cpu, " (");

  if (end == NULL || end > strstr (cpu, ","))
    end = strchr (cpu, ',');
  if (end != NULL)
    *end = '\0';
  hr_log_set_text (self->log, "cpu", cpu, -1, HR_KEEP_FIRST);
}

static void
read_dxdiag (Listing *self, guint line)
{
  HrLogCapture c[HR_LOG_CAPTURES];

  if (match (self, line, "card name: %l", c) && (self->gpu = hr_log_add_gpu (self->log)) != NULL)
    {
      g_autofree char *name = g_strndup (c[0].start, c[0].length);

      hr_log_name_gpu (self->gpu, name);
      set_source (self, "dxdiag");
    }
  else if (self->gpu != NULL && match (self, line, "dedicated memory: %s", c))
    self->gpu->total_gib = c[0].number;
  else if (self->gpu != NULL && match (self, line, "shared memory: %s", c))
    self->gpu->shared_gib = c[0].number;
  else if (match (self, line, " processor: %l", c))
    set_cpu (self, &c[0]);
  else if (match (self, line, "available os memory: %s", c))
    hr_log_set_number (self->log, "ram_usable_gib", c[0].number, HR_KEEP_FIRST);
  else if (match (self, line, " memory: %s ram", c))
    hr_log_set_number (self->log, "ram_total_gib", c[0].number, HR_KEEP_FIRST);
}

/* msinfo32 writes "Key<Tab>value", PowerShell "Key : value". */
static void
read_windows (Listing *self, guint line)
{
  static const char *const installed[] = { "installed physical memory (ram)%{\t|:|} %s",
                                           "installierter physischer speicher (ram)%{\t|:|} %s",
                                           "已安装的物理内存(ram)%{\t|:|} %s" };
  HrLogCapture             c[HR_LOG_CAPTURES];

  for (guint i = 0; i < G_N_ELEMENTS (installed); i++)
    if (match (self, line, installed[i], c))
      {
        hr_log_set_number (self->log, "ram_total_gib", c[0].number, HR_KEEP_FIRST);
        set_source (self, "msinfo32");
      }
  if (match (self, line, "%{total physical memory|gesamter physischer speicher}%{\t|:|} %s", c))
    hr_log_set_number (self->log, "ram_usable_gib", c[0].number, HR_KEEP_FIRST);
  if (match (self, line, "processor\t%l", c) || match (self, line, "prozessor\t%l", c))
    set_cpu (self, &c[0]);
  if (match (self, line, "adapter description\t%l", c)
      || match (self, line, "adapterbeschreibung\t%l", c))
    {
      g_autofree char *name = g_strndup (c[0].start, c[0].length);

      if ((self->gpu = hr_log_add_gpu (self->log)) != NULL)
        hr_log_name_gpu (self->gpu, name);
      set_source (self, "msinfo32");
    }
  else if (self->gpu != NULL
           && (match (self, line, "adapter ram\t%s", c) || match (self, line, "adapter-ram\t%s", c))
           && c[0].number < ADAPTER_RAM_END_GIB)
    self->gpu->total_gib = c[0].number;
}

/* PowerShell's list of video controllers: "Name : …" and "AdapterRAM : …", a blank line between
 * two. */
static void
read_powershell (Listing *self, guint line)
{
  HrLogCapture     c[HR_LOG_CAPTURES];
  g_autofree char *name = NULL;

  if (!g_str_has_prefix (self->reader->lower->pdata[line], "name ")
      && !g_str_has_prefix (self->reader->lower->pdata[line], "adapterram "))
    return;
  if (match (self, line, "name : %l", c))
    {
      name = g_strndup (c[0].start, c[0].length);
      hr_string_copy (self->name, sizeof self->name, name);
    }
  else if (self->name[0] != '\0' && match (self, line, "adapterram : %b", c)
           && (self->gpu = hr_log_add_gpu (self->log)) != NULL)
    {
      hr_log_name_gpu (self->gpu, self->name);
      self->name[0] = '\0';
      if (c[0].number < ADAPTER_RAM_END_GIB)
        self->gpu->total_gib = c[0].number;
      set_source (self, "PowerShell");
    }
}

static void
read_mac (Listing *self, guint line)
{
  HrLogCapture c[HR_LOG_CAPTURES];

  if (match (self, line, "chipset model: %l", c)
      && (self->gpu = hr_log_add_gpu (self->log)) != NULL)
    {
      g_autofree char *name = g_strndup (c[0].start, c[0].length);

      hr_log_name_gpu (self->gpu, name);
      if (g_str_has_prefix (name, "Apple"))
        {
          self->gpu->is_integrated = TRUE;
          hr_log_set_flag (self->log, "unified_memory", TRUE);
        }
      set_source (self, "system_profiler");
    }
  else if (self->gpu != NULL && match (self, line, "vram (%*): %s", c))
    self->gpu->total_gib = c[0].number;
  else if (match (self, line, " chip: %l", c))
    set_text (self, "cpu", &c[0]);
  else if (match (self, line, " memory: %s", c)
           && strstr (self->reader->lower->pdata[line], "used") == NULL
           && g_str_equal (self->section, "hardware overview:"))
    hr_log_set_number (self->log, "ram_total_gib", c[0].number, HR_KEEP_FIRST);
}

/* free without a letter prints kB, and with -m or -g the same digits for another unit: what makes a
 * machine is meant. */
static double
free_scale (const HrLogCapture *total)
{
  double kib = total->number * 1048576;

  if (!g_ascii_isdigit (total->start[total->length - 1]) || kib >= 2e6)
    return 1;
  return kib >= 1500 ? 1024 : 1048576;
}

/* Its columns: total, used, free, shared, cache, available. */
static void
read_free (Listing *self, guint line)
{
  static const char *const heads[] = { "mem:", "speicher:", "内存：", "mémoire :", "memoria:" };
  HrLogCapture             c[HR_LOG_CAPTURES];

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *pattern = g_strconcat (heads[i], " %k %k %k %k %k %k", NULL);

      if (!g_str_has_prefix (self->reader->lower->pdata[line], heads[i])
          || !match (self, line, pattern, c))
        continue;
      self->scale = free_scale (&c[0]);
      hr_log_set_number (self->log, "ram_total_gib", self->scale * c[0].number, HR_KEEP_LAST);
      hr_log_set_number (self->log, "ram_free_gib", self->scale * c[5].number, HR_KEEP_LAST);
      self->log->marks |= HR_MARK_LISTING;
    }
  if (self->scale > 0 && match (self, line, "swap: %k %k %k", c))
    {
      hr_log_set_number (self->log, "swap_total_gib", self->scale * c[0].number, HR_KEEP_LAST);
      hr_log_set_number (self->log, "swap_free_gib", self->scale * c[2].number, HR_KEEP_LAST);
    }
}

static void
read_cpu (Listing *self, guint line)
{
  HrLogCapture c[HR_LOG_CAPTURES];

  if (match (self, line, "model name : %l", c))
    {
      set_text (self, "cpu", &c[0]);
      set_source (self, "lscpu");
    }
  else if (match (self, line, "core(s) per socket: %i", c))
    hr_log_set_number (self->log, "cpu_cores", c[0].number, HR_KEEP_FIRST);
}

/* A heading: a line of its own for dmidecode, "*-display" of lshw, "Graphics:" of inxi. */
static void
read_section (Listing *self, guint line)
{
  const char      *lower = self->reader->lower->pdata[line];
  g_autofree char *plain = g_strstrip (g_strdup (lower));
  gboolean         is_top = lower[0] != ' ' && lower[0] != '\t';

  if (plain[0] == '\0')
    return;
  if (g_str_has_prefix (plain, "*-"))
    hr_string_copy (self->section, sizeof self->section, plain);
  else if (g_str_has_prefix (plain, "hardware overview"))
    hr_string_copy (self->section, sizeof self->section, "hardware overview:");
  else if (is_top)
    {
      gsize n = strcspn (plain, ":");

      if (plain[n] == ':')
        plain[n + 1] = '\0';
      hr_string_copy (self->section, sizeof self->section, plain);
    }
}

static void
read_lshw_node (Listing *self, JsonObject *node, guint depth)
{
  const char *class = json_object_get_string_member_with_default (node, "class", "");
  const char *product = json_object_get_string_member_with_default (node, "product", "");
  const char *id = json_object_get_string_member_with_default (node, "id", "");
  double      size = json_object_get_double_member_with_default (node, "size", 0) / 1073741824.0;
  JsonNode   *children = json_object_get_member (node, "children");

  if (g_str_equal (class, "display") && product[0] != '\0')
    {
      HrLogGpu *gpu = hr_log_add_gpu (self->log);

      if (gpu != NULL)
        read_device (product, gpu);
      set_source (self, "lshw -json");
    }
  else if (g_str_equal (class, "processor") && product[0] != '\0')
    hr_log_set_text (self->log, "cpu", product, -1, HR_KEEP_FIRST);
  else if (g_str_equal (id, "memory") && size > 0)
    hr_log_set_number (self->log, "ram_total_gib", size, HR_KEEP_FIRST);
  else if (g_str_has_prefix (id, "bank") && size > 0)
    add_module (self, size);
  if (children == NULL || !JSON_NODE_HOLDS_ARRAY (children) || depth > HR_MAX_JSON_DEPTH)
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (children)); i++)
    {
      JsonNode *child = json_array_get_element (json_node_get_array (children), i);

      if (JSON_NODE_HOLDS_OBJECT (child))
        read_lshw_node (self, json_node_get_object (child), depth + 1);
    }
}

static void
read_rocm_card (Listing *self, JsonObject *card)
{
  static const char *const names[] = { "Card Series", "Card series", "Device Name", "Card Model" };
  HrLogGpu                *gpu = hr_log_add_gpu (self->log);
  const char *total = json_object_get_string_member_with_default (card, "VRAM Total Memory (B)",
                                                                  NULL);
  const char *used = json_object_get_string_member_with_default (card, "VRAM Total Used Memory (B)",
                                                                 NULL);

  if (gpu == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names) && gpu->name[0] == '\0'; i++)
    hr_log_name_gpu (gpu, json_object_get_string_member_with_default (card, names[i], ""));
  if (total != NULL)
    hr_log_parse_size (total, FALSE, 'b', &gpu->total_gib);
  if (used != NULL)
    hr_log_parse_size (used, FALSE, 'b', &gpu->used_gib);
  set_source (self, "rocm-smi");
}

/* Whole texts in JSON: lshw -json, rocm-smi --json. */
static void
read_json (Listing *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) root = NULL;
  const char *start;

  for (guint i = 0; i < self->reader->lines->len; i++)
    g_string_append_printf (all, "%s\n", (const char *) self->reader->lines->pdata[i]);
  start = all->str + strspn (all->str, " \t\n");
  if (*start != '{' && *start != '[')
    return;
  root = hr_json_load (start, -1, issues);
  if (root == NULL)
    return;
  if (JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
          read_lshw_node (self, json_array_get_object_element (array, i), 0);
    }
  else if (JSON_NODE_HOLDS_OBJECT (root))
    {
      JsonObject    *object = json_node_get_object (root);
      JsonObjectIter iter;
      const char    *name;
      JsonNode      *value;

      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        if (g_str_has_prefix (name, "card") && JSON_NODE_HOLDS_OBJECT (value))
          read_rocm_card (self, json_node_get_object (value));
      read_lshw_node (self, object, 0);
    }
}

static void
finish (Listing *self)
{
  HrLog *log = self->log;

  if (self->modules > 0)
    {
      hr_log_set_number (log, "modules", self->modules, HR_KEEP_LAST);
      hr_log_set_number (log, "ram_total_gib", self->ram_gib, HR_KEEP_FIRST);
    }
  if (hr_log_fact (log, "ram_rated_mt_s") && !hr_log_fact (log, "ram_speed_mt_s"))
    hr_log_set_number (log, "ram_speed_mt_s", hr_log_number (log, "ram_rated_mt_s", 0),
                       HR_KEEP_LAST);
}

/**
 * hr_log_read_listings:
 */
void
hr_log_read_listings (HrLogReader *reader)
{
  Listing self = { .reader = reader, .log = reader->log };

  if (hr_log_read_smi (reader) || hr_log_read_rocm (reader))
    reader->log->marks |= HR_MARK_LISTING;
  read_json (&self);
  for (guint i = 0; i < reader->lines->len; i++)
    {
      read_section (&self, i);
      read_lspci (&self, i);
      read_inxi (&self, i);
      read_dmi (&self, i);
      read_lshw (&self, i);
      read_dxdiag (&self, i);
      read_windows (&self, i);
      read_powershell (&self, i);
      read_mac (&self, i);
      read_free (&self, i);
      read_cpu (&self, i);
    }
  finish (&self);
}
