"""What machine translation must leave alone: numbers to call, and the names on packs of medicines.

A reader dials the one and looks for the other on a box, letter by letter; "Лирика" would become "lyric poetry".
"""

import re
from xml.etree.ElementTree import Element

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

# Headings are named by their words alone, and these are shown as they stand.
LEFT_ALONE = {"h1", "h2", "h3", "h4", "code", "pre", "samp", "script", "style", "svg"}


class Untranslated(Treeprocessor):
    def __init__(self, md, names):
        super().__init__(md)
        self.names = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b") if names else None

    def run(self, root):
        for link in root.iter("a"):
            if link.get("href", "").startswith("tel:"):
                link.set("translate", "no")
        if self.names:
            self.mark(root)

    def mark(self, element):
        """Each name in the texts of an element, of its parts and after them, becomes a part of its own."""
        if element.tag in LEFT_ALONE or not isinstance(element.tag, str):
            return
        children, element[:] = list(element), []
        element.text = self.add(element, element.text)
        for child in children:
            self.mark(child)
            element.append(child)
            child.tail = self.add(element, child.tail)

    def add(self, element, text):
        """Append the names that a text has to the element; what stands before the first."""
        before, *rest = self.names.split(text or "")
        for name, after in zip(rest[::2], rest[1::2]):
            part = Element("span", {"translate": "no"})
            part.text, part.tail = name, after
            element.append(part)
        return before or None


class UntranslatedExtension(Extension):
    def __init__(self, **options):
        self.config = {"names": [[], "Names of medicines, as on their packs"]}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After inline Markdown (20) and tables (7.5), whose first cells become headers.
        md.treeprocessors.register(Untranslated(md, self.getConfig("names")), "untranslated", 7.2)


makeExtension = UntranslatedExtension
