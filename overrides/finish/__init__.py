"""What is done to the finished site, in this order. Each step is a function of the site's folder and its configuration.

No step knows the engine that made the pages.
"""

from pathlib import Path

from overrides.finish import (
    content_security_policy,
    inline_styles,
    minify,
    overdue_notice,
    precache_manifest,
    search_index,
    search_scripts,
    search_ui,
    theme_patches,
)
from overrides.finish.site import Configuration

STEPS = [
    overdue_notice.show,  # A page whose review is late says so: before any revision of it is taken
    search_index.write,  # From the pages as they are: before anything is taken out of them
    search_scripts.write,  # Their sources are copied into the site by the engine, and go
    minify.pages,  # Whitespace and comments in scripts: before anything is looked for in a page
    theme_patches.patch_pages,  # Faults of the theme's pages, and elements that nobody meets
    inline_styles.inline,  # The rules that a page uses, into it: when its elements are final
    search_ui.take_out,  # The search and the theme's script, out of each page into one file: with its stylesheet
    content_security_policy.add,  # Hashes of what each page holds: after all that changes a page
    precache_manifest.write,  # Revisions of finished files: after all that changes a file
]
# MkDocs' script that reloads a preview would break a policy, and nobody reads a preview without a network.
NOT_IN_PREVIEW = [content_security_policy.add, precache_manifest.write]
# With FINISH=false, pages keep the theme's stylesheets and script.
OPTIMISING = [inline_styles.inline, search_ui.take_out]
# What needs nothing of the theme and no file but pages, and so can follow another engine.
ANY_ENGINE_STEPS = [overdue_notice.show, search_index.write, search_scripts.write, minify.pages, content_security_policy.add]


def finish(site: Path, config: Configuration, preview: bool = False) -> None:
    skipped = [*(NOT_IN_PREVIEW if preview else ()), *(() if config.extra["finish"] else OPTIMISING)]
    for step in [step for step in STEPS if step not in skipped]:
        step(site, config)
