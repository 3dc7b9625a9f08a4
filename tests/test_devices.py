"""What few developers have before them: old browsers, built-in ones, screen readers' live regions, paper, ad blockers."""

import json
import re

import pytest
from conftest import ask_search, folder, until
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser


@pytest.fixture
def diary(visit):
    page = visit("diary.html", width=360, height=740)
    page.locator(".sheet textarea").first.fill("calf")
    return page


class TestPanels:
    def test_panel_opened_before_the_script_comes_stays_open(self, visit):
        page, held = visit("causes.html", width=360, service_workers="block"), []
        page.route("**/page.js", lambda route: held.append(route))
        page.locator(".menu-button").click()
        expect(page.locator(".menu .close")).to_be_visible()
        held[0].continue_()
        page.locator(".message").wait_for(state="attached")
        expect(page.locator(".menu .close")).to_be_visible()

    @pytest.mark.parametrize("button", [".menu-button", ".contents-button"])
    def test_page_behind_a_panel_stays_where_it_is(self, visit, button):
        page = visit("causes.html", width=360, height=740)
        page.locator(button).click()
        for x in (100, 350):
            page.mouse.move(x, 400)
            page.mouse.wheel(0, 3000)
            page.wait_for_timeout(200)
        assert page.evaluate("scrollY") == 0

    def test_panel_is_closed_after_back(self, visit):
        page = visit("causes.html", width=360)
        page.locator(".menu-button").click()
        page.locator('.menu a[href$="glossary.html"]').click()
        page.wait_for_url("**/glossary.html")
        page.go_back()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(":popover-open")).to_have_count(0)

    def test_panel_closes_when_the_focus_leaves_it(self, visit):
        page = visit("causes.html", width=360)
        page.locator(".menu-button").press("Enter")
        for _ in range(page.locator(".menu :is(a, button)").count() + 2):
            page.keyboard.press("Tab")
        assert page.evaluate("""() => {
            const panel = document.querySelector(":popover-open");
            return !panel || panel.contains(document.activeElement);
        }""")


class TestScreenReader:
    def test_number_of_a_source_says_what_it_is(self, visit, lang):
        page = visit(f"{folder(lang)}causes.html")
        number = page.locator("article [role=doc-noteref]").first
        name = number.evaluate("each => each.textContent")
        tree = page.locator("article p:has([role=doc-noteref])").first.aria_snapshot()
        assert re.search(rf"\w {name}\b", tree), f"the number alone is its name: {tree}"

    @pytest.mark.parametrize("width", [360, 1280])
    def test_name_of_a_column_is_told_once(self, visit, width):
        """Its header tells it; what a phone shows before the words does so for the eye alone."""
        page = visit("treatment.html", width=width)
        cell = page.locator("article td[data-label]").first
        words = cell.get_attribute("data-label")
        assert words and words not in cell.aria_snapshot()

    def test_link_beside_a_heading_is_no_part_of_it(self, visit):
        page = visit("causes.html")
        page.keyboard.press("Shift")
        page.locator(".message").wait_for(state="attached")
        heading = page.locator("article h2:visible").first
        heading.hover()
        expect(heading.locator(".heading-link")).to_be_visible()
        assert "#" not in heading.aria_snapshot().replace("/url: #", "")

    @pytest.mark.parametrize("file", ["when-to-seek-help.html", "diary.html"])
    def test_what_will_be_announced_in_is_there_before(self, visit, file):
        """Some screen readers announce a change in what they know, not what appears."""
        page = visit(file)
        page.keyboard.press("Shift")
        page.locator(".message").wait_for(state="attached")
        for region in page.locator("[role=status], output").all():
            hidden = region.evaluate("""each => {
                for (let part = each; part; part = part.parentElement) if (getComputedStyle(part).display === "none") return part.outerHTML.slice(0, 90);
            }""")
            assert not hidden
        assert page.locator("[role=status], output").count() >= 2

    def test_result_of_the_search_is_named_and_in_one_piece(self, visit, lang):
        page = visit(f"{folder(lang)}about.html")
        ask_search(page, {"en": "face drooped", "ru": "перекосило лицо"}[lang])
        expect(page.locator(".results .calls")).to_have_count(1)
        assert "undefined" not in page.locator(".search").evaluate("each => each.outerHTML")
        pieces = page.locator(".results > .card > a").evaluate_all(
            "all => all.map(each => [each.childNodes.length, each.childElementCount])"
        )
        assert all(texts <= 2 * marks + 1 for texts, marks in pieces), pieces

    @pytest.mark.parametrize("way", ["back", "reload"])
    def test_ticks_and_their_answer_agree_after_a_way_back(self, visit, way):
        page = visit("when-to-seek-help.html", width=360)
        page.locator(".care-card.urgent input").first.check()
        if way == "back":
            page.locator(".site-name").click()
            page.wait_for_url(lambda url: "when-to-seek-help" not in url)
            page.go_back()
        else:
            page.reload()
        until(page, "document.readyState === 'complete'")
        ticked = page.locator(".care-card.urgent :checked").count()
        assert page.locator(".answer-bar > div:visible").count() == ticked
        assert bool(page.locator(".answer-bar [role=status]").inner_text()) == bool(ticked)

    def test_answer_for_the_ticks_is_told_anew_each_time(self, visit):
        page = visit("when-to-seek-help.html", width=360)
        said, heard = page.locator(".answer-bar [role=status]"), []
        for card in ("wait", "routine", "urgent", "emergency"):
            page.locator(f".care-card.{card} input").first.check()
            heard.append(said.inner_text())
        page.locator(".care-card.emergency input").first.uncheck()
        assert said.inner_text() == heard[2]
        assert len(set(heard)) == 4 and all(heard)


