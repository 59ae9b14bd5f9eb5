"""Whether a sentence is in a language that the gate has words for. What it cannot read it cannot check."""

from __future__ import annotations

import re
import unicodedata

MIN_WORDS = 6  # shorter ones are names, lists and exclamations
LONG_WORDS = 9
MIN_KNOWN = 0.15
MAX_FOREIGN = 0.1
# The commonest words of the six languages.
_KNOWN = frozenset(
    # English
    "the a an of to and in is it for you your i we our are with on at this that have has can be or not if will would"
    " those were too many number its don doesn t s"
    " there here from by as my me do does so no yes all more please which what how up takes costs among"
    # Spanish
    " el la los las un una de del y en es que para con por tu te su se no si lo al como mas o pero esta este hay tiene"
    " puedo aqui nuestro nuestra hasta desde cuesta"
    # Portuguese
    " o os uma um do da dos das em que com por para seu sua nao mais ou mas tem esta aqui voce nos ate"
    " na nas pela pelo ja essa esse isso posso pode quando ainda foi"
    # French
    " le les des du et est une pour avec vous votre nous je ce cette qui que dans sur pas plus ou a au aux il y notre"
    " ne se son sa ses nos mon par ces leur peut puis mais comme tout quand donc"
    # German
    " der die das und ist ein eine einen mit fur sie ihr ihre wir ich nicht auf von zu den dem im am es hat oder auch"
    " hier bis ab vom zum insgesamt kosten kostet wurde konnte haben hat wenn dass was wie noch kann nur bei"
    " aus als mehr ihnen ihren sich soll keine unser unsere einmal pro nach ja nie nacht"
    # Italian
    " il lo gli i una di del della e per con che non si le la su in da al alla ha sono piu o questo qui nostro"
    " nel nella posso puo quando anche come ci ho quindi ma questa questi dove cosa delle degli dei alle"
    " ai sua loro".split()
)
# Common in other languages and in none of the six: Dutch, Polish, Scandinavian, Turkish, Czech, Romanian, Catalan,
# Hungarian, Finnish.
_FOREIGN = (
    frozenset(
        "het een niet van voor zijn ook wij heeft dit deze jullie bij naar geen per nacht zwembad huis"
        " jest nie sie dla ze oraz czy tak och att det som pa inte har med ett och er ikke til af jeg hus"
        " bir icin bu var cok ile je pro jsou ktery neni ma si este nu cu pentru care sunt amb els dels tenim"
        " es egy nem hogy van ez ja ei talo joka on mita".split()
    )
    - _KNOWN
)
_WORD = re.compile(r"(?<!\d)[a-z']+")  # not the end of an ordinal: "1er"


def is_readable(sentence: str, words_only: str) -> bool:
    """False for other scripts, and for whole sentences in other languages.

    Args:
        sentence: as it is written. words_only: plain, without names and addresses.
    """
    if any(char.isalpha() and not _is_latin(char) for char in sentence):
        return False
    return all(map(_is_known, re.split(r"[·:;\n]| - ", words_only)))


def _is_known(part: str) -> bool:
    words = [word for found in _WORD.findall(part) for word in found.split("'") if word]
    if len(words) < MIN_WORDS:
        return True
    known = sum(word in _KNOWN for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    needed = 1 if len(words) < LONG_WORDS else MIN_KNOWN * len(words)
    return known >= needed and foreign <= MAX_FOREIGN * len(words)


def _is_latin(char: str) -> bool:
    """Ordinals and superscripts count as letters: "º", "ª", "²"."""
    return unicodedata.name(char, "").startswith(
        ("LATIN", "FEMININE ORDINAL", "MASCULINE ORDINAL", "MICRO", "FULLWIDTH")
    )
