#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Price lists as shops and spreadsheets write them, through "catalog import"."""
import json
import os
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
            # 1 to 2 of a core of its own, six times as long with sanitizers; minutes before
            self.assertLess(seconds, 60 if os.environ.get("HEADROOM_TEST_KIND") == "asan" else 20, name)
            lines = done.stderr.decode().splitlines()
            self.assertLess(len(lines), 110, name)
            self.assertTrue(any("more" in line for line in lines), name)
            print(f"# {name}: {seconds:.1f} s")

    def test_twice(self):
        done = self.take("id,price_usd\nrtx-3090,900\nrtx-4080,880\nrtx-3090,1100\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"twice", done.stderr)
        self.assertIn(b"line 4", done.stderr)


# name of the file, its text, its encoding: what is in the catalog then, in the currency beside it
LISTS = (
    ("used.csv", 'Product Name,Price,Condition,Date\n"EVGA GeForce RTX 3090 FTW3 ULTRA 24GB","$1,099.99",Used,11/20/2026\n'
     '"NVIDIA Tesla P40 24GB","$329",Pre-Owned,11/20/2026\n"Alphacool water block for RTX 4090","$189",New,11/20/2026\n',
     "utf-8", "USD", {"rtx-3090": 1099.99, "p40": 329}),
    ("modelle.tsv", "Modell\tPreis\nGeForce RTX 4080 SUPER\t1.049,00\nGeForce RTX 4070\t549,00\n", "utf-16", "EUR",
     {"rtx-4080-super": 1049, "rtx-4070": 549}),
    ("liste.csv", "Désignation;Prix TTC\nCarte graphique Gigabyte GeForce RTX 5080 Gaming OC 16 Go;1 249,95 €\n"
     "Carte graphique ASUS Dual GeForce RTX 5060 Ti 16 Go;519,95 €\n", "cp1252", "EUR",
     {"rtx-5080": 1249.95, "rtx-5060-ti-16gb": 519.95}),
    ("quote.csv", "Hardware quote, November 2026\n\nPos;Item;Qty;Unit price EUR\n1;NVIDIA L40S 48GB;2;7.450,00\n"
     "2;NVIDIA H100 NVL 94GB;1;27.900,00\n;Total;;42.800,00\n", "utf-8", "EUR", {"l40s": 7450, "h100-nvl-94gb": 27900}),
    ("lines.jsonl", '{"model":"NVIDIA A100 80GB PCIe","price_usd":9100,"condition":"used"}\n'
     '{"model":"NVIDIA A100 40GB PCIe","price_usd":4100,"condition":"used"}\n', "utf-8", "USD",
     {"a100-pcie-80gb": 9100, "a100-pcie-40gb": 4100}),
    ("list.md", "# Prices\n\n| GPU | Price |\n|:---|---:|\n| **RTX 4090** | $2,450 |\n| [RTX A6000](https://example.org) | $3,500 |\n",
     "utf-8", "USD", {"rtx-4090": 2450, "rtx-a6000": 3500}),
    ("page.html", "<html><table class=x><tr><th>Card</th><th>Price</th></tr><tr><td><b>GeForce RTX 3060 12GB</b></td>"
     "<td>&euro;289.00</td></tr><tr><td>GeForce RTX 3080 10GB<td>&euro;399</tr></table></html>", "utf-8", "EUR",
     {"rtx-3060-12gb": 289, "rtx-3080-10gb": 399}),
    ("india.csv", 'Item,MRP (INR)\n"ZOTAC RTX 4060 8GB","₹29,500"\n"Inno3D GeForce RTX 5090","₹3,25,000"\n', "utf-8", "INR",
     {"rtx-4060": 29500, "rtx-5090": 325000}),
)


class Lists(unittest.TestCase):
    def test_lists(self):
        for name, text, encoding, currency, prices in LISTS:
            with self.subTest(name):
                box = Box()
                self.addCleanup(box.close)
                done = box.run("catalog", "import", box.file(name, text.encode(encoding)))
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                rate = 1 if currency == "USD" else box.json("catalog", "show", currency)["usd"]
                for gpu, amount in prices.items():
                    self.assertAlmostEqual(box.json("catalog", "show", gpu)["price_usd"], amount * rate, delta=0.011)

    def test_hours_are_no_price_of_a_card(self):
        box = Box()
        self.addCleanup(box.close)
        before = box.json("catalog", "show", "rtx-4090")["price_usd"]
        done = box.run("catalog", "import", box.file("rent.csv", "provider,gpu,gpu_count,price_per_hour\n"
                                                      "RunPod,RTX 4090,1,0.69\nLambda,H100 SXM,8,23.92\n"))
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(box.json("catalog", "show", "rtx-4090")["price_usd"], before)
        self.assertAlmostEqual(box.json("catalog", "show", "lambda-h100-sxm5-80gb-8x-on-demand")["usd_per_gpu_hour"], 2.99,
                               delta=0.01)

    def test_lines_are_the_file_s_own(self):
        """A row that is left out is told with its line, whatever stands above the header."""
        box = Box()
        self.addCleanup(box.close)
        done = box.run("catalog", "import", box.file("a.csv", "My list\n\nCard;Price\nRTX 4090;$2000\nVoodoo 5;$100\n"))
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn("line 5", done.stderr.decode())


if __name__ == "__main__":
    sys.exit(tap.main())
