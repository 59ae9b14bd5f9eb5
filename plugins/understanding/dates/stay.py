"""What a statement changes of the stay that is known, and what has to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.types import Clarification, IntentChange, Period
from plugins.understanding.dates.days_of_month import last_day, make, months_on
from plugins.understanding.dates.holidays import REGIONS, Days
from plugins.understanding.dates.mention import Length, Mention, Stretch
from plugins.understanding.dates.periods import Span, span_of
from plugins.understanding.dates.resolve import Calendar, calendar_for
from plugins.understanding.dates.slips import months_near
from plugins.understanding.dates.statement import Statement
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Context

MAX_NIGHTS = 365
MAX_NIGHTS_UNASKED = 60  # a longer stay that was not counted in words is asked about
MAX_AHEAD_DAYS = 3 * 366


@dataclass(slots=True)
class Outcome:
    change: IntentChange = field(default_factory=lambda: IntentChange())
    clarifications: list[Clarification] = field(default_factory=list)
    certain: set[str] = field(default_factory=set)


def settle(statement: Statement, words: Words, context: Context) -> Outcome:
    """The change of the trip; nothing of it is before today."""
    calendar = _calendar(statement, words, context)
    span = span_of(statement.stretch, calendar) if statement.stretch else None
    calendar = _with_window(calendar, span, context)
    outcome = Outcome()
    if statement.forgets:
        outcome.change = IntentChange(check_in=None, check_out=None, nights=None, period=None)
    if statement.flexible:
        outcome.change["flexible_days"] = statement.flexible.days
    if statement.alternatives:
        _ask_alternatives(statement, calendar, words, outcome)
    elif statement.arrival or statement.departure:
        _settle_days(statement, calendar, words, context, outcome)
    elif span:
        _settle_span(statement, span, calendar, words, context, outcome)
    if statement.shift and not (statement.arrival or statement.departure):
        _settle_shift(statement, context, outcome)
    _settle_length(statement, context, outcome)
    return outcome


def _calendar(statement: Statement, words: Words, context: Context) -> Calendar:
    calendar = calendar_for(
        context.today,
        words.language,
        context.region,
        REGIONS[words.language],
        is_day_first=_order_in(statement, words),
    )
    year = statement.year
    if year is None:
        return calendar
    named = year.year or context.today.year + (year.which == "next")
    return replace(calendar, year=named)


def _order_in(statement: Statement, words: Words) -> bool | None:
    """Whether a numeric date that can be read in one way alone tells how the others are meant."""
    for day in (statement.arrival, statement.departure, *statement.alternatives):
        if day is None or day.kind != "date" or day.either or day.day is None or day.day <= 12:
            continue
        first = next((at for at in range(day.start, day.end) if words.tokens[at].kind == "number"), day.start)
        if words.text(first + 1) in "/.-" and words.text(first + 2).isdigit():
            return int(words.text(first)) == day.day
    return None


def _with_window(calendar: Calendar, span: Span | None, context: Context) -> Calendar:
    known = context.known
    if span:
        return replace(calendar, window=span.days)
    if known.check_in:
        return replace(calendar, window=Days(known.check_in, known.check_out or known.check_in), is_known=True)
    if known.period:
        return replace(calendar, window=Days(known.period.start, known.period.end))
    return calendar


def _settle_days(
    statement: Statement, calendar: Calendar, words: Words, context: Context, outcome: Outcome
) -> None:
    unknown = _unknown_month(statement, words)
    if unknown is not None:
        _ask_month(statement, unknown, calendar, words, outcome)
        return
    if _is_only_length(statement, calendar):
        start, end = (calendar.dates(statement.arrival), calendar.dates(statement.departure))  # type: ignore[arg-type]  # both are named
        nights = (statement.departure.weekday - statement.arrival.weekday) % 7 or 7  # type: ignore[union-attr, operator]
        outcome.change["nights"] = nights
        return
    stays = _stays(statement, calendar, context)
    if not stays:
        _ask_misfit(statement, calendar, words, outcome)
        return
    slips = [day.slip for day in (statement.arrival, statement.departure) if day and day.slip]
    if len(stays) > 1 or slips or _is_too_long(stays[0], statement):
        _ask_stays(stays, statement, calendar, words, context, outcome)
        return
    _fill(stays[0], statement, context, outcome)


Stay = tuple[date | None, date | None]


def _is_only_length(statement: Statement, calendar: Calendar) -> bool:
    """ "Friday to Sunday in March": which of its weekends is not said."""
    arrival, departure, window = statement.arrival, statement.departure, calendar.window
    if not (arrival and departure and statement.stretch and window):
        return False
    are_weekdays = arrival.kind == departure.kind == "weekday" and not (arrival.which or arrival.week)
    return are_weekdays and (window.end - window.start).days > 10


def _stays(statement: Statement, calendar: Calendar, context: Context) -> list[Stay]:
    """The stays that the days may mean."""
    arrival, departure = statement.arrival, statement.departure
    orders = (True, False) if _is_ambiguous(statement, calendar) else (calendar.is_day_first,)
    found: list[Stay] = []
    for order in orders:
        ordered = replace(calendar, is_day_first=order)
        if arrival and departure:
            found += _pairs(arrival, departure, ordered)
        elif arrival:
            found += [(day, None) for day in ordered.dates(arrival)]
        elif departure:
            after = context.known.check_in
            found += [(None, day) for day in ordered.dates(departure, after=after)]
    return list(dict.fromkeys(found))


def _is_ambiguous(statement: Statement, calendar: Calendar) -> bool:
    days = [day for day in (statement.arrival, statement.departure) if day and day.either]
    if not days:
        return False
    if calendar.is_day_first is None:
        return True
    if calendar.language != "en" or len(days) < 2:
        return False
    return any(_nights(stay) > MAX_NIGHTS_UNASKED for stay in _pairs(days[0], days[1], calendar))


def _nights(stay: Stay) -> int:
    start, end = stay
    return (end - start).days if start and end else 0


def _pairs(arrival: Mention, departure: Mention, calendar: Calendar) -> list[Stay]:
    if departure.year and not arrival.year and arrival.has_month:
        return _of_year(arrival, departure, calendar)
    if (departure.has_month or departure.holiday) and not (arrival.has_month or arrival.kind == "offset"):
        return _backwards(arrival, departure, calendar)
    return [
        (start, end)
        for start in calendar.dates(arrival)
        for end in calendar.dates(departure, after=start)
    ]


def _of_year(arrival: Mention, departure: Mention, calendar: Calendar) -> list[Stay]:
    """ "From 10 August to 17 August 2028": the year of the second end is the first one's too, or the one before it."""
    found: list[Stay] = []
    for end in calendar.dates(departure):
        for year in (end.year, end.year - 1):
            starts = [start for start in calendar.dates(replace(arrival, year=year)) if start < end]
            if starts:
                found.append((starts[0], end))
                break
    return found


