"""Everyone can read it: axe without exceptions, keyboard, narrow screens."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import FILES, describe
from playwright.sync_api import expect

FILES = [*FILES, "404.html"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("file", FILES)
def test_axe_finds_nothing(visit, file, width, dark):
    page = visit(file, width=width, dark=dark)
    # Only violations are described: it takes a fraction of the time.
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not violations, describe(violations)


@pytest.mark.parametrize("file", FILES)
def test_nobody_scrolls_sideways_on_a_phone(visit, file):
    page = visit(file, width=320, height=640)
    for width in (320, 360, 412):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("file", FILES)
def test_text_is_at_least_16_px(visit, file):
    page = visit(file, width=360)
    sizes = page.evaluate(
        """[...document.querySelectorAll("article :is(p, li, td, th, figcaption)")]
            .map(node => [parseFloat(getComputedStyle(node).fontSize), node.textContent.slice(0, 40)])"""
    )
    assert min(sizes)[0] >= 16, min(sizes)


def test_keyboard_skips_to_the_text_and_focus_is_seen(visit):
    page = visit("causes.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#causes")
    for _ in range(6):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_care_card_keeps_its_border_in_forced_colours(visit):
    page = visit("when-to-seek-help.html", forced_colors="active")
    width = page.locator(".care-card.emergency").evaluate("card => parseFloat(getComputedStyle(card).borderTopWidth)")
    assert width >= 2
