"""The search and the theme's script, the same for all pages of a language, are loaded when a reader turns to the search
or to a note, from one file; see partials/theme.html. In a preview, pages hold them.
"""

import re
from pathlib import Path

from overrides.finish.site import Configuration, FinishError, language_folders

PARTS = re.compile(r'<script id="__config".*?</script>|<template id="theme">(.*?)</template>', re.DOTALL)
FILE = "search/parts.txt"


def take_out(site: Path, config: Configuration) -> None:
    """Out of every page that holds just what the start page of its language holds, which the 404 page does not."""
    for folder, _ in language_folders(site, config):
        home = (folder / "index.html").read_text("utf-8")
        parts = [match[0] for match in PARTS.finditer(home)]
        if len(parts) != 2:
            raise FinishError(
                f"{folder / 'index.html'}: found {len(parts)} of the 2 parts of the search. See {__file__}."
            )
        for path in folder.glob("*.html"):
            html = path.read_text("utf-8")
            if all(part in html for part in parts):
                path.write_text(PARTS.sub("", html), "utf-8")
        (folder / FILE).write_text(PARTS.sub(lambda part: part[1] or part[0], "".join(parts)), "utf-8")
