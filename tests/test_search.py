"""What a reader finds: the right section first for what people type, the care card before it in an emergency; and the dialog in
which they search, with a mouse, a keyboard, a phone or a screen reader, with a worker or without one."""

import json
import re
from urllib.parse import quote

import pytest
import yaml
from conftest import FIELD, LANGUAGES, RESULTS, ROOT, ask_search, eventually, folder
from hostile import FAMILIES
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from overrides.finish.search_index import FinishError, Words, sections

TYPED = yaml.safe_load((ROOT / "tests/searches.yml").read_text("utf-8"))
QUESTIONS = yaml.safe_load((ROOT / "tests/questions.yml").read_text("utf-8"))
# Key words in several cases and numbers, by the page that answers.
KEY_WORDS = {
    "en": {
        "als": "ALS; weaknesses; progression of weakness; normal EMGs; fear of ALS; Lou Gehrig’s disease; MND; motor neurone diseases",
        "by-body-area": "eyelids; calves; thighs; thumbs; tongues; lip; cheeks; bellies; shoulders; ribs; feet; buttock; eye",
        "causes": "caffeine; coffees; vaccines; vaccinated; thyroids; potassium; medicines; exercising; stressed; pinched nerves; anxious",
        "diary": "diaries; visit sheets; print",
        "glossary": "myokymia; axons; neuromyotonia; hemifacial spasms; myoclonus",
        "living-with-twitches": "children; babies; pregnancy; worrying; older people; stretches; stretching; kids",
        "tests": "EMG; blood tests; scans; needles; MRI; nerve conduction; electrodes; electromyography",
        "treatment": "magnesium; botulinum toxin; pills; quinine; injections; botox",
        "what-are-muscle-twitches": "motor units; fasciculations; cramps; tics; tremors; sleeping; benign fasciculation syndromes",
        "when-to-seek-help": "ambulances; emergencies; neurologists; doctors; losing strength; GPs; appointments; 999; stroke",
    },
    "ru": {
        "als": "БАС; слабости; слабостью; боковой амиотрофический склероз; нормальная ЭНМГ; страх БАС; БДН; болезни Шарко; ALS",
        "by-body-area": "век; веках; икры; икроножная; бёдрах; пальцев; языком; губы; щёк; живота; спиной; стопы; рёбра; нервный тик; глаза",
        "causes": "кофеином; прививками; щитовидной железы; калием; лекарств; тренировок; стрессом; стрессы; витаминами; вакцина",
        "diary": "дневника; дневником; лист для врача",
        "glossary": "двигательных единиц; миокимия; миокимией; аксоны; нейромиотонией; гемифациальным спазмом; миоклонусом",
        "living-with-twitches": "ребёнка; детям; младенцев; беременной; беременности; тревогой; растяжкой",
        "tests": "ЭНМГ; ЭМГ; анализы; анализами; иглы; иголкой; МРТ; электродами; электронейромиография",
        "treatment": "магний; магнием; ботулотоксином; таблеток; таблетками; хинин; уколы; уколов; ботокс",
        "what-are-muscle-twitches": "фасцикуляций; судорог; судорогами; сном; тиками; тремором; доброкачественными фасцикуляциями",
        "when-to-seek-help": "скорую помощь; скорой; неврологу; врачами; терапевту; окулистом; 103; невропатолог",
    },
}
# What is typed, and what is meant.
SPELLINGS = {
    "en": {
        "letter missing": ("magnesum", "magnesium"),
        "letter wrong": ("fasciculetion", "fasciculation"),
        "letters swapped": ("nuerologist", "neurologist"),
        "letters elsewhere": ("tounge", "tongue"),
        "letter too many": ("eyellid", "eyelid"),
        "two slips": ("faciculattion", "fasciculation"),
        "Russian layout": ("ьфптуышгь", "magnesium"),
        "Russian layout, two words": ("идщщв еуые", "blood test"),
        "capitals": ("MAGNESIUM", "magnesium"),
        "hyphen": ("cramp-fasciculation", "cramp fasciculation"),
        "dash": ("sleep—start", "sleep start"),
        "quotation marks": ("“sleep start”", "sleep start"),
        "unfinished": ("fascicul", "fasciculation"),
        "another order": ("first ALS sign", "sign first ALS"),
    },
    "ru": {
        "letter missing": ("ботуотоксин", "ботулотоксин"),
        "letter wrong": ("фасцикуляцыя", "фасцикуляция"),
        "letters swapped": ("магинй", "магний"),
        "letter too many": ("дёргаеться", "дёргается"),
        "two slips": ("дергаетца", "дёргается"),
        "Latin layout": ("lthuftncz", "дёргается"),
        "Latin layout with ё and б": ("h`,hf", "рёбра"),
        "Latin layout with х": ("[bybyf", "хинина"),
        "Latin layout, sentence": ("gjxtve lthuftncz dtrj.", "Почему дёргается веко?"),
        "ё as е": ("подергивания", "подёргивания"),
        "ё as е in capitals": ("РЕБЕНОК", "ребёнок"),
        "hyphen": ("нервно-мышечный", "нервно мышечный"),
        "dash": ("БАС—слабость", "БАС слабость"),
        "guillemets": ("«веко»", "веко"),
        "unfinished": ("электронейромиог", "электронейромиография"),
    },
}
MARKS = {"!": "emergency", "?": "urgent"}
START = """async folder => {
    const url = name => new URL(`search/${name}`, new URL(folder, location.href));
    const worker = new Worker(url("worker.js"));
    const index = await (await fetch(url("index.json"))).json();
    worker.postMessage({ index, folder: url("").href });
    (window.search ??= {})[folder] = question => new Promise((done, fail) => {
        worker.onmessage = ({ data }) => data.isComplete && done(data.results);
        worker.onerror = ({ message }) => fail(new Error(message));
        worker.postMessage({ id: 1, question });
    });
}"""


