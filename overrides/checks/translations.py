"""Every language has the same pages with the same parts, dates and sources; each difference from English is named."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from overrides.checks.configuration import ratings
from overrides.checks.prose import WORD, without_markup
from overrides.checks.source import (
    CARDS_PAGE,
    CITATION,
    LINK,
    TELEPHONE,
    Mistakes,
    blocks,
    files,
    headings,
    language_folders,
    split,
)

# What a section has as many of in every language, and how a line of the source shows it.
COUNTED = {
    "care cards": r"section\.care-card\.\w+",
    "list items": r"^(?:- |\d+\. )",
    "table rows": r"^\|",
    "table cells": r"\|",
    "pictures": r"^--8<--",
    "captions": r"^/// \w+-caption",
    "folded headings": r"^#.*\.fold \}",
    "bold lines": r"^\*\*[^*]+:\*\*$",
    "steps": r"^\d+\. ",
}
RATED = r"(?i)\*{0}\*|\| {0}"
# What a language's folder holds, and link pictures.
NAME = re.compile(r"(?!\d)[a-z0-9-]+\.md|images/(link/)?[a-z0-9-]+\.(svg|png|jpg|webp)")
NO_NAME = "neither a page nor a picture, or not named in a-z, 0-9 and -. Rename or remove it."
# Shorter lines, such as names, may be the same in two languages.
MIN_WORDS = 4


def same_files() -> Iterator[str]:
    """The same files in every language: pages and their drawings."""
    english, *others = language_folders()
    names = set(files(english))
    for folder in language_folders():
        for name in files(folder):
            if not NAME.fullmatch(name):
                yield f"{folder.as_posix()}/{name}:1: {NO_NAME}"
    for folder in others:
        here = set(files(folder))
        for name in filter(NAME.fullmatch, sorted(names - here)):
            yield f"{folder.as_posix()}/{name}:1: not translated. Write it after {english.as_posix()}/{name}."
        for name in filter(NAME.fullmatch, sorted(here - names)):
            yield f"{folder.as_posix()}/{name}:1: not in English. Write {english.as_posix()}/{name}, or remove this."


def original(path: Path) -> Path:
    return path.parent.with_name("en") / path.name


def sections(path: Path) -> dict[str, tuple[int, str]]:
    """The lines under each heading, and where it stands: a dict of id to (line, text)."""
    found, id = {}, ""
    ids = {heading.line: heading.id for heading in headings(path)}
    for number, line in split(path)[1]:
        id = ids.get(number, id)
        first, text = found.get(id, (number, ""))
        found[id] = first, f"{text}{line}\n"
    return found


def same_outline(path: Path) -> Mistakes:
    """The same headings in the same order; in the glossary, where each language has its own alphabet, in any."""
    here, there = headings(path), headings(original(path))
    if path.stem == "glossary":
        here, there = (sorted(each, key=lambda heading: heading.id) for each in (here, there))
    for ours, english in zip_longest(here, there):
        if not ours or not english or (ours.level, ours.id) != (english.level, english.id):
            found = f"'{'#' * ours.level} … #{ours.id}'" if ours else "no heading"
            wanted = f"'{'#' * english.level} … #{english.id}' on line {english.line}" if english else "none"
            yield (ours or here[-1]).line, f"{found} where English has {wanted}. Make level and id the same."
            return


def numbers_to_call(text: str) -> Counter[str]:
    """Telephone numbers, each with the citations on its line, which tell one country's row from another's."""
    return Counter(
        " ".join([number, *sorted(f"[^{key}]" for key in CITATION.findall(line))])
        for line in text.splitlines()
        for number in TELEPHONE.findall(line)
    )


def different_numbers(text: str, english: str) -> tuple[int, str, str] | None:
    """Numbers that only one of two sections calls: how many lines down, those of the first, those of the second."""
    ours, theirs = numbers_to_call(text), numbers_to_call(english)
    extra, lacking = [*(ours - theirs)], [*(theirs - ours)]
    lines = text.splitlines()
    down = next((at for at, line in enumerate(lines) if extra and extra[0] in numbers_to_call(line)), 0)
    here, wanted = (", ".join(each) or "no such number" for each in (extra, lacking))
    return (down, here, wanted) if extra or lacking else None


def same_parts(path: Path) -> Mistakes:
    """As many parts and ratings in each section as in English; its numbers to call, links to cards, and sources."""
    here, there = sections(path), sections(original(path))
    counted = {part: (words, words) for part, words in COUNTED.items()}
    for ours, theirs in zip(ratings(path.parent.name), ratings("en")):
        counted[f"ratings '{ours}'"] = RATED.format(re.escape(ours)), RATED.format(re.escape(theirs))
    for id in here if here.keys() == there.keys() else ():
        line, text = here[id]
        counts = {
            part: [len(re.findall(words, each, re.M)) for words, each in zip(both, (text, there[id][1]))]
            for part, both in counted.items()
        }
        cards, theirs = (
            {link for link in LINK.findall(each) if f"{CARDS_PAGE}#" in link} for each in (text, there[id][1])
        )
        sources, english = (set(CITATION.findall(each)) for each in (text, there[id][1]))
        if part := next((part for part, (ours, theirs) in counts.items() if ours != theirs), None):
            yield line, f"{counts[part][0]} {part} under #{id}, {counts[part][1]} in English. Change both alike."
        elif numbers := different_numbers(text, there[id][1]):
            yield line + numbers[0], f"#{id} calls {numbers[1]}, in English {numbers[2]}. Give the same numbers."
        elif cards != theirs:
            only = sorted(cards ^ theirs)[0]
            yield line, f"under #{id}, only one language leads to {only}. Lead to the same cards as in English."
        elif lacking := sorted(english - sources):
            yield line, f"source '{lacking[0]}' under #{id} is in English only. Cite it here, or remove it there."
        elif extra := sorted(sources - english):
            yield line, f"source '{extra[0]}' under #{id} is not in English. Cite it there, or remove it here."


def no_paragraph_lost(path: Path) -> Mistakes:
    """At least as many paragraphs in each section as in English; a translation may divide them further."""
    ours, theirs = (
        Counter(each.section for each in blocks(p) if each.kind == "paragraph") for p in (path, original(path))
    )
    for heading in headings(path):
        if ours[heading.id] < theirs[heading.id]:
            what = f"{ours[heading.id]} paragraphs under #{heading.id}, {theirs[heading.id]} in English"
            yield heading.line, f"{what}. Write the one that lacks, or join those in English."


def same_dates(path: Path) -> Mistakes:
    """A page reviewed again in English is read again in every language."""
    here, there = split(path)[0], split(original(path))[0]
    for number, key in ((4, "reviewed"), (5, "review_due")):
        if here[key] != there[key]:
            yield (
                number,
                f"{key} is {here[key]}, in English {there[key]}. Read this page against it, then copy its dates.",
            )
            return


def left_in_english(path: Path) -> Mistakes:
    """A paragraph, item or row that stands word for word in the English page was not translated."""
    english = {block.text for block in blocks(original(path))}
    for block in blocks(path):
        if block.text in english and len(WORD.findall(without_markup(block.text))) >= MIN_WORDS:
            yield block.line, f"left in English. Translate it: {block.text[:60]}"
