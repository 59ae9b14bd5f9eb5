"""GET /ws over real sockets (ARCHITECTURE.md §6.1)."""

from __future__ import annotations

from tests.conftest import TestDatabase
from tests.support.web import website


async def test_message_first_is_accepted_then_answered(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.visitor() as visitor:
        id_ = await visitor.say("hello")
        accepted = await visitor.receive()
        reply = await visitor.receive()
    assert visitor.welcome["seq"] == 0
    assert visitor.welcome["messages"] == []
    assert accepted == {"type": "accepted", "id": id_, "seq": 1}
    assert (reply["type"], reply["seq"], reply["role"], reply["text"]) == ("message", 2, "assistant", "echo: hello")
    assert reply["reply_to"] == [id_]
    assert reply["html"] == "<p>echo: hello</p>\n"
