"""The files of the site: each is read once a run, and what was made of its text is kept until the text changes."""

from functools import lru_cache, wraps
from pathlib import Path


@lru_cache(maxsize=None)
def read(path):
    return path.read_text("utf-8")


@lru_cache(maxsize=None)
def files(folder):
    """Every file of a language, as its pages link to it: a sorted list of "causes.md", "images/emg.svg"."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("[!.]*.*"))


def forget():
    """Look at the files again."""
    read.cache_clear()
    files.cache_clear()


def of_text(function):
    """Let a function of a file's text take its path; a text that did not change is not parsed again."""
    cached = lru_cache(maxsize=None)(function)
    return wraps(function)(lambda path: cached(read(path)))


def folders():
    """The folder of each language, English first: a list of paths below ``docs``."""
    return sorted(
        (path for path in Path("docs").iterdir() if path.is_dir()), key=lambda path: (path.name != "en", path)
    )
