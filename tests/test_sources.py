"""Every medical statement names a source that a reader can find, and every listed source is used."""

from conftest import DOCS, PAGES, finished, name
from selectolax.lexbor import LexborHTMLParser

from overrides.checks.citations import references
from overrides.checks.source import CITATION
from overrides.extensions.citations import vancouver

REFERENCES = references()


def cited(source):
    return list(dict.fromkeys(CITATION.findall(source.read_text("utf-8"))))


def test_page_lists_just_the_works_it_cites_in_order(page_html, source):
    listed = [" ".join(note.text().split()) for note in LexborHTMLParser(page_html).css(".footnote > ol > li")]
    works = [" ".join(REFERENCES[key]["title"].split()) for key in cited(source)]
    assert len(listed) == len(works)
    for note, title in zip(listed, works):
        assert title in note, f"{name(source)}: a note is not that of the work cited there: {note}"


def test_sources_page_lists_every_work_once_with_the_pages_that_cite_it(site, lang):
    page = LexborHTMLParser((site / finished(DOCS / lang / "sources.md")).read_text("utf-8"))
    items = page.css(".references li")
    assert len(items) == len(REFERENCES)
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
