"""While an answer is made: "typing…", then the answer as it grows. Only on the node that runs the turn.

A private chat is shown drafts (sendMessageDraft), which vanish when the answer comes. Where Telegram takes no draft,
one message is edited, and the committed answer is its last edit. All of it yields to the chat's budget: what is shown
here may be late or missing, the answer itself is not.
Source: https://core.telegram.org/bots/api#sendmessagedraft and #sendchataction (2026-11).
"""

from __future__ import annotations

import asyncio
import logging
import time
from uuid import UUID

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, InvalidToken

from bot.news.announcing import News
from bot.news.followers import Delta, Event, Follower, SpeakerChanged, Typing
from bot.tasks import Tasks
from bot.types import LedgerMessage
from channels.telegram.calls import Calls, Refused
from channels.telegram.rendering import interrupted, partial
from channels.telegram.text import Formatted
from channels.telegram.writer import NO_PREVIEW, entities

TYPING_EVERY_S = 4.5  # Telegram shows it for 5 seconds
SHOW_EVERY_S = 1.2
SHOW_IN_GROUP_EVERY_S = 4.0
WATCH_S = 120.0  # longer than a turn may take
CLOSING_TRIES = 5
MIN_CHARS = 20  # of the first piece that becomes a message

log = logging.getLogger(__name__)


class Live:
    """The conversations of this node that wait for an answer."""

    def __init__(self, bot: Bot, calls: Calls, news: News, *, drafts: bool) -> None:
        self._bot = bot
        self._calls = calls
        self._news = news
        self.drafts = drafts  # until Telegram says that it knows none
        self._watchers: dict[UUID, Watcher] = {}
        self._tasks = Tasks()

    def watch(self, follower_of: tuple[UUID, UUID, int], chat_id: int, external_id: str, locale: str) -> None:
        """Show what becomes of an accepted message: (tenant, session, its seq)."""
        session_id = follower_of[1]
        watcher = self._watchers.get(session_id)
        if watcher is None or watcher.task.done():
            watcher = self._watchers[session_id] = Watcher(self, self._bot, self._calls, chat_id, locale)
            follower = Follower(*follower_of, watcher.emit)
            self._news.follow(follower)
            watcher.task = self._tasks.start(self._run(watcher, follower))
        watcher.await_answer(external_id)

    async def finish(self, message: LedgerMessage) -> int | None:
        """Stop showing the answer, since it is there; the message that already shows a part of it."""
        watcher = self._watchers.get(message.session_id)
        if watcher is None:
            return None
        message_id = await watcher.finish(message.reply_to)
        if watcher.task.done():
            del self._watchers[message.session_id]
        return message_id

    async def close(self) -> None:
        await self._tasks.drain()
        self._watchers.clear()

    async def _run(self, watcher: Watcher, follower: Follower) -> None:
        try:
            await watcher.run()
        except Exception:  # the answer itself does not depend on it
            log.exception("showing an answer failed", extra={"session_id": str(follower.session_id)})
        finally:
            self._news.unfollow(follower)
            if watcher.message_id is None and self._watchers.get(follower.session_id) is watcher:
                del self._watchers[follower.session_id]


