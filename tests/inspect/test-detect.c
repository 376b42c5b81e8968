/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-detect.h"

#include "hr-document.h"

#include <glib/gstdio.h>
#include <string.h>

static void
put (const char *root, const char *path, const char *text)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, text, -1, NULL));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* A processor's number tells its socket; a laptop's has none that a board could take. */
static void
test_platforms (void)
{
  static const struct
  {
    const char *cpu, *id;
  } cases[] = {
    { "AMD Ryzen 5 5600 6-Core Processor", "am4" },
    { "AMD Ryzen 7 5800X3D 8-Core Processor", "am4" },
    { "AMD Ryzen 9 3950X 16-Core Processor", "am4" },
    { "AMD Ryzen 7 7800X3D 8-Core Processor", "am5" },
    { "AMD Ryzen 9 9950X 16-Core Processor", "am5" },
    { "AMD Ryzen 7 8700G w/ Radeon 780M Graphics", "am5" },
    { "AMD Ryzen 7 5800H with Radeon Graphics", NULL },
    { "AMD Ryzen 7 7840U w/ Radeon 780M Graphics", NULL },
    { "AMD Ryzen 9 7945HX with Radeon Graphics", NULL },
    { "AMD Ryzen Threadripper 7970X 32-Cores", "trx50" },
    { "AMD Ryzen Threadripper PRO 7995WX 96-Cores", "wrx90" },
    { "AMD Ryzen Threadripper 3970X 32-Core Processor", NULL },
    { "AMD EPYC 7763 64-Core Processor", "epyc-sp3" },
    { "AMD EPYC 7402P 24-Core Processor", "epyc-sp3" },
    { "AMD EPYC 7601 32-Core Processor", NULL },
    { "AMD EPYC 9654 96-Core Processor", "epyc-9004" },
    { "AMD EPYC 9575F 64-Core Processor", "epyc-9005" },
    { "Intel(R) Core(TM) Ultra 9 285K", "lga1851" },
    { "Intel(R) Core(TM) Ultra 7 265", "lga1851" },
    { "Intel(R) Core(TM) Ultra 7 258V", NULL },
    { "Intel(R) Core(TM) Ultra 9 285H", NULL },
    { "Intel(R) Core(TM) i9-14900K", NULL },
    { "Intel(R) Xeon(R) w5-2465X", "xeon-w-2500" },
    { "Intel(R) Xeon(R) w9-3495X", "xeon-w-3500" },
    { "Intel(R) Xeon(R) Platinum 8480+", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrPlatform *platform = hr_detect_platform (hr_builtin_snapshot (), cases[i].cpu);

      g_test_message ("%s", cases[i].cpu);
      g_assert_cmpstr (platform != NULL ? platform->id : NULL, ==, cases[i].id);
    }
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    double      mib;
    const char *id;
  } cases[] = {
    { "NVIDIA GeForce RTX 4090", 24564, "rtx-4090" },
    { "NVIDIA GeForce RTX 4090 D", 24564, "rtx-4090-d" },
    { "NVIDIA GeForce RTX 3060", 12288, "rtx-3060-12gb" },
    { "NVIDIA GeForce RTX 3080", 10240, "rtx-3080-10gb" },
    { "NVIDIA GeForce RTX 3080", 12288, "rtx-3080-12gb" },
    { "NVIDIA GeForce RTX 4060 Ti", 16380, "rtx-4060-ti-16gb" },
    { "NVIDIA GeForce RTX 4070 Ti SUPER", 16376, "rtx-4070-ti-super" },
    { "NVIDIA GeForce RTX 4070 Laptop GPU", 8188, "rtx-4070-laptop" },
    { "NVIDIA GB10", 0, "gb10-spark" },
    { "Quadro RTX 8000", 49152, "quadro-rtx-8000" },
    { "NVIDIA A100-SXM4-80GB", 81920, "a100-sxm4-80gb" },
    { "NVIDIA A100-SXM4-40GB", 40960, "a100-sxm4-40gb" },
    { "NVIDIA A100 80GB PCIe", 81920, "a100-pcie-80gb" },
    { "NVIDIA H100 PCIe", 81559, "h100-pcie-80gb" },
    { "NVIDIA H200", 143771, "h200-sxm-141gb" },
    { "NVIDIA H200 NVL", 143771, "h200-nvl-141gb" },
    { "NVIDIA H100 80GB HBM3", 81559, "h100-sxm5-80gb" },
    { "NVIDIA H100 NVL", 95830, "h100-nvl-94gb" },
    { "GRID A100D-80C", 81920, NULL },
    { "NVIDIA GeForce RTX 3080", 0, NULL },
    { "NVIDIA RTX A6000", 49140, "rtx-a6000" },
    { "NVIDIA RTX 6000 Ada Generation", 49140, "rtx-6000-ada" },
    { "NVIDIA RTX PRO 6000 Blackwell Workstation Edition", 97887,
      "rtx-pro-6000-blackwell-workstation" },
    { "Tesla T4", 15360, "t4" },
    { "Tesla V100-SXM2-32GB", 32768, "v100-sxm2-32gb" },
    { "NVIDIA L40S", 46068, "l40s" },
    { "NVIDIA A10", 23028, "a10" },
    { "Navi 31 [Radeon RX 7900 XTX]", 24560, "rx-7900-xtx" },
    { "AMD Instinct MI300X", 196592, "mi300x" },
    { "Intel Corporation Arc B580 Graphics", 0, "arc-b580" },
    { "NVIDIA GeForce GTX 1080", 8192, "gtx-1080" },
    { "10de:9999", 0, NULL },
    { "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrGpu *gpu = hr_detect_match (hr_builtin_snapshot (), cases[i].name,
                                          cases[i].mib / 1024);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (gpu ? gpu->id : NULL, ==, cases[i].id);
    }
}

