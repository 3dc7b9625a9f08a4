"""Footnotes with one backlink each, to where a note is first cited, and with ARIA roles that tell notes from links.

The footnotes extension adds a backlink to every other citation and an id there, for nobody: they were hidden, and made
a third of the notes' bytes.
"""

from markdown import Extension
from markdown.treeprocessors import Treeprocessor


class Footnotes(Treeprocessor):
    def run(self, root):
        for mark in root.iter("sup"):
            if not mark.get("id", "fnref:").startswith("fnref:"):
                del mark.attrib["id"]
        for parent in root.iter():
            # The heading above the notes parts them from the text.
            for line in [each for each in parent.findall("hr") if parent.get("class") == "footnote"]:
                parent.remove(line)
            for backlink in [each for each in parent if each.get("class") == "footnote-backref"][1:]:
                parent.remove(backlink)
        for link in root.iter("a"):
            if link.get("class") == "footnote-ref":
                link.set("role", "doc-noteref")
            if link.get("class") == "footnote-backref":
                # A bare arrow says nothing to those who do not see what stands before it.
                link.set("role", "doc-backlink")
                link.set("aria-label", link.attrib.pop("title"))
                # The theme's styles for its own arrow are a good part of a page's.
                link.set("class", "note-back")


class FootnotesExtension(Extension):
    def extendMarkdown(self, md):
        # After the footnotes extension has added them (15).
        md.treeprocessors.register(Footnotes(md), "footnote-roles", 14)


makeExtension = FootnotesExtension
