"""A browser, for the tests and for the link pictures: the system's, or one that is installed now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright

# As root, in containers and in CI, Chromium needs these; none changes what a page does.
CHROMIUM_FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync
    --disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding""".split()
# Browsers of a system. The first has no windows and takes half the time; nor has it a cache for going back.
SYSTEM = "chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome".split()

FIREFOX = ["firefox-esr", "firefox"]


def installed(names: list[str] = SYSTEM) -> str | None:
    """Path of the first of these browsers that the system has, or None."""
    return next(filter(None, map(shutil.which, names)), None)


def run(command: list[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def apt_install(packages: list[str]) -> None:
    """Install packages of Debian or Ubuntu, where this user may."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        run(["apt-get", "update"])
        run(["apt-get", "install", "--yes", "--no-install-recommends", *packages])


class NoBrowser(Exception):
    """There is none, and none can be installed."""


def find_chromium(playwright: Playwright) -> str | Path:
    """The path of a Chromium: $CHROMIUM, the system's, Playwright's own, or one that Playwright or apt installs now."""
    own = Path(playwright.chromium.executable_path)

    def find() -> str | Path | None:
        return installed() or (own if own.exists() else None)

    if found := os.environ.get("CHROMIUM") or find():
        return found
    run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"])
    for packages in (SYSTEM[:2], SYSTEM[1:2]):
        if not find():
            apt_install([*packages, "fonts-noto-core"])
    if found := find():
        return found
    raise NoBrowser("No browser. Install Chromium or Chrome, or set CHROMIUM to the path of one, and run this again.")


def find_firefox() -> str | None:
    """The path of a Firefox: $FIREFOX, the system's, or one that apt installs now; None where there is none."""
    for name in FIREFOX:
        if found := os.environ.get("FIREFOX") or installed(FIREFOX):
            return found
        apt_install([name])
    return installed(FIREFOX)
