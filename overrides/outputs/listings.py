"""Files that list the pages of a language for programs, from templates of the same names: the feed, the site as plain
Markdown for programs that read text, its name and icons for a home screen, and what robots may do.
"""

from pathlib import Path

from overrides.site import LISTINGS, Configuration, Page, language_folders, own_configuration, sources, templates


def write(site: Path, config: Configuration) -> None:
    env = templates()
    for folder, language in language_folders(site, config):
        own = own_configuration(config, language)
        pages = sources(own)
        for name in LISTINGS:
            text = env.get_template(name).render(config=own, pages=pages.values(), menu=menu(own["nav"], pages))
            if text.strip():  # Robots read their file at the root only
                (folder / name).write_text(text, "utf-8")


def menu(nav: list, pages: dict[str, Page], heading: str = "") -> list[tuple[str, list[Page]]]:
    """Pages of the menu under their headings; the first, which stand by themselves, under none."""
    entries = [entry for item in nav for entry in item.items()]
    own = [pages[target] for _, target in entries if isinstance(target, str)]
    below = [part for label, target in entries if isinstance(target, list) for part in menu(target, pages, label)]
    return [(heading, own), *below]
