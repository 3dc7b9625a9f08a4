"""Numbers: under the same heading every language has the same, each with its unit and its "more" or "less than"."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from overrides.checks.prose import without_markup
from overrides.checks.safety import SAFETY, load, pattern
from overrides.checks.source import Mistakes, read
from overrides.checks.translations import original, sections

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w])")
# Links to call are compared by themselves; addresses, ids, code and names of files are no text.
NO_TEXT = re.compile(r"\[[^]]*\]\(tel:[^)]*\)|\[\^[^\]]+\]|`[^`]*`|^--8<--.*|^///.*|\{ [#.:][^}]*\}", re.MULTILINE)


class Number(NamedTuple):
    """What a number is of, if the text says so, whether it is an upper or lower limit, and how many lines down."""

    unit: str
    limit: str
    line: int


def any_of(names: dict[str, dict[str, str]], language: str) -> str:
    """One pattern for all of a language's, each a group of its name."""
    return "|".join(f"(?P<{name}>{words[language]})" for name, words in names.items())


def numbers(text: str, language: str) -> dict[str, Number]:
    """Every number of a text: a dict of "2.6" or "100000" to what is said of it there first."""
    return find_numbers(text, language, read(SAFETY))


@lru_cache(maxsize=2000)
def find_numbers(text: str, language: str, _: str) -> dict[str, Number]:
    safety, found = load(), {}
    unit = pattern(rf"(?:{safety['numbers']['range'][language]})?[\s-]?(?:{any_of(safety['units'], language)})(?!\w)")
    limit = pattern(rf"(?<!\w)(?:{any_of(safety['limits'], language)})\s$")
    text = NO_TEXT.sub(lambda code: "\n" * code[0].count("\n"), text).lower()
    text = pattern(safety["numbers"]["here_alone"][language]).sub("", text)
    text = pattern(safety["numbers"]["thousands"][language]).sub("", text)
    text = pattern(safety["numbers"]["percent"][language]).sub(" %", text)
    text = re.sub(rf"(?<=\d){safety['numbers']['decimal'][language]}(?=\d)", ".", text)
    to_call = pattern("|".join(values for _, values in safety["facts"]["number-to-call"].values()))
    for match in NUMBER.finditer(text):
        if not to_call.fullmatch(match[0]):
            after = unit.match(text, match.end())
            before = limit.search(without_markup(text[max(0, match.start() - 20) : match.start()]))
            names = [each.lastgroup if each else "" for each in (after, before)]
            found.setdefault(match[0], Number(*names, text[: match.start()].count("\n")))
    return found


def spelled(text: str, language: str) -> set[str]:
    """Small numbers that a text writes out."""
    return {
        f"{number}"
        for number, words in load()["spelled"].items()
        if pattern(rf"\b(?:{words[language]})\b").search(text.lower())
    }


def difference(ours: str, theirs: str, language: str) -> tuple[int, str] | None:
    """The first number that a text and its English do not share: how many lines down it is, and what is wrong."""
    here, there = numbers(ours, language), numbers(theirs, "en")
    for number in here:
        if number not in there and number not in spelled(theirs, "en"):
            return here[number].line, f"{number} is not in English"
    for number in there:
        if number not in here and number not in spelled(ours, language):
            return 0, f"{number}, which English has, is missing"
    for number in [number for number in here if number in there]:
        for what in ("unit", "limit"):
            own, other = (getattr(each[number], what) for each in (here, there))
            # A limit may be said in other words around the number.
            if own != other and (what == "unit" or (own and other)):
                own, other = (f"'{each}'" if each else "without a unit" for each in (own, other))
                return here[number].line, f"{number} is {own}, in English {other}"
    return None


def same_numbers(path: Path) -> Mistakes:
    """The same numbers in each section as in English."""
    here, there = sections(path), sections(original(path))
    for id in here.keys() & there.keys():
        line, text = here[id]
        if found := difference(text, there[id][1], path.parent.name):
            yield line + found[0], f"under #{id}, {found[1]}. Give the same numbers."
