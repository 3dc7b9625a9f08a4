"""A page whose review is late says so, as does its care card on other sites; every other page loses the words."""

import datetime
import re
from pathlib import Path

from overrides.site import Configuration

# As partials/overdue.html writes it.
NOTICE = re.compile(r'<p hidden data-overdue-after="([\d-]+)">(.*?)</p>\n?')


def show(site: Path, config: Configuration) -> None:
    today = datetime.date.today().isoformat()
    for path in sorted(site.rglob("*.html")):
        html = path.read_text("utf-8")
        path.write_text(NOTICE.sub(lambda notice: f"<p>{notice[2]}</p>\n" if notice[1] < today else "", html), "utf-8")
