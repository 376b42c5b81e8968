#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn data/calibration.json into the C structure that the core reads.

usage: gen-calibration.py ENUMS_H CALIBRATION_JSON OUT_H OUT_C

Each coefficient is {"id", "unit", "source", "low", "high", "n", "spread"} with either "value" (one
number) or "values" {nick: number, …} plus "by" (the nick list of hr-enums.h that indexes it, for
example "ARCH"), where "*" stands for every nick that is not named. The build fails on a value outside
its range or a nick that does not exist, so that a coefficient cannot be wrong by a typing error.
"""
import json, math, re, sys


def nick_lists(path):
    text = open(path, encoding="utf-8").read().replace("\\\n", " ")
    lists = {}
    for match in re.finditer(r"#define HR_(\w+)_LIST\(X\)(.*)", text):
        lists[match[1]] = re.findall(r'X \(\w+, \w+, "([^"]*)"\)', match[2])
    return lists


def c_string(text):
    return json.dumps(text, ensure_ascii=False)


def expand(c, lists):
    """The coefficient's numbers in the order of its enumeration."""
    name = c["id"]
    if "value" in c:
        values = [c["value"]]
    else:
        nicks = lists[c["by"]]
        unknown = set(c["values"]) - set(nicks) - {"*"}
        if unknown:
            sys.exit(f"calibration: {name}: unknown {c['by']} {sorted(unknown)}")
        values = [c["values"].get(n, c["values"].get("*")) for n in nicks]
        if None in values:
            sys.exit(f"calibration: {name}: no value for {nicks[values.index(None)]} and no '*'")
    for v in values:
        if not math.isfinite(v) or not c["low"] <= v <= c["high"]:
            sys.exit(f"calibration: {name}: {v} is not within {c['low']}…{c['high']}")
    return values


def main():
    enums, source, out_h, out_c = sys.argv[1:5]
    lists = nick_lists(enums)
    document = json.load(open(source, encoding="utf-8"))
    coefficients = [c for section in document.values() if isinstance(section, list) for c in section]
    ids = [c["id"] for c in coefficients]
    if len(set(ids)) != len(ids):
        sys.exit("calibration: duplicate ids " + str(sorted({i for i in ids if ids.count(i) > 1})))
    fields, data, table = [], [], []
    for c in coefficients:
        values = expand(c, lists)
        by = f"[HR_N_{c['by']}]" if "by" in c else ""
        comment = f"{c['unit'] or 'ratio'}; {c['low']:g}…{c['high']:g}"
        fields.append(f"  double {c['id']}{by};   /* {comment} */")
        numbers = ", ".join(repr(float(v)) for v in values)
        data.append(f"  .{c['id']} = " + (f"{{ {numbers} }}," if by else f"{numbers},"))
        nicks = f"&hr_enum_{c['by'].lower()}" if by else "NULL"
        table.append(f"  {{ {c_string(c['id'])}, {c_string(c['unit'])}, {c_string(c['source'])}, {c['low']!r}, "
                     f"{c['high']!r}, {c.get('n', 0)}, {float(c.get('spread', 0))!r}, "
                     f"G_STRUCT_OFFSET (HrCalibration, {c['id']}), {len(values)}, {nicks} }},")
    head = "/* Made from data/calibration.json by build-aux/gen-calibration.py. */\n"
    with open(out_h, "w", encoding="utf-8") as f:
        f.write(head + "#pragma once\n#include \"hr-enums.h\"\n\ntypedef struct _HrCalibration HrCalibration;\n\n"
                "struct _HrCalibration\n{\n" + "\n".join(fields) + "\n};\n")
    with open(out_c, "w", encoding="utf-8") as f:
        f.write(head + "#include \"hr-calibration.h\"\n\nstatic const HrCalibration builtin =\n{\n" + "\n".join(data)
                + "\n};\n\nstatic const HrCoefficient coefficients[] =\n{\n" + "\n".join(table) + "\n};\n\n"
                "const HrCalibration *\nhr_calibration_default (void)\n{\n  return &builtin;\n}\n\n"
                "const HrCoefficient *\nhr_calibration_coefficients (guint *n)\n{\n"
                "  *n = G_N_ELEMENTS (coefficients);\n  return coefficients;\n}\n")


if __name__ == "__main__":
    main()
