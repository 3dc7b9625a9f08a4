"""Every link inside the site leads somewhere, from wherever the site is put; and so does every link from elsewhere."""

import difflib
import functools
import posixpath
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import DOCS, LANGUAGES, PAGES, SITE_URL, build, copy_of_the_tree, eventually, finished, name
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from overrides.checks.source import headings, split
from overrides.tools import published_urls

pytestmark = pytest.mark.address


@pytest.fixture(scope="session")
def ids(site):
    """Every id of every page, by file."""
    return {
        page.relative_to(site).as_posix(): {node.id for node in LexborHTMLParser(page.read_text("utf-8")).css("[id]")}
        for page in site.rglob("*.html")
    }


def links(html):
    for node in LexborHTMLParser(html).css("[href], [src]"):
        yield node.attributes.get("href") or node.attributes.get("src") or ""


def test_every_internal_link_and_id_exists(site, ids, page_html, source):
    file = Path(finished(source))
    for link in links(page_html):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        path = posixpath.normpath(file.parent / unquote(parts.path)) if parts.path else file.as_posix()
        path = f"{path}/index.html" if (site / path).is_dir() else path
        path = path.removeprefix("./")
        assert (site / path).is_file(), f"{file}: nothing at {link}"
        assert not parts.fragment or not path.endswith(".html") or unquote(parts.fragment) in ids[path], (
            f"{file}: no such id: {link}"
        )


def test_internal_links_are_relative(page_html, source):
    for link in links(page_html):
        assert not link.startswith("/"), f"{name(source)}: {link} breaks where the site is not at the root"


def test_links_to_other_sites_are_whole_addresses(page_html, source):
    for link in links(page_html):
        parts = urlsplit(link)
        if parts.scheme in ("http", "https"):
            assert "." in parts.netloc and " " not in link, f"{name(source)}: {link}"


# The addresses that other sites may know, and the page that each was made from.
PUBLISHED = sorted({line.partition("#")[0] for line in published_urls.listed()})
SOURCES = {finished(page): page for page in DOCS.glob("*/*.md")}


def where(file, id):
    """File and line of the heading that most likely had an id before: of those not yet listed, the nearest."""
    unknown = {
        head.id: head.line for head in headings(SOURCES[file]) if f"{file}#{head.id}" not in published_urls.listed()
    }
    near = difflib.get_close_matches(id, unknown, 1, cutoff=0)
    return f"{name(SOURCES[file])}:{unknown[near[0]] if near else 1}"


@pytest.mark.parametrize("file", PUBLISHED)
def test_every_published_address_and_id_leads_somewhere(site, ids, file):
    assert (site / file).is_file(), f"{file}: others link here. Bring it back, or see 'Move a page' in CONTRIBUTING."
    target = published_urls.redirect_target((site / file).read_text("utf-8"))
    end = posixpath.join(posixpath.dirname(file), target) if target else file
    assert (site / end).is_file(), f"{file}: moved to {target}, where nothing is. Mend moved_to."
    published_ids = [line.partition("#")[2] for line in published_urls.listed() if line.startswith(f"{file}#")]
    gone = [id for id in published_ids if id not in ids[end]]
    assert not gone, (
        f"{where(end, gone[0])}: others link to {file}#{gone[0]}. Write {{ #{gone[0]} }} again, on its heading or on a"
        " line of its own below the paragraph that now answers."
    )


def test_every_address_and_id_is_published(site):
    new = sorted(published_urls.built(site) - {*published_urls.listed()})
    assert not new, f"{published_urls.LIST}: {len(new)} new, such as {new[0]}. Run: make addresses"


def test_published_addresses_are_sorted():
    lines = published_urls.listed()
    assert lines == sorted({*lines}), f"{published_urls.LIST}: not sorted, or a line twice. Run: make addresses"


def test_nothing_was_ever_taken_from_the_published_addresses():
    gone = sorted(published_urls.ever_listed(published_urls.ROOT) - {*published_urls.listed()})
    assert not gone, f"{published_urls.LIST}: {gone[0]} was taken out. Write it back: the list only grows."


def test_what_was_taken_out_is_seen_in_a_clone_and_cannot_be_without_history(tmp_path):
    clone, shallow, copy = (tmp_path / folder for folder in ("clone", "shallow", "copy"))
    (clone / "tests").mkdir(parents=True)
    git = ["git", "-C", clone, "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for text in ("a.html\nb.html\n", "b.html\n", "b.html\nc.html\n"):
        (clone / published_urls.LIST).write_text(text, "utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", "Change"], check=True)
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", clone.as_uri(), shallow], check=True)
    shutil.copytree(clone, copy, ignore=shutil.ignore_patterns(".git"))
    found = [published_urls.ever_listed(folder) for folder in (clone, shallow, copy)]
    assert found == [{"a.html", "b.html", "c.html"}, {"b.html", "c.html"}, set()]


