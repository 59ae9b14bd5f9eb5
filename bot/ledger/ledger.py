"""The message ledger: every write of a turn is one SQL call and one commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, LiteralString
from uuid import UUID

import orjson
import psycopg
from psycopg.types.json import Jsonb

from bot.channel import Outgoing
from bot.conversation.turn import GuestMessage
from bot.errors import Conflict, NotFound
from bot.ledger.batching import Batcher
from bot.offers import wire
from bot.store.database import Connection, Database
from bot.store.queries import load
from bot.types import JSON, Attribution, Content, LedgerMessage, Message, Session

SQL = load("ledger")
PAGE = 500  # messages read at once

NOT_FOUND, CONFLICT = "LB404", "LB409"  # raised by lobby.convert_session and lobby.append_message


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer: whoever holds the session's lease."""

    tenant_id: UUID
    session: Session
    identity_id: UUID
    token: UUID
    messages: tuple[GuestMessage, ...]
    attempts: int = 0  # earlier takeovers of the same messages


@dataclass(frozen=True, slots=True)
class Receipt:
    """What accept did."""

    session_id: UUID
    message: LedgerMessage
    duplicate: bool
    started: bool  # a new session
    speaker: Literal["bot", "staff"]
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class TurnCommit:
    """Everything that a turn writes."""

    claim: Claim
    answered_seq: int
    message_id: UUID
    text: str
    content: Content
    reply_to: tuple[str, ...]
    outbox: bool
    history: list[JSON]
    intent: JSON | None
    language: str
    state: JSON | None
    events: list[JSON]
    reservation: JSON | None


