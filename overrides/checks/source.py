"""The Markdown of a page, as its author wrote it: front matter, headings, blocks, each with its line in the file."""

import re
from typing import NamedTuple

import yaml

from overrides.checks.tree import files, of_text

FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+?)(?: \{ #(\S+) \})?$")
ITEM = re.compile(r"(- |\d+\. )")
CITATION = re.compile(r"\[\^([^\]\s]+)\]")
LINK = re.compile(r"\]\(([^)\s]+)\)")
RULE = re.compile(r"\| *-")


class Heading(NamedTuple):
    line: int
    level: int
    text: str
    id: str | None


class Block(NamedTuple):
    """A paragraph, list item, table row or caption: the line it starts on, the heading above it, and its text."""

    line: int
    section: str
    text: str
    kind: str


def pages(folder, moved=False):
    """Every page of a language that a reader reads, and on request those that only lead on: a list of paths."""
    paths = [folder / name for name in files(folder) if name.endswith(".md")]
    return [path for path in paths if moved or not leads_on(path)]


def leads_on(path):
    """Whether a page only leads on to the new address of what was there."""
    return split(path)[0].get("template") == "moved.html"


def without_code(text):
    """A text whose lines of code are empty: code is shown as it stands."""
    return CODE.sub(lambda code: "\n" * code[0].count("\n"), text)


@of_text
def split(text):
    """Front matter as a dict in the author's order, and the lines of the body as (number in the file, text)."""
    front = FRONT.match(text)
    text = without_code(text)
    keys = yaml.load(front[1], getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return keys, list(enumerate(text[front.end() :].splitlines(), front[0].count("\n") + 1))


@of_text
def headings(text):
    return [
        Heading(number, len(match[1]), match[2], match[3])
        for number, line in enumerate(text.splitlines(), 1)
        if (match := HEADING.match(line))
    ]


@of_text
def blocks(text):
    """Paragraphs, list items, table rows and captions of a page, each with the id of the heading above it."""
    section, open_, found, fence = "", False, [], ""
    front = FRONT.match(text)[0].count("\n")
    for number, line in list(enumerate(without_code(text).splitlines(), 1))[front:]:
        start = ITEM.match(line) or line.startswith("|")
        if line.startswith("///"):
            fence, open_ = line.removeprefix("///").strip(), False
        elif match := HEADING.match(line):
            section, open_ = match[3], False
        elif RULE.match(line):
            found.pop()  # The row above the rule names the columns.
        elif not line.strip() or line.startswith(("--8<--", "[references]", "[tick-list]")):
            open_ = False
        elif open_ and not start:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.strip()}")
        else:
            kind = "row" if line.startswith("|") else "item" if start else "paragraph"
            found.append(Block(number, section, line, "caption" if fence.endswith("-caption") else kind))
            open_ = True
    return found
