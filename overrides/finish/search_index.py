"""What the search finds: two files for each language, made from finished pages, in its folder ``search``.

``index.json`` comes when a reader opens the search:

- ``language``: its code
- ``pages``: a list of pages. Each has its ``file``; its ``name`` in the menu; ``headings``, each as [id, text] or, of a
  care card, [id, text, level]; ``texts``, of which only the beginning of the first comes so early
- ``cards`` that tell what to do in an emergency: ``url``, ``heading``, ``level``, and for each of their ``signs`` the
  lines of words that tell of it
- ``common`` and ``groups`` as in ``docs/search.<language>.yml``
- ``rest``: name of the other file. It changes with what is in it, so that an old index never meets new texts

The rest comes after the first results:

- ``names`` as in ``docs/search.<language>.yml``
- ``signs``: the text of each sign, empty for a card as a whole
- ``pages``: each with its ``file`` and all its ``texts``, one for each heading; and whole where its answers count less,
  by its ``weight``

Texts are without drawings, sources and numbers of notes. They have a line for each sentence, list item and row; a line
that warns begins with ! (emergency) or ?.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from overrides.languages import SHORT_JSON
from overrides.site import CARDS, Configuration, FinishError, language_folders

# What repeats answers, or only names things, comes after the sections that answer.
WEIGHTS = {"questions.html": 0.3, "glossary.html": 0.2, "sources.html": 0.3, "about.html": 0.5}
# Parts of an article, and sections by their ids, that answer nothing.
LEFT_OUT = ", ".join(
    """svg sup:has(a) .headerlink .trust .alarm .calls .card-index .hint .answer-bar details.sources .footnote
    .references .card-sources nav button script style template noscript""".split()
)
SECTIONS_LEFT_OUT = {"next", "sources", "tick-list"}
HEADINGS = {"h1", "h2", "h3", "h4"}
# Other elements that begin a line of their own; a row does, too.
BLOCKS = set(
    """p ul ol li dl dt dd table caption figure figcaption div section aside form fieldset legend details summary pre
    blockquote""".split()
)
SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b\w\.)[”»)]?\s+(?=[“«(]?[A-ZА-ЯЁ0-9])")
# Sentences of each page that come with the headings: the answer.
BEGINNING = 1
# Lead-ins up to this length stand before each item of their list.
SHORT = 60
MARKS = {"emergency": "!", "urgent": "?"}


class Line(NamedTuple):
    """A block of text, a list item or a row. ``label``: what it begins with in bold, as "Call an ambulance.";
    ``lead_in``: what leads in its list, or says how fast its group of signs needs help. Either may be empty."""

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


class Sign(NamedTuple):
    """A sign of a care card, or with an empty text the card as a whole, and the lines of words that tell of it."""

    card: Section
    text: str
    words: list[str]


class Words:
    """The words of a language, as ``docs/search.en.yml`` explains them. FinishError where one leads nowhere."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise FinishError(f"{path.as_posix()}:1: no such file. Copy docs/search.en.yml and write what people type.")
        self.path, self.text = path, path.read_text("utf-8")
        found = yaml.safe_load(self.text)
        self.common, self.names = found["common"], found["names"]
        self.groups, self.emergencies = found["groups"], found["emergencies"]
        phrases = {level: "|".join(rf"\b{re.escape(it)}" for it in words) for level, words in found["warnings"].items()}
        self.warnings = {level: re.compile(words, re.IGNORECASE) for level, words in phrases.items()}
        self.any_warning = re.compile("|".join(phrases.values()), re.IGNORECASE)

    def mistake(self, text: str, problem: str) -> FinishError:
        """With the line in which the text stands first."""
        line = self.text.count("\n", 0, self.text.index(text)) + 1
        return FinishError(f"{self.path.as_posix()}:{line}: {problem}")

    def level(self, text: str) -> str | None:
        """Of a warning, the most urgent one. Most texts warn of nothing."""
        if not self.any_warning.search(text) or self.warnings["none"].search(text):
            return None
        return next((level for level in MARKS if self.warnings[level].search(text)), None)

    def mark_warnings(self, section: Section) -> list[str]:
        """The sentences of a section, each with the words without which it would not be understood."""
        marked: list[str] = []
        leading = {line.lead_in for line in section.lines}
        for line in section.lines:
            leads_to_help = self.level(line.lead_in)
            card = section.level if line.lead_in and section.level in MARKS else None
            if level := card or self.level(line.label):  # A sign, or signs after how fast: whole
                lead_in = line.lead_in if leads_to_help and not line.label else ""
                marked.append(MARKS[level] + f"{lead_in} {line.text}".strip())
                continue
            for number, sentence in enumerate(line.sentences):
                lead_in = line.lead_in if leads_to_help or not number and len(line.lead_in) < SHORT else ""
                text = f"{line.label if line.label and not number else lead_in} {sentence}".strip()
                level = self.level(text)
                if level and number and len(text) < SHORT:  # "This can kill: call an ambulance."
                    text = f"{marked.pop().lstrip(''.join(MARKS.values()))} {text}"
                if sentence not in leading:
                    marked.append(MARKS.get(level, "") + text)
        return marked

    def signs(self, sections: list[Section]) -> list[Sign]:
        """Those of the care cards for which there are emergencies, the most urgent card first."""
        cards = {section.id: section for section in sections if section.level}
        texts = {line.text: card for card in cards.values() for line in card.lines}
        found = []
        for beginning, words in self.emergencies.items():
            for group in re.findall(r"<(.+?)>", " ".join(words)):
                if group not in self.groups:
                    raise self.mistake(f"<{group}>", f"no group '{group}'. Write it under groups.")
            text = next((text for text in texts if text.startswith(beginning)), "")
            card = texts[text] if text else cards.get(beginning.removeprefix("#"))
            if not card:
                raise self.mistake(beginning, f"no sign begins with '{beginning}'. Write it as the care cards do.")
            found.append(Sign(card, text, words))
        order = list(cards)
        return sorted(found, key=lambda sign: order.index(sign.card.id))


