"""What a guest sees while the answer is made: typing, drafts, a message that grows, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.staff.values import Staff
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.chats import Chat
from tests.channels.telegram.scene import ECHO, node
from tests.conftest import TestDatabase
from tests.support.plugins import plugin_module

pytestmark = pytest.mark.slow

PIECES = [f"This is sentence number **{number}** of the answer. " for number in range(6)]
WHOLE = "".join(PIECES).strip()
PLAIN = WHOLE.replace("**", "")


def streaming(pause_s: float, release: asyncio.Event | None = None) -> Callable[..., Any]:
    """A responder that says PIECES one by one; before the last it waits for `release`."""

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
        for piece in PIECES[:-1]:
            yield piece
            await asyncio.sleep(pause_s)
        if release:
            await release.wait()
        yield PIECES[-1]
        yield Reply(WHOLE)

    return respond


async def test_typing_is_shown_while_the_turn_runs(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    release = asyncio.Event()

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        await release.wait()
        return Reply("done")

    with plugin_module("slow", respond=respond) as slow:
        async with standin.serving() as url, node(db, url, plugins=(slow,)):
            ana = standin.user()
            await ana.send("hello")
            await ana.chat.wait_for(lambda chat: len(chat.actions) >= 2)
            release.set()
            await ana.chat.wait_for(1)
            shown = len(ana.chat.actions)
            await asyncio.sleep(0.5)
    assert [action for action, _ in ana.chat.actions] == ["typing"] * shown


async def test_answer_grows_as_a_draft_and_arrives_once(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    with plugin_module("streaming", respond=streaming(0.6)) as plugin:
        async with standin.serving() as url, node(db, url, plugins=(plugin,)):
            ana = standin.user()
            await ana.send("hello")
            await ana.chat.wait_for(1, 20)
    drafts = [draft.text for draft in ana.chat.drafts]
    assert len(drafts) >= 2
    assert all(PLAIN.startswith(text) for text in drafts)
    assert drafts == sorted(drafts, key=len)
    assert len({draft.draft_id for draft in ana.chat.drafts}) == 1
    assert ana.chat.texts == [PLAIN]
    assert standin.violations == []


@pytest.mark.parametrize(
    "refusal", [(400, "Bad Request: drafts are not available here"), (404, "Not Found: method not found"), None]
)
async def test_answer_grows_by_edits_where_there_are_no_drafts(
    db: TestDatabase, refusal: tuple[int, str] | None
) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    if refusal:
        standin.fail("sendMessageDraft", refusal[0], 100, refusal[1])
    with plugin_module("streaming", respond=streaming(0.8)) as plugin:
        own = {"drafts": refusal is not None}
        async with standin.serving() as url, node(db, url, plugins=(plugin,), telegram=own):
            ana = standin.user()
            await ana.send("hello")
            await ana.chat.wait_for(lambda chat: chat.texts == [PLAIN], 20)
    [message] = ana.chat.from_bot
    assert message.earlier
    assert all(PLAIN.startswith(text) for text in message.earlier)
    assert message.entity_texts("bold") == [str(number) for number in range(6)]
    assert len(standin.calls_of("sendMessage")) == 1
    assert len(standin.calls_of("sendMessageDraft")) <= 1


async def test_group_sees_a_message_that_grows(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    with plugin_module("streaming", respond=streaming(0.3)) as plugin:
        async with standin.serving() as url, node(db, url, plugins=(plugin,)):
            ana = standin.user()
            group = standin.group(ana)
            await ana.send_in(group, f"@{standin.username} hello")
            await group.chat.wait_for(lambda chat: chat.texts == [PLAIN], 20)
    assert len(standin.calls_of("sendMessage")) == 1
    assert standin.calls_of("sendMessageDraft") == []


async def test_final_text_arrives_when_the_growing_message_was_deleted(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    release = asyncio.Event()
    with plugin_module("streaming", respond=streaming(0.1, release)) as plugin:
        async with standin.serving() as url, node(db, url, plugins=(plugin,), telegram={"drafts": False}):
            ana = standin.user()
            await ana.send("hello")
            [growing] = await ana.chat.wait_for(1)
            await ana.delete(growing)
            release.set()
            await ana.chat.wait_for(lambda chat: chat.texts == [PLAIN], 20)


@pytest.mark.parametrize("drafts", [True, False])
async def test_takeover_in_mid_stream_closes_it_visibly(db: TestDatabase, drafts: bool) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    release = asyncio.Event()
    with plugin_module("streaming", respond=streaming(0.1, release)) as plugin:
        async with (
            standin.serving() as url,
            node(db, url, plugins=(ECHO, plugin), telegram={"drafts": drafts}) as running,
        ):
            ana = standin.user()
            await ana.send("hello")
            await ana.chat.wait_for(lambda chat: chat.drafts if drafts else chat.texts)
            with db.admin() as conn:
                row = conn.execute("SELECT session_id FROM prospective_sessions").fetchone()
            assert row is not None
            await running.core.desk.take_over(tenant, row[0], Staff("Ana María", "slack:U1"))
            await ana.chat.wait_for(lambda chat: any("interrupted" in text for text in said(chat, drafts=drafts)), 20)
            release.set()
            await asyncio.sleep(1.0)
    closed = next(text for text in said(ana.chat, drafts=drafts) if "interrupted" in text)
    assert closed.startswith("This is sentence number 0 of the answer.")
    assert closed.endswith("… (interrupted: Ana María has joined)")
    assert PLAIN not in ana.chat.texts
    if drafts:
        assert not any(text.startswith("This is") for text in ana.chat.texts)  # no message of the bot begins after it


def said(chat: Chat, *, drafts: bool) -> list[str]:
    return [draft.text for draft in chat.drafts] if drafts else chat.texts
