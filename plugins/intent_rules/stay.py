"""Arrival, departure and length of the stay from the mentions of days and the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.types import Clarification, IntentChange
from plugins.intent_rules.behind import LOOK_BACK_CHARS, behind
from plugins.intent_rules.mentions import Mention, find
from plugins.intent_rules.nights import MAX_NIGHTS, Length, read_length
from plugins.intent_rules.ordinals import chooses, days_only
from plugins.intent_rules.resolve import Calendar, Day
from plugins.intent_rules.roles import DATES, Context, roles_of
from plugins.intent_rules.topic import STAY_WORDS

MAX_NIGHTS_UNASKED = 120  # a longer stay is a date of another year
_REPLACED = re.compile(
    r"\b(?:INSTEADOF|NOT(?: FOR)?(?: ON)?(?: THE)?|(?:BEFORE|EARLIER)(?: (?:OF|THAN|ON|THES?|TO)){0,6})$"
)
_SHIFT = re.compile(
    r"\b(?P<role>ARRIVE|LEAVE) (?P<one>\d{1,2}|A) DAY (?P<way>LATER|EARLIER)|(?P<two>\d{1,2}|A) DAY "
    r"(?P<way2>LATER|EARLIER)"
)
_SPEAKS_OF_STAY = re.compile(r"\b(?:ARRIVE|LEAVE|BOOK|DATES|WEARE|ADULT|PERSON|MOVE|CHANGE)\b")
_SPEAKS_OF_DAYS = re.compile(r"\b(?:ARRIVE|LEAVE|BOOK|FROM|UNTIL|DATES|MOVE|ADULT|come)\b")
_QUESTION_OF_TIME = re.compile(r"\bWHATTIME\b")


@dataclass(slots=True)
class Reading:
    """What is understood so far of one message; filled step by step."""

    check_in: Day | None = None
    check_out: Day | None = None
    length: Length = field(default_factory=Length)
    clarifications: list[Clarification] = field(default_factory=list)
    arrival_named: bool = False  # the words say "arrive" or "check in", not merely a date
    plain: dict[str, date] = field(default_factory=dict)  # dates that the words leave no doubt of


def read_stay(text: str, context: Context) -> tuple[IntentChange, list[Clarification], frozenset[str]]:
    """The change of dates and nights that a canonical text states, resolved against the known intent; what is to be
    asked; and the dates of the change that the text leaves no doubt of."""
    mentions = _trusted(text, context)
    roles = roles_of(text, mentions, context)
    reading = Reading(length=read_length(_without(text, mentions)))
    _fill(reading, text, roles, context)
    change = _change(reading, text, context)
    plain = frozenset(about for about, day in reading.plain.items() if change.get(about) == day)
    return change, reading.clarifications, plain


def _trusted(text: str, context: Context) -> list[Mention]:
    """A number alone is a day only when the talk is of dates; the old date of "not the 5th, the 6th" is none."""
    mentions = []
    talk_of_stay = bool(context.asked & DATES) or STAY_WORDS.search(text) or _SPEAKS_OF_STAY.search(text)
    asks_time = _QUESTION_OF_TIME.search(text)
    for mention in find(text, context.calendar.language):
        before = behind(text, mention.start)
        if (
            mention.base in ("TODAY", "TONIGHT", "TOMORROW")
            and not mention.unit
            and not _about_days(text, mention, context)
        ):
            continue
        if mention.kind == "weekend" and mention.lead != "NEXT" and not mention.day and context.intent.check_in:
            continue  # "over the weekend, so two days": a length once the arrival is known
        if _REPLACED.search(before) or (asks_time and not mention.month):
            continue
        mentions.append(mention)
    mentions = days_only(text, mentions, context.calendar.language, context.units_shown)
    if not talk_of_stay:
        mentions = [mention for mention in mentions if not mention.bare or _beside_a_day(mention, mentions)]
    if any(not mention.bare for mention in mentions):  # "Sunday between 8 and 10"
        mentions = [mention for mention in mentions if not mention.bare or _beside_a_day(mention, mentions)]
    if not mentions and context.asked & DATES:
        alone = re.fullmatch(
            r"(?:\w+ ){0,2}?(?:THE |ON |ON THE |FROM |UNTIL |TO )?"
            r"(?P<day>[12]?\d|3[01])(?P<mark>[#~]?)(?: please| ?[.,!]+){0,6}",
            text,
        )
        if alone and _answers_when(alone, context):
            mentions.append(Mention("day", alone.start("day"), alone.end("day"), day=int(alone["day"])))
    return mentions


def _answers_when(alone: re.Match[str], context: Context) -> bool:
    """A lone number answers "which day?", unless it may as well count guests or choose one of the units shown."""
    day = int(alone["day"])
    if not day or context.asked & {"guests", "nights", "adults", "children"}:
        return False
    return not (alone["mark"] and (day <= context.units_shown or chooses(alone.string[: alone.start("day")])))


def _about_days(text: str, mention: Mention, context: Context) -> bool:
    """ "That is all for today" is no arrival: the everyday words need a word of staying, a question, or little else."""
    before, after = text[: mention.start][-LOOK_BACK_CHARS:], text[mention.start :][:LOOK_BACK_CHARS]
    sentence = re.split(r"[.;!?]", before)[-1] + re.split(r"[.;!?]", after)[0]
    return bool(
        context.asked & DATES
        or STAY_WORDS.search(sentence)
        or _SPEAKS_OF_DAYS.search(sentence)
        or len(sentence.split()) <= 3
    )


def _beside_a_day(bare: Mention, mentions: list[Mention]) -> bool:
    return any(not other.bare and -4 <= other.start - bare.end <= 14 for other in mentions)


def _fill(reading: Reading, text: str, roles: list[tuple[str, Mention]], context: Context) -> None:
    calendar = context.calendar
    alternatives = [mention for role, mention in roles if role == "alternative"]
    for role, mention in roles:
        if role.removeprefix("named_") == "check_in":
            partner = next((other for name, other in roles if name == "check_out"), None)
            reading.check_in = _arrival(mention, partner, calendar) or reading.check_in
            reading.arrival_named |= role == "named_check_in"
    known_arrival = (reading.check_in.date if reading.check_in else None) or context.intent.check_in
    for role, mention in roles:
        if role == "check_out":
            floor = known_arrival + timedelta(days=1) if known_arrival else None
            reading.check_out = _departure(mention, floor, calendar) or reading.check_out
    _narrow(reading)
    _note_plain(reading, roles)
    if alternatives and not reading.check_in:
        days = [calendar.resolve(mention) for mention in alternatives]
        reading.check_in = Day(tuple(day.date for day in days if day and day.date)) if all(days) else None
    for about, day, mention_roles in (
        ("check_in", reading.check_in, ("check_in", "named_check_in", "alternative")),
        ("check_out", reading.check_out, ("check_out",)),
    ):
        if day and len(day.options) > 1:
            words = " ".join(text[mention.start : mention.end] for role, mention in roles if role in mention_roles)
            reading.clarifications.append(
                Clarification(about, tuple(option.isoformat() for option in day.options), words)
            )


def _note_plain(reading: Reading, roles: list[tuple[str, Mention]]) -> None:
    """Of "from the 3rd to 8 August" both ends are plain: the first has the second's month."""
    mentions = {role.removeprefix("named_"): mention for role, mention in roles}
    plain = {about for about, mention in mentions.items() if _is_plain(mention)}
    if "check_out" in plain and "check_in" in mentions and mentions["check_in"].kind == "day":
        plain.add("check_in")
    for about, day in (("check_in", reading.check_in), ("check_out", reading.check_out)):
        if about in plain and day and day.date:
            reading.plain[about] = day.date


