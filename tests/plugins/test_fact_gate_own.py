"""What code has put together passes the fact gate in every language; what an owner's description claims is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest
from babel.numbers import list_currencies

from bot import Reply
from bot.offers.fitting import fitted
from bot.offers.money import money
from bot.types import Unit
from bot.words.features import BY_ID
from bot.words.languages import ANSWERED
from bot.words.phrases import for_guests
from plugins.concierge import facts
from plugins.concierge.cards import facts_line, price_line
from plugins.concierge.texts import Texts
from plugins.fact_gate import Plugin
from plugins.fact_gate.checking import checked_among_others
from plugins.fact_gate.facts import facts_of
from tests.plugins.conftest import StartDemo
from tests.plugins.test_fact_gate import HOMES, SOLERA, turn_about

LANGUAGE = pytest.mark.parametrize("language", ANSWERED)
ROOMS = ("concierge", "topics", "core", "commands", "labels", "limits")
NOT_THERE = ("sauna", "gym", "ev_charger", "lake", "pets")
# As guests write them at home, and with the country's number.
PHONES = ("07700 900321", "0664 1234567", "612 34 56 78", "11 98765-4321", "+33 6 12 34 56 78", "(312) 555-0142")
TOPICS = (
    "price", "capacity", "bedrooms", "beds", "bathrooms", "size", "min_nights", "cleaning_fee", "location", "rating",
    "availability",
)  # fmt: skip


async def passed(text: str, language: str, unit: Unit = SOLERA, **reply: Any) -> str:
    """A composed reply's text as it leaves the gate."""
    turn = turn_about(unit, HOMES[3:6], language)
    gate = Plugin(None, None)  # type: ignore[arg-type]  # without a core: it only records corrections, of which there are none here
    checked = await gate.check_reply(turn, Reply(text, composed=True, sources=(fitted(unit, turn.intent),), **reply))
    return text if checked is None else checked.text


def answers(language: str) -> Iterator[str]:
    """On everything that the row has, and on what it lacks."""
    texts, turn = Texts.of(language), turn_about(SOLERA, HOMES[3:6], language)
    match = fitted(SOLERA, turn.intent)
    for topic in TOPICS:
        if answer := facts.about(topic, match, turn.tenant, texts):
            yield answer
    for feature in (*SOLERA.features, *NOT_THERE):
        if feature in SOLERA.features and feature in BY_ID:
            yield texts.say("feature_yes", name=SOLERA.name, has=texts.has([feature], 1))
        elif feature in BY_ID:
            yield texts.say("feature_no", name=SOLERA.name, things=texts.lacks([feature]))
    yield f"- **{SOLERA.name}** — {facts_line(SOLERA, texts)} — {price_line(match, texts)}"


@LANGUAGE
async def test_answers_of_the_concierge_pass_in_every_language(language: str) -> None:
    reply = "\n\n".join(answers(language))
    assert await passed(reply, language) == reply


@LANGUAGE
async def test_every_sentence_passes_whatever_fills_it(language: str) -> None:
    """Prices of every currency, names and telephone numbers: `{name}` may be a guest's, `{price}` a yen's."""
    fillings = (*(money(Decimal("1234.50"), code, language) for code in sorted(list_currencies())), *PHONES, "Ana Pi")
    filled = list[str]()
    for number, text in enumerate(text for room in ROOMS for _, text in for_guests(room).texts(language)):
        fields = {field.split(".")[0] for _, field, _, _ in Formatter().parse(text) if field}
        filled.append(Formatter().vformat(text, (), {field: fillings[number % len(fillings)] for field in fields}))
    reply = "\n\n".join((*filled, *(f"- {filling}" for filling in fillings)))
    assert await passed(reply, language) == reply


@LANGUAGE
async def test_description_that_states_a_price_is_not_let_out(language: str) -> None:
    """It may be years old; the price that counts is the row's."""
    unit = replace(SOLERA, description="A calm house. Only 12 euros a night for friends!", short_description="")
    text = f"**{unit.name}**\n\n{unit.description}"
    turn = turn_about(unit, HOMES[3:6], language)
    known = facts_of(turn, Reply(text, composed=True, sources=(fitted(unit, turn.intent),)))
    said, corrections = await checked_among_others(text, known, language, known.is_described)
    assert "12 euros" not in said
    assert "A calm house." in said
    assert len(corrections) == 1


async def test_contact_of_a_guest_stands_in_the_request(start_demo: StartDemo) -> None:
    demo = await start_demo()
    for phone in PHONES:
        guest = demo.guest("en")
        await guest.say("Casa Solera, 10 to 17 August 2027, 4 people, please book it")
        await guest.say("Ana Pi")
        assert f"Ana Pi · ana.pi@example.com · {phone}" in (await guest.say(f"ana.pi@example.com, {phone}")).text
