"""Rules of a stylesheet, one for each selector, so that those which a page does not use can be left out."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import tinycss2
from rcssmin import cssmin
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

# A state that an element can get into without a script: a rule for the state counts as one for the element.
STATE = re.compile(
    r"::?(?!root|is\(|where\(|has\(|not\(\[class]\)|empty|first-child|last-child|first-of|last-of|nth-|only-)"
    r"-?[a-z][a-z-]*(?:\((?:[^()]|\([^()]*\))*\))?|\[open]"
)
# Classes, ids, attributes and tags that a selector asks for, but for those in brackets: choices or conditions.
NAME = re.compile(r"[.#]([a-zA-Z_][\w-]*)|\[(dir=\w+|[a-z-]+)[^]]*|(?<![\w:-])([a-z][a-z\d]*)")
BRACKETS = re.compile(r"\([^()]*\)")
# Nothing moves or flashes that the reader did not move; letters are as the system draws them.
LEFT_OUT = re.compile(r"transition|animation|touch-action|color-adjust|-(webkit|moz)-.*(highlight-color|smoothing)")
VARIABLE = re.compile(r"var\((--[\w-]+)")


class Rule(NamedTuple):
    conditions: tuple  # "@media print" and the like, from outside to inside
    selector: str
    base_selector: str  # The selector without states, to be looked for in a page
    required_tokens: frozenset
    declarations: tuple  # Pairs of name and value


def parse(text: str, conditions: tuple[str, ...] = ()) -> Iterator[Rule]:
    """Rules of a stylesheet in order, as Rule; comments, imports, fonts and animations are left out."""
    for node in tinycss2.parse_rule_list(text, skip_comments=True, skip_whitespace=True):
        if node.type == "at-rule" and node.at_keyword in ("media", "supports"):
            condition = f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            yield from parse(node.content, (*conditions, condition))
        elif node.type == "qualified-rule":
            declarations = tuple(
                (each.name, tinycss2.serialize(each.value).strip() + "!important" * each.important)
                for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                if not LEFT_OUT.fullmatch(each.name)
            )
            for selector in selectors(node.prelude):
                base = re.sub(r"(^|[\s>+~(,])(?=[\s>+~),]|$)", r"\1*", STATE.sub("", selector))
                yield Rule(conditions, selector, base, names(selector), declarations)


def selectors(prelude: list) -> list[str]:
    """Selectors of a list, as texts; a comma inside brackets parts nothing."""
    parts = [[]]
    for token in prelude:
        parts.append([]) if token == "," else parts[-1].append(token)
    texts = (re.sub(r"\s*([>+~,])\s*", r"\1", tinycss2.serialize(part).strip()) for part in parts)
    return [re.sub(r"::(before|after)", r":\1", text) for text in texts]


def names(selector: str) -> frozenset[str]:
    """Names and tags without which a selector fits nothing."""
    while BRACKETS.search(selector):
        selector = BRACKETS.sub("", selector)
    return frozenset(name for found in NAME.findall(selector) for name in found if name)


def matches(page: LexborHTMLParser, selector: str) -> bool:
    """Whether something in a parsed page fits; a selector that the parser does not know counts as one that does."""
    try:
        return page.css_matches(selector)
    except SelectolaxError:
        return True


def used_variables(rules: list[Rule]) -> set[str]:
    """Names of the custom properties that some value needs, directly or through another."""
    needs, reach = {}, set()
    for rule in rules:
        for name, value in rule.declarations:
            found = VARIABLE.findall(value)
            if name.startswith("--"):
                needs.setdefault(name, set()).update(found)
            else:
                reach.update(found)
    used = set()
    while reach:
        used |= reach
        reach = set().union(*(needs.get(name, set()) for name in reach)) - used
    return used


def write(rules: list[Rule]) -> str:
    """Text of a list of rules, small: rules that stood in one list or under one condition stand there again."""
    used, text = used_variables(rules), []
    for conditions, group in groupby(rules, lambda rule: rule.conditions):
        bodies = []
        for declarations, same in groupby(group, lambda rule: rule.declarations):
            body = ";".join(f"{n}:{v}" for n, v in declarations if not n.startswith("--") or n in used)
            bodies += [f"{','.join(rule.selector for rule in same)}{{{body}}}"] if body else []
        if bodies:
            text += [*(f"{condition}{{" for condition in conditions), *bodies, "}" * len(conditions)]
    return cssmin("".join(text))
