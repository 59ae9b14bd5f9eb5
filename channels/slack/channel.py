"""Slack as a channel: it joins what is read, written and pressed to the parts that know what to do with it."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channel import Accept, Outgoing
from bot.errors import Permanent, Retryable
from bot.staff.values import Post
from bot.types import JSON
from channels.slack.alert import alert_content
from channels.slack.api import LIBRARY_LOG, TIMEOUT_S, Api, metadata
from channels.slack.background import Background
from channels.slack.buttons import Buttons
from channels.slack.cards import CARD
from channels.slack.commands import FOUND_TRANSCRIPT, Commands
from channels.slack.conversation import Conversations
from channels.slack.events import said
from channels.slack.failures import Refused
from channels.slack.listening import bolt_app
from channels.slack.modals import PAGE
from channels.slack.reply import NAME, SUGGESTION
from channels.slack.replying import Replies
from channels.slack.settings import Settings
from channels.slack.takeover import Threads
from channels.slack.thread import line_content

if TYPE_CHECKING:
    from bot.core import Core

PING_S = 5  # finds a dead connection, and how often a lost one is tried again
LOST_S = 60.0  # then everything is started anew: an address of the old connection may have expired
DRAIN_S = 5.0
ALERT, LINE = "lobby_alert", "lobby_line"

log = logging.getLogger(__name__)


class SlackChannel:
    """A channel for guests' messages, and the desk where staff work. `bolt` is None until Slack has told who we are."""

    name = NAME

    def __init__(self, core: Core, settings: Settings) -> None:
        self._core, self._settings = core, settings
        secrets = core.secrets
        assert secrets.slack_bot_token is not None  # noqa: S101  # the plugin registers no channel without
        self._api = Api(secrets.slack_bot_token.get_secret_value(), settings.base_url)
        self._background = Background()
        replies = Replies(core, self._api, self._background, settings.undo_s)
        self._threads = Threads(core, self._api, replies, self._background)
        self._buttons = Buttons(core, self._api, self._threads, replies, self._background)
        self._conversations = Conversations(core, self._api, self._background, settings.tenant)
        self._commands = Commands(core)
        self._accept: Accept | None = None
        self._bot_user = ""
        self.bolt: AsyncApp | None = None
        core.desk.on_reply_sent(replies.sent)

    @property
    def signing_secret(self) -> str:
        secret = self._core.secrets.slack_signing_secret
        return secret.get_secret_value() if secret else ""

    # --- running --------------------------------------------------------------------------------------------------

    async def run(self, accept: Accept) -> None:
        """Listen until cancelled.

        Raises:
            Permanent: a token is refused. Retryable: Slack cannot be reached.
        """
        identity = await self._api.call("auth_test")
        self._accept = accept
        self._bot_user = self._threads.bot_user = self._conversations.bot_user = str(identity["user_id"])
        self._conversations.team = str(identity["team_id"])
        self.bolt = bolt_app(self._api, self, identity)
        log.info("Slack is connected", extra={"mode": self._settings.mode, "team": identity["team_id"]})
        try:
            if self._settings.mode == "socket":
                await self._listen(self.bolt)
            else:
                await asyncio.Future()  # the website takes the requests
        finally:
            self.bolt = None
            await self._background.drain(DRAIN_S)

    async def _listen(self, bolt: AsyncApp) -> None:
        token = self._core.secrets.slack_app_token
        assert token is not None  # noqa: S101  # as above
        client = AsyncWebClient(
            token=token.get_secret_value(), base_url=self._settings.base_url, timeout=TIMEOUT_S, logger=LIBRARY_LOG
        )
        first = await self._open(client)
        handler = AsyncSocketModeHandler(
            bolt, token.get_secret_value(), logger=LIBRARY_LOG, web_client=client, ping_interval=PING_S
        )
        handler.client.wss_uri = first
        try:
            await handler.client.connect()  # type: ignore[no-untyped-call]  # the library has no types here
            await _until_lost(handler)
        finally:
            await handler.client.close()  # type: ignore[no-untyped-call]  # nor here

    async def _open(self, client: AsyncWebClient) -> str:
        """The address of the first connection. The library itself would try a wrong token for ever."""
        opening = Api(str(client.token), self._settings.base_url)
        try:
            answer = await opening.call("apps_connections_open", app_token=client.token)
        except Refused as error:
            raise Permanent(
                f"the app-level token is refused ({error.code}): make one with the scope connections:write and set"
                " SLACK_APP_TOKEN (xapp-…)"
            ) from None
        return str(answer["url"])

    # --- out ------------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> str | None:
        """A message of a conversation with the concierge."""
        return await self._conversations.send(outgoing)

    async def post(self, post: Post) -> str:
        """An alert, or a line in its thread; once, also when an earlier try had reached Slack unnoticed."""
        again = post.attempt > 1
        if post.alert is not None:
            content = alert_content(post.alert, post.post_id)
            mark = metadata(ALERT, post_id=post.post_id)
            ts = await self._api.post_once(post.address, content, mark, again=again, since=post.alert.created_at)
            return f"{post.address}:{ts}"
        if post.line is None or post.thread is None:
            raise Permanent("a line for a thread that does not exist")
        thread = post.thread.partition(":")[2]
        ref = await self._core.desk.post_at(NAME, post.thread)
        if ref is None:
            raise Permanent("a line for an alert that is not kept any more")
        content = line_content(post.line, await self._threads.language(ref))
        mark = metadata(LINE, post_id=post.post_id)
        ts = await self._api.post_once(post.address, content, mark, thread=thread, again=again)
        if post.line.role == "note":  # something has happened to the takeover
            self._background.later(lambda _: self._buttons.refresh(ref, thread))
        return f"{post.address}:{ts}"

    # --- in (channels.slack.listening.Receiver) -------------------------------------------------------------------

    async def event(self, event: JSON, *, retried: bool) -> None:
        channel, direct = str(event.get("channel") or ""), event.get("channel_type") == "im"
        match event.get("subtype"):
            case "message_changed":
                await self._threads.edited(event, channel)
                return
            case "message_deleted":
                await self._threads.deleted(event, channel)
                return
        message = said(event, channel, self._bot_user)
        if message is None:
            return
        mention = event.get("type") == "app_mention"
        if mention:  # the same text comes as a message, too: in an alert's thread that one counts
            if message.thread and await self._core.desk.post_at(NAME, f"{channel}:{message.thread}"):
                return
        elif message.thread and await self._threads.heard(message, retried=retried):
            return
        if mention or direct:
            await self._conversations.heard(self._accepting, message, direct=direct)

    async def action(self, body: JSON, action: JSON) -> None:
        action_id = str(action.get("action_id") or "")
        name = action_id.partition(":")[0]
        if self._buttons.knows(action_id):
            await self._buttons.pressed(body, action)
        elif name == PAGE:
            await self._buttons.turned(body, action)
        elif name in (SUGGESTION, CARD) and body.get("message"):
            await self._conversations.chosen(self._accepting, body, action)
        elif name == FOUND_TRANSCRIPT:
            await self._buttons.found(body, action)

    async def view(self, body: JSON) -> dict[str, str]:
        return await self._buttons.submitted(body)

    async def command(self, body: JSON) -> JSON:
        content = await self._commands.answer(body)
        return {"text": content.text, "blocks": content.blocks, "response_type": "ephemeral"}

    @property
    def _accepting(self) -> Accept:
        if self._accept is None:
            raise Retryable("the channel is not running")
        return self._accept


async def _until_lost(handler: AsyncSocketModeHandler) -> None:
    """Returns never; raises Retryable when the library has not got its connection back for a while."""
    alive = time.monotonic()
    while time.monotonic() - alive < LOST_S:
        await asyncio.sleep(PING_S)
        if await handler.client.is_connected():
            alive = time.monotonic()
    raise Retryable("the connection to Slack is lost; it is started anew")
