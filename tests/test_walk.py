"""A reader's walk through the site, the same steps in every engine: Chromium, Firefox, and WebKit, which Safari is made of.

Where a Firefox is neither there nor to be had, its walk is left out, and the run says so. WebKit's comes with the weekly
tests (``make browsers``), which every browser must be there for.
"""

import contextlib
import io
import re

import drivers
import pytest
from pypdf import PdfReader
from test_offline import Network

SHOWN = "selector => !!document.querySelector(selector)?.getClientRects().length"
FOCUSED = "selector => document.activeElement.matches(selector)"
# Words enough to fill a field several times over.
LONG = " ".join(f"word{number}" for number in range(40))


@pytest.fixture(scope="module")
def network(site, tmp_path_factory):
    network = Network(site, tmp_path_factory.mktemp("walk") / "site")
    yield network
    network.server.shutdown()


ENGINES = ["chromium", "firefox", pytest.param("webkit", marks=pytest.mark.weekly)]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    """A reader with a phone's window in this engine."""
    yield from start(request, 16)


@pytest.fixture(scope="module", params=ENGINES)
def large(request, network):
    """A reader whose text is set twice as large."""
    network.down = False
    for reader in start(request, 32):
        yield with_pages(reader, network)


def start(request, text):
    config, size = request.config, (360, 740, text)
    with contextlib.ExitStack() as stack:
        if request.param == "chromium":
            reader = drivers.Chromium(
                request.getfixturevalue("playwright"), config.cache.get("site/chromium", None), *size
            )
        elif request.param == "firefox":
            if not (path := config.cache.get("site/firefox", None)):
                words = "There is no Firefox. Set FIREFOX to the path of one, to walk through the site with it too."
                pytest.fail(words) if weekly(config) else pytest.skip(words)
            reader = drivers.Firefox(path, *size)
        else:
            if not drivers.has_webkit():
                pytest.fail(
                    f"There is no WebKit. Try again after: sudo apt install {' '.join(drivers.WEBKIT_PACKAGES)}"
                )
            reader = drivers.WebKit(*size)
        stack.callback(reader.close)
        yield reader


def weekly(config):
    """Whether the weekly tests are asked for too."""
    return "not weekly" not in config.option.markexpr


def with_pages(reader, network):
    """The reader, who opens pages: ``reader.open("causes.html")``."""

    def open_page(path):
        reader.goto(network.address + path)
        reader.until("() => document.readyState === 'complete'")

    reader.open = open_page
    return reader


@pytest.fixture
def reader(engine, network):
    """The reader, with nothing kept from the step before."""
    network.down = False
    with_pages(engine, network).open("about.html")
    engine.run("() => { localStorage.clear(); sessionStorage.clear(); }")
    return engine


def test_page_opens_whole(reader):
    reader.open("causes.html")
    assert reader.run(SHOWN, "h1")
    wide = reader.run("() => document.documentElement.scrollWidth")
    assert wide <= reader.run("() => innerWidth"), "the page scrolls sideways"


def test_menu_opens_closes_and_leads_on(reader):
    reader.open("causes.html")
    reader.press(".menu-button")
    reader.until(SHOWN, ".menu .close")
    reader.press(".menu .close")
    reader.until("() => !document.querySelector(':popover-open')")
    assert reader.run(FOCUSED, ".menu-button"), "the focus is where it was"
    reader.type("Enter")
    reader.until(SHOWN, ".menu .close")
    reader.type("Escape")
    reader.until("() => !document.querySelector(':popover-open')")
    reader.press(".menu-button")
    reader.press('.menu a[href$="glossary.html"]')
    reader.until("() => location.pathname.endsWith('glossary.html')")


@pytest.mark.parametrize(("home", "words"), [("", "eyelid"), ("ru/", "веко")])
def test_search_opens_a_result(reader, home, words):
    reader.open(f"{home}about.html")
    reader.press(".search-button")
    reader.until(FOCUSED, "[type=search]")
    reader.type(words)
    reader.until("() => /[1-9]/.test(document.querySelector('.search [role=status]').textContent)")
    reader.press(".results > li > a")
    reader.until("() => !location.pathname.endsWith('about.html')")


def test_note_opens_in_place_and_gives_the_focus_back(reader):
    reader.open("causes.html")
    reader.press("article [role=doc-noteref]")
    reader.until(SHOWN, ".note")
    assert "causes.html" in reader.run("() => location.pathname") and not reader.run("() => location.hash")
    box = reader.run(
        "() => { const { left, right } = document.querySelector('.note').getBoundingClientRect(); return [left, right]; }"
    )
    assert 0 <= box[0] and box[1] <= reader.run("() => innerWidth"), "the note is in the window"
    reader.type("Escape")
    reader.until("() => !document.querySelector('.note')")
    assert reader.run(FOCUSED, "[role=doc-noteref]")


