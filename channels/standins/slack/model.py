"""What the workspace holds: people, channels, messages, views. What a test looks at is here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from channels.standins.bell import WAIT_S, Bell
from channels.standins.slack.refusal import JSON
from channels.standins.slack.text import unescape

TEXT_KEYS = ("text", "alt_text", "title", "label")


@dataclass(slots=True)
class User:
    """A member of the workspace: staff, or the app's bot user."""

    id: str
    name: str  # handle
    real_name: str
    is_bot: bool = False
    email: str | None = None
    locale: str = "en-US"
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """A message, or a reply in a thread, or one that a single person sees (`ephemeral_to`)."""

    channel: Channel
    ts: str
    user: str
    text: str
    blocks: list[JSON]
    by_bot: bool = False
    thread_ts: str | None = None
    metadata: JSON | None = None
    subtype: str | None = None
    edited: JSON | None = None
    deleted: bool = False
    ephemeral_to: str | None = None
    streaming: bool = False
    broadcast: bool = False
    client_msg_id: str | None = None
    extras: JSON = field(default_factory=dict)  # username, icons, attachments
    files: list[JSON] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[Message] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)  # every wording that was ever shown, the present one last

    @property
    def shown(self) -> str:
        """All words that a reader sees: of the blocks where there are some, else the text."""
        return "\n".join(_words(self.blocks)) if self.blocks else unescape(self.text)

    @property
    def buttons(self) -> list[str]:
        """The labels of what can be pressed."""
        return [label_of(element) for _, element in interactive(self.blocks)]

    def note_version(self) -> None:
        if not self.versions or self.versions[-1] != self.shown:
            self.versions.append(self.shown)


@dataclass(slots=True, eq=False)
class Channel:
    """A public or private channel, or somebody's conversation with the app ("D…")."""

    id: str
    name: str
    bell: Bell
    members: set[str] = field(default_factory=set)
    private: bool = False
    archived: bool = False
    with_user: str | None = None  # a direct conversation's person
    messages: list[Message] = field(default_factory=list)  # top level, oldest first; deleted ones stay, marked
    ephemerals: list[Message] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)  # {thread ts: what the assistant says it does}
    prompts: dict[str, JSON] = field(default_factory=dict)  # {thread ts: suggested prompts}
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def kind(self) -> str:
        """`channel_type` of message events."""
        return "im" if self.with_user else "group" if self.private else "channel"

    def every(self) -> Iterator[Message]:
        """All messages and replies, ephemeral ones last."""
        for message in self.messages:
            yield message
            yield from message.replies
        yield from self.ephemerals

    def visible(self) -> list[Message]:
        """Top-level messages that have not been deleted."""
        return [message for message in self.messages if not message.deleted]

    def find(self, ts: str | None) -> Message | None:
        """The message or reply with this timestamp, unless deleted or ephemeral."""
        return next((m for m in self.every() if m.ts == ts and not m.deleted and not m.ephemeral_to), None)

    def shared(self) -> list[Message]:
        """What `conversations.history` tells: top-level messages and replies also sent to the channel, oldest first."""
        broadcast = [reply for message in self.messages for reply in message.replies if reply.broadcast]
        kept = [m for m in (*self.messages, *broadcast) if not m.deleted or m.subtype == "tombstone"]
        return sorted(kept, key=lambda message: message.ts)

    async def wait_for(self, wanted: Callable[[Message], Any] | str, timeout_s: float = WAIT_S) -> Message:
        """The first message (or reply, or ephemeral) that `wanted` accepts, or that shows that text.

        Raises:
            TimeoutError: with what the channel shows instead.
        """
        accepts = (lambda message: wanted in message.shown) if isinstance(wanted, str) else wanted
        return await self.bell.until(
            lambda: next((m for m in self.every() if not m.deleted and accepts(m)), None), timeout_s, self._summary
        )

    def _summary(self) -> str:
        return repr([(message.ts, message.shown) for message in self.every()])


@dataclass(slots=True, eq=False)
class View:
    """A modal in somebody's Slack."""

    id: str
    user: str
    content: JSON  # as the app gave it, block ids filled in
    root_id: str
    previous_id: str | None
    hash: str
    closed: bool = False
    errors: dict[str, str] = field(default_factory=dict)  # {block id: what the app said is wrong with it}
    values: dict[str, JSON] = field(default_factory=dict)  # state of the inputs

    @property
    def shown(self) -> str:
        return "\n".join(_words([self.content.get("title", {}), *self.content["blocks"]]))


@dataclass(frozen=True, slots=True)
class Call:
    """A Web API call as it arrived and how it was answered."""

    method: str
    params: JSON
    at: float  # monotonic
    status: int
    answer: JSON

    @property
    def ok(self) -> bool:
        return self.status == 200 and bool(self.answer.get("ok"))


def interactive(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """(block, element) of everything that a person can press or choose."""
    for block in blocks:
        elements = block.get("elements", ()) if block["type"] in ("actions", "context_actions") else ()
        accessory = block.get("accessory") or (block.get("element") if block["type"] == "input" else None)
        for element in (*elements, *([accessory] if accessory else ())):
            if "action_id" in element:
                yield block, element


def label_of(element: JSON) -> str:
    """What is written on a button, or in an empty menu."""
    written = element.get("text") or element.get("placeholder") or {}
    return str(written.get("text", ""))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _words(item)
    elif isinstance(node, dict):
        if node.get("type") in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            yield "".join(_rich(element) for element in node["elements"])
            return
        if node.get("type") == "mrkdwn":
            yield unescape(node["text"])
            return
        for key, value in node.items():
            if isinstance(value, str):
                if key in TEXT_KEYS:
                    yield value
            elif key not in ("value", "confirm", "option_groups"):
                yield from _words(value)


def _rich(element: JSON) -> str:
    match element["type"]:
        case "emoji":
            return f":{element['name']}:"
        case "user":
            return f"@{element['user_id']}"
        case "link":
            return str(element.get("text") or element["url"])
        case _:
            return str(element.get("text", ""))
