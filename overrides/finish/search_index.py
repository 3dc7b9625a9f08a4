"""What the search finds: two files for each language, made from finished pages, in its folder ``search``.

``index.json`` comes when a reader opens the search:

- ``language``: its code
- ``pages``: a list of pages. Each has its ``file``; its ``name`` in the menu; ``headings``, each as [id, text] or, of a care card,
  [id, text, level]; ``texts``, with only the beginning of the first
- ``names`` and ``groups`` as in ``docs/search.<language>.yml``
- ``cards`` that tell what to do in an emergency: ``url``, ``heading``, ``level``, and ``signs``, each with its ``text``, if it is
  not the whole card, and the ``lines`` of words that tell of it
- ``rest``: name of the other file. It changes with what is in it, so that an old index never meets new texts

The rest comes after the first results: a list of pages, each with its ``file`` and all its ``texts``; and whole pages, whose
answers count less by their ``weight``. Drawings, sources and numbers of notes are left out of texts. A text has a line for each
sentence, list item and row; one that warns begins with ! (emergency) or ?.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from overrides.finish.site import Configuration, FinishError, language_folders
from overrides.languages import SHORT_JSON

CARDS = "when-to-seek-help.html"
# What repeats answers, or only names things, comes after the sections that answer.
WEIGHTS = {"questions.html": 0.3, "glossary.html": 0.2, "sources.html": 0.3, "about.html": 0.5}
# Parts of an article, and sections by their ids, that answer nothing.
LEFT_OUT = (
    "svg, sup:has(a), .headerlink, .trust, .alarm, .calls, .card-index, .hint, details.sources, .footnote, .references, .card-sources"
    ", nav, button, script, style, template, noscript"
)
SECTIONS_LEFT_OUT = {"next", "sources", "tick-list"}
# Elements that begin a line of their own.
LINES = {"p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption", "figure", "figcaption", "div", "section", "aside"}
LINES |= {"form", "fieldset", "legend", "details", "summary", "pre", "blockquote"}
SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b\w\.)[”»)]?\s+(?=[“«(]?[A-ZА-ЯЁ0-9])")
# Lines of each page that come with the headings: the answer.
BEGINNING = 2
MARKS = {"emergency": "!", "urgent": "?"}


@dataclass
class Section:
    """What stands under a heading. ``level`` is that of a care card; ``lines`` are pairs of the text that leads in a list, or
    nothing, and a text."""

    id: str
    heading: str
    level: str | None
    lines: list[tuple[str, str]] = field(default_factory=list)


class Words:
    """The words of a language, as ``docs/search.en.yml`` explains them. FinishError where one leads nowhere."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise FinishError(f"{path.as_posix()}:1: no such file. Copy docs/search.en.yml and write what people type.")
        self.path, self.text = path, path.read_text("utf-8")
        found = yaml.safe_load(self.text)
        self.names, self.groups, self.emergencies = found["names"], found["groups"], found["emergencies"]
        phrases = {level: "|".join(map(re.escape, found["warnings"][level])) for level in MARKS}
        self.warnings = {level: re.compile(rf"\b(?:{words})", re.IGNORECASE) for level, words in phrases.items()}

    def mistake(self, text: str, problem: str) -> FinishError:
        """With the line in which the text stands first."""
        line = self.text.count("\n", 0, self.text.index(text)) + 1
        return FinishError(f"{self.path.as_posix()}:{line}: {problem}")

    def mark_warnings(self, section: Section) -> Iterator[str]:
        """The lines of a section. Signs of the two most urgent cards warn, and so does what has words of a warning."""
        for at, (lead_in, text) in enumerate(section.lines):
            level = section.level if lead_in else None
            level = level or next((it for it, words in self.warnings.items() if words.search(f"{lead_in} {text}")), None)
            leads_in = at + 1 < len(section.lines) and section.lines[at + 1][0] == text
            if level not in MARKS:
                yield text
            elif not leads_in:
                yield MARKS[level] + f"{lead_in} {text}".strip()

    def signs_by_card(self, sections: list[Section]) -> list[dict]:
        """The care cards, the most urgent first, each with those of its signs for which there are emergencies."""
        cards = {card.id: card for card in sections if card.level}
        found: dict[str, list[dict]] = {name: [] for name in cards}
        for beginning, lines in self.emergencies.items():
            for group in re.findall(r"<(.+?)>", " ".join(lines)):
                if group not in self.groups:
                    raise self.mistake(f"<{group}>", f"no group '{group}'. Write it under groups.")
            places = ((card.id, text) for card in cards.values() for _, text in card.lines if text.startswith(beginning))
            whole = (name for name in cards if f"#{name}" == beginning)
            name, text = next(places, (next(whole, None), ""))
            if not name:
                raise self.mistake(beginning, f"no sign begins with '{beginning}'. Write it as the care cards do.")
            found[name].append({"text": text, "lines": lines})
        return [
            {"url": f"{CARDS}#{name}", "heading": cards[name].heading, "level": cards[name].level, "signs": signs}
            for name, signs in found.items()
            if signs
        ]


