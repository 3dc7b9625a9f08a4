"""Spaces that do not break: before a dash or "же", behind a number or one Russian letter; and hyphens behind a number.

So no line begins with a dash or "же", or ends in "2", "2-" or "в", whose word would begin the next.
"""

import re

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

KEPT_TOGETHER = re.compile(
    r"[ \n](?=(?:—|же|ли|бы)(?:[\s.,:;?!)»]|$))"
    r"|(?<=\d)[ \n](?=[^\W\d_]|\Z)"
    r"|(?<![\w-])(?P<word>[АВИКОСУЯавикосуя])[ \n](?=\S|\Z)"
)
# Of "2-week", not of an address.
HYPHEN = re.compile(r"(?<![\w./-])(\d+)-(?=[^\W\d_]{2})")
# Elements whose text is shown as it stands.
VERBATIM = {"code", "kbd", "pre", "samp", "script", "style", "svg", "textarea"}


def keep_together(text: str) -> str:
    """The text with a no-break space or hyphen wherever a line must not end."""
    text = HYPHEN.sub("\\1\N{NON-BREAKING HYPHEN}", text)
    return KEPT_TOGETHER.sub(lambda match: (match["word"] or "") + "\N{NO-BREAK SPACE}", text)


class Typography(Treeprocessor):
    def run(self, root):
        if root.text and root.tag not in VERBATIM:
            root.text = keep_together(root.text)
        for child in root if root.tag not in VERBATIM else ():
            self.run(child)
            if child.tail:
                child.tail = keep_together(child.tail)


class TypographyExtension(Extension):
    def extendMarkdown(self, md):
        # After inline Markdown (20) and short forms (7), which tell code and what is marked up from text; before the
        # cards are copied (6) and headings go into the table of contents (5).
        md.treeprocessors.register(Typography(md), "typography", 6.5)


makeExtension = TypographyExtension