def test_field_of_the_search_has_the_focus_in_the_press_itself(visit):
    """A phone brings its keyboard only then; what is typed before the search has come is not lost."""
    page, held = visit("causes.html", width=360, service_workers="block"), []
    page.route("**/search/dialog.js", lambda route: held.append(route))
    page.locator(".search-button").evaluate(
        "each => { each.click(); globalThis.at = document.activeElement.className; }"
    )
    assert page.evaluate("at") == "early-search"
    page.keyboard.type("eyelid")
    until(page, "document.querySelector('script[src*=\"search/dialog\"]')")
    for route in held:
        route.continue_()
    expect(page.locator(".search [type=search]")).to_be_focused()
    expect(page.locator(".search [type=search]")).to_have_value("eyelid")


@pytest.mark.parametrize("stem", ["causes", "when-to-seek-help", "diary", "about"])
def test_without_scripts_no_button_is_dead(visit, stem):
    """What is there works without them: panels."""
    page = visit(f"{stem}.html", width=360, java_script_enabled=False)
    assert not page.locator("button:visible:not([popovertarget])").count()
    assert page.locator("button:visible").count() >= 1


def test_word_for_a_moment_has_its_look_and_takes_no_taps(visit):
    page = visit("causes.html", width=360, permissions=["clipboard-write"])
    page.locator(".share > summary").click()
    page.locator(".share button").first.click()
    expect(page.locator(".message")).not_to_be_empty()
    look = page.locator(".message").evaluate(
        "each => [getComputedStyle(each).pointerEvents, getComputedStyle(each).position]"
    )
    assert look == ["none", "fixed"]


def test_drawing_on_paper_leaves_room_for_the_text(visit):
    page = visit("by-body-area.html")
    page.emulate_media(media="print")
    widths = page.locator(".picture").evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")
    assert widths and max(widths) <= 9 / 2.54 * 96 + 1


class TestCopying:
    def copied(self, page, selector):
        return page.locator(selector).first.evaluate("""each => {
            getSelection().selectAllChildren(each);
            return getSelection().toString();
        }""")

    def test_words_have_no_number_of_a_source_in_them(self, visit):
        page = visit("causes.html")
        words = self.copied(page, "article p:has([role=doc-noteref])")
        assert words and not re.search(r"[\w.,]\d{1,2}(, \d{1,2})*(?=\s|$)", words), words

    def test_heading_has_no_sign_of_its_link(self, visit):
        page = visit("causes.html")
        page.keyboard.press("Shift")
        page.locator(".message").wait_for(state="attached")
        page.locator("article h2:visible").first.hover()
        expect(page.locator(".heading-link")).to_be_visible()
        assert "#" not in self.copied(page, "article h2:has(.heading-link)")

    def test_card_has_its_words_alone_and_a_line_for_each_sign(self, visit):
        page = visit("when-to-seek-help.html")
        lines = self.copied(page, ".care-card.emergency").splitlines()
        signs = page.locator(".care-card.emergency label > span").all_inner_texts()
        assert [sign for sign in signs if sign not in lines] == []
        assert not [line for line in lines if re.search(r"#|[a-z.,]\d{1,2}(?=\s|$)", line)]

    @pytest.mark.parametrize("width", [360, 1280])
    def test_table_has_a_break_between_its_cells_and_no_column_twice(self, visit, width):
        page = visit("causes.html", width=width)
        row = page.locator("article tbody tr").first
        cells = row.locator("th, td").evaluate_all(
            """all => all.map(each => {
                const copy = each.cloneNode(true);
                for (const number of copy.querySelectorAll("sup")) number.remove();
                return copy.textContent.trim();
            })"""
        )
        copied = row.evaluate("each => { getSelection().selectAllChildren(each); return getSelection().toString(); }")
        assert [part.strip() for part in re.split(r"[\t\n]+", copied) if part.strip()] == cells


