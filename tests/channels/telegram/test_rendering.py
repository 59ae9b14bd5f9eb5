"""Messages of the ledger as Telegram shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from bot.types import LedgerMessage
from channels.telegram.rendering import Album, Part, Photo, Text, interrupted, keyboard_of, partial, render
from channels.telegram.splitting import MAX_CAPTION_UNITS, MAX_TEXT_UNITS
from tests.support.content import content_from

UNIT = "569bc9d9-178e-5468-8d45-1745f4e16b82"
QUOTE = {
    "unit_id": UNIT, "check_in": "2027-07-10", "check_out": "2027-07-14", "nights": 4,
    "rates": [{"season": None, "price": 120, "nights": 3}, {"season": "high season", "price": 150.5, "nights": 1}],
    "accommodation": 510.5, "cleaning_fee": 60, "total": 570.5, "currency": "EUR", "below_min_nights": None,
}  # fmt: skip


def card(name: str = "Casa Sol", pictures: int = 3, **fields: Any) -> dict[str, Any]:
    return {
        "unit_id": UNIT, "name": name, "unit_type": "house", "max_guests": 5,
        "photos": [{"url": f"/media/demo/{name}-{number}.jpg", "alt": ""} for number in range(pictures)],
        "price_night": 99, "currency": "EUR", "quote": None, "highlights": ["Pool", "Sea view"],
        "actions": [{"action": "book", "label": "Book"}, {"action": "ask", "label": "Ask"}], **fields,
    }  # fmt: skip


def shown(text: str = "Hello", role: Any = "assistant", locale: str = "en", **fields: Any) -> list[Part]:
    own = {name: fields.pop(name) for name in list(fields) if name in {"channel", "reply_to"}}
    message = LedgerMessage(
        UUID(int=1), 2, "id", role, text, own.get("channel", "telegram"), datetime(2026, 1, 1, tzinfo=UTC),
        content_from(fields, locale),
        own.get("reply_to", ()),
    )  # fmt: skip
    return render(message, locale)


def labels(part: Part) -> list[list[str]]:
    assert not isinstance(part, Album)
    return [[button.label for button in row] for row in part.keyboard]


def test_text_has_its_suggestions_and_links_under_it() -> None:
    [part] = shown(
        "**Hi**",
        suggestions=["Yes", "No", "A suggestion that needs a row of its own"],
        link={"label": "Book", "url": "https://lobby.example/book"},
        availability_url="https://lobby.example/free",
    )
    assert isinstance(part, Text)
    assert part.body.text == "Hi"
    assert labels(part) == [
        ["Yes", "No"],
        ["A suggestion that needs a row of its own"],
        ["Book"],
    ]


def test_booking_page_is_offered_beside_units() -> None:
    parts = shown(cards=[card()], availability_url="https://lobby.example/free")
    assert labels(parts[-1])[-1] == ["Check availability"]


def test_link_that_telegram_would_refuse_is_no_button() -> None:
    [part] = shown(link={"label": "Book", "url": "http://localhost/book"}, availability_url="/free")
    assert labels(part) == []


def test_one_unit_is_a_picture_with_its_buttons() -> None:
    first, second = shown("Here it is", cards=[card(quote=QUOTE)], suggestions=["Others"])
    assert first == Text(first.body)  # type: ignore[union-attr]
    assert isinstance(second, Photo)
    assert second.url == "/media/demo/Casa Sol-0.jpg"
    assert second.caption.text.splitlines() == [
        "Casa Sol",
        "house · up to 5 guests",
        "Pool · Sea view",
        "Jul 10 – Jul 14",
        "3 nights × €120.00: €360.00",
        "1 night × €150.50 (high season): €150.50",
        "Cleaning: €60.00",
        "Total: €570.50",
    ]
    assert labels(second) == [["Book", "More pictures", "Ask"], ["Others"]]


def test_unit_in_spanish_has_its_price_as_it_is_written_there() -> None:
    _, second = shown("Mira", locale="es", cards=[card()])
    assert isinstance(second, Photo)
    assert second.caption.text.splitlines() == [
        "Casa Sol",
        "casa · hasta 5 personas",
        "Pool · Sea view",
        "desde 99,00\xa0€ por noche",
    ]


@pytest.mark.parametrize(("pictures", "kinds"), [(0, [Text, Text]), (1, [Text, Photo]), (2, [Text, Photo])])
def test_unit_without_pictures_is_text(pictures: int, kinds: list[type]) -> None:
    parts = shown(cards=[card(pictures=pictures)])
    assert [type(part) for part in parts] == kinds
    assert labels(parts[-1]) == [["Book", "More pictures", "Ask"] if pictures > 1 else ["Book", "Ask"]]


def test_several_units_are_an_album_and_a_numbered_list() -> None:
    text, album, listed = shown(
        "Three", cards=[card("A"), card("B", quote=QUOTE), card("C", pictures=0)], suggestions=["More"]
    )
    assert isinstance(text, Text)
    assert isinstance(album, Album)
    assert [caption.text for _, caption in album.pictures] == ["1. A", "2. B"]
    assert isinstance(listed, Text)
    assert "2. B\nhouse · up to 5 guests\nPool · Sea view\n4 nights: €570.50\n\n3. C" in listed.body.text
    assert labels(listed) == [
        ["1. Book", "1. More pictures", "1. Ask"],
        ["2. Book", "2. More pictures", "2. Ask"],
        ["3. Book", "3. Ask"],
        ["More"],
    ]


def test_more_pictures_are_an_album_of_all() -> None:
    text, album, last = shown("Look", cards=[card(pictures=14)], reply_to=("c:1:photos",))
    assert isinstance(text, Text)
    assert isinstance(album, Album)
    assert len(album.pictures) == 10
    assert labels(last) == [["Book", "Ask"]]


def test_privacy_has_its_buttons() -> None:
    [part] = shown("What we keep …", reply_to=("m:7:5:privacy",))
    assert isinstance(part, Text)
    assert [[b.data for b in row] for row in part.keyboard] == [["privacy:export", "privacy:erase"]]


def test_long_text_is_several_and_the_last_has_the_buttons() -> None:
    parts = shown("A sentence of words. " * 500, suggestions=["Yes"])
    assert len(parts) == 3
    assert all(isinstance(part, Text) and part.body.units <= MAX_TEXT_UNITS for part in parts)
    assert [labels(part) for part in parts] == [[], [], [["Yes"]]]


def test_long_card_is_shortened_to_a_caption() -> None:
    _, photo = shown(cards=[card(highlights=["word " * 600])])
    assert isinstance(photo, Photo)
    assert photo.caption.units <= MAX_CAPTION_UNITS


def test_staff_speak_under_their_name() -> None:
    [part] = shown("We have **two** left", role="staff", author="Ana <b>")
    assert isinstance(part, Text)
    assert part.body.text == "Ana <b>\nWe have two left"
    assert [(e.type, e.offset, e.length) for e in part.body.entities] == [("bold", 0, 7), ("bold", 16, 3)]


@pytest.mark.parametrize(("locale", "said"), [("en", "You (website): **hi**"), ("es", "Tú (web): **hi**")])
def test_copy_of_the_guests_own_words_says_where_they_were_written(locale: str, said: str) -> None:
    [part] = shown("**hi**", role="user", channel="web", locale=locale)
    assert isinstance(part, Text)
    assert part.body.text == said


@pytest.mark.parametrize(
    ("notice", "text", "said"),
    [
        ("joined", "Ana is with you now.", "Ana is with you now."),
        ("joined", "", "Ana has joined the conversation."),
        ("left", "", "Ana has left the conversation; the assistant is back."),
        ("waiting", "", "Nobody from the team has answered yet."),
    ],
)
def test_notice_says_who_speaks(notice: str, text: str, said: str) -> None:
    [part] = shown(text, notice=notice, author="Ana")
    assert isinstance(part, Text)
    assert part.body.text == said
    assert [entity.type for entity in part.body.entities] == ["italic"]
    assert labels(part) == ([["Go on with the assistant"]] if notice == "waiting" else [])


def test_message_of_nothing_is_nothing() -> None:
    assert shown("") == []


def test_growing_answer_is_never_too_long_and_closes_visibly() -> None:
    assert partial("**half a wo").text == "**half a wo"
    assert partial("word " * 3000).units <= MAX_TEXT_UNITS
    closed = interrupted("word " * 3000, "Ana", "en")
    assert closed.units <= MAX_TEXT_UNITS
    assert closed.text.endswith("… (interrupted: Ana has joined)")
    assert interrupted("", None, "es").text == "… (interrumpido: Equipo se ha unido)"


def test_suggestions_survive_a_restart_because_they_carry_their_text() -> None:
    long = "A very long suggestion " * 4
    ((short,), (other,)) = keyboard_of(["Yes, with a pool please", long])
    assert (short.data, other.data) == ("t:Yes, with a pool please", "s:1")
