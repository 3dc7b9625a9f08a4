"""Configuration files: every page in the menu, every string of the interface in every language."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from overrides.checks.front_matter import did_you_mean
from overrides.checks.prose import FOREIGN, NAMES, WORD
from overrides.checks.source import Mistakes, cached_by_content, is_stub, language_folders, pages, read

BASE = Path("mkdocs.yml")
# Words of the site itself, options of extensions that are no words, and what marks titles of other languages.
SITE_WORDS = ("site_name", "site_description", "copyright")
NOT_TRANSLATED = {"references", "pages", "names", "page", "foreign"}
MARK = ("extra", "extensions", "overrides.extensions.citations", "read")
# Where a page fills in a number or an example.
PLACEHOLDER = re.compile(r"\{\w*\}")
# File names and codes of places are no words of a language.
NOT_WORDS = re.compile(r"[\w-]+\.json|[a-z]{2}_[A-Z]{2}")
compose = cached_by_content(yaml.compose)


def find(path: Path, *keys: str) -> yaml.Node:
    """What stands under the keys of a configuration file, as a node of YAML: empty if there is nothing."""
    node = compose(path) or yaml.MappingNode("", [])
    for key in keys:
        node = next((value for name, value in node.value if name.value == key), yaml.MappingNode("", []))
    return node


def names(node: yaml.Node) -> dict[str, int]:
    """The keys of a map: a dict of key to its line."""
    return {name.value: name.start_mark.line + 1 for name, _ in node.value} if node else {}


def menu(node: yaml.Node) -> list[tuple[str, int]]:
    """Pages of a menu: a list of (file, line)."""
    if isinstance(node, yaml.ScalarNode):
        return [(node.value, node.start_mark.line + 1)]
    parts = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
    return [entry for part in parts for entry in menu(part)]


def unlabelled(node: yaml.Node) -> Iterator[int]:
    """Lines of a menu that have a page and no label, for which the menu would show the page's whole title."""
    for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
        if isinstance(entry, yaml.ScalarNode):
            yield entry.start_mark.line + 1
        else:
            for _, value in entry.value:
                yield from unlabelled(value)


def labels(node: yaml.Node) -> Iterator[yaml.Node]:
    """Every label of a menu."""
    entries = [entry for part in node.value for entry in part.value] if isinstance(node, yaml.SequenceNode) else ()
    for name, value in [entry for entry in entries if isinstance(entry, tuple)]:
        yield name
        yield from labels(value)


def configuration_of(folder: Path) -> Path:
    return BASE if folder.name == "en" else folder.with_suffix(".yml")


def nav(folder: Path) -> Iterator[str]:
    """Every page is in the menu once, and every entry of the menu is a page."""
    path = configuration_of(folder)
    entries = menu(find(path, "nav"))
    written = [page.name for page in pages(folder, stubs=True)]
    listed = [file for file, _ in entries]
    for line in unlabelled(find(path, "nav")):
        yield f"{path.as_posix()}:{line}: no label in the menu. Write it before the file, such as '- Tests: tests.md'."
    for place, (file, number) in enumerate(entries):
        if file in listed[:place]:
            yield f"{path.as_posix()}:{number}: '{file}' is in the menu twice. Remove this entry."
        elif file not in written:
            hint = did_you_mean(file, written)
            yield f"{path.as_posix()}:{number}: no page '{file}'. {hint}Write it, or mend the entry."
    said = set()
    for name in labels(find(path, "nav")):
        line = name.start_mark.line + 1
        if name.value in said and len(listed) == len({*listed}):
            yield f"{path.as_posix()}:{line}: '{name.value}' is in the menu twice. Give each entry its own label."
        said.add(name.value)
        if re.search(FOREIGN.get(folder.name, "(?!)"), NAMES.sub("", name.value)):
            yield f"{path.as_posix()}:{line}: '{name.value}' is of another language. Translate it."
    english = [file for file, _ in menu(find(BASE, "nav"))]
    groups = [[len(menu(part)) for part in find(each, "nav").value] for each in (path, BASE)]
    if listed == english and groups[0] != groups[1]:
        line = names(compose(path))["nav"]
        yield f"{path.as_posix()}:{line}: the menu has other groups than {BASE}. Put each page into the same."
    if sorted(listed) == sorted(english) and listed != english:
        at = next(at for at, (ours, theirs) in enumerate(zip(listed, english)) if ours != theirs)
        yield f"{path.as_posix()}:{entries[at][1]}: '{listed[at]}' where {BASE} has '{english[at]}'. Keep its order."
    for file in written if set(listed) <= set(written) else ():
        if not is_stub(folder / file) and file not in listed:
            yield f"{path.as_posix()}:{names(compose(path))['nav']}: '{file}' is not in nav. Add it."


