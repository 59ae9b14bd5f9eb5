"""What /metrics shows."""

from __future__ import annotations

from prometheus_client import Counter

from bot.metrics import labelled


def test_labelled_twice_counts_in_the_same_place() -> None:
    counter = Counter("lobby_test_labelled", "Of this test", ["channel", "outcome"], registry=None)
    labelled(counter, "web", "new").inc()
    labelled(counter, "web", "new").inc()
    labelled(counter, "web", "duplicate").inc()
    assert counter.labels("web", "new")._value.get() == 2
    assert labelled(counter, "web", "new") is counter.labels("web", "new")