@dataclass(frozen=True, slots=True)
class Committed:
    outcome: Literal["committed", "fenced", "lost"]
    message: LedgerMessage | None
    pending: tuple[GuestMessage, ...]  # arrived meanwhile; the lease is still ours
    reservation: JSON | None  # created by this commit


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as its visitor may read it."""

    session_id: UUID
    created_at: datetime
    expires_at: datetime
    last_activity_at: datetime
    status: str
    history: list[JSON]
    intent: JSON
    utm_tracking: JSON
    reservation_id: UUID | None
    speaker: Literal["bot", "staff"]
    last_seq: int
    language: str | None
    locale: str | None


class Ledger:
    """`lease` is how long a silent node keeps a turn."""

    def __init__(self, database: Database, lease: timedelta) -> None:
        self.database = database
        self.lease = lease
        self._accepts: Batcher[JSON, tuple[Any, ...]] = Batcher(partial(self._call, SQL["accept_messages"]))
        self._commits: Batcher[JSON, tuple[Any, ...]] = Batcher(partial(self._call, SQL["commit_turns"]))

    async def accept(self, message: Message, cookie_id: str, token: UUID) -> Receipt:
        """Store a guest's message; after this it cannot be lost. `token` becomes the lease if the turn is free."""
        text, content = _storable(message.text), Content(action=message.action)
        item = {
            "tenant_id": message.tenant_id, "channel": message.channel, "channel_user_id": message.channel_user_id,
            "cookie_id": cookie_id, "external_id": message.external_id, "content": text,
            "payload": wire.content_json(content) or None, "locale": message.locale,
            "attribution": attribution_json(message.attribution), "lease_token": token,
        }  # fmt: skip
        try:
            row = await self._accepts.submit(item)
        except psycopg.errors.UniqueViolation:  # the same message, or the same visitor's first, at the same moment
            row = await self._accepts.submit(item)
        (session_id, seq, created_at, duplicate, started, speaker, claimed, epoch, identity_id, history, intent, state,
         language, locale, converted, pending) = row  # fmt: skip
        stored = LedgerMessage(
            session_id, seq, message.external_id, "user", text, message.channel, created_at, content
        )  # fmt: skip
        claim = None
        if claimed:
            session = _session(
                message.tenant_id,
                session_id,
                message.channel,
                epoch,
                history,
                intent,
                state,
                language,
                locale,
                converted,
            )
            claim = Claim(message.tenant_id, session, identity_id, token, _guest_messages(pending))
        return Receipt(session_id, stored, duplicate, started, speaker, claim)

    async def commit(self, turn: TurnCommit) -> Committed:
        """Write the reply and release the turn.

        Raises:
            Conflict, NotFound: the turn's reservation contradicts what is recorded; nothing was written.
        """
        session = turn.claim.session
        item = {
            "tenant_id": turn.claim.tenant_id, "session_id": session.session_id, "lease_token": turn.claim.token,
            "epoch": session.epoch, "answered_seq": turn.answered_seq, "channel": session.channel,
            "identity_id": turn.claim.identity_id, "message_id": turn.message_id, "content": turn.text,
            "payload": wire.content_json(turn.content), "reply_to": turn.reply_to, "outbox": turn.outbox,
            "history": turn.history,
            "intent": turn.intent, "language": turn.language, "state": turn.state, "events": turn.events or None,
            "reservation": turn.reservation,
        }  # fmt: skip
        with explained():
            outcome, seq, created_at, pending, reservation = await self._commits.submit(item)
        if outcome != "committed":
            return Committed(outcome, None, (), None)
        message = LedgerMessage(
            session.session_id, seq, str(turn.message_id), "assistant", turn.text, session.channel, created_at,
            turn.content, turn.reply_to,
        )  # fmt: skip
        return Committed("committed", message, _guest_messages(pending), reservation)

    async def _call(self, query: LiteralString, items: list[JSON]) -> list[tuple[Any, ...]]:
        """One call for many items; the rows in the items' order, without their number."""
        rows = await self.database.rows(query, (orjson.dumps(items).decode(), self.lease))
        return [row[1:] for row in sorted(rows, key=lambda row: row[0])]

    async def is_current(self, claim: Claim) -> bool:
        """Whether the bot may still speak under this claim: nobody has taken over."""
        params = (claim.tenant_id, claim.session.session_id, claim.token, claim.session.epoch)
        row = await self.database.row(SQL["is_current"], params)
        return bool(row and row[0])

    async def hold_lease(self, name: str, holder: str, seconds: float) -> bool:
        """Whether `name` is this holder's for the next seconds; called again, it is renewed."""
        return await self.database.row(SQL["hold_lease"], (name, holder, timedelta(seconds=seconds))) == (True,)

    async def release_lease(self, name: str, holder: str) -> None:
        """Let another node have it at once."""
        await self.database.row(SQL["release_lease"], (name, holder))

    async def release(self, claim: Claim) -> None:
        """Give the turn up: any node's sweep may take it at once."""
        await self.database.row(SQL["release_turn"], (claim.tenant_id, claim.session.session_id, claim.token))

    async def renew(self, claims: list[Claim]) -> None:
        """Extend the leases of running turns. One that was lost stays lost; its commit will find out."""
        tokens, sessions = [c.token for c in claims], [c.session.session_id for c in claims]
        await self.database.rows(SQL["renew_leases"], (tokens, sessions, self.lease))

    async def claim_abandoned(self, token: UUID, limit: int) -> list[Claim]:
        """Take over unanswered messages whose holder has fallen silent."""
        claims = []
        for row in await self.database.rows(SQL["claim_abandoned_turns"], (token, self.lease, limit)):
            (tenant_id, session_id, lease_token, epoch, channel, identity_id, history, intent, state, language, locale,
             converted, attempts, pending) = row  # fmt: skip
            session = _session(
                tenant_id, session_id, channel, epoch, history, intent, state, language, locale, converted
            )
            claims.append(Claim(tenant_id, session, identity_id, lease_token, _guest_messages(pending), attempts))
        return claims

    async def open_session(
        self, tenant_id: UUID, channel: str, channel_user_id: str, cookie_id: str, locale: str | None,
        attribution: Attribution, *, create: bool = True,
    ) -> tuple[UUID, bool] | None:  # fmt: skip
        """The channel user's live session and whether it is new; None when there is none and `create` is False."""
        params = (
            tenant_id, channel, channel_user_id, cookie_id, locale, _json(attribution_json(attribution)), create,
        )  # fmt: skip
        try:
            row = await self.database.row(SQL["open_session"], params)
        except psycopg.errors.UniqueViolation:  # two tabs said hello at the same moment
            row = await self.database.row(SQL["open_session"], params)
        return (row[0], row[1]) if row else None

    async def session(self, tenant_id: UUID, session_id: UUID) -> SessionRecord | None:
        async with self.database.visitor(tenant_id, session_id) as conn:
            row = await (await conn.execute(SQL["session"], (session_id,))).fetchone()
        return SessionRecord(*row) if row else None

    async def messages_after(self, tenant_id: UUID, session_id: UUID, seq: int) -> list[LedgerMessage]:
        """Every message beyond `seq`, oldest first."""
        messages: list[LedgerMessage] = []
        async with self.database.visitor(tenant_id, session_id) as conn:
            while True:
                page = await _page(conn, session_id, seq)
                messages += page
                if len(page) < PAGE:
                    return messages
                seq = page[-1].seq

    async def reply_to(self, tenant_id: UUID, receipt: Receipt) -> LedgerMessage | None:
        """The reply that answers an accepted message, if it is there yet."""
        async with self.database.visitor(tenant_id, receipt.session_id) as conn:
            params = (receipt.session_id, receipt.message.seq, receipt.message.id)
            row = await (await conn.execute(SQL["reply_to"], params)).fetchone()
        return message_from(row) if row else None

    async def sessions_ahead(self, seen: dict[UUID, int]) -> list[UUID]:
        """Which of these sessions ({id: seq seen}) hold newer messages."""
        rows = await self.database.rows(SQL["sessions_ahead"], (list(seen), list(seen.values())))
        return [row[0] for row in rows]

    async def append(
        self,
        tenant_id: UUID,
        session_id: UUID,
        channel: str,
        message_id: UUID,
        text: str,
        content: Content,
        *,
        outbox: bool,
    ) -> LedgerMessage | None:
        """An assistant message that is not a turn's reply; None: staff speak, it was not written.

        Raises:
            NotFound: no such session.
        """
        with explained():
            row = await self.database.row(
                SQL["append_message"],
                (
                    tenant_id,
                    session_id,
                    "assistant",
                    channel,
                    message_id,
                    text,
                    _json(wire.content_json(content)),
                    outbox,
                ),
            )
        if row is None:
            return None
        return LedgerMessage(session_id, row[0], str(message_id), "assistant", text, channel, row[1], content)

    async def convert(
        self, tenant_id: UUID, session_id: UUID, reservation: JSON, channel: str | None
    ) -> tuple[UUID, bool, JSON]:
        """Record a reservation: (id, whether it is new, the row).

        Raises:
            NotFound: no such session or unit. Conflict: the session or the reference belongs to something else.
        """
        with explained():
            row = await self.database.row(SQL["convert_session"], (tenant_id, session_id, _json(reservation), channel))
        assert row is not None  # noqa: S101  # the function returns a row or raises
        return row[0], row[1], row[2]

    async def cancel(self, tenant_id: UUID, external_reference: str) -> tuple[JSON, bool]:
        """Cancel a reservation: (its row, whether it was not cancelled yet).

        Raises:
            NotFound: no such reservation.
        """
        with explained():
            row = await self.database.row(SQL["cancel_reservation"], (tenant_id, external_reference))
        assert row is not None  # noqa: S101  # the function returns a row or raises
        return row[0], row[1]

    async def claim_deliveries(
        self, channels: list[str], hold: timedelta, limit: int, session_id: UUID | None = None
    ) -> list[Outgoing]:
        """The next outgoing message of each conversation that is due."""
        rows = await self.database.rows(SQL["claim_deliveries"], (channels, hold, limit, session_id))
        return [
            Outgoing(row[0], row[1], message_from((*row[2:6], row[7], row[6], row[10], row[8], row[9])), *row[11:])
            for row in rows
        ]

    async def settle_delivery(
        self,
        outgoing: Outgoing,
        state: Literal["sent", "failed", "pending"],
        delivered_as: str | None,
        retry: timedelta,
    ) -> None:
        """Record what became of a delivery; "pending" tries again after `retry`."""
        message = outgoing.message
        await self.database.row(
            SQL["settle_delivery"],
            (outgoing.tenant_id, message.session_id, message.seq, outgoing.attempt, state, delivered_as, retry),
        )

    async def cleanup(self, archive_after: timedelta | None) -> tuple[int, int]:
        """Delete expired sessions, archive old converted ones; returns both counts."""
        row = await self.database.row(SQL["cleanup"], (archive_after,))
        assert row is not None  # noqa: S101  # the function always returns one
        return row[0], row[1]


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot hold: NUL and lone surrogates. A platform's odd character loses no message."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def attribution_json(attribution: Attribution) -> JSON:
    """As stored: without what is not known."""
    values = {
        "utm": dict(attribution.utm), "last_utm": dict(attribution.last_utm),
        "landing_page": attribution.landing_page, "referrer": attribution.referrer,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


class explained:
    """The functions' own error codes as the core's errors: a context manager around a call."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        code = getattr(error, "sqlstate", None)
        if code == NOT_FOUND:
            raise NotFound(_sentence(error)) from error
        if code == CONFLICT:
            raise Conflict(_sentence(error)) from error


def _sentence(error: BaseException | None) -> str:
    primary = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return (primary or "not possible").capitalize() + "."


def _session(
    tenant_id: UUID, session_id: UUID, channel: str, epoch: int, history: list[JSON], intent: JSON, state: JSON,
    language: str | None, locale: str | None, converted: bool,
) -> Session:  # fmt: skip
    return Session(
        session_id=session_id, tenant_id=tenant_id, channel=channel, epoch=epoch, language=language, locale=locale,
        history=wire.read_history(history), intent=wire.read_intent(intent), state=state,
        converted=converted,
    )  # fmt: skip


def _guest_messages(pending: list[JSON] | None) -> tuple[GuestMessage, ...]:
    return tuple(
        GuestMessage(
            m["seq"], m["id"], m["text"], datetime.fromisoformat(m["created_at"]), wire.read_action(m["action"])
        )
        for m in pending or ()
    )


async def _page(conn: Connection, session_id: UUID, seq: int) -> list[LedgerMessage]:
    rows = await (await conn.execute(SQL["messages_after"], (session_id, seq, PAGE))).fetchall()
    return [message_from(row) for row in rows]


def message_from(row: tuple[Any, ...]) -> LedgerMessage:
    """A row of the named queries that read messages."""
    session_id, seq, id_, role, text, channel, created_at, payload, reply_to = row
    return LedgerMessage(
        session_id, seq, id_, role, text, channel, created_at, wire.read_content(payload), tuple(reply_to or ())
    )


def _json(value: Any) -> Jsonb | None:
    return None if value is None else Jsonb(value, dumps=orjson.dumps)
