"""Tells plugins what has happened, after it is in the ledger: nobody waits for them but the end of the node."""

from __future__ import annotations

from uuid import UUID

from bot.conversation.composing import Composition
from bot.conversation.turn import Turn
from bot.hooks import Hooks
from bot.ledger.values import Committed
from bot.metrics import CONVERSIONS
from bot.offers.conversion import Conversion
from bot.tasks import Tasks
from bot.types import Session


class Observers:
    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks
        self._tasks = Tasks()

    def started(self, session: Session) -> None:
        """A new session was committed."""
        self._tell("session_started", session=session)

    def answered(self, turn: Turn, composition: Composition, committed: Committed) -> None:
        """A turn was committed."""
        if composition.completed:
            self._tell("intent_completed", turn=turn)
        if composition.reply.handoff:
            self._tell("handoff_requested", turn=turn, reason=composition.reply.handoff)
        if committed.reservation:
            id_, session = UUID(committed.reservation["id"]), turn.session
            self.converted(Conversion(turn.tenant, session.session_id, id_, committed.reservation, session.channel))

    def converted(self, conversion: Conversion) -> None:
        """This node has just committed a reservation."""
        CONVERSIONS.labels(conversion.channel or "api").inc()
        self._tell("session_converted", conversion=conversion)

    async def drain(self, grace_s: float) -> None:
        await self._tasks.drain(grace_s)

    def _tell(self, hook: str, **values: object) -> None:
        if self._hooks.implemented(hook):
            self._tasks.spawn(self._hooks.observe(hook, **values), hook)
