"""Links and titles: every link of a page leads to a page and heading that there are; no two pages share a title."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from overrides.checks.front_matter import did_you_mean
from overrides.checks.source import LINK, Mistakes, files, headings, language_folders, pages, split

# Files of the site that are no pages; MkDocs itself follows links to them.
OUTPUTS = re.compile(r"embed/\w+\.html|citations\.\w+")


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
