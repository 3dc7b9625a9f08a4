"""A page is complete, current, plain enough, and built the way every page is."""

import datetime
import re

import pytest
import reading
import yaml
from conftest import DOCS, PAGES, ROOT, finished, language, name
from selectolax.lexbor import LexborHTMLParser
from source import headings, split

FRONT_MATTER = ["title", "description", "reviewed", "review_due"]
# The pages that are this site's promise; their addresses never change.
EXPECTED = """index what-are-muscle-twitches causes treatment when-to-seek-help by-body-area als tests
    living-with-twitches diary questions glossary sources about""".split()


def test_every_expected_page_exists(lang):
    assert {page.stem for page in PAGES if language(page) == lang} >= set(EXPECTED)


def test_front_matter_is_closed_and_ordered(source):
    front, _ = split(source)
    assert list(front) == FRONT_MATTER, f"{name(source)}:1: front matter has {list(front)}. Write {FRONT_MATTER}."


def test_description_fits_a_search_result(source):
    length = len(split(source)[0]["description"])
    assert 70 <= length <= 160, f"{name(source)}:3: description has {length} characters. Write 70 to 160."


def test_review_is_dated_and_not_overdue(source):
    front, _ = split(source)
    today, done, due = datetime.date.today(), front["reviewed"], front["review_due"]
    assert done <= today, f"{name(source)}:4: reviewed {done} is in the future. Write the day it was checked."
    assert done < due <= done + datetime.timedelta(366), (
        f"{name(source)}:5: review_due is not within a year of reviewed."
    )
    assert today <= due, (
        f"{name(source)}:5: review was due {due}. Check the page against its sources and renew both dates."
    )


@pytest.mark.parametrize("key", ["title", "description"])
def test_no_two_pages_share_it(key, lang):
    values = [split(page)[0][key] for page in PAGES if language(page) == lang]
    assert len(values) == len(set(values)), f"two pages have the same {key}: {sorted(values)}"


def test_one_h1_and_no_level_skipped(source):
    levels = [heading.level for heading in headings(source)]
    assert levels[0] == 1 and levels.count(1) == 1, f"{name(source)}: write one # heading, first."
    for before, heading in zip(headings(source), headings(source)[1:]):
        assert heading.level <= before.level + 1, (
            f"{name(source)}:{heading.line}: level skipped after line {before.line}."
        )


def test_every_heading_has_a_written_id(source):
    ids = [heading.id for heading in headings(source)]
    for heading in headings(source):
        assert heading.id and re.fullmatch(r"[a-z0-9-]+", heading.id), (
            f"{name(source)}:{heading.line}: add an id in a-z, 0-9 and -, such as {{ #short-name }}."
        )
    assert len(ids) == len(set(ids)), f"{name(source)}: an id is written twice: {sorted(ids)}"


def test_no_raw_html_and_no_raw_address(source):
    for number, line in split(source)[1]:
        assert not re.search(r"<[a-zA-Z/!]", line), f"{name(source)}:{number}: raw HTML. Use Markdown or a /// block."
        assert not re.search(r"(?<!\()https?://|www\.", line), (
            f"{name(source)}:{number}: bare address. Give it link words."
        )


def test_link_words_make_sense_alone(source):
    for number, line in split(source)[1]:
        for words in re.findall(r"(?<!!)\[([^\]^]+)\]\(", line):
            assert words.strip().lower() not in {
                "here",
                "click here",
                "this",
                "more",
                "link",
                "read more",
                "this page",
            }, f"{name(source)}:{number}: '{words}' does not say where the link leads."


def test_sentences_are_short(page_html, source):
    sentences = reading.sentences(page_html)
    counts = [len(reading.words(sentence)) for sentence in sentences]
    for sentence, count in zip(sentences, counts):
        assert count <= 20, f"{name(source)}: {count} words, split it: {sentence}"
    assert sum(counts) / len(counts) <= 12.5, (
        f"{name(source)}: {sum(counts) / len(counts):.1f} words a sentence on average."
    )


def test_paragraphs_have_three_sentences_at_most(page_html, source):
    for paragraph in LexborHTMLParser(page_html).css("article p"):
        if paragraph.css_matches(".footnote p, .page-foot p"):
            continue
        count = len(reading.sentences(f"<article>{paragraph.html}</article>"))
        assert count <= 3, f"{name(source)}: {count} sentences in: {paragraph.text()[:80]}"


