"""Alerts and the lines of their threads: what they show, where, and exactly once whatever breaks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb

from bot.errors import Permanent, Retryable
from bot.staff.values import Post
from bot.types import Action, Message
from channels.slack.api import LIBRARY_LOG
from channels.standins.slack import Channel, SlackStandin
from tests.channels.slack.scene import FAST, Desk, desk, node, until
from tests.conftest import TestDatabase
from tests.support.guest import GuestOnTest

pytestmark = pytest.mark.slow


async def states(d: Desk) -> dict[str, int]:
    """How many posts are in which state."""
    with d.db.admin() as conn:
        return dict(conn.execute("SELECT state, count(*)::int FROM posts GROUP BY state").fetchall())


def alerts(d: Desk) -> list[Any]:
    return [m for m in d.room.visible() if m.metadata and m.metadata["event_type"] == "lobby_alert"]


def also_to(d: Desk, second: Channel) -> None:
    """Handoffs go to this channel as well."""
    alerts = {"alerts": {"handoff": [f"slack:{d.room.id}", f"slack:{second.id}"]}}
    with d.db.admin() as conn:
        conn.execute("UPDATE tenant_registry SET settings = settings || %s", (Jsonb(alerts),))


async def test_alert_shows_what_is_known(db: TestDatabase) -> None:
    plugins = ("plugins.concierge", "plugins.understanding", "plugins.commands")
    async with desk(db, plugins=plugins) as d:
        await d.guest.say("We are 2 adults, from 10 to 13 March 2027. <!channel>")
        alert = await d.alert()
        assert "Wed, 10 Mar 2027 – Sat, 13 Mar 2027 (3 nights)" in alert.shown
        assert "2 adults" in alert.shown
        assert "Guest: We are 2 adults" in alert.shown
        assert "<!channel>" not in str(alert.blocks[:2]) + alert.text
        assert alert.buttons == ["Take over", "Transcript", "Mark contacted"]
        post_id = alert.metadata["event_payload"]["post_id"]  # type: ignore[index]
        ref = await d.node.core.desk.post(post_id)
        assert ref is not None
        assert ref.address == d.room.id


async def test_each_channel_gets_its_own_alert_once(db: TestDatabase) -> None:
    async with desk(db) as d:
        second = d.slack.channel("managers")
        with db.admin() as conn:
            rooms = [f"slack:{d.room.id}", f"slack:{second.id}"]
            conn.execute(
                "UPDATE tenant_registry SET settings = settings || %s", (Jsonb({"alerts": {"handoff": rooms}}),)
            )
        await d.alert()
        await second.wait_for("A guest asks for a person")
        await until(lambda: states(d), lambda found: found == {"sent": 2})
        assert len(d.slack.called("chat.postMessage")) == 2


@pytest.mark.parametrize("performed", [True, False])
async def test_cut_connection_posts_no_alert_twice_and_loses_none(db: TestDatabase, performed: bool) -> None:
    async with desk(db) as d:
        d.slack.cut("chat.postMessage", performed=performed)
        await d.alert()
        await until(lambda: states(d), lambda found: found == {"sent": 1})
        assert len(alerts(d)) == 1


async def test_alert_in_a_busy_channel_is_found_again(db: TestDatabase) -> None:
    async with desk(db) as d:
        d.slack.cut("chat.postMessage")
        await d.alert()
        for number in range(250):
            await d.ana.say(d.room, f"talk {number}")
        await until(lambda: states(d), lambda found: found == {"sent": 1})
        assert len(alerts(d)) == 1


async def test_node_that_dies_between_sending_and_noting_it_posts_no_alert_twice(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        await until(lambda: states(d), lambda found: found == {"sent": 1})
        with db.admin() as conn:  # as a node leaves it that was killed in between
            conn.execute("UPDATE posts SET state = 'sending', posted_as = NULL, due = now()")
        await until(lambda: states(d), lambda found: found == {"sent": 1})
        assert alerts(d) == [alert]
        ref = await d.node.core.desk.post_at("slack", f"{d.room.id}:{alert.ts}")
        assert ref is not None


async def test_lines_are_posted_once_too(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        d.slack.cut("chat.postMessage", d.room)
        await say(d, "Is there a pool?")
        await d.room.wait_for(lambda m: m.thread_ts and "Is there a pool?" in m.shown)
        await say(d, "And a garden?")
        await d.room.wait_for(lambda m: m.thread_ts and "And a garden?" in m.shown)
        lines = [line for line in d.lines(alert) if "there a pool" in line or "a garden" in line]
        assert [line.rpartition(": ")[2].strip() for line in lines] == ["Is there a pool?", "And a garden?"]


async def say(d: Desk, text: str) -> None:
    await d.node.core.turns.accept(Message(d.tenant_id, "test", d.guest.user, uuid4().hex, text))


async def test_limit_is_obeyed_and_concerns_one_channel(db: TestDatabase) -> None:
    async with desk(db) as d:
        second = d.slack.channel("managers")
        with db.admin() as conn:
            rooms = [f"slack:{d.room.id}", f"slack:{second.id}"]
            conn.execute(
                "UPDATE tenant_registry SET settings = settings || %s", (Jsonb({"alerts": {"handoff": rooms}}),)
            )
        d.slack.limit("chat.postMessage", 1, d.room)
        await d.guest.say("Is anybody there?", Action("human"))
        await second.wait_for("A guest asks for a person")
        assert d.room.visible() == []
        await d.room.wait_for("A guest asks for a person")
        assert d.slack.violations == []


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda d: "C0UNKNOWN", "check its id"),
        (lambda d: d.slack.channel("elsewhere", bot=False).id, "invite"),
        (lambda d: archived(d), "unarchive"),
    ],
)
async def test_what_staff_must_repair_is_said(db: TestDatabase, prepare: Any, said: str) -> None:
    async with desk(db) as d:
        post = await a_post(d, prepare(d))
        with pytest.raises(Permanent, match=said):
            await d.node.channel.post(post)


def archived(d: Desk) -> str:
    d.room.archived = True
    return d.room.id


async def a_post(d: Desk, address: str) -> Post:
    await d.guest.say("Is anybody there?", Action("human"))
    with d.db.admin() as conn:
        row = conn.execute("SELECT post_id, tenant_id FROM posts WHERE kind = 'alert'").fetchone()
    assert row is not None
    alert = await d.node.core.posts.alert(row[0], UUID(str(row[1])))
    return Post(row[0], d.tenant_id, d.guest.session_id, "alert", address, 1, None, alert)


async def test_slacks_trouble_is_for_later(db: TestDatabase) -> None:
    async with desk(db) as d:
        post = await a_post(d, d.room.id)
        await d.room.wait_for("A guest asks for a person")  # the node's own call is over: the next is this test's
        d.slack.fail("chat.postMessage", 503)
        with pytest.raises(Retryable):
            await d.node.channel.post(post)
        d.slack.limit("chat.postMessage", 7)
        with pytest.raises(Retryable) as limited:
            await d.node.channel.post(post)
        assert 6 < limited.value.retry_after_s <= 7
        with pytest.raises(Retryable):  # without asking Slack
            await d.node.channel.post(post)
        assert d.slack.violations == []


async def test_day_after_a_reservation_is_told_with_its_total(db: TestDatabase) -> None:
    async with desk(db) as d:
        await d.guest.say("hello")
        arrival = date(2027, 3, 10)
        with db.admin() as conn:
            conn.execute(
                "INSERT INTO guest_reservations (tenant_id, source_session_id, external_reference, check_in, check_out,"
                " adults, children, total_amount, currency, guest_name, guest_email, status)"
                " VALUES (%s, %s, 'LB-1', %s, %s, 2, 1, 400, 'EUR', 'Eva <b>', 'eva@example.com', 'confirmed')",
                (d.tenant_id, d.guest.session_id, arrival, arrival + timedelta(days=3)),
            )
        alert = await d.alert()
        for part in ("Eva <b>\neva@example.com", "2 adults, 1 child", "€400.00", "LB-1"):
            assert part in alert.shown


async def test_token_that_is_refused_stops_the_channel_with_a_sentence(db: TestDatabase) -> None:
    slack = SlackStandin(**FAST)
    async with slack.serving() as url:
        for name, said in (("slack_bot_token", "SLACK_BOT_TOKEN"), ("slack_app_token", "SLACK_APP_TOKEN")):
            secret = "xoxb-wrong" if "bot" in name else "xapp-wrong"
            async with node(db, slack, url, secrets={name: secret}, connected=0) as running:
                with pytest.raises(Permanent, match=said):
                    await running.running


def test_library_logs_no_texts() -> None:
    assert LIBRARY_LOG.level > 30


async def test_lost_connection_is_made_again(db: TestDatabase) -> None:
    async with desk(db) as d:
        d.slack.sockets.cut()
        await d.slack.connected(1, 30)
        guest = GuestOnTest(d.node.core, d.tenant_id, "en")
        await guest.say("Is anybody there?", Action("human"))
        alert = await d.room.wait_for("A guest asks for a person")
        await d.ana.press(alert, "Take over")
        await d.room.wait_for("has taken over")
