"""Atomic publishing: a site is made in a folder beside its place and put there when all of it is done.

A build that fails or is killed leaves the last good site. So does a renaming that is refused, as Windows does while any
program has a file of the folder open. While one build is under way, another does not begin.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from filelock import FileLock, Timeout

# Between tries to rename, in seconds: scanners and indexers let go soon.
PAUSES = (0.2, 1)
# The place of the site that is being built, and its lock; MkDocs tells the handler of an error nothing of them.
_place: list[Path] = []
_lock: list[FileLock] = []


class PublishError(Exception):
    """The site cannot be made, or not be put in its place: why, and what to do."""


def build_aside(site: str) -> str:
    """The folder beside the site's place in which everything is made. PublishError if another build is at it."""
    _take(site)
    _place[:] = [Path(site)]
    _bring_back()
    _remove(_folders()[0])  # What stays there would be published
    return f"{site}.new"


def put_in_place() -> Path:
    """Two renamings; the last site goes when the new one stands. The site's place. PublishError if one is refused."""
    new, site, old = _folders()
    try:
        if site.exists():
            _remove(old)
            _rename(site, old)
        _rename(new, site)
    except OSError as error:
        with contextlib.suppress(OSError):  # Else the next build brings it back
            _bring_back()
        raise PublishError(
            f"{site} cannot be replaced: {error.strerror}. Close what has it open and build again."
        ) from error
    shutil.rmtree(old, ignore_errors=True)
    _give_free()
    return site


def discard() -> None:
    if _place:
        shutil.rmtree(_folders()[0], ignore_errors=True)
    _give_free()


def _take(site: str) -> None:
    """Lock a place: with a file outside of the tree, as it stays; a build that is killed leaves it free."""
    _give_free()
    name = hashlib.sha256(os.fsencode(Path(site).resolve())).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir(), f"site-{name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _place.clear()
        raise PublishError(f"{site}: another build is under way. Wait until it is done and build again.") from None
    _lock.append(lock)


def _give_free() -> None:
    while _lock:
        _lock.pop().release()


def _bring_back() -> None:
    """The last site, to its place, if nothing stands there."""
    _, site, old = _folders()
    if old.exists() and not site.exists():
        _rename(old, site)


def _remove(folder: Path) -> None:
    """PublishError with a file that stays, as one of another user does."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        left = next((path for path in sorted(folder.rglob("*")) if not path.is_dir()), folder)
        raise PublishError(f"{left} cannot be removed. Remove {folder} yourself and build again.")


def _rename(folder: Path, place: Path) -> None:
    for pause in PAUSES:
        try:
            folder.rename(place)
            return
        except OSError:
            time.sleep(pause)
    folder.rename(place)


def _folders() -> list[Path]:
    """The folder that is being made, the site's place, and where the last site waits meanwhile."""
    return [_place[0].with_name(_place[0].name + end) for end in (".new", "", ".old")]
