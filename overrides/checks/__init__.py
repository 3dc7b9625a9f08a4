"""Authors' mistakes, each in one line with file, line and remedy, before anything is built.

A strict build stops there. While serving, an unfinished page is shown all the same, as long as it can be made.
"""

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from overrides.checks import (
    citations,
    configuration,
    drawings,
    front_matter,
    links,
    markdown,
    numbers,
    page,
    prose,
    safety,
    templates,
    translations,
)
from overrides.checks.source import Mistakes, clear_cache, language_folders, pages, read

log = logging.getLogger("mkdocs.hooks.checks")

Check = Callable[[Path], Mistakes]
PARSES = [front_matter.parses]
KNOWN_CITATIONS = [citations.unknown]
STRUCTURE = [
    front_matter.description,
    front_matter.review,
    front_matter.stub_target,
    markdown.forbidden_patterns,
    markdown.pairs,
    markdown.lists_and_blocks,
    markdown.tables,
    page.telephone_links,
    page.outline,
    page.blocks_are_closed,
    page.italics,
]
PROSE = [page.closing_links, prose.length_limits, prose.typography, markdown.repeated, citations.claims]
SAFETY = [
    safety.urgency_of_signs,
    safety.links_to_cards,
    safety.levels_of_cards,
    safety.signs_of_cards,
    safety.sources_of_cards,
    safety.wording_of_page,
]
# They look at nothing but one page's text, and so need not look twice.
ALONE = {*PROSE, *SAFETY, *STRUCTURE} - {
    front_matter.review,
    front_matter.stub_target,
    page.blocks_are_closed,
}
CROSS_PAGE = [links.targets]
TRANSLATION = [
    translations.same_outline,
    translations.same_parts,
    translations.no_paragraph_lost,
    translations.same_dates,
    translations.left_in_english,
    numbers.same_numbers,
]


@lru_cache(maxsize=2000)
def found_alone(check: Check, path: Path, *texts: str) -> tuple[tuple[int, str], ...]:
    """What a check finds that looks at nothing but these texts: of the page, and of files that hold for all pages."""
    return tuple(check(path))


def each_page(*groups: list[Check], skip: str | None = None) -> Iterator[str]:
    """What the first group of checks that finds something finds, on every page of every language but one."""
    for path in [path for folder in language_folders() if folder.name != skip for path in pages(folder, stubs=True)]:
        for checks in groups:
            if found := [f"{path.as_posix()}:{line}: {text}" for check in checks for line, text in run(check, path)]:
                yield from found
                break


def run(check: Check, path: Path) -> Mistakes:
    """What a check finds on a page; of a page that stays as it was, what it found before."""
    if check in ALONE:
        files = [path, safety.SAFETY, configuration.configuration_of(path.parent)]
        yield from found_alone(check, path, *map(read, files))
    else:
        yield from check(path)


# In the order in which mistakes are mended: what is wrong in one stage would show in the next again.
STAGES: dict[str, Callable[[], list[str]]] = {
    "every language is set up": lambda: [*configuration.setup()],
    "every file parses": lambda: [*each_page(PARSES), *citations.references_parse(), *safety.file_is_sound()],
    "every citation is known": lambda: [*each_page(KNOWN_CITATIONS)],
    "each page by itself": lambda: [*each_page(STRUCTURE, PROSE), *citations.references_are_sound()],
    "nothing unsafe": lambda: [*each_page(SAFETY)],
    "the same files in every language": lambda: [*translations.same_files()],
    "pages among others": lambda: [
        *each_page(CROSS_PAGE),
        *links.shared_titles(),
        *drawings.problems(),
        *safety.elsewhere(),
        *citations.unused(),
        *configuration.problems(),
        *templates.problems(),
    ],
    "translations": lambda: [*each_page(TRANSLATION, skip="en")],
}
# With mistakes of these, pages cannot be made at all.
NEEDED_TO_BUILD = ("every language is set up", "every file parses", "every citation is known")


def mistakes() -> tuple[str | None, list[str]]:
    """The first stage with mistakes, by its name, and the mistakes; or None and an empty list."""
    clear_cache()
    return next(((name, found) for name, stage in STAGES.items() if (found := stage())), (None, []))


def report(config: MkDocsConfig) -> None:
    """Log every mistake of the first stage that has any. Abort where the build is strict or pages cannot be made."""
    stage, found = mistakes()
    for mistake in found:
        log.warning(mistake)
    if found and (config.strict or stage in NEEDED_TO_BUILD):
        count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
        raise Abort(f"Stopped by {count} in the pages.")
