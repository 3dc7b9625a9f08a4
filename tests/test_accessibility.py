"""Everyone can read it: axe without exceptions, keyboard, screen reader, any width, any text size, the reader's own styles.

Each page is loaded once and looked at in many ways; a message says which way and which element. What is measured in the
browser stands in reader.js.
"""

import functools
import re
from collections import Counter
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import FILES, FONTS, RESULTS, SITE_URL, describe, folder
from playwright.sync_api import expect
from readability import Document
from selectolax.lexbor import LexborHTMLParser

READER = (Path(__file__).parent / "reader.js").read_text("utf-8")
AXE = Axe().axe_script
# Rules that axe leaves out unless asked: targets of 24 px (WCAG 2.5.8), links of one name to one place (2.4.9).
MORE_RULES = {name: {"enabled": True} for name in ("target-size", "identical-links-same-purpose")}
# The only rules whose outcome can differ between light and dark.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# The text spacing that every reader may set (WCAG 1.4.12).
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }"""
# What a reader in a hurry aims for with a thumb.
MAIN_TARGETS = """header :is(a, button), .main-pages a, .skip, .doors li, .menu a, .contents:popover-open a, button, summary,
    .calls a, .situations a, .card-index > li > a, .care-card label, .sheet-tools label"""


ALL = [*FILES, "404.html", "503.html"]
# Layout holds in any letters; everything else is looked at in the usual ones.
in_all_fonts = pytest.mark.parametrize("page", [f"{file} {font}" for font in FONTS for file in ALL], indirect=True)


@pytest.fixture(scope="module")
def unseen(chromium):
    """A browser that paints nothing, in half the time: pages are measured in it, and walked through."""
    return functools.cache(lambda font: chromium("--disable-threaded-compositing", font=font))


@pytest.fixture(scope="module", params=[f"{file} usual" for file in ALL])
def page(request, unseen, address):
    """One page, loaded once for all tests of it. Movement is off, so that what is measured has come to rest."""
    file, font = request.param.split()
    context = unseen(font).new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + file)
    page.evaluate(READER)
    yield page
    context.close()


def show(page, width=1280, height=800, dark=False, **media):
    """Show a page anew from its top: its own styles, on screen, in a window of this size, in these colours."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(
        **{"media": "screen", "forced_colors": "none", "color_scheme": "dark" if dark else "light"} | media
    )
    # A browser that paints nothing tells a page of no new size.
    page.evaluate("reader.wear(), dispatchEvent(new Event('resize')), scrollTo(0, 0)")


def axe(page, **options):
    """Axe's findings. Only violations are described, without selectors, as that takes a fraction of the time."""
    if not page.evaluate("!!globalThis.axe"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], "selectors": False, "preload": False} | options
    return page.evaluate("options => axe.run(options).then(results => results.violations)", options)


def test_axe_finds_nothing(page):
    found = {}
    for width, dark in product((1280, 360), (False, True)):
        show(page, width, dark=dark)
        once = width == 1280 and not dark or width == 360 and dark
        options = {"rules": MORE_RULES} if once else {"runOnly": COLOUR_RULES}
        found[f"{width} px, {'dark' if dark else 'light'}"] = describe(axe(page, **options))
    assert not any(found.values()), found


@contextmanager
def text_of(page, size):
    """With the text size that the reader has set in the browser, in px; it is 16 where the reader has set none."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    yield
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})


@in_all_fonts
def test_text_is_whole_and_nobody_scrolls_sideways(page):
    """At every width; at 400 % (a window of 320 × 256); with the reader's text spacing; with text twice as large."""
    found = {}
    for width, height in ((320, 256), (360, 800), (412, 800), (768, 1024), (1280, 800), (1920, 1080)):
        show(page, width, height)
        found[f"{width} px"] = page.evaluate("reader.layout()")
    for width in (320, 360, 1280):
        show(page, width)
        page.evaluate("css => reader.wear(css)", SPACING)
        found[f"text spacing at {width} px"] = page.evaluate("reader.layout()")
    for width in (320, 360, 768, 1280):
        show(page, width)
        with text_of(page, 32):
            found[f"200 % text at {width} px"] = page.evaluate("reader.layout()")
    assert not any(found.values()), {state: faults for state, faults in found.items() if faults}


