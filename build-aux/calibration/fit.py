# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fitting: a robust Gauss-Newton search over the logarithms of the constants.

The measure is the mean over sources and quantities of |log (estimate ÷ measured)|, each source weighted
by the root of its size, errors above 0.5 hardly counted, so that one wrong report does not steer the fit.
A constant is pulled towards what was known beforehand: a factor of 1.5 from it costs 0.3 %.
"""
import collections, math

from calibration.cases import error, key_of

PULL = 0.02
CAP, FLOOR = 0.5, 0.02


def coefficients(document, sections=None):
    return [c for name, section in document.items() if isinstance(section, list) and (not sections or name in sections)
            for c in section]


def get(c, nick):
    return c["values"][nick] if nick is not None else c["value"]


def put(c, nick, value):
    value = float(f"{min(max(value, c['low']), c['high']):.4g}")
    if nick is not None:
        c["values"][nick] = value
    else:
        c["value"] = value


def prior(c, nick):
    known = c.get("prior", 0)
    return known.get(nick, known.get("*", 0)) if isinstance(known, dict) else known


def knobs(document, sections, only):
    """(name, coefficient, nick or None) of each number that may be fitted."""
    found = []
    for c in coefficients(document, sections):
        if not c.get("fit"):
            continue
        for nick in (c["values"] if "values" in c else [None]):
            name = c["id"] if nick is None else f"{c['id']}.{nick}"
            if not only or name in only or c["id"] in only:
                found.append((name, c, nick))
    return found


def unit(c):
    """A number that may be zero is fitted as it is, in steps of this size; others as logarithms."""
    return (c["high"] - c["low"]) * 0.02


def moved_by(c, nick, step):
    value = get(c, nick)
    return value * math.exp(step) if value > 0 else value + step * unit(c)


def sensitivities(runner, document, chosen, base):
    """{knob: {(case, quantity): d log estimate ÷ d knob}}."""
    before = {key_of(r): r.estimate for r in base}
    out = {}
    for name, c, nick in chosen:
        value = get(c, nick)
        step = 0.03 if moved_by(c, nick, 0.03) <= c["high"] else -0.03
        put(c, nick, moved_by(c, nick, step))
        real = (math.log(get(c, nick) / value) if value > 0 else (get(c, nick) - value) / unit(c))
        out[name] = {}
        if real:
            quantities = set(c["fit"].split())
            for r in runner.rows(document):
                if r.quantity in quantities and r.estimate != before.get(key_of(r), r.estimate):
                    slope = math.log(r.estimate / before[key_of(r)]) / real
                    if abs(slope) > 1e-4:
                        out[name][key_of(r)] = slope
        put(c, nick, value)
    return out


def weights(rows):
    """Of each row, so that they sum to one: a source counts by the root of its size, 36 at most."""
    count = collections.Counter((r.source, r.quantity) for r in rows)
    total = sum(min(math.sqrt(n), 6) for n in count.values()) or 1
    return [min(math.sqrt(count[r.source, r.quantity]), 6) / count[r.source, r.quantity] / total for r in rows]


def loss(rows, chosen):
    lost = sum(w * (min(abs(error(r)), CAP) + 0.1 * max(0, abs(error(r)) - CAP)) for w, r in zip(weights(rows), rows))
    return lost + sum(PULL * math.log(get(c, nick) / known) ** 2 for _, c, nick in chosen
                      if (known := prior(c, nick)) and get(c, nick) > 0)


def solve(a, b):
    """Gauss with the diagonal as pivot: the matrix is positive definite."""
    n = len(b)
    for i in range(n):
        for k in range(i + 1, n):
            f = a[k][i] / a[i][i]
            if f:
                row, top = a[k], a[i]
                for j in range(i, n):
                    row[j] -= f * top[j]
                b[k] -= f * b[i]
    for i in reversed(range(n)):
        b[i] = (b[i] - sum(a[i][j] * b[j] for j in range(i + 1, n))) / a[i][i]
    return b


def steps(rows, chosen, slopes, damping):
    """The step of each knob that makes the measure small where estimates go with their slopes."""
    errors, w = [error(r) for r in rows], weights(rows)
    index = {key_of(r): i for i, r in enumerate(rows)}
    touched = [[] for _ in rows]
    for k, (name, _, _) in enumerate(chosen):
        for key, slope in slopes[name].items():
            if key in index:
                touched[index[key]].append((k, slope))
    at = [math.log(get(c, nick) / prior(c, nick)) if prior(c, nick) and get(c, nick) > 0 else None
          for _, c, nick in chosen]
    step = [0.0] * len(chosen)
    for _ in range(6):  # weights of an absolute error, found again
        a = [[0.0] * len(chosen) for _ in chosen]
        b = [0.0] * len(chosen)
        for i, of in enumerate(touched):
            if not of:
                continue
            now = errors[i] + sum(step[k] * s for k, s in of)
            weight = w[i] / max(abs(now), FLOOR) * (1 if abs(now) < CAP else 0.1)
            for k, s in of:
                b[k] -= weight * s * errors[i]
                for j, t in of:
                    a[k][j] += weight * s * t
        for k, known in enumerate(at):
            a[k][k] += damping + (2 * PULL if known is not None else 1e-3)
            if known is not None:
                b[k] -= 2 * PULL * known
        step = [max(-0.5, min(0.5, s)) for s in solve(a, b)]
    return step


def fit(runner, document, chosen, rounds, keep=lambda row: True, slopes=None, quiet=False):
    """Fit to the rows that @keep lets through. With @slopes given these are used throughout, which is enough
    for what is left after a source has been taken away."""
    base = [r for r in runner.rows(document)]
    rows = [r for r in base if keep(r)]
    best, damping = loss(rows, chosen), 1e-4
    if not quiet:
        print(f"start {best:.5f}, {len(chosen)} numbers", flush=True)
    given = slopes
    for turn in range(rounds):
        slopes = given or sensitivities(runner, document, chosen, base)
        for _ in range(5):
            values = [get(c, nick) for _, c, nick in chosen]
            for (_, c, nick), step in zip(chosen, steps(rows, chosen, slopes, damping)):
                put(c, nick, moved_by(c, nick, step))
            trial = [r for r in runner.rows(document)]
            kept = [r for r in trial if keep(r)]
            now = loss(kept, chosen)
            if now < best - 1e-7:
                gain, best, base, rows, damping = best - now, now, trial, kept, damping / 3
                break
            for (_, c, nick), value in zip(chosen, values):
                put(c, nick, value)
            damping = damping * 8 + 1e-3
        else:
            break
        if not quiet:
            print(f"round {turn + 1}: {best:.5f}", flush=True)
        if gain < 2e-5:
            break
    return best
