"""Care cards for other sites: ``embed/<level>.html`` is one card of the page of care cards, word for word.

Each is made from the finished card, so that the two can never differ, and is a whole small page without other files.
"""

import base64
import hashlib

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from selectolax.lexbor import LexborHTMLParser, LexborNode

from overrides.extensions.care_cards import LEVELS

PAGE = "when-to-seek-help.md"


def add_files(files: Files, config: MkDocsConfig) -> None:
    """The cards are files of the site from the start, so that pages can link to them."""
    for level in LEVELS:
        files.append(File.generated(config, f"embed/{level}.html", content=""))


def fill_in_address(markdown: str, config: MkDocsConfig) -> str:
    """Code that is to be pasted elsewhere needs the whole address, which only the build knows."""
    return markdown.replace("[site address]", config.site_url)


def render(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Write each card, now that all pages are parsed and before files are copied."""
    env.filters["sha256"] = sha256
    template, page = env.get_template("embed.html"), files.get_file_from_path(PAGE).page
    tree = LexborHTMLParser(page.content)
    for level in LEVELS:
        card = tree.css_first(f"section.care-card.{level}")
        if not card:
            raise BuildError(f"{page.file.abs_src_path}: there is no care card '{level}', which other sites show.")
        file = files.get_file_from_path(f"embed/{level}.html")
        file.content_string = template.render(config=config, page=page, level=level, **heading_and_body(card))


def heading_and_body(card: LexborNode) -> dict[str, str]:
    """Heading as text, its id, and the rest of a card as HTML, without numbers of sources, links and boxes."""
    for extra in card.css("sup:has(a), input"):
        extra.decompose()
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
