"""Months and their parts, weeks, weekends, seasons and holidays: where a stay lies."""

from __future__ import annotations

from datetime import date

import pytest

from bot.types import Intent, Period
from plugins.understanding.dates.holidays import bridge, holiday, public_holidays
from plugins.understanding.phrases import values_of
from tests.plugins.understanding.dates.stays import period, stated, stay

PERIODS = [
    ("2027-07-01 2027-07-31", {
        "en": "in July", "es": "todo julio", "pt": "no mês de julho", "fr": "en juillet", "de": "im Juli",
        "it": "a luglio"}),
    ("2027-07-01 2027-07-15", {
        "en": "first fortnight of July", "es": "la primera quincena de julio", "pt": "primeira quinzena de julho",
        "fr": "la première quinzaine de juillet", "de": "erste Julihälfte", "it": "prima quindicina di luglio"}),
    ("2027-08-08 2027-08-14", {
        "en": "the second week of August", "es": "segunda semana de agosto", "pt": "segunda semana de agosto",
        "fr": "la deuxième semaine d'août", "de": "zweite Augustwoche", "it": "la seconda settimana di agosto"}),
    ("2027-08-01 2027-08-14", {
        "en": "first two weeks of august", "es": "las dos primeras semanas de agosto",
        "pt": "as duas primeiras semanas de agosto", "fr": "les deux premières semaines d'août",
        "de": "die ersten zwei Augustwochen", "it": "le prime due settimane di agosto"}),
    ("2027-07-25 2027-07-31", {
        "en": "last week of july", "es": "la última semana de julio", "pt": "última semana de julho",
        "fr": "dernière semaine de juillet", "de": "letzte Juliwoche", "it": "l'ultima di luglio"}),
    ("2027-09-11 2027-09-20", {
        "en": "mid September", "es": "a mediados de septiembre", "pt": "meados de setembro", "fr": "mi-septembre",
        "de": "Mitte September", "it": "metà settembre"}),
    ("2027-05-21 2027-05-31", {
        "en": "late may", "es": "finales de mayo", "pt": "final de maio", "fr": "fin mai", "de": "Ende Mai",
        "it": "fine maggio"}),
    ("2027-06-21 2027-07-10", {
        "en": "late june or early july", "es": "finales de junio o principios de julio",
        "pt": "fim de junho ou início de julho", "fr": "fin juin début juillet", "de": "Ende Juni Anfang Juli",
        "it": "fine giugno inizio luglio"}),
    ("2027-05-10 2027-05-16", {
        "en": "the week of 12 May", "es": "la semana del 12 de mayo", "pt": "semana do dia 12 de maio",
        "fr": "la semaine du 12 mai", "de": "Woche vom 12. Mai", "it": "la settimana del 12 maggio"}),
    ("2026-11-30 2026-12-06", {
        "en": "next week", "es": "la semana que viene", "pt": "semana que vem", "fr": "la semaine prochaine",
        "de": "nächste Woche", "it": "la prossima settimana"}),
    ("2026-12-01 2026-12-31", {
        "en": "next month", "es": "el mes que viene", "pt": "mês que vem", "fr": "le mois prochain",
        "de": "nächsten Monat", "it": "il mese prossimo"}),
    ("2027-05-15 2027-05-17", {
        "en": "over Whitsun", "es": "en pentecostés", "fr": "à la pentecôte", "de": "über Pfingsten",
        "it": "a pentecoste"}),
    ("2027-02-06 2027-02-10", {
        "en": "for carnival", "es": "en carnaval", "pt": "no carnaval", "fr": "pour le carnaval", "de": "Karneval",
        "it": "a carnevale"}),
    ("2026-12-26 2026-12-31", {
        "en": "between Christmas and New Year", "es": "entre navidad y año nuevo", "pt": "entre natal e ano novo",
        "fr": "entre noël et nouvel an", "de": "zwischen den Jahren", "it": "tra natale e capodanno"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, expected) for expected, texts in PERIODS for language, text in texts.items()],
)
def test_read_span_of_days_is_a_period(language: str, text: str, expected: str) -> None:
    assert period(text, language) == expected


