"""What every channel keeps to, and the fake one that plugins are tested with: over real sockets, a real node behind.

A property that a channel has not, because its clients follow the session, is what a client sees instead (lines.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.core import Core
from bot.settings import BUILT_IN_CHANNELS, Secrets, Settings
from bot.testing.driver import Needs
from tests.channels.lines import LINES, Guest, Line
from tests.conftest import TestDatabase
from tests.support import running
from tests.support.plugins import plugin_module
from tests.support.reception import until

pytestmark = pytest.mark.slow  # every channel at its platform's pace

LONG = " ".join(f"word{number}" for number in range(4000))  # longer than a message of any platform


@dataclass
class House:
    """A business on one channel. Answers wait until `may_answer` is set."""

    db: TestDatabase
    line: Line
    needs: Needs
    responder: str
    tenant_id: UUID
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def node(self) -> AsyncIterator[Core]:
        secrets = Secrets.model_validate(dict(self.needs.secrets))
        async with running.node(self.db, self._settings(), secrets, self.line.opened) as node:
            yield node.core
            await self.line.closing()
            assert not node.running.done(), node.running

    def guest(self) -> Any:
        return self.line.guest(self.tenant_id)

    def answers(self) -> list[tuple[str, str | None]]:
        """(text, state of its delivery) of what the ledger has."""
        with self.db.admin() as conn:
            return conn.execute(
                "SELECT content, delivery FROM messages WHERE role = 'assistant' ORDER BY created_at, seq"
            ).fetchall()

    def _settings(self) -> Settings:
        sections: dict[str, Any] = {name: dict(section) for name, section in self.needs.settings.items()}
        own = sections.pop("channels", {})
        return Settings(
            plugins={"enabled": (self.responder,), "entry_points": False},
            channels={"enabled": self.needs.channels, "entry_points": False, **own},
            web={"port": 0, **sections.pop("web", {})},
            jobs={"enabled": False},
            turn={"sweep_interval_s": 0.1},
            **sections,
        )


@pytest.fixture(params=LINES)
async def house(request: pytest.FixtureRequest, db: TestDatabase) -> AsyncIterator[House]:
    line = LINES[request.param]()
    may_answer = asyncio.Event()
    may_answer.set()

    @hookimpl
    async def respond(turn: Turn) -> Reply:
        await may_answer.wait()
        return Reply(LONG if turn.text == "long" else f"echo: {turn.text}")

    tenant_id = db.add_tenant(locale="en")
    with plugin_module(f"contract_{line.name}", respond=respond) as responder:
        async with line.platform() as needs:
            yield House(db, line, needs, responder, tenant_id, may_answer)


async def read(guest: Guest, *texts: str) -> None:
    """Wait until the guest has read this and nothing else."""
    await until(
        lambda: heard(guest.reads()) == list(texts), 30, lambda: f"{str(guest.reads())[:500]} instead of {texts}"
    )


def heard(answers: Iterable[str]) -> list[str]:
    """What was answered: one reply may answer several messages, line by line."""
    return [line for answer in answers for line in answer.removeprefix("echo: ").split("\n")]


def test_contract_covers_every_channel() -> None:
    assert {f"channels.{name}" for name in LINES} >= set(BUILT_IN_CHANNELS)


async def test_channel_with_several_messages_in_a_row_answers_in_their_order(house: House) -> None:
    async with house.node():
        guest = house.guest()
        for number in range(6):
            await guest.say(f"message {number}")
        await read(guest, *(f"message {number}" for number in range(6)))


async def test_channel_cancelled_and_run_again_answers_what_was_said_meanwhile_once(house: House) -> None:
    async with house.node():
        guest = house.guest()
        await guest.say("one")
        await read(guest, "one")
    meanwhile = asyncio.create_task(guest.say("two"))
    async with house.node():
        await meanwhile
        await until(lambda: [text for text, _ in house.answers()] == ["echo: one", "echo: two"])
        await guest.say("three")
        await read(guest, "one", "two", "three")


async def test_answer_that_cannot_arrive_now_arrives_once_later(house: House) -> None:
    async with house.node() as core:
        guest = house.guest()
        await guest.say("hello")
        await read(guest, "hello")
        house.may_answer.clear()
        await guest.say("are you there?")
        await until(lambda: core.turns.running)
        await house.line.lose(guest)
        house.may_answer.set()
        await until(lambda: len(house.answers()) == 2)
        assert heard(guest.reads()) == ["hello"]
        await house.line.find(guest)
        await read(guest, "hello", "are you there?")
    assert house.answers()[1] == ("echo: are you there?", "sent" if house.line.outbox else None)


async def test_answer_that_can_never_arrive_is_given_up_and_others_are_not(house: House) -> None:
    async with house.node() as core:
        guest = house.guest()
        house.may_answer.clear()
        await guest.say("hello")
        await until(lambda: core.turns.running)
        await house.line.forsake(guest)
        house.may_answer.set()
        given_up = ("echo: hello", "failed" if house.line.outbox else None)
        await until(lambda: house.answers() == [given_up], 30, lambda: f"{house.answers()}")
        await house.line.reconcile(guest)
        await guest.say("more")
        await read(guest, "more")
        assert house.answers()[0] == given_up


async def test_answer_longer_than_a_message_of_the_platform_arrives_whole(house: House) -> None:
    async with house.node():
        guest = house.guest()
        await guest.say("long")
        await until(lambda: letters(guest.reads()) == letters([LONG]), 30, lambda: f"{len(guest.reads())} parts")


def letters(texts: list[str]) -> str:
    """Without spaces: where a text is parted, they are the platform's."""
    return "".join("".join(texts).split())


async def test_event_that_comes_twice_is_answered_once(house: House) -> None:
    async with house.node():
        guest = house.guest()
        said = await guest.say("hello")
        await read(guest, "hello")
        await guest.repeat(said)
        await guest.say("bye")
        if house.line.has_event_ids:
            await read(guest, "hello", "bye")
        else:
            await read(guest, "hello", "hello", "bye")


async def test_message_to_nobody_reaches_nobody(house: House) -> None:
    async with house.node() as core:
        guest = house.guest()
        await guest.say("hello")
        await read(guest, "hello")
        await house.line.address_nobody(core, house.tenant_id)
        await guest.say("bye")
        await read(guest, "hello", "bye")
