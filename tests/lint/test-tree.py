#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every file of the tree: who may include whom, licences, sizes."""
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# The only arrows between the folders of src/.
ARROWS = {
    "file": set(),
    "core": set(),
    "text": {"core"},
    "json": {"core"},
    "inspect": {"json", "core"},
    "log": {"inspect", "json", "text", "core"},
    "plan-file": {"inspect", "json", "core"},
    "catalog": {"plan-file", "json", "core", "file"},
    "charts": {"file"},
    "report": {"charts", "text", "core", "file"},
    "cli": {"report", "log", "inspect", "catalog", "plan-file", "json", "text", "core", "charts", "file"},
    "app": {"report", "log", "inspect", "catalog", "plan-file", "json", "text", "core", "charts", "file"},
}
# The rooms of the core, and those that each sees beside itself and what these see. The build holds the
# same by its include paths; here it is said which arrow a stray include would be.
ROOMS = {
    "base": set(),
    "hardware": {"base"},
    "workload": {"hardware"},
    "names": {"workload"},
    "estimate": {"workload"},
    "tasks/common": {"estimate"},
    "tasks/llm": {"tasks/common"},
    "tasks/nlp": {"tasks/common"},
    "tasks/image": {"tasks/common"},
    "tasks/rendering": {"tasks/common"},
    "tasks/science": {"tasks/common"},
    "tasks": {"tasks/llm", "tasks/nlp", "tasks/image", "tasks/rendering", "tasks/science"},
    "plan": {"tasks", "names"},
    "search": {"plan"},
    "remedy": {"plan"},
    "advice": {"search", "remedy"},
    "own": {"advice"},
}
# A page of the window names widgets and the models that it shows, never another page. The dialogs of
# compat show rows of widgets, and widgets open its file dialogs.
PAGE = {"model", "widgets", "compat"}
APP_ROOMS = {
    "model": set(),
    "compat": {"model", "widgets"},
    "widgets": {"compat"},
    "question": PAGE,
    "advice": PAGE,
    "charts": PAGE,
    "compare": PAGE,
    "machine": PAGE,
    "catalog": PAGE,
    "window": {"question", "advice", "charts", "compare", "machine", "catalog"},
}
# System headers that a folder may see, by the start of the name; what is not listed is C's own.
LIBRARIES = {
    "file": ("glib.h", "glib/", "gio/"),
    "core": ("glib.h", "gio/gio.h"),
    "text": ("glib.h", "glib/", "gio/gio.h"),
    "json": ("glib.h", "glib/", "gio/", "json-glib/"),
    "inspect": ("glib.h", "glib/", "gio/", "json-glib/"),
    "log": ("glib.h", "glib/", "gio/", "json-glib/"),
    "plan-file": ("glib.h", "glib/", "gio/", "json-glib/"),
    "catalog": ("glib.h", "glib/", "gio/", "json-glib/"),
    "charts": ("glib.h", "glib/", "gio/", "cairo", "pango/"),
    "report": ("glib.h", "glib/", "gio/", "cairo", "pango/"),
    "cli": ("glib.h", "glib/", "gio/", "json-glib/", "cairo", "pango/"),
    "app": ("glib.h", "glib-object.h", "glib-unix.h", "glib/", "gio/", "json-glib/", "cairo", "pango/", "gtk/", "gdk/", "adwaita.h", "gsk/"),
}
FOREIGN = ("glib", "gio/", "json-glib/", "cairo", "pango/", "gtk/", "gdk/", "adwaita.h", "gsk/")
MAX_LINES, MAX_HEADER_LINES, MAX_UI_LINES, MAX_COLUMNS = 800, 300, 300, 100
MAX_ENUM_LINES = 400  # the one table of all enumerations
MAX_TABLE_COLUMNS = 120  # where the formatter is off: tables, and macros that write their rows
# Words of the places where people work, not of the program.
WORKPLACE = re.compile(r"/wor[k]/|\.\./share[d]|scor[e]\.py|\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]:|\b[Ii]ssu[e] [0-9]")


