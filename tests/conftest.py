"""The built site, served as Pages will serve it, made once a run; and a browser, once a worker."""

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, sync_playwright

from overrides.tools.browser import CHROMIUM_FLAGS, NoBrowser, find_chromium, find_firefox

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# Every page that a reader reads; what only leads on to a new address is none.
LANGUAGES = sorted(folder.name for folder in DOCS.iterdir() if folder.is_dir())
PAGES = sorted(page for page in DOCS.glob("*/*.md") if "template: moved.html" not in page.read_text("utf-8"))
# The publishing workflow tests the very site that it publishes, at its own address.
SITE_URL = os.environ.get("SITE_URL", "https://example.org/muscle-twitches/")


def name(path):
    """A page's name in test ids and in messages: "en/causes.md"."""
    return path.relative_to(DOCS).as_posix()


def language(source):
    return source.parent.name


def folder(lang):
    """Where the pages of a language stand in the built site: "", "ru/"."""
    return "" if lang == "en" else f"{lang}/"


def finished(source):
    """Where a page stands in the built site: "causes.html", "ru/causes.html"."""
    return f"{folder(language(source))}{source.stem}.html"


def canonical(source):
    """The one address of a page: "https://example.org/muscle-twitches/ru/causes.html"."""
    return SITE_URL + finished(source).removesuffix("index.html")


FILES = [finished(page) for page in PAGES]


def pytest_generate_tests(metafunc):
    """A test runs for each page or language that it asks for, so that a new one is covered the day it exists."""
    for fixture, values, ids in (("source", PAGES, name), ("file", FILES, str), ("lang", LANGUAGES, str)):
        if fixture in metafunc.fixturenames and not any(
            fixture in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")
        ):
            metafunc.parametrize(fixture, values, ids=ids)


def pytest_sessionstart(session):
    """Build the site and find the browser once, before any worker starts; the workers read what came of it."""
    if hasattr(session.config, "workerinput"):
        return
    process = build("--strict")
    if process.returncode:
        pytest.exit(f"The site does not build:\n{process.stdout}", 1)
    session.config.cache.set("site/build", process.stdout)
    with sync_playwright() as playwright:
        try:
            path = find_chromium(playwright)
            playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS).close()
        except Error as error:
            pytest.exit(f"The browser {path} does not start. Set CHROMIUM to one that does.\n{error}", 1)
        except NoBrowser as error:
            pytest.exit(str(error), 1)
    session.config.cache.set("site/chromium", str(path))
    session.config.cache.set("site/firefox", find_firefox())


def build(*options, cwd=ROOT, engine="mkdocs", **environment):
    """Run a build; a finished process with its output as text."""
    environment = {**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1", **environment}
    command = [sys.executable, "-m", engine, "build", *options]
    return subprocess.run(
        command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def copy_of_the_tree(folder):
    """All that a build needs, copied to a new folder, to be changed there."""
    copy = folder / "tree"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "site", "site.new", "site.old", "tests"))
    return copy


@pytest.fixture(scope="session")
def built(pytestconfig):
    """What the strict build of ``site/`` printed."""
    return pytestconfig.cache.get("site/build", None)


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    return ROOT / "site"


@pytest.fixture
def page_html(site, source):
    """The finished page of a Markdown source, as text."""
    return (site / finished(source)).read_text("utf-8")


@contextlib.contextmanager
def served(site):
    """Where a site is served, under the path that it will have on Pages, with the 404 page for what is missing."""
    prefix = urlsplit(SITE_URL).path

    class Pages(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            path = path.replace("%00", "")  # No file name of any system has one, and Python's own server falls over it.
            return super().translate_path("/" + path.removeprefix(prefix)) if path.startswith(prefix) else "/nowhere"

        def send_error(self, code, *_):
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((site / "404.html").read_bytes())

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):
            """A browser that leaves a page before it has come is no fault."""

    server = Server(("127.0.0.1", 0), functools.partial(Pages, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site):
    """Where the built site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(pytestconfig):
    """Start a browser, with more flags if need be."""
    path = pytestconfig.cache.get("site/chromium", None)
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(chromium):
    browser = chromium()
    yield browser
    browser.close()


@pytest.fixture
def visit(browser, address):
    """Open a page as a reader: ``visit("causes.html", width=360, dark=True)``. What goes wrong on the way fails the test.

    Wrong are: an error or warning in the console, a request to another host, and an answer of 400 or more.
    """
    contexts, faults = [], []

    def answered(response):
        if response.status >= 400 and not expect_missing:
            faults.append(f"{response.status} {response.url}")

    expect_missing = []

    def open_page(path="", *, width=1280, height=800, dark=False, missing=False, **options):
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        contexts.append(context)
        expect_missing[:] = [path] if missing else []
        page = context.new_page()
        page.on("response", answered)
        page.on(
            "request",
            lambda request: (
                request.url.startswith((address, "data:", "blob:", "file:"))
                or faults.append(f"outside request {request.url}")
            ),
        )
        # Search cannot run from a folder: browsers start no worker there.
        page.on("pageerror", lambda error: path.startswith("file:") or faults.append(f"script error {error}"))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning")
                and not missing
                and "blocked by Playwright" not in message.text  # The service worker, where a test asks for it
                and faults.append(f"console: {message.text}")
            ),
        )
        page.goto(path if "://" in path else address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


# As wide as letters get, as usual, and narrow: Debian's fonts-dejavu-core, fonts-noto-core and fonts-liberation.
FONTS = ["DejaVu Sans", "Noto Sans", "Liberation Sans Narrow"]


@pytest.fixture(scope="session")
def wear():
    """Show a page in a font, which must be there: a test that ran in another would say nothing."""

    def wear(page, font):
        assert page.evaluate(
            """font => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(`body, body * { font-family: "${font}" !important }`);
                document.adoptedStyleSheets = [sheet];
                const letters = document.createElement("canvas").getContext("2d");
                const width = family => { letters.font = `50px ${family}`; return letters.measureText("mmmiii").width; };
                return ["monospace", "serif"].some(other => width(`"${font}", ${other}`) !== width(other));
            }""",
            font,
        ), f"the font {font} is not installed"

    return wear


def until(page, condition):
    """Wait for a condition in JavaScript; Playwright's own way to wait needs ``eval``, which the policy refuses."""
    page.evaluate(
        """condition => new Promise((done, fail) => {
            const look = () => CONDITION ? done() : setTimeout(look, 50);
            setTimeout(fail, 30000, new Error(`never: ${condition}`));
            look();
        })""".replace("CONDITION", condition),
        condition,
    )


def eventually(holds, seconds=60, pause=0.1):
    """Try until ``holds()`` is true."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(pause)


def ask_search(page, words):
    """Type into the search. The theme listens to keys let go, which Playwright has for Latin letters alone."""
    box = page.locator(".md-search__input")
    box.press_sequentially(words)
    box.dispatch_event("keyup")


def describe(violations):
    """Axe's findings in one line each, with the element to look at."""
    return "\n".join(
        f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])} places)" for v in violations
    )
