"""Drawings: each says in words what it shows, takes its colours from the page, and says the same in every language."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from overrides.checks.numbers import difference
from overrides.checks.prose import FOREIGN, NAMES
from overrides.checks.safety import plain, wording
from overrides.checks.source import Mistakes, files, language_folders, pages, read

SVG = "{http://www.w3.org/2000/svg}"
# The first mistake in each line is named.
FORBIDDEN_PATTERNS = {
    r"<(?:\w+:)?(script|foreignObject|iframe|handler|animate\w*|set)\b": (
        "a drawing only shows: no script, page or animation. Remove it."
    ),
    r"\s(?:\w+:)?on\w+\s*=|javascript:": "a drawing only shows: no handler. Remove it.",
    r"""(?:(?:href|src)\s*=\s*["']|url\(\s*["']?)(?:https?:|//|data:)|@import|<!ENTITY|<\?xml-style""": (
        "outside address in a drawing. Draw it here."
    ),
    r"<image\b": "picture inside a drawing. Draw it in lines, or show the picture by itself.",
    r"<style\b|\sstyle\s*=": "style in a drawing. Write attributes, such as fill and font-size.",
    r"""\b(?:fill|stroke|color)\s*=\s*["'](?!none|currentColor|transparent|url\(#|#0b5d66["'])""": (
        'fixed colour, which one of light and dark hides. Write currentColor, or class="accent" with #0b5d66.'
    ),
}


def problems() -> Iterator[str]:
    """Every mistake in a drawing, and drawings that no page shows or one shows twice."""
    for folder in language_folders():
        texts = {page: read(page) for page in pages(folder)}
        for name in [name for name in files(folder) if re.match(r"images/[^/]+(?<!\.svg)$", name)]:
            if not any(f"({name})" in text for text in texts.values()):
                yield f"{(folder / name).as_posix()}:1: no page shows it. Write ![words]({name}), or remove it."
        for name in [name for name in files(folder) if name.endswith(".svg")]:
            path, mark = folder / name, f'--8<-- "{name}"'
            yield from (f"{path.as_posix()}:{line}: {remedy}" for line, remedy in faults(path))
            if not any(mark in text for text in texts.values()):
                yield f"{path.as_posix()}:1: no page shows it. Bring it in with {mark}, or remove it."
            for page, text in texts.items():
                if text.count(mark) > 1:
                    line = text[: text.rindex(mark)].count("\n") + 1
                    yield f"{page.as_posix()}:{line}: '{name}' is on this page twice, with the same ids. Remove one."


def faults(path: Path) -> Mistakes:
    """Mistakes of one drawing; of what it says, when it is sound."""
    text = read(path)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield error.position[0], "not XML. Close every element and quote every attribute."
        return
    found = [*faults_of_lines(text), *faults_of_root(root), *faults_of_ids(path, text), *faults_of_texts(root, text)]
    yield from found or [*faults_of_words(path, root)] or faults_beside_twin(path, root)


def faults_of_lines(text: str) -> Mistakes:
    for number, line in enumerate(text.splitlines(), 1):
        if remedy := next((remedy for words, remedy in FORBIDDEN_PATTERNS.items() if re.search(words, line)), None):
            yield number, remedy
    if "\n\n" in text:
        yield text[: text.index("\n\n")].count("\n") + 2, "blank line, which ends the drawing on a page. Remove it."


def faults_of_root(root: ElementTree.Element) -> Mistakes:
    """At most one mistake."""
    words = len(root.findtext(f"{SVG}desc") or "")
    if root.tag != f"{SVG}svg":
        yield 1, 'no xmlns. Begin with <svg class="picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 …">.'
    elif not re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox", "")):
        yield 1, 'no viewBox. Write viewBox="0 0 360 …", as wide and high as the drawing.'
    elif "picture" not in root.get("class", "").split():
        yield 1, 'no class. Write class="picture", by which the page sets its size.'
    elif not root.findtext(f"{SVG}title"):
        yield 1, "drawing without a title. Say in <title> what it is."
    elif root.get("role") == "img" and words <= 60:
        what = f"alt text of {words} characters" if words else "drawing without alt text"
        yield 1, f"{what}. Say in <desc> what it shows, in more than 60 characters."


def faults_of_ids(path: Path, text: str) -> Mistakes:
    """Ids begin with the drawing's name, so that two drawings on a page never share one."""
    seen = {}
    for match in re.finditer(r"""\sid=["']([^"']+)["']""", text):
        line, first = text[: match.start()].count("\n") + 1, seen.setdefault(match[1], match.start())
        if not match[1].startswith(f"{path.stem}-"):
            yield line, f"id '{match[1]}' may stand in another drawing too. Begin it with '{path.stem}-'."
        elif first != match.start():
            yield line, f"id '{match[1]}' stands twice. Give each its own."


def faults_of_texts(root: ElementTree.Element, text: str, filled: bool = False) -> Mistakes:
    """Text that inherits no colour is black, in the dark too."""
    for child in root:
        has = filled or "fill" in child.attrib
        if child.tag == f"{SVG}text" and not has:
            words = (child.text or "").strip()
            yield (
                text[: text.find(f">{words}")].count("\n") + 1,
                'text without a colour is black in the dark. Put fill="currentColor" on it.',
            )
        yield from faults_of_texts(child, text, has)


def words_of(root: ElementTree.Element) -> str:
    """What a drawing says, in its texts, title and description, and in the names of its links."""
    texts = [(each.text or "").strip() for each in root.iter() if each.text and each.text.strip()]
    return "\n".join([*texts, *(each.get("aria-label", "") for each in root.iter())])


def faults_of_words(path: Path, root: ElementTree.Element) -> Mistakes:
    """Words of another language, and facts said otherwise."""
    text = words_of(root)
    foreign = FOREIGN.get(path.parts[1])
    for line in text.splitlines():
        if foreign and (found := re.search(foreign, NAMES.sub("", line))):
            yield 1, f"'{found[0]}' is of another language. Translate it: {line[:60]}"
            return
    for fault in wording(plain(text), path.parts[1]):
        yield 1, fault


def faults_beside_twin(path: Path, root: ElementTree.Element) -> Mistakes:
    """The numbers of the English drawing of that name."""
    twin = Path("docs/en", *path.parts[2:])
    if path != twin and twin.exists():
        try:
            english = words_of(ElementTree.fromstring(read(twin)))
        except ElementTree.ParseError:
            return
        if found := difference(words_of(root), english, path.parts[1]):
            yield 1, f"{found[1]}. Give the same numbers as {twin.as_posix()}."
