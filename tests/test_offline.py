"""After one visit the site reads without a network; the network comes first; the next page comes at once."""

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import threading
import time
from urllib.parse import urlsplit

import pytest
from conftest import PAGES, ROOT, SITE_URL, ask_search, eventually, finished, folder, language
from playwright.sync_api import expect

from overrides.checks.source import split
from overrides.tools.browser import CHROMIUM_FLAGS, SYSTEM, installed

# What a reader's device fetches for the store of a language, with gzip. The aim is 450,000; a Cyrillic letter takes two bytes
# before it is packed.
BYTES = {"en": 465_000, "ru": 560_000}
STORES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
    async name => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)])))"""
STORED_TEXT = "async url => (await caches.match(url))?.text()"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
PATH = urlsplit(SITE_URL).path


class Network:
    """A copy of the built site on a server that goes away, gets slow, fails or changes when a test says so."""

    def __init__(self, site, folder):
        self.folder = shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.map"))
        self.down, self.delay, self.status, self.asked = False, 0, None, []
        network = self

        class Pages(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path):
                return super().translate_path("/" + path.removeprefix(PATH)) if path.startswith(PATH) else "/nowhere"

            def do_GET(self):
                network.asked.append((urlsplit(self.path).path.removeprefix(PATH), self.headers.get("Sec-Purpose")))
                time.sleep(network.delay)
                if network.down:
                    self.connection.close()
                elif network.status:
                    self.send_error(network.status)
                else:
                    super().do_GET()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A connection that the test or the browser closed."""

        self.server = Server(("127.0.0.1", 0), functools.partial(Pages, directory=self.folder))
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}{PATH}"

    def files(self, lang):
        """Addresses that the store of a language holds."""
        listed = json.loads((self.folder / folder(lang) / "offline.json").read_text("utf-8"))["files"]
        return {f"{self.address}{folder(lang)}{file}".replace("ru/../", "") for file in listed}

    def change(self, file, old, new):
        """Change a file, and what the build writes about it, as a later publication would."""
        path = self.folder / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        listed = path.parent / "offline.json"
        listed.write_text(re.sub(rf'("{path.name}":")[^"]*', r"\1changed", listed.read_text("utf-8")), "utf-8")
        for each in (path, listed):
            os.utime(each, (time.time() + 60,) * 2)


@pytest.fixture
def network(site, tmp_path):
    network = Network(site, tmp_path / "site")
    yield network
    network.server.shutdown()


