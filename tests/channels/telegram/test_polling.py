"""Long polling: an update is confirmed when the ledger has it, by one node at a time, whatever dies."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from psycopg import sql

from channels.standins.telegram import TelegramStandin
from tests.channels.telegram.scene import node
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow


def answers(db: TestDatabase) -> list[str]:
    with db.admin() as conn:
        rows = conn.execute("SELECT content FROM messages WHERE role = 'assistant' ORDER BY created_at").fetchall()
    return [text for (text,) in rows]


async def test_update_accepted_but_not_confirmed_is_answered_once_after_a_crash(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url:
        ana = standin.user()
        async with node(db, url, telegram={"poll_timeout_s": 30}) as first:  # the first poll waits for the updates
            standin.hold_updates()
            await ana.send("one")
            await ana.send("two")
            while not standin.calls_of("getUpdates"):
                await asyncio.sleep(0.01)
            standin.delay("getUpdates", 60.0)  # the next request, which would confirm, is never performed
            standin.release_updates()
            await ana.chat.wait_for(lambda chat: "two" in "".join(chat.texts))
            await first.stop()
        assert standin.confirmed == []
        standin.faults.clear()
        async with node(db, url):
            await standin.wait_confirmed(2)
            await ana.send("three")
            await ana.chat.wait_for(lambda chat: "three" in "".join(chat.texts))
    assert "\n".join(ana.chat.texts).replace("echo: ", "") == "one\ntwo\nthree"


async def test_nothing_is_confirmed_while_the_database_is_away(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        await ana.send("before")
        await ana.chat.wait_for(1)
        await standin.wait_confirmed(1)
        async with away(db):
            await ana.send("meanwhile")
            await asyncio.sleep(1.5)
            assert len(standin.confirmed) == 1
        await ana.chat.wait_for(2, 30)
        await standin.wait_confirmed(2)
    assert ana.chat.texts == ["echo: before", "echo: meanwhile"]


@asynccontextmanager
async def away(db: TestDatabase) -> AsyncIterator[None]:
    """The database takes nobody in."""
    name = psycopg.conninfo.conninfo_to_dict(db.admin_url)["dbname"]
    outside = psycopg.conninfo.make_conninfo(db.admin_url, dbname="postgres")
    with psycopg.connect(outside, autocommit=True) as conn:
        closing = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        conn.execute(closing.format(sql.Identifier(str(name)), sql.SQL("false")))
        conn.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            conn.execute(closing.format(sql.Identifier(str(name)), sql.SQL("true")))


async def test_one_node_polls_and_the_other_takes_over(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url) as first, node(db, url):
        ana = standin.user()
        for number in range(3):
            await ana.send(str(number))
            await ana.chat.wait_for(number + 1)
        assert {call.status for call in standin.calls_of("getUpdates")} <= {200, None}  # no 409: nobody else asks
        await first.stop()
        await ana.send("still there?")
        await ana.chat.wait_for(4, 20)
    assert ana.chat.texts[-1] == "echo: still there?"


async def test_another_program_that_polls_is_put_up_with(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    standin.fail("getUpdates", 409, 1, "Conflict: terminated by other getUpdates request")
    async with standin.serving() as url, node(db, url):
        ana = standin.user()
        await ana.send("hello")
        await ana.chat.wait_for(1, 20)
    assert ana.chat.texts == ["echo: hello"]


async def test_webhook_of_earlier_days_is_taken_away(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url:
        standin.world.webhook.begin("http://127.0.0.1:9/nobody", "", 1)
        async with node(db, url):
            ana = standin.user()
            await ana.send("hello")
            await ana.chat.wait_for(1)
    assert len(standin.calls_of("deleteWebhook")) == 1


async def test_poison_is_passed_over_and_apologised_for(db: TestDatabase, caplog: pytest.LogCaptureFixture) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url, node(db, url):
        ana = standin.user(language_code="es")
        standin.hold_updates()
        ana.account.wrote = True
        broken = {"message_id": 1, "date": "yesterday", "chat": ana.chat.to_json(), "from": ana.account.to_json()}
        number = standin.world.updates.add("message", {**broken, "text": "a secret"})
        await ana.send("and this?")
        standin.release_updates()
        await ana.chat.wait_for(2)
        await standin.wait_confirmed(2)
    assert sorted(ana.chat.texts) == [
        "Lo siento, no puedo leer ese mensaje. Escríbelo como texto, por favor.",
        "echo: and this?",
    ]
    assert any(getattr(record, "update_id", None) == number for record in caplog.records)
    assert "a secret" not in "".join(record.getMessage() for record in caplog.records)


async def test_commands_and_descriptions_are_told_once_and_in_each_language(db: TestDatabase) -> None:
    db.add_tenant()
    standin = TelegramStandin()
    setters = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    async with standin.serving() as url:
        async with node(db, url):
            while len(standin.calls_of(*setters)) < 18:
                await asyncio.sleep(0.01)
        async with node(db, url):
            while len(standin.calls_of("getMyShortDescription")) < 12:
                await asyncio.sleep(0.01)
    told = standin.calls_of(*setters)
    assert len(told) == 18
    assert {call.params.get("language_code", "") for call in told} == {"", "es", "pt", "fr", "de", "it"}
    assert all(call.status == 200 for call in told)


@pytest.mark.crash
async def test_killed_nodes_lose_nothing_and_answer_nothing_twice(db: TestDatabase) -> None:
    """Real processes, killed while guests write. What Telegram shows twice it cannot tell apart: that may be."""
    db.add_tenant()
    standin = TelegramStandin()
    async with standin.serving() as url:
        guests = [standin.user() for _ in range(5)]
        for round_ in range(4):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.support.node", env=environment(db, url)
            )
            enough = len(standin.calls_of("sendMessage")) + 2
            try:
                for guest in guests:
                    await guest.send(f"message {round_}")
                if round_ < 3:
                    while len(standin.calls_of("sendMessage")) < enough:
                        assert process.returncode is None
                        await asyncio.sleep(0.01)
                else:
                    for guest in guests:
                        await guest.chat.wait_for(lambda chat: "message 3" in "".join(chat.texts), 60)
            finally:
                if process.returncode is None:
                    process.kill()
                await process.wait()
    said = "\n".join(answers(db))
    for guest in guests:
        lines = [line for text in dict.fromkeys(guest.chat.texts) for line in text.replace("echo: ", "").split("\n")]
        assert lines == [f"message {number}" for number in range(4)]
    assert [said.count(f"message {number}") for number in range(4)] == [5, 5, 5, 5]


def environment(db: TestDatabase, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": TelegramStandin().token,
        "BOT_DATABASE__URL": db.url,
        "BOT_TURN__LEASE_S": "2",
        "BOT_TURN__DELIVERY_HOLD_S": "2",
        "BOT_TURN__SWEEP_INTERVAL_S": "0.3",
        "BOT_JOBS__ENABLED": "false",
        "BOT_PLUGINS__ENABLED": '["tests.support.echo"]',
        "BOT_CHANNELS__ENABLED": '["channels.telegram"]',
        "BOT_CHANNELS__TELEGRAM__BASE_URL": url,
        "BOT_CHANNELS__TELEGRAM__POLL_TIMEOUT_S": "1",
    }
