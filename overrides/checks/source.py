"""The files of the site, and the Markdown of a page as its author wrote it: front matter, headings and blocks.

Each file is read once a run, and what was made of its text is kept until the text changes.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import NamedTuple, TypeVar

import yaml

T = TypeVar("T")
# What a check of one page yields: a line, and what is wrong there with its remedy.
Mistakes = Iterator[tuple[int, str]]
FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+?)(?: \{ #(\S+)(?: \.fold)? \})?$")
ITEM = re.compile(r"(- |\d+\. )")
CITATION = re.compile(r"\[\^([^\]\s]+)\]")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# A care card holds signs and nothing else; its sources stand in a block right below it.
CARD = "section.care-card"
CARD_SOURCES = "div.card-sources"
CARDS_PAGE = "when-to-seek-help.md"
TELEPHONE = re.compile(r"\(tel:([^)]*)\)")
# What a merge leaves behind, and its remedy.
CONFLICT_MARKS = {r"^(<{7}|={7}|>{7})( |$)": "two versions of this place. Keep one and remove the marks."}
CODE_FILES = {".css", ".html", ".js", ".py", ".txt", ".webmanifest", ".xml"}
RULE = re.compile(r"\| *-")


class Heading(NamedTuple):
    line: int
    level: int
    text: str
    id: str | None


class Block(NamedTuple):
    """A paragraph, list item, table row or caption: with its first line, the heading above it and the /// around it."""

    line: int
    section: str
    text: str
    kind: str
    fence: str


@cache
def read(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def files(folder: Path) -> list[str]:
    """Every file of a language, as its pages link to it: a sorted list of "causes.md", "images/emg.svg"."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("[!.]*.*"))


def clear_cache() -> None:
    """Look at the files again."""
    read.cache_clear()
    files.cache_clear()
    words_of_code.cache_clear()


def cached_by_content(function: Callable[[str], T]) -> Callable[[Path], T]:
    """Let a function of a file's text take its path; a text that did not change is not parsed again."""
    cached = lru_cache(maxsize=None)(function)
    return wraps(function)(lambda path: cached(read(path)))


def language_folders() -> list[Path]:
    """The folder of each language, English first: a list of paths below ``docs``."""
    return sorted(
        (path for path in Path("docs").iterdir() if path.is_dir()), key=lambda path: (path.name != "en", path)
    )


def pages(folder: Path, stubs: bool = False) -> list[Path]:
    """Every page of a language that a reader reads, and on request stubs: a list of paths."""
    paths = [folder / name for name in files(folder) if name.endswith(".md") and "/" not in name]
    return [path for path in paths if stubs or not is_stub(path)]


@cache
def words_of_code() -> set[str]:
    """Every word and name in what makes the pages: templates, styles, scripts and extensions."""
    paths = sorted(path for path in Path("overrides").rglob("*.*") if path.suffix in CODE_FILES)
    return find_words(*(read(path) for path in paths if "checks" not in path.parts))


@lru_cache(maxsize=1)
def find_words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


def is_stub(path: Path) -> bool:
    """Whether a page only leads on to the new address of what was there."""
    return split(path)[0].get("template") == "moved.html"


def without_code(text: str) -> str:
    """A text whose lines of code are empty: code is shown as it stands."""
    return CODE.sub(lambda code: "\n" * code[0].count("\n"), text)


@cached_by_content
def split(text: str) -> tuple[dict, list[tuple[int, str]]]:
    """Front matter as a dict in the author's order, and the lines of the body as (number in the file, text)."""
    front = FRONT.match(text)
    text = without_code(text)
    keys = yaml.load(front[1], getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return keys, list(enumerate(text[front.end() :].splitlines(), front[0].count("\n") + 1))


@cached_by_content
def headings(text: str) -> list[Heading]:
    return [
        Heading(number, len(match[1]), match[2], match[3])
        for number, line in enumerate(text.splitlines(), 1)
        if (match := HEADING.match(line))
    ]


@cached_by_content
def blocks(text: str) -> list[Block]:
    """Paragraphs, list items, table rows and captions of a page, each with the id of the heading above it."""
    section, is_open, found, opened = "", False, [], []
    front = FRONT.match(text)[0].count("\n")
    for number, line in list(enumerate(without_code(text).splitlines(), 1))[front:]:
        start = ITEM.match(line) or line.startswith("|")
        if line.startswith("///"):
            opened, is_open = [*opened, name] if (name := line.strip("/ ")) else opened[:-1], False
        elif match := HEADING.match(line):
            section, is_open = match[3], False
        elif RULE.match(line):
            found = found[:-1]  # The row above the rule names the columns.
        elif not line.strip() or line.startswith(("--8<--", "[references]")):
            is_open = False
        elif is_open and not start:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.strip()}")
        else:
            kind = "row" if line.startswith("|") else "item" if start else "paragraph"
            kind = "caption" if opened and opened[-1].endswith("-caption") else kind
            found.append(Block(number, section, line, kind, " ".join(opened)))
            is_open = True
    return found
