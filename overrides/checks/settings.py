"""Configuration files: every page in the menu, every word of the interface in every language."""

from pathlib import Path

import yaml

from overrides.checks.front import nearest
from overrides.checks.source import leads_on, pages
from overrides.checks.tree import folders, of_text

HOME = Path("mkdocs.yml")
compose = of_text(yaml.compose)


def find(path, *keys):
    """What stands under the keys of a configuration file, as a node of YAML: empty if there is nothing."""
    node = compose(path)
    for key in keys:
        node = next((value for name, value in node.value if name.value == key), yaml.MappingNode("", []))
    return node


def names(node):
    """The keys of a map: a dict of key to its line."""
    return {name.value: name.start_mark.line + 1 for name, _ in node.value}


def menu(node):
    """Pages of a menu: a list of (file, line)."""
    if isinstance(node, yaml.ScalarNode):
        return [(node.value, node.start_mark.line + 1)]
    parts = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
    return [entry for part in parts for entry in menu(part)]


def configuration(folder):
    return HOME if folder.name == "en" else folder.with_suffix(".yml")


def in_menu(folder):
    """Every page is in the menu once, and every entry of the menu is a page."""
    path = configuration(folder)
    entries = menu(find(path, "nav"))
    written = [page.name for page in pages(folder, moved=True)]
    listed, hidden = [file for file, _ in entries], str(find(HOME, "not_in_nav").value)
    for place, (file, number) in enumerate(entries):
        if file in listed[:place]:
            yield f"{path.as_posix()}:{number}: '{file}' is in the menu twice. Remove this entry."
        elif file not in written:
            yield f"{path.as_posix()}:{number}: no page '{file}'. {nearest(file, written)}Write it, or mend the entry."
    for file in written if set(listed) <= set(written) else ():
        if leads_on(folder / file) and file not in hidden:
            yield f"{HOME}:1: '{file}' has moved. Name it under not_in_nav."
        elif not leads_on(folder / file) and file not in listed:
            yield f"{path.as_posix()}:{names(compose(path))['nav']}: '{file}' is not in nav. Add it."


def complete(folder):
    """A language has its configuration, every word of the interface, and its abbreviations."""
    path = configuration(folder)
    if not path.exists():
        yield f"{path.as_posix()}:1: no such file. Copy docs/ru.yml and translate it."
        return
    english, words = (names(find(each, "extra", "words")) for each in (HOME, path))
    place = f"{path.as_posix()}:{names(find(path, 'extra')).get('words', 1)}"
    for word in sorted(english.keys() - words):
        yield f"{place}: extra.words lacks '{word}'. Translate line {english[word]} of {HOME}."
    for word in sorted(words.keys() - english):
        yield f"{path.as_posix()}:{words[word]}: {HOME} has no word '{word}'. Remove it, or add it there."
    short_forms = Path(f"docs/abbreviations.{folder.name}.md")
    if not short_forms.exists():
        yield f"{short_forms.as_posix()}:1: no such file. Write the short forms of this language, such as *[EMG]: …"


def problems():
    """Every mistake in the configuration files, in full."""
    for folder in folders():
        yield from complete(folder)
        if configuration(folder).exists():
            yield from in_menu(folder)