def _is_plain(mention: Mention) -> bool:
    """Everybody reads the same day in it: not in "next Friday", which is two days apart for two people."""
    if mention.kind == "day":
        return mention.this_month is not None
    return mention.kind == "date" or (mention.base is not None and mention.unit is None)


def _arrival(mention: Mention, partner: Mention | None, calendar: Calendar) -> Day | None:
    """ "From the 3rd to 8 August": the first end takes the month of the second."""
    if partner and partner.this_month and not mention.this_month:
        return calendar.resolve(replace(mention, this_month=partner.this_month))
    if partner and _names_month(partner) and mention.kind == "day" and mention.day and not mention.this_month:
        end = calendar.resolve(partner)
        if end is None:
            return None  # the whole range lies in the past
        if end.date:
            month = end.date.month if mention.day <= end.date.day else (end.date.month - 2) % 12 + 1
            borrowed = Mention(
                "date", mention.start, mention.end, day=mention.day, month=month, weekday=mention.weekday
            )
            return _of_its_year(borrowed, partner, calendar)
    return _of_its_year(mention, partner, calendar)


def _of_its_year(mention: Mention, partner: Mention | None, calendar: Calendar) -> Day | None:
    """ "From 10 August to 17 August 2028": the year of the second end is the first one's too, or the one before it."""
    if not partner or not partner.year or mention.year or mention.kind not in ("date", "holiday"):
        return calendar.resolve(mention)
    end = calendar.resolve(partner)
    if end is None:
        return None  # the whole range lies in the past
    latest = max(end.options)
    for year, earliest in ((partner.year, date.min), (partner.year - 1, latest - timedelta(MAX_NIGHTS_UNASKED))):
        day = calendar.resolve(replace(mention, year=year))
        options = tuple(option for option in day.options if earliest <= option < latest) if day else ()
        if options:
            return Day(options)
    return None


