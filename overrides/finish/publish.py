"""Atomic publishing: a site is made in a folder beside its place and put there when all of it is done.

A build that fails or is killed leaves the last good site.
"""

import shutil
from pathlib import Path

# The place of the site that is being built; MkDocs tells the handler of an error nothing of the configuration.
_place: list[Path] = []


def build_aside(site: str) -> str:
    """The folder beside the site's place in which everything is made."""
    _place[:] = [Path(site)]
    return f"{site}.new"


def put_in_place() -> Path:
    """Two renamings; what an earlier build left there goes. The site's place."""
    new, site, old = _folders()
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return site


def discard() -> None:
    if _place:
        shutil.rmtree(_folders()[0], ignore_errors=True)


def _folders() -> list[Path]:
    """The folder that is being made, the site's place, and where the last site waits meanwhile."""
    return [_place[0].with_name(_place[0].name + end) for end in (".new", "", ".old")]
