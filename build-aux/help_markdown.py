# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The English pages of the help as one Markdown document, for those who read the sources."""
import glob
import os
import textwrap
import xml.etree.ElementTree as ElementTree

MALLARD = "{http://projectmallard.org/1.0/}"
MARKS = {"em": "**", "code": "`", "gui": "*", "key": "**"}
HEAD = """<!-- SPDX-FileCopyrightText: 2026 The Headroom authors
     SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Made from help/C by build-aux/update-help. -->
"""
PICTURE = "*{text}: `headroom-cli chart {chart} -o {chart}.svg` draws it.*"


def name(element):
    return element.tag.removeprefix(MALLARD)


def inline(element):
    """The text of an element in one line."""
    return squeeze(raw(element))


def raw(element):
    out = [element.text or ""]
    for child in element:
        text = raw(child)
        if name(child) == "link":
            text = f"[{text}](#{child.get('xref').partition('#')[0]})"
        elif name(child) in MARKS:
            text = MARKS[name(child)] + text + MARKS[name(child)]
        out += [text, child.tail or ""]
    return "".join(out)


def squeeze(text):
    """One space for each run of those that break; the others stay."""
    return " ".join(word for word in text.replace("\n", " ").split(" ") if word)


def fill(text, indent="", first=""):
    return textwrap.fill(text, 118, initial_indent=first or indent, subsequent_indent=indent,
                         break_long_words=False, break_on_hyphens=False)


def table(element):
    rows = [[inline(cell.find(MALLARD + "p")).replace("|", "\\|") for cell in row.iter(MALLARD + "td")]
            for row in element.iter(MALLARD + "tr")]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def block(element, depth):
    kind = name(element)
    if kind == "p":
        return fill(inline(element))
    if kind == "note":
        return "\n".join(fill(inline(child), "> ") for child in element)
    if kind in ("list", "steps"):
        marks = ("- " if kind == "list" else f"{i}. " for i in range(1, 100))
        return "\n".join(fill(inline(item.find(MALLARD + "p")), " " * len(mark), mark)
                         for item, mark in zip(element, marks))
    if kind == "screen":
        return "```\n" + element.text + "\n```"
    if kind == "table":
        return table(element)
    if kind == "media":
        chart = os.path.splitext(os.path.basename(element.get("src")))[0]
        return fill(PICTURE.format(text=inline(element.find(MALLARD + "p")), chart=chart))
    return "\n\n".join(["#" * depth + " " + inline(element.find(MALLARD + "title"))] + blocks(element, depth + 1))


def blocks(element, depth):
    return [block(child, depth) for child in element if name(child) not in ("info", "title")]


def sort_key(root):
    return int(root.findtext(f"{MALLARD}info/{MALLARD}title"))


def markdown(folder):
    """The document of the pages in @folder."""
    roots = {}
    for path in glob.glob(os.path.join(folder, "*.page")):
        root = ElementTree.parse(path).getroot()
        roots[root.get("id")] = root
    index = roots.pop("index")
    contents, topics = [], []
    for section in index.iter(MALLARD + "section"):
        target = "index#" + section.get("id")
        chosen = sorted((root for root in roots.values()
                         if root.find(f"{MALLARD}info/{MALLARD}link[@type='guide']").get("xref") == target), key=sort_key)
        contents.append("**" + inline(section.find(MALLARD + "title")) + ":** " + " · ".join(
            f"[{inline(root.find(MALLARD + 'title'))}](#{root.get('id')})" for root in chosen))
        for root in chosen:
            topics += [f"<a id=\"{root.get('id')}\"></a>\n\n## " + inline(root.find(MALLARD + "title")), *blocks(root, 3)]
    intro = [fill(inline(child)) for child in index if name(child) == "p"]
    return HEAD + "\n\n".join(["# Help", *intro, *map(fill, contents), *topics]) + "\n"
