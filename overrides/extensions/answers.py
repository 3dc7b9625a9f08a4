"""The answer of a page: the first paragraph under its title, in a box of its own.

An author who wants two paragraphs there puts them into ``/// html | div.answer``. Below the answer is a mark, where the page's
template puts the way to an ambulance.
"""

import xml.etree.ElementTree as ElementTree

from markdown import Extension
from markdown.treeprocessors import Treeprocessor


class Answers(Treeprocessor):
    def run(self, root):
        for place, title in enumerate(root):
            if title.tag == "h1" and len(root) > place + 1:
                answer = root[place + 1]
                if answer.tag == "p":
                    box = ElementTree.Element("div", {"class": "answer"})
                    box.append(answer)
                    root[place + 1] = box
                if not any(each.get("class") == "card-index" for each in root):
                    root.insert(place + 2, ElementTree.Comment("alarm"))
                return


class AnswersExtension(Extension):
    def extendMarkdown(self, md):
        # After the cards have got their index (3).
        md.treeprocessors.register(Answers(md), "answers", 2)


makeExtension = AnswersExtension
