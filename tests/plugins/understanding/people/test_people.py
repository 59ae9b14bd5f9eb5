"""Who travels, in six languages: counted, named, summed up, joining and leaving."""

from __future__ import annotations

from typing import Any

import pytest

from bot.types import HistoryItem, Intent
from tests.support.intent import TODAY, extract

LOCALES = {"en": "en-GB", "es": "es-ES", "pt": "pt-BR", "fr": "fr-FR", "de": "de-DE", "it": "it-IT"}
FIELDS = ("guests", "adults", "children", "children_ages", "infants")
FAMILY = Intent(guests=4, adults=2, children=2, children_ages=(5, 8))


def party(text: str, language: str, known: Intent | None = None, *history: HistoryItem) -> Intent:
    before = known or Intent()
    read = extract(text, today=TODAY, history=history, locale=LOCALES[language], language=language, intent=before)
    return before.changed(read.change)


def said(intent: Intent) -> dict[str, Any]:
    return {field: value for field in FIELDS if (value := getattr(intent, field)) not in (None, ())}


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "4 pax", 4),
        ("en", "there'll be six of us", 6),
        ("en", "a party of nine", 9),
        ("en", "2 families of 4", 8),
        ("es", "somos cuatro", 4),
        ("es", "p/ 2", 2),
        ("es", "x4", 4),
        ("es", "3 amigas y el novio de una", 4),
        ("pt", "seremos uma galera de 10", 10),
        ("pt", "família de 5", 5),
        ("fr", "on sera à 3", 3),
        ("fr", "une bande de 14", 14),
        ("de", "zu dritt", 3),
        ("de", "4-köpfige Familie", 4),
        ("it", "siamo in tre", 3),
        ("it", "per 6 persone", 6),
    ],
)
def test_read_sum_of_a_party_leaves_its_parts_open(language: str, text: str, guests: int) -> None:
    read = party(text, language)
    assert (read.guests, read.children) == (guests, None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "me, my husband, our twins and my mum", {"guests": 5, "adults": 3, "children": 2}),
        ("en", "two couples", {"guests": 4, "adults": 4}),
        ("en", "a couple and their twins", {"guests": 4, "adults": 2, "children": 2}),
        ("en", "2ad+1ch", {"guests": 3, "adults": 2, "children": 1}),
        ("en", "1 adult in each of two rooms", {"guests": 2, "adults": 2}),
        ("en", "solo", {"guests": 1, "adults": 1}),
        ("en", "6 in all, 2 of them kids", {"guests": 6, "adults": 4, "children": 2}),
        ("en", "4 couples, no children", {"guests": 8, "adults": 8, "children": 0}),
        ("es", "mi mujer y yo con los gemelos y mi suegra", {"guests": 5, "adults": 3, "children": 2}),
        ("es", "dos parejas con un niño cada una", {"guests": 6, "adults": 4, "children": 2}),
        ("es", "voy con mis padres", {"guests": 3, "adults": 3}),
        ("es", "van mi mamá y mi papá conmigo, 3 adultos", {"guests": 3, "adults": 3}),
        ("pt", "casal com bebê", {"guests": 3, "adults": 2, "children": 1, "infants": 1}),
        ("pt", "6 pessoas, sendo 2 crianças", {"guests": 6, "adults": 4, "children": 2}),
        ("fr", "moi, mon chum, ma soeur pis ses trois enfants", {"guests": 6, "adults": 3, "children": 3}),
        ("fr", "8 dont 3 enfants", {"guests": 8, "adults": 5, "children": 3}),
        ("de", "2 Erw. 2 Ki.", {"guests": 4, "adults": 2, "children": 2}),
        ("de", "2 familien mit je 2 kindern, also 8 insgesamt", {"guests": 8, "adults": 4, "children": 4}),
        ("de", "meine Frau, ich und unsere Zwillinge", {"guests": 4, "adults": 2, "children": 2}),
        ("it", "io e la mia ragazza", {"guests": 2, "adults": 2}),
        ("it", "4 adulti e 2 bambini, siamo in 6", {"guests": 6, "adults": 4, "children": 2}),
    ],
)
def test_read_parts_of_a_party_are_summed(language: str, text: str, expected: dict[str, Any]) -> None:
    history = (HistoryItem("assistant", "Pour combien de personnes ?", ""),) if language == "fr" else ()
    assert said(party(text, language, None, *history)) == expected


