"""`/lobby`, and buttons where they do not belong."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bot.ledger.funnel import BESIDE, STAGES, Row
from bot.staff.values import Found
from bot.types import Guest, Intent
from channels.slack.commands import found_blocks, table
from channels.standins.slack import Message
from channels.standins.slack.blocks import message_blocks
from tests.channels.slack.scene import desk
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow  # at a platform's pace


async def test_status_today_and_find(db: TestDatabase) -> None:
    async with desk(db) as d:
        await d.taken()
        status = await d.ana.command("/lobby", "status", d.room)
        assert "Conversations held by staff: *1*" in status.responses[0].shown
        today = await d.ana.command("/lobby", "today", d.room)
        assert "Wrote" in today.responses[0].shown
        found = await d.ana.command("/lobby", f"find {str(d.guest.session_id)[:8]}", d.room)
        assert "with staff" in found.responses[0].shown
        assert found.responses[0].ephemeral_to == d.ana.id
        assert (await d.ana.command("/lobby", "find nobody-at-all", d.room)).responses[0].shown == "Nobody found."
        assert "Find whom?" in (await d.ana.command("/lobby", "find", d.room)).responses[0].shown


@pytest.mark.parametrize("text", ["", "help", "dance"])
async def test_usage_is_explained(db: TestDatabase, text: str) -> None:
    async with desk(db) as d:
        assert "/lobby find" in (await d.ana.command("/lobby", text, d.room)).responses[0].shown


async def test_channel_of_no_tenant_or_of_two_is_told_how_to_connect(db: TestDatabase) -> None:
    async with desk(db) as d:
        lounge = d.slack.channel("lounge")
        said = (await d.ana.command("/lobby", "find Eva", lounge)).responses[0].shown
        assert f"slack:{lounge.id}" in said
        assert "bot tenants set" in said
        db.add_tenant("other", alerts={"handoff": [f"slack:{d.room.id}"]})
        assert "not connected" in (await d.ana.command("/lobby", "status", d.room)).responses[0].shown


async def test_buttons_do_nothing_where_they_do_not_belong(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        lounge = d.slack.channel("lounge")
        lounge.members.add(d.ben.id)
        for place in (lounge, d.ben.direct):
            copy = Message(place, alert.ts, alert.user, alert.text, list(alert.blocks), by_bot=True)
            for what in ("Take over", "Transcript", "Mark contacted"):
                await d.ben.press(copy, what)
            await place.wait_for("This button does nothing here")
        forged = Message(d.room, "1600.000001", alert.user, alert.text, list(alert.blocks), by_bot=True)
        await d.ben.press(forged, "Take over")
        await d.hint(d.ben, "This button does nothing here")
        assert d.ben.views == []
        assert await d.node.core.desk.hold(d.tenant_id, d.guest.session_id) is None  # type: ignore[arg-type]
        assert "Contacted" not in alert.shown


async def test_alert_of_another_tenant_in_the_same_channel_is_its_own(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        found = await d.ana.command("/lobby", f"find {str(d.guest.session_id)[:8]}", d.room)
        lounge = d.slack.channel("lounge")
        db.add_tenant("other", alerts={"handoff": [f"slack:{lounge.id}"]})
        lounge.members.add(d.ben.id)
        answer = found.responses[0]
        copy = Message(lounge, alert.ts, answer.user, answer.text, list(answer.blocks), by_bot=True)
        await d.ben.press(copy, "Transcript")
        view = await d.ben.view()
        assert "Is anybody there?" not in view.shown  # nothing of a session that this channel's tenant does not have


def row(channel: str | None, **counts: int) -> Row:
    return Row({**dict.fromkeys((*STAGES, *BESIDE), 0), **counts}, channel=channel)


def test_funnel_is_a_table() -> None:
    lines = table([row("web", visit=1200, open=40), row("telegram", open=3)], "en").split("\n")
    assert lines[0].split() == ["website", "Telegram", "Total"]
    assert lines[1].split() == ["Visits", "1200", "0", "1200"]
    assert lines[2].split() == ["Chats", "opened", "40", "3", "43"]
    assert len({len(line) for line in lines}) == 1
    assert table([row(None)], "es").split("\n")[1].split() == ["Visitas", "0"]


def test_found_guests_call_nobody() -> None:
    session_id = uuid4()
    found = Found(session_id, "web", datetime.now(UTC), Intent(guests=2), "bot", Guest("<!here>"), "LB-<1>")
    blocks = message_blocks(found_blocks(found, "en"))
    assert "<!here>" not in str(blocks)
    assert blocks[0]["accessory"]["value"] == str(session_id)
