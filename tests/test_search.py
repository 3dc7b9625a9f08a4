"""What a reader finds: the right page for each question and key word, however the words are bent, spelled or typed."""

from urllib.parse import quote

import pytest
import yaml
from conftest import LANGUAGES, ROOT, ask_search, eventually, folder
from playwright.sync_api import Error, expect

HOSTILE = "<img src=x onerror=alert(1)>"
NOT_THE_PROTOCOL = """The theme's search worker no longer answers as overrides/assets/javascripts/workers/words.js expects:
compare that file with the theme's assets/javascripts/workers/search.*.js after an update of mkdocs-material.
"""

QUESTIONS = yaml.safe_load((ROOT / "tests/questions.yml").read_text("utf-8"))
# Key words in several cases and numbers, by the page that answers.
KEY_WORDS = {
    "en": {
        "als": "ALS; weaknesses; progression of weakness; normal EMGs; fear of ALS",
        "by-body-area": "eyelids; calves; thighs; thumbs; tongues; lip; cheeks; bellies; shoulders; ribs; feet; buttock",
        "causes": "caffeine; coffees; vaccines; vaccinated; thyroids; potassium; medicines; exercising; stressed; pinched nerves; vitamins",
        "diary": "diaries; visit sheets; print",
        "glossary": "myokymia; axons; neuromyotonia; hemifacial spasms; myoclonus",
        "living-with-twitches": "children; babies; pregnancy; worrying; older people; stretches; stretching",
        "tests": "EMG; blood tests; scans; needles; MRI; nerve conduction studies; electrodes",
        "treatment": "magnesium; botulinum toxin; pills; quinine; injections",
        "what-are-muscle-twitches": "motor units; fasciculations; cramps; tics; tremors; sleeping; benign fasciculation syndromes",
        "when-to-seek-help": "ambulances; emergencies; neurologists; doctors; losing strength; GPs; appointments",
    },
    "ru": {
        "als": "БАС; слабости; слабостью; боковой амиотрофический склероз; нормальная ЭНМГ; страх БАС",
        "by-body-area": "век; веках; икры; икрах; икроножная; бедро; бёдрах; пальцы; пальцев; язык; языком; губы; щёк; живота; спиной; плечо; стопы; рёбра",
        "causes": "кофеин; кофеином; прививок; прививками; щитовидной железы; калием; лекарств; тренировок; стрессом; стрессы; витаминами",
        "diary": "дневника; дневником; лист для врача",
        "glossary": "двигательных единиц; миокимия; миокимией; аксоны; нейромиотонией; гемифациальным спазмом; миоклонусом",
        "living-with-twitches": "ребёнка; детям; младенцев; беременной; беременности; тревогой; растяжкой",
        "tests": "ЭНМГ; анализы; анализов крови; анализами; иглы; иголкой; МРТ; электродами",
        "treatment": "магний; магнием; ботулотоксином; таблеток; таблетками; хинин; уколы; уколов",
        "what-are-muscle-twitches": "фасцикуляций; судорог; судорогами; сном; тиками; тремором; доброкачественными фасцикуляциями",
        "when-to-seek-help": "скорую помощь; скорой; неврологу; неврологи; врачами; терапевту; окулистом",
    },
}

