"""Pages without what HTML can do without: the whitespace that templates leave between lines, quotes round plain values,
closing tags of items and cells; and styles and scripts without comments.
"""

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
# A tag with quoted values; one of them that needs no quotes. Before "/>" it would take the slash along.
TAG = re.compile(
    r"""(<(pre|script|style|textarea)\b.*?</\2>)|<[a-z][\w-]*(?:\s+[^\s=>"'/]+(?:="[^"]*")?)+\s*>""", re.DOTALL
)
PLAIN = re.compile(r"""(?<==)"([^\s"'=<>`]*[^\s"'=<>`/])"(?=[\s>])""")
# What follows says that they end. The whitespace between goes too: it would stand in them, and an empty cell is empty.
CLOSING = re.compile(
    r"</li>\s*(?=<li\b|</[uo]l>)|</t[dh]>\s*(?=<t[dh]\b|</tr>)|</tr>\s*(?=<tr\b|</t(?:body|head)>)"
    r"|</thead>\s*(?=<tbody\b)|</tbody>\s*(?=</table>)"
)
INLINE = re.compile(r"<(script|style)>(.*?)(?=</\1>)", re.DOTALL)
MINIFY = {"script": jsmin, "style": cssmin}


def pages(site: Path, config: Configuration) -> None:
    for path, _ in finished.pages(site, config):
        html = INLINE.sub(lambda part: f"<{part[1]}>{MINIFY[part[1]](part[2])}", path.read_text("utf-8"))
        html = WHITESPACE.sub(lambda match: match[1] or "\n", VOID.sub(r"\1>", html))
        path.write_text(TAG.sub(unquoted, CLOSING.sub("", html)), "utf-8")


def unquoted(tag: re.Match) -> str:
    return tag[1] or PLAIN.sub(r"\1", tag[0])


def scripts(site: Path, config: Configuration) -> None:
    for path in (site / "assets/javascripts").glob("*.js"):
        path.write_text(jsmin(path.read_text("utf-8")), "utf-8")
