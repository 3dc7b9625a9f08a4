"""One page by itself: headings, blocks, links to call, closing links. Each check yields (line, mistake and remedy)."""

import re
from pathlib import Path

from overrides.checks.configuration import phrases
from overrides.checks.source import RULE, Mistakes, blocks, headings, is_stub, split

TELEPHONE = re.compile(r"\[([^]]*)\]\(tel:([^)]*)\)")
BLOCK_KINDS = ["html", "details", "table-caption", "figure-caption", "caption"]


def telephone_links(path: Path) -> Mistakes:
    """A link to call says the number that it calls, where it says one."""
    for number, line in split(path)[1]:
        for words, called in TELEPHONE.findall(line):
            if not re.fullmatch(r"\+?\d+", called):
                yield number, f"'tel:{called}' is no number. Write its digits alone, such as [112](tel:112)."
            elif (said := re.sub(r"\D", "", words)) and said != called.lstrip("+"):
                yield number, f"the link says {words} and calls {called}. Make both the same."


def outline(path: Path) -> Mistakes:
    """One H1, no level skipped, and an id that is written, lasting and unique."""
    level, seen = 0, {}
    for heading in headings(path):
        if (heading.level == 1) != (level == 0):
            yield heading.line, "second # heading. Use ##." if level else "first heading is not the title. Use #."
        elif heading.level > level + 1:
            yield heading.line, f"heading level skipped. Use {'#' * (level + 1)}."
        if not heading.id or not re.fullmatch(r"[a-z0-9-]+", heading.id):
            yield heading.line, "heading without an id in a-z, 0-9 and -. Add one, such as { #short-name }."
        elif first := seen.get(heading.id):
            yield heading.line, f"id '{heading.id}' stands on line {first} too. Give each heading its own."
        level = heading.level
        seen.setdefault(heading.id, heading.line)
    if not seen:
        yield split(path)[1][0][0], "no heading. Begin with '# Title { #id }'."


def blocks_are_closed(path: Path) -> Mistakes:
    """Every /// block is of a known kind and closed; every table and drawing is followed by its caption."""
    opened, body = [], split(path)[1]
    for place, (number, line) in enumerate(body):
        following = next((text for _, text in body[place + 1 :] if text.strip() and text[0] != "|"), "")
        name = line.removeprefix("///").strip().split(" ")[0]
        if re.match("///+ *[a-z]", line):
            opened.append((number, line))
            if name not in BLOCK_KINDS:
                yield number, f"unknown block '{name}'. Use one of: {', '.join(BLOCK_KINDS)}."
        elif line.startswith("///"):
            if not opened:
                yield number, "closes no block. Remove it, or open one above with its kind, such as /// figure-caption."
            opened = opened[:-1]
        elif line.startswith("--8<--"):
            if not following.startswith("/// figure-caption"):
                yield number, "picture without a caption. Add a /// figure-caption block below it."
        elif RULE.match(line):
            columns = line.count("|") - 1
            if columns > 4 and not any("section.sheet" in text for _, text in opened):
                yield number - 1, f"table of {columns} columns. Make it 4 at most, as a phone shows."
            elif not following.startswith("/// table-caption"):
                yield number - 1, "table without a caption. Add a /// table-caption block below it."
    for number, line in opened:
        yield number, f"block '{line}' is never closed. End it with a line of ///."


def closing_links(path: Path) -> Mistakes:
    """A page ends with one next step and two related pages, a question with a link to its full answer."""
    last, opening = blocks(path)[-1], f"{phrases(path.parent.name)['read_also']}: "
    if is_stub(path):
        return
    if headings(path)[-1].id != "next":
        yield last.line, "no next step. End with '## What to do next { #next }'."
    elif not last.text.startswith(opening) or last.text.count("](") != 2:
        yield last.line, f"no related pages. End with '{opening}' and two links."
    for heading in headings(path) if path.stem == "questions" else ():
        if re.match(r"q\d+-", heading.id or ""):
            answer = [block for block in blocks(path) if block.section == heading.id][-1:]
            if not answer or not re.search(r"\.md#[\w-]+\)", answer[0].text):
                yield heading.line, "question without its full answer. End with a link to the heading that answers it."
