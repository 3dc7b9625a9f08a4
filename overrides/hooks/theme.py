"""Mends faults in the theme's finished pages that no template block reaches; the build stops when one is not found.

The blanks that templates leave between lines go too, and the comments in scripts.
"""

import re

from mkdocs.exceptions import BuildError
from rjsmin import jsmin

# What the theme writes, what it is to be, and why.
MENDS = {
    # HTML allows autocomplete only on fields that a reader fills in.
    ' id="__drawer" autocomplete="off">': ' id="__drawer">',
    ' id="__search" autocomplete="off">': ' id="__search">',
    # A dialog has a name (ARIA).
    'data-md-component="search" role="dialog">': 'data-md-component="search" role="dialog" aria-label="{search}">',
}

# Templates that are pages.
MENDED = ("404.html", "languages.html")

# What keeps its blanks, or a run of them.
BLANKS = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)|\s*\n\s*", re.DOTALL)

SCRIPT = re.compile(r"(?<=<script>).*?(?=</script>)", re.DOTALL)


def on_post_page(output, *, page, config):
    for found, wanted in MENDS.items():
        if found not in output:
            raise BuildError(f"{__file__}: the theme no longer writes '{found}'. Remove this mend if it is not needed.")
        output = output.replace(found, wanted.format(search=config.extra["words"]["search"]))
    output = SCRIPT.sub(lambda script: jsmin(script[0]), output)
    return BLANKS.sub(lambda match: match[1] or "\n", output)


def on_post_template(output_content, *, template_name, config):
    """The pages for unknown addresses and of languages are templates, and have the same faults."""
    return on_post_page(output_content, page=None, config=config) if template_name in MENDED else None
