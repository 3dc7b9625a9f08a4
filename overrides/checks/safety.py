"""Safety: no page gives a sign another urgency than its card, changes a fact, loses a "not" or keeps a retired phrase.

What must be said alike everywhere stands in ``docs/safety.yml``, as patterns of each language.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import yaml

from overrides.checks.configuration import configuration_of, faults_of_keys, find, names
from overrides.checks.front_matter import did_you_mean
from overrides.checks.prose import without_markup
from overrides.checks.source import (
    CARD,
    CARD_SOURCES,
    CARDS_PAGE,
    CITATION,
    TELEPHONE,
    Block,
    Mistakes,
    blocks,
    cached_by_content,
    headings,
    language_folders,
    pages,
    split,
)
from overrides.extensions.care_cards import LEVELS

SAFETY = Path("docs/safety.yml")
PARTS = set(
    "urgency not_urgent others_say signs telephones facts numbers spelled units limits negation negated retired".split()
)
CARD_LINK = re.compile(r"\[([^]]*)\]\((?:when-to-seek-help\.md)?#([\w-]+)\)")
CLAUSE = re.compile(r"(?<=[.;!…])\s+")
parse = cached_by_content(lambda text: yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
compose = cached_by_content(yaml.compose)


def load() -> dict:
    """What must be said alike: a dict of the file's parts."""
    return parse(SAFETY)


@cache
def pattern(words: str) -> re.Pattern:
    """A pattern of the file, for texts in small letters, in which literal words are found much faster."""
    return re.compile(words)


def denial(words: str, negation: str) -> re.Pattern:
    """The pattern of a sentence with its "not", which at most one word follows, as the group ``negation``."""
    return pattern(words.replace("{not}", rf"(?P<negation>\b(?:{negation})\W+(?:\w+ )??)?"))


def file_is_sound() -> Iterator[str]:
    """The file is YAML, has its parts and words in every language, each a regular expression: at most one mistake."""
    faults = [*faults_of_keys(SAFETY)] or [*faults_of_parts(names(compose(SAFETY)))]
    yield from (faults or [*faults_of_file(compose(SAFETY))])[:1]


def faults_of_parts(parts: dict[str, int]) -> Iterator[str]:
    """Parts that the checks ask for, and levels of signs, that are not there or have another name."""
    for part in PARTS - parts.keys():
        yield f"{SAFETY.as_posix()}:1: no part '{part}'. {did_you_mean(part, parts.keys() - PARTS)}Write it again."
    levels = names(find(SAFETY, "urgency"))
    for level, line in names(find(SAFETY, "signs")).items():
        if level not in levels:
            hint = did_you_mean(level, levels)
            yield f"{SAFETY.as_posix()}:{line}: no '{level}' under urgency. {hint}Write the same name in both places."


