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
from typing import NamedTuple

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from overrides.finish.site import Configuration, FinishError, language_folders
from overrides.languages import SHORT_JSON

CARDS = "when-to-seek-help.html"
# What repeats answers, or only names things, comes after the sections that answer.
WEIGHTS = {"questions.html": 0.3, "glossary.html": 0.2, "sources.html": 0.3, "about.html": 0.5}
# Parts of an article, and sections by their ids, that answer nothing.
LEFT_OUT = (
    "svg, sup:has(a), .headerlink, .trust, .alarm, .calls, .card-index, .hint, details.sources, .answer-bar, .footnote, .references, .card-sources"
    ", nav, button, script, style, template, noscript"
)
SECTIONS_LEFT_OUT = {"next", "sources", "tick-list"}
HEADINGS = {"h1", "h2", "h3", "h4"}
# Elements that begin a line of their own.
LINES = {"p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption", "figure", "figcaption", "div", "section", "aside"}
LINES |= {"form", "fieldset", "legend", "details", "summary", "pre", "blockquote"}
SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b\w\.)[”»)]?\s+(?=[“«(]?[A-ZА-ЯЁ0-9])")
# Lines of each page that come with the headings: the answer.
BEGINNING = 2
MARKS = {"emergency": "!", "urgent": "?"}


class Line(NamedTuple):
    """A block of text, a list item or a row. What it begins with in bold, as "Call an ambulance.", is its ``label``; what
    leads in its list, or names its group of signs, its ``lead_in``; either may be empty."""

    lead_in: str
    label: str
    sentences: list[str]

    @property
    def text(self) -> str:
        return " ".join(filter(None, [self.label, *self.sentences]))


@dataclass
class Section:
    """What stands under a heading; ``level`` is that of a care card."""

    id: str
    heading: str
    level: str | None
    lines: list[Line] = field(default_factory=list)


class Words:
    """The words of a language, as ``docs/search.en.yml`` explains them. FinishError where one leads nowhere."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise FinishError(f"{path.as_posix()}:1: no such file. Copy docs/search.en.yml and write what people type.")
        self.path, self.text = path, path.read_text("utf-8")
        found = yaml.safe_load(self.text)
        self.names, self.groups, self.emergencies = found["names"], found["groups"], found["emergencies"]
        self.warnings = {
            level: re.compile("|".join(rf"\b{re.escape(words)}" for words in found["warnings"][level]), re.IGNORECASE)
            for level in (*MARKS, "none")
        }

    def mistake(self, text: str, problem: str) -> FinishError:
        """With the line in which the text stands first."""
        line = self.text.count("\n", 0, self.text.index(text)) + 1
        return FinishError(f"{self.path.as_posix()}:{line}: {problem}")

    def level(self, text: str) -> str | None:
        """Of a warning."""
        if self.warnings["none"].search(text):
            return None
        return next((level for level in MARKS if self.warnings[level].search(text)), None)

    def mark_warnings(self, section: Section) -> list[str]:
        """The sentences of a section, each with the words without which it would not be understood."""
        marked: list[str] = []
        leading = {line.lead_in for line in section.lines}
        for line in section.lines:
            level = section.level if line.lead_in else None
            if level in MARKS or self.level(line.label):  # A sign, or signs after how fast: as a whole
                lead_in = line.lead_in if self.level(line.lead_in) and not line.label else ""
                level = level if level in MARKS else self.level(line.label)
                marked.append(MARKS[level] + f"{lead_in} {line.text}".strip())
                continue
            for number, sentence in enumerate(line.sentences):
                lead_in = line.lead_in if self.level(line.lead_in) or not number and len(line.lead_in) < 60 else ""
                text = f"{line.label if line.label and not number else lead_in} {sentence}".strip()
                level = self.level(text)
                if level and number and len(text) < 60:  # "This can kill: call an ambulance."
                    text = f"{marked.pop().lstrip(''.join(MARKS.values()))} {text}"
                if sentence not in leading:
                    marked.append(MARKS.get(level, "") + text)
        return marked

    def signs_by_card(self, sections: list[Section]) -> list[dict]:
        """The care cards, the most urgent first, each with those of its signs for which there are emergencies."""
        cards = {card.id: card for card in sections if card.level}
        found: dict[str, list[dict]] = {name: [] for name in cards}
        for beginning, lines in self.emergencies.items():
            for group in re.findall(r"<(.+?)>", " ".join(lines)):
                if group not in self.groups:
                    raise self.mistake(f"<{group}>", f"no group '{group}'. Write it under groups.")
            places = ((card.id, line.text) for card in cards.values() for line in card.lines if line.text.startswith(beginning))
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
        link = node.css_first("a") if node.tag == "li" else None
        if node.tag in ("h1", "h2", "h3") and node.id:
            found.append(Section(node.id, text, level_of_card(node)))
            lead_in = ""
        elif not found or link and text_of(link) == text:
            continue  # A link to another section answers nothing
        elif node.tag == "tr":
            found[-1].lines.append(Line("", "", [text]))
        else:
            strong = node.css_first("strong")
            label = text_of(strong) if strong else ""
            label = label if text.startswith(label) and label.endswith((".", ":")) else ""
            sentences = SENTENCE_END.split(text.removeprefix(label).strip())
            speed = node.css_first("mark") if node.tag == "legend" else None
            if not speed:
                found[-1].lines.append(Line(lead_in if node.tag == "li" else "", label, [it for it in sentences if it]))
            if node.tag != "li":
                lead_in = f"{text_of(speed)}:" if speed else sentences[-1] if text.endswith(":") else ""
    return found


def level_of_card(heading: LexborNode) -> str | None:
    classes = (heading.parent.attributes.get("class") or "").split()
    return classes[1] if classes[:1] == ["care-card"] else None


def lines(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Each heading, row and block of text below a node, with its text."""
    texts: list[str] = []
    for child in node.iter(include_text=True):
        is_heading, has_lines = child.tag in HEADINGS, child.tag in LINES or child.css_first(", ".join([*LINES, *HEADINGS]))
        if child.tag == "-text" or not (is_heading or has_lines):
            texts.append(child.text())
            continue
        if text := " ".join("".join(texts).split()):
            yield node, text
        texts = []
        if is_heading:
            yield child, text_of(child)
        elif child.tag == "tr":
            yield child, ": ".join(filter(None, map(text_of, child.css("th, td"))))
        else:
            yield from lines(child)
    if text := " ".join("".join(texts).split()):
        yield node, text
