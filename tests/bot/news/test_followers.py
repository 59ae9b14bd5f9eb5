"""A follower sees every message exactly once and in order, however this node learns of them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from bot.news.followers import Event, Follower, Followers
from bot.types import LedgerMessage

TENANT, SESSION = uuid4(), uuid4()


def ledger_message(seq: int) -> LedgerMessage:
    return LedgerMessage(SESSION, seq, str(seq), "user", f"m{seq}", "test", datetime(2026, 1, 1, tzinfo=UTC))


# what happens next: a message is committed here, one elsewhere (with or without a hint), or time passes
STEPS = st.lists(st.sampled_from(["here", "here", "elsewhere", "lost hint", "repeat", "pause", "join"]), max_size=40)


@given(steps=STEPS)
def test_follower_any_interleaving_sees_all_in_order(steps: list[str]) -> None:
    asyncio.run(interleave(steps))


async def interleave(steps: list[str]) -> None:
    stored: list[LedgerMessage] = []

    async def read(tenant_id: UUID, session_id: UUID, seq: int) -> list[LedgerMessage]:
        seen = stored[seq:]
        await asyncio.sleep(0)  # what is committed meanwhile is not in the answer
        return seen

    followers = Followers(read)
    clients: list[list[Event]] = []

    def join() -> None:
        events: list[Event] = []
        clients.append(events)
        followers.follow(Follower(TENANT, SESSION, 0, events.append))
        followers.reached(SESSION, len(stored))

    join()
    for step in steps:
        match step:
            case "here":
                stored.append(ledger_message(len(stored) + 1))
                followers.committed(stored[-1])
            case "elsewhere":
                stored.append(ledger_message(len(stored) + 1))
                followers.reached(SESSION, len(stored))
            case "lost hint":
                stored.append(ledger_message(len(stored) + 1))
            case "repeat" if stored:
                followers.committed(stored[-1])
            case "join":
                join()
            case "pause":
                await asyncio.sleep(0)
    followers.look(SESSION)  # the regular comparison with the ledger
    for _ in range(5 * len(steps) + 5):
        await asyncio.sleep(0)
    assert all(events == stored for events in clients)
