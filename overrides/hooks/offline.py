"""What a language needs without a network: ``offline.json`` for ``overrides/sw.js``, with a map of file to revision, and the
note that a stored page shows, where ``%s`` stands for the date on which the page was reviewed.
"""

import hashlib
import html
import json
import os
import posixpath
import re
from pathlib import Path

from mkdocs.plugins import event_priority

from overrides.hooks.languages import HOME, SHORT_JSON

# Whatever in a page could be the name of a file that it uses, in scripts too. Looking back saves trying inside words.
NAME = re.compile(r"(?<![\w./-])[\w./-]+\.(?:css|js|svg|png)\b")


def on_startup(*, command, dirty):
    """No worker in a preview: it would outlive it, at an address that other projects are previewed at too."""
    if command == "serve":
        os.environ["PREVIEW"] = "1"


def on_config(config):
    config.extra["offline"] = "PREVIEW" not in os.environ


def used(page, site):
    """Files of the site that a page names: a set of paths from the folder of its language."""
    named = NAME.findall((site / page).read_text("utf-8"))
    paths = {posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) for name in named}
    return {path for path in paths if (site / path).is_file()}


# Once, with the home language, when the pages of every language are finished: a revision is that of the finished file.
@event_priority(-95)
def on_post_build(config):
    for language in config.extra["languages"] if config.theme["language"] == HOME else ():
        site, address = Path(config.site_dir, language["folder"]), config.site_url + language["folder"]
        found = re.findall(r"<loc>(.+?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
        pages = {page.removeprefix(address) or "index.html" for page in found} | {"503.html"}
        files = sorted(pages.union(*(used(page, site) for page in pages)))
        revisions = {file: hashlib.sha256((site / file).read_bytes()).hexdigest()[:8] for file in files}
        words = {name: html.escape(text) for name, text in language["words"].items() if name in ("stored", "reviewed")}
        note = '<p class="stored-copy" role="status">{stored} {reviewed}: %s.</p>\n'.format(**words)
        listed = json.dumps({"note": note, "files": revisions}, **SHORT_JSON)
        (site / "offline.json").write_text(listed, "utf-8")