# What stands for something else: what is typed, and a page that must be found.
NAMES = {
    "en": {
        "Lou Gehrig’s disease": "als",
        "MND": "als",
        "motor neuron disease": "als",
        "motor neurone diseases": "als",
        "GP": "when-to-seek-help",
        "999": "when-to-seek-help",
        "stroke": "when-to-seek-help",
        "eye": "by-body-area",
        "calves": "by-body-area",
        "electromyography": "tests",
        "nerve conduction": "tests",
        "botox": "treatment",
        "anxious": "causes",
        "kids": "living-with-twitches",
    },
    "ru": {
        "БДН": "als",
        "болезнь Шарко": "als",
        "болезни Шарко": "als",
        "Лу Герига": "als",
        "ALS": "als",
        "нервный тик": "by-body-area",
        "глаз": "by-body-area",
        "глаза": "by-body-area",
        "ЭМГ": "tests",
        "ЭНМГ": "tests",
        "электронейромиография": "tests",
        "скорая": "when-to-seek-help",
        "103": "when-to-seek-help",
        "невропатолог": "when-to-seek-help",
        "ботокс": "treatment",
        "вакцина": "causes",
        "сводит ногу": "what-are-muscle-twitches",
    },
}
SPELLINGS = {
    "en": {
        "typo, letter missing": ("magnesum", "magnesium"),
        "typo, letter wrong": ("fasciculetion", "fasciculation"),
        "typo, letters swapped": ("nuerologist", "neurologist"),
        "typo, letter too many": ("eyellid", "eyelid"),
        "Russian layout": ("ьфптуышгь", "magnesium"),
        "Russian layout, two words": ("идщщв еуые", "blood test"),
        "capitals": ("MAGNESIUM", "magnesium"),
        "hyphen": ("cramp-fasciculation", "cramp fasciculation"),
        "dash": ("sleep—start", "sleep start"),
        "quotation marks": ("“sleep start”", "sleep start"),
        "unfinished": ("magnes", "magnesium"),
    },
    "ru": {
        "typo, letter missing": ("ботуотоксин", "ботулотоксин"),
        "typo, letter wrong": ("фасцикуляцыя", "фасцикуляция"),
        "typo, letters swapped": ("магинй", "магний"),
        "typo, letter too many": ("дёргаеться", "дёргается"),
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


def cases(table):
    return [(language, key, value) for language, rows in table.items() for key, value in rows.items()]


@pytest.fixture(scope="module")
def ask(browser, address):
    """What the worker of a language answers to a question, with no search box between: ``ask("ru", "веко")``."""
    page = browser.new_page()
    page.goto(address)
    start = """async ([language, folder]) => {
        const config = JSON.parse((await (await fetch(folder + "search/parts.txt")).text()).match(/id="__config"[^>]*>(.*?)<\\/script>/s)[1]);
        const worker = new Worker(new URL(config.search, folder));
        const index = await (await fetch(folder + "search/search_index.json")).json();
        const send = message => new Promise((done, fail) => {
            worker.onmessage = event => done(event.data);
            worker.onerror = event => fail(new Error(event.message));
            setTimeout(fail, 20000, new Error("no answer"));
            worker.postMessage(message);
        });
        (window.search ??= {})[language] = words => send({ type: 2, data: words });
        const ready = await send({ type: 0, data: { ...index, options: {} } });
        // What no title has is answered when all texts have come.
        await send({ type: 2, data: "xyzzyq" });
        return ready;
    }"""
    started = set()

    def ask(language, words):
        try:
            if language not in started:
                assert page.evaluate(start, [language, address + folder(language)]) == {"type": 1}, NOT_THE_PROTOCOL
                started.add(language)
            answer = page.evaluate("([language, words]) => search[language](words)", [language, words])
        except Error as error:
            pytest.fail(f"{NOT_THE_PROTOCOL}{error}", pytrace=False)
        assert answer.keys() == {"type", "data"} and answer["type"] == 3, NOT_THE_PROTOCOL
        return answer["data"]["items"]

    yield ask
    page.close()


@pytest.fixture(scope="module")
def find(ask):
    """The first three pages found: ``find("en", "eyelids") == ["by-body-area", …]``."""
    return lambda language, words: [item[0]["location"].split(".html")[0] for item in ask(language, words)[:3]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_still_speaks_the_protocol(ask, language):
    """Fails after a theme update that changes what our layer relies on."""
    items = ask(language, {"en": "fasciculating", "ru": "фасцикуляциях"}[language])
    assert items, NOT_THE_PROTOCOL + "It finds no other form of a word."
    assert items[0][0].keys() >= {"location", "title", "text", "score", "terms"}, NOT_THE_PROTOCOL
    assert "<mark>" in items[0][0]["title"] + items[0][0]["text"], NOT_THE_PROTOCOL + "It marks nothing."
    assert all(item["score"] >= 0 for group in items for item in group), NOT_THE_PROTOCOL + "It does not rank."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"q{question['number']}")
def test_question_finds_its_answer(find, question, language):
    assert question["answer"].split("#")[0] in find(language, question[language])


@pytest.mark.parametrize(
    ("language", "words", "page"),
    [(language, word, page) for language, page, words in cases(KEY_WORDS) for word in words.split("; ")],
)
def test_key_word_in_any_form_finds_its_page(find, language, words, page):
    assert page in find(language, words)


@pytest.mark.parametrize(("language", "words", "page"), cases(NAMES))
def test_everyday_name_finds_the_page(find, language, words, page):
    assert page in find(language, words)


@pytest.mark.parametrize(("language", "slip", "words"), cases(SPELLINGS))
def test_spelling_finds_the_same_page(find, language, slip, words):
    typed, meant = words
    assert find(language, meant), f"{meant} finds nothing"
    assert find(language, typed)[:1] == find(language, meant)[:1]


def test_result_shows_the_words_as_written(ask):
    shown = ask("ru", "дергается")[0][0]
    assert "<mark>дёргается</mark>" in shown["title"]
    assert "дёргается" in shown["terms"]


@pytest.mark.parametrize(("language", "words"), [("en", "kids magnesium"), ("ru", "глаз магний шарко")])
def test_missing_words_are_those_that_were_typed(ask, language, words):
    missing = {
        word for group in ask(language, words) for item in group for word, has in item["terms"].items() if not has
    }
    assert missing and missing <= set(words.split()), missing


@pytest.mark.parametrize(
    "words", ["", " ", "*", "+-~^:", "title:eyelid^9", "eyelid~99", "constructor __proto__", "^", "й" * 5000]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_break_the_search(ask, language, words):
    ask(language, words)
    assert ask(language, {"en": "magnesium", "ru": "магний"}[language])


@pytest.mark.parametrize(
    ("language", "title", "text"), [("en", "magnesium", "gabapentin"), ("ru", "магний", "габапентин")]
)
@pytest.mark.parametrize("comes", [True, False])
def test_titles_answer_until_the_texts_have_come(visit, site, language, title, text, comes):
    """What is only in a text is not denied meanwhile; and if they never come, the titles have to do."""
    # What a worker that stores pages asks for, no test can hold.
    page, held = visit(folder(language), service_workers="block"), []
    page.context.route("**/texts.*.json", lambda route: held.append(route))
    page.locator(".search-button").click()
    box, links = page.locator(".md-search__input"), page.locator(".md-search-result__link")
    ask_search(page, title)
    expect(links.first).to_be_visible()
    eventually(lambda: held)
    box.fill("")
    ask_search(page, text)
    page.wait_for_timeout(500)
    said = page.locator(".md-search-result__meta")
    expect(said).not_to_contain_text(title)  # As where nothing is found
    if comes:
        held[0].fulfill(path=next((site / folder(language)).glob("search/texts.*.json")))
        expect(page.locator(".md-search-result mark").first).to_contain_text(text, ignore_case=True)
    else:
        held[0].fulfill(body="no network", content_type="text/plain")
        expect(said).to_contain_text(title)


@pytest.mark.parametrize(("language", "hint"), [("en", "magnesium"), ("ru", "магний")])
def test_where_nothing_is_found_the_reader_learns_what_to_try(visit, find, language, hint):
    page = visit(f"{folder(language)}?q=xyzzyq")
    expect(page.locator(".md-search-result__meta")).to_contain_text(hint)
    assert find(language, hint)


@pytest.mark.parametrize(
    ("language", "word", "marked"), [("en", "eyelids", "Eyelid"), ("ru", "дергается", "дёргается")]
)
def test_words_found_are_marked_on_the_page(visit, language, word, marked):
    page = visit(f"{folder(language)}about.html?q={quote(word)}")
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("article mark").first).to_have_text(marked, ignore_case=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_stay_text(visit, language):
    known = {"en": "eyelid", "ru": "веко"}[language]
    page = visit(f"{folder(language)}?q={quote(known + ' ' + HOSTILE)}&h={quote(HOSTILE)}")
    page.on("dialog", lambda dialog: pytest.fail("a script of the visitor ran"))
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert page.locator("[onerror], .md-search-result img, article img[src=x]").count() == 0
