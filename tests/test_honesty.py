"""The site says who has not reviewed it, how each work was read, and where a reader can check it."""

import datetime
import json
import re

import bibtexparser
import pytest
from conftest import DOCS, ROOT, build, copy_of_the_tree, finished, folder
from selectolax.lexbor import LexborHTMLParser
from test_sources import REFERENCES, cited

from overrides.checks.source import split
from overrides.languages import load

CARDS = "when-to-seek-help"
LEVELS = ["emergency", "urgent", "routine", "wait"]
TODAY = datetime.date.today()
# What no reader takes for a person; nobody has reviewed a page until somebody does.
CLINICIAN = {"name": "A & B. Example", "role": "nurse", "date": TODAY, "interests": "none declared"}


def configuration(lang):
    return load(ROOT / "mkdocs.yml" if lang == "en" else DOCS / f"{lang}.yml")


@pytest.fixture
def strings(lang):
    return configuration(lang)["extra"]["strings"]


@pytest.fixture
def how_read(lang):
    """The remark for each way of reading a work."""
    return configuration(lang)["extra"]["extensions"]["overrides.extensions.citations"]["read"]


def visible(path):
    page = LexborHTMLParser(path.read_text("utf-8"))
    for hidden in page.css("[hidden], template, script, style"):
        hidden.decompose()
    return " ".join(page.body.text().split())


def test_page_and_its_markdown_say_that_no_clinician_has_reviewed_it(site, source):
    front, strings = split(source)[0], configuration(source.parent.name)["extra"]["strings"]
    if "clinician" not in front:
        page = site / finished(source)
        assert strings["not_reviewed"] in visible(page) and strings["no_clinician"] in visible(page)
        assert strings["not_reviewed"] in page.with_suffix(".md").read_text("utf-8")
        assert "reviewedBy" not in page.read_text("utf-8")


@pytest.mark.parametrize("level", LEVELS)
def test_card_for_other_sites_says_that_no_clinician_has_reviewed_it(site, lang, strings, level):
    if "clinician" not in split(DOCS / lang / f"{CARDS}.md")[0]:
        assert strings["card_not_reviewed"] in visible(site / folder(lang) / f"embed/{level}.html")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """The site of a copy of the tree in which a clinician has reviewed one page in each language."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("reviewed"))
    for page in copy.glob(f"docs/*/{CARDS}.md"):
        line = "clinician: {" + ", ".join(f"{key}: {value}" for key, value in CLINICIAN.items()) + "}\n"
        page.write_text(re.sub(r"^(review_due: .*\n)", rf"\1{line}", page.read_text("utf-8"), flags=re.M), "utf-8")
    result = build("--strict", cwd=copy)
    assert result.returncode == 0, result.stdout
    return copy / "site"


def test_page_its_card_and_its_markdown_name_a_clinician_who_has_reviewed_them(reviewed, lang, strings):
    page = reviewed / folder(lang) / f"{CARDS}.html"
    texts = [visible(page), page.with_suffix(".md").read_text("utf-8")]
    texts += [visible(page.parent / f"embed/{level}.html") for level in LEVELS]
    for text in texts:
        assert strings["clinician"] in text and f"{TODAY.year}" in text
        assert all(CLINICIAN[key] in text for key in ("name", "role", "interests"))
        assert not any(strings[none] in text for none in ("not_reviewed", "no_clinician", "card_not_reviewed"))


def test_structured_data_names_the_clinician(reviewed, lang):
    page = LexborHTMLParser((reviewed / folder(lang) / f"{CARDS}.html").read_text("utf-8"))
    data = json.loads(page.css_first("script[type='application/ld+json']").text())
    assert data["reviewedBy"] == {"@type": "Person", "name": CLINICIAN["name"], "jobTitle": CLINICIAN["role"]}


def test_no_other_page_names_the_clinician(reviewed):
    for path in [path for path in reviewed.rglob("*.*") if path.suffix in (".html", ".md") and path.stem != CARDS]:
        assert "Example" not in path.read_text("utf-8") or path.parent.name == "embed", path.name


def test_note_says_how_the_work_was_read_and_its_pmid(site, source):
    remarks = configuration(source.parent.name)["extra"]["extensions"]["overrides.extensions.citations"]["read"]
    notes = LexborHTMLParser((site / finished(source)).read_text("utf-8")).css(".footnote > ol > li")
    for key, note in zip(cited(source), notes):
        work, text = REFERENCES[key], " ".join(note.text().split())
        assert remarks[work["read"]] in text if "read" in work else not any(remarks[way] in text for way in WAYS)
        assert f"PMID: {work['pmid']}." in text if "pmid" in work else "PMID" not in text


WAYS = ["abstract", "copy", "summary", "cited"]


def test_exports_say_how_each_work_was_read_and_its_pmid(site):
    remarks = configuration("en")["extra"]["extensions"]["overrides.extensions.citations"]["read"]
    items = {item["id"]: item for item in json.loads((site / "citations.json").read_text("utf-8"))}
    entries = bibtexparser.parse_string((site / "citations.bib").read_text("utf-8")).entries_dict
    assert set(WAYS) == {work["read"] for work in REFERENCES.values() if "read" in work}
    for key, work in REFERENCES.items():
        note = remarks[work["read"]].strip("[]") if "read" in work else None
        fields = {name: field.value for name, field in entries[key].fields_dict.items()}
        assert (items[key].get("note"), items[key].get("PMID")) == (note, work.get("pmid")), key
        assert (fields.get("note"), fields.get("eprint")) == (note, work.get("pmid")), key
