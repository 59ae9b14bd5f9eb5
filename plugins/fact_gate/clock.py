"""Times of day in a text: "16:00", "16 h", "4 pm", "las cuatro de la tarde", "dalle 16", "noon"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.fact_gate import vocabulary as v

_WORDS = "|".join(sorted(v.NUMBER_WORDS, key=len, reverse=True))
_AFTERNOON = (
    r"p\.?m\.?|de la tarde|da tarde|(?:in|of) the (?:afternoon|evening)|nachmittags?|am nachmittag|abends|de l'apres-midi|"
    r"del pomeriggio|de la noche|da noite|du soir|di sera|della sera|at night"
)
_MORNING = (
    r"a\.?m\.?|de la (?:manana|madrugada)|da (?:manha|madrugada)|(?:in|of) the morning|morgens|vormittags|am (?:vormittag|morgen)|"
    r"in der fruhe|du matin|di mattina|del mattino"
)
_HOUR = r"h|uhr|o'clock|horas?|heures?|en punto|hs"
_LED_IN = (
    r"(?:a|desde|hasta|de|antes de|despues de|sobre|para|entre) las?|alle|dalle|delle|dopo le|prima delle|entro le|verso le|fino alle|"
    r"as|das|ate as|pelas|depois das|antes das|(?:check-?in|arrivals?|departures?) (?:is )?(?:at|from|by)|at|by|until|till|um|gegen|jusqu'a|"
    r"from|to|ab|bis|des|a partir de|partir de|vers|avant|apres|after|before|le|les"
)
_WRITTEN = re.compile(
    rf"(?<![\d:.,])(?P<h>[01]?\d|2[0-4])(?:[:h]|\.(?=[0-5]\d(?!\d)))(?P<m>[0-5]\d)(?!\d)(?: ?(?:{_HOUR})(?!\w))?(?: ?(?:(?P<pm>{_AFTERNOON})|(?P<am>{_MORNING}))(?!\w))?"
)
_NAMED = re.compile(
    rf"(?<![\w:.,])(?:(?P<h>[01]?\d|2[0-4])|(?P<w>{_WORDS}))(?: ?(?P<hour>{_HOUR})(?!\w))?"
    rf"(?: ?(?:(?P<pm>{_AFTERNOON})|(?P<am>{_MORNING}))(?!\w))?"
)
_LEAD = re.compile(rf"(?<!\w)(?:{_LED_IN}) ?$")
_NOON = re.compile(r"(?<!\w)(?:noon|midday|mediodia|midi|mittags?|mezzogiorno|meio-?dia)(?!\w)")
_MIDNIGHT = re.compile(r"(?<!\w)(?:midnight|medianoche|meia-?noite|minuit|mitternacht|mezzanotte)(?!\w)")
_LONG = re.compile(r"^\s*(?:hours?|horas|heures|stunden|ore)\b")
_COUNTED = re.compile(
    r"^\s*(?:[€$£%]|\w*euro|m\b|m2|km|min|[a-z]*(?:day|dia|jour|tag|giorn|night|noche|noite|nuit|nacht|nott|week|seman|woche|settiman|people|person"
    r"|guest|month|mes|mois|monat|gast|ospit|bed|room|year|ano|anni|jahr|augu|agost|ao?u?t|ju[nl]|sept|settemb|octo|okt|ottob|nov|dec|dez|dic|jan|gen|ene|feb|mar|apr|abr|avr|mai|may|mag))"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """text[start:end] of a plain text; what it may mean, as "16:00"."""

    options: frozenset[str]
    start: int
    end: int


def clocks_in(text: str, *, bare: bool = False) -> Iterator[Clock]:
    """Every time of day.

    Args:
        bare: the text speaks of hours: a number behind "from", "dalle", "bis" is one.
    """
    taken = list[tuple[int, int]]()
    for match in _WRITTEN.finditer(text):
        taken.append(match.span())
        yield Clock(_options(int(match["h"]), match["m"], match), *match.span())
    for pattern, option in ((_NOON, "12:00"), (_MIDNIGHT, "00:00")):
        yield from (Clock(frozenset({option}), *match.span()) for match in pattern.finditer(text))
    for match in _NAMED.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if _is_hour(text, match, bare):
            hour = int(match["h"]) if match["h"] else v.NUMBER_WORDS[match["w"]]
            yield Clock(_options(hour, "00", match), *match.span())


def _is_hour(text: str, match: re.Match[str], bare: bool) -> bool:
    if match["pm"] or match["am"]:
        return True
    led_in = bool(_LEAD.search(text[max(0, match.start() - 24) : match.start()]))
    if match["hour"]:
        is_span = match["hour"] not in ("h", "uhr", "o'clock", "en punto") and not led_in
        return not is_span
    after = text[match.end() :]
    return bare and led_in and not _COUNTED.match(after) and not _LONG.match(after)


def _options(hour: int, minutes: str, match: re.Match[str]) -> frozenset[str]:
    if match["pm"]:
        return frozenset({f"{hour % 12 + 12:02}:{minutes}"})
    if match["am"]:
        return frozenset({f"{hour % 12:02}:{minutes}"})
    hours = {hour % 24} | ({hour + 12} if hour < 12 and len(match["h"] or "") < 2 else set())
    return frozenset(f"{each:02}:{minutes}" for each in hours)
