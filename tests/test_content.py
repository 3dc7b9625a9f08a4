"""A page is complete, current, plain enough, and built the way every page is."""

import re

import pytest
import reading
import yaml
from conftest import DOCS, ROOT, finished, language, name
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from overrides.checks.configuration import phrases
from overrides.checks.prose import sentences_with_lines
from overrides.checks.source import headings

# The pages that are this site's promise; their addresses never change.
EXPECTED = """index what-are-muscle-twitches causes treatment when-to-seek-help by-body-area als tests
    living-with-twitches diary questions glossary sources about""".split()


def test_every_expected_page_exists(lang):
    """Itself, or what leads on to where it moved."""
    assert {page.stem for page in (DOCS / lang).glob("*.md")} >= set(EXPECTED)


def test_checks_read_what_a_reader_reads(page_html, source):
    """The build checks sentences of the source, with their lines; on the finished page there are no others.

    There, titles of tables stand above them, the first words of a card's sources have no colon, and the last links are doors.
    """
    doors = phrases(language(source))["read_also"]
    checked = [sentence.rstrip(":") for _, sentence in sentences_with_lines(source) if not sentence.startswith(doors)]
    assert sorted(checked) == sorted(sentence.rstrip(":") for sentence in reading.sentences(page_html))


def test_page_is_plain_enough(source):
    assert not (found := list(reading.hard(source))), found


def test_grade_tells_plain_from_hard():
    plain = ["The cat sat on the mat.", "It was warm."]
    hard = ["Involuntary fasciculations characteristically necessitate electromyographical evaluation."]
    assert reading.grade(plain) < 2 < 12 < reading.grade(hard)


def test_ease_tells_plain_from_hard():
    plain = ["Кот сел на стул.", "Ему там тепло."]
    hard = ["Непроизвольные фасцикуляции обусловливают электромиографическое обследование."]
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


QUESTIONS = yaml.safe_load((ROOT / "tests/questions.yml").read_text("utf-8"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question['number']}")
def test_every_question_of_readers_has_its_answer(question, lang):
    page, id = question["answer"].split("#")
    assert id in {heading.id for heading in headings(DOCS / f"{lang}/{page}.md")}, f"no heading {question['answer']}"
    questions = (DOCS / f"{lang}/questions.md").read_text("utf-8")
    assert f"{{ #q{question['number']}-" in questions, f"questions.md does not ask: {question[lang]}"
    assert f"]({page}.md#{id})" in questions, f"questions.md does not lead to {question['answer']}"


def test_no_line_begins_with_a_dash_or_ends_in_a_number_or_a_single_letter(page_html):
    """Such a space does not break in what is read as text; code stays as it is."""
    paragraphs = "".join(p.html for p in LexborHTMLParser(page_html).css("article > p:not([class]):not(:has(code))"))
    texts = re.findall(r">([^<]+)", paragraphs)
    assert not [text for text in texts if re.search(r"[ \n]—(?:\s|$)|\d [a-zа-яё]|(?<![\w-])[авикосуя] \w", text)]


def test_spaces_are_kept_together_in_text_and_not_in_code():
    text = "Боль — и в *руке* 2 недели, the 2-week rule, `и в коде — 2 раза, 2-week`, 10.1002/a.2-week."
    html = markdown(text, extensions=["overrides.extensions.typography"])
    kept = "<p>Боль~— и~в~<em>руке</em> 2~недели, the 2=week rule, <code>и в коде — 2 раза, 2-week</code>, 10.1002/a.2-week.</p>"
    assert html == kept.replace("~", "\N{NO-BREAK SPACE}").replace("=", "\N{NON-BREAKING HYPHEN}")


class TestCareCards:
    """The page whose mistakes would hurt."""

    def cards_in(self, site, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / "when-to-seek-help.md")).read_text("utf-8"))
        return {card.attributes["class"].split()[1]: card for card in page.css("section.care-card")}

    def test_four_levels_from_most_to_least_urgent(self, site, lang):
        assert list(self.cards_in(site, lang)) == ["emergency", "urgent", "routine", "wait"]

    def test_each_card_has_an_action_for_a_heading_and_a_list(self, site, lang):
        for level, card in self.cards_in(site, lang).items():
            assert card.css_first("h2") and len(card.css("li")) >= 3, level


def test_four_main_pages_are_one_tap_away_on_every_page(site):
    # A care card for other sites stands inside of their pages; its foot leads to the whole page.
    for page in set(site.rglob("*.html")) - set(site.rglob("embed/*.html")):
        links = [
            a.attributes["href"] for a in LexborHTMLParser(page.read_text("utf-8")).css(".main-pages a:not([hreflang])")
        ]
        assert [link.split("/")[-1] for link in links] == [f"{stem}.html" for stem in EXPECTED[1:5]], page.name
