"""The site as finishing steps know it, whichever engine has made its pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml
from jinja2 import Environment, FileSystemLoader

from overrides import languages

FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
CARDS = "when-to-seek-help.html"
# Files that list the pages of a language, from templates of the same names.
LISTINGS = ("feed.xml", "llms.txt", "manifest.webmanifest", "robots.txt")
# Files that stand beside the pages, in the folders of the theme and in ours.
ASSETS = re.compile(rf"assets/.*|.*\.py|sw\.js|favicon\.ico|search\.json|{'|'.join(map(re.escape, LISTINGS))}")
# What is published of them as it is: once for all languages, in the folder of the one at the root.
SHARED = re.compile(
    r"sw\.js|favicon\.ico|assets/(images/(favicon\.svg|(apple-touch-icon|icon-\d+)\.png)"
    r"|javascripts/(page|offline)\.js|stylesheets/later\.css)"
)


class Configuration(Protocol):
    """The part of a configuration that steps read; MkDocs' has it, and ``python -m overrides.finish`` makes it."""

    site_url: str
    # "languages": what ``overrides.languages.describe`` returns, for each.
    extra: dict[str, Any]
    # Options of each Markdown extension, by its name.
    mdx_configs: dict[str, dict]


class FinishError(Exception):
    """A finished file that a step cannot work on: which, and what to do."""


class Page(NamedTuple):
    """A page as its author wrote it. ``file`` is its place in the site of its language, "causes.html"."""

    file: str
    address: str
    meta: dict[str, Any]
    markdown: str


def language_folders(site: Path, config: Configuration) -> Iterator[tuple[Path, dict]]:
    """Each language's folder in the site, and its description, English first."""
    for language in config.extra["languages"]:
        yield site / language["folder"], language


def pages(site: Path, config: Configuration) -> Iterator[tuple[Path, dict]]:
    """Every page of every language, with its language; not the care cards for other sites, which are complete."""
    for folder, language in language_folders(site, config):
        for path in sorted(folder.glob("*.html")):
            yield path, language


def is_unused(file: str, at_root: bool) -> bool:
    """Whether no page asks for a file of the theme's folders or of ours, in the language at the root or in another."""
    return bool(ASSETS.fullmatch(file)) and not (at_root and SHARED.fullmatch(file))


def own_configuration(config: Configuration, language: dict) -> dict:
    """Everything that is configured for one language, as templates find it, its folder of pages as a path."""
    path = languages.configurations()[language["code"]]
    own = languages.load(path)
    own["site_url"] = config.site_url + language["folder"]
    own["docs_dir"] = path.parent / own["docs_dir"]
    own["extra"] |= languages.template_variables(language["code"], own["site_url"], config.extra["languages"])
    return own


def sources(own: dict) -> dict[str, Page]:
    """The pages and stubs of a language, home first, then in the order of their names: a map of "causes.md" to each."""
    found = {}
    for path in sorted(own["docs_dir"].glob("*.md"), key=lambda path: (path.name != "index.md", path.name)):
        text = path.read_text("utf-8-sig")
        front, file = FRONT.match(text), f"{path.stem}.html"
        address = own["site_url"] + ("" if file == "index.html" else file)
        meta = yaml.safe_load(front[1]) if front else None
        found[path.name] = Page(file, address, meta or {}, text[front.end() if front else 0 :])
    return found


def templates() -> Environment:
    """Templates of the site without an engine: what they ask for is given to them."""
    env = Environment(loader=FileSystemLoader(Path(__file__).parent))
    env.policies["json.dumps_kwargs"] = languages.SHORT_JSON
    return env
