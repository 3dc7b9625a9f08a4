"""What could hurt: every danger sign stands on its one card, every number reaches the help it names, in every language."""

import re

import pytest
import yaml
from conftest import DOCS, ROOT, finished, folder
from selectolax.lexbor import LexborHTMLParser

from overrides.languages import load

# Where each sign belongs. ``docs/safety.yml`` has its words in every language.
SIGNS = {
    "ambulance": """weakness-sudden face-droops trouble-sudden gone-again weakness-within-hours weak-on-waking fit-first
        fit-long fit-repeated fit-pregnancy headache-sudden confusion-sudden passed-out one-big-pupil breathing
        weak-and-breathless weak-and-swallowing chest-pain heart-with too-much child-swallowed pesticides serotonin
        antipsychotic stimulants withdrawal lithium-drowsy dialysis-weak sugar-low baby-blue baby-fit baby-not-waking suicide""",
    "hospital": """weakness-both-sides weakness-climbing numb-between-legs bladder-bowel keeps-jerking twisting
        child-wobbly stiff-jaw red-eye-light neck-surgery baby-floppy baby-jerks baby-head-drops pregnant-headache
        pregnant-sight pregnant-ribs pregnant-swelling""",
    "today": """weakness-one-part swallowing-harder lid-or-double-vision red-eye hearing-lost tingling-cramp vomiting dialysis
        heart-not-settling pacemaker dark-urine calf-clot lithium-shaking new-medicine withdrawal-shaking statin tablets-run-out
        stomach-acid-medicine""",
    "visit": """weakness-slow thinner weight head-drops speech-slow swallowing-slow tongue numbness-stays face-one-side
        eyelid-shuts ripples pulled heart-flutters belly-pulse two-weeks many-places getting-worse weak-or-stiff
        medicine-cause water-tablets kidney-thyroid jerks-bigger eye-red relative worry""",
    "wait": "less-than-two-weeks normal-strength no-medicine no-other-sign",
}
CARDS = {"ambulance": "emergency", "hospital": "urgent", "today": "urgent", "visit": "routine", "wait": "wait"}
SAFETY = yaml.safe_load((ROOT / "docs/safety.yml").read_text("utf-8"))
NUMBERS = {
    "Australia": "000",
    "Belarus": "112",
    "Canada": "911",
    "European Union": "112",
    "Georgia": "112",
    "India": "112 108 102",
    "Ireland": "112 999",
    "Israel": "101",
    "Kazakhstan": "103",
    "Moldova": "112",
    "New Zealand": "111",
    "Russia": "103 112",
    "Türkiye": "112",
    "Ukraine": "103 112",
    "United Kingdom": "999 111",
    "United States": "911",
    "Uzbekistan": "103",
}
CRISIS_LINES = {
    "United Kingdom": "116123 111",
    "United States": "988",
    "Canada": "988",
    "Russia": "88002000122",
    "Moscow": "051 +7495051",
}


def tree(path):
    return LexborHTMLParser(path.read_text("utf-8"))


def lines(card):
    """The lines of a card as plain text in small letters, without the numbers to call."""
    for extra in card.css(".calls, sup:has(a)"):
        extra.decompose()
    return [" ".join(item.text().split()).lower() for item in card.css("li")]


def cards_on_page(site, lang):
    page = tree(site / finished(DOCS / lang / "when-to-seek-help.md"))
    return {level: lines(page.css_first(f".care-card.{level}")) for level in CARDS.values()}


def cards_for_other_sites(site, lang):
    return {level: lines(tree(site / folder(lang) / f"embed/{level}.html").body) for level in CARDS.values()}


@pytest.mark.parametrize("urgency", SIGNS)
def test_no_sign_is_forgotten_or_moved(urgency):
    assert sorted(SAFETY["signs"][urgency]) == sorted(SIGNS[urgency].split())
    assert SAFETY["urgency"].keys() == SIGNS.keys() == CARDS.keys()


@pytest.mark.parametrize("cards", [cards_on_page, cards_for_other_sites], ids=["page", "embed"])
def test_every_sign_stands_on_its_one_card(site, lang, cards):
    found = cards(site, lang)
    for urgency, signs in SIGNS.items():
        for sign in signs.split():
            words = re.compile(SAFETY["signs"][urgency][sign][lang])
            on = [level for level, texts in found.items() if any(map(words.search, texts))]
            assert on == [CARDS[urgency]], f"'{sign}' stands on {on or 'no card'}, not on {CARDS[urgency]} alone"


def test_every_line_of_a_card_is_missed_when_it_is_lost(site, lang):
    """Each has a sign that no other line of its card says."""
    signs = {level: [] for level in CARDS.values()}
    for urgency, names in SAFETY["signs"].items():
        signs[CARDS[urgency]] += [re.compile(words[lang]) for words in names.values()]
    for level, texts in cards_on_page(site, lang).items():
        own = {found[0] for words in signs[level] if len(found := list(filter(words.search, texts))) == 1}
        assert not (lost := [text for text in texts if text not in own]), f"{level}: {lost}"


def numbers(site, lang, id):
    """The table under a heading: a dict of each row's first cell to the numbers that it calls."""
    page = tree(site / finished(DOCS / lang / "when-to-seek-help.md"))
    table = page.css_first(f"#{id}")
    while table and table.tag != "table":
        inner = table.css_first("table")
        table = inner or table.next or table.parent
    links = {row.css_first("th").text(): row.css("a[href^='tel:']") for row in table.css("tbody tr")}
    return {place: " ".join(link.attributes["href"][4:] for link in found) for place, found in links.items()}


@pytest.mark.parametrize(("id", "expected"), [("emergency-numbers", NUMBERS), ("crisis-lines", CRISIS_LINES)])
def test_numbers_reach_the_help_of_their_place(site, lang, id, expected):
    found = numbers(site, lang, id)
    assert sorted(found.values()) == sorted(expected.values())
    assert lang != "en" or found == expected


def test_ambulance_is_called_by_its_number_in_every_language(site, lang):
    """On the card, on the card for other sites, on every page, and where an address or the network is missing."""
    strings = load(ROOT / "mkdocs.yml" if lang == "en" else DOCS / f"{lang}.yml")["extra"]["strings"]
    own = [f"{each['number']}" for each in strings["numbers"]]
    reaches = set(" ".join(NUMBERS.values()).split())
    assert own and set(own) <= reaches
    assert own[0] == {"en": "112", "ru": "103"}.get(lang, own[0])
    for page in ("when-to-seek-help.html", "causes.html", "embed/emergency.html", "503.html"):
        links = tree(site / folder(lang) / page).css(".calls a[href^='tel:']")
        assert [link.attributes["href"] for link in links[: len(own)]] == [f"tel:{number}" for number in own], page
    for name in ("missing_urgent", "stored", "offline"):
        assert any(re.search(rf"\b{number}\b", strings[name]) for number in own), name


def test_nothing_leads_away_from_an_emergency_card(site):
    for path in site.rglob("*.html"):
        card = tree(path).css_first(".care-card.emergency")
        links = card.css("a:not(.headerlink, [href^='tel:'])") if card else []
        assert not links, f"{path.name}: {links[0].html}"
