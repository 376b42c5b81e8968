#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine that somebody has, and what to change on it."""
import copy
import json
import os
import sys
import unittest

from box import TODAY, Box
import tap

# One RTX 3090 in a desktop, and a model of 70 billion parameters.
OWNER = {
    "format": "headroom-plan", "version": 1,
    "workload": {"task": "llm-inference", "model": "llama-3.1-70b", "weight_format": "q4_k_m",
                 "engine": "llama.cpp", "context_length": 8192, "batch": 1},
    "constraints": {"budget": 5000},
    "system": {"own": True, "gpu": "rtx-3090", "gpu_count": 1, "platform": "am5", "ram_gib": 64,
               "ram_modules": 2, "psu_w": 850},
}


class Own(unittest.TestCase):
    def setUp(self):
        self.box = Box()

    def tearDown(self):
        self.box.close()

    def ask(self, plan, *args):
        return self.box.run("recommend", "-", "--today", TODAY, *args, stdin=json.dumps(plan).encode())

    def changes(self, plan):
        answer = self.ask(plan, "--json")
        self.assertIn(answer.returncode, (0, 1), answer.stderr.decode())
        return json.loads(answer.stdout)["own"]

    def check_arithmetic(self, own):
        for change in own["changes"]:
            bought = sum(part["unit_price"] * part["count"] for part in change["buy"])
            self.assertAlmostEqual(change["price"], bought, 4)
            self.assertAlmostEqual(change["net"], change["price"] - change["sold"], 4)
            if change["sold_cards"]:
                machine = own["machine"]
                self.assertAlmostEqual(change["sold"], change["sold_cards"] * machine["used_price"]
                                       * machine["resale_share"], 4)

    def test_second_card(self):
        own = self.changes(OWNER)
        first = own["changes"][0]
        kinds = {part["kind"] for part in first["buy"]}

        self.assertEqual((first["kind"], first["gpu"], first["gpu_count"]), ("add", "rtx-3090", 2))
        self.assertTrue(first["works"])
        # 850 W do not feed two of them, and the slots of a small board do not hold them.
        self.assertLessEqual({"gpu", "psu", "motherboard"}, kinds)
        self.assertNotIn("cpu", kinds)
        self.assertNotIn("ram", kinds)
        self.assertGreaterEqual(first["psu_w"], 1300)
        self.assertEqual(own["machine"]["assumed"], [])
        self.check_arithmetic(own)
        self.assertLessEqual({"keep", "add", "replace", "rent", "second"},
                             {change["kind"] for change in own["changes"]})

    def test_strong_supply_stays(self):
        plan = copy.deepcopy(OWNER)
        plan["system"].update(platform="am5-two-gpus", psu_w=1600)
        first = self.changes(plan)["changes"][0]

        self.assertEqual(first["kind"], "add")
        self.assertNotIn("psu", {part["kind"] for part in first["buy"]})
        self.assertNotIn("motherboard", {part["kind"] for part in first["buy"]})

    def test_keep(self):
        plan = copy.deepcopy(OWNER)
        plan["workload"]["model"] = "llama-3.1-8b"
        own = self.changes(plan)
        first = own["changes"][0]

        self.assertEqual((first["kind"], first["net"], first["buy"]), ("keep", 0, []))
        self.assertAlmostEqual(first["cost"]["job"], first["cost"]["energy"], 6)
        waits = [change for change in own["changes"] if "first_below" in change]
        for change in waits:
            self.assertLess(change["first_below"], change["buy"][0]["unit_price"])
        self.check_arithmetic(own)

    def test_wait(self):
        """At the price that is named a change is the first."""
        own = self.changes(OWNER)
        change = next(c for c in own["changes"] if "first_below" in c and c["kind"] == "replace")
        card = change["buy"][0]
        for factor, expected in ((0.98, True), (1.02, False)):
            table = f"id,price_usd,price_date,price_condition\n{change['gpu']},{change['first_below'] * factor:.2f}," \
                f"{TODAY},{card['condition']}\n"
            done = self.box.run("catalog", "import", self.box.file("prices.csv", table), "--force")
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            answer = self.ask(OWNER, "--json")
            self.assertEqual(answer.returncode, 0, answer.stderr.decode())
            first = json.loads(answer.stdout)["own"]["changes"][0]
            self.assertEqual(first["gpu"] == change["gpu"], expected, (change["gpu"], factor, first["message"]))

    def test_text_and_flags(self):
        said = self.box.run("recommend", "--task", "llm-inference", "--model", "llama-3.1-70b",
                            "--weight-format", "q4_k_m", "--context-length", "8192", "--batch", "1",
                            "--budget", "5000", "--gpu", "rtx-3090", "--ram-gib", "64",
                            "--platform", "am5", "--own", "true")
        self.assertEqual(said.returncode, 0, said.stderr.decode())
        self.assertIn("Your machine: 1 × GeForce RTX 3090", said.stdout.decode())
        self.assertIn("Add GeForce RTX 3090", said.stdout.decode())
        self.assertIn("power supply", said.stdout.decode())
        self.assertIn("Together", said.stdout.decode())

    def test_only_rent_helps(self):
        plan = copy.deepcopy(OWNER)
        plan["workload"].update(model="deepseek-v3", weight_format="bf16", offload="none")
        plan["constraints"].update(budget=300)
        own = self.changes(plan)
        keep = next(change for change in own["changes"] if change["kind"] == "keep")
        self.assertEqual((keep["works"], keep["reason"]), (False, "memory"))
        self.assertLessEqual({change["kind"] for change in own["changes"] if change["works"]}, {"rent"})

    def test_batch(self):
        line = json.dumps({"id": 1, "verb": "recommend", "plan": OWNER}).encode()
        answer = self.box.run("batch", stdin=line)
        self.assertEqual(json.loads(answer.stdout)["recommendation"]["own"]["changes"][0]["kind"], "add")

    def test_without_own(self):
        """A machine that is not owned is none that is changed."""
        plan = copy.deepcopy(OWNER)
        plan["system"]["own"] = False
        answer = self.ask(plan, "--json")
        self.assertNotIn("own", json.loads(answer.stdout))


if __name__ == "__main__":
    sys.exit(tap.main())
