"""What is said in the place of a sentence, or of a clause of it, that may not be said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from bot.offers.money import money
from bot.words.phrases import for_guests
from plugins.fact_gate.sentence import Objection

MIN_CLAUSE_WORDS = 3  # of what is left of a sentence
# Where a clause ends that can stand alone.
_APART = re.compile(
    r";\s+|\s+[–—-]\s+|,\s+(?:and|but|y|pero|e|mas|et|mais|und|aber|ma|però)\s+|\s+(?:but|pero|mais|aber)\s+"
)
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


def without_false(sentence: str, objections: Sequence[Objection]) -> str | None:
    """The sentence without the clauses that are objected to; None where they do not stand apart from the others."""
    end = sentence[len(sentence.rstrip()) :]
    bounds = [0, *(place for match in _APART.finditer(sentence) for place in match.span()), len(sentence.rstrip())]
    clauses = list(zip(bounds[::2], bounds[1::2], strict=True))
    true = [at for at, (start, stop) in enumerate(clauses) if not _is_hit(objections, start, stop)]
    if not true or len(true) == len(clauses) or true != list(range(true[0], true[-1] + 1)):
        return None
    kept = sentence[clauses[true[0]][0] : clauses[true[-1]][1]].strip()
    if len(kept.split()) < MIN_CLAUSE_WORDS:
        return None
    mark = sentence.rstrip()[-1:]
    kept = kept if kept.endswith(mark) or mark.isalnum() else kept.rstrip(",;:") + mark
    return kept[:1].upper() + kept[1:] + end


def _is_hit(objections: Sequence[Objection], start: int, stop: int) -> bool:
    return any(objection.stated.start < stop and start < objection.stated.end for objection in objections)


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
