"""Markdown that would not become what its author meant, and letters that nobody sees: (line, mistake and remedy)."""

import re
from pathlib import Path

from overrides.checks.source import CONFLICT_MARKS, ITEM, RULE, Mistakes, blocks, split

MEANINGLESS = (
    "here|click here|this|more|link|read more|this page|здесь|тут|сюда|по ссылке|ссылка|эта страница|подробнее"
)
# The first mistake in each line is named. Code between backticks is left out of account.
FORBIDDEN_PATTERNS = {
    **CONFLICT_MARKS,
    r"<[a-zA-Z/!]": "raw HTML. Use Markdown or a /// block.",
    r"(?<!8)<(?![a-zA-Z/!])": "a bare <. Write 'less than', or put code between backticks.",
    r"!\[[^]]*\]\((https?:)?//": "picture from another site. Put it into the images folder.",
    r"!\[\s*\]\(": "picture without alt text. Say between [ and ] what it shows.",
    r"\[\s*\]\(|\]\(\s*\)": "empty link. Write [words](page.md).",
    r"\]\([^)]*\s": "a blank in an address. Write [words](page.md).",
    r"\]\((?!https://|tel:)[a-z]+:": "no safe web address. Write it from https:// on.",
    r"\]\(/": "absolute path. Write the Markdown file, such as causes.md, so that the site works at any address.",
    r"\[(?!\^)[^\]]*\]\s+\((?:https?:|#|[\w./-]+\.(?:md|html|svg))": "space between ] and (. Write [words](page.md).",
    r"(?<!\]\()https?://|(?<![/\w.])www\.": "bare address. Give it link words: [words](address).",
    rf"(?<!!)\[(?i:{MEANINGLESS})\]\(": "link words do not say where they lead. Name what the reader finds there.",
    r"\w@[\w-]+\.\w": "e-mail address, which programs collect. Lead to 'Report a mistake' on the about page.",
    r"\^\[|\[\^[^\]]*[\s,]": "citation that is none. Write [^key], and of several each by itself.",
    r"\[\^(?P<key>[^\]]+)\]\[\^(?P=key)\]": "the same source twice. Cite it once.",
    r"^#+[^# ]": "no space after #. Write '## Heading { #id }'.",
    r"^#+ .*[*_]{2}": "bold in a heading, which is bold already. Remove the marks.",
    r"^#+ .*(\]\(|\[\^)": "a link or source in a heading. Write it in the text below.",
    r"^#+ .*[.:;,](?= \{|$)": "a stop, colon or comma at the end of a heading. Remove it.",
    r"^\{(?! #[a-z0-9-]+ \}$| \.)": "{ } that gives no id. Write { #short-name }.",
    r"\{ lang=(?![a-z]{2} \})": "no such language. Write its two letters, such as { lang=de }.",
    r"\[\[|\[(?!\^|references\])[^\[\]]*\](?!\()": "[ and ] round no link. Write [words](page.md), or remove them.",
    r"\b(TODO|FIXME|XXX|TBD)\b|\?\?|(?i:lorem ipsum)": "a note to yourself. Finish it, or take it out.",
    r"^([-_*] ?){3,}$": "a line of dashes. Remove it; a section begins with ##.",
    r"^ +(- |\d+\. )": "list inside a list. Begin the item at the start of its line.",
    r"^(\t| {4,})\S": "line shown as code. Remove the blanks at its start.",
    r"^[*+•–]\s|^•|^(-|\d+\.)([^\s\d|-]|\u00a0)|^\d+\)": "item with another mark. Begin it with '- ' or '1. '.",
    r"[\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u2064\u3000\ufeff]": (
        "invisible letter, or a blank of another kind. Write the word again."
    ),
    r"[\ufffd]|Ð[\u0080-\u00bf]|â€": "letters that were lost in another encoding. Write the words again.",
    r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]": "Latin and Cyrillic letters in one word. Write it again in one alphabet.",
    r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]|[-=]>": (
        "emoji or arrow, which is read aloud. Say it in words."
    ),
    r"^(?!\|).*\S {2,}\S": "two spaces. Write one.",
    r"\t|[ \\]$": "a tab, or a blank or \\ at the end of a line. Remove it.",
    r"\s\[\^": "a blank before [^…]. Write the source right behind the stop.",
    r"\w(\[\^[^\]]+\])+\.": "[^…] before the stop. Write the source right behind it.",
    r"[a-zа-яё]{2}[.!?;,](?=[A-ZА-ЯЁ])|\[\^[^\]]+\]\w|\)\[(?!\^)": "no blank behind a mark or source. Write one.",
    r"[(«“]\s|\s[)»”]|\s\*+\s": "a blank inside brackets, quotation marks or marks of bold. Remove it.",
    r"(?<![.…])\.\.(?![/…])|,,|!!|\s[,;:!?](?=\s|$)": "stray mark. Write one, right behind the word.",
    r"(?<!\S)(?!\S*\]\()[^\s|/–—-]{36,}": "word longer than a phone's screen. Divide it.",
    r"^[a-zа-яё]|[a-zа-яё]{5}[.!?](\[\^[^\]]+\])* [a-zа-яё]": "a sentence that begins small. Write a capital letter.",
    r"^(?![-|#/{>\d]|\[references).*\w(\[\^[^\]]+\])*$": "a sentence without its stop. Write it.",
    r"(?<![\w/(#.-])_\w": "_ before a word. Write * at both ends of the words.",
    "`": "` stands alone. Write it at both ends of the code.",
}
CODE_SPAN = re.compile(r"`[^`]*`")
PAIRS = {"[": "]", "(": ")", "“": "”", "«": "»"}


