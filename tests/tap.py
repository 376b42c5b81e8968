# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a unittest module as TAP, one case a line, for tests that are not written in C."""
import sys
import unittest


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0

    def say(self, word, test, directive=""):
        self.number += 1
        print(f"{word} {self.number} {test.id().split('.', 1)[-1]}{directive}", flush=True)

    def diagnose(self, error):
        for line in self._exc_info_to_string(*error).splitlines():
            print("#", line, flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say("ok", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say("not ok", test)
        print("#", self.failures[-1][1].replace("\n", "\n# "), flush=True)

    def addError(self, test, err):
        super().addError(test, err)
        self.say("not ok", test)
        print("#", self.errors[-1][1].replace("\n", "\n# "), flush=True)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say("ok", test, f" # SKIP {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is None:
            self.say("ok", subtest)
        else:
            self.say("not ok", subtest)
            print("#", "".join(str(err[1])).replace("\n", "\n# ")[:4000], flush=True)


def main(module="__main__"):
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[module])
    result = Result()
    suite.run(result)
    print(f"1..{result.number}")
    return 0 if result.wasSuccessful() and result.number else 1
