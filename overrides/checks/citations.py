"""Sources: every claim has one, every one that is cited is listed, and every one that is listed is cited."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from overrides.checks.configuration import BASE, find, names
from overrides.checks.front_matter import did_you_mean
from overrides.checks.source import CITATION, ITEM, Mistakes, blocks, is_stub, language_folders, pages, read, split
from overrides.extensions.citations import CitationError, load

REFERENCES = Path("docs/references.yml")
# Pages about the site, about words and to write on state nothing that a study could show.
NOT_MEDICAL = {"about", "diary", "glossary", "sources"}
# What is not known, who we are and where to go next follow from what is cited elsewhere.
NOT_FACTS = {"next", "what-is-not-known", "ask-your-doctor", "who-we-are"}
# A care card holds signs and nothing else, so its sources stand right below it.
CARE_CARDS = {"emergency", "same-day", "book-a-visit", "you-can-wait", "get-help-now"}
# What leads in, what we did or did not find, a question to ask, and what sends the reader to the care cards.
NO_CLAIM = re.compile(
    r".*:$|We |Мы |.*мы не нашли|(- |\d+\. )[“«]|Read also|Читайте также|Full answer|Полны[йе] ответ"
    r"|- \[|.*\(when-to-seek-help\.md"
)


def references() -> dict[str, dict[str, str]]:
    """Every reference: a dict of key to fields."""
    kinds = names(find(BASE, "extra", "extensions", "overrides.extensions.citations", "kinds"))
    return load(REFERENCES, tuple(kinds), read(REFERENCES))


def references_parse() -> Iterator[str]:
    """At most one mistake."""
    try:
        references()
    except CitationError as error:
        yield str(error)
    except yaml.YAMLError as error:
        mark = error.problem_mark
        yield f"{REFERENCES.as_posix()}:{mark.line + 1}: not YAML. Put a value with a colon between quotation marks."


def unknown(path: Path) -> Mistakes:
    known = references()
    for number, line in split(path)[1]:
        for key in CITATION.findall(line):
            if key not in known:
                hint = did_you_mean(key, known) or f"Add it to {REFERENCES.as_posix()}."
                yield number, f"unknown source '{key}'. {hint.strip()}"


def unused() -> Iterator[str]:
    cited = {key for folder in language_folders() for page in pages(folder) for key in CITATION.findall(read(page))}
    known = references()
    for number, line in enumerate(read(REFERENCES).splitlines(), 1):
        if (key := line.split(":")[0]) in known and key not in cited:
            yield f"{REFERENCES.as_posix()}:{number}: no page cites '{key}'. Cite it or remove it."


def claims(path: Path) -> Mistakes:
    """A paragraph, list item or table row cites, or comes directly after one that does; a list, after its lead-in."""
    section, covered = None, False
    medical = path.stem not in NOT_MEDICAL and not is_stub(path)
    for block in [block for block in blocks(path) if medical and block.kind != "caption"]:
        cites = bool(CITATION.search(block.text))
        no_claim = block.section in NOT_FACTS | CARE_CARDS or NO_CLAIM.match(block.text)
        if not (cites or no_claim or (covered and section == block.section)):
            yield block.line, f"no source here or just before. Cite one, such as [^key]: {block.text[:60]}"
        covered = cites or bool(covered and section == block.section and ITEM.match(block.text))
        section = block.section
