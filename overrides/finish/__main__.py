"""``python -m overrides.finish [site]``: finish a site whose languages another engine has built into one folder."""

import sys
from pathlib import Path
from types import SimpleNamespace

from overrides import languages
from overrides.finish import ANY_ENGINE_STEPS
from overrides.finish.site import Configuration, FinishError


def configuration() -> Configuration:
    """What the steps read, from ``mkdocs.yml`` and ``docs/*.yml``."""
    config = languages.load(Path("mkdocs.yml"))
    return SimpleNamespace(
        site_url=config["site_url"],
        extra={"languages": languages.describe_all()},
        mdx_configs=config["extra"]["extensions"],
    )


def main(site: str = "site") -> None:
    config = configuration()
    for step in ANY_ENGINE_STEPS:
        step(Path(site), config)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except FinishError as error:
        sys.exit(str(error))
