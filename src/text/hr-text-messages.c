/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
with_detail (char *message, const char *detail)
{
  char *text;

  if (detail == NULL || detail[0] == '\0')
    return message;
  text = g_strdup_printf ("%s %s", message,
                          _(detail)); /* a sentence that its source marks for translation */
  g_free (message);
  return text;
}

/**
 * hr_text_issue:
 *
 * Returns: what is wrong and what is allowed, without the place: see hr_text_issue_place().
 */
char *
hr_text_issue (const HrIssue *issue)
{
  const char *value = issue->value ? issue->value : "";
  const char *allowed = issue->allowed ? issue->allowed : "";
  char       *text = NULL;

  switch (issue->kind)
    {
    case HR_ISSUE_SYNTAX:
      text = g_strdup (_("This cannot be read."));
      break;
    case HR_ISSUE_WRONG_TYPE:
      /* Translators: %1$s is what was written, %2$s the type that is right here. */
      text = g_strdup_printf (_("“%1$s” has the wrong type. Use: %2$s."), value, allowed);
      break;
    case HR_ISSUE_OUT_OF_RANGE:
      /* Translators: %1$s is the number that was written, %2$s a range such as "1 … 8". */
      text = g_strdup_printf (_("%1$s is out of range. Allowed: %2$s."), value, allowed);
      break;
    case HR_ISSUE_UNKNOWN_VALUE:
      /* Translators: %1$s is what was written, %2$s a list of what may be written. */
      text = allowed[0]
                 ? g_strdup_printf (_("“%1$s” is not known. Allowed: %2$s."), value, allowed)
                 : g_strdup_printf (_("“%s” is not known."), value);
      break;
    case HR_ISSUE_NOT_FINITE:
      text = g_strdup_printf (_("%s is not a finite number."), value);
      break;
    case HR_ISSUE_MISSING:
      text = allowed[0] ? g_strdup_printf (_("A value is missing. Allowed: %s."), allowed)
                        : g_strdup (_("A value is missing."));
      break;
    case HR_ISSUE_DUPLICATE:
      /* Translators: %1$s is an id that stands twice, %2$s the other place. */
      text = allowed[0] ? g_strdup_printf (_("“%1$s” appears twice; the other is at %2$s."), value,
                                           allowed)
                        : g_strdup_printf (_("“%s” appears twice."), value);
      break;
    case HR_ISSUE_UNKNOWN_ID:
      /* Translators: %1$s is an id that was written, %2$s ids that are near to it. */
      text = allowed[0] ? g_strdup_printf (_("The catalog has no “%1$s”; did you mean: %2$s?"),
                                           value, allowed)
                        : g_strdup_printf (_("The catalog has no “%s”."), value);
      break;
    case HR_ISSUE_IMPOSSIBLE:
      text = value[0] ? g_strdup_printf (_("“%s” contradicts the rest."), value)
                      : g_strdup (_("These values contradict each other."));
      break;
    case HR_ISSUE_TOO_LARGE:
      text = allowed[0] ? g_strdup_printf (_("This is too large; the limit is %s."), allowed)
                        : g_strdup (_("This is too large."));
      break;
    case HR_ISSUE_SEVERAL:
      /* Translators: %1$s is a name that was written, %2$s the ids of those that have it. */
      text = g_strdup_printf (_("“%1$s” could be any of these: %2$s. Name one of them."), value,
                              allowed);
      break;
    case HR_ISSUE_LEFT_OUT:
      /* Translators: %1$s is the name of a card in a table, %2$s the ids of those it could be. */
      text = allowed[0]
                 ? g_strdup_printf (_("“%1$s” was left out; it could be: %2$s."), value, allowed)
                 : g_strdup_printf (_("“%s” was left out."), value);
      break;
    case HR_ISSUE_TAKEN:
      /* Translators: %1$s is a name that was written, %2$s the id of what the catalog has. */
      text = g_strdup_printf (_("“%1$s” is taken for “%2$s”."), value, allowed);
      break;
    case HR_ISSUE_AMBIGUOUS:
      /* Translators: %1$s is a number as it was written, such as "3.499", %2$s what it may mean,
       * such as "3.499, 3499". */
      text = g_strdup_printf (_("“%1$s” can be read in two ways: %2$s."), value, allowed);
      break;
    case HR_ISSUE_FAR:
      /* Translators: %1$s is a new price, %2$s the present one. */
      text = g_strdup_printf (
          _("%1$s is far from what it replaces, %2$s: less than a quarter of it "
             "or more than four times."),
          value, allowed);
      break;
    case HR_ISSUE_UNKNOWN_KEY:
      text = g_strdup (_("This key is not known and was ignored."));
      break;
    case HR_ISSUE_NOT_COUNTED:
      /* Translators: %s is a word from a model's file: a kind of layer, an encoder, a key. */
      text = g_strdup_printf (_("“%s” is not known and was not counted, so the model has at "
                                 "least what is listed."),
                              value);
      break;
    case HR_ISSUE_UNUSED_ROW:
      /* Translators: %s is the id of a card or part. */
      text = g_strdup_printf (_("Your catalog changes “%s”, which is not (or no longer) built in. "
                                 "Your change is kept but not used."),
                              value);
      break;
    }
  return with_detail (text, issue->detail);
}

