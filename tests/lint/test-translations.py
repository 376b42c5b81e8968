#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for the translations: every sentence of the sources has one in each language, and no other is kept."""
import glob
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MARKED = re.compile(r"(?<![\w\"])(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dgettext)\s*\(\s*(?:GETTEXT_PACKAGE\s*,\s*)?\"")


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as source:
        return source.read()


def files(*patterns):
    return sorted(os.path.relpath(path, ROOT) for pattern in patterns
                  for path in glob.glob(os.path.join(ROOT, pattern), recursive=True))


def names(list_file):
    return [line for line in read(list_file).split("\n") if line and not line.startswith("#")]


class Potfiles(unittest.TestCase):
    def test_is_complete(self):
        found = {name for name in files("src/**/*.c") if MARKED.search(read(name))}
        found |= {name for name in files("ui/*.ui") if 'translatable="yes"' in read(name)}
        self.assertEqual(sorted(found - set(names("po/POTFILES"))), [], "missing in po/POTFILES: run build-aux/update-po")

    def test_has_no_more(self):
        self.assertEqual([name for name in names("po/POTFILES") if not os.path.exists(os.path.join(ROOT, name))], [],
                         "in po/POTFILES but not in the tree: run build-aux/update-po")

    def test_is_sorted_and_unique(self):
        listed = names("po/POTFILES")
        self.assertEqual(listed, sorted(set(listed)))

    def test_sources_include_gettext(self):
        bad = [name for name in names("po/POTFILES") if name.endswith(".c")
               and not re.search(r"#include <(glib/gi18n(-lib)?\.h|libintl\.h)>", read(name))]
        self.assertEqual(bad, [])


class Languages(unittest.TestCase):
    def test_are_listed(self):
        self.assertEqual([f"po/{language}.po" for language in sorted(names("po/LINGUAS"))], files("po/*.po"))

    def test_are_well_formed(self):
        for language in names("po/LINGUAS"):
            with self.subTest(language):
                done = subprocess.run(["msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null",
                                       os.path.join(ROOT, f"po/{language}.po")], capture_output=True, text=True,
                                      check=False, env={**os.environ, "LC_ALL": "C"})
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_are_complete(self):
        """Few without a translation, nothing guessed, nothing that the sources do not say any more."""
        done = subprocess.run([os.path.join(ROOT, "build-aux", "update-po"), "--check"], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.stderr, "")
        for language in names("po/LINGUAS"):
            with self.subTest(language):
                found = re.findall(rf"^po/{language}\.po: (\w+):", done.stdout, re.MULTILINE)
                self.assertEqual(set(found) - {"untranslated"}, set(), "run build-aux/update-po")
                self.assertEqual(found, [], "translate what build-aux/update-po names")


if __name__ == "__main__":
    sys.exit(tap.main())
