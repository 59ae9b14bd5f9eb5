"""One message by HTTP: the visitor's session, the message into the ledger, and the wait for its answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from bot.channel import Accept
from bot.core import Core
from bot.ledger.sessions import WEB, new_token, token_hash
from bot.news.followers import Delta, Event, Follower, SpeakerChanged
from bot.offers import wire
from bot.types import JSON, Attribution, Content, LedgerMessage, Message, Tenant
from channels.web.errors import TEXTS, ApiError, rate_limited, unavailable
from channels.web.limiting import Limiter

PATIENCE_S = 15.0  # beyond the responder's own time limit


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks: the visitor's secret and the live session it opens."""

    token: str
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Question:
    id: str  # the client's own; repeating it gives the same answer
    text: str
    locale: str | None
    language: str


class Chat:
    def __init__(self, core: Core, accept: Accept, limiter: Limiter) -> None:
        self._core = core
        self._accept = accept
        self._limiter = limiter

    async def visit(
        self,
        tenant: Tenant,
        token: str | None,
        address: str,
        locale: str | None,
        attribution: Attribution,
        session_id: UUID | None,
    ) -> Visit:
        """The session of the cookie's token, or a new one. `session_id` only confirms what the cookie opens.

        Raises:
            ApiError: another session than the cookie's was asked for; too many new visitors from this address.
        """
        ledger = self._core.ledger
        if token is not None:
            visitor = token_hash(token)
            opened = await ledger.open_session(
                tenant.tenant_id, WEB, visitor, visitor, locale, attribution, create=False
            )
            if opened and session_id in (None, opened.session_id):
                return Visit(token, opened.session_id)
        if session_id is not None:
            raise ApiError(404, "unknown_session")
        if wait_s := self._limiter.session(address):
            raise rate_limited(wait_s)
        token = new_token()
        visitor = token_hash(token)
        opened = await ledger.open_session(tenant.tenant_id, WEB, visitor, visitor, locale, attribution)
        assert opened is not None  # noqa: S101  # it was to be created
        return Visit(token, opened.session_id)

    async def ask(self, tenant: Tenant, visit: Visit, address: str, question: Question) -> AsyncGenerator[str | JSON]:
        """Pieces of the answer as they come, and at last the whole of it: the `data` of the HTTP contract.

        Raises:
            ApiError: too many messages; no answer in time. StoreUnavailable: nothing was stored.
        """
        visitor = token_hash(visit.token)
        if wait_s := self._limiter.message(visitor, address):
            raise rate_limited(wait_s)
        message = Message(tenant.tenant_id, WEB, visitor, question.id, question.text, None, question.locale)
        accepted = await self._accept(message)
        events: asyncio.Queue[Event] = asyncio.Queue()
        follower = Follower(tenant.tenant_id, accepted.session_id, accepted.seq, lambda event: events.put_nowait(event))
        self._core.news.follow(follower)
        try:
            if accepted.duplicate and (reply := await self._known_reply(follower, question.id)):
                yield answer_json(reply)
            elif accepted.speaker == "staff":
                yield await self._staff_json(tenant, accepted.session_id, question.language)
            else:
                async with asyncio.timeout(self._core.settings.hooks.respond_timeout_s + PATIENCE_S):
                    async for piece in self._answer(tenant, follower, events, question):
                        yield piece
        except TimeoutError as error:
            raise unavailable() from error
        finally:
            self._core.news.unfollow(follower)

    async def _answer(
        self, tenant: Tenant, follower: Follower, events: asyncio.Queue[Event], question: Question
    ) -> AsyncIterator[str | JSON]:
        while True:
            event = await events.get()
            if isinstance(event, Delta) and question.id in event.reply_to:
                yield event.text
            elif isinstance(event, LedgerMessage) and question.id in event.reply_to:
                yield answer_json(event)
                return
            elif isinstance(event, SpeakerChanged) and event.speaker == "staff":
                yield await self._staff_json(tenant, follower.session_id, question.language)
                return

    async def _known_reply(self, follower: Follower, id_: str) -> LedgerMessage | None:
        later = await self._core.ledger.messages_after(follower.tenant_id, follower.session_id, follower.seq)
        return next((message for message in later if id_ in message.reply_to), None)

    async def _staff_json(self, tenant: Tenant, session_id: UUID, language: str) -> JSON:
        """People answer when they can: the visitor reads it in the widget, not as the response to a request."""
        record = await self._core.ledger.session(tenant.tenant_id, session_id)
        known = Content(intent=wire.read_intent(record.intent if record else {}))
        return _data(session_id, TEXTS.say("staff", language), known)


def answer_json(reply: LedgerMessage) -> JSON:
    return _data(reply.session_id, reply.text, reply.content)


def _data(session_id: UUID, text: str, content: Content) -> JSON:
    return {"session_id": str(session_id), "response": text, **wire.answer_json(content)}