def _backwards(arrival: Mention, departure: Mention, calendar: Calendar) -> list[Stay]:
    """ "The 3rd to 8 August": the first end is the last such day before the second."""
    found: list[Stay] = []
    for end in calendar.dates(departure):
        starts = calendar.dates(arrival, before=end)
        if not starts:
            later = calendar.dates(departure, after=end)
            end, starts = (later[0], calendar.dates(arrival, before=later[0])) if later else (end, ())
        found += [(start, end) for start in starts]
    return found


def _is_too_long(stay: Stay, statement: Statement) -> bool:
    return _nights(stay) > MAX_NIGHTS_UNASKED


def _fill(stay: Stay, statement: Statement, context: Context, outcome: Outcome) -> None:
    start, end = stay
    known, change = context.known, outcome.change
    nights = _counted(statement.length)
    if start and end:
        change["check_in"], change["check_out"] = start, end
    elif start:
        change["check_in"] = start
        if nights is None and not context.counted:
            _keep_departure(start, statement, context, outcome)
    elif end:
        if nights and end - timedelta(days=nights) >= context.today and not known.check_in:
            change["check_in"] = end - timedelta(days=nights)
        change["check_out"] = end
    if start and (known.check_in is None or statement.is_range or True):
        outcome.certain |= _plain_fields(statement, change)


def _plain_fields(statement: Statement, change: IntentChange) -> set[str]:
    """Fields that everybody reads alike."""
    found = set()
    for field_, day in (("check_in", statement.arrival), ("check_out", statement.departure)):
        if day and field_ in change and (day.month is not None or day.kind == "offset"):
            found.add(field_)
    if "check_out" in found and statement.is_range:
        found.add("check_in")
    return found


