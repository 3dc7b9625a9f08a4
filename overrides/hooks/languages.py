"""One build or one serve for all languages: English, then each ``docs/<language>.yml``, which inherits ``mkdocs.yml``.

Templates find in ``config.extra.languages`` what they need to lead from one language to another, and in
``config.extra.linked`` those that every page names: all, or none where so many would weigh on every visitor. Then each
page leads to one page of languages, and search engines read them in the sitemap.
"""

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

HOME = "en"
MOST_LINKED = 5
# JSON is short and keeps its letters: half the size of ``\u0431``.
SHORT_JSON = {"ensure_ascii": False, "separators": (",", ":")}


def files():
    """Configuration of each language: a dict of its code to the file, English first."""
    others = [path for path in sorted(Path("docs").glob("*.yml")) if "\nINHERIT:" in "\n" + path.read_text("utf-8")]
    return {HOME: Path("mkdocs.yml"), **{path.stem: path for path in others}}


def describe(code, path):
    """What other languages need to know of one: code, folder in the site, words of the interface, main pages."""
    with path.open(encoding="utf-8") as file:
        config = yaml_load(file)
    pages = [(name, page) for item in config["nav"] for name, page in item.items() if isinstance(page, str)]
    links = [{"title": name, "url": page.replace(".md", ".html")} for name, page in pages]
    return {
        "code": code,
        "folder": "" if code == HOME else f"{code}/",
        "words": config["extra"]["words"],
        "pages": links,
    }


def on_config(config):
    code = config.theme["language"]
    if "languages" not in config.extra:
        config.extra["languages"] = [describe(*each) for each in files().items()]
    languages = config.extra["languages"]
    config.extra["linked"] = languages if len(languages) <= MOST_LINKED else []
    if not config.extra["linked"]:
        config.theme.static_templates.add("languages.html")
    config.extra["up"] = "" if code == HOME else "../"
    config.extra["root"] = config.site_url if code == HOME else config.site_url.removesuffix(f"{code}/")


def on_env(env, *, config, files):
    env.policies["json.dumps_kwargs"] = SHORT_JSON


def on_post_build(config):
    """After English, every other language, with the same strictness, into a folder of the same site."""
    if config.theme["language"] != HOME:
        return
    for code, path in list(files().items())[1:]:
        site = {"site_dir": f"{config.site_dir}/{code}", "site_url": f"{config.site_url}{code}/"}
        other = load_config(str(path), strict=config.strict, **site)
        other.extra["languages"] = config.extra["languages"]
        other.plugins.on_startup(command="build", dirty=False)
        build(other)
