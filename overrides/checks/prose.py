"""Prose that a tired reader can follow: short sentences, paragraphs and lists, and each language's own typography."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from overrides.checks.source import Mistakes, blocks, split

MAX_WORDS, MAX_SENTENCES, MAX_ITEMS = 20, 3, 7
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# A stop after these does not end a sentence.
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|Dr|vs|No|St|англ|им|см)\.")
MARKUP = re.compile(r"\[\^[^\]]+\]|!?\[(?=[^\]]*\]\()|(?<!\[)\]\([^)]*\)|\*+|`|\{ (?:[#.:]|lang=).*?\}|^(- |\d+\. )")
# Code, addresses, ids, notes, version numbers, pictures and blocks are not words of the page.
NOT_PROSE = re.compile(
    r"`[^`]+`|\*[^*]+\*\{ lang=\w+ \}|\]\([^)]*\)|\{ (?:#|lang=)\S+(?: \.fold)? \}|^\{ .* \}$|\[\^[^\]]+\]"
    r"|^--8<--.*|^///.*|^\[[a-z-]+\]$|(WCAG|CC BY|WebKitGTK) [\d.]+"
)
# Words that stay as they are: names of bodies, works, licences, languages and programs; and what stands in () or «».
NAMES = re.compile(
    r"\b(English|Русский|Sky Wall|CC BY|Creative Commons Attribution|MIT|GitHub Pages|GitHub|NHS|NICE|FDA|MHRA"
    r"|MedlinePlus|WCAG|PMID|doi|cookie|BFS|HTML|URL|Markdown|CSP|BibTeX|CSL-JSON|Chromium|Chrome"
    r"|Firefox|WebKitGTK|Safari|iPhone|Mac|Windows|NVDA|JAWS|VoiceOver|TalkBack)\b|[(«][A-Za-z ]+[)»]|«[А-Яа-яЁё ]+»"
)
# Words that only another alphabet's language writes.
FOREIGN = {"en": "[А-Яа-яЁё]+", "ru": "[A-Za-z]{3,}"}
TWICE = r"\b(?!had|that)([^\W\d_]+) \1\b"
TYPOGRAPHY = {
    "en": {
        FOREIGN["en"]: "a word left in Russian. Translate it, or put it between « and ».",
        TWICE: "the same word twice. Remove one.",
        r'"|«(?![А-Яа-яЁё ]+»)': "wrong quotation marks. Write “ and ”.",
        r"\S -{1,2} \S": "hyphen for a dash. Write a comma, a colon or –.",
        r"\b(color|fiber|anemia|estrogen|diarrhea|pediatric|tumor)": "American spelling. Write as in “colour”.",
    },
    "ru": {
        TWICE: "the same word twice. Remove one.",
        r"[\"“”„]|(?<!\w)'": "wrong quotation marks. Write «».",
        r"\d\.\d": "decimal point. Write a comma.",
        r"\d ?%|\d{1,3} \d{3}\b": "missing no-break space. Put one into 14 % and 100 000.",
        r"\S -{1,2} \S": "hyphen for a dash. Write —.",
        FOREIGN["ru"]: "a word left in English. Translate it, or put it between « and ».",
        r"(?<![\w.-])([aceopxy]|[mk]?g|ml|cm|mm)(?![\w.-])(?![^«»]*»)": "a Latin letter or unit. Write it in Russian.",
    },
}


def without_markup(text: str) -> str:
    """A block's words without its markup and notes."""
    return MARKUP.sub("", text)


def sentences(text: str) -> list[str]:
    """Sentences of plain text: a list of strings; each block of a page, set apart by ¶, ends one."""
    text = ABBREVIATION.sub(lambda match: match[0].replace(".", ""), text)
    parts = re.split(r"¶|(?<=[.!?…])[\"'”’)»]*\s+", text)
    return [" ".join(part.split()) for part in parts if part and WORD.search(part)]


def sentences_with_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Every sentence that is read as prose: (line, sentence), in order. The first cell of a row is its heading."""
    for block in blocks(path):
        cells = block.text.strip("| ").split("|")[1:] if block.kind == "row" else [block.text]
        for cell in cells:
            yield from ((block.line, sentence) for sentence in sentences(without_markup(cell)))


def length_limits(path: Path) -> Mistakes:
    """Sentences, paragraphs and lists are short enough to be read at 3 a.m."""
    kinds, counts = {block.line: block.kind for block in blocks(path)}, {}
    for line, sentence in sentences_with_lines(path):
        counts[line] = counts.get(line, 0) + 1
        if (count := len(WORD.findall(sentence))) > MAX_WORDS:
            yield line, f"{count} words in a sentence. Split it, {MAX_WORDS} at most: {sentence[:60]}"
    for line, count in counts.items():
        if kinds[line] in ("paragraph", "caption") and count > MAX_SENTENCES:
            yield line, f"{count} sentences in a paragraph. Split it, {MAX_SENTENCES} at most."
    for (kind, _), items in groupby(blocks(path), lambda block: (block.kind, block.section)):
        items = list(items)
        if kind == "item" and len(items) > MAX_ITEMS:
            yield items[0].line, f"{len(items)} items in a list. Split it, {MAX_ITEMS} at most."


def typography(path: Path) -> Mistakes:
    """The first slip in each line of a language that has rules of its own; the title and description are lines too."""
    rules = TYPOGRAPHY.get(path.parent.name, {})
    front, body = split(path)
    for number, line in [(2, front["title"]), (3, front["description"]), *body] if rules else ():
        text = NOT_PROSE.sub("", line)
        texts = {FOREIGN.get(path.parent.name): NAMES.sub("", text)}
        if remedy := next(
            (remedy for words, remedy in rules.items() if re.search(words, texts.get(words, text))), None
        ):
            yield number, remedy
