"""Icons for home screens, tabs and feed readers that show no SVG, drawn from ``favicon.svg`` by ``make pictures``.

They are committed, as they change only with it. Each PNG carries the drawing's digest in its metadata, so that a test
finds an icon that is older than the drawing.
"""

import hashlib
import io
from pathlib import Path

from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, sync_playwright

from overrides.tools.browser import CHROMIUM_FLAGS, NoBrowser, find_chromium

IMAGES = Path("overrides/assets/images")
DRAWING = IMAGES / "favicon.svg"
# Systems cut these to their own shapes, so the ground fills the square. iOS asks for 180 px, Android for the others.
SQUARE = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
TAB = Path("overrides/favicon.ico")
TAB_SIZES = (16, 32, 48)
# The drawing's own ground, a rounded square, lies on the same colour: its first fill.
PAGE = """<!doctype html><style>
  body {{ margin: 0; background: {ground}; }} svg {{ display: block; width: 100vw; height: 100vh; }}
</style>{drawing}"""


def digest(drawing: str) -> str:
    return hashlib.sha256(drawing.encode()).hexdigest()


def draw(view: Page, drawing: str, ground: str, size: int) -> Image.Image:
    """The drawing on a ground (a CSS colour), as a square of that many pixels."""
    view.set_viewport_size({"width": size, "height": size})
    view.set_content(PAGE.format(ground=ground, drawing=drawing))
    return Image.open(io.BytesIO(view.screenshot(omit_background=True)))


def main() -> None:
    drawing = DRAWING.read_text("utf-8")
    ground = drawing.partition('fill="')[2].partition('"')[0]
    words = PngImagePlugin.PngInfo()
    words.add_text("Drawing", digest(drawing))
    with sync_playwright() as playwright:
        try:
            path = find_chromium(playwright)
        except NoBrowser as error:
            raise SystemExit(str(error)) from None
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        view = browser.new_page()
        for name, size in SQUARE.items():
            icon = draw(view, drawing, ground, size).convert("RGB").quantize(32, dither=Image.Dither.NONE)
            icon.save(IMAGES / name, optimize=True, pnginfo=words)
        tabs = [draw(view, drawing, "transparent", size) for size in TAB_SIZES]
        tabs[-1].save(TAB, append_images=tabs[:-1], sizes=[(size, size) for size in TAB_SIZES])
        browser.close()


if __name__ == "__main__":
    main()
