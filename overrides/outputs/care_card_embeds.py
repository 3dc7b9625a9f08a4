"""Care cards for other sites: ``embed/<level>.html`` is one card of the page of care cards, word for word.

Each is made from the finished card, so that the two can never differ, and is a whole small page without other files.
"""

import base64
import hashlib
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from overrides.extensions.care_cards import LEVELS
from overrides.site import Configuration, FinishError, language_folders, own_configuration, sources, templates

PAGE = "when-to-seek-help.md"
FILES = [f"embed/{level}.html" for level in LEVELS]


def write(site: Path, config: Configuration) -> None:
    env = templates()
    env.filters["sha256"] = sha256
    template = env.get_template("embed.html")
    for folder, language in language_folders(site, config):
        own = own_configuration(config, language)
        page = sources(own)[PAGE]
        tree = LexborHTMLParser((folder / page.file).read_text("utf-8"))
        (folder / "embed").mkdir(exist_ok=True)
        for level, file in zip(LEVELS, FILES):
            card = tree.css_first(f"section.care-card.{level}")
            if not card:
                path = own["docs_dir"] / PAGE
                raise FinishError(f"{path.as_posix()}:1: there is no care card '{level}', which other sites show.")
            parts = heading_and_body(card)
            html = template.render(config=own, page=page, level=level, **parts)
            (folder / file).write_text(html, "utf-8")


def heading_and_body(card: LexborNode) -> dict[str, str]:
    """Heading as text, its id, and the rest of a card as HTML, without numbers of sources, links and boxes; where the
    numbers to call stood is [calls]."""
    for extra in card.css("sup:has(a), input, script"):
        extra.decompose()
    for calls in card.css("ul.calls"):
        calls.replace_with("[calls]")
    card.unwrap_tags(["a", "label", "span"])
    for group in card.css("[role=group]"):
        group.unwrap()
    heading = card.css_first("h2")
    found = {"heading": heading.text(strip=True), "id": heading.id}
    heading.decompose()
    return found | {"body": card.inner_html.strip()}


def sha256(text: str) -> str:
    """A text's digest as a Content-Security-Policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
