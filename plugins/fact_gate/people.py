"""How many people a home takes, said in bare words: "entráis los seis", "zu vierzehnt", "in quattro"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.reading import Stated
from plugins.fact_gate.sentence import Objection, Sentence

SURE = 0.35  # of the claim
_TO = {
    "zweit": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10,
    "elft": 11, "zwolft": 12, "dreizehnt": 13, "vierzehnt": 14, "funfzehnt": 15, "sechzehnt": 16, "zwanzigst": 20,
}  # fmt: skip
_WORDS = "|".join(sorted(v.NUMBER_WORDS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,:/-])(?:zu (?P<zu>{'|'.join(_TO)})|(?P<n>\d{{1,2}})|(?P<w>{_WORDS}))(?![\w:/%]|[.,]\d)"
)


def people_objections(about: Sentence, claims: Mapping[str, float]) -> Iterator[Objection]:
    """Numbers that are left where it is said who fits: no more than the home takes."""
    text = about.text.left
    if claims.get("capacity", 0) < SURE and not v.FITS.search(about.text.plain):
        return
    for match in _NUMBER.finditer(text):
        value = _value(match, about.language)
        homes = about.homes(match.start())
        if value is None or not homes:
            continue
        room = [home.count("guests") for home in homes]
        about.text.mask(*match.span())
        fits = all(count is not None and count >= value for count in room)
        if fits or v.TOO_MANY.search(about.text.plain):
            about.explain(Stated(*match.span()), "guests")
        else:
            yield Objection("a number of people that no row has", Stated(*match.span()))


def _value(match: re.Match[str], language: str) -> Decimal | None:
    if match["n"]:
        return Decimal(match["n"])
    if match["zu"]:
        return Decimal(_TO[match["zu"]])
    word = match["w"]
    return Decimal(v.NUMBER_WORDS[word]) if word not in v.ARTICLES and v.is_number_word(word, language) else None