def test_lists_have_seven_items_at_most(page_html, source):
    for items in LexborHTMLParser(page_html).css("article :is(ul, ol)"):
        if not items.css_matches(".footnote ol, .references ul"):
            count = len([item for item in items.iter() if item.tag == "li"])
            assert count <= 7, f"{name(source)}: {count} items from: {items.text(strip=True)[:60]}"


def test_page_is_plain_enough(page_html, source):
    if language(source) == "en":
        grade = reading.grade(page_html)
        assert grade <= 6, f"{name(source)}: Flesch-Kincaid grade {grade:.2f}, not 6. Shorten sentences and words."
    else:
        ease = reading.ease(page_html)
        assert ease >= 55, f"{name(source)}: Oborneva's ease {ease:.1f}, not 55. Shorten sentences and words."


def test_grade_tells_plain_from_hard():
    plain = "<article><p>The cat sat on the mat. It was warm.</p></article>"
    hard = "<article><p>Involuntary fasciculations characteristically necessitate electromyographical evaluation.</p></article>"
    assert reading.grade(plain) < 2 < 12 < reading.grade(hard)


def test_ease_tells_plain_from_hard():
    plain = "<article><p>Кот сел на стул. Ему там тепло.</p></article>"
    hard = "<article><p>Непроизвольные фасцикуляции обусловливают электромиографическое обследование.</p></article>"
    assert reading.ease(hard) < 0 < 90 < reading.ease(plain)


def test_pictures_say_what_they_show(page_html, source):
    for picture in LexborHTMLParser(page_html).css("article :is(svg.picture, img)"):
        if picture.tag == "img":
            assert picture.attributes.get("alt"), f"{name(source)}: an image has no alt text."
            continue
        labels = picture.attributes.get("aria-labelledby", "").split()
        texts = [picture.css_first(f"#{label}") for label in labels]
        assert texts and all(text and text.text(strip=True) for text in texts), (
            f"{name(source)}: a drawing has no title or desc."
        )
        assert picture.css_matches("figure svg"), f"{name(source)}: a drawing has no caption: {labels[0]}"


def test_tables_have_a_caption_and_four_columns_at_most(page_html, source):
    for table in LexborHTMLParser(page_html).css("article table"):
        assert table.css_matches("figure:has(figcaption) table"), (
            f"{name(source)}: a table has no caption: {table.text()[:60]}"
        )
        columns = len(table.css("thead th"))
        assert columns <= 4 or table.css_matches(".sheet table"), (
            f"{name(source)}: a table has {columns} columns, a phone shows 4: {table.text()[:60]}"
        )


def test_page_ends_with_one_next_step_and_two_related_pages(source):
    assert headings(source)[-1].id == "next", f"{name(source)}: end with '## What to do next {{ #next }}'."
    last = source.read_text("utf-8").strip().splitlines()[-1]
    assert last.startswith(("Read also: ", "Читайте также: ")) and len(re.findall(r"\]\([^)]+\)", last)) == 2, (
        f"{name(source)}: end with 'Read also: ' and two links."
    )


