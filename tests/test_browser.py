"""What a reader does: read, find the way, search, change colours, read without scripts, open the site from a folder."""

import re
import sys

import pytest
from conftest import FIELD, FONTS, PAGES, folder, language, until
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

NUMBERS = {"en": ["112", "999", "911", "000"], "ru": ["103", "112", "101", "911"]}


def test_page_opens_without_error_or_outside_request(visit, file):
    """``visit`` itself fails on a console error, a failed answer or a request to another host."""
    page = visit(file)
    expect(page.locator("article h1")).to_be_visible()
    page.wait_for_load_state("networkidle")


@pytest.mark.skipif(sys.platform != "linux", reason="Browsers take their fonts from fontconfig on Linux alone.")
@pytest.mark.parametrize("font", FONTS)
def test_letters_are_those_that_the_tests_set(visit, font):
    """Else layout is tested in whatever the machine has."""
    page = visit("causes.html", font=font)
    session = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable"):
        session.send(command)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    found = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert {letters["familyName"] for letters in found} == {FONTS[font][0]}


def test_nothing_is_stored_on_the_reader(visit):
    page = visit("causes.html")
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0


def test_colours_are_kept_only_when_the_reader_chose_them(visit):
    page = visit("", dark=True)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-colours", "light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(page.url + "causes.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-colours", "")
    assert page.evaluate("localStorage.length") == 0, "back at the device's own colours, nothing needs keeping"


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("width", [360, 1280])
def test_four_main_pages_are_in_view_and_show_where_the_reader_is(visit, width, font):
    page = visit("glossary.html", width=width, font=font)
    strip = page.locator(".main-pages a")
    expect(strip).to_have_count(4)
    for link in strip.all():
        expect(link).to_be_in_viewport()
        box = link.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44, f"{link.inner_text()}: {box}"
    strip.nth(1).click()
    expect(page).to_have_url(re.compile("causes.html"))
    expect(page.locator(".main-pages [aria-current=page]")).to_have_text("Causes")


def test_main_pages_are_never_painted_in_part(visit, site):
    page = visit("causes.html")
    links = page.locator(".main-pages")
    assert links.evaluate("it => getComputedStyle(it).visibility") == "visible"
    html = (site / "causes.html").read_text("utf-8")
    part, found, _ = html.partition('href="treatment.html"')
    assert found
    page.route("**/causes.html", lambda route: route.fulfill(body=part))
    page.reload()
    assert links.evaluate("it => getComputedStyle(it).visibility") == "hidden"


# In wide letters on a phone they take two rows, and more than a sixth of the window.
@pytest.mark.parametrize(("width", "font"), [(360, "narrow"), (360, "usual"), *((1280, font) for font in FONTS)])
def test_main_pages_stay_in_reach_while_reading(visit, width, font):
    page = visit("causes.html", width=width, height=720, font=font)
    page.mouse.wheel(0, 4000)
    until(page, "scrollY > 3000")
    expect(page.locator(".main-pages a").last).to_be_in_viewport()