def _names_month(mention: Mention) -> bool:
    return mention.numeric is not None or bool(mention.month and mention.day)


def _departure(mention: Mention, floor: date | None, calendar: Calendar) -> Day | None:
    """The first such day after the arrival; none when that is next year's and this year's contradicts the arrival."""
    day, unbound = calendar.resolve(mention, floor), calendar.resolve(mention)
    if day and day.date and floor and mention.month and (day.date - floor).days > MAX_NIGHTS_UNASKED:
        return None if unbound and unbound.options[0] < floor else day
    return day


def _narrow(reading: Reading) -> None:
    """Of ambiguous ends only the readings that make a plausible stay together remain."""
    if not reading.check_in or not reading.check_out:
        return
    if len(reading.check_in.options) == len(reading.check_out.options) == 1:
        return
    pairs = [
        (start, end)
        for start in reading.check_in.options
        for end in reading.check_out.options
        if 0 < (end - start).days <= 30
    ]
    if len(pairs) == 1:
        reading.check_in, reading.check_out = Day((pairs[0][0],)), Day((pairs[0][1],))


def _without(text: str, mentions: list[Mention]) -> str:
    """The text with the mentions blanked: "in 2 weeks" is a day, not a length. "This weekend" may still be a length."""
    chars = list(text)
    for mention in mentions:
        if mention.kind != "weekend":
            chars[mention.start : mention.end] = "#" * (mention.end - mention.start)
    return "".join(chars)


def _change(reading: Reading, text: str, context: Context) -> IntentChange:
    intent, change = context.intent, IntentChange()
    start = reading.check_in.date if reading.check_in else None
    end = reading.check_out.date if reading.check_out else None
    nights = reading.length.nights
    if reading.check_in and reading.check_in.until and end is None and (nights is None or nights == 2):
        end, nights = reading.check_in.until, None
    if start is None and reading.length.nights == 2 and not reading.length.explicit and intent.nights:
        nights = None
    arrival = start or (intent.check_in if end else None)
    if arrival and end and not 0 < (end - arrival).days <= MAX_NIGHTS:
        end = None
    if start is None and end and nights and (end - timedelta(days=nights)) >= context.calendar.today:
        start = end - timedelta(days=nights)
    if start:
        change["check_in"] = start
    if end:
        change["check_out"] = end
    if nights and not (start and end and (end - start).days != nights):
        change["nights"] = nights
    _apply_relative(reading, text, change, context)
    _keep_departure(reading, text, change, context)
    return change


def _apply_relative(reading: Reading, text: str, change: IntentChange, context: Context) -> None:
    """ "Two more nights", "one day later": counted from what is known; without it they say nothing."""
    intent = context.intent
    shift = _SHIFT.search(text)
    if shift and not change:
        days = (1 if (shift["one"] or shift["two"]) == "A" else int(shift["one"] or shift["two"])) * (
            1 if (shift["way"] or shift["way2"]) == "LATER" else -1
        )
        _shift_dates(shift["role"], timedelta(days=days), change, context)
    elif reading.length.delta and intent.nights and 0 < intent.nights + reading.length.delta <= MAX_NIGHTS:
        change["nights"] = intent.nights + reading.length.delta


def _shift_dates(role: str | None, days: timedelta, change: IntentChange, context: Context) -> None:
    start, end, today = context.intent.check_in, context.intent.check_out, context.calendar.today
    if role != "LEAVE" and start and start + days >= today:
        change["check_in"] = start + days
    if role != "ARRIVE" and end and end + days > (change.get("check_in") or start or today):
        change["check_out"] = end + days
    elif role == "ARRIVE" and end and change.get("check_in") and end > start + days:  # type: ignore[operator]
        change["check_out"] = end


def _keep_departure(reading: Reading, text: str, change: IntentChange, context: Context) -> None:
    """A new arrival keeps a departure date the guest has given; a length the guest has counted moves along."""
    start, old_end = change.get("check_in"), context.intent.check_out
    if not start or not old_end or "check_out" in change or "nights" in change or context.length_stated:
        return
    if reading.arrival_named and not re.search(r"\bMOVE\b", text) and 0 < (old_end - start).days <= MAX_NIGHTS:
        change["check_out"] = old_end
