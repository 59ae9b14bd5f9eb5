"""The one place where a mention of a day becomes a date: today, the region, the year and what is being spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plugins.understanding.dates.days_of_month import day_in, last_day, make, month_of, months_on
from plugins.understanding.dates.holidays import Days, holiday
from plugins.understanding.dates.mention import Mention

MONTH_FIRST = frozenset({"US", "PH", "PR", "GU"})
EITHER_ORDER = frozenset({"CA"})  # in English
YEARS_AHEAD = 9  # 29 February comes at last
MONTHS_AHEAD = 13
NEAR_DAYS = 62  # so far from what is being spoken of a date may lie and still be of its year
NARROW_DAYS = 10  # of a window in which a weekday is one day


@dataclass(frozen=True, slots=True)
class Calendar:
    today: date
    language: str
    region: str
    is_day_first: bool | None = True  # "5/6" is 5 June; None: it may be either
    year: int | None = None  # that the message speaks of: "next year"
    window: Days | None = None  # what is being spoken of: a bare day lies in it or by it
    is_known: bool = False  # the window is the stay that is known

    def dates(self, mention: Mention, *, after: date | None = None, before: date | None = None) -> tuple[date, ...]:
        """The days that a mention may be, none before today; behind `after` or in front of `before` where given."""
        if mention.either:
            one, two = mention.either
            orders = {True: ((one, two),), False: ((two, one),), None: ((one, two), (two, one))}[self.is_day_first]
            found = [
                day
                for first, second in orders
                for day in self.dates(
                    replace(mention, either=None, day=first, month=second), after=after, before=before
                )
            ]
            return tuple(dict.fromkeys(found))
        day = self._date(mention, after, before)
        return (day,) if day and day >= self.today else ()

    def _date(self, mention: Mention, after: date | None, before: date | None) -> date | None:
        match mention.kind:
            case "offset":
                return months_on(self.today, mention.months) + timedelta(days=mention.days)
            case "weekday":
                return self._weekday(mention, after, before)
            case "day":
                return self._bare(mention, after, before)
            case "nth":
                return self._nth(mention, after)
            case "date" if mention.days:
                day = self._date(replace(mention, days=0), None, before)
                return day + timedelta(days=mention.days) if day else None
            case "date" if mention.holiday:
                return self._holiday(mention, after)
            case _:
                return self._dated(mention, after, before)

    def _dated(self, mention: Mention, after: date | None, before: date | None) -> date | None:
        """A day and a month."""
        if mention.month is None or mention.day is None:
            return None
        years: Iterable[int] = range(self.today.year - 1, self.today.year + YEARS_AHEAD)
        if mention.year or (self.year and not after):
            years = (mention.year or self.year or 0,)
        found = [day for year in years if (day := make(year, mention.month, mention.day)) and day >= self.today]
        if mention.weekday is not None:
            fitting = [day for day in found[:1] if day.weekday() == mention.weekday]
            found = fitting
        return self._chosen(found, after, before, near=NEAR_DAYS)

    def _bare(self, mention: Mention, after: date | None, before: date | None) -> date | None:
        """A day without a month."""
        if mention.day is None:
            return None
        if mention.month_which:
            return make(*month_of(self.today, mention.month_which != "this"), mention.day)
        start = min(filter(None, (self.today, after)), default=self.today)
        if self.window and not after and not before:
            start = max(start, self.window.start - timedelta(days=NEAR_DAYS))
        if before:
            start = max(start, before - timedelta(days=NEAR_DAYS))
        if after:
            start = max(start, after)
        months = (month_of(start, count) for count in range(MONTHS_AHEAD))
        found = [day for year, month in months if (day := make(year, month, mention.day)) and day >= self.today]
        if mention.weekday is not None:
            found = [day for day in found if day.weekday() == mention.weekday]
        return self._chosen(found, after, before)

    def _chosen(
        self, found: list[date], after: date | None, before: date | None, near: int | None = None
    ) -> date | None:
        """Of days that fit: the first behind `after`, the last in front of `before`, the nearest to what is being
        spoken of, or the first."""
        if after:
            return next((day for day in found if day > after), None)
        if before:
            return max((day for day in found if day < before), default=None)
        if self.window and found:
            nearest = min(found, key=self._distance)
            if near is None or self._distance(nearest) <= near:
                return nearest
        return found[0] if found else None

    def _distance(self, day: date) -> int:
        """Days between a day and the window; of the known stay, its first day counts."""
        if self.window is None:
            return 0
        end = self.window.start if self.is_known else self.window.end
        return max((self.window.start - day).days, (day - end).days, 0)

    def _weekday(self, mention: Mention, after: date | None, before: date | None) -> date | None:
        weekday = mention.weekday or 0
        if mention.beside:
            return self._weekday_beside(mention.beside, weekday, is_before=mention.is_before)
        monday = self.today - timedelta(days=self.today.weekday())
        if mention.week == "following" and after:
            return after + timedelta(weeks=1, days=weekday - after.weekday())
        if mention.week:
            weeks = {"this": 0, "after_next": 2}.get(mention.week, 1)
            found = monday + timedelta(weeks=weeks, days=weekday)
            return found if not after or found > after else found + timedelta(weeks=1)
        if after:
            return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1 + mention.days)
        if before:
            return before - timedelta(days=(before.weekday() - weekday - 1) % 7 + 1)
        if mention.which == "next" and self.language == "en":
            return monday + timedelta(weeks=1, days=weekday)
        if mention.which == "after_next":
            return monday + timedelta(weeks=1 + (self.today.weekday() >= weekday), days=weekday)
        if self.window and self._is_narrow(self.window) and mention.which in (None, "following"):
            return self._weekday_in(self.window, weekday)
        start = self.today if mention.which == "this" else self.today + timedelta(days=1)
        return start + timedelta(days=(weekday - start.weekday()) % 7 + mention.days)

    def _weekday_beside(self, day: Mention, weekday: int, *, is_before: bool) -> date | None:
        """ "The Thursday before Good Friday": the last before it, or the first behind it."""
        named = self.holiday_days(day.holiday, day.year) if day.holiday else None
        found = named or next((Days(one, one) for one in self.dates(day)), None)
        if found is None:
            return None
        if is_before:
            return found.start - timedelta(days=(found.start.weekday() - weekday - 1) % 7 + 1)
        return found.end + timedelta(days=(weekday - found.end.weekday() - 1) % 7 + 1)

    def _is_narrow(self, window: Days) -> bool:
        return self.is_known or (window.end - window.start).days <= NARROW_DAYS

    def _weekday_in(self, window: Days, weekday: int) -> date | None:
        """The weekday that is nearest to a window of some days."""
        start = window.start - timedelta(days=3)
        around = (start + timedelta(days=count) for count in range((window.end - start).days + 7))
        days = [day for day in around if day.weekday() == weekday and day >= self.today]
        return min(days, key=self._distance, default=None)

    def _nth(self, mention: Mention, after: date | None) -> date | None:
        """The next time that a month has such a day ahead; without a month, of that in which the stay begins."""
        if mention.month is None:
            first = after or self.today
            end = last_day(first.year, first.month)
            return end if end > first else None
        year = mention.year or self.year
        years = (year,) if year else (self.today.year, self.today.year + 1)
        found = (_nth_of(mention, one) for one in years)
        return next((day for day in found if day >= self.today), None)

    def _holiday(self, mention: Mention, after: date | None) -> date | None:
        days = self.holiday_days(mention.holiday or "", mention.year, after)
        return days.start if days else None

    def holiday_days(self, name: str, year: int | None = None, after: date | None = None) -> Days | None:
        """The next time that a holiday comes."""
        named = year or self.year
        earliest = after or self.today
        years = (named,) if named else range(self.today.year - 1, self.today.year + 3)
        found = [holiday(name, one, self.region) for one in years]
        if self.window is not None and not self.is_known:
            start, end = self.window.start, self.window.end  # of the month that is spoken of
            inside = [days for days in found if days and days.start <= end and days.end >= start]
            if len(inside) == 1 and inside[0].start >= self.today:
                return inside[0]
        return next((days for days in found if days and days.end >= earliest and days.start >= self.today), None)


def _nth_of(mention: Mention, year: int) -> date:
    month, nth = mention.month or 1, mention.day or 1
    if mention.weekday is not None:
        return day_in(year, month, mention.weekday, nth)
    return last_day(year, month) if nth < 0 else date(year, month, nth)


def calendar_for(
    today: date, language: str, region: str | None, home: str, *, is_day_first: bool | None = None
) -> Calendar:
    """`home`: where a guest without a region comes from. `is_day_first`: the message itself tells."""
    if is_day_first is None:
        is_day_first = _is_day_first(language, region)
    return Calendar(today, language, region or home, is_day_first)


def _is_day_first(language: str, region: str | None) -> bool | None:
    if language != "en":
        return True
    if region is None or region in EITHER_ORDER:
        return None
    return region not in MONTH_FIRST