@pytest.fixture(scope="module")
def ask(browser, address):
    """The worker's results for a question, with no dialog between: ``ask("ru", "веко")[0]["url"]``."""
    page = browser.new_page()
    page.goto(address)
    started = set()

    def ask(language, question):
        if language not in started:
            page.evaluate(START, folder(language))
            started.add(language)
        return page.evaluate("([folder, question]) => search[folder](question)", [folder(language), question])

    yield ask
    page.close()


@pytest.fixture
def pages_found(ask):
    """The first three pages among the results: ``pages_found("en", "eyelids") == ["by-body-area", …]``."""

    def pages_found(language, question):
        return list(dict.fromkeys(result["url"].split(".html")[0] for result in ask(language, question)))[:3]

    return pages_found


@pytest.fixture(scope="module")
def texts(site):
    """The lines of every section in the index of a language: ``texts("ru")["als.html#how-rare"]``."""

    def texts(language):
        place = site / folder(language) / "search"
        index = json.loads((place / "index.json").read_text("utf-8"))
        pages = {page["file"]: page for page in index["pages"]}
        for page in json.loads((place / index["rest"]).read_text("utf-8"))["pages"]:
            pages[page["file"]] = pages.get(page["file"], {}) | page
        return {
            f"{file}#{heading[0]}" if number else file: text.split("\n")
            for file, page in pages.items()
            for number, (heading, text) in enumerate(zip(page["headings"], page["texts"]))
        }

    return texts


def first(results):
    """What comes first, as searches.yml writes it: "card emergency", "als#how-rare", and "als" for the page as a whole."""
    if not results:
        return "nothing"
    url = results[0]["url"].replace(".html", "")
    return f"card {url.split('#')[1]}" if results[0].get("isSign") else url


def fits(found, search):
    wanted = search.get("first", "").split()
    # The first heading of a page is the page: "als#als".
    return found == f"card {search.get('card')}" or any(
        found in (each, each.split("#")[0] if each.split("#")[0] == each.split("#")[-1] else each)
        or "#" not in each
        and found.split("#")[0] == each
        for each in wanted
    )


