#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No limit is said with null, in a plan and on the command line; and what stands against a plan that nothing meets."""
import json
import sys
import unittest

from box import Box, TODAY, plan
import tap


class Limits(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def constraints(self, *flags, given=None):
        answer = self.box.run("recommend", "-", "--json", "--today", TODAY, *flags,
                              stdin=json.dumps(plan("rendering", constraints=given or {})))
        self.assertIn(answer.returncode, (0, 1), answer.stderr)
        return json.loads(answer.stdout)["plan"]["constraints"]

    def test_zero_is_refused(self):
        for key in ("max_power_w", "deadline_hours"):
            done = self.box.run("recommend", "-", stdin=json.dumps(plan("rendering", constraints={key: 0})))
            self.assertEqual(done.returncode, 2, key)
            self.assertIn(b"$.constraints." + key.encode(), done.stderr)
            self.assertIn(b"null", done.stderr)
            done = self.box.run("recommend", "--task", "rendering", "--" + key.replace("_", "-"), "0")
            self.assertEqual(done.returncode, 2, key)

    def test_null_is_none(self):
        given = {"budget": 3000, "max_power_w": 500, "deadline_hours": 100}
        for word in ("null", "none"):
            got = self.constraints("--budget", word, "--max-power-w", word, "--deadline-hours", word, given=given)
            for key in given:
                self.assertIsNone(got.get(key), (word, key))
        got = self.constraints("--set", "constraints.max_power_w=null", given=given)
        self.assertIsNone(got.get("max_power_w"))
        self.assertEqual(got["budget"], 3000)
        self.assertIsNone(self.constraints(given={"max_power_w": None}).get("max_power_w"))

    def test_named_as_written(self):
        done = self.box.run("recommend", "-", stdin=json.dumps(plan("rendering")).replace("rendering\"", "rendering\", \"samples\": 1e400"))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"1e400", done.stderr)
        done = self.box.run("recommend", "--task", "rendering", "--budget", "1e400")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"1e400", done.stderr)

    def test_byte_order_mark(self):
        done = self.box.run("recommend", "-", "--today", TODAY, stdin=b"\xef\xbb\xbf" + json.dumps(plan("rendering")).encode())
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_nothing_feasible(self):
        """A nearest miss, or which filter took the last cards."""
        seen = set()
        for constraints in ({"budget": 1}, {"vendors": ["huawei"], "segments": ["consumer"]}, {"vendors": ["huawei"], "condition": "used"},
                            {"max_power_w": 1}, {"segments": ["consumer"], "vendors": ["huawei"], "max_gpus": 1},
                            {"vendors": ["huawei"], "segments": ["datacenter"], "host": "tower"}):
            done = self.box.run("recommend", "-", "--json", "--today", TODAY,
                                stdin=json.dumps(plan("nlp-fine-tune", {"model": "llama-3.1-405b", "method": "full"},
                                                      constraints=constraints)))
            self.assertEqual(done.returncode, 1, (constraints, done.stderr))
            answer = json.loads(done.stdout)
            self.assertEqual(answer["picks"], [])
            miss = answer["nearest_miss"]
            self.assertIsNotNone(miss, constraints)
            self.assertTrue(miss["message"], constraints)
            self.assertTrue(miss["reason"], constraints)
            if miss.get("pick") is None:
                seen.add(miss["reason"])
        self.assertIn("segment", seen)

    def test_engine_without_a_name(self):
        """What was read is written such that it reads the same."""
        asked = plan("llm-inference", {"engine": ""}, system={"gpu": "rtx-4090", "gpu_count": 1})
        first = self.box.run("recommend", "-", "--json", "--today", TODAY, stdin=json.dumps(asked))
        understood = json.loads(first.stdout)["plan"]
        again = self.box.run("recommend", "-", "--json", "--today", TODAY, stdin=json.dumps(understood))
        self.assertEqual(json.loads(again.stdout)["plan"], understood)


if __name__ == "__main__":
    sys.exit(tap.main())
