"""Every link inside the site leads somewhere, from wherever the site is put."""

import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import finished, name
from selectolax.lexbor import LexborHTMLParser


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
