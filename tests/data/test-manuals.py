#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-manuals.py HEADROOM-CLI [HEADROOM]
That the programs know each option that their manual pages name, and the manual pages the version."""
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAMS = [os.path.abspath(name) for name in sys.argv[1:]]
del sys.argv[1:]


def manual(name):
    with open(os.path.join(ROOT, "data/man", name), encoding="utf-8") as source:
        return source.read().replace("\\-", "-")


def options(text):
    return sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)))


def ask(program, *arguments):
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
                          timeout=60, check=False, encoding="utf-8")


class Manuals(unittest.TestCase):
    def test_command_line(self):
        text = manual("headroom-cli.1")
        general = ask(PROGRAMS[0], "--help").stdout
        verbs = [verb for verb in re.findall(r"^  +([a-z]+)\b", general, re.MULTILINE)
                 if ask(PROGRAMS[0], verb, "--help").returncode == 0]
        self.assertIn("recommend", verbs)
        known = options(general + "".join(ask(PROGRAMS[0], verb, "--help").stdout for verb in verbs))
        self.assertGreater(len(options(text)), 5)
        self.assertEqual([name for name in options(text) if name not in known], [])

    def test_window(self):
        if len(PROGRAMS) < 2:
            self.skipTest("the window is not built")
        known = options(ask(PROGRAMS[1], "--help").stdout)
        self.assertEqual(options(manual("headroom.1")), ["--help", "--new-window", "--version"])
        self.assertEqual([name for name in options(manual("headroom.1")) if name not in known], [])

    def test_version(self):
        with open(os.path.join(ROOT, "meson.build"), encoding="utf-8") as source:
            version = re.search(r"^\s*version: '([^']+)'", source.read(), re.MULTILINE).group(1)
        for name in ("headroom.1", "headroom-cli.1"):
            self.assertIn(f'"Headroom {version}"', manual(name))
        if len(PROGRAMS) > 1:
            answer = ask(PROGRAMS[1], "--version")
            self.assertEqual((answer.returncode, answer.stdout), (0, f"headroom {version}\n"))


if __name__ == "__main__":
    sys.exit(tap.main())
