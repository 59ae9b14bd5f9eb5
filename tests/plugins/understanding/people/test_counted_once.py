"""Who is counted in a question that seeks a stay, alone, as grown up, in place of a number that is denied, or told of
again among those who were counted."""

from __future__ import annotations

from typing import Any

import pytest

from bot.types import Intent
from tests.plugins.understanding.people.test_people import party, said


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "hi, do you have anything for 4 people in march?", 4),
        ("en", "have you got something free for three in july?", 3),
        ("es", "buenas tardes, tienen algo para 3 personas este enero?", 3),
        ("es", "queda algo para cuatro en semana santa?", 4),
        ("pt", "boa tarde, têm alguma coisa para 2 pessoas em maio?", 2),
        ("fr", "bonsoir, vous avez quelque chose pour 2 personnes en décembre ?", 2),
        ("fr", "est-ce que c'est libre pour 3 personnes le week-end prochain ?", 3),
        ("de", "hättet ihr noch etwas frei für vier leute über ostern?", 4),
        ("it", "c'è ancora posto per quattro a ferragosto?", 4),
        ("en", "only me, 3 nights from 2 may, I need a desk", 1),
        ("es", "solo yo, 4 noches desde el 3 de junio, necesito buen wifi", 1),
        ("pt", "só eu, 4 noites a partir de 3 de junho, preciso de bom wifi", 1),
        ("fr", "juste moi, 5 nuits à partir du 3 juin, il me faut un bon wifi", 1),
        ("de", "nur ich, 4 nächte ab dem 3. juni, brauche gutes wlan", 1),
        ("it", "solo io, 4 notti dal 3 giugno, mi serve un buon wifi", 1),
        ("de", "ein zimmer für morgen bitte, eine person, parkplatz brauch ich auch", 1),
        ("it", "una camera per stanotte, una persona, e un posto auto", 1),
    ],
)
def test_read_party_that_a_stay_is_sought_for(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is there a table for 6 people in the kitchen?"), ("es", "hay mesa para 8 personas en la terraza?"),
        ("pt", "tem toalhas para 4 pessoas?"), ("fr", "y a-t-il des serviettes pour 4 personnes ?"),
        ("de", "gibt es ein restaurant für 8 personen in der nähe?"), ("it", "avete asciugamani per 4 persone?"),
    ],
)  # fmt: skip
def test_read_what_the_house_has_for_some_number_is_no_party(language: str, text: str) -> None:
    assert party(text, language).guests is None


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "we're 4, all grown ups", 4), ("en", "five people, everyone over 18", 5),
        ("es", "seremos cuatro, todo adultos", 4), ("es", "vamos 5, todos mayores", 5),
        ("pt", "somos 3, tudo adultos", 3), ("pt", "somos três, só adultos", 3), ("fr", "on sera 5, tous majeurs", 5),
        ("fr", "nous serons 4, que des adultes", 4), ("de", "wir sind 4, alle sind erwachsen", 4),
        ("de", "5 personen, lauter erwachsene", 5), ("it", "siamo in 6, tutti adulti", 6),
        ("it", "siamo 3, siamo tutti maggiorenni", 3),
    ],
)  # fmt: skip
def test_read_all_grown_up_makes_a_total_adults(language: str, text: str, guests: int) -> None:
    assert said(party(text, language)) == {"guests": guests, "adults": guests}


