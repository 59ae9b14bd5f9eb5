"""plugins.intent_rules on what travellers type on a phone: lower case, no accents, short forms, typos, side talk.

Each case: the message, then all that it states about the stay; an empty one states nothing (`tests.support.intent`).
"""

from __future__ import annotations

from typing import Any

import pytest

from plugins.intent_rules.extract import extract
from tests.support.intent import TODAY, Case, expected, stated

ENGLISH: list[Case] = [
    ("hi 2 ads 1 kid 3-8 june pool pls",
     {"in": "6-3", "out": "6-8", "adults": 2, "children": 1, "guests": 3, "prefs": {"pool"}}),
    ("We're a family of 4 looking for a villa with sea view", {"guests": 4, "type": "house", "prefs": {"sea_view"}}),
    ("for 9 people with a gym", {"guests": 9, "prefs": {"gym"}}),
    ("next wknd for 2", {"in": "5-29", "out": "5-31", "guests": 2}),
    ("anything for tonite? just me", {"in": "5-20", "adults": 1, "guests": 1}),
    ("june 3rd - 8th, 4 of us", {"in": "6-3", "out": "6-8", "guests": 4}),
    ("two kids (4 and 7) and two adults", {"adults": 2, "children": 2, "guests": 4}),
    ("with dog, no smoking", {"prefs": {"pets"}}),
    ("max 1500 in total for the 7 nights", {"nights": 7, "max": 1500, "per": "stay"}),
    ("we land at 6pm on the 12th of july", {"in": "7-12"}),
    ("i'd like to book the second one", {}),
    ("book the 2nd one pls", {}),
    ("compare the first and the second", {}),
    ("the third one please", {}),
    ("can you show me the first", {}),
    ("does the first have a kitchen", {}),
    ("i like the 2nd", {}),
    ("arrive on the first", {"in": "6-1"}),
    ("arriving the 1st, leaving the 5th", {"in": "6-1", "out": "6-5"}),
    ("from the first to the fifth of july", {"in": "7-1", "out": "7-5"}),
    ("cancel my booking of 20 june", {}),
    ("i want to cancel my reservation from 3 june to 8 june", {}),
    ("10 jul - 17 jul 5 ppl", {"in": "7-10", "out": "7-17", "guests": 5}),
    ("my number is 07700 900123", {}),
    ("we are 6 adults and 2 kids under 3", {"adults": 6, "children": 2, "guests": 8}),
    ("the 3 bedroom one", {}),
    ("fri to mon, 2 people", {"in": "5-22", "out": "5-25", "guests": 2}),
    ("smth for 80-120 a night", {"min": 80, "max": 120}),
    ("is it ok if we arrive at 11pm", {}),
    ("book a table for 2 tomorrow at 8", {}),
    ("a spa treatment for 2 on friday please", {}),
    ("tmrw for 3 nights, party of 6 wanting a bbq", {"in": "5-21", "nights": 3, "guests": 6, "prefs": {"bbq"}}),
]  # fmt: skip

SPANISH: list[Case] = [
    ("somos 4 (2 niños)", {"guests": 4, "adults": 2, "children": 2}),
    ("q sea con piscina", {"prefs": {"pool"}}),
    ("finde del 5 de junio para 2", {"in": "6-5", "out": "6-7", "guests": 2}),
    ("para el puente de mayo", {}),
    ("pasado mañana 2 noches 2 adultos", {"in": "5-22", "nights": 2, "adults": 2, "guests": 2}),
    ("mañana, para 2 noches", {"in": "5-21", "nights": 2}),
    ("reservar el primero", {}),
    ("quiero reservar el 1º", {}),
    ("la segunda", {}),
    ("quiero ver la segunda", {}),
    ("¿tiene cocina el primero?", {}),
    ("compara el primero y el segundo", {}),
    ("del 1 al 5 de julio", {"in": "7-1", "out": "7-5"}),
    ("del primero al cinco de julio", {"in": "7-1", "out": "7-5"}),
    ("llegamos el dia 1 y nos vamos el 5", {"in": "6-1", "out": "6-5"}),
    ("entre 80 y 120 la noche", {"min": 80, "max": 120}),
    ("max 1500 en total", {"max": 1500, "per": "stay"}),
    ("con perro", {"prefs": {"pets"}}),
    ("sin perro", {}),
    ("somos una familia de 4 y buscamos villa con vistas al mar",
     {"guests": 4, "type": "house", "prefs": {"sea_view"}}),
    ("familia de 5 buscando casa con jardin", {"guests": 5, "type": "house", "prefs": {"garden"}}),
    ("para 9 personas con gimnasio", {"guests": 9, "prefs": {"gym"}}),
    ("2 adultos y 2 niños (4 y 7 años)", {"adults": 2, "children": 2, "guests": 4}),
    ("llegaremos sobre las 6 de la tarde", {}),
    ("mi movil es 612345678", {}),
    ("somos 5 y un bebe", {"guests": 6, "adults": 5, "children": 1}),
    ("quiero cancelar mi reserva del 20 de junio", {}),
    ("3 noches a partir del 14 de junio, 2 personas, 100€ max",
     {"in": "6-14", "nights": 3, "guests": 2, "max": 100, "currency": "EUR"}),
    ("no fumadores", {}),
    ("2 pax del 3 al 6 junio", {"in": "6-3", "out": "6-6", "guests": 2}),
    ("mesa para 4 mañana a las 9", {}),
    ("el proximo finde", {"in": "5-22", "out": "5-24"}),
    ("mi pareja y yo con 2 crios", {"adults": 2, "children": 2, "guests": 4}),
]  # fmt: skip

