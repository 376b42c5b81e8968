# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of predicted against measured."""
import collections, itertools, json, math, os, statistics as st

from calibration.cases import LEAST, source_of
from calibration.leave import Z80


def off(row):
    return abs(row.estimate / row.measured - 1)


def p90(rows):
    errors = sorted(off(r) for r in rows)
    return errors[int(0.9 * (len(errors) - 1))]


def share(rows):
    return sum(r.low <= r.measured <= r.high for r in rows) / len(rows)


def by(rows, key):
    groups = collections.defaultdict(list)
    for r in rows:
        groups[key(r)].append(r)
    return groups


def summary(rows):
    """{(task, source, quantity): rows} and {(task, quantity): headline}, the median over sources of their medians."""
    groups = by(rows, lambda r: (r.task, r.source, r.quantity))
    heads = collections.defaultdict(list)
    for (task, _, quantity), group in groups.items():
        if len(group) >= LEAST:
            heads[task, quantity].append(st.median(map(off, group)))
    return groups, {key: st.median(values) for key, values in heads.items()}


def figures(rows, left):
    """{(task, quantity): (n, left-out headline, p90, share, in-sample headline, p90, share)}."""
    heads, out = summary(rows)[1], summary(left)[1]
    mine, theirs = by(rows, lambda r: (r.task, r.quantity)), by(left, lambda r: (r.task, r.quantity))
    return {key: (len(mine[key]), out[key], p90(theirs[key]), share(theirs[key]), heads[key], p90(mine[key]),
                  share(mine[key])) for key in sorted(heads) if key in out}


def fits(cases, answers):
    """{task: (ran, of them exceeds, ran out, of them foreseen)}."""
    out = collections.defaultdict(lambda: [0, 0, 0, 0])
    for c in cases:
        m, e = c["measured"], answers.get(c["id"], {})
        if "fit" not in e or not {"fits", "max_batch_at_least", "memory", "throughput"} & set(m):
            continue
        t, exceeds = out[c["plan"]["workload"]["task"]], e["fit"] == "exceeds"
        if m.get("fits", True):
            t[0] += 1
            t[1] += exceeds
        else:
            t[2] += 1
            t[3] += exceeds
    return out


def report(rows, left=None):
    groups, heads = summary(rows)
    outs = summary(left)[0] if left else {}
    print(f"{'task':21}{'source':11}{'quantity':11}{'n':>5}{'median':>8}{'p90':>8}{'bias':>8}{'in band':>9}"
          + (f"{'left out':>10}{'p90':>8}{'in band':>9}" if left else ""))
    for key, group in sorted(groups.items()):
        task, source, quantity = key
        line = (f"{task:21}{source:11}{quantity:11}{len(group):5}{st.median(map(off, group)):8.1%}{p90(group):8.1%}"
                f"{st.median(r.estimate / r.measured - 1 for r in group):+8.1%}{share(group):9.0%}")
        if key in outs:
            line += f"{st.median(map(off, outs[key])):10.1%}{p90(outs[key]):8.1%}{share(outs[key]):9.0%}"
        print(line)
    if not left:
        for (task, quantity), head in sorted(heads.items()):
            rs = [r for r in rows if (r.task, r.quantity) == (task, quantity)]
            print(f"HEADLINE {task}/{quantity}: {head:.1%}, p90 {p90(rs):.1%}, in band {share(rs):.0%}")
        return
    for (task, quantity), (n, *f) in figures(rows, left).items():
        print(f"HEADLINE {task}/{quantity}: left out {f[0]:.1%}, p90 {f[1]:.1%}, in band {f[2]:.0%}; "
              f"in-sample {f[3]:.1%}, p90 {f[4]:.1%}, in band {f[5]:.0%}; n {n}")


def report_fits(cases, answers):
    for task, (ran, exceeds, out, foreseen) in sorted(fits(cases, answers).items()):
        print(f"FIT {task}: of {ran} runs that ran {exceeds} are said to exceed; of {out} that ran out {foreseen} are foreseen")


HEAD = ["| task | quantity | runs | left out: median error | 90th percentile | in the 80 % band | fitted to: median error | in the band |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"]


