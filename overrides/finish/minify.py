"""Pages without the whitespace that templates leave between lines, their styles and scripts without comments."""

import re
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from overrides import site as finished
from overrides.site import Configuration

# An element that keeps its whitespace, or whitespace with a line break in it.
WHITESPACE = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)|\s*\n\s*", re.DOTALL)
# Markdown closes void elements as XML does.
VOID = re.compile(r"(<(?:br|hr|img|input)\b[^>]*?) />")
INLINE = re.compile(r"<(script|style)>(.*?)(?=</\1>)", re.DOTALL)
MINIFY = {"script": jsmin, "style": cssmin}


def pages(site: Path, config: Configuration) -> None:
    for path, _ in finished.pages(site, config):
        html = INLINE.sub(lambda part: f"<{part[1]}>{MINIFY[part[1]](part[2])}", path.read_text("utf-8"))
        path.write_text(WHITESPACE.sub(lambda match: match[1] or "\n", VOID.sub(r"\1>", html)), "utf-8")


def scripts(site: Path, config: Configuration) -> None:
    for path in (site / "assets/javascripts").glob("*.js"):
        path.write_text(jsmin(path.read_text("utf-8")), "utf-8")
