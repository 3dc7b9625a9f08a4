"""What a reader's browser does and gets, each time with nothing kept from before."""

import contextlib
import re
import time
from urllib.parse import urlsplit

# Resolves with what the browser noted of the page so far: milliseconds, except for the shift and the number of files.
NOTED = """async () => {
  const all = type => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries())).observe({ type, buffered: true });
    setTimeout(done, 200, []);
  });
  const [paints, tasks, shifts] = await Promise.all(["largest-contentful-paint", "longtask", "layout-shift"].map(all));
  const sum = numbers => numbers.reduce((one, other) => one + other, 0);
  const files = performance.getEntriesByType("resource");
  return {
    LCP: paints.at(-1)?.startTime,
    blocking: sum(tasks.map(task => task.duration - 50)),
    shift: sum(shifts.filter(shift => !shift.hadRecentInput).map(shift => shift.value)),
    "blocking render": files.filter(file => file.renderBlockingStatus === "blocking").length,
  };
}"""

# What a reader presses to search: a button here, a field in the theme.
FIELD = ".search-button:visible, .md-search__input:visible"
RESULT = ".results > li > a, .md-search-result__link"


@contextlib.contextmanager
def visit(browser, server, path, slowdown=1, width=360, workers="block", patient=True):
    """A page opened with an empty cache and, by a patient reader, left alone until nothing more comes."""
    size = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, service_workers=workers)
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    if not server.slow:
        speed = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000, "offline": False}
        protocol.send("Network.enable")
        protocol.send("Network.emulateNetworkConditions", speed)
    server.sent.clear()
    page.goto(server.url + path, wait_until="load" if patient else "commit")
    if patient:
        wait(server)
    yield page
    context.close()


def wait(server, quiet=1.5):
    """Until no answer was sent for some seconds."""
    seen = -1
    while seen != len(server.sent):
        seen = len(server.sent)
        time.sleep(quiet)


def first_view(browser, server, path, slowdown=1):
    """A cold first view. Bytes are those of the bodies as sent, with gzip; a service worker's are counted apart."""
    with visit(browser, server, path, slowdown) as page:
        sent = [size for _, size in server.sent]
        return {"bytes": sum(sent), "requests": len(sent), **page.evaluate(NOTED)}


def kept_for_later(browser, server, path):
    """Bytes that a service worker brings in after a first view."""
    totals = []
    for workers in ("block", "allow"):
        with visit(browser, server, path, workers=workers):
            totals.append(sum(size for _, size in server.sent))
    return totals[1] - totals[0]


def second_page(browser, server, path, speculation=True):
    """Milliseconds until the largest paint of the next page, when its link is clicked 400 ms after the pointer came."""
    with visit(browser, server, path, width=1280) as page:
        if not speculation:
            page.evaluate("document.querySelectorAll('[type=speculationrules]').forEach(rules => rules.remove())")
        link = page.locator("article a:visible[href$='.html']:not([href*='://'], [hreflang])").first
        link.hover()
        time.sleep(0.4)
        link.click()
        page.wait_for_load_state()
        wait(server)
        return page.evaluate(NOTED)["LCP"]


def search(browser, server, path):
    """From the click on the search field until the first result: milliseconds and bytes; bytes fetched before, and after.

    Also milliseconds where the pointer came to the field 400 ms before the click, and, from its opening on, for a reader
    who does not wait for the page.
    """
    with visit(browser, server, path, width=1280) as page:
        before, finished = len(server.sent), []
        page.context.on("requestfinished", lambda request: finished.append(urlsplit(request.url).path))
        took = find(page)
        got = set(finished)
        wait(server)
        sent = server.sent[before:]
        ahead = sum(size for file, size in server.sent[:before] if file.endswith((".js", ".json")))
        until_shown = sum(size for file, size in sent if file in got)
        after = sum(size for file, size in sent if file not in got)
    with visit(browser, server, path, width=1280) as page:
        page.locator(FIELD).first.hover()
        time.sleep(0.4)
        pointed_at = find(page)
    start = time.monotonic()
    with visit(browser, server, path, width=1280, patient=False) as page:
        find(page)
        at_once = (time.monotonic() - start) * 1000
    times = {"search": took, "search, pointed at": pointed_at, "search at once": at_once}
    return times | {"search bytes": until_shown, "bytes before": ahead, "bytes after": after}


def find(page):
    """Search for the longest word of the heading; milliseconds until the first result."""
    word = max(re.findall(r"\w+", page.locator("h1").first.text_content()), key=len)
    start = time.monotonic()
    page.locator(FIELD).first.click()
    page.keyboard.type(word)
    # The theme listens to keys let go.
    page.evaluate("document.querySelector('.md-search__input')?.dispatchEvent(new KeyboardEvent('keyup'))")
    page.locator(RESULT).first.wait_for()
    return (time.monotonic() - start) * 1000
