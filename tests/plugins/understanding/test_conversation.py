"""plugins.understanding over a conversation: merging, answers, agreement, abstaining, language, never the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.offers.wire import intent_json
from bot.types import HistoryItem, Intent, Role
from plugins.understanding.language import guess_language
from plugins.understanding.read import Setting
from plugins.understanding.replay import replay
from tests.support.intent import extract

TODAY = date(2026, 5, 20)  # a Wednesday
STAY = Intent(check_in=date(2026, 8, 10), check_out=date(2026, 8, 14), nights=4, guests=4, adults=2, children=2)


def talk(*lines: str) -> tuple[HistoryItem, ...]:
    """Lines "U: …" are the guest's, "B: …" the bot's."""
    roles: dict[str, Role] = {"U": "user", "B": "assistant"}
    return tuple(HistoryItem(roles[line[0]], line[3:], "") for line in lines)


def after(known: Intent, text: str, *history: str, locale: str | None = None) -> Intent:
    read = extract(text, today=TODAY, history=talk(*history), locale=locale, intent=known)
    return known.changed(read.change)


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("al final seremos 5", 5),
        ("in the end there will be five of us", 5),
        ("finalement nous serons 5", 5),
        ("am Ende sind wir zu fünft", 5),
        ("alla fine saremo in 5", 5),
        ("afinal seremos 5", 5),
        ("una persona más", 5),
        ("one more person", 5),
    ],
)
def test_extract_new_head_count_replaces_the_party(text: str, guests: int) -> None:
    intent = after(STAY, text)
    assert (intent.guests, intent.adults, intent.children) == (guests, None, None)
    assert (intent.check_in, intent.check_out) == (STAY.check_in, STAY.check_out)


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("two more nights", 6),
        ("dos noches más", 6),
        ("deux nuits de plus", 6),
        ("zwei Nächte mehr", 6),
        ("due notti in più", 6),
        ("mais duas noites", 6),
        ("add another night please", 5),
        ("one night less", 3),
        ("una noche menos", 3),
        ("solo 3 noches", 3),
        ("only 3 nights", 3),
    ],
)
def test_extract_length_changes_keep_the_arrival_and_move_the_departure(text: str, nights: int) -> None:
    intent = after(STAY, text)
    assert intent.check_in == STAY.check_in
    assert intent.nights == nights
    assert intent.check_out is not None
    assert intent.check_in is not None
    assert (intent.check_out - intent.check_in).days == nights


def test_extract_more_nights_without_known_length_abstains() -> None:
    assert extract("two more nights", today=TODAY).change == {}


@pytest.mark.parametrize("text", ["mejor del 10 al 14 de septiembre", "better from 10 to 14 September instead"])
def test_extract_better_dates_replace_both(text: str) -> None:
    intent = after(STAY, text)
    assert (intent.check_in, intent.check_out) == (date(2026, 9, 10), date(2026, 9, 14))


def test_extract_new_departure_alone_keeps_the_arrival() -> None:
    intent = after(STAY, "nos vamos el 16")
    assert (intent.check_in, intent.check_out, intent.nights) == (date(2026, 8, 10), date(2026, 8, 16), 6)


def test_extract_named_arrival_keeps_a_given_departure() -> None:
    intent = after(STAY, "we arrive on 12 August")
    assert (intent.check_in, intent.check_out) == (date(2026, 8, 12), date(2026, 8, 14))


def test_extract_named_arrival_moves_a_counted_length() -> None:
    intent = after(STAY, "we arrive on 12 August", "U: four nights from 10 August", "B: For how many guests?")
    assert (intent.check_in, intent.check_out) == (date(2026, 8, 12), date(2026, 8, 16))


def test_extract_one_day_later_shifts_the_named_end() -> None:
    assert after(STAY, "we leave one day later").check_out == date(2026, 8, 15)
    assert after(STAY, "nos vamos un día antes").check_out == date(2026, 8, 13)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("How many guests will you be?", "4", {"guests": 4}),
        ("How many guests will you be?", "four please", {"guests": 4}),
        ("¿Cuántas personas sois?", "cuatro", {"guests": 4}),
        ("¿Para cuántas personas?", "para 3", {"guests": 3}),
        ("Combien de personnes serez-vous ?", "deux", {"guests": 2}),
        ("Für wie viele Personen?", "drei", {"guests": 3}),
        ("Per quante persone?", "due", {"guests": 2}),
        ("Para quantas pessoas?", "duas", {"guests": 2}),
        ("How many nights would you like to stay?", "3", {"nights": 3}),
        ("¿Cuántas noches os quedáis?", "cinco", {"nights": 5}),
        ("When would you like to arrive?", "the 12th", {"check_in": date(2026, 6, 12)}),
        ("When would you like to arrive?", "12", {"check_in": date(2026, 6, 12)}),
        ("¿Qué día llegáis?", "el 12", {"check_in": date(2026, 6, 12)}),
        ("When are you leaving?", "Sunday", {"check_out": date(2026, 5, 24)}),
        ("¿Cuándo os vais? ¿Qué día es la salida?", "el 14", {"check_out": date(2026, 6, 14)}),
        ("What dates do you want?", "10 to 14", {"check_in": date(2026, 6, 10), "check_out": date(2026, 6, 14)}),
        ("¿Para qué fechas?", "del 10 al 14", {"check_in": date(2026, 6, 10), "check_out": date(2026, 6, 14)}),
        ("Any children travelling with you? How many children?", "no", {"children": 0}),
        ("For which dates and how many guests?", "4", {}),
        ("Anything else?", "4", {}),
    ],
)  # fmt: skip
def test_extract_bare_answer_belongs_to_the_question(question: str, answer: str, expected: dict[str, object]) -> None:
    read = extract(answer, today=TODAY, history=talk("U: hi", f"B: {question}"))
    assert {key: read.change.get(key) for key in expected} == expected
    assert bool(read.change) == bool(expected)


def test_extract_yes_to_a_proposed_date_states_it() -> None:
    history = talk("B: Would you like to check in on 9 June?")
    assert extract("Yes, that works", today=TODAY, history=history).change == {"check_in": date(2026, 6, 9)}
    assert extract("No, thanks", today=TODAY, history=history).change == {}


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Do you mean 7 August or 8 July?", "August", date(2026, 8, 7)),
        ("¿Quieres decir el 7 de agosto o el 8 de julio?", "en julio", date(2026, 7, 8)),
        ("Do you mean 7 August or 8 July?", "8 July", date(2026, 7, 8)),
        ("Do you mean 7 August or 8 July?", "September", None),
        ("When would you like to come?", "in August", None),
    ],
)
def test_extract_month_chooses_between_the_dates_named(question: str, answer: str, expected: date | None) -> None:
    read = extract(answer, today=TODAY, history=talk(f"B: {question}"))
    assert read.change.get("check_in") == expected


def test_extract_yes_to_anything_else_states_nothing() -> None:
    assert extract("yes please", today=TODAY, history=talk("B: Would you like to see photos?")).change == {}


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en-US", date(2026, 6, 5)), ("en-GB", date(2026, 6, 5)), ("es-MX", date(2026, 6, 5)), (None, date(2026, 6, 5))],
)
def test_extract_slashed_date_with_one_reading_gone_by_is_not_asked(locale: str | None, expected: date) -> None:
    """On 20 May, 6 May lies almost a year ahead: only where the region says month first is 5/6 the sixth of May."""
    read = extract("arriving 6/5" if locale == "en-US" else "arriving 5/6", today=TODAY, locale=locale)
    assert read.change.get("check_in") == expected
    assert read.clarifications == ()


def test_extract_slashed_date_with_two_readings_asks_instead_of_guessing() -> None:
    read = extract("we arrive on 7/8 for 3 nights", today=TODAY)
    assert "check_in" not in read.change
    assert read.change["nights"] == 3
    (question,) = read.clarifications
    assert (question.about, question.options) == ("check_in", ("2026-07-08", "2026-08-07"))
    assert question.text == "7/8"


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("we arrive on 7/8", "en-US", date(2026, 7, 8)),
        ("we arrive on 7/8", "en-GB", date(2026, 8, 7)),
        ("llegamos el 7/8", None, date(2026, 8, 7)),
        ("nous arrivons le 7/8", None, date(2026, 8, 7)),
        ("we arrive on 17/8", None, date(2026, 8, 17)),
        ("from 7/8 to 14/8", None, date(2026, 8, 7)),
        ("from 7/8 to 10/8", "en-GB", date(2026, 8, 7)),
    ],
)
def test_extract_slashed_date_settled_by_region_language_or_the_other_end(
    text: str, locale: str | None, expected: date
) -> None:
    read = extract(text, today=TODAY, locale=locale)
    assert read.change.get("check_in") == expected
    assert read.clarifications == ()


def test_extract_either_of_two_dates_asks_which() -> None:
    read = extract("we could arrive on 3 June or 10 June", today=TODAY)
    assert "check_in" not in read.change
    assert read.clarifications[0].options == ("2026-06-03", "2026-06-10")


@pytest.mark.parametrize(
    "text", ["the second week of August", "la segunda semana de agosto", "die zweite Woche im August"]
)
def test_extract_week_of_a_month_is_a_period(text: str) -> None:
    read = extract(text, today=TODAY)
    assert "check_in" not in read.change
    period = read.change["period"]
    assert period is not None
    assert (period.start, period.end) == (date(2026, 8, 8), date(2026, 8, 14))


def test_extract_two_dates_joined_by_and_leave_the_departure_open() -> None:
    assert extract("viernes 5 y sábado 6 de junio", today=TODAY).change == {"check_in": date(2026, 6, 5)}


@pytest.mark.parametrize(
    "text", ["12 May 2025", "del 1 al 5 de marzo de 2024", "yesterday", "last week", "we were there 2 weeks ago"]
)
def test_extract_days_gone_by_are_never_read(text: str) -> None:
    assert extract(text, today=TODAY).change == {}


def test_extract_day_of_the_month_already_gone_is_next_month() -> None:
    assert extract("we arrive on the 19th", today=TODAY).change == {"check_in": date(2026, 6, 19)}
    assert extract("we arrive on the 20th", today=TODAY).change == {"check_in": TODAY}


@pytest.mark.parametrize(
    "text",
    ["29 February", "31 June", "the 40th", "30/2/2027", "from 14 June to 10 June 2026", "0 nights", "999 nights"],
)
def test_extract_impossible_values_never_raise_and_stay_plausible(text: str) -> None:
    intent = Intent().changed(extract(text, today=TODAY).change)
    assert intent.check_in is None or intent.check_in >= TODAY
    assert intent.nights is None or 0 < intent.nights <= 365
    assert not (intent.check_in and intent.check_out) or intent.check_out > intent.check_in


def test_extract_preferences_add_up_and_are_taken_back() -> None:
    known = replace(STAY, preferences=("wifi", "parking"))
    assert after(known, "with a pool too").preferences == ("wifi", "parking", "pool")
    assert after(known, "we don't need parking after all").preferences == ("wifi",)
    assert after(known, "al final sin aparcamiento").preferences == ("wifi",)


def test_replay_conversation_accumulates_and_leaves_other_services_alone() -> None:
    history = talk(
        "U: I need a flight to Palma on 1 June for 3 people",
        "B: There is a flight at 9 am. Shall I book it?",
        "U: yes please. Then I want a house for 4 from the 3rd to the 8th of June",
        "B: Lovely. Anything you need in the house?",
    )
    read, intent, before = replay("a pool. And we will be five", Setting(TODAY), history=history)
    value = intent_json(intent)
    assert (value["check_in"], value["check_out"], value["nights"]) == ("2026-06-03", "2026-06-08", 5)
    assert (value["guests"], value["accommodation_type"], value["preferences"]) == (5, "house", ["pool"])
    assert read.language == "en"
    assert (before.guests, before.preferences) == (4, ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hola", "es"), ("hello", "en"), ("bonjour", "fr"), ("guten Tag", "de"), ("buongiorno", "it"), ("olá", "pt"),
        ("ok", None), ("4", None), ("👍", None), ("", None), ("Hotel California", None),
        ("¿tenéis algo libre?", "es"), ("is there anything free?", "en"), ("vous avez une chambre ?", "fr"),
        ("habt ihr ein Zimmer frei?", "de"), ("avete una camera libera?", "it"), ("vocês têm um quarto livre?", "pt"),
        ("quiero hacer el check-in el viernes", "es"), ("gracias", "es"), ("obrigado", "pt"), ("grazie", "it"),
        ("merci", "fr"), ("danke", "de"), ("thanks", "en"),
    ],
)  # fmt: skip
def test_guess_language_short_messages_are_known_or_left_open(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("ana@example.com", "es", None),
        ("www.casa.com.br", None, None),
        ("Joao da Silva", "es", None),
        ("thanks", "es", None),
        ("Do you have anything with a pool?", "es", "en"),
        ("¿Y con piscina para el perro?", "en", "es"),
        ("hola", None, "es"),
    ],
)
def test_guess_language_within_a_conversation_switches_on_evidence_only(
    text: str, current: str | None, language: str | None
) -> None:
    assert guess_language(text, current) == language


def test_extract_clarification_quotes_the_guest_literally() -> None:
    read = extract("we arrive on the 3rd or the 10th of June", today=date(2026, 5, 20), locale="en-GB")
    assert [question.text for question in read.clarifications] == ["3rd or the 10th of June"]


UNITS = ({"id": "1"}, {"id": "2"})


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When would you like to arrive?", "the first", date(2026, 6, 1)),
        ("¿Qué día llegáis?", "el primero", date(2026, 6, 1)),
        ("When would you like to arrive?", "the second one", None),
        ("When would you like to arrive?", "book the first", None),
        ("How can I help you?", "the first", None),
        ("How can I help you?", "we arrive on the first", date(2026, 6, 1)),
    ],
)
def test_extract_ordinal_alone_is_a_day_only_as_an_answer_to_when(
    question: str, text: str, expected: date | None
) -> None:
    read = extract(text, today=TODAY, history=talk(f"B: {question}"))
    assert read.change == ({"check_in": expected} if expected else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the first", None),
        ("the 2nd", None),
        ("does the 2nd have a kitchen?", None),
        ("the 12th", date(2026, 6, 12)),
        ("we arrive on the first", date(2026, 6, 1)),
        ("2", date(2026, 6, 2)),
    ],
)
def test_extract_ordinal_beside_units_just_shown_chooses_one_of_them(text: str, expected: date | None) -> None:
    history = (HistoryItem("assistant", "Casa Alba and Casa Blau are free. When would you like to arrive?", "", UNITS),)
    assert extract(text, today=TODAY, history=history).change == ({"check_in": expected} if expected else {})


def test_extract_booking_called_off_leaves_the_journey_as_it_is() -> None:
    assert after(STAY, "please cancel my booking of 20 June for 5 people") == STAY


def test_extract_amenity_asked_for_is_no_other_topic() -> None:
    assert after(Intent(), "for 9 people with a gym and a spa, 3 to 6 June").guests == 9
    assert after(Intent(), "a spa treatment for 2 people on 3 June") == Intent()


def test_extract_yes_to_a_journey_by_bus_states_no_stay() -> None:
    history = talk(
        "U: a bus to Fresno on 2 June please",
        "B: Please confirm: leaving Las Vegas for Fresno on 2 June at 7:10 am.",
    )
    assert extract("Sounds good to me", today=TODAY, history=history).change == {}


def test_extract_dates_of_a_flight_the_guest_is_after_are_not_the_stay() -> None:
    history = talk("U: I need to find a flight to Palma", "B: On which dates is your flight?")
    assert extract("from the 3rd to the 8th of June", today=TODAY, history=history).change == {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you have a gym?", "No, there is no gym."),
        ("How far is the airport?", "The airport is 20 minutes away by taxi."),
        ("Is there a restaurant nearby?", "Yes, a restaurant is next door."),
    ],
)
def test_extract_dates_after_small_talk_of_a_place_are_the_stay(question: str, answer: str) -> None:
    read = extract("from the 3rd to the 8th of June", today=TODAY, history=talk(f"U: {question}", f"B: {answer}"))
    assert read.change == {"check_in": date(2026, 6, 3), "check_out": date(2026, 6, 8)}


@pytest.mark.parametrize(
    "text",
    [
        "how much is the first one in total?",
        "quiero hablar con una persona",
        "I want to talk to a person",
        "can I speak with a real person please",
        "je voudrais parler à une personne",
        "vorrei parlare con una persona",
        "quero falar com uma pessoa",
        "ich möchte mit einer Person sprechen",
    ],
)
def test_extract_somebody_to_talk_to_is_no_guest(text: str) -> None:
    assert extract(text, today=TODAY, locale="en-GB").change == {}


@pytest.mark.parametrize("text", ["Sin terraza o balcón", "Without terrace or balcony", "no pool or parking"])
def test_extract_wishes_taken_back_together_are_gone(text: str) -> None:
    known = Intent(preferences=("terrace", "pool", "parking"))
    kept = extract(text, today=TODAY, intent=known).change["preferences"]
    assert not set(kept) & ({"terrace"} if "terra" in text else {"pool", "parking"})
