"""When holidays are: by the calendar, by Easter, and by the public holidays of the guest's region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from plugins.understanding.dates.days_of_month import day_in

REGIONS = {"en": "GB", "es": "ES", "pt": "PT", "fr": "FR", "de": "DE", "it": "IT"}  # where a locale has none
_SOUTHERN = frozenset({"AR", "AU", "BO", "BR", "CL", "NZ", "PE", "PY", "UY", "ZA"})
_FIXED = {  # (month, day) of its first and its last day
    "christmas": ((12, 24), (12, 26)), "christmas_eve": ((12, 24), (12, 24)), "christmas_day": ((12, 25), (12, 25)),
    "boxing_day": ((12, 26), (12, 26)), "new_year": ((12, 31), (1, 1)), "new_years_eve": ((12, 31), (1, 1)),
    "new_years_day": ((1, 1), (1, 1)), "between_years": ((12, 26), (12, 31)),
    "christmas_to_epiphany": ((12, 25), (1, 6)), "epiphany": ((1, 6), (1, 6)),
    "valentine": ((2, 14), (2, 14)), "brazil_valentine": ((6, 12), (6, 12)), "assumption": ((8, 15), (8, 15)),
    "all_saints": ((11, 1), (11, 1)), "all_souls": ((11, 2), (11, 2)), "day_of_dead": ((11, 1), (11, 2)),
    "halloween": ((10, 31), (10, 31)), "nikolaus": ((12, 6), (12, 6)), "st_patrick": ((3, 17), (3, 17)),
    "saint_joseph": ((3, 19), (3, 19)), "saint_john": ((6, 24), (6, 24)), "saint_james": ((7, 25), (7, 25)),
    "saint_anthony": ((6, 13), (6, 13)), "midsummer": ((6, 20), (6, 24)), "anzac": ((4, 25), (4, 25)),
    "australia_day": ((1, 26), (1, 26)), "canada_day": ((7, 1), (7, 1)), "independence": ((7, 4), (7, 4)),
    "bastille": ((7, 14), (7, 14)), "armistice": ((11, 11), (11, 11)), "victory_europe": ((5, 8), (5, 8)),
    "labour_day_may": ((5, 1), (5, 1)), "german_unity": ((10, 3), (10, 3)), "reformation": ((10, 31), (10, 31)),
    "austria_day": ((10, 26), (10, 26)), "swiss_day": ((8, 1), (8, 1)), "liberation_it": ((4, 25), (4, 25)),
    "republic_it": ((6, 2), (6, 2)), "spain_day": ((10, 12), (10, 12)), "mexico_independence": ((9, 15), (9, 16)),
    "tiradentes": ((4, 21), (4, 21)), "brazil_independence": ((9, 7), (9, 7)), "aparecida": ((10, 12), (10, 12)),
    "republic_br": ((11, 15), (11, 15)), "black_awareness": ((11, 20), (11, 20)), "freedom_pt": ((4, 25), (4, 25)),
    "veterans_day": ((11, 11), (11, 11)), "juneteenth": ((6, 19), (6, 19)), "chile_days": ((9, 18), (9, 19)),
    "peru_days": ((7, 28), (7, 29)), "saint_isidore": ((5, 15), (5, 15)), "saint_fermin": ((7, 6), (7, 14)),
    "saint_martin": ((11, 11), (11, 11)), "saint_george": ((4, 23), (4, 23)), "brazil_children": ((10, 12), (10, 12)),
    "winter_break": ((2, 1), (3, 7)), "summer_break": ((6, 20), (9, 12)), "autumn_break": ((10, 1), (11, 5)),
    "portugal_day": ((6, 10), (6, 10)), "republic_pt": ((10, 5), (10, 5)), "restoration": ((12, 1), (12, 1)),
}  # fmt: skip
_BY_EASTER = {  # days from Easter Sunday of its first and its last day
    "carnival": (-50, -46), "holy_week": (-7, 0), "palm_sunday": (-7, -7), "holy_wednesday": (-4, -4),
    "holy_thursday": (-3, -3), "good_friday": (-2, -2), "holy_saturday": (-1, -1),
    "easter_break": (-14, 8), "whitsun_break": (39, 63),
    "easter": (-2, 1), "easter_sunday": (0, 0), "easter_monday": (1, 1), "ascension": (39, 42),
    "pentecost": (48, 50),
    "pentecost_sunday": (49, 49), "pentecost_monday": (50, 50), "corpus_christi": (60, 60),
}  # fmt: skip
_BY_WEEKDAY = {  # (month, weekday from Monday as 0, which; -1: the last)
    "may_day": (5, 0, 1), "spring_bank": (5, 0, -1), "summer_bank": (8, 0, -1), "memorial_day": (5, 0, -1),
    "presidents_day": (2, 0, 3), "mlk_day": (1, 0, 3), "labor_day": (9, 0, 1), "thanksgiving": (11, 3, 4),
    "columbus_day": (10, 0, 2), "kings_birthday": (6, 0, 2), "melbourne_cup": (11, 1, 1), "family_day": (2, 0, 3),
    "june_bank_ie": (6, 0, 1), "october_bank_ie": (10, 0, -1), "mexico_constitution": (2, 0, 1),
    "mexico_juarez": (3, 0, 3), "mexico_revolution": (11, 0, 3), "mothers_day": (5, 6, 2),
}  # fmt: skip
_OTHERWISE = {  # a name that means another day in a region
    ("summer_bank", "IE"): (8, 0, 1),
    ("thanksgiving", "CA"): (10, 0, 2), ("labour_day_may", "US"): (9, 0, 1), ("labour_day_may", "CA"): (9, 0, 1),
}  # fmt: skip
_ONE_DAY = frozenset(  # holidays that are a day, where a stay may begin or end; the others are seasons
    name for name, (first, last) in _FIXED.items() if first == last
) | {"new_years_eve", "palm_sunday", "holy_wednesday", "holy_thursday", "good_friday", "holy_saturday", "easter_sunday",
     "easter_monday", "pentecost_sunday", "pentecost_monday", "corpus_christi", "ascension"}  # fmt: skip
_SEASONS = {"spring": (3, 5), "summer": (6, 9), "autumn": (9, 11), "winter": (12, 3)}  # first and last month


@dataclass(frozen=True, slots=True)
class Days:
    start: date
    end: date  # included


def holiday(name: str, year: int, region: str) -> Days | None:
    """The days of a holiday that begins in a year."""
    if name in _BY_EASTER:
        first, last = _BY_EASTER[name]
        sunday = easter(year)
        return Days(sunday + timedelta(days=first), sunday + timedelta(days=last))
    if name.startswith("advent_"):
        sunday = _first_advent(year) + timedelta(weeks=int(name[-1]) - 1)
        return Days(sunday - timedelta(days=2), sunday)
    if name == "fast_monday":
        third_sunday = day_in(year, 9, 6, 3)
        return Days(third_sunday, third_sunday + timedelta(days=1))
    if name in ("victoria_day", "patriots"):
        monday = date(year, 5, 24) - timedelta(days=date(year, 5, 24).weekday())
        return Days(monday, monday)
    if name == "december_bridge":
        return _december_bridge(year, region)
    if name == "may_bridge":
        return bridge(Days(date(year, 5, 1), date(year, 5, 1)))
    return _by_weekday(name, year, region) or _fixed(name, year)


def is_one_day(name: str) -> bool:
    return name in _ONE_DAY or name in _BY_WEEKDAY


def is_on(name: str, day: int | None) -> bool:
    """Whether a holiday is always that day of its month."""
    return name in _FIXED and _FIXED[name][0] == _FIXED[name][1] and _FIXED[name][0][1] == day


def _fixed(name: str, year: int) -> Days | None:
    if name not in _FIXED:
        return None
    (month, day), (last_month, last_day) = _FIXED[name]
    return Days(date(year, month, day), date(year + (last_month < month), last_month, last_day))


def bridge(days: Days) -> Days:
    """A holiday with the weekend that it can be joined to."""
    start, end = days.start, days.end
    if end.weekday() >= 3:  # Thursday and later: to Sunday
        end += timedelta(days=6 - end.weekday())
    if start.weekday() <= 1 or start.weekday() == 6:  # Monday, Tuesday: from Saturday
        start -= timedelta(days=(start.weekday() - 5) % 7)
    return Days(start, end)


def public_holidays(region: str, first: date, last: date) -> list[date]:
    """The public holidays of a region between two days, both included."""
    found = [day for year in range(first.year, last.year + 1) for day in _library(region, year)]
    return sorted(day for day in found if first <= day <= last)


def season(name: str, year: int, region: str) -> Days:
    """Whole months: what people mean, whatever the sun does. Turned round in the south."""
    first, last = _SEASONS[name]
    if region in _SOUTHERN:
        first, last = (first + 5) % 12 + 1, (last + 5) % 12 + 1
    last_year = year + (last < first)
    following = date(last_year + last // 12, last % 12 + 1, 1)
    return Days(date(year, first, 1), following - timedelta(days=1))


def _first_advent(year: int) -> date:
    fourth = date(year, 12, 24)
    fourth -= timedelta(days=(fourth.weekday() + 1) % 7)
    return fourth - timedelta(weeks=3)


def _december_bridge(year: int, region: str) -> Days:
    """Spain's two holidays, 6 and 8 December; elsewhere the 8th alone."""
    first = 6 if region == "ES" else 8
    return bridge(Days(date(year, 12, first), date(year, 12, 8)))


def _by_weekday(name: str, year: int, region: str) -> Days | None:
    rule = _OTHERWISE.get((name, region)) or _BY_WEEKDAY.get(name)
    if rule is None:
        return None
    day = day_in(year, *rule)
    return Days(day, day)


@lru_cache(maxsize=64)  # regions and years are a guest's
def _library(region: str, year: int) -> dict[date, str]:
    """Day → English name of the region's public holidays; empty for a region that is not known."""
    import holidays  # late: it takes long to load, and few messages name a holiday

    try:
        found = holidays.country_holidays(region, years=year, language="en_US")
    except (NotImplementedError, KeyError):  # it does not know the country, or no English names of its days
        return {}
    return dict(found.items())
