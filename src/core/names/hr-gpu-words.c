/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-words.h"

#include <stdlib.h>
#include <string.h>

#define MAX_RUN_LETTERS 32
#define MOST_GB         2048

/* Words that tell. A word that is not here is a board partner's, a colour or a part number. */
static const struct
{
  const char   *text;
  HrGpuWordRole role;
  int           value;
} vocabulary[] = {
  { "nvidia", HR_GPU_WORD_MAKER, HR_VENDOR_NVIDIA },
  { "amd", HR_GPU_WORD_MAKER, HR_VENDOR_AMD },
  { "ati", HR_GPU_WORD_MAKER, HR_VENDOR_AMD },
  { "intel", HR_GPU_WORD_MAKER, HR_VENDOR_INTEL },
  { "huawei", HR_GPU_WORD_MAKER, HR_VENDOR_HUAWEI },
  { "apple", HR_GPU_WORD_MAKER, HR_VENDOR_OTHER },
  { "geforce", HR_GPU_WORD_LINE, HR_GPU_LINE_GEFORCE },
  { "rtx", HR_GPU_WORD_LINE, HR_GPU_LINE_RTX },
  { "gtx", HR_GPU_WORD_LINE, HR_GPU_LINE_GTX },
  { "gt", HR_GPU_WORD_LINE, HR_GPU_LINE_GT },
  { "titan", HR_GPU_WORD_LINE, HR_GPU_LINE_TITAN },
  { "tesla", HR_GPU_WORD_LINE, HR_GPU_LINE_TESLA },
  { "radeon", HR_GPU_WORD_LINE, HR_GPU_LINE_RADEON },
  { "rx", HR_GPU_WORD_LINE, HR_GPU_LINE_RX },
  { "instinct", HR_GPU_WORD_LINE, HR_GPU_LINE_INSTINCT },
  { "arc", HR_GPU_WORD_LINE, HR_GPU_LINE_ARC },
  { "ascend", HR_GPU_WORD_LINE, HR_GPU_LINE_ASCEND },
  { "pro", HR_GPU_WORD_PRO, 0 },
  { "quadro", HR_GPU_WORD_QUADRO, 0 },
  { "ti", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_TI },
  { "tis", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_TI | HR_GPU_VARIANT_SUPER },
  { "super", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_SUPER },
  { "xt", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_XT },
  { "xtx", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_XTX },
  { "gre", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_GRE },
  { "maxq", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_MAX_Q },
  { "sff", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_SFF },
  { "laptop", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_LAPTOP },
  { "notebook", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_LAPTOP },
  { "mobile", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_LAPTOP },
  { "max", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_MAX },
  { "ultra", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_ULTRA },
  { "dual", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_DUAL },
  { "v2", HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_V2 },
  { "pascal", HR_GPU_WORD_ARCH, HR_ARCH_PASCAL },
  { "volta", HR_GPU_WORD_ARCH, HR_ARCH_VOLTA },
  { "turing", HR_GPU_WORD_ARCH, HR_ARCH_TURING },
  { "ampere", HR_GPU_WORD_ARCH, HR_ARCH_AMPERE },
  { "ada", HR_GPU_WORD_ARCH, HR_ARCH_ADA },
  { "hopper", HR_GPU_WORD_ARCH, HR_ARCH_HOPPER },
  { "blackwell", HR_GPU_WORD_ARCH, HR_ARCH_BLACKWELL },
  { "pcie", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_PCIE },
  { "active", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_ACTIVE },
  { "nvl", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_NVL },
  { "oam", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_OAM },
  { "fhhl", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_RARE },
  { "dgxs", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_RARE },
  { "sxm", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM },
  { "sxm2", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM + 2 },
  { "sxm3", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM + 3 },
  { "sxm4", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM + 4 },
  { "sxm5", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM + 5 },
  { "sxm6", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM + 6 },
  { "hgx", HR_GPU_WORD_FORM, HR_GPU_NAME_FORM_SXM },
  { "workstation", HR_GPU_WORD_EDITION, HR_GPU_EDITION_WORKSTATION },
  { "server", HR_GPU_WORD_EDITION, HR_GPU_EDITION_SERVER },
  { "edition", HR_GPU_WORD_EDITION, HR_GPU_EDITION_WORD },
  { "gddr5", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_OTHER },
  { "gddr5x", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_OTHER },
  { "gddr6", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_GDDR6 },
  { "gddr6x", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_GDDR6X },
  { "gddr7", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_GDDR7 },
  { "hbm2", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_HBM2 },
  { "hbm2e", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_HBM2E },
  { "hbm3", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_HBM3 },
  { "hbm3e", HR_GPU_WORD_MEMORY_TYPE, HR_MEMORY_TYPE_HBM3E },
  { "waterblock", HR_GPU_WORD_ACCESSORY, 0 },
  { "block", HR_GPU_WORD_ACCESSORY, 0 },
  { "eisblock", HR_GPU_WORD_ACCESSORY, 0 },
  { "wasserblock", HR_GPU_WORD_ACCESSORY, 0 },
  { "wasserkühler", HR_GPU_WORD_ACCESSORY, 0 },
  { "backplate", HR_GPU_WORD_ACCESSORY, 0 },
  { "bracket", HR_GPU_WORD_ACCESSORY, 0 },
  { "heatsink", HR_GPU_WORD_ACCESSORY, 0 },
  { "kühler", HR_GPU_WORD_ACCESSORY, 0 },
  { "riser", HR_GPU_WORD_ACCESSORY, 0 },
  { "adapter", HR_GPU_WORD_ACCESSORY, 0 },
  { "adaptor", HR_GPU_WORD_ACCESSORY, 0 },
  { "cable", HR_GPU_WORD_ACCESSORY, 0 },
  { "kabel", HR_GPU_WORD_ACCESSORY, 0 },
  { "bridge", HR_GPU_WORD_ACCESSORY, 0 },
  { "nvlink", HR_GPU_WORD_ACCESSORY, 0 },
  { "shroud", HR_GPU_WORD_ACCESSORY, 0 },
  { "replacement", HR_GPU_WORD_ACCESSORY, 0 },
  { "ersatz", HR_GPU_WORD_ACCESSORY, 0 },
  { "pads", HR_GPU_WORD_ACCESSORY, 0 },
  { "holder", HR_GPU_WORD_ACCESSORY, 0 },
  { "halter", HR_GPU_WORD_ACCESSORY, 0 },
  { "halterung", HR_GPU_WORD_ACCESSORY, 0 },
  { "sticker", HR_GPU_WORD_ACCESSORY, 0 },
  { "defekt", HR_GPU_WORD_ACCESSORY, 0 },
  { "broken", HR_GPU_WORD_ACCESSORY, 0 },
  { "faulty", HR_GPU_WORD_ACCESSORY, 0 },
  { "desktop", HR_GPU_WORD_SYSTEM, 0 },
  { "pc", HR_GPU_WORD_SYSTEM, 0 },
  { "prebuilt", HR_GPU_WORD_SYSTEM, 0 },
  { "monitor", HR_GPU_WORD_SYSTEM, 0 },
  { "motherboard", HR_GPU_WORD_SYSTEM, 0 },
  { "mainboard", HR_GPU_WORD_SYSTEM, 0 },
  { "i5", HR_GPU_WORD_SYSTEM, 0 },
  { "i7", HR_GPU_WORD_SYSTEM, 0 },
  { "i9", HR_GPU_WORD_SYSTEM, 0 },
  { "lhr", HR_GPU_WORD_OTHER, 0 },
  { "gpu", HR_GPU_WORD_OTHER, 0 },
  { "generation", HR_GPU_WORD_OTHER, 0 },
  { "vgpu", HR_GPU_WORD_SHARE, 0 },
  { "mig", HR_GPU_WORD_SHARE, 0 },
  { "grid", HR_GPU_WORD_SHARE, 0 },
  { "for", HR_GPU_WORD_FOR, 0 },
  { "für", HR_GPU_WORD_FOR, 0 },
  { "fits", HR_GPU_WORD_FOR, 0 },
  { "pour", HR_GPU_WORD_FOR, 0 },
  { "compatible", HR_GPU_WORD_FOR, 0 },
  { "kompatibel", HR_GPU_WORD_FOR, 0 },
  { "with", HR_GPU_WORD_WITH, 0 },
  { "w", HR_GPU_WORD_WITH, 0 },
  { "mit", HR_GPU_WORD_WITH, 0 },
  { "avec", HR_GPU_WORD_WITH, 0 },
  { "incl", HR_GPU_WORD_WITH, 0 },
  { "inkl", HR_GPU_WORD_WITH, 0 },
  { "or", HR_GPU_WORD_OR, 0 },
  { "oder", HR_GPU_WORD_OR, 0 },
};

