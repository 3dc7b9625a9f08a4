"""Each page as plain Markdown beside it, ``causes.md`` beside ``causes.html``, for programs and for readers of text.

CommonMark with tables: numbers for citations, words for drawings, and nothing of the site's own syntax. Templates find
in ``page.meta.works`` how many works a page cites.
"""

import datetime
import re
import xml.etree.ElementTree as ElementTree
from itertools import count
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from pymdownx.blocks.caption import CaptionExtension

from overrides.extensions.citations import Citations

NOTE = re.compile(r"\n\n\[\^(\S+)\]: (.+)")
# What only a page can do: the buttons that a script makes.
ON_THE_PAGE = re.compile(r"^/// html \| div\.sheet-tools$.*?^///$", re.M | re.S)


def write(markdown: str, page: Page, config: MkDocsConfig) -> None:
    path = Path(config.site_dir, page.file.dest_uri).with_suffix(".md")
    if "moved_to" in page.meta:  # Whoever kept the old address is told the new one
        write_file(f"{to_commonmark(markdown, page, config)}\n".encode(), str(path))
    if page.meta.get("template") or not page.meta.get("reviewed"):
        return
    lines = Citations(None, config.mdx_configs["overrides.extensions.citations"]).run(markdown.splitlines())
    text = "\n".join(lines)
    page.meta["works"] = len(NOTE.findall(text))
    write_file((to_commonmark(text, page, config) + footer(page, config)).encode(), str(path))


def to_commonmark(text: str, page: Page, config: MkDocsConfig) -> str:
    """Markdown of a page, with its notes, as Markdown that any program reads."""
    numbers = {key: number for number, (key, _) in enumerate(NOTE.findall(text), 1)}
    text = NOTE.sub(lambda note: f"\n{numbers[note[1]]}. {note[2]}", text).replace("[notes]\n", "")
    text = re.sub(r"\[\^(\S+?)\]", lambda mark: f"[{numbers[mark[1]]}]", text)
    text = re.sub(
        r'^--8<-- "(.+\.svg)"$', lambda line: describe_drawing(Path(config.docs_dir, line[1])), text, flags=re.M
    )
    text = ON_THE_PAGE.sub(lambda place: f"<{page.canonical_url}#{section_id(text, place)}>", text)
    for kind in CaptionExtension(**config.mdx_configs.get("pymdownx.blocks.caption", {})).getConfig("types"):
        text = number_captions(text, kind) if isinstance(kind, dict) else text
    # Folded lists of references are plain there.
    text = re.sub(r"^/// details \| .*\n +attrs: .*\n", "", text, flags=re.M)
    text = re.sub(r"^/// details \| (.*)", r"**\1**", text, flags=re.M)
    text = re.sub(r"^///.*\n?", "", text, flags=re.M)
    text = re.sub(r" ?\{ [^}\n]*[#.=][^}\n]*\}", "", text)
    # Ids are on the page; another page as a whole is Markdown beside this one.
    text = re.sub(r"\]\((?:([\w-]+)\.md)?#", lambda link: f"]({link[1] or Path(page.url).stem}.html#", text)
    text = text.replace("](citations.", f"]({config.extra['path_to_root']}citations.")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def describe_drawing(path: Path) -> str:
    """A drawing in words: its title and its description."""
    parts = [part.text.strip() for part in ElementTree.parse(path).getroot() if part.tag.endswith(("title", "desc"))]
    return "> " + " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


def section_id(text: str, place: re.Match) -> str:
    """Id of the heading above a place in the text."""
    return re.findall(r"\{ #(\S+) \}", text[: place.start()])[-1]


def number_captions(text: str, kind: dict) -> str:
    """Captions of a kind with their numbers: "Figure 1. …"."""
    numbers = count(1)
    opening = rf"^/// {kind['name']}\n"
    return re.sub(opening, lambda _: kind["prefix"].format(next(numbers)) + " ", text, flags=re.M)


def footer(page: Page, config: MkDocsConfig) -> str:
    """How current the page is, who has reviewed it or that nobody has, whose it is, and its address."""
    strings, dates = config.extra["strings"], [f"{page.meta.get(key)}" for key in ("reviewed", "review_due")]
    template = config.theme.get_env().get_template("partials/reviewed.html")
    reviewed = Markup(template.render(config=config, page=page, nobody=strings["not_reviewed"])).striptags()
    current = f"{strings['reviewed']}: {dates[0]}. {strings['review_due']}: {dates[1]}. {reviewed}"
    if page.meta["review_due"] < datetime.date.today():
        current += f"\n\n**{strings['overdue']}**"
    return f"\n\n---\n\n{current}\n\n{config.copyright}\n\n<{page.canonical_url}>\n"
