"""What a channel is. What it can do beside receiving are one-method Protocols, found out with isinstance."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

from bot.registry import Registry
from bot.types import LedgerMessage, Message


@dataclass(frozen=True, slots=True)
class Accepted:
    """The ledger holds the message: only now may a platform be told "received"."""

    session_id: UUID
    seq: int
    duplicate: bool  # the same external id was accepted before; nothing changed
    speaker: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A committed message on its way to one channel user.

    `message.channel` is where it was said: a message of role `user` from another channel is a copy for a guest who has
    linked both. `attempt` above 1: an earlier try may have reached the platform. `revises` is the platform's id (what
    `send` returned) of the message that this one corrects, or deletes when its content says `deleted`.
    """

    tenant_id: UUID
    channel_user_id: str
    message: LedgerMessage
    attempt: int = 1
    revises: str | None = None
    language: str = "en"  # BCP 47: the guest's, as far as it is known, else the business's


Accept = Callable[[Message], Awaitable[Accepted]]


@runtime_checkable
class Channel(Protocol):
    """A way in. Clients of one that does not send (`Sends`) follow their session through the news, and read what they
    have missed from the ledger by sequence number (website, terminal)."""

    name: str

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled; hand each message to `accept`, which returns once it is stored.

        Raises:
            Permanent: starting again is of no use; the channel stays off. Anything else: it is started again.
        """


@runtime_checkable
class Sends(Protocol):
    """A channel whose platform is told each outgoing message (Telegram, Slack): it has an outbox, out of which the
    core's sender calls `send`, in order, until it succeeds."""

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send and return the platform's message id.

        Raises:
            Retryable: later, after `retry_after_s`.
            Permanent: never; the message is marked failed.
        """


@runtime_checkable
class Addressed(Protocol):
    """A channel that people reach at an address of this node. `url` is None until it listens."""

    url: str | None


@runtime_checkable
class Linkable(Protocol):
    """A channel on which a guest can continue a conversation begun elsewhere."""

    def link_url(self, code: str) -> str | None:
        """The address that opens the channel and redeems the code; None: not known (yet)."""


class Channels(Registry[Channel]):
    """The channels that are on."""

    def __init__(self) -> None:
        super().__init__("channel", lambda channel: channel.name)
        self._outboxes: list[str] = []

    def add(self, item: Channel) -> None:
        super().add(item)
        if isinstance(item, Sends):
            self._outboxes.append(item.name)

    @property
    def outboxes(self) -> list[str]:
        """The names of those that send."""
        return self._outboxes

    def has_outbox(self, name: str) -> bool:
        return name in self._outboxes