def write(site: Path, config: Configuration) -> None:
    kinds = config.mdx_configs["overrides.extensions.citations"]["kinds"]
    for folder, language in language_folders(site, config):
        words, names, cards = Words(Path(f"docs/search.{language['code']}.yml")), menu(folder), []
        first, rest = [], []
        for file, read in read_pages(folder):
            answers = [it for it in read if it.id not in SECTIONS_LEFT_OUT and it.id not in kinds]
            headings = [[it.id, it.heading, it.level] if it.level else [it.id, it.heading] for it in answers]
            texts = ["\n".join(words.mark_warnings(section)) for section in answers]
            page = {"file": file, "name": names.get(file, answers[0].heading), "headings": headings}
            if file in WEIGHTS:
                rest.append(page | {"texts": texts, "weight": WEIGHTS[file]})
            else:
                first.append(page | {"texts": ["\n".join(texts[0].split("\n")[:BEGINNING])]})
                rest.append({"file": file, "texts": texts})
            if file == CARDS:
                cards = answers
        written = json.dumps(rest, **SHORT_JSON)
        name = f"rest.{hashlib.sha256(written.encode()).hexdigest()[:8]}.json"
        index = {"language": language["code"], "pages": first, "names": words.names, "groups": words.groups}
        index |= {"cards": words.signs_by_card(cards), "rest": name}
        target = folder / "search"
        target.mkdir(exist_ok=True)
        (target / name).write_text(written, "utf-8")
        (target / "index.json").write_text(json.dumps(index, **SHORT_JSON), "utf-8")


def read_pages(folder: Path) -> Iterator[tuple[str, list[Section]]]:
    """File and sections of each page, but for stubs and what stands in for a page: search engines leave them out, too."""
    for path in sorted(folder.glob("*.html")):
        page = LexborHTMLParser(path.read_text("utf-8"))
        if not page.css_first("meta[name=robots][content=noindex]"):
            yield path.name, sections(page)


def menu(folder: Path) -> dict[str, str]:
    """File of each page to its name in the menu."""
    links = LexborHTMLParser((folder / "index.html").read_text("utf-8")).css("nav a[href$='.html']")
    return {link.attributes["href"]: text_of(link) for link in reversed(links)}


def text_of(node: LexborNode) -> str:
    return " ".join(node.text().split())


def sections(page: LexborHTMLParser) -> list[Section]:
    """The sections of a page, by its headings with ids."""
    article = page.css_first("article")
    for node in article.css(LEFT_OUT):
        node.decompose()
    found: list[Section] = []
    lead_in = ""
    for node, text in lines(article):
        if node.tag in ("h1", "h2", "h3") and node.id:
            found.append(Section(node.id, text, level_of_card(node)))
        elif found and node.tag == "li":
            found[-1].lines += [(lead_in, sentence) for sentence in SENTENCE_END.split(text)]
        elif found:
            texts = [text] if node.tag == "tr" else SENTENCE_END.split(text)
            found[-1].lines += [("", sentence) for sentence in texts]
            lead_in = texts[-1] if texts[-1].endswith(":") else ""
    return found


def level_of_card(heading: LexborNode) -> str | None:
    classes = (heading.parent.attributes.get("class") or "").split()
    return classes[1] if classes[:1] == ["care-card"] else None


def lines(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Each heading, row and block of text below a node, with its text. A list item has the text before its list, if any."""
    texts: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "tr":
            yield child, ": ".join(filter(None, map(text_of, child.css("th, td"))))
        elif child.tag in LINES or child.css_first(", ".join(LINES)):
            if text := " ".join("".join(texts).split()):
                yield node, text
            texts = []
            yield from lines(child)
        elif child.tag in ("h1", "h2", "h3", "h4"):
            yield child, text_of(child)
        else:
            texts.append(child.text())
    if text := " ".join("".join(texts).split()):
        yield node, text
