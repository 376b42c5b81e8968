/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-match.h"

#include "hr-gpu-name.h"

#include <math.h>
#include <string.h>

/* A driver prints 23.99 of 24 GiB, or 22.5 with ECC on the card's own DRAM. */
#define DEVICE_LOW  0.90
#define DEVICE_HIGH 1.03
/* What is printed on big modules counts stacks, or what is left of them: 180, 186 and 192 GB. */
#define BIG_GIB   150
#define BIG_SHARE 0.08
#define SMALL_GIB 0.6
/* Of the chips that laptops share with cards, whose PCI ids they share as well. */
#define MOST_LAPTOP_GIB 16

typedef struct
{
  const HrGpu *gpu;
  HrGpuName    name;
  char        *key; /* the name's letters and digits alone */
} Entry;

struct _HrGpuNames
{
  const HrSnapshot *snapshot;
  GArray           *entries;
  GHashTable       *by_number; /* GPtrArray of Entry */
};

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->key);
}

static char *
key_of (const char *text)
{
  GString *key = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text) || (guchar) *text >= 0x80)
      g_string_append_c (key, g_ascii_tolower (*text));
  return g_string_free (key, FALSE);
}

/**
 * hr_gpu_names_new:
 * @snapshot: a catalog
 *
 * Returns: (transfer full): its cards, ready for hr_gpu_names_match().
 */
HrGpuNames *
hr_gpu_names_new (const HrSnapshot *snapshot)
{
  HrGpuNames *self = g_new0 (HrGpuNames, 1);

  self->snapshot = hr_snapshot_ref (snapshot);
  self->entries = g_array_sized_new (FALSE, TRUE, sizeof (Entry), snapshot->n_gpus);
  g_array_set_clear_func (self->entries, clear_entry);
  g_array_set_size (self->entries, snapshot->n_gpus);
  self->by_number = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                           (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      Entry     *entry = &g_array_index (self->entries, Entry, i);
      GPtrArray *same;

      entry->gpu = &snapshot->gpus[i];
      entry->key = key_of (entry->gpu->name);
      hr_gpu_name_parse (entry->gpu->name, NULL, &entry->name);
      if (entry->name.n_cards == 0)
        continue;
      same = g_hash_table_lookup (self->by_number, entry->name.cards[0].number);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (self->by_number, entry->name.cards[0].number, same);
        }
      g_ptr_array_add (same, entry);
    }
  return self;
}

void
hr_gpu_names_free (HrGpuNames *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_number);
  g_array_unref (self->entries);
  hr_snapshot_unref ((HrSnapshot *) self->snapshot);
  g_free (self);
}

/* How near a card of the catalog comes to a name, the best last. */
typedef enum
{
  OUT,  /* it is another card */
  FAR,  /* the card has a word for another kind that the name lacks: Ti, PRO, Ada */
  NEAR, /* the card has a word that names often leave out: form, edition, memory */
  THE_SAME,
} Fit;

static gboolean
is_digits (const char *number)
{
  return number[strspn (number, "0123456789")] == '\0';
}

static gboolean
has_size (const HrGpu *gpu, double gb)
{
  double most = MAX (SMALL_GIB, gpu->vram_gib >= BIG_GIB ? BIG_SHARE * gpu->vram_gib : 0);

  return fabs (gb - gpu->vram_gib) <= most || fabs (gb - hr_gpu_device_gib (gpu)) <= most;
}

static gboolean
has_device (const HrGpu *gpu, double gib)
{
  const double device = hr_gpu_device_gib (gpu);

  return gib >= DEVICE_LOW * device && gib <= DEVICE_HIGH * device;
}

static Fit
fit_memory (const Entry *entry, const HrGpuName *name, guint own_gb, const HrGpuMatchHints *hints)
{
  const HrGpu *gpu = entry->gpu;
  gboolean     fits = name->n_sizes == 0;

  if (own_gb > 0 && !has_size (gpu, own_gb))
    return OUT;
  for (guint i = 0; i < name->n_sizes; i++)
    fits |= has_size (gpu, name->sizes[i]);
  if (!fits || (hints->device_gib > 0 && !has_device (gpu, hints->device_gib))
      || (hints->board_gib > 0 && !has_size (gpu, hints->board_gib)))
    return OUT;
  if (name->n_sizes > 0 || hints->device_gib > 0 || hints->board_gib > 0
      || entry->name.n_sizes == 0)
    return THE_SAME;
  /* Cards of one name with several sizes; a data center's Hopper has one a form. */
  return gpu->segment == HR_SEGMENT_DATACENTER && gpu->arch >= HR_ARCH_HOPPER ? THE_SAME : NEAR;
}

