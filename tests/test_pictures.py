"""Pictures say what they show, in the page's own colours and letters; the map leads to each area; links have one."""

import gzip
import re
import xml.etree.ElementTree as ElementTree

import pytest
from conftest import DOCS, PAGES, finished, language, name
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from overrides.checks.source import headings
from overrides.tools.link_pictures import PAGE, draw

PICTURES = sorted(DOCS.glob("*/images/*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=PICTURES, ids=lambda path: path.relative_to(DOCS).as_posix())
def picture(request):
    return request.param


def test_picture_is_small(picture):
    assert len(gzip.compress(picture.read_bytes(), mtime=0)) <= 6000


def test_text_is_text_and_large_enough(picture):
    root = ElementTree.parse(picture).getroot()
    width = float(root.get("viewBox").split()[2])
    assert width <= 360, "at 320 px the text would be too small"
    sizes = [float(node.get("font-size")) for node in root.iter() if node.get("font-size")]
    assert root.findall(f".//{SVG}text") and min(sizes) >= 13


def test_picture_takes_its_colours_from_the_page(picture):
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture.read_text("utf-8")))
    patterns = {colour for colour in colours if colour.startswith(f"url(#{picture.stem}-")}
    assert colours - patterns <= {"none", "currentColor", "transparent", "#0b5d66"}, colours


class TestBodyMap:
    AREAS = [heading.id for heading in headings(DOCS / "en/by-body-area.md") if heading.level == 2][2:17]

    @pytest.mark.parametrize("stem", ["index", "by-body-area"])
    def test_map_leads_to_each_area_once(self, site, stem, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / f"{stem}.md")).read_text("utf-8"))
        areas = page.css(".body-map a")
        assert [area.attributes["href"] for area in areas] == [f"by-body-area.html#{area}" for area in self.AREAS]
        assert all(area.attributes.get("aria-label") for area in areas)

    def test_list_beside_the_map_does_the_same(self, site, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / "by-body-area.md")).read_text("utf-8"))
        assert [link.attributes["href"] for link in page.css("figure ~ ul:not(.doors) > li > a:only-child")] == [
            f"#{area}" for area in self.AREAS
        ]

    def test_every_area_begins_with_the_same_three_lines_and_ends_with_what_is_not_known(self, lang):
        text, found = (DOCS / lang / "by-body-area.md").read_text("utf-8"), set()
        for area in self.AREAS:
            section = re.split(rf"^## .*\{{ #{area} .*\n", text, maxsplit=1, flags=re.M)[1]
            leads = re.findall(
                r"^(?:- \*\*|\*\*|/// details \| )(.+?)(?:[.:]\*\*|$)",
                re.split(r"^##", section, maxsplit=1, flags=re.M)[0],
                re.M,
            )
            found.add((*leads[:3], leads[-1]))
        assert len(found) == 1, found

    def test_keyboard_reaches_each_area_once_and_shows_it(self, visit):
        page = visit("by-body-area.html")
        page.locator(".body-map a").first.focus()
        reached = []
        for _ in self.AREAS:
            reached.append(page.evaluate("document.activeElement.getAttribute('href').split('#')[1]"))
            width = page.evaluate(
                "parseFloat(getComputedStyle(document.activeElement.querySelector('path, rect[rx]')).strokeWidth)"
            )
            assert width >= 3, reached[-1]
            page.keyboard.press("Tab")
        assert reached == self.AREAS

    def test_links_of_the_list_are_large_enough_for_a_finger(self, visit):
        page = visit("by-body-area.html", width=360)
        for link in page.locator("figure ~ ul:not(.doors) > li > a:only-child").all():
            assert link.bounding_box()["height"] >= 44, link.inner_text()

    @pytest.mark.parametrize(("width", "least"), [(360, 24), (768, 44)])
    def test_targets_are_large_enough_for_a_finger(self, visit, width, least):
        page = visit("by-body-area.html", width=width)
        for area in page.locator(".body-map a").all():
            sizes = area.evaluate(
                "area => [...area.querySelectorAll('*')].map(part => part.getBoundingClientRect())"
                ".map(box => Math.min(box.width, box.height))"
            )
            assert max(sizes) >= least, f"{area.get_attribute('href')}: {max(sizes):.0f} px"


class TestLinkPictures:
    """What a chat or a social network shows beside a link to a page."""

    def test_page_has_one_with_its_title(self, page_html, source):
        path = source.parent / f"images/link/{source.stem}.png"
        assert path.is_file(), f"{name(source)}: no link picture. Run make pictures."
        title = LexborHTMLParser(page_html).css_first("title").text()
        drawn = Image.open(path).text["Title"]
        assert drawn == title, f"{name(source)}:2: its link picture still says '{drawn}'. Run make pictures."

    def test_picture_has_the_size_that_others_expect_and_is_small(self, source):
        path = source.parent / f"images/link/{source.stem}.png"
        assert Image.open(path).size == (1200, 630)
        assert path.stat().st_size <= 40_000, f"{name(source)}: {path.stat().st_size} bytes"

    def test_no_picture_without_a_page(self):
        pictures = {(path.parts[-4], path.stem) for path in DOCS.glob("*/images/link/*")}
        # That of a page which moved may stay: what was sent in a chat still shows it.
        moved = {(page.parent.name, page.stem) for page in DOCS.glob("*/*.md")}
        assert {(language(page), page.stem) for page in PAGES} <= pictures <= moved

    def test_title_that_does_not_fit_is_refused(self, browser):
        view = browser.new_page(viewport={"width": 1200, "height": 630})
        view.set_content(PAGE)
        with pytest.raises(ValueError, match="Write a shorter title"):
            draw(view, "Muscle twitches", "word " * 40)
        view.close()
