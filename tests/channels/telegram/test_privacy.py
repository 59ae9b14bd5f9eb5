"""/privacy: what is kept, a copy of it, and its erasure."""

from __future__ import annotations

import json

from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.chats import Message
from channels.standins.telegram.players import User
from tests.channels.telegram.scene import ECHO, node
from tests.conftest import TestDatabase

PLUGINS = (ECHO, "plugins.commands")


async def asked(ana: User) -> Message:
    """The answer to /privacy."""
    await ana.send("/privacy")
    answer: Message = await ana.chat.wait_for(
        lambda chat: next((m for m in chat.from_bot if len(m.buttons) >= 2), None)
    )
    return answer


async def test_guest_gets_a_copy(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url, plugins=PLUGINS):
        ana = standin.user(first_name="Ana")
        await ana.send("a villa by the sea")
        await ana.chat.wait_for(1)
        answer = await asked(ana)
        query = await ana.press(answer, "Get a copy")
        await query.wait()
        document = await ana.chat.wait_for(lambda chat: next((m for m in chat.from_bot if m.kind == "document"), None))
        stored = standin.world.files.stored.get(document.content["document"]["file_id"])
    assert stored is not None
    assert stored.content is not None
    kept = json.loads(stored.content)
    assert "a villa by the sea" in [message["text"] for message in kept["messages"]]


async def test_guest_is_erased_only_after_saying_so_twice(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url, plugins=PLUGINS):
        ana = standin.user(first_name="Ana", language_code="es")
        answer = await asked(ana)
        await ana.press(answer, "Borrarlo todo")
        sure = await ana.chat.wait_for(
            lambda chat: next((m for m in chat.from_bot if "Sí, borrarlo" in m.labels), None)
        )
        await ana.press(sure, "No, conservarlo")
        await ana.chat.wait_for(lambda chat: "No se ha borrado nada." in chat.texts)
        assert sessions(db) == 1
        await ana.press(sure, "Sí, borrarlo")
        await ana.chat.wait_for(lambda chat: "LB-E-" in chat.texts[-1])
        assert sessions(db) == 0
        await ana.press(sure, "Sí, borrarlo")
        await ana.chat.wait_for(lambda chat: chat.texts[-1] == "Aquí no guardamos nada sobre ti.")


async def test_group_is_told_to_ask_in_private(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url, plugins=PLUGINS):
        ana = standin.user(first_name="Ana")
        group = standin.group(ana)
        await ana.send_in(group, f"/privacy@{standin.username}")
        [answer] = await group.chat.wait_for(1)
        query = await ana.press(answer, "Get a copy")
        await query.wait()
    assert (query.text, query.alert) == ("Please ask me this in a private chat.", True)
    assert [message.kind for message in group.chat.from_bot] == ["text"]


def sessions(db: TestDatabase) -> int:
    with db.admin() as conn:
        row = conn.execute("SELECT count(*) FROM prospective_sessions").fetchone()
    return row[0] if row else 0