def ids_that_moved(before, after):
    """Ids that now stand on a heading which had another one: (id, its old words, its new words); of two outlines by id."""
    had = {words: id for id, words in before.items()}
    return [
        (id, before[id], words) for id, words in after.items() if id in before and had.get(words, id) not in (id, None)
    ]


def committed(commit, path):
    """The headings of a page as a commit has it: a dict of id to words, empty if there was no such page."""
    command = ["git", "-C", published_urls.ROOT, "show", f"{commit}:{path.relative_to(published_urls.ROOT).as_posix()}"]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return {heading.id: heading.text for heading in headings.__wrapped__(text)}


def test_no_id_moved_to_another_section(source):
    """Since the last commit, or in it: who follows an old link must find what was linked."""
    after = {heading.id: heading.text for heading in headings(source)}
    before = next(filter(lambda each: each != after, (committed(commit, source) for commit in ("HEAD", "HEAD^"))), {})
    for id, old, new in ids_that_moved(before, after):
        line = next(heading.line for heading in headings(source) if heading.id == id)
        message = "Give each heading its id back."
        raise AssertionError(f"{name(source)}:{line}: others link to #{id} as '{old}', not '{new}'. {message}")


def test_ids_that_changed_places_are_seen():
    before = {"a": "One", "b": "Two", "c": "Three"}
    assert ids_that_moved(before, {"a": "Two", "b": "One", "c": "3", "d": "Four"}) == [
        ("a", "One", "Two"),
        ("b", "Two", "One"),
    ]
    assert ids_that_moved(before, {"c": "Three", "a": "One!", "b": "Two"}) == []


# A page with a heading to follow, wherever an author has moved it, and where it moves here.
OLD = next(page.stem for page in PAGES if "{ #b12" in page.read_text("utf-8"))
NEW = f"{OLD}-moved"


