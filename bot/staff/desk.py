"""The staff's side of a conversation: takeover and hand back, replies with an undo window, look-ups.

Who may call is the channel's business (it knows its people); everything here is bound to a tenant.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from psycopg.types.json import Jsonb

from bot.channel import Channels
from bot.errors import Conflict, NotFound
from bot.ledger.errors import explained
from bot.ledger.rows import MessageRow
from bot.ledger.tenants import Tenants
from bot.news.announcing import News
from bot.news.followers import SpeakerChanged
from bot.offers import wire
from bot.settings import StaffSettings
from bot.staff.rows import (
    FoundRow,
    HandedBack,
    ReleasedRow,
    RemindedRow,
    ReplyRow,
    RevisedRow,
    Status,
    TakenOver,
    released_row,
)
from bot.staff.values import Found, HandBack, Hold, PostRef, Revision, Staff, StaffReply, hold_from
from bot.store import rows
from bot.store.database import Database
from bot.store.queries import load
from bot.tasks import Tasks
from bot.types import JSON, Content, LedgerMessage, Tenant
from bot.words.phrases import for_guests

SQL = load("desk")
CORE = for_guests("core")
FOUND = 10  # look-ups show at most so many
RELEASE_BATCH = 100

log = logging.getLogger(__name__)

Row = TypeVar("Row")
ReplySent = Callable[[StaffReply], Coroutine[Any, Any, None]]


class Desk:
    def __init__(
        self, database: Database, tenants: Tenants, news: News, channels: Channels, settings: StaffSettings
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._news = news
        self._channels = channels
        self._settings = settings
        self._sent: list[ReplySent] = []
        self._tasks = Tasks()

    # --- who speaks -----------------------------------------------------------------------------------------------

    async def take_over(self, tenant_id: UUID, session_id: UUID, staff: Staff, post_id: int | None = None) -> Hold:
        """From here on staff speak; repeating is harmless.

        Raises:
            NotFound: no such session. Conflict: somebody else holds it; the message names them.
        """
        params = {
            "tenant_id": tenant_id, "session_id": session_id, "staff": _staff_json(staff), "post_id": post_id,
            "outboxes": self._outboxes,
        }  # fmt: skip
        row = await self._one(TakenOver, "take_over", params)
        hold = row.hold or {}
        if row.outcome == "gone":
            raise NotFound("This conversation is not kept any more.")
        if row.outcome == "held":
            raise Conflict(f"{hold.get('name') or 'Somebody else'} has this conversation already.")
        if row.changed:
            self._news.speaker_changed(session_id, SpeakerChanged("staff", staff.name))
            log.info("taken over", extra={"session_id": str(session_id)})
        return hold_from(tenant_id, session_id, hold)

    async def hand_back(self, tenant_id: UUID, session_id: UUID, staff: Staff) -> HandBack:
        """The bot speaks again, and answers what staff left unanswered. Replies that wait are sent first.

        Raises:
            NotFound: no such session.
        """
        with explained():
            params = {
                "tenant_id": tenant_id, "session_id": session_id, "staff": _staff_json(staff),
                "outboxes": self._outboxes,
            }  # fmt: skip
            row = await self._one(HandedBack, "hand_back", params)
        if not row.changed:
            return HandBack(False)
        for item in row.released:
            await self._tell_released(released_row(item))
        self._news.speaker_changed(session_id, SpeakerChanged("bot"))
        hold = hold_from(tenant_id, session_id, row.hold or {})
        seconds = (datetime.now(UTC) - hold.since).total_seconds()
        return HandBack(True, hold.staff, row.messages, seconds, wire.read_intent(row.intent))

    async def hold(self, tenant_id: UUID, session_id: UUID) -> Hold | None:
        """Who holds the session; None: the bot speaks."""
        async with self._database.tenant(tenant_id) as conn:
            hold: JSON | None = await rows.value(conn, SQL["hold"], {"session_id": session_id})
        return hold_from(tenant_id, session_id, hold) if hold else None

    async def set_live(self, tenant_id: UUID, session_id: UUID, live: bool, staff: Staff) -> Hold:
        """Switch live mode of the thread.

        Raises:
            Conflict: this member of staff does not hold the session.
        """
        params = {"tenant_id": tenant_id, "session_id": session_id, "staff_id": staff.id, "live": live}
        hold: JSON | None = await self._database.value(SQL["set_live"], params)
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
        params = {
            "tenant_id": tenant_id, "session_id": session_id, "source": source, "staff": _staff_json(staff),
            "content": text, "undo": timedelta(seconds=undo_s),
        }  # fmt: skip
        row = await self._database.one(ReplyRow, SQL["queue_reply"], params)
        if row is None:
            raise Conflict("Take the conversation over first.")
        return row.reply()

    async def undo(self, tenant_id: UUID, reply_id: UUID) -> bool:
        """Take a waiting reply back; False: it is too late."""
        params = {"tenant_id": tenant_id, "reply_id": reply_id}
        return bool(await self._database.value(SQL["undo_reply"], params))

    async def revise(self, tenant_id: UUID, source: str, text: str | None) -> Revision:
        """The message behind a reply was edited, or deleted (None). What was never a reply stays unknown."""
        params = {"tenant_id": tenant_id, "source": source, "content": text, "outboxes": self._outboxes}
        row = await self._one(RevisedRow, "revise_reply", params)
        if row.seq is not None:
            self._news.announce(
                LedgerMessage(
                    row.session_id,
                    row.seq,
                    str(row.message_id),
                    "staff",
                    text or "",
                    row.channel,
                    row.created_at,
                    wire.read_content(row.payload),
                )
            )
        return row.outcome

    async def reply_by_source(self, tenant_id: UUID, source: str) -> StaffReply | None:
        """The reply behind a platform's message."""
        async with self._database.tenant(tenant_id) as conn:
            params = {"tenant_id": tenant_id, "source": source}
            row = await rows.one(conn, ReplyRow, SQL["reply_by_source"], params)
        return row.reply() if row else None

    def on_reply_sent(self, callback: ReplySent) -> None:
        """`callback` is told of every reply that this node has sent on its way."""
        self._sent.append(callback)

    async def release(self) -> None:
        """Send replies whose undo window is over (every node's sweep)."""
        params = {"outboxes": self._outboxes, "limit": RELEASE_BATCH}
        for row in await self._database.every(ReleasedRow, SQL["release_replies"], params):
            await self._tell_released(row)

    async def remind(self) -> None:
        """Tell guests who wait too long for a person (every node's sweep)."""
        patience = timedelta(seconds=self._settings.patience_s)
        texts = {"staff": CORE.in_all("waiting_for_staff"), "bot": CORE.in_all("waiting_for_takeover")}
        suggestions = {
            language: [text, CORE.in_all("wait")[language]] for language, text in CORE.in_all("resume").items()
        }
        params = {
            "patience": patience, "texts": Jsonb(texts), "suggestions": Jsonb(suggestions),
            "outboxes": self._outboxes, "limit": RELEASE_BATCH,
        }  # fmt: skip
        for row in await self._database.every(RemindedRow, SQL["remind_waiting"], params):
            self._news.announce(
                LedgerMessage(
                    row.session_id,
                    row.seq,
                    str(row.message_id),
                    "assistant",
                    row.content,
                    row.channel,
                    row.created_at,
                    wire.read_content(row.payload),
                )
            )

    # --- look-ups -------------------------------------------------------------------------------------------------

    async def post_at(self, channel: str, posted_as: str) -> PostRef | None:
        """The alert behind a platform's message."""
        params = {"post_id": None, "channel": channel, "posted_as": posted_as}
        return await self._database.one(PostRef, SQL["find_alert"], params)

    async def post(self, post_id: int) -> PostRef | None:
        params = {"post_id": post_id, "channel": None, "posted_as": None}
        return await self._database.one(PostRef, SQL["find_alert"], params)

    async def tenant_of(self, channel: str, address: str) -> Tenant | None:
        """The tenant whose alerts go to this room; None: none, or several."""
        tenant_id = await self._database.value(SQL["room_tenant"], {"room": f"{channel}:{address}"})
        return await self._tenants.find(tenant_id) if tenant_id else None

    async def mark_contacted(self, ref: PostRef, staff: Staff) -> bool:
        """Note who takes care of an alert; False: somebody does already."""
        params = {"tenant_id": ref.tenant_id, "post_id": ref.post_id, "staff": _staff_json(staff)}
        return bool(await self._database.value(SQL["mark_contacted"], params))

    async def transcript(self, tenant_id: UUID, session_id: UUID) -> list[LedgerMessage]:
        """The whole conversation, oldest first."""
        async with self._database.tenant(tenant_id) as conn:
            found = await rows.every(conn, MessageRow, SQL["transcript"], {"session_id": session_id})
        return [row.message() for row in found]

    async def find(self, tenant_id: UUID, query: str) -> list[Found]:
        """Sessions by a reservation's reference, its guest's name, e-mail or telephone, or the session's id."""
        words = query.strip()
        if not words:
            return []
        async with self._database.tenant(tenant_id) as conn:
            found = await rows.every(conn, FoundRow, SQL["find"], {"query": words, "limit": FOUND})
        return [row.found() for row in found]

    async def status(self, tenant_id: UUID) -> JSON:
        """waiting, held, active_today, unsent: counts."""
        async with self._database.tenant(tenant_id) as conn:
            row = await rows.one(conn, Status, SQL["status"])
        assert row is not None  # noqa: S101  # counts are always one row
        return asdict(row)

    # --------------------------------------------------------------------------------------------------------------

    async def drain(self, grace_s: float) -> None:
        await self._tasks.drain(grace_s)

    @property
    def _outboxes(self) -> list[str]:
        return self._channels.outboxes

    async def _one(self, kind: type[Row], name: str, params: dict[str, Any]) -> Row:
        row = await self._database.one(kind, SQL[name], params)
        assert row is not None  # noqa: S101  # these functions return a row or raise
        return row

    async def _tell_released(self, row: ReleasedRow) -> None:
        sent = row.reply()
        self._news.announce(
            LedgerMessage(
                row.session_id,
                row.seq,
                str(row.reply_id),
                "staff",
                row.content,
                row.channel,
                row.created_at,
                Content(author=sent.staff.name),
            )
        )
        for callback in self._sent:
            self._tasks.spawn(callback(sent))


def _staff_json(staff: Staff) -> Jsonb:
    return Jsonb({"id": staff.id, "name": staff.name})
