"""Each page as plain Markdown beside it, ``causes.md`` beside ``causes.html``, for programs and for readers of text.

CommonMark with tables: numbers for citations, words for drawings, and nothing of the site's own syntax. Templates find
in ``page.meta.citation`` the works that a page cites: the address of each, or its words where it has none.
"""

import re
import xml.etree.ElementTree as ElementTree
from itertools import count
from pathlib import Path

from mkdocs.utils import write_file
from pymdownx.blocks.caption import CaptionExtension

from overrides.hooks.citations import Citations

NOTE = re.compile(r"\n\n\[\^(\S+)\]: (.+)")
# What only a page can do: the tick-list, and the buttons that a script makes.
ON_THE_PAGE = re.compile(r"^\[tick-list\]$|^/// html \| div\.sheet-tools$.*?^///$", re.M | re.S)


def on_page_markdown(markdown, *, page, config, files):
    if page.meta.get("template") or not page.meta.get("reviewed"):
        return
    lines = Citations(None, config.mdx_configs["overrides.hooks.citations"]).run(markdown.splitlines())
    text = "\n".join(lines)
    page.meta["citation"] = [citation(note) for _, note in NOTE.findall(text)]
    path = Path(config.site_dir, page.file.dest_uri).with_suffix(".md")
    write_file((plain(text, page, config) + foot(page, config)).encode(), str(path))


def citation(note):
    """The address of a note's work, or its words without marks and without the remark how it was read."""
    address = re.search(r"\]\(<(.+?)>\)", note)
    return address[1] if address else re.sub(r" \[[^\]]*\]\.$|\*|\{ [^}]*\}", "", note)


def plain(text, page, config):
    """Markdown of a page, with its notes, as Markdown that any program reads."""
    numbers = {key: number for number, (key, _) in enumerate(NOTE.findall(text), 1)}
    text = NOTE.sub(lambda note: f"\n{numbers[note[1]]}. {note[2]}", text).replace("[notes]\n", "")
    text = re.sub(r"\[\^(\S+?)\]", lambda mark: f"[{numbers[mark[1]]}]", text)
    text = re.sub(r'^--8<-- "(.+\.svg)"$', lambda line: drawing(Path(config.docs_dir, line[1])), text, flags=re.M)
    text = ON_THE_PAGE.sub(lambda place: f"<{page.canonical_url}#{section(text, place)}>", text)
    for kind in CaptionExtension(**config.mdx_configs.get("pymdownx.blocks.caption", {})).getConfig("types"):
        text = number(text, kind) if isinstance(kind, dict) else text
    text = re.sub(r"^///.*\n?", "", text, flags=re.M)
    text = re.sub(r" ?\{ [^}\n]*[#.=][^}\n]*\}", "", text)
    # Ids are on the page; another page as a whole is Markdown beside this one.
    text = re.sub(r"\]\((?:([\w-]+)\.md)?#", lambda link: f"]({link[1] or Path(page.url).stem}.html#", text)
    text = text.replace("](citations.", f"]({config.extra['up']}citations.")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def drawing(path):
    """A drawing in words: its title and its description."""
    parts = [part.text.strip() for part in ElementTree.parse(path).getroot() if part.tag.endswith(("title", "desc"))]
    return "> " + " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


def section(text, place):
    """Id of the heading above a place in the text."""
    return re.findall(r"\{ #(\S+) \}", text[: place.start()])[-1]


def number(text, kind):
    """Captions of a kind with their numbers: "Figure 1. …"."""
    numbers = count(1)
    opening = rf"^/// {kind['name']}\n"
    return re.sub(opening, lambda _: kind["prefix"].format(next(numbers)) + " ", text, flags=re.M)


def foot(page, config):
    """How current the page is, who has not reviewed it, whose it is, and its address."""
    words, dates = config.extra["words"], [f"{page.meta.get(key)}" for key in ("reviewed", "review_due")]
    current = f"{words['reviewed']}: {dates[0]}. {words['review_due']}: {dates[1]}. {words['not_reviewed']}"
    return f"\n\n---\n\n{current}\n\n{config.copyright}\n\n<{page.canonical_url}>\n"
