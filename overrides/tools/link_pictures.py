"""Link pictures: what a chat or a social network shows beside a link to a page, one a page and language.

``make pictures`` draws them into ``docs/*/images/link/``; they are committed, as they change only with a title. Each
carries the page's <title> in its metadata, so that a test finds a picture that is older than its page.
"""

import io
import re
from pathlib import Path

from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, sync_playwright

from overrides import languages
from overrides.checks.source import language_folders, pages, split
from overrides.tools.browser import CHROMIUM_FLAGS, NoBrowser, find_chromium

WIDTH, HEIGHT = 1200, 630
# From the largest letters that look well to the smallest that a thumbnail 300 px wide still shows (a quarter), in px.
SIZES = range(104, 71, -4)
# Noto (Debian's fonts-noto-core, or Google Fonts) draws the same letters on every machine.
FONTS = ["Noto Sans Bold", "Noto Serif Bold"]
MARK = Path("overrides/assets/images/favicon.svg")
PAGE = """<!doctype html>
<style>
  @font-face { font-family: Name; src: local("Noto Sans Bold"), local("NotoSans-Bold"); }
  @font-face { font-family: Title; src: local("Noto Serif Bold"), local("NotoSerif-Bold"); }
  body { box-sizing: border-box; width: 1200px; height: 630px; margin: 0; padding: 44px 64px 0; display: flex;
    flex-direction: column; background: #0b4f57; color: #fdfdfb; font-family: Name; }
  header { display: flex; align-items: center; gap: 24px; font-size: 46px; }
  main { flex: 1; min-height: 0; margin: 20px 0 0; display: flex; align-items: center; line-height: 1.15;
    font-family: Title; text-wrap: balance; }
  header svg { width: 84px; margin: -6px; }
</style>
<header>
  MARK
  <div></div>
</header>
<main><div></div></main>
<!-- The ripple of the mark, which fades. -->
<svg width="1200" height="118" viewBox="0 0 1200 118" style="flex: none; margin-left: -64px" fill="none"
  stroke="#7fd0d3" stroke-width="6" stroke-linecap="round">
  <path d="M-20 26q30-34 60 0RIPPLE"/>
  <path d="M40 62q30-28 60 0RIPPLE" opacity=".6"/>
  <path d="M100 94q30-22 60 0RIPPLE" opacity=".3"/>
</svg>
"""
# Writes the words at the largest size at which they fit: that size, or null.
FIT = """([site, title, sizes]) => {
  const [name, main] = [document.querySelector("header div"), document.querySelector("main")];
  name.textContent = site;
  main.firstChild.textContent = title;
  return sizes.find(size => {
    main.style.fontSize = `${size}px`;
    return main.firstChild.offsetHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth
      && document.body.scrollWidth <= innerWidth;
  }) ?? null;
}"""


def draw(view: Page, site: str, title: str) -> bytes:
    """One picture as a PNG of 32 colours, in bytes. ValueError if the title does not fit."""
    # A short word stays on the line of the next one, as «и» and "a" do in print.
    joined = re.sub(r"\b(\w{1,2}) ", "\\1\N{NO-BREAK SPACE}", title)
    if not view.evaluate(FIT, [site, joined, list(SIZES)]):
        raise ValueError(f"'{title}' does not fit into a link picture. Write a shorter title.")
    picture = Image.open(io.BytesIO(view.screenshot())).convert("RGB").quantize(32, dither=Image.Dither.NONE)
    words = PngImagePlugin.PngInfo()
    words.add_text("Title", f"{title} - {site}")
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True, pnginfo=words)
    return file.getvalue()


def main() -> None:
    sites = {code: languages.load(path)["site_name"] for code, path in languages.configurations().items()}
    with sync_playwright() as playwright:
        try:
            path = find_chromium(playwright)
        except NoBrowser as error:
            raise SystemExit(str(error)) from None
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        view.set_content(PAGE.replace("MARK", MARK.read_text("utf-8")).replace("RIPPLE", "t60 0" * 20))
        for family, font in zip(["Name", "Title"], FONTS):
            if not view.evaluate(
                "family => document.fonts.load(`1px ${family}`).then(() => true, () => false)", family
            ):
                raise SystemExit(f"The font {font} is not installed. On Debian: apt-get install fonts-noto-core")
        for page in [page for folder in language_folders() for page in pages(folder)]:
            picture = page.parent / f"images/link/{page.stem}.png"
            picture.parent.mkdir(exist_ok=True)
            try:
                picture.write_bytes(draw(view, sites[page.parent.name], split(page)[0]["title"]))
            except ValueError as fault:
                raise SystemExit(f"{page.as_posix()}:2: {fault}") from None
        browser.close()


if __name__ == "__main__":
    main()
