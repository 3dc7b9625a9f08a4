"""Each finished page holds the styles that it uses, and asks for no stylesheet.

Rules for elements that scripts insert (search results, notes shown in place) are in one file, which comes with the
theme's script. In a preview, pages link to the stylesheets.
"""

import re
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from overrides.finish.css_rules import Rule, matches, parse, write
from overrides.finish.site import Configuration, FinishError

LINK = re.compile(r'\n?<link rel="stylesheet" href="([^"]+)">')
TAG = re.compile(r"<([a-z]\w*)")
# Where the page keeps the theme's script until a reader asks for it; see theme.html.
DEFERRED_TEMPLATE = '<template id="theme">'
DEFERRED_CSS = "assets/stylesheets/later.css"
# What our own scripts make in a page as soon as it is there, or the worker in a page that it stores.
TOKENS_ADDED_BY_OUR_SCRIPTS = {"copied", "textarea", "input", "label", "button", "js", "data-colours", "stored-copy"}
OUR_ADDITIONS = re.compile(rf"(?<![\w-])({'|'.join(sorted(TOKENS_ADDED_BY_OUR_SCRIPTS))})(?![\w-])")
# What the theme's script makes, of all that it could make, with the features that this site uses.
ADDED_BY_THE_THEME = re.compile(r"md-(search|icon|tooltip)|data-md-(toggle=search|scrolllock)|role=tooltip|\bmark\b")


def drop_overridden_declarations(rules: list[Rule]) -> list[Rule]:
    """The rules without what a later one of the same selector, under the same condition or none, sets again."""
    again, kept = {}, []
    for rule in reversed(rules):
        gone = again.get((rule.selector, ()), set()) | again.get((rule.selector, rule.conditions), set())
        left = tuple(it for it in rule.declarations if it[0] not in gone or it[1].endswith("!important"))
        kept.append(rule._replace(declarations=left))
        again.setdefault((rule.selector, rule.conditions), set()).update(name for name, _ in rule.declarations)
    return kept[::-1]


class Styles:
    """The rules of the theme's stylesheet and of our own, and which of them a page uses: those for which it has an
    element, or for which our scripts make one."""

    def __init__(self, folder: Path, names: list[str], brought: set[str]) -> None:
        sheets = [(folder / name).read_text("utf-8") for name in names]
        self.rules = drop_overridden_declarations([rule for sheet in sheets for rule in parse(sheet)])
        self.brought, self.seen = brought, set()
        # Elements that have what a rule may ask for, but for plain links, of which a menu may hold thousands.
        attributes = {name for rule in self.rules for name in re.findall(r"\[([a-z-]+)", rule.selector)}
        self.named = ",".join(f"[{name}]" for name in sorted(attributes | {"class", "id"}) if name != "href")
        self.text = cache(lambda chosen: write([self.rules[at] for at in sorted(chosen)]))

    def of(self, html: str) -> str:
        """Text of the styles of a finished page."""
        page = LexborHTMLParser(html)
        names = TOKENS_ADDED_BY_OUR_SCRIPTS.union(TAG.findall(html), ["href"])
        for attributes in (node.attributes for node in page.css(self.named)):
            names |= {*attributes, *(attributes.get("class") or "").split()}
            names |= {attributes.get("id"), f"dir={attributes.get('dir')}"}
        self.seen |= names
        fits = cache(lambda element: bool(OUR_ADDITIONS.search(element)) or matches(page, element))
        rules = enumerate(self.rules)
        return self.text(
            frozenset(at for at, rule in rules if rule.required_tokens <= names and fits(rule.base_selector))
        )

    def deferred(self) -> str:
        """Text of the styles for what the theme's script and search bring to a page, and of their variables."""
        known = self.seen | self.brought
        brought = []
        for rule in self.rules:
            if not (ADDED_BY_THE_THEME.search(rule.selector) and rule.required_tokens <= known):
                variables = tuple(each for each in rule.declarations if each[0].startswith("--"))
                rule = rule._replace(declarations=variables)
            brought.append(rule)
        return write(brought)


def inline(site: Path, config: Configuration) -> None:
    """Into every page of every language, one page at a time."""
    names = LINK.findall((site / "index.html").read_text("utf-8"))
    script = next(site.glob("assets/javascripts/bundle.*.js")).read_text("utf-8")
    held = (site / "index.html").read_text("utf-8").partition(DEFERRED_TEMPLATE)[2].partition("</template>")[0]
    styles = Styles(site, names, set(re.findall(r"[\w-]+", script + held)))
    others = [language["folder"] for language in config.extra["languages"] if language["folder"]]
    for path in sorted(site.rglob("*.html")):
        html = path.read_text("utf-8")
        if not LINK.search(html) and DEFERRED_TEMPLATE not in html:
            continue  # A page that brings its own styles, as the cards for other sites do
        if not (LINK.search(html) and DEFERRED_TEMPLATE in html):
            raise FinishError(f"{path}: found no stylesheet, or no '{DEFERRED_TEMPLATE}', to replace. See {__file__}.")
        up = LINK.search(html)[1].removesuffix(names[0])
        up += "../" * path.relative_to(site).as_posix().startswith(tuple(others))
        style = f"<style>{styles.of(html)}</style>"
        html = LINK.sub("", LINK.sub(lambda _, style=style: style, html, count=1))
        path.write_text(
            html.replace(DEFERRED_TEMPLATE, f'{DEFERRED_TEMPLATE}<link rel="stylesheet" href="{up}{DEFERRED_CSS}">'),
            "utf-8",
        )
    for name in names:
        for folder in ("", *others):
            (site / folder / name).unlink()
    (site / DEFERRED_CSS).write_text(styles.deferred(), "utf-8")
