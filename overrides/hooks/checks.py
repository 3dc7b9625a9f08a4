"""Authors' mistakes, each in one line with file, line and remedy, before anything is built.

A strict build stops there. While serving, an unfinished page is shown all the same, as long as it can be made.
"""

import logging

from mkdocs.exceptions import Abort

from overrides.checks import front, links, page, prose, settings, translations, works
from overrides.checks.source import pages
from overrides.checks.tree import folders, forget

log = logging.getLogger("mkdocs.hooks.checks")

READABLE = [front.readable]
MADE_OF = [works.unknown]
FORM = [front.description, front.review, front.next_page, page.lines, page.outline, page.fences]
WORDS = [page.ending, prose.short, prose.typography, works.claims]
AMONG_OTHERS = [links.links]
IN_ITS_LANGUAGE = [translations.outline, translations.parts, translations.dates]


def each_page(*groups, skip=None):
    """What the first group of checks that finds something finds, on every page of every language."""
    for path in [path for folder in folders() if folder.name != skip for path in pages(folder, moved=True)]:
        for checks in groups:
            if found := [f"{path.as_posix()}:{line}: {text}" for check in checks for line, text in check(path)]:
                yield from found
                break


def stages():
    """Mistakes, in the order in which they are mended: what is wrong in one stage would show in the next again."""
    yield [*each_page(READABLE), *works.listed()]
    yield [*each_page(MADE_OF)]
    yield [*each_page(FORM, WORDS)]
    yield [*translations.same_files()]
    yield [*each_page(AMONG_OTHERS), *links.shared(), *links.pictures(), *works.unused(), *settings.problems()]
    yield [*each_page(IN_ITS_LANGUAGE, skip="en")]


def mistakes():
    """The number of the first stage with mistakes, from 0, and the mistakes; or None and an empty list."""
    forget()
    return next(((number, found) for number, found in enumerate(stages()) if found), (None, []))


def on_pre_build(config):
    stage, found = mistakes()
    for mistake in found:
        log.warning(mistake)
    if found and (config.strict or stage < 2):
        raise Abort(f"Stopped by {len(found)} mistake{'s'[: len(found) - 1]} in the pages.")