/**
 * hr_text_issue_place:
 *
 * Returns: the JSON path, and the line where it is known.
 */
char *
hr_text_issue_place (const HrIssue *issue)
{
  const char *path = issue->path ? issue->path : "";

  if (issue->line == 0)
    return g_strdup (path);
  if (path[0] == '\0')
    /* Translators: a place in a file. */
    return g_strdup_printf (_("line %1$u, column %2$u"), issue->line, issue->column);
  /* Translators: a JSON path and a place in a file. */
  return g_strdup_printf (_("%1$s (line %2$u, column %3$u)"), path, issue->line, issue->column);
}

static const struct
{
  HrNotes     flag;
  const char *id, *text;
} notes[] = {
  { HR_NOTE_UNKNOWN_ENGINE, "unknown-engine",
    N_("The engine is not known, so it is treated as a generic one.") },
  { HR_NOTE_UNKNOWN_FAMILY, "unknown-family",
    N_("The model family is not known, so the figures come from its shape alone.") },
  { HR_NOTE_PART_OF_MODEL, "part-of-model",
    N_("Part of the model is not known, so it takes at least what is listed.") },
  { HR_NOTE_TOWER, "tower",
    N_("The model has an encoder for images or sound (a vision or audio tower). Its weights are "
        "counted, but no images or sound, as you asked for none.") },
  { HR_NOTE_UNEVEN_HEADS, "uneven-heads",
    N_("The engine gives each card the same number of attention heads, and theirs does not "
        "divide by the number of cards (tensor parallel ranks).") },
  { HR_NOTE_UNKNOWN_KIND, "unknown-kind",
    N_("The kind of network is not known, so it was guessed from its figures.") },
  { HR_NOTE_NO_BF16, "no-bf16",
    N_("The card has no matrix units for BF16, so the work runs in FP16 or FP32 instead.") },
  { HR_NOTE_OFFLOADED, "offloaded", N_("Part of the work runs from the host’s RAM.") },
  { HR_NOTE_OUT_OF_CORE, "out-of-core",
    N_("The scene does not fit into the card’s memory, so part of it stays in RAM.") },
  { HR_NOTE_SLOW_FP64, "slow-fp64",
    N_("The card runs FP64 at a sixteenth of its FP32 rate or less.") },
  { HR_NOTE_STARVED, "starved", N_("The input pipeline is slower than the GPU.") },
  { HR_NOTE_EXTRAPOLATED, "extrapolated",
    N_("This architecture has not been measured, so the range is wider.") },
  { HR_NOTE_UNSUPPORTED, "unsupported",
    N_("The backend or the precision does not run on this card.") },
  { HR_NOTE_UNMEASURED_ENGINE, "unmeasured-engine",
    N_("No published run of this engine backs the speed, so its range is wider.") },
  { HR_NOTE_UNMEASURED_MEMORY, "unmeasured-memory",
    N_("No published run of this engine backs the memory, so its range is wider.") },
  { HR_NOTE_FEW_EXPERT_RUNS, "few-expert-runs",
    N_("For mixtures of experts on this maker’s cards there are only single reports, so the range "
        "is wider.") },
  { HR_NOTE_NO_SOFTWARE, "no-software", N_("The software does not run on this card.") },
  { HR_NOTE_SOFTWARE_PARTIAL, "software-partial",
    N_("The software runs on this card only with limits.") },
  { HR_NOTE_SOFTWARE_UNKNOWN, "software-unknown",
    N_("No source says whether the software runs on this card.") },
  { HR_NOTE_FROM_DRIVE, "from-drive",
    N_("RAM is too small for what is off the GPU, so each token reads part of the model from the "
        "drive again.") },
  { HR_NOTE_SAME_SIZE, "same-size", N_("The working set comes from the preset.") },
};

/**
 * hr_text_note:
 * @flag: one flag
 *
 * Returns: what the estimate had to assume, as a sentence.
 */
char *
hr_text_note (HrNotes flag)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (notes[i].flag == flag)
      return g_strdup (g_dgettext (GETTEXT_PACKAGE, notes[i].text));
  return g_strdup ("");
}

const char *
hr_text_note_id (HrNotes flag)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (notes[i].flag == flag)
      return notes[i].id;
  return "unknown";
}

