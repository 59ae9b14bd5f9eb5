"""Percentages, parts, lengths of time, distances and sums in a text, each as one number whatever its unit is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.clock import clocks_in
from plugins.fact_gate.reading import number

_N = rf"(?P<n>{v.NUMBER})"
_W = rf"(?P<w>{'|'.join(sorted(v.NUMBER_WORDS, key=len, reverse=True))}|an?)"
_UNITS = (  # kind, words, times
    ("days", r"days?|dias?|jours?|tage?n?|giorn[oi]", 1),
    ("days", r"weeks?|semanas?|semaines?|wochen?|settiman[ae]", 7),
    ("days", r"fortnights?|quinzaine", 14),
    ("days", r"months?|mes(?:es)?|mois|monate?n?|mes[ei]", 30),
    ("hours", r"hours?|horas?|heures?|stunden?|or[ae]", 1),
    ("minutes", r"min(?:ute|uto|uten|utes|utos|uti)?s?\.?", 1),
    ("metres", r"m|met(?:er|re|ro)s?|metern|metri", 1),
    ("metres", r"km|kilomet\w+|chilometr\w+", 1000),
    ("money", v.CURRENCY, 1),
    ("degrees", r"degrees?|grados|graus|degres|grad|gradi|°c?", 1),
)
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<![\w.,])(?:{_N}|{_W})[ -]?(?:{words})(?!\w)"), times) for kind, words, times in _UNITS
)
_MONEY_BEFORE = re.compile(rf"(?P<sign>{v.CURRENCY}) ?{_N}(?!\w)")
_PERCENT = re.compile(rf"{_N} ?(?:%|percent|per cent|por ?ciento|pour ?cent|prozent|per ?cento|por ?cento)")
_PARTS = (
    (Decimal("0.5"), re.compile(r"(?<!\w)(?:half|mitad|metade|moitie|halfte|meta)(?!\w)(?! (?:an?|hora|heure|board))")),
    (Decimal("1") / 3, re.compile(r"(?<!\w)(?:a third|un tercio|um terco|un tiers|ein drittel|un terzo)(?!\w)")),
    (Decimal("0.25"), re.compile(r"(?<!\w)(?:a quarter|un cuarto|um quarto|un quart|ein viertel|un quarto)(?!\w)")),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """text[start:end] of a plain text."""

    kind: str
    value: Decimal | str
    start: int
    end: int


def measures_in(text: str) -> Iterator[Measure]:
    """A percentage of 50 is a half; a week has 7 days; a time of day may be one of two ("at 4")."""
    for match in _PERCENT.finditer(text):
        if (value := number(match["n"])) is not None:
            yield Measure("part", value / 100, *match.span())
    for part, pattern in _PARTS:
        yield from (Measure("part", part, *match.span()) for match in pattern.finditer(text))
    for kind, pattern, times in _PATTERNS:
        for match in pattern.finditer(text):
            value = number(match["n"]) if match["n"] else Decimal(v.NUMBER_WORDS.get(match["w"], 1))
            if value is not None:
                yield Measure(kind, value * times, *match.span())
    for match in _MONEY_BEFORE.finditer(text):
        if (value := number(match["n"])) is not None:
            yield Measure("money", value, *match.span())
    for clock in clocks_in(text):
        for option in sorted(clock.options):
            yield Measure("clock", option, clock.start, clock.end)