def forbidden_patterns(path: Path) -> Mistakes:
    body = [(number, CODE_SPAN.sub("code", line)) for number, line in split(path)[1]]
    text = "\n".join(line for _, line in body)
    # Nearly every page has none of them, and is not read line by line.
    found = {words: remedy for words, remedy in FORBIDDEN_PATTERNS.items() if re.search(words, text, re.MULTILINE)}
    for number, line in body if found else ():
        if remedy := next((remedy for words, remedy in found.items() if re.search(words, line)), None):
            yield number, remedy


def pairs(path: Path) -> Mistakes:
    """Brackets, quotation marks and marks of bold come in pairs within a paragraph, item, row or caption."""
    for block in blocks(path):
        text = CODE_SPAN.sub("code", block.text)
        for opening, closing in PAIRS.items():
            if text.count(opening) != text.count(closing) and "„" not in text:  # „These“ end with what begins others
                yield block.line, f"{opening} or {closing} stands alone. Write both, or neither: {text[:60]}"
                break
        else:
            bold = text.count("**")
            if bold % 2 or (text.count("*") - 2 * bold) % 2:
                yield block.line, f"* or ** stands alone. Write it at both ends of the words: {text[:60]}"


def repeated(path: Path) -> Mistakes:
    """No paragraph, item or row stands twice under a heading."""
    seen = {}
    for block in blocks(path):
        if block.kind == "row" and not block.text.strip("| "):
            continue
        first = seen.setdefault((block.section, block.text), block.line)
        if first != block.line:
            yield block.line, f"the same as line {first}. Remove one: {block.text[:60]}"


def lists_and_blocks(path: Path) -> Mistakes:
    """A list and a /// block begin after a blank line, or they become part of what is above them."""
    above = ""
    for number, line in split(path)[1]:
        if above.strip() and not above.startswith("///"):
            if ITEM.match(line) and not ITEM.match(above):
                yield number, "list without a blank line above it. Add one."
            elif re.match("///+ +[a-z]", line):
                yield number, "block without a blank line above it. Add one."
            elif line.startswith("|") != above.startswith("|") and not line.startswith("///") and line.strip():
                yield number, "table and text without a blank line between them. Add one."
        above = line


def tables(path: Path) -> Mistakes:
    """A table has its row of dashes, and every row a cell for each column; only a sheet to write on has empty ones."""
    table: list[tuple[int, str]] = []
    opened: list[str] = []
    for number, line in [*split(path)[1], (0, "")]:
        if line.startswith("|"):
            table.append((number, line))
        elif table:
            yield from faults_of_table(table, any("section.sheet" in each for each in opened))
            table = []
        if line.startswith("///"):
            opened = [*opened, line] if line.strip("/ ") else opened[:-1]


def faults_of_table(table: list[tuple[int, str]], sheet: bool) -> Mistakes:
    columns, *rows = [cells(line) for _, line in table]
    if len(table) < 2 or not RULE.match(table[1][1]):
        yield table[0][0], "table without its row of dashes. Write | --- | --- | below the names of the columns."
        return
    if not sheet and not all(columns):
        yield table[0][0], "column without a name. Write it in the first row."
    for (number, _), row in zip(table[1:], rows):
        if len(row) != len(columns):
            yield number, f"row of {len(row)} cells in a table of {len(columns)} columns. Give each column one."
        elif not sheet and not all(row):
            yield number, "empty cell. Write what stands there, or that it is not known."


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]