class TestMachineTranslation:
    """Numbers to call and names on packs stay letter by letter."""

    def kept(self, page, selector):
        nodes = LexborHTMLParser(page).css(selector)
        assert nodes
        return all(node.attributes.get("translate") == "no" for node in nodes)

    def test_numbers_to_call(self, page_html):
        assert self.kept(page_html, ".calls b")
        for link in LexborHTMLParser(page_html).css("article a[href^='tel:']:not(.calls a)"):
            assert link.attributes.get("translate") == "no"

    def test_numbers_to_call_in_the_search(self, visit, lang):
        page = visit(f"{folder(lang)}about.html")
        ask_search(page, {"en": "face drooped", "ru": "перекосило лицо"}[lang])
        expect(page.locator(".results .calls b").first).to_have_attribute("translate", "no")

    def test_names_on_packs(self, site, lang):
        page = LexborHTMLParser((site / f"{folder(lang)}medicines.html").read_text("utf-8"))
        kept = {node.text() for node in page.css("tbody th [translate=no]")}
        assert {"en": {"Lyrica", "Xanax"}, "ru": {"Лирика", "Ксанакс"}}[lang] < kept
        assert len(kept) > 10


class TestDiary:
    def leaves(self, page, act):
        """Whether the browser asked before the page was left."""
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        act()
        page.wait_for_load_state()
        return asked

    def test_leaving_asks_while_words_are_nowhere_else(self, diary):
        diary.locator(".sheet textarea").nth(1).press_sequentially("a")
        assert self.leaves(diary, lambda: diary.reload()) == ["beforeunload"]

    @pytest.mark.parametrize("how", ["saved", "kept", "cleared", "link", "untouched"])
    def test_leaving_does_not_ask_when_nothing_is_lost(self, visit, how):
        page = visit("diary.html", width=360)
        if how != "untouched":
            page.locator(".sheet textarea").nth(0).press_sequentially("calf")
        tools = page.locator(".sheet-tools")
        match how:
            case "saved":
                with page.expect_download():
                    tools.get_by_role("button").nth(1).click()
            case "kept":
                tools.get_by_role("checkbox").check()
            case "cleared":
                tools.get_by_role("button").nth(3).click()
                tools.get_by_role("button", name="Yes").click()
        leave = page.locator(".site-name").click if how == "link" else page.reload
        assert self.leaves(page, leave) == []

    def test_keeping_says_for_how_long_browsers_may_keep(self, visit, lang):
        page = visit(f"{folder(lang)}diary.html")
        page.locator(".sheet-tools").get_by_role("checkbox").check()
        expect(page.locator(".sheet-tools [role=status]")).to_contain_text("7")

    def choose(self, page, tmp_path, text):
        path = tmp_path / "twitch-diary.json"
        path.write_text(text, "utf-8")
        page.locator("input[type=file]").set_input_files(path)

    def opened(self, page, tmp_path, text):
        self.choose(page, tmp_path, text)
        said = page.locator(".sheet-tools [role=status]")
        expect(said).not_to_be_empty()
        return said

    @pytest.mark.parametrize("text", ["", "{", "[]", '["calf"]', "null", '{"entries": []}', '{"entries": 3}'])
    def test_wrong_file_is_told_and_changes_nothing(self, diary, tmp_path, text):
        expect(self.opened(diary, tmp_path, text)).to_be_visible()
        expect(diary.locator(".sheet textarea").first).to_have_value("calf")

    def test_words_without_a_field_in_this_version_are_shown(self, diary, tmp_path):
        saved = {"entries": {"two-week-diary/2/Sleep and stress": "bad", "old-sheet/Mood": "low"}}
        self.choose(diary, tmp_path, json.dumps(saved))
        diary.get_by_role("button", name="Yes").click()
        expect(diary.locator(".sheet-tools [role=status]")).to_contain_text("low")
        expect(diary.locator("textarea[aria-label^='Day 2: Sleep']")).to_have_value("bad")

    def test_file_over_written_words_asks_first(self, diary, tmp_path):
        tools, first = diary.locator(".sheet-tools"), diary.locator(".sheet textarea").first
        saved = json.dumps({"entries": {"two-week-diary/2/Sleep and stress": "bad"}})
        self.choose(diary, tmp_path, saved)
        expect(tools.get_by_role("button", name="No")).to_be_focused()
        expect(tools.get_by_role("group")).to_contain_text("replace what you wrote")
        tools.get_by_role("button", name="No").click()
        expect(tools.get_by_role("button").nth(2)).to_be_focused()
        expect(first).to_have_value("calf")
        self.choose(diary, tmp_path, saved)
        tools.get_by_role("button", name="Yes").click()
        expect(first).to_have_value("")
        expect(diary.get_by_label("Day 2: Sleep and stress")).to_have_value("bad")

    def test_saved_file_can_be_fetched_a_while_after_the_press(self, visit):
        """Safari comes for it late."""
        page = visit("diary.html")
        page.evaluate("""() => {
            globalThis.revoked = 0;
            const revoke = URL.revokeObjectURL;
            URL.revokeObjectURL = url => { revoked++; revoke.call(URL, url); };
        }""")
        with page.expect_download():
            page.locator(".sheet-tools").get_by_role("button").nth(1).click()
        page.wait_for_timeout(500)
        assert page.evaluate("revoked") == 0

    def test_print_button_has_words_where_a_browser_does_nothing(self, visit):
        page = visit("diary.html")
        page.evaluate("globalThis.print = () => {}")
        page.locator(".sheet-tools").get_by_role("button").first.click()
        expect(page.locator(".sheet-tools [role=status]")).not_to_be_empty()

    def test_clearing_asks_in_the_page(self, diary):
        """Browsers inside other programs answer a box of their own unseen."""
        diary.evaluate("() => { globalThis.confirm = () => { throw new Error('a box of the browser'); }; }")
        tools, first = diary.locator(".sheet-tools"), diary.locator(".sheet textarea").first
        tools.get_by_role("button").nth(3).click()
        tools.get_by_role("button", name="No").click()
        expect(first).to_have_value("calf")
        tools.get_by_role("button").nth(3).click()
        tools.get_by_role("button", name="Yes").click()
        expect(first).to_have_value("")


