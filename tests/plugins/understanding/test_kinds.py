"""Kinds of messages that were once misread, each with neighbours in six languages: what one message states.

Each case: the message, where it is not of its language's first country the locale, and the fields that matter, exactly.
What a case does not name is not looked at; None: must stay unknown.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.offers.wire import intent_json
from bot.types import Intent
from tests.support.intent import extract

TODAY = date(2026, 11, 28)  # a Saturday
LOCALES = {"en": "en-GB", "es": "es-ES", "pt": "pt-PT", "fr": "fr-FR", "de": "de-DE", "it": "it-IT"}
NOTHING = {"check_in": None, "check_out": None, "nights": None, "guests": None, "budget_range": None}


def stay(check_in: str, check_out: str) -> dict[str, Any]:
    return {"check_in": check_in, "check_out": check_out}


MONTH_BESIDE_A_RANGE = [
    ("de", "im Juli, vom 4. bis 11.", stay("2027-07-04", "2027-07-11")),
    ("de", "vom 4. bis 11., im Juli", stay("2027-07-04", "2027-07-11")),
    ("en", "in August, from the 3rd to the 9th", stay("2027-08-03", "2027-08-09")),
    ("en", "next June, 12th to 19th", stay("2027-06-12", "2027-06-19")),
    ("en", "the 3rd to the 9th, August please", stay("2027-08-03", "2027-08-09")),
    ("es", "en agosto, del 3 al 9", stay("2027-08-03", "2027-08-09")),
    ("es", "del 3 al 9, en agosto", stay("2027-08-03", "2027-08-09")),
    ("pt", "em agosto, de 3 a 9", stay("2027-08-03", "2027-08-09")),
    ("pt", "do dia 3 ao dia 9, em setembro", stay("2027-09-03", "2027-09-09")),
    ("fr", "en août, du 3 au 9", stay("2027-08-03", "2027-08-09")),
    ("fr", "du 3 au 9, au mois d'août", stay("2027-08-03", "2027-08-09")),
    ("it", "ad agosto, dal 3 al 9", stay("2027-08-03", "2027-08-09")),
    ("it", "dal 3 al 9, a settembre", stay("2027-09-03", "2027-09-09")),
]
WEEKDAY_WITH_DAY_AND_MONTH = [
    ("en", "arriving Friday 4/6 for 3 nights", stay("2027-06-04", "2027-06-07")),
    ("es", "llegamos el viernes 4/6, 3 noches", stay("2027-06-04", "2027-06-07")),
    ("pt", "chegamos sexta 4/6 por 3 noites", stay("2027-06-04", "2027-06-07")),
    ("fr", "arrivée vendredi 4/6 pour 3 nuits", stay("2027-06-04", "2027-06-07")),
    ("de", "Anreise Freitag 4.6. für 3 Nächte", stay("2027-06-04", "2027-06-07")),
    ("it", "arriviamo venerdì 4/6 per 3 notti", stay("2027-06-04", "2027-06-07")),
]
BESIDE_ANOTHER_TOPIC = [
    ("en", "2 adults, 11–15 July, do you have a gym?", {**stay("2027-07-11", "2027-07-15"), "guests": 2}),
    ("en", "wedding guests, 8 people, 2–5 May, need a transfer", {**stay("2027-05-02", "2027-05-05"), "guests": 8}),
    ("es", "somos 3, del 2 al 5 de mayo, ¿hay gimnasio cerca?", {**stay("2027-05-02", "2027-05-05"), "guests": 3}),
    (
        "fr",
        "2 adultes, 11-15 juillet, vous avez une salle de sport ?",
        {**stay("2027-07-11", "2027-07-15"), "guests": 2},
    ),
    (
        "de",
        "4 Personen, 2.-5. Mai, kann man bei euch Fahrräder leihen?",
        {**stay("2027-05-02", "2027-05-05"), "guests": 4},
    ),
    ("it", "2 adulti, 11-15 luglio, c'è la palestra?", {**stay("2027-07-11", "2027-07-15"), "guests": 2}),
    ("pt", "2 adultos, 11 a 15 de julho, tem academia?", {**stay("2027-07-11", "2027-07-15"), "guests": 2}),
]
LIMITS = [
    ("es", "máximo 150", 150, "night"),
    ("en", "150 max a night", 150, "night"),
    ("de", "höchstens 120 pro Nacht", 120, "night"),
    ("fr", "1 200 € maximum pour tout le séjour", 1200, "stay"),
    ("de", "max. 2'500 CHF für alles", 2500, "stay"),
    ("es", "hasta 2 mil por toda la semana", 2000, "stay"),
    ("pt", "até 3 mil no total", 3000, "stay"),
    ("en", "up to 3k for the whole stay", 3000, "stay"),
    ("it", "non più di 100 a notte", 100, "night"),
    ("fr", "40 euros par personne max", 40, "person"),
    ("it", "massimo 40 euro a testa", 40, "person"),
]
PARTY = [
    ("it", "io e la mia ragazza", 2),
    ("en", "me, my husband, our twins and my mum", 5),
    ("de", "2 Erw. 2 Ki.", 4),
    ("pt", "p/ 2", 2),
    ("fr", "à 3", 3),
    ("en", "2ad+1ch", 3),
    ("es", "3 amigas y el novio de una", 4),
    ("en", "two couples and a toddler", 5),
    ("de", "zu dritt mit Baby", None),
    ("en", "6 under 250", 6),
    ("es", "una pareja", 2),
    ("fr", "mon mari, moi et les 2 petits", 4),
    ("it", "siamo in cinque, di cui due bambini", 5),
    ("pt", "eu, minha esposa e três filhos", 5),
    ("de", "meine Frau und ich mit unseren zwei Kindern", 4),
    ("en", "1 adult in each of two rooms", 2),
]
SAYS_NOTHING_OF_THE_TRIP = [
    ("en", "is this one person or a robot"),
    ("es", "esto lo escribe una persona o un robot"),
    ("pt", "esse chat é uma pessoa ou um robô"),
    ("fr", "c'est une personne ou un robot qui répond"),
    ("de", "schreibt hier eine Person oder ein Roboter"),
    ("it", "risponde una persona o un robot?"),
    ("en", "I've been waiting 3 days for somebody to answer my email, disgraceful"),
    ("es", "llevo 3 dias esperando q alguien conteste a un correo. vergonzoso"),
    ("pt", "faz 4 dias que espero uma resposta ao meu email, uma vergonha"),
    ("fr", "ça fait 3 jours que j'attends une réponse à mon mail, c'est honteux"),
    ("de", "ich warte seit 3 Tagen auf eine Antwort auf meine Mail, eine Frechheit"),
    ("it", "sono 3 giorni che aspetto una risposta alla mail, vergognoso"),
    ("en", "my booking reference is HM-2041, no confirmation has come"),
    ("es", "ya tengo reserva con ustedes (localizador RT-8813) y no me ha llegado la confirmación"),
    ("pt", "tenho reserva, código CM4471, e não chegou a confirmação"),
    ("fr", "j'ai déjà réservé, référence XK-5520, et je n'ai rien reçu"),
    ("de", "zu meiner Buchung XK-5520 kam keine Bestätigung"),
    ("it", "ho già prenotato, codice AB-3312, e non ho ricevuto la conferma"),
    ("en", "we came in 2022 with four kids"),
    ("de", "mein Bruder ist im Mai bei euch"),
    ("fr", "on a payé 90 la nuit l'an dernier"),
    ("es", "el año pasado estuvimos 5 personas"),
    ("it", "siamo stati da voi nel 2021 in sei"),
    ("pt", "no ano passado pagamos 80 por noite"),
    ("es", "tengo un bebé de 7 meses, ¿hay cuna?"),
    ("es", "te confirmo en 3 días"),
    ("en", "my birthday is on 9 June"),
    ("en", "is it on the 3rd floor?"),
    ("en", "10 % for 7+ nights?"),
    ("en", "can I cancel up to 14 days before?"),
    ("de", "liegt das im 3. Stock?"),
    ("fr", "je vous confirme dans 3 jours"),
    ("it", "il parcheggio costa 15 al giorno?"),
    ("pt", "o estacionamento são 15 por dia?"),
    ("de", "kostet das Frühstück 12 Euro?"),
    ("fr", "c'est à 200 ou 500 m de la plage ?"),
]
PERIODS = [
    ("en", "the first fortnight of July", "2027-07-01", "2027-07-15"),
    ("es", "la primera quincena de julio", "2027-07-01", "2027-07-15"),
    ("fr", "la première quinzaine de juillet", "2027-07-01", "2027-07-15"),
    ("it", "la prima metà di luglio", "2027-07-01", "2027-07-15"),
    ("pt", "a primeira quinzena de julho", "2027-07-01", "2027-07-15"),
    ("de", "in der ersten Julihälfte", "2027-07-01", "2027-07-15"),
    ("en", "sometime in March", "2027-03-01", "2027-03-31"),
    ("de", "irgendwann im März", "2027-03-01", "2027-03-31"),
    ("es", "en marzo", "2027-03-01", "2027-03-31"),
    ("fr", "au mois de mars", "2027-03-01", "2027-03-31"),
    ("it", "a marzo", "2027-03-01", "2027-03-31"),
    ("pt", "em março", "2027-03-01", "2027-03-31"),
    ("en", "any weekend in March", "2027-03-01", "2027-03-31"),
]
WITHOUT = [
    ("es", "sin piscina", "pool", "exclusions"),
    ("it", "niente piscina", "pool", "exclusions"),
    ("en", "no pool please", "pool", "exclusions"),
    ("fr", "surtout pas de piscine", "pool", "exclusions"),
    ("de", "bitte ohne Pool", "pool", "exclusions"),
    ("pt", "sem piscina", "pool", "exclusions"),
    ("es", "sin ascensor no", "elevator", "preferences"),
    ("en", "we travel with our labrador", "pets", "preferences"),
    ("de", "wir brauchen ein Kinderbett", "crib", "preferences"),
    ("es", "que tenga alberca", "pool", "preferences"),
    ("es", "con quincho", "bbq", "preferences"),
    ("en", "it has to be step-free", "accessible", "preferences"),
]
KINDS = [
    ("es", "busco un depa", "apartment"),
    ("es", "un piso", "apartment"),
    ("pt", "um apê", "apartment"),
    ("it", "cerchiamo una villetta", "house"),
    ("de", "eine Ferienwohnung", "apartment"),
    ("fr", "un gîte", "house"),
    ("de", "eine Hütte", "cabin"),
    ("en", "a flat, not a studio", "apartment"),
]
CORRECTIONS = [
    ("es", "una semana antes", stay("2027-07-27", "2027-08-03")),
    ("en", "a week later", stay("2027-08-10", "2027-08-17")),
    ("de", "eine Woche später", stay("2027-08-10", "2027-08-17")),
    ("de", "ich meinte Oktober", stay("2027-10-03", "2027-10-10")),
    ("en", "sorry, September", stay("2027-09-03", "2027-09-10")),
    ("fr", "je voulais dire septembre", stay("2027-09-03", "2027-09-10")),
    ("fr", "oublie les dates", {"check_in": None, "check_out": None}),
    ("it", "anzi, dal 5 al 12", stay("2027-08-05", "2027-08-12")),
    ("pt", "melhor 10 noites", stay("2027-08-03", "2027-08-13")),
    ("en", "10 nights instead", stay("2027-08-03", "2027-08-13")),
    ("en", "one day earlier", stay("2027-08-02", "2027-08-09")),
    ("es", "solo nosotros dos", {**stay("2027-08-03", "2027-08-10"), "guests": 2}),
    ("it", "solo noi due", {"guests": 2}),
    ("it", "nonna viene anche lei", {"guests": 5}),
    ("en", "one of the girls can't come", {"guests": 3}),
    ("de", "doch ohne Kinder", {"guests": 2, "children": 0}),
    ("fr", "on sera un de plus", {"guests": 5}),
    ("es", "al final seremos seis", {"guests": 6}),
    ("en", "thanks, what about parking?", {**stay("2027-08-03", "2027-08-10"), "guests": 4}),
    ("de", "und wie weit ist es zum Strand?", {**stay("2027-08-03", "2027-08-10"), "guests": 4}),
]
KNOWN = Intent(
    check_in=date(2027, 8, 3), check_out=date(2027, 8, 10), nights=7, guests=4, adults=2, children=2,
)  # fmt: skip


def after(text: str, language: str, known: Intent = Intent()) -> dict[str, Any]:  # noqa: B008 - frozen
    extraction = extract(text, today=TODAY, locale=LOCALES[language], language=language, intent=known)
    asked = {clarification.about for clarification in extraction.clarifications}
    change = {field: value for field, value in extraction.change.items() if field not in asked}
    return intent_json(known.changed(change))  # type: ignore[arg-type]  # keys of its own


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*MONTH_BESIDE_A_RANGE, *WEEKDAY_WITH_DAY_AND_MONTH, *BESIDE_ANOTHER_TOPIC],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_read_stay_beside_other_words_is_read_whole(language: str, text: str, expected: dict[str, Any]) -> None:
    known = after(text, language)
    assert {field: known.get(field) for field in expected} == expected


@pytest.mark.parametrize(("language", "text", "limit", "basis"), LIMITS)
def test_read_limit_gives_amount_and_basis(language: str, text: str, limit: int, basis: str) -> None:
    budget = after(text, language)["budget_range"]
    assert (budget["max"], budget["basis"]) == (limit, basis)


@pytest.mark.parametrize(("language", "text", "guests"), PARTY)
def test_read_party_counts_its_people(language: str, text: str, guests: int | None) -> None:
    if guests is not None:
        assert after(text, language)["guests"] == guests


@pytest.mark.parametrize(("language", "text"), SAYS_NOTHING_OF_THE_TRIP)
def test_read_words_about_something_else_state_nothing(language: str, text: str) -> None:
    known = after(text, language)
    assert {field: known.get(field) for field in NOTHING} == NOTHING


@pytest.mark.parametrize(("language", "text", "start", "end"), PERIODS)
def test_read_period_leaves_the_days_open(language: str, text: str, start: str, end: str) -> None:
    known = after(text, language)
    assert (known["check_in"], known["check_out"]) == (None, None)
    assert (known["period"]["from"], known["period"]["to"]) == (start, end)


@pytest.mark.parametrize(("language", "text", "feature", "field"), WITHOUT)
def test_read_feature_is_wanted_or_not(language: str, text: str, feature: str, field: str) -> None:
    known = after(text, language)
    assert feature in known.get(field, [])
    other = "preferences" if field == "exclusions" else "exclusions"
    assert feature not in known.get(other, [])


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_read_words_for_homes_give_their_kind(language: str, text: str, kind: str) -> None:
    assert after(text, language)["accommodation_type"] == kind


@pytest.mark.parametrize(("language", "text", "expected"), CORRECTIONS)
def test_read_correction_counts_from_what_is_known(language: str, text: str, expected: dict[str, Any]) -> None:
    known = after(text, language, KNOWN)
    assert {field: known.get(field) for field in expected} == expected


@pytest.mark.parametrize(
    ("language", "month", "days"),
    [
        ("es", "¿y para septiembre?", "del 5 al 12"),
        ("en", "what about September?", "the 5th to the 12th"),
        ("pt", "e em setembro?", "de 5 a 12"),
        ("fr", "et en septembre ?", "du 5 au 12"),
        ("de", "und im September?", "vom 5. bis 12."),
        ("it", "e a settembre?", "dal 5 al 12"),
    ],
)
def test_read_bare_days_after_a_month_lie_in_it(language: str, month: str, days: str) -> None:
    first = extract(month, today=TODAY, locale=LOCALES[language], language=language)
    known = after(days, language, Intent().changed(first.change))
    assert (known["check_in"], known["check_out"]) == ("2027-09-05", "2027-09-12")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "3 al 9 de ferbero"),
        ("en", "3 to 9 of Agutember"),
        ("pt", "de 3 a 9 de setubro"),
        ("fr", "du 3 au 9 fevembre"),
        ("de", "vom 3. bis 9. Dezuar"),
        ("it", "dal 3 al 9 di lugembre"),
    ],
)
def test_read_unknown_word_where_a_month_stands_is_asked_about(language: str, text: str) -> None:
    extraction = extract(text, today=TODAY, locale=LOCALES[language], language=language)
    assert extraction.clarifications or not {"check_in", "check_out"} & extraction.change.keys()
