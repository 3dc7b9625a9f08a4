"""Files of the theme that the site uses, once for all languages, and the patches of its script."""

import re
from fnmatch import fnmatch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import Files
from rjsmin import jsmin

from overrides.languages import DEFAULT_LANGUAGE

# What the theme brings along for developers and for other sites; and what stands in the page that uses it.
UNUSED = re.compile(r"\.map$|/sheets\.js$|/palette\.\w+\.min\.css$|/favicon\.png$")

SCRIPT = "assets/javascripts/bundle.*.min.js"
OUR_SCRIPT = "assets/javascripts/page.js"
SCRIPT_PATCHES = {
    # An address may ask for any text to be marked (?h=). Only beginnings of a few words are, and never the code of a
    # sign (&quot;): else "?h=!" marks each gap between letters, spoils quotation marks and stops the page for seconds.
    r"""n=n.replace(/[\s*+\-:~^]+/g," ").replace(/&/g,"&amp;").trim();let i=new RegExp(`(^|${e.separator}|)(${""": (
        r"""n=n.split(r).filter(w=>w[1]).slice(0,30).join(" ");if(!n)return s=>s;"""
        r"""let i=new RegExp(`(^|${e.separator})(?<!&#?)(${"""
    ),
}


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Drop the rest before it is copied; other languages use English's, but for stylesheets, which are inlined."""
    default = config.theme["language"] == DEFAULT_LANGUAGE
    for file in list(files):
        shared = file.src_uri.startswith(("assets/images/", "assets/javascripts/", "sw.js"))
        if UNUSED.search(file.src_uri) or (shared and not default):
            files.remove(file)


def patch(text: str, patches: dict[str, str]) -> str:
    """A script with each text replaced by another. BuildError if it is not there."""
    for found, wanted in patches.items():
        if found not in text:
            raise BuildError(f"{__file__}: the script no longer has '{found}'. Remove this patch if it is not needed.")
        text = text.replace(found, wanted)
    return text


def patch_scripts(files: Files) -> None:
    """Our script asks for the theme's ahead, by its name, and is as short as it can be."""
    ours = files.get_file_from_path(OUR_SCRIPT)
    for bundle in [file for file in files if fnmatch(file.src_uri, SCRIPT)]:
        bundle.content_string = patch(bundle.content_string, SCRIPT_PATCHES)
        ours.content_string = jsmin(patch(ours.content_string, {"bundle.js": bundle.name + ".js"}))
