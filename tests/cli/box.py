# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the black-box tests share: headroom-cli in a home of its own."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

CLI = os.path.abspath(sys.argv[1])
TASKS = ["image-classification", "nlp-fine-tune", "llm-inference", "scientific", "rendering"]
TODAY = "2026-11-21"


class Box:
    """A temporary home; everything that the program writes by itself ends up in it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="headroom-test-")
        self.path = self.folder.name
        self.env = dict(os.environ, HOME=self.path, XDG_DATA_HOME=self.path + "/data",
                        XDG_CONFIG_HOME=self.path + "/config", XDG_CACHE_HOME=self.path + "/cache")

    def close(self):
        self.folder.cleanup()

    def file(self, name, content):
        path = os.path.join(self.path, name)
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *args, stdin=b"", env=None, timeout=60):
        if isinstance(stdin, str):
            stdin = stdin.encode()
        return subprocess.run([CLI, *args], input=stdin, capture_output=True, timeout=timeout,
                              env=dict(self.env, **(env or {})), cwd=self.path)

    def json(self, *args, status=0, **keywords):
        done = self.run(*args, "--json", **keywords)
        if done.returncode != status:
            raise AssertionError(f"{args}: exit {done.returncode}, {done.stderr.decode()[:2000]}")
        return json.loads(done.stdout, parse_constant=no_constant)


def no_constant(text):
    raise AssertionError(f"{text} is no JSON")


def plan(task="nlp-fine-tune", workload=None, **sections):
    return {"format": "headroom-plan", "version": 1, "workload": {"task": task, **(workload or {})}, **sections}