class TestOldBrowsers:
    """Without panels (Safari 16, Firefox 124, Chrome 113), without ``:has()`` (Firefox 120, Chrome 104), without either."""

    @pytest.fixture(params=[":popover-open", ":has(", "both"])
    def old(self, visit, request):
        lacks = [":popover-open", ":has("] if request.param == "both" else [request.param]

        def old(file):
            page = visit("404.html", width=360, bypass_csp=True, service_workers="block")

            def serve(route):
                text = route.fetch().text()
                for selector in lacks:
                    text = text.replace(selector, selector.replace(":", ":not-known-"))
                if ":popover-open" in lacks:
                    text = re.sub(r" popover(?=[ >])", "", text)
                route.fulfill(body=text, content_type="text/html; charset=utf-8")

            page.route("**/*.html", serve)
            if ":popover-open" in lacks:
                page.add_init_script("""for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"])
                    delete HTMLElement.prototype[name];""")
            page.goto(page.url.replace("404.html", file))
            return page, lacks

        return old

    def test_no_button_is_dead_and_all_pages_are_there(self, old):
        page, lacks = old("causes.html")
        if ":popover-open" in lacks:
            for button in page.locator("[popovertarget]").all():
                expect(button).to_be_hidden()
            expect(page.locator('.menu a[href$="glossary.html"]')).to_be_visible()
            expect(page.locator(".contents a").last).to_be_visible()
        page.locator(".colours").click()
        expect(page.locator("html")).to_have_attribute("data-colours", "dark")

    def test_cards_have_all_words_and_no_boxes_that_do_not_answer(self, old):
        page, lacks = old("when-to-seek-help.html")
        for card in ("emergency", "urgent", "routine", "wait"):
            expect(page.locator(f".care-card.{card} li").first).to_be_visible()
        boxes = page.locator(".care-card input")
        if ":has(" in lacks:
            assert not any(box.is_visible() for box in boxes.all()), "a box is there that answers nothing"
            assert not page.locator(".answer-bar, .hint").locator("visible=true").count()
        else:
            boxes.first.check()
            expect(page.locator(".answer-bar > .emergency")).to_be_visible()

    def test_diary_prints_its_sheets_with_all_words(self, old):
        page, _ = old("diary.html")
        page.locator(".sheet textarea").first.fill("calf " * 40)
        page.emulate_media(media="print")
        expect(page.locator(".sheet .written").first).to_have_text(("calf " * 40).strip())
        expect(page.locator(".sheet .written").first).to_be_visible()


