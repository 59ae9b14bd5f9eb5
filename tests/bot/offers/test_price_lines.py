"""What a price is made of, in the guest's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from bot.offers.price_lines import price_lines, quote_lines
from bot.types import Card, NightlyRate, PriceLine, Quote

UNIT = UUID(int=7)


def quote(fee: str = "60", currency: str = "EUR") -> Quote:
    rates = (NightlyRate(None, Decimal("120"), 3), NightlyRate("high", Decimal("150.50"), 1))
    return Quote(
        UNIT, date(2027, 7, 10), date(2027, 7, 14), 4, rates, Decimal("510.50"), Decimal(fee),
        Decimal("510.50") + Decimal(fee), currency,
    )  # fmt: skip


def test_quote_lines_are_the_nights_of_each_season_the_fee_and_the_total() -> None:
    assert quote_lines(quote(), "en") == (
        PriceLine("3 nights × €120.00", "€360.00"),
        PriceLine("1 night × €150.50 (high season)", "€150.50"),
        PriceLine("Cleaning", "€60.00"),
        PriceLine("Total", "€570.50"),
    )


def test_quote_lines_without_a_fee_do_not_speak_of_one() -> None:
    assert [line.label for line in quote_lines(quote(fee="0"), "en")][2:] == ["Total"]


def test_quote_lines_in_spanish_are_written_as_there() -> None:
    assert quote_lines(quote(), "es")[1:3] == (
        PriceLine("1 noche × 150,50\xa0€ (temporada alta)", "150,50\xa0€"),
        PriceLine("Limpieza", "60,00\xa0€"),
    )


def test_quote_lines_of_a_currency_without_decimals_have_none() -> None:
    assert quote_lines(quote(currency="JPY"), "en")[0].amount == "¥360"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", PriceLine("from", "€99.00 a night")),
        ("es", PriceLine("desde", "99,00\xa0€ por noche")),
        ("xx", PriceLine("from", "€99.00 a night")),
    ],
)
def test_price_lines_without_a_quote_are_where_a_night_begins(language: str, line: PriceLine) -> None:
    assert price_lines(Card(UNIT, "Casa", price_night=Decimal("99"), currency="EUR"), language) == (line,)


def test_price_lines_with_a_quote_are_its_lines() -> None:
    card = Card(UNIT, "Casa", price_night=Decimal("99"), currency="EUR", quote=quote())
    assert price_lines(card, "en") == quote_lines(quote(), "en")


@pytest.mark.parametrize("card", [Card(UNIT, "Casa"), Card(UNIT, "Casa", price_night=Decimal("99"))])
def test_price_lines_without_a_price_are_none(card: Card) -> None:
    assert price_lines(card, "en") == ()