def write(site: Path, config: Configuration) -> None:
    kinds = config.mdx_configs["overrides.extensions.citations"]["kinds"]
    for folder, language in language_folders(site, config):
        words, names = Words(Path(f"docs/search.{language['code']}.yml")), menu(folder)
        first, rest, signs = [], [], []
        for file, read in read_pages(folder):
            answers = [it for it in read if it.id not in SECTIONS_LEFT_OUT and it.id not in kinds]
            headings = [[it.id, it.heading, *filter(None, [it.level])] for it in answers]
            page = {"file": file, "name": names.get(file, answers[0].heading), "headings": headings}
            sentences = [words.mark_warnings(section) for section in answers]
            texts = ["\n".join(each) for each in sentences]
            if file in WEIGHTS:
                rest.append(page | {"texts": texts, "weight": WEIGHTS[file]})
            else:
                first.append(page | {"texts": ["\n".join(sentences[0][:BEGINNING])]})
                rest.append({"file": file, "texts": texts})
            if file == CARDS:
                signs = words.signs(answers)
        cards = [describe(card, list(group)) for card, group in groupby(signs, key=lambda sign: sign.card)]
        name = save(folder, {"names": words.names, "signs": [sign.text for sign in signs], "pages": rest})
        index = {"language": language["code"], "pages": first, "cards": cards}
        save(folder, index | {"common": words.common, "groups": words.groups, "rest": name}, "index.json")


def save(folder: Path, content: dict, name: str = "") -> str:
    """Write a file of the search, by default under a name that changes with what is in it. Its name."""
    text = json.dumps(content, **SHORT_JSON)
    name = name or f"rest.{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"
    (folder / "search").mkdir(exist_ok=True)
    (folder / "search" / name).write_text(text, "utf-8")
    return name


def describe(card: Section, signs: list[Sign]) -> dict:
    """A care card with the lines of words for each of its signs."""
    lines = ["\n".join(sign.words) for sign in signs]
    return {"url": f"{CARDS}#{card.id}", "heading": card.heading, "level": card.level, "signs": lines}


def read_pages(folder: Path) -> Iterator[tuple[str, list[Section]]]:
    """File and sections of each page, but for stubs and what stands in for a page, as search engines do."""
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
    for node, text in blocks(article):
        link = node.css_first("a") if node.tag == "li" else None
        if node.tag in HEADINGS and node.id:
            found.append(Section(node.id, text, level_of_card(node)))
            lead_in = ""
        elif not found or link and text_of(link) == text:
            continue  # A link to another section answers nothing
        elif node.tag == "tr":
            found[-1].lines.append(Line("", "", [text]))
        elif node.tag == "legend" and (speed := node.css_first("mark")):
            lead_in = f"{text_of(speed)}:"
        else:
            line = read_line(node, text, lead_in if node.tag == "li" else "")
            found[-1].lines.append(line)
            if node.tag != "li":
                lead_in = line.sentences[-1] if text.endswith(":") and line.sentences else ""
    return found


def read_line(node: LexborNode, text: str, lead_in: str) -> Line:
    strong = node.css_first("strong")
    label = text_of(strong) if strong else ""
    label = label if text.startswith(label) and label.endswith((".", ":")) else ""
    return Line(lead_in, label, list(filter(None, SENTENCE_END.split(text.removeprefix(label).strip()))))


def level_of_card(heading: LexborNode) -> str | None:
    classes = (heading.parent.attributes.get("class") or "").split()
    return classes[1] if classes[:1] == ["care-card"] else None


def blocks(article: LexborNode) -> list[tuple[LexborNode, str]]:
    """Each heading, row and block of text, with its text."""
    found: list[tuple[LexborNode, str]] = []
    texts: list[str] = []

    def end(block: LexborNode) -> None:
        if text := " ".join("".join(texts).split()):
            found.append((block, text))
        texts.clear()

    def walk(node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                texts.append(child.text())
            elif child.tag in HEADINGS:
                end(node)
                found.append((child, text_of(child)))
            elif child.tag == "tr":
                end(node)
                found.append((child, ": ".join(filter(None, map(text_of, child.css("th, td"))))))
            elif child.tag in BLOCKS:
                end(node)
                walk(child)
                end(child)
            else:
                walk(child)

    walk(article)
    return found
