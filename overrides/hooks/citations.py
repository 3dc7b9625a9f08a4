"""Citations: a page writes ``[^key]``, and the work of that key in the reference file becomes a numbered note.

A Python-Markdown extension, so that every engine that runs Python-Markdown makes the same notes: just the works that a
page cites, in the order of citation, in Vancouver style. ``[references]`` becomes the list of all works.
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from markdown import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import BuildError

CITATION = re.compile(r"\[\^([^\]\s]+)\]")
FIELDS = "kind authors title journal year volume issue pages doi pmid url read".split()


@lru_cache(maxsize=8)
def load(path, kinds, text):
    """Works in the text of a reference file: a dict of key to fields. BuildError, with file and line, for a faulty one."""
    works = {}
    for key, value in yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)).value:
        work = {name.value: field.value for name, field in value.value} if value.value else {}
        lasting = work.get("doi") or work.get("url") or {"journal", "year", "volume", "pages"} <= work.keys()
        problems = {
            "is listed twice. Keep one of the two.": key.value in works,
            f"has an unknown field. Use only: {', '.join(FIELDS)}.": work.keys() - set(FIELDS),
            "has no title. Add it.": not work.get("title"),
            f"has no known kind. Use one of: {', '.join(kinds)}.": work.get("kind") not in kinds,
            "cannot be found. Add doi or url, or all of journal, year, volume, pages.": not lasting,
        }
        if problem := next((text for text, applies in problems.items() if applies), None):
            raise BuildError(f"{path}:{key.start_mark.line + 1}: source '{key.value}' {problem}")
        works[key.value] = work
    return works


def vancouver(work, read):
    """One work as Markdown in Vancouver style; ``read`` has words for how it was read, and a mark for foreign titles."""
    title = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", work["title"])
    url = f"https://doi.org/{work['doi']}" if work.get("doi") else work.get("url")
    issue = f"({work['issue']})" if work.get("issue") else ""
    date = work.get("year", "") + (f";{work['volume']}{issue}:{work['pages']}" if work.get("volume") else "")
    numbers = [f"{label}: {work[field]}" for label, field in (("doi", "doi"), ("PMID", "pmid")) if work.get(field)]
    title = (f"[{title}](<{url}>)" if url else f"*{title}*") + read.get("mark", "")
    parts = [work.get("authors"), title, work.get("journal"), date, *numbers]
    return " ".join(f"{part.rstrip('.')}." for part in [*parts, read.get(work.get("read"))] if part)


class Citations(Preprocessor):
    def __init__(self, md, config):
        super().__init__(md)
        self.config, self.pages = config, Path(config["pages"])

    def run(self, lines):
        path = Path(self.config["references"])
        works = load(path, tuple(self.config["kinds"]), path.read_text("utf-8"))
        lines = [new for line in lines for new in (self.bibliography(works) if line == "[references]" else (line,))]
        cited = {key: number for number, key in enumerate(dict.fromkeys(CITATION.findall("\n".join(lines))), 1)}
        for key in cited.keys() - works.keys():
            raise BuildError(f"{self.pages}: unknown source '{key}'. Add it to {path}.")
        # A note goes by its number: a key at each mention would be a good part of a page's bytes.
        lines = [CITATION.sub(lambda mark: f"[^{cited[mark[1]]}]", line) for line in lines]
        notes = [line for key in cited for line in ("", f"[^{cited[key]}]: {vancouver(works[key], self.config['read'])}")]
        return [*lines, "", f"## {self.config['heading']} {{ #sources }}", "", "[notes]", *notes] if notes else lines

    def bibliography(self, works):
        """Lines of Markdown: a heading for each kind, an item for each work, with links to the pages that cite it."""
        pages = {page.name: page.read_text("utf-8") for page in sorted(self.pages.glob("*.md"))}
        titles = {name: re.search(r"^title: *(.+)$", text, re.M)[1].strip("\"'") for name, text in pages.items()}
        for kind, heading in self.config["kinds"].items():
            yield from ("", f"### {heading} {{ #{kind} }}", "", "/// html | div.references", "")
            of_kind = [key for key in works if works[key]["kind"] == kind]
            for key in sorted(of_kind, key=lambda key: works[key].get("authors", works[key]["title"]).lower()):
                links = [f"[{titles[name]}]({name})" for name in pages if f"[^{key}]" in pages[name]]
                yield f"- {vancouver(works[key], self.config['read'])} {self.config['cited_in']}: {', '.join(links)}."
            yield from ("", "///", "")


class CitationsExtension(Extension):
    def __init__(self, **options):
        self.config = {name: ["", ""] for name in "references pages heading kinds read cited_in".split()}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After snippets (32), so that what they bring in may cite; before raw HTML is set aside (20).
        md.preprocessors.register(Citations(md, self.getConfigs()), "citations", 25)


makeExtension = CitationsExtension
