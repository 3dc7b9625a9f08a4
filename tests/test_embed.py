"""A care card that another site shows is ours, word for word, and works there on its own."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DOCS, FONTS, SITE_URL, describe, eventually, folder
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from overrides.checks.source import split
from overrides.languages import configurations, load

LEVELS = ["emergency", "urgent", "routine", "wait"]


@pytest.fixture(params=LEVELS)
def level(request):
    return request.param


def tree(site, lang, file):
    """A finished page of a language: "about.html", "embed/wait.html"."""
    return LexborHTMLParser((site / folder(lang) / file).read_text("utf-8"))


@pytest.fixture
def card(site, lang, level):
    return tree(site, lang, f"embed/{level}.html")


@pytest.fixture
def original(site, lang, level):
    """The same card on our own page, without numbers of notes and the links of headings."""
    section = tree(site, lang, "when-to-seek-help.html").css_first(f".care-card.{level}")
    for extra in section.css("sup:has(a)"):
        extra.decompose()
    return section


def words(node):
    """The words of each heading, paragraph, name of a group and list item, but for the numbers to call."""
    return [" ".join(block.text().split()) for block in node.css("h1, h2, p, li:not(.calls li)")]


def test_words_are_those_of_the_page(card, original):
    assert words(card.css_first("main")) == words(original)


def test_only_calls_lead_away_from_inside_the_card(card, lang, level):
    assert not card.css("main :is(a:not([href^='tel:']), button, input, label)")
    numbers = [link.attributes["href"] for link in card.css("main a")]
    assert numbers == (
        [f"tel:{each['number']}" for each in load(configurations()[lang])["extra"]["strings"]["numbers"]]
        if level == "emergency"
        else []
    )


def test_foot_says_whose_it_is_and_how_current_and_leads_to_the_page(card, original, lang):
    foot = card.css_first("footer")
    reviewed = split(DOCS / lang / "when-to-seek-help.md")[0]["reviewed"]
    assert "Sky Wall" in foot.text()
    assert foot.css_first("time").attributes["datetime"] == str(reviewed)
    link = {"href": f"../when-to-seek-help.html#{original.css_first('h2').id}", "target": "_blank", "rel": "noopener"}
    assert foot.css_first("a").attributes == link


def test_head_says_what_it_is_and_that_the_page_is_the_one_to_find(site, card, original, lang):
    heading, home = original.css_first("h2"), tree(site, lang, "about.html").css_first("title").text().split(" - ")[1]
    assert card.css_first("html").attributes["lang"] == lang
    assert card.css_first("title").text() == f"{heading.text(strip=True)} - {home}"
    page = f"{SITE_URL}{folder(lang)}when-to-seek-help.html#{heading.id}"
    assert card.css_first("link[rel=canonical]").attributes["href"] == page
    metas = {meta.attributes.get("name"): meta.attributes["content"] for meta in card.css("meta[content]")}
    assert (metas["robots"], metas["referrer"]) == ("noindex", "no-referrer")


def test_needs_no_script_and_no_other_file(card):
    assert not card.css("script, [src], [style], link:not([rel=canonical])")
    assert not re.search(r"url\(|@import", card.css_first("style").text())


def test_is_small(site, lang, level):
    assert len(gzip.compress((site / folder(lang) / f"embed/{level}.html").read_bytes(), mtime=0)) <= 6000


def test_search_and_sitemap_lead_to_the_page_instead(site, lang):
    for file in ("search/index.json", "sitemap.xml"):
        assert "embed/" not in (site / folder(lang) / file).read_text("utf-8"), file


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 600])
def test_axe_finds_nothing(visit, lang, level, width, dark):
    page = visit(f"{folder(lang)}embed/{level}.html", width=width, dark=dark)
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not violations, describe(violations)


def test_nobody_scrolls_sideways_in_a_narrow_column(visit, lang, level):
    page = visit(f"{folder(lang)}embed/{level}.html", width=200)
    for width in (200, 240, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_border_and_link_stay_in_forced_colours_and_on_paper(visit, lang, level):
    page = visit(f"{folder(lang)}embed/{level}.html", forced_colors="active")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.locator("main").evaluate("main => parseFloat(getComputedStyle(main).borderTopWidth)") >= 2
        expect(page.locator("footer a")).to_be_visible()


def test_policy_lets_its_own_style_in_and_nothing_else(browser, address, lang, level):
    page = browser.new_page()
    page.goto(f"{address}{folder(lang)}embed/{level}.html")
    shown = "getComputedStyle(document.querySelector('main')).borderTopWidth"
    assert page.evaluate(shown) == "3px", "its own style is refused: the policy's hash is not that of the style"
    page.evaluate(
        """() => {
            const injected = { style: "main { border-width: 9px }", script: "document.title = 'attacked'" };
            for (const [tag, text] of Object.entries(injected))
                document.head.append(Object.assign(document.createElement(tag), { textContent: text }));
            document.querySelector("main").setAttribute("style", "border-width: 9px");
        }"""
    )
    assert page.evaluate(shown) == "3px"
    assert page.title() != "attacked"
    page.close()


@pytest.mark.address
class TestOnAnotherSite:
    """The code that the about page offers, pasted into a page of somebody else, whose reader allows no scripts."""

    def code(self, site, lang, level):
        """The code for a card, changed as the about page says."""
        code = tree(site, lang, "about.html").css_first("#embed ~ pre").text()
        assert f'src="{SITE_URL}{folder(lang)}embed/emergency.html"' in code
        if level == "wait":
            code = re.sub(r"max\(.*?\)", "60rem", code)
        if level == "urgent":
            code = re.sub(r"(\d+)rem", lambda figure: f"{int(figure[1]) + 50}rem", code)
        return code.replace("embed/emergency", f"embed/{level}")

    @pytest.fixture
    def pasted(self, browsers, site, lang, level, request):
        """In the letters that a test asks for, a page of another site with the card, and the addresses of all that it requested."""
        html = f"<!doctype html><title>Another site</title><p>Words.</p>{self.code(site, lang, level)}"
        context = browsers(request.node.callspec.params.get("font", "usual")).new_context(
            java_script_enabled=False, viewport={"width": 1280, "height": 2500}
        )
        context.route("http://other.example/", lambda route: route.fulfill(body=html, content_type="text/html"))
        context.route(f"{SITE_URL}**", lambda route: route.fulfill(path=site / route.request.url[len(SITE_URL) :]))
        page, requests = context.new_page(), []
        page.on("request", lambda request: requests.append(request.url))
        page.goto("http://other.example/")
        yield page, requests
        context.close()

    @pytest.mark.parametrize("font", FONTS)
    def test_card_is_shown_whole_from_phone_to_desktop_and_asks_for_nothing_more(self, pasted, lang, level, font):
        page, requests = pasted
        frame, foot = page.locator("iframe"), page.frame_locator("iframe").locator("footer")

        def below(part):
            box = part.bounding_box()
            return box["y"] + box["height"]

        for width in (320, 360, 412, 600, 1280):
            page.set_viewport_size({"width": width, "height": 2500})
            # What is in the frame is laid out anew a moment after the frame.
            eventually(lambda: below(foot) <= below(frame), 10, reason=f"at {width} px the frame is too low")
        assert requests == ["http://other.example/", f"{SITE_URL}{folder(lang)}embed/{level}.html"]

    def test_frame_is_named_by_the_card(self, site, lang):
        title = LexborHTMLParser(self.code(site, lang, "emergency")).css_first("iframe").attributes["title"]
        assert title.split() == tree(site, lang, "embed/emergency.html").css_first("h1").text().split()

    def test_link_leads_to_the_page_in_a_tab_of_its_own(self, pasted, lang):
        page, _ = pasted
        with page.expect_popup() as popup:
            page.frame_locator("iframe").locator("footer a").click()
        expect(popup.value).to_have_url(re.compile(rf"^{re.escape(SITE_URL)}{folder(lang)}when-to-seek-help\.html#"))


def test_about_page_leads_to_each_card(site, lang, level):
    assert tree(site, lang, "about.html").css(f"article a[href='embed/{level}.html']")