def faults_of_file(node: yaml.Node) -> Iterator[str]:
    """What is wrong below a node of the file."""
    values = {name.value: value for name, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    if "en" not in values:
        for value in values.values():
            yield from faults_of_file(value)
        return
    languages = {folder.name for folder in language_folders()}
    if lacking := sorted(languages - values.keys()):
        line = node.start_mark.line + 1
        yield f"{SAFETY.as_posix()}:{line}: no words in '{lacking[0]}'. Write them beside the English ones."
    for words in [words for code in languages & values.keys() for words in patterns(values[code])]:
        line = words.start_mark.line + 1
        try:
            is_fact = any(isinstance(each, yaml.SequenceNode) and words in each.value for each in values.values())
            if not denial(words.value, "").groups and is_fact:
                what = "no value in brackets. Put ( and ) round what stands for it"
                yield f"{SAFETY.as_posix()}:{line}: {what}: {words.value[:60]}"
        except re.error as error:
            yield f"{SAFETY.as_posix()}:{line}: no regular expression, {error.msg}. Mend it: {words.value[:60]}"


def patterns(node: yaml.Node) -> list[yaml.Node]:
    """The patterns that a node holds: itself, the first of a pair, or the names of what is retired."""
    if isinstance(node, yaml.MappingNode):
        return [name for name, _ in node.value]
    return node.value[:1] if isinstance(node, yaml.SequenceNode) else [node]


@lru_cache(maxsize=20000)
def plain(text: str) -> str:
    """A text without its markup, in one line; the cells of a row are clauses."""
    return " ".join(without_markup(text).replace("|", "; ").split())


def urgencies(text: str, language: str) -> list[str]:
    """How urgent a text says that something is: names of levels."""
    safety = load()
    text = pattern(safety["not_urgent"][language]).sub("", text.lower())
    return [name for name, level in safety["urgency"].items() if pattern(level[language]).search(text)]


def clauses(path: Path) -> Iterator[tuple[Block, str, list[str]]]:
    """Every clause of a page with its block, and the texts that may say how urgent it is: itself and around."""
    above, lead = {heading.id: heading.text for heading in headings(path)}, ""
    for block in blocks(path):
        text, around = plain(block.text), []
        if block.kind == "paragraph":
            lead = text if text.endswith(":") else ""
        elif block.kind in ("item", "row"):
            around = [text] if CARD_SOURCES in block.fence else [text, lead, above.get(block.section, "")]
        for clause in CLAUSE.split(text):
            yield block, clause, [clause, *around]


def signs_on_page(path: Path) -> list[tuple[str, str, re.Pattern]]:
    """The signs that a page names at all: (level, name, pattern) of each."""
    text = "\n".join(plain(block.text) for block in blocks(path)).lower()
    signs = [(level, name, each) for level, signs in load()["signs"].items() for name, each in signs.items()]
    found = [(level, name, pattern(words[path.parent.name])) for level, name, words in signs]
    return [each for each in found if each[2].search(text)]


def urgency_of_signs(path: Path) -> Mistakes:
    """A clause that names a sign says the urgency of its card, if it says any: itself, its item, lead-in or heading."""
    safety, language, signs = load(), path.parent.name, signs_on_page(path)
    for block, clause, texts in clauses(path):
        for level, name, words in signs if block.section not in safety["others_say"] else ():
            if words.search(clause.lower()):
                said = next(filter(None, (urgencies(text, language) for text in texts)), [level])
                if level not in said:
                    place = f"'{level}' on card #{safety['urgency'][level]['card']}"
                    yield block.line, f"'{name}' is {place}, here '{said[0]}'. Say the same: {clause[:60]}"


def links_to_cards(path: Path) -> Mistakes:
    """Words that say how urgent something is lead to the card that says so."""
    cards = {name: level["card"] for name, level in load()["urgency"].items()}
    for block in blocks(path):
        for words, card in CARD_LINK.findall(block.text) if block.section not in load()["others_say"] else ():
            said = [cards[name] for name in urgencies(words, path.parent.name)]
            if said and card in cards.values() and card not in said:
                yield block.line, f"'{words}' leads to the card #{card}. Lead to #{said[0]}."


def signs_of_cards(path: Path) -> Mistakes:
    """Every sign stands on its card, and every line of the cards has a sign of its own, so that none can be lost."""
    if path.name != CARDS_PAGE:
        return
    safety, language, own, other = load(), path.parent.name, set(), set()
    lines = [(block, plain(block.text)) for block in blocks(path) if block.kind == "item" and CARD in block.fence]
    places = {heading.id: heading.line for heading in headings(path)}
    for level, signs in safety["signs"].items():
        card = safety["urgency"][level]["card"]
        for name, words in signs.items():
            found = [block for block, text in lines if pattern(words[language]).search(text.lower())]
            on_card = [block.line for block in found if block.section == card]
            own.update(on_card if len(on_card) == 1 else [])
            other.update(block.line for block in found if block.section != card)
            if not found:
                what = f"card #{card} has lost '{name}'. Write it, or mend its words in {SAFETY.as_posix()}."
                yield places.get(card, 1), what
    for block, text in lines:
        if block.line not in own | other:
            yield block.line, f"{SAFETY.as_posix()} has no sign for this line alone. Add it there: {text[:60]}"


def levels_of_cards(path: Path) -> Mistakes:
    """Each card has the look of its urgency, and each group of the urgent one says how fast."""
    levels = dict(zip(dict.fromkeys(level["card"] for level in load()["urgency"].values()), LEVELS))
    words = find(
        configuration_of(path.parent), "extra", "extensions", "overrides.extensions.care_cards", "now_or_today"
    )
    speeds, before = tuple(word.value for word in words.value), None
    for block in [block for block in blocks(path) if CARD in block.fence and path.name == CARDS_PAGE]:
        level, wanted = block.fence.split(".")[-1], levels.get(block.section)
        if level != wanted and block.section != before:
            yield block.line, f"#{block.section} stands in section.care-card.{level}. Write section.care-card.{wanted}."
        elif level == "urgent" and block.text.startswith("**") and not plain(block.text).startswith(speeds):
            yield block.line, f"a group that does not say how fast. Begin with '{speeds[0]}: ' or '{speeds[1]}: '."
        before = block.section


def sources_of_cards(path: Path) -> Mistakes:
    """No sign of the four cards carries a citation; the sources stand right below the card."""
    found = [*blocks(path), None]
    for block, following in zip(found, found[1:]):
        if CARD not in block.fence or path.name != CARDS_PAGE:
            continue
        if CITATION.search(block.text):
            yield block.line, f"a source on a card. Write it below, under {CARD_SOURCES}: {block.text[:60]}"
        if not following or CARD not in following.fence:
            below = [each.text for each in found[:-1] if each.section == block.section and CARD_SOURCES in each.fence]
            if not CITATION.search("".join(below)):
                yield block.line, f"card without sources. Write them below it, in a block /// html | {CARD_SOURCES}."


def wording(text: str, language: str) -> Iterator[str]:
    """What a plain text says otherwise than it must: mistake and remedy."""
    safety, text = load(), text.lower()
    for name, fact in safety["facts"].items():
        words, value = fact[language]
        for found in pattern(words).finditer(text):
            for wrong in [each for each in found.groups() if each and not pattern(value).fullmatch(each)]:
                yield f"'{name}' is {value}, here {wrong}. Write what {SAFETY.as_posix()} has: {found[0][:60]}"
    for name, words in safety["negated"].items():
        for found in denial(words[language], safety["negation"][language]).finditer(text):
            if not found["negation"]:
                yield f"'{name}' has lost its \"not\". Write it: {text[max(0, found.start() - 20) : found.end()]}"
    for words, remedy in safety["retired"][language].items():
        if found := pattern(words).search(text):
            yield f"'{found[0][:60]}' is retired. {remedy}"


def wording_of_page(path: Path) -> Mistakes:
    """Facts, denials and retired phrases in title, description, headings and text."""
    front, language = split(path)[0], path.parent.name
    texts = [(2, front["title"]), (3, front["description"])]
    texts += [(each.line, plain(each.text)) for each in [*headings(path), *blocks(path)]]
    to_call = pattern(load()["telephones"])
    for number, line in split(path)[1]:
        for called in TELEPHONE.findall(line):
            if not to_call.fullmatch(called):
                yield number, f"{SAFETY.as_posix()} has no number {called} to call. Mend it, or add it there."
    # Nearly every page is right, which is soon seen of all of it at once.
    for line, text in texts if any(wording("\n".join(text for _, text in texts), language)) else ():
        yield from ((line, fault) for fault in wording(text, language))


def elsewhere() -> Iterator[str]:
    """The same in the words of the interface; and facts that no page says any more."""
    for folder in language_folders():
        path = configuration_of(folder)
        for line, text in scalars(find(path, "extra", "strings")):
            yield from (f"{path.as_posix()}:{line}: {fault}" for fault in wording(text, folder.name))
        for node in find(path, "extra", "strings", "numbers").value:
            fields = {name.value: value.value for name, value in node.value}
            if not pattern(load()["telephones"]).fullmatch(fields.get("number", "")) or not fields.get("place"):
                what = f"{SAFETY.as_posix()} has no such number to call. Write number and place"
                yield f"{path.as_posix()}:{node.start_mark.line + 1}: {what}: {fields}"
            elif not re.fullmatch("([A-Z]{2}( [A-Z]{2})*)?", fields.get("regions", "")):
                what = "regions are no codes of two letters. Write such as GB IE"
                yield f"{path.as_posix()}:{node.start_mark.line + 1}: {what}: {fields['regions']}"
        yield from unsaid(folder)


def scalars(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Every text below a node, with its line."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.line + 1, node.value
    for each in node.value if not isinstance(node, yaml.ScalarNode) else ():
        yield from scalars(each[1] if isinstance(each, tuple) else each)


def unsaid(folder: Path) -> Iterator[str]:
    """A fact or a denial that no page of a language says any more: its words find nothing."""
    safety, language = load(), folder.name
    text = "\n".join(plain(block.text) for page in pages(folder) for block in blocks(page)).lower()
    places = {
        name.value: name.start_mark.line + 1 for part in ("facts", "negated") for name, _ in find(SAFETY, part).value
    }
    found = {name: pattern(fact[language][0]) for name, fact in safety["facts"].items()}
    found |= {name: denial(words[language], safety["negation"][language]) for name, words in safety["negated"].items()}
    for name, words in found.items():
        if not words.search(text):
            what = f"no page in '{language}' says '{name}' any more. Say it, or mend its words here."
            yield f"{SAFETY.as_posix()}:{places[name]}: {what}"
