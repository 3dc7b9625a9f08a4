"""What pages say of the site's own address, which only a build knows."""

from pathlib import Path

from overrides.site import Configuration, language_folders


def fill_in(site: Path, config: Configuration) -> None:
    """The whole address in code that is to be pasted elsewhere, and the way to files that stand once, at the root."""
    for folder, language in language_folders(site, config):
        to_root = "../" if language["folder"] else ""
        for path in folder.glob("*.html"):
            html = path.read_text("utf-8")
            filled = html.replace("[site address]", config.site_url + language["folder"])
            filled = filled.replace('href="citations.', f'href="{to_root}citations.')
            if filled != html:
                path.write_text(filled, "utf-8")
