"""Models over HTTP against somebody else's provider: streams, functions, faults, time, breaker, settling."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from openai import AsyncOpenAI
from pydantic import SecretStr

from bot.errors import BudgetExhausted, ModelMisconfigured, ModelUnavailable
from bot.llm.budget import Budget
from bot.llm.conversation import Answer, Function, Line, Payer, ToolCall, Usage
from bot.llm.models import Models
from bot.settings import OpenAISettings
from bot.store.database import Database
from tests.conftest import TestDatabase
from tests.support.aimock import KEY, Aimock

pytestmark = pytest.mark.slow  # asks another server

ASK = [Line("system", "You are brief."), Line("user", "Say hello")]
WEATHER = Function(
    "weather",
    "The weather of a town.",
    {
        "type": "object",
        "properties": {"town": {"type": "string"}},
        "required": ["town"],
        "additionalProperties": False,
    },
)
APIS = pytest.mark.parametrize("api", ["chat", "responses"])


class Scene:
    """Models of the stand-in, and what the database has of their calls."""

    def __init__(self, models: Models, payer: Payer, db: TestDatabase) -> None:
        self.models = models
        self.payer = payer
        self._db = db

    async def ask(self, lines: list[Line] = ASK, functions: tuple[Function, ...] = ()) -> tuple[list[str], Answer]:
        """The pieces and the answer."""
        pieces = [piece async for piece in self.models.stream(lines, functions, self.payer)]
        *texts, answer = pieces
        assert isinstance(answer, Answer)
        assert all(isinstance(text, str) for text in texts)
        return [str(text) for text in texts], answer

    def usage(self) -> list[tuple[Any, ...]]:
        """(purpose, input tokens, output tokens, whether it is settled) of each call."""
        with self._db.admin() as conn:
            return conn.execute(
                "SELECT purpose, input_tokens, output_tokens, settled_at IS NOT NULL FROM llm_usage ORDER BY created_at"
            ).fetchall()


@asynccontextmanager
async def scene(db: TestDatabase, base_url: str, key: str = KEY, **settings: Any) -> AsyncIterator[Scene]:
    tenant = db.add_tenant()
    database = Database(db.url, pool_size=2)
    await database.open()
    chosen = OpenAISettings(base_url=base_url, **{"api": "chat", **settings})
    models = Models(chosen, SecretStr(key), Budget(database, chosen))
    try:
        yield Scene(models, Payer(tenant), db)
    finally:
        await models.close()
        await database.close()


@APIS
async def test_answer_comes_in_pieces_and_is_settled(db: TestDatabase, aimock: Aimock, api: str) -> None:
    aimock.on(
        {}, {"content": "Hello from the coast!", "usage": {"prompt_tokens": 21, "completion_tokens": 7}}, chunkSize=5
    )
    async with scene(db, aimock.base_url, api=api) as stage:
        pieces, answer = await stage.ask()
        assert len(pieces) > 2
        assert "".join(pieces) == answer.text == "Hello from the coast!"
        assert stage.usage() == [("reply", 21, 7, True)]
    [request] = aimock.requests()
    assert request["path"] == {"chat": "/v1/chat/completions", "responses": "/v1/responses"}[api]
    if api == "responses":
        assert request["body"].get("store") is not True


@APIS
async def test_functions_are_called_and_their_answers_read(db: TestDatabase, aimock: Aimock, api: str) -> None:
    aimock.on({"hasToolResult": True}, {"content": "It is sunny."})
    aimock.on({}, {"toolCalls": [{"name": "weather", "arguments": {"town": "Maó"}, "id": "call_1"}]})
    async with scene(db, aimock.base_url, api=api) as stage:
        _, wish = await stage.ask(functions=(WEATHER,))
        assert [(call.name, call.arguments) for call in wish.tool_calls] == [("weather", '{"town":"Maó"}')]
        [call] = wish.tool_calls
        told = [*ASK, Line("assistant", wish.text, (call,)), Line("tool", '{"sky": "blue"}', tool_call_id=call.id)]
        assert (await stage.ask(told, (WEATHER,)))[1] == Answer("It is sunny.")


@APIS
async def test_structured_answer_is_an_object(db: TestDatabase, aimock: Aimock, api: str) -> None:
    aimock.on({}, {"content": '{"guests": 4}'})
    schema = {
        "type": "object",
        "properties": {"guests": {"type": "integer"}},
        "required": ["guests"],
        "additionalProperties": False,
    }
    async with scene(db, aimock.base_url, api=api) as stage:
        assert await stage.models.structured(ASK, "party", schema, stage.payer) == {"guests": 4}
        assert [row[0] for row in stage.usage()] == ["intent"]


@pytest.mark.parametrize("said", ["four", "[4]", '{"guests": '])
async def test_structured_answer_that_is_no_object_is_a_fault(db: TestDatabase, aimock: Aimock, said: str) -> None:
    aimock.says(said)
    async with scene(db, aimock.base_url) as stage:
        with pytest.raises(ModelUnavailable):
            await stage.models.structured(ASK, "party", {"type": "object"}, stage.payer)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_one_transient_fault_is_tried_again(db: TestDatabase, aimock: Aimock, status: int) -> None:
    aimock.says("Hello!", usage={})
    aimock.fails_once(status)
    async with scene(db, aimock.base_url) as stage:
        assert (await stage.ask())[1].text == "Hello!"
    assert len(aimock.requests()) == 2


async def test_two_transient_faults_are_a_failure_and_cost_nothing(db: TestDatabase, aimock: Aimock) -> None:
    aimock.says("Hello!")
    aimock.fails_once(500)
    aimock.fails_once(500)
    async with scene(db, aimock.base_url) as stage:
        with pytest.raises(ModelUnavailable):
            await stage.ask()
        assert stage.usage() == [("reply", 0, 0, True)]
        assert (await stage.ask())[1].text == "Hello!"


async def test_long_retry_after_is_not_waited_for(db: TestDatabase, aimock: Aimock) -> None:
    aimock.on({}, {"error": {"message": "slow down", "type": "rate_limit_error"}, "status": 429, "retryAfter": 60})
    async with scene(db, aimock.base_url) as stage:
        with pytest.raises(ModelUnavailable):
            await stage.ask()
    assert len(aimock.requests()) == 1


async def test_wrong_key_is_said_once_and_leaves_the_server_alone(
    db: TestDatabase, aimock: Aimock, caplog: pytest.LogCaptureFixture
) -> None:
    aimock.says("Hello!")
    async with scene(db, aimock.base_url, key="sk-wrong") as stage:
        with pytest.raises(ModelMisconfigured, match="OPENAI_API_KEY"):
            await stage.ask()
        with pytest.raises(ModelUnavailable, match="left alone"):
            await stage.ask()
        assert len(stage.usage()) == 1
    assert [r.levelno for r in caplog.records if r.name == "bot.llm.models"] == [logging.ERROR]
    assert "sk-wrong" not in caplog.text


@pytest.mark.parametrize(
    ("status", "error", "sentence"),
    [
        (404, {"code": "model_not_found"}, "does not know"),
        (429, {"code": "insufficient_quota"}, "quota"),
        (400, {"code": "context_length_exceeded"}, "context_length_exceeded"),
        (403, {}, "OPENAI_API_KEY"),
    ],
)
async def test_refusals_say_what_to_do_and_are_not_repeated(
    db: TestDatabase, aimock: Aimock, status: int, error: dict[str, Any], sentence: str
) -> None:
    aimock.on({}, {"error": {"message": "Say hello, says the guest", **error}, "status": status})
    async with scene(db, aimock.base_url) as stage:
        with pytest.raises(ModelMisconfigured, match=sentence) as caught:
            await stage.ask()
    assert "says the guest" not in str(caught.value)
    assert len(aimock.requests()) == 1


@APIS
async def test_cut_stream_is_a_fault_after_what_was_said(db: TestDatabase, aimock: Aimock, api: str) -> None:
    events = {"chat": 4, "responses": 8}[api]  # some come before the first piece of text
    aimock.says("One two three four five six seven", chunkSize=4, latency=20, truncateAfterChunks=events)
    async with scene(db, aimock.base_url, api=api) as stage:
        stream = stage.models.stream(ASK, (), stage.payer)
        assert isinstance(await anext(stream), str)
        with pytest.raises(ModelUnavailable):
            [piece async for piece in stream]
        [(_, asked, answered, settled)] = stage.usage()
        assert settled
        assert asked > 0
        assert answered > 0
    assert len(aimock.requests()) == 1  # what a guest may have seen is not begun again


async def test_answer_that_reaches_the_limit_is_not_whole(db: TestDatabase, aimock: Aimock) -> None:
    aimock.on({}, {"content": "A very long", "finishReason": "length"})
    async with scene(db, aimock.base_url) as stage:
        with pytest.raises(ModelUnavailable, match="length"):
            await stage.ask()


async def test_silence_before_the_first_piece_ends_the_call(db: TestDatabase, aimock: Aimock) -> None:
    aimock.says("Hello!", streamingProfile={"ttft": 5000, "tps": 50})
    async with scene(db, aimock.base_url, first_token_s=0.1, timeout_s=0.5) as stage:
        with pytest.raises(ModelUnavailable, match="slow"):
            await stage.ask()
        assert stage.usage()[0][1] > 0  # the provider may have worked for it


async def test_answer_that_takes_too_long_in_all_ends_the_call(db: TestDatabase, aimock: Aimock) -> None:
    aimock.says("word " * 50, chunkSize=5, latency=100)
    async with scene(db, aimock.base_url, first_token_s=0.5, timeout_s=0.5) as stage:
        with pytest.raises(ModelUnavailable, match="slow"):
            await stage.ask()


async def test_server_out_of_reach_is_left_alone_after_failures_in_a_row(
    db: TestDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
        async with scene(db, url, breaker_failures=2) as stage:
            for sentence in ("base_url", "base_url", "left alone"):
                with pytest.raises(ModelUnavailable, match=sentence):
                    await stage.ask()
            assert stage.usage() == [("reply", 0, 0, True)] * 2
    assert [r.levelno for r in caplog.records if r.name == "bot.llm.models"] == [logging.WARNING]


async def test_recovered_server_is_said_and_faults_are_said_anew(
    db: TestDatabase, aimock: Aimock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.llm.models")
    aimock.says("Hello!")
    async with scene(db, aimock.base_url, breaker_failures=9) as stage:
        for _ in range(2):
            for _ in range(2):
                for _ in range(2):
                    aimock.fails_once(503)
                with pytest.raises(ModelUnavailable):
                    await stage.ask()
            await stage.ask()
    levels = [r.levelno for r in caplog.records if r.name == "bot.llm.models"]
    assert levels == [logging.WARNING, logging.INFO] * 2


async def test_calls_that_succeed_close_the_breaker(db: TestDatabase, aimock: Aimock) -> None:
    async def send(client: AsyncOpenAI) -> Any:
        return await client.embeddings.create(model="m", input=["x"])

    async with scene(db, aimock.base_url, breaker_failures=2) as stage:

        async def call() -> Any:
            return await stage.models.call(
                send, lambda _: Usage(1), model="m", tokens=1, payer=stage.payer, purpose="question"
            )

        for _ in range(3):  # failures, but never two in a row
            for _ in range(2):
                aimock.fails_once(500)
            with pytest.raises(ModelUnavailable):
                await call()
            await call()
        assert stage.usage()[-1] == ("question", 1, 0, True)


async def test_call_with_a_limit_of_its_own_ends_there(db: TestDatabase) -> None:
    async def never(client: AsyncOpenAI) -> None:
        await asyncio.sleep(60)

    async with scene(db, "http://127.0.0.1:9/v1", breaker_failures=1) as stage:
        with pytest.raises(ModelUnavailable, match="slow"):
            await stage.models.call(
                never, lambda _: Usage(1), model="m", tokens=1, payer=stage.payer, purpose="question", limit_s=0.05
            )
        with pytest.raises(ModelUnavailable, match="left alone"):  # and counts as a failure
            await stage.models.call(
                never, lambda _: Usage(1), model="m", tokens=1, payer=stage.payer, purpose="question", limit_s=0.05
            )


async def test_reader_who_leaves_pays_for_what_was_said(db: TestDatabase, aimock: Aimock) -> None:
    aimock.says("One two three four five six seven", chunkSize=4, latency=20)
    async with scene(db, aimock.base_url) as stage:
        stream = stage.models.stream(ASK, (), stage.payer)
        await anext(stream)
        await stream.aclose()
        [(_, asked, answered, settled)] = stage.usage()
        assert settled
        assert asked > 0
        assert answered > 0


async def test_exhausted_budget_asks_nobody(db: TestDatabase, aimock: Aimock) -> None:
    aimock.says("Hello!")
    async with scene(db, aimock.base_url, tenant_tokens=10) as stage:
        with pytest.raises(BudgetExhausted):
            await stage.ask()
    assert aimock.requests() == []


async def test_unknown_tenant_asks_nobody(db: TestDatabase, aimock: Aimock) -> None:
    aimock.says("Hello!")
    async with scene(db, aimock.base_url) as stage:
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            await anext(stage.models.stream(ASK, (), Payer(uuid4())))
    assert aimock.requests() == []


def test_call_ids_that_a_server_leaves_out_are_made() -> None:
    from bot.llm.endpoints import _Calls

    calls = _Calls()
    calls.add(0, None, "weather", '{"town"')
    calls.add(0, None, None, ': "Maó"}')
    assert calls.all() == (ToolCall("call_0", "weather", '{"town": "Maó"}'),)
