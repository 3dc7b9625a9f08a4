"""Sections that fold: a heading with the class ``fold``, as in ``## Where does advice differ? { #differ .fold }``,
opens what belongs to it when it is pressed, when a link leads there, and on paper.
"""

import xml.etree.ElementTree as ElementTree

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

HEADINGS = ["h1", "h2", "h3", "h4"]


class Folds(Treeprocessor):
    def run(self, root):
        parts, folded, level = [], None, 0
        for child in root:
            # A part of its own, such as a care card or the tools of the sheets, is no part of the section above it.
            if child.tag in ("section", "div") or child.tag in HEADINGS and HEADINGS.index(child.tag) <= level:
                folded = None
            if folded is None and child.get("class") == "fold":
                del child.attrib["class"]
                level = HEADINGS.index(child.tag)
                folded = ElementTree.Element("details", {"class": "fold"})
                ElementTree.SubElement(folded, "summary").append(child)
                parts.append(folded)
            else:
                (parts if folded is None else folded).append(child)
        root[:] = parts


class FoldsExtension(Extension):
    def extendMarkdown(self, md):
        # After headings have got their ids (5).
        md.treeprocessors.register(Folds(md), "folds", 3)


makeExtension = FoldsExtension
