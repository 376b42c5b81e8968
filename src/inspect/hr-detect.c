/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-detect.h"
#include "hr-string.h"

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB_PER_GIB         1024.0
#define GIB                 (1024.0 * 1024.0 * 1024.0)
#define SMI_TIMEOUT_SECONDS 5

static char *
read_file (const char *root, const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  char            *text = NULL;

  if (!g_file_get_contents (full, &text, NULL, NULL))
    return NULL;
  g_strchomp (text);
  return text;
}

static double
read_number (const char *root, const char *path)
{
  g_autofree char *text = read_file (root, path);

  return text ? g_ascii_strtod (text, NULL) : 0;
}

/* (nullable): what stands after "key :" in the line that starts with @key. */
static const char *
field_of (const char *line, const char *key)
{
  const char *colon;

  if (!g_str_has_prefix (line, key))
    return NULL;
  for (colon = line + strlen (key); *colon == ' ' || *colon == '\t'; colon++)
    ;
  if (*colon != ':')
    return NULL;
  for (colon++; *colon == ' ' || *colon == '\t'; colon++)
    ;
  return colon;
}

static void
detect_cpu (const char *root, HrMachine *machine)
{
  g_autofree char *text = read_file (root, "proc/cpuinfo");
  g_auto (GStrv) lines = text ? g_strsplit (text, "\n", -1) : NULL;
  g_autoptr (GHashTable) cores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *package = g_strdup ("0");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *value;

      if (field_of (lines[i], "processor") != NULL)
        machine->cpu_threads++;
      if ((value = field_of (lines[i], "model name")) != NULL && machine->cpu[0] == '\0')
        hr_string_copy (machine->cpu, sizeof machine->cpu, value);
      if ((value = field_of (lines[i], "physical id")) != NULL)
        {
          g_free (package);
          package = g_strdup (value);
        }
      if ((value = field_of (lines[i], "core id")) != NULL)
        g_hash_table_add (cores, g_strdup_printf ("%s.%s", package, value));
    }
  machine->cpu_cores = g_hash_table_size (cores) ? g_hash_table_size (cores) : machine->cpu_threads;
}

static void
detect_ram (const char *root, HrMachine *machine)
{
  g_autofree char *text = read_file (root, "proc/meminfo");
  g_auto (GStrv) lines = text ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *value;

      if ((value = field_of (lines[i], "MemTotal")) != NULL)
        machine->ram_gib = g_ascii_strtod (value, NULL) / MIB_PER_GIB / 1024;
      else if ((value = field_of (lines[i], "MemAvailable")) != NULL)
        machine->ram_free_gib = g_ascii_strtod (value, NULL) / MIB_PER_GIB / 1024;
    }
}

static HrDetectedGpu *
add_gpu (HrMachine *machine)
{
  if (machine->n_gpus == HR_MAX_DETECTED_GPUS)
    return NULL;
  return &machine->gpus[machine->n_gpus++];
}

/* "NVIDIA GeForce RTX 4090, 24564, 23000": name, total and free MiB. */
static guint
parse_smi (const char *output, HrMachine *machine)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      HrDetectedGpu *gpu;

      if (g_strv_length (fields) < 3 || (gpu = add_gpu (machine)) == NULL)
        continue;
      hr_string_copy (gpu->name, sizeof gpu->name, g_strstrip (fields[0]));
      gpu->vendor = HR_VENDOR_NVIDIA;
      gpu->vram_gib = g_ascii_strtod (g_strstrip (fields[1]), NULL) / MIB_PER_GIB;
      gpu->free_gib = g_ascii_strtod (g_strstrip (fields[2]), NULL) / MIB_PER_GIB;
      n++;
    }
  return n;
}

/* A driver that hangs must not hang us. */
static char *
run_smi (void)
{
  g_autofree char *path = g_find_program_in_path ("nvidia-smi");
  g_autofree char *timeout = g_find_program_in_path ("timeout");
  g_autoptr (GSubprocess) process = NULL;
  char *output = NULL;

  if (path == NULL || timeout == NULL)
    return NULL;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              NULL, timeout, G_STRINGIFY (SMI_TIMEOUT_SECONDS), path,
                              "--query-gpu=name,memory.total,memory.free",
                              "--format=csv,noheader,nounits", NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL)
      || !g_subprocess_get_successful (process))
    g_clear_pointer (&output, g_free);
  return output;
}

