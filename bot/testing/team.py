"""The team's side of a scenario, at the core's own desk: whatever platform they sit at, the guest sees the same."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

from bot.core import Core
from bot.errors import Conflict, NotFound
from bot.staff.values import Staff
from bot.testing.driver import WAIT_S
from bot.testing.errors import ScenarioError
from bot.testing.format import Staff as StaffGiven
from bot.types import Tenant

POLL_S = 0.02


class Team:
    def __init__(self, core: Core, tenant: Tenant) -> None:
        self._core = core
        self._tenant_id = tenant.tenant_id

    async def act(self, session_id: UUID, given: StaffGiven) -> int:
        """Do it; the number of the last message in the ledger then.

        Raises:
            ScenarioError: it cannot be done now.
        """
        staff = Staff(given.name, f"scenario:{given.name}")
        try:
            match given.does:
                case "take_over":
                    await self._core.desk.take_over(self._tenant_id, session_id, staff)
                case "say":
                    await self._say(session_id, staff, given.text)
                case "hand_back":
                    await self._core.desk.hand_back(self._tenant_id, session_id, staff)
                    await self._wait_for_answers(session_id)
        except (Conflict, NotFound) as error:
            raise ScenarioError(f"{given.name} cannot {given.does}: {error}") from error
        return await self._last(session_id)

    async def _say(self, session_id: UUID, staff: Staff, text: str) -> None:
        """Without an undo window: it is said at once."""
        source = f"scenario:{uuid4().hex}"
        await self._core.desk.reply(self._tenant_id, session_id, staff, text, source, undo_s=0)
        async with asyncio.timeout(WAIT_S):
            while True:
                await self._core.desk.release()
                reply = await self._core.desk.reply_by_source(self._tenant_id, source)
                if reply and reply.seq is not None:
                    return
                await asyncio.sleep(POLL_S)

    async def _wait_for_answers(self, session_id: UUID) -> None:
        """The bot answers what staff left unanswered."""
        async with asyncio.timeout(WAIT_S):
            while self._core.turns.running:  # noqa: ASYNC110  # a count, no event
                await asyncio.sleep(POLL_S)

    async def _last(self, session_id: UUID) -> int:
        messages = await self._core.ledger.messages_after(self._tenant_id, session_id, 0)
        return messages[-1].seq if messages else 0
