"""Logs: structured, and without anything that a guest wrote or that is secret."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from bot import logs
from bot.channel import Accepted
from bot.errors import BotError, NotFound
from bot.settings import LogSettings
from bot.types import Action, Guest, Message
from tests.conftest import AppFactory, TestDatabase

TEXT, EMAIL, TOKEN = "canary-text-5b1e", "canary@guest.example", "canary-token-77aa"
CANARIES = ("canary", "5b1e", "77aa")


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """Everything that the process logs as JSON lines, at level info; as it was before afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure(LogSettings(level="info", format="json"), stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)


def lines(output: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_log_line_has_event_level_logger_time_and_extras(output: io.StringIO) -> None:
    logging.getLogger("bot.test").info("turn ended after %s ms", 12, extra={"session_id": "s", "attempts": 2})
    [line] = lines(output)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "turn ended after 12 ms", "level": "info", "logger": "bot.test", "session_id": "s", "attempts": 2,
    }  # fmt: skip


def test_log_for_people_is_text() -> None:
    stream = io.StringIO()
    handler_of = logging.getLogger().handlers[:]
    logs.configure(LogSettings(format="console"), stream)
    logging.getLogger("bot.test").warning("careful", extra={"channel": "web"})
    logging.getLogger().handlers[:] = handler_of
    assert "careful" in stream.getvalue()
    assert "channel=web" in stream.getvalue()


def test_log_of_an_exception_tells_where_and_what_kind_not_what_it_quotes(output: io.StringIO) -> None:
    def fail() -> None:
        raise ValueError(f"cannot read {TEXT!r}")

    try:
        try:
            fail()
        except ValueError as error:
            raise NotFound("There is no such unit.") from error
    except NotFound:
        logging.getLogger("bot.test").exception("failed")
    [line] = lines(output)
    assert "NotFound: There is no such unit." in line["exception"]
    assert "ValueError" in line["exception"]
    assert "tests/bot/test_logs.py" in line["exception"]
    assert " fail" in line["exception"]
    assert TEXT not in output.getvalue()


def test_log_of_an_exception_group_describes_each(output: io.StringIO) -> None:
    try:
        raise ExceptionGroup("several", [ValueError(TEXT), BotError("one of ours")])
    except ExceptionGroup:
        logging.getLogger("bot.test").exception("failed")
    assert "BotError: one of ours" in lines(output)[0]["exception"]
    assert TEXT not in output.getvalue()


def test_log_of_a_database_error_gives_its_code(db: TestDatabase, output: io.StringIO) -> None:
    with db.admin() as conn:
        try:
            conn.execute("INSERT INTO tenant_registry (slug, name) VALUES (%s, 'x')", (f"{TEXT} {EMAIL}",))
        except psycopg.Error as error:
            logging.getLogger("bot.test").warning("not stored: %s", error, exc_info=True)
    [line] = lines(output)
    assert line["event"] == "not stored: CheckViolation (SQLSTATE 23514)"
    assert not [canary for canary in CANARIES if canary in output.getvalue()]


def test_log_at_debug_shows_exceptions_whole() -> None:
    stream = io.StringIO()
    handler_of = logging.getLogger().handlers[:]
    logs.configure(LogSettings(level="debug", format="json"), stream)
    try:
        raise ValueError("the whole sentence")
    except ValueError:
        logging.getLogger("bot.test").exception("failed")
    logging.getLogger().handlers[:] = handler_of
    assert "the whole sentence" in stream.getvalue()


def test_log_of_libraries_is_tamed(output: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("procrastinate.worker").info("Starting job %s", TOKEN)
    logging.getLogger("uvicorn.access").info("GET /api/public-chat/session/%s", TOKEN)
    logging.getLogger("uvicorn.access").error("GET /api/public-chat/session/%s", TOKEN)
    assert output.getvalue() == ""


async def test_log_of_a_task_that_nobody_awaited_quotes_nothing(output: io.StringIO) -> None:
    async def fail() -> None:
        raise ValueError(TEXT)

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    context = {"message": "Task exception was never retrieved", "exception": task.exception(), "future": task}
    asyncio.get_running_loop().default_exception_handler(context)
    [line] = lines(output)
    assert line["event"] == "Task exception was never retrieved"
    assert "ValueError" in line["exception"]
    assert TEXT not in output.getvalue()


async def test_log_of_a_conversation_with_failures_holds_no_word_of_it(
    db: TestDatabase, make_app: AppFactory, output: io.StringIO
) -> None:
    tenant = db.add_tenant()
    async with make_app(plugins=("tests.support.leaky",)) as core:
        for number in range(3):
            text = f"{TEXT} {EMAIL} {Guest(TOKEN)} {number}"
            message = Message(tenant, "test", TOKEN, f"{TOKEN}-{number}", text, action=Action(TEXT))
            accepted = await core.turns.accept(message)
            await answered(core, tenant, accepted)
        with pytest.raises(psycopg.Error):
            await core.database.row("SELECT %s::uuid", (TEXT,))
    logged = output.getvalue()
    assert logged.count("hook failed") >= 6  # the failures were logged,
    assert {"extract_intent", "retrieve", "session_started"} <= {line.get("hook") for line in lines(output)}
    assert not [canary for canary in CANARIES if canary in logged]  # and nothing of what they quoted
    with db.admin() as conn:  # while it was there to be logged
        assert conn.execute("SELECT count(*) FROM messages WHERE content LIKE %s", (f"%{TEXT}%",)).fetchone() == (3,)


async def answered(core: Any, tenant: Any, accepted: Accepted) -> None:
    """Wait for the reply to the newest message."""
    async with asyncio.timeout(10):
        while not [m for m in await core.ledger.messages_after(tenant, accepted.session_id, accepted.seq)
                   if m.role == "assistant"]:  # fmt: skip
            await asyncio.sleep(0.02)
