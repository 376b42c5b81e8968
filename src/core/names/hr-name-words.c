/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-resolve.h"

#include <string.h>

#define MAX_WORDS 24
/* A name is near when at most a third of its letters would have to change. */
#define NEAR_SHARE 3
#define MAX_NEAR   5
#define MAX_KEY    120

void
hr_name_add (HrResolved *resolved, const char *id)
{
  for (guint i = 0; i < resolved->n; i++)
    if (strcmp (resolved->ids[i], id) == 0)
      return;
  if (resolved->n < HR_RESOLVED_MAX)
    resolved->ids[resolved->n++] = id;
}

/**
 * hr_name_key:
 *
 * Returns: (transfer full): the letters and digits of @text alone, small.
 */
char *
hr_name_key (const char *text)
{
  GString *key = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text) || (guchar) *text >= 0x80)
      g_string_append_c (key, g_ascii_tolower (*text));
  return g_string_free (key, FALSE);
}

/* — Words — */

typedef struct
{
  char *words[MAX_WORDS];
  guint n;
} Words;

static void
clear_words (Words *words)
{
  for (guint i = 0; i < words->n; i++)
    g_free (words->words[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, clear_words)

static void
add_word (Words *words, const char *text, gsize length)
{
  while (length > 0 && text[length - 1] == '.')
    length--;
  if (length > 0 && words->n < MAX_WORDS)
    words->words[words->n++] = g_ascii_strdown (text, (gssize) length);
}

/* "qwen3" is "qwen" and "3", "llama3.1" as well; "a3b", "v3" and "8x7b" are one word. */
static void
add_run (Words *words, const char *run, gsize length)
{
  gsize letters = 0;

  while (letters < length && g_ascii_isalpha (run[letters]))
    letters++;
  if (letters >= 2 && letters < length && g_ascii_isdigit (run[letters]))
    {
      add_word (words, run, letters);
      add_word (words, run + letters, length - letters);
    }
  else
    add_word (words, run, length);
}

static gboolean
is_of_word (const char *text, gsize at)
{
  if (text[at] == '.')
    return at > 0 && g_ascii_isdigit (text[at - 1]) && g_ascii_isdigit (text[at + 1]);
  return g_ascii_isalnum (text[at]) || (guchar) text[at] >= 0x80;
}

static void
split_words (const char *text, Words *words)
{
  gsize start = 0, at = 0;

  words->n = 0;
  for (;; at++)
    {
      if (text[at] != '\0' && is_of_word (text, at))
        continue;
      if (at > start)
        add_run (words, text + start, at - start);
      start = at + 1;
      if (text[at] == '\0')
        return;
    }
}

/* What a name may have besides: nothing of it changes the shape. */
typedef enum
{
  TELLS,   /* it makes another model */
  WRAPPED, /* how it is stored, which issue of it, whose it is */
  TUNED,   /* what it was trained to do afterwards */
} WordKind;

static WordKind
kind_of_word (const char *word)
{
  static const char *const wrapped[] = {
    "hf",      "gguf",    "ggml",        "base",    "pt",     "latest",  "model",     "fp16",
    "bf16",    "fp8",     "fp4",         "nvfp4",   "mxfp4",  "awq",     "gptq",      "int4",
    "int8",    "4bit",    "8bit",        "bnb",     "nf4",    "exl2",    "exl3",      "mlx",
    "w4a16",   "w8a8",    "quantized",   "dynamic", "ud",     "preview", "release",   "exp",
    "cased",   "uncased", "meta",        "google",  "openai", "nvidia",  "microsoft", "mistralai",
    "alibaba", "the",     "unsloth",     "k",       "m",      "s",       "l",         "xl",
    "xs",      "xxs",     "safetensors",
  };
  static const char *const tuned[] = {
    "instruct", "chat",      "it",    "thinking", "reasoning",   "coder",
    "code",     "math",      "sft",   "dpo",      "rlhf",        "assistant",
    "finetune", "finetuned", "tuned", "guard",    "abliterated", "uncensored",
  };
  const gsize digits = strspn (word, "0123456789");

  for (guint i = 0; i < G_N_ELEMENTS (wrapped); i++)
    if (strcmp (wrapped[i], word) == 0)
      return WRAPPED;
  for (guint i = 0; i < G_N_ELEMENTS (tuned); i++)
    if (strcmp (tuned[i], word) == 0)
      return TUNED;
  /* "v0.3", "2507", "0324"; "q4" of "q4_k_m". */
  if (word[0] == 'v' && word[1 + strspn (word + 1, "0123456789.")] == '\0' && word[1] != '\0')
    return WRAPPED;
  if ((digits == 4 && word[4] == '\0')
      || ((word[0] == 'q' || g_str_has_prefix (word, "iq"))
          && g_ascii_isdigit (word[strlen (word) - 1])))
    return WRAPPED;
  return TELLS;
}

static gboolean
is_version (const char *word)
{
  return word[strspn (word, "0123456789.")] == '\0';
}

/* — Comparing — */

typedef struct
{
  guint    n_missing; /* words of the catalog's name that were not written */
  guint    n_extra;   /* words that were written and are not of it */
  gboolean is_tuned;
  gboolean lacks_version; /* all that is missing are numbers */
} Distance;

/* %FALSE when a word that was written tells of another model. */
static gboolean
compare_words (const Words *written, const Words *name, Distance *distance)
{
  gboolean used[MAX_WORDS] = { FALSE };

  *distance = (Distance){ .lacks_version = TRUE };
  for (guint i = 0; i < name->n; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < written->n && !found; k++)
        if (!used[k] && strcmp (written->words[k], name->words[i]) == 0)
          found = used[k] = TRUE;
      distance->n_missing += !found;
      distance->lacks_version &= found || is_version (name->words[i]);
    }
  for (guint k = 0; k < written->n; k++)
    {
      WordKind kind = used[k] ? WRAPPED : kind_of_word (written->words[k]);

      if (kind == TELLS)
        return FALSE;
      distance->n_extra += !used[k];
      distance->is_tuned |= kind == TUNED;
    }
  return distance->n_missing < name->n;
}

typedef struct
{
  const char *text;
  char       *key;
  Words       words;
  HrResolved  whole[3]; /* by extra words, few first: none, one, more */
  HrResolved  part;
  HrResolved  versions; /* what lacks nothing but a version number */
  gboolean    is_tuned[3];
} Search;

static void
look_at (Search *self, const char *id, const char *name, gboolean is_relative)
{
  g_auto (Words) words = { .n = 0 };
  g_autofree char *key = hr_name_key (name);
  Distance         distance = { 0 };
  guint            place;

  if (strcmp (key, self->key) != 0)
    {
      split_words (name, &words);
      if (!compare_words (&self->words, &words, &distance))
        return;
    }
  if (distance.n_missing > 0)
    {
      if (is_relative)
        return;
      hr_name_add (&self->part, id);
      if (distance.lacks_version && distance.n_extra == 0)
        hr_name_add (&self->versions, id);
      return;
    }
  place = MIN (distance.n_extra, 2);
  hr_name_add (&self->whole[place], id);
  self->is_tuned[place] |= distance.is_tuned || is_relative;
}

static void
look_at_lines (Search *self, const char *id, const char *lines, gboolean are_relatives)
{
  g_auto (GStrv) names = lines ? g_strsplit (lines, "\n", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    look_at (self, id, names[i], are_relatives);
}

/* "hf.co/unsloth/gpt-oss-20b-GGUF:Q4_K_M", "models/model.gguf" */
static const char *
without_owner (const char *text)
{
  const char *slash = strrchr (text, '/');

  return slash != NULL && slash[1] != '\0' ? slash + 1 : text;
}

/* Written as the catalog has it: the letters' case does not count in an id. */
static gboolean
find_written (const HrNamed *all, guint n, const char *text, HrResolved *resolved)
{
  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (all[i].id, text) == 0 || g_strcmp0 (all[i].name, text) == 0
        || (all[i].hf_id != NULL && g_ascii_strcasecmp (all[i].hf_id, text) == 0)
        || (all[i].tag != NULL && g_ascii_strcasecmp (all[i].tag, text) == 0))
      {
        *resolved = (HrResolved){ HR_RESOLVED_NAME, 1, { all[i].id } };
        return TRUE;
      }
  return FALSE;
}

static void
settle (const Search *self, HrResolved *resolved)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->whole); i++)
    {
      if (self->whole[i].n == 0)
        continue;
      *resolved = self->whole[i];
      /* "qwen 72b" may be Qwen, Qwen2 or Qwen2.5. */
      for (guint k = 0; i == 0 && k < self->versions.n; k++)
        hr_name_add (resolved, self->versions.ids[k]);
      resolved->how = resolved->n > 1     ? HR_RESOLVED_SEVERAL
                      : self->is_tuned[i] ? HR_RESOLVED_BASE
                                          : HR_RESOLVED_NAME;
      return;
    }
  *resolved = self->part;
  resolved->how = resolved->n > 1    ? HR_RESOLVED_SEVERAL
                  : resolved->n == 1 ? HR_RESOLVED_NAME
                                     : HR_RESOLVED_NONE;
}

