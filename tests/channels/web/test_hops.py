"""From the website to another channel: codes, what the socket says, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from bot.channel import Accepted
from bot.core import Core
from bot.staff.values import Staff
from bot.types import JSON, Action, Message
from tests.conftest import TestDatabase
from tests.support.linkable import linked_channel
from tests.support.web import ECHO, website

PLUGINS = (ECHO, "tests.support.linkable")
ANA = Staff("Ana", "reception:ana")


async def write_there(core: Core, tenant: UUID, text: str, action: Action | None = None) -> Accepted:
    """The guest writes in the other channel."""
    return await core.turns.accept(Message(tenant, "telegram", "maria", uuid4().hex, text, action))


async def test_welcome_names_the_channels_that_are_on(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=PLUGINS) as site:
        async with site.visitor() as visitor:
            assert (visitor.welcome["hops"], visitor.welcome["linked"]) == (["telegram"], [])
        linked_channel(site.core).address = None  # it is not connected yet
        async with site.visitor() as visitor:
            assert visitor.welcome["hops"] == []
            await visitor.send(type="link", id=(id_ := str(uuid4())), channel="telegram")
            refused = await visitor.until("error")
    assert (refused["code"], refused["id"]) == ("bad_frame", id_)


async def test_welcome_without_another_channel_offers_none(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        assert (visitor.welcome["hops"], visitor.welcome["linked"]) == ([], [])


async def test_link_brings_the_conversation_along_and_unlink_takes_it_back(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db, plugins=PLUGINS) as site, site.visitor() as visitor:
        await visitor.ask("hello from the website")
        await visitor.send(type="link", id=(id_ := str(uuid4())), channel="telegram")
        link = await visitor.until("link")
        assert (link["id"], link["channel"]) == (id_, "telegram")
        assert link["url"] == f"https://t.example/bot?start=link_{link['code']}"
        left = datetime.fromisoformat(link["expires_at"]) - datetime.now(UTC)
        assert timedelta(minutes=14) < left <= timedelta(minutes=15)

        joined = await write_there(site.core, tenant, "", Action("link", code=link["code"]))
        assert str(joined.session_id) == visitor.welcome["session_id"]
        assert (await visitor.until("linked"))["channels"] == ["telegram"]
        await write_there(site.core, tenant, "and from there")
        assert await visitor.until("message", role="user", text="and from there")
        assert await visitor.until("message", role="assistant", text="echo: and from there")
        async with site.visitor(token=visitor.token) as again:
            assert again.welcome["linked"] == ["telegram"]

        await visitor.send(type="unlink", id=str(uuid4()))
        assert (await visitor.until("linked"))["channels"] == []
        alone = await write_there(site.core, tenant, "who is there?")
        assert str(alone.session_id) != visitor.welcome["session_id"]
        reply = await visitor.ask("still here")
    assert reply["text"] == "echo: still here"


async def test_link_used_twice_joins_nobody_else(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db, plugins=PLUGINS) as site, site.visitor() as visitor:
        await visitor.ask("hello")
        await visitor.send(type="link", id=str(uuid4()), channel="telegram")
        action = Action("link", code=(await visitor.until("link"))["code"])
        await write_there(site.core, tenant, "", action)
        thief = await site.core.turns.accept(Message(tenant, "telegram", "thief", "1", "", action))
    assert str(thief.session_id) != visitor.welcome["session_id"]


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "link", "channel": "telegram"},
        {"type": "link", "id": str(uuid4())},
        {"type": "link", "id": str(uuid4()), "channel": "../x"},
        {"type": "link", "id": str(uuid4()), "channel": "web"},
        {"type": "link", "id": str(uuid4()), "channel": "signal"},
        {"type": "unlink"},
        {"type": "unlink", "id": "1"},
    ],
)
async def test_frame_that_is_wrong_is_answered(db: TestDatabase, frame: JSON) -> None:
    db.add_tenant()
    async with website(db, plugins=PLUGINS) as site, site.visitor() as visitor:
        await visitor.send(**frame)
        assert (await visitor.receive())["code"] == "bad_frame"
        await visitor.ask("still open")


async def test_links_are_limited_like_messages(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=PLUGINS, web={"messages_per_minute": 2}) as site, site.visitor() as visitor:
        for _ in range(3):
            await visitor.send(type="link", id=str(uuid4()), channel="telegram")
        kinds = [(await visitor.receive())["type"] for _ in range(3)]
    assert kinds == ["link", "link", "error"]
    assert visitor.frames[-1]["code"] == "rate_limited"


async def test_link_of_an_expired_session_asks_to_come_again(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, plugins=PLUGINS) as site, site.visitor() as visitor:
        with db.admin() as conn:
            conn.execute("UPDATE prospective_sessions SET expires_at = now() - interval '1 s'")
        await visitor.send(type="link", id=str(uuid4()), channel="telegram")
        assert await visitor.closed() == 1012


async def test_staffs_corrections_reach_the_visitor(db: TestDatabase) -> None:
    tenant = db.add_tenant()
    async with website(db, turn={"sweep_interval_s": 0.1}) as site, site.visitor() as visitor:
        await visitor.ask("hello")
        session = UUID(visitor.welcome["session_id"])
        await site.core.desk.take_over(tenant, session, ANA)
        for source, text in (("r:1", "We open at 8"), ("r:2", "Wrong room")):
            await site.core.desk.reply(tenant, session, ANA, text, source, 0)
        first = await visitor.until("message", role="staff")
        second = await visitor.until("message", role="staff")
        assert await site.core.desk.revise(tenant, "r:1", "We open at 9") == "sent_edit"
        edit = await visitor.until("message")
        assert await site.core.desk.revise(tenant, "r:2", None) == "sent_delete"
        deletion = await visitor.until("message")
        async with site.visitor(token=visitor.token) as again:
            resumed = again.welcome["messages"]
    assert (first["text"], first["author"], "edits" in first) == ("We open at 8", "Ana", False)
    assert (edit["edits"], edit["text"], "deleted" in edit) == (first["seq"], "We open at 9", False)
    assert edit["html"] == "<p>We open at 9</p>\n"
    assert (deletion["edits"], deletion["deleted"], deletion["text"]) == (second["seq"], True, "")
    assert [frame for frame in resumed if "edits" in frame] == [edit, deletion]