/* Letters that begin the code of a processor: A100, H200, L40S, T4, MI300X, GB200, W7900, R9700. */
static const char *const code_letters[] = { "a", "h", "l", "t",  "p",  "v",  "k",  "m", "b",
                                            "w", "r", "e", "gb", "gh", "gp", "gv", "mi" };

static void
add_word (GArray *words, HrGpuWordRole role, int value, const char *text, gsize length)
{
  HrGpuWord word = { .role = role, .value = value };

  if (text != NULL)
    memcpy (word.text, text, MIN (length, sizeof word.text - 1));
  g_array_append_val (words, word);
}

static gboolean
follows_number (const GArray *words, guint from)
{
  return words->len > from
         && g_array_index (words, HrGpuWord, words->len - 1).role == HR_GPU_WORD_NUMBER;
}

/* "24gb", "16g", "24gib" at the start of @run: how many letters. */
static gsize
read_size (const char *run, int *gb)
{
  static const char *const units[] = { "gib", "gb", "go", "g" };
  gsize                    digits = strspn (run, "0123456789");

  if (digits == 0 || digits > 4 || run[0] == '0')
    return 0;
  *gb = atoi (run);
  for (guint i = 0; *gb <= MOST_GB && i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (run + digits, units[i]))
      return digits + strlen (units[i]);
  return 0;
}

