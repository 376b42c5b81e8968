/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-name.h"
#include "hr-string.h"

#include <string.h>

/* How surely a number is a card's: what stands right before it says so. */
typedef enum
{
  BARE,
  AFTER_MAKER,
  AFTER_LINE,
} Strength;

static const HrGpuWord *
get (const GArray *words, guint i)
{
  return i < words->len ? &g_array_index (words, HrGpuWord, i) : NULL;
}

static gboolean
is_number (const HrGpuWord *word)
{
  return word->role == HR_GPU_WORD_NUMBER || word->role == HR_GPU_WORD_CODE;
}

/* The line that the number at @place belongs to, looking back over words that may stand between. */
static Strength
strength_of (const GArray *words, guint place, int *line)
{
  *line = HR_GPU_LINE_NONE;
  while (place-- > 0)
    {
      const HrGpuWord *word = get (words, place);

      switch (word->role)
        {
        case HR_GPU_WORD_LINE:
          *line = word->value;
          return AFTER_LINE;
        case HR_GPU_WORD_QUADRO:
          return AFTER_LINE;
        case HR_GPU_WORD_MAKER:
          return AFTER_MAKER;
        case HR_GPU_WORD_PRO:
        case HR_GPU_WORD_ARCH:
          continue;
        case HR_GPU_WORD_OTHER:
          if (g_str_equal (word->text, "ai") || g_str_equal (word->text, "generation"))
            continue;
          return BARE;
        case HR_GPU_WORD_OR:
          /* "RX 7900 XT/7900 XTX": as sure as the one before. */
          for (; place-- > 0;)
            if (is_number (get (words, place)))
              return strength_of (words, place, line);
          return BARE;
        case HR_GPU_WORD_VARIANT:
          /* "Data Center GPU Max 1550", "RTX SFF 4000" */
          if (word->value == HR_GPU_VARIANT_MAX || word->value == HR_GPU_VARIANT_SFF)
            continue;
          return BARE;
        case HR_GPU_WORD_NUMBER:
        case HR_GPU_WORD_CODE:
        case HR_GPU_WORD_FORM:
        case HR_GPU_WORD_EDITION:
        case HR_GPU_WORD_MEMORY_SIZE:
        case HR_GPU_WORD_MEMORY_TYPE:
        case HR_GPU_WORD_ACCESSORY:
        case HR_GPU_WORD_SYSTEM:
        case HR_GPU_WORD_SHARE:
        case HR_GPU_WORD_FOR:
        case HR_GPU_WORD_WITH:
        case HR_GPU_WORD_TIMES:
        default:
          return BARE;
        }
    }
  return BARE;
}

static gboolean
is_after_or (const GArray *words, guint place)
{
  while (place-- > 0)
    {
      const HrGpuWord *word = get (words, place);

      if (word->role == HR_GPU_WORD_OR)
        return TRUE;
      if (word->role != HR_GPU_WORD_LINE && word->role != HR_GPU_WORD_MAKER
          && word->role != HR_GPU_WORD_PRO && word->role != HR_GPU_WORD_OTHER)
        return FALSE;
    }
  return FALSE;
}

/* What is said of the card between its number and the next one's. */
static void
read_card (const GArray *words, guint place, HrGpuNameCard *card)
{
  for (guint i = place + 1; i < words->len && !is_number (get (words, i)); i++)
    {
      const HrGpuWord *word = get (words, i);

      if (word->role == HR_GPU_WORD_OR)
        break;
      if (word->role == HR_GPU_WORD_VARIANT)
        card->variants |= (guint) word->value;
      if (word->role == HR_GPU_WORD_MEMORY_SIZE)
        card->gb = (guint) word->value;
    }
}

