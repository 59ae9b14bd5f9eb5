"""What the local concierge says of a home passes the fact gate in every language; what is wrong in it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest

from bot.offers.fitting import fitted
from bot.words.languages import ANSWERED
from bot.words.phrases import for_guests
from plugins.concierge import facts
from plugins.concierge.cards import facts_line, price_line
from plugins.concierge.texts import Texts
from plugins.fact_gate.own import ROOMS, own
from tests.plugins.test_fact_gate import HOMES, SOLERA, said, turn_about

LANGUAGE = pytest.mark.parametrize("language", ANSWERED)
NOT_THERE = ("sauna", "gym", "ev_charger", "lake", "pets")
TOPICS = (
    "price", "capacity", "bedrooms", "beds", "bathrooms", "size", "min_nights", "cleaning_fee", "location", "rating",
    "availability",
)  # fmt: skip


def answers(language: str) -> Iterator[str]:
    """On everything that the row has, and on what it lacks."""
    texts, turn = Texts.of(language), turn_about(SOLERA, HOMES[3:6], language)
    match = fitted(SOLERA, turn.intent)
    assert not set(NOT_THERE) & set(SOLERA.features)
    for topic in TOPICS:
        if answer := facts.about(topic, match, turn.tenant, texts):
            yield answer
    for feature in (*SOLERA.features, *NOT_THERE):
        yield facts.feature(feature, SOLERA, texts)
    yield f"- **{SOLERA.name}** — {facts_line(SOLERA, texts)} — {price_line(match, texts)}"


@LANGUAGE
def test_answers_of_the_concierge_pass_in_every_language(language: str) -> None:
    for answer in answers(language):
        assert said(answer, language) == (answer, [])


@LANGUAGE
def test_sentences_without_a_value_pass_in_every_language(language: str) -> None:
    for room in ROOMS:
        for key, text in for_guests(room).texts(language):
            if not [field for _, field, _, _ in Formatter().parse(text) if field]:
                assert said(text, language)[1] == [], f"{room}: {key}"


@LANGUAGE
def test_own_words_do_not_vouch_for_what_fills_them(language: str) -> None:
    texts = Texts.of(language)
    wrong = {
        "capacity": {"guests": texts.count("guests", 9)},
        "price_from": {"price": "€12"},
        "price_fee": {"fee": "€7"},
        "min_nights": {"nights": texts.count("nights", 19)},
        "has": {"things": texts.count("bedrooms", 5)},
        "feature_yes": {"feature": texts.feature("sauna")},
        "feature_no": {"feature": texts.feature("pool")},
        "policy": {"topic": "Info", "value": "Het huis heeft een zwembad met glijbaan en kost tachtig per nacht."},
        "price_stay": {"stay": texts.stay(date(2031, 1, 1), date(2031, 1, 5))},
    }
    for key, values in wrong.items():
        text = texts.say(
            key, **{"name": SOLERA.name, **values} if key not in ("price_fee", "min_nights", "policy") else values
        )
        assert said(text, language)[1], text


def test_own_says_where_the_values_stand() -> None:
    sentence = "- **Casa Mar** takes up to 4 people."
    found = own(sentence, "en")
    assert found
    assert [sentence[start:end] for start, end in found.values] == ["Casa Mar", "4 people"]
    assert own("Casa Mar takes up to 4 people, and dogs.", "en") is None
    assert own(sentence, "de") is None


def test_own_reads_hostile_text_once() -> None:
    assert own("**" + "** takes up to " * 500, "en") is None
