"""What a deep link says of its guest."""

from __future__ import annotations

import base64
import json

import pytest

from channels.telegram.deeplinks import read_start


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("payload", "action", "utm"),
    [
        ("", {"action": "start"}, {}),
        ("link_K7QM2R9T", {"action": "link", "code": "K7QM2R9T"}, {}),
        ("link_k7qm2r9t", {"action": "link", "code": "K7QM2R9T"}, {}),
        ("utm-google-summer", {"action": "start"}, {"source": "google", "campaign": "summer"}),
        (
            "utm-google-summer-cpc-blue-villa_pool",
            {"action": "start"},
            {"source": "google", "campaign": "summer", "medium": "cpc", "content": "blue", "term": "villa_pool"},
        ),
        ("utm--summer", {"action": "start"}, {"campaign": "summer"}),
        ("utm-", {"action": "start"}, {"source": "telegram", "campaign": "utm-"}),
        (
            encoded({"s": "google", "c": "verano", "m": "cpc"}),
            {"action": "start"},
            {"source": "google", "campaign": "verano", "medium": "cpc"},
        ),
        (encoded({"source": "news", "x": 1}), {"action": "start"}, {"source": "news"}),
        ("flyer2026", {"action": "start"}, {"source": "telegram", "campaign": "flyer2026"}),
        ("abcd", {"action": "start"}, {"source": "telegram", "campaign": "abcd"}),
        (encoded([1, 2]), {"action": "start"}, {"source": "telegram", "campaign": encoded([1, 2])}),
    ],
)
def test_payload_is_read(payload: str, action: dict[str, str], utm: dict[str, str]) -> None:
    found, attribution = read_start(payload)
    assert (found, dict(attribution.utm)) == (action, utm)