@pytest.mark.parametrize("apart", [False, True], ids=["tuned", "kept apart"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_has_its_answer_first(ask, language, apart):
    searches = [it for it in TYPED["searches"][language] if it.get("apart", False) == apart]
    wrong = {it["typed"]: found for it in searches if not fits(found := first(ask(language, it["typed"])), it)}
    # What nobody tuned may miss now and then; see how often.
    assert len(wrong) <= (len(searches) // 6 if apart else 0), wrong


@pytest.mark.parametrize("sounds", ["emergency", "same-day", "calm"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_card_comes_first_where_words_sound_like_an_emergency_and_only_there(ask, language, sounds):
    found = {words: first(ask(language, words)) for words in TYPED["sounds"][language][sounds].split("; ")}
    if sounds == "calm":
        assert not {words: card for words, card in found.items() if card.startswith("card")}
    else:
        assert not {words: other for words, other in found.items() if other != f"card {sounds}"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_finds_its_page(pages_found, language):
    found = {
        each[language]: (each["answer"].split("#")[0], pages_found(language, each[language])) for each in QUESTIONS
    }
    assert not {question: pages for question, (page, pages) in found.items() if page not in pages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_word_in_any_form_finds_its_page(pages_found, language):
    pairs = [(page, word) for page, words in KEY_WORDS[language].items() for word in words.split("; ")]
    assert not {word: (page, found) for page, word in pairs if page not in (found := pages_found(language, word))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_slip_finds_what_was_meant(ask, language):
    wrong = {}
    for slip, (typed, meant) in SPELLINGS[language].items():
        found, wanted = (first(ask(language, words)) for words in (typed, meant))
        assert wanted != "nothing", f"{meant} finds nothing"
        if found != wanted:
            wrong[slip] = (typed, found, wanted)
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_result_shows_a_sentence_of_its_section_and_never_cuts_a_warning(ask, texts, language):
    lines = texts(language)
    for search in TYPED["searches"][language]:
        for result in ask(language, search["typed"]):
            if result.get("isSign"):
                continue
            own = lines[result["url"]]
            sentence = result["text"].strip(" …")
            assert any(sentence in line for line in own), (search["typed"], result)
            warnings = {(line[1:], MARKS[line[0]]) for line in own if line[:1] in MARKS}
            shown = {(warning["text"], warning["level"]) for warning in result["warnings"]}
            assert shown <= warnings and bool(shown) == bool(warnings), (search["typed"], result)
            if "emergency" in dict(map(reversed, warnings)):
                assert "emergency" in dict(map(reversed, shown)), (search["typed"], result)


@pytest.mark.parametrize("language", LANGUAGES)
def test_index_has_no_words_of_drawings_sources_and_stubs(site, texts, language):
    lines = texts(language)
    everything = "\n".join(line for section in lines.values() for line in section)
    assert len(lines) > 200 and len(everything) > 50_000
    pages = [path for path in (site / folder(language)).glob("*.html") if path.name not in ("404.html", "503.html")]
    assert {path.name for path in pages if "noindex" not in path.read_text("utf-8")} == {
        url.split("#")[0] for url in lines
    }
    for path in pages:
        page = LexborHTMLParser(path.read_text("utf-8"))
        for node in page.css(".footnote li p, .references li, svg desc"):
            assert node.text(strip=True)[:60] not in everything
    assert not re.search(r"\[\d+\]|PMID|doi:", everything)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_in_the_index_have_their_level(site, language):
    index = json.loads((site / folder(language) / "search/index.json").read_text("utf-8"))
    page = LexborHTMLParser((site / folder(language) / "when-to-seek-help.html").read_text("utf-8"))
    assert [card["level"] for card in index["cards"]] == ["emergency", "urgent"]
    for card in index["cards"]:
        heading = page.css_first(f"#{card['url'].split('#')[1]}")
        assert (
            card["level"] in heading.parent.attributes["class"].split()
            and " ".join(heading.text().split()) == card["heading"]
        )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("trouble breathing:", "troubles breathing:", "no sign begins with 'troubles breathing'"),
        ("<pregnant> headache", "<pragnent> headache", "no group 'pragnent'"),
    ],
)
def test_words_that_lead_nowhere_are_named_with_their_line(site, tmp_path, old, new, message):
    path = tmp_path / "search.en.yml"
    text = (ROOT / "docs/search.en.yml").read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    page = LexborHTMLParser((site / "when-to-seek-help.html").read_text("utf-8"))
    with pytest.raises(FinishError, match=rf"search\.en\.yml:{line}: {message}"):
        list(Words(path).signs(sections(page)))


@pytest.mark.parametrize(("language", "typed", "shown"), [("en", "eyelid", "Eyelid"), ("ru", "веки", "Веко")])
def test_reader_searches_by_keyboard(visit, language, typed, shown):
    page = visit(f"{folder(language)}causes.html", width=360, service_workers="block")
    button, field, results, status = (
        page.locator(it) for it in (".search-button", FIELD, RESULTS, ".search [role=status]")
    )
    button.press("Enter")
    expect(field).to_be_focused()
    expect(page.locator(".examples button").first).to_be_visible()
    page.keyboard.insert_text(typed)
    expect(status).to_contain_text(re.compile(r"\d"))
    expect(page.locator(".examples")).to_be_hidden()
    expect(results.first).to_contain_text(shown)
    count = int(re.search(r"\d+", status.text_content())[0])
    assert results.count() == count > 3
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".search")).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    expect(results.first).to_be_visible()  # As it was left
    page.keyboard.press("Enter")
    expect(results.first).to_be_focused()
    address = results.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    # A clean address, and the words are marked in the text all the same.
    marked = "[...CSS.highlights.get('found') ?? []].map(range => range.startContainer.data.slice(range.startOffset, range.endOffset))"
    eventually(lambda: shown in page.evaluate(marked))
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("how", ["pasted", "dictated", "from an example"])
def test_text_that_comes_without_keys_finds(visit, how):
    page = visit("causes.html", service_workers="block")
    page.locator(".search-button").click()
    expect(page.locator(FIELD)).to_be_focused()
    if how == "pasted":
        page.keyboard.insert_text("magnesium")
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+x")
        page.keyboard.press("Control+v")
    elif how == "dictated":
        page.keyboard.insert_text("magnesium")
    else:
        page.get_by_role("button", name="magnesium", exact=True).click()
        expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("magnesium")
    expect(page.locator(RESULTS).first).to_contain_text("magnesium")


def test_field_is_there_at_once_and_nothing_typed_is_lost(visit):
    """A phone brings its keyboard only for a field that has the focus in the tap itself."""
    held = []
    page = visit("causes.html", width=360, service_workers="block")
    page.context.route(re.compile(r"/(page|dialog)\.js$"), lambda route: held.append(route))
    page.evaluate("document.querySelector('.search-button').click()")
    assert page.evaluate("document.activeElement.localName") == "input"
    page.keyboard.type("eyel")
    # Requests are held while Playwright is waiting.
    eventually(lambda: page.wait_for_timeout(50) or held)
    held.pop().continue_()
    eventually(lambda: page.wait_for_timeout(50) or held)
    page.keyboard.type("ids")
    held.pop().continue_()
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("eyelids")
    expect(page.locator(RESULTS).first).to_contain_text("Eyelid")
    assert page.locator("input:visible").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_emergency_shows_its_card_with_numbers_to_call(visit, language):
    typed, region, number, signs = {
        "en": ("face drooped", "en-GB", "999", "when-to-seek-help.html#emergency"),
        "ru": ("лицо перекосило", "ru-RU", "103", "ru/when-to-seek-help.html#emergency"),
    }[language]
    page = visit(f"{folder(language)}index.html", width=360, locale=region, service_workers="block")
    # The card does not wait for the texts.
    held = []
    page.context.route("**/rest.*.json", lambda route: held.append(route))
    ask_search(page, typed)
    card = page.locator(".results > li").first
    expect(card.locator("> a")).to_have_attribute("href", re.compile(re.escape(signs)))
    calls = card.locator("a[href^='tel:']")
    assert calls.first.get_attribute("href") == f"tel:{number}" and calls.count() >= 3
    assert calls.first.bounding_box()["height"] >= 44
    assert card.locator("> a").evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(179, 21, 27)"
    place = calls.first.bounding_box()
    held[0].continue_()
    expect(card.locator("p")).to_contain_text({"en": "drooping", "ru": "перекосило"}[language])  # The sign
    assert calls.first.bounding_box() == place


def test_page_behind_does_not_scroll(visit):
    page = visit("causes.html", width=360, height=600, service_workers="block")
    ask_search(page, "twitch")
    expect(page.locator(RESULTS).nth(9)).to_be_attached()
    page.mouse.move(180, 400)

    def scrolled_to_the_end():
        # The second answer may set the list back.
        page.mouse.wheel(0, 3000)
        return page.locator(".found").evaluate(
            "it => it.scrollTop > 0 && it.scrollTop + it.clientHeight >= it.scrollHeight - 1"
        )

    eventually(scrolled_to_the_end)
    page.mouse.wheel(0, 3000)
    assert page.evaluate("scrollY") == 0
    expect(page.locator(FIELD)).to_be_in_viewport()
    page.mouse.click(180, 30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_with_a_question_opens_the_search(visit, language):
    page = visit(f"{folder(language)}?q={quote('xyzzyq')}", service_workers="block")
    said = page.locator(".search [role=status]")
    expect(said).to_contain_text({"en": "Nothing found", "ru": "Ничего не нашлось"}[language])
    page.locator(FIELD).fill({"en": "magnesium", "ru": "магний"}[language])
    expect(page.locator(RESULTS).first).to_be_visible()
    page.mouse.click(5, 5)  # Beside the dialog
    expect(page.locator(".search")).to_be_hidden()


@pytest.mark.parametrize("comes", [True, False])
def test_headings_answer_until_the_texts_have_come(visit, site, comes):
    """What only a text has is not denied meanwhile, the focus stays; and if the texts never come, the headings have to do."""
    page, held = visit("causes.html", service_workers="block"), []
    page.context.route("**/rest.*.json", lambda route: held.append(route))
    ask_search(page, "magnesium")
    results, status = page.locator(RESULTS), page.locator(".search [role=status]")
    expect(results.first).to_be_visible()
    expect(status).not_to_contain_text(re.compile(r"\d"))
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.href")
    eventually(lambda: page.wait_for_timeout(50) or held)
    held.pop().fulfill(path=next(site.glob("search/rest.*.json"))) if comes else held.pop().fulfill(body="no network")
    expect(status).to_contain_text(re.compile(r"\d"))
    assert page.evaluate("document.activeElement.href") == focused
    page.locator(FIELD).fill("gabapentin")
    if comes:
        expect(page.locator(".results mark").first).to_contain_text("gabapentin", ignore_case=True)
    else:
        expect(status).to_contain_text("magnesium")  # As where nothing is found


def test_how_much_is_found_is_shown_at_each_letter_and_told_once(visit):
    """Else a screen reader says "nothing found" over each letter that is typed."""
    page = visit("causes.html", service_workers="block")
    ask_search(page, "eyelid")
    expect(page.locator(".search [role=status]")).to_contain_text(re.compile(r"\d"))
    page.evaluate("""() => {
        globalThis.told = [];
        const status = document.querySelector(".search [role=status]");
        new MutationObserver(() => status.textContent && told.push(status.textContent)).observe(status, { childList: true });
    }""")
    page.locator(FIELD).fill("")
    page.locator(FIELD).press_sequentially("qwxzkv", delay=120)
    expect(page.locator(".found > p").first).to_contain_text("Nothing found", timeout=500)
    expect(page.locator(".search [role=status]")).to_contain_text("Nothing found")
    assert len(page.evaluate("told")) == 1
    assert page.locator(".search [role=status]").bounding_box()["width"] <= 1, "it is shown twice"


@pytest.mark.parametrize("lost", ["worker.js", "index.json", "dialog.js"])
def test_search_that_does_not_come_says_so(visit, lost):
    page = visit("causes.html", missing=True, service_workers="block")
    page.context.route(f"**/search/{lost}", lambda route: route.abort())
    page.locator(".search-button").click()
    if lost == "dialog.js":  # Then there is the list of all pages.
        expect(page.locator("#menu a").first).to_be_visible()
        expect(page.locator(".early-search")).to_have_count(0)
        return
    page.locator(FIELD).fill("magnesium")
    expect(page.locator(".search [role=status]")).to_contain_text("did not come")
    page.context.unroute_all()
    page.locator(FIELD).fill("eyelid")  # The next word tries again.
    expect(page.locator(RESULTS).first).to_contain_text("Eyelid")


def test_search_from_a_folder_says_that_it_needs_a_server(visit, site):
    page = visit((site / "causes.html").as_uri())
    page.locator(".search-button").click()
    page.locator(FIELD).fill("magnesium")
    expect(page.locator(".search [role=status]")).to_contain_text("web server")


ASK_ALL = """async texts => {
    const field = document.querySelector(".search input"), article = document.querySelector("article"), html = article.innerHTML;
    const status = document.querySelector(".found > p"), faults = [];
    const settled = () => new Promise((done, fail) => {
        const look = () => (status.textContent && !status.textContent.endsWith("…") || !field.value.trim() ? done() : setTimeout(look, 5));
        setTimeout(fail, 5000, new Error("no answer"));
        look();
    });
    for (const text of texts) {
        field.value = text;
        status.textContent = "";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await settled().catch(fault => faults.push(`${fault}: ${JSON.stringify(text).slice(0, 200)}`));
        if (window.ran || document.querySelector("[onerror], .search img, .search svg, .search script")) faults.push(`ran: ${JSON.stringify(text)}`);
    }
    if (article.innerHTML !== html) faults.push("the page has changed");
    return faults;
}"""


@pytest.mark.parametrize(("language", "family"), [*(("en", family) for family in FAMILIES), ("ru", "unicode")])
def test_hostile_words_stay_text(visit, language, family):
    page = visit(f"{folder(language)}diary.html?q={quote('<img src=x onerror=window.ran=1>')}", service_workers="block")
    page.on("dialog", lambda dialog: pytest.fail("a script of the visitor ran"))
    expect(page.locator(FIELD)).to_be_focused()
    assert not page.evaluate(ASK_ALL, FAMILIES[family])
    page.locator(FIELD).fill({"en": "eyelid", "ru": "веко"}[language])
    expect(page.locator(RESULTS).first).to_contain_text({"en": "Eyelid", "ru": "Веко"}[language])
