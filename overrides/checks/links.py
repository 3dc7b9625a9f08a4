"""Links and titles: every link of a page leads to a page and heading that there are; no two pages share a title."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from overrides.checks.front_matter import did_you_mean
from overrides.checks.source import LINK, Mistakes, files, headings, language_folders, pages, read, split

# Files of the site that are no pages; MkDocs itself follows links to them.
OUTPUTS = re.compile(r"embed/\w+\.html|citations\.\w+")
SVG = "{http://www.w3.org/2000/svg}"


def targets(path: Path) -> Mistakes:
    """Every link to a page, heading or picture of this site; what has a scheme leads elsewhere."""
    names = files(path.parent)
    for number, line in split(path)[1]:
        if line.startswith("--8<--") and (picture := line.removeprefix("--8<--").strip(' "')) not in names:
            yield number, f"no file '{picture}'. {did_you_mean(picture, names)}Put it into {path.parent.as_posix()}."
        for target in LINK.findall(line):
            parts = urlsplit(target)
            file = parts.path or path.name
            if parts.scheme or OUTPUTS.fullmatch(file):
                continue
            if file not in names:
                yield number, f"no page '{file}'. {did_you_mean(file, names)}Mend the link."
            elif parts.fragment and parts.fragment not in (there := [each.id for each in headings(path.parent / file)]):
                what = "no term" if file == "glossary.md" else "no heading"
                hint = did_you_mean(parts.fragment, there)
                yield number, f"{what} '#{parts.fragment}' in {file}. {hint}Mend the link, or add it."


def shared_titles() -> Iterator[str]:
    """The same title or description as an earlier page, which search results and tabs could not tell apart."""
    seen = {}
    for path in [path for folder in language_folders() for path in pages(folder)]:
        for number, key in ((2, "title"), (3, "description")):
            first = seen.setdefault((path.parent, key, split(path)[0][key]), path)
            if first != path:
                yield f"{path.as_posix()}:{number}: same {key} as {first.as_posix()}. Say what only this page answers."


def drawings() -> Iterator[str]:
    """A drawing says in words what it is and what it shows, ends no block of Markdown, and is used."""
    for folder in language_folders():
        used = "".join(map(read, pages(folder)))
        for name in [name for name in files(folder) if name.endswith(".svg")]:
            path = folder / name
            yield from (f"{path.as_posix()}:{number}: {remedy}" for number, remedy in faults_of_drawing(path))
            if f'"{name}"' not in used:
                yield f'{path.as_posix()}:1: no page shows it. Bring it in with --8<-- "{name}", or remove it.'


def faults_of_drawing(path: Path) -> Mistakes:
    text = read(path)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield error.position[0], "not XML. Close every element and quote every attribute."
        return
    if not root.findtext(f"{SVG}title"):
        yield 1, "drawing without a title. Say in <title> what it is."
    elif root.get("role") == "img" and len(root.findtext(f"{SVG}desc") or "") <= 60:
        yield 1, "drawing without alt text. Say in <desc> what it shows, for readers who cannot see it."
    if "\n\n" in text:
        yield text[: text.index("\n\n")].count("\n") + 2, "blank line, which ends the drawing on a page. Remove it."