static Fit
fit_memory_type (const HrGpu *gpu, int type)
{
  const int own = (int) gpu->memory_type;

  if (type < 0 || type == own || own == HR_MEMORY_TYPE_OTHER)
    return THE_SAME;
  /* The generations of HBM are often written without their letter. */
  if ((type == HR_MEMORY_TYPE_HBM2 && own == HR_MEMORY_TYPE_HBM2E)
      || (type == HR_MEMORY_TYPE_HBM3 && own == HR_MEMORY_TYPE_HBM3E))
    return THE_SAME;
  return OUT;
}

/* A card whose name in the catalog has no form: what it is built as says what it may be called. */
static Fit
fit_plain_form (const HrGpu *gpu, int form)
{
  gboolean is_module = gpu->form == HR_FORM_SXM, is_oam = gpu->form == HR_FORM_OAM;

  if (form == HR_GPU_NAME_FORM_NONE)
    return THE_SAME;
  if (form >= HR_GPU_NAME_FORM_SXM)
    return is_module ? THE_SAME : OUT;
  if (form == HR_GPU_NAME_FORM_OAM)
    return is_oam ? THE_SAME : OUT;
  if (form == HR_GPU_NAME_FORM_PCIE)
    return is_module || is_oam ? OUT : THE_SAME;
  return form == HR_GPU_NAME_FORM_ACTIVE && gpu->form == HR_FORM_PCIE_ACTIVE ? THE_SAME : OUT;
}

static Fit
fit_form (const Entry *entry, const HrGpuName *name, const HrGpuMatchHints *hints)
{
  const int own = entry->name.form, form = name->form;

  if (own == HR_GPU_NAME_FORM_NONE)
    return fit_plain_form (entry->gpu, form);
  if (own == form || (own >= HR_GPU_NAME_FORM_SXM && form == HR_GPU_NAME_FORM_SXM)
      || (own == HR_GPU_NAME_FORM_SXM && form > HR_GPU_NAME_FORM_SXM))
    return THE_SAME;
  if (form != HR_GPU_NAME_FORM_NONE)
    return OUT;
  if (hints->is_driver)
    return own >= HR_GPU_NAME_FORM_SXM ? THE_SAME : OUT;
  if (name->memory_type >= 0 && name->memory_type == (int) entry->gpu->memory_type)
    return THE_SAME;
  /* Sold as a module alone. */
  return entry->gpu->arch == HR_ARCH_BLACKWELL_DC ? THE_SAME : NEAR;
}

static Fit
fit_edition (const Entry *entry, const HrGpuName *name)
{
  const int own = entry->name.edition;

  if (own == name->edition)
    return THE_SAME;
  if (own == HR_GPU_EDITION_NONE)
    return name->edition == HR_GPU_EDITION_SERVER && name->has_edition_word ? OUT : THE_SAME;
  return name->edition == HR_GPU_EDITION_NONE ? NEAR : OUT;
}

