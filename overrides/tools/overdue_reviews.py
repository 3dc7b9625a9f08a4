"""``make overdue``: what has become late, one a line: pages to review, and the way on after the theme's end."""

import datetime
import sys
from collections.abc import Iterator

from overrides.checks import each_page, front_matter

# Material for MkDocs gets critical fixes and security updates until then.
THEME_ENDS = datetime.date(2027, 5, 5)
DAYS_AHEAD = 60


def theme(today: datetime.date) -> Iterator[str]:
    if today >= THEME_ENDS - datetime.timedelta(DAYS_AHEAD):
        yield (
            f"pyproject.toml: mkdocs-material gets its last fixes on {THEME_ENDS}. Choose the way on after 'When the "
            "theme is no more' in .github/OPERATIONS.md, then write into overrides/tools/overdue_reviews.py until when "
            "what you chose gets fixes."
        )


def main() -> int:
    overdue = [*each_page([front_matter.overdue]), *theme(datetime.date.today())]
    print("\n".join(overdue) or "Every page was reviewed in time.")
    return 1 if overdue else 0


if __name__ == "__main__":
    sys.exit(main())
