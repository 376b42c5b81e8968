#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Five thousand random questions, always the same ones: every number of an answer is finite and in its range,
what belongs together agrees, and no question is met with silence."""
import json
import math
import os
import random
import sys
import unittest

from box import Box, TODAY
import tap

N_ESTIMATES = int(os.environ.get("HEADROOM_RANDOM_PLANS", 5000))
N_RECOMMENDATIONS = max(N_ESTIMATES // 50, 1)
# Keys whose values can be below zero: what a change brings, and how far a limit is missed.
SIGNED = {"by", "ram_gib_change", "memory_gib_change", "headroom_gib", "saves_gib", "difference", "gib"}
UNITS = {"tokens/s", "images/s", "ns/day", "cells/s", "flop/s", "bytes/s", "steps/s", "frames/s"}
SHARES = {"stale_share", "chance", "probability", "share", "utilization", "confidence"}


def log_integer(rng, low, high):
    return int(round(math.exp(rng.uniform(math.log(low), math.log(high)))))


def log_number(rng, low, high):
    return math.exp(rng.uniform(math.log(low), math.log(high)))


class Questions:
    """Questions within what is allowed, mostly sensible, sometimes at the edge of a range."""

    def __init__(self, box, seed):
        self.rng = random.Random(seed)
        listed = box.json("catalog", "list")
        self.gpus = [row["id"] for row in listed["gpus"]]
        self.platforms = [row["id"] for row in listed["platforms"]]
        self.models = self.names(box, "models.json", "models")
        self.images = self.names(box, "image-models.json", None)

    def names(self, box, file, member):
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data", file)) as text:
            data = json.load(text)
        rows = data[member] if member and member in data else next(v for v in data.values() if isinstance(v, list))
        return [row["id"] for row in rows]

    def maybe(self, object_, key, make, chance=0.5):
        if self.rng.random() < chance:
            object_[key] = make()

    def pick(self, *values):
        return self.rng.choice(values)

    def integer(self, low, high):
        return self.rng.choice((low, high)) if self.rng.random() < 0.05 else log_integer(self.rng, low, high)

    def image(self):
        work = {"model": self.rng.choice(self.images)}
        self.maybe(work, "mode", lambda: self.pick("train", "inference"))
        self.maybe(work, "precision", lambda: self.pick("fp32", "tf32", "amp", "bf16", "auto"))
        self.maybe(work, "batch", lambda: self.pick("auto", self.integer(1, 4096)))
        self.maybe(work, "image_size", lambda: self.integer(32, 2048))
        self.maybe(work, "epochs", lambda: log_number(self.rng, 0.01, 1000))
        self.maybe(work, "dataset_images", lambda: self.integer(1, 10 ** 9))
        return work

    def nlp(self):
        work = {"model": self.rng.choice(self.models)}
        self.maybe(work, "method", lambda: self.pick("full", "lora", "qlora", "auto"))
        self.maybe(work, "optimizer", lambda: self.pick("adamw", "adamw-8bit", "paged-adamw-8bit", "adafactor", "sgd",
                                                        "sgd-momentum"))
        self.maybe(work, "batch", lambda: self.pick("auto", self.integer(1, 1024)))
        self.maybe(work, "sequence_length", lambda: self.integer(1, 1 << 20))
        self.maybe(work, "gradient_accumulation", lambda: self.integer(1, 1024))
        self.maybe(work, "lora_rank", lambda: self.integer(1, 1024))
        self.maybe(work, "activation_checkpointing", lambda: self.pick("none", "selective", "full", "auto"))
        self.maybe(work, "attention", lambda: self.pick("flash", "eager"))
        self.maybe(work, "sharding", lambda: self.pick("none", "ddp", "zero1", "zero2", "zero3", "auto"))
        self.maybe(work, "offload", lambda: self.pick("none", "optimizer", "all", "auto"), 0.3)
        self.maybe(work, "train_tokens", lambda: self.integer(1, 10 ** 13))
        return work

    def llm(self):
        work = {"model": self.rng.choice(self.models)}
        self.maybe(work, "weight_format", lambda: self.pick("fp16", "bf16", "fp8", "int8", "int4", "q4_k_m", "q8_0"))
        self.maybe(work, "kv_precision", lambda: self.pick("fp16", "fp8", "int8", "q8_0", "q4_0"))
        self.maybe(work, "batch", lambda: self.pick("auto", self.integer(1, 4096)))
        self.maybe(work, "prompt_tokens", lambda: self.integer(1, 1 << 17))
        self.maybe(work, "generated_tokens", lambda: self.integer(1, 1 << 15))
        self.maybe(work, "requests", lambda: self.integer(1, 10 ** 9), 0.3)
        self.maybe(work, "engine", lambda: self.pick("", "llama.cpp", "vLLM", "TensorRT-LLM", "something new"))
        return work

    def science(self):
        kernel = self.pick("molecular-dynamics", "dense-linear-algebra", "lattice", "sparse", "fft", "custom")
        work = {"kernel": kernel}
        self.maybe(work, "precision", lambda: self.pick("fp64", "fp32", "mixed"))
        work.update({
            "molecular-dynamics": lambda: {"atoms": self.integer(1, 10 ** 9)},
            "dense-linear-algebra": lambda: {"matrix_order": self.integer(1, 10 ** 6)},
            "lattice": lambda: {"cells": self.integer(1, 10 ** 12)},
            "sparse": lambda: {"nonzeros": self.integer(1, 10 ** 11), "rows": self.integer(1, 10 ** 9)},
            "fft": lambda: {"points": self.integer(1, 10 ** 12)},
            "custom": lambda: {"working_set_gib": log_number(self.rng, 0.001, 1e5),
                               "flops_per_step": log_number(self.rng, 1, 1e20),
                               "bytes_per_step": log_number(self.rng, 1, 1e18)},
        }[kernel]())
        self.maybe(work, "steps", lambda: self.integer(1, 10 ** 12))
        return work

    def rendering(self):
        work = {}
        self.maybe(work, "mode", lambda: self.pick("path-tracing", "real-time"))
        self.maybe(work, "engine", lambda: self.pick("cycles", "octane", "v-ray", "generic"))
        self.maybe(work, "triangles", lambda: self.integer(1, 10 ** 10))
        self.maybe(work, "samples", lambda: self.integer(1, 10 ** 6))
        self.maybe(work, "frames", lambda: self.integer(1, 10 ** 6))
        self.maybe(work, "volumes_gib", lambda: log_number(self.rng, 0.001, 1000))
        self.maybe(work, "resolution", lambda: [self.integer(1, 16384), self.integer(1, 16384)])
        return work

    def plan(self, with_system):
        task = self.pick("image-classification", "nlp-fine-tune", "llm-inference", "scientific", "rendering")
        make = {"image-classification": self.image, "nlp-fine-tune": self.nlp, "llm-inference": self.llm,
                "scientific": self.science, "rendering": self.rendering}[task]
        plan = {"format": "headroom-plan", "version": 1, "workload": {"task": task, **make()}}
        economics, constraints = {}, {}
        self.maybe(economics, "electricity_per_kwh", lambda: self.rng.uniform(0, 5))
        self.maybe(economics, "hours_per_week", lambda: self.rng.uniform(0.1, 168))
        self.maybe(economics, "horizon_years", lambda: self.rng.uniform(0.1, 20))
        self.maybe(constraints, "budget", lambda: self.integer(1, 10 ** 6))
        self.maybe(constraints, "budget_covers", lambda: self.pick("gpus", "build", "total"))
        self.maybe(constraints, "max_gpus", lambda: self.rng.randint(1, 8))
        self.maybe(constraints, "max_power_w", lambda: self.integer(1, 10 ** 5), 0.2)
        self.maybe(constraints, "deadline_hours", lambda: log_number(self.rng, 0.01, 1e5), 0.2)
        self.maybe(constraints, "host", lambda: self.pick("tower", "rack", "any"), 0.3)
        if economics:
            plan["economics"] = economics
        if constraints:
            plan["constraints"] = constraints
        if with_system:
            system = {"gpu": self.rng.choice(self.gpus), "gpu_count": self.pick(1, 1, 2, 4, 8, self.integer(1, 1024))}
            self.maybe(system, "ram_gib", lambda: self.integer(1, 4096))
            self.maybe(system, "platform", lambda: self.rng.choice(self.platforms), 0.3)
            plan["system"] = system
        return plan


class Checker:
    """What is wrong with an answer; nothing, it is hoped."""

    def __init__(self):
        self.wrong = []

    def say(self, path, value):
        self.wrong.append(f"{path} = {value!r}")

    def walk(self, value, path="$"):
        key = path.rsplit(".", 1)[-1].split("[")[0]
        if isinstance(value, dict):
            for name, member in value.items():
                if name != "plan":
                    self.walk(member, f"{path}.{name}")
            self.interval(value, path)
        elif isinstance(value, list):
            for i, member in enumerate(value):
                self.walk(member, f"{path}[{i}]")
        elif isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
            if not math.isfinite(value) or abs(value) > 1e40:
                self.say(path, value)
            if value < 0 and key not in SIGNED:
                self.say(path, value)
            if key in SHARES and not 0 <= value <= 1:
                self.say(path, value)

    def interval(self, value, path):
        low, high = value.get("low", value.get("low_gib")), value.get("high", value.get("high_gib"))
        middle = value.get("value", value.get("required_gib"))
        if all(isinstance(x, (int, float)) for x in (low, middle, high)) \
                and not low <= middle * (1 + 1e-9) <= high * (1 + 2e-9):
            self.say(path, (low, middle, high))

    def estimate(self, answer, path="$", asked=None):
        memory = answer["memory"]
        total = sum(term["gib"] for term in memory["terms"])
        if abs(total - memory["required_gib"]) > 1e-6 * max(abs(total), 1):
            self.say(f"{path}.memory.terms", (total, memory["required_gib"]))
        if answer["fit"] not in ("fits", "tight", "exceeds", "offloads"):
            self.say(f"{path}.fit", answer["fit"])
        if answer["fit"] == "fits" and memory["required_gib"] > memory["available_gib"] * (1 + 1e-9):
            self.say(f"{path}.fit", (memory["required_gib"], memory["available_gib"]))
        if not memory["available_gib"] > 0:
            self.say(f"{path}.memory.available_gib", memory["available_gib"])
        # What was asked is likelier to fit than not, so the largest is at least that: of what the cards hold.
        largest, batch = answer.get("largest") or {}, (asked or {}).get("batch")
        if isinstance(batch, int) and answer["fit_chance"] >= 0.5 and answer["fit"] != "offloads" \
                and largest.get("batch", batch) < batch:
            self.say(f"{path}.largest.batch", (largest["batch"], batch))
        for name in ("throughput", "prefill"):
            speed = answer.get(name)
            if isinstance(speed, dict) and speed.get("unit") is not None:
                if "/" in speed["unit"] and " " not in speed["unit"] and speed["unit"] not in UNITS:
                    self.say(f"{path}.{name}.unit", speed["unit"])

    def pareto(self, answer):
        points = answer.get("pareto", [])
        for a, b in zip(points, points[1:]):
            if a["price"] > b["price"] or a["seconds"] < b["seconds"]:
                self.say("$.pareto", (a, b))


class RandomPlans(unittest.TestCase):
    def setUp(self):
        self.box = Box()
        self.addCleanup(self.box.close)

    def ask(self, verb, n, seed):
        questions = Questions(self.box, seed)
        asked = [{"id": i, "verb": verb, "plan": questions.plan(verb == "estimate")} for i in range(n)]
        done = self.box.run("batch", "--today", TODAY, stdin="".join(json.dumps(q) + "\n" for q in asked), timeout=580)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        lines = done.stdout.decode().splitlines()
        self.assertEqual(len(lines), n)
        return [(q, json.loads(line, parse_constant=self.fail)) for q, line in zip(asked, lines)]

    def check(self, pairs, member, more):
        bad, refused = [], 0
        for question, answer in pairs:
            self.assertEqual(answer["id"], question["id"])
            checker = Checker()
            if "error" in answer:
                refused += 1
                if not answer["error"]["message"] or not answer["error"]["path"].startswith("$"):
                    checker.say("$.error", answer["error"])
            else:
                checker.walk(answer[member])
                more(checker, answer[member], question["plan"]["workload"])
            if checker.wrong:
                bad.append(f"{json.dumps(question['plan'])}: {'; '.join(checker.wrong[:4])}")
        self.assertLess(refused, len(pairs) / 4, "most questions are within what is allowed")
        self.assertEqual(bad[:5], [], f"{len(bad)} of {len(pairs)}")

    def test_estimates(self):
        self.check(self.ask("estimate", N_ESTIMATES, 20261201), "estimate",
                   lambda checker, answer, work: checker.estimate(answer, asked=work))

    def test_recommendations(self):
        def more(checker, answer, work):
            for i, pick in enumerate(answer["picks"]):
                checker.estimate(pick["estimate"], f"$.picks[{i}]")
            checker.pareto(answer)
            if not answer["picks"] and answer["nearest_miss"] is None:
                checker.say("$.nearest_miss", None)

        self.check(self.ask("recommend", N_RECOMMENDATIONS, 20261202), "recommendation", more)


if __name__ == "__main__":
    sys.exit(tap.main())
