"""The stays that an arrival and a departure may mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plugins.understanding.dates.case import Case
from plugins.understanding.dates.mention import Mention
from plugins.understanding.dates.resolve import Calendar

MAX_NIGHTS_UNASKED = 60  # a longer stay that was not counted in words is asked about
TURNED_NIGHTS = 300  # from which the ends of a stay were named the wrong way round
LONGEST_NIGHTS = 120  # over a turn of the year
LIKELY_NIGHTS = 30
Stay = tuple[date | None, date | None]  # arrival, departure


def stays(case: Case) -> list[Stay]:
    """All that the days may mean, likeliest first; none where the calendar has no such days."""
    arrival, departure = case.statement.arrival, case.statement.departure
    orders = (True, False) if _is_ambiguous(case) else (case.calendar.is_day_first,)
    found: list[Stay] = []
    for order in orders:
        calendar = replace(case.calendar, is_day_first=order)
        if arrival and departure:
            found += pairs(arrival, departure, calendar)
        elif arrival:
            found += [(day, None) for day in calendar.dates(arrival)]
        elif departure:
            found += [(None, day) for day in calendar.dates(departure, after=case.context.known.check_in)]
    return _narrowed(list(dict.fromkeys(found)), case)


def _narrowed(found: list[Stay], case: Case) -> list[Stay]:
    """Where one end alone may be read in two ways, the stay that makes sense: "from 30 to 3/7"."""
    days = [day for day in (case.statement.arrival, case.statement.departure) if day]
    found = _of_this_year(found, days, case) if len(found) > 1 else found
    likely = [stay for stay in found if 0 < nights(stay) <= LIKELY_NIGHTS]
    is_single = len(days) == 2 and sum(day.either is not None for day in days) == 1
    return likely if is_single and len(likely) == 1 else found


def _of_this_year(found: list[Stay], days: list[Mention], case: Case) -> list[Stay]:
    """On 20 May, 6 May lies almost a year ahead: "5/6" is 5 June."""
    year = case.context.today.year
    near = [stay for stay in found if (stay[0] or stay[1] or case.context.today).year == year]
    return near if near and not any(day.year for day in days) and not case.calendar.year else found


def nights(stay: Stay) -> int:
    """0 where an end is open."""
    start, end = stay
    return (end - start).days if start and end else 0


def pairs(arrival: Mention, departure: Mention, calendar: Calendar) -> list[Stay]:
    if departure.year and not arrival.year and (arrival.has_month or arrival.holiday):
        return _of_year(arrival, departure, calendar)
    if (departure.has_month or departure.holiday) and not (arrival.has_month or arrival.kind == "offset"):
        return _backwards(arrival, departure, calendar)
    return [(start, end) for start in calendar.dates(arrival) for end in calendar.dates(departure, after=start)]


def is_turned_round(stay: Stay, case: Case) -> bool:
    """ "9 June to 5 June": the year between them was not meant."""
    days = [day for day in (case.statement.arrival, case.statement.departure) if day]
    return nights(stay) > TURNED_NIGHTS and not any(day.year for day in days)


def _is_ambiguous(case: Case) -> bool:
    """Two orders of day and month are possible; or the usual one makes a stay of months."""
    days = [day for day in (case.statement.arrival, case.statement.departure) if day and day.either]
    if not days:
        return False
    if case.calendar.is_day_first is None:
        return True
    if case.calendar.language != "en" or len(days) < 2:
        return False
    return any(nights(stay) > MAX_NIGHTS_UNASKED for stay in pairs(days[0], days[1], case.calendar))


def _of_year(arrival: Mention, departure: Mention, calendar: Calendar) -> list[Stay]:
    """ "From 10 August to 17 August 2028": the year of the second end is the first one's too, or the one before it."""
    found: list[Stay] = []
    for end in calendar.dates(departure):
        for year in (end.year, end.year - 1):
            starts = [start for start in calendar.dates(replace(arrival, year=year)) if start < end]
            if starts and (end - starts[0]).days <= LONGEST_NIGHTS:
                found.append((starts[0], end))
                break
        else:
            found.append((None, end))
    return found


def _backwards(arrival: Mention, departure: Mention, calendar: Calendar) -> list[Stay]:
    """ "The 3rd to 8 August": the first end is the last such day before the second."""
    found: list[Stay] = []
    for end in calendar.dates(departure):
        starts = calendar.dates(arrival, before=end)
        if starts:
            found += [(start, end) for start in starts]
        else:  # it has begun: next year's
            found += [
                (start, later)
                for later in calendar.dates(departure, after=end)
                for start in calendar.dates(arrival, before=later)
            ]
    return found
