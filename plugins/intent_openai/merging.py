"""What the rules have read and what the model has read, as one.

The rules win wherever they have read something, with one exception: a date that they inferred ("next Friday") and that
the model reads as another day counts for neither, and the guest is asked. The model adds what the rules have not read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from bot.conversation.turn import Turn
from bot.types import Clarification, Extraction, Intent, IntentChange
from bot.words.features import FEATURES
from plugins.intent_openai.reading import MAX_NIGHTS, Reading

DATES = ("check_in", "check_out")
PARTY = ("guests", "adults", "children")
SINGLE = ("accommodation_type", "budget_range", "bedrooms", "bathrooms", "place")  # each by itself


def merged(turn: Turn, reading: Reading) -> Extraction:
    """What to add to `turn`, into which the rules' reading has gone already."""
    dates, questions = _dates(turn, reading)
    party = _party(turn, reading.change)
    change = dates | party | _children(turn, party, reading.change) | _features(turn, reading)
    for name in SINGLE:
        value: Any = reading.change.get(name)
        if value and name not in turn.captured and value != getattr(turn.intent, name):
            change[name] = value  # type: ignore[literal-required]  # each of SINGLE is a key of it
    if not questions and _names_a_period(turn, reading, dates):
        change["period"] = reading.change["period"]
    return Extraction(change, questions, certain=turn.certain & change.keys())


def _names_a_period(turn: Turn, reading: Reading, dates: IntentChange) -> bool:
    """Whether the model's period counts: only where nobody has read days in the message, nor asks about them."""
    read = turn.captured.keys() | dates.keys() | {question.about for question in turn.clarifications}
    return "period" in reading.change and not read & {*DATES, "period"}


@dataclass(frozen=True, slots=True)
class _Ours:
    """How the rules read a date in this turn."""

    day: date
    certain: bool


def _dates(turn: Turn, reading: Reading) -> tuple[IntentChange, tuple[Clarification, ...]]:
    if any(question.about in (*DATES, "nights") for question in turn.clarifications):
        return IntentChange(), ()  # the rules ask already
    said, ours = reading.change, {about: _ours(turn, about) for about in DATES}
    disputed = [
        about
        for about in DATES
        if (mine := ours[about]) and not mine.certain and said.get(about) not in (None, mine.day)
    ]
    if disputed:
        questions = (_question(about, ours[about], reading, turn.text) for about in disputed)
        return _agreed_nights(turn, said), tuple(filter(None, questions))
    return _added_dates(turn, said, ours), ()


def _ours(turn: Turn, about: str) -> _Ours | None:
    """None: the rules have not read it. A departure that they reckoned from nights the guest counted is read."""
    captured: date | None = turn.captured.get(about)  # type: ignore[assignment]  # only asked for dates
    if captured:
        return _Ours(captured, about in turn.certain)
    counted = about == "check_out" and turn.captured.get("nights")
    return _Ours(turn.intent.check_out, certain=True) if counted and turn.intent.check_out else None


def _question(about: str, ours: _Ours | None, reading: Reading, text: str) -> Clarification | None:
    said: date | None = reading.change.get(about)  # type: ignore[assignment]  # likewise
    if ours is None or said is None:
        return None
    words = reading.words[about]
    quoted = words if words.lower() in text.lower() else None  # the guest's own, or none
    return Clarification(about, tuple(day.isoformat() for day in sorted((ours.day, said))), quoted)


def _agreed_nights(turn: Turn, said: IntentChange) -> IntentChange:
    """The length of the stay, which may be the same in both readings: one answer then settles both dates."""
    start, end = said.get("check_in"), said.get("check_out")
    nights = (end - start).days if start and end else said.get("nights")
    read = turn.captured.keys() & {"check_out", "nights"}
    if nights and (not read or nights == turn.intent.nights):
        return IntentChange(nights=nights)
    return IntentChange()


