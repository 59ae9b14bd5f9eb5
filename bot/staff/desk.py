"""The staff's side of a conversation: takeover and hand back, replies with an undo window, look-ups.

Who may call is the channel's business (it knows its people); everything here is bound to a tenant.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.errors import Conflict, NotFound
from bot.ledger.ledger import explained, message_from
from bot.news.followers import SpeakerChanged
from bot.offers import wire
from bot.staff.values import Found, HandBack, Hold, PostRef, Revision, Staff, StaffReply, hold_from
from bot.store.queries import load
from bot.types import JSON, Content, Guest, LedgerMessage, Tenant
from bot.words.phrases import for_guests

if TYPE_CHECKING:
    from bot.app import App

SQL = load("desk")
CORE = for_guests("core")
FOUND = 10  # look-ups show at most so many
RELEASE_BATCH = 100

log = logging.getLogger(__name__)

ReplySent = Callable[[StaffReply], Coroutine[Any, Any, None]]


class Desk:
    def __init__(self, app: App) -> None:
        self._app = app
        self._database = app.database
        self._sent: list[ReplySent] = []

    # --- who speaks -----------------------------------------------------------------------------------------------

    async def take_over(self, tenant_id: UUID, session_id: UUID, staff: Staff, post_id: int | None = None) -> Hold:
        """From here on staff speak; repeating is harmless.

        Raises:
            NotFound: no such session. Conflict: somebody else holds it; the message names them.
        """
        row = await self._row("take_over", (tenant_id, session_id, _staff_json(staff), post_id, self._outboxes))
        outcome, hold, changed = row
        if outcome == "gone":
            raise NotFound("This conversation is not kept any more.")
        if outcome == "held":
            raise Conflict(f"{(hold or {}).get('name') or 'Somebody else'} has this conversation already.")
        if changed:
            self._app.speaker_changed(session_id, SpeakerChanged("staff", staff.name))
            log.info("taken over", extra={"session_id": str(session_id)})
        return hold_from(tenant_id, session_id, hold)

    async def hand_back(self, tenant_id: UUID, session_id: UUID, staff: Staff) -> HandBack:
        """The bot speaks again, and answers what staff left unanswered. Replies that wait are sent first.

        Raises:
            NotFound: no such session.
        """
        with explained():
            row = await self._row("hand_back", (tenant_id, session_id, _staff_json(staff), self._outboxes))
        changed, held, messages, intent, released = row
        if not changed:
            return HandBack(False)
        for item in released:
            await self._released(_released_row(item))
        self._app.speaker_changed(session_id, SpeakerChanged("bot"))
        hold = hold_from(tenant_id, session_id, held)
        seconds = (datetime.now(UTC) - hold.since).total_seconds()
        return HandBack(True, hold.staff, messages, seconds, wire.read_intent(intent))

    async def hold(self, tenant_id: UUID, session_id: UUID) -> Hold | None:
        """Who holds the session; None: the bot speaks."""
        async with self._database.tenant(tenant_id) as conn:
            row = await (await conn.execute(SQL["hold"], (session_id,))).fetchone()
        return hold_from(tenant_id, session_id, row[0]) if row else None

    async def set_live(self, tenant_id: UUID, session_id: UUID, live: bool, staff: Staff) -> Hold:
        """Switch live mode of the thread.

        Raises:
            Conflict: this member of staff does not hold the session.
        """
        (hold,) = await self._row("set_live", (tenant_id, session_id, staff.id, live))
        if hold is None:
            raise Conflict("Take the conversation over first.")
        return hold_from(tenant_id, session_id, hold)

    # --- what staff say -------------------------------------------------------------------------------------------

    async def reply(
        self, tenant_id: UUID, session_id: UUID, staff: Staff, text: str, source: str, undo_s: float
    ) -> StaffReply:
        """Say something to the guest once the undo window is over. A repeated `source` changes nothing.

        Raises:
            Conflict: this member of staff does not hold the session.
        """
        params = (tenant_id, session_id, source, _staff_json(staff), text, timedelta(seconds=undo_s))
        row = await self._database.row(SQL["queue_reply"], params)
        if row is None:
            raise Conflict("Take the conversation over first.")
        return _reply(row)

    async def undo(self, tenant_id: UUID, reply_id: UUID) -> bool:
        """Take a waiting reply back; False: it is too late."""
        (undone,) = await self._row("undo_reply", (tenant_id, reply_id))
        return bool(undone)

    async def revise(self, tenant_id: UUID, source: str, text: str | None) -> Revision:
        """The message behind a reply was edited, or deleted (None). What was never a reply stays unknown."""
        row = await self._row("revise_reply", (tenant_id, source, text, self._outboxes))
        outcome, session_id, seq, message_id, created_at, channel, payload = row
        if seq is not None:
            self._announce(
                LedgerMessage(
                    session_id,
                    seq,
                    str(message_id),
                    "staff",
                    text or "",
                    channel,
                    created_at,
                    wire.read_content(payload),
                )
            )
        result: Revision = outcome
        return result

    async def reply_by_source(self, tenant_id: UUID, source: str) -> StaffReply | None:
        """The reply behind a platform's message."""
        async with self._database.tenant(tenant_id) as conn:
            row = await (await conn.execute(SQL["reply_by_source"], (tenant_id, source))).fetchone()
        return _reply(row) if row else None

    def on_reply_sent(self, callback: ReplySent) -> None:
        """`callback` is told of every reply that this node has sent on its way."""
        self._sent.append(callback)

    async def release(self) -> None:
        """Send replies whose undo window is over (every node's sweep)."""
        for row in await self._database.rows(SQL["release_replies"], (self._outboxes, RELEASE_BATCH)):
            await self._released(row)

    async def remind(self) -> None:
        """Tell guests who wait too long for a person (every node's sweep)."""
        patience = timedelta(seconds=self._app.settings.staff.patience_s)
        texts = {"staff": CORE.in_all("waiting_for_staff"), "bot": CORE.in_all("waiting_for_takeover")}
        suggestions = {
            language: [text, CORE.in_all("wait")[language]] for language, text in CORE.in_all("resume").items()
        }
        params = (patience, Jsonb(texts), Jsonb(suggestions), self._outboxes, RELEASE_BATCH)
        for row in await self._database.rows(SQL["remind_waiting"], params):
            session_id, seq, message_id, text, payload, created_at, channel = row
            self._announce(
                LedgerMessage(
                    session_id, seq, str(message_id), "assistant", text, channel, created_at, wire.read_content(payload)
                )
            )

    # --- look-ups -------------------------------------------------------------------------------------------------

    async def post_at(self, channel: str, posted_as: str) -> PostRef | None:
        """The alert behind a platform's message."""
        row = await self._database.row(SQL["find_alert"], (None, channel, posted_as))
        return PostRef(*row) if row else None

    async def post(self, post_id: int) -> PostRef | None:
        row = await self._database.row(SQL["find_alert"], (post_id, None, None))
        return PostRef(*row) if row else None

    async def tenant_of(self, channel: str, address: str) -> Tenant | None:
        """The tenant whose alerts go to this room; None: none, or several."""
        (tenant_id,) = await self._row("room_tenant", (f"{channel}:{address}",))
        return await self._app.tenants.find(tenant_id) if tenant_id else None

    async def mark_contacted(self, ref: PostRef, staff: Staff) -> bool:
        """Note who takes care of an alert; False: somebody does already."""
        (marked,) = await self._row("mark_contacted", (ref.tenant_id, ref.post_id, _staff_json(staff)))
        return bool(marked)

    async def transcript(self, tenant_id: UUID, session_id: UUID) -> list[LedgerMessage]:
        """The whole conversation, oldest first."""
        async with self._database.tenant(tenant_id) as conn:
            rows = await (await conn.execute(SQL["transcript"], (session_id,))).fetchall()
        return [message_from(row) for row in rows]

    async def find(self, tenant_id: UUID, query: str) -> list[Found]:
        """Sessions by a reservation's reference, its guest's name, e-mail or telephone, or the session's id."""
        words = query.strip()
        if not words:
            return []
        async with self._database.tenant(tenant_id) as conn:
            rows = await (await conn.execute(SQL["find"], {"query": words, "limit": FOUND})).fetchall()
        return [_found(row) for row in rows]

    async def status(self, tenant_id: UUID) -> JSON:
        """waiting, held, active_today, unsent: counts."""
        async with self._database.tenant(tenant_id) as conn:
            row = await (await conn.execute(SQL["status"])).fetchone()
        assert row is not None  # noqa: S101  # counts are always one row
        return dict(zip(("waiting", "held", "active_today", "unsent"), row, strict=True))

    # --------------------------------------------------------------------------------------------------------------

    @property
    def _outboxes(self) -> list[str]:
        return list(self._app.outbox)

    async def _row(self, name: str, params: tuple[Any, ...]) -> tuple[Any, ...]:
        row = await self._database.row(SQL[name], params)
        assert row is not None  # noqa: S101  # these functions return a row or raise
        return row

    async def _released(self, row: tuple[Any, ...]) -> None:
        reply_id, tenant_id, session_id, source, staff, text, seq, created_at, channel = row
        author = Staff(staff.get("name") or "", staff.get("id") or "")
        self._announce(
            LedgerMessage(
                session_id, seq, str(reply_id), "staff", text, channel, created_at, Content(author=author.name)
            )
        )
        sent = StaffReply(reply_id, tenant_id, session_id, source, author, text, "sent", created_at, seq)
        for callback in self._sent:
            self._app.turns.spawn(callback(sent))

    def _announce(self, message: LedgerMessage) -> None:
        self._app.announce(message, outbox=message.channel in self._app.outbox)


def _staff_json(staff: Staff) -> Jsonb:
    return Jsonb({"id": staff.id, "name": staff.name})


def _reply(row: tuple[Any, ...]) -> StaffReply:
    reply_id, tenant_id, session_id, source, staff, text, state, due, seq = row
    return StaffReply(
        reply_id, tenant_id, session_id, source, Staff(staff.get("name") or "", staff.get("id") or ""), text, state,
        due, seq,
    )  # fmt: skip


def _released_row(item: JSON) -> tuple[Any, ...]:
    """A row of release_replies that came as JSON."""
    return (
        UUID(item["reply_id"]), UUID(item["tenant_id"]), UUID(item["session_id"]), item["source"], item["staff"],
        item["content"], item["seq"], datetime.fromisoformat(item["created_at"]), item["channel"],
    )  # fmt: skip


def _found(row: tuple[Any, ...]) -> Found:
    session_id, channel, last_activity_at, intent, speaker, name, email, phone, reference, alert = row
    guest = Guest(name, email, phone) if name else None
    return Found(session_id, channel, last_activity_at, wire.read_intent(intent), speaker, guest, reference, alert)
