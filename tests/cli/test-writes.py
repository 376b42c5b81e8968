#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens while a file is written: it is the old one or the new one, whole; a failure is
said, with exit status 2; nothing else is left in the folder; and what was said to be done is done."""
import json
import os
import random
import resource
import stat
import subprocess
import sys
import threading
import time
import unittest

from box import CLI, Box
import tap

NOBODY = 65534
PICK = ("recommend", "--task", "rendering", "--budget", "3000")
# name: (arguments up to the file, how the file's name ends, how its content begins)
WRITERS = {
    "csv": ((*PICK, "--csv"), ".csv", b"rank,"),
    "markdown": ((*PICK, "--markdown"), ".md", b"#"),
    "pdf": ((*PICK, "--pdf"), ".pdf", b"%PDF"),
    "chart-svg": (("chart", "capacity-bandwidth-cost", "-o"), ".svg", b"<?xml"),
    "chart-png": (("chart", "capacity-bandwidth-cost", "-o"), ".png", b"\x89PNG"),
    "chart-pdf": (("chart", "capacity-bandwidth-cost", "-o"), ".pdf", b"%PDF"),
    "export": (("catalog", "export"), ".json", b"{"),
    "export-table": (("catalog", "export"), ".csv", b"id,"),
}
OLD = b"what was there before"
GPUS = ["rtx-5090", "rtx-5080", "rtx-4090", "rtx-4080", "rtx-4070", "rtx-3090", "rtx-4060",
        "a100-pcie-80gb", "h100-pcie-80gb", "l40s", "rtx-6000-ada", "rtx-a6000"]


def table(gpu, usd):
    return (f"id,price_usd,price_date,price_condition,price_source\n{gpu},{usd},2026-11-20,used,a shop\n").encode()


class Writes(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.folder = os.path.join(self.box.path, "out")
        os.mkdir(self.folder)

    def tearDown(self):
        self.box.close()

    def run_with(self, prepare, *args, **keywords):
        return subprocess.run([CLI, *args], capture_output=True, timeout=100, env=self.box.env, cwd=self.folder,
                              preexec_fn=prepare, **keywords)

    def old(self, name):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(OLD)
        return path

    def content(self, path):
        with open(path, "rb") as source:
            return source.read()

    def assert_refused(self, done):
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, b"cannot be (written|saved)")

    def catalog(self):
        return os.path.join(self.box.path, "data", "headroom", "catalog.json")

    def price(self, gpu):
        shown = self.box.json("catalog", "show", gpu)
        return shown["price_usd"]

    def test_a_file_size_limit(self):
        """As on a full disk, the first bytes are taken and no more."""
        for name, (args, suffix, _) in WRITERS.items():
            with self.subTest(name):
                path = self.old(name + suffix)
                limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY))
                self.assert_refused(self.run_with(limit, *args, path))
                self.assertEqual(self.content(path), OLD)
        self.assertEqual(len(os.listdir(self.folder)), len(WRITERS))

    def test_a_full_disk(self):
        disk = os.path.join(self.box.path, "disk")
        os.mkdir(disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk],
                          capture_output=True).returncode:
            self.skipTest("no file system can be mounted here")
        try:
            catalog = os.path.join(disk, "catalog.json")
            with open(catalog, "w") as out:
                json.dump({"format": "headroom-catalog", "version": 1, "base": "built-in"}, out)
            before = self.content(catalog)
            paths = {}
            for name, (_, suffix, _) in WRITERS.items():
                paths[name] = os.path.join(disk, name + suffix)
                with open(paths[name], "wb") as out:
                    out.write(OLD)
            filler = os.open(os.path.join(disk, "filler"), os.O_WRONLY | os.O_CREAT)
            try:
                while True:
                    os.write(filler, b"x" * 512)
            except OSError:
                os.close(filler)
            for name, (args, _, _) in WRITERS.items():
                with self.subTest(name):
                    self.assert_refused(self.box.run(*args, paths[name]))
                    self.assertEqual(self.content(paths[name]), OLD)
            prices = self.box.file("price.csv", table("rtx-4090", 1234))
            self.assert_refused(self.box.run("catalog", "import", prices, "--catalog", catalog))
            self.assertEqual(self.content(catalog), before)
            self.assertEqual(len(os.listdir(disk)), len(WRITERS) + 2)
            os.remove(os.path.join(disk, "filler"))
            self.assertEqual(self.box.run("catalog", "import", prices, "--catalog", catalog).returncode, 0)
            self.assertIn(b"1234", self.content(catalog))
        finally:
            subprocess.run(["umount", disk], check=True)

    def test_a_folder_that_is_missing_or_read_only(self):
        os.chmod(self.box.path, 0o755)
        prepare = None if os.geteuid() else lambda: os.setuid(NOBODY)
        for name, (args, suffix, _) in WRITERS.items():
            with self.subTest(name):
                missing = os.path.join(self.folder, "no-such", "file" + suffix)
                self.assert_refused(self.run_with(None, *args, missing))
                path = self.old(name + suffix)
                os.chmod(self.folder, 0o555)
                self.assert_refused(self.run_with(prepare, *args, path))
                os.chmod(self.folder, 0o755)
                self.assertEqual(self.content(path), OLD)

    def test_links_are_followed(self):
        for name, (args, suffix, start) in WRITERS.items():
            with self.subTest(name):
                target = self.old("target-" + name + suffix)
                link = os.path.join(self.folder, name + suffix)
                os.symlink(os.path.basename(target), link)
                self.assertEqual(self.box.run(*args, link).returncode, 0)
                self.assertTrue(os.path.islink(link))
                self.assertFalse(os.path.islink(target))
                self.assertTrue(self.content(target).startswith(start))

    def test_pipes_are_written_into(self):
        for name, (args, suffix, start) in WRITERS.items():
            with self.subTest(name):
                pipe = os.path.join(self.folder, name + suffix)
                os.mkfifo(pipe)
                got = []
                reader = threading.Thread(target=lambda: got.append(self.content(pipe)), daemon=True)
                reader.start()
                self.assertEqual(self.box.run(*args, pipe).returncode, 0)
                reader.join(20)
                self.assertTrue(got and got[0].startswith(start))
                self.assertTrue(stat.S_ISFIFO(os.lstat(pipe).st_mode))

    def test_standard_output(self):
        for name, (args, suffix, start) in WRITERS.items():
            with self.subTest(name):
                extra = ("--format", suffix[1:]) if args[0] == "chart" else ()
                if name == "export-table":
                    continue
                done = self.box.run(*args, "-", *extra)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(done.stdout.startswith(start), done.stdout[:80])
                self.assertEqual(os.listdir(self.folder), [])
        self.assertTrue(self.box.run("chart", "capacity-bandwidth-cost", "-o", "-").stdout.startswith(b"<?xml"))

    def test_names_of_standard_output(self):
        """The device stays a device; a file behind it is gone on with, not begun anew."""
        before = os.lstat("/dev/stdout")
        path = os.path.join(self.folder, "all.txt")
        done = self.box.run(*PICK, "--csv", "/dev/stdout")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"\nrank,", done.stdout)
        with open(path, "wb") as out:
            self.assertEqual(subprocess.run([CLI, *PICK, "--csv", "/dev/stdout"], stdout=out, env=self.box.env,
                                            timeout=60).returncode, 0)
        self.assertEqual(self.content(path), done.stdout)
        self.assertEqual(self.box.run(*PICK, "--csv", "/dev/null").returncode, 0)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        self.assertEqual(os.lstat("/dev/stdout").st_ino, before.st_ino)
        self.assert_refused(self.box.run(*PICK, "--csv", "/dev/full"))

    def test_the_mode_stays(self):
        path = self.old("a.csv")
        os.chmod(path, 0o604)
        self.assertEqual(self.box.run(*PICK, "--csv", path).returncode, 0)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o604)

    def test_many_imports_at_once(self):
        running = []
        for i, gpu in enumerate(GPUS):
            path = self.box.file(f"{gpu}.csv", table(gpu, 1000 + i))
            running.append(subprocess.Popen([CLI, "catalog", "import", path, "--force"], env=self.box.env,
                                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
        for process in running:
            _, said = process.communicate(timeout=100)
            self.assertEqual(process.returncode, 0, said)
        for i, gpu in enumerate(GPUS):
            self.assertEqual(self.price(gpu), 1000 + i, gpu)

    def test_overlays_add_up(self):
        for i, gpu in enumerate(GPUS[:3]):
            overlay = {"format": "headroom-catalog", "version": 2, "base": "built-in", "gpus": [
                {"id": gpu, "price_changes": [{"price": {"usd": 2000 + i, "date": "2026-11-20", "condition": "used",
                                                         "kind": "street", "source": "a shop"}}]}]}
            path = self.box.file(f"{gpu}.json", json.dumps(overlay))
            done = self.box.run("catalog", "import", path)
            self.assertEqual(done.returncode, 0, done.stderr)
        for i, gpu in enumerate(GPUS[:3]):
            self.assertEqual(self.price(gpu), 2000 + i, gpu)

    def test_a_linked_catalog_and_kill(self):
        """Every import that ended well is there, whatever moment the others were killed at."""
        real = os.path.join(self.folder, "real.json")
        os.makedirs(os.path.dirname(self.catalog()))
        os.symlink(real, self.catalog())
        generator = random.Random(5)
        known = {}
        for i in range(24):
            gpu = GPUS[i % len(GPUS)]
            path = self.box.file("price.csv", table(gpu, 3000 + i))
            process = subprocess.Popen([CLI, "catalog", "import", path, "--force"], env=self.box.env,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + generator.uniform(0.0, 0.25)
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
            process.kill()
            if process.wait() == 0:
                known[gpu] = {3000 + i}
            else:
                known.setdefault(gpu, {None}).add(3000 + i)
            if os.path.exists(real):
                json.loads(self.content(real))
        self.assertTrue(os.path.islink(self.catalog()))
        for gpu, allowed in known.items():
            if None not in allowed:
                self.assertIn(self.price(gpu), allowed, gpu)
        self.assertEqual(self.box.run("catalog", "import", "--force", self.box.file("last.csv", table("l40s", 1))).returncode, 0)
        self.assertEqual(os.listdir(self.folder), ["real.json"])


if __name__ == "__main__":
    sys.exit(tap.main())
