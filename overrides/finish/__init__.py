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
from overrides.outputs import addresses, care_card_embeds, listings, markdown_pages, offline_page, reference_exports
from overrides.site import Configuration

STEPS = [
    addresses.fill_in,  # In pages as they are: before anything reads one
    care_card_embeds.write,  # From the finished cards: before whitespace between their blocks goes
    markdown_pages.write,  # From the Markdown: at any time
    reference_exports.write,  # From the references: at any time
    listings.write,  # From the front matter: at any time
    offline_page.write,  # From the page for unknown addresses: before what is done to every page
    overdue_notice.show,  # A page or card whose review is late says so: before any revision of it is taken
    search_index.write,  # From the pages as they are: before whitespace between their blocks goes
    search_scripts.write,  # Beside it
    minify.pages,  # Whitespace, and comments in styles and scripts: before their hashes are taken
    minify.scripts,  # At any time before their revisions are taken
    content_security_policy.add,  # Hashes of what each page holds: after all that changes a page
    precache_manifest.write,  # Revisions of finished files: after all that changes a file
]
# MkDocs' script that reloads a preview would break a policy, and nobody reads a preview without a network.
NOT_IN_PREVIEW = [content_security_policy.add, precache_manifest.write]


def finish(site: Path, config: Configuration, preview: bool = False) -> None:
    for step in [step for step in STEPS if not (preview and step in NOT_IN_PREVIEW)]:
        step(site, config)
