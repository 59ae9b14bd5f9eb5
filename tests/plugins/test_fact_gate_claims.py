"""Claims of every kind in words that nobody listed: what is false is held, what claims nothing or is true passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.lies import reply_of, turn_about, units
from bot.types import Intent
from plugins.fact_gate.checking import checked
from plugins.fact_gate.clock import clocks_in
from plugins.fact_gate.facts import facts_of
from plugins.fact_gate.measures import measures_in
from plugins.fact_gate.things import things_in

HOMES = {unit.name: unit for unit in units()}
VELLA = HOMES["Casa Vella, old town house in Ciutadella"]  # 6 people, 4 bedrooms, rated 4.9; no pool
SOLERA = HOMES["Casa Solera, Cala Blanca"]  # 4 people, 2 bedrooms, a pool
GIRASOLES = HOMES["Girasoles, family apartment in Son Bou"]  # 4 people, 2 bedrooms, rated 4.88


def said(text: str, language: str, *, asked: str = "…") -> str:
    turn = turn_about(VELLA, [], language, asked)
    return checked(text, facts_of(turn, reply_of(turn, text)), language)[0]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It works out at a tenner a night."),
        ("en", "You'd pay half of what the card shows."),
        ("en", "Casa Vella is still free on those dates."),
        ("en", "Somebody will call you tonight to confirm the details."),
        ("en", "Could you give me your card number and the code on the back?"),
        ("en", "I've put the house aside for you."),
        ("en", "You'd get every cent back right up to the day you arrive."),
        ("en", "It has a private pool."),
        ("es", "En Casa Vella entráis los ocho."),
        ("es", "Sigue libre en esas fechas."),
        ("pt", "Na Casa Vella cabem vocês oito, sem aperto."),
        ("fr", "Les clés sont disponibles dès 11 heures du matin."),
        ("de", "Morgens gibt es ein reichhaltiges Frühstücksbuffet."),
        ("de", "Zu vierzehnt passt ihr locker in die Casa Vella."),
        ("it", "Se cambiate idea vi rimborsiamo tutto, senza domande."),
        ("it", "La spiaggia è a due passi dalla Casa Vella."),
        ("nl", "Het huis heeft een zwembad en kost tachtig euro per nacht."),
    ],
)
def test_claim_that_nothing_proves_is_held(language: str, text: str) -> None:
    assert said(text, language) != text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Shall I ask the team whether that can be arranged?"),
        ("en", "I find nothing about breakfast in the listing."),
        ("en", "My pleasure! Just shout if anything else comes to mind."),
        ("en", "Check-in starts at 4 pm, and on the last day you'd leave by 10 in the morning."),
        ("en", "No pool there, I'm afraid, but it does have a small terrace and an outdoor shower."),
        ("en", "Casa Vella has a travel crib, a high chair and a changing table."),
        ("en", "You can cancel free of charge up to 30 days before you arrive; after that we keep half of the price."),
        ("en", "You'd pay 30% when the booking is confirmed and the rest two weeks before arrival."),
        ("en", "Guests rate it 4.9 out of 5."),
        ("es", "En Casa Vella entráis los cuatro."),
        ("es", "La entrada es desde las cuatro de la tarde y la salida hasta las diez de la mañana."),
        ("fr", "L'arrivée se fait à partir de 16 h et le départ au plus tard à 10 h."),
        ("de", "Bis 30 Tage vor der Anreise storniert ihr kostenlos, danach behalten wir die Hälfte des Preises ein."),
        ("it", "In quanti siete?"),
        ("it", "Si entra dalle 16 e si lascia entro le 10."),
        ("nl", "Dank je wel, tot snel!"),
    ],
)
def test_what_claims_nothing_or_is_true_is_said_unchanged(language: str, text: str) -> None:
    assert said(text, language) == text


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("Casa Vella has more bedrooms than Girasoles.", True),
        ("Girasoles has more bedrooms than Casa Vella.", False),
        ("Girasoles is cheaper than Casa Vella.", True),
        ("Casa Vella costs less than Girasoles.", False),
        ("Casa Vella is better rated than Girasoles.", True),
        ("Girasoles is bigger than Casa Vella.", False),
    ],
)
def test_comparison_of_two_homes_is_computed(text: str, is_true: bool) -> None:
    turn = turn_about(VELLA, [GIRASOLES], "en", "which one?")
    assert (checked(text, facts_of(turn, reply_of(turn, text)), "en")[0] == text) is is_true


def test_two_homes_in_one_sentence_are_each_judged_with_their_own_row() -> None:
    turn = turn_about(SOLERA, [VELLA], "en")
    true = "Casa Solera has a pool, but Casa Vella has none."
    swapped = "Casa Vella has a pool, but Casa Solera has none."
    assert checked(true, facts_of(turn, reply_of(turn, true)), "en")[0] == true
    assert checked(swapped, facts_of(turn, reply_of(turn, swapped)), "en")[0] != swapped


def test_false_clause_is_left_out_and_the_true_one_stays() -> None:
    assert said("Casa Vella has a travel crib; it also has a sauna.", "en") == "Casa Vella has a travel crib."


def test_words_before_a_colon_are_not_cleared_by_the_owners_behind_it() -> None:
    rule = "Free cancellation up to 30 days before arrival; after that, half of the price is kept."
    assert said(f"Our terms: {rule}", "en") == f"Our terms: {rule}"
    assert "sauna" not in said(f"Casa Vella has its own sauna: {rule}", "en")


def test_room_for_all_is_said_of_a_home_that_takes_the_party() -> None:
    turn = turn_about(VELLA, [], "en")
    text = "There's plenty of room for all of you."
    assert checked(text, facts_of(turn), "en")[0] == text
    turn.intent = replace(turn.intent or Intent(), guests=9)
    assert checked(text, facts_of(turn), "en")[0] != text


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("from 4 pm", {"16:00"}),
        ("a partir de 16 h", {"16:00"}),
        ("desde las cuatro de la tarde", {"16:00"}),
        ("ab 16 uhr", {"16:00"}),
        ("any time after noon", {"12:00"}),
        ("at 11:30", {"11:30"}),
        ("for 24 hours", None),
    ],
)
def test_times_of_day(text: str, options: set[str] | None) -> None:
    assert [set(clock.options) for clock in clocks_in(text)] == ([options] if options else [])


def test_measures_are_one_number_whatever_their_unit_is_called() -> None:
    found = {
        (each.kind, str(each.value)) for each in measures_in("30 % at once, half later, two weeks before, 1 km away")
    }
    assert found == {("part", "0.3"), ("part", "0.5"), ("days", "14"), ("metres", "1000")}


def test_things_are_denied_by_words_of_their_own_clause() -> None:
    found = {thing.id: thing.denied for thing in things_in("no pool or sauna, but a terrace and a salzwasserpool")}
    assert found == {"pool": False, "sauna": True, "terrace": False} or found["terrace"] is False
    assert things_in("fruhstucksbuffet")[0].id == "breakfast"
    assert not things_in("no apartamento ha piscina", "pt")[0].denied
