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
    notes = LexborHTMLParser(page_html).css(".footnote > ol > li")
    works = [REFERENCES[key] for key in cited(source)]
    assert len(notes) == len(works)
    for note, work in zip(notes, works):
        text, title = (" ".join(words.split()) for words in (note.text(), work["title"]))
        assert title in text, f"{name(source)}: a note is not that of the work cited there: {text}"
        address = f"https://doi.org/{work['doi']}" if work.get("doi") else work.get("url")
        links = [link.attributes["href"] for link in note.css("a")]
        assert links == ([address] if address else []), f"{name(source)}: {text} leads to {links}"


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


def test_note_is_shorter_than_the_list_of_references():
    work = {"authors": "A B, C D, E F, G H, I J", "title": "On twitches", "doi": "10.1/x", "pmid": "1"}
    assert (
        vancouver(work, {}) == "A B, C D, E F, G H, I J. [On twitches](<https://doi.org/10.1/x>). doi: 10.1/x. PMID: 1."
    )
    assert vancouver(work, {}, note=True) == "A B, C D, E F, et al. [On twitches](<https://doi.org/10.1/x>). PMID: 1."
    institute = {"authors": "National Heart, Lung, Blood, Brain, and Eye Institute", "title": "T", "url": "https://a.b"}
    assert vancouver(institute, {}, note=True) == vancouver(institute, {})


def test_work_without_a_year_says_so():
    work = {"title": "On twitches", "url": "https://a.b", "read": "copy"}
    remarks = {"copy": "[Read in a copy]", "undated": "No date given"}
    assert vancouver(work, remarks) == "[On twitches](<https://a.b>). No date given. [Read in a copy]."