/* The name of a device in the system's list of PCI ids, or "10de:2684". */
static void
name_device (const char *root, guint vendor, guint device, HrDetectedGpu *gpu)
{
  g_autofree char *text = read_file (root, "usr/share/misc/pci.ids");
  g_autofree char *vendor_line = g_strdup_printf ("\n%04x  ", vendor);
  g_autofree char *device_line = g_strdup_printf ("\n\t%04x  ", device);
  g_autofree char *name = NULL;
  const char      *start, *next, *at, *bracket, *end;

  g_snprintf (gpu->pci, sizeof gpu->pci, "%04x:%04x", vendor, device);
  hr_string_copy (gpu->name, sizeof gpu->name, gpu->pci);
  start = text ? strstr (text, vendor_line) : NULL;
  if (start == NULL)
    return;
  next = start + 1;
  do
    next = strchr (next + 1, '\n');
  while (next != NULL && (next[1] == '\t' || next[1] == '#'));
  at = strstr (start, device_line);
  if (at == NULL || (next != NULL && at > next))
    return;
  at += strlen (device_line);
  end = strchr (at, '\n');
  end = end ? end : at + strlen (at);
  bracket = memchr (at, '[', (gsize) (end - at)); /* "AD102 [GeForce RTX 4090]" */
  if (bracket != NULL && memchr (bracket, ']', (gsize) (end - bracket)) != NULL)
    {
      at = bracket + 1;
      end = memchr (at, ']', (gsize) (end - at));
    }
  name = g_strndup (at, (gsize) (end - at));
  hr_string_copy (gpu->name, sizeof gpu->name, name);
}

static gboolean
vendor_of (guint id, HrVendor *vendor)
{
  static const struct
  {
    guint    id;
    HrVendor vendor;
  } vendors[] = {
    { 0x10de, HR_VENDOR_NVIDIA },
    { 0x1002, HR_VENDOR_AMD },
    { 0x8086, HR_VENDOR_INTEL },
    { 0x19e5, HR_VENDOR_HUAWEI },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vendors); i++)
    if (vendors[i].id == id)
      {
        *vendor = vendors[i].vendor;
        return TRUE;
      }
  return FALSE;
}

static guint
read_hex (const char *root, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = read_file (root, path);

  return text ? (guint) strtoul (text, NULL, 16) : 0;
}

/* Display and accelerator classes: 0300, 0302, 0380, 1200. */
static gboolean
is_gpu_class (guint pci_class)
{
  guint base = pci_class >> 16;

  return base == 0x03 || base == 0x12;
}

static void
add_pci_device (const char *root, const char *folder, gboolean nvidia_is_known, HrMachine *machine)
{
  guint            vendor_id = read_hex (root, folder, "vendor");
  g_autofree char *total = g_build_filename (folder, "mem_info_vram_total", NULL);
  g_autofree char *used = g_build_filename (folder, "mem_info_vram_used", NULL);
  HrVendor         vendor;
  HrDetectedGpu   *gpu;

  if (!is_gpu_class (read_hex (root, folder, "class")) || !vendor_of (vendor_id, &vendor)
      || (vendor == HR_VENDOR_NVIDIA && nvidia_is_known) || (gpu = add_gpu (machine)) == NULL)
    return;
  gpu->vendor = vendor;
  name_device (root, vendor_id, read_hex (root, folder, "device"), gpu);
  gpu->vram_gib = read_number (root, total) / GIB;
  if (gpu->vram_gib > 0)
    gpu->free_gib = gpu->vram_gib - read_number (root, used) / GIB;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
detect_pci (const char *root, gboolean nvidia_is_known, HrMachine *machine)
{
  g_autofree char *path = g_build_filename (root, "sys/bus/pci/devices", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename ("sys/bus/pci/devices", name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_pci_device (root, names->pdata[i], nvidia_is_known, machine);
}

/**
 * hr_detect:
 * @options: (nullable): where to look
 * @snapshot: (nullable): the catalog, for the cards' ids
 * @machine: (out): what was found
 *
 * Reads /proc and /sys, and asks nvidia-smi where it is installed. May take as long as that does:
 * call it from a thread.
 */
void
hr_detect (const HrDetectOptions *options, const HrSnapshot *snapshot, HrMachine *machine)
{
  const char      *root = options && options->root ? options->root : "/";
  g_autofree char *smi = options && options->nvidia_smi ? g_strdup (options->nvidia_smi)
                         : options && options->root     ? NULL
                                                        : run_smi ();

  memset (machine, 0, sizeof *machine);
  detect_cpu (root, machine);
  detect_ram (root, machine);
  detect_pci (root, smi != NULL && parse_smi (smi, machine) > 0, machine);
  if (snapshot != NULL)
    {
      const HrPlatform *platform = hr_detect_platform (snapshot, machine->cpu);

      if (platform != NULL)
        hr_string_copy (machine->platform, sizeof machine->platform, platform->id);
    }
  for (guint i = 0; snapshot != NULL && i < machine->n_gpus; i++)
    {
      HrDetectedGpu *gpu = &machine->gpus[i];
      const HrGpu   *match = hr_detect_match (snapshot, gpu->name, gpu->vram_gib);

      if (match != NULL)
        hr_string_copy (gpu->gpu, sizeof gpu->gpu, match->id);
    }
}
