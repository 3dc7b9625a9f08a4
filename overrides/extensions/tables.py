"""Tables that still read when a phone shows each row as a block.

The first cell of a row becomes its header, and every other cell carries the name of its
column, which the stylesheet prints before the cell on a narrow screen. The theme leaves tables with a class alone.
"""

from markdown import Extension
from markdown.treeprocessors import Treeprocessor


class Tables(Treeprocessor):
    def run(self, root):
        for table in root.iter("table"):
            table.set("class", "table")
            names = ["".join(cell.itertext()) for cell in table.iter("th")]
            for cell in table.iter("th"):
                cell.set("scope", "col")
            for row in table.find("tbody"):
                row[0].tag = "th"
                row[0].set("scope", "row")
                for cell, name in zip(row[1:], names[1:]):
                    cell.set("data-label", name)


class TablesExtension(Extension):
    def extendMarkdown(self, md):
        # Before inline Markdown is parsed (20), so that a column's name is still plain text.
        md.treeprocessors.register(Tables(md), "table-headers", 25)


makeExtension = TablesExtension
