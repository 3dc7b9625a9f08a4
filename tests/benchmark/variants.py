"""What is compared: the site, stock Material with the same Markdown, and a hand-written floor with the same text."""

import os
import subprocess
import sys
from pathlib import Path

import yaml
from mkdocs.utils.yaml import yaml_load
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parent.parent.parent
# The settings that most sites choose. Fonts are off: there is no outside host to bring them from.
FEATURES = ["content.footnote.tooltips", "navigation.sections", "navigation.top", "search.highlight", "search.suggest"]
PALETTE = [
    {"scheme": "default", "toggle": {"icon": "material/weather-sunny", "name": "Dark"}},
    {"scheme": "slate", "toggle": {"icon": "material/weather-night", "name": "Light"}},
]
# Set by a few lines of style, as one would by hand: readable lines, tables, and a drawing that fits.
FLOOR = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="icon" href="data:,"><style>
body{{max-width:40em;margin:auto;padding:0 1em;font:1.1em/1.6 system-ui,sans-serif}}
svg{{width:100%;max-width:30em}}td,th{{padding:.3em;border:1px solid;text-align:left;vertical-align:top}}
@media(prefers-color-scheme:dark){{body{{background:#111;color:#eee}}a{{color:#9cf}}}}</style>{article}"""


def run(*options, cwd=ROOT):
    """Build with MkDocs, quietly, in a process of its own: seconds of processor time, and the peak of memory in MB."""
    environment = {**os.environ, "SITE_URL": "https://example.org/", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *map(str, options)]
    _, status, used = os.wait4(subprocess.Popen(command, cwd=cwd, env=environment).pid, 0)
    if status:
        raise SystemExit(f"Failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def site(folder, cwd=ROOT):
    return run("--site-dir", folder, cwd=cwd)


def stock(folder, cwd=ROOT, extensions=True):
    """Of ours only the Markdown extensions are left, without which the pages would not hold the same text."""
    for path in [cwd / "mkdocs.yml", *sorted(cwd.glob("docs/*.yml"))]:
        with path.open(encoding="utf-8") as file:
            config = yaml_load(file)
        if "nav" not in config:
            continue
        for ours in ("hooks", "extra_css", "extra_javascript", "extra", "validation", "watch"):
            config.pop(ours, None)
        language = config["theme"]["language"]
        config["theme"] = {
            "name": "material",
            "language": language,
            "font": False,
            "features": FEATURES,
            "palette": PALETTE,
        }
        config["docs_dir"] = str(path.parent / config["docs_dir"])
        config["plugins"] = ["search"]
        if not extensions:
            names = config["markdown_extensions"]
            config["markdown_extensions"] = {name: names[name] for name in names if not name.startswith("overrides.")}
        written = folder.parent / f"stock.{language}.yml"
        written.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        used = run("--config-file", written, "--site-dir", folder if path.parent == cwd else folder / language, cwd=cwd)
    return used


def floor(folder):
    """A bare page around each article of the stock Material built beside it: one request, no script."""
    built = folder.parent / "stock"
    for path in built.rglob("*.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        article = page.css_first("article")
        for added in article.css(".headerlink, .note-back, script"):
            added.decompose()
        for element in article.css("*"):
            for name in [name for name in element.attributes if name.startswith(("class", "style", "data-"))]:
                del element.attrs[name]
        target = folder / path.relative_to(built)
        target.parent.mkdir(parents=True, exist_ok=True)
        lang, title = page.css_first("html").attributes["lang"], page.css_first("title").text()
        target.write_text(FLOOR.format(lang=lang, title=title, article=article.html), "utf-8")


def build(folder):
    """Each of the three in a folder of its name; one that is there already is left as it is."""
    for name, make in (("site", site), ("stock", stock), ("floor", floor)):
        if not (folder / name).exists():
            make(folder / name)
