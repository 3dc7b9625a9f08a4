"""Another engine, Zensical, which runs no hooks, makes the same addresses, words, notes and ways between languages.

``make engines`` installs it, and runs these.
"""

import contextlib
import json
import os
import shutil
import subprocess
from urllib.parse import urljoin

import pytest
import reading
import yaml
from conftest import ROOT, SITE_URL, build, canonical, copy_of_the_tree, folder, language
from selectolax.lexbor import LexborHTMLParser

from overrides import languages
from tests.engines.__main__ import is_ready, python_of

PYTHON = python_of("zensical")
pytestmark = pytest.mark.skipif(not is_ready("zensical"), reason="Zensical is not installed. Run make engines.")


def tree(html):
    return LexborHTMLParser(html)


# Read by every Python that the other engine starts: MkDocs and its theme cannot be imported.
NO_MKDOCS = """
import sys
sys.modules["mkdocs"] = sys.modules["material"] = None
"""


@pytest.fixture(scope="session")
def other_engine(tmp_path_factory):
    """The same tree built by Zensical, a language at a time, after the steps of a move in OPERATIONS: a folder each."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("zensical"))
    library = tmp_path_factory.mktemp("library")
    (library / "sitecustomize.py").write_text(NO_MKDOCS)
    with contextlib.chdir(copy):
        configurations, described = languages.configurations(), languages.describe_all()
        for language, path in zip(described, configurations.values()):
            config = languages.load(path)
            config["site_url"] = SITE_URL + language["folder"]
            config["markdown_extensions"] |= config["extra"]["extensions"]
            config["extra"] |= languages.template_variables(language["code"], config["site_url"], described)
            path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
            result = build(
                "--config-file", str(path), cwd=copy, engine="zensical", python=PYTHON, PYTHONPATH=str(library)
            )
            assert result.returncode == 0, result.stdout
    return {code: copy / path.parent / "site" for code, path in configurations.items()}


@pytest.fixture(scope="session")
def finished_site(other_engine, tmp_path_factory):
    """Its pages in one folder, finished where neither MkDocs nor its theme can be imported."""
    made = tmp_path_factory.mktemp("finished") / "site"
    for lang, pages in other_engine.items():
        shutil.copytree(pages, made / folder(lang), dirs_exist_ok=True)
    library = tmp_path_factory.mktemp("library")
    (library / "sitecustomize.py").write_text(NO_MKDOCS)
    environment = {**os.environ, "SITE_URL": SITE_URL, "PYTHONPATH": str(library)}
    command = [PYTHON, "-m", "overrides.finish", made]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return made


def files_of(site):
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_finished_site_has_the_same_files(finished_site, site):
    # It packs no sitemaps.
    assert files_of(finished_site) == {file for file in files_of(site) if not file.endswith(".gz")}


def test_finished_site_has_the_same_files_for_programs(finished_site, site):
    """Each page as Markdown, lists of works and pages, scripts, pictures: the very bytes."""
    made_from_pages = (".html", "offline.json", "sitemap.xml", "index.json", ".gz")
    alike = sorted(file for file in files_of(site) if not file.endswith(made_from_pages))
    assert len(alike) > 60
    assert not [file for file in alike if (finished_site / file).read_bytes() != (site / file).read_bytes()]


def test_finished_site_finds_stores_and_protects_the_same(finished_site, site, lang):
    theirs, ours = (
        [json.loads((root / folder(lang) / file).read_text("utf-8")) for file in ("search/index.json", "offline.json")]
        for root in (finished_site, site)
    )
    assert theirs[0] == ours[0]
    assert theirs[1]["note"] == ours[1]["note"] and theirs[1]["files"].keys() == ours[1]["files"].keys()
    for page in sorted((finished_site / folder(lang)).glob("*.html")):
        html = page.read_text("utf-8")
        assert html.count("Content-Security-Policy") == 1 and html.count("<style>") == 1, page
        sizes = [path.stat().st_size for path in (page, site / folder(lang) / page.name)]
        assert max(sizes) < 1.05 * min(sizes), page


def test_care_cards_for_other_sites_are_the_same(finished_site, site):
    for card in sorted(site.rglob("embed/*.html")):
        theirs, ours = ((root / card.relative_to(site)).read_text("utf-8") for root in (finished_site, site))
        assert tree(theirs).body.text() == tree(ours).body.text()


@pytest.fixture
def other_html(other_engine, source):
    return (other_engine[language(source)] / f"{source.stem}.html").read_text("utf-8")


def test_other_engine_makes_the_same_addresses(other_engine, site, lang):
    own = site if lang == "en" else site / lang
    theirs, ours = ({page.name for page in folder.glob("*.html")} for folder in (other_engine[lang], own))
    assert theirs == ours - {"503.html"}  # A finishing step makes it


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
