"""A guest who talks to a started App and reads its answers as a channel would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bot.core import Core
from bot.news.followers import Delta, Event, Follower
from bot.types import Action, Card, LedgerMessage, Message

ANSWER_S = 20.0


@dataclass
class GuestOnTest:
    core: Core
    tenant_id: UUID
    locale: str | None = None
    user: str = field(default_factory=lambda: uuid4().hex)
    session_id: UUID | None = None
    patience_s: float = ANSWER_S
    streamed: list[str] = field(default_factory=list)  # pieces of the last answer that were shown before it was whole
    _sent: int = 0
    _events: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)

    async def say(self, text: str, action: Action | None = None) -> LedgerMessage:
        """Send a message and wait for the answer to it."""
        self._sent += 1
        self.streamed = []
        message = Message(self.tenant_id, "test", self.user, str(self._sent), text, action=action, locale=self.locale)
        accepted = await self.core.turns.accept(message)
        if self.session_id is None:
            self.session_id = accepted.session_id
            self.core.news.follow(Follower(self.tenant_id, accepted.session_id, 0, self._take))
            self.core.news.look(accepted.session_id)
        async with asyncio.timeout(self.patience_s):
            while True:
                event = await self._events.get()
                if isinstance(event, Delta):
                    self.streamed.append(event.text)
                if isinstance(event, LedgerMessage) and str(self._sent) in event.reply_to:
                    return event

    def _take(self, event: Event) -> None:
        self._events.put_nowait(event)

    async def talk(self, *texts: str) -> LedgerMessage:
        """Say one thing after the other; returns the last answer."""
        for text in texts:
            answer = await self.say(text)
        return answer


def cards(answer: LedgerMessage) -> list[Card]:
    """The cards of an answer as channels get them."""
    return list(answer.content.cards)


def names(answer: LedgerMessage) -> list[str]:
    return [card.name for card in cards(answer)]
