"""The scripts of the search, in the folder ``search`` of each language, one file each: every further file costs a round trip.

- ``worker.js`` finds: lunr and the language's stemmer, as MkDocs ships them, and our layers over them
- ``dialog.js`` is what the reader sees: the words of the interface, the styles and the script
"""

import json
from importlib.metadata import distribution
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from overrides.finish.site import Configuration, language_folders
from overrides.languages import SHORT_JSON

ASSETS = Path(__file__).parent.parent / "assets"
SCRIPTS = ASSETS / "javascripts/search"
STYLES = ASSETS / "stylesheets/search.css"
# Files of MkDocs' own search; found without MkDocs itself, as another engine may have built the pages.
LUNR = Path(str(distribution("mkdocs").locate_file("mkdocs/contrib/search")))
STEMMERS = LUNR / "lunr-language"


def write(site: Path, config: Configuration) -> None:
    for folder, language in language_folders(site, config):
        target = folder / "search"
        target.mkdir(exist_ok=True)
        (target / "worker.js").write_text(worker(language["code"]), "utf-8")
        (target / "dialog.js").write_text(dialog(language), "utf-8")
    for source in [*SCRIPTS.iterdir(), STYLES]:  # Copies that the engine made
        (site / source.relative_to(ASSETS.parent)).unlink(missing_ok=True)


def worker(code: str) -> str:
    stemmer = STEMMERS / f"lunr.{code}.js"
    parts = [LUNR / "templates/search/lunr.js"]
    parts += [STEMMERS / "lunr.stemmer.support.js", stemmer] if stemmer.exists() else []
    parts += [SCRIPTS / f"{name}.js" for name in ("words", "emergencies", "worker")]
    return "\n".join(jsmin(part.read_text("utf-8")) for part in parts)


def dialog(language: dict) -> str:
    strings = {name: text for name, text in language["strings"].items() if name.startswith("search") or name == "calls"}
    values = {"STRINGS": strings, "STYLES": cssmin(STYLES.read_text("utf-8")), "ROOT": "../" if language["folder"] else ""}
    constants = ",".join(f"{name}={json.dumps(value, **SHORT_JSON)}" for name, value in values.items())
    return f"{{const {constants};{jsmin((SCRIPTS / 'dialog.js').read_text('utf-8'))}}}"