def test_every_word_on_paper_is_dark(visit, file):
    """Browsers leave grounds out on paper, unless asked; white words would vanish."""
    page = visit(file, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    pale = page.evaluate("""() => {
        const pale = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !parent.checkVisibility() || parent.closest("svg, script, style")) continue;
            const [red, green, blue] = getComputedStyle(parent).color.match(/[\\d.]+/g).map(Number);
            if (0.3 * red + 0.6 * green + 0.1 * blue > 130) pale.push(walker.currentNode.data.trim().slice(0, 60));
        }
        return pale;
    }""")
    assert not pale


def test_answer_has_an_edge_in_forced_colours(visit):
    page = visit("when-to-seek-help.html", width=360, forced_colors="active")
    page.locator(".care-card.urgent input").first.check()
    width = page.locator(".answer-bar > .urgent").evaluate("each => parseFloat(getComputedStyle(each).borderTopWidth)")
    assert width >= 1


def test_every_row_of_the_index_of_cards_is_laid_out_alike(visit):
    page = visit("when-to-seek-help.html", width=360)
    looks = page.locator(".card-index > li > a").evaluate_all("all => all.map(each => getComputedStyle(each).display)")
    assert len(looks) == 4 and len(set(looks)) == 1, looks


def test_browser_that_darkens_pages_by_itself_leaves_our_dark_colours_alone(visit):
    """It would turn letters white and leave the bright grounds of the cards. It does so on dark devices, where we are dark."""
    page = visit("when-to-seek-help.html", width=360, dark=True)
    page.locator(".care-card.urgent").scroll_into_view_if_needed()
    before = page.screenshot()
    page.context.new_cdp_session(page).send("Emulation.setAutoDarkModeOverride", {"enabled": True})
    assert page.screenshot() == before


def test_link_to_a_piece_of_text_shows_it(visit):
    """As browsers make it with "Copy link to highlight": also in what is folded, and under no bar."""
    page = visit("causes.html", width=360, height=740)
    words = "%20".join(page.locator("article p").last.inner_text().replace(",", "").split()[2:6])
    page = visit(f"causes.html#:~:text={words}", width=360, height=740)
    until(page, "scrollY > 500")
    top = page.locator("article p").last.evaluate("each => each.getBoundingClientRect().top")
    assert page.locator(".site-header").evaluate("each => each.getBoundingClientRect().bottom") <= top < 740


# Of public lists that hide advertisements, cookie notices and buttons of social networks.
HIDDEN_NAMES = re.compile(
    r"\b(ads?|advert\w*|banner\w*|sponsor\w*|social\w*|cookie\w*|consent|newsletter|popup|modal-?\w*|share-(panel|title|buttons?|bar|box)|panel-social)\b",
    re.IGNORECASE,
)


def test_nothing_is_named_as_blockers_of_advertisements_hide_it(page_html):
    names = {
        name
        for node in LexborHTMLParser(page_html).css("body [class], body [id]:not(article [id])")
        for name in [*(node.attributes.get("class") or "").split(), node.id or ""]
    }
    assert not [name for name in names if HIDDEN_NAMES.fullmatch(name)]


def test_drawings_take_their_colours_from_the_page(visit, file):
    """So that the dark colours of the page, of a browser and of an extension fit them."""
    page, drawn = visit(file), []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        drawn.append(
            page.evaluate("""() => [...document.querySelectorAll(".picture *")]
                .filter(each => each.matches("path, rect, circle, ellipse, line, text") && !each.closest("defs"))
                .map(each => [getComputedStyle(each), each.outerHTML.slice(0, 90)])
                .flatMap(([{ fill, stroke }, html]) => [[fill, html], [stroke, html]])""")
        )
    fixed = [html for (light, html), (dark, _) in zip(*drawn) if light == dark and re.search(r"rgb\(", light)]
    assert not fixed, fixed[:5]
