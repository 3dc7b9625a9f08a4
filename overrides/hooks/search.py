"""The search index is for answers: without lists of sources, and with the page of short answers, which repeat the full
ones, by its questions alone and after them."""

import json
import re
from pathlib import Path

# Numbers of notes, which mean nothing beside the words found.
NOTES = re.compile(r"<sup>.*?</sup>")


def on_page_markdown(markdown, *, page, config, files):
    """A page that only leads on to its new address is no answer."""
    if "moved_to" in page.meta:
        page.meta["search"] = {"exclude": True}


def on_post_build(config):
    """Also stores letters as UTF-8: half the size of the ``\\u0431`` that the theme writes."""
    path = Path(config.site_dir, "search/search_index.json")
    index = json.loads(path.read_text("utf-8"))
    kinds = config.mdx_configs["overrides.hooks.citations"]["kinds"]
    lists = ("#sources", *(f"sources.html#{kind}" for kind in kinds))
    index["docs"] = [section for section in index["docs"] if not section["location"].endswith(lists)]
    for section in index["docs"]:
        section["text"] = NOTES.sub("", section["text"])
        if section["location"].startswith("questions.html"):
            section |= {"boost": 0.3, "text": ""}
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")
