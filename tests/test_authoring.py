"""Every kind of mistake that an author can make is named in one line, with file, line and remedy, and stops the build.

To read them all: pytest tests/test_authoring.py -k mistake -n 0 -rP
"""

import datetime
import re
import shutil
from pathlib import Path

import pytest
import reading
from conftest import ROOT, build, copy_of_the_tree

from overrides.checks import mistakes
from overrides.checks.source import clear_cache, headings, split

PAGE, RUSSIAN, WORKS = "docs/en/causes.md", "docs/ru/causes.md", "docs/references.yml"
CITED = "[^nhs-twitching]"
TODAY = datetime.date.today()


def copy_sources(folder):
    """Copy all that the checks read into a folder."""
    for part in ("docs", "overrides"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "link"))
    shutil.copy(ROOT / "mkdocs.yml", folder)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the pages and their settings, to make a mistake in; the working folder of the test."""
    copy_sources(tmp_path)
    monkeypatch.chdir(tmp_path)
    clear_cache()
    return tmp_path


def swap(file, old, new, down=0, line=None):
    """Replace the first match of a pattern; the file, and the line to be named: of the match, so far down, or that."""

    def change():
        text = Path(file).read_text("utf-8")
        match = re.search(old, text, re.MULTILINE)
        assert match, f"{file} has no '{old}' any more: make this mistake in another way"
        Path(file).write_text(text[: match.start()] + match.expand(new) + text[match.end() :], "utf-8")
        return file, line or text[: match.start()].count("\n") + 1 + down

    return change


def write(file, text, line=1):
    """Write a file; the file, and the line to be named."""

    def change():
        Path(file).write_bytes(text if isinstance(text, bytes) else text.encode())
        return file, line

    return change


def below_title(text, file=PAGE, down=0):
    """Add a block below the title of a page."""
    return swap(file, r"^(# .+\n)", rf"\1\n{text}\n", 2 + down)


def both(first, second):
    """Two changes; what the second names is named."""

    def change():
        first()
        return second()

    return change


def remove(file):
    return lambda: (Path(file).unlink(), (file, 1))[1]


def front(key, value, file=PAGE):
    return swap(file, rf"^{key}: .*", f"{key}: {value}")


def day_before(key):
    """Put a date of the Russian page back by a day."""

    def change():
        earlier = split(Path(RUSSIAN))[0][key] - datetime.timedelta(1)
        return front(key, earlier, RUSSIAN)()

    return change


def new_work(fields):
    return swap(WORKS, r"\Z", f"\nzzz: {{{fields}}}\n", 1)


# The heading above the numbers to call.
NUMBERS = next(
    heading.line for heading in headings(ROOT / "docs/ru/when-to-seek-help.md") if heading.id == "emergency-numbers"
)
# The first card.
EMERGENCY = next(
    heading.line for heading in headings(ROOT / "docs/ru/when-to-seek-help.md") if heading.id == "emergency"
)
# 21 words.
LONG = (
    "Some people who twitch at night sleep badly, drink more coffee, feel worse by day, worry about it, and twitch more"
)
STUB = f"---\ntitle: Moved\ndescription: Moved\nreviewed: {TODAY}\nreview_due: {TODAY + datetime.timedelta(9)}\n"

# What the author does, and what the build says to it.
MISTAKES = {
    # Front matter
    "file not in UTF-8": (
        write(PAGE, "---\ntitle: Ursachen für Zuckungen\n".encode("latin-1"), 2),
        "not UTF-8. Save the file as UTF-8.",
    ),
    "no front matter": (
        write(PAGE, "# Causes { #causes }\n"),
        "no front matter. Begin with a line of ---, then title, description, reviewed, review_due, then a line of ---.",
    ),
    "front matter not closed": (
        swap(PAGE, r"^(review_due.*\n)---\n", r"\1", line=1),
        "front matter is not closed. End it with a line of ---.",
    ),
    "colon in a title": (
        front("title", "Causes: what makes: it"),
        "front matter is not YAML. Put a value with a colon between quotation marks.",
    ),
    "key with a typing error": (
        swap(PAGE, "^reviewed:", "reviwed:"),
        "unknown key 'reviwed'. Did you mean 'reviewed'? Use only: title, description, reviewed, review_due.",
    ),
    "unknown key": (
        swap(PAGE, "^(review_due.*\n)", "\\1tags: [a]\n", 1),
        "unknown key 'tags'. Use only: title, description, reviewed, review_due.",
    ),
    "keys in another order": (
        swap(PAGE, "^(title.*\n)(description.*\n)", "\\2\\1"),
        "keys are not in order, one a line. Write: title, description, reviewed, review_due.",
    ),
    "no description": (
        swap(PAGE, "^description.*\n", ""),
        "no description. Add a line 'description: …' here.",
    ),
    "empty title": (front("title", '""'), "no title. Add a line 'title: …' here."),
    "title that is a number": (front("title", "10"), "title is not text, but 10. Put it between quotation marks."),
    "missing date": (swap(PAGE, "^reviewed.*\n", ""), "no reviewed. Add a line 'reviewed: …' here."),
    "date in words": (
        front("review_due", "next summer"),
        "review_due 'next summer' is not a date. Write it as 2026-01-01.",
    ),
    "short description": (
        front("description", "Causes of twitches."),
        "description has 19 characters. Write 70 to 160, as a search result shows.",
    ),
    "long description": (
        front("description", "Causes " * 30 + "end"),
        "description has 213 characters. Write 70 to 160, as a search result shows.",
    ),
    "reviewed in the future": (
        front("reviewed", TODAY + datetime.timedelta(1)),
        f"reviewed {TODAY + datetime.timedelta(1)} is in the future. Write the day on which the page was checked.",
    ),
    "review more than a year ahead": (
        both(front("reviewed", TODAY), front("review_due", TODAY + datetime.timedelta(367))),
        f"review_due {TODAY + datetime.timedelta(367)} is not within a year of reviewed {TODAY}. "
        "Write a day within 12 months.",
    ),
    "byte order mark": (
        lambda: (Path(PAGE).write_text("\ufeff" + Path(PAGE).read_text("utf-8"), "utf-8"), (PAGE, 1))[1],
        "an invisible byte order mark before the first line. Save the file as UTF-8 without it (without BOM).",
    ),
    "blank behind the end of the front matter": (
        swap(PAGE, "^(review_due.*\n)---$", r"\1--- ", 1),
        "a blank behind ---, which then closes nothing. Remove it.",
    ),
    "tab before a key": (swap(PAGE, "^description", "\tdescription"), "a tab. Write blanks."),
    "curly quotation marks round a title": (
        front("title", "“What causes muscle twitches?”"),
        'curly quotation marks round a value. Write straight ones: "…".',
    ),
    "no blank behind a colon": (swap(PAGE, "^title: ", "title:"), "no blank behind the colon. Write one."),
    "day that no calendar has": (
        front("review_due", "2027-02-30"),
        "no such day. Write one of the calendar, such as 2026-01-01.",
    ),
    "marks in a title": (
        front("title", "What **causes** muscle twitches?"),
        "marks in title, which show as they are. Write plain words.",
    ),
    "title that YAML reads as no": (
        front("title", "No"),
        "title is not text, but False. Put it between quotation marks.",
    ),
    "clinician with another key": (
        swap(
            PAGE,
            "^(review_due.*\n)",
            rf"\1clinician: {{name: A. Person, job: nurse, date: {TODAY}, interests: none}}\n",
            1,
        ),
        "clinician has other keys than name, role, date, interests. Write in one line: "
        "clinician: {name: …, role: …, date: 2026-01-01, interests: …}.",
    ),
    "clinician without interests": (
        swap(
            PAGE,
            "^(review_due.*\n)",
            rf"\1clinician: {{name: A. Person, role: nurse, date: {TODAY}, interests: }}\n",
            1,
        ),
        "clinician has no interests. Write in one line: clinician: {name: …, role: …, date: 2026-01-01, interests: …}.",
    ),
    "clinician of tomorrow": (
        swap(
            PAGE,
            "^(review_due.*\n)",
            rf"\1clinician: {{name: A. Person, role: nurse, date: {TODAY + datetime.timedelta(1)}, interests: none}}\n",
            1,
        ),
        f"clinician: date {TODAY + datetime.timedelta(1)} is in the future. Write the day of the review.",
    ),
    "clinician without a date": (
        swap(
            PAGE, "^(review_due.*\n)", r"\1clinician: {name: A. Person, role: nurse, date: soon, interests: none}\n", 1
        ),
        "clinician: date 'soon' is not a date. Write it as 2026-01-01.",
    ),
    "moved page that leads nowhere": (
        write("docs/en/old.md", f"{STUB}template: moved.html\n---\n# Moved {{ #moved }}\n\nWords.", 7),
        "no moved_to. Add a line 'moved_to: …' here.",
    ),
    "moved page that leads to no page": (
        write("docs/en/old.md", f"{STUB}template: moved.html\nmoved_to: caus.html\n---\n# Moved {{ #m }}\n\nWords.", 7),
        "no page 'caus.html'. Did you mean 'causes.html'? Write the new file name, ending in .html.",
    ),
    "moved page that leads to another": (
        both(
            write(
                "docs/en/older.md", f"{STUB}template: moved.html\nmoved_to: causes.html\n---\n# Moved {{ #m }}\n\nIt."
            ),
            write(
                "docs/en/old.md", f"{STUB}template: moved.html\nmoved_to: older.html\n---\n# Moved {{ #m }}\n\nIt.", 7
            ),
        ),
        "'older.html' has moved too. Write where it moved.",
    ),
    # Lines
    "raw HTML": (
        below_title(f"A <b>twitch</b>.{CITED}"),
        "raw HTML. Use Markdown or a /// block.",
    ),
    "two versions after a merge": (
        below_title("<<<<<<< HEAD"),
        "two versions of this place. Keep one and remove the marks.",
    ),
    "picture from another site": (
        below_title(f"![A nerve](https://example.org/nerve.png){CITED}"),
        "picture from another site. Put it into the images folder.",
    ),
    "picture without alt text": (
        below_title(f"![](images/emg.svg){CITED}"),
        "picture without alt text. Say between [ and ] what it shows.",
    ),
    "absolute path": (
        below_title(f"See [the tests](/tests.html).{CITED}"),
        "absolute path. Write the Markdown file, such as causes.md, so that the site works at any address.",
    ),
    "bare address": (
        below_title(f"See https://www.example.org.{CITED}"),
        "bare address. Give it link words: [words](address).",
    ),
    "link words without meaning": (
        below_title(f"See [here](tests.md).{CITED}"),
        "link words do not say where they lead. Name what the reader finds there.",
    ),
    "heading without a space": (
        below_title("##Sub { #sub }"),
        "no space after #. Write '## Heading { #id }'.",
    ),
    # Headings
    "two titles": (below_title("# Again { #again }"), "second # heading. Use ##."),
    "no title": (swap(PAGE, "^# ", "## "), "first heading is not the title. Use #."),
    "heading level skipped": (below_title("### Deep { #deep }"), "heading level skipped. Use ##."),
    "id not written": (
        below_title("## Why me?"),
        "heading without an id of a-z, 0-9, -. Write { #short-name } or { #short-name .fold }.",
    ),
    "id in other letters": (
        below_title("## Почему { #почему }", RUSSIAN),
        "heading without an id of a-z, 0-9, -. Write { #short-name } or { #short-name .fold }.",
    ),
    "id twice": (
        below_title("## Again { #causes }"),
        "id 'causes' stands on line … too. Give each heading its own.",
    ),
    "link in a heading": (
        below_title(f"## See [the tests](tests.md) {{ #see }}\n\nWords.{CITED}"),
        "a link or source in a heading. Write it in the text below.",
    ),
    "source in a heading": (
        below_title(f"## Why me?{CITED} {{ #why-me }}\n\nWords.{CITED}"),
        "a link or source in a heading. Write it in the text below.",
    ),
    "stop behind a heading": (
        below_title(f"## It is harmless. {{ #harmless }}\n\nWords.{CITED}"),
        "a stop, colon or comma at the end of a heading. Remove it.",
    ),
    "heading with nothing below": (
        swap(PAGE, r"^## (?=.*#tiredness-stress-exercise)", r"## Why me? { #why-me }\n\n\g<0>"),
        "heading with nothing below it. Write its text, or remove it.",
    ),
    "heading twice": (
        swap(PAGE, r"^## .*(?=\{ #rare-conditions)", "## Lack of vitamins "),
        "the same words as the heading on line …. Say what only this one answers.",
    ),
    "id of a heading on a paragraph": (
        below_title(f"Words.{CITED}\n{{ #rare-conditions }}", down=1),
        "id 'rare-conditions' stands on line … too. Give each place its own.",
    ),
    "id of a paragraph with a blank": (
        below_title(f"Words.{CITED}\n{{ #rare conditions }}", down=1),
        "{ } that gives no id. Write { #short-name }.",
    ),
    # Blocks
    "class that nothing knows": (
        swap("docs/en/index.md", r"div\.doors", "div.dors"),
        "no block is called 'dors'. Did you mean 'doors'? Mend the name.",
    ),
    "caption without words": (
        swap(PAGE, r"^(/// table-caption\n)[^\n]*\n", r"\1\n"),
        "caption without words. Write what the picture or table shows.",
    ),
    "unclosed block": (
        below_title("/// html | div.doors\n\n- One\n- Two" + CITED),
        "block '/// html | div.doors' is never closed. End it with a line of ///.",
    ),
    "block closed twice": (
        below_title("///"),
        "closes no block. Remove it, or open one above with its kind, such as /// figure-caption.",
    ),
    "unknown block": (
        below_title("/// figcaption\nWords.\n///"),
        "unknown block 'figcaption'. Use one of: html, details, table-caption, figure-caption, caption.",
    ),
    "missing drawing": (
        below_title('--8<-- "images/nerve.svg"\n\n/// figure-caption\nA nerve.\n///'),
        "no file 'images/nerve.svg'. Did you mean '…'? Put it into docs/en.",
    ),
    "drawing without a caption": (
        below_title('--8<-- "images/emg.svg"'),
        "picture without a caption. Add a /// figure-caption block below it.",
    ),
    "table without a caption": (
        below_title(f"| A | B |\n| --- | --- |\n| C | D{CITED} |"),
        "table without a caption. Add a /// table-caption block below it.",
    ),
    "table with too many columns": (
        below_title(
            f"| A | B | C | D | E |\n| --- | --- | --- | --- | --- |\n| 1 | 2 | 3 | 4 | 5{CITED} |\n\n"
            "/// table-caption\nWords.\n///"
        ),
        "table of 5 columns. Make it 4 at most, as a phone shows.",
    ),
    "link that says one number and calls another": (
        swap("docs/ru/when-to-seek-help.md", r"\[103\]\(tel:103\) или", "[103](tel:108) или"),
        "the link says 103 and calls 108. Make both the same.",
    ),
    "number to call in words": (
        swap("docs/en/when-to-seek-help.md", r"\(tel:911\)", "(tel:nine-one-one)"),
        "'tel:nine-one-one' is no number. Write its digits alone, such as [112](tel:112).",
    ),
    # Prose
    "long sentence": (
        below_title(f"{LONG}.{CITED}"),
        "21 words in a sentence. Split it, 20 at most: " + LONG[:60],
    ),
    "long sentence in a caption": (
        swap(PAGE, "^(/// table-caption\n)", f"\\1{LONG}. ", 1),
        "21 words in a sentence. Split it, 20 at most: " + LONG[:60],
    ),
    "long paragraph": (
        below_title(f"One.{CITED} Two. Three. Four."),
        "4 sentences in a paragraph. Split it, 3 at most.",
    ),
    "long list": (
        below_title(f"- One{CITED}\n" + "".join(f"- {word}\n" for word in LONG.split()[:7])),
        "8 items in a list. Split it, 7 at most.",
    ),
    "no next step": (
        swap(PAGE, r"(?s)^## [^\n]*\{ #next \}.*", f"Words.{CITED}\n"),
        "no next step. End with '## What to do next { #next }'.",
    ),
    "no related pages": (
        swap(PAGE, r"^Read also: .*", "That is all."),
        "no related pages. End with 'Read also: ' and two links to other pages.",
    ),
    "question without its answer": (
        swap("docs/en/questions.md", r"(^### .*\{ #q1-.*\}\n[^#]*?)Full answer: .*\n", r"\1"),
        "question without its full answer. End with a link to the heading that answers it.",
    ),
    "English quotation marks in Russian": (
        below_title(f"Это “тик”.{CITED}", RUSSIAN),
        "wrong quotation marks. Write «».",
    ),
    "decimal point in Russian": (below_title(f"Около 2.6 человека.{CITED}", RUSSIAN), "decimal point. Write a comma."),
    "missing no-break space in Russian": (
        below_title(f"У 14 % людей.{CITED}", RUSSIAN),
        "missing no-break space. Put one into 14 % and 100 000.",
    ),
    "hyphen for a dash in Russian": (
        below_title(f"Тик - это движение.{CITED}", RUSSIAN),
        "hyphen for a dash. Write —.",
    ),
    "word left in English": (
        below_title(f"Мышца twitches сама.{CITED}", RUSSIAN),
        "a word left in English. Translate it, or put it between « and ».",
    ),
    "title left in English": (
        front("title", "Causes of twitches", RUSSIAN),
        "a word left in English. Translate it, or put it between « and ».",
    ),
    "straight quotation marks": (below_title(f'A "tic".{CITED}'), "wrong quotation marks. Write “ and ”."),
    "Russian quotation marks in English": (below_title(f"A «tic».{CITED}"), "wrong quotation marks. Write “ and ”."),
    "hyphen for a dash in English": (
        below_title(f"It is - mostly - harmless.{CITED}"),
        "hyphen for a dash. Write a comma, a colon or –.",
    ),
    "American spelling": (
        below_title(f"The skin changes color.{CITED}"),
        "American spelling. Write as in “colour”.",
    ),
    "Latin unit in Russian": (
        swap("docs/ru/medicines.md", "387.мг", "387\u00a0mg"),
        "a Latin letter or unit. Write it in Russian.",
    ),
    "lone Latin letter in Russian": (
        swap(RUSSIAN, " с (?=[а-я])", " c "),
        "a Latin letter or unit. Write it in Russian.",
    ),
    "lone Cyrillic letter in English": (
        swap(PAGE, " a (?=systematic|strong|medicine)", " а "),
        "a word left in Russian. Translate it, or put it between « and ».",
    ),
    "next step that leads to its own page": (
        swap(PAGE, r"^(Read also: .*)\(when-to-seek-help\.md\)", r"\1(causes.md)"),
        "no related pages. End with 'Read also: ' and two links to other pages.",
    ),
    "rating with a typing error": (
        swap(PAGE, r"\*some evidence\*", "*some evidnce*"),
        "'*some evidnce*' is no rating. Did you mean 'some evidence'?",
    ),
    # Drawings
    "drawing without alt text": (
        swap("docs/en/images/emg.svg", r"(?s)\s*<desc.*?</desc>", "", line=1),
        "drawing without alt text. Say in <desc> what it shows, in more than 60 characters.",
    ),
    "drawing without a title": (
        swap("docs/ru/images/emg.svg", r"(?s)\s*<title.*?</title>", "", line=1),
        "drawing without a title. Say in <title> what it is.",
    ),
    "blank line in a drawing": (
        swap("docs/en/images/emg.svg", r"\n", r"\n\n", 1),
        "blank line, which ends the drawing on a page. Remove it.",
    ),
    "drawing with an unclosed element": (
        swap("docs/en/images/emg.svg", r"</svg>", "</g>"),
        "not XML. Close every element and quote every attribute.",
    ),
    "drawing that no page shows": (
        both(swap("docs/ru/tests.md", "images/emg", "images/motor-unit"), lambda: ("docs/ru/images/emg.svg", 1)),
        'no page shows it. Bring it in with --8<-- "images/emg.svg", or remove it.',
    ),
    "picture that no page shows": (
        both(
            both(write("docs/ru/images/hand.png", b""), below_title(f"![Рука](images/hand.png).{CITED}", RUSSIAN)),
            write("docs/en/images/hand.png", b""),
        ),
        "no page shows it. Write ![words](images/hand.png), or remove it.",
    ),
    "script in a drawing": (
        swap("docs/en/images/emg.svg", "</svg>", '<script href="a.js"/></svg>'),
        "a drawing only shows: no script, page or animation. Remove it.",
    ),
    "handler in a drawing": (
        swap("docs/en/images/emg.svg", "<rect ", '<rect onclick="alert(1)" '),
        "a drawing only shows: no handler. Remove it.",
    ),
    "outside picture in a drawing": (
        swap("docs/en/images/emg.svg", "</svg>", '<use href="https://example.org/a.svg#x"/></svg>'),
        "outside address in a drawing. Draw it here.",
    ),
    "fixed black in a drawing": (
        swap("docs/en/images/emg.svg", 'stroke="currentColor"', 'stroke="#000"'),
        'fixed colour, which one of light and dark hides. Write currentColor, or class="accent" with #0b5d66.',
    ),
    "text without a colour in a drawing": (
        swap("docs/en/images/emg.svg", "</svg>", '<text x="1" y="9">Bone</text></svg>'),
        'text without a colour is black in the dark. Put fill="currentColor" on it.',
    ),
    "style in a drawing": (
        swap("docs/en/images/emg.svg", "<rect ", '<rect style="fill: red" '),
        "style in a drawing. Write attributes, such as fill and font-size.",
    ),
    "drawing without a namespace": (
        swap("docs/en/images/emg.svg", ' xmlns="[^"]*"', ""),
        'no xmlns. Begin with <svg class="picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 …">.',
    ),
    "drawing without a size": (
        swap("docs/en/images/emg.svg", ' viewBox="[^"]*"', ""),
        'no viewBox. Write viewBox="0 0 360 …", as wide and high as the drawing.',
    ),
    "drawing without its class": (
        swap("docs/en/images/emg.svg", ' class="picture"', ""),
        'no class. Write class="picture", by which the page sets its size.',
    ),
    "short alt text of a drawing": (
        swap("docs/en/images/emg.svg", "(?s)(<desc[^>]*>).*?(</desc>)", r"\1A hand.\2", line=1),
        "alt text of 7 characters. Say in <desc> what it shows, in more than 60 characters.",
    ),
    "id that two drawings could have": (
        swap("docs/en/images/how-rare-als.svg", 'id="how-rare-als-squares"', 'id="squares"'),
        "id 'squares' may stand in another drawing too. Begin it with 'how-rare-als-'.",
    ),
    "drawing twice on a page": (
        swap("docs/en/tests.md", r'^--8<-- "images/emg.svg"', r"\g<0>\n\n/// figure-caption\nAn EMG.\n///\n\n\g<0>", 6),
        "'images/emg.svg' is on this page twice, with the same ids. Remove one.",
    ),
    "English words in a Russian drawing": (
        both(
            swap("docs/ru/images/emg.svg", "(?s)(<text [^>]*>).*?(</text>)", r"\1Fine needle\2"),
            lambda: ("docs/ru/images/emg.svg", 1),
        ),
        "'Fine' is of another language. Translate it: Fine needle",
    ),
    # Sources
    "unknown source": (
        below_title("A twitch is common.[^nhs-twiching]"),
        "unknown source 'nhs-twiching'. Did you mean 'nhs-twitching'?",
    ),
    "source that is nowhere": (
        below_title("A twitch is common.[^zebra]"),
        "unknown source 'zebra'. Add it to docs/references.yml.",
    ),
    "claim without a source": (
        below_title("Most people twitch."),
        "no source here or just before. Cite one, such as [^key]: Most people twitch.",
    ),
    "source that no page cites": (
        new_work("kind: case, title: T, doi: 10.1000/x"),
        "no page cites 'zzz'. Cite it or remove it.",
    ),
    "source listed twice": (
        both(new_work("kind: case, title: T, doi: 10.1/x"), new_work("kind: case, title: U, doi: 10.1/y")),
        "source 'zzz' is listed twice. Keep one of the two.",
    ),
    "source without a title": (new_work("kind: case, doi: 10.1/x"), "source 'zzz' has no title. Add it."),
    "source of unknown kind": (
        new_work("kind: blog, title: T, doi: 10.1/x"),
        "source 'zzz' has no known kind. Use one of: guideline, systematic-review, trial, study, review, case, public, "
        "agency, reference.",
    ),
    "source with an unknown field": (
        new_work("kind: case, title: T, doi: 10.1/x, autor: X"),
        "source 'zzz' has an unknown field. Use only: kind, authors, title, language, journal, year, volume, issue, pages, doi, "
        "pmid, url, read.",
    ),
    "source in a language without a code": (
        new_work("kind: case, title: T, doi: 10.1/x, language: German"),
        "source 'zzz' has no code of a language in two letters. Write one such as language: de.",
    ),
    "source without an address": (
        new_work("kind: case, title: T, journal: J, year: 1990"),
        "source 'zzz' cannot be found. Add doi or url, or all of journal, year, volume, pages.",
    ),
    "DOI with a stop": (
        new_work("kind: case, title: T, doi: 10.1000/x."),
        "doi '10.1000/x.' is no DOI. Write it from 10. on, without an address before and a stop behind it.",
    ),
    "DOI as an address": (
        new_work("kind: case, title: T, doi: 'https://doi.org/10.1000/x'"),
        "doi 'https://doi.org/10.1000/x' is no DOI. Write it from 10. on, without an address before and a stop behind it.",
    ),
    "DOI twice": (
        swap(WORKS, r"^(als-us-2021:\n(?:  .*\n)*?  doi: ).*", r"\g<1>10.1111/j.1468-1331.2009.02586.x", 5),
        "the same doi as 'alonso-2009'. Keep one of the two.",
    ),
    "title with a stop": (
        swap(WORKS, r"^  title: Potassium$", "  title: Potassium."),
        "title 'Potassium.' ends in a stop, which comes by itself. Remove it.",
    ),
    "authors with a stop": (
        swap(WORKS, "^  authors: Briani C, et al$", r"\g<0>."),
        "authors 'Briani C, et al.' ends in a mark, which comes by itself. Remove it.",
    ),
    "field without a value": (
        swap(WORKS, "^  journal: BMC Neurology$", "  journal:"),
        "journal '' has no value. Write it, or remove the line.",
    ),
    "way to read that there is none of": (
        swap(WORKS, "^  read: summary", "  read: sumary"),
        "read 'sumary' is no such word. Write abstract, copy, summary or cited.",
    ),
    "year to come": (
        new_work(f"kind: case, title: T, doi: 10.1000/x, year: {TODAY.year + 1}"),
        f"year {TODAY.year + 1} is to come. Write that of the work.",
    ),
    "year in words": (
        new_work("kind: case, title: T, doi: 10.1000/x, year: last year"),
        "year 'last year' is no year. Write four digits.",
    ),
    "address without its scheme": (
        new_work("kind: case, title: T, url: www.example.org/x"),
        "url 'www.example.org/x' is no web address. Write it in full, from https:// on.",
    ),
    "PMID with words": (
        new_work("kind: case, title: T, doi: 10.1000/x, pmid: 'PMID 123'"),
        "pmid 'PMID 123' is no PMID. Write its digits alone.",
    ),
    "sources out of order": (
        swap(WORKS, r"\Z", "\naaa: {kind: case, title: T, doi: 10.1000/x}\n", 1),
        "'aaa' stands behind '…'. Keep the keys in order.",
    ),
    "colon in a source": (
        swap(WORKS, r"\Z", "\nzzz:\n  title: On twitches: a study\n", 2),
        "not YAML. Put a value with a colon between quotation marks.",
    ),
    # Links and titles
    "broken link to a page": (
        below_title(f"See [the tests](test.md).{CITED}"),
        "no page 'test.md'. Did you mean 'tests.md'? Mend the link.",
    ),
    "link to the built page": (
        below_title(f"See [the tests](tests.html).{CITED}"),
        "no page 'tests.html'. Did you mean 'tests.md'? Mend the link.",
    ),
    "broken link to a heading": (
        below_title(f"See [the cards](when-to-seek-help.md#emergncy).{CITED}"),
        "no heading '#emergncy' in when-to-seek-help.md. Did you mean 'emergency'? Mend the link, or add it.",
    ),
    "broken link on the page": (
        below_title(f"See [the salts](#body-salt).{CITED}"),
        "no heading '#body-salt' in causes.md. Did you mean 'body-salts'? Mend the link, or add it.",
    ),
    "link without words": (below_title(f"See [](tests.md).{CITED}"), "empty link. Write [words](page.md)."),
    "link without an address": (below_title(f"See [the tests]().{CITED}"), "empty link. Write [words](page.md)."),
    "link with a title": (
        below_title(f'See [the tests](tests.md "Tests").{CITED}'),
        "a blank in an address. Write [words](page.md).",
    ),
    "two links without a blank": (
        below_title(f"See [the tests](tests.md)[the glossary](glossary.md).{CITED}"),
        "no blank behind a mark or source. Write one.",
    ),
    "address with a typing error": (
        below_title(f"See [a list](htps://example.org/a).{CITED}"),
        "no safe web address. Write it from https:// on.",
    ),
    "address that is not encrypted": (
        below_title(f"See [a list](http://example.org/a).{CITED}"),
        "no safe web address. Write it from https:// on.",
    ),
    "dead glossary term": (
        below_title(f"A [zebra](glossary.md#zebra) twitches.{CITED}"),
        "no term '#zebra' in glossary.md. Mend the link, or add it.",
    ),
    "same title on two pages": (
        swap("docs/en/tests.md", "^title: .*", "title: What causes muscle twitches?"),
        "same title as docs/en/causes.md. Say what only this page answers.",
    ),
    # Safety
    "urgency of a sign softened": (
        below_title(f"With sudden weakness, book a visit.{CITED}"),
        "'weakness-sudden' is 'ambulance' on card #emergency, here 'visit'. Say the same: With sudden weakness, book a visit.",
    ),
    "urgency of a sign raised": (
        below_title(f"Shaking only, after stopping alcohol: call an ambulance.{CITED}", file="docs/en/tests.md"),
        "'withdrawal-shaking' is 'today' on card #same-day, here 'ambulance'. Say the same: "
        "Shaking only, after stopping alcohol: call an ambulance.",
    ),
    "urgency in the cell beside a sign": (
        below_title(
            f"| Sign | What to do |\n| --- | --- |\n| Cola-coloured urine | Book a visit{CITED} |\n\n"
            "/// table-caption\nWords.\n///",
            down=2,
        ),
        "'dark-urine' is 'today' on card #same-day, here 'visit'. Say the same: Cola-coloured urine ;",
    ),
    "urgency in the words above a list": (
        below_title(f"Запишитесь к врачу, если есть:{CITED}\n\n- моча цвета колы\n- что-то ещё", RUSSIAN, 2),
        "'dark-urine' is 'today' on card #same-day, here 'visit'. Say the same: моча цвета колы",
    ),
    "sign on another card": (
        both(
            swap("docs/ru/when-to-seek-help.md", r"^- \*\*боль в груди\*\*.*\n", ""),
            swap("docs/ru/when-to-seek-help.md", r"^- \*\*дёргается язык\*\*", r"- **боль в груди**\n\g<0>"),
        ),
        "'chest-pain' is 'ambulance' on card #emergency, here 'visit'. Say the same: боль в груди",
    ),
    "sign lost from its card": (
        swap("docs/ru/when-to-seek-help.md", r" внезапная спутанность \([^)]*\),", "", line=EMERGENCY),
        "card #emergency has lost 'confusion-sudden'. Write it, or mend its words in docs/safety.yml.",
    ),
    "sign that only a card knows": (
        swap(
            "docs/en/when-to-seek-help.md",
            r"^- \*\*trouble breathing\*\*\n",
            r"\g<0>- **purple spots** on the skin\n",
            1,
        ),
        "docs/safety.yml has no sign for this line alone. Add it there: purple spots on the skin",
    ),
    "source on a card": (
        swap("docs/en/when-to-seek-help.md", r"^(- \*\*trouble breathing\*\*)$", rf"\1{CITED}"),
        "a source on a card. Write it below, under div.card-sources: - **trouble breathing**[^nhs-twitching]",
    ),
    "card without its sources": (
        swap(
            "docs/en/when-to-seek-help.md",
            r"(?s)(If anything changes[^\n]*\n\n///\n)\n/// html \| div.card-sources.*?\n///\n",
            r"\1",
        ),
        "card without sources. Write them below it, in a block /// html | div.card-sources.",
    ),
    "link to a less urgent card": (
        swap(PAGE, r"(\[call an ambulance\]\(when-to-seek-help\.md#)emergency", r"\1book-a-visit"),
        "'call an ambulance' leads to the card #book-a-visit. Lead to #emergency.",
    ),
    "card of another level": (
        swap("docs/ru/when-to-seek-help.md", r"section\.care-card\.urgent", "section.care-card.routine", 4),
        "#same-day stands in section.care-card.routine. Write section.care-card.urgent.",
    ),
    "group of signs that does not say how fast": (
        swap("docs/ru/when-to-seek-help.md", r"^\*\*Сейчас же в больницу: слаб", "**Скорее в больницу: слаб"),
        "a group that does not say how fast. Begin with 'Сейчас же в больницу: ' or 'Сегодня же: '.",
    ),
    "number to call changed in the text": (
        swap("docs/ru/index.md", "103", "130"),
        "'number-to-call' is 103|112|111|051, here 130. Write what docs/safety.yml has: … 130",
    ),
    "number to call changed in a heading": (
        swap("docs/ru/when-to-seek-help.md", "Скорая: звоните 103", "Скорая: звоните 130"),
        "'number-to-call' is 103|112|111|051, here 130. Write what docs/safety.yml has: звоните 130 или 112",
    ),
    "number to call that is none": (
        swap("docs/ru/when-to-seek-help.md", r"\[116.123\]\(tel:116123\)", "[116132](tel:116132)"),
        "docs/safety.yml has no number 116132 to call. Mend it, or add it there.",
    ),
    "number to call changed at the top of every page": (
        swap("docs/ru.yml", "number: 103", "number: 130"),
        "docs/safety.yml has no such number to call. Write number and place: {'number': '130', 'place': 'скорая'}",
    ),
    "region of a number with three letters": (
        swap("docs/ru.yml", "regions: US CA", "regions: USA"),
        "regions are no codes of two letters. Write such as GB IE: USA",
    ),
    "weeks for days": (
        swap(
            "docs/ru/when-to-seek-help.md",
            "(поднимается.*)несколько дней или недель",
            r"\1несколько недель или месяцев",
        ),
        "'days-or-weeks' is несколь(ко|ких) дней или недель, here несколько недель или месяцев. Write what docs/safety.yml "
        "has: поднимается от стоп вверх за несколько недель или месяцев",
    ),
    "limit changed": (
        swap("docs/en/tests.md", "lasts more than 2 weeks", "lasts more than 4 weeks"),
        "'two-weeks' is 2|two, here 4. Write what docs/safety.yml has: lasts more than 4 weeks",
    ),
    "unit changed": (
        swap(PAGE, "400 mg", "400 g"),
        "'caffeine-a-day' is 400 mg, here 400 g. Write what docs/safety.yml has: up to 400 g a day",
    ),
    "not lost": (
        swap("docs/en/treatment.md", "do not massage it", "massage it"),
        "'massage-clot' has lost its \"not\". Write it:  warm or changed in colour: massage",
    ),
    "not lost while the ambulance comes": (
        swap("docs/ru/when-to-seek-help.md", "Не вызывайте рвоту", "Вызывайте рвоту"),
        "'make-sick' has lost its \"not\". Write it: … … много? вызывайте рвоту",
    ),
    "not lost in Russian": (
        swap("docs/ru/when-to-seek-help.md", "не ждите утра", "ждите утра"),
        "'wait-for-morning' has lost its \"not\". Write it: … … ночью ждите утра",
    ),
    "retired phrase": (
        below_title(f"It comes over hours, days or a few weeks.{CITED}"),
        "'hours, days or a few weeks' is retired. Within hours is an ambulance; over days or a few weeks is the emergency "
        "department for both sides, today for one part.",
    ),
    "retired phrase in the interface": (
        swap("docs/ru.yml", "(missing_urgent: ).*", r"\1Припадок? Не ищите."),
        "'припадок' is retired. Напишите «судорожный приступ».",
    ),
    "number to call changed in the interface": (
        swap("docs/ru.yml", "Звоните 103", "Звоните 130"),
        "'number-to-call' is 103|112|111|051, here 130. Write what docs/safety.yml has: звоните 130 или 112",
    ),
    "fact in a drawing": (
        both(
            swap(
                "docs/ru/images/emg.svg",
                "</svg>",
                '<text fill="currentColor" y="9">Длится больше 3 недель</text></svg>',
            ),
            lambda: ("docs/ru/images/emg.svg", 1),
        ),
        "'two-weeks' is 2|двух|две, here 3. Write what docs/safety.yml has: длится больше 3 недел",
    ),
    "pattern that is none": (
        swap("docs/safety.yml", r"'chest pain\(\?! or\)'", "'chest (pain'"),
        "no regular expression, missing ), unterminated subpattern. Mend it: chest (pain",
    ),
    "sign twice in the file": (
        swap("docs/safety.yml", "^(    chest-pain: .*\n)", r"\1\1", 1),
        "'chest-pain' stands twice, and the first is ignored. Join the two.",
    ),
    "fact without its brackets": (
        swap("docs/safety.yml", r"\((\\d\+)\)( weeks after birth)", r"\1\2"),
        "no value in brackets. Put ( and ) round what stands for it: \\d+ weeks after birth",
    ),
    "part of the file that is gone": (
        swap("docs/safety.yml", "^facts:", "fact:", line=1),
        "no part 'facts'. Did you mean 'fact'? Write it again.",
    ),
    "level of urgency with a typing error": (
        both(
            swap("docs/safety.yml", "^  visit:\n    card", "  visits:\n    card"),
            swap("docs/safety.yml", "^  visit:", "  visit:"),
        ),
        "no 'visit' under urgency. Did you mean 'visits'? Write the same name in both places.",
    ),
    "not twice in a denial": (
        swap("docs/safety.yml", r"'\{not\}take quinine'", "'{not}take quinine|{not}use quinine'"),
        "no regular expression, redefinition of group name 'negation' as group 2; was group 1. Mend it: "
        "{not}take quinine|{not}use quinine",
    ),
    "sign without words in a language": (
        swap("docs/safety.yml", "(chest-pain: .*), ru: .*", r"\1}"),
        "no words in 'ru'. Write them beside the English ones.",
    ),
    "fact that no page says": (
        swap("docs/safety.yml", "'\\{not\\}take quinine'", "'{not}eat quinine'"),
        "no page in 'en' says 'take-quinine' any more. Say it, or mend its words here.",
    ),
    # Numbers
    "number in one language only": (
        swap(RUSSIAN, "у 2,6 из", "у 2,7 из"),
        "under #als, 2.7 is not in English. Give the same numbers.",
    ),
    "number with another unit": (
        swap("docs/ru/tests.md", "30–60 минут", "30–60 часов"),
        "under #nerve-conduction-studies, 30 is 'hours', in English 'minutes'. Give the same numbers.",
    ),
    "number without its unit": (
        swap("docs/ru/tests.md", "30–60 минут", "30–60"),
        "under #nerve-conduction-studies, 30 is without a unit, in English 'minutes'. Give the same numbers.",
    ),
    "more than for less than": (
        swap("docs/ru/when-to-seek-help.md", "больше 65 лет", "меньше 65 лет"),
        "under #book-a-visit, 65 is 'less', in English 'more'. Give the same numbers.",
    ),
    "number in one drawing": (
        both(
            swap("docs/ru/images/how-rare-als.svg", "999", "991"),
            lambda: ("docs/ru/images/how-rare-als.svg", 1),
        ),
        "991 is not in English. Give the same numbers as docs/en/images/how-rare-als.svg.",
    ),
    # Letters and marks
    "bare angle bracket": (
        below_title(f"It was < 5 of them.{CITED}"),
        "a bare <. Write 'less than', or put code between backticks.",
    ),
    "blank between link and address": (
        below_title(f"See [the tests] (tests.md).{CITED}"),
        "space between ] and (. Write [words](page.md).",
    ),
    "e-mail address": (
        below_title(f"Write to somebody@example.org.{CITED}"),
        "e-mail address, which programs collect. Lead to 'Report a mistake' on the about page.",
    ),
    "citation with a blank": (
        below_title("It twitches.[^ nhs-twitching]"),
        "citation that is none. Write [^key], and of several each by itself.",
    ),
    "citation without its mark": (
        below_title("It twitches.[nhs-twitching]"),
        "'[nhs-twitching]' cites nothing. Write [^nhs-twitching].",
    ),
    "citation with its mark outside": (
        below_title("It twitches.^[nhs-twitching]"),
        "'^[nhs-twitching]' cites nothing. Write [^nhs-twitching].",
    ),
    "two citations in one": (
        below_title("It twitches.[^nhs-twitching, ^nhs-tia]"),
        "citation that is none. Write [^key], and of several each by itself.",
    ),
    "citation in brackets": (
        below_title(f"It twitches.[{CITED}]"),
        "[ and ] round no link. Write [words](page.md), or remove them.",
    ),
    "letter twice": (below_title(f"It is a a twitch.{CITED}"), "the same word twice. Remove one."),
    "same source twice": (below_title(f"It twitches.{CITED}{CITED}"), "the same source twice. Cite it once."),
    "bold heading": (
        below_title("## **Why?** { #why }"),
        "bold in a heading, which is bold already. Remove the marks.",
    ),
    "list inside a list": (
        below_title(f"- One{CITED}\n  - Two", down=1),
        "list inside a list. Begin the item at the start of its line.",
    ),
    "paragraph shown as code": (
        below_title(f"    It twitches.{CITED}"),
        "line shown as code. Remove the blanks at its start.",
    ),
    "item with another mark": (
        below_title(f"• It twitches.{CITED}"),
        "item with another mark. Begin it with '- ' or '1. '.",
    ),
    "soft hyphen": (
        below_title(f"It twit\u00adches.{CITED}"),
        "invisible letter, or a blank of another kind. Write the word again.",
    ),
    "zero-width space": (
        below_title(f"It twit\u200bches.{CITED}"),
        "invisible letter, or a blank of another kind. Write the word again.",
    ),
    "letters of another encoding": (
        below_title(f"It doesnâ€™t matter.{CITED}"),
        "letters that were lost in another encoding. Write the words again.",
    ),
    "Latin letter in a Russian word": (
        below_title(f"Мышца дёргаетcя.{CITED}", RUSSIAN),
        "Latin and Cyrillic letters in one word. Write it again in one alphabet.",
    ),
    "Cyrillic letter in an English word": (
        below_title(f"A musсle twitches.{CITED}"),
        "Latin and Cyrillic letters in one word. Write it again in one alphabet.",
    ),
    "Russian paragraph on an English page": (
        below_title(f"Мышца дёргается сама.{CITED}"),
        "a word left in Russian. Translate it, or put it between « and ».",
    ),
    "emoji": (below_title(f"It helps ✅ a lot.{CITED}"), "emoji or arrow, which is read aloud. Say it in words."),
    "two spaces": (below_title(f"It  twitches.{CITED}"), "two spaces. Write one."),
    "stray comma": (below_title(f"It twitches , and stops.{CITED}"), "stray mark. Write one, right behind the word."),
    "word twice": (below_title(f"It twitches in the the eyelid.{CITED}"), "the same word twice. Remove one."),
    "word longer than a phone": (
        below_title(f"It is {'long' * 10}.{CITED}"),
        "word longer than a phone's screen. Divide it.",
    ),
    "lost bracket": (
        below_title(f"See [the tests(tests.md).{CITED}"),
        f"[ or ] stands alone. Write both, or neither: See [the tests(tests.md).{CITED}",
    ),
    "bracket that is not closed": (
        below_title(f"It twitches (in the eyelid.{CITED}"),
        f"( or ) stands alone. Write both, or neither: It twitches (in the eyelid.{CITED}",
    ),
    "quotation mark that is not closed": (
        below_title(f"Это «тик.{CITED}", RUSSIAN),
        f"« or » stands alone. Write both, or neither: Это «тик.{CITED}",
    ),
    "bold that is not closed": (
        below_title(f"It is **harmless.{CITED}"),
        f"* or ** stands alone. Write it at both ends of the words: It is **harmless.{CITED}",
    ),
    "blank of another kind": (
        below_title(f"It\u3000twitches.{CITED}"),
        "invisible letter, or a blank of another kind. Write the word again.",
    ),
    "tab": (
        below_title(f"It\ttwitches.{CITED}"),
        "a tab, or a blank or \\ at the end of a line. Remove it.",
    ),
    "line broken by hand": (
        below_title(f"It twitches.{CITED}  \nIt stops."),
        "a tab, or a blank or \\ at the end of a line. Remove it.",
    ),
    "arrow": (below_title(f"Coffee → twitch.{CITED}"), "emoji or arrow, which is read aloud. Say it in words."),
    "three stops": (below_title(f"It twitches... It stops.{CITED}"), "stray mark. Write one, right behind the word."),
    "note to oneself": (
        below_title(f"About ??? people.{CITED}"),
        "a note to yourself. Finish it, or take it out.",
    ),
    "note in brackets": (
        below_title(f"About 5 [check] people.{CITED}"),
        "[ and ] round no link. Write [words](page.md), or remove them.",
    ),
    "line of dashes": (
        below_title(f"Why me?\n------\n\nIt twitches.{CITED}", down=1),
        "a line of dashes. Remove it; a section begins with ##.",
    ),
    "item without a blank": (
        below_title(f"-It twitches.{CITED}"),
        "item with another mark. Begin it with '- ' or '1. '.",
    ),
    "blank before a source": (
        below_title(f"It twitches. {CITED}"),
        "a blank before [^…]. Write the source right behind the stop.",
    ),
    "source before the stop": (
        below_title(f"It twitches{CITED}."),
        "[^…] before the stop. Write the source right behind it.",
    ),
    "no blank behind a stop": (
        below_title(f"It twitches.It stops.{CITED}"),
        "no blank behind a mark or source. Write one.",
    ),
    "small letter": (
        below_title(f"It twitches. it stops.{CITED}"),
        "a sentence that begins small. Write a capital letter.",
    ),
    "stop lost": (below_title(f"It twitches in the eyelid{CITED}"), "a sentence without its stop. Write it."),
    "blank inside brackets": (
        below_title(f"It is ( mostly ) harmless.{CITED}"),
        "a blank inside brackets, quotation marks or marks of bold. Remove it.",
    ),
    "blank inside bold": (
        below_title(f"It is ** mostly ** harmless.{CITED}"),
        "a blank inside brackets, quotation marks or marks of bold. Remove it.",
    ),
    "italics with another mark": (
        below_title(f"It is _harmless.{CITED}"),
        "_ before a word. Write * at both ends of the words.",
    ),
    "code that is not closed": (
        below_title(f"Write `it down.{CITED}"),
        "` stands alone. Write it at both ends of the code.",
    ),
    "language that is none": (
        below_title(f"It is *le tic*{{ lang=f }}.{CITED}"),
        "no such language. Write its two letters, such as { lang=de }.",
    ),
    "column without a name": (
        swap(PAGE, r"^\| Cause \|", "| |"),
        "column without a name. Write it in the first row.",
    ),
    "paragraph twice": (
        below_title(f"It twitches.{CITED}\n\nIt twitches.{CITED}", down=2),
        f"the same as line 10. Remove one: It twitches.{CITED}",
    ),
    "list glued to its paragraph": (
        below_title(f"It twitches:{CITED}\n- here\n- there", down=1),
        "list without a blank line above it. Add one.",
    ),
    "caption glued to its table": (
        below_title(f"| A | B |\n| --- | --- |\n| C | D{CITED} |\n/// table-caption\nWords.\n///", down=3),
        "block without a blank line above it. Add one.",
    ),
    "text glued to a table": (
        below_title(f"Words:\n| A | B |\n| --- | --- |\n| C | D{CITED} |\n\n/// table-caption\nWords.\n///", down=1),
        "table and text without a blank line between them. Add one.",
    ),
    "row that lacks a cell": (
        below_title(f"| A | B |\n| --- | --- |\n| C{CITED} |\n\n/// table-caption\nWords.\n///", down=2),
        "row of 1 cells in a table of 2 columns. Give each column one.",
    ),
    "empty cell": (
        below_title(f"| A | B |\n| --- | --- |\n| C{CITED} | |\n\n/// table-caption\nWords.\n///", down=2),
        "empty cell. Write what stands there, or that it is not known.",
    ),
    "table without its row of dashes": (
        below_title(f"| A | B |\n| C | D{CITED} |\n\n/// table-caption\nWords.\n///"),
        "table without its row of dashes. Write | --- | --- | below the names of the columns.",
    ),
    "claim two paragraphs after a source": (
        below_title(f"It twitches.{CITED}\n\nIt stops.\n\nIt comes back.", down=4),
        "no source here or just before. Cite one, such as [^key]: It comes back.",
    ),
    "claim two paragraphs after a list": (
        below_title(f"It twitches:{CITED}\n\n- here\n- there\n\nIt stops.\n\nIt comes back.", down=7),
        "no source here or just before. Cite one, such as [^key]: It comes back.",
    ),
    # Translations
    "missing translation": (remove("docs/ru/tests.md"), "not translated. Write it after docs/en/tests.md."),
    "drawing not translated": (
        remove("docs/ru/images/emg.svg"),
        "not translated. Write it after docs/en/images/emg.svg.",
    ),
    "editor's copy of a page": (
        write("docs/ru/causes.md~", "Words"),
        "neither a page nor a picture, or not named in a-z, 0-9 and -. Rename or remove it.",
    ),
    "page in a folder": (
        lambda: (Path("docs/en/more").mkdir(), shutil.copy(PAGE, "docs/en/more/page.md"), ("docs/en/more/page.md", 1))[
            2
        ],
        "neither a page nor a picture, or not named in a-z, 0-9 and -. Rename or remove it.",
    ),
    "page in Russian only": (
        lambda: (shutil.copy("docs/ru/tests.md", "docs/ru/new.md"), ("docs/ru/new.md", 1))[1],
        "not in English. Write docs/en/new.md, or remove this.",
    ),
    "id changed in one language": (
        swap(RUSSIAN, r"\{ #rare-conditions ", "{ #rare-condition "),
        "'## … #rare-condition' where English has '## … #rare-conditions' on line …. Make level and id the same.",
    ),
    "section in one language only": (
        swap(RUSSIAN, r"^(## .*\{ #next \})", "## Ещё { #more }\n\nСлова.[^nhs-twitching]\n\n\\1"),
        "'## … #more' where English has '## … #next' on line …. Make level and id the same.",
    ),
    "paragraph lost in one language": (
        swap("docs/ru/tests.md", r"(?s)(^[^\n]*#too-early.*?)^К тем, у кого есть слабость[^\n]*\n\n", r"\1"),
        "… paragraphs under #too-early, … in English. Write the one that lacks, or join those in English.",
    ),
    "fold in one language": (
        swap(RUSSIAN, r"#stress \.fold", "#stress"),
        "0 folded headings under #stress, 1 in English. Change both alike.",
    ),
    "rating changed in one language": (
        swap(RUSSIAN, r"(?s)(#tiredness \.fold.*?)\*опыт специалистов\*", r"\1*слабые данные*"),
        "1 ratings 'слабые данные' under #tiredness, 0 in English. Change both alike.",
    ),
    "link to a card in one language": (
        swap(RUSSIAN, r"(?s)(#exercise \.fold.*?)\[([^]]*)\]\(when-to-seek-help\.md#same-day\)", r"\1\2"),
        "under #exercise, only one language leads to when-to-seek-help.md#same-day. Lead to the same cards as in English.",
    ),
    "care card changed in one language": (
        swap("docs/ru/when-to-seek-help.md", r"(?s)(\{ #emergency \}.*?\n)- [^\n]*дышать\*\*\n", r"\1"),
        "card #emergency has lost 'breathing'. Write it, or mend its words in docs/safety.yml.",
    ),
    "row of a table in one language": (
        swap("docs/ru/when-to-seek-help.md", r"(?s)(\{ #emergency-numbers \.fold \}.*?)\n\| [^\n]*\n\n", r"\1\n\n"),
        "… table rows under #emergency-numbers, … in English. Change both alike.",
    ),
    "number to call changed in one language": (
        swap("docs/ru/when-to-seek-help.md", r"\[103\]\(tel:103\) или", "[108](tel:108) или"),
        "#emergency-numbers calls 108 [^ru-tatarstan], in English 103 [^ru-tatarstan]. Give the same numbers.",
    ),
    "numbers of two countries mixed up": (
        both(
            swap("docs/ru/when-to-seek-help.md", r"(США \| )\[911\]\(tel:911\)", r"\1[999](tel:999)"),
            swap("docs/ru/when-to-seek-help.md", r"(Великобритания \| )\[999\]\(tel:999\)", r"\1[911](tel:911)"),
        ),
        "#emergency-numbers calls 911 … …, 999 …, in English 999 … …, 911 …. Give the same numbers.",
    ),
    "number to call in one language only": (
        swap("docs/ru/when-to-seek-help.md", r"\[103\]\(tel:103\) или", "103 или", line=NUMBERS),
        "#emergency-numbers calls no such number, in English 103 [^ru-tatarstan]. Give the same numbers.",
    ),
    "source in one language only": (
        swap(RUSSIAN, r"^# .*\n", r"\g<0>\nМышцы дёргаются у многих.[^banik-miller-2004]\n"),
        "source 'banik-miller-2004' under #causes is not in English. Cite it there, or remove it here.",
    ),
    "translation not reviewed again": (
        day_before("review_due"),
        "review_due is …, in English …. Read this page against it, then copy its dates.",
    ),
    # Settings
    "page not in the menu": (
        both(swap("mkdocs.yml", r".*: tests\.md\n", ""), swap("mkdocs.yml", "^nav:", "nav:")),
        "'tests.md' is not in nav. Add it.",
    ),
    "menu entry without a page": (
        swap("docs/ru.yml", r"tests\.md", "test.md"),
        "no page 'test.md'. Did you mean 'tests.md'? Write it, or mend the entry.",
    ),
    "page in the menu twice": (
        swap("mkdocs.yml", r"^( +- Tests: tests\.md\n)", r"\1\1", 1),
        "'tests.md' is in the menu twice. Remove this entry.",
    ),
    "language that lacks a word": (
        both(swap("docs/ru.yml", r"^ +search: .*\n", ""), swap("docs/ru.yml", "strings:", "strings:")),
        "extra.strings lacks 'search'. Translate line … of mkdocs.yml.",
    ),
    "word that only one language has": (
        swap("docs/ru.yml", r"^( +)search: ", r"\1serch: a\n\1search: "),
        "mkdocs.yml has no string 'serch'. Remove it, or add it there.",
    ),
    "paragraph left in English": (
        both(
            below_title("NHS, NICE, FDA, MHRA.", "docs/en/about.md"),
            below_title("NHS, NICE, FDA, MHRA.", "docs/ru/about.md"),
        ),
        "left in English. Translate it: NHS, NICE, FDA, MHRA.",
    ),
    "menu label left in English": (
        swap("docs/ru.yml", "- Причины: causes", "- Causes: causes"),
        "'Causes' is of another language. Translate it.",
    ),
    "page in another group of the menu": (
        swap("docs/ru.yml", r"(?s)( +- Вопросы: questions\.md\n)(  - [^\n]*\n)", r"\2\1", line=9),
        "the menu has other groups than mkdocs.yml. Put each page into the same.",
    ),
    "label twice in the menu": (
        swap("mkdocs.yml", "- Tests: tests", "- Causes: tests"),
        "'Causes' is in the menu twice. Give each entry its own label.",
    ),
    "word of the interface with a blank too many": (
        swap("docs/ru.yml", "^( +search:) .*", r"\1 'Поиск '"),
        "extra.strings.search has a mark or a blank too many. Write plain words: Поиск ",
    ),
    "locale of another language": (
        swap("docs/ru.yml", "ru_RU", "en_GB"),
        "locale 'en_GB' is not this language's. Write one such as ru_RU.",
    ),
    "word that no template writes": (
        both(
            swap("docs/ru.yml", r"^( +)search: ", r"\1finder: Поиск\n\1search: "),
            swap("mkdocs.yml", r"^( +)search: ", r"\1finder: Search\n\1search: "),
        ),
        "no page shows extra.strings.finder. Remove it, here and in every language.",
    ),
    "addresses of another form": (
        swap("mkdocs.yml", "use_directory_urls: false", "use_directory_urls: true"),
        "use_directory_urls must be false: every page counts on it.",
    ),
    "two versions of a setting": (
        swap("docs/ru.yml", "^docs_dir:", "<<<<<<< HEAD\ndocs_dir:", 1),
        "not YAML. Put words with a colon or another mark between quotation marks.",
    ),
    "colon lost in the words of the search": (
        swap("docs/search.ru.yml", "^(  [а-я ]+):", r"\1", 1),
        "not YAML. Put words with a colon or another mark between quotation marks.",
    ),
    "name twice in the words of the search": (
        swap("docs/search.en.yml", "^(  anxiety: .*\n)", r"\1\1", 1),
        "'anxiety' stands twice, and the first is ignored. Join the two.",
    ),
    "short form that is none": (
        swap("docs/abbreviations.en.md", r"^\*\[ALS\]:", "*[ALS]"),
        "no short form. Write *[EMG]: and what it is short for, with nothing else in the line.",
    ),
    "short form twice": (
        swap("docs/abbreviations.en.md", r"^(\*\[ALS\].*\n)", r"\1\1", 1),
        "'ALS' stands twice. Remove one.",
    ),
    "short form left in English": (
        swap("docs/abbreviations.ru.md", r"^\*\[BFS\]:.*", "*[BFS]: benign fasciculation syndrome"),
        "'BFS' is explained in another language. Translate it: benign fasciculation syndrome",
    ),
    "short form that no page writes": (
        swap("docs/abbreviations.en.md", r"^(\*\[ALS\].*\n)", r"\1*[QQQ]: a short form\n", 1),
        "no page writes 'QQQ'. Remove this line.",
    ),
    "word of the interface that is empty": (
        swap("docs/ru.yml", "^( +search:).*", r"\1"),
        "extra.strings.search is empty. Translate line … of mkdocs.yml.",
    ),
    "word of the interface left in English": (
        swap("docs/ru.yml", "^( +share:).*", r"\1 Link, quote or cite this page"),
        "extra.strings.share is of another language. Translate it: Link, quote or cite this page",
    ),
    "word of the interface that YAML reads as yes": (
        swap("docs/ru.yml", "^( +search:).*", r"\1 yes"),
        "extra.strings.search is no text. Put it between quotation marks.",
    ),
    "word of an extension that lacks": (
        both(
            swap("docs/ru.yml", "^ +partly: .*\n", ""),
            swap("docs/ru.yml", "^    overrides.extensions.care_cards", "\\g<0>"),
        ),
        "extra.extensions.overrides.extensions.care_cards lacks 'partly'. Translate line … of mkdocs.yml.",
    ),
    "name of the site left in English": (
        swap("docs/ru.yml", "^site_name: .*", "site_name: Muscle twitches"),
        "site_name is of another language. Translate it: Muscle twitches",
    ),
    "place for a number lost": (
        swap("docs/ru.yml", r"^( +against: .*)\{\}", r"\1"),
        "extra.strings.against has other places for what the page fills in. Write those of line … of mkdocs.yml: "
        "against its sources ({})",
    ),
    "titles of other languages without their mark": (
        both(swap("docs/ru.yml", "^ +foreign: .*\n", ""), swap("docs/ru.yml", "^      read:", "\\g<0>")),
        "extra.extensions.overrides.extensions.citations.read lacks 'foreign'. Mark titles of other languages: "
        "see docs/ru.yml.",
    ),
    "month that lacks": (
        swap("docs/ru.yml", "января, ", ""),
        "extra.strings.months has 11 words, in English 12. Write as many.",
    ),
    "menu entry without a label": (
        swap("docs/ru.yml", r"- \S+: tests\.md", "- tests.md"),
        "no label in the menu. Write it before the file, such as '- Tests: tests.md'.",
    ),
    "menu entry of the first level without a label": (
        swap("mkdocs.yml", r"- \S+: causes\.md", "- causes.md"),
        "no label in the menu. Write it before the file, such as '- Tests: tests.md'.",
    ),
    "menu in another order": (
        swap("docs/ru.yml", r"( +- [^\n]+: als\.md\n)( +- [^\n]+: tests\.md\n)", r"\2\1"),
        "'tests.md' where mkdocs.yml has 'als.md'. Keep its order.",
    ),
    "setting twice": (
        swap("mkdocs.yml", "^plugins:", "plugins: []\n\\g<0>", 1),
        "'plugins' stands twice, and the first is ignored. Join the two.",
    ),
    "language built from another's pages": (
        swap("docs/ru.yml", "^docs_dir: ru", "docs_dir: en"),
        "docs_dir must be ru: every page counts on it.",
    ),
    "language that calls itself English": (
        swap("docs/ru.yml", "^  language: ru", "  language: en"),
        "theme.language must be ru: every page counts on it.",
    ),
    "language that does not say its name": (
        swap("docs/ru.yml", "^  language: ru\n", "", line=1),
        "theme.language must be ru: every page counts on it.",
    ),
    "language that inherits nothing": (
        swap("docs/ru.yml", "^INHERIT:", "INHERITS:", line=1),
        "INHERIT must be ../mkdocs.yml: every page counts on it.",
    ),
    "language without the build's steps": (
        swap("docs/ru.yml", "^hooks:\n  - .*\n", "hooks: []\n"),
        "hooks must be ['../overrides/hooks.py']: every page counts on it.",
    ),
    "checks switched off": (
        swap("mkdocs.yml", "^hooks:\n  - .*\n", "hooks: []\n"),
        "hooks must be ['overrides/hooks.py']: every page counts on it.",
    ),
    "language without its pages": (
        write("docs/es.yml", "INHERIT: ../mkdocs.yml\ndocs_dir: es\n"),
        "no folder docs/es. Write its pages there, or remove this file.",
    ),
    "search names that are gone": (
        remove("docs/search.ru.yml"),
        "no such file. Write what people type, as docs/search.en.yml does, in their own words.",
    ),
    # Templates
    "template that does not parse": (
        swap("overrides/404.html", "{% endblock %}", "{% endblok %}"),
        "Encountered unknown tag 'endblok'. Jinja was looking for the following tags: 'endblock'. "
        "The innermost block that needs to be closed is 'block'. Mend the template.",
    ),
    "brace lost in a stylesheet": (
        swap("overrides/assets/stylesheets/tables.css", r"(?s)\A(.*?\{[^}]*)\}", r"\1", line=1),
        "a { that is never closed. Write its }.",
    ),
    "brace too many in a stylesheet": (
        swap("overrides/assets/stylesheets/tables.css", r"\Z", "}\n"),
        "a } without its {. Remove it, or write the other.",
    ),
    "colour with a digit too few": (
        swap("overrides/assets/stylesheets/colours.css", "#0b4f57", "#0b4f5"),
        "a colour that is none. Write # and three or six digits.",
    ),
    "two versions of a template": (
        swap("overrides/partials/foot.html", r"\Z", "<<<<<<< HEAD\n"),
        "two versions of this place. Keep one and remove the marks.",
    ),
    "file that a template does not find": (
        swap("overrides/partials/styles.html", r"tables\.css", "table.css"),
        "no file 'assets/stylesheets/table.css'. Did you mean 'assets/stylesheets/tables.css'? Mend the name.",
    ),
    "name that a template does not know": (
        swap("overrides/partials/main-pages.html", " in nav", " in navv"),
        "no such name 'navv'. Did you mean 'nav'? Mend it.",
    ),
    "word that a template does not know": (
        swap("overrides/partials/page-end.html", "strings.review_due", "strings.review_duee"),
        "no 'review_duee' in strings. Did you mean 'review_due'? Mend the name.",
    ),
    "key that a page does not have": (
        swap("overrides/partials/page-end.html", "page.meta.review_due", "page.meta.review_do"),
        "no 'review_do' in meta. Did you mean 'review_due'? Mend the name.",
    ),
    "filter that there is none of": (
        swap("overrides/404.html", r"\| url", "| urll"),
        "No filter named 'urll'. Mend the template.",
    ),
    "language without settings": (
        lambda: (shutil.copytree("docs/en", "docs/de"), ("docs/de.yml", 1))[1],
        "no such file. Copy docs/ru.yml and translate it.",
    ),
    "missing abbreviations": (
        remove("docs/abbreviations.ru.md"),
        "no such file. Write the short forms of this language, such as *[EMG]: …",
    ),
}


def test_pages_have_no_mistakes():
    found = mistakes()[1]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named_once_with_file_line_and_remedy(copy, mistake):
    change, message = MISTAKES[mistake]
    file, line = change()
    found = mistakes()[1]
    print("\n".join(found))
    assert len(found) == 1, found
    # An ellipsis in the table stands for what depends on the rest of the page.
    assert re.fullmatch(re.escape(f"{file}:{line}: {message}").replace("…", r"\S+"), found[0])


def test_page_that_is_hard_to_read_is_named_with_its_hardest_sentence(copy):
    hard = "Involuntary fasciculations characteristically necessitate electromyographical evaluation."
    file, line = below_title(f"{hard}\n\n" * 60, "docs/en/about.md")()
    found = [f"{file}:{line}: {text}" for line, text in reading.hard(Path(file))]
    assert len(found) == 1
    assert re.fullmatch(
        rf"{file}:{line}: Flesch-Kincaid grade [\d.]+, 6 at most. Use shorter words. Begin with: {hard[:60]}", found[0]
    )


# One of each stage of the checks.
STOPPED = {name: MISTAKES[name] for name in (
    "front matter not closed", "unknown source", "raw HTML", "missing translation", "broken link to a heading",
    "id changed in one language",
)}  # fmt: skip


@pytest.mark.parametrize("mistake", STOPPED)
def test_strict_build_stops_with_that_line_alone(tmp_path, monkeypatch, mistake):
    copy = copy_of_the_tree(tmp_path)
    monkeypatch.chdir(copy)
    change, message = STOPPED[mistake]
    file, line = change()
    result = build("--strict", cwd=copy)
    named = re.findall("(?:WARNING|ERROR) +-  (.*)", result.stdout)
    assert result.returncode != 0 and "Traceback" not in result.stdout
    assert len(named) == 1 and named[0].startswith(f"{file}:{line}: {message.split('…')[0]}"), result.stdout


@pytest.mark.parametrize("file", ["mkdocs.yml", "docs/ru.yml"])
def test_settings_that_are_not_yaml_are_named_with_file_and_line(tmp_path, monkeypatch, file):
    copy = copy_of_the_tree(tmp_path)
    monkeypatch.chdir(copy)
    _, line = swap(file, "^docs_dir: ", "docs_dir: a: ")()
    result = build("--strict", cwd=copy)
    assert result.returncode != 0 and "Traceback" not in result.stdout
    assert re.search(rf'mapping values are not allowed [a-z ]+\s+in ".*{file}", line {line},', result.stdout), (
        result.stdout
    )
