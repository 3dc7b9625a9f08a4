"""The tick-list and the sheets do what they promise, and keep what the reader does to themselves."""

import json

import pytest
from conftest import DOCS, finished
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

PAGE = "when-to-seek-help.html"


def texts(nodes):
    """Words of each node, without the numbers of notes."""
    for node in nodes:
        for note in node.css("sup"):
            note.decompose()
    return [" ".join(node.text().split()) for node in nodes]


class TestTickList:
    def test_repeats_the_care_cards_word_for_word(self, site, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / "when-to-seek-help.md")).read_text("utf-8"))
        for level in ("emergency", "urgent", "routine", "wait"):
            signs = texts(page.css(f".care-card.{level} li"))
            assert texts(page.css(f".tick-list .{level} label")) == signs
            heading = page.css_first(f".care-card.{level} h2")
            result = page.css_first(f".tick-list output .{level}")
            assert heading.text().startswith(result.text()) and result.attributes["href"] == f"#{heading.id}"

    @pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
    def test_shows_the_most_urgent_card_that_applies(self, visit, script):
        page = visit(PAGE, java_script_enabled=script)
        results = page.locator(".tick-list output a")

        def shown():
            return [result.get_attribute("class") for result in results.all() if result.is_visible()]

        assert shown() == []
        for box in page.locator(".tick-list .wait input").all():
            assert shown() == []
            box.check()
        assert shown() == ["wait"]
        for level in ("routine", "urgent", "emergency"):
            page.locator(f".tick-list .{level} input").last.check()
            assert shown() == [level]
        page.locator(".tick-list .emergency input").last.uncheck()
        assert shown() == ["urgent"]

    def test_result_is_in_view_and_announced(self, visit):
        page = visit(PAGE, width=360, height=720)
        page.locator(".tick-list .urgent input").first.check()
        expect(page.locator(".tick-list output a.urgent")).to_be_in_viewport()
        expect(page.get_by_role("status")).to_contain_text("Urgent")

    def test_works_by_keyboard_and_stores_nothing(self, visit):
        page = visit(PAGE)
        page.locator(".tick-list input").first.focus()
        page.keyboard.press("Space")
        expect(page.locator(".tick-list output a.emergency")).to_be_visible()
        assert page.evaluate("localStorage.length") == 0


class TestSheets:
    @pytest.fixture
    def sheet(self, visit):
        return visit("diary.html")

    def fill(self, page):
        for at, field in enumerate(page.locator(".sheet textarea").all()[:6]):
            field.fill(f"note {at} <b>&")

    def values(self, page):
        return page.locator(".sheet textarea").evaluate_all("fields => fields.map(field => field.value)")

    def test_every_blank_cell_is_a_named_field(self, sheet):
        names = sheet.locator(".sheet textarea").evaluate_all("fields => fields.map(field => field.ariaLabel)")
        assert len(names) == len(set(names)) == 14 * 5 + 9 + 4

    def test_nothing_typed_leaves_or_stays(self, sheet):
        sent = []
        sheet.wait_for_load_state("networkidle")
        # Nothing but the icon and the page's own scripts, which come with the first move.
        own = ("favicon.svg", "/page.js", "/offline.js")
        sheet.on("request", lambda request: request.url.endswith(own) or sent.append(request.url))
        self.fill(sheet)
        assert sent == []
        assert sheet.evaluate("localStorage.length") == 0 and sheet.context.cookies() == []
        sheet.reload()
        assert not any(self.values(sheet))

    def test_kept_only_when_asked_and_gone_when_cleared(self, sheet):
        self.fill(sheet)
        sheet.get_by_label("Keep what I write").check()
        sheet.reload()
        assert self.values(sheet)[1] == "note 1 <b>&"
        sheet.on("dialog", lambda dialog: dialog.accept())
        sheet.get_by_role("button", name="Clear both sheets").click()
        assert not any(self.values(sheet))
        assert sheet.evaluate("localStorage.length") == 0

    def test_saved_file_opens_again(self, sheet, tmp_path):
        self.fill(sheet)
        before = self.values(sheet)
        with sheet.expect_download() as download:
            sheet.get_by_role("button", name="Save what I wrote").click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        sheet.reload()
        sheet.get_by_label("Open a saved file").set_input_files(saved)
        expect(sheet.locator(".sheet textarea").first).to_have_value(before[0])
        assert self.values(sheet) == before

    @pytest.mark.parametrize("content", ["no json", "{}", json.dumps([{"a": 1}, "<img src=x onerror=alert(1)>"])])
    def test_foreign_file_gives_nothing_but_text(self, sheet, tmp_path, content):
        foreign = tmp_path / "foreign.json"
        foreign.write_text(content)
        sheet.get_by_label("Open a saved file").set_input_files(foreign)
        sheet.wait_for_timeout(100)
        assert sheet.locator(".sheet img").count() == 0
        assert self.values(sheet)[0] == ""

    @pytest.mark.parametrize("paper", ["A4", "Letter"])
    @pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
    def test_each_sheet_prints_on_one_page(self, visit, paper, script, lang):
        page = visit(finished(DOCS / lang / "diary.md"), java_script_enabled=script)
        pdf = page.pdf(format=paper, margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))
        assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page/") == 2

    def test_without_script_the_sheets_are_blank_and_the_tools_hidden(self, visit):
        page = visit("diary.html", java_script_enabled=False)
        expect(page.locator(".sheet-tools")).to_be_hidden()
        assert page.locator(".sheet td").evaluate_all("cells => cells.every(cell => !cell.textContent.trim())")


def test_tools_are_worded_on_the_page(lang):
    text = (DOCS / lang / "diary.md").read_text("utf-8").split("div.sheet-tools")[1].split("///")[0]
    assert text.count("\n- ") == 5, "the script gives five items their work, in order"
