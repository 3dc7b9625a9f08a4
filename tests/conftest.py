"""The built site, served as Pages will serve it, made once a run; and a browser, once a worker."""

import contextlib
import functools
import hashlib
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

from overrides.tools.browser import CHROMIUM_FLAGS, NoBrowser, apt_install, find_chromium, find_firefox

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# Every page that a reader reads; what only leads on to a new address is none.
LANGUAGES = sorted(folder.name for folder in DOCS.iterdir() if folder.is_dir())
PAGES = sorted(page for page in DOCS.glob("*/*.md") if "template: moved.html" not in page.read_text("utf-8"))
# The publishing workflow tests the very site that it publishes, at its own address and place; the author's own site stays
# as it was, and what is tested is made beside what pytest keeps.
SITE = ROOT / os.environ.get("SITE_DIR", ".pytest_cache/site")
SITE_URL = os.environ.get("SITE_URL", "https://example.org/muscle-twitches").rstrip("/") + "/"

# Pages are shown in the usual letters, and where layout is measured in all three, whatever the machine has: the family, and
# the package of Debian and Ubuntu that brings it. All are free, and have Cyrillic.
FONTS = {
    "narrow": ("Liberation Sans", "fonts-liberation"),
    "usual": ("Noto Sans", "fonts-noto-core"),
    "wide": ("DejaVu Sans", "fonts-dejavu-core"),
}
# A fontconfig file that knows one family alone.
ONE_FAMILY = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont>
    <rejectfont>
      <pattern><patelt name="scalable"><bool>true</bool></patelt></pattern>
      <pattern><patelt name="scalable"><bool>false</bool></patelt></pattern>
    </rejectfont>
    <acceptfont><pattern><patelt name="family"><string>{}</string></patelt></pattern></acceptfont>
  </selectfont>
</fontconfig>
"""


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


def pytest_collection_modifyitems(items):
    """What needs a browser is known by its fixtures: ``pytest -m "not browser"``."""
    for item in items:
        if {"chromium", "engine", "large"} & set(item.fixturenames):
            item.add_marker("browser")


def pytest_sessionstart(session):
    """Build the site, find the browser and its letters once, before any worker starts; the workers read what came of it."""
    if hasattr(session.config, "workerinput"):
        return
    process = build("--strict", "--site-dir", str(SITE))
    if process.returncode:
        pytest.exit(f"The site does not build:\n{process.stdout}", 1)
    session.config.cache.set("site/build", process.stdout)
    if "not browser" in session.config.option.markexpr:
        return
    find_fonts(session.config.cache.mkdir("fonts"))
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


def build(*options, cwd=ROOT, engine="mkdocs", python=sys.executable, **environment):
    """Run a build; a finished process with its output as text."""
    environment = {**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1", **environment}
    command = [python, "-m", engine, "build", *options]
    return subprocess.run(
        command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def digests(folder):
    """The digest of each file of a folder, by its path there."""
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def copy_of_the_tree(folder):
    """All that a build needs, copied to a new folder, to be changed there."""
    copy = folder / "tree"
    left_out = [".git", ".venv", ".pytest_cache", "site", "site.new", "site.old", "tests"]
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*left_out))
    return copy


@pytest.fixture(scope="session")
def built(pytestconfig):
    """What the strict build printed."""
    return pytestconfig.cache.get("site/build", None)


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    return SITE


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


def find_fonts(folder):
    """Write a fontconfig file for each of the FONTS into a folder, and see that the system has them."""

    def missing():
        return [
            package
            for file, (_, package) in zip(files, FONTS.values())
            if not (shutil.which("fc-list") and fonts(file))
        ]

    def fonts(file):
        return subprocess.check_output(["fc-list"], env={**os.environ, "FONTCONFIG_FILE": str(file)})

    files = [folder / f"{width}.conf" for width in FONTS]
    for file, (family, _) in zip(files, FONTS.values()):
        file.write_text(ONE_FAMILY.format(family), "utf-8")
    if sys.platform != "linux":
        return  # Browsers elsewhere do not ask fontconfig, and show what the machine has.
    if packages := missing():
        apt_install(["fontconfig", *packages])
    if packages := missing():
        pytest.exit(
            f"Fonts are missing. Run make test again after: sudo apt install fontconfig {' '.join(packages)}", 1
        )


@pytest.fixture(scope="session")
def playwright():
    """One a worker: a second would refuse to start beside it."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(pytestconfig, playwright):
    """Start a browser, with more flags if need be, that knows one of the FONTS alone."""
    path, fonts = pytestconfig.cache.get("site/chromium", None), pytestconfig.cache.mkdir("fonts")

    def launch(*flags, font="usual"):
        letters = {**os.environ, "FONTCONFIG_FILE": str(fonts / f"{font}.conf")}
        return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *flags], env=letters)

    return launch


@pytest.fixture(scope="session")
def browsers(chromium):
    """A browser for each of the FONTS, started when it is first asked for: ``browsers("wide")``."""
    return functools.cache(lambda font: chromium(font=font))


@pytest.fixture(scope="session")
def browser(browsers):
    return browsers("usual")


@pytest.fixture
def visit(browsers, address):
    """Open a page as a reader: ``visit("causes.html", width=360, dark=True, font="wide")``. What goes wrong on the way fails the test.

    Wrong are: an error or warning in the console, a request to another host, and an answer of 400 or more.
    """
    contexts, faults = [], []

    def answered(response):
        if response.status >= 400 and not expect_missing:
            faults.append(f"{response.status} {response.url}")

    expect_missing = []

    def open_page(path="", *, width=1280, height=800, dark=False, missing=False, font="usual", **options):
        scheme = "dark" if dark else "light"
        context = browsers(font).new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
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


def eventually(holds, seconds=60, pause=0.1, reason="it does not happen"):
    """Try until ``holds()`` is true."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"{reason}, for {seconds} seconds"
        time.sleep(pause)


FIELD, RESULTS = ".search input", ".results > li > a"


def ask_search(page, words):
    """Open the search and type into it."""
    page.locator(".search-button").click()
    page.locator(FIELD).press_sequentially(words)


def describe(violations):
    """Axe's findings in one line each, with the element to look at."""
    return "\n".join(
        f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])} places)" for v in violations
    )