PORTUGUESE: list[Case] = [
    ("de 10 a 15 de março", {"in": "2027-3-10", "out": "2027-3-15"}),
    ("somos uma familia de 4 procurando casa com vista mar", {"guests": 4, "type": "house", "prefs": {"sea_view"}}),
    ("para 9 pessoas com academia", {"guests": 9, "prefs": {"gym"}}),
    ("quero reservar o primeiro", {}),
    ("quero reservar a segunda", {}),
    ("a segunda, por favor", {}),
    ("comparar o primeiro e o segundo", {}),
    ("chegamos no dia 1 e saimos no dia 5", {"in": "6-1", "out": "6-5"}),
    ("de sexta a segunda", {"in": "5-22", "out": "5-25"}),
    ("depois de amanha, 2 noites", {"in": "5-22", "nights": 2}),
    ("2 adultos e 2 criancas (4 e 7 anos)", {"adults": 2, "children": 2, "guests": 4}),
    ("entre 80 e 120 por noite", {"min": 80, "max": 120}),
    ("no maximo 1500 no total", {"max": 1500, "per": "stay"}),
    ("com cachorro", {"prefs": {"pets"}}),
    ("sem cachorro", {}),
    ("hj a noite, so eu", {"in": "5-20", "adults": 1, "guests": 1}),
    ("chegamos as 18h", {}),
    ("meu telefone e 912 345 678", {}),
    ("do dia 3 ao dia 8 de junho, 4 pessoas", {"in": "6-3", "out": "6-8", "guests": 4}),
    ("fds que vem para dois", {"in": "5-22", "out": "5-24", "guests": 2}),
    ("cancelar a minha reserva de 20 de junho", {}),
    ("nao fumante", {}),
    ("somos 4 (2 criancas)", {"guests": 4, "adults": 2, "children": 2}),
    ("uma mesa para 4 amanha as 20h", {}),
]  # fmt: skip

FRENCH: list[Case] = [
    ("du 3 au 10 juin", {"in": "6-3", "out": "6-10"}),
    ("famille de 4, villa avec vue mer", {"guests": 4, "type": "house", "prefs": {"sea_view"}}),
    ("nous sommes une famille de 4 cherchant une maison avec jardin",
     {"guests": 4, "type": "house", "prefs": {"garden"}}),
    ("pour 9 personnes avec salle de sport", {"guests": 9, "prefs": {"gym"}}),
    ("je veux reserver le premier", {}),
    ("la deuxieme svp", {}),
    ("comparer la premiere et la deuxieme", {}),
    ("on arrive le 1er et on part le 5", {"in": "6-1", "out": "6-5"}),
    ("apres demain 2 nuits", {"in": "5-22", "nights": 2}),
    ("2 adultes et 2 enfants (4 et 7 ans)", {"adults": 2, "children": 2, "guests": 4}),
    ("entre 80 et 120 la nuit", {"min": 80, "max": 120}),
    ("max 1500 au total", {"max": 1500, "per": "stay"}),
    ("avec chien", {"prefs": {"pets"}}),
    ("sans chien", {}),
    ("ce soir pour 2", {"in": "5-20", "guests": 2}),
    ("on arrive vers 18h", {}),
    ("mon tel 06 12 34 56 78", {}),
    ("le week end prochain pour deux", {"in": "5-22", "out": "5-24", "guests": 2}),
    ("on est 4 (2 enfants)", {"guests": 4, "adults": 2, "children": 2}),
    ("annuler ma reservation du 20 juin", {}),
    ("on sera 6", {"guests": 6}),
    ("non fumeur", {}),
    ("une table pour 4 demain a 20h", {}),
]  # fmt: skip

