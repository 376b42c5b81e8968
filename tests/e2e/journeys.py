# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: journeys.py PROGRAM [WORD…]

What people do with the program, from the window to the file and back. With words, only the journeys
that have one of them in their name.
"""
import json
import os
import re
import shutil
import stat
import subprocess
import sys

import cell_journeys
from harness import run, wait_for
from steps import card_of, choose, open_page, pick, search_catalog, set_price, tab_to, wait_pick, wait_saved

PLAN = """{
  "format": "headroom-plan",
  "version": 1,
  "title": "Draft models for Zoë",
  "workload": {"task": "llm-inference", "model": "llama-3.1-8b", "weight_format": "fp16", "offload": "none"},
  "constraints": {"budget": 4500, "currency": "USD"},
  "made_by": "hand"
}
"""


def ask_and_get_advice(s):
    s.start()
    first = wait_pick(s)
    s.wait(role="list", name="Other Builds")
    s.wait(role="label", name="Why this one")
    choose(s, "Task", "Rendering", "End")
    s.wait(role="combo box", name="Scene")
    s.enter("60", role="text", name="Budget")
    s.wait_text("What rules it out")
    s.enter("20000", role="text", name="Budget")
    s.wait_gone(contains="What rules it out")
    wait_pick(s, "an answer for more", lambda name: name != first)
    out = s.wait(role="label", contains="cards ruled out")
    assert re.match(r"\d+ cards ruled out", out.name)
    s.wait(role="label", contains="No price:")


def a_price_changes_the_ranking_and_survives(s):
    s.start()
    first = wait_pick(s)
    search_catalog(s, card_of(first))
    set_price(s, 19999)
    wait_saved(s, "19999")
    s.click(role="page tab", name="Advice")
    second = wait_pick(s, "another card", lambda name: card_of(name) != card_of(first))
    s.quit()
    s.start()
    assert wait_pick(s) == second, "the price was forgotten"
    search_catalog(s, card_of(first))
    s.wait(role="push button", name="Price: 19999")


def reset_to_built_in_and_undo(s):
    s.start()
    first = wait_pick(s)
    search_catalog(s, card_of(first))
    before = s.wait(role="push button", contains="Price: ").name
    set_price(s, 17777)
    wait_saved(s, "17777")
    s.point(role="push button", name="Catalog Menu")
    s.wait(role="menu item", name="Reset to Built-in")
    s.key("Up", "Return")
    s.wait(role="push button", name=before)
    s.key("ctrl+z")
    s.wait(role="push button", name="Price: 17777")
    s.key("ctrl+z")
    s.wait(role="push button", name=before)


def compare_4090_and_a100(s):
    s.start()
    wait_pick(s)
    open_page(s, "Compare", "Verdict")
    s.wait(role="label", name="GeForce RTX 4090")
    s.wait(role="label", name="A100 PCIe 80GB")
    for row in ("Memory Needed", "Time", "Whole Machine", "Work for the Money"):
        s.wait(role="label", name=row)
    s.wait_text("24\u00a0GiB")
    s.wait_text("A100 PCIe 80GB finishes")
    s.wait_text("times as fast as GeForce RTX 4090")


def export_pdf(s):
    s.start()
    name = card_of(wait_pick(s))
    s.key("ctrl+e")
    s.wait(role="push button", name="Save")
    s.key("ctrl+a")
    s.type(s.path("answer.pdf"))
    s.key("Return")
    wait_for("the file", lambda: os.path.exists(s.path("answer.pdf")) and os.path.getsize(s.path("answer.pdf")) > 1000)
    s.wait_text("answer.pdf written")
    words = subprocess.run(["pdftotext", "-layout", s.path("answer.pdf"), "-"], stdout=subprocess.PIPE,
                           check=True).stdout.decode()
    assert name in words.replace("\u00a0", " "), f"{name} is not in the document"
    for word in ("Why this one", "Parts and prices", "Price of", "Where the prices come from"):
        assert word in words, f"{word} is not in the document"
    assert "How it was computed" not in words, "nobody asked for the appendix"
    pages = subprocess.run(["pdfinfo", s.path("answer.pdf")], stdout=subprocess.PIPE, check=True).stdout.decode()
    assert int(re.search(r"Pages:\s+(\d+)", pages).group(1)) >= 2


def a_field_says_what_is_allowed(s):
    s.start()
    first = wait_pick(s)
    for wrong in ("0", "-5", "a lot", "1e400", "nan"):
        s.enter(wrong, role="text", name="Budget")
        s.wait(role="label", contains="or empty")
        assert s.find(role="text", name="Budget").text() == wrong, "what was typed is gone"
        assert s.find(role="text", name="Budget").is_now("invalid"), "the field is not marked"
    assert pick(s) == first, "a wrong number changed the answer"
    s.enter("2.5", role="text", name="Sequence Length")
    s.wait(role="label", contains="A whole number from")
    s.enter("3000", role="text", name="Budget")
    s.wait_gone(role="label", contains="or empty")


def a_corrupt_catalog_is_left_alone(s):
    text = '{"gpus": [{"id": "rtx-4090", "memory_gib": "lots"'
    path = s.write(text, "data", "headroom", "catalog.json")
    s.start()
    wait_pick(s)
    s.wait_text("built-in prices are used")
    s.quit()
    assert s.read("data", "headroom", "catalog.json") == text, "the file was changed"
    assert os.path.exists(path)


def an_unwritable_folder_is_told(s):
    s.start()
    first = wait_pick(s)
    # Even root cannot make a folder where a file is.
    shutil.rmtree(s.path("data", "headroom"), ignore_errors=True)
    s.write("not a folder", "data", "headroom")
    search_catalog(s, card_of(first))
    set_price(s, 18888)
    s.wait_text("not saved")
    s.wait(role="push button", name="Price: 18888")
    s.click(role="page tab", name="Advice")
    wait_pick(s, "another card", lambda name: card_of(name) != card_of(first))
    assert s.read("data", "headroom") == "not a folder"


def open_and_save_a_plan(s):
    path = s.write(PLAN, "mine.headroom")
    s.start(path)
    wait_pick(s)
    wait_for("the plan's budget", lambda: s.find(role="text", name="Budget").text() == "4,500")
    s.enter("5200", role="text", name="Budget")
    s.key("ctrl+s")
    wait_for("the saved plan", lambda: "5200" in s.read("mine.headroom"))
    plan = json.loads(s.read("mine.headroom"))
    assert plan["constraints"]["budget"] == 5200
    assert plan["title"] == "Draft models for Zoë"
    assert plan["made_by"] == "hand", "an unknown member was lost"
    s.quit()
    s.start()
    wait_for("the draft", lambda: s.find(role="text", name="Budget").text() == "5,200")


def a_question_survives_a_crash(s):
    s.start()
    wait_pick(s)
    s.enter("7654", role="text", name="Budget")
    wait_for("the draft", lambda: any("7654" in s.read("data", "headroom", "drafts", name)
                                      for name in s.names("data", "headroom", "drafts")))
    s.process.kill()
    s.process.wait()
    s.end()
    s.start()
    wait_for("the budget", lambda: s.find(role="text", name="Budget").text() == "7,654")


def a_broken_plan_changes_nothing(s):
    path = s.write(PLAN.replace('"budget": 4500', '"budget": "lots"'), "broken.headroom")
    s.start()
    first = wait_pick(s)
    s.key("ctrl+o")
    s.wait(role="push button", name="Cancel")
    s.type(path)
    s.key("Return")
    s.wait_text("broken.headroom:")
    assert pick(s) == first
    assert stat.S_ISREG(os.stat(path).st_mode)


def keyboard_only(s):
    s.start()
    wait_pick(s)
    s.key("F10")
    s.wait(role="menu item", contains="Preferences")
    s.key("Escape")
    for key, text in (("alt+2", "Roofline"), ("alt+3", "Verdict"), ("alt+4", "Which GPU Is in It?"), ("alt+1", "Why this one")):
        s.key(key)
        s.wait(name=text)
    s.key("ctrl+comma")
    s.wait(name="New Plans")
    s.key("Escape")
    s.wait_gone(name="New Plans")
    s.key("ctrl+question")
    s.wait_text("Export PDF")
    s.key("Escape")
    # The table is read when it is down to a few rows.
    s.key("alt+5", "ctrl+f")
    s.type("H100")
    s.wait(role="push button", contains="Name: H100")


def my_machine_runs_out_of_memory(s):
    plan = PLAN.replace('"constraints"', '"system": {"gpu": "rtx-3060-12gb", "gpu_count": 1, "ram_gib": 32},\n  "constraints"')
    s.start(s.write(plan, "mine.headroom"))
    wait_pick(s)
    s.key("ctrl+m")
    s.wait_text("GPU memory runs out")
    s.wait(name="What Helps")
    apply = s.all(role="push button", contains="Apply: ")
    assert apply, "no remedy can be applied"
    tab_to(s, role="push button", name=apply[0].name)
    s.key("space")
    s.wait_gone(contains="GPU memory runs out")
    s.wait_text("Applied: ")
    s.click(role="push button", name="Undo")
    s.wait_text("GPU memory runs out")


def my_machine_without_a_gpu(s):
    """The page asks for a card, takes one by keyboard, saves it with the plan, and shows it again."""
    path = s.write(PLAN, "mine.headroom")
    s.start(path)
    wait_pick(s)
    s.key("alt+4")
    s.wait(name="Which GPU Is in It?")
    s.wait_text("No GPU was found")
    s.wait(role="text", name="RAM")
    s.point(role="combo box", name="GPU")
    wait_for("the list of cards", lambda: len(s.find(role="combo box", name="GPU").labels()) > 3)
    s.type("RTX 3060 12")
    s.key("Down", "Return")
    s.wait_text("GPU memory runs out")
    s.wait(name="What Helps")
    s.enter("48", role="text", name="RAM")
    s.key("ctrl+s")
    wait_for("the saved machine", lambda: '"system"' in s.read("mine.headroom"))
    system = json.loads(s.read("mine.headroom"))["system"]
    assert system["gpu"] == "rtx-3060-12gb" and system["ram_gib"] == 48, system


def a_figure_opens_its_trace(s):
    s.start()
    wait_pick(s)
    figure = s.wait(role="push button", contains="a run, all in")
    value = figure.name.split(", a run")[0]
    s.key("alt+1")
    for _ in range(60):
        s.key("Tab")
        if figure.is_now("focused"):
            break
    else:
        raise AssertionError("the Tab key does not reach the cost of a run")
    s.key("Return")
    row = s.wait(role="list item", contains="Cost of a run: ", state="focused")
    assert row.name.startswith(f"Cost of a run: {value}"), row.name
    window = next(w for w in s.roots() if "How Was This Computed?" in w.name)
    x, y, _, height = row.extents()
    assert 0 < y and y + height < window.extents()[3], "the term is out of sight"
    s.key("Escape")
    s.wait_gone(role="list item", contains="Cost of a run: ")
    # The figure kept the focus.
    s.key("Return")
    s.wait(role="list item", contains="Cost of a run: ", state="focused")


def help_opens_at_the_page(s):
    """F1 asks the desktop's help viewer for the page that is seen; here one that notes what it is asked for."""
    viewer = s.write('#!/bin/sh\necho "$1" >> "$HOME/asked.txt"\n', "viewer")
    os.chmod(viewer, 0o755)
    s.write(f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={viewer} %u\nMimeType=x-scheme-handler/help;\n",
            "data", "applications", "viewer.desktop")
    s.write("[Default Applications]\nx-scheme-handler/help=viewer.desktop\n", "config", "mimeapps.list")
    s.start()
    wait_pick(s)
    asked = []
    for number, page in enumerate(["advice", "charts", "compare", "machine", "catalog"], 1):
        s.key(f"alt+{number}", "F1")
        asked.append(f"help:headroom/{page}")
        wait_for(f"the help on {page}", lambda: s.names(".").count("asked.txt")
                 and s.read("asked.txt").split() == asked)


JOURNEYS = [
    ask_and_get_advice, a_price_changes_the_ranking_and_survives, reset_to_built_in_and_undo,
    compare_4090_and_a100, export_pdf, a_field_says_what_is_allowed, a_corrupt_catalog_is_left_alone,
    an_unwritable_folder_is_told, open_and_save_a_plan, a_question_survives_a_crash, a_broken_plan_changes_nothing, keyboard_only,
    my_machine_runs_out_of_memory, my_machine_without_a_gpu, a_figure_opens_its_trace, help_opens_at_the_page,
    *cell_journeys.JOURNEYS,
]

if __name__ == "__main__":
    words = sys.argv[2:]
    sys.exit(run(os.path.abspath(sys.argv[1]), [j for j in JOURNEYS if not words or any(w in j.__name__ for w in words)]))
