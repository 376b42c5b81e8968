#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a budget can do: a ladder of sizes, each with the cheapest machine that does it."""
import json
import sys
import unittest

from box import Box, TODAY
import tap

TASKS = ("llm-inference", "nlp-fine-tune", "image-classification", "scientific", "rendering")


class Reach(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def ask(self, *flags):
        answer = self.box.run("reach", "--json", "--today", TODAY, *flags)
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        return answer.returncode, json.loads(answer.stdout)["rungs"]

    def test_ladder(self):
        for task in TASKS:
            status, rungs = self.ask("--task", task, "--budget", "3000")
            self.assertTrue(2 <= len(rungs) <= 8, task)
            found = [rung for rung in rungs if rung["build"]]
            prices = [rung["build"]["price"] for rung in found]
            self.assertEqual(prices, sorted(prices), task)
            self.assertEqual(rungs[:len(found)], found, task)
            for rung in found:
                self.assertEqual(rung["within_budget"], rung["more"] == 0, rung["id"])
                self.assertEqual(rung["within_budget"], rung["build"]["price"] <= 3000, rung["id"])
                self.assertNotEqual(rung["estimate"]["fit"], "exceeds", rung["id"])
            self.assertEqual(status, 0 if any(rung["within_budget"] for rung in rungs) else 1, task)

    def test_more_money_reaches_no_less(self):
        reached = []
        for budget in ("1500", "5000", "50000"):
            _, rungs = self.ask("--task", "llm-inference", "--budget", budget)
            reached.append(max([rung["parameters_b"] for rung in rungs if rung["within_budget"]], default=0))
        self.assertEqual(reached, sorted(reached))
        self.assertGreater(reached[2], reached[0])

    def test_text(self):
        text = self.box.run("reach", "--task", "llm-inference", "--budget", "3000", "--today", TODAY).stdout.decode()
        self.assertIn("within the budget", text)
        self.assertIn(" more", text)

    def test_reserve_is_told(self):
        """What is missing is more than price − budget where a part has no price: the table says why."""
        for budget in ("2500", "100000000"):
            _, rungs = self.ask("--task", "llm-inference", "--budget", budget)
            text = self.box.run("reach", "--task", "llm-inference", "--budget", budget, "--today", TODAY).stdout.decode()
            unpriced = [r for r in rungs if r["build"] and r["build"]["unpriced_parts"]]
            self.assertEqual(text.count(" *"), len(unpriced))
            self.assertEqual("* without a part" in text, bool(unpriced))
            for rung in rungs:
                if rung["build"] and not rung["within_budget"] and not rung["build"]["unpriced_parts"]:
                    self.assertAlmostEqual(rung["more"], rung["build"]["price"] - float(budget), places=2)


if __name__ == "__main__":
    sys.exit(tap.main())
