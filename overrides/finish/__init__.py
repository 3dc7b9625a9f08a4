"""What is done to the finished site, in this order. Each step is a function of the site's folder and its configuration.

No step knows the engine that made the pages.
"""

from pathlib import Path

from overrides.finish import (
    content_security_policy,
    minify,
    overdue_notice,
    precache_manifest,
    search_index,
    search_scripts,
)
from overrides.finish.site import Configuration

STEPS = [
    overdue_notice.show,  # A page whose review is late says so: before any revision of it is taken
    search_index.write,  # From the pages as they are: before whitespace between their blocks goes
    search_scripts.write,  # Beside it
    minify.pages,  # Whitespace, and comments in styles and scripts: before their hashes are taken
    content_security_policy.add,  # Hashes of what each page holds: after all that changes a page
    precache_manifest.write,  # Revisions of finished files: after all that changes a file
]
# MkDocs' script that reloads a preview would break a policy, and nobody reads a preview without a network.
NOT_IN_PREVIEW = [content_security_policy.add, precache_manifest.write]
# What needs nothing of the theme and no file but pages, and so can follow another engine.
ANY_ENGINE_STEPS = [
    overdue_notice.show,
    search_index.write,
    search_scripts.write,
    minify.pages,
    content_security_policy.add,
]


def finish(site: Path, config: Configuration, preview: bool = False) -> None:
    for step in [step for step in STEPS if not (preview and step in NOT_IN_PREVIEW)]:
        step(site, config)
