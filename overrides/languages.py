"""The languages of the site: English at its root, and each ``docs/<language>.yml``, which inherits ``mkdocs.yml``.

Templates find in ``config.extra.languages`` what they need to lead from one language to another, and in
``config.extra.alternates`` those that every page names: all, or none where so many would weigh on every visitor. Then
each page leads to one page of languages, and search engines read them in the sitemap.
"""

import os
from pathlib import Path

import yaml

DEFAULT_LANGUAGE = "en"
MAX_ALTERNATES = 5
# JSON is short and keeps its letters: half the size of ``\u0431``.
SHORT_JSON = {"ensure_ascii": False, "separators": (",", ":")}


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML with ``!ENV [NAME, default]``, as MkDocs reads it."""


def environment(loader: Loader, node: yaml.SequenceNode) -> object:
    *names, default = loader.construct_sequence(node)
    found = next((os.environ[name] for name in names if name in os.environ), None)
    return default if found is None else yaml.safe_load(found)


Loader.add_constructor("!ENV", environment)


def merge(base: object, changes: object) -> object:
    """Maps are merged, everything else is replaced."""
    both = isinstance(base, dict) and isinstance(changes, dict)
    return base | {key: merge(base.get(key), value) for key, value in changes.items()} if both else changes


def load(path: Path) -> dict:
    """A configuration file with what it inherits, as a dict."""
    with path.open(encoding="utf-8") as file:  # Errors name it
        config = yaml.load(file, Loader)
    parent = config.pop("INHERIT", None)
    return merge(load(path.parent / parent), config) if parent else config


def configurations() -> dict[str, Path]:
    """The configuration of each language: a dict of its code to the file, English first."""
    others = [path for path in sorted(Path("docs").glob("*.yml")) if "\nINHERIT:" in "\n" + path.read_text("utf-8")]
    return {DEFAULT_LANGUAGE: Path("mkdocs.yml"), **{path.stem: path for path in others}}


def describe(code: str, path: Path) -> dict:
    """What other languages need to know of one: code, folder in the site, words of the interface, main pages."""
    config = load(path)
    labelled = [entry for item in config["nav"] if isinstance(item, dict) for entry in item.items()]
    pages = [(title, page) for title, page in labelled if isinstance(page, str)]
    return {
        "code": code,
        "folder": "" if code == DEFAULT_LANGUAGE else f"{code}/",
        "strings": config["extra"]["strings"],
        "pages": [{"title": title, "url": page.replace(".md", ".html")} for title, page in pages],
    }


def describe_all() -> list[dict]:
    """Every language, English first."""
    return [describe(*each) for each in configurations().items()]


def template_variables(code: str, site_url: str, languages: list[dict]) -> dict:
    """What templates need under ``config.extra`` in one language; ``site_url`` is its own, ``languages`` are all."""
    default = code == DEFAULT_LANGUAGE
    return {
        "languages": languages,
        "alternates": languages if len(languages) <= MAX_ALTERNATES else [],
        "path_to_root": "" if default else "../",
        "root": site_url if default else site_url.removesuffix(f"{code}/"),
    }
