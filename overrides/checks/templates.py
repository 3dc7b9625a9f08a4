"""Templates, stylesheets too: each parses, closes its braces, and knows every name, string and key that it asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateError, meta, nodes

from overrides.checks.configuration import BASE, find, names
from overrides.checks.front_matter import KNOWN_KEYS, did_you_mean
from overrides.checks.source import CONFLICT_MARKS, cached_by_content, read, words_of_code

FOLDER = Path("overrides")
TEMPLATES = ("*.html", "*.xml", "*.txt", "*.css")
# What is no CSS in a stylesheet that is a template.
NO_CSS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|/\*.*?\*/", re.DOTALL)
# What is wrong in any of them.
LINES = {
    **CONFLICT_MARKS,
    r"^[^#]*[a-z]: [^{}]*#(?![0-9a-fA-F]{3,4}\b|[0-9a-fA-F]{6}\b|[0-9a-fA-F]{8}\b)[0-9a-fA-F]+\b": (
        "a colour that is none. Write # and three or six digits."
    ),
}
# What MkDocs, its theme and our own calls hand to a template.
CONTEXT = {"config", "page", "pages", "nav", "menu", "lang", "base_url", "body", "heading", "id", "level"}
FILTERS = ("url", "script_tag", "sha256", "split")
# What the build adds to the settings, and to a page's own keys.
ADDED_SETTINGS = {"languages", "alternates", "path_to_root", "root", "preview"}
ADDED_KEYS = {"search"}


def environment() -> Environment:
    """Reads templates as MkDocs does, and renders none."""
    environment = Environment()
    environment.filters |= dict.fromkeys(FILTERS, str)
    return environment


@cached_by_content
def parse(text: str) -> tuple[nodes.Template, set[str]]:
    """A template, and the names that it takes from outside."""
    template = environment().parse(text)
    return template, meta.find_undeclared_variables(template)


def problems() -> Iterator[str]:
    """Every mistake in the templates; of names, when all of them parse."""
    paths = [path for ending in TEMPLATES for path in sorted(FOLDER.rglob(ending))]
    parsed = {}
    for path in paths:
        try:
            parsed[path] = parse(path)
        except TemplateError as error:
            yield f"{path.as_posix()}:{error.lineno}: {error.message} Mend the template."
    if len(parsed) < len(paths):
        return
    used = words_of_code()
    for name, line in names(find(BASE, "extra", "strings")).items():
        if name not in used:
            yield f"{BASE}:{line}: no page shows extra.strings.{name}. Remove it, here and in every language."
    assigned = {name for template, _ in parsed.values() for name in assigned_in(template)}
    for path, (template, asked) in parsed.items():
        for name in sorted(asked - CONTEXT - assigned):
            line = line_of(path, rf"\b{name}\b")
            yield f"{path.as_posix()}:{line}: no such name '{name}'. {did_you_mean(name, CONTEXT | assigned)}Mend it."
        for name in filter(None, meta.find_referenced_templates(template)):
            if not (FOLDER / name).exists():
                line, files = line_of(path, re.escape(name)), [each.relative_to(FOLDER).as_posix() for each in paths]
                yield f"{path.as_posix()}:{line}: no file '{name}'. {did_you_mean(name, files)}Mend the name."
        lines = enumerate(read(path).splitlines(), 1)
        found = [
            (number, remedy) for number, line in lines for words, remedy in LINES.items() if re.search(words, line)
        ]
        found += [*unknown_keys(template), *(braces(path) if path.suffix == ".css" else ())]
        yield from (f"{path.as_posix()}:{line}: {remedy}" for line, remedy in found)


def braces(path: Path) -> Iterator[tuple[int, str]]:
    """Braces of a stylesheet that stand alone, after which every rule would be another: (line, mistake and remedy)."""
    text = NO_CSS.sub(lambda part: "\n" * part[0].count("\n"), read(path))
    opened: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        for brace in re.findall("[{}]", line):
            if brace == "{":
                opened.append(number)
            elif opened:
                opened.pop()
            else:
                yield number, "a } without its {. Remove it, or write the other."
    if opened:
        yield opened[-1], "a { that is never closed. Write its }."


def assigned_in(template: nodes.Template) -> set[str]:
    """Names that a template sets, which those that it includes know too."""
    targets = [node.target for node in template.find_all((nodes.Assign, nodes.AssignBlock, nodes.For))]
    return {name.name for target in targets for name in [target, *target.find_all(nodes.Name)] if hasattr(name, "name")}


def unknown_keys(template: nodes.Template) -> Iterator[tuple[int, str]]:
    """Keys after a dot that nothing has: (line, mistake and remedy)."""
    extra = names(find(BASE, "extra")).keys() | ADDED_SETTINGS
    known = {"strings": names(find(BASE, "extra", "strings")).keys(), "extra": extra, "meta": KNOWN_KEYS | ADDED_KEYS}
    for node in template.find_all(nodes.Getattr):
        of = getattr(node.node, "attr", getattr(node.node, "name", None))
        if of in known and node.attr not in known[of] and node.attr not in dir(dict):
            yield node.lineno, f"no '{node.attr}' in {of}. {did_you_mean(node.attr, known[of])}Mend the name."


def line_of(path: Path, words: str) -> int:
    text = read(path)
    match = re.search(words, text)
    return text[: match.start()].count("\n") + 1 if match else 1
