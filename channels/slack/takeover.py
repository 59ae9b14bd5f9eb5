"""An alert's thread: what in it reaches the guest, and what does not.

Text in the thread is internal. It reaches the guest only by an explicit act of the person who holds the conversation:
every line starts with `>`, or live mode was on in this thread when the text was written. In doubt nothing is sent.
Where a text was written is Slack's to say, in Slack's order: an event that comes late, twice or out of order is judged
by what the thread looked like at the text's own place in it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bot.errors import Conflict
from bot.staff.values import Hold, PostRef, Staff
from bot.types import JSON
from bot.words.regions import locale_of
from channels.slack.api import Api, metadata
from channels.slack.background import Background
from channels.slack.events import Said, said
from channels.slack.reply import NAME
from channels.slack.replying import Replies
from channels.slack.text import emoji_of, mark, markdown, mentioned
from channels.slack.thread import live_content
from channels.slack.words import STAFF

if TYPE_CHECKING:
    from bot.core import Core

LATE_S = 15.0  # older events are compared with what Slack shows now
LIVE_LINE = "lobby_live"

log = logging.getLogger(__name__)


class Threads:
    """The alerts' threads. `bot_user` is set once Slack has told who we are."""

    def __init__(self, core: Core, api: Api, replies: Replies, background: Background) -> None:
        self._core, self._api, self._replies, self._background = core, api, replies, background
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.bot_user = ""

    async def heard(self, message: Said, *, retried: bool) -> bool:
        """Somebody wrote in a thread. False: it is no alert's thread."""
        async with self._lock(message):
            ref = await self._alert(message.channel, message.thread)
            if ref is None:
                return False
            current = await self._current(message) if retried or _is_old(message.ts) else message
            if current is not None and (current.text == message.text or _both_marked(message, current)):
                await self._judge(ref, current)
        return True

    async def edited(self, event: JSON, channel: str) -> None:
        """Somebody changed a text: what the guest sees follows, if it may."""
        now, before = event.get("message") or {}, event.get("previous_message") or {}
        if now.get("subtype") == "tombstone":
            await self._withdraw(channel, before)
            return
        message = said(now, channel, self.bot_user)
        if message is None or now.get("text") == before.get("text"):  # the last: a link's preview
            return
        if (now.get("edited") or {}).get("user", message.user) != message.user:
            return
        async with self._lock(message):
            ref = await self._alert(channel, message.thread)
            if ref is None:
                return
            if await self._core.desk.reply_by_source(ref.tenant_id, message.source) is None:
                return  # it was internal, and an edit sends nothing
            written_at = str(event.get("ts") or message.ts)
            current = await self._current(message) if _is_old(written_at) else message
            if current is None:
                await self._replies.revise(ref, message, None)
            else:
                was_marked = mark(before.get("text") or "", before.get("blocks"))[0] == "marked"
                at = written_at if current.text == message.text else None
                await self._correct(ref, current, at, was_marked=was_marked)

    async def deleted(self, event: JSON, channel: str) -> None:
        """Somebody deleted a text: the guest does not see it any longer, or never will."""
        await self._withdraw(channel, {"ts": event.get("deleted_ts"), **(event.get("previous_message") or {})})

    async def switch_live(self, ref: PostRef, channel: str, thread: str, staff: Staff, *, on: bool) -> None:
        """Switch live mode, visibly in the thread: texts below the line count, texts above it do not.

        Raises:
            Conflict: somebody else, or nobody, holds the conversation.
        """
        assert ref.session_id is not None  # noqa: S101  # the buttons of an alert without one do not offer it
        hold = await self._core.desk.set_live(ref.tenant_id, ref.session_id, on, staff)
        language = await self.language(ref)
        line = metadata(LIVE_LINE, post_id=ref.post_id, on=on, since=_since(hold), at=f"{time.time():.3f}")
        content = live_content(staff.name, language, on=on)
        self._background.later(lambda again: self._api.post_once(channel, content, line, thread=thread, again=again))

    async def language(self, ref: PostRef) -> str:
        return locale_of(await self._core.tenants.find(ref.tenant_id))

    # --- judging --------------------------------------------------------------------------------------------------

    async def _judge(self, ref: PostRef, message: Said) -> None:
        kind, marked = mark(message.text, message.blocks)
        if ref.session_id is None:
            return
        hold = await self._core.desk.hold(ref.tenant_id, ref.session_id)
        if message.subtype is None and await self._is_live(ref, message, hold, message.ts):
            await self._send(ref, message, marked if kind == "marked" else message.text)
            return
        if kind == "internal":
            return
        if hold is None or hold.staff.id != staff_id(message.user):
            hint = "nobody_holds" if hold is None else "other_holds"
            await self._hint(ref, message, hint, name=hold.staff.name if hold else "")
        elif kind == "mixed":
            await self._hint(ref, message, "mixed")
        else:
            await self._send(ref, message, marked)

    async def _send(self, ref: PostRef, message: Said, text: str) -> None:
        words = await self._guests_words(message, text)
        if not words:
            await self._hint(ref, message, "empty")
            return
        staff = await self.staff(message.user)
        try:
            await self._replies.say(ref, message.channel, str(message.thread), staff, words, message.source)
        except Conflict:  # handed back, or taken over by somebody else, at this very moment
            await self._hint(ref, message, "nobody_holds")
            return
        if message.files:
            await self._hint(ref, message, "no_files")

    async def _correct(self, ref: PostRef, message: Said, at: str | None, *, was_marked: bool) -> None:
        """A text that the guest has, or is about to get, reads differently now; changed at `at` (None: later)."""
        kind, marked = mark(message.text, message.blocks)
        hold = await self._core.desk.hold(ref.tenant_id, ref.session_id) if ref.session_id else None
        if kind == "marked" and (words := await self._guests_words(message, marked)):
            await self._replies.revise(ref, message, words)
        elif kind != "marked" and at is not None and await self._is_live(ref, message, hold, at):
            await self._replies.revise(ref, message, await self._guests_words(message, message.text) or None)
        elif was_marked:
            await self._replies.revise(ref, message, None)
            await self._hint(ref, message, "unmarked_edit")
        else:
            await self._hint(ref, message, "live_edit")

    async def _withdraw(self, channel: str, message: JSON) -> None:
        gone = said({**message, "subtype": None}, channel, self.bot_user)
        if gone is None:
            return
        async with self._lock(gone):
            if ref := await self._alert(channel, gone.thread):
                await self._replies.revise(ref, gone, None)

    async def _is_live(self, ref: PostRef, message: Said, hold: Hold | None, at: str) -> bool:
        """Whether live mode covers this text: now, and when it was written."""
        if hold is None or not message.text or not _holds_live(ref, message, hold):
            return False
        lines = await self._api.posted(message.channel, LIVE_LINE, thread=message.thread)
        above = [line for line in lines if float(line.ts) < float(at)]
        latest = max(above, key=lambda line: float(line.ts), default=None)
        return latest is not None and latest.payload.get("on") is True and latest.payload.get("since") == _since(hold)

    async def _current(self, message: Said) -> Said | None:
        """The text as Slack shows it now; None: it is gone."""
        found = await self._api.message(message.channel, message.ts, message.thread)
        return said(found, message.channel, self.bot_user) if found else None

    async def _alert(self, channel: str, thread: str | None) -> PostRef | None:
        ref = await self._core.desk.post_at(NAME, f"{channel}:{thread}") if thread else None
        return ref if ref and ref.address == channel else None

    # --- people ---------------------------------------------------------------------------------------------------

    async def staff(self, user: str, fallback: str = "") -> Staff:
        return Staff((await self._api.person(user, fallback)).name, staff_id(user))

    async def _guests_words(self, message: Said, text: str) -> str:
        return markdown(text, await self._api.names(mentioned(text)), emoji_of(message.blocks))

    async def _hint(self, ref: PostRef, message: Said, phrase: str, **values: Any) -> None:
        text = STAFF.say(phrase, await self.language(ref), **values)
        self._background.later(lambda _: self._api.hint(message.channel, message.user, text, message.thread))

    def _lock(self, message: Said) -> asyncio.Lock:
        """Events of one thread are worked on one after the other, in the order in which they arrive: it is taken before
        anything is looked up, or what is looked up faster would pass."""
        key = f"{message.channel}:{message.thread}"
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock


def staff_id(user: str) -> str:
    return f"{NAME}:{user}"


def _holds_live(ref: PostRef, message: Said, hold: Hold) -> bool:
    return hold.live and hold.post_id == ref.post_id and hold.staff.id == staff_id(message.user)


def _both_marked(before: Said, now: Said) -> bool:
    """A text that was edited before it arrived here: an edit makes nothing of what was internal."""
    return all(mark(text.text, text.blocks)[0] == "marked" for text in (before, now))


def _since(hold: Hold) -> str:
    """Which takeover it is: live mode does not outlast it."""
    return hold.since.isoformat()


def _is_old(ts: str) -> bool:
    return time.time() - float(ts) > LATE_S
