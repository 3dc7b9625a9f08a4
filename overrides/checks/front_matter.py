"""Front matter: what every page says about itself. Each check yields (line, mistake and remedy) for one page."""

import datetime
import difflib
import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from overrides.checks.source import FRONT, Mistakes, files, is_stub, pages, split

KEYS = ["title", "description", "reviewed", "review_due"]
MOVED_KEYS = [*KEYS, "template", "moved_to"]
# A page that a clinician has reviewed says who that was.
CLINICIAN = "clinician"
CLINICIAN_KEYS = ["name", "role", "date", "interests"]
KNOWN_KEYS = {*MOVED_KEYS, CLINICIAN}
DAY = datetime.date(2026, 1, 1)
NO_DAY = f"no such day. Write one of the calendar, such as {DAY}."
# What keeps front matter from being read as it looks: a pattern of its lines, and the remedy.
UNSEEN = {
    r"^--- +$": "a blank behind ---, which then closes nothing. Remove it.",
    r"^ *\t": "a tab. Write blanks.",
    r"^\w+: *[“„].*[”“] *$": 'curly quotation marks round a value. Write straight ones: "…".',
    r"^\w+:\S": "no blank behind the colon. Write one.",
}


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A hint at the word that was meant: "Did you mean 'x'? ", or nothing."""
    near = difflib.get_close_matches(word, [str(each) for each in words], 1)
    return f"Did you mean '{near[0]}'? " if near else ""


def parses(path: Path) -> Mistakes:
    """What a page must have before any other check, or the build, can read it: at most one mistake."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        yield error.object.count(b"\n", 0, error.start) + 1, "not UTF-8. Save the file as UTF-8."
        return
    head = text[: end.start() + 4] if (end := re.search("^---$", text[4:], re.M)) else text[:1000]
    unseen = (
        (n, remedy)
        for n, line in enumerate(head.splitlines(), 1)
        for words, remedy in UNSEEN.items()
        if re.search(words, line)
    )
    if text.startswith("\ufeff"):
        yield 1, "an invisible byte order mark before the first line. Save the file as UTF-8 without it (without BOM)."
    elif found := next(unseen, None):
        yield found
    elif not text.startswith("---\n"):
        yield 1, f"no front matter. Begin with a line of ---, then {', '.join(KEYS)}, then a line of ---."
    elif not (front := FRONT.match(text)):
        yield 1, "front matter is not closed. End it with a line of ---."
    else:
        try:
            yield from keys(split(path)[0], front[1].splitlines())
        except yaml.YAMLError as error:
            line = error.problem_mark.line + 2
            yield line, "front matter is not YAML. Put a value with a colon between quotation marks."
        except ValueError:
            yield next((n for n, line in enumerate(head.splitlines(), 1) if not is_day(line)), 1), NO_DAY


def is_day(line: str) -> bool:
    """Whether a line has a day of the calendar, or none at all."""
    try:
        return not (day := re.search(r": (\d{4}-\d\d-\d\d)$", line)) or bool(datetime.date.fromisoformat(day[1]))
    except ValueError:
        return False


def keys(front: object, lines: list[str]) -> Mistakes:
    """The same keys on every page, in the same order, one a line, each with a value of its kind."""
    front = front if isinstance(front, dict) else {}
    wanted = MOVED_KEYS if {"template", "moved_to"} & front.keys() else KEYS
    wanted = [*wanted, CLINICIAN] if CLINICIAN in front and wanted == KEYS else wanted
    if unknown := next((key for key in front if key not in wanted), None):
        number = next(n for n, line in enumerate(lines, 2) if line.startswith(str(unknown)))
        yield number, f"unknown key '{unknown}'. {did_you_mean(str(unknown), wanted)}Use only: {', '.join(wanted)}."
    elif missing := next((key for key in wanted if front.get(key) in (None, "")), None):
        yield wanted.index(missing) + 2, f"no {missing}. Add a line '{missing}: …' here."
    elif list(front) != wanted or len(lines) != len(wanted):
        number = next(n for n, key in enumerate([*wanted, "---"], 2) if not [*lines, ""][n - 2].startswith(f"{key}:"))
        yield number, f"keys are not in order, one a line. Write: {', '.join(wanted)}."
    else:
        for number, key in enumerate(wanted, 2):
            if fault := clinician(front[key]) if key == CLINICIAN else fault_of_value(key, front[key]):
                yield number, fault


def fault_of_value(key: str, value: object) -> str:
    """Why a value is not of its key's kind, or nothing."""
    if key.startswith("review"):
        return "" if type(value) is type(DAY) else f"{key} '{value}' is not a date. Write it as {DAY}."
    if not isinstance(value, str):
        return f"{key} is not text, but {value}. Put it between quotation marks."
    return f"marks in {key}, which show as they are. Write plain words." if re.search(r"[*`_[\]<>]", value) else ""


def clinician(value: object) -> str:
    """What is wrong with who has reviewed a page, or nothing."""
    form = f"{CLINICIAN}: {{name: …, role: …, date: {DAY}, interests: …}}"
    if not isinstance(value, dict) or list(value) != CLINICIAN_KEYS:
        return f"{CLINICIAN} has other keys than {', '.join(CLINICIAN_KEYS)}. Write in one line: {form}."
    if empty := next((key for key in CLINICIAN_KEYS if not value[key]), None):
        return f"{CLINICIAN} has no {empty}. Write in one line: {form}."
    if type(value["date"]) is not type(DAY):
        return f"{CLINICIAN}: date '{value['date']}' is not a date. Write it as {DAY}."
    if value["date"] > datetime.date.today():
        return f"{CLINICIAN}: date {value['date']} is in the future. Write the day of the review."
    words = next((key for key in CLINICIAN_KEYS if key != "date" and not isinstance(value[key], str)), None)
    return f"{CLINICIAN}: {words} is not text. Put it between quotation marks." if words else ""


def description(path: Path) -> Mistakes:
    length = len(split(path)[0]["description"])
    if not 70 <= length <= 160 and not is_stub(path):
        yield 3, f"description has {length} characters. Write 70 to 160, as a search result shows."


def review(path: Path) -> Mistakes:
    """Checked in the past, and due within a year of it."""
    front = split(path)[0]
    done, due = front["reviewed"], front["review_due"]
    if done > datetime.date.today():
        yield 4, f"reviewed {done} is in the future. Write the day on which the page was checked."
    elif not done < due <= done + datetime.timedelta(366):
        yield 5, f"review_due {due} is not within a year of reviewed {done}. Write a day within 12 months."


def overdue(path: Path) -> Mistakes:
    """The next review is not late. No part of a build: nothing may keep a mended warning from being published."""
    if (due := split(path)[0]["review_due"]) < datetime.date.today():
        yield 5, f"review was due {due}. Check the page against its sources, then renew both dates."


def stub_target(path: Path) -> Mistakes:
    """A stub leads to a page that there is."""
    front = split(path)[0]
    if not is_stub(path):
        if "moved_to" in front:
            yield 6, "a page that moved has another template. Write: template: moved.html."
    elif not re.fullmatch(r"[\w-]+\.html", target := front["moved_to"]) or target[:-4] + "md" not in files(path.parent):
        names = [f"{page.stem}.html" for page in pages(path.parent)]
        yield 7, f"no page '{target}'. {did_you_mean(target, names)}Write the new file name, ending in .html."
    elif is_stub(path.with_name(f"{target[:-5]}.md")):
        yield 7, f"'{target}' has moved too. Write where it moved."
