"""A Content-Security-Policy in every finished page: it starts from nothing, and allows only what the page holds.

After every step that changes a page: the hashes are those of the final text.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from overrides.site import Configuration, FinishError

START = "default-src 'none';base-uri 'none';form-action 'none'"
# A directive, a source, and what a page holds that needs it. The theme's script, its styles and the search index come
# when a reader turns to the search; script-src is also what workers go by.
SOURCES = [
    ("script-src", "'self'", "script[src], .search-button"),
    ("style-src", "'self'", "link[rel~=stylesheet], .search-button"),
    ("img-src", "'self'", "link[rel~=icon], img, image"),
    # The icons in the styles.
    ("img-src", "data:", "link[rel~=stylesheet], style"),
    ("connect-src", "'self'", ".search-button"),
    ("manifest-src", "'self'", "link[rel~=manifest]"),
]
# What is written in the page itself is allowed by its hash; JSON never runs.
INLINE = {"script-src": "script:not([src]):not([type$=json])", "style-src": "style"}
CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)
REFERRER = '<meta name="referrer" content="no-referrer">'


def add(site: Path, config: Configuration) -> None:
    """Into every HTML file of the site; the care cards for other sites carry their own."""
    for path in sorted(site.rglob("*.html")):
        path.write_text(protect(path.read_text("utf-8"), path.relative_to(site).as_posix()), "utf-8")


def protect(html: str, name: str) -> str:
    """The page with its policy right after its charset; as it is if it carries one, which is how cards differ.

    Raises FinishError, with the page's ``name``, where there is no charset or the page holds what no policy allows.
    """
    tree = LexborHTMLParser(html)
    if tree.css_first("meta[http-equiv=Content-Security-Policy i]"):
        return html
    for tag, attribute in refused(tree):
        raise FinishError(
            f"{name}: <{tag} {attribute}> does nothing under the policy. Use a class, a link or a script file."
        )
    tags = f'<meta http-equiv="Content-Security-Policy" content="{policy(tree)}">{REFERRER}'
    html, found = CHARSET.subn(lambda charset: charset[0] + tags, html, count=1)
    if not found:
        raise FinishError(f'{name}: no <meta charset="utf-8">, after which the policy belongs.')
    return html


def refused(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Each tag and attribute that would need ``unsafe-inline``."""
    for node in tree.root.traverse():
        for attribute, value in node.attrs.items():
            script = (value or "").strip().lower().startswith("javascript:")
            if script or attribute == "style" or attribute.startswith("on"):
                yield node.tag, f'{attribute}="{value}"'


def policy(tree: LexborHTMLParser) -> str:
    """The policy of a page, as text."""
    allowed = {}
    for directive, source, holds in SOURCES:
        if tree.css_first(holds):
            allowed.setdefault(directive, []).append(source)
    for directive, holds in INLINE.items():
        for text in dict.fromkeys(node.text() for node in tree.css(holds)):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            allowed.setdefault(directive, []).append(f"'sha256-{digest}'")
    return ";".join([START, *(" ".join([directive, *sources]) for directive, sources in allowed.items())])
