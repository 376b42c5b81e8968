# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: bench-first-frame.py WATCHER EMPTY HEADROOM
Time from the start of the process to the first painted frame, against an empty window measured in the
same run, turn about; the ratio of the fastest runs is what counts, because other load only adds."""
import os
import re
import subprocess
import sys
import tempfile

LIMIT = 1.5
RUNS = 9


def first_frame(watcher, program, home):
    env = dict(os.environ, LD_PRELOAD=watcher, GSK_RENDERER="cairo", GDK_BACKEND="x11", GTK_A11Y="none",
               GSETTINGS_BACKEND="memory", HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home,
               LC_ALL="C.UTF-8")
    done = subprocess.run([program], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=30, check=False)
    return float(re.search(r"FIRST-FRAME ([\d.]+)", done.stderr).group(1))


def main():
    watcher, empty, headroom = sys.argv[1:]
    times = {empty: [], headroom: []}
    with tempfile.TemporaryDirectory() as home:
        for number in range(RUNS + 1):
            for program in (empty, headroom):
                taken = first_frame(watcher, program, home)
                if number > 0:
                    times[program].append(taken)
    base = min(times[empty])
    own = min(times[headroom])
    ratio = own / base
    print("1..1")
    print(f"{'ok' if ratio <= LIMIT else 'not ok'} 1 first frame {own:.0f} ms, empty window {base:.0f} ms, "
          f"ratio {ratio:.2f} (limit {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
