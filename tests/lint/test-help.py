#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for the help: every page is valid Mallard and there in each language, links lead somewhere, and no figure
is typed by hand."""
import glob
import os
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LANGUAGES = ["C"] + sorted(os.path.splitext(os.path.basename(path))[0] for path in glob.glob(os.path.join(ROOT, "po/*.po")))
SCHEMA = "/usr/share/xml/mallard/1.0/mallard-1.0.rng"
MALLARD = "{http://projectmallard.org/1.0/}"
PLACE = re.compile(r"<\?figure (.*?)\?>(.*?)<\?end\?>", re.DOTALL)
FIGURE = re.compile(r"\d[\d.,]*[\s\u00a0]?(?:[KMGT]i?B(?:/s)?|ns|ms|k?Wh?|%|\$)(?!\w)|\$\s?\d")
# What F1 can ask for beside the first page: the window's pages, and the question.
TOPICS = ["advice", "charts", "compare", "machine", "catalog", "question"]


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as source:
        return source.read()


def names(language):
    return sorted(os.path.splitext(os.path.basename(path))[0]
                  for path in glob.glob(os.path.join(ROOT, "help", language, "*.page")))


def page(language, name):
    return read("help", language, name + ".page")


def shape(element):
    """What stands in a page but its words: elements, where they lead, and in which order."""
    attributes = sorted((key, value) for key, value in element.attrib.items() if not key.endswith("}lang"))
    return (element.tag, attributes, [shape(child) for child in element if child.tag not in INLINE])


INLINE = {MALLARD + name for name in ("em", "code", "gui", "key", "link")}
EVERY = [(language, name) for language in LANGUAGES for name in names("C")]


class Pages(unittest.TestCase):
    def test_are_in_every_language(self):
        self.assertGreater(len(names("C")), 10)
        for language in LANGUAGES:
            self.assertEqual(names(language), names("C"), language)

    def test_are_built(self):
        text = read("help", "meson.build")
        listed = re.findall(r"'([^']+)'", re.search(r"help_topics = \[(.*?)\]", text, re.DOTALL).group(1))
        self.assertEqual(listed, names("C"))
        self.assertEqual(re.findall(r"'([^']+)'", re.search(r"help_languages = \[(.*?)\]", text).group(1)), LANGUAGES)

    def test_are_valid(self):
        if shutil.which("xmllint") is None:
            self.skipTest("xmllint is missing")
        if not os.path.exists(SCHEMA):
            self.skipTest("mallard-rng is missing")
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--relaxng", SCHEMA,
                               *(os.path.join(ROOT, "help", language, name + ".page") for language, name in EVERY)],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, [line for line in done.stderr.split("\n") if not line.endswith("validates")]),
                         (0, [""]))

    def test_have_the_same_structure(self):
        for language, name in EVERY:
            self.assertEqual(shape(ElementTree.fromstring(page(language, name))),
                             shape(ElementTree.fromstring(page("C", name))), f"{language}/{name}")

    def test_say_the_same(self):
        """The same figures, links, commands and keys, in whatever order a language wants them."""
        for language, name in EVERY:
            ours, english = (Counter(place for place, _ in PLACE.findall(page(of, name))) for of in (language, "C"))
            self.assertEqual(ours, english, f"{language}/{name}")
            for tag in ("link", "code", "screen"):
                ours, english = (Counter(element.get("xref") or " ".join(element.text.split())
                                         for element in ElementTree.fromstring(page(of, name)).iter(MALLARD + tag))
                                 for of in (language, "C"))
                self.assertEqual(ours, english, f"{language}/{name}")

    def test_are_named_by_their_files(self):
        codes = {"C": "en", "zh_CN": "zh-CN"}
        for language, name in EVERY:
            root = ElementTree.fromstring(page(language, name))
            self.assertEqual((root.get("id"), root.get("{http://www.w3.org/XML/1998/namespace}lang")),
                             (name, codes.get(language, language)))

    def test_topics_are_there(self):
        self.assertEqual([topic for topic in TOPICS if topic not in names("C")], [])
        shown = re.findall(r'<object class="AdwViewStackPage">\s*<property name="name">([a-z]+)<', read("ui", "hr-window.ui"))
        self.assertEqual(sorted(shown), sorted(set(TOPICS) - {"question"}))


class Links(unittest.TestCase):
    def test_lead_somewhere(self):
        for language in LANGUAGES:
            places = set()
            for name in names(language):
                places.add(name)
                sections = ElementTree.fromstring(page(language, name)).iter(MALLARD + "section")
                places |= {f"{name}#{section.get('id')}" for section in sections}
            for name in names(language):
                for link in ElementTree.fromstring(page(language, name)).iter(MALLARD + "link"):
                    self.assertIn(link.get("xref"), places, f"{language}/{name}")

    def test_every_page_is_reached(self):
        for name in names("C"):
            guides = [link.get("xref") for link in ElementTree.fromstring(page("C", name)).iter(MALLARD + "link")
                      if link.get("type") == "guide"]
            self.assertEqual(len(guides), name != "index", name)


class Figures(unittest.TestCase):
    def test_none_is_typed_by_hand(self):
        for language, name in EVERY:
            text = re.sub(r"<[^>]*>", "", PLACE.sub("", page(language, name)))
            # A size that the times of a table are of, not a result.
            self.assertEqual([found for found in FIGURE.findall(text) if found != "10 GiB"], [], f"{language}/{name}")

    def test_terms_are_all_told(self):
        """Each term of the memory, under the name that the program shows."""
        labels = re.search(r"^static const char \*const term\[\] = \{(.*?)^\};", read("src/text/hr-text-labels.c"),
                           re.MULTILINE | re.DOTALL).group(1)
        terms = set(re.findall(r'NC_\("memory", "([^"]*)"\)', labels))
        told = [place.removeprefix("word memory|") for place, _ in PLACE.findall(page("C", "memory-terms"))
                if place.startswith("word memory|")]
        self.assertEqual(sorted(told), sorted(terms))

    def test_words_are_the_programs(self):
        """A name that the program does not show any more would be kept in English for ever."""
        sources = "".join(read(path) for pattern in ("src/**/*.c", "ui/*.ui")
                          for path in sorted(glob.glob(pattern, root_dir=ROOT, recursive=True)))
        for name in names("C"):
            for place, _ in PLACE.findall(page("C", name)):
                if place.startswith("word "):
                    word = place.split("|", 1)[1]
                    self.assertTrue(f'"{word}"' in sources or f">{word}<" in sources, f"{name}: {word}")

    def test_pictures_are_drawn(self):
        drawn = set(re.findall(r'"([a-z-]+\.svg)": \(', read("build-aux", "build-help")))
        for name in names("C"):
            for media in ElementTree.fromstring(page("C", name)).iter(MALLARD + "media"):
                self.assertIn(os.path.basename(media.get("src")), drawn)


if __name__ == "__main__":
    sys.exit(tap.main())