@pytest.fixture
def open_page(browser, network):
    """Open a page as a new reader. An error in a script fails the test."""
    contexts, faults = [], []

    def open_page(path="", script=None):
        context = browser.new_context(reduced_motion="reduce")
        contexts.append(context)
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(network.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # Where the network is away or a worker is broken, the search does not come.
    faults = [fault for fault in faults if not re.search("Network error|importScripts", fault)]
    assert not faults, "\n".join(faults)


def touch(page):
    page.keyboard.press("Shift")


def store(page, network, lang):
    """Read one page as far as the first key, and wait until its language is stored."""
    touch(page)
    wanted = network.files(lang)
    eventually(lambda: wanted <= {file for files in page.evaluate(STORES).values() for file in files})


@pytest.fixture
def stored(open_page, network):
    """A page of a reader who has visited once: ``stored("ru")``; the network is still there."""

    def visit_once(lang="en"):
        page = open_page(f"{folder(lang)}causes.html")
        store(page, network, lang)
        return page

    return visit_once


def note(page):
    return page.locator(".stored-copy")


def nothing_stored(page):
    # Names only: to open a store that is being removed would make it again.
    return page.evaluate("caches.keys()") == [] and page.evaluate(WORKERS) == 0


@pytest.mark.address
def test_every_page_of_the_language_opens_without_a_network_after_one_visit(stored, network, lang):
    page = stored(lang)
    network.down = True
    for source in (source for source in PAGES if language(source) == lang):
        page.goto(network.address + finished(source), wait_until="commit")
        expect(page.locator("article h1"), finished(source)).to_be_visible()
        expect(note(page), finished(source)).to_be_visible()
        assert note(page).locator("time").get_attribute("datetime") == str(split(source)[0]["reviewed"])
    page.goto(network.address + folder(lang))
    expect(note(page)).to_be_visible()


def test_stored_page_looks_and_works_as_it_did(stored, network):
    page = stored()
    page.goto(network.address + "diary.html")
    looks = "getComputedStyle(document.querySelector('.main-pages')).backgroundColor"
    before = page.evaluate(looks)
    network.down = True
    page.reload()
    assert page.evaluate(looks) == before
    expect(page.locator(".sheet textarea").first).to_be_visible()


@pytest.mark.address
def test_store_holds_the_reader_s_language_alone(stored, network, lang):
    stores = stored(lang).evaluate(STORES)
    assert {name: set(files) for name, files in stores.items()} == {network.address + folder(lang): network.files(lang)}
    assert f"{network.address}{folder(lang)}causes.html" in network.files(lang)


def test_store_of_a_language_is_small(site, lang):
    place = site / folder(lang)
    size = sum(
        len(gzip.compress((place / file).read_bytes()))
        for file in json.loads((place / "offline.json").read_text())["files"]
    )
    assert size <= BYTES[lang], f"{size} bytes with gzip"


def test_nothing_is_stored_before_the_first_touch(open_page, network):
    page = open_page("causes.html#next")
    page.wait_for_load_state("networkidle")
    page.mouse.move(300, 300)
    page.wait_for_timeout(500)
    assert nothing_stored(page)
    assert not {"sw.js", "offline.json"} & {path for path, _ in network.asked}


def test_nothing_is_stored_on_a_reader_who_saves_data(open_page, network):
    page = open_page("causes.html", SAVES_DATA)
    touch(page)
    page.wait_for_timeout(500)
    assert nothing_stored(page)
    assert page.locator("script[type=speculationrules]").count() == 0


def test_changed_page_shows_at_once_and_is_what_is_stored_next(stored, network):
    page = stored()
    network.change("als.html", "</h1>", " changed</h1>")
    page.goto(network.address + "als.html")
    expect(page.locator("article h1")).to_contain_text("changed")
    expect(note(page)).to_have_count(0)
    touch(page)
    eventually(lambda: "changed</h1>" in page.evaluate(STORED_TEXT, page.url))
    network.down = True
    page.reload()
    expect(note(page)).to_be_visible()


def test_only_what_changed_is_fetched_again(stored, network):
    page = stored()
    network.change("als.html", "</h1>", " changed</h1>")
    network.asked.clear()
    touch(page)
    page.reload()
    touch(page)
    eventually(lambda: "changed</h1>" in page.evaluate(STORED_TEXT, f"{network.address}als.html"))
    assert {path for path, _ in network.asked if path.endswith(".html")} == {"causes.html", "als.html"}


def test_slow_network_gives_way_to_the_store_after_four_seconds(stored, network):
    page = stored()
    network.delay = 1
    page.goto(network.address + "tests.html", wait_until="commit")
    expect(page.locator("article h1")).to_be_visible()
    expect(note(page)).to_have_count(0)
    network.delay = 20
    page.goto(network.address + "als.html", wait_until="commit")
    expect(note(page)).to_be_visible()
    waited = page.evaluate(
        "(({ responseStart, fetchStart }) => responseStart - fetchStart)(performance.getEntriesByType('navigation')[0])"
    )
    assert 3900 < waited < 9000


def test_failing_host_gives_way_to_the_store(stored, network):
    page = stored()
    network.status = 503
    page.goto(network.address + "als.html")
    expect(note(page)).to_be_visible()


@pytest.mark.address
def test_page_that_is_not_stored_leads_to_the_main_pages(stored, network, lang):
    page = stored(lang)
    network.down = True
    page.goto(f"{network.address}{folder(lang)}no/such/page.html")
    expect(page.locator("#no-network")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == lang
    links = [link.get_attribute("href") for link in page.locator("article a:not([href^='tel:'])").all()]
    assert len(links) == 5
    for link in links:
        page.goto(network.address.removesuffix(PATH) + link, wait_until="commit")
        expect(note(page)).to_be_visible()


def test_address_that_leads_nowhere_still_says_so(stored, network):
    page = stored()
    page.goto(network.address + "no-such-page.html")
    assert "404" in page.locator("body").inner_text()


@pytest.mark.parametrize(("lang", "words"), [("en", "magnesium"), ("ru", "магний")])
def test_search_works_without_a_network(stored, network, lang, words):
    """Though it was never used with one."""
    page = stored(lang)
    network.down = True
    page.goto(f"{network.address}{folder(lang)}about.html")
    ask_search(page, words)
    expect(page.locator(".results mark").first).to_have_text(words, ignore_case=True)
    expect(page.locator(".search [role=status]")).to_contain_text(re.compile(r"\d"))


def test_reader_removes_the_store_with_the_keyboard_and_it_stays_away(stored, network, lang):
    page = stored(lang)
    page.goto(f"{network.address}{folder(lang)}about.html")
    touch(page)
    box = page.locator(".stored-pages input")
    expect(box).to_be_checked()
    box.focus()
    page.keyboard.press("Space")
    eventually(lambda: nothing_stored(page))
    page.reload()
    touch(page)
    page.wait_for_timeout(500)
    assert nothing_stored(page)
    expect(box).not_to_be_checked()
    box.check()
    store(page, network, lang)


def test_without_scripts_no_control_is_shown(site, lang):
    about = (site / folder(lang) / "about.html").read_text("utf-8")
    assert re.search(r'class="stored-pages" hidden', about)


def publish_worker(page, network, script):
    """Publish another worker, and read a page until the browser, in a quiet moment, has looked for one."""
    (network.folder / "sw.js").write_text(script, "utf-8")
    os.utime(network.folder / "sw.js", (time.time() + 60,) * 2)
    network.asked.clear()
    page.goto(network.address + "als.html")
    eventually(lambda: "sw.js" in (path for path, _ in network.asked), seconds=60)


BROKEN = """addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => event.request.mode === "navigate" && event.respondWith(new Response("broken")));"""


def test_broken_worker_is_replaced_by_the_next(stored, network):
    good = (network.folder / "sw.js").read_text("utf-8")
    page = stored()

    def is_broken():
        page.goto(network.address + "about.html", wait_until="commit")
        return "broken" in page.content()

    publish_worker(page, network, BROKEN)
    eventually(is_broken, pause=1)
    publish_worker(page, network, good + "// mended")
    eventually(lambda: not is_broken(), pause=1)
    expect(page.locator("article h1")).to_be_visible()


def test_worker_of_the_recipe_removes_everything(stored, network):
    """OPERATIONS gives a worker that ends all others: this is it."""
    recipe = (ROOT / ".github/OPERATIONS.md").read_text("utf-8").split("## Stop storing pages")[1]
    page = stored()
    publish_worker(page, network, "\n".join(re.findall(r"^       (.*)", recipe, re.MULTILINE)))
    eventually(lambda: nothing_stored(page))
    page.goto(network.address + "causes.html")
    expect(page.locator("article h1")).to_be_visible()


def test_lost_worker_file_leaves_the_site_readable(stored, network):
    """Browsers keep a worker whose file is gone; it still asks the network first."""
    page = stored()
    (network.folder / "sw.js").unlink()
    network.change("als.html", "</h1>", " changed</h1>")
    page.goto(network.address + "als.html")
    expect(page.locator("article h1")).to_contain_text("changed")


@pytest.mark.parametrize("visited", [False, True])
def test_next_page_is_fetched_when_the_reader_points_at_its_link(open_page, network, visited):
    page = open_page("als.html")
    if visited:
        store(page, network, "en")
    network.asked.clear()
    page.locator(".language-link").hover()
    page.locator(".main-pages a").first.hover()
    eventually(lambda: network.asked)
    page.locator(".main-pages a").first.click()
    page.wait_for_url("**/what-are-muscle-twitches.html")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == "navigational-prefetch"
    assert [path for path, _ in network.asked if path.endswith(".html")] == ["what-are-muscle-twitches.html"]


@pytest.mark.address
@pytest.mark.parametrize("visited", [False, True])
def test_back_comes_from_the_browser_s_own_cache(browser, pytestconfig, network, visited):
    """Playwright turns that cache off, and does not follow a page out of it: the page itself tells the server."""
    path = installed(SYSTEM[1:]) or pytestconfig.cache.get("site/chromium", None)
    options = {"args": CHROMIUM_FLAGS, "ignore_default_args": ["--disable-back-forward-cache"]}
    other = browser.browser_type.launch(executable_path=path, **options)
    page = other.new_page()
    page.add_init_script("addEventListener('pageshow', event => fetch(`/persisted-${event.persisted}`))")

    def shown():
        return [path for path, _ in network.asked if "persisted" in path]

    page.goto(network.address + "als.html")
    if visited:
        store(page, network, "en")
        page.goto(network.address + "als.html")
    # A page that still asks for something when it is left is not kept.
    page.wait_for_load_state("networkidle")
    page.goto(network.address + "causes.html")
    page.wait_for_load_state("networkidle")
    page.evaluate("history.back()")
    eventually(lambda: len(shown()) == (4 if visited else 3))
    assert shown()[-1].endswith("persisted-true")
    other.close()