def ratings(language: str) -> list[str]:
    """The words that say how sure something is, in a language."""
    path = configuration_of(Path("docs", language))
    return [word.value for word in find(path, "extra", "extensions", "overrides.extensions.how_sure", "ratings").value]


def phrases(language: str) -> dict[str, str]:
    """The words by which checks know what a sentence is, in a language."""
    node = find(configuration_of(Path("docs", language)), "extra", "phrases")
    return {name.value: value.value for name, value in node.value}


def plain(node: yaml.Node) -> object:
    """What a node of YAML holds, as text: a string, a list or a dict of them."""
    if isinstance(node, yaml.SequenceNode):
        return [plain(value) for value in node.value]
    if isinstance(node, yaml.MappingNode):
        return {name.value: plain(value) for name, value in node.value}
    return node.value


def settings(language: str) -> dict[tuple[str, ...], object]:
    """What a language's file must say of itself. A wrong one would build it from another's pages, or into itself."""
    if language == "en":
        return {
            ("docs_dir",): "docs/en",
            ("theme", "language"): "en",
            ("hooks",): ["overrides/hooks.py"],
            ("use_directory_urls",): "false",
        }
    return {
        ("INHERIT",): "../mkdocs.yml",
        ("docs_dir",): language,
        ("theme", "language"): language,
        ("theme", "custom_dir"): "../overrides",
        ("hooks",): ["../overrides/hooks.py"],
        ("markdown_extensions", "pymdownx.snippets", "base_path"): ["docs", f"docs/{language}"],
        ("markdown_extensions", "pymdownx.snippets", "auto_append"): [f"abbreviations.{language}.md"],
        ("extra", "extensions", "overrides.extensions.citations", "pages"): f"docs/{language}",
    }


