"""Every medical statement names a source that a reader can find, and every listed source is used."""

import re

import pytest
from conftest import DOCS, PAGES, build, copy_of_the_tree, finished, language, name
from mkdocs.exceptions import BuildError
from selectolax.lexbor import LexborHTMLParser
from source import CITATION, blocks

from overrides.hooks.citations import load, vancouver

REFERENCES = DOCS / "references.yml"
KINDS = ("guideline", "systematic-review", "trial", "study", "review", "case", "public", "agency", "reference")
WORKS = load(REFERENCES, KINDS, REFERENCES.read_text("utf-8"))
# Pages about the site, about words and to write on state nothing that a study could show.
NOT_MEDICAL = {"about", "diary", "glossary", "sources"}
# What is not known, who we are and where to go next follow from what is cited elsewhere.
NOT_FACTS = {"next", "what-is-not-known", "ask-your-doctor", "who-we-are"}
# No link may stand in an emergency card, so its sources stand right below it.
EMERGENCY_CARDS = {"emergency", "get-help-now"}
LIST_ITEM = re.compile(r"(- |\d+\. )")
# What leads in, what we did or did not find, a question to ask, and what sends the reader to the care cards.
NO_FACT = re.compile(
    r".*:$|We |Мы |.*мы не нашли|(- |\d+\. )[“«]|Read also|Читайте также|Full answer|Полны[йе] ответ"
    r"|- \[|.*\(when-to-seek-help\.md"
)


def cited(source):
    return list(dict.fromkeys(CITATION.findall(source.read_text("utf-8"))))


def test_page_lists_just_the_works_it_cites_in_order(page_html, source):
    listed = [" ".join(note.text().split()) for note in LexborHTMLParser(page_html).css(".footnote > ol > li")]
    works = [" ".join(WORKS[key]["title"].split()) for key in cited(source)]
    assert len(listed) == len(works)
    for note, title in zip(listed, works):
        assert title in note, f"{name(source)}: a note is not that of the work cited there: {note}"


@pytest.mark.parametrize("key", WORKS)
def test_every_work_is_cited(key):
    assert any(key in cited(page) for page in PAGES if language(page) == "en"), (
        f"docs/references.yml: no page cites '{key}'. Cite it or remove it."
    )


def test_every_factual_block_cites_a_source(source):
    """A paragraph, list item or table row cites, or comes directly after one that does; a list, after its lead-in."""
    if source.stem in NOT_MEDICAL:
        return
    section, covered = None, False
    for block in blocks(source):
        cites = bool(CITATION.search(block.text))
        in_card = block.section in EMERGENCY_CARDS and LIST_ITEM.match(block.text)
        no_fact = block.section in NOT_FACTS or NO_FACT.match(block.text) or in_card
        assert cites or no_fact or (covered and section == block.section), (
            f"{name(source)}:{block.line}: no source here or just before. Cite one: {block.text[:80]}"
        )
        covered = cites or bool(covered and section == block.section and LIST_ITEM.match(block.text))
        section = block.section


@pytest.mark.parametrize("page", ["index", "when-to-seek-help"])
def test_sources_stand_right_below_an_emergency_card(page, lang):
    below = [block for block in blocks(DOCS / f"{lang}/{page}.md") if block.section in EMERGENCY_CARDS]
    assert any(CITATION.search(block.text) for block in below), f"{lang}/{page}.md: cite below the emergency card."


def test_sources_page_lists_every_work_once_with_the_pages_that_cite_it(site, lang):
    page = LexborHTMLParser((site / finished(DOCS / lang / "sources.md")).read_text("utf-8"))
    items = page.css(".references li")
    assert len(items) == len(WORKS)
    citing = {f"{page.stem}.html" for page in PAGES}
    for item in items:
        links = [a.attributes["href"] for a in item.css("a[href$='.html']:not([href*='//'])")]
        assert links and set(links) <= citing, item.text()


def test_vancouver_style():
    work = {"authors": "Doe J, Roe R", "title": "On twitches", "journal": "J Neurol", "year": "1993"}
    printed = work | {"volume": "34", "issue": "4", "pages": "622–625"}
    assert vancouver(printed, {}) == "Doe J, Roe R. *On twitches*. J Neurol. 1993;34(4):622–625."
    linked = vancouver(work | {"doi": "10.1/x", "read": "abstract"}, {"abstract": "[Abstract read]"})
    assert (
        linked == "Doe J, Roe R. [On twitches](<https://doi.org/10.1/x>). J Neurol. 1993. doi: 10.1/x. [Abstract read]."
    )


FAULTY = {
    "twice": ("a: {kind: case, title: T, doi: 1}\na: {kind: case, title: U, doi: 2}", "2: source 'a' is listed twice"),
    "no title": ("a: {kind: case, doi: 1}", "1: source 'a' has no title"),
    "unknown kind": ("\na: {kind: blog, title: T, doi: 1}", "2: source 'a' has no known kind"),
    "unknown field": ("a: {kind: case, title: T, doi: 1, autor: X}", "1: source 'a' has an unknown field"),
    "cannot be found": ("a: {kind: case, title: T, journal: J, year: 1990}", "1: source 'a' cannot be found"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_faulty_reference_stops_the_build_with_file_and_line(fault):
    text, message = FAULTY[fault]
    with pytest.raises(BuildError, match=re.escape(f"references.yml:{message}")):
        load(REFERENCES, KINDS, text)


def test_unknown_source_stops_the_build_with_file_and_line(tmp_path):
    copy = copy_of_the_tree(tmp_path)
    page = copy / "docs/en/causes.md"
    lines = page.read_text("utf-8").splitlines()
    lines[10] += "[^nhs-twiching]"
    page.write_text("\n".join(lines), "utf-8")
    result = build("--strict", cwd=copy)
    assert result.returncode != 0
    assert "docs/en/causes.md:11: unknown source 'nhs-twiching'. Did you mean 'nhs-twitching'?" in result.stdout
    assert "Traceback" not in result.stdout
