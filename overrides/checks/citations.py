"""Sources: every claim has one, every one that is cited is listed, and every one that is listed is cited."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from overrides.checks.configuration import BASE, find, names, phrases
from overrides.checks.front_matter import did_you_mean
from overrides.checks.source import (
    CARD,
    CARD_SOURCES,
    CITATION,
    Mistakes,
    blocks,
    cached_by_content,
    is_stub,
    language_folders,
    pages,
    read,
    split,
)
from overrides.extensions.citations import CitationError, load

REFERENCES = Path("docs/references.yml")
# Pages about the site, about words and to write on state nothing that a study could show.
NOT_MEDICAL = {"about", "diary", "glossary", "sources"}
# What is not known, who we are and where to go next follow from what is cited elsewhere.
NOT_FACTS = {"next", "what-is-not-known", "ask-your-doctor", "who-we-are"}
# What leads in, a question to ask, a link, and what sends the reader to the care cards; a language adds its own words.
NO_CLAIM = r".*[:?]$|(- |\d+\. )[“«]|- \[|.*\(when-to-seek-help\.md"
# What a field of a reference looks like, and what to write when it does not.
FIELD_PATTERNS = {
    "doi": (
        r"10\.\d{4,9}/\S*[^\s.,;:]",
        "is no DOI. Write it from 10. on, without an address before and a stop behind it.",
    ),
    "url": (r"https?://[^\s/]+\.[^\s]+", "is no web address. Write it in full, from https:// on."),
    "pmid": (r"\d{1,8}", "is no PMID. Write its digits alone."),
    "year": (r"(19|20)\d\d", "is no year. Write four digits."),
    "pages": (r"[^-]+", "has a hyphen. Write a dash: 10–15."),
    "title": (r".*[^.]", "ends in a stop, which comes by itself. Remove it."),
    "authors": (r".*[^.,]", "ends in a mark, which comes by itself. Remove it."),
    "read": ("abstract|copy|summary|cited", "is no such word. Write abstract, copy, summary or cited."),
}
# "[key]" and "^[key]" look like citations.
NO_CITATION = re.compile(r"(\^?\[([a-z][a-z0-9-]+)\](?![(:]))")
compose = cached_by_content(lambda text: yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


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
    """Citations of what is not listed, and keys that were meant as citations."""
    known = references()
    for number, line in split(path)[1]:
        for mark, key in NO_CITATION.findall(line):
            if key in known:
                yield number, f"'{mark}' cites nothing. Write [^{key}]."
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
    if path.stem in NOT_MEDICAL or is_stub(path):
        return
    no_claim = re.compile(f"{NO_CLAIM}|{phrases(path.parent.name)['needs_no_source']}")
    before, covered = None, False
    for block in [block for block in blocks(path) if block.kind != "caption"]:
        cites = bool(CITATION.search(block.text))
        # A list with its lead-in is one claim; any other block covers no more than the next.
        follows = covered and before.section == block.section
        if not (
            cites
            or follows
            or CARD in block.fence
            or CARD_SOURCES in block.fence
            or block.section in NOT_FACTS
            or no_claim.match(block.text)
        ):
            yield block.line, f"no source here or just before. Cite one, such as [^key]: {block.text[:60]}"
        covered = cites or (follows and block.kind == "item")
        before = block


def references_are_sound() -> Iterator[str]:
    """Fields that lead somewhere, years that have been, keys in their order."""
    place, before, seen = REFERENCES.as_posix(), "", {}
    for key, fields in compose(REFERENCES).value:
        if key.value < before:
            yield f"{place}:{key.start_mark.line + 1}: '{key.value}' stands behind '{before}'. Keep the keys in order."
        before = key.value
        for field, value in fields.value:
            fits, remedy = FIELD_PATTERNS.get(field.value, (".+", "has no value. Write it, or remove the line."))
            first = seen.setdefault((field.value, value.value), key.value)
            if first != key.value and field.value in ("doi", "pmid", "url"):
                yield f"{place}:{value.start_mark.line + 1}: the same {field.value} as '{first}'. Keep one of the two."
            elif not re.fullmatch(fits, value.value, re.DOTALL):
                yield f"{place}:{value.start_mark.line + 1}: {field.value} '{value.value[:60]}' {remedy}"
            elif field.value == "year" and int(value.value) > datetime.date.today().year:
                yield f"{place}:{value.start_mark.line + 1}: year {value.value} is to come. Write that of the work."
