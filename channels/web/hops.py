"""From the website to another channel and back: which channels a visitor may go on in, codes, and the way home."""

from __future__ import annotations

from uuid import UUID

from bot.channel import Linkable
from bot.core import Core
from bot.types import JSON

_ANY_CODE = "00000000"  # an address can be made of every code or of none


class Hops:
    """Continuing a website conversation elsewhere (bot.ledger.links), as the socket speaks of it."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def offered(self) -> list[str]:
        """The channels that are on and know their own address, by name."""
        return sorted(name for name in self._core.channels if self._url(name, _ANY_CODE))

    async def linked(self, tenant_id: UUID, session_id: UUID) -> list[str]:
        """The channels that have joined the session."""
        return await self._core.links.linked(tenant_id, session_id)

    async def link(self, tenant_id: UUID, session_id: UUID, channel: str) -> JSON | None:
        """What the visitor needs to go on in the channel; None when it is not offered.

        Raises:
            NotFound: the session is gone.
        """
        if not self._url(channel, _ANY_CODE):
            return None
        link = await self._core.links.create(tenant_id, session_id)
        return {
            "channel": channel,
            "code": link.code,
            "url": self._url(channel, link.code),
            "expires_at": link.expires_at,
        }

    async def unlink(self, tenant_id: UUID, session_id: UUID) -> list[str]:
        """Every joined channel leaves; those that are still there afterwards."""
        await self._core.links.unlink(tenant_id, session_id)
        return await self.linked(tenant_id, session_id)

    def _url(self, name: str, code: str) -> str | None:
        channel = self._core.channels.get(name)
        return channel.link_url(code) if isinstance(channel, Linkable) else None
