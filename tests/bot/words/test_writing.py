from __future__ import annotations

from datetime import date

import pytest

from bot.words.writing import day, day_month, listing, stay

FIRST, FIFTH, NEXT = date(2026, 8, 1), date(2026, 8, 5), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "August 1, 2026"),
        ("en-GB", "1 August 2026"),
        ("es", "1 de agosto de 2026"),
        ("pt", "1 de agosto de 2026"),
        ("fr", "1er août 2026"),
        ("de", "1. August 2026"),
        ("it", "1 agosto 2026"),
        ("xx", "August 1, 2026"),
        (None, "August 1, 2026"),
    ],
)
def test_day_is_written_out(locale: str | None, written: str) -> None:
    assert day(FIRST, locale) == written


def test_day_in_french_only_the_first_is_an_ordinal() -> None:
    assert [day(date(2026, 8, number), "fr") for number in (11, 21, 31)] == [
        "11 août 2026",
        "21 août 2026",
        "31 août 2026",
    ]
    assert day_month(FIRST, "fr") == "1er août"


@pytest.mark.parametrize(
    ("locale", "end", "written"),
    [
        ("en", FIFTH, "Aug 1 – 5, 2026"),
        ("es", FIFTH, "1–5 ago 2026"),
        ("pt", FIFTH, "1 – 5 de ago. de 2026"),
        ("fr", FIFTH, "1er–5 août 2026"),
        ("de", FIFTH, "1.–5. Aug. 2026"),
        ("it", FIFTH, "1–5 ago 2026"),
        ("fr", NEXT, "1er août – 1er sept. 2026"),
        ("it", NEXT, "1 ago – 1 set 2026"),
        ("it", date(2027, 1, 10), "1 ago 2026 – 10 gen 2027"),
    ],
)
def test_stay_is_an_interval(locale: str, end: date, written: str) -> None:
    assert stay(FIRST, end, locale).replace("\u2009", " ") == written


@pytest.mark.parametrize(
    ("locale", "standard", "either"),
    [
        ("en", "a, b, and c", "a, b, or c"),
        ("es", "a, b y c", "a, b o c"),
        ("pt", "a, b e c", "a, b ou c"),
        ("fr", "a, b et c", "a, b ou c"),
        ("de", "a, b und c", "a, b oder c"),
        ("it", "a, b e c", "a, b o c"),
    ],
)
def test_listing_ends_in_the_languages_word(locale: str, standard: str, either: str) -> None:
    assert listing("abc", locale) == standard
    assert listing("abc", locale, "or") == either


@pytest.mark.parametrize(
    ("items", "locale", "written"),
    [
        (["piscina", "internet"], "es", "piscina e internet"),
        (["**Mar**", "**Isla**"], "es", "**Mar** e **Isla**"),
        (["agua", "hielo"], "es", "agua y hielo"),
        (["Casa", "Eva"], "it", "Casa ed Eva"),
        (["piscina"], "es", "piscina"),
        ([], "es", ""),
    ],
)
def test_listing_keeps_like_vowels_apart(items: list[str], locale: str, written: str) -> None:
    assert listing(items, locale) == written


def test_listing_of_a_choice_in_spanish_keeps_like_vowels_apart() -> None:
    assert listing(["siete", "ocho"], "es", "or") == "siete u ocho"