QUESTIONS = yaml.safe_load((ROOT / "tests/questions.yml").read_text("utf-8"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question['number']}")
def test_every_question_of_readers_has_its_answer(question, lang):
    page, id = question["answer"].split("#")
    assert id in {heading.id for heading in headings(DOCS / f"{lang}/{page}.md")}, f"no heading {question['answer']}"
    questions = (DOCS / f"{lang}/questions.md").read_text("utf-8")
    assert f"{{ #q{question['number']}-" in questions, f"questions.md does not ask: {question[lang]}"
    assert f"]({page}.md#{id})" in questions, f"questions.md does not lead to {question['answer']}"


class TestCareCards:
    """The page whose mistakes would hurt."""

    def cards_in(self, site, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / "when-to-seek-help.md")).read_text("utf-8"))
        return {card.attributes["class"].split()[1]: card for card in page.css("section.care-card")}

    @pytest.fixture
    def cards(self, site):
        return self.cards_in(site, "en")

    def test_four_levels_from_most_to_least_urgent(self, site, lang):
        assert list(self.cards_in(site, lang)) == ["emergency", "urgent", "routine", "wait"]

    def test_each_card_has_an_action_for_a_heading_and_a_list(self, site, lang):
        for level, card in self.cards_in(site, lang).items():
            assert card.css_first("h2") and len(card.css("li")) >= 3, level

    def test_no_link_in_an_emergency_card(self, site):
        for page in site.rglob("*.html"):
            card = LexborHTMLParser(page.read_text("utf-8")).css_first(".care-card.emergency")
            links = [link for link in card.css("a:not(.headerlink)")] if card else []
            assert not links, f"{page.name}: nothing may lead away from an emergency card: {links[0].html}"

    # A red flag that is lost is worse than a crash: each has a word that must be on its card.
    @pytest.mark.parametrize(
        ("level", "words"),
        [
            ("emergency", "face|arm|leg"),
            ("emergency", "speaking|seeing|walking"),
            ("emergency", "breathing|fits|passing out|confusion"),
            ("emergency", "lying flat|swallow"),
            ("emergency", "between the legs|bladder|bowel"),
            ("emergency", "alcohol|sedative"),
            ("emergency", "heartbeat"),
            ("emergency", "pesticides|pupils|drooling"),
            ("emergency", "antidepressant|fever|diarrhoea"),
            ("emergency", "spasms|stomach-acid"),
            ("emergency", "chest pain"),
            ("emergency", "drowsiness|confusion"),
            ("urgent", "one or both sides|hours|days|weeks"),
            ("urgent", "swallowing"),
            ("urgent", "lithium"),
            ("urgent", "medicine|dose"),
            ("urgent", "child"),
            ("urgent", "baby|floppy|tongue"),
            ("urgent", "keeps jerking|hour"),
            ("urgent", "first fit|one side"),
            ("routine", "2 weeks"),
            ("routine", "more than one place"),
            ("routine", "weak or stiff"),
            ("routine", "prescribed medicine"),
            ("routine", "grip|tripping|buttons|stairs"),
            ("routine", "thinner"),
            ("routine", "speech|swallowing|tongue"),
            ("routine", "numbness"),
            ("routine", "relative|frontotemporal"),
            ("routine", "eyelid|face"),
            ("routine", "red|swollen|drooping"),
            ("routine", "kidney|thyroid|parathyroid"),
            ("routine", "water tablets|stomach-acid"),
            ("routine", "vomiting|diarrhoea"),
            ("routine", "worry"),
            ("routine", "getting worse"),
            ("routine", "losing weight"),
            ("routine", "head drops|pulled or twisted"),
            ("routine", "ripple|stiffness|sweating"),
        ],
    )
    def test_every_warning_sign_is_on_its_card(self, cards, level, words):
        items = [item.text() for item in cards[level].css("li")]
        assert any(all(word in item for word in words.split("|")) for item in items), (
            f"{level}: no item with all of {words}"
        )

    def test_emergency_numbers_with_their_places(self, site):
        page = LexborHTMLParser((site / "when-to-seek-help.html").read_text("utf-8"))
        rows = {
            row.css_first("th").text(): {a.text() for a in row.css("a[href^='tel:']")} for row in page.css("tbody tr")
        }
        assert rows == {
            "European Union": {"112"},
            "United Kingdom": {"999", "111"},
            "United States": {"911"},
            "Australia": {"000"},
            "Russia": {"103", "112"},
            "Kazakhstan": {"103"},
        }


def test_four_main_pages_are_one_tap_away_on_every_page(site):
    # A care card for other sites stands inside of their pages; its foot leads to the whole page.
    for page in set(site.rglob("*.html")) - set(site.rglob("embed/*.html")):
        links = [
            a.attributes["href"] for a in LexborHTMLParser(page.read_text("utf-8")).css(".main-pages a:not([hreflang])")
        ]
        assert [link.split("/")[-1] for link in links] == [f"{stem}.html" for stem in EXPECTED[1:5]], page.name


def test_medical_words_lead_to_the_glossary(lang):
    words = {heading.id for heading in headings(DOCS / f"{lang}/glossary.md")}
    texts = [page.read_text("utf-8") for page in PAGES if language(page) == lang]
    linked = {word for text in texts for word in re.findall(r"glossary\.md#([a-z0-9-]+)", text)}
    assert linked <= words and linked, f"not in the glossary: {sorted(linked - words)}"
