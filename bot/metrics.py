"""What /metrics shows. Labels are names of ours, never anything a guest wrote."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from prometheus_client import Counter, Gauge, Histogram

Metric = TypeVar("Metric", Counter, Gauge, Histogram)

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

MESSAGES = Counter("lobby_messages_total", "Guest messages accepted", ["channel", "outcome"])  # new | duplicate
TURNS = Counter("lobby_turns_total", "Turns ended", ["channel", "outcome"])  # committed | fenced | lost | failed
TURN_SECONDS = Histogram("lobby_turn_seconds", "From the turn's start to its commit", ["channel"], buckets=_SECONDS)
TURNS_RUNNING = Gauge("lobby_turns_running", "Turns in progress on this node")
ABANDONED = Counter("lobby_abandoned_turns_total", "Turns taken over by the sweep")
HOOK_SECONDS = Histogram("lobby_hook_seconds", "Hook calls", ["hook", "plugin"], buckets=_SECONDS)
HOOK_FAILURES = Counter("lobby_hook_failures_total", "Hook calls that raised or ran out of time", ["hook", "plugin"])
DELIVERIES = Counter("lobby_deliveries_total", "Replies handed to a platform", ["channel", "outcome"])
CONVERSIONS = Counter("lobby_conversions_total", "Reservations out of sessions", ["channel"])
MODEL_CALLS = Counter("lobby_model_calls_total", "Calls of a language model", ["purpose", "outcome"])  # answered | …
CORRECTIONS = Counter("lobby_corrections_total", "Sentences of replies that guards have changed")
DUTY_FAILURES = Counter("lobby_duty_failures_total", "Failures of what a node does beside messages", ["duty"])
SOCKETS = Gauge("lobby_sockets", "Open website sockets")


@cache
def labelled(metric: Metric, *labels: str) -> Metric:
    """`metric.labels(…)`, found at once the second time: for what every turn counts."""
    return metric.labels(*labels)
