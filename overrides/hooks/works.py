"""All cited works as files for reference managers: ``citations.bib`` (BibTeX) and ``citations.json`` (CSL-JSON)."""

import json
import re
from pathlib import Path

from mkdocs.structure.files import File

from overrides.hooks.citations import load

# "de Freitas MRG"; what ends in the short name of a country is an organisation.
PERSON = re.compile(r"(.+) (?!UK$|US$|EU$)([A-Z]{1,4})")
FILES = ("citations.bib", "citations.json")


def on_files(files, *, config):
    """Every language links to the files, so every language knows them."""
    options = config.mdx_configs["overrides.hooks.citations"]
    path = Path(options["references"])
    works = load(path, tuple(options["kinds"]), path.read_text("utf-8"))
    items = [describe(key, work, options["read"]) for key, work in works.items()]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    texts = "\n".join(map(bibtex, items)), f"[\n{lines}\n]\n"
    for name, text in zip(FILES, texts):
        files.append(File.generated(config, name, content=text))


def on_page_content(html, *, page, config, files):
    """The files stand once, at the root of the site: one folder up from every other language."""
    return html.replace('href="citations.', f'href="{config.extra["up"]}citations.')


def on_env(env, *, config, files):
    """Links have been checked. Only the language at the root writes the files."""
    for name in FILES if config.extra["up"] else ():
        files.remove(files.get_file_from_path(name))


def describe(key, work, read):
    """One work as a dict in CSL-JSON; ``read`` has words for how it was read."""
    item = {
        "id": key,
        "type": "article-journal" if "journal" in work else "webpage",
        "title": work["title"],
        "author": authors(work.get("authors", "")),
        "container-title": work.get("journal"),
        "issued": {"date-parts": [[int(work["year"])]]} if "year" in work else None,
        "volume": work.get("volume"),
        "issue": work.get("issue"),
        "page": work.get("pages", "").replace("–", "-"),
        "DOI": work.get("doi"),
        "PMID": work.get("pmid"),
        "URL": f"https://doi.org/{work['doi']}" if "doi" in work else work.get("url"),
        "note": read.get(work.get("read"), "").strip("[]"),
    }
    return {name: value for name, value in item.items() if value}


def authors(text):
    """Names in CSL: people, of whom a list may be unfinished, or one organisation."""
    names = text.removesuffix(", et al").split(", ") if text else []
    people = [PERSON.fullmatch(name) for name in names]
    if not all(people):
        return [{"literal": text}]
    more = [{"literal": "et al."}] if text.endswith(", et al") else []
    return [{"family": person[1], "given": ". ".join(person[2]) + "."} for person in people] + more


def bibtex(item):
    """A work in CSL as an entry of BibTeX, in UTF-8, with the fields of BibLaTeX."""
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
        "note": item.get("note"),
    }
    kind = "article" if "container-title" in item else "online"
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{item['id']},\n{''.join(lines)}}}\n"


def bibtex_name(name):
    """A name in BibTeX; braces keep an organisation whole."""
    if "family" in name:
        return escape(f"{name['family']}, {name['given']}")
    return "others" if name["literal"] == "et al." else f"{{{escape(name['literal'])}}}"


def escape(text):
    """Text with what TeX would take for a command made plain."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
