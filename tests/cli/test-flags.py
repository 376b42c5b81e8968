#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags and verbs as people type them."""
import json
import os
import sys
import unittest

from box import Box, TODAY
import tap

LLM = ("--task", "llm-inference")
NLP = ("--task", "nlp-fine-tune")
# flags, section, key, what the plan then has
UNDERSTOOD = (
    (("--budget", "3k"), "constraints", "budget", 3000),
    (("--budget", "3K"), "constraints", "budget", 3000),
    (("--budget", "2.5k"), "constraints", "budget", 2500),
    (("--budget", "$3000"), "constraints", "budget", 3000),
    (("--budget", "$3,000"), "constraints", "budget", 3000),
    (("--budget", "$3k"), "constraints", "budget", 3000),
    (("--budget", "3,000"), "constraints", "budget", 3000),
    (("--budget", "3'000"), "constraints", "budget", 3000),
    (("--budget", "3 000"), "constraints", "budget", 3000),
    (("--budget", "3_000"), "constraints", "budget", 3000),
    (("--budget", "3.000,50"), "constraints", "budget", 3000.5),
    (("--budget", "3000.50"), "constraints", "budget", 3000.5),
    (("--budget", "1.25 million"), "constraints", "budget", 1250000),
    (("--budget", "none"), "constraints", "budget", None),
    (("--budget", "unlimited"), "constraints", "budget", None),
    (("--budget", "No Limit"), "constraints", "budget", None),
    (("--budget", "3000 EUR"), "constraints", "currency", "EUR"),
    (("--budget", "€3,000"), "constraints", "currency", "EUR"),
    (("--budget", "3k€"), "constraints", "currency", "EUR"),
    (("--budget", "3 keur"), "constraints", "currency", "EUR"),
    (("--budget", "3 keur"), "constraints", "budget", 3000),
    (("--budget", "£2,400"), "constraints", "currency", "GBP"),
    (("--budget", "2400", "--currency", "gbp"), "constraints", "currency", "GBP"),
    (("--budget", "$4000", "--currency", "CAD"), "constraints", "currency", "CAD"),
    (("--budget", "4000 usd"), "constraints", "currency", "USD"),
    (("--electricity-per-kwh", "15 ct"), "economics", "electricity_per_kwh", 0.15),
    (("--electricity-per-kwh", "0.30 €/kWh"), "economics", "electricity_per_kwh", 0.3),
    (("--electricity-per-kwh", "0.125"), "economics", "electricity_per_kwh", 0.125),
    (("--electricity-per-kwh", "0,30"), "economics", "electricity_per_kwh", 0.3),
    (("--max-power-w", "1.5 kW"), "constraints", "max_power_w", 1500),
    (("--max-power-w", "1500W"), "constraints", "max_power_w", 1500),
    (("--deadline-hours", "2 days"), "constraints", "deadline_hours", 48),
    (("--deadline-hours", "36h"), "constraints", "deadline_hours", 36),
    (("--deadline-hours", "90 min"), "constraints", "deadline_hours", 1.5),
    (("--horizon-years", "18 months"), "economics", "horizon_years", 1.5),
    (("--hours-per-week", "40 hours per week"), "economics", "hours_per_week", 40),
    (("--room", "15%"), "constraints", "room", 0.15),
    (("--aim", "Best Value"), "constraints", "aim", "best-value"),
    (("--aim", "FASTEST"), "constraints", "aim", "fastest"),
    (("--vendors", "NVIDIA, amd"), "constraints", "vendors", ["nvidia", "amd"]),
    (("--open-frame", "yes"), "constraints", "open_frame", True),
    (("--context-length", "128k"), "workload", "context_length", 131072),
    (("--context-length", "100k"), "workload", "context_length", 100000),
    (("--context-length", "8K tokens"), "workload", "context_length", 8192),
    (("--context-length", "1M"), "workload", "context_length", 1048576),
    (("--context-length", "32,768"), "workload", "context_length", 32768),
    (("--weight-format", "Q4_K_M"), "workload", "weight_format", "q4_k_m"),
)
# flags, what the message must say beside the flag
REFUSED = (
    (("--budget", "3.000"), "3000"),
    (("--budget", "3.000 €"), "3000"),
    (("--budget", "three thousand"), "three thousand"),
    (("--budget", "¥30000"), "--currency"),
    (("--budget", "3000 EUR", "--currency", "USD"), "USD"),
    (("--budget", "-5"), "-5"),
    (("--budget", "3k4"), "3k4"),
    (("--budget", "1e400"), "1e400"),
    (("--budget", "0x10"), "0x10"),
    (("--budget", ""), ""),
    (("--deadline-hours", "soon"), "soon"),
    (("--max-power-w", "2 GB"), "2 GB"),
    (("--context-length", "huge"), "huge"),
)


