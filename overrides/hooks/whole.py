"""The site is put in place as a whole, when all of it is done: a build that fails or is killed leaves the old one.

It is made in a folder beside its place, and two renamings follow. What an earlier build left there goes.
"""

import logging
import shutil
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

log = logging.getLogger("mkdocs.hooks.whole")
place = {}


@event_priority(100)
def on_config(config):
    """Every other hook, and every other language, finds the site that is being made in ``config.site_dir``."""
    place["site"], place["new"], place["old"] = (Path(config.site_dir + end) for end in ("", ".new", ".old"))
    config.site_dir += ".new"


@event_priority(-100)
def on_post_build(config):
    """After every other hook. A strict build that warned of something is about to stop, and is not put in place."""
    if any(isinstance(each, CountHandler) and each.counts for each in logging.getLogger("mkdocs").handlers):
        return
    shutil.rmtree(place["old"], ignore_errors=True)
    if place["site"].exists():
        place["site"].rename(place["old"])
    place["new"].rename(place["site"])
    shutil.rmtree(place["old"], ignore_errors=True)
    log.info(f"Put in place: {place['site']}")


def on_build_error(error):
    shutil.rmtree(place["new"], ignore_errors=True)


def on_serve(server, config, builder):
    """While serving, MkDocs answers nothing after a build that failed; here it goes on with the last good site."""

    def build():
        try:
            builder()
        except Abort as error:
            log.error(f"{error} The last good site is shown until this is mended.")

    server.builder = build