/* The words that make cards of one number different ones. */
static Fit
fit_words (const Entry *entry, const HrGpuName *name, const HrGpuNameCard *card)
{
  const HrGpu *gpu = entry->gpu;
  guint        own = entry->name.cards[0].variants, said = card->variants;
  Fit          fit = THE_SAME;

  /* A small card is a kind of its own among workstation cards alone; MAX is a word of Apple's and
   * of boxes. */
  if (gpu->segment == HR_SEGMENT_CONSUMER)
    said &= ~(guint) (HR_GPU_VARIANT_SFF | HR_GPU_VARIANT_DUAL | HR_GPU_VARIANT_ULTRA);
  if (gpu->vendor != HR_VENDOR_OTHER)
    {
      own &= ~(guint) HR_GPU_VARIANT_MAX;
      said &= ~(guint) HR_GPU_VARIANT_MAX;
    }
  if ((own & HR_GPU_VARIANT_D) == 0)
    {
      own &= ~(guint) HR_GPU_VARIANT_V2;
      said &= (said & HR_GPU_VARIANT_D) ? ~0u : ~(guint) HR_GPU_VARIANT_V2;
    }
  if ((said & ~own) != 0)
    return OUT;
  if ((own & ~said) != 0)
    fit = FAR;
  if (is_digits (card->number) && gpu->vendor == HR_VENDOR_NVIDIA
      && gpu->segment != HR_SEGMENT_CONSUMER)
    {
      if ((name->is_pro && !entry->name.is_pro)
          || (name->is_quadro && !entry->name.is_quadro && name->arch < 0))
        return OUT;
      if ((entry->name.is_pro && !name->is_pro) || (entry->name.is_quadro && !name->is_quadro)
          || (entry->name.arch >= 0 && name->arch < 0 && !name->is_pro))
        fit = FAR;
    }
  return fit;
}

static gboolean
is_of_line (const HrGpu *gpu, int line, int own)
{
  switch ((HrGpuLine) line)
    {
    case HR_GPU_LINE_NONE:
      return TRUE;
    case HR_GPU_LINE_GEFORCE:
      return gpu->vendor == HR_VENDOR_NVIDIA && gpu->segment == HR_SEGMENT_CONSUMER;
    case HR_GPU_LINE_RTX:
    case HR_GPU_LINE_GTX:
    case HR_GPU_LINE_GT:
    case HR_GPU_LINE_TITAN:
      return gpu->vendor == HR_VENDOR_NVIDIA
             && (own == line || own == HR_GPU_LINE_NONE || own == HR_GPU_LINE_GEFORCE);
    case HR_GPU_LINE_TESLA:
      return gpu->vendor == HR_VENDOR_NVIDIA && gpu->segment == HR_SEGMENT_DATACENTER;
    case HR_GPU_LINE_RADEON:
      return gpu->vendor == HR_VENDOR_AMD;
    case HR_GPU_LINE_RX:
      return gpu->vendor == HR_VENDOR_AMD && gpu->segment == HR_SEGMENT_CONSUMER;
    case HR_GPU_LINE_INSTINCT:
      return gpu->vendor == HR_VENDOR_AMD && gpu->segment == HR_SEGMENT_DATACENTER;
    case HR_GPU_LINE_ARC:
      return gpu->vendor == HR_VENDOR_INTEL;
    case HR_GPU_LINE_ASCEND:
      return gpu->vendor == HR_VENDOR_HUAWEI;
    default:
      return FALSE;
    }
}

static gboolean
is_of_arch (const HrGpu *gpu, int arch)
{
  return arch < 0 || arch == (int) gpu->arch
         || (arch == HR_ARCH_BLACKWELL && gpu->arch == HR_ARCH_BLACKWELL_DC);
}

static Fit
fit_card (const Entry           *entry,
          const HrGpuName       *name,
          const HrGpuNameCard   *card,
          const HrGpuMatchHints *hints)
{
  const HrGpu *gpu = entry->gpu;
  Fit          fit;

  if ((name->maker >= 0 && name->maker != (int) gpu->vendor) || !is_of_arch (gpu, name->arch)
      || !is_of_line (gpu, card->line, entry->name.cards[0].line))
    return OUT;
  fit = MIN (fit_words (entry, name, card), fit_edition (entry, name));
  fit = MIN (fit, fit_form (entry, name, hints));
  fit = MIN (fit, fit_memory_type (gpu, name->memory_type));
  return MIN (fit, fit_memory (entry, name, name->n_cards > 1 ? card->gb : 0, hints));
}

static void
add_gpu (HrGpuMatch *match, const HrGpu *gpu)
{
  for (guint i = 0; i < match->n; i++)
    if (match->gpus[i] == gpu)
      return;
  if (match->n < HR_GPU_MATCH_MAX)
    match->gpus[match->n++] = gpu;
}

