"""A browser, for the tests and for the link pictures: the system's, or one that is installed now."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Playwright

# As root, in containers and in CI, Chromium needs these; none changes what a page does.
CHROMIUM_FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync
    --disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding""".split()
# Browsers of a system. The first has no windows and takes half the time; nor has it a cache for going back.
SYSTEM = "chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome".split()

FIREFOX = ["firefox-esr", "firefox"]
UPDATE = ["apt-get", "update"]
Found = TypeVar("Found")


def installed(names: list[str] = SYSTEM) -> str | None:
    """Path of the first of these browsers that the system has, or None."""
    return next(filter(None, map(shutil.which, names)), None)


class NoBrowser(Exception):
    """There is none, and none can be installed."""


def find_chromium(playwright: Playwright) -> str | Path:
    """The path of a Chromium: $CHROMIUM, the system's, Playwright's own, or one that Playwright or apt installs now."""
    own = Path(playwright.chromium.executable_path)

    def find() -> str | Path | None:
        return installed() or (own if own.exists() else None)

    if found := os.environ.get("CHROMIUM") or find():
        return found
    apt = ["apt-get", "install", "--yes", "fonts-noto-core"]
    playwrights = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    if found := find_after(find, playwrights, *as_root(UPDATE, [*apt, *SYSTEM[:2]], [*apt, SYSTEM[1]])):
        return found
    raise NoBrowser("No browser. Install Chromium or Chrome, or set CHROMIUM to the path of one, and run this again.")


def find_firefox() -> str | None:
    """The path of a Firefox: $FIREFOX, the system's, or one that apt installs now; None where there is none."""

    def find() -> str | None:
        return installed(FIREFOX)

    install = [["apt-get", "install", "--yes", name] for name in FIREFOX]
    return os.environ.get("FIREFOX") or find() or find_after(find, *as_root(UPDATE, *install))


def as_root(*commands: list[str]) -> tuple[list[str], ...]:
    """The commands of apt where they can be run, else none."""
    return commands if shutil.which("apt-get") and os.geteuid() == 0 else ()


def find_after(find: Callable[[], Found], *commands: list[str]) -> Found | None:
    """Run one command after the other until there is something to find."""
    for command in commands:
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        if found := find():
            return found
    return None