/**
 * hr_name_words_resolve:
 * @all: the rows that there are
 * @text: what was written
 * @resolved: (inout): gets what that is
 *
 * Compares words, whatever their order, case and separators. A version that is left out makes it
 * several; words of how a model is stored, or was tuned, are passed over.
 */
void
hr_name_words_resolve (const HrNamed *all, guint n, const char *text, HrResolved *resolved)
{
  Search search = { .text = without_owner (text) };

  if (find_written (all, n, text, resolved) || find_written (all, n, search.text, resolved))
    return;
  search.key = hr_name_key (search.text);
  split_words (search.text, &search.words);
  for (guint i = 0; search.key[0] != '\0' && i < n; i++)
    {
      look_at (&search, all[i].id, all[i].id, FALSE);
      if (all[i].name != NULL)
        look_at (&search, all[i].id, all[i].name, FALSE);
      if (all[i].hf_id != NULL)
        look_at (&search, all[i].id, without_owner (all[i].hf_id), FALSE);
      if (all[i].tag != NULL)
        look_at (&search, all[i].id, all[i].tag, FALSE);
      look_at_lines (&search, all[i].id, all[i].aliases, FALSE);
      look_at_lines (&search, all[i].id, all[i].relatives, TRUE);
    }
  settle (&search, resolved);
  clear_words (&search.words);
  g_free (search.key);
}