def tracked():
    try:
        out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        names = [name for name in out.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = []
        for folder, folders, files in os.walk(ROOT):
            folders[:] = [name for name in folders if not name.startswith((".", "_build"))]
            names += [os.path.relpath(os.path.join(folder, name), ROOT) for name in files]
    return sorted(name for name in names if os.path.isfile(os.path.join(ROOT, name)))


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as source:
        return source.read()


FILES = tracked()
SOURCES = [name for name in FILES if name.endswith((".c", ".h")) and name.startswith(("src/", "tests/"))]


def folder_of_headers():
    return {os.path.basename(name): name.split("/")[1] for name in FILES
            if name.startswith("src/") and name.endswith(".h")}


def seen_from(room, rooms):
    """The rooms that a room sees, over any number of steps."""
    found, new = set(), {room}
    while new:
        new = set().union(*(rooms[name] for name in new)) - found
        found |= new
    return found


def arrows_between_rooms(top, rooms):
    """What a room includes of a room that it does not see: "file includes header of room"."""
    homes = {os.path.basename(name): os.path.dirname(name)[len(top):] for name in FILES
             if name.startswith(top) and name.endswith(".h")}
    bad = []
    for name in SOURCES:
        room = os.path.dirname(name)[len(top):] if name.startswith(top) else ""
        if not room:
            continue
        if room not in rooms:
            bad.append(f"{name}: no such room")
            continue
        for header in re.findall(r'^\s*#\s*include\s+"([^"]+)"', read(name), re.MULTILINE):
            home = homes.get(os.path.basename(header))
            if home not in (None, "", room) and home not in seen_from(room, rooms):
                bad.append(f"{name} includes {header} of {home}")
    return bad


class Tree(unittest.TestCase):
    def none(self, found, what):
        self.assertEqual(found, [], f"{len(found)} {what}:\n" + "\n".join(map(str, found[:40])))

    def test_arrows(self):
        homes, bad = folder_of_headers(), []
        for name in SOURCES:
            if not name.startswith("src/"):
                continue
            folder = name.split("/")[1]
            for header in re.findall(r'^\s*#\s*include\s+"([^"]+)"', read(name), re.MULTILINE):
                home = homes.get(os.path.basename(header))
                if home not in (None, folder) and home not in ARROWS[folder]:
                    bad.append(f"{name} includes {header} of {home}")
        self.none(bad, "includes against the arrows")

    def test_arrows_between_rooms(self):
        self.none(arrows_between_rooms("src/core/", ROOMS), "includes against the arrows of the core's rooms")
        self.none(arrows_between_rooms("src/app/", APP_ROOMS), "includes against the arrows of the window's rooms")

    def test_the_build_has_the_same_rooms(self):
        for room, sees in ROOMS.items():
            built = re.search(r"room_sees = \[(.*)\]", read(f"src/core/{room}/meson.build")).group(1)
            self.assertEqual(set(re.findall(r"'([^']+)'", built)), sees, room)

    def test_libraries(self):
        bad = []
        for name in SOURCES:
            if not name.startswith("src/"):
                continue
            folder = name.split("/")[1]
            for header in re.findall(r"^\s*#\s*include\s+<([^>]+)>", read(name), re.MULTILINE):
                if header.startswith(FOREIGN) and not header.startswith(LIBRARIES[folder]):
                    bad.append(f"{name} includes <{header}>")
        self.none(bad, "includes of libraries that the folder must not see")

    def test_the_core_is_pure(self):
        forbidden = re.compile(r"\b(fopen|getenv|g_getenv|setlocale|localeconv|time|clock|rand|random|g_random_\w+|"
                               r"g_get_monotonic_time|g_get_real_time|g_date_time_new_now\w*|printf|g_print|g_file_\w+)"
                               r"\s*\(")
        bad = []
        for name in SOURCES:
            if name.startswith("src/core/"):
                code = re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"", "", read(name), flags=re.DOTALL)
                bad += [f"{name}: {match.group(1)}" for match in forbidden.finditer(code)]
        self.none(bad, "impure calls in the core")

    def test_licences(self):
        kinds = (".c", ".h", ".py", ".sh", ".ui", ".css")
        scripts = [name for name in FILES if name.startswith(("build-aux/", ".ci/")) and "." not in os.path.basename(name)
                   and os.path.basename(name) != "packages"]
        bad = []
        for name in [name for name in FILES if name.endswith(kinds)] + scripts:
            head = read(name)[:600]
            if "SPDX-FileCopyrightText: 2026 The Headroom authors" not in head or \
               "SPDX-License-Identifier: GPL-3.0-or-later" not in head:
                bad.append(name)
        self.none(bad, "files without a licence header")

    def test_sizes(self):
        bad = []
        for name in FILES:
            limit = {".c": MAX_LINES, ".h": MAX_HEADER_LINES, ".ui": MAX_UI_LINES}.get(os.path.splitext(name)[1])
            if name == "src/core/base/hr-enums.h":
                limit = MAX_ENUM_LINES
            lines = read(name).count("\n") if limit else 0
            if limit and lines > limit:
                bad.append(f"{name}: {lines} lines, at most {limit}")
        self.none(bad, "files that are too long")

    def test_nine_in_ten_sources_are_short(self):
        lengths = sorted(read(name).count("\n") for name in SOURCES if name.startswith("src/") and name.endswith(".c"))
        self.assertLessEqual(lengths[len(lengths) // 2], 250)
        self.assertLessEqual(lengths[len(lengths) * 9 // 10], 500)

    def test_text_files_are_clean(self):
        bad = []
        for name in FILES:
            if not name.endswith((".c", ".h", ".py", ".ui", ".css", ".build", ".md", ".in", ".yml")):
                continue
            columns = MAX_COLUMNS
            for number, line in enumerate(read(name).split("\n"), 1):
                if line.startswith("/* clang-format "):
                    columns = MAX_TABLE_COLUMNS if " off " in line else MAX_COLUMNS
                if "\t" in line or line != line.rstrip() or "\r" in line:
                    bad.append(f"{name}:{number}: tab or trailing space")
                if name.endswith((".c", ".h")) and len(line) > columns:
                    bad.append(f"{name}:{number}: {len(line)} columns")
            if not read(name).endswith("\n"):
                bad.append(f"{name}: no newline at the end")
        self.none(bad, "lines that are not clean")

    def test_format(self):
        done = subprocess.run([os.path.join(ROOT, "build-aux", "format"), "--check"], capture_output=True, text=True,
                              check=False)
        if done.returncode == 77:
            self.skipTest(done.stderr.strip())
        self.assertEqual(done.returncode, 0, "build-aux/format lays these out otherwise:\n" + done.stdout)

    def test_nothing_of_a_workplace(self):
        bad = []
        for name in FILES:
            if name.endswith((".png", ".svg", ".pdf", ".ttf", ".otf", ".gz")) or name == "COPYING" or \
               name == "tests/lint/test-tree.py":
                continue
            try:
                text = read(name)
            except UnicodeDecodeError:
                continue
            bad += [f"{name}: {match.group(0)}" for match in WORKPLACE.finditer(text)]
        self.none(bad, "words of a workplace")

    def test_version_checks_stay_in_compat(self):
        bad = [name for name in SOURCES if name.startswith("src/") and "/compat/" not in name
               and re.search(r"\b(GTK|ADW|GLIB)_CHECK_VERSION\b", read(name))]
        self.none(bad, "version checks outside of compat")


if __name__ == "__main__":
    sys.exit(tap.main())
