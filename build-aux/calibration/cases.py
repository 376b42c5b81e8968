# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Published runs, and what the program says of them."""
import collections, json, math, re, subprocess, sys, tempfile, zlib

FIELD = {"allocated": "allocated_gib", "reserved": "reserved_gib", "device": "required_gib", "unknown": "reserved_gib"}
LEAST = 4  # measured values that a source needs to have a full say
Row = collections.namedtuple("Row", "task source quantity id estimate measured low high missing")


def source_of(case):
    return case["id"].split("-")[0]


def load(files):
    """The cases of all files; one that stands in several counts once."""
    cases = {}
    for name in files:
        with open(name, encoding="utf-8") as f:
            for line in f:
                if line.strip():
                    case = json.loads(line)
                    cases.setdefault(case["id"], case)
    return list(cases.values())


def plan_of(case):
    """The plan, with keys that its publisher states beside it."""
    if not case.get("planned"):
        return case["plan"]
    return {**case["plan"], "workload": {**case["plan"]["workload"], **case["planned"]}}


class Runner:
    """The program's answers to all cases under a calibration."""

    def __init__(self, cli, cases):
        self.cli, self.cases, self.calls = cli, cases, 0
        self.feed = "".join(json.dumps({"id": c["id"], "verb": "estimate", "plan": plan_of(c)}) + "\n" for c in cases)

    def answers(self, document):
        self.calls += 1
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as f:
            json.dump(document, f)
            f.flush()
            run = subprocess.run([self.cli, "batch", "--calibration", f.name], input=self.feed, text=True,
                                 capture_output=True)
        if run.returncode not in (0, 1) or not run.stdout:
            sys.exit(f"calibrate: {self.cli} batch: {run.stderr.strip()[:400]}")
        answers = map(json.loads, run.stdout.splitlines())
        return {a["id"]: a.get("estimate", a) for a in answers}

    def rows(self, document):
        return rows_of(self.cases, self.answers(document))


def request_rate(case, estimate, which):
    """The decode rate; where the publisher divided by the whole request's time, so do we."""
    workload = case["plan"]["workload"]
    prompt, generated = workload.get("prompt_tokens", 0), workload.get("generated_tokens", 0)
    decode, prefill = estimate["throughput"][which], (estimate.get("prefill") or {}).get(which, 0)
    if "generated tokens / time" not in case.get("notes", "") or prompt <= 1 or not generated or not prefill:
        return decode
    return generated / (generated / decode + prompt / prefill)


def missing_of(estimate, quantity):
    """What no published run has that the estimate would rest on: ("framework", …)."""
    of = ("throughput", "prefill") if quantity == "total" else (quantity,)
    return tuple(sorted({b["of"] for b in estimate.get("basis", []) if b["quantity"] in of and not b["runs"]}))


def case_rows(case, estimate):
    m, plan = case["measured"], case["plan"]
    count, w = plan["system"].get("gpu_count", 1), plan["workload"]
    key = (w["task"], source_of(case))
    if "memory" in m:
        mem = estimate["memory"]
        value = mem.get(FIELD[m["memory"]["kind"]], mem["required_gib"])
        scale = value / mem["required_gib"]
        yield Row(*key, "memory", case["id"], value, m["memory"]["gib"], mem["low_gib"] * scale,
                  mem["high_gib"] * scale, missing_of(estimate, "memory"))
    for q in ("throughput", "prefill"):
        said = estimate.get(q)
        if q in m and said and m[q].get("unit") == "steps/s" and said.get("unit") != "steps/s":
            said = estimate.get("step_rate")
        if q in m and said:
            factor = count if said.get("per") == "gpu" else 1
            measured = m[q]["value"] * (count if m[q].get("per") == "gpu" else 1)
            if m[q].get("unit", "").startswith("s/") and not said.get("unit", "").startswith("s/"):
                measured = 1 / measured
            v, lo, hi = ((request_rate(case, estimate, k) if q == "throughput" and w["task"] == "llm-inference"
                          else said[k]) * factor for k in ("value", "low", "high"))
            yield Row(*key, q, case["id"], v, measured, lo, hi, missing_of(estimate, q))
    if "total" in m and estimate.get("prefill") and w.get("prompt_tokens") and w.get("generated_tokens"):
        p, g = w["prompt_tokens"], w["generated_tokens"]
        v, lo, hi = ((p + g) / (p / estimate["prefill"][k] + g / estimate["throughput"][k])
                     for k in ("value", "low", "high"))
        yield Row(*key, "total", case["id"], v, m["total"]["value"], lo, hi, missing_of(estimate, "total"))


def rows_of(cases, answers):
    rows = []
    for case in cases:
        estimate = answers.get(case["id"], {})
        if estimate and "error" not in estimate:
            rows += [r for r in case_rows(case, estimate) if r.measured > 0 and r.estimate > 0]
    return rows


def key_of(row):
    return row.id, row.quantity


def error(row):
    """How far the estimate lies above what was measured, as a logarithm."""
    return math.log(row.estimate / row.measured)


def family_of(name):
    """What a model's name begins with, less sizes and numbers: "resnetv2_50x1" is one of "resnetv"."""
    return re.match(r"[a-z]*", re.sub(r"[^a-z0-9]", "", name.lower()))[0] or name.lower()


def groups_of(cases):
    """{(case, quantity): what is left out together}: the source; where one source alone measured a quantity of a
    task, another cut through it, so that something is left to predict from: families of networks, sizes of a
    problem, fifths of the cards."""
    def cut(case):
        w = case["plan"]["workload"]
        if w["task"] == "image-classification":
            return "family " + family_of(str(w.get("model_name") or w.get("model") or w.get("case") or ""))
        if w.get("kernel") == "molecular-dynamics":
            return f"{w.get('atoms', 0):.0e} atoms"
        return f"cards {zlib.crc32(case['plan']['system']['gpu'].encode()) % 5 + 1} of 5"

    def of(case, q):  # kernels of scientific compute have constants of their own, as tasks have
        w = case["plan"]["workload"]
        return w["task"], w.get("kernel", ""), q

    counts = collections.defaultdict(collections.Counter)
    for c in cases:
        for q in c["measured"]:
            counts[of(c, q)][source_of(c)] += 1
    single = {key for key, n in counts.items() if sum(i >= LEAST for i in n.values()) < 2 <= sum(n.values()) // 5}
    return {(c["id"], q): cut(c) if of(c, q) in single else source_of(c) for c in cases for q in c["measured"]}
