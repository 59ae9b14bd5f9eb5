"""Replies of staff on their way to a guest: the undo window, and the line in the thread that shows how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from bot.staff.values import PostRef, Revision, Staff, StaffReply
from bot.words.regions import locale_of
from channels.slack.api import Api, metadata
from channels.slack.background import Background
from channels.slack.blocks import Content
from channels.slack.events import Said
from channels.slack.reply import NAME
from channels.slack.thread import reply_content

if TYPE_CHECKING:
    from bot.core import Core

REPLY_LINE = "lobby_reply"
MODAL = "V"  # how the last part of the source of a reply from a modal begins: a view's id
MAX_REMEMBERED = 500

State = Literal["goes", "sent", "undone", "corrected", "withdrawn"]
_AFTER: dict[Revision, State] = {"undone": "undone", "sent_edit": "corrected", "sent_delete": "withdrawn"}


class Replies:
    """Sources are "slack:<channel>:<thread>:<ts, or id of the modal>"."""

    def __init__(self, core: Core, api: Api, background: Background, undo_s: float) -> None:
        self._core, self._api, self._background, self._undo_s = core, api, background, undo_s
        self._lines: dict[UUID, str] = {}  # the ts of the line below a reply; "" while it is being posted

    async def say(self, ref: PostRef, channel: str, thread: str, staff: Staff, text: str, source: str) -> None:
        """Queue a reply, once for each source, and show it in the thread.

        Raises:
            Conflict: they do not hold the conversation.
        """
        assert ref.session_id is not None  # noqa: S101  # nobody holds an alert without a conversation
        known = await self._core.desk.reply_by_source(ref.tenant_id, source)
        reply = await self._core.desk.reply(ref.tenant_id, ref.session_id, staff, text, source, self._undo_s)
        if reply.reply_id in self._lines:  # the same event again, and this node is at it already
            return
        self._remember(reply, "")
        mark = metadata(REPLY_LINE, post_id=ref.post_id, reply_id=str(reply.reply_id))

        async def show(again: bool) -> None:
            content = await self._content(reply, "goes", ref.post_id)
            again = again or known is not None
            self._remember(reply, await self._api.post_once(channel, content, mark, thread=thread, again=again))
            now = await self._core.desk.reply_by_source(ref.tenant_id, source)
            if now and now.state != "waiting":
                await self._show(now, "sent" if now.state == "sent" else "undone", ref.post_id)

        self._background.later(show)

    async def revise(self, ref: PostRef, message: Said, text: str | None) -> None:
        """The text behind a reply was changed, or is gone."""
        outcome = await self._core.desk.revise(ref.tenant_id, message.source, text)
        state = _AFTER.get(outcome)
        if state is not None:
            await self._show_later(ref.tenant_id, message.source, state, ref.post_id)

    async def undo(self, ref: PostRef, reply_id: UUID, source: str) -> bool:
        """Take a reply back before it goes out; False: it is too late."""
        if not await self._core.desk.undo(ref.tenant_id, reply_id):
            return False
        await self._show_later(ref.tenant_id, source, "undone", ref.post_id)
        return True

    async def sent(self, reply: StaffReply) -> None:
        """This node has sent a reply on its way: the line below it says so, wherever it was posted from."""
        if reply.source.startswith(f"{NAME}:"):
            self._background.later(lambda _: self._show(reply, "sent", None))

    async def _show_later(self, tenant_id: UUID, source: str, state: State, post_id: int) -> None:
        reply = await self._core.desk.reply_by_source(tenant_id, source)
        if reply is not None:
            self._background.later(lambda _: self._show(reply, state, post_id))

    async def _show(self, reply: StaffReply, state: State, post_id: int | None) -> None:
        channel, thread, _ = place_of(reply.source)
        ts = self._lines.get(reply.reply_id) or await self._find(channel, thread, reply.reply_id)
        if ts is not None:  # else it is just being posted, and whoever does so looks at the state afterwards
            await self._api.update(channel, ts, await self._content(reply, state, post_id))

    async def _find(self, channel: str, thread: str, reply_id: UUID) -> str | None:
        lines = await self._api.posted(channel, REPLY_LINE, thread=thread)
        return next((line.ts for line in lines if line.payload.get("reply_id") == str(reply_id)), None)

    async def _content(self, reply: StaffReply, state: State, post_id: int | None) -> Content:
        language = locale_of(await self._core.tenants.find(reply.tenant_id))
        from_modal = place_of(reply.source)[2].startswith(MODAL)
        text = reply.text if from_modal else None  # the thread shows the others above the line
        value = f"{post_id}|{reply.reply_id}|{reply.source}"
        seconds = round(self._undo_s)
        return reply_content(state, language, value, seconds=seconds, text=text, author=reply.staff.name)

    def _remember(self, reply: StaffReply, ts: str) -> None:
        if len(self._lines) >= MAX_REMEMBERED:
            self._lines.clear()  # they are found in the thread
        self._lines[reply.reply_id] = ts


def place_of(source: str) -> tuple[str, str, str]:
    """The channel, the thread and the id within it."""
    _, channel, thread, own = source.split(":", 3)
    return channel, thread, own
