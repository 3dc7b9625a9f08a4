"""Drawings stay as drawn: an ``<svg>`` brought into a page is a block of its own, and its words are not Markdown."""

from markdown import Extension


class DrawingsExtension(Extension):
    def extendMarkdown(self, md):
        md.block_level_elements.append("svg")


makeExtension = DrawingsExtension