/**
 * hr_text_missing:
 * @basis: what no published run has
 *
 * Returns: why a band is wider, as a sentence.
 */
char *
hr_text_missing (const HrBasisEntry *basis)
{
  /* Translators: why a band is wide. %1$s is what is estimated ("Memory"), %2$s what published runs
   * lack ("Framework"), %3$s which one ("Unsloth"). */
  return g_strdup_printf (
      _("%1$s: no published run is like this (%2$s: %3$s), so the range is wider."),
      hr_text_enum (&hr_enum_quantity, (int) basis->quantity),
      hr_text_enum (&hr_enum_basis, (int) basis->of), hr_text_enum (basis->type, basis->value));
}

/**
 * hr_text_fit_chance:
 *
 * Returns: %NULL, or where the limit lies within the band how likely it is to fit, in words.
 */
char *
hr_text_fit_chance (const HrEstimate *estimate)
{
  guint tenths = (guint) CLAMP (round (10 * estimate->fit_chance), 1, 9);

  if (estimate->fit != HR_FIT_TIGHT)
    return NULL;
  /* Translators: %u is a number from 1 to 9: of ten runs like this one, so many do not run out of
   * memory. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "fits in about %u of 10 runs",
                                       "fits in about %u of 10 runs", tenths),
                          tenths);
}

/**
 * hr_text_build:
 *
 * Returns: a build in one line: its GPUs, platform and RAM.
 */
char *
hr_text_build (const HrBuild *build)
{
  g_autofree char *ram = hr_text_gib (build->ram_gib);
  const char      *gpu = build->gpu ? build->gpu->name : "–";
  const char      *platform = build->platform ? build->platform->name : NULL;

  if (platform == NULL)
    /* Translators: %1$u GPUs of the name %2$s. */
    return g_strdup_printf (_("%1$u × %2$s"), build->gpu_count, gpu);
  if (!(build->ram_gib > 0))
    /* Translators: %1$u GPUs of the name %2$s on a platform such as "AMD AM5". */
    return g_strdup_printf (_("%1$u × %2$s, %3$s"), build->gpu_count, gpu, platform);
  /* Translators: %1$u GPUs of the name %2$s, a platform, and an amount such as "64 GiB". */
  return g_strdup_printf (_("%1$u × %2$s, %3$s, %4$s of RAM"), build->gpu_count, gpu, platform,
                          ram);
}

/**
 * hr_text_miss:
 * @reason: what the nearest build fails
 * @by: by how much: USD, GiB, W or hours, as @reason has it
 *
 * Returns: a sentence.
 */
char *
hr_text_miss (HrReason reason, double by, const char *currency, const HrSnapshot *snapshot)
{
  g_autofree char *figure = NULL;

  switch (reason)
    {
    case HR_REASON_MEMORY:
      figure = hr_text_gib (by);
      return g_strdup_printf (_("It is %s of memory short on each GPU."), figure);
    case HR_REASON_BUDGET:
      figure = hr_text_money (by, currency, snapshot);
      return g_strdup_printf (_("It is %s over the budget."), figure);
    case HR_REASON_POWER:
      figure = hr_text_unit_value (by, HR_UNIT_W);
      return g_strdup_printf (_("It is %s over the power limit."), figure);
    case HR_REASON_DEADLINE:
      figure = hr_text_seconds (by * 3600);
      return g_strdup_printf (_("It finishes %s after the deadline."), figure);
    default:
      return g_strdup_printf (_("What rules it out: %s."),
                              hr_text_enum (&hr_enum_reason, (int) reason));
    }
}

/**
 * hr_text_no_card:
 * @reason: what took out the last cards, of an advice without a pick and without a nearest miss
 *
 * Returns: a sentence.
 */
char *
hr_text_no_card (HrReason reason)
{
  switch (reason)
    {
    case HR_REASON_VENDOR:
      return g_strdup (_("These vendors have no such card."));
    case HR_REASON_SEGMENT:
      return g_strdup (_("These vendors have no card in this class."));
    case HR_REASON_CONDITION:
    case HR_REASON_NO_PRICE:
      return g_strdup (_("None of the cards you allow is sold in this condition."));
    case HR_REASON_PRECISION:
      return g_strdup (_("None of the cards you allow can run this."));
    case HR_REASON_HOST:
      return g_strdup (_("None of the cards you allow fits into such a machine."));
    case HR_REASON_MEMORY:
    case HR_REASON_BUDGET:
    case HR_REASON_POWER:
    case HR_REASON_DEADLINE:
    case HR_N_REASON:
    default:
      return g_strdup (_("None of the cards you allow can do this at any price."));
    }
}

/**
 * hr_text_why:
 * @advice: an advice with a pick, or with a nearest miss
 *
 * Returns: the heading above the reasons of its builds.
 */
const char *
hr_text_why (const HrAdvice *advice)
{
  return advice->n_picks > 0 ? _("Why this one") : _("What rules it out");
}

static const struct
{
  const char *id, *label;
} remedies[] = {
  { "smaller-batch", NC_("remedy", "Smaller batch with gradient accumulation") },
  { "activation-checkpointing", NC_("remedy", "Activation checkpointing") },
  { "mixed-precision", NC_("remedy", "Mixed precision") },
  { "optimizer-8bit", NC_("remedy", "8-bit optimizer") },
  { "lora", NC_("remedy", "LoRA") },
  { "qlora", NC_("remedy", "QLoRA") },
  { "chunked-loss", NC_("remedy", "Chunked loss") },
  { "flash-attention", NC_("remedy", "Flash attention") },
  { "shorter-sequence", NC_("remedy", "Shorter sequences") },
  { "offload", NC_("remedy", "Offload to RAM") },
  { "sharding", NC_("remedy", "Sharding over the GPUs") },
  { "fewer-bits", NC_("remedy", "Fewer bits per weight") },
  { "kv-cache-bits", NC_("remedy", "Smaller KV cache entries") },
  { "less-offload", NC_("remedy", "Less offload: states back on the GPU") },
  { "smaller-images", NC_("remedy", "Smaller images") },
  { "storage-precision", NC_("remedy", "Half precision for what is stored") },
  { "lower-precision", NC_("remedy", "Lower precision") },
  { "smaller-problem", NC_("remedy", "A smaller or coarser problem") },
  { "other-backend", NC_("remedy", "The backend that suits the card") },
  { "out-of-core", NC_("remedy", "Textures in RAM, out of core") },
  { "smaller-textures", NC_("remedy", "Smaller textures") },
  { "lower-resolution", NC_("remedy", "Lower resolution") },
  { "fewer-triangles", NC_("remedy", "Fewer triangles") },
  { "together", NC_("remedy", "Several settings together") },
  { "more-ram", NC_("remedy", "More RAM") },
  { "other-gpu", NC_("remedy", "Another GPU") },
  { "more-gpus", NC_("remedy", "More GPUs") },
  { "rent", NC_("remedy", "Renting") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (remedies) == HR_N_REMEDY);

const char *
hr_text_remedy (HrRemedyKind kind)
{
  g_return_val_if_fail ((guint) kind < HR_N_REMEDY, "?");

  return g_dpgettext2 (GETTEXT_PACKAGE, "remedy", remedies[kind].label);
}

const char *
hr_text_remedy_id (HrRemedyKind kind)
{
  g_return_val_if_fail ((guint) kind < HR_N_REMEDY, "?");

  return remedies[kind].id;
}

/**
 * hr_text_change:
 *
 * Returns: (nullable): the setting and its new value, "Batch size: 32"
 */
char *
hr_text_change (const HrSettingChange *change)
{
  static const struct
  {
    const char *key;
    HrUnit      unit;
  } units[] = {
    { "sequence_length", HR_UNIT_TOKENS }, { "context_length", HR_UNIT_TOKENS },
    { "image_size", HR_UNIT_PIXELS },      { "textures", HR_UNIT_PIXELS },
    { "resolution", HR_UNIT_PIXELS },      { "working_set_gib", HR_UNIT_GIB },
  };
  g_autofree char *number = NULL;

  if (change->key == NULL)
    return NULL;
  for (guint i = 0; change->nick == NULL && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].key, change->key))
      number = units[i].unit == HR_UNIT_PIXELS ? hr_text_pixels (change->number)
                                               : hr_text_unit_value (change->number, units[i].unit);
  if (change->nick == NULL && number == NULL)
    number = hr_text_number (change->number, 15);
  /* Translators: a setting and its new value: "Batch size: 32" */
  return g_strdup_printf (_("%1$s: %2$s"), hr_text_key (change->key),
                          number != NULL ? number
                          : g_str_equal (change->nick, "true")
                              ? C_("setting", "on")
                              : hr_text_key_value (change->key, change->nick));
}

/**
 * hr_text_remedy_parts:
 * @parts: bit mask of 1 << HrRemedyKind
 */
char *
hr_text_remedy_parts (guint32 parts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint kind = 0; kind < HR_N_REMEDY; kind++)
    if (parts & (1u << kind))
      g_strv_builder_add (builder, hr_text_remedy ((HrRemedyKind) kind));
  words = g_strv_builder_end (builder);
  return g_strjoinv (" + ", words);
}

/**
 * hr_text_size:
 *
 * Returns: how large a problem is, with the noun that it is counted in
 */
char *
hr_text_size (double size, HrSize unit)
{
  g_autofree char *number = hr_text_number (size, 4);

  return g_strdup_printf ("%s\302\240%s", number, hr_text_enum (&hr_enum_size, (int) unit));
}
