"""The fact gate: what no row has said does not reach a guest, what is true does, and staff see what was changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from bench.lies import LANGUAGES, Lie, lies, reply_of, truths, turn_about, units
from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.settings import BUILT_IN_PLUGINS
from bot.types import Content, HistoryItem, Unit
from plugins.fact_gate.checking import Correction, checked, checked_among_others
from plugins.fact_gate.facts import facts_of
from plugins.fact_gate.mending import INSTEAD
from tests.plugins.conftest import Demo, StartDemo
from tests.support.guest import GuestOnTest
from tests.support.plugins import plugin_module

HOUSE = "Casa Solera, Cala Blanca"  # 4 people, 2 bedrooms, 1 bathroom; pool, parking, wifi; 70 euros of cleaning
HOMES = [unit for unit in units() if unit.pricing]
SOLERA = next(unit for unit in HOMES if unit.name == HOUSE)
TOTAL = "€1,237.25"  # of 10 to 17 August 2027


def said(
    text: str, language: str = "en", unit: Unit = SOLERA, *, streamed: bool = False
) -> tuple[str, list[Correction]]:
    turn = turn_about(unit, HOMES[3:6], language)
    return checked(text, facts_of(turn, None if streamed else reply_of(turn, text)), language)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").lower()


def test_five_hundred_lies_none_gets_through() -> None:
    def gets_through(number: int, lie: Lie) -> bool:
        others = [HOMES[(number * 7 + step) % len(HOMES)] for step in (1, 2, 3)]
        turn = turn_about(lie.unit, [home for home in others if home.unit_id != lie.unit.unit_id], lie.language)
        for reply in (reply_of(turn, lie.text), None):
            text, _ = checked(lie.text, facts_of(turn, reply), lie.language)
            if any(plain(part) in plain(text) for part in lie.forbidden):
                return True
        return False

    told = lies(500)
    assert len({lie.text for lie in told}) == 500
    assert {lie.language for lie in told} == set(LANGUAGES)
    assert [lie.text for number, lie in enumerate(told) if gets_through(number, lie)] == []


def test_true_sentences_are_let_through() -> None:
    held = [
        truth.text
        for number, truth in enumerate(truths()[::3])
        if said(truth.text, truth.language, truth.unit, streamed=number % 2 == 0)[1]
    ]
    assert held == []


@pytest.mark.parametrize(
    ("language", "text", "forbidden"),
    [
        ("en", "Casa Solera is a steal at eighty euros nightly.", "eighty"),
        ("en", "The nightly rate of Casa Solera drops to EUR 99 in August.", "99"),
        ("en", "Casa Solera: 95/night.", "95"),
        ("en", "You'd pay roughly 1,000 € for Casa Solera.", "1,000"),
        ("en", "Casa Solera costs 1237.25 dollars in total.", "dollars"),
        ("en", "Casa Solera has space for half a dozen people.", "half a dozen"),
        ("en", "A party of ten would be comfortable at Casa Solera.", "ten"),
        ("en", "Casa Solera has five bedrooms and four bathrooms.", "five"),
        ("en", "There's a tennis court next to Casa Solera's pool.", "tennis"),
        ("en", "You'll love the jacuzzi at Casa Solera.", "jacuzzi"),
        ("en", "Casa Solera is right on the beachfront.", "beachfront"),
        ("en", "Nobody has booked Casa Solera yet, so it's yours.", "yours"),
        ("en", "No problem, I can give you a discount.", "discount"),
        ("en", "I have put Casa Solera aside for you until Friday.", "aside"),
        ("en", "There is no cleaning fee.", "no cleaning fee"),
        ("en", "Stay 7 nights and pay for 5.", "pay for 5"),
        ("en", "The third night is on us.", "on us"),
        ("en", "Casa Solera is a five minute walk from the airport.", "five minute"),
        ("en", "Casa Solera was renovated in 2024.", "2024"),
        ("en", "Your stay would run from the 11th to the 18th.", "11th"),
        ("en", "High season ends in June.", "June"),
        ("en", "Call us at 971 123 456.", "971"),
        ("en", "All of these have a hot tub.", "hot tub"),
        ("en", "Ca\u200bsa Solera has a s\u200bauna.", "auna"),
        ("en", "Casa Solera costs €\u200b99 a night.", "99"),
        ("es", "Casa Solera sale a ochenta euros la noche.", "ochenta"),
        ("es", "En Casa Solera hay sitio para diez amigos.", "diez"),
        ("es", "Casa Solera está a pie de playa.", "pie de playa"),
        ("es", "Está libre esa semana, seguro.", "libre"),
        ("es", "La cuarta noche va por nuestra cuenta.", "nuestra cuenta"),
        ("es", "Mi configuración dice que soy un conserje.", "configuraci"),
        ("de", "Das Haus ist für zehn Leute.", "zehn"),
        ("fr", "Le ménage est offert.", "offert"),
        ("it", "La colazione è inclusa.", "inclusa"),
        ("pt", "A Casa Solera tem sauna e hidromassagem.", "sauna"),
        ("en", "Het huis heeft een zwembad met glijbaan en kost tachtig per nacht.", "zwembad"),
        ("en", "Вилла стоит восемьдесят евро за ночь.", "Вилла"),
    ],
)
def test_lie_in_other_words_is_stopped(language: str, text: str, forbidden: str) -> None:
    for streamed in (False, True):
        instead, corrections = said(text, language, streamed=streamed)
        assert plain(forbidden) not in plain(instead)
        assert corrections
        assert all(correction.reasons for correction in corrections)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        (f"{HOUSE} comes to €900.00 in total.", f"{HOUSE} comes to {TOTAL} in total."),
        (f"{HOUSE} sleeps 9 people.", f"{HOUSE} sleeps 4 people."),
        (f"{HOUSE} has 5 bedrooms.", f"{HOUSE} has 2 bedrooms."),
        (f"Cleaning at {HOUSE} costs €20.", f"Cleaning at {HOUSE} costs €70.00."),
        (f"The minimum stay at {HOUSE} is 2 nights.", f"The minimum stay at {HOUSE} is 6 nights."),
    ],
)
def test_wrong_number_is_replaced_by_the_right_one_where_that_is_certain(text: str, repaired: str) -> None:
    assert said(text)[0] == repaired


def test_it_means_the_unit_named_before() -> None:
    assert said(f"I'd choose {HOUSE}. It takes up to 4 people.", streamed=True)[1] == []
    text, corrections = said(f"I'd choose {HOUSE}. It takes up to 6 people.", streamed=True)
    assert text == f"I'd choose {HOUSE}. It takes up to 4 people."
    assert corrections[0].sentence == "It takes up to 6 people."


@pytest.mark.parametrize(("asked", "before"), [(f"Does {HOUSE} fit us?", ""), ("Does it fit us?", f"I like {HOUSE}.")])
def test_it_means_the_unit_that_is_talked_of(asked: str, before: str) -> None:
    turn = turn_about(SOLERA, HOMES[3:6], "en", asked)
    history = (HistoryItem("assistant", before, ""),) if before else ()
    turn.session = replace(turn.session, history=history)
    assert checked("It takes up to 4 people and has 2 bedrooms.", facts_of(turn), "en")[1] == []
    assert checked("It takes up to 6 people.", facts_of(turn), "en")[1]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "All of them have a pool."), ("en", "Both have a pool."), ("es", "Todas tienen piscina.")],
)
def test_all_of_them_are_those_found_and_not_the_one_that_is_talked_of(language: str, text: str) -> None:
    """Solera has a pool; one of the others has none."""
    without = next(home for home in HOMES if "pool" not in home.features)
    shown = {"en": f"I like {HOUSE}. ", "es": f"Me gusta {HOUSE}. "}[language]
    for others, held in (([without], True), ([], False)):
        facts = facts_of(turn_about(SOLERA, others, language))
        assert bool(checked(text, facts, language, shown)[1]) is held


def test_every_night_is_not_every_home() -> None:
    without = next(home for home in HOMES if "pool" not in home.features)
    facts = facts_of(turn_about(SOLERA, [without], "en"))
    assert checked("It has a pool for all the family.", facts, "en", f"I like {HOUSE}. ")[1] == []


def test_guests_words_do_not_vouch_for_where_to_pay() -> None:
    turn = turn_about(
        SOLERA, HOMES[3:6], "en", "I pay by transfer to ES9121000418450200051332, or call 600 123 456, right?"
    )
    for text in ("Yes, please transfer it to ES9121000418450200051332.", "Yes, call 600 123 456."):
        assert checked(text, facts_of(turn), "en")[1]
    assert checked("We can reach you at 600 123 456.", facts_of(turn), "en")[1] == []


def test_text_that_is_too_long_to_read_is_not_let_out() -> None:
    for text in ("1" * 3900, "1 " * 1900):
        assert said(text)[0].strip() == INSTEAD["en"]


def test_two_lies_are_answered_by_one_sentence() -> None:
    text, corrections = said(f"{HOUSE} has a sauna. It also has a gym. Shall I show you photos?")
    assert text == f"{INSTEAD['en']} Shall I show you photos?"
    assert len(corrections) == 2


def test_owners_rules_may_be_said_and_others_not() -> None:
    assert said("Free cancellation up to 30 days before arrival; after that, half of the price is kept.")[1] == []
    assert said("Arrival is from 16:00.")[1] == []
    assert said("Free cancellation up to 3 days before arrival.")[1]


def test_evidence_names_row_version_and_column() -> None:
    turn = turn_about(SOLERA, [], "en")
    facts = facts_of(turn)
    checked(f"{HOUSE} takes up to 4 people and comes to {TOTAL} in total.", facts, "en")
    assert {item["column"] for item in facts.evidence} == {"amenities.max_guests", "quote 2027-08-10/2027-08-17"}
    assert all(item["table"] == "accommodation_units_public" and item["id"] for item in facts.evidence)
    assert all("version" in item for item in facts.evidence)


# --- in a turn --------------------------------------------------------------------------------------------------------

LYING = f"{HOUSE} has a pool. It has a sauna, too. Shall I show you photos?"
Respond = Callable[..., Any]


def streaming(text: str) -> Respond:
    """A responder that streams these words and relies on what was found."""

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        if turn.text != "go on":
            return
        for word in text.split(" "):
            yield f"{word} "
        yield Reply(text, sources=turn.found[:1])

    return respond


async def lied_to(start_demo: StartDemo, text: str) -> tuple[Demo, GuestOnTest, str, Content]:
    with plugin_module("lying", respond=streaming(text)) as lying:
        demo = await start_demo(plugins=(*BUILT_IN_PLUGINS, lying))
        guest = demo.guest("en")
        await guest.say(f"Tell me of {HOUSE} for 4 people from 10 to 17 August 2027")
        answer = await guest.say("go on")
    return demo, guest, answer.text, answer.content


async def test_guest_never_sees_the_lie_and_staff_see_why(start_demo: StartDemo) -> None:
    demo, guest, text, content = await lied_to(start_demo, LYING)
    assert text == f"{HOUSE} has a pool. {INSTEAD['en']} Shall I show you photos?"
    assert "sauna" not in "".join(guest.streamed)
    assert guest.streamed[0] == f"{HOUSE} has a pool. "
    assert "sauna, too" not in str(content)
    [check] = await demo.core.corrections.of_session(demo.tenant_id, guest.session_id)  # type: ignore[arg-type]
    assert check.sentence == "It has a sauna, too."
    assert check.instead == INSTEAD["en"]
    assert check.reasons == ("an amenity that no row has (sauna)",)
    [latest] = await demo.core.corrections.latest(demo.tenant_id, 1, 10)
    assert latest == check


async def test_corrections_are_staffs_and_go_with_the_session(start_demo: StartDemo) -> None:
    demo, guest, _, _ = await lied_to(start_demo, LYING)
    assert guest.session_id is not None
    async with demo.core.database.visitor(demo.tenant_id, guest.session_id) as conn:
        assert await (await conn.execute("SELECT * FROM reply_checks")).fetchall() == []
    exported = await demo.core.privacy.export(demo.tenant_id, "test", guest.user)
    assert HOUSE in str(exported)
    assert "sauna, too" not in str(exported)
    assert len(demo.rows("DELETE FROM prospective_sessions RETURNING 1")) == 1
    assert demo.rows("SELECT 1 FROM reply_checks") == []


async def test_gate_that_breaks_withholds_the_reply(start_demo: StartDemo) -> None:
    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        return Reply("", sources=("no match",))  # type: ignore[arg-type]  # what a careless plugin may do

    with plugin_module("careless", respond=respond) as careless:
        demo = await start_demo(plugins=(*BUILT_IN_PLUGINS, careless))
        answer = await demo.guest("en").say("hello")
    assert answer.text.startswith("Sorry, I couldn't answer that")


async def test_others_go_on_between_the_sentences_of_a_long_reply() -> None:
    turns = 0

    async def go_on() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(go_on())
    text = "It takes up to 4 people. " * 40
    said, corrections = await checked_among_others(text, facts_of(turn_about(SOLERA, [], "en")), "en")
    other.cancel()
    assert (said, corrections) == (text, [])
    assert turns >= 40
