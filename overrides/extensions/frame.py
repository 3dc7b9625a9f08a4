"""The frame of a page: its answer in a box under the title, and at its end the doors to what most readers need next.

The answer is the first paragraph; an author who wants two puts them into ``/// html | div.answer``. Below it is a
mark, where the page's template puts the way to an ambulance. The doors are the links of the last paragraph ("Read
also: …"), and the care cards, unless one of them leads there.
"""

import copy
from xml.etree.ElementTree import Comment, Element, SubElement

from markdown import Extension
from markdown.treeprocessors import Treeprocessor


class Frame(Treeprocessor):
    def __init__(self, md, cards):
        super().__init__(md)
        self.cards = cards

    def run(self, root):
        has_cards = any(each.get("class") == "card-index" for each in root)
        self.make_doors(root, has_cards)
        title = next((place for place, child in enumerate(root) if child.tag == "h1"), None)
        if title is None or len(root) < title + 2:
            return
        if root[title + 1].tag == "p":
            answer = Element("div", {"class": "answer"})
            answer.append(root[title + 1])
            root[title + 1] = answer
        if not has_cards:
            root.insert(title + 2, Comment("alarm"))

    def make_doors(self, root, has_cards):
        """The last paragraph before the sources becomes a list of its links."""
        heads = [child for child in root if child.tag == "h2"]
        last = next((head for head in heads if head.get("id") == "next"), None)
        if last is None:
            return
        place = list(root).index(last) + 1
        while place + 1 < len(root) and root[place + 1].tag != "h2":
            place += 1
        links = root[place].findall("a") if root[place].tag == "p" else []
        if not links:
            return
        doors = Element("ul", {"class": "doors"})
        for link in links:
            door = copy.deepcopy(link)
            door.tail = None
            SubElement(doors, "li").append(door)
        page = self.cards["page"]
        if not has_cards and not any(link.get("href", "").startswith(page) for link in links):
            SubElement(SubElement(doors, "li"), "a", {"href": page}).text = self.cards["words"]
        root[place] = doors


class FrameExtension(Extension):
    def __init__(self, **options):
        self.config = {"cards": [{"page": "", "words": ""}, "The page of the care cards, and words that lead there"]}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After the cards have got their index (3), and before the engine looks at links (0).
        md.treeprocessors.register(Frame(md, self.getConfig("cards")), "frame", 2)


makeExtension = FrameExtension
