"""The boxes of the care cards and the sheets do what they promise, and keep what the reader does to themselves."""

import json

import pytest
from conftest import DOCS, finished
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

PAGE = "when-to-seek-help.html"


class TestTicks:
    """The signs are ticked in the cards themselves, and the most urgent answer stays in sight."""

    def shown(self, page):
        return [
            answer.get_attribute("class") for answer in page.locator(".answer-bar > div").all() if answer.is_visible()
        ]

    def test_every_sign_of_every_card_has_a_box_and_every_group_a_name(self, site, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / "when-to-seek-help.md")).read_text("utf-8"))
        for level in ("emergency", "urgent", "routine", "wait"):
            card = page.css_first(f".care-card.{level}")
            assert len(card.css("[role=group] li")) == len(card.css("li > label > input[type=checkbox]")) >= 3
            assert all(group.css_first(".group-name").text(strip=True) for group in card.css("[role=group]"))
            heading = card.css_first("h2")
            answer = page.css_first(f".answer-bar .{level}")
            assert answer.css_first("p").text(strip=True) == heading.text(strip=True)
            assert answer.css_first("p a").attributes["href"] == f"#{heading.id}"
            index = page.css_first(f".card-index .{level}")
            assert index.css_first("b").text() == heading.text() and str(len(card.css("input"))) in index.text()

    def test_each_urgent_group_says_whether_now_or_today(self, site, lang):
        page = LexborHTMLParser((site / finished(DOCS / lang / "when-to-seek-help.md")).read_text("utf-8"))
        groups = page.css(".care-card.urgent [role=group]")
        assert {group.attributes.get("class") for group in groups} == {"now", "today"}
        assert all(group.css_first(".group-name mark") for group in groups)

    @pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
    def test_shows_the_most_urgent_card_that_applies(self, visit, script):
        page = visit(PAGE, java_script_enabled=script)
        assert self.shown(page) == []
        for box in page.locator(".wait input").all():
            box.check()
            assert self.shown(page) == (["partly"] if page.locator(".wait input:not(:checked)").count() else ["wait"])
        for level in ("routine", "urgent", "emergency"):
            page.locator(f".{level} input").last.check()
            assert self.shown(page) == [level]
        page.locator(".emergency input").last.uncheck()
        assert self.shown(page) == ["urgent"]
        expect(page.locator(".answer-bar .speed.today")).to_be_visible()
        page.locator(".now input").first.check()
        expect(page.locator(".answer-bar .speed.now")).to_be_visible()
        expect(page.locator(".answer-bar .speed.today")).to_be_hidden()
        expect(page.locator(".answer-bar .urgent .clear-ticks")).to_be_visible(visible=script)
        if script:
            page.locator(".answer-bar .urgent .clear-ticks").click()
            assert self.shown(page) == [] and not page.locator("article :checked").count()

    def test_answer_is_in_view_calls_and_is_announced(self, visit):
        page = visit(PAGE, width=360, height=720)
        status = page.locator(".answer-bar [role=status]")
        expect(status).to_have_text("")
        page.locator(".now input").first.check()
        expect(page.locator(".answer-bar .urgent")).to_be_in_viewport()
        expect(status).to_have_text("Urgent: get medical help now or today. Hospital now")
        page.locator(".emergency input").first.check()
        expect(page.locator(".answer-bar a[href^='tel:']").first).to_be_in_viewport()
        expect(status).to_have_text("Emergency: call an ambulance now")
        page.locator(".answer-bar .emergency .clear-ticks").click()
        expect(status).to_have_text("")

    def test_works_by_keyboard_stores_nothing_and_hides_no_box_with_focus(self, visit):
        page = visit(PAGE, width=360, height=640)
        boxes = page.locator(".care-card input")
        boxes.first.focus()
        page.keyboard.press("Space")
        expect(page.locator(".answer-bar .emergency")).to_be_visible()
        for _ in range(boxes.count() - 1):
            page.keyboard.press("Tab")
            hidden = page.evaluate(
                """() => {
                    const bar = document.querySelector(".answer-bar").getBoundingClientRect();
                    const box = document.activeElement.getBoundingClientRect();
                    return !document.activeElement.closest(".answer-bar") && box.bottom > bar.top + 1;
                }"""
            )
            assert not hidden, "a box with focus is hidden under the answer"
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    def test_browser_without_has_shows_signs_and_no_dead_box(self, site):
        """There, no answer could be given."""
        style = LexborHTMLParser((site / PAGE).read_text("utf-8")).css_first("style").text()
        assert (
            "@supports not selector(:has(*)){article :is([type=checkbox],.hint,.answer-bar){display:none}"
            in style.replace("; ", ";")
        )


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
        own = ("favicon.svg", "/page.js", "/offline.js", "/later.css")
        sheet.on("request", lambda request: request.url.endswith(own) or sent.append(request.url))
        self.fill(sheet)
        assert sent == []
        assert sheet.evaluate("localStorage.length") == 0 and sheet.context.cookies() == []

    def test_reload_and_way_back_lose_nothing_and_another_tab_knows_nothing(self, sheet):
        self.fill(sheet)
        typed = self.values(sheet)
        sheet.reload()
        assert self.values(sheet) == typed
        sheet.locator(".site-name").click()
        sheet.go_back()
        assert self.values(sheet) == typed
        other = sheet.context.new_page()
        other.goto(sheet.url)
        assert not any(self.values(other))

    def test_kept_only_when_asked_and_gone_when_cleared(self, sheet):
        self.fill(sheet)
        sheet.get_by_label("Keep what I write").check()
        sheet.reload()
        assert self.values(sheet)[1] == "note 1 <b>&"
        sheet.get_by_role("button", name="Clear both sheets").click()
        sheet.get_by_role("button", name="No, keep").click()
        assert any(self.values(sheet))
        sheet.get_by_role("button", name="Clear both sheets").click()
        sheet.get_by_role("button", name="Yes, clear").click()
        assert not any(self.values(sheet))
        sheet.reload()
        assert not any(self.values(sheet))
        assert sheet.evaluate("localStorage.length") == 0

    def test_saved_file_opens_again(self, sheet, tmp_path):
        self.fill(sheet)
        before = self.values(sheet)
        with sheet.expect_download() as download:
            sheet.get_by_role("button", name="Save what I wrote").click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        sheet.get_by_role("button", name="Clear both sheets").click()
        sheet.get_by_role("button", name="Yes, clear").click()
        sheet.locator("input[type=file]").set_input_files(saved)
        expect(sheet.locator(".sheet textarea").first).to_have_value(before[0])
        assert self.values(sheet) == before

    @pytest.mark.parametrize(
        "content", ["no json", "{}", '{"entries": []}', json.dumps([{"a": 1}, "<img src=x onerror=alert(1)>"])]
    )
    def test_wrong_file_is_told_and_changes_nothing(self, sheet, tmp_path, content):
        self.fill(sheet)
        before = self.values(sheet)
        (foreign := tmp_path / "foreign.json").write_text(content)
        sheet.locator("input[type=file]").set_input_files(foreign)
        expect(sheet.locator(".sheet-tools [role=status]")).to_contain_text("no saved sheets")
        assert sheet.locator(".sheet img").count() == 0 and self.values(sheet) == before

    def test_entries_go_by_the_names_of_their_fields(self, sheet, tmp_path):
        """A file of another edition of the sheets fills what it knows, and says what it could not place."""
        entries = {"two-week-diary/2/Sleep and stress": "slept <b>well", "two-week-diary/2/Moon": "full", "x": 3}
        (saved := tmp_path / "saved.json").write_text(json.dumps({"entries": entries}))
        sheet.locator("input[type=file]").set_input_files(saved)
        expect(sheet.get_by_label("Day 2: Sleep and stress")).to_have_value("slept <b>well")
        expect(sheet.locator(".sheet-tools [role=status]")).to_contain_text("2")

    def test_phone_shows_one_day_with_its_date_and_choices_to_press(self, visit):
        page = visit("diary.html", width=360)
        rows = page.locator("#two-week-diary ~ figure tbody tr, .by-day tbody tr")
        assert [row.is_visible() for row in rows.all()].count(True) == 1
        page.get_by_label("Date of day 1").fill("2026-03-02")
        expect(page.locator(".steps b")).to_contain_text("Mon")
        page.get_by_role("button", name="Day after").click()
        expect(page.locator(".steps b")).to_contain_text("Tue")
        choice = page.locator("tr.shown .choices button").first
        choice.click()
        field = page.locator("tr.shown td:has(.choices) textarea")
        expect(field).to_have_value(choice.text_content())
        choice.click()
        expect(field).to_have_value("")

    def test_every_word_is_on_paper_in_browsers_whose_fields_do_not_grow(self, sheet):
        """Paper shows the words themselves, not the field, of which a browser prints as much as it shows."""
        long = "word " * 60 + "last"
        sheet.locator(".sheet textarea").first.fill(long)
        sheet.emulate_media(media="print")
        expect(sheet.locator(".sheet textarea").first).to_be_hidden()
        expect(sheet.locator(".sheet .written").first).to_have_text(long)
        expect(sheet.locator(".sheet .written").first).to_be_visible()

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
