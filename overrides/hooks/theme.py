"""Mends faults in the theme's finished pages and script that no template block reaches; the build stops when one is not
found. The blanks that templates leave between lines go too, and the comments in scripts.
"""

import re
from fnmatch import fnmatch

from mkdocs.exceptions import BuildError
from rjsmin import jsmin

from overrides.hooks.search import WORKER

# What the theme writes, what it is to be, and why.
MENDS = {
    # HTML allows autocomplete only on fields that a reader fills in.
    ' id="__drawer" autocomplete="off">': ' id="__drawer">',
    ' id="__search" autocomplete="off">': ' id="__search">',
    # A dialog has a name (ARIA).
    'data-md-component="search" role="dialog">': 'data-md-component="search" role="dialog" aria-label="{search}">',
}
# What no reader of this site meets: keys for the next page, messages and a menu that are ours, who made the theme; the
# author stands in the structured data.
UNUSED = re.compile(
    r'<link rel="(?:prev|next)"[^>]*>\n|<meta name="(?:generator|author)"[^>]*>\n|<label class="md-overlay"[^>]*></label>\n'
    r'|<div data-md-component="announce">\n</div>\n|<div class="md-dialog" .*?</div>\n</div>\n',
    re.DOTALL,
)
SCRIPT = "assets/javascripts/bundle.*.min.js"
OUR_SCRIPT = "assets/javascripts/page.js"
SCRIPT_MENDS = {
    # An address may ask for any text to be marked (?h=). Only beginnings of a few words are, and never the code of a
    # sign (&quot;): else "?h=!" marks each gap between letters, spoils quotation marks and stops the page for seconds.
    r"""n=n.replace(/[\s*+\-:~^]+/g," ").replace(/&/g,"&amp;").trim();let i=new RegExp(`(^|${e.separator}|)(${""": (
        r"""n=n.split(r).filter(w=>w[1]).slice(0,30).join(" ");if(!n)return s=>s;"""
        r"""let i=new RegExp(`(^|${e.separator})(?<!&#?)(${"""
    ),
}
# Instead of it, the theme's script starts our worker, which holds it.
THEMES_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
# Templates that are pages.
MENDED = ("404.html", "503.html", "languages.html")
# What keeps its blanks, or a run of them.
BLANKS = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)|\s*\n\s*", re.DOTALL)
INLINE_SCRIPT = re.compile(r"(<script>)(.*?)(?=</script>)", re.DOTALL)


def mend(text, mends):
    for found, wanted in mends.items():
        if found not in text:
            raise BuildError(f"{__file__}: the theme no longer writes '{found}'. Remove this mend if it is not needed.")
        text = text.replace(found, wanted)
    return text


def on_files(files, *, config):
    """Our script asks for the theme's ahead, by its name, and is as short as it can be."""
    ours = files.get_file_from_path(OUR_SCRIPT)
    for bundle in [file for file in files if fnmatch(file.src_uri, SCRIPT)]:
        bundle.content_string = mend(bundle.content_string, SCRIPT_MENDS)
        ours.content_string = jsmin(mend(ours.content_string, {"bundle.js": bundle.name + ".js"}))


def on_post_page(output, *, page, config):
    output = mend(output, MENDS).replace("{search}", config.extra["words"]["search"])
    worker = THEMES_WORKER.search(output)
    output = mend(output, {worker[0] if worker else THEMES_WORKER.pattern: WORKER})
    output = INLINE_SCRIPT.sub(lambda script: script[1] + jsmin(script[2]), output)
    return UNUSED.sub("", BLANKS.sub(lambda match: match[1] or "\n", output))


def on_post_template(output_content, *, template_name, config):
    """The pages for unknown addresses, for no network and of languages are templates, and have the same faults."""
    return on_post_page(output_content, page=None, config=config) if template_name in MENDED else None
