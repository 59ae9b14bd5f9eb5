"""Lengths, `entities` arrays, cleaning, what the server finds itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
import telegramify_markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Message, constants

from channels.standins.telegram import entities
from channels.standins.telegram.entities import caption, formatted, message_text
from channels.standins.telegram.errors import ApiError
from channels.standins.telegram.text import Formatted, units


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_limits_are_those_of_the_independent_client() -> None:
    assert constants.MessageLimit.MAX_TEXT_LENGTH == entities.MAX_TEXT_UNITS
    assert constants.MessageLimit.CAPTION_LENGTH == entities.MAX_CAPTION_UNITS
    assert constants.MessageLimit.MESSAGE_ENTITIES == entities.MAX_ENTITIES


def test_text_length_counts_utf16_after_parsing() -> None:
    assert units(message_text("<b>" + "x" * 4096 + "</b>", "HTML", None).text) == 4096
    assert units(message_text("😀" * 2048, "", None).text) == 4096
    assert message_text("x" * 4096 + "   ", "", None).text == "x" * 4096
    for text in ("x" * 4097, "😀" * 2048 + "x"):
        with pytest.raises(ApiError, match=r"^Bad Request: message is too long$"):
            message_text(text, "", None)
    with pytest.raises(ApiError, match=r"^Bad Request: text is too long$"):
        message_text("x" * 40_000, "", None)


def test_caption_length_counts_utf16_after_parsing() -> None:
    assert units(caption("&amp;" * 1024, "HTML", None).text) == 1024
    assert caption("", "", None).text == ""
    with pytest.raises(ApiError, match=r"^Bad Request: message caption is too long$"):
        caption("😀" * 512 + "x", "", None)


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("", "", "message text is empty"),
        (" \n ", "", "text must be non-empty"),
        ("<b></b>", "HTML", "text must be non-empty"),
        ("x", "XML", "unsupported parse_mode"),
    ],
)
def test_empty_text_is_refused(text: str, mode: str, reason: str) -> None:
    with pytest.raises(ApiError) as error:
        message_text(text, mode, None)
    assert error.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("text", "given_entity", "reason"),
    [
        ("ab", entity("bold", 2, 1), "entity begins after the end of the text at UTF-16 offset 2"),
        ("ab", entity("bold", 1, 2),
         "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3"),
        ("a😀b", entity("bold", 2, 2), "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        ("a😀b", entity("bold", 0, 2),
         "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5"),
        ("ab", entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        ("ab", entity("bold", 0, -1), "receive an entity with incorrect length -1"),
        ("ab", entity("underlined", 0, 1), "can't parse MessageEntity: Unsupported type specified"),
        ("ab", entity("text_link", 0, 1), 'can\'t parse MessageEntity: Can\'t find field "url"'),
        ("ab", entity("text_link", 0, 1, url="javascript:x"),
         "entity URL 'javascript:x' is invalid: Unsupported URL protocol"),
        ("ab", entity("text_link", 0, 1, url="http://localhost/"),
         "entity URL 'http://localhost/' is invalid: Wrong HTTP URL"),
        ("ab", {"type": "bold", "offset": 0}, 'can\'t parse MessageEntity: Can\'t find field "length"'),
        ("ab", {"type": "bold", "offset": "0", "length": 1},
         'can\'t parse MessageEntity: Field "offset" must be a Number'),
        ("ab", "bold", "can't parse MessageEntity: expected an Object"),
    ],
)  # fmt: skip
def test_wrong_entity_is_refused(text: str, given_entity: Any, reason: str) -> None:
    with pytest.raises(ApiError) as error:
        message_text(text, "", [given_entity])
    assert error.value.description == f"Bad Request: {reason}"


def test_partly_overlapping_entities_are_refused() -> None:
    with pytest.raises(ApiError, match="bold and italic overlap at UTF-16 offset 2"):
        message_text("abcd", "", [entity("bold", 0, 3), entity("italic", 2, 2)])


def test_entities_move_along_when_the_text_is_cleaned() -> None:
    """Spaces before the first entity go, those inside it stay."""
    read = message_text("  \x07a\r\nb", "", [entity("bold", 2, 3), entity("italic", 6, 1)])
    assert read.text == " a\nb"
    assert [(one["type"], read.piece(one)) for one in read.entities] == [("bold", " a"), ("italic", "b")]


def test_empty_entities_and_those_that_the_server_finds_are_left_out() -> None:
    read = message_text("see example.com", "", [entity("bold", 0, 0), entity("url", 0, 3)])
    assert read.entities == [entity("url", 4, 11)]


@pytest.mark.parametrize(
    ("text", "kind", "pieces"),
    [
        ("/start abc", "bot_command", ["/start"]),
        ("go /help@lobby_demo_bot now, not a/b", "bot_command", ["/help@lobby_demo_bot"]),
        ("hola @lobby_demo_bot, a@b.com", "mention", ["@lobby_demo_bot"]),
        ("write to ana@example.com.", "email", ["ana@example.com"]),
        ("https://example.com/a?b=1. Or example.org", "url", ["https://example.com/a?b=1", "example.org"]),
        ("#tag #1 x", "hashtag", ["#tag"]),
    ],
)
def test_what_the_server_finds_itself(text: str, kind: str, pieces: list[str]) -> None:
    read = message_text(text, "", None)
    assert [read.piece(one) for one in read.entities if one["type"] == kind] == pieces


def test_nothing_is_found_inside_code() -> None:
    assert [one["type"] for one in message_text("<code>/start example.com</code>", "HTML", None).entities] == ["code"]


@pytest.mark.parametrize("mode", ["html", "HtMl", "none", ""])
def test_modes_are_case_insensitive(mode: str) -> None:
    assert formatted("x", mode, None).text == "x"


def test_independent_markdown_renderer_is_understood() -> None:
    """telegramify-markdown turns Markdown into text and entities: all of them lie where Telegram wants them."""
    source = "# Título 😀\n\n**bold _both_** and `code`\n\n- a\n- [b](https://example.com)\n\n> quote\n\n"
    source += "```python\nx = 1\n```"
    text, found = telegramify_markdown.convert(source)
    sent = [one.to_dict() for one in found]
    read = message_text(text, "", sent)
    kinds = {one["type"] for one in read.entities}
    assert {"bold", "italic", "code", "text_link", "blockquote", "pre"} <= kinds


TAGS = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "code", "blockquote"])
WORDS = st.text("aé😀&<> ", min_size=1, max_size=4).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
MARKUP = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.tuples(TAGS, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
    ),
    max_leaves=12,
)


def as_message(read: Formatted) -> Message:
    """What an independent client makes of text and entities."""
    shown = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": read.text}
    return Message.de_json(shown | {"entities": read.entities}, None)


@settings(deadline=None)
@given(MARKUP)
def test_reading_what_an_independent_client_writes_changes_nothing(source: str) -> None:
    """python-telegram-bot renders text and entities as HTML; reading that again gives the same text and entities."""
    read = formatted(source, "HTML", None)
    if read.text:
        assert formatted(as_message(read).text_html, "HTML", None) == read


@settings(deadline=None)
@given(MARKUP.filter(lambda source: not re.search("</?(i|u|blockquote)>", source)))
def test_reading_the_markdown_that_an_independent_client_writes_changes_nothing(source: str) -> None:
    """Without italic and underline, whose marks it may put together ambiguously."""
    read = formatted(source, "HTML", None)
    if read.text:
        assert formatted(as_message(read).text_markdown_v2, "MarkdownV2", None) == read
