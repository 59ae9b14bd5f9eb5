"""reply_markup: what a keyboard may be."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import constants

from channels.standins.telegram import markup
from channels.standins.telegram.errors import ApiError
from channels.standins.telegram.markup import checked_markup


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def button(text: str = "x", **action: Any) -> dict[str, Any]:
    return {"text": text, **action}


def test_limits_are_those_of_the_independent_client() -> None:
    assert constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA == markup.MAX_CALLBACK_DATA_BYTES
    assert constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER == markup.MAX_BUTTONS
    assert constants.ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER == markup.MAX_PLACEHOLDER_CHARS


@pytest.mark.parametrize(
    "given",
    [
        inline(button(callback_data="é" * 32)),
        inline(button(url="https://example.com/a?b=c"), button(url="tg://resolve?domain=x"), button(url="t.me/x")),
        inline(button(url="http://127.0.0.1:8000/")),
        inline(button(switch_inline_query="")),
        inline(button(web_app={"url": "https://example.com/"}), button(copy_text={"text": "K7QM2R9T"})),
        inline(*(button(callback_data=str(number)) for number in range(100))),
        {"keyboard": [["a", {"text": "b"}], [{"text": "phone", "request_contact": True}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "x" * 64},
    ],
)
def test_good_markup_is_kept(given: Any) -> None:
    assert checked_markup(given, private=True) is not None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (inline(button(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="")),
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (inline(button()), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (inline(button(url="https://e.org", callback_data="x")),
         "can't parse inline keyboard button: exactly one of the optional fields must be used: callback_data, url"),
        (inline(button(" ", callback_data="x")), "inline keyboard button text must be non-empty"),
        (inline({"callback_data": "x"}), 'can\'t parse inline keyboard button: Can\'t find field "text"'),
        (inline("x"), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (inline(button(url="http://localhost:8000/")),
         "inline keyboard button URL 'http://localhost:8000/' is invalid: Wrong HTTP URL"),
        (inline(button(url="javascript:alert(1)")),
         "inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol"),
        (inline(button(url="mailto:a@b.org")),
         "inline keyboard button URL 'mailto:a@b.org' is invalid: Unsupported URL protocol"),
        (inline(button(web_app={"url": "http://e.org"})),
         "inline keyboard button Web App URL 'http://e.org' is invalid: Only HTTPS links are allowed"),
        (inline(button(copy_text={"text": "x" * 257})), "BUTTON_COPY_TEXT_INVALID"),
        (inline(*(button(callback_data=str(number)) for number in range(101))), "reply markup is too long"),
        ({"inline_keyboard": [button(callback_data="x")]}, 'field "inline_keyboard" must be an Array of Arrays'),
        ({"inline_keyboard": [[button(callback_data="x")]], "force_reply": True},
         "can't parse reply keyboard markup: exactly one kind of markup is allowed"),
        ([], "object expected as reply markup"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[1]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"force_reply": True, "input_field_placeholder": "x" * 65}, "input field placeholder is too long"),
    ],
)  # fmt: skip
def test_bad_markup_is_refused(given: Any, reason: str) -> None:
    with pytest.raises(ApiError) as error:
        checked_markup(given, private=True)
    assert error.value.description == f"Bad Request: {reason}"


def test_contact_is_requested_in_private_chats_only() -> None:
    keyboard = {"keyboard": [[{"text": "phone", "request_contact": True}]]}
    with pytest.raises(ApiError, match="phone number can be requested in private chats only"):
        checked_markup(keyboard, private=False)


@pytest.mark.parametrize("given", [None, {}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}])
def test_empty_markup_is_none(given: Any) -> None:
    assert checked_markup(given, private=True) is None
