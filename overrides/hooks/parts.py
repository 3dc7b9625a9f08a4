"""The search and the theme's script, the same for all pages of a language, stand in one file, which a page asks for when its
reader turns to the search or to a note; see theme.html. A step after the build; while serving, pages hold them.
"""

import re
from pathlib import Path

from mkdocs.exceptions import BuildError
from mkdocs.plugins import event_priority

from overrides.hooks.languages import HOME

PARTS = re.compile(r'<script id="__config".*?</script>|<template id="theme">(.*?)</template>', re.DOTALL)
FILE = "search/parts.txt"


@event_priority(-60)
def on_post_build(config):
    """Out of every page that holds just what its language's home page holds; the page for unknown addresses does not."""
    if not config.extra["finish"] or config.theme["language"] != HOME:
        return
    for language in config.extra["languages"]:
        folder = Path(config.site_dir, language["folder"])
        home = (folder / "index.html").read_text("utf-8")
        parts = [match[0] for match in PARTS.finditer(home)]
        if len(parts) != 2:
            raise BuildError(f"{folder / 'index.html'}: found {len(parts)} of the 2 parts of the search. See {__file__}.")
        for path in folder.glob("*.html"):
            html = path.read_text("utf-8")
            if all(part in html for part in parts):
                path.write_text(PARTS.sub("", html), "utf-8")
        (folder / FILE).write_text(PARTS.sub(lambda part: part[1] or part[0], "".join(parts)), "utf-8")
