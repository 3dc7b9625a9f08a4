"""While an author writes, ``make`` shows every change at once, and names every mistake in the browser too.

What it shows is the site that it would show of the same files from the start, however many changes led there.
"""

import contextlib
import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from conftest import copy_of_the_tree, digests, eventually

BOX = "preview-mistakes"


class Preview:
    """A tree that is served, for which a folder holds the log and the site."""

    def __init__(self, tree, folder, port, process):
        self.tree, self.folder, self.port, self.process = tree, folder, port, process

    def log(self):
        return (self.folder / "log").read_text("utf-8")

    def page(self, file):
        """A page as a browser gets it; empty before anything is served."""
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{file}", timeout=60).read().decode()
        return ""

    def shows(self, file, *words):
        """Wait until a page shows all of these words."""
        try:
            eventually(lambda: all(it in self.page(file) for it in words))
        except AssertionError:
            raise AssertionError(f"{file} lacks one of {words}:\n{self.log()}") from None

    def work(self):
        """The processor time that it took so far, where the system tells; it does not depend on what else runs."""
        told = Path(f"/proc/{self.process.pid}/stat")
        return sum(map(int, told.read_text().rpartition(")")[2].split()[11:13])) if told.exists() else 0

    def files(self):
        (site,) = self.folder.glob("mkdocs_*")
        return digests(site)

    @contextlib.contextmanager
    def changed(self, file, old, new):
        """Replace the first match of a pattern for a while, after which no mistake is shown."""
        text = self.change(file, old, new)
        yield
        (self.tree / file).write_text(text, "utf-8")
        eventually(lambda: BOX not in self.page("index.html"), reason="a mistake that was mended stays")

    def change(self, file, old, new):
        """Replace the first match of a pattern in one go; what stood in the file before."""
        path, aside = self.tree / file, self.tree / "aside"
        text = path.read_text("utf-8")
        changed = re.sub(old, new, text, count=1, flags=re.M)
        assert changed != text, f"{file} has no '{old}' any more: change something else"
        aside.write_text(changed, "utf-8")
        aside.replace(path)
        return text


@contextlib.contextmanager
def serving(tree, folder, port=None):
    if not port:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    folder.mkdir()
    host = f"127.0.0.1:{port}"
    environment = {**os.environ, "SITE_URL": f"http://{host}/", "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", host]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, cwd=tree, env=environment, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            preview = Preview(tree, folder, port, process)
            preview.shows("ru/index.html", "</html>")
            yield preview
        finally:
            process.kill()


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """For tests that mend what they break."""
    folder = tmp_path_factory.mktemp("preview")
    with serving(copy_of_the_tree(folder), folder / "served") as preview:
        yield preview


# What pages are made of: a file, what changes there, and a page that shows it. What changes many pages comes first, as it
# would hide that a later change was missed; what stands in one round changes different pages or none.
ROUNDS = [
    [
        ("mkdocs.yml", "heading: Sources for this page", r"\g<0> zebra", "als.html", "page zebra</h2>"),
        ("docs/ru.yml", "^    back_to_top: ", r"\g<0>зебра ", "ru/als.html", ">зебра "),
        ("overrides/partials/foot.html", "<footer ", r'\g<0>data-zebra="" ', "als.html", "data-zebra"),
        ("overrides/assets/stylesheets/base.css", r"\A", ".zebra{top:0}\n", "als.html", ".zebra{top:0}"),
    ],
    [
        ("mkdocs.yml", "- Causes: ", "- Zebras: ", "sources.html", ">Zebras</a>"),
        ("docs/abbreviations.ru.md", r"^\*\[БАС\]: ", r"\g<0>зебра ", "ru/als.html", 'title="зебра '),
    ],
    [("docs/references.yml", "^  title: Twitching", r"\g<0> zebra", "ru/sources.html", "Twitching zebra")],
    [
        ("docs/en/images/emg.svg", "<title[^>]*>", r"\g<0>Zebra ", "tests.html", ">Zebra "),
        ("docs/ru/causes.md", "^# .+?(?= {)", r"\g<0> зебра", "ru/causes.html", " зебра</h1>"),
        ("docs/en/diary.md", "^# .+", "\\g<0>\n\nA zebra.[^nhs-twitching]", "diary.html", "A zebra."),
    ],
    [("docs/en/als.md", "^# .+", "\\g<0>\n\nSee the [zebra](zebra.md).", "als.html", 'href="zebra.md"')],
]


