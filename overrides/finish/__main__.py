"""``python -m overrides.finish [site]``: finish a site whose languages another engine has built into one folder."""

import sys
from pathlib import Path
from types import SimpleNamespace

from overrides import languages
from overrides.finish import finish
from overrides.site import Configuration, FinishError, is_unused, language_folders


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
    remove_unused(Path(site), config)
    finish(Path(site), config)


def remove_unused(site: Path, config: Configuration) -> None:
    """What an engine without hooks copies of the theme's folders and of ours, and no page asks for."""
    for folder, language in language_folders(site, config):
        for path in sorted(folder.rglob("*"), reverse=True):  # A folder after what is in it
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif is_unused(path.relative_to(folder).as_posix(), at_root=not language["folder"]):
                path.unlink()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except FinishError as error:
        sys.exit(str(error))
