"""One page by itself: headings, blocks, links to call, closing links. Each check yields (line, mistake and remedy)."""

import re
import sys
from pathlib import Path

from overrides.checks.configuration import phrases, ratings
from overrides.checks.front_matter import did_you_mean
from overrides.checks.source import LINK, RULE, Heading, Mistakes, blocks, headings, is_stub, split, words_of_code

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
    level, seen, words = 0, {}, {}
    for heading, following in zip(headings(path), [*headings(path)[1:], None]):
        if (heading.level == 1) != (level == 0):
            yield heading.line, "second # heading. Use ##." if level else "first heading is not the title. Use #."
        elif heading.level > level + 1:
            yield heading.line, f"heading level skipped. Use {'#' * (level + 1)}."
        if not heading.id or not re.fullmatch(r"[a-z0-9-]+", heading.id):
            yield (
                heading.line,
                "heading without an id of a-z, 0-9, -. Write { #short-name } or { #short-name .fold }.",
            )
        elif first := seen.get(heading.id):
            yield heading.line, f"id '{heading.id}' stands on line {first} too. Give each heading its own."
        elif first := words.get(heading.text):
            yield heading.line, f"the same words as the heading on line {first}. Say what only this one answers."
        elif level and is_empty(path, heading, following):
            yield heading.line, "heading with nothing below it. Write its text, or remove it."
        level = heading.level
        seen.setdefault(heading.id, heading.line)
        words.setdefault(heading.text, heading.line)
    for number, line in split(path)[1]:
        if (id := re.fullmatch(r"\{ #(\S+) \}", line)) and id[1] in seen:
            yield number, f"id '{id[1]}' stands on line {seen[id[1]]} too. Give each place its own."
    if not seen:
        yield split(path)[1][0][0], "no heading. Begin with '# Title { #id }'."


def is_empty(path: Path, heading: Heading, following: Heading | None) -> bool:
    """Whether nothing stands between a heading and the next of its level or above it."""
    end = following.line if following else sys.maxsize
    between = any(line.strip() for number, line in split(path)[1] if heading.line < number < end)
    return not between and not (following and following.level > heading.level)


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
            for each in re.findall(r"\.([\w-]+)", line) if name == "html" else ():
                if each not in (known := words_of_code()):
                    yield number, f"no block is called '{each}'. {did_you_mean(each, known)}Mend the name."
            if name.endswith("caption") and not body[place + 1 : place + 2][0][1].strip("/ "):
                yield number, "caption without words. Write what the picture or table shows."
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


def italics(path: Path) -> Mistakes:
    """What stands in italics is a rating, or words of another language."""
    for block in blocks(path):
        for words in re.findall(r"(?<![*\\])\*([^*]+)\*(?!\*|\{ lang=)", block.text.replace("**", "")):
            if words.lower() not in (known := ratings(path.parent.name)):
                hint = did_you_mean(words, known) or f"Use one of: {', '.join(known)}."
                yield block.line, f"'*{words}*' is no rating. {hint.strip()}"


def closing_links(path: Path) -> Mistakes:
    """A page ends with one next step and two related pages, a question with a link to its full answer."""
    last, opening = blocks(path)[-1], f"{phrases(path.parent.name)['read_also']}: "
    if is_stub(path):
        return
    if headings(path)[-1].id != "next":
        yield last.line, "no next step. End with '## What to do next { #next }'."
    elif not last.text.startswith(opening) or len({*LINK.findall(last.text)} - {path.name}) != 2:
        yield last.line, f"no related pages. End with '{opening}' and two links to other pages."
    for heading in headings(path) if path.stem == "questions" else ():
        if re.match(r"q\d+-", heading.id or ""):
            answer = [block for block in blocks(path) if block.section == heading.id][-1:]
            if not answer or not re.search(r"\.md#[\w-]+\)", answer[0].text):
                yield heading.line, "question without its full answer. End with a link to the heading that answers it."
