"""Lengths, shifts, corrections and retractions beside a stay that is known."""

from __future__ import annotations

from datetime import date

import pytest

from bot.types import Intent, Period
from tests.plugins.understanding.dates.stays import stated, stay

STAY = Intent(check_in=date(2027, 7, 12), check_out=date(2027, 7, 16), nights=4, guests=2)

CHANGES = [
    ("2027-07-19 2027-07-23 4", {
        "en": "a week later", "es": "una semana más tarde", "pt": "uma semana depois", "fr": "une semaine plus tard",
        "de": "eine Woche später", "it": "una settimana dopo"}),
    ("2027-07-19 2027-07-23 4", {
        "en": "no, a week later", "es": "no, una semana después", "pt": "não, uma semana mais tarde",
        "fr": "non, une semaine après", "de": "nein, eine Woche später", "it": "no, una settimana più tardi"}),
    ("2027-07-11 2027-07-16 5", {
        "en": "can we arrive a day earlier?", "es": "llegamos un día antes", "pt": "chegamos um dia antes",
        "fr": "on arrive un jour plus tôt", "de": "einen Tag früher anreisen", "it": "arriviamo un giorno prima"}),
    ("2027-07-12 2027-07-15 3", {
        "en": "we leave one day earlier", "es": "nos vamos un día antes", "pt": "saímos um dia antes",
        "fr": "on part un jour plus tôt", "de": "Abreise einen Tag früher", "it": "partiamo un giorno prima"}),
    ("2027-07-12 2027-07-17 5", {
        "en": "one more night", "es": "una noche más", "pt": "uma noite a mais", "fr": "une nuit de plus",
        "de": "eine Nacht länger", "it": "una notte in più"}),
    ("2027-07-12 2027-07-14 2", {
        "en": "two nights less", "es": "dos noches menos", "pt": "duas noites a menos", "fr": "deux nuits de moins",
        "de": "zwei Nächte weniger", "it": "due notti in meno"}),
    ("2027-07-12 2027-07-22 10", {
        "en": "10 nights instead", "es": "mejor 10 noches", "pt": "melhor 10 noites", "fr": "plutôt 10 nuits",
        "de": "doch 10 Nächte", "it": "meglio 10 notti"}),
    ("2027-07-13 2027-07-16 3", {
        "en": "from the 13th instead", "es": "mejor desde el 13", "pt": "melhor a partir do 13",
        "fr": "plutôt à partir du 13", "de": "doch erst ab dem 13.", "it": "anzi dal 13"}),
    ("2027-07-13 2027-07-16 3", {
        "en": "not the 12th, the 13th", "es": "no el 12, el 13", "pt": "não dia 12, dia 13", "fr": "pas le 12, le 13",
        "de": "nicht der 12., sondern der 13.", "it": "non il 12, il 13"}),
    ("2027-07-13 2027-07-16 3", {
        "en": "the 13th instead of the 12th", "es": "el 13 en vez del 12", "pt": "dia 13 em vez do dia 12",
        "fr": "le 13 au lieu du 12", "de": "am 13. statt am 12.", "it": "il 13 invece del 12"}),
    ("2027-07-12 2027-07-17 5", {
        "en": "leave on the 17th instead", "es": "salimos el 17", "pt": "saímos dia 17", "fr": "on part le 17",
        "de": "Abreise erst am 17.", "it": "ripartiamo il 17"}),
    ("2027-07-12 2027-07-20 8", {
        "en": "until the 20th", "es": "hasta el 20", "pt": "até dia 20", "fr": "jusqu'au 20", "de": "bis zum 20.",
        "it": "fino al 20"}),
    ("2027-10-12 2027-10-16 4", {
        "en": "sorry, I meant October", "es": "quería decir octubre", "pt": "quis dizer outubro",
        "fr": "je voulais dire octobre", "de": "ich meinte Oktober", "it": "volevo dire ottobre"}),
    ("2027-07-20 2027-07-25 5", {
        "en": "no, from the 20th to the 25th", "es": "no, del 20 al 25", "pt": "não, de 20 a 25",
        "fr": "non, du 20 au 25", "de": "nein, vom 20. bis 25.", "it": "no, dal 20 al 25"}),
    ("- - -", {
        "en": "forget the dates", "es": "olvida las fechas", "pt": "esquece as datas", "fr": "oublie les dates",
        "de": "vergiss die Daten", "it": "lascia stare le date"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, expected) for expected, texts in CHANGES for language, text in texts.items()],
)
def test_read_change_counts_from_what_is_known(language: str, text: str, expected: str) -> None:
    assert stay(text, language, known=STAY) == expected


def test_read_new_arrival_moves_a_counted_length_along() -> None:
    assert stay("from the 13th instead", known=STAY, counted=True) == "2027-07-13 2027-07-17 4"


def test_read_arrival_far_from_the_known_one_moves_the_whole_stay() -> None:
    assert stay("we arrive on 1 January", known=STAY) == "2027-01-01 2027-01-05 4"


def test_read_other_month_without_a_word_of_change_opens_the_days() -> None:
    after = STAY.changed(stated("what about September?", known=STAY).change)
    assert (after.check_in, after.check_out, after.nights) == (None, None, 4)
    assert after.period == Period(date(2027, 9, 1), date(2027, 9, 30), "September")


def test_read_change_without_a_known_stay_states_nothing() -> None:
    assert stated("a week later").change == {}
    assert stated("one more night").change == {}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "give or take two days, 10 to 17 may", 2), ("es", "con 2 días de margen, del 10 al 17 de mayo", 2),
        ("pt", "2 dias pra mais ou pra menos", 2), ("fr", "à deux jours près", 2), ("de", "plus minus 2 Tage", 2),
        ("it", "con due giorni di margine", 2),
    ],
)  # fmt: skip
def test_read_days_of_leeway_are_no_length(language: str, text: str, expected: int) -> None:
    change = stated(text, language).change
    assert (change.get("flexible_days"), change.get("nights")) == (expected, None)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("yes, perfect", "8 to 10 December?", {"check_in": date(2026, 12, 8), "check_out": date(2026, 12, 10)}),
        ("August", "Do you mean 7 August or 8 July?", {"check_in": date(2027, 8, 7)}),
        ("yes please", "Would you like to see photos?", {}),
        ("yes", "3 June or 10 June?", {}),
    ],
)
def test_read_answer_takes_the_days_that_the_bot_named(text: str, question: str, expected: dict[str, date]) -> None:
    assert stated(text, question=question).change == expected


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("3", {"nights"}, {"nights": 3}), ("three please", {"nights"}, {"nights": 3}),
        ("the 12th", {"check_in", "check_out"}, {"check_in": date(2026, 12, 12)}),
        ("12", {"check_in"}, {"check_in": date(2026, 12, 12)}), 
        ("Sunday", {"check_out"}, {"check_out": date(2026, 11, 29)}),
        ("4", {"nights", "guests"}, {}), ("the second one", {"check_in"}, {}),
    ],
)  # fmt: skip
def test_read_bare_number_answers_what_was_asked(text: str, asked: set[str], expected: dict[str, object]) -> None:
    assert stated(text, asked=frozenset(asked)).change == expected
