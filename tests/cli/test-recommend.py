#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Five tasks at five budgets: a build that can be bought and does the work, or why there is none."""
import json
import os
import sys
import unittest

from box import TASKS, TODAY, Box, plan
import tap

BUDGETS = [500, 3000, 8000, 20000, 50000]
ROLES = {"best-value", "fastest", "cheapest", "most-headroom"}
REASONS = {"memory", "budget", "no-price", "host", "power", "vendor", "segment", "condition", "deadline", "software",
           "precision"}


class Recommend(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.box = Box()
        cls.catalog = cls.box.json("catalog", "list")
        cls.gpus = {gpu["id"]: gpu for gpu in cls.catalog["gpus"]}
        cls.kits = {kit["id"]: kit for kit in cls.catalog["ram_kits"]}
        cls.platforms = {platform["id"]: platform for platform in cls.catalog["platforms"]}

    @classmethod
    def tearDownClass(cls):
        cls.box.close()

    def ask(self, *args):
        done = self.box.run("recommend", "--today", TODAY, "--json", *args)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode()[:2000])
        answer = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if answer["picks"] else 1)
        return answer

    def check_build(self, pick, budget):
        build = pick["build"]
        gpu, platform = self.gpus[build["gpu"]], self.platforms[build["platform"]]
        self.assertLessEqual(build["price"], budget + 0.01)
        self.assertAlmostEqual(build["price"], sum(part["count"] * (part["unit_price"] or 0)
                                                   for part in build["parts"]), delta=0.02)
        self.assertIsNotNone(gpu["price_usd"] or any(part["kind"] == "system" for part in build["parts"]))
        for part in build["parts"]:
            if part["kind"] == "gpu":
                self.assertGreater(part["unit_price"], 0)
        self.assertLessEqual(build["ram_gib"], platform["max_ram_gib"])
        kits = [part for part in build["parts"] if part["kind"] == "ram"]
        self.assertEqual(bool(kits), "ram_channels_filled" in build)
        if kits:
            modules = kits[0]["count"] * self.kits[kits[0]["id"]]["modules"]
            self.assertEqual(build["ram_channels"], platform["memory_channels"])
            self.assertEqual(build["ram_channels_filled"], min(modules, platform["memory_channels"]))
        self.assertGreaterEqual(build["ram_gib"], pick["estimate"]["host_memory"]["required_gib"])
        if platform["kind"] == "tower":
            self.assertIn(gpu["form"], ("pcie-active", "machine"))
        if gpu["form"] in ("sxm", "oam", "mezzanine"):
            self.assertTrue(any(part["kind"] == "system" for part in build["parts"]))
        self.assertNotEqual(pick["estimate"]["fit"], "exceeds")
        memory = pick["estimate"]["memory"]
        self.assertLessEqual(memory["required_gib"], memory["available_gib"])

    def check_answer(self, answer, budget):
        for pick in answer["picks"]:
            self.check_build(pick, budget)
            self.assertLessEqual(set(pick["roles"]), ROLES)
            self.assertTrue(all(any(c.isdigit() for c in reason) for reason in pick["reasons"]), pick["reasons"])
        if answer["picks"]:
            self.assertTrue(answer["picks"][0]["reasons"])
            self.assertEqual({role for pick in answer["picks"] for role in pick["roles"]}, ROLES)
            self.assertIsNone(answer["nearest_miss"])
        else:
            self.assertIsNotNone(answer["nearest_miss"])
            self.assertGreater(answer["nearest_miss"]["by"], 0)
            self.assertTrue(answer["nearest_miss"]["message"])
        listed = {pick["build"]["gpu"] for pick in answer["picks"]}
        for excluded in answer["excluded"]:
            self.assertIn(excluded["reason"], REASONS)
            self.assertTrue(excluded["message"])
            self.assertNotIn(excluded["gpu"], listed)
        prices = [point["price"] for point in answer["pareto"]]
        self.assertEqual(prices, sorted(prices))
        seconds = [point["seconds"] for point in answer["pareto"]]
        self.assertEqual(seconds, sorted(seconds, reverse=True))

    def test_tasks_and_budgets(self):
        for task in TASKS:
            for budget in BUDGETS:
                with self.subTest(f"{task} {budget}"):
                    self.check_answer(self.ask("--task", task, "--budget", str(budget)), budget)

    def test_tiers(self):
        for tier, budget in ("learner", 2500), ("project-team", 15000), ("enterprise", 300000):
            for task in TASKS:
                with self.subTest(f"{tier} {task}"):
                    answer = self.ask("--tier", tier, "--task", task)
                    self.assertTrue(answer["picks"])
                    self.check_answer(answer, budget)
        self.assertEqual(self.ask("--tier", "learner", "--task", "rendering", "--budget", "1800")
                         ["plan"]["constraints"]["budget"], 1800)
        for wrong in ("--tier", "king", "--task", "rendering"), ("--tier", "learner"):
            done = self.box.run("recommend", *wrong)
            self.assertEqual(done.returncode, 2)
            self.assertTrue(done.stderr)

    def check_terms(self, answer):
        trace = {}
        for pick in answer["picks"] or [answer["nearest_miss"]["pick"]]:
            for what in "reason", "caution":
                self.assertEqual(len(pick[what + "s"]), len(pick[what + "_terms"]))
                for sentence, term in zip(pick[what + "s"], pick[what + "_terms"]):
                    if term is None:  # only what software says has no figure of ours behind it
                        self.assertIn(sentence, [finding["message"] for finding in pick["software"]])
                    else:
                        self.assertRegex(term, r"^[a-z]+\.[a-z0-9-]+$")
            if "trace" in pick:
                self.assertFalse(trace)
                trace = {term["id"]: term for term in pick["trace"]}
                self.assertEqual(len(trace), len(pick["trace"]))
                for term in pick["reason_terms"] + pick["caution_terms"]:
                    if term is not None:
                        self.assertIn(term, trace)
                cost, rate = pick["cost"], trace.get("price.exchange-rate", {"value": 1})["value"]
                for name, key in ("cost.job", "job"), ("cost.hour", "per_hour"), ("price.total", None):
                    figure = pick["build"]["price"] if key is None else cost[key]
                    self.assertAlmostEqual(trace[name]["value"], figure * rate, delta=1e-6 * figure * rate + 0.01)
                self.assertAlmostEqual(trace["energy.job"]["value"], cost["energy_kwh"])
                self.assertAlmostEqual(trace["memory.required"]["value"],
                                       pick["estimate"]["memory"]["required_gib"])
                self.assertRegex(trace["price.gpu" if "price.gpu" in trace else "price.system"]["date"],
                                 r"^\d{4}")
        self.assertTrue(trace)
        for threshold in answer["thresholds"]:
            if answer["picks"]:
                self.assertIn(threshold["term"], trace)

    def test_explain(self):
        for task in TASKS:
            for args in ("--budget", "6000"), ("--budget", "200"), ("--budget", "8000", "--currency", "EUR"):
                with self.subTest(f"{task} {args}"):
                    answer = self.ask("--task", task, "--explain", *args)
                    self.check_terms(answer)
                    plain = self.ask("--task", task, *args)
                    for pick in plain["picks"]:
                        self.assertNotIn("trace", pick)
        text = self.box.run("recommend", "--today", TODAY, "--task", "llm-inference", "--explain").stdout.decode()
        for term in "cost.job", "energy.wall", "price.gpu", "ranking.confidence", "memory.kv-cache":
            self.assertIn(f"  {term} = ", text)

    def test_there_is_an_answer_for_money(self):
        for task in TASKS:
            with self.subTest(task):
                self.assertTrue(self.ask("--task", task, "--budget", "20000")["picks"])

    def test_more_money_is_never_slower(self):
        for task in TASKS:
            with self.subTest(task):
                last = None
                for budget in BUDGETS:
                    picks = self.ask("--task", task, "--budget", str(budget), "--aim", "fastest")["picks"]
                    if picks and last is not None:
                        self.assertLessEqual(picks[0]["estimate"]["time"]["seconds"], last * (1 + 1e-9))
                    last = picks[0]["estimate"]["time"]["seconds"] if picks else last

    def test_nothing_for_nothing(self):
        answer = self.ask("--task", "llm-inference", "--budget", "1")
        self.assertEqual(answer["picks"], [])
        self.assertEqual(answer["nearest_miss"]["reason"], "budget")

    def test_constraints_hold(self):
        answer = self.ask("--task", "rendering", "--budget", "20000", "--vendors", "amd", "--max-gpus", "2")
        for pick in answer["picks"]:
            self.assertEqual(self.gpus[pick["build"]["gpu"]]["vendor"], "amd")
            self.assertLessEqual(pick["build"]["gpu_count"], 2)
        answer = self.ask("--task", "rendering", "--budget", "20000", "--segments", "workstation")
        for pick in answer["picks"]:
            self.assertEqual(self.gpus[pick["build"]["gpu"]]["segment"], "workstation")
        answer = self.ask("--task", "rendering", "--budget", "20000", "--max-power-w", "600")
        for pick in answer["picks"]:
            self.assertLessEqual(pick["cost"]["power_w"], 600)

    def test_aims(self):
        first = {aim: self.ask("--task", "nlp-fine-tune", "--method", "qlora", "--budget", "20000", "--aim", aim)["picks"][0]
                 for aim in sorted(ROLES)}
        for aim, pick in first.items():
            self.assertIn(aim, pick["roles"])
        self.assertLessEqual(first["cheapest"]["build"]["price"], first["fastest"]["build"]["price"])
        self.assertLessEqual(first["fastest"]["estimate"]["time"]["seconds"],
                             first["cheapest"]["estimate"]["time"]["seconds"])
        self.assertGreaterEqual(first["most-headroom"]["headroom_gib"], first["cheapest"]["headroom_gib"])

    def test_currency(self):
        dollars = self.ask("--task", "rendering", "--budget", "5000")
        euros = self.ask("--task", "rendering", "--budget", "5000", "--currency", "EUR")
        self.assertEqual(euros["picks"][0]["build"]["currency"], "EUR")
        rate = next(row["usd"] for row in self.catalog["exchange_rates"] if row["code"] == "EUR")
        self.assertLessEqual(euros["picks"][0]["build"]["price"], 5000)
        self.assertLessEqual(dollars["picks"][0]["build"]["price"], 5000)
        self.assertNotEqual(rate, 1)

    def test_defaults_keep_their_worth_in_another_currency(self):
        rates = {row["code"]: row["usd"] for row in self.catalog["exchange_rates"]}
        for flags in (), ("--tier", "learner"):
            dollars = self.ask("--task", "rendering", *flags)["plan"]
            for code in "EUR", "CNY":
                with self.subTest(f"{flags} {code}"):
                    other = self.ask("--task", "rendering", "--currency", code, *flags)["plan"]
                    for section, key in ("constraints", "budget"), ("economics", "electricity_per_kwh"):
                        worth = other[section][key] * rates[code]
                        self.assertAlmostEqual(worth / dollars[section][key], 1, delta=0.05)
        plan = self.ask("--task", "rendering", "--currency", "CNY", "--budget", "20000",
                        "--electricity-per-kwh", "0.6")["plan"]
        self.assertEqual((plan["constraints"]["budget"], plan["economics"]["electricity_per_kwh"]), (20000, 0.6))

    def test_the_plan_comes_back_understood(self):
        answer = self.ask("--task", "nlp-fine-tune", "--budget", "6000")
        again = self.box.file("again.headroom", json.dumps(answer["plan"]))
        same = self.ask(again)
        for one in (answer, same):
            one["stats"]["seconds"] = 0
        self.assertEqual(answer, same)

    def test_it_is_deterministic(self):
        answers = [self.ask("--task", "scientific", "--budget", "9000") for _ in range(3)]
        for answer in answers:
            answer["stats"]["seconds"] = 0
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])

    def test_human_text(self):
        for task in TASKS:
            for budget in ("1", "3000"):
                with self.subTest(f"{task} {budget}"):
                    done = self.box.run("recommend", "--task", task, "--budget", budget, "--today", TODAY)
                    self.assertIn(done.returncode, (0, 1))
                    text = done.stdout.decode()
                    self.assertTrue(text)
                    for word in ("(null)", "nan", "inf ", "$s", "…s", "%!"):
                        self.assertNotIn(word, text)

    def test_reports(self):
        path = os.path.join(self.box.path, "out.pdf")
        done = self.box.run("recommend", "--task", "rendering", "--budget", "3000", "--pdf", path)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        with open(path, "rb") as pdf:
            self.assertTrue(pdf.read(5).startswith(b"%PDF-"))
        for flag in ("--csv", "--markdown"):
            done = self.box.run("recommend", "--task", "rendering", "--budget", "3000", flag, path)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            with open(path, encoding="utf-8") as report:
                self.assertIn("GeForce", report.read())
        for flag in ("--pdf", "--csv", "--markdown"):
            with self.subTest(flag):
                done = self.box.run("recommend", "--task", "rendering", "--budget", "3000", flag, "/nowhere/out")
                self.assertEqual(done.returncode, 2)
                self.assertIn("/nowhere/out", done.stderr.decode())

    def test_old_cards_and_racks_are_said(self):
        answer = self.ask("--task", "image-classification", "--budget", "5000", "--aim", "cheapest")
        gone = [pick for pick in answer["picks"] if self.gpus[pick["build"]["gpu"]]["arch"] in ("pascal", "volta", "gcn5")]
        self.assertTrue(gone)
        for pick in answer["picks"]:
            said = any("no longer supports" in caution for caution in pick["cautions"])
            self.assertEqual(said, pick in gone, pick["build"]["gpu"])
            rack = any("rack server" in caution for caution in pick["cautions"])
            self.assertEqual(rack, self.platforms[pick["build"]["platform"]]["kind"] == "rack")
        racks = self.ask("--task", "image-classification", "--budget", "5000", "--host", "rack")["picks"]
        self.assertTrue(racks)
        self.assertFalse(any("rack server" in caution for pick in racks for caution in pick["cautions"]))

    def test_a_setting_does_what_is_said_of_it(self):
        seen, first = set(), {"nlp-fine-tune": (1200, 2000, 6000), "llm-inference": (3000,),
                              "image-classification": (3000,)}
        more = {"nlp-fine-tune": ((), ("--method", "full")), "llm-inference": (("--weight-format", "fp16", "--set", "workload.offload=none"),),
                "image-classification": (("--precision", "fp32"),)}
        for task, budgets in first.items():
            for budget in budgets:
                for flags in more[task]:
                    question = ("--task", task, "--budget", str(budget), *flags)
                    answer = self.ask(*question)
                    for change in answer["thresholds"]:
                        if change["quantity"] != "setting":
                            continue
                        with self.subTest(f"{question} {change['key']}"):
                            seen.add((task, bool(answer["picks"])))
                            pick = self.ask(*question, "--set",
                                            f"workload.{change['key']}={change['setting']}")["picks"][0]
                            self.assertEqual((pick["build"]["gpu"], pick["build"]["gpu_count"]),
                                             (change["then"], change["then_count"]))
                            self.assertAlmostEqual(pick["build"]["price"], change["value"], delta=0.01)
                            self.assertAlmostEqual(pick["cost"]["job"], change["job"], delta=1e-6 + 1e-6 * change["job"])
                            if answer["picks"]:
                                self.assertNotEqual((answer["picks"][0]["build"]["gpu"],
                                                     answer["picks"][0]["build"]["gpu_count"]),
                                                    (change["then"], change["then_count"]))
        self.assertIn(("nlp-fine-tune", True), seen)
        self.assertIn(("nlp-fine-tune", False), seen)
        self.assertIn(("llm-inference", True), seen)

    def test_a_price_that_changes_changes_the_answer(self):
        before = self.ask("--task", "rendering", "--budget", "3000")
        cheap = {"format": "headroom-catalog", "version": 1, "base": "built-in", "gpus": [
            {"id": "rtx-5090", "prices": [{"usd": 300, "date": "2026-11-20", "condition": "new",
                                        "kind": "street", "source": "a shop"}]}]}
        path = self.box.file("cheap.json", json.dumps(cheap))
        after = self.ask("--task", "rendering", "--budget", "3000", "--catalog", path)
        self.assertEqual(after["picks"][0]["build"]["gpu"], "rtx-5090")
        self.assertNotEqual(before["picks"][0]["build"]["gpu"], "rtx-5090")


