"""What every finishing step knows of the site."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol


class Configuration(Protocol):
    """The part of a configuration that steps read; MkDocs' has it, and ``python -m overrides.finish`` makes it."""

    site_url: str
    # "languages": what ``overrides.languages.describe`` returns, for each.
    extra: dict[str, Any]
    # Options of each Markdown extension, by its name.
    mdx_configs: dict[str, dict]


class FinishError(Exception):
    """A finished file that a step cannot work on: which, and what to do."""


def language_folders(site: Path, config: Configuration) -> Iterator[tuple[Path, dict]]:
    """Each language's folder in the site, and its description, English first."""
    for language in config.extra["languages"]:
        yield site / language["folder"], language


def pages(site: Path, config: Configuration) -> Iterator[tuple[Path, dict]]:
    """Every page of every language, with its language; not the care cards for other sites, which are complete."""
    for folder, language in language_folders(site, config):
        for path in sorted(folder.glob("*.html")):
            yield path, language
