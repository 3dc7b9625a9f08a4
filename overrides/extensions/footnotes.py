"""Footnotes as numbers of sources: neighbours together ("1, 6"), with the role that tells them from links, and
folded.

The way back from a source to where it is cited is made by a script, when the sources are opened: the links back, an
id at each citation and their names were a tenth of a page's bytes.
"""

import xml.etree.ElementTree as ElementTree

from markdown import Extension
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.treeprocessors import Treeprocessor


class Footnotes(Treeprocessor):
    def __init__(self, md, show, back):
        super().__init__(md)
        self.show, self.back = show, back

    def run(self, root):
        for parent in root.iter():
            self.join_neighbours(parent)
        for place, notes in enumerate(root):
            if notes.get("class") == "footnote":
                root[place] = self.fold(notes)

    def join_neighbours(self, parent):
        last = None
        for mark in [child for child in parent if child.find("a[@class='footnote-ref']") is not None]:
            mark.attrib = {}
            mark[0].attrib = {"role": "doc-noteref", "href": mark[0].get("href")}
            children = list(parent)
            if last is not None and not last.tail and children.index(mark) == children.index(last) + 1:
                last[-1].tail = ",\N{NO-BREAK SPACE}"
                last.extend(mark)
                last.tail = mark.tail
                parent.remove(mark)
            else:
                last = mark

    def fold(self, notes):
        """The notes, under how many they are, without the line that parts them from the text and without links back."""
        notes.remove(notes.find("hr"))
        for item in notes.iter("li"):
            words = item[-1]
            for link in words.findall("a[@class='footnote-backref']"):
                words.remove(link)
            # A space before the link back, which is the last thing in a note.
            if len(words):
                words[-1].tail = (words[-1].tail or "").replace(NBSP_PLACEHOLDER, "").rstrip()
            words.text = (words.text or "").replace(NBSP_PLACEHOLDER, "")
            if len(item) == 1 and words.tag == "p":
                item.text, item[:] = words.text, list(words)
        folded = ElementTree.Element("details", {"class": "sources", "data-back": self.back})
        ElementTree.SubElement(folded, "summary").text = self.show.format(len(list(notes.iter("li"))))
        folded.append(notes)
        return folded


class FootnotesExtension(Extension):
    def __init__(self, **options):
        self.config = {
            "show": ["{}", "How the folded notes are named; {} stands for their number"],
            "back": ["{}", "What the link back from a note is called; {} stands for its number"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After the footnotes extension has added them (15).
        md.treeprocessors.register(Footnotes(md, **self.getConfigs()), "quiet-footnotes", 14)


makeExtension = FootnotesExtension
