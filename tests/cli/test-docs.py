#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the README and docs/ show is what the program says, names every key, and leads somewhere."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

from box import CLI, Box
import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]\d+)?")


def keys_of(schema, found):
    """Every name of a member anywhere in a JSON Schema."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                found.update(value)
            keys_of(list(value.values()) if name == "properties" else value, found)
    elif isinstance(schema, list):
        for value in schema:
            keys_of(value, found)
    return found


def members_of(answer, found):
    """Every name of a member anywhere in an answer but in its plan, and in settings (the plan's keys)."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            found.add(name)
            if name not in ("plan", "settings"):
                members_of(value, found)
    elif isinstance(answer, list):
        for value in answer:
            members_of(value, found)
    return found


class Docs(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def page(self, name):
        return (ROOT / "docs" / name).read_text(encoding="utf-8")

    def test_outputs(self):
        if os.environ.get("HEADROOM_TEST_KIND") == "asan":
            self.skipTest("the other build compares them")
        done = subprocess.run([sys.executable, ROOT / "build-aux" / "update-readme", "--check", CLI],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, "run build-aux/update-readme:\n" + done.stdout[:3000] + done.stderr[:500])

    def test_links(self):
        for page in PAGES:
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
                if "://" not in target:
                    self.assertTrue((page.parent / target).exists(), f"{page.name}: {target}")

    def test_every_page_is_reached(self):
        text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
        for page in PAGES[1:]:
            self.assertRegex(text, rf"\]\((docs/)?{re.escape(page.name)}", page.name)

    def test_plan_keys(self):
        schema = json.loads((ROOT / "data" / "plan.schema.json").read_text(encoding="utf-8"))
        page = self.page("plan-format.md")
        missing = [key for key in sorted(keys_of(schema, set())) if not re.search(rf"\b{re.escape(key)}\b", page)]
        self.assertEqual(missing, [])

    def test_answers(self):
        page = self.page("answers-format.md")
        tune = ("--task", "nlp-fine-tune", "--model", "llama-3.1-8b")
        for question in (["recommend", *tune, "--explain"], ["recommend", "--task", "llm-inference", "--budget", "300"],
                         ["recommend", "--task", "rendering"], ["recommend", "--task", "scientific"],
                         ["estimate", "--task", "llm-inference", "--gpu", "rtx-4090"],
                         ["diagnose", *tune, "--method", "full", "--gpu", "rtx-4090"],
                         ["compare", "rtx-4090", "a100-pcie-80gb", *tune], ["reach", "--task", "llm-inference"], ["detect"]):
            answer = json.loads(self.box.run(*question, "--json").stdout)
            missing = [name for name in sorted(members_of(answer, set())) if not re.search(rf"\b{re.escape(name)}\b", page)]
            self.assertEqual(missing, [], question[0])

    def test_plans(self):
        plans = [text for kind, text in FENCED.findall(self.page("plan-format.md")) if kind == "json"]
        self.assertTrue(plans)
        for text in plans:
            done = self.box.run("recommend", "-", "--json", stdin=text)
            self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_batch(self):
        asked, answered = [text for kind, text in FENCED.findall(self.page("scale.md")) if not kind][:2]
        done = self.box.run("batch", stdin=asked).stdout.decode().splitlines()
        shown = answered.splitlines()
        self.assertEqual(len(done), len(shown))
        for line, start in zip(done, shown):
            self.assertTrue(NUMBER.sub("N", line).startswith(NUMBER.sub("N", start.rstrip("…"))), (line[:200], start))


if __name__ == "__main__":
    sys.exit(tap.main())
