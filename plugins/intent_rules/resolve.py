"""Turns what a mention says into dates, never in the past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from plugins.intent_rules.mentions import Mention

_MONTH_FIRST_REGIONS = frozenset({"US", "PH"})
_FIXED_HOLIDAYS = {
    "XMASEVE": (12, 24), "XMASDAY": (12, 25), "NYE": (12, 31), "NYD": (1, 1), "VALENTINE": (2, 14),
    "HALLOWEEN": (10, 31),
    "JULY4": (7, 4), "JULY14": (7, 14), "EPIPHANY": (1, 6), "REYES": (1, 6), "SANJUAN": (6, 24), "ASSUMPTION": (8, 15),
    "FERRAGOSTO": (8, 15),
}  # fmt: skip
_EASTER_OFFSETS = {"EASTERSUN": 0, "EASTERMON": 1, "GOODFRI": -2, "HOLYTHU": -3, "ASCENSION": 39}


@dataclass(frozen=True, slots=True)
class Day:
    """A resolved mention: usually one date; several options when the words are ambiguous; `until` for spans."""

    options: tuple[date, ...]
    until: date | None = None

    @property
    def date(self) -> date | None:
        return self.options[0] if len(self.options) == 1 else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What reading a date depends on besides the words: today in the tenant's time zone, language and region."""

    today: date
    language: str
    region: str | None = None  # ISO 3166, upper case

    def resolve(self, mention: Mention, not_before: date | None = None) -> Day | None:
        """The dates a mention stands for, on or after `not_before` (default and least: today). None: none, or vague."""
        floor = max(not_before or self.today, self.today)
        match mention.kind:
            case "date":
                options = self._numeric(mention, floor) if mention.numeric else (self._month_day(mention, floor),)
            case "day":
                options = (self._day(mention, floor),)
            case "weekday":
                options = (self._weekday(mention, floor),)
            case "offset":
                options = (self._offset(mention),)
            case "holiday":
                return self._holiday(mention, floor)
            case "weekend":
                return self._weekend(mention, floor)
            case _:
                options = self._week_of_month(mention, floor)
        known = tuple(option for option in options if option is not None and option >= self.today)
        return Day(known) if known else None

    def _month_day(self, mention: Mention, floor: date) -> date | None:
        if mention.month is None or mention.day is None:
            return None
        years = [mention.year] if mention.year else range(floor.year, floor.year + 9)  # 29 February comes at last
        for year in years:
            day = _date(year, mention.month, mention.day)
            if day and (mention.year or day >= floor):
                return day if mention.weekday in (None, day.weekday()) else None
        return None

    def _numeric(self, mention: Mention, floor: date) -> tuple[date | None, ...]:
        first, second = mention.numeric or (0, 0)
        day_first = self._month_day(replace(mention, day=first, month=second), floor)
        month_first = self._month_day(replace(mention, day=second, month=first), floor)
        if day_first == month_first or not (day_first and month_first):
            return (day_first or month_first,)
        if self.language != "en" or (self.region and self.region not in _MONTH_FIRST_REGIONS | {"CA"}):
            return (day_first,)
        if self.region in _MONTH_FIRST_REGIONS:
            return (month_first,)
        this_year = [day for day in (day_first, month_first) if mention.year or day.year == floor.year]
        alive = [day for day in this_year if day >= floor]
        return tuple(sorted(alive)) if alive else tuple(sorted((day_first, month_first)))

    def _day(self, mention: Mention, floor: date) -> date | None:
        if mention.day is None:
            return None
        if mention.this_month:
            month = self.today + relativedelta(months=1 if mention.this_month == "NEXT" else 0)
            return _date(month.year, month.month, mention.day)
        for months in range(13):
            month = floor.replace(day=1) + relativedelta(months=months)
            day = _date(month.year, month.month, mention.day)
            if day and day >= floor and mention.weekday in (None, day.weekday()):
                return day
        return None

    def _weekday(self, mention: Mention, floor: date) -> date | None:
        weekday = mention.weekday or 0
        monday = self.today - timedelta(days=self.today.weekday())
        if mention.week or (mention.lead == "NEXT" and self.language == "en"):  # "next Friday": the one of next week
            weeks = {"THIS": 0, "AFTERNEXT": 2}.get(mention.week or "", 1)
            return monday + timedelta(weeks=weeks, days=weekday)
        start = floor if floor > self.today or mention.lead == "THIS" else self.today + timedelta(days=1)
        return start + timedelta(days=(weekday - start.weekday()) % 7)

    def _offset(self, mention: Mention) -> date | None:
        base = self.today
        match mention.base:
            case "TOMORROW":
                base += timedelta(days=1)
            case "OVERMORROW":
                base += timedelta(days=2)
            case str(name) if name.startswith("W"):
                base = self._weekday(Mention("weekday", 0, 0, weekday=int(name[1])), self.today) or base
        count = mention.count or 1
        match mention.unit:
            case "DAY":
                return base + timedelta(days=count)
            case "WEEK":
                return base + timedelta(weeks=count)
            case "FORTNIGHT":
                return base + timedelta(weeks=2)
            case "MONTH":
                return base + relativedelta(months=count)
            case _:
                return base

    def _weekend(self, mention: Mention, floor: date) -> Day | None:
        """Friday to Sunday."""
        if mention.day is not None:
            anchor = self._month_day(mention, floor) if mention.month else self._day(mention, floor)
            if anchor is None or anchor.weekday() < 4:
                return None
            friday = anchor - timedelta(days=anchor.weekday() - 4)
        elif mention.lead is None or mention.month:
            return None
        else:
            friday = self.today + timedelta(days=4 - self.today.weekday())
            if self.today.weekday() == 6 or (
                mention.lead == "NEXT" and (self.language == "en" or self.today.weekday() > 3)
            ):
                friday += timedelta(weeks=1)
        return Day((max(friday, self.today),), until=friday + timedelta(days=2))

    def _holiday(self, mention: Mention, floor: date) -> Day | None:
        years = [mention.year] if mention.year else range(floor.year, floor.year + 2)
        days = (holiday(mention.holiday or "", year) for year in years)
        return next((day for day in days if day and day.options[0] >= floor), None)

    def _week_of_month(self, mention: Mention, floor: date) -> tuple[date | None, ...]:
        """ "The second week of August" may begin on its Saturday or its Monday: both, for the guest to choose."""
        if not mention.ordinal or not mention.month:
            return ()
        first = self._month_day(replace(mention, day=1), floor.replace(day=1))
        if first is None or not mention.ordinal[0].isdecimal():
            return ()
        monday = first + timedelta(days=(-first.weekday()) % 7, weeks=int(mention.ordinal[0]) - 1)
        return (monday - timedelta(days=2), monday)


def holiday(name: str, year: int) -> Day | None:
    """A holiday that is one day is its date. A season ("Christmas", "Holy Week") offers its usual days of arrival."""
    sunday = easter(year)
    if name in _FIXED_HOLIDAYS:
        return Day((date(year, *_FIXED_HOLIDAYS[name]),))
    if name in _EASTER_OFFSETS:
        return Day((sunday + timedelta(days=_EASTER_OFFSETS[name]),))
    match name:
        case "EASTERWE":
            return Day((sunday - timedelta(days=2),), until=sunday + timedelta(days=1))
        case "EASTER":
            return Day((sunday - timedelta(days=7), sunday - timedelta(days=3)))
        case "XMAS":
            return Day((date(year, 12, 24), date(year, 12, 25)))
        case _:
            return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
