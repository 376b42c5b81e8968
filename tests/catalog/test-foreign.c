/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"
#include "hr-document-changes.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* The tables are made up in the formats that others publish; only the names are real. */
static const struct
{
  const char *what;
  const char *file;
  const char *text;
  gssize      length; /* 0 = up to the final zero */
  gboolean    is_good;
  guint       n_left_out;
  const char *changes; /* "id column after" of some, a line each */
} cases[] = {
  { "parts site", "video-card.csv",
    "name,price,chipset,memory,core_clock,boost_clock,color,length\n"
    "Gigabyte WINDFORCE OC SFF,614.99,GeForce RTX 4070,12,1920,2490,Black,261\n"
    "MSI VENTUS 3X,462.99,GeForce RTX 4060 Ti,16,2310,2610,Black,308\n"
    "MSI VENTUS 2X,462.50,GeForce RTX 4060 Ti,16,2310,2610,Black,308\n"
    "NVIDIA Founders Edition,,GeForce RTX 5090,32,2017,2407,Black,304\n"
    "ASUS SL-2GD5,54.99,GeForce GT 710,2,954,,Black,173\n",
    0, TRUE, 1, "rtx-4070 price_usd 614.99\nrtx-4060-ti-16gb price_usd 462.5" },
  { "a list of objects", "video-card.json",
    "[{\"name\":\"Asus TUF\",\"price\":2140.5,\"chipset\":\"GeForce RTX 4090\",\"memory\":24}]", 0,
    TRUE, 0, "rtx-4090 price_usd 2140.5" },
  { "memory", "memory.csv",
    "name,price,speed,modules,price_per_gb,color,first_word_latency,cas_latency\n"
    "Corsair Vengeance 32 GB,294.99,\"5,6000\",\"2,16\",9.2,Black,10,30\n"
    "Other 32 GB,310.99,\"5,6000\",\"2,16\",9.7,Black,10,30\n"
    "Third 32 GB,330.00,\"5,6000\",\"2,16\",9.7,Black,10,30\n",
    0, TRUE, 0, "ddr5-udimm-2x16 price_usd 310.99" },
  { "processors", "cpu.csv",
    "name,price,core_count,core_clock,boost_clock,microarchitecture,tdp,graphics\n"
    "AMD Ryzen 7 9700X,288.5,8,3.8,5.5,Zen 5,65,Radeon\n"
    "AMD Ryzen 7 9700F,258.5,8,3.8,5.5,Zen 5,65,\n",
    0, TRUE, 1, "ryzen-7-9700x price_usd 288.5" },
  { "supplies", "power-supply.csv",
    "name,price,type,efficiency,wattage,modular,color\n"
    "MSI MAG A850GL,104.99,ATX,gold,850,Full,Black\n"
    "Corsair RM850e,114.99,ATX,gold,850,Full,Black\n"
    "Cheap 850,54.99,ATX,bronze,850,false,Black\n",
    0, TRUE, 1, "psu-850-w price_usd 109.99" },
  { "specifications", "gpus.csv",
    "gpu_name,graphics_processor.gpu_name,graphics_card.launch_price,memory.memory_size,"
    "memory.bandwidth,theoretical_performance.fp32_(float)_performance,board_design.tdp\n"
    "NVIDIA H100 PCIe,GH100,,80 GB,2.04 TB/s,51.22 TFLOPS,350 W\n",
    0, TRUE, 0, "h100-pcie-80gb bandwidth_gb_s 2040" },
  { "a German shop", "liste.csv",
    "Bezeichnung;Preis\nGainward GeForce RTX 4080 SUPER Phantom 16GB f\xfcr Spieler;1.099,90 "
    "\x80\n",
    0, TRUE, 0, "rtx-4080-super price_note 1099.90 EUR" },
  { "UTF-16", "unicode.txt",
    "i\0d\0\t\0p\0r\0i\0c\0e\0_\0u\0s\0d\0\n\0r\0t\0x\0-\0"
    "4\0"
    "0\0"
    "9\0"
    "0\0\t\0"
    "2\0"
    "1\0"
    "9\0"
    "0\0\n\0",
    54, TRUE, 0, "rtx-4090 price_usd 2190" },
  { "offers", "cudo.csv",
    "instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size\n"
    "gpu_8x_h100_sxm,us-west,20.0,208,1800,8,H100,80,False,20000\n"
    "gpu_8x_h100_sxm,us-east,18.0,208,1800,8,H100,80,False,20000\n"
    "gpu_1x_what,us-east,18.0,208,1800,8,A100,80,False,20000\n"
    "cpu_only,us-east,1.0,208,1800,0,,,False,20000\n",
    0, TRUE, 1, "cudo-gpu-8x-h100-sxm-h100-sxm5-80gb-8x-on-demand - -" },
  { "offers of many clouds", "aws.csv",
    "InstanceType,vCPUs,MemoryGiB,AcceleratorName,AcceleratorCount,GpuInfo,Price,SpotPrice,Region\n"
    "p4d.24xlarge,96.0,1152.0,A100,8.0,\"{'Gpus': [{'MemoryInfo': {'SizeInMiB': 40960}}]}\","
    "32.77,9.83,us-east-1\n",
    0, TRUE, 0, "aws-p4d.24xlarge-a100-sxm4-40gb-8x-spot - -" },
  { "a pasted list", "build.txt",
    "**CPU** | [AMD Ryzen 7 9700X](https://x/y) | $300.00\n"
    "**Video Card** | [Zotac GAMING GeForce RTX 4090 24 GB Video Card](https://x) | $2199.99\n",
    0, TRUE, 1, "rtx-4090 price_usd 2199.99" },
  { "our own in capitals", "CAPS.CSV", "ID,PRICE_USD\nrtx-4090,2180\n", 0, TRUE, 0,
    "rtx-4090 price_usd 2180" },
  { "a name that two have", "amb.csv", "name,price_usd\nGeForce RTX 4060 Ti,405\n", 0, FALSE, 1,
    "" },
  { "another card's price", "wrong.csv", "name,price_usd\nRadeon RX 7900M,600\n", 0, FALSE, 1, "" },
  { "a page", "page.csv", "<!DOCTYPE html>\n<html><td>RTX 4090</td><td>$1,999</td></html>\n", 0,
    FALSE, 0, "" },
  { "no text", "picture.csv", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, FALSE, 0, "" },
};

