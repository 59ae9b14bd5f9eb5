"""Replies as a terminal and a pipe show them."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from rich.console import Console

from bot.types import LedgerMessage
from channels.terminal.choices import choices
from channels.terminal.screen import JsonScreen, PlainScreen, RichScreen
from tests.support.content import content_from

UNIT = str(uuid4())
CARD = {
    "unit_id": UNIT, "name": "Casa Azul", "unit_type": "house", "max_guests": 6, "highlights": ["Pool"],
    "photos": [{"url": "/media/a.jpg", "alt": "The pool"}], "price_night": 100, "currency": "EUR",
    "actions": [{"action": "book", "label": "Book"}],
    "quote": {
        "unit_id": UNIT, "check_in": "2030-06-29", "check_out": "2030-07-03", "nights": 4, "currency": "EUR",
        "below_min_nights": 5,
        "rates": [{"season": None, "price": 100, "nights": 2}, {"season": "summer", "price": 150.5, "nights": 2}],
        "accommodation": 501, "cleaning_fee": 40, "total": 541,
    },
}  # fmt: skip


def message(text: str = "Two **homes** fit.", language: str = "en", **payload: Any) -> LedgerMessage:
    return LedgerMessage(
        uuid4(),
        2,
        "m",
        "assistant",
        text,
        "terminal",
        datetime(2030, 1, 1, tzinfo=UTC),
        content_from(payload, language),
    )


def plain(shown: LedgerMessage, locale: str = "en") -> str:
    stream = io.StringIO()
    PlainScreen(stream, locale).message(shown, choices(shown.content))
    return stream.getvalue()


def rich(shown: LedgerMessage, locale: str = "en") -> str:
    stream = io.StringIO()
    screen = RichScreen(Console(file=stream, width=80, force_terminal=True, color_system=None), locale)
    screen.message(shown, choices(shown.content))
    return stream.getvalue()


def test_plain_reply_has_text_cards_quote_link_and_numbered_choices() -> None:
    link = {"label": "Availability", "url": "https://casa.example/book"}
    assert plain(message(cards=[CARD], suggestions=["See more"], link=link)).splitlines() == [
        "Two **homes** fit.",
        "  * Casa Azul",
        "    house · up to 6 guests",
        "    - Pool",
        "    2 nights × €100.00: €200.00",
        "    2 nights × €150.50 (summer): €301.00",
        "    Cleaning: €40.00",
        "    Total: €541.00",
        "    The minimum stay is 5 nights",
        "Availability: https://casa.example/book",
        "[1] See more",
        "[2] Book: Casa Azul",
        "",
    ]


def test_plain_card_without_a_quote_shows_its_price_in_the_guests_language() -> None:
    lines = plain(message(language="es", cards=[{**CARD, "quote": None, "actions": []}]), "es-ES").splitlines()
    assert "    desde 100,00\xa0€ por noche" in lines
    assert "    casa · hasta 6 personas" in lines


def test_plain_card_with_little_shows_what_there_is() -> None:
    card = {"unit_id": UNIT, "name": "Bare", "unit_type": None, "max_guests": None, "price_night": None, "quote": None}
    assert plain(message(cards=[card])).splitlines() == ["Two **homes** fit.", "  * Bare", ""]


def test_rich_reply_renders_markdown_panels_and_quote() -> None:
    shown = rich(message(cards=[CARD], suggestions=["See more"]))
    assert "Two homes fit." in shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    for part in (
        "Casa Azul",
        "• Pool",
        "2 nights × €150.50 (summer)",
        "€541.00",
        " 1  See more",
        " 2  Book: Casa Azul",
    ):
        assert part in shown.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[7m", "")


@pytest.mark.parametrize("show", [plain, rich])
def test_control_characters_never_reach_the_terminal(show: Any) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m‮"
    card = {
        **CARD,
        "name": f"Casa{evil}",
        "unit_type": evil,
        "highlights": [evil],
        "photos": [{"url": evil, "alt": evil}],
    }
    shown = show(
        message(f"Hello{evil}", cards=[card], suggestions=[evil], link={"label": evil, "url": f"https://x{evil}"})
    )
    assert "\x1b]0;" not in shown
    assert "\x1b[2J" not in shown
    assert not set(shown) & {"\x07", "\x9b", "\u202e"}


def test_json_reply_is_one_line_with_its_payload() -> None:
    stream = io.StringIO()
    JsonScreen(stream).message(message("two\nlines", cards=[CARD], suggestions=["See more"]), ())
    [line] = stream.getvalue().splitlines()
    value = json.loads(line)
    assert (value["role"], value["text"], value["cards"], value["suggestions"]) == (
        "assistant",
        "two\nlines",
        [{**CARD, "price_lines": value["cards"][0]["price_lines"]}],
        ["See more"],
    )
