"""plugins.understanding on hand-written messages in six languages: what one message states, nothing known before it.

Each case: the message, then what must be read, all of it (`tests.support.intent`).
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.intent import TODAY, expected, extract, stated

ENGLISH = [
    ("from the 3rd to the 8th of June", {"in": "6-3", "out": "6-8"}),
    ("June 3 to June 8, 2 adults and 2 kids", {"in": "6-3", "out": "6-8", "adults": 2, "children": 2, "guests": 4}),
    ("15-20 August, 4 people", {"in": "8-15", "out": "8-20", "guests": 4}),
    ("do you have anything between the 10th and the 14th?", {"in": "6-10", "out": "6-14"}),
    ("arriving 12 July, leaving 19 July", {"in": "7-12", "out": "7-19"}),
    ("We arrive on the 30th of June and leave on the 2nd", {"in": "6-30", "out": "7-2"}),
    ("28 December to 3 January", {"in": "12-28", "out": "2027-1-3"}),
    ("2026-07-01 to 2026-07-05", {"in": "7-1", "out": "7-5"}),
    ("I need a place from tomorrow until Sunday", {"in": "5-21", "out": "5-24"}),
    ("tonight, just one night", {"in": "5-20", "nights": 1}),
    ("next Friday for 2 nights", {"in": "5-29", "nights": 2}),
    ("this Friday to Sunday please", {"in": "5-22", "out": "5-24"}),
    ("is it free this weekend?", {"in": "5-22", "out": "5-24"}),
    ("next weekend for my wife and I", {"in": "5-29", "out": "5-31", "adults": 2, "guests": 2}),
    ("checking in the day after tomorrow for a week", {"in": "5-22", "nights": 7}),
    ("we would like to stay a fortnight from 1 August", {"in": "8-1", "nights": 14}),
    ("in two weeks, for three nights", {"in": "6-3", "nights": 3}),
    ("Monday to Thursday next week", {"in": "5-25", "out": "5-28"}),
    ("arriving Christmas Eve for 3 nights", {"in": "12-24", "nights": 3}),
    ("New Year's Eve, 2 nights", {"nights": 2}),
    ("two weeks in August", {"nights": 14}),
    ("Check-in: 3 July 2026, check-out: 8 July 2026, guests: 3", {"in": "7-3", "out": "7-8", "guests": 3}),
    ("a room for two nights", {"nights": 2, "type": "room"}),
    ("a cottage for two", {"guests": 2, "type": "house"}),
    ("we're five", {"guests": 5}),
    ("there will be six of us", {"guests": 6}),
    ("a party of seven", {"guests": 7}),
    ("just me", {"adults": 1, "guests": 1}),
    ("me, my husband and our three sons", {"adults": 2, "children": 3, "guests": 5}),
    ("two adults, a toddler and a baby", {"adults": 2, "children": 2, "guests": 4}),
    ("4 guests, 2 of them children", {"guests": 4, "adults": 2, "children": 2}),
    ("no children, 2 adults", {"adults": 2, "children": 0, "guests": 2}),
    ("2 adults and 2 children aged 5 and 9", {"adults": 2, "children": 2, "guests": 4}),
    ("one of them looks nice", {}),
    ("I have 2 questions about the house", {}),
    ("an apartment under £150 a night", {"type": "apartment", "max": 150, "currency": "GBP"}),
    ("our budget is 80-120 euros per night", {"min": 80, "max": 120, "currency": "EUR"}),
    ("max $900 for the whole stay", {"max": 900, "currency": "USD", "per": "stay"}),
    ("between €100 and €150 a night", {"min": 100, "max": 150, "currency": "EUR"}),
    ("we need parking and wifi", {"prefs": {"wifi", "parking"}}),
    ("with a pool, no need for parking", {"prefs": {"pool"}}),
    ("we're travelling with our dog", {"prefs": {"pets"}}),
    ("a quiet place near the beach", {"prefs": {"beach", "quiet"}}),
    ("do you have parking?", {}),
    ("non-smoking please", {}),
    ("the wifi is broken", {}),
    ("what time is check in?", {}),
    ("can we check in at 5 pm?", {}),
    ("I'll be there around quarter to 9", {}),
    ("call me on +34 612 345 678", {}),
    ("do you do airport transfers?", {}),
    ("how do I get to the house?", {}),
    ("may I ask two things?", {}),
    ("I booked with you 3 days ago", {}),
    ("that is all for today, thanks", {}),
    ("can I book a table for 4 on Friday?", {}),
    ("a flight on the 3rd of June for 2 people", {}),
    ("can you book 2 nights, starting on the 9th of June?", {"in": "6-9", "nights": 2}),
    ("2 or 3 nights", {}),
    ("it costs 5 pounds", {}),
]  # fmt: skip

SPANISH = [
    ("del 15 al 20 de agosto", {"in": "8-15", "out": "8-20"}),
    ("15-20 agosto", {"in": "8-15", "out": "8-20"}),
    ("llegamos el 3 de junio y nos vamos el 8", {"in": "6-3", "out": "6-8"}),
    ("del 28 de diciembre al 2 de enero", {"in": "12-28", "out": "2027-1-2"}),
    ("entre el 5 y el 9 de octubre para cuatro", {"in": "10-5", "out": "10-9", "guests": 4}),
    ("desde el lunes hasta el jueves", {"in": "5-25", "out": "5-28"}),
    ("del 10 al 12 del mes que viene", {"in": "6-10", "out": "6-12"}),
    ("del 10 al 12 de este mes", {}),
    ("de viernes a domingo", {"in": "5-22", "out": "5-24"}),
    ("para este finde", {"in": "5-22", "out": "5-24"}),
    ("el viernes que viene, dos noches", {"in": "5-22", "nights": 2}),
    ("mañana por la noche, una noche", {"in": "5-21", "nights": 1}),
    ("pasado mañana y nos quedamos una semana", {"in": "5-22", "nights": 7}),
    ("dentro de tres días, 2 personas", {"in": "5-23", "guests": 2}),
    ("el 5/6 para dos noches", {"in": "6-5", "nights": 2}),
    ("del 5/6 al 12/6", {"in": "6-5", "out": "6-12"}),
    ("el uno de julio", {"in": "7-1"}),
    ("para nochevieja, tres noches", {"nights": 3}),
    ("somos 5", {"guests": 5}),
    ("seremos cuatro amigos", {"guests": 4}),
    ("2 adultos y 3 niños", {"adults": 2, "children": 3, "guests": 5}),
    ("mi mujer y yo", {"adults": 2, "guests": 2}),
    ("voy con mi pareja y nuestro bebé", {"adults": 2, "children": 1, "guests": 3}),
    ("viajo solo", {"adults": 1, "guests": 1}),
    ("somos una pareja", {"adults": 2, "guests": 2}),
    ("sin niños, dos adultos", {"adults": 2, "children": 0, "guests": 2}),
    ("dos adultos y un niño de 4 años", {"adults": 2, "children": 1, "guests": 3}),
    ("para tres personas con piscina", {"guests": 3, "prefs": {"pool"}}),
    ("busco un apartamento con vistas al mar", {"type": "apartment", "prefs": {"sea_view"}}),
    ("una casa con jardín y barbacoa", {"type": "house", "prefs": {"garden", "bbq"}}),
    ("un ático para dos", {"type": "penthouse", "guests": 2}),
    ("unos 100 euros por noche", {"max": 100, "currency": "EUR"}),
    ("menos de 150€ la noche", {"max": 150, "currency": "EUR"}),
    ("entre 80 y 120 euros", {"min": 80, "max": 120, "currency": "EUR"}),
    ("presupuesto de 1.200 euros en total", {"max": 1200, "currency": "EUR", "per": "stay"}),
    ("vamos con un perro", {"prefs": {"pets"}}),
    ("no necesitamos aparcamiento", {}),
    ("¿tenéis piscina?", {}),
    ("¿a qué hora es la entrada?", {}),
    ("llegaremos a las 8 de la tarde", {}),
    ("mi teléfono es 612 345 678", {}),
    ("hola, buenas tardes", {}),
    ("reservé hace 3 días", {}),
    ("una mesa para cuatro el viernes", {}),
]

PORTUGUESE = [
    ("de 10 a 15 de agosto", {"in": "8-10", "out": "8-15"}),
    ("chegamos dia 3 de junho e saímos dia 8", {"in": "6-3", "out": "6-8"}),
    ("de sexta a domingo", {"in": "5-22", "out": "5-24"}),
    ("no próximo fim de semana", {"in": "5-22", "out": "5-24"}),
    ("amanhã, duas noites", {"in": "5-21", "nights": 2}),
    ("a partir de 1 de julho por uma semana", {"in": "7-1", "nights": 7}),
    ("na segunda-feira, três noites", {"in": "5-25", "nights": 3}),
    ("dois adultos e uma criança", {"adults": 2, "children": 1, "guests": 3}),
    ("somos quatro pessoas", {"guests": 4}),
    ("eu e minha esposa", {"adults": 2, "guests": 2}),
    ("até 100 euros por noite", {"max": 100, "currency": "EUR"}),
    ("entre 300 e 500 reais", {"min": 300, "max": 500, "currency": "BRL"}),
    ("quero uma casa com piscina", {"type": "house", "prefs": {"pool"}}),
    ("um quarto para 2 pessoas", {"type": "room", "guests": 2}),
    ("levamos um cachorro", {"prefs": {"pets"}}),
    ("não preciso de estacionamento", {}),
    ("a que horas é o check-in?", {}),
    ("bom dia, tudo bem?", {}),
]

FRENCH = [
    ("du 3 au 8 août", {"in": "8-3", "out": "8-8"}),
    ("du 28 décembre au 2 janvier pour 4 personnes", {"in": "12-28", "out": "2027-1-2", "guests": 4}),
    ("nous arrivons le 12 juillet et repartons le 19", {"in": "7-12", "out": "7-19"}),
    ("ce week-end", {"in": "5-22", "out": "5-24"}),
    ("vendredi prochain pour deux nuits", {"in": "5-22", "nights": 2}),
    ("demain soir, une nuit", {"in": "5-21", "nights": 1}),
    ("dans deux semaines, trois nuits", {"in": "6-3", "nights": 3}),
    ("à partir du 1er juillet, quinze jours", {"in": "7-1", "nights": 14}),
    ("de lundi à jeudi", {"in": "5-25", "out": "5-28"}),
    ("deux adultes et deux enfants", {"adults": 2, "children": 2, "guests": 4}),
    ("nous sommes cinq", {"guests": 5}),
    ("ma femme et moi", {"adults": 2, "guests": 2}),
    ("je voyage seul", {"adults": 1, "guests": 1}),
    ("moins de 120€ la nuit", {"max": 120, "currency": "EUR"}),
    ("un budget de 100 à 150 euros par nuit", {"min": 100, "max": 150, "currency": "EUR"}),
    ("un appartement avec vue mer", {"type": "apartment", "prefs": {"sea_view"}}),
    ("une maison avec piscine et jardin", {"type": "house", "prefs": {"pool", "garden"}}),
    ("nous venons avec notre chien", {"prefs": {"pets"}}),
    ("pas besoin de parking", {}),
    ("à quelle heure est l'arrivée ?", {}),
    ("bonjour", {}),
]

GERMAN = [
    ("vom 3. bis 8. August", {"in": "8-3", "out": "8-8"}),
    ("vom 28.12. bis 2.1.", {"in": "12-28", "out": "2027-1-2"}),
    ("6.6.-9.6. für 2", {"in": "6-6", "out": "6-9", "guests": 2}),
    ("Anreise am 12. Juli, Abreise am 19. Juli", {"in": "7-12", "out": "7-19"}),
    ("dieses Wochenende", {"in": "5-22", "out": "5-24"}),
    ("nächsten Freitag für zwei Nächte", {"in": "5-22", "nights": 2}),
    ("morgen für eine Nacht", {"in": "5-21", "nights": 1}),
    ("ab dem 1. Juli für eine Woche", {"in": "7-1", "nights": 7}),
    ("in drei Tagen, vier Nächte", {"in": "5-23", "nights": 4}),
    ("von Montag bis Donnerstag", {"in": "5-25", "out": "5-28"}),
    ("übermorgen bis Sonntag", {"in": "5-22", "out": "5-24"}),
    ("über Silvester, 3 Nächte", {"nights": 3}),
    ("zwei Erwachsene und ein Kind", {"adults": 2, "children": 1, "guests": 3}),
    ("wir sind zu viert", {"guests": 4}),
    ("wir sind fünf Personen", {"guests": 5}),
    ("meine Frau und ich", {"adults": 2, "guests": 2}),
    ("höchstens 120 Euro pro Nacht", {"max": 120, "currency": "EUR"}),
    ("80 bis 120 Euro pro Nacht", {"min": 80, "max": 120, "currency": "EUR"}),
    ("eine Ferienwohnung mit Meerblick", {"type": "apartment", "prefs": {"sea_view"}}),
    ("ein Ferienhaus mit Garten und Sauna", {"type": "house", "prefs": {"garden", "sauna"}}),
    ("wir kommen mit unserem Hund", {"prefs": {"pets"}}),
    ("ohne Parkplatz", {}),
    ("um wie viel Uhr ist Check-in?", {}),
    ("wir kommen um 15 Uhr an", {}),
    ("Hallo, guten Tag", {}),
]

ITALIAN = [
    ("dal 15 al 20 agosto", {"in": "8-15", "out": "8-20"}),
    ("arriviamo il 3 giugno e ripartiamo l'8", {"in": "6-3", "out": "6-8"}),
    ("questo fine settimana", {"in": "5-22", "out": "5-24"}),
    ("venerdì prossimo per due notti", {"in": "5-22", "nights": 2}),
    ("domani, una notte", {"in": "5-21", "nights": 1}),
    ("dal primo luglio per una settimana", {"in": "7-1", "nights": 7}),
    ("tra due settimane, tre notti", {"in": "6-3", "nights": 3}),
    ("da lunedì a giovedì", {"in": "5-25", "out": "5-28"}),
    ("a Ferragosto, 3 notti", {"nights": 3}),
    ("due adulti e un bambino", {"adults": 2, "children": 1, "guests": 3}),
    ("siamo in quattro", {"guests": 4}),
    ("io e mia moglie", {"adults": 2, "guests": 2}),
    ("al massimo 120 euro a notte", {"max": 120, "currency": "EUR"}),
    ("tra 80 e 120 euro a notte", {"min": 80, "max": 120, "currency": "EUR"}),
    ("un appartamento con vista mare", {"type": "apartment", "prefs": {"sea_view"}}),
    ("una casa con giardino", {"type": "house", "prefs": {"garden"}}),
    ("viaggiamo con il nostro cane", {"prefs": {"pets"}}),
    ("non serve il parcheggio", {}),
    ("a che ora è il check-in?", {}),
    ("ciao, buongiorno", {}),
]

# The year at the end of a range is its first end's too, or the one before over New Year.
WITH_A_YEAR = {
    "en": ["from August 10 to August 17, 2028", "8/10 - 8/17/2028", "arriving 10 Aug and leaving 17 Aug 2028"],
    "es": ["del 10 de agosto al 17 de agosto de 2028", "10/8 – 17/8/2028", "entre el 10 de agosto y el 17/8/28"],
    "pt": ["de 10 de agosto a 17 de agosto de 2028", "10/8 a 17/8/2028"],
    "fr": ["du 10 août au 17 août 2028", "du 10/8 au 17/8/2028"],
    "de": ["vom 10. August bis 17. August 2028", "10.8. bis 17.8.2028"],
    "it": ["dal 10 agosto al 17 agosto 2028", "dal 10/8 al 17/8/2028"],
}
OVER_NEW_YEAR = {
    "en": ["28 December to 3 January 2028", "from 28 to 3 January 2028", "28/12 - 3/1/2028"],
    "es": ["del 28 de diciembre al 3 de enero de 2028", "del 28 al 3 de enero de 2028"],
    "pt": ["de 28 de dezembro até 3 de janeiro de 2028"],
    "fr": ["du 28 décembre au 3 janvier 2028"],
    "de": ["vom 28. Dezember bis zum 3. Januar 2028", "28.12. bis 3.1.2028"],
    "it": ["dal 28 dicembre al 3 gennaio 2028"],
}

CASES = [
    pytest.param(language, text, case, id=f"{language}: {text}")
    for language, cases in (
        ("en", ENGLISH), ("es", SPANISH), ("pt", PORTUGUESE), ("fr", FRENCH), ("de", GERMAN), ("it", ITALIAN),
    )
    for text, case in cases
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "case"), CASES)
def test_extract_message_of_one_language_reads_exactly_what_it_states(
    language: str, text: str, case: dict[str, Any]
) -> None:
    assert stated(extract(text, today=TODAY, language=language).change) == expected(case)


YEARS = [
    pytest.param(language, text, case, id=f"{language}: {text}")
    for table, case in (
        (WITH_A_YEAR, {"in": "2028-8-10", "out": "2028-8-17"}),
        (OVER_NEW_YEAR, {"in": "2027-12-28", "out": "2028-1-3"}),
    )
    for language, texts in table.items()
    for text in texts
]


@pytest.mark.parametrize(("language", "text", "case"), YEARS)
def test_extract_range_with_a_year_at_its_end_reads_both_ends_of_it(
    language: str, text: str, case: dict[str, Any]
) -> None:
    assert stated(extract(text, today=TODAY, language=language).change) == expected(case)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("from August 10 to August 17, 2024", {}),
        ("from 17 August to 10 August 2028", {"out": "2028-8-10"}),  # rather than a stay of 359 nights
        ("3 May to 24 May 2026", {"out": "5-24"}),  # begun before today
        ("Christmas Eve to 2 January 2028", {"in": "2027-12-24", "out": "2028-1-2"}),
        ("10 August 2028 to 17 August", {"in": "2028-8-10", "out": "2028-8-17"}),
    ],
)
def test_extract_range_with_a_year_never_reads_a_first_end_of_another_year(text: str, case: dict[str, Any]) -> None:
    assert stated(extract(text, today=TODAY, language="en").change) == expected(case)
