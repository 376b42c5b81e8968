# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What several journeys do on their way."""
import os
import re

from harness import wait_for


def pick(s):
    """The card that is recommended: the name of the answer's first box."""
    for item in s.all(role="panel", contains="\u00a0×\u00a0"):
        return item.name.replace("\u00a0", " ")
    return None


def wait_pick(s, what="an answer", accept=lambda name: True):
    return wait_for(what, lambda: (lambda name: name if name and accept(name) else None)(pick(s)))


def card_of(name):
    return re.sub(r"^\d+ × ", "", name)


def open_page(s, name, text):
    s.click(role="page tab", name=name)
    s.wait(name=text)


def choose(s, row, value, *keys):
    """Opens a list of choices by mouse and takes one by keyboard: where its items are is not told."""
    s.point(role="combo box", name=row)
    wait_for(f"the list of {row}", lambda: len(s.find(role="combo box", name=row).labels()) > 3)
    s.key(*keys, "Return")
    wait_for(f"{row} = {value}",
             lambda: value in s.find(role="combo box", name=row).children[0].labels())


def search_catalog(s, name):
    """Down to one row: reading all of the table's cells over the bus takes its time."""
    s.key("ctrl+f")
    s.type(name)
    s.wait(role="push button", name=f"Name: {name}")


def set_price(s, price):
    s.point(s.wait(role="push button", contains="Price: "), times=2)
    s.wait(role="text", contains="Price")
    s.key("ctrl+a")
    s.type(str(price))
    s.key("Return")
    s.wait(role="push button", name=f"Price: {price}")


def catalog_file(s):
    return s.path("data", "headroom", "catalog.json")


def wait_saved(s, text):
    wait_for("the catalog's file", lambda: os.path.exists(catalog_file(s))
             and text in s.read("data", "headroom", "catalog.json"))


def tab_to(s, **query):
    """Tab after tab, as somebody without a mouse does."""
    for _ in range(80):
        if any(item.is_now("focused") for item in s.all(**query)):
            return
        s.key("Tab")
    raise AssertionError(f"the focus never comes to {query}")
