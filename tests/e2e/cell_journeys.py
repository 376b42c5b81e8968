# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way into a cell of the catalog, and every way out of it. What was typed is kept, whichever way."""
from harness import wait_for
from steps import search_catalog, wait_pick, wait_saved

CARD = "GeForce RTX 3090"


def open_table(s):
    """Two rows: the card, and one below it."""
    s.start()
    wait_pick(s)
    search_catalog(s, CARD)


def cell(s, column, row=0):
    """A cell as it is now; the rows from above."""
    cells = s.all(role="push button", contains=column + ": ")
    return sorted(cells, key=lambda item: item.extents()[1])[row]


def focus_is_on(s, column, row=0):
    wait_for(f"the focus on {column} of row {row}", lambda: cell(s, column, row).is_now("focused"))


def begin(s, price):
    """A digit starts an edit and takes the place of what stood there."""
    s.point(cell(s, "Price"))
    s.type(str(price))
    wait_for("the entry", lambda: s.find(role="text", name="Price"))


def expect(s, price):
    s.wait(role="push button", name=f"Price: {price}")
    wait_saved(s, str(price))


def a_cell_is_left_by_a_key(s):
    open_table(s)
    for price, key, column, row in ((2101, "Tab", "Price date", 0), (2102, "shift+Tab", "Name", 0),
                                    (2103, "Return", "Price", 1), (2104, "KP_Enter", "Price", 1),
                                    (2105, "Down", "Price", 1), (2106, "Up", "Price", 0),
                                    (2107, "Right", "Price date", 0), (2108, "Left", "Name", 0),
                                    (2109, "Page_Down", "Price", 1), (2110, "End", "Price source", 0)):
        begin(s, price)
        s.key(key)
        expect(s, price)
        focus_is_on(s, column, row)


def a_cell_is_left_for_another_place(s):
    """By what moves the focus while the edit is open: the edit must neither stop the program nor be lost."""
    def search():
        s.key("ctrl+f")
        s.wait_gone(role="text", name="Price")

    def menu():
        s.key("F10")
        s.wait(role="menu item", contains="Preferences")
        s.key("Escape")

    def other_page():
        s.key("alt+1")
        s.wait(name="Why this one")
        s.key("alt+5")

    def other_cell():
        s.point(cell(s, "Name", 1))
        focus_is_on(s, "Name", 1)

    def other_window():
        s.key("ctrl+comma")
        s.wait(name="New Plans")
        s.key("Escape")
        s.wait_gone(name="New Plans")

    def other_section():
        s.point(name="RAM")
        s.wait_text("No Row Matches")
        s.point(name="GPUs")

    open_table(s)
    for price, leave in enumerate((search, menu, other_page, other_cell, other_window, other_section), 2201):
        begin(s, price)
        leave()
        expect(s, price)


def an_open_cell_is_kept_when_the_program_ends(s):
    open_table(s)
    begin(s, 2301)
    s.quit()
    assert "2301" in s.read("data", "headroom", "catalog.json"), "Ctrl+Q loses the edit"
    open_table(s)
    begin(s, 2302)
    s.key("ctrl+w")
    assert s.process.wait(10) == 0, "Ctrl+W: " + s.read_log()
    s.end()
    assert "2302" in s.read("data", "headroom", "catalog.json"), "Ctrl+W loses the edit"


def keys_of_a_spreadsheet(s):
    open_table(s)
    before = cell(s, "Price").name
    begin(s, 2401)
    s.key("Escape")
    focus_is_on(s, "Price")
    assert cell(s, "Price").name == before, "Escape does not restore"
    assert not s.find(role="text", name="Price"), "Escape leaves the entry"
    for key, column, row in (("Right", "Price date", 0), ("Down", "Price date", 1), ("Left", "Price", 1),
                             ("Up", "Price", 0), ("Tab", "Price date", 0), ("shift+Tab", "Price", 0),
                             ("End", "Price source", 0), ("Tab", "Name", 1), ("shift+Tab", "Price source", 0),
                             ("Home", "Name", 0), ("Up", "Name", 0), ("Left", "Name", 0)):
        s.key(key)
        focus_is_on(s, column, row)
    s.key("Right")
    focus_is_on(s, "Price")
    # In a text that one went into to change it, left and right belong to the text.
    s.key("F2")
    wait_for("the entry", lambda: s.find(role="text", name="Price"))
    s.key("ctrl+a")
    s.type("245")
    s.key("Left", "Left")
    s.type("9")
    s.key("Return")
    s.wait(role="push button", name="Price: 2945")
    focus_is_on(s, "Price", 1)
    s.screenshot("catalog-ring")


def a_list_of_values_is_left(s):
    """The cell of a list opens, chooses, and lets go by every key."""
    open_table(s)
    column = "Price condition"
    for key in ("Escape", "alt+1", "ctrl+f"):
        s.point(cell(s, column))
        s.key("Return")
        s.wait(role="list item")
        s.key(key)
        if key == "alt+1":
            s.wait(name="Why this one")
            s.key("alt+5")
        s.wait(role="push button", contains=column + ": ")
    s.point(cell(s, column))
    s.key("Return")
    s.wait(role="list item")
    s.key("End", "Return")
    focus_is_on(s, column)


JOURNEYS = [a_cell_is_left_by_a_key, a_cell_is_left_for_another_place, an_open_cell_is_kept_when_the_program_ends,
            keys_of_a_spreadsheet, a_list_of_values_is_left]
