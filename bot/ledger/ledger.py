"""The message ledger: every write of a turn is one SQL call and one commit."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Literal, LiteralString, TypeVar
from uuid import UUID

import orjson
import psycopg

from bot.channel import Outgoing
from bot.ledger.batching import Batcher
from bot.ledger.errors import explained
from bot.ledger.rows import (
    AbandonedRow,
    AcceptedRow,
    AppendedRow,
    CommittedRow,
    DeliveryRow,
    MessageRow,
    attribution_json,
    guest_messages,
    jsonb,
    storable,
)
from bot.ledger.sessions import cookie_id
from bot.ledger.values import (
    Claim,
    CleanedUp,
    Committed,
    Opened,
    Receipt,
    Recorded,
    SessionRecord,
    TurnCommit,
)
from bot.offers import wire
from bot.store import rows
from bot.store.database import Database
from bot.store.queries import load
from bot.types import JSON, Attribution, Content, LedgerMessage, Message

SQL = load("ledger")
PAGE = 500  # messages read at once

Numbered = TypeVar("Numbered", AcceptedRow, CommittedRow)


class Ledger:
    """`lease` is how long a silent node keeps a turn."""

    def __init__(self, database: Database, lease: timedelta) -> None:
        self.database = database
        self.lease = lease
        self._accepts: Batcher[JSON, AcceptedRow] = Batcher(
            partial(self._call, AcceptedRow, SQL["accept_messages"], "messages")
        )
        self._commits: Batcher[JSON, CommittedRow] = Batcher(
            partial(self._call, CommittedRow, SQL["commit_turns"], "turns")
        )

    # --- a turn ---------------------------------------------------------------------------------------------------

    async def accept(self, message: Message, cookie_id: str, token: UUID) -> Receipt:
        """Store a guest's message; after this it cannot be lost. `token` becomes the lease if the turn is free."""
        text = storable(message.text)
        item = {
            "tenant_id": message.tenant_id, "channel": message.channel, "channel_user_id": message.channel_user_id,
            "cookie_id": cookie_id, "external_id": message.external_id, "content": text,
            "payload": wire.content_json(Content(action=message.action)) if message.action else None,
            "locale": message.locale, "attribution": attribution_json(message.attribution), "lease_token": token,
        }  # fmt: skip
        try:
            row = await self._accepts.submit(item)
        except psycopg.errors.UniqueViolation:  # the same message, or the same visitor's first, at the same moment
            row = await self._accepts.submit(item)
        return row.receipt(message, text, token)

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
            row = await self._commits.submit(item)
        if row.seq is None or row.created_at is None:
            return Committed(row.outcome, None, (), None)
        message = LedgerMessage(
            session.session_id, row.seq, str(turn.message_id), "assistant", turn.text, session.channel,
            row.created_at, turn.content, turn.reply_to, turn.language,
        )  # fmt: skip
        return Committed(row.outcome, message, guest_messages(row.pending), row.reservation)

    async def _call(
        self, kind: type[Numbered], query: LiteralString, argument: str, items: list[JSON]
    ) -> list[Numbered]:
        """One call for many items; the rows in the items' order."""
        params = {argument: orjson.dumps(items).decode(), "lease": self.lease}
        return sorted(await self.database.every(kind, query, params), key=lambda row: row.n)

    async def is_current(self, claim: Claim) -> bool:
        """Whether the bot may still speak under this claim: nobody has taken over."""
        params = {**_whose(claim), "epoch": claim.session.epoch}
        return bool(await self.database.value(SQL["is_current"], params))

    async def release(self, claim: Claim) -> None:
        """Give the turn up: any node's sweep may take it at once."""
        await self.database.value(SQL["release_turn"], _whose(claim))

    async def renew(self, claims: list[Claim]) -> None:
        """Extend the leases of running turns. One that was lost stays lost; its commit will find out."""
        tokens, sessions = [c.token for c in claims], [c.session.session_id for c in claims]
        params = {"lease_tokens": tokens, "session_ids": sessions, "lease": self.lease}
        await self.database.values(SQL["renew_leases"], params)

    async def claim_abandoned(self, token: UUID, limit: int) -> list[Claim]:
        """Take over unanswered messages whose holder has fallen silent."""
        params = {"lease_token": token, "lease": self.lease, "limit": limit}
        found = await self.database.every(AbandonedRow, SQL["claim_abandoned_turns"], params)
        return [row.claim() for row in found]

    # --- sessions -------------------------------------------------------------------------------------------------

    async def open_session(
        self, tenant_id: UUID, channel: str, channel_user_id: str, cookie_id: str, locale: str | None,
        attribution: Attribution, *, create: bool = True,
    ) -> Opened | None:  # fmt: skip
        """The channel user's live session; None when there is none and `create` is False."""
        params = {
            "tenant_id": tenant_id, "channel": channel, "channel_user_id": channel_user_id, "cookie_id": cookie_id,
            "locale": locale, "attribution": jsonb(attribution_json(attribution)), "create": create,
        }  # fmt: skip
        try:
            return await self.database.one(Opened, SQL["open_session"], params)
        except psycopg.errors.UniqueViolation:  # two tabs said hello at the same moment
            return await self.database.one(Opened, SQL["open_session"], params)

    async def find_session(self, tenant_id: UUID, channel: str, channel_user_id: str) -> UUID | None:
        """The channel user's live session; None: there is none."""
        whose = (tenant_id, channel, channel_user_id, cookie_id(tenant_id, channel, channel_user_id))
        opened = await self.open_session(*whose, None, Attribution(), create=False)
        return opened.session_id if opened else None

    async def session(self, tenant_id: UUID, session_id: UUID) -> SessionRecord | None:
        async with self.database.visitor(tenant_id, session_id) as conn:
            return await rows.one(conn, SessionRecord, SQL["session"], {"session_id": session_id})

    async def messages_after(self, tenant_id: UUID, session_id: UUID, seq: int) -> list[LedgerMessage]:
        """Every message beyond `seq`, oldest first."""
        messages: list[LedgerMessage] = []
        async with self.database.visitor(tenant_id, session_id) as conn:
            while True:
                params = {"session_id": session_id, "seq": seq, "limit": PAGE}
                page = await rows.every(conn, MessageRow, SQL["messages_after"], params)
                messages += (row.message() for row in page)
                if len(page) < PAGE:
                    return messages
                seq = page[-1].seq

    async def reply_to(self, tenant_id: UUID, receipt: Receipt) -> LedgerMessage | None:
        """The reply that answers an accepted message, if it is there yet."""
        params = {"session_id": receipt.session_id, "seq": receipt.message.seq, "id": receipt.message.id}
        async with self.database.visitor(tenant_id, receipt.session_id) as conn:
            row = await rows.one(conn, MessageRow, SQL["reply_to"], params)
        return row.message() if row else None

    async def sessions_ahead(self, seen: dict[UUID, int]) -> list[UUID]:
        """Which of these sessions ({id: seq seen}) hold newer messages."""
        params = {"session_ids": list(seen), "seqs": list(seen.values())}
        return await self.database.values(SQL["sessions_ahead"], params)

    async def append(
        self, tenant_id: UUID, session_id: UUID, channel: str, message_id: UUID, text: str, content: Content, *,
        outbox: bool,
    ) -> LedgerMessage | None:  # fmt: skip
        """An assistant message that is not a turn's reply; None: staff speak, it was not written.

        Raises:
            NotFound: no such session.
        """
        params = {
            "tenant_id": tenant_id, "session_id": session_id, "role": "assistant", "channel": channel,
            "message_id": message_id, "content": text, "payload": jsonb(wire.content_json(content)), "outbox": outbox,
        }  # fmt: skip
        with explained():
            row = await self.database.one(AppendedRow, SQL["append_message"], params)
        if row is None:
            return None
        return LedgerMessage(session_id, row.seq, str(message_id), "assistant", text, channel, row.created_at, content)

    async def convert(self, tenant_id: UUID, session_id: UUID, reservation: JSON, channel: str | None) -> Recorded:
        """Record a reservation.

        Raises:
            NotFound: no such session or unit. Conflict: the session or the reference belongs to something else.
        """
        params = {
            "tenant_id": tenant_id, "session_id": session_id, "reservation": jsonb(reservation), "channel": channel,
        }  # fmt: skip
        return await self._record("convert_session", params)

    async def cancel(self, tenant_id: UUID, external_reference: str) -> Recorded:
        """Cancel a reservation.

        Raises:
            NotFound: no such reservation.
        """
        return await self._record(
            "cancel_reservation", {"tenant_id": tenant_id, "external_reference": external_reference}
        )

    async def _record(self, query: str, params: dict[str, Any]) -> Recorded:
        with explained():
            row = await self.database.one(Recorded, SQL[query], params)
        assert row is not None  # noqa: S101  # the functions return a row or raise
        return row

    async def cleanup(self, archive_after: timedelta | None) -> CleanedUp:
        """Delete expired sessions, archive old converted ones."""
        row = await self.database.one(CleanedUp, SQL["cleanup"], {"archive_after": archive_after})
        assert row is not None  # noqa: S101  # the function always returns one
        return row

    # --- the outbox -----------------------------------------------------------------------------------------------

    async def claim_deliveries(
        self, channels: list[str], hold: timedelta, limit: int, session_id: UUID | None = None
    ) -> list[Outgoing]:
        """The next outgoing message of each conversation that is due."""
        params = {"channels": channels, "hold": hold, "limit": limit, "session_id": session_id}
        return [row.outgoing() for row in await self.database.every(DeliveryRow, SQL["claim_deliveries"], params)]

    async def settle_delivery(
        self, outgoing: Outgoing, state: Literal["sent", "failed", "pending"], delivered_as: str | None,
        retry: timedelta,
    ) -> None:  # fmt: skip
        """Record what became of a delivery; "pending" tries again after `retry`."""
        message = outgoing.message
        params = {
            "tenant_id": outgoing.tenant_id, "session_id": message.session_id, "seq": message.seq,
            "attempt": outgoing.attempt, "state": state, "delivered_as": delivered_as, "retry": retry,
        }  # fmt: skip
        await self.database.value(SQL["settle_delivery"], params)

    # --- what one node does at a time -----------------------------------------------------------------------------

    async def hold_lease(self, name: str, holder: str, seconds: float) -> bool:
        """Whether `name` is this holder's for the next seconds; called again, it is renewed."""
        params = {"name": name, "holder": holder, "life": timedelta(seconds=seconds)}
        return bool(await self.database.value(SQL["hold_lease"], params))

    async def release_lease(self, name: str, holder: str) -> None:
        """Let another node have it at once."""
        await self.database.value(SQL["release_lease"], {"name": name, "holder": holder})


def _whose(claim: Claim) -> JSON:
    return {"tenant_id": claim.tenant_id, "session_id": claim.session.session_id, "lease_token": claim.token}
