"""Prices of stays: season borders, currencies, refusals, and laws that every stay obeys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInput
from bot.offers.quoting import MAX_NIGHTS, quote
from bot.types import NightlyRate, Pricing, Season, Unit

HIGH = Season("high", Decimal("1.5"), (7, 8))
MID = Season("mid", Decimal("1.1"), (5, 6, 9))
LOW = Season("low", Decimal("0.8"), (1, 2, 11, 12))
PRICING = Pricing(Decimal("99.90"), "EUR", (HIGH, MID, LOW), min_nights=3, cleaning_fee=Decimal(40))
UNIT = Unit(UUID(int=1), "Casa", "A house", pricing=PRICING)


def priced(**changes: object) -> Unit:
    return replace(UNIT, pricing=replace(PRICING, **changes))  # type: ignore[arg-type]


def test_quote_over_the_end_of_august_changes_season_on_the_first_of_september() -> None:
    stay = quote(UNIT, date(2027, 8, 30), date(2027, 9, 2))
    assert stay.rates == (NightlyRate("high", Decimal("149.85"), 2), NightlyRate("mid", Decimal("109.89"), 1))
    assert stay.accommodation == Decimal("409.59")
    assert stay.total == Decimal("449.59")


def test_quote_leaving_on_a_season_border_pays_nothing_of_the_next_season() -> None:
    assert quote(UNIT, date(2027, 8, 28), date(2027, 9, 1)).rates == (NightlyRate("high", Decimal("149.85"), 4),)


def test_quote_over_new_year_within_one_season_is_one_rate() -> None:
    assert quote(UNIT, date(2026, 12, 30), date(2027, 1, 3)).rates == (NightlyRate("low", Decimal("79.92"), 4),)


def test_quote_in_a_leap_year_counts_the_29th_of_february() -> None:
    leap = quote(UNIT, date(2028, 2, 27), date(2028, 3, 2))
    assert leap.rates == (NightlyRate("low", Decimal("79.92"), 3), NightlyRate(None, Decimal("99.90"), 1))
    assert quote(UNIT, date(2027, 2, 27), date(2027, 3, 2)).nights == leap.nights - 1


def test_quote_outside_all_seasons_costs_the_base_price() -> None:
    assert quote(UNIT, date(2027, 10, 1), date(2027, 10, 4)).rates == (NightlyRate(None, Decimal("99.90"), 3),)


def test_quote_with_overlapping_seasons_takes_the_first_listed() -> None:
    festival = Season("festival", Decimal(2), (8,))
    first = priced(seasonal_pricing=(festival, HIGH))
    second = priced(seasonal_pricing=(HIGH, festival))
    stay = (date(2027, 8, 1), date(2027, 8, 4))
    assert [quote(unit, *stay).rates[0].season for unit in (first, second)] == ["festival", "high"]


def test_quote_of_half_a_cent_rounds_up_once_per_night() -> None:
    unit = priced(base_price_night=Decimal("10.01"), seasonal_pricing=(Season("s", Decimal("1.5"), (10,)),))
    stay = quote(unit, date(2027, 10, 1), date(2027, 10, 11))
    assert stay.rates[0].price == Decimal("15.02")
    assert stay.accommodation == Decimal("150.20")


@pytest.mark.parametrize(("currency", "price"), [("JPY", "15000"), ("EUR", "14999.85"), ("KWD", "14999.850")])
def test_quote_rounds_to_the_minor_unit_of_its_currency(currency: str, price: str) -> None:
    unit = priced(base_price_night=Decimal("9999.9"), currency=currency)
    assert str(quote(unit, date(2027, 7, 1), date(2027, 7, 4)).rates[0].price) == price


@pytest.mark.parametrize(("nights", "below"), [(2, 3), (3, None), (4, None)])
def test_quote_shorter_than_the_minimum_says_the_minimum(nights: int, below: int | None) -> None:
    start = date(2027, 7, 1)
    assert quote(UNIT, start, start + timedelta(days=nights)).below_min_nights == below


@pytest.mark.parametrize("check_out", [date(2027, 7, 1), date(2027, 6, 30)])
def test_quote_of_dates_in_the_wrong_order_is_refused(check_out: date) -> None:
    with pytest.raises(InvalidInput, match="later day"):
        quote(UNIT, date(2027, 7, 1), check_out)


def test_quote_of_a_unit_without_price_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no price"):
        quote(replace(UNIT, pricing=None), date(2027, 7, 1), date(2027, 7, 4))


@pytest.mark.parametrize("price", ["NaN", "-1", "Infinity"])
def test_quote_of_an_impossible_price_is_refused(price: str) -> None:
    with pytest.raises(InvalidInput, match="negative or undefined"):
        quote(priced(base_price_night=Decimal(price)), date(2027, 7, 1), date(2027, 7, 4))


def test_quote_longer_than_a_year_is_refused() -> None:
    start = date(2027, 1, 1)
    assert quote(UNIT, start, start + timedelta(days=MAX_NIGHTS)).nights == MAX_NIGHTS
    with pytest.raises(InvalidInput, match="at most 365"):
        quote(UNIT, start, start + timedelta(days=MAX_NIGHTS + 1))


def test_quote_up_to_the_last_day_of_the_calendar_is_computed() -> None:
    assert quote(UNIT, date.max - timedelta(days=2), date.max).nights == 2


# --- laws ---------------------------------------------------------------------------------------------------------

amounts = st.decimals(min_value=0, max_value=100_000, places=3)
seasons = st.builds(
    Season,
    st.sampled_from(["low", "mid", "high"]),
    st.decimals(min_value=0, max_value=10, places=4),
    st.lists(st.integers(1, 12), max_size=12).map(tuple),
)
pricings = st.builds(
    Pricing,
    amounts,
    st.sampled_from(["EUR", "GBP", "JPY", "KWD", "CAD"]),
    st.lists(seasons, max_size=4).map(tuple),
    st.integers(1, 30),
    amounts,
)
units = st.builds(lambda pricing: replace(UNIT, pricing=pricing), pricings)
starts = st.dates(date(2024, 1, 1), date(2030, 1, 1))
lengths = st.integers(1, MAX_NIGHTS)


@given(units, starts, lengths)
def test_quote_of_any_stay_adds_up(unit: Unit, start: date, length: int) -> None:
    stay = quote(unit, start, start + timedelta(days=length))
    assert sum((rate.price * rate.nights for rate in stay.rates), Decimal(0)) == stay.accommodation
    assert stay.total == stay.accommodation + stay.cleaning_fee
    assert sum(rate.nights for rate in stay.rates) == stay.nights == length
    assert all(one != next_ for one, next_ in zip(stay.rates, stay.rates[1:], strict=False))


@given(units, starts, lengths, lengths)
def test_quote_of_a_split_stay_is_additive(unit: Unit, start: date, first: int, second: int) -> None:
    first, second = min(first, MAX_NIGHTS - 1), min(second, MAX_NIGHTS - min(first, MAX_NIGHTS - 1))
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    parts = quote(unit, start, middle).accommodation + quote(unit, middle, end).accommodation
    assert quote(unit, start, end).accommodation == parts
