"""What is asked before it counts, and what is no statement of the stay at all."""

from __future__ import annotations

import pytest

from tests.plugins.understanding.dates.stays import stated


def options(text: str, language: str = "en", *, region: str | None = "") -> dict[str, tuple[str, ...]]:
    return {asked.about: asked.options for asked in stated(text, language, region=region).clarifications}


def test_read_order_of_day_and_month_that_is_open_is_asked() -> None:
    both = {"check_in": ("2027-05-08", "2027-08-05"), "check_out": ("2027-08-12", "2027-12-08")}
    assert options("8/5 to 8/12", region=None) == both
    assert options("8/5 to 8/12", region="GB") == both  # 214 nights were hardly meant
    assert options("8/5 to 8/12", region="US") == {}
    assert options("25/6 to 2/7", region=None) == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "3 al 9 de ferbero"), ("es", "del 3 al 9 de xyz"), ("en", "3 to 9 of Agutember"),
        ("pt", "de 3 a 9 de setubro"), ("fr", "3 au 9 ferbier"), ("de", "vom 3. bis 9. Dezuar"),
        ("it", "dal 3 al 9 di lugembre"),
    ],
)  # fmt: skip
def test_read_unknown_word_where_a_month_stands_is_asked_about(language: str, text: str) -> None:
    read = stated(text, language)
    assert "check_in" in {asked.about for asked in read.clarifications}
    assert not {"check_in", "check_out"} & read.change.keys()


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "3 al 9 de agsto"), ("fr", "3 au 9 aoutt"), ("it", "dal 3 al 9 agosot"), ("de", "3. bis 9. Augustt")],
)
def test_read_month_with_a_letter_missing_or_doubled_is_looked_through(language: str, text: str) -> None:
    found = stated(text, language)
    asked = {clarification.about: clarification.options for clarification in found.clarifications}
    arrival = found.change.get("check_in") or asked["check_in"][0]
    assert str(arrival) == "2027-08-03"


def test_read_stay_of_months_is_asked_about() -> None:
    read = stated("3 january to 9 october")
    assert [(asked.about, asked.options) for asked in read.clarifications] == [("check_out", ("2027-10-09",))]


def test_read_ends_turned_round_are_asked_about() -> None:
    assert options("9 june to 5 june") == {"check_in": ("2027-06-05",), "check_out": ("2027-06-09",)}


def test_read_weekday_that_does_not_fit_is_asked_about() -> None:
    assert options("tuesday 9 july") == {"check_in": ("2027-07-09",)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "from 5 to 8 or from 12 to 15 june"), ("es", "del 5 al 8 o del 12 al 15 de junio"),
        ("pt", "de 5 a 8 ou de 12 a 15 de junho"), ("fr", "du 5 au 8 ou du 12 au 15 juin"),
        ("de", "5. bis 8. oder 12. bis 15. Juni"), ("it", "dal 5 all'8 o dal 12 al 15 giugno"),
    ],
)  # fmt: skip
def test_read_one_or_the_other_is_asked(language: str, text: str) -> None:
    both = {"check_in": ("2027-06-05", "2027-06-12"), "check_out": ("2027-06-08", "2027-06-15")}
    assert options(text, language) == both


def test_read_length_between_two_numbers_is_asked() -> None:
    assert options("3-4 nights in april") == {"nights": ("3", "4")}


NOTHING = [
    ("en", "our 3-week-old is coming"), ("es", "bebé de 7 meses"), ("pt", "bebê de 7 meses"), ("fr", "bébé de 7 mois"),
    ("de", "Baby, 7 Monate"), ("it", "bimbo di 7 mesi"),
    ("en", "i'll confirm in 3 days"), ("es", "te confirmo en 3 días"), ("pt", "confirmo em 3 dias"),
    ("fr", "je confirme dans 3 jours"), ("de", "ich bestätige in 3 Tagen"), ("it", "confermo fra 3 giorni"),
    ("en", "my birthday is on 9 June"), ("es", "mi cumple es el 9 de junio"), 
    ("pt", "meu aniversário é dia 9 de junho"),
    ("fr", "mon anniversaire est le 9 juin"), ("de", "mein Geburtstag ist am 9. Juni"),
    ("it", "il mio compleanno è il 9 giugno"),
    ("en", "3rd floor"), ("de", "3. Stock"), ("fr", "au 3e étage"), ("it", "terzo piano"), ("pt", "o 3º andar"),
    ("en", "10 % for 7+ nights?"), ("en", "cancel up to 14 days before"), ("de", "bis 7 Tage vorher stornieren"),
    ("fr", "annulation jusqu'à 7 jours avant ?"), ("it", "disdire fino a 7 giorni prima"),
    ("en", "we came in 2022 with four kids"), ("es", "el año pasado estuvimos del 3 al 10 de agosto"),
    ("de", "letztes Jahr waren wir vom 3. bis 10. August da"), ("it", "l'anno scorso eravamo qui dal 6 al 20 agosto"),
    ("en", "120 a night"), ("es", "entre 80 y 120 la noche"), ("fr", "85 la nuit max"), ("de", "bis 30 Euro die Nacht"),
    ("en", "call me on 07700 900123"), ("fr", "06 11 22 33 44"), ("es", "llámame al 612 345 678"),
    ("en", "a la carte for 2"), ("es", "¿el check in es a las 3?"), ("en", "can we check in at 3?"),
    ("en", "not in july"), ("en", "before 10 july"), ("de", "nach dem 15. August"), ("es", "antes del 10 de julio"),
    ("en", "until tomorrow!"), ("es", "hasta mañana"), ("fr", "à demain"), ("pt", "até amanhã"),
    ("en", "minimum stay of 3 nights?"), ("es", "niños de 4 a 6 años"), ("en", "between 5 and 8 people"),
    ("es", "vista al mar"), ("it", "potete chiamarmi, Marco"), ("pt", "a segunda, por favor"),
    ("es", "cuánto sale la primera?"), ("en", "book the 2nd one"), ("en", "cancel my booking of 20 june"),
    ("en", "my sister is with you from 3 to 10 june"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_read_number_of_something_else_states_no_stay(language: str, text: str) -> None:
    assert stated(text, language).change == {}