@pytest.mark.parametrize(
    ("language", "text", "ages", "infants"),
    [
        ("en", "2 adults and 2 kids, 12 and 15", (12, 15), None),
        ("en", "two of us and our 5 month old", (0,), 1),
        ("en", "2 adults + 3 kids (12, 9 and a baby)", (12, 9), 1),
        ("es", "2 adultos y 2 niños de 6 y 9", (6, 9), None),
        ("es", "2 adultos y dos peques, uno de ellos un bebito de 7 meses", (0,), 1),
        ("pt", "três adultos, uma criança de 9 e um nenê de 1 aninho", (9, 1), 1),
        ("fr", "un couple avec nos jumelles de 18 mois", (1, 1), 2),
        ("de", "2 Erwachsene und ein Kind (3)", (3,), None),
        ("it", "noi due più i gemelli di 5 anni", (5, 5), None),
        ("en", "2 adults 2 kids, one is 4 and the other 7", (4, 7), None),
        ("en", "2 adults 2 kids aged 3/5", (3, 5), None),
        ("en", "the two of us and the three kids, 2 4 and 7", (2, 4, 7), None),
        ("es", "somos dos y dos niños, uno de 3 y otro de 8", (3, 8), None),
        ("pt", "cinco pessoas sendo duas crianças, uma de 3 e a outra de 5", (3, 5), None),
        ("pt", "casa para um casal e um catraio de 6", (6,), None),
        ("fr", "un couple et deux enfants, l'un de 3 ans et l'autre de 8", (3, 8), None),
        ("de", "zwei erw. drei kids 4/6/10", (4, 6, 10), None),
        ("de", "meine frau, ich und unsere vierjährige tochter", (4,), None),
        ("it", "mamma papà e figlia dodicenne", (12,), None),
        ("it", "io, mio marito e due bimbi, uno di 3 e l'altro di 8", (3, 8), None),
    ],
)
def test_read_ages_are_the_childrens(language: str, text: str, ages: tuple[int, ...], infants: int | None) -> None:
    read = party(text, language)
    assert (read.children_ages, read.infants, read.nights) == (ages, infants, None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "my mother comes too", (5, 3, 2)),
        ("en", "one of the kids isn't coming", (3, 2, 1)),
        ("en", "without the kids", (2, 2, 0)),
        ("en", "actually 3 adults", (5, 3, 2)),
        ("en", "and a baby", (5, 2, 3)),
        ("es", "al final los niños no vienen", (2, 2, 0)),
        ("es", "se apunta mi suegra, así que uno más", (5, 3, 2)),
        ("pt", "minha mãe vai também", (5, 3, 2)),
        ("fr", "les enfants restent chez mamie", (2, 2, 0)),
        ("de", "Oma kommt mit", (5, 3, 2)),
        ("it", "viene anche la nonna", (5, 3, 2)),
        ("es", "vienen también mis cuñados, así que cuenta dos adultos más", (6, 4, 2)),
        ("it", "i bambini restano a casa", (2, 2, 0)),
    ],
)
def test_read_those_who_join_or_leave_count_from_the_known(
    language: str, text: str, expected: tuple[int, int, int]
) -> None:
    read = party(text, language, FAMILY)
    assert (read.guests, read.adults, read.children) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2 bedrooms and 3 beds"),
        ("en", "is it good for kids?"),
        ("en", "our dog is 4"),
        ("en", "a table for 4 at 8pm"),
        ("en", "mum's 80"),
        ("en", "I'll check with my wife"),
        ("en", "I want to talk to a person"),
        ("es", "los niños menores de 3 años pagan?"),
        ("es", "nuestro perro tiene 13 años"),
        ("es", "mi cuñado ya reservó con ustedes para 6"),
        ("pt", "em 2022 éramos 6"),
        ("fr", "ma fille aura 6 ans, vous faites des gâteaux?"),
        ("de", "im 4. Stock, 72 qm"),
        ("it", "l'anno scorso eravamo da voi in quattro"),
        ("it", "quanti scalini sono? 30?"),
    ],
)
def test_read_numbers_and_people_of_something_else_state_no_party(language: str, text: str) -> None:
    assert said(party(text, language)) == {}


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("it", "i suoceri nn vengono più quindi 2 in meno", 4),
        ("es", "al final vienen mis cuñados, así que cuenta dos más", 8),
        ("en", "mum won't make it, so minus one", 5),
        ("fr", "il y aura aussi ma mère, donc un de plus", 7),
        ("pt", "minha irmã vem junto então mais uma", 7),
        ("en", "it's me mum dad and I", 3),
    ],
)
def test_read_sum_that_says_again_who_comes_or_leaves_counts_once(language: str, text: str, guests: int) -> None:
    assert party(text, language, Intent(guests=6)).guests == guests


@pytest.mark.parametrize("known", [Intent(), FAMILY, Intent(guests=2, adults=2), Intent(guests=7)])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "we are 6"),
        ("es", "al final somos 6"),
        ("pt", "seremos 6"),
        ("fr", "on sera 6"),
        ("de", "wir sind zu sechst"),
        ("it", "saremo in 6"),
    ],
)
def test_read_sum_after_any_party_is_the_sum(language: str, text: str, known: Intent) -> None:
    assert party(text, language, known).guests == 6
