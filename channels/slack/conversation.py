"""The channel on which staff (and whoever is let in) try the concierge: direct messages, and threads with a mention."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from uuid import UUID
from weakref import WeakValueDictionary

from bot.channel import Accept, Accepted, Outgoing
from bot.errors import NotFound, Retryable
from bot.types import JSON, Action, Message, Tenant
from bot.words.regions import locale_of
from channels.slack.api import Api, metadata
from channels.slack.background import Background
from channels.slack.blocks import Content
from channels.slack.cards import CARD
from channels.slack.events import Said, conversation_of, to_message
from channels.slack.failures import Refused
from channels.slack.reply import NAME, SUGGESTION, chosen_instead, rendered
from channels.slack.text import clipped, escape, mentioned
from channels.slack.words import GUEST, STAFF

if TYPE_CHECKING:
    from bot.core import Core

MESSAGE = "lobby_message"
STATUS = "…"  # what Slack shows behind the bot's name while it thinks
GONE = {"message_not_found", "cant_delete_message"}

log = logging.getLogger(__name__)


class Conversations:
    """`team` and `bot_user` are set once Slack has told who we are."""

    def __init__(self, core: Core, api: Api, background: Background, tenant: str) -> None:
        self._core, self._api, self._background, self._tenant = core, api, background, tenant
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # by conversation
        self._shows_status = True  # until Slack refuses
        self.team = self.bot_user = ""

    # --- in -------------------------------------------------------------------------------------------------------

    async def heard(self, accept: Accept, said: Said, *, direct: bool) -> None:
        """Somebody wrote to the bot, directly or by mentioning it."""
        thread = said.thread if direct else said.thread or said.ts
        conversation = conversation_of(self.team, said.user, said.channel, thread)
        if direct and not thread:
            self._api.knows_direct(said.user, said.channel)
        async with self._lane(conversation):
            await self._take(accept, said, conversation, thread)

    def _lane(self, conversation: str) -> asyncio.Lock:
        """Events come in order, but each in a task of its own: what is looked up for one lets no later one pass."""
        return self._lanes.setdefault(conversation, asyncio.Lock())

    async def _take(self, accept: Accept, said: Said, conversation: str, thread: str | None) -> None:
        tenant = await self._tenant_of(said.channel)
        if tenant is None:
            self._answer(said, STAFF.say("no_tenant", "en", slug=self._tenant))
            return
        person = await self._api.person(said.user)
        names = await self._api.names(mentioned(said.text) - {self.bot_user})
        message = to_message(said, tenant.tenant_id, conversation, self.bot_user, names, person.locale)
        if message is None:
            self._answer(said, GUEST.say("only_text", locale_of(tenant, person.locale)))
            return
        self._show_status(await accept(message), said.channel, thread)

    async def chosen(self, accept: Accept, body: JSON, action: JSON) -> None:
        """A suggestion or a card's button was pressed."""
        channel, shown, user = body["channel"]["id"], body["message"], body["user"]["id"]
        thread = shown.get("thread_ts")
        conversation = conversation_of(self.team, user, channel, thread)
        tenant = await self._tenant_of(channel)
        if tenant is None:
            return
        person = await self._api.person(user, body["user"].get("name") or "")
        external_id = f"{channel}:{shown['ts']}:{action['action_id']}:{action['action_ts']}"
        label = str((action.get("text") or {}).get("text") or "")
        name, _, kind = action["action_id"].partition(":")
        is_card = name == CARD
        said = label if is_card else str(action.get("value") or label)
        pressed = _card_action(kind, str(action.get("value") or "")) if is_card else None
        accepted = await accept(
            Message(tenant.tenant_id, NAME, conversation, external_id, said, action=pressed, locale=person.locale)
        )
        self._show_status(accepted, channel, thread)
        if name == SUGGESTION and (blocks := chosen_instead(shown.get("blocks") or [], said, person.name)):
            content = Content(shown.get("text") or escape(clipped(said, 100)), blocks)
            self._background.later(lambda _: self._api.update(channel, shown["ts"], content))

    async def _tenant_of(self, channel: str) -> Tenant | None:
        """Whose concierge answers: the channel's tenant, else the one of the settings."""
        tenant = await self._core.desk.tenant_of(NAME, channel)
        if tenant is not None:
            return tenant
        try:
            return await self._core.tenants.find(self._tenant)
        except NotFound:
            log.warning("there is no tenant %s: set [channels.slack] tenant", self._tenant)
            return None

    def _answer(self, said: Said, text: str) -> None:
        self._background.later(lambda _: self._api.hint(said.channel, said.user, text, said.thread))

    def _show_status(self, accepted: Accepted, channel: str, thread: str | None) -> None:
        """The bot is at work; Slack forgets it when the answer comes.

        Source: https://docs.slack.dev/reference/methods/assistant.threads.setStatus (threads only; chat:write).
        """
        if thread and self._shows_status and not accepted.duplicate and accepted.speaker == "bot":
            self._background.later(lambda _: self._status(channel, thread))

    async def _status(self, channel: str, thread: str) -> None:
        try:
            await self._api.call("assistant_threads_setStatus", channel_id=channel, thread_ts=thread, status=STATUS)
        except Refused as error:
            self._shows_status = False
            log.info("the bot's status is not shown: %s", error)
        except Retryable:
            return  # the answer is what counts

    # --- out ------------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> str | None:
        """Show a message of the ledger; returns "<channel>:<ts>[,<ts>…]", one ts for each part."""
        message = outgoing.message
        channel, thread = await self._place(outgoing.channel_user_id)
        if message.content.deleted:
            await self._delete(outgoing.revises)
            return outgoing.revises
        contents = rendered(message, outgoing.language, self._public_url)
        old = _parts(outgoing.revises)[1] if outgoing.revises else []
        shown: list[str] = []
        for part, content in enumerate(contents):
            mark = metadata(MESSAGE, session=str(message.session_id), seq=message.seq, id=message.id, part=part)
            if part < len(old):
                await self._api.update(channel, old[part], content)
                shown.append(old[part])
            else:
                again = outgoing.attempt > 1
                since = message.created_at
                shown.append(await self._api.post_once(channel, content, mark, thread=thread, again=again, since=since))
        for ts in old[len(contents) :]:
            await self._delete(f"{channel}:{ts}")
        return f"{channel}:{','.join(shown)}" if shown else None

    async def _delete(self, delivered_as: str | None) -> None:
        if delivered_as is None:
            return  # it was never shown here
        channel, parts = _parts(delivered_as)
        for ts in parts:
            try:
                await self._api.call("chat_delete", channel=channel, ts=ts)
            except Refused as error:
                if error.code not in GONE:
                    raise

    async def _place(self, conversation: str) -> tuple[str, str | None]:
        """The channel and, for a conversation in a thread, the message above it."""
        first, _, second = conversation.partition(":")
        return (first, second) if "." in second else (await self._api.direct(second), None)

    @property
    def _public_url(self) -> str:
        return self._core.settings.web.public_url


def _card_action(name: str, unit_id: str) -> Action:
    """What a card's button says: channels.slack.cards writes the unit's id as its value."""
    try:
        return Action(name, UUID(unit_id))
    except ValueError:
        return Action(name)


def _parts(delivered_as: str) -> tuple[str, list[str]]:
    channel, _, parts = delivered_as.partition(":")
    return channel, parts.split(",")
