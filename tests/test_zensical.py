"""Another engine, Zensical, which runs no hooks, makes the same addresses, words, notes and ways between languages.

``make engines`` installs it, and runs these.
"""

import contextlib
from urllib.parse import urljoin

import pytest
import reading
import yaml
from conftest import SITE_URL, build, canonical, copy_of_the_tree, language
from mkdocs.utils.yaml import yaml_load
from selectolax.lexbor import LexborHTMLParser

from overrides.hooks.languages import describe, files
from tests.engines.__main__ import python_of

PYTHON = python_of("zensical")
pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="Zensical is not installed. Run make engines.")


def tree(html):
    return LexborHTMLParser(html)


@pytest.fixture(scope="session")
def other_engine(tmp_path_factory):
    """The same tree built by Zensical, a language at a time, after the steps of a move in OPERATIONS: a folder each."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("zensical"))
    with contextlib.chdir(copy):
        languages = [describe(*each) for each in files().items()]
        for language, path in zip(languages, files().values()):
            with path.open(encoding="utf-8") as file:
                config = yaml_load(file)
            up = "../" if language["folder"] else ""
            config["extra"] |= {"languages": languages, "linked": languages, "up": up, "root": SITE_URL}
            config["site_url"] = SITE_URL + language["folder"]
            path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
            result = build("--config-file", str(path), cwd=copy, engine="zensical", python=PYTHON)
            assert result.returncode == 0, result.stdout
    return {code: copy / path.parent / "site" for code, path in files().items()}


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
    feet = [" ".join(tree(html).css_first(".page-foot p").text().split()) for html in (other_html, page_html)]
    assert feet[0] == feet[1]


def notes(html):
    """The notes of a page: key and words of each."""
    return [(note.id, " ".join(note.text().split())) for note in tree(html).css(".footnote > ol > li")]


def test_other_engine_makes_the_same_notes_and_ids(other_html, page_html):
    assert notes(other_html) == notes(page_html)
    ids = [[heading.id for heading in tree(html).css("article :is(h1, h2, h3)")] for html in (other_html, page_html)]
    assert ids[0] == ids[1]
