# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving out: what the program would have said of a source that it had never seen, and the bands from that."""
import collections, json, math

from calibration.cases import LEAST, key_of
from calibration.fit import coefficients, fit, get, knobs, prior, put, sensitivities

Z80 = 1.2816  # 80 % of a normal distribution lie within as many deviations
SIDES = ("low", "high", "both", "deviation")


def measures(case, quantity):
    return quantity in case["measured"] or ("total" in case["measured"] and quantity in ("throughput", "prefill"))


def is_of(case, only):
    """Whether a case has what the fourth element of "covers" asks for: "kernel=lattice" or "md_engine!=openmm"."""
    w = case["plan"]["workload"]
    for text in only:
        key, value = text.replace("!=", "=").split("=")
        if key not in w or (w[key] == value) == ("!=" in text):
            return False
    return True


def coverage(document, cases, answers, without=frozenset()):
    """Set the coefficients that carry "covers" to the published runs that each nick has: the program widens the
    band where there are none, and says so."""
    of_task = collections.defaultdict(list)
    for case in cases:
        of_task[case["plan"]["workload"]["task"]].append(case)
    for c in coefficients(document):
        if not c.get("covers") or c["covers"][0] not in of_task:
            continue
        task, quantity, of, *only = c["covers"]
        seen = collections.Counter(b["is"] for case in of_task[task] if is_of(case, only)
                                   for b in answers.get(case["id"], {}).get("basis", [])
                                   if (b["quantity"], b["of"]) == (quantity, of) and measures(case, quantity)
                                   and (case["id"], quantity) not in without)
        c["values"], c["n"] = {**dict(sorted(seen.items())), "*": 0}, sum(seen.values())


def fold(runner, document, chosen_of, slopes, group, group_of, answers):
    """The rows of @group by a fit that never saw it: numbers that nobody else measured go back to what was known
    beforehand."""
    copy = json.loads(json.dumps(document))
    mine = []
    out = {key for key, g in group_of.items() if g == group}
    for name, c, nick in chosen_of(copy):
        keys = set(slopes[name])
        if not keys & out:
            continue
        if keys <= out:
            general = c["values"].get("*") if nick not in (None, "*") else None
            if (known := prior(c, nick) or general) is not None:
                put(c, nick, known)
            else:
                print(f"  {name} rests on {group} alone and has no prior: it is not left out")
        else:
            mine.append((name, c, nick))
    coverage(copy, runner.cases, answers, out)
    if mine:
        fit(runner, copy, mine, 2, keep=lambda r: key_of(r) not in out, slopes=slopes, quiet=True)
    return copy, [r for r in runner.rows(copy) if key_of(r) in out]


def leave_out(runner, document, sections, only, group_of):
    """{group: (document without it, its rows)}; a total is left out with its source."""
    def chosen_of(d):
        return knobs(d, sections, only)

    answers = runner.answers(document)
    base = runner.rows(document)
    slopes = sensitivities(runner, document, chosen_of(document), base)
    folds = {}
    for group in sorted(set(group_of.values())):
        copy, rows = fold(runner, document, chosen_of, slopes, group, group_of, answers)
        if rows:
            folds[group] = (copy, rows)
    return folds


# Bands.

def weighted(rows, group_of):
    """(row, weight): groups weigh alike, but one with fewer than LEAST values has no full say."""
    count = collections.Counter(group_of[key_of(r)] for r in rows)
    return [(r, min(1, count[group_of[key_of(r)]] / LEAST) / count[group_of[key_of(r)]]) for r in rows]


def quantile(pairs, p):
    """Of (value, weight), each weight spread to both sides of its value."""
    pairs = sorted(pairs)
    total, at, last = sum(w for _, w in pairs), 0, None
    for value, weight in pairs:
        middle = (at + weight / 2) / total
        if middle >= p:
            if last is None:
                return value
            return last[1] + (value - last[1]) * (p - last[0]) / (middle - last[0])
        last, at = (middle, value), at + weight
    return pairs[-1][0]


def small_sample(rows, group_of):
    """What few groups must add: the next one's mean is as uncertain as theirs, and the mean of them besides."""
    count = collections.Counter(group_of[key_of(r)] for r in rows)
    groups = sum(min(1, n / LEAST) for n in count.values())
    return math.sqrt(1 + 1 / max(groups, 1))