static void
add_card (HrGpuName *name, const GArray *words, guint place, int line)
{
  HrGpuNameCard card = { .line = line };

  hr_string_copy (card.number, sizeof card.number, get (words, place)->text);
  read_card (words, place, &card);
  if (name->n_cards > 0 && !is_after_or (words, place))
    {
      /* Said twice, once with less: "RTX 4070 … (4070 Ti SUPER)" is torn, "RTX 4070 … RTX 4070" is
       * not. */
      HrGpuNameCard *first = &name->cards[0];

      if (strcmp (first->number, card.number) != 0)
        name->is_torn = TRUE;
      first->variants |= card.variants;
      return;
    }
  if (name->n_cards < HR_GPU_NAME_MAX_CARDS)
    name->cards[name->n_cards++] = card;
  else
    name->is_torn = TRUE;
}

/* Whether the number at @place may be a card's. A part number is taken for one where nothing but a
 * catalog tells them apart. */
static gboolean
may_be_card (const GArray *words, guint place, Strength strength, GHashTable *known)
{
  const HrGpuWord *word = get (words, place);

  if (known == NULL || strength == AFTER_LINE
      || (strength == AFTER_MAKER && word->role == HR_GPU_WORD_CODE))
    return TRUE;
  return g_hash_table_contains (known, word->text);
}

static void
find_cards (const GArray *words, GHashTable *known, HrGpuName *name)
{
  Strength best = BARE;
  int      line;

  for (guint i = 0; i < words->len; i++)
    if (is_number (get (words, i)) && may_be_card (words, i, strength_of (words, i, &line), known))
      best = MAX (best, strength_of (words, i, &line));
  for (guint i = 0; i < words->len; i++)
    if (is_number (get (words, i)) && strength_of (words, i, &line) == best
        && may_be_card (words, i, best, known))
      add_card (name, words, i, line);
  /* "TITAN RTX", "TITAN V": a name instead of a number. */
  for (guint i = 0; name->n_cards == 0 && i < words->len; i++)
    if (get (words, i)->role == HR_GPU_WORD_LINE && get (words, i)->value == HR_GPU_LINE_TITAN)
      {
        const HrGpuWord *next = get (words, i + 1);
        const char *text = next == NULL ? "" : next->role == HR_GPU_WORD_LINE ? "rtx" : next->text;
        g_snprintf (name->cards[0].number, sizeof name->cards[0].number, "titan%s", text);
        name->cards[0].line = HR_GPU_LINE_TITAN;
        name->n_cards = 1;
      }
}

static void
add_size (HrGpuName *name, guint gb)
{
  for (guint i = 0; i < name->n_sizes; i++)
    if (name->sizes[i] == gb)
      return;
  if (name->n_sizes < HR_GPU_NAME_MAX_SIZES)
    name->sizes[name->n_sizes++] = gb;
}

/* A size before the number may be of a part number: it counts when there is none behind. */
static void
find_sizes (const GArray *words, HrGpuName *name)
{
  guint first = words->len;

  for (guint i = 0; i < words->len && first == words->len; i++)
    if (is_number (get (words, i)) && name->n_cards > 0
        && strcmp (get (words, i)->text, name->cards[0].number) == 0)
      first = i;
  for (guint i = first; i < words->len; i++)
    if (get (words, i)->role == HR_GPU_WORD_MEMORY_SIZE)
      add_size (name, (guint) get (words, i)->value);
  for (guint i = 0; i < first && name->n_sizes == 0; i++)
    if (get (words, i)->role == HR_GPU_WORD_MEMORY_SIZE)
      add_size (name, (guint) get (words, i)->value);
}

static void
find_edition (const GArray *words, HrGpuName *name)
{
  for (guint i = 0; i < words->len; i++)
    {
      const HrGpuWord *next = get (words, i + 1);

      if (get (words, i)->role != HR_GPU_WORD_EDITION
          || get (words, i)->value == HR_GPU_EDITION_WORD)
        continue;
      name->edition = get (words, i)->value;
      name->has_edition_word = next != NULL && next->role == HR_GPU_WORD_EDITION
                               && next->value == HR_GPU_EDITION_WORD;
    }
}

