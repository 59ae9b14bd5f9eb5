"""What is not stored is not acknowledged; what comes again is done once; several nodes are one bot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from channels.standins.slack.courier import Delivery
from tests.channels.slack.scene import ECHO, UNDO_S, Desk, desk, node, until
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow


@contextmanager
def stuck(db: TestDatabase) -> Iterator[None]:
    """The database answers nobody who wants a conversation."""
    with db.admin() as conn:
        conn.autocommit = False
        conn.execute("LOCK TABLE turns, staff_replies IN ACCESS EXCLUSIVE MODE")
        yield
        conn.rollback()


async def tried(delivery: Delivery) -> Delivery:
    """The delivery after its first, vain attempt."""

    async def attempts() -> int:
        return len(delivery.attempts)

    await until(attempts, bool)
    assert not delivery.attempts[0].acknowledged
    return delivery


async def test_message_that_cannot_be_stored_comes_again_and_is_answered_once(db: TestDatabase) -> None:
    async with desk(db, plugins=(ECHO,)) as d:
        with stuck(db):
            await d.ana.dm("Hello")
            delivery = await tried(d.slack.events("message")[-1])
        await d.ana.direct.wait_for("echo: Hello")
        await d.slack.settled()
        assert delivery.acknowledged
        d.slack.duplicate(delivery)
        await d.slack.settled()
        assert [m.shown for m in d.ana.direct.messages if m.by_bot] == ["echo: Hello"]


async def test_reply_that_was_deleted_before_it_could_be_stored_is_not_sent(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        with stuck(db):
            message = await d.ana.say(d.room, "> Hello", alert)
            await tried(d.slack.events("message")[-1])
            await d.ana.delete(message)
        await d.slack.settled()
        await d.ana.say(d.room, "> the end", alert)
        assert await d.heard(1) == ["the end"]


async def test_internal_text_that_was_edited_before_it_could_be_stored_is_not_sent(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        with stuck(db):
            message = await d.ana.say(d.room, "gossip", alert)
            await tried(d.slack.events("message")[-1])
            await d.ana.edit(message, "> gossip")
        await d.slack.settled()
        await d.ana.say(d.room, "> the end", alert)
        assert await d.heard(1) == ["the end"]


async def test_reply_whose_event_comes_again_is_shown_and_sent_once(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "> Hello", alert)
        for _ in range(3):
            d.slack.duplicate(d.slack.events("message")[-1])
        await d.heard(1)
        await d.room.wait_for("Sent to the guest")
        await d.slack.settled()
        assert await d.staff_texts() == ["Hello"]
        assert await until(lambda: reply_lines(d), lambda lines: len(lines) == 1)


async def reply_lines(d: Desk) -> list[str]:
    return [
        m.shown for m in d.room.every() if not m.deleted and m.metadata and m.metadata["event_type"] == "lobby_reply"
    ]


async def test_two_nodes_are_one_bot(db: TestDatabase) -> None:
    async with desk(db) as d:
        url = d.slack.sockets.base.replace("ws", "http", 1)
        async with node(db, d.slack, url, plugins=("plugins.concierge", "plugins.commands"), connected=2):
            alert, line = await d.taken()
            for number in range(6):
                await d.ana.say(d.room, f"> number {number}", alert)
                await d.heard(number + 1)
            assert await d.staff_texts() == [f"number {number}" for number in range(6)]
            await until(lambda: reply_lines(d), lambda lines: [":white_check_mark: Sent to the guest"] * 6 == lines)
            await d.ana.press(line, "Hand back")
            await d.room.wait_for("has handed the conversation back")
            assert len([m for m in d.room.visible() if "asks for a person" in m.shown]) == 1


async def test_node_that_dies_leaves_replies_that_others_send(db: TestDatabase) -> None:
    async with desk(db, undo_s=1) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "> Hello", alert)
        await d.room.wait_for("Goes to the guest")
        await d.node.stop()
        url = d.slack.sockets.base.replace("ws", "http", 1)
        async with node(db, d.slack, url, plugins=("plugins.concierge",)):
            await d.room.wait_for("Sent to the guest")
        assert len(await reply_lines(d)) == 1


async def test_undo_window_is_the_settings(db: TestDatabase) -> None:
    async with desk(db, undo_s=UNDO_S) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "> Hello", alert)
        assert await d.heard(1) == ["Hello"]