GERMAN: list[Case] = [
    ("vom 3.-10. Juni", {"in": "6-3", "out": "6-10"}),
    ("3.6. - 10.6. 2 pers.", {"in": "6-3", "out": "6-10", "guests": 2}),
    ("wir sind eine familie mit 4 personen und suchen villa mit meerblick",
     {"guests": 4, "type": "house", "prefs": {"sea_view"}}),
    ("fuer 9 personen mit fitnessraum", {"guests": 9, "prefs": {"gym"}}),
    ("das erste buchen", {}),
    ("ich moechte das zweite buchen", {}),
    ("die zweite bitte", {}),
    ("vergleiche das erste und das zweite", {}),
    ("anreise am ersten juli, abreise am 5.", {"in": "7-1", "out": "7-5"}),
    ("uebermorgen 2 naechte", {"in": "5-22", "nights": 2}),
    ("2 erwachsene und 2 kinder (4 und 7)", {"adults": 2, "children": 2, "guests": 4}),
    ("zwischen 80 und 120 die nacht", {"min": 80, "max": 120}),
    ("max 1500 insgesamt", {"max": 1500, "per": "stay"}),
    ("mit hund", {"prefs": {"pets"}}),
    ("ohne hund", {}),
    ("heute nacht fuer 2", {"in": "5-20", "guests": 2}),
    ("wir kommen um 18 uhr", {}),
    ("meine nummer 0171 2345678", {}),
    ("naechstes wochenende zu zweit", {"in": "5-22", "out": "5-24", "guests": 2}),
    ("wir sind 4 (2 kinder)", {"guests": 4, "adults": 2, "children": 2}),
    ("ich moechte meine buchung vom 20. juni stornieren", {}),
    ("nichtraucher", {}),
    ("tisch für 4 morgen um 20 uhr", {}),
]  # fmt: skip

ITALIAN: list[Case] = [
    ("dal 5 al 12 luglio", {"in": "7-5", "out": "7-12"}),
    ("siamo una famiglia di 4 e cerchiamo una villa con vista mare",
     {"guests": 4, "type": "house", "prefs": {"sea_view"}}),
    ("famiglia di 5 cerca casa con giardino", {"guests": 5, "type": "house", "prefs": {"garden"}}),
    ("per 9 persone con palestra", {"guests": 9, "prefs": {"gym"}}),
    ("vorrei prenotare il primo", {}),
    ("la seconda per favore", {}),
    ("confronta il primo e il secondo", {}),
    ("arriviamo il primo e ripartiamo il 5", {"in": "6-1", "out": "6-5"}),
    ("dopodomani 2 notti", {"in": "5-22", "nights": 2}),
    ("2 adulti e 2 bambini (4 e 7 anni)", {"adults": 2, "children": 2, "guests": 4}),
    ("tra 80 e 120 a notte", {"min": 80, "max": 120}),
    ("max 1500 in totale", {"max": 1500, "per": "stay"}),
    ("con cane", {"prefs": {"pets"}}),
    ("senza cane", {}),
    ("stasera per 2", {"in": "5-20", "guests": 2}),
    ("arriviamo alle 18", {}),
    ("il mio numero è 347 1234567", {}),
    ("il prossimo weekend per due", {"in": "5-22", "out": "5-24", "guests": 2}),
    ("siamo in 4 (2 bambini)", {"guests": 4, "adults": 2, "children": 2}),
    ("cancellare la mia prenotazione del 20 giugno", {}),
    ("non fumatori", {}),
    ("saremo in 6", {"guests": 6}),
    ("un tavolo per 4 domani alle 20", {}),
]  # fmt: skip

CASES = [
    pytest.param(language, text, case, id=f"{language}: {text}")
    for language, cases in (
        ("en", ENGLISH), ("es", SPANISH), ("pt", PORTUGUESE), ("fr", FRENCH), ("de", GERMAN), ("it", ITALIAN),
    )
    for text, case in cases
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "case"), CASES)
def test_extract_message_typed_on_a_phone_reads_exactly_what_it_states(
    language: str, text: str, case: dict[str, Any]
) -> None:
    assert stated(extract(text, today=TODAY, language=language).change) == expected(case)
