"""Messages of the ledger as Slack messages: what they show, and that Slack's own rules accept them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from bot.types import JSON, LedgerMessage
from channels.slack.blocks import MAX_BLOCKS, MAX_MESSAGE_CHARS
from channels.slack.cards import picture_url, without_pictures
from channels.slack.reply import Content, chosen_instead, rendered
from channels.standins.slack.blocks import message_blocks
from tests.support.content import content_from

UNIT = "00000000-0000-4000-8000-000000000001"
QUOTE = {
    "unit_id": UNIT, "check_in": "2027-01-10", "check_out": "2027-01-13", "nights": 3,
    "rates": [{"season": "high", "price": 120, "nights": 3}], "accommodation": 360, "cleaning_fee": 40, "total": 400,
    "currency": "EUR", "below_min_nights": None,
}  # fmt: skip
CARD = {
    "unit_id": UNIT, "name": "Casa <Azul>", "unit_type": "house", "max_guests": 4,
    "photos": [{"url": f"/media/{n}.jpg", "alt": f"picture {n}"} for n in range(8)],
    "price_night": 100, "currency": "EUR", "quote": None, "highlights": ["Pool & garden"],
    "actions": [{"action": "book", "label": "Book"}, {"action": "photos", "label": "Photos"}],
}  # fmt: skip


def message(text: str = "Hello", role: Any = "assistant", language: str = "en", **payload: Any) -> LedgerMessage:
    content = content_from(payload, language)
    return LedgerMessage(UUID(int=1), 2, "id", role, text, "slack", datetime(2026, 11, 25, tzinfo=UTC), content)


def shown(message: LedgerMessage, language: Any = "en", public_url: str = "https://stay.example") -> list[Content]:
    contents = rendered(message, language, public_url)
    for content in contents:
        message_blocks([dict(block) for block in content.blocks])  # Slack's rules
    return contents


def blocks(kind: str, contents: list[Content]) -> list[JSON]:
    return [block for content in contents for block in content.blocks if block["type"] == kind]


def buttons(contents: list[Content]) -> list[tuple[str, str, str | None]]:
    return [
        (element["text"]["text"], element["action_id"], element.get("value"))
        for block in blocks("actions", contents)
        for element in block["elements"]
    ]


def test_text_stays_markdown() -> None:
    contents = shown(message("Hello **you**, see [this](https://a.example)\n\n- one\n- two"))
    assert blocks("markdown", contents)[0]["text"].startswith("Hello **you**, see [this](https://a.example)")
    assert len(contents) == 1


def test_notification_and_the_blocks_call_nobody() -> None:
    contents = shown(message("you said <!channel> and <@U1>"))
    assert contents[0].text == "you said &lt;!channel&gt; and &lt;@U1&gt;"
    assert blocks("markdown", contents)[0]["text"] == r"you said \<!channel> and \<@U1>"


def test_long_text_becomes_several_messages() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 300 for number in range(20))
    contents = shown(message(text, suggestions=["More"]))
    assert len(contents) > 2
    assert "".join(block["text"] for block in blocks("markdown", contents)).count("Paragraph") == 20
    assert buttons(contents[-1:]) == [("More", "lobby_suggestion:0", "More")]


def test_card_has_picture_facts_price_and_buttons() -> None:
    contents = shown(message(cards=[CARD, CARD]))
    section = blocks("section", contents)[0]
    assert section["text"]["text"] == "*Casa &lt;Azul&gt;*\nhouse · up to 4 guests\n• Pool &amp; garden"
    assert section["accessory"]["image_url"] == "https://stay.example/media/0.jpg"
    assert "from €100.00 a night" in blocks("section", contents)[1]["fields"][0]["text"]
    assert buttons(contents)[:2] == [("Book", "lobby_card:book", UNIT), ("Photos", "lobby_card:photos", UNIT)]
    assert blocks("image", contents) == []


def test_quote_is_shown_line_by_line_in_the_guests_language() -> None:
    card = {**CARD, "quote": {**QUOTE, "below_min_nights": 5}}
    contents = shown(message(language="es", cards=[card]), "es")
    prices = [field["text"] for field in blocks("section", contents)[1]["fields"]]
    assert prices == [
        "*3 noches × 120,00\xa0€ (temporada alta)*\n360,00\xa0€", "*Limpieza*\n40,00\xa0€", "*Total*\n400,00\xa0€"
    ]  # fmt: skip
    assert "5 noches" in blocks("context", contents)[0]["elements"][0]["text"]


def test_many_seasons_become_one_line() -> None:
    rates = [{"season": None, "price": 100, "nights": 1}] * 6
    contents = shown(message(cards=[{**CARD, "quote": {**QUOTE, "rates": rates, "nights": 6}}]))
    assert blocks("section", contents)[1]["fields"][0]["text"] == "*6 nights*\n€360.00"


def test_unit_alone_shows_more_pictures() -> None:
    contents = shown(message(cards=[CARD]))
    assert [image["alt_text"] for image in blocks("image", contents)] == [f"picture {n}" for n in range(1, 5)]


def test_own_pictures_need_a_public_address() -> None:
    contents = shown(message(cards=[CARD]), public_url="")
    assert blocks("image", contents) == []
    assert "accessory" not in blocks("section", contents)[0]


@pytest.mark.parametrize(
    ("url", "public", "expected"),
    [
        ("/media/a.jpg", "https://h.example/", "https://h.example/media/a.jpg"),
        ("/media/a.jpg", "", None),
        ("https://x.example/a.jpg", "", "https://x.example/a.jpg"),
        ("data:image/png;base64,x", "https://h.example", None),
        ("https://x.example/" + "a" * 3000, "", None),
    ],
)
def test_picture_addresses(url: str, public: str, expected: str | None) -> None:
    assert picture_url(url, public) == expected


def test_pictures_can_be_left_out() -> None:
    left = without_pictures(shown(message(cards=[CARD]))[0].blocks)
    assert [block["type"] for block in left] == ["markdown", "section", "section", "actions"]
    assert all("accessory" not in block for block in left)


def test_many_cards_are_distributed_over_messages() -> None:
    contents = shown(message(cards=[CARD] * 40))
    assert len(contents) > 1
    assert all(len(content.blocks) <= MAX_BLOCKS for content in contents)
    assert all(len(str(content.blocks)) < MAX_MESSAGE_CHARS * 1.1 for content in contents)
    assert len(buttons(contents)) == 80


def test_suggestions_and_link_are_buttons() -> None:
    contents = shown(
        message(suggestions=["Two guests", "x" * 200], link={"label": "Book online", "url": "https://b.example"})
    )
    (online, first, second) = buttons(contents)
    assert online == ("Book online", "lobby_link", None)
    assert first == ("Two guests", "lobby_suggestion:0", "Two guests")
    assert len(second[0]) == 75
    assert second[2] == "x" * 200


@pytest.mark.parametrize(
    ("role", "channel", "payload", "language", "expected"),
    [
        ("staff", "slack", {"author": "Ana *X*"}, "en", ":bust_in_silhouette: *Ana *X**"),
        ("staff", "slack", {}, "es", ":bust_in_silhouette: *Equipo*"),
        ("user", "web", {}, "en", "*You (website)*"),
        ("user", "telegram", {}, "es", "*Tú (Telegram)*"),
    ],
)
def test_who_speaks_is_said_where_it_is_not_the_bot(
    role: Any, channel: str, payload: JSON, language: Any, expected: str
) -> None:
    said = LedgerMessage(
        UUID(int=1), 2, "id", role, "Hi", channel, datetime(2026, 11, 25, tzinfo=UTC), content_from(payload)
    )
    assert blocks("context", shown(said, language))[0]["elements"][0]["text"] == expected


def test_staff_who_come_and_go_are_announced() -> None:
    assert shown(message("", "staff", notice="joined", author="Ana"))[0].text == "_Ana has joined the conversation._"
    assert shown(message("", "staff", notice="left", author="Ana"), "es")[0].text.startswith("_Ana se ha ido")


def test_nothing_to_show_is_no_message() -> None:
    assert shown(message("")) == []


def test_pressed_suggestion_takes_the_place_of_the_buttons() -> None:
    before = shown(message(suggestions=["Two <guests>"]))[0].blocks
    after = chosen_instead(before, "Two <guests>", "Ana")
    assert after is not None
    assert after[-1]["elements"][0]["text"] == ":speech_balloon: *Ana*: Two &lt;guests&gt;"
    assert chosen_instead(after, "again", "Ana") is None
