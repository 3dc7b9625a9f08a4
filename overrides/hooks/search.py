"""The search: its index is for answers, and comes in two parts, so that a slow phone shows the first results early.

Answers are sections without lists of sources, and without the page of short answers, which repeats the full ones, but for
its questions, which come last. All parts of the worker that searches stand in one file, as each more is a way to the server.
"""

import hashlib
import json
import re
from fnmatch import fnmatch
from pathlib import Path

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from rjsmin import jsmin

from overrides.hooks.languages import HOME, SHORT_JSON

# Numbers of notes, which mean nothing beside the words found.
NOTES = re.compile(r"<sup>.*?</sup>")
SCRIPTS = "assets/javascripts/"
WORKER = "search/worker.js"


@event_priority(10)
def on_files(files, *, config):
    """Our layer over the theme's worker, the everyday names of the language, that worker, and how the language bends words."""
    language = config.theme["language"]
    parts = [f"workers/words.{language}.js", "workers/words.js", "workers/search.*.min.js"]
    if language != HOME:
        parts += ["lunr/min/lunr.stemmer.support.min.js", f"lunr/min/lunr.{language}.min.js"]
    text = "\n".join(file.content_string for part in parts for file in files if fnmatch(file.src_uri, SCRIPTS + part))
    files.append(File.generated(config, WORKER, content=jsmin(text)))
    for file in list(files):
        if file.src_uri.startswith((f"{SCRIPTS}workers/", f"{SCRIPTS}lunr/")):
            files.remove(file)


def on_page_markdown(markdown, *, page, config, files):
    """A page that only leads on to its new address is no answer."""
    if "moved_to" in page.meta:
        page.meta["search"] = {"exclude": True}


def on_post_build(config):
    """First the titles, and the texts with which pages begin; then, in a file of their own, all other texts."""
    folder = Path(config.site_dir, "search")
    index = json.loads((folder / "search_index.json").read_text("utf-8"))
    kinds = config.mdx_configs["overrides.hooks.citations"]["kinds"]
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
