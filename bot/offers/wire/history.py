"""The last messages of a session as it keeps them (DATA.md §1)."""

from __future__ import annotations

from typing import Any

from bot.offers.wire.reading import read_sources
from bot.offers.wire.scalars import objects
from bot.offers.wire.writing import UNITS
from bot.types import JSON, HistoryItem

ROLES = ("user", "assistant", "staff")


def history_json(item: HistoryItem) -> JSON:
    value: JSON = {"role": item.role, "content": item.content, "timestamp": item.timestamp}
    if item.sources:
        value["sources"] = [{"table": UNITS, "id": str(source.id), "name": source.name} for source in item.sources]
    return value


def read_history(value: Any) -> tuple[HistoryItem, ...]:
    """Oldest first."""
    return tuple([_item(item) for item in objects(value) if item.get("role") in ROLES])


def _item(item: JSON) -> HistoryItem:
    sources = item.get("sources")  # most have none, and every turn reads twenty
    return HistoryItem(
        item["role"], item.get("content") or "", item.get("timestamp") or "", read_sources(sources) if sources else ()
    )