def _keep_departure(start: date, statement: Statement, context: Context, outcome: Outcome) -> None:
    """A new arrival near the old one keeps the departure; one farther off moves the whole stay."""
    known = context.known
    if not (known.check_in and known.check_out) or (statement.arrival and statement.arrival.kind == "weekday"):
        return
    nights, before = (known.check_out - start).days, (known.check_out - known.check_in).days
    if 0 < nights <= max(2 * before, before + 3) and nights <= MAX_NIGHTS_UNASKED:
        outcome.change["check_out"] = known.check_out


def _settle_span(
    statement: Statement, span: Span, calendar: Calendar, words: Words, context: Context, outcome: Outcome
) -> None:
    stretch, known, change = statement.stretch, context.known, outcome.change
    assert stretch is not None
    nights = _counted(statement.length)
    if span.is_stay:
        change["check_in"] = span.days.start
        if nights is None or (statement.length and statement.length.is_weekend):
            change["check_out"] = span.days.end
        return
    if known.check_in and stretch.kind in ("month", "this_month") and stretch.part is None:
        moved = _to_month(known.check_in, known.check_out, span.days, statement)
        if moved:
            change["check_in"], change["check_out"] = moved  # type: ignore[typeddict-item]  # the second may be unknown
            return
    if known.check_in and span.days.start <= known.check_in <= span.days.end:
        return
    other = span_of(statement.other_stretch, calendar) if statement.other_stretch else None
    days = span.days
    if other:
        days = Days(min(days.start, other.days.start), max(days.end, other.days.end))
    if (days.start - context.today).days > MAX_AHEAD_DAYS:
        return
    start = min(stretch.start, statement.other_stretch.start) if statement.other_stretch else stretch.start
    end = max(stretch.end, statement.other_stretch.end) if statement.other_stretch else stretch.end
    change["period"] = Period(days.start, days.end, _slice(words, start, end))
    if known.check_in or known.check_out:
        change["check_in"], change["check_out"] = None, None
        change["nights"] = known.nights
    if span.nights and nights is None:
        change["nights"] = span.nights


def _to_month(
    start: date, end: date | None, days: Days, statement: Statement
) -> tuple[date, date | None] | None:
    """The same days of another month: "I meant October", "pásalo a agosto, mismos días"."""
    if not (statement.is_correction or statement.keeps_days):
        return None
    if (start.year, start.month) == (days.start.year, days.start.month) and days.start.day <= start.day:
        return None
    month = days.end
    moved = make(month.year, month.month, start.day) or last_day(month.year, month.month)
    return moved, moved + (end - start) if end else None


def _settle_shift(statement: Statement, context: Context, outcome: Outcome) -> None:
    shift, known = statement.shift, context.known
    assert shift is not None
    if known.check_in is None:
        _shift_period(statement, context, outcome)
        return
    if not shift.is_directed:
        options = [_moved(known.check_in, sign * shift.days, sign * shift.months) for sign in (-1, 1)]
        alive = [day.isoformat() for day in options if day >= context.today]
        outcome.clarifications.append(Clarification("check_in", tuple(alive)))
        return
    start = _moved(known.check_in, shift.days, shift.months)
    end = _moved(known.check_out, shift.days, shift.months) if known.check_out else None
    if statement.shifted == "arrive":
        end = known.check_out
    elif statement.shifted == "leave":
        start = known.check_in
    if start < context.today or (end and end <= start):
        return
    if start != known.check_in:
        outcome.change["check_in"] = start
    if end:
        outcome.change["check_out"] = end


def _shift_period(statement: Statement, context: Context, outcome: Outcome) -> None:
    shift, period = statement.shift, context.known.period
    if shift is None or period is None or not shift.is_directed:
        return
    start, end = (_moved(day, shift.days, shift.months) for day in (period.start, period.end))
    if end >= context.today:
        outcome.change["period"] = Period(max(start, context.today), end, period.label)


def _moved(day: date, days: int, months: int) -> date:
    return months_on(day, months) + timedelta(days=days)


