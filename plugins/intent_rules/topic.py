"""Which parts of the talk are about the stay, and what the bot has just asked.

Guests also speak of flights, cars, tables and massages; their dates and head counts are not the stay's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

STAY_WORDS = re.compile(r"\b(?:HOTEL|ROOM|STAY|CHECK|NIGHT)\b")
OTHER_WORDS = re.compile(r"\bOTHER\b")
# What a place has or lies by is no topic of its own: "with a pool and a gym", "near the airport".
_HAS_OR_NEAR = (
    r"(?:WITH|near|close TO|next TO|cerca|ABOUT THES|perto|pres|proche|nahe|vicino|"
    r"parking|aparcamiento|garaje|estacionamento|parcheggio)"
)
_OF_THE_PLACE = re.compile(
    rf"\b{_HAS_OR_NEAR}\b(?: (?!OTHER|BOOK|WITH)[\w,]+){{0,4}}? OTHER\b"
    r"(?:(?: ,)?(?: AND| OR)?(?: (?:A|1|THES?))? OTHER\b){0,6}"
)
_OWN_BOOKING = r"(?:MY|OUR|THES?|THIS) (?:\w+ ){0,2}?(?:BOOK|STAY|ROOM|HOTEL)\b"
# A stay called off is no wish; what is booked instead of it is one.
_CALLED_OFF = re.compile(
    rf"(?:(?<!free )(?<!gratis )\bCANCEL (?:\w+ ){{0,2}}?{_OWN_BOOKING}|\b{_OWN_BOOKING}[^.;!?]{{0,200}}? CANCEL\b)"
    r"[^.;!?]*?(?=(?: ,| AND| but| pero| mais| aber| ma) [^.;!?]{0,200}\b(?:BOOK|CHANGE|STAY|MOVE|ARRIVE)\b|[.;!?]|$)"
)
_OTHER_BOOKED = re.compile(
    r"\bOTHER BOOK\b|\bBOOK (?:\w+ )?(?:A |MY |THES? |1 )?OTHER\b|\bCANCEL (?:\w+ )?OTHER\b|\bMY OTHER\b"
)
# The guest is after something else, not merely asking about a place's gym or the way from the airport.
_SEEKS_OTHER = re.compile(
    r"\b(?:BOOK|want|need|find|search\w*|looking|like|get|buy|purchase|rent|see|quiero|queremos|necesit\w+|busc\w+|"
    r"quero|queremos|precis\w+|procur\w+|veux|voudr\w+|cherch\w+|besoin|mochte\w*|moechte\w*|brauch\w+|such\w+|"
    r"vorrei|vogli\w+|cerc\w+)\b(?: (?!WITH\b)[^ .;!?]+){0,6} OTHER\b"
)
_CLAUSE = re.compile(r"[^.;!?]+[.;!?]*")
# Two days or a day and a length make a stay, even after talk of something else, unless the bot still speaks of that.
_DAY = re.compile(r"M\d\d|W\d|\d#|\d/\d")
_TO = re.compile(r"TO|UNTIL|-|AND")
_NIGHTS = re.compile(r"\d NIGHT")


def about_stay(text: str, conversation: Sequence[tuple[str, str]], reply: str = "") -> str:
    """`text` (canonical) with the clauses about something else blanked, offsets kept.

    `conversation`: (role, canonical text) of the last messages before it, oldest first; `reply`: what the bot
    answered to it, when a conversation is read again.
    """
    text = _CALLED_OFF.sub(lambda match: " " * len(match.group(0)), text)
    answered = next(filter(None, map(_topic, _CLAUSE.findall(reply))), None)
    topic = answered or _inherited(conversation)
    spoken_of = answered or _inherited(conversation[-1:])
    elsewhere = spoken_of == "other" and any(
        role == "user" and _SEEKS_OTHER.search(message) for role, message in conversation
    )
    kept = []
    for clause in _CLAUSE.findall(text):
        topic = _topic(clause) or ("stay" if not elsewhere and _is_whole_stay(clause) else topic)
        kept.append(clause if topic == "stay" else " " * len(clause))
    blanked = "".join(kept)
    return blanked.ljust(len(text))


def _is_whole_stay(clause: str) -> bool:
    if _NIGHTS.search(clause):
        return True
    first = _DAY.search(clause)
    joint = _TO.search(clause, first.end()) if first else None
    return joint is not None and _DAY.search(clause, joint.end()) is not None


def _topic(clause: str) -> str | None:
    clause = _OF_THE_PLACE.sub(" ", clause)
    if _OTHER_BOOKED.search(clause) and not re.search(r"\bCHECK\b", clause):
        return "other"
    if STAY_WORDS.search(clause):
        return "stay"
    return "other" if OTHER_WORDS.search(clause) else None


def _inherited(conversation: Sequence[tuple[str, str]]) -> str:
    """Words without a topic of their own belong to what was spoken of last."""
    for _, text in reversed(conversation[-6:]):
        topics = [topic for topic in map(_topic, _CLAUSE.findall(text)) if topic]
        if topics:
            return topics[-1]
    return "stay"


def asked(text: str) -> frozenset[str]:
    """The intent's fields that the bot's message (canonical) asks for."""
    fields: set[str] = set()
    unspecific = False
    for clause in _CLAUSE.findall(text):
        if "WHATTIME" in clause:
            continue
        fields |= {field for token, field in _COUNT_QUESTIONS if re.search(rf"\b{token}\b", clause)}
        if "BUDGET" in clause and "?" in clause:
            fields.add("budget_range")
        if re.search(r"\b(?:WHEN|DATES)\b", clause) or ("?" in clause and re.search(r"\b(?:ARRIVE|LEAVE)\b", clause)):
            roles = {role for token, role in _ROLES if re.search(rf"\b{token}\b", clause)}
            fields |= roles
            unspecific |= not roles
    if unspecific and not fields & {"check_in", "check_out"}:
        fields |= {"check_in", "check_out"}
    return frozenset(fields)


_COUNT_QUESTIONS = (
    ("HOWLONG", "nights"),
    ("HOWMANY", "guests"),
    ("HOWMANYADULTS", "adults"),
    ("HOWMANYKIDS", "children"),
)
_ROLES = (("ARRIVE", "check_in"), ("LEAVE", "check_out"))
