"""Care cards: landmarks, with the numbers to call in each emergency card; and the page that has them all.

That page gets an index of the cards, a box to tick before each sign, and the answer for what is ticked, whose words are those
of the cards. The stylesheet shows the answer of the most urgent card that applies; a script only tells screen readers of it.
The numbers come with the page's template, in place of a mark.
"""

import xml.etree.ElementTree as ElementTree
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

# From the most urgent. "wait" applies only if all its signs do, and no other sign does.
LEVELS = ["emergency", "urgent", "routine", "wait"]
# The two groups of an urgent card: at once, and on the same day.
SPEEDS = ["now", "today"]


def level_of(element: Element) -> str | None:
    name, _, level = element.get("class", "").partition(" ")
    return level if name == "care-card" else None


def words_of(element: Element) -> str:
    """The words of an element without numbers of sources."""
    return (element.text or "") + "".join(
        ("" if child.tag == "sup" else words_of(child)) + (child.tail or "") for child in element
    )


class CareCards(Treeprocessor):
    def __init__(self, md, strings):
        super().__init__(md)
        self.strings = strings

    def run(self, root):
        cards = [section for section in root.iter("section") if level_of(section)]
        for card in cards:
            # A card is a landmark, named by its heading.
            card.set("aria-labelledby", card.find("h2").get("id"))
            if level_of(card) == "emergency":
                card.insert(2, self.mark("calls"))
        for sources in [each for each in root.iter("div") if each.get("class") == "card-sources"]:
            self.fold(sources)
        if {level_of(card) for card in cards} == set(LEVELS):
            for card in cards:
                self.add_boxes(card)
            self.add_ticks(root, {level_of(card): card for card in cards})

    def mark(self, name):
        """Where the template puts something."""
        return ElementTree.Comment(name)

    def fold(self, sources):
        """What stands below a card, under its first words."""
        lead = sources[0]
        sources.tag, lead.tag = "details", "summary"
        lead.text = lead.text.rstrip(":")

    def add_boxes(self, card):
        """Each list with its lead-in becomes a group of boxes: no <fieldset>, which reader views drop with all that is in it."""
        for place, (lead, signs) in enumerate(zip(list(card), list(card)[1:])):
            if lead.tag != "p" or signs.tag != "ul":
                continue
            group = Element("section", {"role": "group", "aria-label": words_of(lead).strip(" :")})
            group.append(lead)
            group.append(signs)
            lead.set("class", "group-name")
            self.label(lead, group)
            for sign in signs:
                label = Element("label")
                SubElement(label, "input", {"type": "checkbox"})
                words = SubElement(label, "span")
                words.text, sign.text = sign.text, None
                words.extend(sign)
                sign[:] = [label]
            card[list(card).index(lead)] = group
            card.remove(signs)

    def label(self, name, group):
        """How fast, in a box of the card's colour, where a lead-in begins with it: "Hospital now: babies"."""
        strong = name.find("strong")
        for speed, words in zip(SPEEDS, self.strings["now_or_today"]) if strong is not None and not name.text else ():
            if (strong.text or "").replace("\N{NO-BREAK SPACE}", " ").startswith(words):
                group.set("class", speed)
                mark, rest = Element("mark"), Element("span")
                mark.text, mark.tail, rest.text = f"{words}:", " ", strong.text[len(words) :].lstrip(": ")
                strong.text = None
                strong[:0] = [mark, rest]

    def add_ticks(self, root, cards):
        """The index and how to tick before the cards, the answers after them. No part around them all: a reader view would take
        it for the page, and no <form>, which it drops.
        """
        places = [place for place, child in enumerate(root) if level_of(child)]
        first, after = places[0], places[-1] + 1
        if root[after].get("class") == "card-sources":
            after += 1
        hint = Element("p", {"class": "hint", "id": "tick-list"})
        hint.text = self.strings["hint"]
        root.insert(after, self.answers(cards))
        root[first:first] = [self.index(cards), hint]

    def index(self, cards):
        """A line for each card: what to do, how many signs it has, and the first of them."""
        index = Element("ul", {"class": "card-index"})
        for level in LEVELS:
            signs = list(cards[level].iter("label"))
            item = SubElement(index, "li", {"class": level})
            link = SubElement(item, "a", {"href": f"#{cards[level].find('h2').get('id')}"})
            about = SubElement(link, "span")
            SubElement(about, "b").text = words_of(cards[level].find("h2"))
            example = words_of(signs[0].find("span/strong") if signs[0].find("span/strong") is not None else signs[0])
            SubElement(about, "span").text = self.strings["all_of" if level == "wait" else "such_as"].format(
                count=len(signs), example=example.strip(" :.")
            )
            if level == "emergency":
                item.append(self.mark("calls"))
        return index

    def answers(self, cards):
        """Of the answers, the stylesheet shows the one for what is ticked."""
        bar = Element("div", {"class": "answer-bar"})
        SubElement(bar, "p", {"class": "said", "role": "status"})
        for level in [*LEVELS, "partly"]:
            answer = SubElement(bar, "div", {"class": level})
            words = SubElement(answer, "p")
            if level == "partly":
                words.text = self.strings["partly"]
            else:
                heading = cards[level].find("h2")
                SubElement(words, "a", {"href": f"#{heading.get('id')}"}).text = words_of(heading)
            if level == "emergency":
                answer.append(self.mark("calls"))
            if level == "urgent":
                for name, how_fast in zip(SPEEDS, self.strings["now_or_today"]):
                    SubElement(answer, "p", {"class": f"speed {name}"}).text = how_fast
            SubElement(answer, "button", {"type": "button", "class": "clear-ticks like-link"}).text = self.strings[
                "clear"
            ]
        return bar


class CareCardsExtension(Extension):
    def __init__(self, **options):
        self.config = {
            name: [[] if name == "now_or_today" else "", ""]
            for name in "hint such_as all_of now_or_today partly clear".split()
        }
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After headings have got their ids (5) and captions their places (4).
        md.treeprocessors.register(CareCards(md, self.getConfigs()), "care-cards", 3)


makeExtension = CareCardsExtension
