"""Care cards as landmarks, and the tick-list: ``[tick-list]`` becomes the cards once more, with a box before each sign.

It copies the words of the cards, so the two can never differ. The stylesheet shows the
heading of the most urgent card that applies; no script is used.
"""

import copy
import xml.etree.ElementTree as ElementTree

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

# From the most urgent. "wait" applies only if all its signs do, and no other sign does.
LEVELS = ["emergency", "urgent", "routine", "wait"]


class TickList(Treeprocessor):
    def run(self, root):
        cards = {}
        for section in root.iter("section"):
            name, _, level = section.get("class", "").partition(" ")
            if name == "care-card":
                cards[level] = section
                # A card is a landmark, named by its heading.
                section.set("aria-labelledby", section.find("h2").get("id"))
        for place in root.iter("p"):
            if place.text == "[tick-list]":
                place.tag, place.text = "form", None
                place.attrib |= {"class": "tick-list", "autocomplete": "off"}
                for level in LEVELS:
                    self.group(place, level, list(cards[level]))
                self.results(place, cards)

    def group(self, form, level, blocks):
        """A fieldset for each lead-in and its list."""
        for lead, items in zip(blocks, blocks[1:]):
            if lead.tag == "p" and items.tag == "ul":
                field = ElementTree.SubElement(form, "fieldset", {"class": level})
                ElementTree.SubElement(field, "legend").extend([self.copy_without_notes(lead, "span")])
                for item in items:
                    label = ElementTree.SubElement(field, "label")
                    ElementTree.SubElement(label, "input", {"type": "checkbox"})
                    label.append(self.copy_without_notes(item, "span"))

    def copy_without_notes(self, block, tag):
        """A copy of a block as another element, without its notes."""
        new = copy.deepcopy(block)
        new.tag, kept = tag, None
        for child in list(new):
            if child.tag != "sup":
                kept = child
                continue
            # The words behind a note would go with it.
            if kept is None:
                new.text = (new.text or "") + (child.tail or "")
            else:
                kept.tail = (kept.tail or "") + (child.tail or "")
            new.remove(child)
        return new

    def results(self, form, cards):
        """The heading of each card as a link to it; the stylesheet shows the one that applies."""
        output = ElementTree.SubElement(form, "output")
        for level in LEVELS:
            heading = cards[level].find("h2")
            result = ElementTree.SubElement(output, "a", {"class": level, "href": f"#{heading.get('id')}"})
            result.text = heading.text


class TickListExtension(Extension):
    def extendMarkdown(self, md):
        # After inline Markdown (20) and before headings get their links (5).
        md.treeprocessors.register(TickList(md), "tick-list", 6)


makeExtension = TickListExtension
