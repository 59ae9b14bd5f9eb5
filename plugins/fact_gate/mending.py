"""What is said in the place of a sentence that may not be said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from bot.offers.money import money
from bot.words.phrases import for_guests
from plugins.fact_gate.sentence import Objection

GATE = for_guests("gate")
INSTEAD = GATE.in_all("instead")


def instead(language: str) -> str:
    return GATE.say("instead", language)


def is_instead(text: str) -> bool:
    """Whether a text says it already."""
    return any(sentence in text for sentence in INSTEAD.values())


def repaired(sentence: str, objections: Sequence[Objection], language: str) -> str | None:
    """The sentence with the right numbers in it; None when one cannot be repaired."""
    if any(objection.repair is None or objection.number is None for objection in objections):
        return None
    for objection in sorted(objections, key=lambda o: o.number or (0, 0), reverse=True):
        assert objection.number is not None and objection.repair is not None  # noqa: S101, PT018  # see above
        start, end = objection.number
        sentence = sentence[:start] + _written(objection.repair, objection.currency, language) + sentence[end:]
    return sentence


def replaced(sentence: str, said: str, language: str) -> str:
    """The neutral sentence, once a reply; a list's mark and the white space at the end are kept."""
    mark = re.match(r"\s*(?:[-*•]\s+|\d+[.)]\s+)?", sentence)
    end = sentence[len(sentence.rstrip()) :]
    if is_instead(said):
        return end if "\n" in end else ""
    return f"{mark.group() if mark else ''}{instead(language)}{end or ' '}"


def _written(value: Decimal, currency: str | None, language: str) -> str:
    if currency:
        return money(value, currency, language)
    return str(format_decimal(value, locale=language))
