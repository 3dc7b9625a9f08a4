"""How building, pages and search grow with languages and with pages: make bench-growth, or
python -m tests.benchmark.growth --languages 50 --pages 14 100 1000 5000

Times are of the processor, summed over a build, as those of a clock change with what else the machine does.
"""

import argparse
import gzip
import random
import re
import shutil
import tempfile
from pathlib import Path

import material
import yaml
from mkdocs.utils.yaml import yaml_load

from tests.benchmark import variants
from tests.conftest import copy_of_the_tree


def size(path):
    return len(gzip.compress(path.read_bytes()))


def in_english(folder):
    """A copy of the tree without the other languages."""
    tree = copy_of_the_tree(folder)
    for language in tree.glob("docs/??.yml"):
        language.unlink()
        shutil.rmtree(language.with_suffix(""))
    return tree


def beside_russian(value, codes):
    """What a data file says in Russian, in each of these languages too."""
    if not isinstance(value, dict):
        return value
    value = {key: beside_russian(each, codes) for key, each in value.items()}
    return value | dict.fromkeys(codes, value["ru"]) if "ru" in value else value


def add_languages(tree, count):
    """Copies of Russian, so many that the tree has that number of languages."""
    themes = Path(material.__path__[0], "templates/partials/languages").glob("[a-z][a-z].html")
    present = [path.stem for path in tree.glob("docs/??")]
    # Russian has words for works in some languages; a copy would have them twice.
    named = re.findall(r"\b([a-z]{2}): \(", (tree / "docs/ru.yml").read_text("utf-8"))
    codes = sorted({theme.stem for theme in themes} - {*present, *named})
    added = codes[: count - len(present)]
    for path in [path for path in tree.rglob("*ru*") if re.search(r"\bru\b", path.name)]:
        for code in added:
            copy = path.with_name(re.sub(r"\bru\b", code, path.name))
            if path.is_dir():
                shutil.copytree(path, copy)
            else:
                text = path.read_text("utf-8").replace("locale: ru_RU", f"locale: {code}_{code.upper()}")
                copy.write_text(re.sub(r"\bru\b", code, text), "utf-8")
    safety = tree / "docs/safety.yml"
    words = beside_russian(yaml.safe_load(safety.read_text("utf-8")), added)
    safety.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), "utf-8")
    return tree


def grow_languages(count, folder):
    """One language against many."""
    one, many = in_english(folder / "one"), add_languages(copy_of_the_tree(folder / "many"), count)
    alone, small = variants.site(folder / "one/site", one)
    together, large = variants.site(folder / "many/site", many)
    print(f"\n| | 1 language | {count} languages | ÷ |", "| --- | ---: | ---: | ---: |", sep="\n")
    print(f"| build, s | {alone:.1f} | {together:.1f} | {count} × {together / alone / count:.2f} |")
    print(f"| memory, MB | {small:.0f} | {large:.0f} | {large / small:.2f} |")
    for page in ("index.html", "causes.html", "404.html", "sitemap.xml"):
        before, after = size(folder / "one/site" / page), size(folder / "many/site" / page)
        print(f"| {page}, bytes | {before:,} | {after:,} | {after / before:.2f} |")


def sentences():
    """Those of the English pages, without their marks."""
    for page in sorted(variants.ROOT.glob("docs/en/*.md")):
        text = "\n".join(re.findall(r"(?m)^[A-Z].+", page.read_text("utf-8")))
        yield from re.findall(r"[A-Z][^.?!\n]{30,}[.?!]", re.sub(r"\[\^.*?\]|[\[\]{}*_|]|\(.*?\)|<.*?>", "", text))


def add_samples(count, docs, notes):
    """Pages of about 1,000 words and 8 notes: sentences of the site, with every third word another of its words."""
    chance, known = random.Random(1), list(sentences())
    words = sorted(set(re.findall(r"\b[a-z]{4,}\b", " ".join(known))))
    works = list(yaml_load((docs.parent / "references.yml").open(encoding="utf-8")))
    front = (docs / "causes.md").read_text("utf-8").split("---\n")[1]

    def say(number):
        text = " ".join(chance.choices(known, k=number))
        return re.sub(r"\b[a-z]{4,}\b", lambda old: chance.choice([old[0]] * 2 + [chance.choice(words)]), text)

    for page in range(count):
        keys = chance.sample(works, 8)
        lines = [f"---\n{re.sub('(?m)^title: .*', f'title: Sample {page}', front)}---\n# Sample {page} {{ #sample }}"]
        for n, key in enumerate(keys):
            lines += [f"## Part {n} of sample {page} {{ #part-{n} }}", f"{say(3)}[^{key}]", f"{say(3)}[^{key}]"]
            lines += [
                f"- {say(1)}[^{key}]\n- {say(1)}[^{key}]",
                f"{say(2)}[^{key}]",
                f"[^{key}]: Smith J. A work. A journal. 2020." * notes,
            ]
        lines.append("## What to do next { #next }\n\nRead also: [causes](causes.md) and [tests](tests.md).")
        (docs / f"sample-{page}.md").write_text("\n\n".join(lines) + "\n", "utf-8")
    return [{f"Sample {page}": f"sample-{page}.md"} for page in range(count)]


def grow_pages(count, folder):
    """The site against stock Material, which finds each page's notes written out and has none of our extensions."""
    columns = []
    for name in ("site", "stock"):
        tree, built = in_english(folder / f"{name}-{count}"), folder / f"{name}-{count}-built"
        with (tree / "mkdocs.yml").open(encoding="utf-8") as file:
            nav = yaml_load(file)["nav"]
        more = add_samples(count - 14, tree / "docs/en", notes=name == "stock")
        menu = yaml.safe_dump([*nav, {"Samples": more}] if more else nav, sort_keys=False)
        text = (tree / "mkdocs.yml").read_text("utf-8")
        (tree / "mkdocs.yml").write_text(re.sub(r"(?m)(?<=^nav: &nav\n)(?: .*\n)+", lambda _: menu, text), "utf-8")
        options = {} if name == "site" else {"extensions": not more}
        seconds, memory = getattr(variants, name)(built, tree, **options)
        page = size(built / ("sample-0.html" if more else "causes.html"))
        first = size(built / ("search/index.json" if name == "site" else "search/search_index.json"))
        index = sum(size(path) for path in built.glob("search/*.json"))
        columns.append((seconds, memory, page, first, index))
        shutil.rmtree(built)
    print(f"\n| {count:,} pages | this site | stock Material | ÷ |", "| --- | ---: | ---: | ---: |", sep="\n")
    for label, ours, theirs in zip(
        ("build, s", "memory, MB", "a page, bytes", "first index, bytes", "whole index, bytes"), *columns
    ):
        print(f"| {label} | {ours:,.1f} | {theirs:,.1f} | {ours / theirs:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.growth", description=__doc__)
    parser.add_argument("--languages", type=int, nargs="*", default=[50], help="0 for none")
    parser.add_argument("--pages", type=int, nargs="*", default=[14, 100, 1000, 5000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in options.pages:
            grow_pages(count, Path(folder))
        for count in filter(None, options.languages):
            grow_languages(count, Path(folder))


if __name__ == "__main__":
    main()
