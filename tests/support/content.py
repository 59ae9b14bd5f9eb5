"""What a message carries, written as the JSON that clients see, with its prices as the core words them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.offers.content import priced
from bot.offers.wire import read_content
from bot.types import Content


def content_from(payload: dict[str, Any], language: str = "en") -> Content:
    content = read_content(payload)
    return replace(content, cards=tuple(priced(card, language) for card in content.cards))
