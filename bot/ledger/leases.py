"""Leases: the right to be the only one in the cluster to do something. A holder that falls silent loses it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol
from uuid import uuid4

from bot.errors import StoreUnavailable
from bot.tasks import beside

RENEWALS = 3  # within the time that a lease lasts

log = logging.getLogger(__name__)


class Leases(Protocol):
    """Where they are kept: bot.ledger.ledger.Ledger."""

    async def hold_lease(self, name: str, holder: str, seconds: float) -> bool:
        """Whether `name` is this holder's for the next seconds; called again, it is renewed.

        Raises:
            StoreUnavailable.
        """

    async def release_lease(self, name: str, holder: str) -> None:
        """Let another one have it at once. Raises StoreUnavailable."""


class Lease:
    """`life_s`: after so long a silent holder is replaced."""

    def __init__(self, leases: Leases, name: str, life_s: float) -> None:
        self._leases = leases
        self._name = name
        self._life_s = life_s
        self._holder = uuid4().hex

    async def hold(self) -> bool:
        """Whether it is ours for the next `life_s`. Raises StoreUnavailable."""
        return await self._leases.hold_lease(self._name, self._holder, self._life_s)

    async def try_hold(self) -> bool:
        """As `hold`; an unreachable database says no."""
        try:
            return await self.hold()
        except StoreUnavailable:
            return False

    async def release(self) -> None:
        try:
            await self._leases.release_lease(self._name, self._holder)
        except StoreUnavailable:
            log.warning("the lease could not be given back; it ends by itself", extra={"lease": self._name})

    @asynccontextmanager
    async def renewed(self) -> AsyncIterator[None]:
        """Keep a lease that is held while the block lasts, then give it back."""
        try:
            async with beside(self._renew(), f"lease {self._name}"):
                yield
        finally:
            await self.release()

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._life_s / RENEWALS)
            if not await self.try_hold():
                log.warning("the lease could not be renewed", extra={"lease": self._name})