def test_every_change_shows_in_one_reload_and_leads_to_the_site_of_a_fresh_start(tmp_path):
    with serving(copy_of_the_tree(tmp_path), tmp_path / "served") as preview:
        start, reloads = preview.work(), []
        for changes in ROUNDS:
            before = preview.work()
            reloads.append(preview.log().count("Detected file changes"))
            for file, old, new, _, _ in changes:
                preview.change(file, old, new)
            for *_, page, words in changes:
                preview.shows(page, words)
        assert preview.work() - before <= start / 2, "pages that did not change are rendered again"
        text = (preview.tree / "docs/en/about.md").read_text("utf-8")
        (preview.tree / "docs/en/zebra.md").write_text(text, "utf-8")
        preview.shows("als.html", 'href="zebra.html"')
        # Of what is watched apart, as settings and pages are, each may take its own.
        assert preview.log().count("Detected file changes") == reloads[-2] + 3
        shown = preview.files()
    with serving(preview.tree, tmp_path / "fresh", preview.port) as fresh:
        files = fresh.files()
    different = [str(path) for path in shown.keys() | files.keys() if shown.get(path) != files.get(path)]
    assert not different, f"not as from the start: {different[:5]}"


# What stops the build while serving: a change, and what the browser says of it.
STOPPING = {
    "unknown source": (
        ("docs/en/causes.md", "^# .+", "\\g<0>\n\nA zebra.[^<b>]"),
        "docs/en/causes.md:10: unknown source '&lt;b&gt;'.",
    ),
    "template without a brace": (
        ("overrides/partials/foot.html", "%}", "}"),
        "overrides/partials/foot.html:3: ",
    ),
    "settings that are not YAML": (("docs/ru.yml", "^docs_dir: ", "docs_dir: a: "), 'docs/ru.yml", line '),
    "what no check knows": (
        ("overrides/partials/foot.html", "<footer", "{{ 1 / 0 }}<footer"),
        "overrides/partials/foot.html:4: ZeroDivisionError",
    ),
}


@pytest.mark.parametrize("mistake", STOPPING)
def test_mistake_that_stops_the_build_is_named_in_the_browser_until_it_is_mended(preview, mistake):
    change, message = STOPPING[mistake]
    good = preview.files()
    with preview.changed(*change):
        preview.shows("ru/causes.html", BOX, message, "Причины", "The last good site is shown")
        assert preview.page("ru/causes.html").count(message) == 1
    assert preview.files() == good
    assert not (preview.tree / "site").exists()


def test_mistake_in_a_page_that_can_be_shown_is_named_on_it(preview):
    with preview.changed("docs/en/causes.md", "^# .+", "\\g<0>\n\nA <b>zebra</b>.[^nhs-twitching]"):
        preview.shows("causes.html", "A <b>zebra</b>.", "docs/en/causes.md:10: raw HTML.")
        page = preview.page("causes.html")
    assert page.index("A <b>zebra") < page.index(BOX) < page.index("livereload")
    assert "Content-Security-Policy" not in page, "it would stop the script that reloads the page"


def test_code_of_our_own_that_changes_asks_for_a_new_start(preview):
    with preview.changed("overrides/languages.py", r"\Z", "# zebra\n"):
        preview.shows("index.html", "overrides/languages.py: still runs as it was at the start. Press Ctrl+C")


def test_entry_of_the_menu_without_a_label_and_page_that_is_gone_get_one_line(preview):
    said = len(preview.log())
    line = (preview.tree / "mkdocs.yml").read_text("utf-8").partition("- Causes: ")[0].count("\n") + 1
    with preview.changed("mkdocs.yml", "- Causes: causes.md", "- causes.md"):
        preview.shows("index.html", f"mkdocs.yml:{line}: no label in the menu.")
    page = preview.tree / "docs/ru/causes.md"
    text = page.read_text("utf-8")
    page.unlink()
    preview.shows("index.html", "docs/ru/causes.md:1: not translated.", "Stopped by the mistakes that are named above.")
    assert "is not found" not in preview.page("index.html"), "what follows from a mistake is shown beside it"
    assert "Traceback" not in preview.log()[said:]
    page.write_text(text, "utf-8")
    eventually(lambda: BOX not in preview.page("index.html"))
