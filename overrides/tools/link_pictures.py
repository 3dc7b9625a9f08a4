"""Link pictures: what a chat or a social network shows beside a link to a page, one a page and language.

``make pictures`` draws them into ``docs/*/images/link/``; they are committed, as they change only with a title. Each
carries the page's <title> in its metadata, so that a test finds a picture that is older than its page.
"""

import io
import re

from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, sync_playwright

from overrides import languages
from overrides.checks.source import language_folders, pages, split
from overrides.tools.browser import CHROMIUM_FLAGS, NoBrowser, find_chromium

WIDTH, HEIGHT = 1200, 630
# From the largest letters that look well to the smallest that a thumbnail 300 px wide still shows (a quarter), in px.
SIZES = range(104, 71, -4)
# Noto Sans Bold (Debian's fonts-noto-core, or Google Fonts) draws the same letters on every machine.
PAGE = """<!doctype html>
<style>
  @font-face { font-family: Picture; src: local("Noto Sans Bold"), local("NotoSans-Bold"); }
  body { box-sizing: border-box; width: 1200px; height: 630px; margin: 0; padding: 44px 64px 0; display: flex;
    flex-direction: column; background: #0b4f57; color: #fdfdfb; font-family: Picture; }
  header { display: flex; align-items: center; gap: 24px; font-size: 46px; }
  main { flex: 1; min-height: 0; margin: 20px 0 0; display: flex; align-items: center; line-height: 1.15;
    text-wrap: balance; }
  svg { flex: none; fill: none; stroke-linecap: round; stroke-linejoin: round; }
</style>
<header>
  <svg width="72" viewBox="0 0 32 32">
    <rect width="32" height="32" rx="7" fill="#fdfdfb"/>
    <g stroke="#0b4f57" stroke-width="2.6">
      <path d="M5 10q2.75-4 5.5 0t5.5 0 5.5 0 5.5 0"/>
      <path d="M9 17.5q2.3-3.4 4.6 0t4.6 0 4.6 0" opacity=".8"/>
      <path d="M13 24.5q1.7-2.6 3.4 0t3.4 0" opacity=".6"/>
    </g>
  </svg>
  <div></div>
</header>
<main><div></div></main>
<!-- The mark of the site: a ripple that fades. -->
<svg width="1200" height="106" style="margin-left: -64px" viewBox="0 0 1200 106" stroke="#7fd0d3" stroke-width="5">
  <g id="waves"></g>
</svg>
<script>
  // Three lines of waves, each weaker than the one above it.
  const line = (y, height, opacity) =>
    `<path d="M-20 ${y}q26-${height} 52 0t${"52 0 ".repeat(23)}" opacity="${opacity}"/>`;
  document.getElementById("waves").innerHTML = line(28, 24, 1) + line(62, 17, 0.65) + line(92, 10, 0.4);
</script>
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
        view.set_content(PAGE)
        if not view.evaluate("document.fonts.load('1px Picture').then(() => true, () => false)"):
            raise SystemExit("The font Noto Sans Bold is not installed. On Debian: apt-get install fonts-noto-core")
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
