"""What an interaction gives to the app besides its payload: a trigger id, and a response URL.

Source: https://docs.slack.dev/interactivity/handling-user-interaction (October 2026)
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from channels.standins.slack import happening
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.methods.chat import content
from channels.standins.slack.model import Channel, Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace

TRIGGER_S = 3.0
RESPONSE_USES = 5
RESPONSE_S = 30 * 60.0


class Triggers:
    """Each opens one view, for the person who pressed, within three seconds."""

    def __init__(self, seconds: float = TRIGGER_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._given: dict[str, tuple[str, float]] = {}
        self._exchanged: set[str] = set()

    def new(self, user_id: str) -> str:
        trigger = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        self._given[trigger] = (user_id, self._clock())
        return trigger

    def exchange(self, trigger: str | None) -> str:
        """Whose it is. Raises Refused(invalid_trigger_id, exchanged_trigger_id, expired_trigger_id)."""
        if trigger is None or trigger not in self._given:
            raise Refused("invalid_trigger_id")
        if trigger in self._exchanged:
            raise Refused("exchanged_trigger_id")
        user_id, given = self._given[trigger]
        if self._clock() - given > self._seconds:
            raise Refused("expired_trigger_id")
        self._exchanged.add(trigger)
        return user_id


@dataclass(slots=True)
class ResponseUrl:
    """Where the app may answer an interaction: five times within half an hour."""

    channel: Channel
    user_id: str
    message: Message | None  # the one whose button was pressed
    given: float
    answers: list[Message | None] = field(default_factory=list)


class ResponseUrls:
    """`base` is the stand-in's own address, once it is served."""

    def __init__(self, workspace: Workspace) -> None:
        self.base = ""
        self._workspace = workspace
        self._given: dict[str, ResponseUrl] = {}

    def new(self, channel: Channel, user_id: str, message: Message | None = None) -> tuple[str, ResponseUrl]:
        token = f"{self._workspace.team_id}-{secrets.token_urlsafe(16)}"
        self._given[token] = ResponseUrl(channel, user_id, message, time.monotonic())
        return f"{self.base}/actions/{token}", self._given[token]

    def answer(self, token: str, body: JSON) -> None:
        """Do what the app says. Raises Refused(expired_url, used_url, …)."""
        url = self._given.get(token)
        if url is None or time.monotonic() - url.given > RESPONSE_S:
            raise Refused("expired_url")
        if len(url.answers) >= RESPONSE_USES:
            raise Refused("used_url")
        url.answers.append(respond(self._workspace, url, body))


def respond(workspace: Workspace, url: ResponseUrl, body: JSON) -> Message | None:
    """A message sent as an answer to an interaction or a command; None: one was deleted. Raises Refused."""
    args = Arguments(body)
    if args.flag("delete_original"):
        _delete(workspace, url)
        return None
    text, blocks = content(args).shown()
    if args.flag("replace_original") and url.message is not None:
        happening.changed(workspace, url.message, text, blocks, by=None)
        return url.message
    sent = Message(url.channel, workspace.new_ts(), workspace.bot.id, text, blocks, by_bot=True)
    root = url.channel.find(args.text("thread_ts")) if "thread_ts" in args else None
    if body.get("response_type") == "in_channel":
        return happening.posted(workspace, sent, root)
    sent.ephemeral_to, sent.thread_ts = url.user_id, root.ts if root else None
    return happening.whispered(workspace, sent)


def _delete(workspace: Workspace, url: ResponseUrl) -> None:
    if url.message is None:
        raise Refused("no_original_message")
    if url.message.ephemeral_to:
        url.message.deleted = True
        workspace.bell.ring()
    else:
        happening.deleted(workspace, url.message)