@pytest.fixture(scope="session")
def moved(tmp_path_factory):
    """A tree in which a page has moved, after the recipe in CONTRIBUTING; built."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("moved"))
    for lang in LANGUAGES:
        folder = copy / "docs" / lang
        # () tells the checks that the words stay as they are in every language.
        front = "title: (Moved)\ndescription: (Moved)\nreviewed: 2026-11-22\nreview_due: 2027-11-22\n"
        front += f"template: moved.html\nmoved_to: {NEW}.html\n"
        (folder / f"{OLD}.md").rename(folder / f"{NEW}.md")
        (folder / f"{OLD}.md").write_text(f"---\n{front}---\n# (Moved) {{ #moved }}\n\n[(Tests)]({NEW}.md).\n", "utf-8")
        shutil.copy(folder / f"images/link/{OLD}.png", folder / f"images/link/{NEW}.png")
        pages = [page for page in folder.glob("*.md") if page.stem != OLD]
        for path in [*pages, copy / "mkdocs.yml" if lang == "en" else folder.with_suffix(".yml")]:
            text = re.sub(rf"(?<![\w-]){OLD}\.(md|html)", rf"{NEW}.\1", path.read_text("utf-8"))
            path.write_text(text, "utf-8")
    result = build("--strict", cwd=copy)
    assert result.returncode == 0, result.stdout
    return copy / "site"


class TestMovedPage:
    @pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
    def test_leads_on_and_keeps_the_section_where_it_can(self, moved, visit, lang, script):
        old = moved / finished(DOCS / lang / f"{OLD}.md")
        page = visit(f"{old.as_uri()}#b12", missing=True, java_script_enabled=script)
        target = old.with_name(f"{NEW}.html").as_uri()
        expect(page).to_have_url(f"{target}#b12" if script else target)

    def test_has_a_link_too_and_as_plain_markdown(self, moved, lang):
        old = moved / finished(DOCS / lang / f"{OLD}.md")
        page = LexborHTMLParser(old.read_text("utf-8"))
        assert f"{NEW}.html" in [link.attributes["href"] for link in page.css("article a")]
        assert f"]({NEW}.md)" in old.with_suffix(".md").read_text("utf-8")

    def test_is_neither_found_nor_cited_nor_in_a_menu(self, moved, lang):
        folder = (moved / finished(DOCS / lang / f"{OLD}.md")).parent
        for file in ("sitemap.xml", "feed.xml", "llms.txt", "index.html"):
            assert not re.search(rf"(?<![\w-]){OLD}\.html", (folder / file).read_text("utf-8")), file
        html = (folder / f"{OLD}.html").read_text("utf-8")
        assert not LexborHTMLParser(html).css("#share, [property^='og:']")

    def test_every_address_that_was_published_still_leads_somewhere(self, moved):
        ids = {
            page.relative_to(moved).as_posix(): {
                node.id for node in LexborHTMLParser(page.read_text("utf-8")).css("[id]")
            }
            for page in moved.rglob("*.html")
        }
        for file in PUBLISHED:
            test_every_published_address_and_id_leads_somewhere(moved, ids, file)

    def test_is_listed_under_its_new_address_alone(self, moved, site):
        before, after = published_urls.built(site), published_urls.built(moved)
        assert {line.replace(NEW, OLD) for line in after} == before
        assert not any(re.search(rf"(?<![\w-]){OLD}\.", line) for line in after)


def texts(page):
    """The texts of a page to link, quote or cite it with."""
    return [code.text() for code in page.css(".share samp")]


def test_page_can_be_linked_quoted_and_cited(page_html, source):
    page, front = LexborHTMLParser(page_html), split(source)[0]
    title, address = front["title"], SITE_URL + finished(source).removesuffix("index.html")
    link, markdown, reference = texts(page)
    anchor = LexborHTMLParser(link).css_first("a")
    assert (anchor.attributes, anchor.text()) == ({"href": address}, title)
    assert markdown == f"[{title}]({address})"
    assert reference.startswith(f"Sky Wall. {title} [") and reference.endswith(f": {address}")
    assert page.css_first(".share time").attributes["datetime"] == str(front["reviewed"])
    assert page.css_first(".share time").text() in reference and "CC BY 4.0" in reference


def test_page_for_unknown_addresses_is_not_cited(site):
    assert not LexborHTMLParser((site / "404.html").read_text("utf-8")).css("#share")


class TestCopying:
    """What the clipboard holds after a press."""

    SAID = {"en": ("Link copied", "Copied"), "ru": ("Ссылка скопирована", "Скопировано")}

    @pytest.fixture
    def reader(self, visit):
        """``visit``, for a reader who may look into the clipboard."""
        return functools.partial(visit, permissions=["clipboard-read", "clipboard-write"])

    def copied(self, page, words):
        expect(page.get_by_role("status").last).to_have_text(words)
        return page.evaluate("navigator.clipboard.readText()")

    def test_heading_under_the_mouse_copies_its_address_and_goes_there(self, reader, lang):
        file = finished(DOCS / lang / "causes.md")
        page = reader(f"{file}?from=elsewhere")
        page.mouse.wheel(0, 10)
        heading = page.locator("#caffeine-and-medicines")
        heading.scroll_into_view_if_needed()
        heading.hover()
        heading.locator("a").click()
        assert self.copied(page, self.SAID[lang][1]) == f"{SITE_URL}{file}#caffeine-and-medicines"
        expect(page).to_have_url(re.compile("#caffeine-and-medicines$"))

    def test_page_is_sent_as_the_device_sends_things_or_as_a_link(self, reader, lang):
        file = finished(DOCS / lang / "causes.md")
        page = reader(file)
        page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined })")
        page.locator(".send").click()
        assert self.copied(page, self.SAID[lang][0]) == f"{SITE_URL}{file}"
        page.reload()
        page.evaluate(
            "Object.defineProperty(navigator, 'share', { value: async what => { window.shared = what.url; } })"
        )
        page.locator(".send").click()
        eventually(lambda: page.evaluate("window.shared") == f"{SITE_URL}{file}")

    @pytest.mark.parametrize("at", [0, 1, 2], ids=["HTML", "Markdown", "reference"])
    def test_button_copies_what_stands_below_it(self, reader, lang, at):
        page = reader(finished(DOCS / lang / "when-to-seek-help.md"))
        page.locator(".share > summary").click()
        page.locator(".share button").nth(at).click()
        assert self.copied(page, self.SAID[lang][1]) == page.locator(".share samp").nth(at).text_content()

    def test_keyboard_copies_too(self, reader, lang):
        page = reader(finished(DOCS / lang / "index.md"))
        page.locator(".share > summary").press("Enter")
        page.locator(".share button").first.press("Enter")
        assert self.copied(page, self.SAID[lang][1]).startswith("<a href=")

    def test_without_scripts_the_texts_are_there_and_no_button_is_dead(self, visit, lang):
        page = visit(finished(DOCS / lang / "causes.md"), java_script_enabled=False)
        for button in (".send", ".colours", ".search-button"):
            expect(page.locator(button)).to_be_hidden()
        page.locator(".share > summary").click()
        expect(page.locator(".share samp")).to_have_count(3)
        expect(page.locator(".share samp").last).to_be_visible()
        expect(page.locator(".share button")).to_have_count(0)
