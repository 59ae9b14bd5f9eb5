"""Ratings and numbers of reviews, as the rows have them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import UnitFacts
from plugins.fact_gate.reading import Stated, number
from plugins.fact_gate.sentence import Sentence

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w]|[.,]\d)")
_OUT_OF = re.compile(r"(?:/|(?:out of|of|sobre|de|em|sur|von|su|in) ?)$")
_COUNTS = re.compile(rf" ?(?:{'|'.join(v.NOUNS.values())})(?!\w)")
MAX_STARS = 5


def explain_ratings(about: Sentence, claims: Mapping[str, float]) -> None:
    """The numbers that are the rating or the reviews of every home that is meant, and the 5 of "4.9 out of 5"."""
    if "rating" not in claims:
        return
    for match in list(_NUMBER.finditer(about.text.left)):
        homes = about.homes(match.start())
        value = number(match.group())
        is_count = bool(_COUNTS.match(about.text.plain, match.end()))
        known = [_known(home, ("reviews",) if is_count else ("rating", "reviews")) for home in homes]
        is_scale = value == MAX_STARS and about.has_true("rating") and _OUT_OF.search(about.text.plain[: match.start()])
        if is_scale or (known and all(value in of for of in known)):
            about.explain(Stated(*match.span()), "rating")
            about.text.mask(*match.span())


def _known(home: UnitFacts, keys: tuple[str, ...]) -> set[Decimal]:
    values = (home.unit.metadata.get(key) for key in keys)
    return {Decimal(str(value)) for value in values if isinstance(value, int | float)}
