"""The view over a turn's reading: which acts count, which are offered, and which facts refine them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.types import Act, Clause, Mentioned, Reading, Scope, Stance
from bot.words.languages import ANSWERED
from plugins.concierge import courtesy, dialogue, handover, topics, whereabouts
from plugins.concierge.acts import Acts, read
from plugins.concierge.pressed import CANCEL, CHANGE, means, pressed
from plugins.concierge.texts import CONCIERGE, LABELS, TOPICS

ROOT = Path(__file__).resolve().parents[2]
LABEL_TABLE = tomllib.loads((ROOT / "plugins/understanding/acts/labels.toml").read_text("utf-8"))
# Answered by a rule of their own in the dialogue.
BY_RULE = frozenset(
    "ask_human privacy_ask privacy_delete are_you_human greet thanks bye yes no unclear book compare choose_unit"
    " show_photos tell_more cheaper bigger other_options ask_price_total ask_availability weather".split()
)


def clause(
    text: str = "…",
    *acts: tuple[str, float],
    scope: Scope = "trip",
    asks: bool = False,
    facts: Sequence[str] = (),
    features: Sequence[tuple[str, Stance]] = (),
    states: Sequence[str] = (),
    ordinals: Sequence[int] = (),
) -> Clause:
    return Clause(
        text,
        tuple(Act(label, *_halves(label), confidence) for label, confidence in acts),
        scope=scope,
        asks=asks,
        facts=tuple(facts),
        features=tuple(Mentioned(*item) for item in features),
        states=frozenset(states),
        ordinals=tuple(ordinals),
    )


def _halves(label: str) -> tuple[str, str | None]:
    act, topic = LABEL_TABLE[label]
    return act, topic or None


def acts(*clauses: Clause, wishes: Sequence[str] = ()) -> Acts:
    return read(Reading(clauses), "a message of some words", wishes=wishes)


def test_every_label_of_the_reader_has_an_answer() -> None:
    answered = (
        BY_RULE
        | topics.TOPICS.keys()
        | whereabouts.ITEMS
        | handover.HANDED.keys()
        | courtesy._SAID.keys()
        | dialogue.TRIP
    )
    assert set(LABEL_TABLE) <= answered
    assert set(LABEL_TABLE) - means() <= {
        "greet", "thanks", "bye", "yes", "no", "change_trip", "retract_wish", "flexible_dates", "ask_availability",
        "choose_unit", "past_stay_talk", "other_person_trip", "off_topic", "abuse", "unclear", "other",
    }  # fmt: skip


def test_every_topic_says_what_is_not_known_of_it() -> None:
    known = {key.removeprefix("unknown.") for key in TOPICS.keys("en") if key.startswith("unknown.")}
    assert set(topics.TOPICS) | {"distance"} <= known


def test_read_counts_an_act_from_one_half_on() -> None:
    assert "parking" in acts(clause("is there parking", ("parking", 0.5)))
    unsure = acts(clause("park", ("parking", 0.49), ("local_tips", 0.2)))
    assert not unsure.does
    assert unsure.choices == ("parking", "local_tips")


def test_read_of_the_unlikely_offers_nothing() -> None:
    assert acts(clause("blub", ("parking", 0.29), ("pets", 0.2))).choices == ()


def test_read_of_one_understood_clause_offers_nothing_for_the_other() -> None:
    said = acts(clause("hm", ("parking", 0.4)), clause("thanks", ("thanks", 0.9)))
    assert said.choices == ()
    assert said.only("thanks")


def test_read_adds_up_what_is_answered_alike() -> None:
    said = acts(clause("later than that", ("early_late", 0.3), ("check_in_time", 0.3)))
    assert said.does == {"early_late"}


def test_read_of_what_people_must_see_adds_up_nothing() -> None:
    said = acts(clause("Sam 07700 900123", ("after_booking_cancel", 0.4), ("ask_booking_reference", 0.2)))
    assert not said.does


def test_read_of_equipment_without_a_label_is_an_amenity() -> None:
    unsure = (("baby_gear", 0.26), ("accessibility", 0.13), ("amenity", 0.13))
    assert acts(clause("a helipad?", *unsure, asks=True)).does == {"amenity"}
    assert not acts(clause("helipad", *unsure)).does


def test_read_of_some_courtesy_is_one_whichever() -> None:
    assert acts(clause("great", ("thanks", 0.35), ("greet", 0.3), ("unclear", 0.2))).does == {"courtesy"}


def test_read_takes_what_states_the_trip_for_a_statement() -> None:
    assert acts(clause("two, May", ("complaint", 0.8), states=["guests"])).does == {"state_trip"}
    assert acts(clause("two, May?", ("unclear", 0.8), states=["guests"], asks=True)).does == {"ask_availability"}


def test_read_takes_a_wish_for_no_question() -> None:
    wish = acts(clause("with a pool", ("pool_safety", 0.9), features=[("pool", "wish")], asks=True), wishes=["pool"])
    assert wish.does == {"state_trip"}
    assert wish.features == ()
    unheard = acts(clause("does it come with a cot", ("baby_gear", 0.9), features=[("crib", "wish")], asks=True))
    assert unheard.features == ("crib",)
    question = acts(clause("a pool?", ("pool_safety", 0.9), features=[("pool", "question")], asks=True))
    assert question.does == {"pool_safety"}
    assert question.features == question.features_of("pool_safety") == ("pool",)


@pytest.mark.parametrize(
    ("scope", "label"), [("past", "past_stay_talk"), ("other_trip", "other_person_trip"), ("elsewhere", "off_topic")]
)
def test_read_of_another_trip_is_a_remark(scope: Scope, label: str) -> None:
    assert acts(clause("six of us in May", ("state_trip", 0.9), scope=scope)).does == {label}
    assert acts(clause("it was filthy", ("complaint", 0.9), scope=scope)).does == {"complaint"}


def test_read_a_fact_says_more_exactly_what_is_asked() -> None:
    said = acts(clause("how many bedrooms", ("tell_more", 0.9), asks=True, facts=["bedrooms"]))
    assert said.asked == ("bedrooms",)
    said = acts(clause("the bedrooms are nice", ("tell_more", 0.9), facts=["bedrooms"]))
    assert said.asked == ("tell_more",)
    said = acts(clause("the cheapest one", ("choose_unit", 0.9), facts=["cheapest"]))
    assert "cheapest" in said
    said = acts(clause("how much with cleaning", ("ask_price_total", 0.9), asks=True, facts=["cleaning_fee"]))
    assert said.asked == ("ask_price_total", "cleaning_fee")


def test_read_a_yes_beside_a_question_agrees_to_nothing() -> None:
    assert acts(clause("ok", ("yes", 0.9))).agrees
    assert not acts(clause("ok", ("yes", 0.9)), clause("is it far?", ("distance_location", 0.9), asks=True)).agrees


@pytest.mark.parametrize("language", ANSWERED)
def test_pressed_button_needs_no_reading(language: str) -> None:
    for key, label in {"book_it": "book", "cancel": CANCEL, "change": CHANGE, "yes_send": "yes"}.items():
        text = CONCIERGE.say(f"buttons.{key}", language)
        assert pressed(text) == (key, label)
    more = pressed(LABELS.say("more", language))
    assert more
    assert more.label == "other_options"


@pytest.mark.parametrize("language", ANSWERED)
def test_pressed_meaning_is_that_label(language: str) -> None:
    for label in means():
        sent = pressed(TOPICS.say(f"means.{label}", language))
        assert sent
        assert sent.label == label
        assert read(Reading(), "x", *sent).does == {label}


def test_pressed_words_of_the_guest_are_no_button() -> None:
    assert pressed("book it for the 3rd, please") is None


def test_read_number_of_a_button_is_that_of_its_text() -> None:
    said = read(Reading((clause("Book number 1", ordinals=[1]),)), "Book number 1", "book_first", "book")
    assert said.ordinals == (1,)
    assert said.does == {"book"}