def head_lines(rows, left):
    return HEAD + [f"| {task} | {quantity} | {n} | **{f[0]:.1%}** | {f[1]:.1%} | {f[2]:.0%} | {f[3]:.1%} | {f[5]:.0%} |"
                   for (task, quantity), (n, *f) in figures(rows, left).items()]


def table(rows, left, cases, path):
    groups, outs = summary(rows)[0], summary(left)[0]
    titles = {source_of(c): f"{c['source'].split()[0].split('@')[0]} ({source_of(c)})" for c in cases}
    with open(path, "w", encoding="utf-8") as f:
        f.write("# Predicted against measured\n\nMade by `build-aux/calibrate --leave-out --table`. Each source is predicted "
                "by constants that were\nfitted without it (“left out”); that is what another machine's owner may expect. "
                "Error is |estimate ÷\nmeasured − 1|; a task's headline is the median over its sources of each source's median, "
                "so that one large\nsource cannot carry it. The band is the estimate's own 80 % interval, made from what was left "
                "out. Where\none source alone measured a quantity, families of networks, sizes of a problem or cards are "
                "left\nout instead. What was measured on which card stands in `data/measurements/*.jsonl`.\n\n"
                + "\n".join(head_lines(rows, left)) + "\n")
        for task in sorted({r.task for r in rows}):
            f.write(f"\n## {task}\n\n| source | quantity | n | left out: median error | 90th percentile | in band | "
                    "fitted to: median error | bias | in band |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
            for key, group in sorted(groups.items()):
                if key[0] == task and key in outs:
                    out = outs[key]
                    f.write(f"| {titles[key[1]]} | {key[2]} | {len(group)} | {st.median(map(off, out)):.1%} | {p90(out):.1%} | "
                            f"{share(out):.0%} | {st.median(map(off, group)):.1%} | "
                            f"{st.median(r.estimate / r.measured - 1 for r in group):+.1%} | {share(group):.0%} |\n")


def readme(rows, left, path):
    """The headlines as a table, between two marks of a text that is otherwise left alone."""
    with open(path, encoding="utf-8") as f:
        before, _, rest = f.read().partition("<!-- accuracy -->\n")
    _, mark, after = rest.partition("<!-- /accuracy -->")
    if not mark:
        raise SystemExit(f"calibrate: {path} has no <!-- accuracy --> … <!-- /accuracy -->")
    with open(path, "w", encoding="utf-8") as f:
        f.write(before + "<!-- accuracy -->\n" + "\n".join(head_lines(rows, left)) + "\n" + mark + after)


def correlations(rows, cases, architectures):
    """How alike the errors of two runs of one workload are, in deviations of their bands, by what their cards share.
    A workload with n pairs weighs as much as √n of them."""
    plans, groups = {c["id"]: c["plan"] for c in cases}, collections.defaultdict(list)
    varied = ("case", "batch", "gradient_accumulation", "sharding", "offload")
    for r in (r for r in rows if r.quantity == "throughput"):
        workload = {k: v for k, v in plans[r.id]["workload"].items() if k not in varied}
        z = math.log(r.measured / r.estimate) / (math.log(r.high / r.low) / 2 / Z80)
        groups[r.source, json.dumps(workload, sort_keys=True)].append((plans[r.id]["system"]["gpu"], max(-3, min(3, z))))
    sums = {kind: [0, 0, 0] for kind in ("card", "architecture", "neither")}
    for runs in groups.values():
        pairs = collections.defaultdict(list)
        for (g, x), (h, y) in itertools.combinations(runs, 2):
            same = architectures.get(g) == architectures.get(h)
            pairs["card" if g == h else "architecture" if same else "neither"].append((x * y, (x * x + y * y) / 2))
        for kind, p in pairs.items():
            for i, part in enumerate((sum(a for a, _ in p), sum(b for _, b in p))):
                sums[kind][i] += part / math.sqrt(len(p))
            sums[kind][2] += 1
    for kind, (alike, whole, n) in sums.items():
        print(f"errors of time that share {kind}: correlation {alike / whole if whole else 0:.2f}, {n} workloads")


def gpu_architectures(here):
    with open(os.path.join(here, "..", "data", "gpus.json"), encoding="utf-8") as f:
        return {g["id"]: g["arch"] for g in json.load(f)["gpus"]}