static void
test_machine (void)
{
  g_autofree char *root = g_dir_make_tmp ("headroom-detect-XXXXXX", NULL);
  HrDetectOptions  options = { .root = root,
                               .nvidia_smi = "NVIDIA GeForce RTX 4090, 24564, 23000\n" };
  HrMachine        machine;

  put (root, "proc/cpuinfo",
       "processor\t: 0\nmodel name\t: Some CPU\nphysical id\t: 0\ncore id\t\t: 0\n\n"
       "processor\t: 1\nmodel name\t: Some CPU\nphysical id\t: 0\ncore id\t\t: 0\n\n"
       "processor\t: 2\nmodel name\t: Some CPU\nphysical id\t: 0\ncore id\t\t: 1\n\n");
  put (root, "proc/meminfo",
       "MemTotal:       65806284 kB\nMemFree:         1000000 kB\nMemAvailable:   52428800 kB\n");
  put (root, "usr/share/misc/pci.ids",
       "# list\n1002  AMD\n\t744c  Navi 31 [Radeon RX 7900 XTX]\n\t\t1002 0001  Sub\n"
       "10de  NVIDIA\n\t744c  Wrong\n\t2684  AD102 [GeForce RTX 4090]\n");
  put (root, "sys/bus/pci/devices/0000:01:00.0/class", "0x030000\n");
  put (root, "sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
  put (root, "sys/bus/pci/devices/0000:01:00.0/device", "0x2684\n");
  put (root, "sys/bus/pci/devices/0000:02:00.0/class", "0x030000\n");
  put (root, "sys/bus/pci/devices/0000:02:00.0/vendor", "0x1002\n");
  put (root, "sys/bus/pci/devices/0000:02:00.0/device", "0x744c\n");
  put (root, "sys/bus/pci/devices/0000:02:00.0/mem_info_vram_total", "25753026560\n");
  put (root, "sys/bus/pci/devices/0000:02:00.0/mem_info_vram_used", "1073741824\n");
  put (root, "sys/bus/pci/devices/0000:03:00.0/class", "0x020000\n");
  put (root, "sys/bus/pci/devices/0000:03:00.0/vendor", "0x8086\n");
  put (root, "sys/bus/pci/devices/0000:03:00.0/device", "0x1234\n");

  hr_detect (&options, hr_builtin_snapshot (), &machine);
  g_assert_cmpstr (machine.cpu, ==, "Some CPU");
  g_assert_cmpuint (machine.cpu_threads, ==, 3);
  g_assert_cmpuint (machine.cpu_cores, ==, 2);
  g_assert_cmpfloat_with_epsilon (machine.ram_gib, 62.76, 0.01);
  g_assert_cmpfloat_with_epsilon (machine.ram_free_gib, 50, 0.01);
  g_assert_cmpuint (machine.n_gpus, ==, 2);
  g_assert_cmpstr (machine.gpus[0].gpu, ==, "rtx-4090");
  g_assert_cmpfloat_with_epsilon (machine.gpus[0].free_gib, 22.46, 0.01);
  g_assert_cmpstr (machine.gpus[1].name, ==, "Radeon RX 7900 XTX");
  g_assert_cmpstr (machine.gpus[1].gpu, ==, "rx-7900-xtx");
  g_assert_cmpfloat_with_epsilon (machine.gpus[1].free_gib, 22.98, 0.01);

  /* Without the driver's tool the card is known by its PCI name, its memory is not. */
  options.nvidia_smi = NULL;
  hr_detect (&options, hr_builtin_snapshot (), &machine);
  g_assert_cmpuint (machine.n_gpus, ==, 2);
  g_assert_cmpstr (machine.gpus[0].name, ==, "GeForce RTX 4090");
  g_assert_cmpstr (machine.gpus[0].gpu, ==, "rtx-4090");
  g_assert_cmpfloat (machine.gpus[0].vram_gib, ==, 0);
  remove_tree (root);
}

static void
test_nothing (void)
{
  HrDetectOptions options = { .root = "/nonexistent" };
  HrMachine       machine;

  hr_detect (&options, hr_builtin_snapshot (), &machine);
  g_assert_cmpuint (machine.n_gpus, ==, 0);
  g_assert_cmpuint (machine.cpu_cores, ==, 0);
  options.nvidia_smi = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA "
                       "driver.\n";
  hr_detect (&options, NULL, &machine);
  g_assert_cmpuint (machine.n_gpus, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/detect/names", test_names);
  g_test_add_func ("/detect/platforms", test_platforms);
  g_test_add_func ("/detect/machine", test_machine);
  g_test_add_func ("/detect/nothing", test_nothing);
  return g_test_run ();
}