def _added_dates(turn: Turn, said: IntentChange, ours: dict[str, _Ours | None]) -> IntentChange:
    """The model's dates for ends of the stay that the rules have not read, as long as they make a stay with theirs."""
    taken = {mine.day for mine in ours.values() if mine}
    change = IntentChange()
    for about in DATES:
        day: date | None = said.get(about)  # type: ignore[assignment]  # likewise
        if day and ours[about] is None and day not in taken and day != getattr(turn.intent, about):
            change[about] = day  # type: ignore[literal-required]  # DATES
    if not _makes_a_stay(turn, change, ours):
        return IntentChange()
    if "check_in" in change and (stated := turn.captured.get("check_out")):
        change["check_out"] = stated  # it stands: a new arrival alone would move it by the nights known so far
    nights = said.get("nights")
    if nights and nights != turn.intent.nights and not turn.captured.keys() & {"nights", "check_out"}:
        if "check_out" not in change:
            change["nights"] = nights
    return change


def _makes_a_stay(turn: Turn, change: IntentChange, ours: dict[str, _Ours | None]) -> bool:
    """An older departure does not bind a new arrival; what this turn states does."""
    start, end = change.get("check_in") or turn.intent.check_in, change.get("check_out")
    if end is None and "check_in" in change and (mine := ours["check_out"]):
        end = mine.day
    if not (start and end):
        return True
    counted = turn.captured.get("nights") if "check_out" in {*turn.captured, *change} else None
    return 0 < (end - start).days <= MAX_NIGHTS and counted in (None, (end - start).days)


def _party(turn: Turn, said: IntentChange) -> IntentChange:
    """All of the model's numbers where the rules have read none; otherwise those that add up with theirs."""
    read: dict[str, Any] = {name: n for name, n in said.items() if name in PARTY}
    captured = {name for name, n in turn.captured.items() if name in PARTY and n is not None}
    if captured:
        read = {name: n for name, n in read.items() if name not in captured}
        return _change(read) if read and _adds_up(turn.intent.changed(_change(read))) else IntentChange()
    if "guests" not in read and "adults" in read:
        read["guests"] = read["adults"] + read.get("children", 0)
    if "guests" in read and not _adds_up(turn.intent.changed(_change(read))):
        read = {"adults": None, "children": None} | read  # what was known of the old party is over
    return _change({name: n for name, n in read.items() if n != getattr(turn.intent, name)})


def _children(turn: Turn, party: IntentChange, said: IntentChange) -> IntentChange:
    """How old the children are and how many of them babies, where the rules have not read it and children are known."""
    children = turn.intent.changed(party).children or 0
    found: dict[str, Any] = {}
    if "infants" in said and "infants" not in turn.captured and (said["infants"] or 0) <= children:
        found["infants"] = said["infants"]
    if "children_ages" in said and "children_ages" not in turn.captured and len(said["children_ages"]) <= children:
        found["children_ages"] = said["children_ages"]
    return _change({name: value for name, value in found.items() if value != getattr(turn.intent, name)})


def _change(values: dict[str, Any]) -> IntentChange:
    return cast(IntentChange, values)


def _adds_up(intent: Intent) -> bool:
    guests, adults, children = intent.guests, intent.adults, intent.children
    if guests is None:
        return adults is None
    if adults is None:
        return (children or 0) < guests
    return guests == adults + (children or 0)


def _features(turn: Turn, reading: Reading) -> IntentChange:
    """The whole new lists. What the rules have added or taken back in this turn stays so."""
    change = IntentChange()
    preferences = _listed(
        turn.before.preferences, turn.intent.preferences, reading.wishes, {*reading.dropped_wishes, *reading.unwanted}
    )
    if preferences != turn.intent.preferences:
        change["preferences"] = preferences
    unwanted = {id_ for id_ in reading.unwanted if id_ not in preferences}
    exclusions = _listed(turn.before.exclusions, turn.intent.exclusions, unwanted, set(reading.wishes))
    if exclusions != turn.intent.exclusions:
        change["exclusions"] = exclusions
    return change


def _listed(before: Collection[str], now: tuple[str, ...], said: Collection[str], dropped: set[str]) -> tuple[str, ...]:
    """`now` with what the model has read, in the vocabulary's order."""
    added, gone = set(now) - set(before), set(before) - set(now)
    dropped = dropped - added
    kept = tuple(id_ for id_ in now if id_ not in dropped)
    new = set(said) - gone - dropped - set(kept)
    return kept + tuple(feature.id for feature in FEATURES if feature.id in new)
