"""A finished page looks, in every state that a reader can bring about, as the theme's whole stylesheets would have it."""

from pathlib import Path

import pytest
from conftest import FILES, build, eventually, folder, served
from selectolax.lexbor import LexborHTMLParser

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 720}
SCREEN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
# For every page: the window, and what the reader's device asks for.
STATES = {
    "phone, dark": (PHONE, {"color_scheme": "dark"}),
    "wide": (WIDE, {}),
    "320 px, forced colours": ({"width": 320, "height": 640}, {"forced_colors": "active"}),
    "print": ({"width": 768, "height": 1000}, {"media": "print"}),
}


def search(page):
    page.locator(".search-button").click()
    box = page.locator(".md-search__input")
    box.fill("magnesium магний")
    eventually(lambda: (box.dispatch_event("keyup"), page.locator(".md-search-result__link").count())[1])


def show_note(page):
    """The first time, the theme's script has still to come."""
    note = page.locator(".footnote-ref").first
    eventually(
        lambda: (page.mouse.move(0, 0), note.hover(), page.locator(".md-tooltip2--active").count())[2], pause=0.5
    )


# For one page of each language: what the reader does.
DEEDS = {
    "menu": (PHONE, lambda page: page.locator(".menu-button").click()),
    "headings": (PHONE, lambda page: page.locator(".contents-button").click()),
    "texts to cite": (WIDE, lambda page: page.locator("[popovertarget=share]").click()),
    "search on a phone": (PHONE, search),
    "search": (WIDE, search),
    "marked words": (WIDE, lambda page: (page.goto(page.url + "?h=muscle+мышца"), page.locator("mark").first.focus())),
    "note": (WIDE, show_note),
    "dark by choice": (WIDE, lambda page: page.locator(".colours").click()),
    "focus in the header": (WIDE, lambda page: [page.keyboard.press("Tab") for _ in range(3)]),
    "focus in the text": (WIDE, lambda page: page.locator("article a").nth(2).focus()),
    "pointer on a link": (WIDE, lambda page: page.locator(".main-pages a").first.hover()),
}


@pytest.fixture(scope="session")
def unfinished(tmp_path_factory):
    """Where the same site is served with the theme's stylesheets and script in each page."""
    folder = tmp_path_factory.mktemp("unfinished") / "site"
    result = build("--site-dir", str(folder), FINISH="false")
    assert result.returncode == 0, result.stdout
    assert "stylesheet" in (folder / "index.html").read_text("utf-8")
    with served(folder) as address:
        yield address


@pytest.fixture
def both(browser, address, unfinished):
    """The same page, finished and not: ``both("causes.html", WIDE)``, for a reader who wants no movement."""
    pages = []

    def open_both(file, window):
        for base in (address, unfinished):
            pages.append(browser.new_page(viewport=window, reduced_motion="reduce", service_workers="block"))
            pages[-1].goto(base + file)
        return pages[-2:]

    yield open_both
    for page in pages:
        page.close()


def look(page, whole=False):
    # The same pixels make the same JPEG, in a third of a PNG's time.
    return page.screenshot(full_page=whole, type="jpeg", quality=60)


def styles(site, file):
    return LexborHTMLParser((site / file).read_text("utf-8")).css_first("style").text()


@pytest.mark.parametrize("file", [*FILES, "404.html"])
def test_page_looks_the_same(both, site, file):
    """In all states; in the first alone where it keeps the very rules that the same page keeps in English."""
    pages, home = both(file, WIDE), Path(file).name
    known = file != home and styles(site, file) == styles(site, home)
    for state, (window, device) in list(STATES.items())[: 1 if known else None]:
        for page in pages:
            page.set_viewport_size(window)
            page.emulate_media(**SCREEN | device)
        # A busy machine may show the one a moment before the other.
        same = any(look(pages[0], True) == look(pages[1], True) for _ in range(3))
        assert same, f"{file}, {state}: not as with the whole stylesheets"


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("file", ["causes.html", "ru/causes.html"])
def test_page_looks_the_same_after(both, file, deed):
    window, act = DEEDS[deed]
    pages = both(file, window)
    for page in pages:
        act(page)
        page.wait_for_load_state("networkidle")
    eventually(lambda: look(pages[0]) == look(pages[1]), pause=0.3)


def test_diary_looks_the_same_with_its_fields(both, lang):
    pages = both(folder(lang) + "diary.html", PHONE)
    for page in pages:
        page.locator(".sheet textarea").first.fill("left calf")
        page.locator(".sheet-tools input[type=checkbox]").check()
    eventually(lambda: look(pages[0], True) == look(pages[1], True))
