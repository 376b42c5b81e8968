#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-packaging.py BUILD_FOLDER
That the files for the desktop agree with each other, with what is installed, and with the Flatpak manifest."""
import configparser
import fnmatch
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = sys.argv.pop(1)
ID = "io.github.headroom.Headroom"
MIME = "application/vnd.headroom.plan+json"
# What org.gnome.Platform and its SDK have; everything else must be a module of the manifest.
RUNTIME = {"glib-2.0", "gobject-2.0", "gio-2.0", "json-glib-1.0", "cairo", "pangocairo", "gtk4", "libadwaita-1",
           "gtk4-unix-print", "m"}
MESON = [shutil.which("meson") or "meson"]
MANIFEST_KEYS = {"id", "runtime", "runtime-version", "sdk", "command", "finish-args", "cleanup", "modules"}


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as source:
        return source.read()


def information(name, build=BUILD):
    with open(os.path.join(build, "meson-info", name), encoding="utf-8") as source:
        return json.load(source)


def installed(build=BUILD):
    """Every file that `meson install` writes, below the prefix."""
    prefix = next(option["value"] for option in information("intro-buildoptions.json", build) if option["name"] == "prefix")
    found = []
    for source, target in information("intro-installed.json", build).items():
        names = [""]
        if os.path.isdir(source):
            names = ["/" + os.path.relpath(os.path.join(folder, name), source)
                     for folder, _, files in os.walk(source) for name in files]
        found += [os.path.relpath(target, prefix) + name for name in names]
    return found


def keyfile(name):
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read_string(read(name))
    return parser


class Desktop(unittest.TestCase):
    def setUp(self):
        self.entry = keyfile(f"data/desktop/{ID}.desktop.in")["Desktop Entry"]
        self.metainfo = ElementTree.fromstring(read(f"data/desktop/{ID}.metainfo.xml.in"))

    def test_desktop_entry(self):
        self.assertEqual(self.entry["Icon"], ID)
        self.assertEqual(self.entry["Exec"].split()[0], "headroom")
        self.assertEqual(self.entry["MimeType"].rstrip(";").split(";"), [MIME])
        self.assertEqual(self.entry["DBusActivatable"], "true")

    def test_service_is_named_as_the_application(self):
        service = keyfile(f"data/desktop/{ID}.service.in")["D-BUS Service"]
        self.assertEqual(service["Name"], ID)
        self.assertEqual(service["Exec"].split(), ["@bindir@/headroom", "--gapplication-service"])

    def test_metainfo(self):
        self.assertEqual(self.metainfo.findtext("id"), ID)
        self.assertEqual(self.metainfo.findtext("launchable"), ID + ".desktop")
        self.assertEqual([item.text for item in self.metainfo.iter("mediatype")], [MIME])
        self.assertEqual(self.metainfo.findtext("name"), self.entry["Name"])
        self.assertEqual(self.metainfo.findtext("summary"), self.entry["Comment"])
        for binary in self.metainfo.iter("binary"):
            self.assertIn("bin/" + binary.text, installed())

    def test_version(self):
        version = re.search(r"^\s*version: '([^']+)'", read("meson.build"), re.MULTILINE).group(1)
        self.assertEqual(self.metainfo.find("releases/release").get("version"), version)

    def test_mime_type(self):
        spaces = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}
        mime = ElementTree.fromstring(read(f"data/desktop/{ID}.xml"))
        self.assertEqual([item.get("type") for item in mime.findall("mime:mime-type", spaces)], [MIME])
        self.assertEqual([item.get("pattern") for item in mime.iterfind(".//mime:glob", spaces)], ["*.headroom"])

    def test_settings(self):
        schema = ElementTree.fromstring(read(f"data/schema/{ID}.gschema.xml")).find("schema")
        self.assertEqual(schema.get("id"), ID)
        self.assertEqual(schema.get("path"), "/" + ID.replace(".", "/") + "/")

    def test_resources(self):
        prefixes = [item.get("prefix") for item in ElementTree.fromstring(read("ui/headroom.gresource.xml"))]
        self.assertEqual([name for name in prefixes if not name.startswith("/" + ID.replace(".", "/"))], [])

    def test_what_is_installed(self):
        wanted = ["bin/headroom", "bin/headroom-cli", f"share/applications/{ID}.desktop",
                  f"share/metainfo/{ID}.metainfo.xml", f"share/dbus-1/services/{ID}.service",
                  f"share/mime/packages/{ID}.xml", f"share/glib-2.0/schemas/{ID}.gschema.xml",
                  f"share/icons/hicolor/scalable/apps/{ID}.svg",
                  f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
                  "share/man/man1/headroom.1", "share/man/man1/headroom-cli.1"]
        wanted += [f"share/locale/{language}/LC_MESSAGES/headroom.mo" for language in read("po/LINGUAS").split("\n")
                   if language and not language.startswith("#")]
        self.assertEqual([name for name in wanted if name not in installed()], [])


class WithoutWindow(unittest.TestCase):
    """What is built without the window installs nothing of it, and asks for no tool of a desktop."""

    def test_what_is_installed(self):
        with tempfile.TemporaryDirectory(prefix="headroom-test-") as folder:
            build = os.path.join(folder, "build")
            subprocess.run([*MESON, "setup", "--prefix", "/usr", "-Dapp=disabled", "-Dtests=false", build, ROOT],
                           check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, MALLOC_CHECK_="0"))
            found = installed(build)
            names = json.loads(subprocess.run([*MESON, "introspect", "--targets", build], check=True,
                                              stdout=subprocess.PIPE).stdout)
            scripts = os.path.join(build, "meson-private", "install.dat")
            with open(scripts, "rb") as data:
                self.assertNotIn(b"update-desktop-database", data.read())
        self.assertIn("bin/headroom-cli", found)
        self.assertIn("share/man/man1/headroom-cli.1", found)
        self.assertNotIn("headroom", [target["name"] for target in names])
        self.assertEqual([name for name in found if "bin/headroom" == name or name.endswith("/headroom.1")
                          or re.search("/(applications|metainfo|icons|dbus-1|mime|glib-2.0)/", "/" + name)], [])


class Flatpak(unittest.TestCase):
    def setUp(self):
        self.manifest = json.loads(read(f"flatpak/{ID}.json"))
        self.modules = {module["name"]: module for module in self.manifest["modules"]}

    def test_names(self):
        self.assertEqual(set(self.manifest), MANIFEST_KEYS)
        self.assertEqual(self.manifest["id"], ID)
        self.assertEqual((self.manifest["runtime"], self.manifest["sdk"]), ("org.gnome.Platform", "org.gnome.Sdk"))
        self.assertRegex(self.manifest["runtime-version"], r"^\d{2}$")
        self.assertIn("bin/" + self.manifest["command"], installed())

    def test_sandbox(self):
        """Headroom works offline, and files come through the portals."""
        allowed = {"--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"}
        self.assertEqual(set(self.manifest["finish-args"]), allowed)

    def test_sources(self):
        for name, module in self.modules.items():
            for source in module["sources"]:
                with self.subTest(name):
                    if source["type"] == "dir":
                        folder = os.path.normpath(os.path.join(ROOT, "flatpak", source["path"]))
                        self.assertTrue(os.path.exists(os.path.join(folder, "meson.build")))
                    else:
                        self.assertEqual(source["type"], "archive")
                        self.assertRegex(source["url"], r"^https://")
                        self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$")

    def test_options(self):
        known = re.findall(r"option\('([^']+)'", read("meson_options.txt"))
        for option in self.modules["headroom"]["config-opts"]:
            if option.startswith("-D"):
                self.assertIn(option[2:].split("=")[0], known)
            else:
                self.assertEqual(option, "--buildtype=release")

    def test_dependencies(self):
        """Whatever is linked is in the runtime or built before the program."""
        needed = set()
        for name in [os.path.join(ROOT, "meson.build"), *glob.glob(os.path.join(ROOT, "src/**/meson.build"), recursive=True)]:
            needed |= set(re.findall(r"(?:dependency|find_library)\('([^']+)'", read(name)))
        self.assertLessEqual({"glib-2.0", "gtk4", "csv"}, needed)
        built = {name.removeprefix("lib") for name in self.modules}
        self.assertEqual(sorted(needed - RUNTIME - built), [])
        self.assertEqual(list(self.modules)[-1], "headroom")

    def test_cleanup_spares_what_is_installed(self):
        for pattern in self.manifest["cleanup"]:
            gone = [name for name in installed()
                    if fnmatch.fnmatch("/" + name, pattern) or fnmatch.fnmatch(os.path.basename(name), pattern)
                    or ("/" + name).startswith(pattern + "/")]
            self.assertEqual(gone, [], pattern)


if __name__ == "__main__":
    sys.exit(tap.main())
