"""Origins in one spelling."""

from __future__ import annotations

import pytest

from channels.web.origins import normalised, own_origin


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("https://Hotel.Example", "https://hotel.example"),
        ("https://hotel.example:443/", "https://hotel.example"),
        ("http://hotel.example:80", "http://hotel.example"),
        ("http://hotel.example:443", "http://hotel.example:443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("null", None),
        ("", None),
        ("*", None),
        ("hotel.example", None),
        ("file:///etc", None),
        ("https://hotel.example/path", None),
        ("https://hotel.example?x", None),
        ("https://user@hotel.example", None),
        ("https://hotel.example:port", None),
        ("https://[", None),
    ],
)
def test_normalised_origin_is_one_spelling_or_none(origin: str, expected: str | None) -> None:
    assert normalised(origin) == expected


def test_own_origin_of_a_socket_is_the_pages() -> None:
    scope = {"type": "websocket", "scheme": "wss", "headers": [(b"host", b"chat.example")]}
    assert own_origin(scope) == "https://chat.example"
    assert own_origin({**scope, "headers": []}) is None
