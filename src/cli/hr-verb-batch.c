/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-json-text.h"
#include "hr-json-values.h"
#include "hr-line-reader.h"
#include "hr-plan-json.h"
#include "hr-text.h"

#define MAX_LINE_BYTES (8 * 1024 * 1024)

/* One line in, one line out; nothing is kept from one to the next. */
typedef struct
{
  HrCli   *cli;
  GString *out;
} Batch;

static void
answer_begin (Batch *batch, HrJsonWriter *json, JsonNode *id)
{
  g_string_truncate (batch->out, 0);
  hr_json_init (json, batch->out, FALSE);
  hr_json_begin_object (json, NULL);
  if (id != NULL)
    hr_json_node (json, "id", id);
  else
    hr_json_null (json, "id");
}

static void
answer_error (Batch *batch, JsonNode *id, const char *path, const char *message)
{
  HrJsonWriter json;

  answer_begin (batch, &json, id);
  hr_json_begin_object (&json, "error");
  hr_json_string (&json, "path", path);
  hr_json_string (&json, "message", message);
  hr_json_end_object (&json);
  hr_json_end_object (&json);
}

static void
answer_issue (Batch *batch, JsonNode *id, const HrIssue *issue)
{
  g_autofree char *message = hr_text_issue (issue);

  answer_error (batch, id, issue->path ? issue->path : "$", message);
}

static void
answer_estimate (Batch *batch, JsonNode *id, const HrPlan *plan, HrIssues *issues)
{
  HrWorkload   settings;
  HrEstimate   estimate;
  HrJsonWriter json;

  if (!hr_cli_estimate (batch->cli, plan, &settings, &estimate, NULL, "$.plan", issues))
    {
      answer_issue (batch, id, hr_issues_first_error (issues));
      return;
    }
  answer_begin (batch, &json, id);
  hr_json_estimate_of_plan (&json, "estimate", plan, &settings, batch->cli->snapshot, &estimate);
  hr_json_end_object (&json);
}

static void
answer_recommendation (Batch *batch, JsonNode *id, const HrPlan *plan)
{
  HrCli *cli = batch->cli;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (HrAdvice)
      advice = hr_advice_new (plan, cli->snapshot, cli->calibration, cli->today, NULL);
  g_autoptr (HrOwn) own = hr_own_is_asked (plan) ? hr_own_new (advice, cli->calibration, NULL)
                                                 : NULL;
  HrJsonWriter json;

  advice->stats.seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  answer_begin (batch, &json, id);
  hr_json_recommendation (&json, "recommendation", advice, own, NULL);
  hr_json_end_object (&json);
}

/* The verb of a question: "estimate" where none is said. NULL = it is not one. */
static const char *
question_verb (JsonObject *question)
{
  JsonNode *verb = json_object_get_member (question, "verb");

  if (verb == NULL)
    return "estimate";
  if (!JSON_NODE_HOLDS_VALUE (verb) || json_node_get_value_type (verb) != G_TYPE_STRING)
    return NULL;
  if (g_str_equal (json_node_get_string (verb), "estimate")
      || g_str_equal (json_node_get_string (verb), "recommend"))
    return json_node_get_string (verb);
  return NULL;
}

static void
answer_question (Batch *batch, JsonNode *root)
{
  JsonObject *question;
  JsonNode   *id;
  const char *verb;
  HrPlan      plan;
  g_autoptr (HrIssues) issues = hr_issues_new ();

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      answer_error (batch, NULL, "$", _("A line must be one JSON object."));
      return;
    }
  question = json_node_get_object (root);
  id = json_object_get_member (question, "id");
  if (id != NULL && !JSON_NODE_HOLDS_VALUE (id) && !JSON_NODE_HOLDS_NULL (id))
    {
      answer_error (batch, NULL, "$.id", _("An id must be a string or a number."));
      return;
    }
  verb = question_verb (question);
  if (verb == NULL)
    {
      answer_error (batch, id, "$.verb", _("The verb must be one of: estimate, recommend."));
      return;
    }
  if (!json_object_has_member (question, "plan"))
    {
      answer_error (batch, id, "$.plan", _("The plan is missing."));
      return;
    }
  if (!hr_plan_parse_node (json_object_get_member (question, "plan"), "$.plan",
                           batch->cli->snapshot, &plan, issues))
    answer_issue (batch, id, hr_issues_first_error (issues));
  else if (g_str_equal (verb, "recommend"))
    answer_recommendation (batch, id, &plan);
  else
    answer_estimate (batch, id, &plan, issues);
}

/**
 * hr_cli_answer:
 * @line: a question
 * @length: its bytes
 * @out: (inout): becomes the answer, an object of JSON on one line
 */
void
hr_cli_answer (HrCli *self, const char *line, gsize length, GString *out)
{
  Batch batch = { self, out };
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) root = NULL;

  if (!g_utf8_validate_len (line, length, NULL))
    answer_error (&batch, NULL, "$", _("The line is not valid UTF-8."));
  else if ((root = hr_json_load (line, (gssize) length, issues)) == NULL)
    answer_issue (&batch, NULL, hr_issues_first_error (issues));
  else
    answer_question (&batch, root);
}

static void
answer_line (Batch *batch, const HrLineReader *reader)
{
  g_autofree char *size = NULL;
  g_autofree char *message = NULL;

  if (!reader->too_long)
    {
      hr_cli_answer (batch->cli, reader->line->str, reader->line->len, batch->out);
      return;
    }
  size = g_format_size_full (MAX_LINE_BYTES, G_FORMAT_SIZE_IEC_UNITS);
  message = g_strdup_printf (_("The line is too long; the limit is %s."), size);
  answer_error (batch, NULL, "$", message);
}

/**
 * hr_verb_batch:
 *
 * JSON Lines in, JSON Lines out: an answer for each line that is not empty, in order, in constant
 * memory. A line that is refused is answered as such; the exit status stays 0.
 */
int
hr_verb_batch (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_auto (HrLineReader) reader = { 0 };
  g_autoptr (GString) out = g_string_sized_new (4096);
  Batch batch;
  int   status;

  hr_line_reader_init (&reader, stdin, MAX_LINE_BYTES);
  hr_cli_init (&cli, hr_cli_find_verb ("batch"));
  if (!hr_cli_parse (&cli, NULL, NULL, 0, &argc, &argv, &status))
    return status;
  if (!hr_cli_load (&cli))
    return HR_CLI_REFUSED;
  batch = (Batch){ &cli, out };
  while (hr_line_reader_next (&reader))
    {
      if (reader.line->len == 0 && !reader.too_long)
        continue;
      answer_line (&batch, &reader);
      g_string_append_c (out, '\n');
      if (fwrite (out->str, 1, out->len, stdout) != out->len)
        break;
    }
  if (ferror (stdin))
    {
      hr_cli_error (_("Standard input cannot be read: %s"), g_strerror (errno));
      return HR_CLI_REFUSED;
    }
  g_string_truncate (out, 0);
  return ferror (stdout) ? HR_CLI_REFUSED : hr_cli_print (out);
}