def _settle_length(statement: Statement, context: Context, outcome: Outcome) -> None:
    length, change, known = statement.length, outcome.change, context.known
    if length is None or "check_out" in change and "check_in" in change and change["check_out"]:
        return
    if length.is_weak and known.nights is not None and not (change.get("check_in")):
        return
    if length.sign:
        nights = (known.nights or 0) + length.sign * length.nights
        if known.nights and 0 < nights <= MAX_NIGHTS and "check_out" not in change:
            change["nights"] = nights
        return
    if length.least:
        options = tuple(str(nights) for nights in (length.least, length.nights))
        outcome.clarifications.append(Clarification("nights", options))
        return
    if change.get("check_out"):
        return
    change["nights"] = length.nights
    if not length.is_weak:
        outcome.certain.add("nights")


def _counted(length: Length | None) -> int | None:
    """Nights that were counted as they are: neither more nor fewer, nor between two numbers."""
    if length is None or length.sign or length.least:
        return None
    return length.nights


def _unknown_month(statement: Statement, words: Words) -> int | None:
    """The token of a word that stands where the month of two bare days would."""
    last = statement.departure or statement.arrival
    if last is None or last.kind != "day" or last.month_which:
        return None
    return words.unknown_month(last.end)


def _ask_month(
    statement: Statement, index: int, calendar: Calendar, words: Words, outcome: Outcome
) -> None:
    arrival, departure = statement.arrival, statement.departure
    last = departure or arrival
    assert last is not None
    months = months_near(words, words.tokens[index].plain)
    stays = []
    for month in months:
        dated = replace(last, kind="date", month=month)
        if arrival and departure:
            stays += _pairs(arrival, dated, replace(calendar, window=None))
        elif arrival:
            stays += [(day, None) for day in calendar.dates(dated)]
        else:
            stays += [(None, day) for day in calendar.dates(dated)]
    _clarify(stays, _slice(words, (arrival or last).start, index + 1), outcome, is_departure=departure is not None)


def _ask_misfit(statement: Statement, calendar: Calendar, words: Words, outcome: Outcome) -> None:
    """ "Tuesday 9 July" that is a Thursday: which of both is meant is asked."""
    arrival = statement.arrival
    if arrival is None or arrival.weekday is None or arrival.kind == "weekday":
        return
    days = calendar.dates(replace(arrival, weekday=None))
    _clarify([(day, None) for day in days], _slice(words, arrival.start, arrival.end), outcome)


def _ask_stays(
    stays: Sequence[Stay], statement: Statement, calendar: Calendar, words: Words, context: Context, outcome: Outcome
) -> None:
    days = [day for day in (statement.arrival, statement.departure) if day]
    start, end = min(day.start for day in days), max(day.end for day in days)
    if len(stays) == 1 and not any(day.slip for day in days):  # too long
        arrival = stays[0][0]
        if arrival:
            outcome.change["check_in"] = arrival
        if stays[0][1]:
            outcome.clarifications.append(
                Clarification("check_out", (stays[0][1].isoformat(),), _slice(words, start, end))
            )
        return
    _clarify(stays, _slice(words, start, end), outcome, is_departure=statement.departure is not None)


def _clarify(stays: Sequence[Stay], text: str, outcome: Outcome, *, is_departure: bool = False) -> None:
    starts = [start.isoformat() for start, _ in stays if start]
    ends = [end.isoformat() for _, end in stays if end]
    if starts or not is_departure:
        outcome.clarifications.append(Clarification("check_in", tuple(dict.fromkeys(starts)), text))
    if ends:
        outcome.clarifications.append(Clarification("check_out", tuple(dict.fromkeys(ends)), text))


def _ask_alternatives(statement: Statement, calendar: Calendar, words: Words, outcome: Outcome) -> None:
    """ "The 5th or the 6th": one of them."""
    days = statement.alternatives
    last = next((day for day in reversed(days) if day.has_month), None)
    dates = []
    for day in days:
        if last and last.month and day.kind == "day":
            day = replace(day, kind="date", month=last.month, year=last.year)
        dates += calendar.dates(day)
    options = tuple(dict.fromkeys(one.isoformat() for one in dates))
    if options:
        text = _slice(words, min(day.start for day in days), max(day.end for day in days))
        outcome.clarifications.append(Clarification("check_in", options, text))


def _slice(words: Words, start: int, end: int) -> str:
    tokens = words.tokens
    return words.message.text[tokens[start].start : tokens[end - 1].end]