def half_width(rows, group_of, side, beyond=0):
    """The logarithm of the ratio between an estimate and the end of its band; @beyond: the ratio that the upper ends
    have now, where the band reaches a case that the plan may mean: then its end is what the ratio applies to."""
    pairs = [(math.log(r.measured / (r.high / beyond if beyond else r.estimate)), w) for r, w in weighted(rows, group_of)]
    if side == "low":
        width = -quantile(pairs, 0.1)
    elif side == "high":
        width = quantile(pairs, 0.9)
    else:
        width = quantile([(abs(v), w) for v, w in pairs], 0.8)
    return max(width, 0.02) * small_sample(rows, group_of)


def as_value(side, width):
    return {"low": math.exp(-width), "high": math.exp(width), "both": math.exp(width), "deviation": width / Z80}[side]


def influenced(runner, document, c, nick):
    """The rows whose band a number moves, beside what the document says now."""
    base, value = runner.rows(document), get(c, nick)
    put(c, nick, value * 1.05 if value * 1.05 <= c["high"] else value * 0.95)
    if get(c, nick) == value:
        put(c, nick, (c["low"] + c["high"]) / 2)
    after = {key_of(r): (r.low, r.high) for r in runner.rows(document)}
    put(c, nick, value)
    return {key_of(r) for r in base if after.get(key_of(r)) != (r.low, r.high)}


def set_bands(runner, document, sections, folds, group_of):
    """Each coefficient that carries "band": [task, quantity, side] from what was left out, by nick where two groups
    and ten values or more are there; only values whose engine, framework … someone else measured count."""
    left = [r for _, rows in folds.values() for r in rows]
    for c in coefficients(document, sections):
        if not c.get("band"):
            continue
        task, quantity, side = c["band"]
        of = [r for r in left if (r.task, r.quantity) == (task, quantity)]
        pool = [r for r in of if not r.missing] or of
        if len(pool) < 10:
            continue
        beyond = c.get("beyond") and get(c, "*" if "values" in c else None)
        everything = half_width(pool, group_of, side, beyond)
        for nick in (list(c["values"]) if "values" in c else [None]):
            keys = influenced(runner, document, c, nick) if nick not in ("*", None) else set()
            own = [r for r in pool if key_of(r) in keys]
            groups = {group_of[key_of(r)] for r in own}
            width = everything
            if len(own) >= 10 and len(groups) >= 2:
                width = half_width(own, group_of, side, beyond)
            elif own:  # one source's own spread, but no less than what sources differ by
                width = max(everything, half_width(own, group_of, side, beyond))
            put(c, nick, as_value(side, width))
            if nick is not None:
                c.setdefault("runs", {})[nick] = len(own)
        c["n"] = len(pool)


def set_unseen(runner, document, sections, only, folds, group_of):
    """Each coefficient that carries "unseen": [task, quantity, what]: the deviation that must be added where no run
    has what the estimate would rest on, so that 80 % lie in the band of what is left out one architecture, engine …
    at a time."""
    answers = runner.answers(document)
    slopes = sensitivities(runner, document, knobs(document, sections, only), runner.rows(document))
    left = [r for _, rows in folds.values() for r in rows]
    for c in coefficients(document, sections):
        if not c.get("unseen"):
            continue
        task, quantity, what = c["unseen"]
        groups = {(case["id"], quantity): f"{what} {b['is']}" for case in runner.cases
                  if case["plan"]["workload"]["task"] == task and measures(case, quantity)
                  for b in answers.get(case["id"], {}).get("basis", []) if (b["quantity"], b["of"]) == (quantity, what)}
        rows = []
        for group in sorted(set(groups.values())):
            rows += [r for r in fold(runner, document, lambda d: knobs(d, sections, only), slopes, group, groups, answers)[1]
                     if r.quantity == quantity]
        seen = [r for r in left if (r.task, r.quantity) == (task, quantity) and not r.missing]
        c["n"] = len(rows)
        if len(rows) < 10 or len(seen) < 10 or len(set(groups.values())) < 2:
            continue
        wide, base = half_width(rows, groups, "both"), half_width(seen, group_of, "both")
        put(c, None, max(math.sqrt(max(wide * wide - base * base, 0)) / Z80, 0.05))


def judged(runner, folds, document):
    """The left-out rows again, with the bands of @document."""
    band = {c["id"]: c for c in coefficients(document) if c.get("band") or c.get("unseen")}
    out = []
    for group, (copy, rows) in folds.items():
        for c in coefficients(copy):
            if c["id"] in band:
                for key in ("value", "values"):
                    if key in c:
                        c[key] = json.loads(json.dumps(band[c["id"]][key]))
        keys = {key_of(r) for r in rows}
        out += [r for r in runner.rows(copy) if key_of(r) in keys]
    return out
