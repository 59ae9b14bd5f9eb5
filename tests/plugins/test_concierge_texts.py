from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plugins.concierge.texts import Texts


@pytest.mark.parametrize(
    ("language", "kind", "number", "words"),
    [
        ("en", "guests", 1, "1 person"),
        ("en", "guests", 2, "2 people"),
        ("es", "nights", 1, "1 noche"),
        ("es", "nights", 7, "7 noches"),
        ("es", "bathrooms", Decimal("1.5"), "1,5 baños"),
        ("en", "reviews", 1234, "1,234 reviews"),
        ("fr", "nights", 2, "2 nuits"),
        ("fr", "bathrooms", Decimal("1.5"), "1,5 salle de bains"),
        ("de", "up_to", 6, "bis zu 6 Personen"),
        ("it", "guests", 1, "1 persona"),
        ("pt", "reviews", 2, "2 avaliações"),
        ("nl", "nights", 2, "2 nights"),
    ],
)
def test_count_agrees_in_number_and_language(language: str, kind: str, number: int, words: str) -> None:
    assert Texts.of(language).count(kind, number) == words


def test_money_dates_and_lists_are_written_as_the_language_does() -> None:
    english, spanish = Texts.of("en"), Texts.of("es")
    assert english.money(Decimal("1234.5"), "EUR") == "€1,234.50"
    assert spanish.money(Decimal("1234.5"), "EUR").replace("\xa0", " ") == "1.234,50 €"
    assert english.day(date(2030, 8, 10)) == "August 10, 2030"
    assert spanish.stay(date(2030, 8, 10), date(2030, 8, 17)) == "10–17 ago 2030"
    assert spanish.listing(["a", "b", "c"]) == "a, b y c"
    assert english.listing(["a", "b"], "or") == "a or b"
