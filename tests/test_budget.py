"""As fast as a page written by hand: bytes, requests and shifts of a first view, of the search and of the whole site.

Bytes are those of gzip, which Pages sends. Times are for ``make bench``: they drift with the machine.
"""

import gzip
import statistics

import pytest
from conftest import DOCS, FILES, RESULTS, ask_search, finished

# The aims are 30,000 for every page, 21,500 for half of them and 8,192. The pages outgrew them when their text and sources doubled:
# what they weigh now is held here, so that they grow no more. Words, titles and addresses of sources are most of it.
FIRST_VIEW, MEDIAN_VIEW, FIRST_PARAGRAPH = 35_500, 26_900, 8_500
# The page that lists every work in full.
ALL_SOURCES = 38_500
# From the press on the search to the first results: scripts, styles, stemmer and first index.
SEARCH = {"en": 30_000, "ru": 36_000}
WHOLE_SITE = 2_200_000


def weigh(path):
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


@pytest.mark.parametrize("width", [360, 1280])
def test_first_view_takes_two_requests_at_most_and_little_weight(browser, site, address, file, width):
    page, asked = browser.new_page(viewport={"width": width, "height": 800}), []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address).partition("?")[0]))
    page.goto(address + file)
    page.wait_for_load_state("networkidle")
    weight = sum(weigh(site / path) for path in asked)
    assert len(asked) <= 2, asked
    most = ALL_SOURCES if file.endswith("sources.html") else FIRST_VIEW
    assert weight <= most, f"{file}: {weight} bytes, not {most}: {asked}"
    waits, shifts = page.evaluate(
        """() => new Promise(done => {
            const waits = performance.getEntriesByType("resource").filter(it => it.renderBlockingStatus === "blocking");
            new PerformanceObserver(list => done([waits.map(it => it.name), list.getEntries().map(it => it.value)]))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done([waits.map(it => it.name), []]), 200);
        })"""
    )
    page.close()
    assert not waits, f"{file}: painted only after {waits}"
    assert sum(shifts) == 0, f"{file} shifts by {shifts}"


def test_median_first_view_is_small(site):
    icon = weigh(site / "assets/images/favicon.svg")
    assert statistics.median(weigh(site / file) + icon for file in FILES) <= MEDIAN_VIEW


def test_first_paragraph_is_in_the_first_packets(site, file):
    html = (site / file).read_text("utf-8")
    start = html[: html.index("</p>", html.index("<h1"))]
    weight = len(gzip.compress(start.encode(), 9, mtime=0))
    assert weight <= FIRST_PARAGRAPH, (
        f"{file}: {weight} bytes up to the end of the first paragraph, not {FIRST_PARAGRAPH}"
    )


def test_search_takes_little_weight_until_its_first_results(visit, site, address, lang):
    # Pages are stored at the same time, for a time without a network; no test can hold what that worker asks for.
    page = visit(finished(DOCS / lang / "causes.md"), service_workers="block")
    page.mouse.wheel(0, 1)  # The page's own script comes with the first move, whatever it is.
    page.wait_for_load_state("networkidle")
    asked, later = set(), []
    page.context.on("request", lambda request: asked.add(request.url.removeprefix(address).partition("?")[0]))
    # The first results do not wait for the texts, which come after them.
    page.context.route("**/rest.*.json", lambda route: later.append(route))
    ask_search(page, {"en": "magnesium", "ru": "магний"}[lang])
    page.locator(RESULTS).first.wait_for()
    weights = {path: weigh(site / path) for path in asked if "/rest." not in path}
    assert len(weights) >= 3 and sum(weights.values()) <= SEARCH[lang], weights
    page.wait_for_timeout(100)
    assert later
    later[0].abort()


def test_whole_site_is_small(site):
    weight = sum(weigh(path) for path in site.rglob("*") if path.is_file())
    assert weight <= WHOLE_SITE, f"{weight} bytes"
