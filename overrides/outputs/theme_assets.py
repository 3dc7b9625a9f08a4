"""What is published of the theme's files and of ours: nothing of the theme, and of ours what no page holds itself."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from rjsmin import jsmin

from overrides.languages import DEFAULT_LANGUAGE

# Once for all languages, in the folder of the one at the root.
SHARED = re.compile(
    r"sw\.js|favicon\.ico|assets/(images/(favicon\.svg|(apple-touch-icon|icon-\d+)\.png)"
    r"|javascripts/(page|offline)\.js|stylesheets/later\.css)"
)


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Everything that a theme's folder brings, before it is copied, but for our own files that pages ask for."""
    default = config.theme["language"] == DEFAULT_LANGUAGE
    for file in list(files):
        ours = file.src_uri.startswith(("assets/", "sw.js", "favicon.ico"))
        if ours and not (default and SHARED.fullmatch(file.src_uri)):
            files.remove(file)


def minify_scripts(files: Files) -> None:
    for file in files:
        if file.src_uri.startswith("assets/javascripts/"):
            file.content_string = jsmin(file.content_string)
