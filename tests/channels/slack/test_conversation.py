"""The concierge in direct messages and in threads with a mention, over real sockets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bot.channel import Outgoing
from bot.errors import Permanent
from bot.types import LedgerMessage
from channels.standins.slack import Message, SlackStandin
from tests.channels.slack.scene import ECHO, FAST, Desk, desk, node, until
from tests.conftest import TestDatabase
from tests.support.content import content_from

pytestmark = pytest.mark.slow  # at a platform's pace

PLUGINS = ("plugins.concierge", "plugins.retrieval", "plugins.understanding", "plugins.commands")


def from_bot(part: str) -> Callable[[Message], bool]:
    return lambda message: message.by_bot and not message.ephemeral_to and part in message.shown


async def test_direct_message_is_answered_once_and_acknowledged(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        await d.ana.dm("Hello &amp; *welcome*")
        answer = await d.ana.direct.wait_for(from_bot("echo: Hello"))
        assert answer.thread_ts is None
        await d.slack.settled()
        assert all(delivery.acknowledged for delivery in d.slack.deliveries)
        assert answer.metadata is not None
        assert answer.metadata["event_payload"]["seq"] == 2


async def test_events_that_come_again_change_nothing(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        await d.ana.dm("Hello")
        await d.ana.direct.wait_for(from_bot("echo"))
        for delivery in list(d.slack.events("message")):
            d.slack.duplicate(delivery)
        await d.ana.dm("the end")
        await d.ana.direct.wait_for(from_bot("the end"))
        await d.slack.settled()
        assert [m.shown for m in d.ana.direct.messages if m.by_bot] == ["echo: Hello", "echo: the end"]


async def test_each_mentions_thread_is_a_conversation(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        lounge = d.slack.channel("lounge")
        first = await d.ana.mention(lounge, "one")
        second = await d.ben.mention(lounge, "two")
        replies = [await lounge.wait_for(from_bot(f"echo: {word}")) for word in ("one", "two")]
        assert [reply.thread_ts for reply in replies] == [first.ts, second.ts]
        assert {call.params["thread_ts"] for call in d.slack.called("assistant.threads.setStatus")} == {
            first.ts,
            second.ts,
        }
        await d.ben.mention(lounge, "three", first)
        third = await lounge.wait_for(from_bot("echo: three"))
        assert third.thread_ts == first.ts
        await d.ana.say(lounge, "not for the bot", first)
        await d.slack.settled()
        with db.admin() as conn:
            rows = conn.execute("SELECT channel_user_id, session_id FROM channel_identities ORDER BY 1").fetchall()
        assert {row[0] for row in rows} == {f"{lounge.id}:{first.ts}", f"{lounge.id}:{second.ts}"}
        assert not any("not for the bot" in m.shown for m in lounge.every() if m.by_bot)


async def test_mention_in_an_alerts_thread_is_no_conversation(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        await d.ana.mention(d.room, "what do you think?", alert)
        await d.slack.settled()
        with db.admin() as conn:
            assert conn.execute("SELECT count(*) FROM channel_identities WHERE channel = 'slack'").fetchone() == (0,)


async def test_suggestions_can_be_pressed(db: TestDatabase) -> None:
    async with desk(db, plugins=PLUGINS) as d:
        await d.ana.dm("hello")
        greeting = await d.ana.direct.wait_for(lambda m: m.by_bot and bool(m.buttons))
        chosen = greeting.buttons[0]
        await d.ana.press(greeting, chosen)
        await until(lambda: texts(d), lambda found: chosen in found)
        await d.ana.direct.wait_for(lambda m: m is greeting and not m.buttons and chosen in m.shown)


async def texts(d: Desk) -> list[str]:
    with d.db.admin() as conn:
        return [row[0] for row in conn.execute("SELECT content FROM messages WHERE channel = 'slack' ORDER BY seq")]


async def test_commands_have_an_exclamation_mark(db: TestDatabase) -> None:
    async with desk(db, plugins=PLUGINS) as d:
        await d.ana.dm("!help")
        await d.ana.direct.wait_for(lambda m: m.by_bot)
        with db.admin() as conn:
            row = conn.execute("SELECT payload FROM messages WHERE role = 'user'").fetchone()
        assert row == ({"action": {"action": "help"}},)


@pytest.mark.parametrize("performed", [True, False])
async def test_cut_connection_shows_no_reply_twice(db: TestDatabase, performed: bool) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        d.slack.cut("chat.postMessage", performed=performed)
        await d.ana.dm("Hello")
        await until(lambda: delivered(d), lambda count: count == 1)
        assert [m.shown for m in d.ana.direct.messages if m.by_bot] == ["echo: Hello"]


async def delivered(d: Desk) -> int:
    with d.db.admin() as conn:
        row = conn.execute("SELECT count(*) FROM messages WHERE delivery = 'sent'").fetchone()
    assert row is not None
    return int(row[0])


async def test_long_reply_comes_in_order_and_is_edited_and_deleted_as_a_whole(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        await d.ana.dm("x")
        await d.ana.direct.wait_for(from_bot("echo"))
        user = f"{d.slack.workspace.team_id}:{d.ana.id}"
        long = "\n\n".join(f"Part {n} " + "word " * 900 for n in range(6))
        out = Outgoing(d.tenant_id, user, ledger(long))
        delivered_as = await d.node.channel.send(out)
        assert delivered_as is not None
        parts = [m for m in d.ana.direct.messages if "Part" in m.shown]
        assert len(parts) > 2
        assert delivered_as.endswith(",".join(m.ts for m in parts))
        edit = Outgoing(d.tenant_id, user, ledger("short now", edits=9), revises=delivered_as)
        assert await d.node.channel.send(edit) == f"{parts[0].channel.id}:{parts[0].ts}"
        assert [m.shown for m in d.ana.direct.visible() if m in parts] == ["short now"]
        gone = Outgoing(d.tenant_id, user, ledger("", edits=9, deleted=True), revises=delivered_as)
        await d.node.channel.send(gone)
        await d.node.channel.send(gone)  # gone already
        assert not any(m in parts for m in d.ana.direct.visible())


def ledger(text: str, **payload: object) -> LedgerMessage:
    return LedgerMessage(UUID(int=7), 9, "id", "assistant", text, "slack", datetime.now(UTC), content_from(payload))


async def test_pictures_that_slack_cannot_fetch_are_left_out(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        await d.ana.dm("x")
        await d.ana.direct.wait_for(from_bot("echo"))
        user = f"{d.slack.workspace.team_id}:{d.ana.id}"
        card = {
            "unit_id": str(UUID(int=1)), "name": "Casa", "photos": [{"url": "https://exa mple/a.jpg", "alt": "a"}],
            "actions": [],
        }  # fmt: skip
        await d.node.channel.send(Outgoing(d.tenant_id, user, ledger("Look", cards=[card])))
        await d.ana.direct.wait_for(from_bot("Casa"))


async def test_somebody_unknown_cannot_be_written_to(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        with pytest.raises(Permanent, match="not in this workspace"):
            await d.node.channel.send(Outgoing(d.tenant_id, "T0STANDIN:U0NOBODY", ledger("Hello")))


async def test_missing_tenant_is_explained(db: TestDatabase) -> None:
    slack = SlackStandin(**FAST)
    async with slack.serving() as url, node(db, slack, url, tenant="nobody"):
        ana = slack.staff("Ana")
        await ana.dm("Hello")
        hint = await ana.direct.wait_for("There is no tenant nobody here")
        assert hint.ephemeral_to == ana.id
        await slack.settled()
        assert all(delivery.acknowledged for delivery in slack.deliveries)


async def test_staff_can_take_over_a_conversation_on_slack(db: TestDatabase) -> None:
    async with desk(db) as d:
        eva = d.slack.staff("Eva Gast")
        await eva.dm("!human")
        alert = await d.room.wait_for("A guest asks for a person")
        await d.ana.press(alert, "Take over")
        await eva.direct.wait_for("ana.ruiz has joined")
        message = await d.ana.say(d.room, "> Helo", alert)
        reply = await eva.direct.wait_for("Helo")
        assert "ana.ruiz" in reply.shown
        await d.ana.edit(message, "> Hello")
        await eva.direct.wait_for(lambda m: m is reply and "Hello" in m.shown)
        await d.ana.delete(message)
        await until(lambda: gone(reply), bool)
        await eva.dm("thanks")
        await d.room.wait_for(lambda m: m.thread_ts == alert.ts and "thanks" in m.shown)


async def gone(message: Message) -> bool:
    return message.deleted
