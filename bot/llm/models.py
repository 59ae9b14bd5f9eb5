"""Asks models: within the budget and the time, once more after a transient fault, and not while the server fails.

What a call costs is settled however it ends. Faults are logged once until the server answers again; no text, prompt or
key is ever logged.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from pydantic import SecretStr

from bot.breaker import Breaker
from bot.errors import BudgetExhausted, ModelMisconfigured, ModelUnavailable, RequestRefused
from bot.llm.conversation import Answer, Function, Line, Payer, Purpose, Usage
from bot.llm.endpoints import ChatCompletions, Endpoint, Piece, Request, Responses
from bot.llm.spending import Spent, tokens_of
from bot.metrics import MODEL_CALLS
from bot.settings import OpenAISettings
from bot.types import JSON

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from bot.llm.faults import Fault

ATTEMPTS = 2
RETRY_PAUSE_S = 0.5
MAX_RETRY_PAUSE_S = 3.0  # a guest is waiting: a longer "retry after" means not now

T = TypeVar("T")
log = logging.getLogger(__name__)


class Meter(Protocol):
    """Who pays: bot.llm.budget.Budget."""

    async def reserve(self, payer: Payer, model: str, purpose: Purpose, tokens: int) -> UUID: ...

    async def settle(self, payer: Payer, usage_id: UUID, model: str, usage: Usage | None) -> None: ...


class Models:
    """The models of one server.

    Raised by whatever asks: ModelUnavailable (too slow, out of reach, cut before its end), ModelMisconfigured (the
    server refuses) and BudgetExhausted (nothing was asked).
    """

    def __init__(self, settings: OpenAISettings, key: SecretStr | None, budget: Meter) -> None:
        self.settings = settings
        self.budget = budget
        self._key = key
        self._client: AsyncOpenAI | None = None
        is_responses = settings.api == "responses" or (settings.api == "auto" and not settings.base_url)
        self._endpoint: Endpoint = Responses() if is_responses else ChatCompletions()
        self._breakers: dict[str, Breaker] = {}  # by model: one that is unknown is no reason to leave the others alone
        self._told: set[tuple[str, str]] = set()  # model and fault: what the log has, until the model answers

    @property
    def chat_model(self) -> str:
        return self.settings.chat_model

    @property
    def intent_model(self) -> str:
        return self.settings.intent_model or self.settings.chat_model

    @property
    def client(self) -> AsyncOpenAI:
        """Of the package; it does not try again by itself."""
        if self._client is None:
            from openai import AsyncOpenAI  # 0.5 s and 50 MB: only for who uses it

            self._client = AsyncOpenAI(
                api_key=self._key.get_secret_value() if self._key else "none",  # servers of one's own need no key
                base_url=self.settings.base_url or None,
                max_retries=0,
                timeout=self.settings.timeout_s,
            )
        return self._client

    async def warm(self) -> None:
        """Load the package in the background: no guest's turn should stand still for it."""

        for module in ("openai", "openai.resources.chat", "openai.resources.responses", "openai.resources.embeddings"):
            await asyncio.to_thread(importlib.import_module, module)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def stream(
        self, lines: Sequence[Line], functions: Sequence[Function], payer: Payer, purpose: Purpose = "reply"
    ) -> AsyncGenerator[str | Answer, None]:
        """Pieces of text as they come, then the Answer. A fault may come after pieces were passed on."""
        limit, extra = self.settings.max_output_tokens, self.settings.extra_body
        request = Request(self.chat_model, lines, limit, functions, extra_body=extra)
        async with aclosing(self._ask(request, payer, purpose)) as answers:
            async for piece in answers:
                yield piece

    async def structured(
        self, lines: Sequence[Line], name: str, schema: JSON, payer: Payer, purpose: Purpose = "intent"
    ) -> JSON:
        """An object of the schema (one that strict mode accepts); whether it is, is for the caller to check."""
        limit, extra = self.settings.max_output_tokens, self.settings.extra_body
        request = Request(self.intent_model, lines, limit, format=(name, schema), extra_body=extra)
        async with aclosing(self._ask(request, payer, purpose)) as answers:
            text = "".join([piece.text async for piece in answers if isinstance(piece, Answer)])
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ModelUnavailable("the model's answer is no JSON") from error
        if not isinstance(found, dict):
            raise ModelUnavailable("the model's answer is no JSON object")
        return found

    async def call(
        self,
        send: Callable[[AsyncOpenAI], Awaitable[T]],
        used: Callable[[T], Usage],
        *,
        model: str,
        tokens: int,
        payer: Payer,
        purpose: Purpose,
        limit_s: float | None = None,
    ) -> T:
        """One request that is answered whole.

        Args:
            send: performs it. used: what the answer says that it cost. tokens: to reserve.
            limit_s: for the whole of it; None: `[openai] timeout_s`.
        """

        async def attempt(spent: Spent, deadline: float) -> AsyncGenerator[T, None]:
            async with asyncio.timeout_at(deadline):
                answer = await send(self.client)
            spent.usage = used(answer)
            yield answer

        attempts = self._attempts(attempt, model, tokens, payer, purpose, limit_s=limit_s)
        async with aclosing(attempts) as answers:
            [found] = [answer async for answer in answers]  # to its end: only then has it succeeded
        return found

    def _ask(self, request: Request, payer: Payer, purpose: Purpose) -> AsyncGenerator[str | Answer, None]:
        asked = tokens_of(request)

        async def attempt(spent: Spent, deadline: float) -> AsyncGenerator[str | Answer, None]:
            stream = self._endpoint.stream(self.client, request)
            async with aclosing(stream) as pieces:  # type: ignore[type-var]  # both endpoints' are generators
                while (piece := await self._next(pieces, deadline)) is not None:
                    if isinstance(piece, Usage):
                        spent.usage = piece
                        continue
                    if isinstance(piece, str):
                        spent.said_bytes += len(piece.encode())
                    yield piece

        return self._attempts(attempt, request.model, asked + request.max_output_tokens, payer, purpose, asked)

    async def _next(self, pieces: AsyncIterator[Piece], deadline: float) -> Piece | None:
        """Not longer than a silence may last. No limit spans a `yield`: it would strike whoever reads the stream."""
        silence = asyncio.get_running_loop().time() + self.settings.first_token_s
        async with asyncio.timeout_at(min(silence, deadline)):
            return await anext(pieces, None)

    async def _attempts(
        self,
        attempt: Callable[[Spent, float], AsyncGenerator[T, None]],
        model: str,
        tokens: int,
        payer: Payer,
        purpose: Purpose,
        asked: int | None = None,
        limit_s: float | None = None,
    ) -> AsyncGenerator[T, None]:
        """What an attempt yields; another one after a transient fault, as long as nothing was passed on."""
        breaker = self._breaker(model)
        if purpose != "publish" and not breaker.allows():  # a publishing run waits and tries again by itself
            raise ModelUnavailable("the model's server has failed repeatedly and is left alone for a moment")
        try:
            usage_id = await self._reserved(payer, model, purpose, tokens)
        except BaseException:
            breaker.untried()
            raise
        spent = Spent(tokens if asked is None else asked, tokens)
        deadline = asyncio.get_running_loop().time() + min(limit_s or self.settings.timeout_s, self.settings.timeout_s)
        try:
            for number in range(1, ATTEMPTS + 1):
                passed_on = False
                spent.begun()
                try:
                    async with aclosing(attempt(spent, deadline)) as pieces:
                        async for piece in pieces:
                            passed_on = True
                            yield piece
                    break
                except Exception as error:
                    found = _fault(error, model)
                    spent.failed(billed=found.billed or passed_on)
                    if passed_on or number == ATTEMPTS or not _worth_another(found, deadline):
                        raise
                    await asyncio.sleep(_pause_s(found))
        except Exception as error:
            found = _fault(error, model)
            self._failed(breaker, model, purpose, found)
            raise found.error from error
        else:
            breaker.succeeded()
            self._answered(model, purpose)
        finally:
            await asyncio.shield(self._settle(payer, usage_id, model, spent))

    def _breaker(self, model: str) -> Breaker:
        allowed, pause_s = self.settings.breaker_failures, self.settings.breaker_pause_s
        return self._breakers.setdefault(model, Breaker(allowed, pause_s))

    async def _reserved(self, payer: Payer, model: str, purpose: Purpose, tokens: int) -> UUID:
        try:
            return await self.budget.reserve(payer, model, purpose, tokens)
        except BudgetExhausted:
            MODEL_CALLS.labels(purpose, "no_budget").inc()
            raise

    async def _settle(self, payer: Payer, usage_id: UUID, model: str, spent: Spent) -> None:
        try:
            await self.budget.settle(payer, usage_id, model, spent.total())
        except Exception:  # the reservation then counts as spent: the budget errs on the safe side
            log.exception("model usage not settled", extra={"usage_id": str(usage_id)})

    def _answered(self, model: str, purpose: Purpose) -> None:
        MODEL_CALLS.labels(purpose, "answered").inc()
        if told := {kind for known, kind in self._told if known == model}:
            self._told -= {(model, kind) for kind in told}
            log.info("the model answers again", extra={"model": model})

    def _failed(self, breaker: Breaker, model: str, purpose: Purpose, found: Fault) -> None:
        MODEL_CALLS.labels(purpose, found.kind).inc()
        misconfigured = isinstance(found.error, ModelMisconfigured)
        if not isinstance(
            found.error, RequestRefused
        ):  # one guest's request that it refuses says nothing of the others'
            breaker.failed(at_once=misconfigured)
        if (model, found.kind) in self._told:
            return
        self._told.add((model, found.kind))
        log.log(
            logging.ERROR if misconfigured else logging.WARNING,
            "the model does not answer, the local concierge does: %s", found.error,
            extra={"model": model, "fault": found.kind},
        )  # fmt: skip


def _worth_another(found: Fault, deadline: float) -> bool:
    pause_s = _pause_s(found)
    in_time = asyncio.get_running_loop().time() + pause_s < deadline
    return found.transient and in_time and pause_s <= MAX_RETRY_PAUSE_S


def _pause_s(found: Fault) -> float:
    return RETRY_PAUSE_S if found.retry_after_s is None else found.retry_after_s


def _fault(error: Exception, model: str) -> Fault:
    from bot.llm.faults import fault  # knows the package

    return fault(error, model)