/* — The nearest — */

/* How many letters have to be put in, left out, changed or swapped. */
static guint
edit_distance (const char *a, const char *b)
{
  guint       rows[3][MAX_KEY + 1] = { 0 };
  const gsize la = MIN (strlen (a), MAX_KEY), lb = MIN (strlen (b), MAX_KEY);

  for (gsize k = 0; k <= lb; k++)
    rows[0][k] = (guint) k;
  for (gsize i = 1; i <= la; i++)
    {
      guint       *now = rows[i % 3];
      const guint *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

      now[0] = (guint) i;
      for (gsize k = 1; k <= lb; k++)
        {
          now[k] = MIN (MIN (last[k], now[k - 1]) + 1, last[k - 1] + (a[i - 1] != b[k - 1]));
          if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
            now[k] = MIN (now[k], before[k - 2] + 1);
        }
    }
  return rows[la % 3][lb];
}

/**
 * hr_name_nearest:
 * @resolved: (inout): gets the ids that are nearest to @text, the nearest first
 */
void
hr_name_nearest (const HrNamed *all, guint n, const char *text, HrResolved *resolved)
{
  g_autofree char *key = hr_name_key (without_owner (text));
  guint            limit = (guint) MAX (strlen (key) / NEAR_SHARE, 1);

  for (guint distance = 0; key[0] != '\0' && distance <= limit; distance++)
    for (guint i = 0; i < n && resolved->n < MAX_NEAR; i++)
      {
        g_autofree char *own = hr_name_key (all[i].id);

        if (edit_distance (key, own) == distance)
          hr_name_add (resolved, all[i].id);
      }
}