@in_all_fonts
def test_what_stays_in_place_leaves_five_sixths_of_any_window_free(page):
    sizes = (
        (320, 256, 16),
        (320, 640, 16),
        (360, 640, 16),
        (640, 360, 16),
        (1280, 480, 16),
        (1280, 800, 16),
        (360, 640, 32),
    )
    for width, height, text in sizes:
        show(page, width, height)
        with text_of(page, text):
            page.evaluate("dispatchEvent(new Event('resize'))")
            covered = page.evaluate("reader.covered()")
        assert covered <= height / 6, f"{width} × {height}, text of {text} px"


# Every word of the labels as much longer as German's are than English ones.
LONGER = """() => {
    const labels = ".site-header, .menu, .contents, .contents-button, .alarm b, button, summary, .doors a, .card-index b, .speed, .group-name mark, .sheet th";
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const { currentNode: { parentElement, data } } = words;
        if (parentElement.closest(labels)) words.currentNode.data = data.replace(/\\p{L}{4,}/gu, word => word + word.slice(-Math.ceil(0.4 * word.length)));
    }
    dispatchEvent(new Event("resize"));
}"""


@pytest.mark.parametrize("stem", ["index", "when-to-seek-help", "diary"])
def test_labels_of_a_language_with_longer_words_are_whole(visit, lang, stem):
    page = visit(f"{folder(lang)}{stem}.html", width=360, height=740)
    page.keyboard.press("Shift")
    page.locator(".message").wait_for(state="attached")
    page.evaluate(READER)
    page.evaluate(LONGER)
    for width, font in product((320, 360), ("", "DejaVu Sans")):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate("font => { document.body.style.fontFamily = font; }", font)
        page.wait_for_timeout(100)
        assert not page.evaluate("reader.layout()"), f"{width} px"
        assert page.evaluate("reader.covered()") <= 740 / 6, f"{width} px"
        page.locator(".menu-button").click()
        expect(page.locator(".menu .close")).to_be_in_viewport()
        assert not page.evaluate("reader.layout()"), f"menu at {width} px"
        page.locator(".menu .close").click()


def test_text_is_at_least_16_px(page):
    show(page, 360)
    sizes = page.evaluate(
        """[...document.querySelectorAll("article :is(p, li, td, th, figcaption)")]
            .map(node => [parseFloat(getComputedStyle(node).fontSize), node.textContent.slice(0, 40)])"""
    )
    assert min(sizes)[0] >= 16, min(sizes)


def test_main_targets_are_large_enough_for_a_finger(page):
    for width in (360, 768):
        show(page, width)
        small = page.evaluate("([targets, least]) => reader.small(targets, least)", [MAIN_TARGETS, 44])
        assert not small, f"{width} px: {small}"


def test_nothing_moves_for_readers_who_want_no_movement(page):
    show(page)
    assert not page.evaluate("reader.moving()")


