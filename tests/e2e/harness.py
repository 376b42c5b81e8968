# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window through the accessibility bus, as a screen reader's user would.

A journey is a function that takes a Session and raises AssertionError. Each runs the program in
directories of its own, so that none sees another's data.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

APP_ID = "io.github.headroom.Headroom"
TIMEOUT = 20.0


def wait_for(what, probe, timeout=TIMEOUT):
    """The first true answer of probe(); the bus is slow, and an object may go away while we ask."""
    end = time.monotonic() + timeout
    while True:
        try:
            answer = probe()
            if answer:
                return answer
        except GLib.Error:
            pass
        if time.monotonic() > end:
            raise AssertionError(f"timed out waiting for {what}")
        time.sleep(0.05)


def same_name(accessible, name):
    """GTK 4.8 gives some names twice ("_Run Run"), mnemonic first."""
    given = accessible.get_name() or ""
    return given == name or given.replace("_", "") == name or given.endswith(" " + name) and \
        given.replace("_", "").startswith(name)


def walk(root, depth=0):
    yield root
    if depth > 60:
        return
    try:
        n = root.get_child_count()
    except GLib.Error:
        return
    for i in range(n):
        try:
            child = root.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            yield from walk(child, depth + 1)


def role_of(accessible):
    return accessible.get_role_name()


def is_showing(accessible):
    """GTK 4.8 sets SHOWING on windows only: what has a size in its window is what is to be seen."""
    if accessible.get_role() == Atspi.Role.APPLICATION:
        return True
    if not accessible.get_state_set().contains(Atspi.StateType.VISIBLE):
        return False
    component = accessible.get_component_iface()
    if component is None:
        return True
    size = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
    return size.width > 0 and size.height > 0


def text_of(accessible):
    """Its text, and its name: labels have one, entries the other."""
    parts = [accessible.get_name() or ""]
    text = accessible.get_text_iface()
    if text is not None:
        parts.append(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))
    return " ".join(p for p in parts if p)


class Session:
    """One user: a home directory, and the program running in it."""

    def __init__(self, program):
        self.program = program
        self.home = tempfile.mkdtemp(prefix="headroom-e2e-")
        self.process = None
        self.app = None

    def path(self, *parts):
        return os.path.join(self.home, *parts)

    def environment(self):
        env = dict(os.environ)
        for name, folder in (("HOME", ""), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"),
                             ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state")):
            env[name] = self.path(folder) if folder else self.home
            os.makedirs(env[name], exist_ok=True)
        env.update(GTK_A11Y="atspi", GSK_RENDERER="cairo", GDK_BACKEND="x11", LC_ALL="C.UTF-8", TZ="UTC",
                   GSETTINGS_BACKEND="keyfile", NO_AT_BRIDGE="0", GTK_USE_PORTAL="0",
                   G_DEBUG="fatal-criticals")
        return env

    def start(self, *arguments):
        self.log = open(self.path("log.txt"), "ab")
        self.process = subprocess.Popen([self.program, *arguments], env=self.environment(),
                                        cwd=self.home, stdout=self.log, stderr=self.log)
        self.app = wait_for("the program on the bus", self.find_app)
        wait_for("the window", lambda: self.find(role="frame") or self.find(role="window"))
        return self

    def find_app(self):
        assert self.process.poll() is None, "the program ended: " + self.read_log()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def read_log(self):
        with open(self.path("log.txt"), encoding="utf-8", errors="replace") as log:
            return log.read()[-3000:]

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
            self.log.close()

    def quit(self):
        """As a user does: Ctrl+Q, and the program ends by itself with status 0."""
        self.key("<Control>q")
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            raise AssertionError("Ctrl+Q does not quit")
        assert status == 0, f"ended with {status}: {self.read_log()}"
        self.process = None
        self.log.close()

    def clean(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    # Looking

    def all(self, role=None, name=None, contains=None, root=None, showing=True):
        found = []
        for item in walk(root or self.app):
            try:
                if role is not None and role_of(item) != role:
                    continue
                if name is not None and not same_name(item, name):
                    continue
                if contains is not None and contains not in text_of(item):
                    continue
                if showing and not is_showing(item):
                    continue
            except GLib.Error:
                continue
            found.append(item)
        return found

    def find(self, **query):
        found = self.all(**query)
        return found[0] if found else None

    def wait(self, timeout=TIMEOUT, **query):
        return wait_for(f"{query}", lambda: self.find(**query), timeout)

    def texts(self, root=None):
        return [text_of(item) for item in self.all(root=root)]

    def wait_text(self, text, timeout=TIMEOUT):
        return wait_for(f"the text {text!r}", lambda: self.find(contains=text), timeout)

    def dump(self, root=None):
        lines = []

        def visit(item, depth):
            try:
                lines.append("  " * depth + f"{role_of(item)} {item.get_name()!r}"
                             + ("" if is_showing(item) else " (hidden)"))
                for i in range(item.get_child_count()):
                    child = item.get_child_at_index(i)
                    if child is not None:
                        visit(child, depth + 1)
            except GLib.Error:
                pass
        visit(root or self.app, 0)
        return "\n".join(lines)

    # Doing

    def click(self, item=None, **query):
        item = item or self.wait(**query)
        action = item.get_action_iface()
        assert action is not None and Atspi.Action.get_n_actions(action) > 0, f"no action on {text_of(item)!r}"
        Atspi.Action.do_action(action, 0)
        time.sleep(0.1)

    def focus(self, item=None, **query):
        item = item or self.wait(**query)
        Atspi.Component.grab_focus(item.get_component_iface())
        wait_for("the focus", lambda: item.get_state_set().contains(Atspi.StateType.FOCUSED), 5)
        return item

    def enter(self, text, item=None, **query):
        item = item or self.wait(**query)
        editable = item.get_editable_text_iface()
        assert editable is not None, f"{text_of(item)!r} cannot be edited"
        Atspi.EditableText.set_text_contents(editable, text)
        time.sleep(0.05)

    def key(self, *names):
        """X key names with modifiers: "Return", "<Control>q"."""
        for name in names:
            keys = name.replace("<Control>", "ctrl+").replace("<Shift>", "shift+").replace("<Alt>", "alt+")
            subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True)
            time.sleep(0.08)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "12", text], check=True)
        time.sleep(0.1)

    def screenshot(self, name):
        folder = os.environ.get("HEADROOM_SCREENSHOTS")
        if folder:
            os.makedirs(folder, exist_ok=True)
            subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")], check=False)


def run(program, journeys):
    """Runs the journeys and reports in TAP."""
    failed = 0
    print(f"1..{len(journeys)}", flush=True)
    for number, journey in enumerate(journeys, 1):
        session = Session(program)
        name = journey.__name__.replace("_", " ")
        try:
            journey(session)
            print(f"ok {number} {name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print("# " + line, flush=True)
            try:
                session.screenshot("failed-" + journey.__name__)
                for line in (session.read_log() + "\n" + session.dump()).splitlines()[:400]:
                    print("# " + line, flush=True)
            except Exception:
                pass
        finally:
            session.clean()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit("run journeys.py")
