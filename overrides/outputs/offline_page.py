"""``503.html``: what ``sw.js`` shows for an address that is not stored. It is the page for unknown addresses with other
words, as its links work at any depth.
"""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

from overrides.site import Configuration, language_folders, own_configuration, templates

TITLE = re.compile(r"<title>.*?</title>")
ARTICLE = re.compile(r"<article>.*</article>", re.DOTALL)


def write(site: Path, config: Configuration) -> None:
    template = templates().get_template("partials/no-network.html")
    for folder, language in language_folders(site, config):
        own, strings = own_configuration(config, language), language["strings"]
        parts = {
            TITLE: f"<title>{html.escape(strings['offline_title'])} - {html.escape(own['site_name'])}</title>",
            ARTICLE: "<article>{}</article>".format(
                template.render(strings=strings, pages=language["pages"], base_url=urlsplit(own["site_url"]).path)
            ),
        }
        page = (folder / "404.html").read_text("utf-8")
        for place, words in parts.items():
            page = place.sub(words.replace("\\", r"\\"), page, count=1)
        (folder / "503.html").write_text(page, "utf-8")
