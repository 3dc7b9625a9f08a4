"""Scripts and styles have no error in their syntax, on a page or in files that only a worker or the search loads."""

import re

import pytest
import tinycss2
import tinycss2.color4
import tree_sitter_javascript
from conftest import ROOT
from selectolax.lexbor import LexborHTMLParser
from tree_sitter import Language, Parser

JAVASCRIPT = Parser(Language(tree_sitter_javascript.language()))
# Our sources, each with its own lines; what templates write into scripts is seen on the finished pages.
SCRIPTS = sorted(path for path in (ROOT / "overrides").rglob("*.js"))


def name(path):
    return path.relative_to(ROOT).as_posix()


def first_error(text):
    """The line of the first error in a script, from 1, or None."""
    nodes = [JAVASCRIPT.parse(text.encode()).root_node]
    while nodes:
        node = nodes.pop()
        if node.is_error or node.is_missing:
            return node.start_point.row + 1
        nodes += [child for child in reversed(node.children) if child.has_error]
    return None


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_has_no_error(path):
    line = first_error(path.read_text("utf-8"))
    assert line is None, f"{name(path)}:{line}: no JavaScript. Look for a lost comma, bracket or quotation mark."


def test_finished_scripts_have_no_error(site):
    for path in [*site.rglob("*.js"), *site.rglob("*.html")]:
        text = path.read_text("utf-8")
        scripts = LexborHTMLParser(text).css("script:not([type])") if path.suffix == ".html" else []
        for script in [script.text() for script in scripts] or [text] * (path.suffix == ".js"):
            line = first_error(script)
            assert line is None, f"{path.relative_to(site)}: no JavaScript: {script.splitlines()[line - 1][:100]}"


def faults_of_style(rules, inside=False):
    """What CSS cannot read, rules inside of rules, as behind a lost brace, and colours that are none."""
    for rule in rules:
        if rule.type == "error" or (inside and rule.type == "qualified-rule"):
            yield tinycss2.serialize([rule]) if rule.type != "error" else rule.message
        elif rule.type == "declaration":
            colours = [token for token in rule.value if token.type == "hash"]
            yield from (f"#{token.value}" for token in colours if not tinycss2.color4.parse_color(token))
        elif rule.content is not None:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from faults_of_style(inner, inside or rule.type == "qualified-rule")


def test_finished_styles_have_no_error(site):
    """Templates write them into each page; the message shows the words to look for in the stylesheets."""
    for path in site.rglob("*.html"):
        for style in LexborHTMLParser(path.read_text("utf-8")).css("style"):
            rules = tinycss2.parse_stylesheet(style.text(), skip_comments=True, skip_whitespace=True)
            fault = next(faults_of_style(rules), None)
            assert not fault, f"{path.relative_to(site)}: no CSS. Look for a lost brace or letter at: {fault[:100]}"
            unset = {*re.findall(r"var\((--[\w-]+)\)", style.text())} - {
                *re.findall(r"(--[\w-]+):", path.read_text("utf-8"))
            }
            assert not unset, f"{path.relative_to(site)}: nothing sets {unset}. Look for a lost letter."


def test_no_style_crashes_webkit():
    """WebKitGTK 2.50 crashes on text-wrap: pretty where text is twice as large; the weekly walk alone would show it."""
    found = [
        path.name for path in (ROOT / "overrides").rglob("*.css") if "text-wrap: pretty" in path.read_text("utf-8")
    ]
    assert not found
