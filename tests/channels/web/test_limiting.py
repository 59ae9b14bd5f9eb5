"""Limits for a visitor and for a network address."""

from __future__ import annotations

import pytest

from bot.settings import WebSettings
from channels.web.limiting import Limiter, Windows, address_of


def test_windows_end_after_a_minute_and_are_forgotten() -> None:
    windows = Windows(limit=2)
    assert [windows.hit("a", now) for now in (100.0, 101.0, 102.5, 159.5)] == [None, None, 58, 1]
    assert windows.hit("a", 160.0) is None
    for n in range(50):
        windows.hit(f"passer-by {n}", 161.0)
    assert windows.hit("b", 1000.0) is None
    assert len(windows) == 1


def test_limiter_counts_each_visitor_and_their_address() -> None:
    limiter = Limiter(WebSettings(messages_per_minute=2, address_messages_per_minute=3, address_sessions_per_minute=1))
    assert [limiter.message("a", "one") for _ in range(2)] == [None, None]
    assert 0 < (limiter.message("a", "one") or 0) <= 60
    assert limiter.message("b", "one") is None
    assert 0 < (limiter.message("c", "one") or 0) <= 60
    assert limiter.message("c", "two") is None
    assert limiter.session("one") is None
    assert 0 < (limiter.session("one") or 0) <= 60


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("203.0.113.7", 5), "203.0.113.7"),
        (("2001:db8:1:2:3:4:5:6", 5), "2001:db8:1:2::/64"),
        (("::ffff:203.0.113.7", 5), "203.0.113.7"),
        (("unknown", 0), "unknown"),
        (None, ""),
    ],
)
def test_address_of_groups_what_one_household_has(client: tuple[str, int] | None, address: str) -> None:
    assert address_of(client) == address
