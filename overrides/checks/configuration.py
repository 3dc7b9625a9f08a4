"""Configuration files: every page in the menu, every string of the interface in every language."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from overrides.checks.front_matter import did_you_mean
from overrides.checks.source import cached_by_content, is_stub, language_folders, pages

BASE = Path("mkdocs.yml")
compose = cached_by_content(yaml.compose)


def find(path: Path, *keys: str) -> yaml.Node:
    """What stands under the keys of a configuration file, as a node of YAML: empty if there is nothing."""
    node = compose(path)
    for key in keys:
        node = next((value for name, value in node.value if name.value == key), yaml.MappingNode("", []))
    return node


def names(node: yaml.Node) -> dict[str, int]:
    """The keys of a map: a dict of key to its line."""
    return {name.value: name.start_mark.line + 1 for name, _ in node.value}


def menu(node: yaml.Node) -> list[tuple[str, int]]:
    """Pages of a menu: a list of (file, line)."""
    if isinstance(node, yaml.ScalarNode):
        return [(node.value, node.start_mark.line + 1)]
    parts = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
    return [entry for part in parts for entry in menu(part)]


def configuration_of(folder: Path) -> Path:
    return BASE if folder.name == "en" else folder.with_suffix(".yml")


def nav(folder: Path) -> Iterator[str]:
    """Every page is in the menu once, and every entry of the menu is a page."""
    path = configuration_of(folder)
    entries = menu(find(path, "nav"))
    written = [page.name for page in pages(folder, stubs=True)]
    listed, hidden = [file for file, _ in entries], str(find(BASE, "not_in_nav").value)
    for place, (file, number) in enumerate(entries):
        if file in listed[:place]:
            yield f"{path.as_posix()}:{number}: '{file}' is in the menu twice. Remove this entry."
        elif file not in written:
            hint = did_you_mean(file, written)
            yield f"{path.as_posix()}:{number}: no page '{file}'. {hint}Write it, or mend the entry."
    for file in written if set(listed) <= set(written) else ():
        if is_stub(folder / file) and file not in hidden:
            yield f"{BASE}:1: '{file}' has moved. Name it under not_in_nav."
        elif not is_stub(folder / file) and file not in listed:
            yield f"{path.as_posix()}:{names(compose(path))['nav']}: '{file}' is not in nav. Add it."


def completeness(folder: Path) -> Iterator[str]:
    """A language has its configuration, every word of the interface, and its abbreviations."""
    path = configuration_of(folder)
    if not path.exists():
        yield f"{path.as_posix()}:1: no such file. Copy docs/ru.yml and translate it."
        return
    english, strings = (names(find(each, "extra", "strings")) for each in (BASE, path))
    place = f"{path.as_posix()}:{names(find(path, 'extra')).get('strings', 1)}"
    for name in sorted(english.keys() - strings):
        yield f"{place}: extra.strings lacks '{name}'. Translate line {english[name]} of {BASE}."
    for name in sorted(strings.keys() - english):
        yield f"{path.as_posix()}:{strings[name]}: {BASE} has no string '{name}'. Remove it, or add it there."
    short_forms = Path(f"docs/abbreviations.{folder.name}.md")
    if not short_forms.exists():
        yield f"{short_forms.as_posix()}:1: no such file. Write the short forms of this language, such as *[EMG]: …"


def problems() -> Iterator[str]:
    """Every mistake in the configuration files, in full."""
    for folder in language_folders():
        yield from completeness(folder)
        if configuration_of(folder).exists():
            yield from nav(folder)
