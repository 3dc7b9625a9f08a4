"""What the site's own search needs, in the folder ``search`` of each language. Made from finished pages, after any engine.

``index.json``, the first index: a dict of

- ``language``: its code
- ``pages``: for each page ``file``, its ``name`` in the menu, ``headings`` as [id, text, level of its care card if it is one],
  ``start``, the text before its second heading, and ``weight`` if its answers count less than others
- ``names`` and ``groups``: as in ``docs/search.<language>.yml``
- ``signs``: for each sign of a care card its ``text``, its card's ``url``, ``heading`` and ``level``, and the ``lines`` that tell it
- ``texts``: the name of the file of all other texts, which changes with them: an old index never meets new texts

The texts: a list with one text for each heading, in the same order. A text is a line for each sentence, list item or table row;
a line that warns begins with ! (emergency) or ? (urgent). Drawings, sources and marks of notes are left out.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from overrides.extensions.care_cards import LEVELS
from overrides.finish.site import Configuration, FinishError, language_folders
from overrides.languages import SHORT_JSON

CARDS = "when-to-seek-help.html"
# Short answers and definitions come after the sections that answer in full.
WEIGHTS = {"questions.html": 0.3, "glossary.html": 0.5, "sources.html": 0.5, "about.html": 0.5}
# What is in an article and is no answer.
NOT_TEXT = "svg, sup:has(a), .headerlink, .footnote, .references, .card-sources, form, nav, button, script, style, template, [hidden], [popover]"
NO_ANSWER = {"next", "sources", "tick-list"}
BLOCKS = {"p", "li", "tr", "dt", "dd", "figcaption", "summary", "pre"}
SENTENCE_END = re.compile(r"(?<=[.!?…])[”»)]*\s+(?=[“«(]?[A-ZА-ЯЁ0-9])")


class Section(NamedTuple):
    id: str
    heading: str
    # Of its care card, if it is one.
    level: str | None
    # Sentences, list items, rows.
    lines: list[str]


def write(site: Path, config: Configuration) -> None:
    kinds = config.mdx_configs["overrides.extensions.citations"]["kinds"]
    for folder, language in language_folders(site, config):
        vocabulary = Vocabulary(language["code"])
        names = menu(folder)
        pages, texts = [], []
        for file in listed(folder, config.site_url + language["folder"]):
            sections = [it for it in read(folder / file) if it.id not in NO_ANSWER and it.id not in kinds]
            marked = ["\n".join(map(vocabulary.mark, section.lines)) for section in sections]
            headings = [[it.id, it.heading, it.level] if it.level else [it.id, it.heading] for it in sections]
            weight = {"weight": WEIGHTS[file]} if file in WEIGHTS else {}
            pages.append({"file": file, "name": names.get(file) or sections[0].heading, **weight, "headings": headings, "start": marked[0]})
            texts += ["", *marked[1:]]
        dump(folder, language["code"], pages, texts, vocabulary, read(folder / CARDS))


def dump(folder: Path, code: str, pages: list, texts: list[str], vocabulary: "Vocabulary", cards: list[Section]) -> None:
    written = json.dumps(texts, **SHORT_JSON)
    name = f"texts.{hashlib.sha256(written.encode()).hexdigest()[:8]}.json"
    (folder / "search").mkdir(exist_ok=True)
    (folder / "search" / name).write_text(written, "utf-8")
    index = {"language": code, "texts": name, "pages": pages, "names": vocabulary.names, "groups": vocabulary.groups, "signs": vocabulary.signs(cards)}
    (folder / "search/index.json").write_text(json.dumps(index, **SHORT_JSON), "utf-8")


def listed(folder: Path, address: str) -> Iterator[str]:
    """The pages that the sitemap names: no stub, no page for what is missing."""
    for page in re.findall(r"<loc>(.+?)</loc>", (folder / "sitemap.xml").read_text("utf-8")):
        yield page.removeprefix(address) or "index.html"


def menu(folder: Path) -> dict[str, str]:
    """The names of pages in the menu, by their files."""
    links = LexborHTMLParser((folder / "index.html").read_text("utf-8")).css("nav a[href$='.html']")
    return {link.attributes["href"]: words(link) for link in reversed(links)}


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def read(path: Path) -> list[Section]:
    """The sections of a page: what stands under each heading with an id."""
    article = LexborHTMLParser(path.read_text("utf-8")).css_first("article")
    for node in article.css(NOT_TEXT):
        node.decompose()
    sections, intro = [], ""
    for node in article.traverse():
        if node.tag in ("h1", "h2", "h3") and node.id:
            sections.append(Section(node.id, words(node), level(node), []))
        elif sections and node.tag in BLOCKS and not node.css_first(",".join(f"{tag} {tag}, " for tag in ())):
            pass
    return sections
