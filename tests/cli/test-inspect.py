#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models of many families by their config.json: how many parameters they have, or why not."""
import json
import os
import sys
import unittest

from box import Box
import tap

CONFIGS = os.path.join(os.environ["HEADROOM_TEST_DATA"], "data", "model-configs.jsonl")
VIT = {"model_type": "vit", "architectures": ["ViTForImageClassification"], "hidden_size": 1024, "image_size": 224,
       "intermediate_size": 4096, "num_attention_heads": 16, "num_channels": 3, "num_hidden_layers": 24, "patch_size": 16}


class Inspect(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def inspect(self, config, status=0):
        done = self.box.run("inspect", self.box.file("config.json", json.dumps(config)), "--json")
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return json.loads(done.stdout) if status == 0 else done.stderr.decode()

    def test_families(self):
        with open(CONFIGS, encoding="utf-8") as lines:
            models = [json.loads(line) for line in lines]
        self.assertGreater(len(models), 70)
        for model in models:
            with self.subTest(model["id"]):
                answer = self.inspect(model["config"])
                tolerance = model.get("tolerance", 0.02)
                self.assertAlmostEqual(answer["parameters"] / 1e9 / model["parameters_b"], 1, delta=tolerance)
                if "active_parameters_b" in model:
                    self.assertAlmostEqual(answer["active_parameters"] / 1e9 / model["active_parameters_b"], 1, delta=0.06)

    def test_of_images(self):
        message = self.inspect(VIT, 2)
        self.assertIn("image-classification", message)
        self.assertNotIn("Allowed", message)

    def test_an_odd_number_of_patches(self):
        """27 × 27 patches have positions, too: half of them is no whole number."""
        vision = {"model_type": "siglip_vision_model", "hidden_size": 1152, "image_size": 384, "intermediate_size": 4304,
                  "num_attention_heads": 16, "num_hidden_layers": 27, "patch_size": 14}
        text = {"model_type": "qwen2", "hidden_size": 3584, "intermediate_size": 18944, "num_attention_heads": 28,
                "num_hidden_layers": 28, "num_key_value_heads": 4, "vocab_size": 152064}
        answer = self.inspect({"model_type": "llava_onevision", "text_config": text, "vision_config": vision,
                               "tie_word_embeddings": False})
        self.assertAlmostEqual(answer["parameters"] / 1e9, 8.03, delta=0.08)


if __name__ == "__main__":
    sys.exit(tap.main())