class Verdict(unittest.TestCase):
    """What the first line says of the first two is true of them."""

    QUESTIONS = (
        ("--task", "llm-inference", "--model", "llama-3.1-405b", "--weight-format", "int4", "--budget", "60000"),
        ("--task", "llm-inference", "--model", "deepseek-v3", "--weight-format", "q4_k_m", "--budget", "10000"),
        ("--task", "nlp-fine-tune", "--model", "llama-3.1-8b", "--method", "full", "--budget", "30000"),
        ("--task", "image-classification", "--budget", "3000"), ("--task", "rendering", "--budget", "2500"),
        ("--task", "scientific", "--budget", "3000"), ("--task", "llm-inference", "--budget", "1500"),
        ("--task", "llm-inference", "--budget", "4000", "--aim", "fastest"),
        ("--task", "nlp-fine-tune", "--budget", "4000", "--aim", "cheapest"),
    )

    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def test_close_calls(self):
        seen = 0
        for question in self.QUESTIONS:
            answer = self.box.json("recommend", *question, "--today", TODAY)
            if answer["verdict"] != "close":
                continue
            seen += 1
            a, b = answer["picks"][:2]
            is_true = {
                "cost": a["cost"]["job"] < b["cost"]["job"],
                "room": a["chance"]["fits"] > b["chance"]["fits"] or a["headroom_gib"] > b["headroom_gib"],
                "speed": a["estimate"]["time"]["seconds"] < b["estimate"]["time"]["seconds"],
                "price": a["build"]["price"] < b["build"]["price"],
                "cards": a["build"]["gpu_count"] < b["build"]["gpu_count"],
                "quiet": a["cost"]["power_w"] < b["cost"]["power_w"],
            }
            self.assertTrue(is_true.get(answer["decided_by"], True), (question, answer["headline"]))
        self.assertGreater(seen, 2)

    def test_nobody_waits(self):
        """A model that runs from RAM slower than people read is no answer where money buys cards for it."""
        rate = {}
        for aim in ("best-value", "cheapest"):
            answer = self.box.json("recommend", *self.QUESTIONS[0], "--aim", aim, "--today", TODAY)
            first = answer["picks"][0]["estimate"]
            rate[aim] = first["throughput"]["value"]
            self.assertEqual(first["fit"] == "offloads", aim == "cheapest", aim)
        self.assertGreater(rate["best-value"], 3 * rate["cheapest"])


if __name__ == "__main__":
    sys.exit(tap.main())
