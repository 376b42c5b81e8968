/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-software.h"

#define FACT(name, of, on, how, what, when)                                     \
  {                                                                             \
    .id = "x", .software = name, .vendor = HR_VENDOR_##of, .targets = on,       \
    .status = HR_SUPPORT_##how, .features = what, .source = "a page", .date = { \
      when,                                                                     \
      1,                                                                        \
      0                                                                         \
    }                                                                           \
  }

/* clang-format off */
static const HrSoftwareFact facts[] = {
  FACT ("Serve", NVIDIA, "sm_70", UNSUPPORTED, NULL, 2026),
  FACT ("Serve", NVIDIA, "sm_80 sm_86", SUPPORTED, NULL, 2026),
  FACT ("Serve", NVIDIA, "ampere", UNSUPPORTED, "fp8", 2026),
  FACT ("Serve", NVIDIA, "sm_86", PARTIAL, "fp8 weights", 2026),
  FACT ("Serve", NVIDIA, "volta", SUPPORTED, "awq", 2024),
  FACT ("Serve", AMD, NULL, PARTIAL, "awq;gptq", 2026),
  FACT ("Serve", AMD, "gfx1100", SUPPORTED, NULL, 2026),
  FACT ("Wheels", NVIDIA, "sm_60", SUPPORTED, "cuda", 2024),
  FACT ("Wheels", NVIDIA, "sm_60", UNSUPPORTED, "cuda", 2026),
  FACT ("Wheels", NVIDIA, "sm_86", UNSUPPORTED, "old", 2026),
  FACT ("Wheels", NVIDIA, "sm_86", SUPPORTED, "cuda", 2025),
};
/* clang-format on */

static const HrGpu cards[] = {
  { .name = "V100", .vendor = HR_VENDOR_NVIDIA, .arch = HR_ARCH_VOLTA, .chip = "sm_70" },
  { .name = "3090", .vendor = HR_VENDOR_NVIDIA, .arch = HR_ARCH_AMPERE, .chip = "sm_86" },
  { .name = "7900", .vendor = HR_VENDOR_AMD, .arch = HR_ARCH_RDNA3, .chip = "gfx1100" },
  { .name = "own", .vendor = HR_VENDOR_AMD, .arch = HR_ARCH_RDNA4 },
  { .name = "Arc", .vendor = HR_VENDOR_INTEL, .arch = HR_ARCH_XE2 },
  { .name = "P100", .vendor = HR_VENDOR_NVIDIA, .arch = HR_ARCH_PASCAL, .chip = "sm_60" },
};

static void
test_status (void)
{
  static const struct
  {
    const char *software, *feature;
    guint       card;
    HrSupport   status;
  } cases[] = {
    { "Serve", NULL, 0, HR_SUPPORT_UNSUPPORTED },
    { "serve", NULL, 1, HR_SUPPORT_SUPPORTED },
    /* A chip's fact goes before its architecture's, and the software before its features. */
    { "Serve", "fp8", 1, HR_SUPPORT_UNSUPPORTED },
    { "Serve", "fp8 weights", 1, HR_SUPPORT_PARTIAL },
    { "Serve", "awq", 0, HR_SUPPORT_UNSUPPORTED },
    { "Serve", "awq", 2, HR_SUPPORT_PARTIAL },
    /* A part of a feature's name is another feature. */
    { "Serve", "fp", 1, HR_SUPPORT_SUPPORTED },
    { "Serve", "gguf", 2, HR_SUPPORT_SUPPORTED },
    /* The vendor is named, this card is not; the vendor is not named at all. */
    { "Wheels", NULL, 0, HR_SUPPORT_UNKNOWN },
    { "Serve", NULL, 4, HR_SUPPORT_UNSUPPORTED },
    { "Wheels", NULL, 2, HR_SUPPORT_UNSUPPORTED },
    /* Without facts about the software as a whole, those about some of it. */
    { "Serve", NULL, 3, HR_SUPPORT_PARTIAL },
    /* The newest release drops the card, an older one runs. */
    { "Wheels", NULL, 5, HR_SUPPORT_PARTIAL },
    { "Wheels", NULL, 1, HR_SUPPORT_SUPPORTED },
    { "Nobody knows", NULL, 1, HR_SUPPORT_SUPPORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrSoftwareFact *why;
      HrSupport             status;

      g_test_message ("%s %s on %s", cases[i].software, cases[i].feature ? cases[i].feature : "",
                      cards[cases[i].card].name);
      status = hr_software_status (facts, G_N_ELEMENTS (facts), cases[i].software, cases[i].feature,
                                   &cards[cases[i].card], &why);
      g_assert_cmpint (status, ==, cases[i].status);
    }
}

/* The best of a need's choices, the worst of all needs. */
static void
test_judge (void)
{
  HrSoftwareNeeds    needs = { 0 };
  HrSoftwareFindings findings;

  hr_software_need (&needs, "Serve", "fp8");
  hr_software_or (&needs, "Serve", "fp8 weights");
  hr_software_need (&needs, "Wheels", NULL);
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[1], &findings),
                   ==, HR_SUPPORT_PARTIAL);
  g_assert_cmpuint (findings.n, ==, 2);
  g_assert_cmpstr (findings.findings[0].feature, ==, "fp8 weights");
  g_assert_cmpstr (findings.findings[0].usual, ==, "Serve");
  g_assert_nonnull (findings.findings[0].fact);
  g_assert_cmpint (findings.findings[1].status, ==, HR_SUPPORT_SUPPORTED);
  g_assert_null (findings.findings[1].usual);

  hr_software_need (&needs, "Serve", NULL);
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[0], NULL), ==,
                   HR_SUPPORT_UNSUPPORTED);
}

/* What runs with limits counts as support of what the user did not name; of what he did only where
 * that is allowed. What he demands and no source knows is not known to run. */
static void
test_named (void)
{
  HrSoftwareNeeds needs = { .is_strict = TRUE };

  hr_software_need (&needs, "Serve", "awq");
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[2], NULL), ==,
                   HR_SUPPORT_PARTIAL);
  needs.needs[0].is_named = TRUE;
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[2], NULL), ==,
                   HR_SUPPORT_UNSUPPORTED);
  needs.is_strict = FALSE;
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[2], NULL), ==,
                   HR_SUPPORT_PARTIAL);

  needs = (HrSoftwareNeeds){ 0 };
  hr_software_need (&needs, "Novel", NULL);
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[1], NULL), ==,
                   HR_SUPPORT_SUPPORTED);
  needs.needs[0].is_demand = TRUE;
  g_assert_cmpint (hr_software_judge (facts, G_N_ELEMENTS (facts), &needs, &cards[1], NULL), ==,
                   HR_SUPPORT_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/software/status", test_status);
  g_test_add_func ("/software/judge", test_judge);
  g_test_add_func ("/software/named", test_named);
  return g_test_run ();
}
