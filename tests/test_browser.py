"""What a reader does: read, find the way, search, change colours, read without scripts, open the site from a folder."""

import re

import pytest
from conftest import PAGES, eventually, language, until
from playwright.sync_api import expect


def test_page_opens_without_error_or_outside_request(visit, file):
    """``visit`` itself fails on a console error, a failed answer or a request to another host."""
    page = visit(file)
    expect(page.locator("article h1")).to_be_visible()
    page.wait_for_load_state("networkidle")


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


@pytest.mark.parametrize("width", [360, 1280])
def test_four_main_pages_are_in_view_and_show_where_the_reader_is(visit, width):
    page = visit("glossary.html", width=width)
    strip = page.locator(".main-pages a:not([hreflang])")
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
    page.route("**/causes.html", lambda route: route.fulfill(body=html.partition('href="treatment.html"')[0]))
    page.reload()
    assert links.evaluate("it => getComputedStyle(it).visibility") == "hidden"


def test_main_pages_stay_in_reach_while_reading(visit):
    page = visit("causes.html", width=360, height=720)
    page.mouse.wheel(0, 4000)
    until(page, "scrollY > 3000")
    expect(page.locator(".main-pages a").last).to_be_in_viewport()


def test_home_leads_to_the_emergency_signs_in_two_taps(visit):
    page = visit("", width=360)
    expect(page.get_by_role("heading", name="Emergency")).to_be_visible()
    page.get_by_role("link", name="all emergency signs").click()
    expect(page.locator("#emergency")).to_be_in_viewport()


def test_heading_reached_by_a_link_is_not_hidden_under_the_header(visit):
    page = visit("when-to-seek-help.html#book-a-visit", width=360, height=720)
    until(page, "scrollY > 500")
    strip, heading = page.locator(".main-pages").bounding_box(), page.locator("#book-a-visit").bounding_box()
    assert heading["y"] >= strip["y"] + strip["height"] - 1


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("ambulance", "when-to-seek-help"),
        ("magnesium", "treatment"),
        ("motor unit", "what-are-muscle-twitches"),
        ("coffee", "causes"),
    ],
)
def test_search_finds_the_page(visit, words, file):
    page = visit("")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially(words)
    # The first results are those of titles; those of texts follow.
    pages = page.locator(".md-search-result__item:nth-child(-n + 3)")
    expect(pages.locator(f"a[href*='/{file}.html']").first).to_be_visible()


def test_search_on_a_phone_opens_a_result(visit):
    page = visit("about.html", width=360)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially("eyelid")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_load_state()
    assert "eyelid" in page.locator("article").inner_text().lower()


def test_note_leads_to_its_source_and_back(visit):
    page = visit("causes.html")
    first = page.locator(".footnote-ref").first
    target = first.get_attribute("href")
    first.click()
    expect(page.locator(f"[id='{target[1:]}']")).to_be_in_viewport()
    page.locator(f"[id='{target[1:]}'] .note-back").first.click()
    expect(first).to_be_in_viewport()


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
    expect(page.locator(".md-search__input")).to_be_focused()
    page.close()


def test_page_reads_without_scripts(visit, file):
    page = visit(file, width=360, java_script_enabled=False)
    expect(page.locator("article h1")).to_be_visible()
    assert page.locator(".menu a").count() == len([each for each in PAGES if language(each) == "en"])


def test_table_turns_into_blocks_on_a_phone(visit):
    page = visit("treatment.html", width=360)
    cell = page.locator("article td").first
    assert cell.bounding_box()["width"] > 250
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.strip('"') == page.locator("article thead th").nth(1).text_content()


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
    page.locator(".contents").get_by_role("link", name="Lack of vitamins").click()
    expect(page.locator("#vitamins")).to_be_in_viewport()
    expect(page.locator(".contents")).to_be_hidden()


def test_theme_script_comes_only_when_it_is_wanted(visit):
    page, asked = visit("causes.html"), []
    held = re.compile(r"bundle\.|later\.css|search/")
    page.on("request", lambda request: held.search(request.url) and asked.append(request.url))
    page.locator("article h2").first.click()
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 2000)
    page.wait_for_load_state("networkidle")
    assert asked == []
    with page.expect_request(re.compile("bundle\\.")):
        page.locator(".footnote-ref").first.hover()


@pytest.mark.parametrize("saves_data", [False, True])
def test_pointer_at_the_search_brings_it_ahead_of_the_press(visit, saves_data):
    page, asked = visit("causes.html"), set()
    page.evaluate("saveData => Object.defineProperty(navigator, 'connection', { value: { saveData } })", saves_data)
    page.on("request", lambda request: asked.add(request.url.rpartition("/")[2].split(".")[0]))
    with page.expect_request_finished(lambda request: request.url.endswith("/page.js")):
        page.locator(".search-button").hover()
    page.wait_for_timeout(300)
    assert asked & {"bundle", "worker", "search_index"} == (
        set() if saves_data else {"bundle", "worker", "search_index"}
    )


def test_nothing_else_comes_under_the_pointer_while_the_search_opens(visit):
    # What a service worker asks for, no test can hold.
    page = visit("causes.html", service_workers="block")
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/later.css", lambda route: held.append(route))
    button = page.locator(".search-button")
    box = button.bounding_box()
    button.click()
    expect(page.locator(".md-search__input")).to_be_focused()
    under = page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", [box["x"] + 5, box["y"] + 5])
    assert "search-button" in under
    eventually(lambda: held)
    held[0].continue_()
    expect(button).to_be_hidden()


def test_note_shows_its_source_in_place(visit):
    page = visit("causes.html")
    page.locator(".footnote-ref").nth(1).hover()
    page.wait_for_load_state("networkidle")
    page.locator(".footnote-ref").first.hover()
    expect(page.locator(".md-tooltip2--active").first).to_contain_text("Twitching eyes and muscles")


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
    for furniture in (".main-pages", ".md-header", ".panel", ".panel-button"):
        assert not any(each.is_visible() for each in page.locator(furniture).all()), furniture
    expect(page.locator(".page-address")).to_be_visible()
    expect(page.locator(".footnote li").first).to_be_visible()
