"""Streamed replies: what a guest sees of them before they are whole, and what guards let through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import UUID

import pytest

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.core import Core
from bot.types import Card
from tests.conftest import AppFactory, TestDatabase
from tests.support.guest import GuestOnTest
from tests.support.plugins import plugin_module

TEXT = "It has a pool. It sleeps four! Shall I book it?"
PIECES = ["It has a po", "ol. It sl", "eeps four! Shall", " I book it?"]
Respond = Callable[..., Any]


def streaming(pieces: list[str], *, ends: bool = True) -> Respond:
    """A responder that says these pieces; without `ends` it breaks off."""

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        for piece in pieces:
            yield piece
        if ends:
            yield Reply("".join(pieces))

    return respond


@hookimpl
async def check_nothing(turn: Turn, reply: Reply) -> None:
    return None


async def answer(db: TestDatabase, make_app: AppFactory, **guard: Any) -> tuple[list[str], str]:
    """What is shown, and what is said in the end."""
    tenant = db.add_tenant()
    with plugin_module("model", respond=streaming(PIECES)) as model, plugin_module("gate", **guard) as gate:
        async with make_app(plugins=(model, gate)) as core:
            guest = GuestOnTest(core, tenant)
            await guest.say("hello")  # from now on nothing is missed
            reply = await guest.say("go on")
            return guest.streamed, reply.text


async def test_stream_without_guards_is_shown_as_it_comes(db: TestDatabase, make_app: AppFactory) -> None:
    assert await answer(db, make_app) == (PIECES, TEXT)


async def test_stream_with_a_guard_of_sentences_is_shown_by_sentences(db: TestDatabase, make_app: AppFactory) -> None:
    seen: list[tuple[str, str]] = []

    @hookimpl
    async def check_text(turn: Turn, shown: str, text: str) -> str | None:
        if turn.text == "go on":
            seen.append((shown, text))
        return "It sleeps two! " if "four" in text else None

    shown, text = await answer(db, make_app, check_text=check_text, check_reply=check_nothing)
    assert shown == ["It has a pool. ", "It sleeps two! "]
    assert text == TEXT  # this guard of whole replies lets all pass
    assert seen == [("", "It has a pool. "), ("It has a pool. ", "It sleeps four! ")]


async def test_stream_with_a_guard_of_whole_replies_only_is_not_shown(db: TestDatabase, make_app: AppFactory) -> None:
    assert await answer(db, make_app, check_reply=check_nothing) == ([], TEXT)


async def test_guard_of_sentences_that_fails_ends_the_showing(db: TestDatabase, make_app: AppFactory) -> None:
    @hookimpl
    async def check_text(turn: Turn, shown: str, text: str) -> str | None:
        if shown:
            raise RuntimeError
        return None

    assert await answer(db, make_app, check_text=check_text, check_reply=check_nothing) == (["It has a pool. "], TEXT)


async def test_guard_that_leaves_a_sentence_out_shows_nothing_of_it(db: TestDatabase, make_app: AppFactory) -> None:
    @hookimpl
    async def check_text(turn: Turn, shown: str, text: str) -> str | None:
        return "" if "pool" in text else None

    shown, _ = await answer(db, make_app, check_text=check_text, check_reply=check_nothing)
    assert shown == ["It sleeps four! "]


@pytest.mark.parametrize("shows", [True, False])
async def test_stream_that_breaks_off_is_finished_by_the_next_responder(
    db: TestDatabase, make_app: AppFactory, shows: bool
) -> None:
    tenant = db.add_tenant()
    broken = streaming(PIECES if shows else [], ends=False)
    with plugin_module("model", respond=broken) as model:
        async with make_app(plugins=("tests.support.echo", model)) as core:
            guest = GuestOnTest(core, tenant)
            await guest.say("hello")
            reply = await guest.say("go on")
    assert reply.text == "echo: go on"
    assert guest.streamed == (PIECES if shows else [])


async def test_cards_are_remembered_for_every_responder(db: TestDatabase, make_app: AppFactory) -> None:
    tenant = db.add_tenant()
    units = (UUID(int=1), UUID(int=2))
    seen: list[tuple[UUID, ...]] = []

    @hookimpl
    async def respond(turn: Turn) -> Reply:
        seen.append(turn.shown)
        cards = tuple(Card(unit, f"unit {unit.int}") for unit in units) if turn.text == "show" else ()
        return Reply("here", cards=cards, state={"mine": turn.text})

    async def talk(core: Core) -> None:
        guest = GuestOnTest(core, tenant)
        for text in ("hello", "show", "thanks", "and?"):
            await guest.say(text)

    with plugin_module("cards", respond=respond) as cards:
        async with make_app(plugins=(cards,)) as core:
            await talk(core)
    assert seen == [(), (), units, units]
