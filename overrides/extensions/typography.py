"""No line begins with a dash: the space before it does not break."""

import re

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

SPACE_BEFORE_DASH = re.compile(r"[ \n](?=—(?:\s|$))")
# Elements whose text is shown as it stands.
VERBATIM = {"code", "kbd", "pre", "samp", "script", "style", "svg", "textarea"}


class Typography(Treeprocessor):
    def run(self, root):
        if root.text and root.tag not in VERBATIM:
            root.text = SPACE_BEFORE_DASH.sub("\N{NO-BREAK SPACE}", root.text)
        for child in root if root.tag not in VERBATIM else ():
            self.run(child)
            if child.tail:
                child.tail = SPACE_BEFORE_DASH.sub("\N{NO-BREAK SPACE}", child.tail)


class TypographyExtension(Extension):
    def extendMarkdown(self, md):
        # After inline Markdown (20) and short forms (7), which tell code and what is marked up from text; before the
        # cards are copied (6) and headings go into the table of contents (5).
        md.treeprocessors.register(Typography(md), "typography", 6.5)


makeExtension = TypographyExtension