@pytest.mark.parametrize(
    ("language", "region", "text", "expected"),
    [
        ("es", "ES", "puente de diciembre", "2026-12-05 2026-12-08"),
        ("it", "IT", "ponte dell'immacolata", "2026-12-05 2026-12-08"),
        ("it", "IT", "ponte del 25 aprile", "2027-04-24 2027-04-25"),
        ("fr", "FR", "le pont de l'ascension", "2027-05-06 2027-05-09"),
        ("en", "GB", "august bank holiday", "2027-08-30 2027-08-30"),
        ("en", "US", "Thanksgiving", "2027-11-25 2027-11-25"),
        ("fr", "CA", "l'action de grâce", "2027-10-11 2027-10-11"),
        ("fr", "CA", "la fête du travail", "2027-09-06 2027-09-06"),
        ("en", "GB", "bank holiday monday", "2026-12-25 2026-12-27"),
        ("es", "AR", "en verano", "2026-12-01 2027-03-31"),
        ("es", "ES", "en verano", "2027-06-01 2027-09-30"),
        ("de", "DE", "KW 32", "2027-08-09 2027-08-15"),
        ("en", "US", "4th of July weekend", "2027-07-02 2027-07-04"),
    ],
)
def test_read_holiday_lies_where_the_guest_comes_from(language: str, region: str, text: str, expected: str) -> None:
    assert period(text, language, region=region) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the weekend of the 12th of June", "2027-06-11 2027-06-13 2"),
        ("es", "segundo finde de junio", "2027-06-11 2027-06-13 2"),
        ("fr", "le week-end du 12 juin", "2027-06-11 2027-06-13 2"),
        ("fr", "un week-end à deux, le 2e de juin", "2027-06-11 2027-06-13 2"),
        ("de", "nächstes Wochenende", "2026-12-04 2026-12-06 2"),
        ("pt", "fim de semana que vem, 3 noites", "2026-12-04 2026-12-07 3"),
        ("it", "qualsiasi weekend di marzo", "- - 2"),
        ("en", "a long weekend in may", "- - 3"),
        ("en", "Saturday to Saturday in june", "- - 7"),
    ],
)
def test_read_weekend_is_a_stay_where_its_days_are_said(language: str, text: str, expected: str) -> None:
    assert stay(text, language) == expected


@pytest.mark.parametrize(
    ("language", "month", "days"),
    [
        ("en", "what about September?", "from the 5th to the 12th"), ("es", "¿y para septiembre?", "del 5 al 12"),
        ("pt", "e em setembro?", "de 5 a 12"), ("fr", "et pour septembre ?", "du 5 au 12"),
        ("de", "und im September?", "vom 5. bis 12."), ("it", "e a settembre?", "dal 5 al 12"),
    ],
)  # fmt: skip
def test_read_bare_days_after_a_period_lie_in_it(language: str, month: str, days: str) -> None:
    known = Intent().changed(stated(month, language).change)
    assert stay(days, language, known=known) == "2027-09-05 2027-09-12 7"


@pytest.mark.parametrize(
    ("language", "first", "days", "expected"),
    [
        ("es", "nochevieja", "llegando el 30 y hasta el 2", "2026-12-30 2027-01-02 3"),
        ("it", "per pasquetta", "3 notti dal 27", "2027-03-27 2027-03-30 3"),
        ("es", "en junio", "la última semana", "- - -"),
    ],
)
def test_read_bare_days_beside_a_holiday_lie_by_it(language: str, first: str, days: str, expected: str) -> None:
    known = Intent().changed(stated(first, language).change)
    assert stay(days, language, known=known) == expected


def test_read_days_outside_a_period_take_its_place() -> None:
    known = Intent(period=Period(date(2027, 8, 1), date(2027, 8, 31)))
    after = known.changed(stated("3 to 9 june", known=known).change)
    assert (after.check_in, after.period) == (date(2027, 6, 3), None)


def test_read_part_of_a_month_refines_the_period() -> None:
    known = Intent().changed(stated("in june").change)
    found = stated("the last week", known=known).change["period"]
    assert found is not None
    assert (found.start, found.end) == (date(2027, 6, 24), date(2027, 6, 30))


def test_holiday_names_of_the_tables_are_all_known() -> None:
    for language in ("en", "es", "pt", "fr", "de", "it"):
        for name in values_of(language, "holiday"):
            assert holiday(name, 2027, "US") is not None, name


def test_bridge_joins_a_holiday_to_the_weekend() -> None:
    tuesday = holiday("christmas_day", 2029, "GB")
    assert tuesday is not None
    assert (bridge(tuesday).start, bridge(tuesday).end) == (date(2029, 12, 22), date(2029, 12, 25))


def test_public_holidays_of_an_unknown_region_are_none() -> None:
    assert public_holidays("ZZ", date(2027, 1, 1), date(2027, 12, 31)) == []
