"""Files of the theme that the site uses, once for all languages."""

import re

from overrides.hooks.languages import HOME

# What the theme brings along for developers, for other plugins and for languages that the site does not have; and what
# stands in the page that uses it.
UNUSED = re.compile(r"\.map$|/sheets\.js$|/lunr/(tinyseg|wordcut)\.js$|/palette\.\w+\.min\.css$|/favicon\.png$")
STEMMER = re.compile(r"/lunr/min/lunr\.(?!stemmer)(\w+)\.min\.js$")


def on_files(files, *, config):
    """Drop the rest before it is copied; other languages use the home language's files, but for styles (see styles.py)."""
    home = config.theme["language"] == HOME
    languages = {language["code"] for language in config.extra["languages"]}
    for file in list(files):
        stemmer = STEMMER.search(file.src_uri)
        if UNUSED.search(file.src_uri) or (stemmer and stemmer[1] not in languages):
            files.remove(file)
        elif not home and file.src_uri.startswith(("assets/images/", "assets/javascripts/", "sw.js")):
            files.remove(file)
