#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong with the input: exit status 2, one message with its place, nothing on standard
output, no signal, no traceback, in good time."""
import json
import os
import subprocess
import sys
import unittest

from box import CLI, Box, plan
import tap

SYSTEM = {"gpu": "rtx-4090", "gpu_count": 1}


def text(**keywords):
    return json.dumps(plan(**keywords))


def system(**keywords):
    return {"system": {**SYSTEM, **keywords}}


# name: (plan's bytes, what the message must name)
PLANS = {
    "empty": (b"", ""),
    "not-json": (b"this is no JSON", ""),
    "truncated": (text(**system()).encode()[:-9], ""),
    "array": (b"[]", "$"),
    "number": (b"3", "$"),
    "null": (b"null", "$"),
    "trailing": (text(**system()).encode() + b" x", ""),
    "no-workload": (b'{"format": "headroom-plan", "version": 1}', "workload"),
    "no-task": (b'{"format": "headroom-plan", "version": 1, "workload": {}}', "$.workload.task"),
    "unknown-task": (text(task="cooking"), "$.workload.task"),
    "task-number": (b'{"format": "headroom-plan", "version": 1, "workload": {"task": 3}}', "$.workload.task"),
    "other-format": (b'{"format": "recipe", "version": 1, "workload": {"task": "rendering"}}', "$.format"),
    "version-from-the-future": (b'{"format": "headroom-plan", "version": 99, "workload": {"task": "rendering"}}',
                                "$.version"),
    "workload-array": (b'{"format": "headroom-plan", "version": 1, "workload": []}', "$.workload"),
    "batch-text": (text(workload={"batch": "many"}, **system()), "$.workload.batch"),
    "batch-negative": (text(workload={"batch": -4}, **system()), "$.workload.batch"),
    "batch-fraction": (text(workload={"batch": 1.5}, **system()), "$.workload.batch"),
    "batch-huge": (text(workload={"batch": 10 ** 12}, **system()), "$.workload.batch"),
    "batch-list": (text(workload={"batch": [1]}, **system()), "$.workload.batch"),
    "method-unknown": (text(workload={"method": "magic"}, **system()), "$.workload.method"),
    "method-number": (text(workload={"method": 1}, **system()), "$.workload.method"),
    "model-unknown": (text(workload={"model": "llama-99"}, **system()), "$.workload.model"),
    "nan": (b'{"format": "headroom-plan", "version": 1, "workload": {"task": "rendering", "samples": NaN}}', ""),
    "infinity": (b'{"format": "headroom-plan", "version": 1, "workload": {"task": "rendering", "samples": 1e999}}', ""),
    "gpu-unknown": (text(system={"gpu": "rtx-9999"}), "$.system.gpu"),
    "gpu-number": (text(system={"gpu": 4090}), "$.system.gpu"),
    "gpu-count-zero": (text(**system(gpu_count=0)), "$.system.gpu_count"),
    "gpu-count-billion": (text(**system(gpu_count=10 ** 9)), "$.system.gpu_count"),
    "gpu-count-negative": (text(**system(gpu_count=-1)), "$.system.gpu_count"),
    "platform-unknown": (text(**system(platform="am9")), "$.system.platform"),
    "ram-negative": (text(**system(ram_gib=-1)), "$.system.ram_gib"),
    "budget-negative": (text(constraints={"budget": -5}, **system()), "$.constraints.budget"),
    "budget-text": (text(constraints={"budget": "3000"}, **system()), "$.constraints.budget"),
    "budget-huge": (text(constraints={"budget": 1e300}, **system()), "$.constraints.budget"),
    "currency-unknown": (text(constraints={"currency": "XYZ"}, **system()), "$.constraints.currency"),
    "currency-long": (text(constraints={"currency": "DOLLARS"}, **system()), "$.constraints.currency"),
    "vendors-text": (text(constraints={"vendors": "nvidia"}, **system()), "$.constraints.vendors"),
    "vendors-unknown": (text(constraints={"vendors": ["nvidia", "acme"]}, **system()), "$.constraints.vendors"),
    "max-gpus-zero": (text(constraints={"max_gpus": 0}, **system()), "$.constraints.max_gpus"),
    "electricity-negative": (text(economics={"electricity_per_kwh": -1}, **system()),
                             "$.economics.electricity_per_kwh"),
    "invalid-utf8": (b'{"format": "headroom-plan", "version": 1, "title": "\xff\xfe", "workload": {"task": "rendering"}}',
                     ""),
    "deep": (b"[" * 100000 + b"]" * 100000, ""),
    "model-config-contradicts": (text(workload={"model_config": {"hidden_size": -1}}, **system()),
                                 "$.workload.model_config"),
    "model-config-huge": (text(workload={"model_config": {"hidden_size": 2 ** 31, "num_hidden_layers": 2 ** 31,
                                                          "num_attention_heads": 1, "vocab_size": 2 ** 31}},
                               **system()), "$.workload.model_config"),
}


class Refusals(unittest.TestCase):
    def setUp(self):
        self.box = Box()

    def tearDown(self):
        self.box.close()

    def refused(self, done, place=""):
        message = done.stderr.decode()
        self.assertEqual(done.returncode, 2, message[:2000])
        self.assertEqual(done.stdout, b"")
        self.assertTrue(message.startswith("headroom-cli: "), message[:500])
        self.assertIn(place, message)
        self.assertLess(len(message), 4000)
        for word in ("CRITICAL", "WARNING", "Traceback", "assertion"):
            self.assertNotIn(word, message)


class BadInput(Refusals):
    def test_plans(self):
        for name, (content, place) in PLANS.items():
            with self.subTest(name):
                self.refused(self.box.run("estimate", self.box.file("plan.headroom", content)), place)

    def test_plan_on_standard_input(self):
        self.refused(self.box.run("estimate", "-", stdin=b"{"))

    def test_a_string_of_200_mb(self):
        content = b'{"format": "headroom-plan", "version": 1, "title": "' + b"x" * 200_000_000 + b'"}'
        self.refused(self.box.run("estimate", self.box.file("big.headroom", content)))

    def test_an_endless_stream(self):
        with open("/dev/zero", "rb") as zero:
            done = subprocess.run([CLI, "estimate", "-"], stdin=zero, capture_output=True, timeout=60,
                                  env=self.box.env)
        self.refused(done)

    def test_no_such_file(self):
        self.refused(self.box.run("estimate", "nowhere.headroom"), "nowhere.headroom")

    def test_a_folder(self):
        self.refused(self.box.run("estimate", self.box.path))

    def test_unreadable_file(self):
        if os.geteuid() == 0:
            self.skipTest("root reads everything")
        path = self.box.file("plan.headroom", text(**system()))
        os.chmod(path, 0)
        self.refused(self.box.run("estimate", path), path)

    def test_flags(self):
        for args in (["--batch", "many"], ["--budget", "0x"], ["--budget", ""], ["--budget", "-1"],
                     ["--task", "cooking"], ["--vendors", "acme"], ["--gpu", "nothing"], ["--gpus", "1e9"],
                     ["--gpus", "nan"], ["--set", "nonsense"], ["--set", "workload"], ["--unknown-flag"],
                     ["--catalog"], ["--method"], ["--today", "tomorrow"], ["one", "two"]):
            with self.subTest(" ".join(args)):
                self.refused(self.box.run("estimate", "--task", "nlp-fine-tune", "--gpu", "rtx-4090", *args))

    def test_verbs(self):
        for args in ([], ["juggle"], ["batch", "file"], ["catalog"], ["catalog", "eat"], ["catalog", "show"],
                     ["catalog", "show", "nothing"], ["catalog", "show", "a", "b"],
                     ["compare"], ["compare", "rtx-4090"], ["compare", "rtx-4090", "nothing", "--task", "rendering"],
                     ["estimate"], ["estimate", "--task", "rendering"], ["recommend"]):
            with self.subTest(" ".join(args) or "none"):
                self.refused(self.box.run(*args))

    def test_an_unknown_key_is_a_warning(self):
        path = self.box.file("plan.headroom", text(workload={"colour": "blue"}, **system()))
        done = self.box.run("estimate", path)
        self.assertIn(done.returncode, (0, 1))
        self.assertIn("$.workload.colour", done.stderr.decode())
        self.assertTrue(done.stdout)

    def test_messages_name_the_line(self):
        content = json.dumps(plan(workload={"batch": "many"}, **system()), indent=1)
        line = 1 + content[:content.index('"batch"')].count("\n")
        done = self.box.run("estimate", self.box.file("plan.headroom", content))
        self.refused(done, "$.workload.batch")
        self.assertIn(f"line {line}", done.stderr.decode())


# name: (catalog's bytes, what the message must name)
def gpus(*rows):
    return json.dumps({"format": "headroom-catalog", "version": 1, "gpus": list(rows)})


CATALOGS = {
    "empty": (b"", ""),
    "not-json": (b"gpu;price\n", ""),
    "truncated": (gpus({"id": "rtx-4090"}).encode()[:-3], ""),
    "array": (b"[]", "$"),
    "gpus-object": (b'{"format": "headroom-catalog", "version": 1, "gpus": {}}', "$.gpus"),
    "row-number": (gpus(3), "$.gpus[0]"),
    "duplicate-ids": (gpus({"id": "rtx-4090"}, {"id": "rtx-4090"}), "$.gpus[1]"),
    "price-negative": (gpus({"id": "rtx-4090", "prices": [{"usd": -1, "date": "2026-11"}]}), "$.gpus[0]"),
    "price-zero": (gpus({"id": "rtx-4090", "prices": [{"usd": 0, "date": "2026-11"}]}), "$.gpus[0]"),
    "vendor-unknown": (gpus({"id": "rtx-4090", "vendor": "acme"}), "$.gpus[0].vendor"),
    "vram-text": (gpus({"id": "rtx-4090", "vram_gib": "much"}), "$.gpus[0].vram_gib"),
    "invalid-utf8": (b'{"format": "headroom-catalog", "version": 1, "gpus": [{"id": "\xff"}]}', ""),
}


class BadCatalog(Refusals):
    def test_catalogs(self):
        for name, (content, place) in CATALOGS.items():
            with self.subTest(name):
                path = self.box.file("catalog.json", content)
                self.refused(self.box.run("catalog", "validate", path), place)
                self.refused(self.box.run("estimate", "--catalog", path, "--task", "rendering", "--gpu", "rtx-4090"),
                             place)

    def test_import_changes_nothing(self):
        path = self.box.file("catalog.json", CATALOGS["vram-text"][0])
        self.refused(self.box.run("catalog", "import", path))
        self.assertFalse(os.path.exists(self.box.path + "/data/headroom/catalog.json"))

    def test_no_such_catalog(self):
        self.refused(self.box.run("catalog", "list", "--catalog", "nowhere.json"), "nowhere.json")

    def test_unwritable_outputs(self):
        self.refused(self.box.run("catalog", "export", "/nowhere/catalog.json"), "/nowhere/catalog.json")


if __name__ == "__main__":
    sys.exit(tap.main())
