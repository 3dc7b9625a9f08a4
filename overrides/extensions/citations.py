"""Citations: a page writes ``[^key]``, and the reference of that key becomes a numbered note.

Every engine that runs Python-Markdown makes the same notes: just the references that a page cites, in the order of
citation, in Vancouver style. ``[references]`` becomes the list of all references, in full; a note is shorter.
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from markdown import Extension
from markdown.preprocessors import Preprocessor

CITATION = re.compile(r"\[\^([^\]\s]+)\]")
FIELDS = "kind authors title language journal year volume issue pages doi pmid url read".split()
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
# A person among authors, as in "de Freitas MRG"; what ends in the short name of a country is an organisation.
PERSON = re.compile(r"(.+) (?!UK$|US$|EU$)([A-Z]{1,4})")


class CitationError(Exception):
    """A faulty reference, with file and line, or a citation of one that is not there."""


@lru_cache(maxsize=8)
def load(path, kinds, text):
    """The references in the text of a file: a dict of key to fields. CitationError for a faulty one."""
    references = {}
    for key, value in yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)).value:
        reference = {name.value: field.value for name, field in value.value} if value.value else {}
        printed = {"journal", "year", "volume", "pages"} <= reference.keys()
        problems = {
            "is listed twice. Keep one of the two.": key.value in references,
            f"has an unknown field. Use only: {', '.join(FIELDS)}.": reference.keys() - set(FIELDS),
            "has no title. Add it.": not reference.get("title"),
            "has no code of a language in two letters. Write one such as language: de.": not re.fullmatch(
                "[a-z]{2}", language(reference)
            ),
            f"has no known kind. Use one of: {', '.join(kinds)}.": reference.get("kind") not in kinds,
            "cannot be found. Add doi or url, or all of journal, year, volume, pages.": not (
                reference.get("doi") or reference.get("url") or printed
            ),
        }
        if problem := next((text for text, applies in problems.items() if applies), None):
            raise CitationError(f"{path}:{key.start_mark.line + 1}: source '{key.value}' {problem}")
        references[key.value] = reference
    return references


def language(reference):
    """The language of a reference, "en": as it says, or else as the letters of its title do."""
    return reference.get("language") or ("ru" if CYRILLIC.search(reference.get("title", "")) else "en")


def first_authors(authors):
    """Of more than four people the first three."""
    people = authors.split(", ")
    return ", ".join([*people[:3], "et al"]) if len(people) > 4 and all(map(PERSON.fullmatch, people)) else authors


def vancouver(reference, how_read, note=False):
    """One reference as Markdown in Vancouver style.

    ``how_read`` has the remark for each way of reading, one for a work "undated", and under "foreign" one for each
    language but the page's own.
    A note has not all of many authors, and no DOI in words, as its title leads there; the list of references has both.
    """
    title = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", reference["title"])
    url = f"https://doi.org/{reference['doi']}" if reference.get("doi") else reference.get("url")
    issue = f"({reference['issue']})" if reference.get("issue") else ""
    place = f";{reference['volume']}{issue}:{reference['pages']}" if reference.get("volume") else ""
    # A reader can see that we looked for a year: the work gives none.
    date = reference["year"] + place if "year" in reference else how_read.get("undated")
    identifiers = {**({} if note else {"doi": "doi"}), "PMID": "pmid"}.items()
    numbers = [f"{label}: {reference[field]}" for label, field in identifiers if reference.get(field)]
    title = f"[{title}](<{url}>)" if url else f"*{title}*"
    if foreign := how_read.get("foreign", {}).get(language(reference)):
        title += f'{{ lang="{language(reference)}" }} {foreign}'
    authors = reference.get("authors", "")
    parts = [first_authors(authors) if note else authors, title, reference.get("journal"), date, *numbers]
    return " ".join(f"{part.rstrip('.')}." for part in [*parts, how_read.get(reference.get("read"))] if part)


def short_names(nav):
    """The name of each page in the menu: pairs of file and name. A file that has no name there goes by its own."""
    for item in nav:
        for name, value in item.items() if isinstance(item, dict) else [(item, item)]:
            yield from short_names(value) if isinstance(value, list) else [(value, name)]


class Citations(Preprocessor):
    def __init__(self, md, config):
        super().__init__(md)
        self.config, self.pages = config, Path(config["pages"])

    def run(self, lines):
        path = Path(self.config["references"])
        references = load(path, tuple(self.config["kinds"]), path.read_text("utf-8"))
        if "[references]" in lines:
            at = lines.index("[references]")
            lines[at : at + 1] = self.bibliography(references)
        cited = {key: number for number, key in enumerate(dict.fromkeys(CITATION.findall("\n".join(lines))), 1)}
        for key in cited.keys() - references.keys():
            raise CitationError(f"{self.pages}: unknown source '{key}'. Add it to {path}.")
        # A note goes by its number: a key at each mention would be a good part of a page's bytes.
        lines = [CITATION.sub(lambda mark: f"[^{cited[mark[1]]}]", line) for line in lines]
        if cited:
            lines += ["", f"## {self.config['heading']} {{ #sources }}", "", "[notes]"]
        for key, number in cited.items():
            lines += ["", f"[^{number}]: {vancouver(references[key], self.config['read'], note=True)}"]
        return lines

    def bibliography(self, references):
        """Lines of Markdown: a heading for each kind, and folded below it its references and the pages citing each."""
        pages = {page.name: page.read_text("utf-8") for page in sorted(self.pages.glob("*.md"))}
        names = dict(short_names(self.config["names"]))
        for kind, heading in self.config["kinds"].items():
            of_kind = [key for key in references if references[key]["kind"] == kind]
            show = self.config["show"].format(len(of_kind))
            yield from (
                "",
                f"### {heading} {{ #{kind} }}",
                "",
                f"/// details | {show}",
                "    attrs: {class: references}",
                "",
            )
            by_author = {key: references[key].get("authors", references[key]["title"]).lower() for key in of_kind}
            for key in sorted(of_kind, key=by_author.get):
                links = ", ".join(f"[{names[name]}]({name})" for name in pages if f"[^{key}]" in pages[name])
                yield f"- {vancouver(references[key], self.config['read'])} {self.config['cited_in']}: {links}."
            yield from ("", "///", "")


class CitationsExtension(Extension):
    def __init__(self, **options):
        self.config = {name: ["", ""] for name in "references pages heading kinds read cited_in show names".split()}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After snippets (32), so that what they bring in may cite; before raw HTML is set aside (20).
        md.preprocessors.register(Citations(md, self.getConfigs()), "citations", 25)


makeExtension = CitationsExtension