class Flags(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def test_understood(self):
        for flags, section, key, value in UNDERSTOOD:
            with self.subTest(flags):
                done = self.box.run("recommend", *LLM, *flags, "--json", "--today", TODAY)
                self.assertIn(done.returncode, (0, 1), done.stderr.decode())
                self.assertEqual(json.loads(done.stdout)["plan"][section].get(key), value)

    def test_refused(self):
        for flags, words in REFUSED:
            with self.subTest(flags):
                done = self.box.run("recommend", *LLM, *flags, "--json")
                message = done.stderr.decode()
                self.assertEqual((done.returncode, done.stdout), (2, b""), message)
                self.assertIn(flags[0], message)
                self.assertIn(words, message)

    def test_tasks(self):
        for typed, task in (("LLM-Inference", "llm-inference"), ("llm inference", "llm-inference"), ("llm", "llm-inference"),
                            ("NLP_fine_tune", "nlp-fine-tune"), ("rendering", "rendering"), ("image", "image-classification")):
            with self.subTest(typed):
                answer = json.loads(self.box.run("recommend", "--task", typed, "--json").stdout)
                self.assertEqual(answer["plan"]["workload"]["task"], task)
        done = self.box.run("recommend", "--task", "cooking")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--task", done.stderr.decode())
        self.assertIn("llm-inference", done.stderr.decode())

    def test_memory(self):
        for typed, gib in (("64", 64), ("64GB", 64), ("64 gib", 64), ("0.5 TB", 512), ("1T", 1024)):
            with self.subTest(typed):
                answer = json.loads(self.box.run("diagnose", *LLM, "--gpu", "RTX 4090", "--ram-gib", typed, "--json").stdout)
                self.assertEqual(answer["plan"]["system"]["ram_gib"], gib)

    def test_plan_keeps_its_currency(self):
        path = self.box.file("a.headroom", json.dumps({"format": "headroom-plan", "version": 1, "workload": {"task": "rendering"},
                                                       "constraints": {"budget": 1, "currency": "EUR"}}))
        done = self.box.run("recommend", path, "--budget", "€4k", "--json")
        self.assertEqual(json.loads(done.stdout)["plan"]["constraints"]["budget"], 4000)
        done = self.box.run("recommend", path, "--budget", "$4k", "--json")
        self.assertEqual(done.returncode, 2)
        self.assertIn("EUR", done.stderr.decode())

    def test_meant(self):
        for arguments, meant in ((["recomend"], "recommend"), (["estimat"], "estimate"), (["Compare"], "compare"),
                                 (["recommend", "--budgt", "3"], "--budget"), (["recommend", "--curency=EUR"], "--currency"),
                                 (["chart", "--outpt", "x"], "--output"), (["help", "recomend"], "recommend")):
            with self.subTest(arguments):
                done = self.box.run(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(f"Did you mean “{meant}”?", done.stderr.decode())
        for arguments in (["juggle"], ["recommend", "--colour", "red"]):
            self.assertNotIn("Did you mean", self.box.run(*arguments).stderr.decode())

    def test_help(self):
        for verb in ("recommend", "estimate", "catalog", "batch"):
            done = self.box.run("help", verb)
            self.assertEqual((done.returncode, done.stdout), (0, self.box.run(verb, "--help").stdout))
        self.assertEqual(self.box.run("help").stdout, self.box.run("--help").stdout)

    def test_plan_without_verb(self):
        plan = json.dumps({"format": "headroom-plan", "version": 1, "workload": {"task": "rendering"}})
        path = self.box.file("a.headroom", plan)
        expected = self.box.run("recommend", path, "--today", TODAY)
        self.assertEqual(expected.returncode, 0)
        for arguments, stdin in (([path], ""), (["-"], plan), (["--task", "rendering"], "")):
            done = self.box.run(*arguments, "--today", TODAY, stdin=stdin)
            self.assertEqual((done.returncode, done.stdout), (0, expected.stdout), arguments)


class Export(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def read(self, path):
        with open(path, "rb") as file:
            return file.read()

    def test_an_edited_list_is_kept(self):
        for name in ("gpus.csv", "catalog.json", "ram_kits.csv"):
            path = os.path.join(self.box.path, name)
            self.assertEqual(self.box.run("catalog", "export", path).returncode, 0)
            written = self.read(path)
            done = self.box.run("catalog", "export", path)
            self.assertEqual((done.returncode, done.stderr), (0, b""), "the same again is no loss")
            self.assertFalse(os.path.exists(path + "~"))
            self.box.file(name, written + b"my own line\n")
            done = self.box.run("catalog", "export", path)
            self.assertEqual(done.returncode, 0)
            self.assertIn(name + "~", done.stderr.decode())
            self.assertEqual(self.read(path), written)
            self.assertEqual(self.read(path + "~"), written + b"my own line\n")

    def test_what_is_no_list_is_replaced(self):
        for content in (b"", b"old\n"):
            path = self.box.file("gpus.csv", content)
            done = self.box.run("catalog", "export", path)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertGreater(os.path.getsize(path), 1000)
            self.assertFalse(os.path.exists(path + "~"))


if __name__ == "__main__":
    sys.exit(tap.main())