@pytest.mark.parametrize(
    ("language", "text", "known", "guests"),
    [
        ("en", "we won't be 7 after all, one dropped out, so 6", 7, 6), ("en", "we're no longer 5, so 4 now", 5, 4),
        ("en", "not 8 of us anymore, 6", 8, 6), ("es", "ya no seremos 5 que se nos cae uno, asi que 4", 5, 4),
        ("es", "al final no somos 7 sino 6", 7, 6), ("es", "al final no somos 7 sino 6", None, 6),
        ("pt", "já não seremos 7 porque um desistiu, por isso 6", 7, 6), ("pt", "já não vamos 5, vamos 4", 5, 4),
        ("fr", "nous ne serons pas 5 finalement, mais 4", 5, 4),
        ("fr", "on ne sera plus 7, y en a un qui lâche, donc 6", 7, 6),
        ("de", "wir werden nicht mehr 5 sein sondern 4", 5, 4),
        ("de", "wir sind doch nicht 7, einer fällt aus, also 6", 7, 6), ("it", "non siamo più in 5 ma in 4", 5, 4),
        ("it", "non saremo più 7, uno si è tirato indietro, quindi 6", 7, 6),
        # nothing is denied
        ("es", "no, somos 5", 4, 5), ("fr", "on n'est que 4", None, 4), ("es", "no son 3 noches sino 4", 4, 4),
    ],
)  # fmt: skip
def test_read_number_in_place_of_one_that_is_denied(language: str, text: str, known: int | None, guests: int) -> None:
    assert party(text, language, Intent(guests=known)).guests == guests


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "4 adults, 2 of whom are seniors, and 1 child", {"guests": 5, "adults": 4, "children": 1}),
        ("en", "6 adults, two of them pensioners", {"guests": 6, "adults": 6}),
        ("es", "4 adultos, de ellos 2 mayores, y 1 niño", {"guests": 5, "adults": 4, "children": 1}),
        ("es", "4 adultos, dos de ellos jubilados", {"guests": 4, "adults": 4}),
        ("pt", "5 adultos sendo 2 idosos e 1 criança", {"guests": 6, "adults": 5, "children": 1}),
        ("fr", "4 adultes dont 2 personnes âgées et 1 enfant", {"guests": 5, "adults": 4, "children": 1}),
        ("fr", "4 adultes dont 2 seniors", {"guests": 4, "adults": 4}),
        ("de", "4 erwachsene, davon 2 senioren, und 1 kind", {"guests": 5, "adults": 4, "children": 1}),
        ("de", "5 erwachsene, darunter meine eltern", {"guests": 5, "adults": 5}),
        ("it", "4 adulti di cui 2 anziani e 1 bambino", {"guests": 5, "adults": 4, "children": 1}),
        # who is told of leaves open who the others are, unless they are grown up
        ("pt", "6 pessoas, sendo 2 idosos", {"guests": 6}),
        ("it", "siamo in 6 di cui 2 donne", {"guests": 6}),
        ("en", "6 people, 4 of whom are adults", {"guests": 6, "adults": 4, "children": 2}),
        ("fr", "6 personnes dont 2 adultes", {"guests": 6, "adults": 2, "children": 4}),
    ],
)
def test_read_some_of_those_counted_are_not_counted_again(language: str, text: str, expected: dict[str, Any]) -> None:
    assert said(party(text, language)) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "sorry wrong chat, that was for my husband"), ("es", "perdón, me equivoqué, esto era para mi marido"),
        ("es", "uy, ese mensaje era para mi hermana"), ("pt", "ups, isto era para a minha irmã"),
        ("fr", "pardon, je me suis trompée, c'était pour mon mari"), ("it", "ops, chat sbagliata, era per mia moglie"),
        ("de", "sorry, falscher chat, das war für meinen mann"), ("pt", "a televisão estava um bocado velha"),
        ("es", "el grifo goteaba un poquito"), ("it", "il rubinetto perdeva un pochino"),
        ("de", "der wasserhahn tropfte ein bisschen"), ("fr", "le robinet fuyait un petit peu"),
        ("en", "the tap was dripping a wee bit"),
    ],
)  # fmt: skip
def test_read_whom_a_message_was_meant_for_and_a_little_of_something_are_nobody(language: str, text: str) -> None:
    assert said(party(text, language)) == {}


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("es", "era para mi mujer y yo", 2), ("es", "era para 2 personas, del 3 al 7 de mayo", 2),
        ("pt", "era para duas pessoas", 2), ("it", "è per mia moglie", 1),
        ("de", "das zimmer ist für meine frau und mich", 2),
    ],
)  # fmt: skip
def test_read_whom_a_stay_is_for_counts(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests
