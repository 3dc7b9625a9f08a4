"""A late review is said wherever a reader meets the page, fails a command of its own, and stops no build."""

import datetime
import re
import subprocess
import sys

import pytest
import yaml
from conftest import LANGUAGES, ROOT, build, copy_of_the_tree, folder
from selectolax.lexbor import LexborHTMLParser

from overrides.tools import overdue_reviews

STEM = "when-to-seek-help"
YESTERDAY = datetime.date.today() - datetime.timedelta(1)


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """A copy of the tree in which the review of one page is late by a day, in every language; built."""
    copy = copy_of_the_tree(tmp_path_factory.mktemp("late"))
    for lang in LANGUAGES:
        page = copy / f"docs/{lang}/{STEM}.md"
        dates = f"reviewed: {YESTERDAY - datetime.timedelta(90)}\nreview_due: {YESTERDAY}\n"
        page.write_text(re.sub(r"^reviewed: .*\nreview_due: .*\n", dates, page.read_text("utf-8"), flags=re.M), "utf-8")
    result = build("--strict", cwd=copy)
    assert result.returncode == 0, result.stdout
    return copy


@pytest.fixture
def words(late, lang):
    file = "mkdocs.yml" if lang == "en" else f"docs/{lang}.yml"
    # The rest of mkdocs.yml has tags that are not plain YAML.
    return yaml.safe_load(re.search(r"^    overdue: (.+)$", (late / file).read_text("utf-8"), re.M)[1])


def visible(path):
    page = LexborHTMLParser(path.read_text("utf-8"))
    for hidden in page.css("[hidden], template, script, style"):
        hidden.decompose()
    return page.body.text()


@pytest.mark.parametrize("page", [f"{STEM}.html", "embed/emergency.html", "embed/wait.html"])
def test_page_and_its_cards_say_so(late, lang, words, page):
    assert words in visible(late / "site" / folder(lang) / page)


def test_its_markdown_says_so(late, lang, words):
    assert words in (late / "site" / folder(lang) / f"{STEM}.md").read_text("utf-8")


def test_no_other_page_says_so(late, lang, words):
    pages = [path for path in (late / "site" / folder(lang)).glob("*.*") if path.suffix in (".html", ".md")]
    assert [path.name for path in pages if words in path.read_text("utf-8") and path.stem != STEM] == []


def reviews(cwd):
    """What the command says, with a theme that has no end."""
    tool = cwd / "overrides/tools/overdue_reviews.py"
    tool.write_text(re.sub(r"(?m)^(THEME_ENDS = ).*", r"\1datetime.date.max", tool.read_text("utf-8")), "utf-8")
    command = [sys.executable, "-m", "overrides.tools.overdue_reviews"]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_command_names_each_page_and_fails(late):
    result = reviews(late)
    assert result.returncode == 1, result.stderr
    assert result.stdout.splitlines() == [
        f"docs/{lang}/{STEM}.md:5: review was due {YESTERDAY}. Check the page against its sources, then renew both dates."
        for lang in LANGUAGES
    ]


def test_end_of_the_theme_is_told_sixty_days_ahead():
    ends = overdue_reviews.THEME_ENDS
    days = {ahead: [*overdue_reviews.theme(ends - datetime.timedelta(ahead))] for ahead in (61, 60, 0, -1)}
    assert days[61] == [] and days[60] == days[0] == days[-1]
    assert len(days[60]) == 1 and f"last fixes on {ends}" in days[60][0]
    heading = re.search("after '(.+?)' in (.+?),", days[60][0])
    assert f"## {heading[1]}\n" in (ROOT / heading[2]).read_text("utf-8"), "what to do is written down"


def test_command_passes_where_none_is_late(tmp_path):
    copy = copy_of_the_tree(tmp_path)
    for page in copy.glob("docs/*/*.md"):
        tomorrow = f"review_due: {datetime.date.today() + datetime.timedelta(1)}"
        page.write_text(re.sub("^review_due: .*", tomorrow, page.read_text("utf-8"), flags=re.M), "utf-8")
    assert reviews(copy).returncode == 0
