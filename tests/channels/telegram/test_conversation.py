"""Guests and the bot, message by message, over real sockets."""

from __future__ import annotations

import asyncio

import pytest

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from bot.types import JSON
from channels.standins.telegram import TelegramStandin
from tests.channels.telegram.scene import ECHO, node
from tests.conftest import TestDatabase
from tests.support.plugins import plugin_module

pytestmark = pytest.mark.slow  # at a platform's pace


def stored(db: TestDatabase) -> list[tuple[str, str, JSON | None]]:
    """(role, text, action) of everything in the ledger, oldest first."""
    with db.admin() as conn:
        rows = conn.execute("SELECT role, content, payload->'action' FROM messages ORDER BY created_at, seq").fetchall()
    return [(role, text, action) for role, text, action in rows]


async def test_text_is_answered_and_confirmed(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user(first_name="Ana")
        await ana.send("hello")
        [answer] = await ana.chat.wait_for(1)
        await standin.wait_confirmed(1)
    assert answer.text == "echo: hello"


async def test_chats_are_answered_beside_each_other_and_each_in_order(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        guests = [standin.user() for _ in range(4)]
        standin.hold_updates()
        for number in range(3):
            for guest in guests:
                await guest.send(f"message {number}")
        standin.release_updates()
        for guest in guests:
            await guest.chat.wait_for(lambda chat: "message 2" in "".join(chat.texts))
        said = ["\n".join(guest.chat.texts).replace("echo: ", "").split("\n") for guest in guests]
    assert said == [["message 0", "message 1", "message 2"]] * 4


async def test_start_brings_attribution_and_commands_are_actions(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        await ana.start("utm-google-summer")
        await ana.chat.wait_for(1)
        await ana.send("/language es")
        await ana.chat.wait_for(2)
    with db.admin() as conn:
        [utm] = conn.execute("SELECT utm_tracking->'first' FROM prospective_sessions").fetchone() or [None]
    assert utm == {"source": "google", "campaign": "summer"}
    assert [action for role, _, action in stored(db) if role == "user"] == [
        {"action": "start"},
        {"action": "language", "language": "es"},
    ]


async def test_update_that_comes_twice_is_answered_once(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        first = await ana.send("hello")
        await ana.chat.wait_for(1)
        assert first.update_id is not None
        standin.duplicate_update(first.update_id)
        await ana.send("again")
        await ana.chat.wait_for(2)
    assert ana.chat.texts == ["echo: hello", "echo: again"]


async def test_edited_message_is_answered_when_its_words_have_changed(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        message = await ana.send("for 4")
        await ana.chat.wait_for(1)
        await ana.edit(message, "for 4")  # Telegram reports more than edits of words
        await ana.edit(message, "for 5")
        await ana.chat.wait_for(2)
        await ana.edit(message, "for 5")
        await ana.send("thanks")
        await ana.chat.wait_for(3)
    assert ana.chat.texts == ["echo: for 4", "echo: for 5", "echo: thanks"]


async def test_contact_and_other_content_reach_the_ledger(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user(first_name="Ana", language_code="es")
        await ana.send_contact("34600123456")
        await ana.chat.wait_for(1)
        await ana.send_voice()
        await ana.chat.wait_for(2)
        await ana.send_photo("like this one")
        await ana.chat.wait_for(3)
    assert [item for item in stored(db) if item[0] == "user"] == [
        ("user", "Me llamo Ana\n+34600123456", None),
        ("user", "[voice]", {"action": "unsupported", "kind": "voice"}),
        ("user", "like this one", None),
    ]


async def test_pressed_suggestion_is_said_also_after_a_restart(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        return Reply(f"heard {turn.text}", suggestions=("Yes", "A longer suggestion that is cut by no limit " * 2))

    async with standin.serving() as url:
        with plugin_module("suggesting", respond=respond) as suggesting:
            async with node(db, url, plugins=(ECHO, suggesting)):
                ana = standin.user()
                await ana.send("hello")
                [answer] = await ana.chat.wait_for(1)
            async with node(db, url, plugins=(ECHO, suggesting)):
                query = await ana.press(answer, 1)
                await ana.chat.wait_for(2)
                await query.wait()
    assert ana.chat.texts[1] == "heard " + ("A longer suggestion that is cut by no limit " * 2).strip()


async def test_old_button_is_answered_all_the_same(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin(callback_ttl_s=0.0)
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        await ana.send("hello")
        [answer] = await ana.chat.wait_for(1)
        answer.markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "t:Yes"}]]}
        await ana.press(answer, "Yes")
        await ana.chat.wait_for(2)
        while not standin.calls_of("answerCallbackQuery"):
            await asyncio.sleep(0.01)
    assert ana.chat.texts == ["echo: hello", "echo: Yes"]


async def test_long_text_arrives_whole_and_in_order(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    words = " ".join(f"**{number}** 😀" for number in range(1500))

    @hookimpl(tryfirst=True)
    async def respond(turn: Turn) -> Reply:
        return Reply(words)

    with plugin_module("wordy", respond=respond) as wordy:
        async with standin.serving() as url, node(db, url, plugins=(wordy,)):
            ana = standin.user()
            await ana.send("hello")
            await ana.chat.wait_for(lambda chat: "1499" in "".join(chat.texts))
    assert " ".join(ana.chat.texts) == words.replace("**", "")
    assert all(message.entity_texts("bold") for message in ana.chat.from_bot)


# --- groups -------------------------------------------------------------------------------------------------------


async def test_group_is_answered_only_when_the_bot_is_meant_and_by_a_reply(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin(privacy_mode=False)
    async with standin.serving() as url, node(db, url):
        ana, ben = standin.user(first_name="Ana"), standin.user(first_name="Ben")
        group = standin.group(ana, ben)
        await ana.send_in(group, "where shall we go?")
        asked = await ben.send_in(group, f"@{standin.username} something by the sea")
        [answer] = await group.chat.wait_for(1)
        await ana.send_in(group, "and with a pool?", reply_to=answer)
        await group.chat.wait_for(2)
    assert group.chat.texts == ["echo: something by the sea", "echo: and with a pool?"]
    assert answer.reply_to == asked.message_id
    with db.admin() as conn:
        users = conn.execute("SELECT channel_user_id FROM channel_identities ORDER BY 1").fetchall()
    assert {user for (user,) in users} == {f"{group.id}:{ana.id}", f"{group.id}:{ben.id}"}


async def test_group_that_becomes_a_supergroup_goes_on(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        group = standin.group(ana)
        await ana.send_in(group, f"@{standin.username} one")
        await group.chat.wait_for(1)
        moved = standin.chat(await group.migrate())
        await ana.send_in(moved, f"@{standin.username} two")
        await moved.wait_for(1)
    assert moved.texts == ["echo: two"]
    with db.admin() as conn:
        sessions = conn.execute("SELECT count(*) FROM prospective_sessions").fetchone()
    assert sessions == (1,)
