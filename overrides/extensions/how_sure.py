"""How sure we are: the words of a rating, in italics in the text or first in a table's cell, get their bars."""

import xml.etree.ElementTree as ElementTree

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

# Bars of each rating, from the surest.
BARS = (4, 3, 2, 1, 0)


class HowSure(Treeprocessor):
    def __init__(self, md, ratings):
        super().__init__(md)
        self.ratings = dict(zip(ratings, BARS))

    def run(self, root):
        for mark in root.iter("em"):
            if (bars := self.ratings.get((mark.text or "").lower())) is not None and not len(mark):
                mark.tag = "span"
                mark.set("class", f"sure s{bars}")
        for cell in root.iter("td"):
            text = cell.text or ""
            for words, bars in self.ratings.items():
                if text.lower().startswith(words):
                    mark = ElementTree.Element("span", {"class": f"sure s{bars}"})
                    mark.text, mark.tail = text[: len(words)], text[len(words) :]
                    cell.text = None
                    cell.insert(0, mark)


class HowSureExtension(Extension):
    def __init__(self, **options):
        self.config = {"ratings": [[], "The five ratings in words, from the surest"]}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After inline Markdown (20).
        md.treeprocessors.register(HowSure(md, self.getConfig("ratings")), "how-sure", 8)


makeExtension = HowSureExtension
