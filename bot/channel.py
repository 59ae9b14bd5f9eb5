"""What a channel is. Extras are one-method Protocols, tested once with isinstance."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

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


Deliver = Callable[[Message], Awaitable[Accepted]]


@runtime_checkable
class Channel(Protocol):
    """A way in and out.

    `outbox` says who moves a reply: True, and the core's sender calls `send` for each outgoing message, in order,
    until it succeeds (Telegram, Slack); False, and clients follow the session through the hub and read what they
    missed from the ledger by sequence number (website, terminal); `send` is then never called.
    """

    name: str
    outbox: bool

    async def run(self, deliver: Deliver) -> None:
        """Receive until cancelled; hand each message to `deliver`, which returns once it is stored.

        Raises:
            Permanent: starting again is of no use; the channel stays off. Anything else: it is started again.
        """

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
