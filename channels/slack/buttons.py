"""The buttons of alerts and of their threads, and the modals behind them.

Each press is checked against the post that it names: the button counts only in that post's own channel and thread.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bot.errors import Conflict, NotFound
from bot.staff.values import PostRef, Staff
from bot.types import JSON
from bot.words.regions import locale_of
from channels.slack import modals
from channels.slack.alert import CONTACTED, HAND_BACK, TAKE_OVER, TRANSCRIPT, alert_content
from channels.slack.api import Api, metadata
from channels.slack.background import Background
from channels.slack.reply import NAME
from channels.slack.replying import Replies
from channels.slack.takeover import Threads
from channels.slack.thread import LIVE_OFF, LIVE_ON, REPLY, UNDO, summary_content, taken_content
from channels.slack.words import STAFF

if TYPE_CHECKING:
    from bot.core import Core

SETTLING_S = (0.1, 0.3, 0.6)
TAKEN_LINE, SUMMARY_LINE = "lobby_taken", "lobby_summary"


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button that belongs where it was pressed."""

    ref: PostRef
    staff: Staff
    user: str
    channel: str
    thread: str  # ts of the alert
    ts: str  # of the message with the button
    value: str
    trigger_id: str
    language: str


class Buttons:
    def __init__(self, core: Core, api: Api, threads: Threads, replies: Replies, background: Background) -> None:
        self._core, self._api, self._threads, self._replies, self._background = core, api, threads, replies, background
        self._handlers: dict[str, Callable[[Press], Awaitable[None]]] = {
            TAKE_OVER: self._take_over,
            HAND_BACK: self._hand_back,
            CONTACTED: self._contacted,
            TRANSCRIPT: self._transcript,
            REPLY: self._reply,
            LIVE_ON: self._live_on,
            LIVE_OFF: self._live_off,
            UNDO: self._undo,
        }

    def knows(self, action_id: str) -> bool:
        return action_id in self._handlers

    async def pressed(self, body: JSON, action: JSON) -> None:
        press = await self._press(body, action)
        if press is None:
            await self._refuse(body)
            return
        try:
            await self._handlers[action["action_id"]](press)
        except NotFound:
            self._hint(press, "no_session")

    # --- alerts ---------------------------------------------------------------------------------------------------

    async def _take_over(self, press: Press) -> None:
        session_id = _session(press.ref)
        before = await self._core.desk.hold(press.ref.tenant_id, session_id)
        try:
            hold = await self._core.desk.take_over(press.ref.tenant_id, session_id, press.staff, press.ref.post_id)
        except Conflict:
            holder = await self._core.desk.hold(press.ref.tenant_id, session_id)
            self._hint(press, "has_it", name=holder.staff.name if holder else "")
        else:
            line = metadata(TAKEN_LINE, post_id=press.ref.post_id, since=hold.since.isoformat())
            content = taken_content(press.ref.post_id, press.staff.name, press.language, live=hold.live)
            known = before is not None  # pressed twice, or the node died before it could show this
            self._background.later(
                lambda again: self._api.post_once(
                    press.channel, content, line, thread=press.thread, again=again or known
                )
            )
        self._refresh(press)

    async def _hand_back(self, press: Press) -> None:
        back = await self._core.desk.hand_back(press.ref.tenant_id, _session(press.ref), press.staff)
        self._refresh(press)
        if not back.changed:
            self._hint(press, "with_bot")
            return
        content = summary_content(press.staff.name, back, press.language)
        line = metadata(SUMMARY_LINE, post_id=press.ref.post_id, at=press.trigger_id)
        self._background.later(
            lambda again: self._api.post_once(press.channel, content, line, thread=press.thread, again=again)
        )

    async def _contacted(self, press: Press) -> None:
        await self._core.desk.mark_contacted(press.ref, press.staff)
        self._refresh(press)

    def _refresh(self, press: Press) -> None:
        self._background.later(lambda _: self.refresh(press.ref, press.thread))

    async def refresh(self, ref: PostRef, ts: str) -> None:
        """Show an alert as it is now."""
        alert = await self._core.posts.alert(ref.post_id, ref.tenant_id)
        if alert is not None:
            await self._api.update(ref.address, ts, alert_content(alert, ref.post_id))

    # --- the thread -----------------------------------------------------------------------------------------------

    async def _live_on(self, press: Press) -> None:
        await self._switch(press, on=True)

    async def _live_off(self, press: Press) -> None:
        await self._switch(press, on=False)

    async def _switch(self, press: Press, *, on: bool) -> None:
        if not await self._may_speak(press):
            return
        await self._threads.switch_live(press.ref, press.channel, press.thread, press.staff, on=on)
        content = taken_content(press.ref.post_id, press.staff.name, press.language, live=on)
        self._background.later(lambda _: self._api.update(press.channel, press.ts, content))

    async def _undo(self, press: Press) -> None:
        _, reply_id, source = press.value.split("|", 2)
        if not await self._replies.undo(press.ref, UUID(reply_id), source):
            self._hint(press, "too_late")

    async def _may_speak(self, press: Press) -> bool:
        """Whether they hold the conversation; they are told if not."""
        hold = await self._core.desk.hold(press.ref.tenant_id, _session(press.ref))
        if hold is not None and hold.staff.id == press.staff.id:
            return True
        if hold is None:
            self._hint(press, "nobody_holds")
        else:
            self._hint(press, "other_holds", name=hold.staff.name)
        return False

    # --- modals ---------------------------------------------------------------------------------------------------

    async def _reply(self, press: Press) -> None:
        if await self._may_speak(press):
            private = {"post_id": press.ref.post_id, "channel": press.channel, "thread": press.thread}
            view = modals.reply_view(private, press.language)
            await self._api.call("views_open", trigger_id=press.trigger_id, view=view)

    async def _transcript(self, press: Press) -> None:
        view = await self.transcript_view(press.ref.tenant_id, _session(press.ref), 0)
        await self._api.call("views_open", trigger_id=press.trigger_id, view=view)

    async def transcript_view(self, tenant_id: UUID, session_id: UUID, page: int) -> JSON:
        tenant = await self._core.tenants.find(tenant_id)
        messages = await self._core.desk.transcript(tenant_id, session_id)
        checks = await self._core.corrections.of_session(tenant_id, session_id)
        private = {"tenant_id": str(tenant_id), "session_id": str(session_id)}
        return modals.transcript_view(messages, private, page, tenant, checks)

    async def found(self, body: JSON, action: JSON) -> None:
        """The transcript of somebody whom `/lobby find` has found; only within the tenant of the channel."""
        tenant = await self._core.desk.tenant_of(NAME, str((body.get("channel") or {}).get("id") or ""))
        if tenant is None:
            await self._refuse(body)
            return
        view = await self.transcript_view(tenant.tenant_id, UUID(str(action["value"])), 0)
        await self._api.call("views_open", trigger_id=body["trigger_id"], view=view)

    async def turned(self, body: JSON, action: JSON) -> None:
        """Another page of the transcript. The modal was opened for whoever may see it, and Slack keeps its metadata."""
        view = body.get("view") or {}
        if view.get("callback_id") == modals.TRANSCRIPT_VIEW:
            private = json.loads(view["private_metadata"])
            page = await self.transcript_view(
                UUID(private["tenant_id"]), UUID(private["session_id"]), int(action["value"])
            )
            await self._api.call("views_update", view_id=view["id"], hash=view.get("hash"), view=page)

    async def submitted(self, body: JSON) -> dict[str, str]:
        """A reply from the modal; returns what is wrong with it, by block."""
        view, user = body["view"], body["user"]
        private = json.loads(view["private_metadata"])
        text = (view["state"]["values"][modals.REPLY_BLOCK][modals.REPLY_INPUT].get("value") or "").strip()
        ref = await self._core.desk.post(int(private["post_id"]))
        if ref is None or ref.session_id is None or ref.address != private["channel"]:
            return {modals.REPLY_BLOCK: STAFF.say("no_session", "en")}
        language = await self._threads.language(ref)
        if not text:
            return {modals.REPLY_BLOCK: STAFF.say("empty", language)}
        channel, thread = private["channel"], private["thread"]
        staff = await self._threads.staff(user["id"], user.get("name") or "")
        source = f"{NAME}:{channel}:{thread}:{view['id']}"
        try:
            await self._replies.say(ref, channel, thread, staff, text, source)
        except Conflict:
            hold = await self._core.desk.hold(ref.tenant_id, ref.session_id)
            name = hold.staff.name if hold else ""
            return {modals.REPLY_BLOCK: STAFF.say("other_holds" if hold else "nobody_holds", language, name=name)}
        return {}

    # --- checking -------------------------------------------------------------------------------------------------

    async def _press(self, body: JSON, action: JSON) -> Press | None:
        """None: the button belongs to another place than the one where it was pressed, or to nothing."""
        channel = (body.get("channel") or {}).get("id")
        shown = body.get("message") or {}
        thread = shown.get("thread_ts") or shown.get("ts")
        value = str(action.get("value") or "")
        number = value.partition("|")[0]
        if not channel or not thread or not number.isdecimal():
            return None
        ref = await self._core.desk.post(int(number))
        if ref is None or (ref.session_id is None and action["action_id"] != CONTACTED):
            return None
        above = await self._above(channel, str(thread))
        if ref.address != channel or above is None or above.post_id != ref.post_id:
            return None
        user = body["user"]
        staff = await self._threads.staff(user["id"], user.get("name") or "")
        language = locale_of(await self._core.tenants.find(ref.tenant_id))
        return Press(
            ref, staff, user["id"], channel, str(thread), str(shown["ts"]), value, str(body["trigger_id"]), language
        )

    async def _above(self, channel: str, thread: str) -> PostRef | None:
        """The alert on top of a thread. Staff may be quicker than the note of where it was posted."""
        for pause_s in (*SETTLING_S, None):
            above = await self._core.desk.post_at(NAME, f"{channel}:{thread}")
            if above is not None or pause_s is None:
                break
            await asyncio.sleep(pause_s)
        return above

    async def _refuse(self, body: JSON) -> None:
        channel, user = (body.get("channel") or {}).get("id"), body["user"]["id"]
        if channel:
            tenant = await self._core.desk.tenant_of(NAME, channel)
            text = STAFF.say("not_here", locale_of(tenant))
            self._background.later(lambda _: self._api.hint(channel, user, text))

    def _hint(self, press: Press, phrase: str, **values: Any) -> None:
        text = STAFF.say(phrase, press.language, **values)
        thread = press.thread if press.ts != press.thread else None  # where they look
        self._background.later(lambda _: self._api.hint(press.channel, press.user, text, thread))


def _session(ref: PostRef) -> UUID:
    if ref.session_id is None:
        raise NotFound("There is no conversation behind this alert.")
    return ref.session_id
