"""Each page as plain Markdown beside it, ``causes.md`` beside ``causes.html``, for programs and for readers of text.

CommonMark with tables: numbers for citations, words for drawings, and nothing of the site's own syntax.
"""

import datetime
import re
import xml.etree.ElementTree as ElementTree
from itertools import count
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup
from pymdownx.blocks.caption import CaptionExtension

from overrides.extensions.citations import Citations
from overrides.site import CARDS, Configuration, Page, language_folders, own_configuration, sources, templates

NOTE = re.compile(r"\n\n\[\^(\S+)\]: (.+)")
# What only a page can do: the buttons that a script makes.
ON_THE_PAGE = re.compile(r"^/// html \| div\.sheet-tools$.*?^///$", re.M | re.S)


def write(site: Path, config: Configuration) -> None:
    reviewed = templates().get_template("partials/reviewed.html")
    for folder, language in language_folders(site, config):
        own = own_configuration(config, language)
        for page in sources(own).values():
            path = (folder / page.file).with_suffix(".md")
            if "moved_to" in page.meta:  # Whoever kept the old address is told the new one
                path.write_text(f"{to_commonmark(page.markdown, page, own)}\n", "utf-8")
            elif page.meta.get("reviewed"):
                citations = Citations(None, own["extra"]["extensions"]["overrides.extensions.citations"])
                text = "\n".join(citations.run(page.markdown.splitlines()))
                title, rest = to_commonmark(text, page, own).split("\n\n", 1)
                path.write_text(f"{title}{alarm(page, own)}\n\n{rest}{footer(page, own, reviewed)}", "utf-8")


def to_commonmark(text: str, page: Page, own: dict) -> str:
    """Markdown of a page, with its notes, as Markdown that any program reads."""
    numbers = {key: number for number, (key, _) in enumerate(NOTE.findall(text), 1)}
    text = NOTE.sub(lambda note: f"\n{numbers[note[1]]}. {note[2]}", text).replace("[notes]\n", "")
    text = re.sub(r"\[\^(\S+?)\]", lambda mark: f"[{numbers[mark[1]]}]", text)
    text = re.sub(r'^--8<-- "(.+\.svg)"$', lambda line: describe_drawing(own["docs_dir"] / line[1]), text, flags=re.M)
    text = ON_THE_PAGE.sub(lambda place: f"<{page.address}#{section_id(text, place)}>", text)
    for kind in CaptionExtension(**own["markdown_extensions"]["pymdownx.blocks.caption"]).getConfig("types"):
        text = number_captions(text, kind) if isinstance(kind, dict) else text
    # Folded lists of references are plain there.
    text = re.sub(r"^/// details \| .*\n +attrs: .*\n", "", text, flags=re.M)
    text = re.sub(r"^/// details \| (.*)", r"**\1**", text, flags=re.M)
    text = re.sub(r"^///.*\n?", "", text, flags=re.M)
    text = re.sub(r" ?\{ [^}\n]*[#.=][^}\n]*\}", "", text)
    # Ids are on the page; another page as a whole is Markdown beside this one.
    text = re.sub(r"\]\((?:([\w-]+)\.md)?#", lambda link: f"]({link[1] or Path(page.file).stem}.html#", text)
    text = text.replace("[site address]", own["site_url"])
    text = text.replace("](citations.", f"]({own['extra']['path_to_root']}citations.")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def describe_drawing(path: Path) -> str:
    """A drawing in words: its title and its description."""
    parts = [part.text.strip() for part in ElementTree.parse(path).getroot() if part.tag.endswith(("title", "desc"))]
    return "> " + " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


def alarm(page: Page, own: dict) -> str:
    """The way to an ambulance under the title; the page of the cards is that way itself."""
    if page.file == CARDS:
        return ""
    strings = own["extra"]["strings"]
    numbers = ", ".join(f"{each['number']} ({each['place']})" for each in strings["numbers"])
    link = f"[{strings['alarm_link']}]({CARDS}#emergency)"
    return f"\n\n> **{strings['alarm']}** {strings['alarm_signs']} {link}. {numbers}."


def section_id(text: str, place: re.Match) -> str:
    """Id of the heading above a place in the text."""
    return re.findall(r"\{ #(\S+) \}", text[: place.start()])[-1]


def number_captions(text: str, kind: dict) -> str:
    """Captions of a kind with their numbers: "Figure 1. …"."""
    numbers = count(1)
    opening = rf"^/// {kind['name']}\n"
    return re.sub(opening, lambda _: kind["prefix"].format(next(numbers)) + " ", text, flags=re.M)


def footer(page: Page, own: dict, template: Template) -> str:
    """How current the page is, who has reviewed it or that nobody has, whose it is, and its address."""
    strings = own["extra"]["strings"]
    reviewed = Markup(template.render(config=own, page=page, nobody=strings["not_reviewed"])).striptags()
    dates = f"{strings['reviewed']}: {page.meta['reviewed']}. {strings['review_due']}: {page.meta['review_due']}."
    current = f"{dates} {reviewed}"
    if page.meta["review_due"] < datetime.date.today():
        current += f"\n\n**{strings['overdue']}**"
    return f"\n\n---\n\n{current}\n\n{own['copyright']}\n\n<{page.address}>\n"
