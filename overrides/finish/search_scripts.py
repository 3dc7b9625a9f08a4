"""The scripts of the search, in the folder ``search`` of each language, whole: every further file costs a round trip.

- ``worker.js`` finds: lunr and the language's stemmer, as MkDocs ships them, and our layers over them.
- ``dialog.js`` is what a reader sees: the words of the interface, the styles, the script.
"""

import json
import re
import sys
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from overrides.languages import SHORT_JSON
from overrides.site import Configuration, FinishError, language_folders

OVERRIDES = Path(__file__).parent.parent
SCRIPTS = OVERRIDES / "assets/javascripts/search"
STYLES = OVERRIDES / "assets/stylesheets/search.css"
LOOKS = OVERRIDES / "partials/care-card-looks.html"
# What MkDocs' own search brings along. It is used even where another engine has made the pages.
LUNR = "mkdocs/contrib/search"
# Of cards and warnings in results.
LEVELS = ("emergency", "urgent")
# The name, author and licence of a script.
NOTICE = re.compile(r"/\*.*?\*/", re.DOTALL)
# Of lunr: the signs with which experts write queries. Nothing here reads them.
QUERY_PARSER = re.compile(r"lunr\.QueryLexer = .*?(?=/\*\*\s+\* export the module)", re.DOTALL)
STRINGS = ("numbers", "alarm", "close")


def write(site: Path, config: Configuration) -> None:
    for folder, language in language_folders(site, config):
        target = folder / "search"
        target.mkdir(exist_ok=True)
        (target / "worker.js").write_text(worker(language["code"]), "utf-8")
        (target / "dialog.js").write_text(dialog(language["strings"]), "utf-8")


def worker(code: str) -> str:
    """The script of the worker of a language; one without a stemmer finds words as they are written."""
    folder = find_lunr()
    stemmer = folder / f"lunr-language/lunr.{code}.js"
    parts = [folder / "templates/search/lunr.js"]
    parts += [stemmer.with_name("lunr.stemmer.support.js"), stemmer] if stemmer.exists() else []
    texts = [QUERY_PARSER.sub("", part.read_text("utf-8")) for part in parts]
    notices = [" ".join(NOTICE.search(text)[0].split()) for text in texts]
    texts += [(SCRIPTS / f"{name}.js").read_text("utf-8") for name in ("words", "emergencies", "worker")]
    return "\n".join([*notices, *map(jsmin, texts)])


def find_lunr() -> Path:
    """Its folder, found without importing MkDocs. FinishError if there is none."""
    found = next((path for place in sys.path if (path := Path(place, LUNR)).is_dir()), None)
    if not found:
        raise FinishError(f"No folder {LUNR} on Python's path, from which the search has lunr. Install mkdocs.")
    return found


def dialog(strings: dict) -> str:
    """The script of the dialog, given the words of the interface: a block, so that its names are its own."""
    used = {name: strings[name] for name in strings if name in STRINGS or name.startswith("search")}
    constants = {"STRINGS": used, "STYLES": cssmin(looks() + STYLES.read_text("utf-8"))}
    lines = "".join(f"const {name}={json.dumps(value, **SHORT_JSON)};" for name, value in constants.items())
    return f"{{{lines}\n{jsmin((SCRIPTS / 'dialog.js').read_text('utf-8'))}}}"


def looks() -> str:
    """Colours and icon of each level, as properties, from where pages have them."""
    levels = json.loads(re.search(r"looks = (\{.*\}) %\}", LOOKS.read_text("utf-8"), re.DOTALL)[1])
    svg = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='{}'/%3E%3C/svg%3E"
    icon = f'url("data:image/svg+xml,{svg}")'
    return "".join(
        f".search .{level} {{--band:{look['band']};--on-band:{look['words']};--icon:{icon.format(look['icon'])}}}"
        for level, look in levels.items()
        if level in LEVELS
    )