/* The form that tells the most: an NVL card is a PCIe card as well. */
static void
put_form (HrGpuName *name, int form)
{
  if (name->form == HR_GPU_NAME_FORM_NONE || name->form == HR_GPU_NAME_FORM_PCIE
      || (name->form == HR_GPU_NAME_FORM_SXM && form > HR_GPU_NAME_FORM_SXM))
    name->form = form;
}

/* What holds for the whole name. */
static void
read_words (const GArray *words, HrGpuName *name)
{
  for (guint i = 0; i < words->len; i++)
    {
      const HrGpuWord *word = get (words, i);

      if (word->role == HR_GPU_WORD_MAKER && name->maker < 0)
        name->maker = word->value;
      else if (word->role == HR_GPU_WORD_ARCH)
        name->arch = word->value;
      else if (word->role == HR_GPU_WORD_MEMORY_TYPE)
        name->memory_type = word->value;
      else if (word->role == HR_GPU_WORD_FORM)
        put_form (name, word->value);
      name->is_pro |= word->role == HR_GPU_WORD_PRO;
      name->is_quadro |= word->role == HR_GPU_WORD_QUADRO;
    }
}

/* Words that make a whole of another kind, wherever they stand: a laptop's card is no card for a
 * slot, a SFF card has another name. */
static void
read_variants (const GArray *words, HrGpuName *name)
{
  const guint anywhere = HR_GPU_VARIANT_LAPTOP | HR_GPU_VARIANT_MAX_Q | HR_GPU_VARIANT_SFF;

  for (guint i = 0; i < words->len; i++)
    if (get (words, i)->role == HR_GPU_WORD_VARIANT && !get (words, i)->is_glued)
      for (guint c = 0; c < name->n_cards; c++)
        name->cards[c].variants |= (guint) get (words, i)->value & anywhere;
}

/* A part for the card: "water block for RTX 4080", but not "RTX 4080 with backplate". */
static gboolean
is_accessory (const GArray *words)
{
  gboolean has_card = FALSE, has_for = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      const HrGpuWord *word = get (words, i), *before = i > 0 ? get (words, i - 1) : NULL;

      has_for |= word->role == HR_GPU_WORD_FOR && !has_card;
      has_card |= word->role == HR_GPU_WORD_LINE || is_number (word);
      if (is_number (word) && has_for)
        return TRUE;
      if (word->role == HR_GPU_WORD_ACCESSORY
          && (before == NULL || before->role != HR_GPU_WORD_WITH))
        return TRUE;
    }
  return FALSE;
}

/**
 * hr_gpu_name_parse:
 * @text: a card as somebody calls it
 * @known: (nullable) (element-type utf8): the numbers that cards have, to tell them from others
 * @name: (out): what that says
 *
 * Where a list of PCI ids has the product in brackets behind the chip, only that is read.
 */
void
hr_gpu_name_parse (const char *text, GHashTable *known, HrGpuName *name)
{
  const char *open = strchr (text, '['), *close = open ? strchr (open, ']') : NULL;
  g_autoptr (GArray) words = NULL;
  g_autofree char *inside = close ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;

  *name = (HrGpuName){ .maker = -1, .arch = -1, .memory_type = -1 };
  if (inside != NULL)
    {
      g_autoptr (GArray) product = hr_gpu_words (inside);

      find_cards (product, known, name);
      if (name->n_cards > 0)
        words = g_steal_pointer (&product);
    }
  if (words == NULL)
    {
      words = hr_gpu_words (text);
      find_cards (words, known, name);
    }
  find_sizes (words, name);
  find_edition (words, name);
  read_words (words, name);
  read_variants (words, name);
  name->is_no_card = is_accessory (words);
  for (guint i = 0; i < words->len; i++)
    name->is_no_card |= get (words, i)->role == HR_GPU_WORD_SYSTEM
                        || get (words, i)->role == HR_GPU_WORD_SHARE
                        || get (words, i)->role == HR_GPU_WORD_TIMES;
}
