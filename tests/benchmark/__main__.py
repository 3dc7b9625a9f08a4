"""How fast a reader gets a page, the next page and a search result, beside stock Material and a hand-written page.

make bench                                                  the tables, in about half an hour
python -m tests.benchmark als.html --runs 3                 another page, fewer runs
python -m tests.benchmark als.html --first-view --json      the first view alone, for a program
"""

import argparse
import json
import os
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from overrides.tools.browser import CHROMIUM_FLAGS, find_chromium
from tests.benchmark import reader, variants
from tests.benchmark.server import Server

NAMES = {"floor": "written by hand (the floor)", "stock": "stock Material", "site": "this site"}
# A measure that is divided by another's of the same turn, and whose.
RATIOS = {"LCP": "floor", "LCP ×4": "floor", "next": "floor"} | dict.fromkeys(
    ["search", "search, pointed at", "search at once"], "stock"
)
TABLES = [
    ["bytes", "requests", "blocking render", "shift", "LCP", "LCP ÷", "LCP ×4", "LCP ×4 ÷", "blocking ×4"],
    ["next", "next ÷", "next, unforeseen", "kept for later"],
    ["search", "search ÷", "search, pointed at", "search, pointed at ÷", "search at once", "search at once ÷"],
    ["search bytes", "bytes before", "bytes after"],
]
BUDGETS = {"bytes": 30_000, "requests": 2, "blocking render": 0, "shift": 0, "LCP ÷": 1.1, "LCP ×4 ÷": 1.4,
           "blocking ×4": 0, "search ÷": 1, "search, pointed at ÷": 1, "search at once ÷": 1}  # fmt: skip
SEARCH_BYTES = {"en": 30_000, "ru": 36_000}
LEGEND = """LCP, next, search, blocking: milliseconds. ÷: by the floor (search: by stock Material), median of the turns.
next: LCP of the next page, its link clicked 400 ms after the pointer came; unforeseen: without speculation rules.
search: from the click on the field to the first result, in a page left alone before; pointed at: the pointer came 400 ms
before the click; at once: from the opening of the page, by a reader who does not wait. search bytes: from the click on;
before: of scripts and index, at the first view; after: what completes the index once the first results are shown.
kept for later: what a service worker fetches after the first view. Bytes are bodies as sent, with gzip."""


def turn(browser, server, path, variant, first_view):
    """Every measure of one variant of a page once."""
    page = f"{variant}/{path}"
    slow = reader.first_view(browser, server, page, slowdown=4)
    found = reader.first_view(browser, server, page) | {f"{name} ×4": slow[name] for name in ("LCP", "blocking")}
    if first_view:
        return found
    found["next"] = reader.second_page(browser, server, page)
    found["next, unforeseen"] = reader.second_page(browser, server, page, speculation=False)
    return found | (reader.search(browser, server, page) if variant != "floor" else {})


def measure(browser, server, path, runs, first_view):
    """Medians for a page: a dict of variant to a dict of measure to number."""
    numbers = {variant: defaultdict(list) for variant in NAMES}
    for _ in range(runs):
        turns = {variant: turn(browser, server, path, variant, first_view) for variant in NAMES}
        for variant, found in turns.items():
            ratios = {f"{name} ÷": found[name] / turns[base][name] for name, base in RATIOS.items() if name in found}
            for name, number in (found | ratios).items():
                numbers[variant][name].append(number)
    if not first_view:
        for variant in NAMES:
            numbers[variant]["kept for later"] = [reader.kept_for_later(browser, server, f"{variant}/{path}")]
    return {variant: {name: median(all) for name, all in found.items()} for variant, found in numbers.items()}


def show(path, medians):
    """The tables of a page, in Markdown; after a number of the site that is over its budget stands that."""
    budgets = BUDGETS | {"search bytes": SEARCH_BYTES["ru" if path.startswith("ru/") else "en"]}
    for table in TABLES:
        columns = [name for name in table if name in medians["site"]]
        if not columns:
            continue
        print("", f"| {path} | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}", sep="\n")
        for variant, found in medians.items():
            cells = [f"{found[name]:,.{2 if '÷' in name or name == 'shift' else 0}f}" if name in found else ""
                     for name in columns]  # fmt: skip
            over = [variant == "site" and name in budgets and found[name] > budgets[name] for name in columns]
            marks = [f" over {budgets[name]:,}" if bad else "" for name, bad in zip(columns, over)]
            print(f"| {NAMES[variant]} | {' | '.join(map(str.__add__, cells, marks))} |")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", default=["index.html", "causes.html", "ru/causes.html"])
    parser.add_argument("--runs", type=int, default=7, help="turns of each variant, one after the other")
    parser.add_argument("--first-view", action="store_true", help="no second page and no search")
    parser.add_argument("--json", action="store_true", help="medians as JSON")
    parser.add_argument("--folder", type=Path, help="build there, and use what is there: site, stock, floor")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = (options.folder or Path(temporary)).resolve()
        variants.build(folder)
        server = Server(folder)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=[*CHROMIUM_FLAGS, server.trust]
        )
        link = "real packets in a network namespace" if server.slow else "Chromium's own throttling (no slow start)"
        if not options.json:
            print(f"150 ms round trip, 1.6 Mbit/s, {link}; TLS, HTTP/2, gzip; Chromium {browser.version};")
            print(f"cold cache, {options.runs} turns, medians; load of the machine {os.getloadavg()[0]:.1f}.\n{LEGEND}")
        results = {}
        for path in options.pages:
            results[path] = measure(browser, server, path, options.runs, options.first_view)
            if not options.json:
                show(path, results[path])
        if options.json:
            print(json.dumps(results, ensure_ascii=False, indent=1))
        browser.close()


main()
