"""Slack's message events, read. Pure.

Source: https://docs.slack.dev/reference/events/message and its subtypes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.types import JSON, Action, Message
from channels.slack.reply import NAME
from channels.slack.text import emoji_of, plain_text, without_mention

SAID = (None, "file_share", "thread_broadcast")  # subtypes in which a person says something

_COMMANDS = {"help": "help", "privacy": "privacy", "human": "human", "reset": "reset", "unlink": "unlink"}


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a person has written."""

    channel: str
    ts: str
    user: str
    text: str  # mrkdwn
    blocks: tuple[JSON, ...] = ()
    thread: str | None = None  # the message above, where this is an answer in its thread
    subtype: str | None = None
    files: bool = False

    @property
    def source(self) -> str:
        """The name of a reply to the guest that this text becomes."""
        return f"{NAME}:{self.channel}:{self.thread}:{self.ts}"


def said(event: Mapping[str, Any], channel: str, bot_user: str) -> Said | None:
    """What a person wrote; None: bots, the core itself, joins and whatever else happens in a channel."""
    user = event.get("user")
    if event.get("subtype") not in SAID or event.get("bot_id") or event.get("bot_profile"):
        return None
    if not user or user == bot_user or not event.get("ts"):
        return None
    thread = event.get("thread_ts")
    return Said(
        channel, str(event["ts"]), str(user), str(event.get("text") or ""), tuple(event.get("blocks") or ()),
        str(thread) if thread and thread != event["ts"] else None, event.get("subtype"), bool(event.get("files")),
    )  # fmt: skip


def conversation_of(team: str, user: str, channel: str, thread: str | None) -> str:
    """The channel user of a conversation with the concierge: a person, or a thread.

    All that somebody writes to the bot directly is one conversation; each thread in which the bot was mentioned (or a
    thread of direct messages) is one of its own, whoever writes in it.
    """
    return f"{channel}:{thread}" if thread else f"{team}:{user}"


def command(text: str) -> Action | None:
    """`!help`, `!reset` and so on: Slack keeps the slash for itself."""
    word, _, rest = text.partition(" ")
    if not word.startswith("!"):
        return None
    name, value = word[1:].lower(), rest.strip()
    if name in _COMMANDS and not value:
        return Action(_COMMANDS[name])
    if name == "language":
        return Action("language", language=value.lower() or None)
    if name == "link" and value:
        return Action("link", code=value.upper())
    return None


def to_message(
    said: Said, tenant_id: UUID, conversation: str, bot_user: str, names: Mapping[str, str], locale: str | None
) -> Message | None:
    """A guest's message for the core; None: it has no words."""
    written = without_mention(said.text, bot_user)
    text = plain_text(written, names, emoji_of(said.blocks))
    if not text:
        return None
    external_id = f"{said.channel}:{said.ts}"
    return Message(tenant_id, NAME, conversation, external_id, text, action=command(text), locale=locale)
