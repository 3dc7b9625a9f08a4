"""The addresses and heading ids that others may link to. ``make addresses`` lists those of the built site."""

import subprocess
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parent.parent.parent
LIST = Path("tests/published-urls.txt")
# Nobody links to the pages for unknown addresses and for no network, nor to what pages load.
NOT_LINKED = {
    "404.html",
    "503.html",
    "offline.json",
    "manifest.webmanifest",
    "favicon.ico",
    "assets",
    "images",
    "search",
}


def listed() -> list[str]:
    """Every line of the list: addresses such as ``ru/causes.html`` and ids such as ``ru/causes.html#medicines``."""
    return (ROOT / LIST).read_text("utf-8").splitlines()


def ever_listed(folder: Path) -> set[str]:
    """Every line that the list had in any commit of a folder's branch: a set, empty where there is no history."""
    command = ["git", "-C", folder, "log", "--first-parent", "-m", "-p", "--format=", "--no-color", "--", LIST]
    changes = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return {line[1:] for line in changes if line.startswith("+") and not line.startswith("+++")}


def redirect_target(html: str) -> str | None:
    """Where a stub leads on to, as it writes it; None for a page that is none."""
    refresh = LexborHTMLParser(html).css_first("meta[http-equiv=refresh]")
    return refresh and refresh.attributes["content"].partition("url=")[2]


def built(site: Path) -> set[str]:
    """Every address and heading id of a built site, as a set of lines; a stub has none of its own."""
    lines = set()
    for path in filter(Path.is_file, site.rglob("*")):
        address = path.relative_to(site)
        page = path.with_suffix(".html")
        is_copy_of_stub = path.suffix == ".md" and page.is_file() and redirect_target(page.read_text("utf-8"))
        if NOT_LINKED & {*address.parts} or address.suffix in (".js", ".gz") or is_copy_of_stub:
            continue
        html = path.read_text("utf-8") if path.suffix == ".html" else ""
        if not redirect_target(html):
            headings = LexborHTMLParser(html).css(":is(h1, h2, h3, h4, h5, h6)[id]")
            lines |= {address.as_posix(), *(f"{address.as_posix()}#{heading.id}" for heading in headings)}
    return lines


if __name__ == "__main__":
    lines = sorted({*listed(), *built(ROOT / "site")})
    (ROOT / LIST).write_text("\n".join(lines) + "\n", "utf-8")
