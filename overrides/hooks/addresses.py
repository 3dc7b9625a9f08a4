"""One address a page: the home page is its folder, not ``index.html``, in its canonical link and in the sitemap."""

import os


def on_startup(*, command, dirty):
    """Files that MkDocs dates (the packed sitemap) carry the same date in every build of one tree."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


def on_page_markdown(markdown, *, page, config, files):
    """Shorten ``…/index.html`` to ``…/`` before any template sees it."""
    if page.canonical_url:
        page.canonical_url = page.canonical_url.removesuffix("index.html")
