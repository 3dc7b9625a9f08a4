"""``make overdue``: every page whose review is late, one a line; fails where there is one."""

import sys

from overrides.checks import each_page, front_matter


def main() -> int:
    overdue = [*each_page([front_matter.overdue])]
    print("\n".join(overdue) or "Every page was reviewed in time.")
    return 1 if overdue else 0


if __name__ == "__main__":
    sys.exit(main())
