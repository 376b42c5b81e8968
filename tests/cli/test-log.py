#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `diagnose --log` and `detect --from` answer, and what they refuse."""
import json
import sys
import unittest

from box import Box
import tap

DIED = """\
  Device 0: NVIDIA GeForce RTX 4080 SUPER, compute capability 8.9, VMM: yes
llama_model_loader: loaded meta data with 30 key-value pairs from /m/qwen3-14b-q6_k.gguf
ggml_backend_cuda_buffer_type_alloc_buffer: allocating 11218.07 MiB on device 0: cudaMalloc failed: out of memory
"""
LISTING = """\
00:02.0 VGA compatible controller [0300]: Intel Corporation AlderLake-S GT1 [8086:4680] (rev 0c)
01:00.0 VGA compatible controller [0300]: NVIDIA Corporation AD103 [GeForce RTX 4080 SUPER] [10de:2702] (rev a1)
03:00.0 VGA compatible controller [0300]: Advanced Micro Devices, Inc. [AMD/ATI] Navi 31 [Radeon RX 7900 XT/7900 XTX] [1002:744c]
"""


class Log(unittest.TestCase):
    def setUp(self):
        self.box = Box()

    def tearDown(self):
        self.box.close()

    def good(self, *args, status=(0,), **keywords):
        done = self.box.run(*args, **keywords)
        self.assertIn(done.returncode, status, done.stderr.decode()[:2000])
        return done.stdout.decode()

    def refused(self, *args, **keywords):
        self.assertEqual(self.box.run(*args, **keywords).returncode, 2)

    def test_a_plan_is_filled(self):
        answer = json.loads(self.good("diagnose", "--log", "-", "--json", stdin=DIED, status=(0, 1)))
        self.assertEqual(answer["log"]["class"], "gpu-memory")
        self.assertAlmostEqual(answer["log"]["facts"]["wanted_gib"], 11218.07 / 1024, places=3)
        self.assertEqual(answer["log"]["asks"], [])
        self.assertEqual(answer["diagnosis"]["plan"]["workload"]["weight_format"], "q6_k")
        self.assertEqual(answer["diagnosis"]["plan"]["system"]["gpu"], "rtx-4080-super")

    def test_what_is_not_said_is_asked(self):
        text = "CUDA out of memory. Tried to allocate 2.00 GiB"
        answer = json.loads(self.good("diagnose", "--log", "-", "--json", stdin=text))
        self.assertIsNone(answer["diagnosis"])
        self.assertEqual(answer["log"]["asks"], ["workload.task", "workload.model", "system.gpu"])
        self.assertNotIn("gpu", answer["log"]["facts"])
        answer = json.loads(self.good("diagnose", "--log", "-", "--json", "--task", "nlp-fine-tune", "--model",
                                      "llama-3.1-8b", "--gpu", "rtx-4090", stdin=text, status=(0, 1)))
        self.assertEqual(answer["log"]["asks"], [])
        self.assertGreater(len(answer["diagnosis"]["remedies"]), 0)

    def test_flags_are_checked(self):
        self.refused("diagnose", "--log", "-", "--task", "nlp-fine-tune", "--model", "llama-3.1-8b", "--gpu", "no-card",
                     stdin=DIED)
        self.refused("diagnose", "--log", "/no/such/file")
        self.refused("detect", "--from", "/no/such/file")

    def test_empty_and_binary(self):
        for text in ("", "\n\n", "\x00\x01\x02", "Hello"):
            answer = json.loads(self.good("diagnose", "--log", "-", "--json", stdin=text))
            self.assertEqual(answer["log"]["class"], "unknown")
            self.assertEqual(answer["log"]["facts"], {})

    def test_a_machine_from_a_file(self):
        name = self.box.file("lspci.txt", LISTING)
        answer = json.loads(self.good("detect", "--from", name, "--json"))
        self.assertEqual([gpu["gpu"] for gpu in answer["gpus"]], [None, "rtx-4080-super", None])
        self.assertEqual(set(answer["gpus"][2]["could_be"]), {"rx-7900-xt", "rx-7900-xtx"})
        text = self.good("detect", "--from", "-", stdin=LISTING)
        self.assertIn("RTX 4080 SUPER", text)
        self.good("detect", "--from", "-", stdin="nothing of a machine", status=(1,))


if __name__ == "__main__":
    sys.exit(tap.main())
