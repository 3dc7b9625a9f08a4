"""Footnotes as numbers of sources: neighbours together ("1, 6"), one backlink each, roles that tell them from links, folded.

The footnotes extension adds a backlink to every other citation and an id there, for nobody: they were hidden, and made
a third of the notes' bytes.
"""

import xml.etree.ElementTree as ElementTree

from markdown import Extension
from markdown.treeprocessors import Treeprocessor


class Footnotes(Treeprocessor):
    def __init__(self, md, show):
        super().__init__(md)
        self.show = show

    def run(self, root):
        for parent in root.iter():
            last = None
            for mark in [child for child in parent if child.tag == "sup" and child.find("a[@class='footnote-ref']") is not None]:
                self.make_quiet(mark)
                if last is not None and not last.tail and self.next_to(parent, last, mark):
                    last[-1].tail = ", "
                    last.extend(mark)
                    last.tail = mark.tail
                    parent.remove(mark)
                else:
                    last = mark
            # The heading above the notes parts them from the text.
            for line in [each for each in parent.findall("hr") if parent.get("class") == "footnote"]:
                parent.remove(line)
            for backlink in [each for each in parent if each.get("class") == "footnote-backref"][1:]:
                parent.remove(backlink)
        for link in root.iter("a"):
            if link.get("class") == "footnote-backref":
                # A bare arrow says nothing to those who do not see what stands before it.
                link.set("role", "doc-backlink")
                link.set("aria-label", link.attrib.pop("title"))
                link.set("class", "note-back")
        self.fold(root)

    def next_to(self, parent, one, other):
        return list(parent).index(other) == list(parent).index(one) + 1

    def make_quiet(self, mark):
        """The id of a first citation goes to its link, which needs no class beside its role."""
        link, id = mark[0], mark.attrib.pop("id", "")
        link.attrib = {"href": link.get("href"), "role": "doc-noteref"}
        if id.startswith("fnref:"):
            link.set("id", id)

    def fold(self, root):
        """The notes, under how many they are."""
        for place, notes in enumerate(root):
            if notes.get("class") == "footnote":
                folded = ElementTree.Element("details", {"class": "sources"})
                ElementTree.SubElement(folded, "summary").text = self.show.format(len(list(notes.iter("li"))))
                folded.append(notes)
                root[place] = folded


class FootnotesExtension(Extension):
    def __init__(self, **options):
        self.config = {"show": ["{}", "How the folded notes are named; {} stands for their number"]}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After the footnotes extension has added them (15).
        md.treeprocessors.register(Footnotes(md, self.getConfig("show")), "footnote-roles", 14)


makeExtension = FootnotesExtension
