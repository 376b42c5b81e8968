/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-software-check.h"

#include <string.h>

#include "hr-task.h"

/**
 * hr_software_check_needs:
 * @workload: without "auto", but for the batch
 * @needs: (out): what has to run on the card; the names of what is demanded are those of @workload
 */
void
hr_software_check_needs (const HrWorkload *workload, HrSoftwareNeeds *needs)
{
  const HrTaskType *type = hr_task_type (workload->task);

  memset (needs, 0, sizeof *needs); /* needs are compared byte by byte */
  if (type->software != NULL)
    type->software (workload, needs);
  needs->is_strict = !workload->demand.allow_partial;
  for (guint i = 0; i < workload->demand.n && needs->n < HR_MAX_SOFTWARE_NEEDS; i++)
    {
      hr_software_need (needs, workload->demand.software[i], NULL);
      needs->needs[needs->n - 1].is_named = TRUE;
      needs->needs[needs->n - 1].is_demand = TRUE;
    }
}

/**
 * hr_software_check:
 * @snapshot: the catalog with its facts
 * @workload: without "auto", but for the batch
 * @gpu: a card
 * @findings: (out) (optional): one for each thing that the work needs
 *
 * Returns: whether the software that the work needs runs on the card: the worst of the findings.
 */
HrSupport
hr_software_check (const HrSnapshot   *snapshot,
                   const HrWorkload   *workload,
                   const HrGpu        *gpu,
                   HrSoftwareFindings *findings)
{
  HrSoftwareNeeds needs;

  hr_software_check_needs (workload, &needs);
  return hr_software_judge (snapshot->software, snapshot->n_software, &needs, gpu, findings);
}

/**
 * hr_software_check_notes:
 *
 * Returns: the notes of an estimate that go with @support, as #HrNotes.
 */
guint
hr_software_check_notes (HrSupport support)
{
  switch (support)
    {
    case HR_SUPPORT_UNSUPPORTED:
      return HR_NOTE_UNSUPPORTED | HR_NOTE_NO_SOFTWARE;
    case HR_SUPPORT_PARTIAL:
      return HR_NOTE_SOFTWARE_PARTIAL;
    case HR_SUPPORT_UNKNOWN:
      return HR_NOTE_SOFTWARE_UNKNOWN;
    case HR_SUPPORT_SUPPORTED:
    case HR_N_SUPPORT:
    default:
      return 0;
    }
}

/**
 * hr_software_check_worst:
 *
 * Returns: (transfer none) (nullable): the first finding of the worst status, where not all are
 *   supported.
 */
const HrSoftwareFinding *
hr_software_check_worst (const HrSoftwareFindings *findings)
{
  static const HrSupport order[] = { HR_SUPPORT_UNSUPPORTED, HR_SUPPORT_UNKNOWN,
                                     HR_SUPPORT_PARTIAL };

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < findings->n; i++)
      if (findings->findings[i].status == order[k])
        return &findings->findings[i];
  return NULL;
}

/**
 * hr_software_check_sentence:
 * @sentence: (out): what there is to say of the finding
 *
 * Returns: %FALSE where the usual software simply runs.
 */
gboolean
hr_software_check_sentence (const HrSoftwareFinding *finding,
                            const HrGpu             *gpu,
                            HrSentence              *sentence)
{
  const char *feature = finding->feature ? finding->feature : "";
  const char *detail = finding->fact && finding->fact->detail ? finding->fact->detail : "";

  switch (finding->status)
    {
    case HR_SUPPORT_UNSUPPORTED:
      hr_sentence_init (sentence, HR_SENTENCE_EXCLUDED_SOFTWARE, HR_UNIT_TEXT, gpu->name,
                        HR_UNIT_TEXT, finding->software, HR_UNIT_TEXT, feature, -1);
      return TRUE;
    case HR_SUPPORT_PARTIAL:
      hr_sentence_init (sentence, HR_SENTENCE_SOFTWARE_PARTIAL, HR_UNIT_TEXT, gpu->name,
                        HR_UNIT_TEXT, finding->software, HR_UNIT_TEXT, detail, -1);
      return TRUE;
    case HR_SUPPORT_UNKNOWN:
      hr_sentence_init (sentence, HR_SENTENCE_SOFTWARE_UNKNOWN, HR_UNIT_TEXT, gpu->name,
                        HR_UNIT_TEXT, finding->software, -1);
      return TRUE;
    case HR_SUPPORT_SUPPORTED:
    case HR_N_SUPPORT:
    default:
      if (finding->usual == NULL || strcmp (finding->usual, finding->software) == 0)
        return FALSE;
      hr_sentence_init (sentence, HR_SENTENCE_SOFTWARE_INSTEAD, HR_UNIT_TEXT, gpu->name,
                        HR_UNIT_TEXT, finding->software, HR_UNIT_TEXT, finding->usual, -1);
      return TRUE;
    }
}