class Watcher:
    """One conversation that waits for answers."""

    task: asyncio.Task[None]

    def __init__(self, live: Live, bot: Bot, calls: Calls, chat_id: int, locale: str) -> None:
        self._live = live
        self._bot = bot
        self._calls = calls
        self._chat_id = chat_id
        self._locale = locale
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._awaited: set[str] = set()
        self._deadline = 0.0
        self._lock = asyncio.Lock()  # one call at a time, and none after the answer
        self._draft_id = time.time_ns() % 2**30 + 1
        self._text = ""  # as far as it is known
        self._shown = ""  # as far as it was shown
        self._reply_to: tuple[str, ...] = ()
        self._answered: set[str] = set()  # late pieces of an answer that is there are not shown
        self._typing = False
        self._due = 0.0
        self.message_id: int | None = None

    def emit(self, event: Event) -> None:
        self._events.put_nowait(event)

    def await_answer(self, external_id: str) -> None:
        self._awaited.add(external_id)
        self._deadline = time.monotonic() + WATCH_S

    async def run(self) -> None:
        """Until everything is answered, or staff speak."""
        while self._awaited and time.monotonic() < self._deadline:
            busy = self._typing or self._text != self._shown
            until = min(self._deadline, self._due) if busy else self._deadline
            try:
                async with asyncio.timeout(max(0.0, until - time.monotonic())):
                    event = await self._events.get()
            except TimeoutError:
                await self._show()
            else:
                await self._take(event)

    async def finish(self, reply_to: tuple[str, ...]) -> int | None:
        async with self._lock:
            mine = not self._reply_to or bool(set(self._reply_to) & set(reply_to))
            message_id = self.message_id if mine else None
            self._answered |= set(reply_to)
            if mine:
                self._forget()
            return message_id

    async def _take(self, event: Event) -> None:
        if isinstance(event, Typing):
            self._typing = True
        elif isinstance(event, Delta) and not self._answered & set(event.reply_to):
            self._text = event.text if event.reply_to != self._reply_to else self._text + event.text
            self._reply_to = event.reply_to
        elif isinstance(event, SpeakerChanged):
            if event.speaker == "staff":
                await self._interrupt(event.name)
        elif isinstance(event, LedgerMessage) and event.role != "user":
            self._typing = False
            self._awaited -= set(event.reply_to)
            if set(event.reply_to) & set(self._reply_to):
                self._text = self._shown

    async def _show(self) -> None:
        """The next piece, or that somebody is typing."""
        async with self._lock:
            growing = self._text != self._shown
            every_s = SHOW_IN_GROUP_EVERY_S if self._chat_id < 0 else SHOW_EVERY_S
            self._due = time.monotonic() + (every_s if growing else TYPING_EVERY_S)
            if growing:
                await self._show_text(self._text)
            elif self._typing:
                await self._calls.aside(self._chat_id, lambda id_: self._bot.send_chat_action(id_, ChatAction.TYPING))

    async def _show_text(self, text: str) -> None:
        body = partial(text)
        if not body.text:
            return
        if self._drafts and await self._draft(body):
            self._shown = text
        elif not self._drafts and (self.message_id or len(body.text) >= MIN_CHARS) and await self._edit(body):
            self._shown = text

    @property
    def _drafts(self) -> bool:
        return self._live.drafts and self._chat_id > 0

    async def _draft(self, body: Formatted) -> bool:
        async def call(chat_id: int) -> None:
            try:
                await self._bot.send_message_draft(chat_id, self._draft_id, body.text, entities=entities(body))
            except InvalidToken:  # 404: an older server that has no such method
                raise BadRequest("no drafts here") from None

        try:
            return await self._calls.aside(self._chat_id, call)
        except Refused:
            log.info("no drafts here; answers grow by edits")
            self._live.drafts = False
            self._due = 0.0
            return False

    async def _edit(self, body: Formatted) -> bool:
        async def call(chat_id: int) -> None:
            shown = entities(body)
            if self.message_id:
                await self._bot.edit_message_text(
                    body.text, chat_id, self.message_id, entities=shown, link_preview_options=NO_PREVIEW
                )
            else:
                sent = await self._bot.send_message(chat_id, body.text, entities=shown, link_preview_options=NO_PREVIEW)
                self.message_id = sent.message_id

        try:
            return await self._calls.aside(self._chat_id, call)
        except Refused as refused:
            return "not modified" in refused.description

    async def _interrupt(self, name: str | None) -> None:
        """Staff have taken over: what was half shown is closed, visibly."""
        self._awaited.clear()
        async with self._lock:
            if self._shown:
                body = interrupted(self._shown, name, self._locale)
                for _ in range(CLOSING_TRIES):
                    if await (self._edit(body) if self.message_id else self._draft(body)):
                        break
                    await asyncio.sleep(SHOW_EVERY_S)
            self._forget()

    def _forget(self) -> None:
        self._text = self._shown = ""
        self._typing = False
        self._draft_id += 1
        self.message_id = None
