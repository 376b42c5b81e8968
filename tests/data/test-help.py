#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-help.py HEADROOM-CLI HTML
That the help says what the program answers, and that its pages for browsers are whole."""
import glob
import html.parser
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLI, HTML = (os.path.abspath(name) for name in sys.argv[1:3])
del sys.argv[1:]
VOID = {"meta", "link", "img", "br", "source"}


class Reader(html.parser.HTMLParser):
    """What a page leads to and what can be led to in it; that its elements are closed in their order."""

    def __init__(self):
        super().__init__()
        self.places, self.targets, self.open, self.wrong, self.texts = set(), [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            self.places.add(given["id"])
        self.targets += [given[name] for name in ("href", "src", "srcset") if name in given]
        if tag == "img" and not given.get("alt"):
            self.wrong.append("a picture without a text")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.texts.append(data)


def read(path):
    reader = Reader()
    with open(path, encoding="utf-8") as page:
        reader.feed(page.read())
    return reader


class Help(unittest.TestCase):
    def test_is_not_stale(self):
        done = subprocess.run([os.path.join(ROOT, "build-aux", "update-help"), CLI, "--check"], capture_output=True,
                              text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""),
                         f"run build-aux/update-help {CLI}")


class Browser(unittest.TestCase):
    def setUp(self):
        if not os.path.isdir(HTML):
            self.skipTest("the pages are not built here")
        self.pages = {os.path.relpath(path, HTML): read(path)
                      for path in glob.glob(os.path.join(HTML, "*", "*.html"))}

    def test_every_page_is_there(self):
        sources = {os.path.relpath(path, os.path.join(ROOT, "help")).replace(".page", ".html")
                   for path in glob.glob(os.path.join(ROOT, "help", "*", "*.page"))}
        self.assertEqual(set(self.pages), sources)

    def test_is_well_formed(self):
        for name, page in self.pages.items():
            self.assertEqual((page.wrong, page.open), ([], []), name)
            self.assertEqual([text for text in page.texts if "<?" in text], [], name)

    def test_links_lead_somewhere(self):
        for name, page in self.pages.items():
            for target in page.targets:
                path, _, place = target.partition("#")
                path = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
                self.assertTrue(os.path.exists(os.path.join(HTML, path)), f"{name}: {target}")
                if place:
                    self.assertIn(place, self.pages[path].places, f"{name}: {target}")

    def test_every_page_is_reached(self):
        for language in {os.path.dirname(name) for name in self.pages}:
            seen, left = set(), [os.path.join(language, "index.html")]
            while left:
                name = left.pop()
                if name in seen or name not in self.pages:
                    continue
                seen.add(name)
                left += [os.path.join(language, target.split("#")[0]) for target in self.pages[name].targets]
            self.assertEqual(sorted(name for name in self.pages if name.startswith(language + "/")), sorted(seen))


if __name__ == "__main__":
    sys.exit(tap.main())
