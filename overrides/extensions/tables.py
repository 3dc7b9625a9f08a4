"""Tables that still read when a phone shows each row as a block: its name, beside it what is short, the words below.

The first cell of a row becomes its header, and the title stands above. A cell carries the name of its column, which the
stylesheet prints before it on a narrow screen, only where the row has other words that it could be taken for.
"""

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

# What fits beside a name of two words at 320 px, in letters.
SHORT = 14


class Tables(Treeprocessor):
    def run(self, root):
        for figure in root.iter("figure"):
            if len(figure) == 2 and figure[0].tag == "table":
                figure[:] = reversed(figure)
        sheets = {
            table
            for section in root.iter("section")
            if section.get("class") == "sheet"
            for table in section.iter("table")
        }
        for table in root.iter("table"):
            names = ["".join(cell.itertext()) for cell in table.iter("th")]
            for cell in table.iter("th"):
                cell.set("scope", "col")
            rows = list(table.find("tbody"))
            for row in rows:
                row[0].tag = "th"
                row[0].set("scope", "row")
            beside = None if table in sheets else self.short_column(rows)
            for row in rows:
                self.name_cells(row, names, beside, always=table in sheets)
                self.mark_lone_links(row)

    def short_column(self, rows):
        """The column whose cells stand beside the name: ratings, or words that are all short. None without one."""
        for place in range(len(rows[0]) - 1, 0, -1):
            cells = [row[place] for row in rows]
            if any(cell.find("span[@class]") is not None and not cell.text for cell in cells):
                return place
            if len(rows[0]) > 2 and all(len("".join(cell.itertext())) <= SHORT for cell in cells):
                return place
        return None

    def name_cells(self, row, names, beside, always):
        words = [place for place in range(1, len(row)) if place != beside]
        if beside:
            row[beside].set("class", "beside")
        for place in words if always or len(words) > 1 else ():
            row[place].set("data-label", names[place])

    def mark_lone_links(self, row):
        """Cells that are a link and the number of its source, which a thumb must tell apart."""
        for cell in row:
            if [child.tag for child in cell] == ["a", "sup"] and not (cell.text or cell[0].tail or "").strip():
                cell.set("class", " ".join(filter(None, [cell.get("class"), "lone"])))


class TablesExtension(Extension):
    def extendMarkdown(self, md):
        # After inline Markdown (20) and ratings (8): what a cell holds is known.
        md.treeprocessors.register(Tables(md), "table-headers", 7.5)


makeExtension = TablesExtension
