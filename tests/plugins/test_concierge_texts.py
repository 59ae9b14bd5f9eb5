from __future__ import annotations

import string
from datetime import date
from decimal import Decimal

import pytest

from plugins.concierge.texts import Texts, en, es

TABLES = ("SENTENCES", "COUNTS", "TYPES", "TOPICS", "BUTTONS")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_every_language_have_the_same_keys_and_fields(table: str) -> None:
    english, spanish = getattr(en, table), getattr(es, table)
    assert english.keys() == spanish.keys()
    for key, text in english.items():
        for mine, theirs in zip(
            *((value,) if isinstance(value, str) else value for value in (text, spanish[key])), strict=True
        ):
            assert fields(mine) == fields(theirs), key


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_are_informal_and_ask_at_most_one_thing(language: str) -> None:
    table = {"en": en, "es": es}[language].SENTENCES
    for key, text in table.items():
        assert text.count("?") <= 1, key
        assert text.count("¿") == (text.count("?") if language == "es" else 0), key
        assert not {"usted", "ustedes", "su solicitud", "sus fechas"} & set(text.lower().split()), key


@pytest.mark.parametrize(
    ("language", "kind", "number", "words"),
    [
        ("en", "guests", 1, "1 person"),
        ("en", "guests", 2, "2 people"),
        ("es", "nights", 1, "1 noche"),
        ("es", "nights", 7, "7 noches"),
        ("es", "bathrooms", Decimal("1.5"), "1,5 baños"),
        ("en", "reviews", 1234, "1,234 reviews"),
        ("fr", "nights", 2, "2 nights"),
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
