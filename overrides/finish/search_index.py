"""The search index is for answers, and comes in two parts, so that a slow phone shows the first results early.

Answers are sections without lists of sources, and without the page of short answers, which repeats the full ones, but
for its questions, which come last.
"""

import hashlib
import json
import re
from pathlib import Path

from overrides.finish.site import Configuration, language_folders
from overrides.languages import SHORT_JSON

# Numbers of notes, which mean nothing beside the words found.
NOTES = re.compile(r"<sup>.*?</sup>")


def split(site: Path, config: Configuration) -> None:
    for folder, _ in language_folders(site, config):
        split_in_two(folder / "search", config)


def split_in_two(folder: Path, config: Configuration) -> None:
    """First the titles, and the texts with which pages begin; then, in a file of their own, all other texts."""
    index = json.loads((folder / "search_index.json").read_text("utf-8"))
    kinds = config.mdx_configs["overrides.extensions.citations"]["kinds"]
    lists = ("#sources", *(f"sources.html#{kind}" for kind in kinds))
    index["docs"] = [section for section in index["docs"] if not section["location"].endswith(lists)]
    texts = []
    for section in index["docs"]:
        text = NOTES.sub("", section["text"])
        if section["location"].startswith("questions.html"):
            section["boost"], text = 0.3, ""
        starts_page = "#" not in section["location"]
        section["text"] = text if starts_page else ""
        texts.append("" if starts_page else text)
    written = json.dumps(texts, **SHORT_JSON)
    # After a new publication, a browser may still hold the old index: its texts are gone then, but never others'.
    index["config"]["texts"] = f"texts.{hashlib.sha256(written.encode()).hexdigest()[:8]}.json"
    (folder / index["config"]["texts"]).write_text(written, "utf-8")
    (folder / "search_index.json").write_text(json.dumps(index, **SHORT_JSON), "utf-8")
