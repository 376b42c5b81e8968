# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window through the accessibility bus, as a screen reader's user would.

A journey is a function that takes a Session and raises AssertionError. Each runs the program in
directories of its own, so that none sees another's data. The tree of widgets comes in one call
(GetItems of the program's cache): asking widget by widget takes seconds. Keys go through X.
"""
import collections
import os
import shutil
import signal
import subprocess
import tempfile
import time
import traceback

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

TIMEOUT = 20.0
ASK_AGAIN = 0.5
ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
ROLES = {7: "check box", 11: "combo box", 16: "dialog", 20: "filler", 23: "frame", 27: "image",
         29: "label", 31: "list", 32: "list item", 33: "menu", 35: "menu item", 37: "page tab",
         38: "page tab list", 39: "panel", 43: "push button", 44: "radio button", 48: "scroll bar",
         49: "scroll pane", 50: "separator", 52: "spin button", 55: "table", 56: "table cell",
         57: "table column header", 61: "text", 62: "toggle button", 69: "window", 75: "application",
         79: "entry",
         99: "panel"}   # a grouping, which GTK has called so since 4.10
STATES = {"checked": (4,), "expanded": (10,), "focusable": (11,), "focused": (12,), "selected": (23,),
          "sensitive": (24,), "visible": (30,),
          "invalid": (0, 36)}   # GTK 4.8 takes the wrong one of the two for an invalid entry


def has_state(states, name):
    return any(states >> bit & 1 for bit in STATES[name])


def wait_for(what, probe, timeout=TIMEOUT):
    """The first true answer of probe(); an object may go away while we ask."""
    end = time.monotonic() + timeout
    while True:
        try:
            answer = probe()
            if answer:
                return answer
        except (GLib.Error, OSError):
            pass
        if time.monotonic() > end:
            raise AssertionError(f"timed out waiting for {what}")
        time.sleep(0.04)


class Item:
    """A widget as it was when the tree was read."""

    def __init__(self, bus, row):
        (self.owner, self.path), _, (_, self.parent), self.index, _, self.interfaces, self.name, role, _, \
            states = row
        self.bus = bus
        self.role = ROLES.get(role, str(role))
        self.states = states[0] | states[1] << 32
        self.children = []

    def call(self, interface, method, parameters=None):
        reply = self.bus.call_sync(self.owner, self.path, ATSPI + interface, method, parameters, None,
                                   Gio.DBusCallFlags.NONE, 5000, None)
        return reply.unpack()

    def has(self, state):
        return has_state(self.states, state)

    def is_now(self, state):
        low, high = self.call("Accessible", "GetState")[0]
        return has_state(low | high << 32, state)

    def extents(self):
        """x, y, width, height in its window: GTK 4.8 knows no place on the screen."""
        return self.call("Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]

    def is_named(self, name):
        """GTK 4.8 gives some names twice ("_Run Run"), mnemonic first."""
        given = self.name.replace("_", "")
        return given in (name, f"{name} {name}")

    def text(self):
        """What an entry holds; what a label says."""
        if ATSPI + "Text" not in self.interfaces:
            return self.name
        count = self.bus_property("Text", "CharacterCount")
        return self.call("Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]

    def bus_property(self, interface, name):
        reply = self.bus.call_sync(self.owner, self.path, "org.freedesktop.DBus.Properties", "Get",
                                   GLib.Variant("(ss)", (ATSPI + interface, name)), None,
                                   Gio.DBusCallFlags.NONE, 5000, None)
        return reply.unpack()[0]

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def labels(self):
        return [i.name for i in self.walk() if i.role == "label" and i.name]

    def __repr__(self):
        return f"{self.role} {self.name!r}"


class Session:
    """One user: a home directory, and the program running in it."""

    def __init__(self, program):
        self.program = program
        self.home = tempfile.mkdtemp(prefix="headroom-e2e-")
        self.process = None
        self.log = None
        self.owner = None
        self.asked = {}
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, 20000, None).unpack()[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    # The program

    def path(self, *parts):
        return os.path.join(self.home, *parts)

    def write(self, text, *parts):
        path = self.path(*parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, *parts):
        with open(self.path(*parts), encoding="utf-8") as file:
            return file.read()

    def names(self, *parts):
        return os.listdir(self.path(*parts)) if os.path.isdir(self.path(*parts)) else []

    def environment(self):
        env = dict(os.environ)
        for name, folder in (("HOME", "."), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"),
                             ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state")):
            env[name] = os.path.normpath(self.path(folder))
            if not os.path.exists(env[name]):
                os.makedirs(env[name])
        env.update(GTK_A11Y="atspi", GSK_RENDERER="cairo", GDK_BACKEND="x11", LC_ALL="C.UTF-8", TZ="UTC",
                   GSETTINGS_BACKEND="keyfile", GTK_USE_PORTAL="0", G_DEBUG="fatal-criticals")
        return env

    def start(self, *arguments):
        for is_last in (False, False, True):
            self.log = open(self.path("log.txt"), "ab")
            self.process = subprocess.Popen([self.program, *arguments], env=self.environment(),
                                            cwd=self.home, stdout=self.log, stderr=self.log)
            try:
                self.owner = wait_for("the program on the bus", self.find_owner)
                self.wait(role="frame")
                return self
            except AssertionError:
                # GLib 2.74 closes a connection while it is being set up, once in a thousand starts on a
                # busy machine: the toolkit's link to the accessibility bus, nothing of ours.
                if is_last or self.process.poll() is None or "check_unclosed" not in self.read_log():
                    raise

    def bus_call(self, method, parameters=None):
        return self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                  method, parameters, None, Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]

    def find_owner(self):
        assert self.process.poll() is None, "the program ended: " + self.read_log()
        for name in self.bus_call("ListNames"):
            try:
                pid = self.bus_call("GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))
            except GLib.Error:
                continue
            if pid == self.process.pid:
                return name
        return None

    def read_log(self):
        return self.read("log.txt")[-3000:] if os.path.exists(self.path("log.txt")) else ""

    def end(self):
        self.asked = {}
        self.process = None
        self.owner = None
        self.log.close()

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.end()

    def quit(self):
        """As a user does: Ctrl+Q, and the program ends by itself with status 0."""
        self.key("ctrl+q")
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            raise AssertionError("Ctrl+Q does not quit") from None
        assert status == 0, f"ended with {status}: {self.read_log()}"
        self.end()

    def clean(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    # Looking

    def ask_children(self, owner, path, known):
        """Makes the program tell of everything below."""
        reply = self.bus.call_sync(owner, path, ATSPI + "Accessible", "GetChildren", None, None,
                                   Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]
        for _, child in reply:
            if child not in known:
                known.add(child)
                self.ask_children(owner, child, known)

    def rows(self):
        """The program's cache knows only widgets that somebody asked for: asks until all are known."""
        rows = []
        now = time.monotonic()
        for _ in range(4):
            rows = self.bus.call_sync(self.owner, "/org/a11y/atspi/cache", ATSPI + "Cache", "GetItems", None,
                                      None, Gio.DBusCallFlags.NONE, 10000, None).unpack()[0]
            known = {row[0][1] for row in rows}
            n_known = collections.Counter(row[2][1] for row in rows)
            before = len(known)
            for row in rows:
                path, n_children = row[0][1], row[4]
                counts = n_children, n_known[path]
                if n_children == n_known[path]:
                    self.asked.pop(path, None)
                elif self.asked.get(path, (None, 0.0))[0] != counts or now > self.asked[path][1] + ASK_AGAIN:
                    # Some have hidden children, or such that name another parent: not at every look.
                    self.asked[path] = counts, now
                    try:
                        self.ask_children(self.owner, path, known)
                    except GLib.Error:
                        continue
            if len(known) == before:
                break
        return rows

    def roots(self):
        """The windows with all that is in them, hidden subtrees left out."""
        assert self.process.poll() is None, "the program ended: " + self.read_log()
        items = {row[0][1]: Item(self.bus, row) for row in self.rows()}
        windows = []
        for item in items.values():
            if item.path == ROOT or not item.has("visible"):
                continue
            if item.parent == ROOT:
                windows.append(item)
            elif item.parent in items:
                items[item.parent].children.append(item)
        for item in items.values():
            item.children.sort(key=lambda child: child.index)
        return windows

    def all(self, **query):
        return list(self.each(**query))

    def each(self, role=None, name=None, contains=None, state=None, root=None):
        for window in [root] if root else self.roots():
            for item in window.walk():
                if role is not None and item.role != role or name is not None and not item.is_named(name) \
                        or contains is not None and contains not in item.name \
                        or state is not None and not item.has(state):
                    continue
                # A page that is not shown and a folded row are "visible" too, but have no size.
                try:
                    extents = item.extents()
                except GLib.Error:
                    continue
                if extents[2] > 0 and extents[3] > 0:
                    yield item

    def find(self, **query):
        return next(self.each(**query), None)

    def wait(self, timeout=TIMEOUT, **query):
        return wait_for(f"{query}", lambda: self.find(**query), timeout)

    def wait_text(self, text, timeout=TIMEOUT):
        return self.wait(timeout, contains=text)

    def wait_gone(self, timeout=TIMEOUT, **query):
        wait_for(f"the end of {query}", lambda: not self.find(**query), timeout)

    def dump(self):
        lines = []

        def visit(item, depth):
            lines.append("  " * depth + repr(item))
            for child in item.children:
                visit(child, depth + 1)
        for window in self.roots():
            visit(window, 0)
        return "\n".join(lines)

    # Doing

    def click(self, item=None, **query):
        item = item or self.wait(**query)
        item.call("Action", "DoAction", GLib.Variant("(i)", (0,)))

    def point(self, item=None, button=1, times=1, **query):
        """A click of the mouse in its middle: GTK 4.8 takes no focus over the bus."""
        item = item or self.wait(**query)
        x, y, width, height = item.extents()
        place = [str(int(x + width / 2)), str(int(y + height / 2))]
        subprocess.run(["xdotool", "mousemove", *place, "click", "--repeat", str(times), "--delay", "30",
                        str(button)], check=True)
        return item

    def enter(self, text, item=None, **query):
        """Replaces the text of an entry, as a screen reader's user pastes into it."""
        item = item or self.wait(**query)
        item.call("EditableText", "SetTextContents", GLib.Variant("(s)", (text,)))
        return item

    def top_window(self):
        """The X window that was mapped last: without a window manager nobody else gives it the keys."""
        ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.split()
        return ids[-1].decode() if ids else None

    def key(self, *names):
        """X key names with modifiers: "Return", "ctrl+q"."""
        for name in names:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)
            time.sleep(0.05)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)

    def screenshot(self, name):
        folder = os.environ.get("HEADROOM_SCREENSHOTS")
        if folder:
            os.makedirs(folder, exist_ok=True)
            subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")], check=False)


def explain(session, name):
    print("\n".join("# " + line for line in traceback.format_exc().splitlines()), flush=True)
    try:
        session.screenshot("failed-" + name)
        lines = (session.read_log() + "\n" + session.dump()).splitlines()[:500]
        print("\n".join("# " + line for line in lines), flush=True)
    except (AssertionError, AttributeError, GLib.Error, OSError):
        pass


def run(program, journeys):
    """Runs the journeys and reports in TAP."""
    failed = 0
    print(f"1..{len(journeys)}", flush=True)
    for number, journey in enumerate(journeys, 1):
        name = journey.__name__.replace("_", " ")
        session = Session(program)
        start = time.monotonic()
        try:
            journey(session)
            print(f"ok {number} {name}\n# {time.monotonic() - start:.1f} s", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            explain(session, journey.__name__)
        finally:
            session.clean()
    return 1 if failed else 0
