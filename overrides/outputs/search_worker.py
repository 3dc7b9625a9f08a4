"""The search worker, with all its parts in one file: each extra file costs a round trip."""

from fnmatch import fnmatch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from rjsmin import jsmin

from overrides.languages import DEFAULT_LANGUAGE

SCRIPTS = "assets/javascripts/"
WORKER = "search/worker.js"


def bundle(files: Files, config: MkDocsConfig) -> None:
    """Everyday names of the language, our layer over the theme's worker, that worker, and the language's stemmer."""
    language = config.theme["language"]
    parts = [f"workers/words.{language}.js", "workers/words.js", "workers/search.*.min.js"]
    if language != DEFAULT_LANGUAGE:
        parts += ["lunr/min/lunr.stemmer.support.min.js", f"lunr/min/lunr.{language}.min.js"]
    text = "\n".join(file.content_string for part in parts for file in files if fnmatch(file.src_uri, SCRIPTS + part))
    files.append(File.generated(config, WORKER, content=jsmin(text)))
    for file in list(files):
        if file.src_uri.startswith((f"{SCRIPTS}workers/", f"{SCRIPTS}lunr/")):
            files.remove(file)
