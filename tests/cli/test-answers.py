#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of the verbs beside recommend, as the plan format promises them."""
import json
import os
import re
import subprocess
import sys
import unittest

from box import CLI, TASKS, TODAY, Box, plan
import tap


class Answers(unittest.TestCase):
    def setUp(self):
        self.box = Box()

    def tearDown(self):
        self.box.close()

    def good(self, *args, status=(0,), **keywords):
        done = self.box.run(*args, **keywords)
        self.assertIn(done.returncode, status, done.stderr.decode()[:2000])
        return done.stdout.decode()

    def check_estimate(self, estimate):
        memory = estimate["memory"]
        self.assertAlmostEqual(sum(term["gib"] for term in memory["terms"]), memory["required_gib"], places=6)
        self.assertLessEqual(memory["allocated_gib"], memory["reserved_gib"] + 1e-9)
        self.assertLessEqual(memory["reserved_gib"], memory["required_gib"] + 1e-9)
        self.assertLessEqual(memory["low_gib"], memory["required_gib"])
        self.assertLessEqual(memory["required_gib"], memory["high_gib"])
        self.assertLessEqual(estimate["throughput"]["low"], estimate["throughput"]["value"])
        self.assertLessEqual(estimate["throughput"]["value"], estimate["throughput"]["high"])
        self.assertIn(estimate["throughput"]["per"], ("gpu", "system"))
        self.assertGreater(estimate["throughput"]["value"], 0)
        self.assertGreaterEqual(estimate["host_memory"]["recommended_gib"], estimate["host_memory"]["required_gib"])
        self.assertTrue(estimate["stages"])
        self.assertIn(estimate["bound_by"], [stage["name"] for stage in estimate["stages"]])
        self.assertGreater(estimate["time"]["seconds"], 0)
        expected = "exceeds" if memory["required_gib"] > memory["available_gib"] else ("fits", "tight")
        self.assertIn(estimate["fit"], expected)

    def test_estimate_of_each_task(self):
        for task in TASKS:
            for gpu, count in (("rtx-4090", 1), ("rtx-3060-12gb", 1), ("h100-sxm5-80gb", 8)):
                with self.subTest(f"{task} {count} {gpu}"):
                    done = self.box.run("estimate", "--task", task, "--gpu", gpu, "--gpus", str(count), "--json")
                    self.assertIn(done.returncode, (0, 1), done.stderr.decode())
                    estimate = json.loads(done.stdout)
                    self.assertEqual(estimate["gpu"], gpu)
                    self.assertEqual(estimate["gpu_count"], count)
                    self.check_estimate(estimate)
                    self.assertEqual(done.returncode, 1 if estimate["fit"] == "exceeds" else 0)

    def test_explain(self):
        for task in TASKS:
            with self.subTest(task):
                answer = json.loads(self.good("estimate", "--task", task, "--gpu", "rtx-4090", "--explain", "--json",
                                              status=(0, 1)))
                self.assertGreaterEqual(len(answer["trace"]), 4)
                for term in answer["trace"]:
                    self.assertTrue(term["formula"])
                    self.assertTrue(term["id"])
                text = self.good("estimate", "--task", task, "--gpu", "rtx-4090", "--explain", status=(0, 1))
                for term in answer["trace"]:
                    self.assertIn(term["id"], text)

    def test_flags_and_files_say_the_same(self):
        content = json.dumps(plan("nlp-fine-tune", {"method": "lora", "batch": 2},
                                  system={"gpu": "rtx-3090", "gpu_count": 2}))
        path = self.box.file("plan.headroom", content)
        by_file = self.good("estimate", path, "--json", status=(0, 1))
        by_flags = self.good("estimate", "--task", "nlp-fine-tune", "--method", "lora", "--batch", "2", "--gpu",
                             "rtx-3090", "--gpus", "2", "--json", status=(0, 1))
        by_stdin = self.good("estimate", "-", "--json", stdin=content, status=(0, 1))
        by_set = self.good("estimate", path, "--set", "workload.batch=2", "--json", status=(0, 1))
        self.assertEqual(by_file, by_flags)
        self.assertEqual(by_file, by_stdin)
        self.assertEqual(by_file, by_set)
        changed = self.good("estimate", path, "--batch", "1", "--json", status=(0, 1))
        self.assertNotEqual(by_file, changed)

    def test_more_work_takes_more(self):
        def required(*args):
            return json.loads(self.good("estimate", "--gpu", "h200-sxm-141gb", "--json", *args,
                                        status=(0, 1)))["memory"]["required_gib"]
        nlp = ("--task", "nlp-fine-tune", "--model", "llama-3.1-8b")
        self.assertLess(required(*nlp, "--method", "qlora"), required(*nlp, "--method", "lora"))
        self.assertLess(required(*nlp, "--method", "lora"), required(*nlp, "--method", "full"))
        self.assertLess(required(*nlp, "--batch", "1"), required(*nlp, "--batch", "8"))

    def test_what_auto_became(self):
        args = ("estimate", "--task", "nlp-fine-tune", "--model", "llama-3.1-8b", "--gpu", "rtx-4090")
        answer = json.loads(self.good(*args, "--batch", "auto", "--json", status=(0, 1)))
        self.assertGreaterEqual(answer["settings"]["batch"], 1)
        self.assertIn("Picked for you", self.good(*args, "--batch", "auto", status=(0, 1)))
        self.assertNotIn("settings", json.loads(self.good(*args, "--batch", "1", "--sharding", "none", "--json", status=(0, 1))))

    def test_many_cards_on_a_small_platform(self):
        for count in ("8", "9", "100", "100000"):
            with self.subTest(count):
                self.good("estimate", "--task", "nlp-fine-tune", "--gpu", "rtx-4090", "--gpus", count, "--platform", "am5",
                          status=(0, 1))

    def test_compare(self):
        args = ("compare", "rtx-4090", "a100-pcie-80gb", "--task", "nlp-fine-tune", "--today", TODAY)
        answer = json.loads(self.good(*args, "--json"))
        self.assertEqual([column["gpu"] for column in answer["columns"]], ["rtx-4090", "a100-pcie-80gb"])
        for column in answer["columns"]:
            self.check_estimate(column["estimate"])
        self.assertTrue(answer["verdict"])
        text = self.good(*args)
        self.assertIn("GeForce RTX 4090", text)
        self.assertIn(answer["verdict"][0], text)

    def test_catalog_list_and_show(self):
        listing = json.loads(self.good("catalog", "list", "--json"))
        self.assertGreaterEqual(len(listing["gpus"]), 100)
        for section in ("ram_kits", "platforms", "host_parts", "rent_offers", "exchange_rates"):
            self.assertTrue(listing[section])
        card = json.loads(self.good("catalog", "show", "rtx-4090", "--json"))
        self.assertEqual(card["vram_gib"], 24)
        self.assertIn(card, listing["gpus"])
        self.assertIn("rtx-4090", self.good("catalog", "list"))
        self.assertIn("1008", self.good("catalog", "show", "rtx-4090"))

    def test_catalog_round_trip(self):
        path = self.box.path + "/exported.json"
        self.good("catalog", "export", path)
        self.good("catalog", "validate", path)
        before = self.good("catalog", "list", "--json")
        self.assertEqual(before, self.good("catalog", "list", "--json", "--catalog", path))
        with open(path, encoding="utf-8") as exported:
            catalog = json.load(exported)
        for gpu in catalog["gpus"]:
            if gpu["id"] == "rtx-4090":
                gpu["prices"] = [{"usd": 1234, "date": "2026-11-20", "condition": "new", "kind": "street",
                                   "source": "a shop"}]
        changed = self.box.file("changed.json", json.dumps(catalog))
        self.good("catalog", "import", changed)
        self.assertTrue(os.path.exists(self.box.path + "/data/headroom/catalog.json"))
        self.assertEqual(json.loads(self.good("catalog", "show", "rtx-4090", "--json"))["price_usd"], 1234)

    def test_diagnose(self):
        args = ("diagnose", "--task", "nlp-fine-tune", "--model", "llama-3.1-8b", "--method", "full", "--gpu", "rtx-4090",
                "--ram-gib", "32")
        answer = json.loads(self.good(*args, "--json", status=(0, 1)))
        memory = answer["estimate"]["memory"]
        self.assertAlmostEqual(answer["vram_short_gib"], memory["required_gib"] - memory["available_gib"], places=6)
        self.assertTrue(answer["remedies"])
        enough = [remedy["is_enough"] for remedy in answer["remedies"]]
        self.assertEqual(enough, sorted(enough, reverse=True))
        for remedy in answer["remedies"]:
            if remedy["is_enough"]:
                self.assertNotEqual(remedy["estimate"]["fit"], "exceeds")
        self.assertIn("GPU memory runs out", self.good(*args, status=(0, 1)))
        fine = json.loads(self.good("diagnose", "--task", "image-classification", "--gpu", "h100-pcie-80gb",
                                    "--ram-gib", "512", "--json"))
        self.assertEqual(fine["vram_short_gib"], 0)
        self.assertEqual(fine["ram_short_gib"], 0)
        self.assertEqual(fine["remedies"], [])
        self.assertGreater(fine["estimate"]["largest"]["batch"], 0)

    def test_diagnosis_is_the_same_in_text(self):
        scene = {"triangles": 5e8, "textures": [{"count": 200, "width": 8192, "height": 8192, "channels": 4,
                                                  "bytes_per_channel": 2}]}
        cases = [
            ("nlp-fine-tune", {"model": "llama-3.1-8b", "method": "full", "precision": "fp32", "batch": 16}, "a100-pcie-80gb"),
            ("llm-inference", {"model": "llama-3.1-70b"}, "rtx-4090"),
            ("llm-inference", {"model": "llama-3.1-70b", "offload": "none"}, "rtx-4090"),
            ("image-classification", {"model": "resnet50", "batch": 512}, "rtx-3060-12gb"),
            ("scientific", {"kernel": "lattice", "cells": 4e8}, "rtx-3060-12gb"),
            ("rendering", scene, "rtx-3060-12gb"),
        ]
        for task, work, gpu in cases:
            question = json.dumps(plan(task, work, system={"gpu": gpu, "ram_gib": 64}))
            answer = json.loads(self.good("diagnose", "-", "--json", stdin=question, status=(0, 1)))
            text = self.good("diagnose", "-", stdin=question, status=(0, 1))
            self.assertTrue(answer["remedies"], task)
            self.assertEqual("GPU memory runs out" in text, answer["vram_short_gib"] > 0)
            self.assertEqual("RAM runs out" in text, answer["ram_short_gib"] > 0)
            self.assertEqual("stays in RAM" in text, answer["estimate"]["fit"] == "offloads")
            rows = re.findall(r"^.+?  +(yes|no) .*", text.partition("What helps")[2], re.MULTILINE)
            self.assertEqual([row == "yes" for row in rows], [remedy["is_enough"] for remedy in answer["remedies"]])
            for remedy in answer["remedies"]:
                if remedy["kind"] == "together":
                    self.assertGreater(len(remedy["parts"]), 0)
                    self.assertIn("Several settings together: ", text)
                if remedy["kind"] == "rent":
                    self.assertGreater(remedy["price_run"], 0)

    def test_inspect(self):
        config = {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
                  "num_key_value_heads": 8, "intermediate_size": 14336, "vocab_size": 128256}
        path = self.box.file("config.json", json.dumps(config))
        answer = json.loads(self.good("inspect", path, "--json"))
        self.assertEqual(answer["kind"], "config")
        self.assertAlmostEqual(answer["parameters"], 8.03e9, delta=0.01e9)
        self.assertEqual(answer["model_config"]["hidden_size"], 4096)
        self.assertIn("8.03", self.good("inspect", path))
        estimate = json.dumps(plan("llm-inference", {"model_config": answer["model_config"]}, system={"gpu": "rtx-4090"}))
        self.good("estimate", "-", stdin=estimate, status=(0, 1))
        header = json.dumps({"w": {"dtype": "BF16", "shape": [1000, 1000], "data_offsets": [0, 2000000]}}).encode()
        tensors = len(header).to_bytes(8, "little") + header + b"\0" * 2000000
        answer = json.loads(self.good("inspect", self.box.file("w.safetensors", tensors), "--json"))
        self.assertEqual(answer["parameters"], 1e6)
        self.assertEqual(answer["tensor_bytes"], 2e6)
        for name, content in {"a.safetensors": b"\xff" * 8 + b"{}", "b.gguf": b"GGUF\3\0\0\0" + b"\xff" * 16,
                              "c.txt": b"hello", "d.json": b"{", "e.gguf": b"", "f.json": b"[]"}.items():
            with self.subTest(name):
                done = self.box.run("inspect", self.box.file(name, content))
                self.assertEqual(done.returncode, 2)
                self.assertTrue(done.stderr.startswith(b"headroom-cli: "))

    def test_detect(self):
        answer = json.loads(self.good("detect", "--json"))
        self.assertGreater(answer["cpu_threads"], 0)
        self.assertGreater(answer["ram_gib"], 0)
        self.assertIsInstance(answer["gpus"], list)
        self.assertIn("RAM", self.good("detect"))

    def test_charts(self):
        kinds = self.good("chart", "--help").split("KIND is one of: ")[1].split(".\n")[0].split(", ")
        self.assertGreaterEqual(len(kinds), 6)
        starts = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF-"}
        for kind in kinds:
            for suffix, start in starts.items():
                with self.subTest(f"{kind} {suffix}"):
                    path = f"{self.box.path}/{kind}.{suffix}"
                    self.good("chart", kind, "-o", path, "--task", "nlp-fine-tune", "--budget", "20000",
                              status=(0, 1))
                    with open(path, "rb") as drawing:
                        self.assertEqual(drawing.read(len(start)), start)
        for args in (["pie", "-o", "a.svg"], [kinds[0]], [kinds[0], "-o", "a.gif"], [], [kinds[0], "-o", "/nowhere/a.svg"],
                     [kinds[0], "-o", "a.svg", "--theme", "pink"], [kinds[0], "-o", "a.svg", "--width", "999999"]):
            with self.subTest(" ".join(args)):
                self.assertEqual(self.box.run("chart", *args).returncode, 2)

    def test_examples(self):
        folder = os.path.join(os.environ["HEADROOM_TEST_DATA"], "../data/examples")
        examples = sorted(os.listdir(folder))
        self.assertGreaterEqual(len(examples), 5)
        for name in examples:
            with self.subTest(name):
                done = self.box.run("recommend", os.path.join(folder, name), "--today", TODAY)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                self.assertEqual(done.stderr, b"")

    def test_tables_round_trip(self):
        for section in ("gpus", "ram_kits", "platforms", "host_parts", "rent_offers", "exchange_rates"):
            with self.subTest(section):
                path = f"{self.box.path}/{section}.csv"
                before = self.good("catalog", "list", "--json")
                self.good("catalog", "export", path)
                self.good("catalog", "validate", path)
                self.good("catalog", "import", path)
                self.assertEqual(before, self.good("catalog", "list", "--json"))

    def test_help_everywhere(self):
        for verb in ("recommend", "estimate", "compare", "diagnose", "catalog", "chart", "inspect", "detect", "batch"):
            with self.subTest(verb):
                text = self.good(verb, "--help")
                self.assertIn("--catalog", text)
                self.assertIn("--json", text)
                self.assertIn(f"headroom-cli {verb}", text)
                self.assertIn(verb, self.good("--help"))
        self.assertIn("--budget", self.good("recommend", "--help"))

    def test_version(self):
        self.assertRegex(self.good("--version"), r"^headroom-cli \d+\.\d+\.\d+\n$")

    def test_locales(self):
        args = ("estimate", "--task", "nlp-fine-tune", "--gpu", "rtx-4090", "--json")
        expected = self.good(*args, status=(0, 1))
        for locale in ("C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "nowhere"):
            with self.subTest(locale):
                self.assertEqual(expected, self.good(*args, status=(0, 1), env={"LC_ALL": locale}))
                self.good(*args[:-1], status=(0, 1), env={"LC_ALL": locale})

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CLI, "catalog", "list"], stdout=full, stderr=subprocess.PIPE,
                                  env=self.box.env, timeout=30)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    sys.exit(tap.main())
