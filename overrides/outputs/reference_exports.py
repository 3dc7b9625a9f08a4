"""All references as files for reference managers: ``citations.bib`` (BibTeX) and ``citations.json`` (CSL-JSON)."""

import json
import re
from datetime import date
from pathlib import Path

from overrides.extensions.citations import CITATION, PERSON, language, load
from overrides.site import Configuration, own_configuration, sources

FILES = ("citations.bib", "citations.json")
BABEL = {"en": "english", "ru": "russian", "uk": "ukrainian", "ro": "romanian", "tr": "turkish"}


def write(site: Path, config: Configuration) -> None:
    """Once, for every language, at the root of the site."""
    options = config.mdx_configs["overrides.extensions.citations"]
    path = Path(options["references"])
    references, checked = load(path, tuple(options["kinds"]), path.read_text("utf-8")), last_checked(config)
    items = [to_csl(key, reference, options["read"], checked.get(key)) for key, reference in references.items()]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    for name, text in zip(FILES, ("\n".join(map(bibtex, items)), f"[\n{lines}\n]\n")):
        (site / name).write_text(text, "utf-8")


def last_checked(config: Configuration) -> dict[str, date]:
    """When a page that cites it was last checked against its sources, for each key."""
    checked = {}
    for page in sources(own_configuration(config, config.extra["languages"][0])).values():
        if isinstance(reviewed := page.meta.get("reviewed"), date):  # While serving, a page may be unfinished
            checked |= {key: max(checked.get(key, reviewed), reviewed) for key in CITATION.findall(page.markdown)}
    return checked


def to_csl(key: str, reference: dict[str, str], how_read: dict[str, str], checked: date | None = None) -> dict:
    """One reference in CSL-JSON; ``how_read`` has the remark for each way of reading.

    A web page was last seen when a page of ours was ``checked`` against it, if it was read there and not in a copy, a
    summary or elsewhere.
    """
    seen = checked if checked and "journal" not in reference and "read" not in reference else None
    item = {
        "id": key,
        "type": "article-journal" if "journal" in reference else "webpage",
        "title": reference["title"],
        "author": authors(reference.get("authors", "")),
        "container-title": reference.get("journal"),
        "issued": {"date-parts": [[int(reference["year"])]]} if "year" in reference else None,
        "volume": reference.get("volume"),
        "issue": reference.get("issue"),
        "page": reference.get("pages", "").replace("–", "-"),
        "DOI": reference.get("doi"),
        "PMID": reference.get("pmid"),
        "URL": f"https://doi.org/{reference['doi']}" if "doi" in reference else reference.get("url"),
        "language": language(reference),
        "accessed": {"date-parts": [[seen.year, seen.month, seen.day]]} if seen else None,
        "note": how_read.get(reference.get("read"), "").strip("[]"),
    }
    return {name: value for name, value in item.items() if value}


def authors(text: str) -> list[dict[str, str]]:
    """Names in CSL: people, of whom a list may be unfinished, or one organisation."""
    names = text.removesuffix(", et al").split(", ") if text else []
    people = [PERSON.fullmatch(name) for name in names]
    if not all(people):
        return [{"literal": text}]
    more = [{"literal": "et al."}] if text.endswith(", et al") else []
    return [{"family": person[1], "given": ". ".join(person[2]) + "."} for person in people] + more


def bibtex(item: dict) -> str:
    """A reference in CSL as an entry of BibTeX, in UTF-8, with the fields of BibLaTeX."""
    fields = {
        "author": " and ".join(map(bibtex_name, item.get("author", ()))),
        "title": escape(item["title"]),
        "journal": escape(item.get("container-title", "")),
        "year": item["issued"]["date-parts"][0][0] if "issued" in item else None,
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "pages": item.get("page", "").replace("-", "--"),
        "doi": item.get("DOI"),
        "eprint": item.get("PMID"),
        "eprinttype": "pubmed" if "PMID" in item else None,
        "url": item.get("URL"),
        "urldate": "-".join(f"{part:02}" for part in item["accessed"]["date-parts"][0]) if "accessed" in item else None,
        "langid": BABEL.get(item["language"]),
        "note": item.get("note"),
    }
    kind = "article" if "container-title" in item else "online"
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{item['id']},\n{''.join(lines)}}}\n"


def bibtex_name(name: dict[str, str]) -> str:
    """A name in BibTeX; braces keep an organisation whole."""
    if "family" in name:
        return escape(f"{name['family']}, {name['given']}")
    return "others" if name["literal"] == "et al." else f"{{{escape(name['literal'])}}}"


def escape(text: str) -> str:
    """Text with what TeX would take for a command made plain."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
