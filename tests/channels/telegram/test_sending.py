"""Replies on their way to a Telegram that limits, refuses, breaks off, or knows nobody of that name."""

from __future__ import annotations

import asyncio
import logging
import traceback
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY

from bot import Reply, hookimpl
from bot.channel import Outgoing
from bot.conversation.turn import Turn
from bot.errors import Permanent, Retryable
from bot.types import Content, LedgerMessage
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.players import User
from channels.telegram.budget import PRIVATE_BURST
from tests.channels.telegram.scene import Node, node
from tests.conftest import TestDatabase
from tests.support.plugins import plugin_module

pytestmark = pytest.mark.slow


def count(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def states(db: TestDatabase) -> list[str]:
    """The delivery states of the replies, oldest first."""
    with db.admin() as conn:
        rows = conn.execute("SELECT delivery FROM messages WHERE role = 'assistant' ORDER BY created_at").fetchall()
    return [state for (state,) in rows]


def outgoing(
    tenant: UUID, user: User, text: str, *, revises: str | None = None, attempt: int = 1, **payload: Any
) -> Outgoing:
    message = LedgerMessage(
        uuid4(), 2, str(uuid4()), "staff", text, "slack", datetime.now(UTC), Content(author="Ana", **payload)
    )
    return Outgoing(tenant, str(user.id), message, attempt, revises)


async def running(node: Node) -> None:
    while node.channel.link_url("x") is None:
        await asyncio.sleep(0.01)


# --- flood control --------------------------------------------------------------------------------------------------


async def test_limited_chat_is_left_alone_and_others_are_served(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana, ben = standin.user(), standin.user()
        standin.flood(ana.id, 3.0)
        await ana.send("first")
        while not standin.calls_of("sendMessage", chat_id=ana.id):
            await asyncio.sleep(0.01)
        for number in range(4):
            await ben.send(f"from ben {number}")
            await ben.chat.wait_for(number + 1)
        await ana.send("second")
        await ana.chat.wait_for(lambda chat: "second" in "".join(chat.texts), 15)
    assert ben.chat.from_bot[0].at < ana.chat.from_bot[0].at
    assert "\n".join(ana.chat.texts).replace("echo: ", "") == "first\nsecond"
    assert standin.violations == []  # no call of any kind, typing and drafts included


async def test_parts_that_were_sent_are_not_sent_again_after_a_limit(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        return Reply(" ".join(f"word{number}" for number in range(1500)))

    with plugin_module("long", respond=respond) as long:
        async with standin.serving() as url, node(db, url, plugins=(long,)):
            ana = standin.user()
            standin.delay("sendMessage", 0.1)
            await ana.send("hello")
            await ana.chat.wait_for(1)
            standin.flood(ana.id, 1.5)
            await ana.chat.wait_for(lambda chat: "word1499" in "".join(chat.texts), 15)
    assert " ".join(ana.chat.texts) == " ".join(f"word{number}" for number in range(1500))
    assert standin.violations == []


async def test_real_limits_are_kept_without_a_single_refusal(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin(limits=True)
    standin.faults.per_second = PRIVATE_BURST + 1  # Telegram lets short bursts through, and so do we
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        for number in range(6):
            await ana.send(str(number))
            await ana.chat.wait_for(number + 1)
    assert [call.status for call in standin.calls_of("sendMessage")] == [200] * 6


# --- chats that cannot be written to --------------------------------------------------------------------------------


@pytest.mark.parametrize(("leave", "reason"), [("block", "blocked"), ("deactivate", "deactivated")])
async def test_guest_who_is_gone_is_recorded_and_not_tried_again(db: TestDatabase, leave: str, reason: str) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    before = count("lobby_telegram_unreachable_total", reason=reason)
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        standin.hold_updates()
        await ana.send("hello")
        await getattr(ana, leave)()
        standin.release_updates()
        while "failed" not in states(db):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
    assert states(db) == ["failed"]
    assert len(standin.calls_of("sendMessage")) == 1
    assert count("lobby_telegram_unreachable_total", reason=reason) > before


async def test_group_that_moved_while_the_bot_was_away_is_followed(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url:
        ana = standin.user()
        group = standin.group(ana)
        async with node(db, url):
            await ana.send_in(group, f"@{standin.username} one")
            await group.chat.wait_for(1)
        standin.hold_updates()
        old = group.id
        moved = standin.chat(await group.migrate())
        async with node(db, url) as second:
            await running(second)
            tenant = (await second.core.tenants.find("demo")).tenant_id
            message = outgoing(tenant, ana, "still here")
            posted = await second.channel.send(Outgoing(tenant, f"{old}:{ana.id}", message.message))
    assert moved.texts == ["Ana\nstill here"]
    assert posted is not None


# --- failures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_broken_telegram_gets_the_reply_later(db: TestDatabase, status: int) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        standin.fail("sendMessage", status, 1)
        await ana.send("hello")
        await ana.chat.wait_for(1)
        await asyncio.sleep(0.3)
    assert ana.chat.texts == ["echo: hello"]
    assert states(db) == ["sent"]


async def test_answer_that_got_lost_is_counted_when_the_send_is_repeated(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    before = count("lobby_telegram_repeated_sends_total")
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        standin.drop_after("sendMessage", 1)
        await ana.send("hello")
        await ana.chat.wait_for(2)
    assert ana.chat.texts == ["echo: hello", "echo: hello"]  # Telegram has no way to tell: it is counted
    assert count("lobby_telegram_repeated_sends_total") == before + 1


async def test_refused_formatting_goes_out_as_plain_text(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        standin.fail("sendMessage", 400, 1, "Bad Request: can't parse entities")
        await ana.send("**hello**")
        [answer] = await ana.chat.wait_for(1)
    assert answer.text == "echo: hello"
    assert answer.entities == []


async def test_wrong_token_says_what_to_do_and_never_shows_it(
    db: TestDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    token = "110201543:AAWrongWrongWrongWrongWrongWrong000"
    with caplog.at_level(logging.DEBUG, "channels"):
        async with standin.serving() as url, node(db, url, token=token) as wrong:
            with pytest.raises(Permanent, match="TELEGRAM_BOT_TOKEN") as caught:
                await wrong.running
    assert "AAWrong" not in caplog.text
    assert "AAWrong" not in "".join(traceback.format_exception(caught.value))


async def test_no_error_of_a_send_holds_the_token(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url) as sending:
        await running(sending)
        ana = standin.user()
        ana.account.wrote = True
        standin.drop_after("sendMessage", 1)
        with pytest.raises(Retryable) as caught:
            await sending.channel.send(outgoing(tenant, ana, "hello"))
    assert standin.token not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__cause__ is None


# --- revisions ------------------------------------------------------------------------------------------------------


async def test_sent_text_is_edited_lengthened_shortened_and_deleted(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url) as sending:
        await running(sending)
        ana = standin.user()
        ana.account.wrote = True
        posted = await sending.channel.send(outgoing(tenant, ana, "at 3"))
        assert posted is not None
        posted = await sending.channel.send(outgoing(tenant, ana, "at **4**", revises=posted, edits=2))
        assert ana.chat.texts == ["Ana\nat 4"]
        assert posted is not None
        longer = "word " * 1200
        posted = await sending.channel.send(outgoing(tenant, ana, longer, revises=posted, edits=2))
        assert [len(text) > 100 for text in ana.chat.texts] == [True, True]
        posted = await sending.channel.send(outgoing(tenant, ana, "short", revises=posted, edits=2))
        assert ana.chat.texts == ["Ana\nshort"]
        await sending.channel.send(outgoing(tenant, ana, "", revises=posted, edits=2, deleted=True))
    assert ana.chat.texts == []


async def test_text_that_telegram_keeps_is_emptied(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url) as sending:
        await running(sending)
        ana = standin.user()
        ana.account.wrote = True
        posted = await sending.channel.send(outgoing(tenant, ana, "at 3"))
        standin.fail("deleteMessage", 400, 1, "Bad Request: message can't be deleted for everyone")
        await sending.channel.send(outgoing(tenant, ana, "", revises=posted, edits=2, deleted=True))
    assert ana.chat.texts == ["(deleted)"]
