#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bash offers after a part of a command line."""
import os
import pathlib
import subprocess
import sys
import unittest

from box import CLI, Box
import tap

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "data" / "completions" / "headroom-cli.bash"
ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_headroom_cli
printf '%s\\n' "${COMPREPLY[@]}"
"""


class Completion(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def offered(self, *words):
        done = subprocess.run(["bash", "-c", ASK, "bash", SCRIPT, CLI, *words], capture_output=True, text=True,
                              env=self.box.env, cwd=self.box.path, check=True)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_verbs(self):
        self.assertEqual(self.offered("rec"), ["recommend"])
        self.assertEqual(self.offered("help", "est"), ["estimate"])
        self.box.file("mine.headroom", "{}")
        self.assertEqual(self.offered("mine"), ["mine.headroom"])

    def test_flags(self):
        self.assertEqual(set(self.offered("recommend", "--budg")), {"--budget", "--budget-covers"})
        self.assertIn("--log", self.offered("diagnose", "--l"))
        self.assertIn("--force", self.offered("catalog", "import", "--f"))

    def test_values(self):
        self.assertIn("rtx-4090", self.offered("estimate", "--gpu", "rtx-40"))
        self.assertIn("rtx-4090", self.offered("estimate", "--gpu", "=", "rtx-40"))
        self.assertIn("llama-3.1-8b", self.offered("recommend", "--model", "llama-3.1"))
        self.assertIn("resnet50", self.offered("recommend", "--model", "resn"))
        self.assertEqual(self.offered("recommend", "--task", "llm"), ["llm-inference"])
        self.assertEqual(self.offered("recommend", "--aim", "f"), ["fastest"])
        self.assertEqual(self.offered("recommend", "--open-frame", "t"), ["true"])
        self.assertIn("a100-pcie-80gb", self.offered("compare", "rtx-4090", "a100"))

    def test_values_are_accepted(self):
        """Whatever is offered for a flag is no wrong value of it."""
        for flag in ("aim", "condition", "host", "budget-covers"):
            for value in self.box.run("--values", flag).stdout.decode().split():
                done = self.box.run("recommend", "--task", "rendering", f"--{flag}", value, "--json")
                self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        self.assertEqual(self.box.run("--values", "budget").stdout, b"")
        self.assertGreater(len(self.box.run("--values", "gpu").stdout.split()), 200)

    def test_other_shells(self):
        for shell, name in (("zsh", "_headroom-cli"), ("fish", "headroom-cli.fish")):
            if any(os.access(os.path.join(folder, shell), os.X_OK) for folder in os.get_exec_path()):
                subprocess.run([shell, "-n", SCRIPT.parent / name], check=True)


if __name__ == "__main__":
    sys.exit(tap.main())
