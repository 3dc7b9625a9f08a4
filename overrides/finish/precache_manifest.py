"""The precache manifest of each language, ``offline.json`` for ``overrides/sw.js``: a map of file to revision, and the
note that a stored page shows, where ``%s`` stands for the date on which the page was reviewed.
"""

import hashlib
import html
import json
import posixpath
import re
from pathlib import Path

from overrides.languages import SHORT_JSON
from overrides.site import Configuration, language_folders

# Whatever in a page could be the name of a file that it uses, in scripts too. Looking back saves trying inside words.
FILE_NAME = re.compile(r"(?<![\w./-])[\w./-]+\.(?:css|js|svg|png)\b")


def files_named_in(page: str, folder: Path) -> set[str]:
    """Files of the site that a page names: paths from the folder of its language."""
    named = FILE_NAME.findall((folder / page).read_text("utf-8"))
    paths = {posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) for name in named}
    return {path for path in paths if (folder / path).is_file()}


def write(site: Path, config: Configuration) -> None:
    for folder, language in language_folders(site, config):
        address = config.site_url + language["folder"]
        found = map(html.unescape, re.findall(r"<loc>(.+?)</loc>", (folder / "sitemap.xml").read_text("utf-8")))
        pages = {page.removeprefix(address) or "index.html" for page in found} | {"503.html"}
        search = {path.relative_to(folder).as_posix() for path in folder.glob("search/*")}
        files = sorted(pages.union(search, *(files_named_in(page, folder) for page in pages)))
        revisions = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest()[:8] for file in files}
        strings = {
            name: html.escape(text) for name, text in language["strings"].items() if name in ("stored", "reviewed")
        }
        note = '<p class="stored-copy" role="status">{stored} {reviewed}: %s.</p>\n'.format(**strings)
        listed = json.dumps({"note": note, "files": revisions}, **SHORT_JSON)
        (folder / "offline.json").write_text(listed, "utf-8")
