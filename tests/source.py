"""The Markdown of a page, as its author wrote it: front matter, lines, headings, blocks."""

import re
from typing import NamedTuple

import yaml

HEADING = re.compile(r"^(#+) (.+?)(?: \{ #(\S+) \})?$")
CITATION = re.compile(r"\[\^([^\]\s]+)\]")


class Heading(NamedTuple):
    line: int
    level: int
    text: str
    id: str | None


class Block(NamedTuple):
    """A paragraph, a list item or a table row: the line it starts on, the heading above it, and its text."""

    line: int
    section: str
    text: str


def split(path):
    """Front matter as a dict in the author's order, and the lines of the body as (number in the file, text).

    Code is shown as it stands, so its lines are left empty.
    """
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    body = re.sub(r"^```.*?^```$", lambda code: "\n" * code[0].count("\n"), body, flags=re.M | re.S)
    first = front.count("\n") + 3
    return yaml.safe_load(front), list(enumerate(body.splitlines(), first))


def headings(path):
    return [
        Heading(number, len(match[1]), match[2], match[3])
        for number, line in split(path)[1]
        if (match := HEADING.match(line))
    ]


def blocks(path):
    """Paragraphs, list items and table rows of a page, each with the id of the heading above it; no captions."""
    section, current, found = "", None, []
    caption = False
    for number, line in split(path)[1]:
        if line.startswith("///"):
            caption, current = line.endswith("-caption"), None
        elif match := HEADING.match(line):
            section, current = match[3], None
        elif re.match(r"\| *-", line):
            found.pop()  # The row above the rule names the columns.
        elif caption or not line.strip() or line.startswith(("--8<--", "[references]")):
            current = None
        elif current is not None and not re.match(r"(- |\d+\. |\|)", line):
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line}")
        else:
            current = number
            found.append(Block(number, section, line))
    return found