/* A code at the start of @run with @n_letters behind its digits. */
static gsize
read_code (const char *run, gsize n_behind)
{
  gsize letters = strcspn (run, "0123456789"), digits, length;

  /* Ascend's begin with digits: 910B, 910B3. */
  if (g_str_has_prefix (run, "910") && run[3] >= 'a' && run[3] <= 'c' && n_behind < 2)
    return n_behind == 0 ? 4 : g_ascii_isdigit (run[4]) ? 5 : 0;
  digits = strspn (run + letters, "0123456789");
  length = letters + digits;
  if (letters == 0 || letters > 2 || digits == 0 || digits > 4 || run[letters] == '0')
    return 0;
  for (gsize i = 0; i < n_behind; i++)
    if (!g_ascii_isalpha (run[length + i]))
      return 0;
  for (guint i = 0; i < G_N_ELEMENTS (code_letters); i++)
    if (strlen (code_letters[i]) == letters && strncmp (run, code_letters[i], letters) == 0)
      return length + n_behind;
  return 0;
}

static gboolean split (const char *run, GArray *words, guint from);

static gboolean
split_rest (const char *run, gsize length, GArray *words, guint from, HrGpuWordRole role, int value)
{
  guint n = words->len;

  add_word (words, role, value, role == HR_GPU_WORD_NUMBER || role == HR_GPU_WORD_CODE ? run : NULL,
            length);
  if (split (run + length, words, from))
    return TRUE;
  g_array_set_size (words, n);
  return FALSE;
}

/* A letter right behind a number: "4090d", "4070s", "7900m". */
static gboolean
split_letter (const char *run, GArray *words, guint from)
{
  if (g_str_has_prefix (run, "d") && follows_number (words, from))
    return split_rest (run, run[1] == 'd' ? 2 : 1, words, from, HR_GPU_WORD_VARIANT,
                       run[1] == 'd' ? HR_GPU_VARIANT_D | HR_GPU_VARIANT_DUAL : HR_GPU_VARIANT_D);
  if (strcmp (run, "m") == 0 && follows_number (words, from))
    return split_rest (run, 1, words, from, HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_LAPTOP);
  /* "4070s" is a SUPER, "6800s" a laptop's. */
  if (strcmp (run, "s") == 0 && follows_number (words, from))
    {
      const char *number = g_array_index (words, HrGpuWord, words->len - 1).text;

      return split_rest (run, 1, words, from, HR_GPU_WORD_VARIANT,
                         number[1] == '0' || g_str_has_prefix (number, "16")
                             ? HR_GPU_VARIANT_SUPER
                             : HR_GPU_VARIANT_LAPTOP);
    }
  return FALSE;
}

