"""Every language has the same pages with the same parts, and nothing of another language is left in it."""

import re

import pytest
from conftest import DOCS, PAGES, finished, language, name
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser
from test_sources import REFERENCES, cited

from overrides.checks.prose import FOREIGN, NAMES
from overrides.extensions.citations import language as work_language
from overrides.languages import configurations, load

TRANSLATED = [page for page in PAGES if language(page) != "en"]


@pytest.fixture(params=TRANSLATED, ids=name)
def page(request):
    return request.param


def test_nothing_is_left_in_english(site, page):
    """In a language of other letters; in one of the same, the build compares paragraphs and words with the English."""
    if language(page) not in FOREIGN:
        pytest.skip("its letters are those of English")
    html = (site / finished(page)).read_text("utf-8")
    # Names on packs are parts of their own, for machine translation; the line goes on.
    tree = LexborHTMLParser(re.sub(r'<(\w+) translate="no">([^<]*)</\1>', r"\2", html))
    # Code is the same in every language.
    for foreign in tree.css("script, style, svg style, code, samp, [lang=en], [hreflang], .footnote, .references"):
        foreign.decompose()
    attributes = [
        node.attributes[key] or ""
        for key in ("title", "aria-label", "placeholder", "alt")
        for node in tree.css(f"body [{key}]")
    ]
    for text in [*tree.body.text(separator="\n").splitlines(), *attributes]:
        words = re.findall(r"[A-Za-z]{3,}", NAMES.sub("", re.sub(r"https?://\S+|\S+\.(md|html|json)\S*", "", text)))
        assert not words, f"{finished(page)}: left in English: {text.strip()[:100]}"


def test_titles_of_works_in_other_languages_are_marked(site, page):
    options = load(DOCS / f"{language(page)}.yml")["extra"]["extensions"]["overrides.extensions.citations"]
    notes = LexborHTMLParser((site / finished(page)).read_text("utf-8")).css(".footnote li")
    for key, note in zip(cited(page), notes):
        if (code := work_language(REFERENCES[key])) != language(page):
            assert note.css_first(f"[lang={code}]") and options["read"]["foreign"][code] in note.text(), note.text()


def test_months_are_those_of_the_language(visit, lang):
    """As the browser writes them in a date."""
    days = "[...Array(12).keys()].map(month => new Date(2026, month, 15))"
    options = "{day: 'numeric', month: 'long'}"
    dates = visit().evaluate(f"{days}.map(day => day.toLocaleDateString('{lang}', {options}))")
    for month, date in zip(load(configurations()[lang])["extra"]["strings"]["months"], dates):
        assert month in date, f"extra.strings.months: '{month}' where a date has '{date}'."


class TestLanguageLink:
    def test_leads_to_the_same_page_in_its_own_name(self, visit, address):
        page = visit("causes.html", width=360, java_script_enabled=False)
        link = page.get_by_role("link", name="Русский")
        expect(link).to_be_in_viewport()
        expect(link).to_have_attribute("lang", "ru")
        link.click()
        expect(page).to_have_url(re.compile("/ru/causes.html$"))
        page.get_by_role("link", name="English", exact=True).click()
        expect(page).to_have_url(f"{address}causes.html")

    def test_stays_on_the_section(self, visit):
        page = visit("causes.html#medicines")
        page.get_by_role("link", name="Русский").click()
        expect(page).to_have_url(re.compile("/ru/causes.html#medicines$"))
        expect(page.locator("#medicines")).to_be_in_viewport()

    @pytest.mark.parametrize(("locale", "shown"), [("ru-RU", True), ("en-GB", False), ("de-DE", False)])
    def test_hint_only_for_readers_of_the_other_language(self, visit, address, locale, shown):
        page = visit("causes.html", locale=locale)
        expect(page.locator(".language-hint")).to_be_visible(visible=shown)
        expect(page).to_have_url(f"{address}causes.html")

    def test_unknown_address_leads_to_every_language(self, visit):
        page = visit("ru/no-such-page.html", missing=True)
        page.locator("article > [lang=ru] .doors [href$='/when-to-seek-help.html']").click()
        expect(page).to_have_url(re.compile("/ru/when-to-seek-help.html$"))