static gboolean
has_change (const GPtrArray *changes, const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (wanted, " ", 3);

  for (guint i = 0; i < changes->len; i++)
    {
      const HrCellChange *change = changes->pdata[i];

      if (strcmp (change->id, parts[0]) != 0)
        continue;
      if (change->column == NULL ? strcmp (parts[1], "-") == 0
                                 : strcmp (change->column->id, parts[1]) == 0
                                       && g_str_has_prefix (change->after, parts[2]))
        return TRUE;
    }
  return FALSE;
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("headroom-foreign-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].file, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (GError) error = NULL;
      HrImportReport  report = { 0 };
      HrImportOptions options = { .report = &report, .today = { 2026, 12, 1 } };
      gboolean        is_good;
      g_auto (GStrv) wanted = g_strsplit (cases[i].changes, "\n", -1);

      g_test_message ("%s", cases[i].what);
      g_assert_true (
          g_file_set_contents (path, cases[i].text, cases[i].length ? cases[i].length : -1, NULL));
      is_good = hr_catalog_import (catalog, file, &options, issues, &error);
      for (guint k = 0; k < hr_issues_n (issues); k++)
        g_test_message ("  %u: %s %s", hr_issues_get (issues, k)->line,
                        hr_issues_get (issues, k)->path, hr_issues_get (issues, k)->value);
      g_assert_cmpint (is_good, ==, cases[i].is_good);
      g_assert_cmpuint (report.n_left_out, ==, cases[i].n_left_out);
      for (guint k = 0; is_good && wanted[k] != NULL; k++)
        {
          g_test_message ("  %s", wanted[k]);
          g_assert_true (has_change (report.changes, wanted[k]));
        }
      g_assert_cmpint (g_remove (path), ==, 0);
      g_clear_pointer (&report.changes, g_ptr_array_unref);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A dry run tells the same and changes nothing. */
static void
test_dry (void)
{
  g_autofree char *folder = g_dir_make_tmp ("headroom-foreign-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *before = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd");
  g_autofree char *after = NULL;
  HrImportReport   report = { 0 };
  HrImportOptions  options = { .report = &report, .is_dry = TRUE };

  g_assert_true (g_file_set_contents (path, "name,price_usd\nRTX 4090,2111\n", -1, NULL));
  g_assert_true (hr_catalog_import (catalog, file, &options, issues, NULL));
  g_assert_true (has_change (report.changes, "rtx-4090 price_usd 2111"));
  after = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd");
  g_assert_cmpstr (before, ==, after);
  g_ptr_array_unref (report.changes);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/foreign/files", test_files);
  g_test_add_func ("/foreign/dry", test_dry);
  return g_test_run ();
}
