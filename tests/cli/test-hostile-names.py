#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that come from files: long ones, such as command a terminal, and such as a spreadsheet computes."""
import csv
import json
import os
import struct
import sys
import unittest

from box import Box, plan
import tap

HOSTILE = "a\x1b[31m\x9b0m\u202e\x07=1"
FORMULA = "=HYPERLINK(1)"
GPU = {"id": "mine-1", "name": HOSTILE, "vendor": "nvidia", "segment": "consumer", "arch": "ada",
       "form": "pcie-active", "memory_type": "gddr6", "vram_gib": 24, "bandwidth_gb_s": 900, "notes": FORMULA}


def text(value):
    raw = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<Q", len(raw)) + raw


def gguf(*pairs, tensors=()):
    return b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs)) + b"".join(pairs) + b"".join(tensors)


def text_pair(key, value):
    return text(key) + struct.pack("<I", 8) + text(value)


class HostileNames(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def clean(self, raw):
        """UTF-8, and nothing in it that commands a terminal."""
        shown = raw.decode()
        bad = [c for c in shown if c not in "\n\t" and (ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e")]
        self.assertFalse(bad, shown[:500])
        return shown

    def gpu(self, **more):
        return self.box.file("mine.json", json.dumps(
            {"format": "headroom-catalog", "version": 1, "base": "built-in", "gpus": [{**GPU, **more}]}))

    def test_cut_within_a_character(self):
        for pad in range(8):
            name = "x" * pad + "é显🚀" * 200
            path = self.box.file("m.gguf", gguf(text_pair("general.architecture", name), text_pair("general.name", name)))
            done = self.box.run("inspect", path)
            self.clean(done.stdout + done.stderr)
            self.assertEqual(done.returncode, 0, done.stderr)
            answer = self.box.json("inspect", path)
            self.assertNotIn("\ufffd", json.dumps(answer, ensure_ascii=False))
        done = self.box.run("detect", env={"PATH": self.smi("é" * 300)})
        self.clean(done.stdout + done.stderr)

    def smi(self, name):
        folder = os.path.join(self.box.path, "bin")
        os.makedirs(folder, exist_ok=True)
        path = self.box.file("bin/nvidia-smi", f"#!/bin/sh\nprintf '%s\\n' '{name}, 24564, 24000'\n")
        os.chmod(path, 0o755)
        return folder + ":" + os.environ["PATH"]

    def test_terminal(self):
        mine = self.gpu()
        for args in (("catalog", "list"), ("catalog", "show", "mine-1"), ("catalog", "list", "--json"),
                     ("catalog", "show", "mine-1", "--json")):
            done = self.box.run(*args, "--catalog", mine)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.clean(done.stdout + done.stderr)
        shown = json.loads(self.box.run("catalog", "show", "mine-1", "--json", "--catalog", mine).stdout)
        self.assertEqual(shown["name"], HOSTILE)  # data are not changed, only escaped
        wrong = self.box.file("p.json", json.dumps(plan(workload={"model": HOSTILE, HOSTILE: 1})))
        done = self.box.run("recommend", wrong)
        self.assertEqual(done.returncode, 2)
        self.clean(done.stdout + done.stderr)
        self.clean(self.box.run("recommend", HOSTILE + ".json").stderr)
        self.clean(self.box.run("detect", env={"PATH": self.smi("R\033[31mTX")}).stdout)

    def test_spreadsheet(self):
        mine = self.gpu()
        table = os.path.join(self.box.path, "gpus.csv")
        self.assertEqual(self.box.run("catalog", "export", table, "--catalog", mine).returncode, 0)
        with open(table, newline="") as lines:
            rows = {row["id"]: row for row in csv.DictReader(lines)}
        self.assertEqual(rows["mine-1"]["notes"], "'" + FORMULA)
        for row in rows.values():
            for cell in row.values():
                self.assertFalse(cell[:1] in ("=", "+", "@"), cell)
        # And back again it is what it was.
        self.assertEqual(self.box.run("catalog", "import", table, "--force").returncode, 0)
        self.assertEqual(self.box.json("catalog", "show", "mine-1")["notes"], FORMULA)

    def test_huge_array(self):
        """Three thousand million bytes that nobody needs are not read one by one."""
        start = gguf(text("x") + struct.pack("<IIQ", 9, 0, 3_000_000_000))
        path = os.path.join(self.box.path, "huge.gguf")
        with open(path, "wb") as out:
            out.write(start)
            out.truncate(len(start) + 3_000_000_000)
        done = self.box.run("inspect", path, timeout=20)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    sys.exit(tap.main())
