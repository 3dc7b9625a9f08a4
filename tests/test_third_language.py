"""A third language, added after the recipe in CONTRIBUTING, is built, checked and linked like the others.

It is English in which vowels have accents: letters are Latin, every word is another, every pattern has its twin.
"""

import re
import shutil

import pytest
import yaml
from conftest import DOCS, SITE_URL, build, copy_of_the_tree
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from overrides.languages import Loader

LANGUAGE = "es"
LETTERS = str.maketrans("aeioAEIO", "áéíóÁÉÍÓ")
# Addresses, ids, keys, code and the marks of blocks stay as they are in every language.
KEPT = re.compile(
    r"(?ms)^```.*?^```$|`[^`\n]*`|\]\([^)\n]*\)|\[\^[^\]\n]+\]|\{ [^}\n]*\}|\{\w*\}|^/// details \||^///(?! details).*?$|^--8<--.*?$|^\[\w+\]$|https?://\S+|\\\w"
)


def translated(text):
    """A text in the third language; what is kept is kept."""
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(LETTERS), kept[0]]
        end = kept.end()
    return "".join(parts) + text[end:].translate(LETTERS)


def translated_values(value):
    """Words of the interface: texts, lists and maps of them, without file names and codes."""
    if isinstance(value, dict):
        return {
            key: each if key in ("locale", "file", "page", "regions") else translated_values(each)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [translated_values(each) for each in value]
    return translated(value) if isinstance(value, str) and not value.endswith(".md") else value


def translated_page(text):
    front, title, description, rest = re.match(r"(?s)(---\n)(title: .*?\n)(description: .*?\n)(.*)", text).groups()
    dates, body = rest.split("---\n", 1)
    title, description = (
        re.sub(": (.*)", lambda match: f": {translated(match[1])}", line) for line in (title, description)
    )
    return f"{front}{title}{description}{dates}---\n{translated(body)}"


def translated_drawing(text):
    text = re.sub(r">([^<]+)<", lambda words: f">{translated(words[1])}<", text)
    return re.sub(r'aria-label="([^"]+)"', lambda words: f'aria-label="{translated(words[1])}"', text)


def with_words_of_the_language(value):
    """The safety file with the patterns of the third language beside the English ones."""
    if not isinstance(value, dict):
        return value
    value = {key: with_words_of_the_language(each) for key, each in value.items()}
    if "en" not in value:
        return value
    english = value["en"]
    if isinstance(english, dict):
        return value | {LANGUAGE: {translated(words): remedy for words, remedy in english.items()}}
    return value | {LANGUAGE: translated_values(english)}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the tree with a third language, by the steps of the recipe."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("language"))
    docs = copy / "docs"
    english = yaml.load((copy / "mkdocs.yml").read_text("utf-8"), Loader)
    extensions = {
        name: translated_values({key: value for key, value in options.items() if key not in ("references", "pages")})
        for name, options in english["extra"]["extensions"].items()
        if options
    }
    extensions["overrides.extensions.citations"] |= {"pages": f"docs/{LANGUAGE}"}
    extensions["overrides.extensions.citations"]["read"]["foreign"] = {"en": "(inglés)", "ru": "(ruso)"}
    settings = {
        "INHERIT": "../mkdocs.yml",
        **{key: translated(english[key]) for key in ("site_name", "site_description", "copyright")},
        "docs_dir": LANGUAGE,
        "nav": translated_keys(english["nav"]),
        "theme": {"custom_dir": "../overrides", "language": LANGUAGE},
        "extra": {
            "strings": translated_values(english["extra"]["strings"]) | {"language": "Español", "locale": "es_ES"},
            "phrases": translated_values(english["extra"]["phrases"]),
            "extensions": extensions,
        },
        "hooks": ["../overrides/hooks.py"],
        "watch": ["."],
        "markdown_extensions": {
            "pymdownx.snippets": {
                "base_path": ["docs", f"docs/{LANGUAGE}"],
                "auto_append": [f"abbreviations.{LANGUAGE}.md"],
            }
        },
    }
    extensions["overrides.extensions.citations"]["names"] = settings["nav"]
    (docs / f"{LANGUAGE}.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    shutil.copytree(docs / "en", docs / LANGUAGE)
    for page in (docs / LANGUAGE).glob("*.md"):
        page.write_text(translated_page(page.read_text("utf-8")), "utf-8")
    for drawing in (docs / LANGUAGE).rglob("*.svg"):
        drawing.write_text(translated_drawing(drawing.read_text("utf-8")), "utf-8")
    search = yaml.safe_load((docs / "search.en.yml").read_text("utf-8"))
    signs = {sign if sign[0] == "#" else translated(sign): words for sign, words in search["emergencies"].items()}
    search |= {"emergencies": signs, "warnings": translated_values(search["warnings"])}
    (docs / f"search.{LANGUAGE}.yml").write_text(yaml.safe_dump(search, allow_unicode=True, sort_keys=False), "utf-8")
    # MHRA stands in the names of sources alone.
    short_forms = (docs / "abbreviations.en.md").read_text("utf-8").translate(LETTERS).replace("MHRÁ", "MHRA")
    (docs / f"abbreviations.{LANGUAGE}.md").write_text(short_forms, "utf-8")
    safety = with_words_of_the_language(yaml.safe_load((docs / "safety.yml").read_text("utf-8")))
    (docs / "safety.yml").write_text(yaml.safe_dump(safety, allow_unicode=True, sort_keys=False), "utf-8")
    return copy


def translated_keys(nav):
    return [
        {
            translated(label): translated_keys(value) if isinstance(value, list) else value
            for label, value in item.items()
        }
        for item in nav
    ]


@pytest.fixture(scope="module")
def larger(tree):
    result = build("--strict", cwd=tree)
    assert result.returncode == 0, result.stdout
    return tree / "site"


def test_every_page_is_built_in_it_and_leads_to_the_others(larger):
    for page in (DOCS / "en").glob("*.md"):
        html = LexborHTMLParser((larger / LANGUAGE / f"{page.stem}.html").read_text("utf-8"))
        assert html.css_first("html").attributes["lang"] == LANGUAGE
        links = {link.attributes["hreflang"]: link.attributes["href"] for link in html.css("head link[hreflang]")}
        place = "" if page.stem == "index" else f"{page.stem}.html"
        assert links[LANGUAGE] == f"{SITE_URL}{LANGUAGE}/{place}" and links["en"] == f"{SITE_URL}{place}"
        assert {"en", "ru", LANGUAGE} <= links.keys()


def test_heading_that_a_link_leads_to_stands_below_a_header_of_three_languages(visit, larger):
    page = visit(f"{(larger / 'causes.html').as_uri()}#vitamins", width=360)
    expect(page.locator("#vitamins")).to_be_in_viewport()
    bars, heading = (page.locator(each).bounding_box() for each in (".site-header", "#vitamins"))
    assert heading["y"] >= bars["y"] + bars["height"] - 1


def test_missing_page_speaks_it_too(larger):
    assert LexborHTMLParser((larger / "404.html").read_text("utf-8")).css_first(f"main [lang={LANGUAGE}]")


def test_no_word_is_left_in_english(larger):
    """A word with a vowel without its accent is English: in texts, names, labels and hidden parts."""
    for path in (larger / LANGUAGE).glob("*.html"):
        html = LexborHTMLParser(path.read_text("utf-8"))
        for other in html.css("script, style, code, samp, [lang=en], [lang=ru], .references, .footnote"):
            other.decompose()
        left = re.findall(r"\b\w*[aeioAEIO]\w*\b", re.sub(r"\S*[./@]\S*", "", html.body.text()))
        assert not left, f"{path.name}: {left[:5]}"