def tree(page):
    """The accessibility tree: (role, name) of each node that a screen reader gets, in its order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in nodes
        if not node["ignored"] and "role" in node
    ]


NAMED = "link button checkbox radio textbox searchbox heading region navigation complementary dialog image".split()


@pytest.mark.parametrize("width", [360, 1280])
def test_screen_reader_gets_landmarks_and_names(page, width):
    show(page, width)
    nodes = tree(page)
    roles = Counter(role for role, _ in nodes)
    assert [roles[role] for role in ("banner", "main", "contentinfo")] == [1, 1, 1], roles
    assert not [node for node in nodes if node[0] in NAMED and not node[1]], "without a name"
    for role in ("navigation", "complementary", "region"):
        names = [name for found, name in nodes if found == role]
        assert len(set(names)) == len(names), f"two of one name: {role} {names}"
    assert not roles["dialog"] and not roles["searchbox"], "what is closed is not read out"
    cards = page.locator(".care-card > h2").evaluate_all("all => all.map(each => each.firstChild.textContent.trim())")
    regions = [name for role, name in nodes if role == "region"]
    assert all(any(name.startswith(card) for name in regions) for card in cards), f"{cards} are not all in {regions}"
    # A table that a phone shows as blocks is still a table.
    cells = {"table": "table", "columnheader": "thead th", "rowheader": "tbody th", "cell": "td"}
    for role, selector in cells.items():
        assert roles[role] == page.locator(f"article {selector}:visible").count(), f"{role} at {width} px"


def parts(page, selector):
    return page.locator(selector).evaluate_all("all => all.map(each => each.textContent.replace(/\\s+/g, ' ').trim())")


def test_headings_make_sense_as_a_list(page):
    headings = parts(page, "article :is(h1, h2, h3, h4)")
    assert page.locator("h1").count() == 1
    twice = [heading for heading, times in Counter(headings).items() if times > 1]
    assert all(len(heading) > 2 for heading in headings) and not twice, twice


@pytest.mark.address
def test_links_make_sense_alone(page):
    """One text leads to one place; the numbers of notes say what they are. Two works may have one title: who made it follows."""
    links = page.locator(
        "a[href]:not([role=doc-noteref], .footnote [href^=http], .references [href^=http])"
    ).evaluate_all(
        "all => all.map(each => [each.ariaLabel || each.textContent.replace(/\\s+/g, ' ').trim(), new URL(each.getAttribute('href'), location).href])"
    )
    places = {}
    for words, href in links:
        places.setdefault(words.lower(), set()).add(href.removesuffix("index.html"))
    assert not {words: hrefs for words, hrefs in places.items() if len(hrefs) > 1}


# Cyrillic among Latin letters; and the other way round words that follow each other in small letters, as in no name.
FOREIGN = {"en": re.compile("[а-яё]{2,}", re.IGNORECASE), "ru": re.compile(r"\b[a-z]{3,} [a-z]{3,}\b")}


def test_foreign_words_are_marked(page):
    """So that a screen reader reads them in their own language."""
    texts = page.evaluate(
        """() => {
            const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                // Of works the titles are marked; journals and publishers are names (WCAG 3.1.2).
                if (!parent.closest("script, style, template, samp, pre, .footnote li, .references li") || parent.lang)
                    texts.push([parent.closest("[lang]").lang, walker.currentNode.data]);
            }
            return texts;
        }"""
    )
    found = [text.strip()[:80] for lang, text in texts if lang in FOREIGN and FOREIGN[lang].search(text)]
    assert not found, found[:5]


def test_forced_colours_keep_every_meaning(page):
    """Grounds are gone there: cards, boxes and the map are known by lines, in colours of the reader."""
    show(page, forced_colors="active")
    for selector, least in ((".care-card", 2), (".doors li", 1), (".sheet textarea", 1)):
        for box in page.locator(selector).all():
            width = box.evaluate("each => parseFloat(getComputedStyle(each).borderTopWidth)")
            assert width >= least, f"{selector} has a line of {width} px"
    pale = page.locator(".picture, .picture text").evaluate_all(
        """all => {
            const ground = getComputedStyle(document.body).backgroundColor;
            return all.filter(each => [getComputedStyle(each).color, getComputedStyle(each).fill].includes(ground))
                .map(each => each.textContent.slice(0, 40));
        }"""
    )
    assert not pale, f"in the colour of the ground: {pale}"
    # Text alone is drawn by the system there, in pairs of its own.
    if page.locator(".care-card, .picture, .sheet").count():
        assert not describe(axe(page, runOnly=COLOUR_RULES))


# Headings, all of the cards, numbers to call, and dates of a page.
MATTERS = "article :is(h1, h2, h3, .care-card p, .care-card [role=group] li, td a[href^='tel:'], time)"


def letters(text):
    """Letters and digits alone, all small: lines break anywhere, and a group may begin with a capital."""
    return re.sub(r"[\W_]+", "", text).lower()


def text_without_numbers(page):
    """What is shown, but for the numbers of sources, which stand between any words."""
    hide = "hidden => { for (const each of document.querySelectorAll('sup')) each.hidden = hidden; }"
    page.evaluate(hide, True)
    text = page.locator("body").inner_text()
    page.evaluate(hide, False)
    return text


def file_of(page):
    """Where an open page stands in the built site, at whatever address that is served."""
    return urlsplit(page.url).path.removeprefix(urlsplit(SITE_URL).path)


def lost(page, site, text, parts=MATTERS):
    """Parts of a page, as it was published, whose words a text does not have."""
    published = LexborHTMLParser((site / file_of(page)).read_text("utf-8"))
    for extra in published.css("article :is(sup:has([role=doc-noteref]), [hidden], [popover])"):
        extra.decompose()
    texts = [node.text(separator=" ") for node in published.css(parts)]
    return [" ".join(each.split()) for each in texts if letters(each) not in letters(text)]


@pytest.mark.address
def test_without_styles_all_is_there_and_the_heading_comes_early(page, site):
    show(page)
    page.evaluate("reader.bare(true), dispatchEvent(new Event('beforeprint'))")  # What is folded can be opened.
    text, heading = text_without_numbers(page), page.locator("h1").text_content()
    page.evaluate("reader.bare(false), dispatchEvent(new Event('afterprint'))")
    assert not lost(page, site, text, f"{MATTERS}, article .footnote li")
    assert letters(text).index(letters(heading)) < 300, f"before the heading: {text[:400]}"


@pytest.mark.address
def test_on_paper_all_is_there(page, site):
    """What is folded too. A page with sheets prints these alone."""
    show(page, media="print")
    parts = f"{MATTERS}, article .footnote li" if not page.locator(".sheet").count() else ".sheet :is(h2, th)"
    assert not lost(page, site, text_without_numbers(page), parts)


@pytest.mark.address
def test_in_a_reader_view_all_is_there(page, site):
    """Without notes, boxes and names with "foot": this port of Readability takes them for the text, or drops what has them;
    Mozilla's does not.
    """
    published = LexborHTMLParser((site / file_of(page)).read_text("utf-8"))
    for extra in published.css(".footnote, input"):
        extra.decompose()
    view = Document(re.sub(r' (id|class)="[^"]*foot[^"]*"', "", published.html))
    shown = LexborHTMLParser(view.summary())
    for numbers in shown.css("sup"):
        numbers.decompose()
    assert not lost(page, site, view.short_title() + shown.text(separator=" "), f"{MATTERS}, article .alarm p")


def walk(page, back):
    """Go through a page by the Tab key alone; what went wrong, as texts.

    A source shown in place goes once its number has lost the focus; here it is not waited for, but left out.
    """
    session = page.context.new_cdp_session(page)
    key = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": 8 * back}
    page.evaluate("back => { reader.wear('.note { display: none }'); reader.walk(back); }", back)
    # What the first steps bring to the page is walked through too.
    for _ in range(page.evaluate("reader.stops()") // 20 + 5):
        for _ in range(20):
            session.send("Input.dispatchKeyEvent", key)
        if page.evaluate("reader.done()"):
            break
    return page.evaluate("reader.walked()")


@pytest.mark.parametrize(
    ("back", "width", "height"), [(False, 1280, 800), (True, 320, 640)], ids=["Tab, 1280 px", "Shift+Tab, 320 px"]
)
def test_keyboard_reaches_everything_in_order_and_in_sight(page, back, width, height):
    """Each stop is in the window, hidden under nothing, and tells that it has the focus; there is no trap."""
    page.reload()
    page.evaluate(READER)
    show(page, width, height, dark=back)
    faults = walk(page, back)
    assert not faults, "\n".join(faults[:12])


class TestInUse:
    """What opens, is filled in or is ticked: axe finds nothing, and the keyboard is enough."""

    @pytest.fixture
    def ready(self, visit, lang):
        def ready(stem, **options):
            page = visit(f"{folder(lang)}{stem}.html", reduced_motion="reduce", **options)
            page.evaluate(READER)
            return page

        return ready

    def check(self, page):
        for dark in (False, True):
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.evaluate("scrollTo(0, 0)")
            found = describe(axe(page, **({"runOnly": COLOUR_RULES} if dark else {"rules": MORE_RULES})))
            assert not found, f"{'dark' if dark else 'light'}: {found}"

    @contextmanager
    def opened(self, page, button, key):
        """A panel opened by a key on its button; Escape closes it, and the button has the focus again."""
        page.locator(button).press(key)
        expect(page.locator(":popover-open")).to_be_visible()
        if key == "Enter":
            self.check(page)
        yield
        page.keyboard.press("Escape")
        expect(page.locator(button)).to_be_focused()

    @pytest.mark.parametrize("key", ["Enter", "Space"])
    def test_menu(self, ready, key):
        page = ready("causes", width=360)
        entry = page.locator("nav.menu a[aria-current=page]")
        with self.opened(page, ".menu-button", key):
            expect(entry).to_be_in_viewport()
            page.keyboard.press("Tab")
            assert page.evaluate("!!document.activeElement.closest('nav.menu')"), "Tab goes on into the menu"
        expect(entry).not_to_be_in_viewport()

    @pytest.mark.parametrize("key", ["Enter", "Space"])
    def test_headings_of_the_page(self, ready, key):
        page = ready("causes", width=360)
        panel = page.locator("nav.contents")
        with self.opened(page, ".contents-button", key):
            expect(panel).to_be_visible()
        expect(panel).to_be_hidden()

    @pytest.mark.parametrize("width", [360, 1280])
    def test_search(self, ready, lang, width):
        page = ready("about", width=width)
        page.locator(".search-button").press("Enter")
        expect(page.locator(".examples button").first).to_be_visible()
        self.check(page)
        # A care card with numbers to call, results, and warnings in them.
        page.keyboard.insert_text({"en": "face drooped", "ru": "перекосило лицо"}[lang])
        results = page.locator(RESULTS)
        expect(page.locator(".search [role=status]")).to_contain_text(re.compile(r"\d"))
        self.check(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(results.nth(1)).to_be_focused()
        assert results.nth(1).evaluate("each => getComputedStyle(each, '::after').outlineStyle") != "none"
        page.keyboard.press("Escape")
        expect(page.locator("header :focus"), "Escape gives the focus back").to_have_count(1)

    def test_source_in_place(self, ready):
        page = ready("causes", width=360)
        page.locator("td [role=doc-noteref]").first.press("Enter")
        expect(page.locator(".note")).to_be_focused()
        self.check(page)
        page.keyboard.press("Tab")
        expect(page.locator(".note .close")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("td [role=doc-noteref]").first).to_be_focused()

    @pytest.mark.parametrize("font", FONTS)
    def test_ticks(self, ready, font):
        page = ready("when-to-seek-help", width=360, height=640, font=font)
        for level in ("urgent", "emergency"):
            page.locator(f".{level} input").first.press("Space")
            expect(page.locator(f".answer-bar .{level}")).to_be_in_viewport()
            self.check(page)

    def test_diary(self, ready):
        page = ready("diary")
        fields = page.locator(".sheet textarea")
        fields.first.focus()
        page.keyboard.type("calf")
        page.keyboard.press("Tab")
        expect(fields.nth(1)).to_be_focused()
        expect(fields.first).to_have_value("calf")
        self.check(page)

    def test_body_map(self, ready):
        page = ready("index")
        page.locator(".body-map a").first.press("Enter")
        page.wait_for_url("**/by-body-area.html#eyelid")
