"""The owner's rules and distances said in other words or another language than the owner's: the same by meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from plugins.fact_gate.facts import core
from plugins.fact_gate.reading import Stated
from plugins.fact_gate.sentence import Sentence

_CANCEL = re.compile(r"cancel|annul|storn|disdi|desist")
_DAYS = re.compile(r"(\d+) (?:days?|dias?|jours?|tagen?|tage|giorni)\b")
_BEFORE = re.compile(r"before|antes|avant|vor|prima")
_FREE = re.compile(r"free|gratuit|kostenlos|sin coste")
_ARRIVE = re.compile(r"arriv|check-?in|lleg|entra(?:da|r)|anreise|ankunft|ankommen|cheg")
_LEAVE = re.compile(r"leav|depart|check-?out|salid|salir|abreise|part(?:ir|enz|ez)|sair|saida|marcharos")
_METRES = r"met(?:er|re|ro)s?|metern?|m\b"
_CLAUSES = re.compile(r"[,;]|\b(?:and|y|e|et|und)\b(?=[^,;]{0,200}\d)")
_PLACES = {
    "beach": r"beach|playa|praia|plage|strand\w*|spiaggia", "sea": r"sea\b|mar\b|mer\b|meer\b|mare\b",
    "shop": r"super(?:market|mercado|marche|markt|mercato)", "food": r"restaurant\w*|ristorant\w*", "bar": r"bars?\b",
    "bus": r"bus\b|autobus|paragem|parada", "port": r"harbou?r|port\b|puerto|hafen|porto|marina",
    "air": r"air ?port|aeropuerto|aeroport\w*|flughafen", "centre": r"cent(?:re|er|ro)|zentrum|town|village|pueblo",
    "station": r"station|estacion|bahnhof|stazione", "other": r"clubs?\b|golf|school|hospital|doctor|pharmac\w+",
}  # fmt: skip


def is_cancellation_rule(about: Sentence) -> bool:
    """Cancelling, free, and the owner's number of days before: no other number of days."""
    rule = " ".join(answer for answer in about.facts.house if _CANCEL.search(answer))
    own = {match[1] for match in _DAYS.finditer(rule)}
    text = about.text.plain
    said = {match[1] for match in _DAYS.finditer(text)}
    return bool(_CANCEL.search(text) and said and said <= own and _BEFORE.search(text) and _FREE.search(rule))


def is_rule_time(about: Sentence, match: re.Match[str]) -> bool:
    """16 Uhr, 4 pm, 16 h: the owner's own hour, of arriving or leaving as the nearest word before says."""
    digits = re.match(r"(\d{1,2})(?:\D(\d\d))?", match.group())
    if not digits:
        return False
    afternoon = bool(re.search(r"p\.?m", match.group()))
    hour = int(digits[1]) % 12 + 12 if afternoon else int(digits[1])
    before = about.text.plain[: match.start()]
    arrive, leave = (max((m.end() for m in p.finditer(before)), default=-1) for p in (_ARRIVE, _LEAVE))
    if arrive == leave:
        return False
    role = "check_in_time" if arrive > leave else "check_out_time"
    return str(about.facts.tenant.brand.get(role)) == f"{hour:02}:{digits[2] or '00'}"


def is_distance_told(about: Sentence, stated: Stated) -> bool:
    """So many metres to the same places as in one sentence of the unit's own text, in any language."""
    number = core(about.text.plain[stated.start : stated.end]).split()
    clause = _clause_at(about, stated.start)
    if not number or not re.search(rf"{number[0]} ?(?:{_METRES})", clause):
        return False
    said = _places(clause)
    texts = [about.facts.units[id_].text for id_ in about.subjects] if about.is_sure else []
    return bool(said) and any(
        said <= _places(sentence)
        for text in texts
        for sentence in re.split(r"[.;\n]", text)
        if re.search(rf"(?<!\d){number[0]} ?(?:{_METRES})", sentence)
    )


def _clause_at(about: Sentence, place: int) -> str:
    ends = _clause_ends(about.unnamed)
    following = bisect_right(ends, place)
    start = ends[following - 1] if following else 0
    stop = ends[following] if following < len(ends) else len(about.unnamed)
    return about.text.plain[start:stop]


@lru_cache(maxsize=16)
def _clause_ends(text: str) -> list[int]:
    """The same for every number of a sentence."""
    return [match.start() for match in _CLAUSES.finditer(text)]


def _places(text: str) -> set[str]:
    return {kind for kind, words in _PLACES.items() if re.search(rf"(?<!\w)(?:{words})", text)}
