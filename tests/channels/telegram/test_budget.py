"""The budget of a chat, by a clock of the test's own."""

from __future__ import annotations

import pytest

from channels.telegram.budget import GROUP_BURST, KEPT_FOR_REPLIES, PRIVATE_BURST, Budget


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def spent(budget: Budget, chat: int, *, aside: bool = False) -> int:
    """How many calls go out at once."""
    count = 0
    while budget.spend(chat, aside=aside) == 0:
        count += 1
    return count


def test_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    clock = Clock()
    budget = Budget(clock)
    assert spent(budget, 1) == PRIVATE_BURST
    assert budget.spend(1) == pytest.approx(1.0)
    clock.now += 2.0
    assert spent(budget, 1) == 2


def test_group_takes_twenty_a_minute() -> None:
    clock = Clock()
    budget = Budget(clock)
    total = spent(budget, -1)
    assert total == GROUP_BURST
    for _ in range(60):
        clock.now += 1.0
        total += spent(budget, -1)
    assert 20 <= total <= 20 + GROUP_BURST


def test_typing_leaves_something_for_the_reply() -> None:
    budget = Budget(Clock())
    assert spent(budget, 1, aside=True) == PRIVATE_BURST - KEPT_FOR_REPLIES
    assert budget.spend(1) == 0


def test_closed_chat_waits_to_the_second_and_others_do_not() -> None:
    clock = Clock()
    budget = Budget(clock)
    budget.close(1, 60.0)
    assert budget.spend(1) == 60.0
    assert budget.spend(2) == 0
    clock.now += 59.5
    assert budget.spend(1) == pytest.approx(0.5)
    assert budget.spend(1, aside=True) == pytest.approx(0.5)
    clock.now += 0.5
    assert budget.spend(1) == 0


def test_album_may_go_into_debt_and_the_next_waits_for_it() -> None:
    clock = Clock()
    budget = Budget(clock)
    assert budget.spend(-1, 10.0) == 0
    assert budget.spend(-1) == pytest.approx(5 * 3.0)


def test_all_chats_together_take_thirty_a_second() -> None:
    clock = Clock()
    budget = Budget(clock)
    assert sum(budget.spend(chat) == 0 for chat in range(1, 100)) == 30
    clock.now += 1.0
    assert sum(budget.spend(chat) == 0 for chat in range(100, 200)) == 30
