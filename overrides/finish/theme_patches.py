"""Patches of faults in the theme's pages that no template block reaches; the build stops when one no longer applies."""

import re
from pathlib import Path

from overrides.finish.site import Configuration, FinishError, pages

# What the theme writes, what it is to be, and why.
PATCHES = {
    # HTML allows autocomplete only on fields that a reader fills in.
    ' id="__drawer" autocomplete="off">': ' id="__drawer">',
    ' id="__search" autocomplete="off">': ' id="__search">',
    # A dialog has a name (ARIA).
    'data-md-component="search" role="dialog">': 'data-md-component="search" role="dialog" aria-label="{search}">',
}
# What no reader of this site meets: keys for the next page, messages and a menu that are ours, who made the theme; the
# author stands in the structured data.
UNUSED = re.compile(
    r'<link rel="(?:prev|next)"[^>]*>\n|<meta name="(?:generator|author)"[^>]*>\n'
    r'|<label class="md-overlay"[^>]*></label>\n'
    r'|<div data-md-component="announce">\n</div>\n|<div class="md-dialog" .*?</div>\n</div>\n',
    re.DOTALL,
)
# Instead of it, the theme's script starts our worker, which holds it.
THEMES_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
WORKER = "search/worker.js"


def patch(html: str, strings: dict) -> str:
    """A page of the theme as it should be; ``strings`` are the words of its language. FinishError if a patch fails."""
    worker = THEMES_WORKER.search(html)
    for found, wanted in (PATCHES | {worker[0] if worker else THEMES_WORKER.pattern: WORKER}).items():
        if found not in html:
            raise FinishError(
                f"{__file__}: the theme no longer writes '{found}'. Remove this patch if it is not needed."
            )
        html = html.replace(found, wanted)
    return UNUSED.sub("", html.replace("{search}", strings["search"]))


def patch_pages(site: Path, config: Configuration) -> None:
    for path, language in pages(site, config):
        path.write_text(patch(path.read_text("utf-8"), language["strings"]), "utf-8")
