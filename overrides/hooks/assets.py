"""Files of the theme that the site uses, once for all languages."""

import re

from overrides.hooks.languages import HOME

# What the theme brings along for developers and for other sites; and what stands in the page that uses it.
UNUSED = re.compile(r"\.map$|/sheets\.js$|/palette\.\w+\.min\.css$|/favicon\.png$")


def on_files(files, *, config):
    """Drop the rest before it is copied; other languages use the home language's files, but for styles (see styles.py)."""
    home = config.theme["language"] == HOME
    for file in list(files):
        shared = file.src_uri.startswith(("assets/images/", "assets/javascripts/", "sw.js"))
        if UNUSED.search(file.src_uri) or (shared and not home):
            files.remove(file)
