#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON Lines in, JSON Lines out: one answer a line, in order, in constant memory."""
import json
import os
import resource
import subprocess
import sys
import unittest

from box import CLI, TASKS, Box, no_constant, plan
import tap

SYSTEM = {"gpu": "rtx-4090", "gpu_count": 1}


def question(name, task="llm-inference", verb=None, **workload):
    line = {"id": name, "plan": plan(task, workload, system=SYSTEM)}
    if verb:
        line["verb"] = verb
    return json.dumps(line)


class Batch(unittest.TestCase):
    def setUp(self):
        self.box = Box()

    def tearDown(self):
        self.box.close()

    def answers(self, text, *args):
        done = self.box.run("batch", *args, stdin=text)
        self.assertEqual(done.returncode, 0, done.stderr.decode()[:2000])
        self.assertEqual(done.stderr, b"")
        return [json.loads(line, parse_constant=no_constant) for line in done.stdout.splitlines()]

    def test_nothing(self):
        self.assertEqual(self.answers(""), [])
        self.assertEqual(self.answers("\n\n"), [])

    def test_each_task(self):
        answers = self.answers("\n".join(question(task, task) for task in TASKS))
        self.assertEqual([answer["id"] for answer in answers], TASKS)
        for answer in answers:
            with self.subTest(answer["id"]):
                self.assertIn(answer["estimate"]["fit"], ("fits", "tight", "exceeds"))

    def test_order(self):
        lines = [question(str(i), TASKS[i % len(TASKS)]) for i in range(500)]
        lines[100] = "{"
        answers = self.answers("\n".join(lines) + "\n")
        self.assertEqual(len(answers), 500)
        self.assertEqual([answer["id"] for answer in answers if "estimate" in answer],
                         [str(i) for i in range(500) if i != 100])
        self.assertIn("error", answers[100])

    def test_recommendations(self):
        line = json.dumps({"id": 7, "verb": "recommend", "plan": plan("rendering", constraints={"budget": 3000})})
        answer, = self.answers(line)
        self.assertEqual(answer["id"], 7)
        self.assertIn("picks", answer["recommendation"])

    def test_refused_lines(self):
        lines = {
            '{"id": "a", "plan": {"format": "headroom-plan", "version": 1, "workload": {"task": "cooking"}}}':
                "$.plan.workload.task",
            question("a", batch="many"): "$.plan.workload.batch",
            question("a", batch=-1): "$.plan.workload.batch",
            question("a", verb="juggle"): "$.verb",
            '{"id": "a"}': "$.plan",
            '{"id": "a", "plan": 3}': "$.plan",
            '{"id": "a", "plan": {}}': "$.plan",
            '{"id": ["a"], "plan": {}}': "$.id",
            json.dumps({"id": "a", "plan": plan("rendering")}): "$.plan.system",
            json.dumps({"id": "a", "plan": plan("rendering", system={"gpu": "nothing"})}): "$.plan.system.gpu",
            "[]": "$", "3": "$", "null": "$", "{": "$", '"': "$", "x": "$", "\ufeff{}": "$",
        }
        good = question("good")
        answers = self.answers("\n".join(f"{line}\n{good}" for line in lines))
        self.assertEqual(len(answers), 2 * len(lines))
        for i, (line, path) in enumerate(lines.items()):
            with self.subTest(line[:60]):
                self.assertTrue(answers[2 * i]["error"]["path"].startswith(path), answers[2 * i])
                self.assertTrue(answers[2 * i]["error"]["message"])
                self.assertNotIn("estimate", answers[2 * i])
                self.assertEqual(answers[2 * i + 1]["id"], "good")
                self.assertIn("estimate", answers[2 * i + 1])

    def test_bytes_that_are_no_text(self):
        answers = self.answers(b'{"id": "\xff"}\n\x00\n' + question("good").encode())
        self.assertEqual(len(answers), 3)
        self.assertIn("error", answers[0])
        self.assertIn("error", answers[1])
        self.assertIn("estimate", answers[2])

    def test_a_line_of_200_mb_is_answered_in_little_memory(self):
        script = ("import sys\nw = sys.stdout.write\nw('{\"id\": \"')\nfor i in range(200): w('x' * 1000000)\n"
                  f"w('\"}}\\n')\nw({question('good')!r})\n")
        self.check_memory(script, 2)

    def test_a_long_stream_takes_constant_memory(self):
        script = f"import sys\nfor i in range(20000): sys.stdout.write({question('a')!r} + '\\n')\n"
        self.check_memory(script, 20000)

    def check_memory(self, script, n):
        feed = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        out = self.box.path + "/out"
        with open(out, "wb") as sink:
            cli = subprocess.Popen([CLI, "batch"], stdin=feed.stdout, stdout=sink, env=self.box.env)
            feed.stdout.close()
            _, status, usage = os.wait4(cli.pid, 0)
            cli.returncode = os.waitstatus_to_exitcode(status)
        feed.wait()
        self.assertEqual(cli.returncode, 0)
        with open(out, "rb") as lines:
            self.assertEqual(sum(1 for _ in lines), n)
        if "asan" not in os.environ.get("HEADROOM_TEST_KIND", ""):
            self.assertLess(usage.ru_maxrss, 80 * 1024)

    def test_a_reader_that_goes_away(self):
        cli = subprocess.Popen([CLI, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=self.box.env)
        cli.stdout.close()
        try:
            for _ in range(5000):
                cli.stdin.write(question("a").encode() + b"\n")
            cli.stdin.close()
        except BrokenPipeError:
            pass
        cli.stderr.close()
        self.assertNotEqual(cli.wait(30), 0)

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CLI, "batch"], input=question("a").encode(), stdout=full,
                                  stderr=subprocess.PIPE, env=self.box.env, timeout=30)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"headroom-cli: ", done.stderr)

    def test_the_calibration_can_be_replaced(self):
        path = self.box.file("calibration.json", "{")
        done = self.box.run("batch", "--calibration", path, stdin=question("a"))
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(tap.main())
