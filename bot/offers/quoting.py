"""The exact price of a stay: the only place where prices are computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import groupby

from babel.numbers import get_currency_precision

from bot.errors import InvalidInput
from bot.types import NightlyRate, Pricing, Quote, Season, Unit

MAX_NIGHTS = 365  # a longer stay is a rental contract, not a booking
_EXACT = Context(prec=64, rounding=ROUND_HALF_UP)  # wide enough that only the rounding to the minor unit ever rounds


def quote(unit: Unit, check_in: date, check_out: date) -> Quote:
    """Price every night from check-in to the night before check-out, plus the cleaning fee once.

    A night costs the base price times the multiplier of the season that holds the night's month, rounded half up to
    the currency's minor unit once per night. Where seasons overlap, the first listed wins; a month outside all
    seasons costs the base price.

    Raises:
        InvalidInput: the dates are in the wrong order, the stay is too long or the unit has no usable price.
    """
    if check_out <= check_in:
        raise InvalidInput("check_out must be a later day than check_in")
    nights = (check_out - check_in).days
    if nights > MAX_NIGHTS:
        raise InvalidInput(f"a stay can have at most {MAX_NIGHTS} nights; this one has {nights}")
    pricing = _usable(unit)
    rates = tuple(_rates(pricing, check_in, nights))
    accommodation = sum((rate.price * rate.nights for rate in rates), Decimal(0))
    fee = to_minor_unit(pricing.cleaning_fee, pricing.currency)
    return Quote(
        unit_id=unit.unit_id,
        check_in=check_in,
        check_out=check_out,
        nights=nights,
        rates=rates,
        accommodation=accommodation,
        cleaning_fee=fee,
        total=accommodation + fee,
        currency=pricing.currency,
        below_min_nights=pricing.min_nights if nights < pricing.min_nights else None,
    )


def to_minor_unit(amount: Decimal, currency: str) -> Decimal:
    """Round half up to the decimals the currency has: two for EUR, none for JPY, three for KWD."""
    return amount.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), context=_EXACT)


def _usable(unit: Unit) -> Pricing:
    pricing = unit.pricing
    if pricing is None:
        raise InvalidInput(f"unit {unit.unit_id} has no price: give it one before quoting")
    amounts = [pricing.base_price_night, pricing.cleaning_fee, *(s.multiplier for s in pricing.seasonal_pricing)]
    if not all(amount.is_finite() and amount >= 0 for amount in amounts):
        raise InvalidInput(f"unit {unit.unit_id} has a negative or undefined price: correct it before quoting")
    return pricing


def _rates(pricing: Pricing, check_in: date, nights: int) -> Iterator[NightlyRate]:
    def priced(night: int) -> tuple[str | None, Decimal]:
        season = _season(pricing, (check_in + timedelta(days=night)).month)
        return (season.season, _price(pricing, season)) if season else (None, _price(pricing, None))

    for (season, price), run in groupby(map(priced, range(nights))):
        yield NightlyRate(season, price, sum(1 for _ in run))


def _season(pricing: Pricing, month: int) -> Season | None:
    return next((season for season in pricing.seasonal_pricing if month in season.months), None)


def _price(pricing: Pricing, season: Season | None) -> Decimal:
    multiplier = season.multiplier if season else Decimal(1)
    return to_minor_unit(_EXACT.multiply(pricing.base_price_night, multiplier), pricing.currency)