def test_ticked_sign_is_answered_in_sight_and_said(reader):
    reader.open("when-to-seek-help.html")
    reader.press(".care-card.emergency label")
    answer = ".answer-bar > .emergency"
    reader.until(SHOWN, answer)
    bottom = reader.run("selector => document.querySelector(selector).getBoundingClientRect().bottom", answer)
    assert bottom <= reader.run("() => innerHeight") + 1
    said = reader.run("() => document.querySelector('.answer-bar [role=status]').textContent.trim()")
    assert said and said in reader.run("selector => document.querySelector(selector).textContent", answer)


def test_diary_keeps_what_was_typed_over_a_reload_and_a_way_back(reader):
    reader.open("diary.html")
    reader.press(".sheet textarea")
    reader.type("calf икра")
    value = "() => document.querySelector('.sheet textarea')?.value === 'calf икра'"
    assert reader.run(value)
    reader.run("() => { globalThis.old = true; location.reload(); }")
    reader.until(f"() => !globalThis.old && ({value})()")
    reader.press(".site-name")
    reader.until("() => !document.querySelector('.sheet')")
    reader.run("() => { history.back(); }")
    reader.until(value)


def test_every_word_of_the_diary_is_on_paper(reader):
    reader.open("diary.html")
    reader.press(".sheet textarea")
    reader.type(LONG)
    shown, whole = reader.run(
        "() => { const { clientHeight, scrollHeight } = document.querySelector('.sheet textarea'); return [clientHeight, scrollHeight]; }"
    )
    assert shown >= whole - 1, "the field shows all of its words"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(reader.paper())).pages)
    lost = [word for word in LONG.split() if word not in "".join(words.split())]
    assert not lost


def test_what_is_copied_has_its_words_alone(reader):
    reader.open("causes.html")
    copied = "selector => { getSelection().selectAllChildren(document.querySelector(selector)); return getSelection().toString(); }"
    words = reader.run(copied, "article p:has([role=doc-noteref])")
    assert words and not re.search(r"[^\W\d][.,]?\d{1,2}(, \d{1,2})*(?=\s|$)", words), words
    assert len(re.split(r"[\t\n]+", reader.run(copied, "article tbody tr").strip())) >= 3


def test_language_link_keeps_the_section(reader):
    reader.open("causes.html#medicines")
    reader.press(".language-link")
    reader.until("() => document.documentElement.lang === 'ru' && location.hash === '#medicines'")


@pytest.mark.parametrize(
    "address", ["when-to-seek-help.html#book-a-visit", "causes.html#medicines", "ru/glossary.html#als"]
)
def test_heading_reached_by_a_link_is_in_sight(reader, address):
    reader.open(address)
    reader.until("() => scrollY > 100")
    # Whatever is drawn at the top of the heading belongs to it.
    in_sight = """() => {
        const { left, top, width } = document.querySelector(":target").getBoundingClientRect();
        const heading = document.elementFromPoint(left + width / 2, top + 2);
        return top < innerHeight / 2 && !!heading && !heading.closest("header") && document.querySelector("main").contains(heading);
    }"""
    reader.until(in_sight, seconds=5)


def test_label_of_the_body_map_with_the_focus_is_in_sight(reader):
    reader.open("by-body-area.html")
    labels = reader.run("() => document.querySelectorAll('.body-map a').length")
    reader.type("Tab")
    reader.run("() => document.querySelector('.body-map a').focus()")
    hidden = """() => {
        const link = document.activeElement, { top, bottom } = link.querySelector("text").getBoundingClientRect();
        const bars = document.querySelector(".site-header").getBoundingClientRect().bottom;
        return top >= Math.max(0, bars) - 1 && bottom <= innerHeight + 1 ? null : link.textContent;
    }"""
    for _ in range(labels - 1):
        reader.type("Tab")
        reader.until("() => !!document.activeElement.closest('.body-map')")
        assert not reader.run(hidden)


@pytest.mark.parametrize("path", ["when-to-seek-help.html", "ru/when-to-seek-help.html", "ru/als.html"])
def test_page_holds_together_with_text_twice_as_large(large, path):
    large.open(path)
    # What is folded too: some engines fail at a line only when they come to it.
    large.run("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
    wide = large.run("() => [document.body.offsetHeight, document.documentElement.scrollWidth]")[1]
    assert wide <= large.run("() => innerWidth"), "the page scrolls sideways"


def test_page_without_a_network_comes_from_the_store(reader, network):
    reader.open("causes.html")
    reader.type("Escape")
    wanted = len(network.files("en"))
    reader.until("() => navigator.serviceWorker.ready && !!navigator.serviceWorker.controller")
    reader.run(
        "() => { globalThis.held = 0; setInterval(async () => { for (const name of await caches.keys()) held = (await (await caches.open(name)).keys()).length; }, 200); }"
    )
    reader.until("wanted => held >= wanted", wanted, seconds=60)
    # Safari refuses a redirected answer of a worker.
    reader.open("ru")
    assert reader.run("() => location.pathname").endswith("/ru/") and reader.run(SHOWN, "h1")
    network.down = True
    reader.open("als.html")
    reader.until(SHOWN, ".stored-copy")