static void
settle (HrGpuMatch fits[THE_SAME + 1], HrGpuMatch *match)
{
  if (fits[THE_SAME].n == 1)
    {
      *match = fits[THE_SAME];
      match->kind = HR_GPU_MATCH_ONE;
      return;
    }
  *match = fits[THE_SAME];
  for (Fit fit = NEAR; fit > OUT; fit--)
    {
      if (match->n == 0 && fit == NEAR && fits[NEAR].n == 1 && fits[FAR].n == 0)
        match->kind = HR_GPU_MATCH_LIKELY;
      if (match->n < 2)
        for (guint i = 0; i < fits[fit].n; i++)
          add_gpu (match, fits[fit].gpus[i]);
    }
  if (match->n > 0 && match->kind != HR_GPU_MATCH_LIKELY)
    match->kind = HR_GPU_MATCH_SEVERAL;
}

/* Several cards have one PCI id: the one that the memory tells. An alternative that the catalog
 * lacks may be the one, unless the name has its own size beside the one that fits. */
static gboolean
is_open (const HrGpuName *name, guint n_unknown, const HrGpuMatchHints *hints)
{
  gboolean knows_memory = hints->device_gib > 0 || hints->board_gib > 0;

  if (n_unknown == 0 || hints->device_gib > MOST_LAPTOP_GIB * DEVICE_HIGH)
    return FALSE;

  for (guint i = 0; knows_memory && i < name->n_cards; i++)
    if (name->cards[i].gb > 0)
      return FALSE;
  return TRUE;
}

/* A user's own card may have any name: it is met as it is written. */
static gboolean
match_written (const HrGpuNames      *self,
               const char            *text,
               const HrGpuMatchHints *hints,
               HrGpuMatch            *match)
{
  g_autofree char *key = key_of (text);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (g_ascii_strcasecmp (entry->gpu->id, text) != 0
          && (strcmp (entry->key, key) != 0 || entry->name.n_cards > 0))
        continue;
      if ((hints->device_gib > 0 && !has_device (entry->gpu, hints->device_gib))
          || (hints->board_gib > 0 && !has_size (entry->gpu, hints->board_gib)))
        continue;
      *match = (HrGpuMatch){ HR_GPU_MATCH_ONE, 1, { entry->gpu } };
      return TRUE;
    }
  return FALSE;
}

/**
 * hr_gpu_names_match:
 * @text: a card as a driver, a list of PCI ids, a shop, a table or a user calls it
 * @hints: (nullable): what is known besides
 * @match: (out): the card; or those that could be meant
 *
 * Words are compared by what they stand for: a word that makes another card (Ti, SUPER, D, XTX,
 * Max-Q, SFF, laptop, PCIe or SXM) must be on both sides, a number is never part of another, and
 * memory decides between cards of one name. Nothing is guessed.
 */
void
hr_gpu_names_match (const HrGpuNames      *self,
                    const char            *text,
                    const HrGpuMatchHints *hints,
                    HrGpuMatch            *match)
{
  const HrGpuMatchHints none = { 0 };
  HrGpuMatch            fits[THE_SAME + 1] = { 0 };
  HrGpuName             name;
  guint                 n_unknown = 0;

  hints = hints ? hints : &none;
  *match = (HrGpuMatch){ 0 };
  if (text[0] == '\0' || match_written (self, text, hints, match))
    return;
  hr_gpu_name_parse (text, self->by_number, &name);
  if (name.is_no_card || name.is_torn)
    {
      match->kind = HR_GPU_MATCH_NO_CARD;
      return;
    }
  for (guint i = 0; i < name.n_cards; i++)
    {
      const GPtrArray *same = g_hash_table_lookup (self->by_number, name.cards[i].number);
      gboolean         is_known = FALSE;

      for (guint k = 0; same != NULL && k < same->len; k++)
        {
          const Entry *entry = g_ptr_array_index (same, k);
          const Fit    fit = fit_card (entry, &name, &name.cards[i], hints);

          add_gpu (&fits[fit], entry->gpu);
          is_known |= fit_words (entry, &name, &name.cards[i]) == THE_SAME;
        }
      n_unknown += !is_known;
    }
  settle (fits, match);
  if (match->kind == HR_GPU_MATCH_ONE && name.n_cards > 1 && is_open (&name, n_unknown, hints))
    match->kind = HR_GPU_MATCH_SEVERAL;
}
