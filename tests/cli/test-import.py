#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Price lists as shops and spreadsheets write them, through "catalog import"."""
import json
import sys
import time
import unittest

from box import Box
import tap

DOTS = "id;price_eur\nrtx-5090;3.499\nrtx-5080;1.299\nrtx-5070-ti;899\n"
OPEN = "id,price_usd\nrtx-5080,1.299\n"


class Import(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def take(self, text, *flags, name="list.csv"):
        return self.box.run("catalog", "import", self.box.file(name, text), *flags)

    def price(self, gpu):
        return self.box.json("catalog", "show", gpu)["price_usd"]

    def rate(self):
        return self.box.json("catalog", "show", "EUR")["usd"]

    def test_dots_for_thousands(self):
        done = self.take(DOTS)
        self.assertEqual(done.returncode, 0, done.stderr)
        for gpu, euros in (("rtx-5090", 3499), ("rtx-5080", 1299), ("rtx-5070-ti", 899)):
            self.assertAlmostEqual(self.price(gpu), euros * self.rate(), delta=0.01)

    def test_dots_that_are_points(self):
        """With the other reading the prices are absurd: they need a yes."""
        before = self.price("rtx-5090")
        done = self.take(DOTS, "--decimal=point")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"rtx-5090", done.stderr)
        self.assertIn(b"line 2", done.stderr)
        self.assertIn(b"--force", done.stderr)
        self.assertEqual(self.price("rtx-5090"), before)
        self.assertEqual(self.take(DOTS, "--decimal=point", "--force").returncode, 0)
        self.assertAlmostEqual(self.price("rtx-5090"), 3.499 * self.rate(), delta=0.01)

    def test_ambiguous(self):
        before = self.price("rtx-5080")
        done = self.take(OPEN)
        self.assertEqual(done.returncode, 2)
        for word in (b"1.299", b"1299", b"--decimal", b"line 2"):
            self.assertIn(word, done.stderr)
        self.assertEqual(self.price("rtx-5080"), before)
        self.assertEqual(self.take(OPEN, "--decimal", "comma").returncode, 0)
        self.assertEqual(self.price("rtx-5080"), 1299)

    def test_decimal_is_checked(self):
        self.assertEqual(self.take(OPEN, "--decimal=semicolon").returncode, 2)

    def test_signs(self):
        done = self.take("id,price\nrtx-5080,\"$1,549.99\"\nrtx-4090,\"2.000,00 €\"\n")
        self.assertEqual(done.returncode, 2)  # two forms
        done = self.take("id;price\nrtx-5080;1.549,99 $\nrtx-4090;2.000,00 €\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.price("rtx-5080"), 1549.99)
        self.assertAlmostEqual(self.price("rtx-4090"), 2000 * self.rate(), delta=0.01)

    def test_bad_numbers(self):
        for text in ("0x400", "1.1.50", "-900", "0", "nan", "1e400", "$900"):
            done = self.take(f"id,price_eur\nrtx-3090,{text}\n")
            self.assertEqual(done.returncode, 2, text)
            self.assertIn(b"line 2", done.stderr)
            self.assertIn(text.encode(), done.stderr)

    def test_tabs(self):
        done = self.take("id\tprice_usd\tprice_condition\nrtx-3090\t980\tused\n", name="cards.tsv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.price("rtx-3090"), 980)

    def test_catalog_with_a_far_price(self):
        """The same question for a catalog, which is no table."""
        text = json.dumps({"format": "headroom-catalog", "version": 1, "base": "built-in", "gpus": [
            {"id": "rtx-5090", "prices": [{"usd": 5, "date": "2026-11", "condition": "new", "kind": "street",
                                           "source": "x"}]}]})
        done = self.take(text, name="mine.json")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"rtx-5090", done.stderr)
        self.assertEqual(self.take(text, "--force", name="mine.json").returncode, 0)
        self.assertEqual(self.price("rtx-5090"), 5)

    def test_many_bad_rows(self):
        """A hundred of them are told, the others are counted, and it does not take long."""
        n = 100_000
        tables = {
            "rows.csv": "id,price_usd\n" + "".join(f"card-{i},dear\n" for i in range(n)),
            "keys.csv": "id,price_usd," + ",".join(f"x{i}" for i in range(n)) + "\nrtx-4090,2000" + "," * n + "\n",
            "rows.json": json.dumps({"format": "headroom-catalog", "version": 1,
                                     "gpus": [{"id": f"card-{i}", "name": 3} for i in range(n)]}),
            "keys.json": json.dumps({"format": "headroom-catalog", "version": 1, "gpus": [],
                                     **{f"x{i}": {"y": i} for i in range(n)}}),
        }
        for name, text in tables.items():
            start = time.monotonic()
            done = self.take(text, name=name)
            seconds = time.monotonic() - start
            self.assertLess(seconds, 12, name)  # 1 to 2 of a core of its own; minutes before
            lines = done.stderr.decode().splitlines()
            self.assertLess(len(lines), 110, name)
            self.assertTrue(any("more" in line for line in lines), name)
            print(f"# {name}: {seconds:.1f} s")

    def test_twice(self):
        done = self.take("id,price_usd\nrtx-3090,900\nrtx-4080,880\nrtx-3090,1100\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"twice", done.stderr)
        self.assertIn(b"line 4", done.stderr)


if __name__ == "__main__":
    sys.exit(tap.main())
