"""What a deep link says of its guest."""

from __future__ import annotations

import base64
import json

import pytest

from bot.types import Action
from channels.telegram.deeplinks import read_start


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("payload", "action", "utm"),
    [
        ("", Action("start"), {}),
        ("link_K7QM2R9T", Action("link", code="K7QM2R9T"), {}),
        ("link_k7qm2r9t", Action("link", code="K7QM2R9T"), {}),
        ("utm-google-summer", Action("start"), {"source": "google", "campaign": "summer"}),
        (
            "utm-google-summer-cpc-blue-villa_pool",
            Action("start"),
            {"source": "google", "campaign": "summer", "medium": "cpc", "content": "blue", "term": "villa_pool"},
        ),
        ("utm--summer", Action("start"), {"campaign": "summer"}),
        ("utm-", Action("start"), {"source": "telegram", "campaign": "utm-"}),
        (
            encoded({"s": "google", "c": "verano", "m": "cpc"}),
            Action("start"),
            {"source": "google", "campaign": "verano", "medium": "cpc"},
        ),
        (encoded({"source": "news", "x": 1}), Action("start"), {"source": "news"}),
        ("flyer2026", Action("start"), {"source": "telegram", "campaign": "flyer2026"}),
        ("abcd", Action("start"), {"source": "telegram", "campaign": "abcd"}),
        (encoded([1, 2]), Action("start"), {"source": "telegram", "campaign": encoded([1, 2])}),
    ],
)
def test_payload_is_read(payload: str, action: Action, utm: dict[str, str]) -> None:
    found, attribution = read_start(payload)
    assert (found, dict(attribution.utm)) == (action, utm)