def test_colours_follow_the_device_and_the_switch(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = visit("", dark=False).evaluate(ground), visit("", dark=True)
    assert light != dark.evaluate(ground)
    dark.get_by_role("button", name="Switch between light and dark").click()
    expect(dark.locator("html")).to_have_attribute("data-colours", "light")
    assert dark.evaluate(ground) == light


def test_press_before_the_page_is_whole_is_not_lost(browser, address):
    page = browser.new_page()
    page.add_init_script(
        """new MutationObserver((_, watch) => {
            const button = document.querySelector(".search-button");
            if (!button) return;
            watch.disconnect();
            window.state = document.readyState;
            button.click();
        }).observe(document, { childList: true, subtree: true })"""
    )
    page.goto(address + "causes.html")
    assert page.evaluate("state") == "loading"
    expect(page.locator(FIELD)).to_be_focused()
    page.close()


def test_page_reads_without_scripts(visit, file):
    page = visit(file, width=360, java_script_enabled=False)
    expect(page.locator("article h1")).to_be_visible()
    assert page.locator(".menu a").count() == len([each for each in PAGES if language(each) == "en"])


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_menu_opens_above_the_page_and_leads_on(visit, script):
    page = visit("causes.html", width=360, java_script_enabled=script)
    page.get_by_role("button", name="All pages").press("Enter")
    expect(page.get_by_role("link", name="Glossary").last).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Glossary").last).not_to_be_in_viewport()
    page.get_by_role("button", name="All pages").click()
    page.locator(".menu").get_by_role("link", name="Glossary").click()
    expect(page).to_have_url(re.compile("glossary.html"))


def test_heading_chosen_from_the_panel_comes_into_view(visit):
    page = visit("causes.html", width=360)
    page.get_by_role("button", name="On this page").click()
    page.locator(".contents [href='#vitamins']").click()
    expect(page.locator("#vitamins")).to_be_in_viewport()
    expect(page.locator(".contents")).to_be_hidden()


def test_unknown_address_shows_the_way(visit):
    page = visit("no/such/page.html", missing=True)
    expect(page.locator("article h1")).to_be_visible()
    page.locator("article").get_by_role("link", name="Get help").click()
    expect(page.locator("#emergency")).to_be_visible()


def test_site_opens_from_a_folder(visit, site):
    page = visit((site / "index.html").as_uri(), missing=True)
    page.locator(".main-pages a").first.click()
    expect(page.locator("article h1")).to_have_text(re.compile("What are muscle twitches"))


def test_printed_page_has_no_furniture_and_names_its_address(visit):
    page = visit("causes.html")
    page.emulate_media(media="print")
    for furniture in (".site-header", ".panel", ".contents-button", ".send", ".share"):
        assert not any(each.is_visible() for each in page.locator(furniture).all()), furniture
    expect(page.locator(".page-address")).to_be_visible()
    expect(page.locator(".footnote li").first).to_be_visible()


def test_home_leads_to_the_emergency_signs_and_to_a_telephone_in_one_tap(visit):
    page = visit("", width=360, height=740)
    expect(page.locator(".alarm a[href^='tel:']").first).to_be_in_viewport()
    page.get_by_role("link", name="all emergency signs").click()
    expect(page.locator("#emergency")).to_be_in_viewport()


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_heading_reached_by_a_link_is_never_under_the_bars(visit, lang, width, font):
    """However high letters make the bars."""
    page = visit(f"{folder(lang)}when-to-seek-help.html", width=width, height=720, font=font)
    for id in ("book-a-visit", "emergency-numbers", "what-is-not-known"):
        page.evaluate("id => { location.hash = id; }", id)
        heading = page.locator(f"#{id}")
        expect(heading).to_be_in_viewport()
        bars = page.locator(".site-header").bounding_box()
        assert heading.bounding_box()["y"] >= bars["y"] + bars["height"] - 1, id


def test_bars_stay_only_where_they_leave_most_of_the_window(visit):
    page, stays = visit("causes.html", width=360, height=740), re.compile("stays")
    expect(page.locator(".site-header")).to_have_class(stays)
    page.set_viewport_size({"width": 360, "height": 400})
    expect(page.locator(".site-header")).not_to_have_class(stays)


def test_table_on_a_phone_has_the_name_and_how_sure_side_by_side(visit):
    page = visit("causes.html", width=360)
    row = page.locator("article tbody tr").first
    name, sure, words = (row.locator(part).bounding_box() for part in ("th", ".beside", "td:not(.beside)"))
    assert abs(name["y"] - sure["y"]) < 12 and sure["x"] > name["x"] and words["y"] >= name["y"] + 16
    assert words["width"] > 250


class TestSourceInPlace:
    """A number opens its source where it stands, for touch, mouse and keyboard alike; nobody is thrown down the page."""

    def opened(self, page):
        note = page.locator(".note")
        expect(note).to_be_visible()
        box, width = note.bounding_box(), page.viewport_size["width"]
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, f"outside of {width} px: {box}"
        return note

    @pytest.mark.parametrize("width", [320, 1280])
    def test_press_opens_all_of_a_group_and_three_ways_close_it(self, visit, width):
        page = visit("causes.html", width=width, height=740, has_touch=True)
        group = page.locator("sup:has(a + a)").first
        group.scroll_into_view_if_needed()
        at = page.evaluate("scrollY")
        for close in (
            lambda: page.keyboard.press("Escape"),
            lambda: page.locator(".note .close").click(),
            lambda: page.locator(".note").evaluate("() => document.querySelector('h1').click()"),
        ):
            group.locator("a").first.tap()
            expect(self.opened(page).locator("> div")).to_have_count(group.locator("a").count())
            assert page.evaluate("scrollY") == at and "#fn" not in page.url
            close()
            expect(page.locator(".note")).to_have_count(0)

    def test_mouse_and_focus_show_it_and_escape_leaves_the_focus(self, visit):
        page = visit("causes.html")
        first, second = page.locator("[role=doc-noteref]").first, page.locator("[role=doc-noteref]").nth(1)
        title = page.locator(f"[id='{first.get_attribute('href')[1:]}'] a").first.text_content()
        first.hover()
        expect(self.opened(page)).to_contain_text(title)
        page.locator(".note").hover()
        page.wait_for_timeout(400)
        self.opened(page)
        page.mouse.move(5, 5)
        expect(page.locator(".note")).to_have_count(0)
        second.focus()
        self.opened(page)
        page.keyboard.press("Escape")
        expect(page.locator(".note")).to_have_count(0)
        expect(second).to_be_focused()

    def test_all_sources_are_one_press_away_and_lead_back(self, visit):
        page = visit("causes.html")
        page.locator("[role=doc-noteref]").first.click()
        page.locator(".note > a").click()
        expect(page.locator("#sources")).to_be_in_viewport()
        page.locator(".sources > summary").click()
        page.locator("li [role=doc-backlink]").first.click()
        expect(page.locator("[role=doc-noteref]").first).to_be_in_viewport()

    def test_without_its_script_the_number_leads_to_the_source(self, browser, address):
        page = browser.new_page()
        page.route("**/page.js", lambda route: route.abort())
        page.goto(address + "causes.html")
        page.locator("[role=doc-noteref]").first.click()
        expect(page.locator("[id='fn:1']")).to_be_in_viewport()
        page.close()


class TestFolds:
    """What is folded opens for whoever is sent there, and for paper."""

    def test_link_into_a_folded_part_opens_it(self, visit, lang):
        page = visit(f"{folder(lang)}questions.html#q7-coffee-alcohol-nicotine")
        expect(page.locator("details:has(#q7-coffee-alcohol-nicotine)")).to_have_attribute("open", "")
        page.evaluate("() => { location.hash = 'fn:3'; }")
        expect(page.locator("[id='fn:3']")).to_be_in_viewport()

    def test_all_is_open_for_paper_and_folded_again_after(self, visit):
        page = visit("questions.html")
        folded = page.locator("article details:not([open])")
        count = folded.count()
        assert count > 40
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(folded).to_have_count(0)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(folded).to_have_count(count)


class TestNumbersToCall:
    """One press from every place that sends a reader to an ambulance."""

    def numbers(self, site, file, place):
        page = LexborHTMLParser((site / file).read_text("utf-8"))
        links = page.css(f"{place} .calls a")
        for link in links:
            assert link.attributes["href"] == f"tel:{link.css_first('b').text()}"
        return [link.css_first("b").text() for link in links]

    @pytest.mark.parametrize(
        ("file", "place"),
        [
            ("when-to-seek-help.html", ".care-card.emergency"),
            ("when-to-seek-help.html", ".card-index .emergency"),
            ("when-to-seek-help.html", ".answer-bar .emergency"),
            ("index.html", ".alarm"),
            ("causes.html", ".alarm"),
            ("503.html", "article"),
        ],
    )
    def test_place_has_them(self, site, lang, file, place):
        assert self.numbers(site, folder(lang) + file, place) == NUMBERS[lang]

    def test_unknown_address_has_those_of_each_language(self, site, lang):
        assert self.numbers(site, "404.html", f"article > [lang={lang}]") == NUMBERS[lang]

    @pytest.mark.parametrize(
        ("locale", "file", "first"),
        [
            ("en-GB", "", "999"),
            ("en-US", "", "911"),
            ("en-IN", "", "112"),
            ("ru-RU", "ru/", "103"),
            ("ru-IL", "ru/", "101"),
        ],
    )
    def test_that_of_the_reader_s_region_comes_first(self, visit, locale, file, first):
        page = visit(f"{file}index.html", locale=locale)
        expect(page.locator(".alarm .calls b").first).to_have_text(first)


# Screens of 740 px at a width of 360 px, with what is folded folded, in narrow letters. Wide letters may take 15 % more, and
# Russian a fifth.
SCREENS = {
    "index": 7,
    "what-are-muscle-twitches": 14,
    "causes": 24,
    "medicines": 20,
    "treatment": 20,
    "when-to-seek-help": 16,
    "by-body-area": 24,
    "als": 20,
    "tests": 14,
    "living-with-twitches": 17,
    "diary": 6,
    "questions": 10,
    "glossary": 20,
    "sources": 15,
}


@pytest.mark.parametrize("stem", SCREENS)
@pytest.mark.parametrize(("font", "share"), [("narrow", 1), ("wide", 1.15)])
def test_page_is_no_longer_than_a_phone_reader_bears(visit, lang, stem, font, share):
    page = visit(f"{folder(lang)}{stem}.html", width=360, height=740, font=font)
    screens = page.evaluate("document.documentElement.scrollHeight") / 740
    assert screens <= SCREENS[stem] * share * (1 if lang == "en" else 1.2), f"{screens:.1f} screens"