/* Takes @run apart into words that are known, all of it: "rtx4060ti16gb", "h100nvl". */
static gboolean
split (const char *run, GArray *words, guint from)
{
  gsize digits = strspn (run, "0123456789"), length;
  int   gb;

  if (run[0] == '\0')
    return TRUE;
  for (gsize size = MAX_RUN_LETTERS; size >= 2; size--)
    for (guint i = 0; i < G_N_ELEMENTS (vocabulary); i++)
      if (strlen (vocabulary[i].text) == size && g_str_has_prefix (run, vocabulary[i].text)
          && split_rest (run, size, words, from, vocabulary[i].role, vocabulary[i].value))
        return TRUE;
  if ((length = read_size (run, &gb)) > 0
      && split_rest (run, length, words, from, HR_GPU_WORD_MEMORY_SIZE, gb))
    return TRUE;
  for (gsize behind = 3; behind-- > 0;)
    if ((length = read_code (run, behind)) > 0
        && split_rest (run, length, words, from, HR_GPU_WORD_CODE, 0))
      return TRUE;
  if ((digits == 3 || digits == 4) && run[0] != '0'
      && split_rest (run, digits, words, from, HR_GPU_WORD_NUMBER, 0))
    return TRUE;
  return split_letter (run, words, from);
}

static const char *
run_of_one (const char *run)
{
  return run[0] != '\0' && run[1] == '\0' ? run : NULL;
}

/* Board partners glue a few letters before the name: "VCNRTX6000ADA". */
static const char *
part_of (const char *run)
{
  const char *rtx = strstr (run, "rtx");

  return rtx != NULL && rtx - run <= 4 && strcspn (run, "0123456789") > (gsize) (rtx - run) ? rtx
                                                                                            : run;
}

static void
add_run (const char *run, GArray *words)
{
  guint       n = words->len;
  HrGpuWord  *last = n > 0 ? &g_array_index (words, HrGpuWord, n - 1) : NULL;
  const char *one = run_of_one (run);
  int         value = atoi (run);
  gsize       length;

  for (guint i = 0; i < G_N_ELEMENTS (vocabulary); i++)
    if (strcmp (vocabulary[i].text, run) == 0)
      {
        add_word (words, vocabulary[i].role, vocabulary[i].value, NULL, 0);
        return;
      }
  if (one != NULL && one[0] == 'd' && last != NULL && last->role == HR_GPU_WORD_NUMBER)
    add_word (words, HR_GPU_WORD_VARIANT, HR_GPU_VARIANT_D, NULL, 0);
  else if (one != NULL && one[0] == 'q' && last != NULL && last->value == HR_GPU_VARIANT_MAX)
    last->value = HR_GPU_VARIANT_MAX_Q;
  else if (one != NULL && one[0] == 'e' && last != NULL && g_str_equal (last->text, "pci"))
    *last = (HrGpuWord){ .role = HR_GPU_WORD_FORM, .value = HR_GPU_NAME_FORM_PCIE };
  else if (g_str_equal (run, "block") && last != NULL && g_str_equal (last->text, "water"))
    *last = (HrGpuWord){ .role = HR_GPU_WORD_ACCESSORY };
  else if ((g_str_equal (run, "gb") || g_str_equal (run, "gib") || g_str_equal (run, "go"))
           && last != NULL && last->role != HR_GPU_WORD_MEMORY_SIZE && atoi (last->text) > 0
           && atoi (last->text) <= MOST_GB)
    *last = (HrGpuWord){ .role = HR_GPU_WORD_MEMORY_SIZE, .value = atoi (last->text) };
  else if (one != NULL && one[0] == 'x' && n == 1 && atoi (last->text) > 1)
    *last = (HrGpuWord){ .role = HR_GPU_WORD_TIMES, .value = atoi (last->text) };
  else if (n == 0 && value > 1 && strlen (run) <= 3 && run[strlen (run) - 1] == 'x')
    add_word (words, HR_GPU_WORD_TIMES, value, NULL, 0);
  /* The share that a virtual machine gets: A100D-80C, A10-24Q. */
  else if (value > 0 && strlen (run) - strspn (run, "0123456789") == 1
           && strchr ("cqab", run[strlen (run) - 1]) != NULL && last != NULL
           && last->role == HR_GPU_WORD_CODE)
    add_word (words, HR_GPU_WORD_SHARE, 0, NULL, 0);
  /* A part number of ASUS: "O24G" is overclocked with 24 GB. */
  else if (run[0] == 'o' && (length = read_size (run + 1, &value)) > 0 && run[1 + length] == '\0')
    add_word (words, HR_GPU_WORD_MEMORY_SIZE, value, NULL, 0);
  /* "1 TB SSD", "1TB NVMe": a machine. */
  else if ((g_str_equal (run, "ssd") || g_str_equal (run, "nvme")) && last != NULL
           && (last->role == HR_GPU_WORD_MEMORY_SIZE || g_str_has_suffix (last->text, "tb")))
    add_word (words, HR_GPU_WORD_SYSTEM, 0, NULL, 0);
  else if (strlen (run) > MAX_RUN_LETTERS || !split (part_of (run), words, n))
    add_word (words, HR_GPU_WORD_OTHER, 0, run, strlen (run));
  for (guint i = n + 1; i < words->len; i++)
    g_array_index (words, HrGpuWord, i).is_glued = TRUE;
}

