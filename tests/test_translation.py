"""Every language has the same pages with the same parts, and nothing of another language is left in it."""

import re

import pytest
from conftest import DOCS, LANGUAGES, PAGES, finished, language, name
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser
from source import CITATION, headings, split

TRANSLATED = [page for page in PAGES if language(page) != "en"]
# Words that stay as they are: names of bodies, works, licences, and of the other language.
NOT_TRANSLATED = re.compile(
    r"\b(English|Sky Wall|CC BY [\d.]+|Creative Commons Attribution|MIT|GitHub|NHS|NICE|FDA|MHRA|MedlinePlus|PMID|doi)\b"
)


@pytest.fixture(params=TRANSLATED, ids=name)
def page(request):
    return request.param


def original(page):
    return DOCS / "en" / page.name


def sections(page):
    """Works cited under each heading."""
    found, section = {}, ""
    for _, line in split(page)[1]:
        if match := re.match(r"#+ .* \{ #(\S+) \}", line):
            section = match[1]
        found.setdefault(section, set()).update(CITATION.findall(line))
    return found


def count(page, pattern):
    return len(re.findall(pattern, page.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_same_files(lang):
    files = {path.relative_to(DOCS / lang).as_posix() for path in (DOCS / lang).rglob("*.*")}
    english = {path.relative_to(DOCS / "en").as_posix() for path in (DOCS / "en").rglob("*.*")}
    assert files == english


def test_same_headings(page):
    here, there = ([(heading.level, heading.id) for heading in headings(each)] for each in (page, original(page)))
    if page.stem == "glossary":  # Each language has its own alphabet.
        here, there = sorted(here), sorted(there)
    assert here == there


def test_same_works_under_each_heading(page):
    here, there = sections(page), sections(original(page))
    for section in there:
        assert here[section] == there[section], f"{name(page)}#{section}: not the works of the English page"


@pytest.mark.parametrize(
    ("part", "pattern"),
    [
        ("care cards", r"section\.care-card\.\w+"),
        ("list items", r"^(?:- |\d+\. )"),
        ("table rows", r"^\|"),
        ("pictures", r"^--8<--"),
        ("captions", r"^/// \w+-caption"),
        ("numbers to call", r"\(tel:\d+\)"),
    ],
)
def test_same_parts(page, part, pattern):
    here, there = count(page, pattern), count(original(page), pattern)
    assert here == there, f"{name(page)}: {here} {part}, {there} in English"


def test_same_cells_in_each_table(page):
    def shapes(each):
        return sorted(line.count("|") for _, line in split(each)[1] if line.startswith("|"))

    assert shapes(page) == shapes(original(page))


def test_same_review_dates(page):
    here, there = split(page)[0], split(original(page))[0]
    assert [here[key] for key in ("reviewed", "review_due")] == [there[key] for key in ("reviewed", "review_due")], (
        f"{name(page)}:4: the English page was reviewed on {there['reviewed']}. Read the translation again, renew its dates."
    )


def test_russian_typography(page):
    for number, line in split(page)[1]:
        text = re.sub(r"\]\([^)]*\)|\{ #\S+ \}|\[\^[^\]]+\]|^--8<--.*|^///.*|(WCAG|CC BY) [\d.]+", "", line)
        assert not re.search('["“”„]', text), f"{name(page)}:{number}: write quotation marks as «»."
        assert not re.search(r"\d\.\d", text), f"{name(page)}:{number}: write a decimal comma."
        assert not re.search(r"\d%|\d %|\d{1,3} \d{3}\b", text), (
            f"{name(page)}:{number}: no-break space in 14 % and 100 000."
        )
        assert not re.search(r"\S - \S", text), f"{name(page)}:{number}: write a dash as —."


def test_nothing_is_left_in_english(site, page):
    tree = LexborHTMLParser((site / finished(page)).read_text("utf-8"))
    # Code is the same in every language.
    for foreign in tree.css("script, style, svg style, code, [lang=en], .footnote, .references"):
        foreign.decompose()
    attributes = [
        node.attributes[key] or ""
        for key in ("title", "aria-label", "placeholder", "alt")
        for node in tree.css(f"body [{key}]")
    ]
    for text in [*tree.body.text(separator="\n").splitlines(), *attributes]:
        words = re.findall(
            r"[A-Za-z]{3,}", NOT_TRANSLATED.sub("", re.sub(r"https?://\S+|\S+\.(md|html|json)\S*", "", text))
        )
        assert len(words) <= 2, f"{finished(page)}: left in English: {text.strip()[:100]}"


def test_titles_of_english_works_are_marked(site, page):
    notes = LexborHTMLParser((site / finished(page)).read_text("utf-8")).css(".footnote li")
    for note in notes:
        assert note.css_first("[lang=en]") and "на англ." in note.text(), note.text()


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
        page.locator("section[lang=ru]").get_by_role("link", name="К врачу").click()
        expect(page).to_have_url(re.compile("/ru/when-to-seek-help.html$"))