def twice(node: yaml.Node) -> Iterator[yaml.Node]:
    """Keys that stand twice in a map, of which the first counts for nothing."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for name, value in node.value:
            if name.value in seen:
                yield name
            seen.add(name.value)
            yield from twice(value)


def faults_of_keys(path: Path) -> Iterator[str]:
    """A file that is no YAML, or has a key twice."""
    try:
        for name in twice(compose(path)):
            line = name.start_mark.line + 1
            yield f"{path.as_posix()}:{line}: '{name.value}' stands twice, and the first is ignored. Join the two."
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1
        yield f"{path.as_posix()}:{line}: not YAML. Put words with a colon or another mark between quotation marks."


def setup() -> Iterator[str]:
    """Each language has its file, which says that it is that language's and no other's."""
    folders = language_folders()
    for path in sorted(Path("docs").glob("*.yml")):
        if "\nINHERIT:" in f"\n{read(path)}" and path.stem not in [folder.name for folder in folders]:
            yield f"{path.as_posix()}:1: no folder docs/{path.stem}. Write its pages there, or remove this file."
    for folder in folders:
        path = configuration_of(folder)
        if not path.exists():
            yield f"{path.as_posix()}:1: no such file. Copy docs/ru.yml and translate it."
            continue
        if faults := [*faults_of_keys(path)]:
            yield from faults
            continue
        for keys, wanted in settings(folder.name).items():
            node = find(path, *keys)
            if plain(node) != wanted:
                line = node.start_mark.line + 1 if node.start_mark else 1
                yield f"{path.as_posix()}:{line}: {'.'.join(keys)} must be {wanted}: every page counts on it."


def strings(folder: Path) -> Iterator[str]:
    """Every word of the interface is there, is not empty, and is in the language."""
    path = configuration_of(folder)
    places = [(key,) for key in SITE_WORDS] + [("extra", "strings"), ("extra", "phrases")]
    places += [("extra", "extensions", name) for name in names(find(BASE, "extra", "extensions"))]
    for place in places:
        here, english = (find(each, *place) for each in (path, BASE))
        line = names(find(path, *place[:-1])).get(place[-1], 1)
        for number, fault in faults_of_strings(here, english, ".".join(place), folder.name, line):
            yield f"{path.as_posix()}:{number}: {fault}"
    locale = find(path, "extra", "strings", "locale")
    if isinstance(locale, yaml.ScalarNode) and not re.fullmatch(f"{folder.name}_[A-Z]{{2}}", locale.value):
        line, form = locale.start_mark.line + 1, f"{folder.name}_{folder.name.upper()}"
        yield f"{path.as_posix()}:{line}: locale '{locale.value}' is not this language's. Write one such as {form}."
    if folder.name != "en" and "foreign" not in names(find(path, *MARK)):
        line = names(find(path, *MARK[:-1])).get("read", 1)
        what = f"{'.'.join(MARK)} lacks 'foreign'. Mark titles of other languages: see docs/ru.yml."
        yield f"{path.as_posix()}:{line}: {what}"


def faults_of_strings(here: yaml.Node, english: yaml.Node, name: str, language: str, line: int) -> Mistakes:
    """What is wrong with words of the interface beside the English ones: words, lists and maps of words."""
    source = f"line {english.start_mark.line + 1} of {BASE}" if english.start_mark else str(BASE)
    if type(here) is not type(english):
        yield line, f"{name} is another kind of value than {source}. Write it as there."
    elif isinstance(here, yaml.MappingNode):
        ours, theirs = (
            {key.value: (key, value) for key, value in each.value if key.value not in NOT_TRANSLATED}
            for each in (here, english)
        )
        for key in sorted(theirs.keys() - ours.keys()):
            yield line, f"{name} lacks '{key}'. Translate line {theirs[key][0].start_mark.line + 1} of {BASE}."
        for key, (mark, value) in ours.items():
            number = mark.start_mark.line + 1
            if key not in theirs:
                yield number, f"{BASE} has no string '{key}'. Remove it, or add it there."
            else:
                yield from faults_of_strings(value, theirs[key][1], f"{name}.{key}", language, number)
    elif isinstance(here, yaml.SequenceNode):
        # Lists of maps, such as numbers to call, are each language's own.
        texts = [value for value in here.value if isinstance(value, yaml.ScalarNode)]
        if texts and len(texts) != len(english.value):
            yield line, f"{name} has {len(texts)} words, in English {len(english.value)}. Write as many."
        elif texts and plain(here) == plain(english) and language != "en":
            yield line, f"{name} is left in English. Translate {source}."
    elif fault := fault_of_string(here, english, language, source):
        yield line, f"{name} {fault}"


def fault_of_string(here: yaml.ScalarNode, english: yaml.ScalarNode, language: str, source: str) -> str:
    """What is wrong with one word of the interface, or nothing."""
    if not here.value.strip() or here.tag.endswith(":null"):
        return f"is empty. Translate {source}."
    if here.tag != english.tag:
        return "is no text. Put it between quotation marks."
    if re.search(r"[<>]|^\s|\s$|\s\s", here.value):
        return f"has a mark or a blank too many. Write plain words: {here.value[:60]}"
    if NOT_WORDS.fullmatch(here.value):
        return ""
    if re.search(FOREIGN.get(language, "(?!)"), NAMES.sub("", PLACEHOLDER.sub("", here.value))):
        return f"is of another language. Translate it: {here.value[:60]}"
    if sorted(PLACEHOLDER.findall(here.value)) != sorted(PLACEHOLDER.findall(english.value)):
        return f"has other places for what the page fills in. Write those of {source}: {english.value[:60]}"
    if language != "en" and here.value == english.value and len(WORD.findall(here.value)) > 1:
        return f"is left in English. Translate {source}."
    return ""


def beside_the_pages(folder: Path) -> Iterator[str]:
    """A language has its short forms and the everyday names of its search."""
    short, search = Path(f"docs/abbreviations.{folder.name}.md"), Path(f"docs/search.{folder.name}.yml")
    if not short.exists():
        yield f"{short.as_posix()}:1: no such file. Write the short forms of this language, such as *[EMG]: …"
    else:
        yield from (f"{short.as_posix()}:{line}: {fault}" for line, fault in short_forms(short, folder))
    if not search.exists():
        what = "Write what people type, as docs/search.en.yml does, in their own words."
        yield f"{search.as_posix()}:1: no such file. {what}"
    else:
        yield from faults_of_keys(search)


def short_forms(path: Path, folder: Path) -> Mistakes:
    """Each short form once, in the language, and on some page or in a source's name."""
    text, seen = "\n".join(read(page) for page in [*pages(folder), Path("docs/references.yml")]), set()
    for number, line in enumerate(read(path).splitlines(), 1):
        if not (form := re.fullmatch(r"\*\[([^]]+)\]: (\S.*)", line)):
            yield number, "no short form. Write *[EMG]: and what it is short for, with nothing else in the line."
        elif form[1] in seen:
            yield number, f"'{form[1]}' stands twice. Remove one."
        elif re.search(FOREIGN.get(folder.name, "(?!)"), NAMES.sub("", form[2])):
            yield number, f"'{form[1]}' is explained in another language. Translate it: {form[2][:60]}"
        elif form[1] not in text:
            yield number, f"no page writes '{form[1]}'. Remove this line."
        seen.add(form and form[1])


def problems() -> Iterator[str]:
    """Every mistake in the configuration files of languages that are set up, in full."""
    for folder in language_folders():
        yield from strings(folder)
        yield from beside_the_pages(folder)
        yield from nav(folder)