/* @name in small letters without trade marks. */
static char *
plain_name (const char *name)
{
  static const char *const marks[] = { "®", "™", "©", "(r)", "(tm)", "\xc2\xa0" };
  g_autofree char         *valid = g_utf8_make_valid (name, -1);
  g_autofree char         *lower = g_utf8_strdown (valid, -1);
  GString                 *text = g_string_new (lower);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (text, marks[i], " ", 0);
  return g_string_free (text, FALSE);
}

/* nvidia-smi cuts long names: "NVIDIA RTX 6000 Ada Gene...". What a cut word can only have been; of
 * others nothing is known. */
static const char *
whole_word (const char *run)
{
  static const char *const words[] = { "generation", "laptop", "workstation", "blackwell",
                                       "edition" };

  for (guint i = 0; strlen (run) >= 3 && i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (words[i], run))
      return words[i];
  return run;
}

/**
 * hr_gpu_words_are_whole:
 *
 * Returns: whether @name is whole, or cut within a word that is known all the same.
 */
gboolean
hr_gpu_words_are_whole (const char *name)
{
  g_autofree char *plain = plain_name (name);
  char            *end = strstr (plain, ".."), *start;

  if (end == NULL)
    return TRUE;
  *end = '\0';
  for (start = end; start > plain && g_ascii_isalnum (start[-1]); start--)
    ;
  return whole_word (start) != start;
}

/**
 * hr_gpu_words:
 * @name: what a driver, a list of PCI ids, a shop or a user calls a card
 *
 * Returns: (transfer full) (element-type HrGpuWord): its words with what they stand for.
 */
GArray *
hr_gpu_words (const char *name)
{
  g_autofree char *plain = plain_name (name);
  GArray          *words = g_array_new (FALSE, FALSE, sizeof (HrGpuWord));
  char            *at = plain;

  while (*at != '\0')
    {
      char    *end = at;
      char     after;
      gboolean is_cut;

      while (g_ascii_isalnum (*end) || (guchar) *end >= 0x80)
        end++;
      if (end == at)
        {
          if (*at == '/' || *at == '|')
            add_word (words, HR_GPU_WORD_OR, 0, NULL, 0);
          at++;
          continue;
        }
      after = *end;
      is_cut = g_str_has_prefix (end, "...");
      *end = '\0';
      add_run (is_cut ? whole_word (at) : at, words);
      *end = after;
      at = end;
    }
  return words;
}
